"""`ras-engine check`: is a ruleset, a rulebook or a set of worked examples good as written?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ras_engine.edges.audit.share_of_money import share_of_money_warnings
from ras_engine.edges.cli.codes import Exit, rendered
from ras_engine.edges.cli.load import existing
from ras_engine.edges.cli.options import Format, FormatOption
from ras_engine.edges.cli.screen import show, show_json
from ras_engine.errors import Problem, RulesetInvalid, in_line_order
from ras_engine.rulebook import check_examples, examples_path, load_examples, load_rulebook, load_ruleset
from ras_engine.ruleset import Ruleset

OTHERS = (".examples.yaml", ".uprating.yaml")


@dataclass(frozen=True, slots=True)
class Checked:
    """One file or folder: its problems, a sentence for each part that is good, and warnings, with which it can be used."""

    path: Path
    problems: tuple[Problem, ...]
    good: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="RULESET...", help="Ruleset files, or folders of rulebooks.", show_default=False)
    ],
    form: FormatOption = Format.TEXT,
) -> None:
    """Check rulesets and their worked examples.

    Every problem is shown at its line, and every worked example beside a ruleset must come out to the penny. A folder is
    checked as a rulebook: its dates, its chain and its lock as well. Exit code 1 where there is a problem; a warning is none.
    """
    checked = [_checked(existing(path, "The ruleset")) for path in paths]
    problems = in_line_order([one for each in checked for one in each.problems])
    warnings = in_line_order([one for each in checked for one in each.warnings])
    if form is Format.JSON:
        show_json(
            {
                "checked": [{"path": str(one.path), "good": list(one.good), "problems": len(one.problems)} for one in checked],
                "problems": [one.as_dict() for one in problems],
                "warnings": [one.as_dict() for one in warnings],
            }
        )
    else:
        for sentence in (sentence for one in checked for sentence in one.good):
            show(sentence)
        if warnings:
            show(f"\nWarnings:\n{rendered(warnings)}")
        if problems:
            show(rendered(problems))
    raise typer.Exit(Exit.FINDINGS if problems else Exit.GOOD)


def _checked(path: Path) -> Checked:
    if path.is_dir():
        return _folder(path)
    if path.name.endswith(OTHERS[0]):
        beside = path.with_name(path.name.removesuffix(OTHERS[0]) + ".yaml")
        return _file(beside) if beside.is_file() else _examples_alone(path)
    return _file(path)


def _folder(path: Path) -> Checked:
    """The files of a rulebook, then the rulebook as a whole; what a file has wrong is said once."""
    files = sorted(one for one in path.iterdir() if one.suffix in (".yaml", ".yml") and not one.name.endswith(OTHERS))
    checked = [_file(one) for one in files]
    problems = [one for each in checked for one in each.problems]
    good = [sentence for each in checked for sentence in each.good]
    warnings = tuple(one for each in checked for one in each.warnings)
    try:
        book = load_rulebook(path)
        stretches = ", ".join(f"from {one.first_day.isoformat()}" for one in book.timeline())
        good.append(f"{path}: a rulebook without gaps or forks. In force: {stretches or 'nothing yet; all are drafts'}.")
    except RulesetInvalid as error:
        problems += error.problems
    return Checked(path, in_line_order(problems), tuple(good), warnings)


def _file(path: Path) -> Checked:
    try:
        ruleset = load_ruleset(path)
    except RulesetInvalid as error:
        return Checked(path, error.problems, ())
    warnings = share_of_money_warnings(ruleset)
    examples = examples_path(path)
    if not examples.is_file():
        return Checked(path, (), (f"{path}: good. {_size(ruleset)} No worked examples beside it.",), warnings)
    try:
        read = load_examples(examples)
    except RulesetInvalid as error:
        return Checked(path, error.problems, ())
    problems = check_examples(ruleset, read)
    number = len(read.document.cases)
    if problems:
        return Checked(path, problems, (), warnings)
    held = "Its worked example comes" if number == 1 else f"All {number} worked examples come"
    return Checked(path, (), (f"{path}: good. {_size(ruleset)} {held} out to the penny.",), warnings)


def _examples_alone(path: Path) -> Checked:
    """Worked examples whose ruleset is not there can be read, but not compared."""
    try:
        load_examples(path)
    except RulesetInvalid as error:
        return Checked(path, error.problems, ())
    return Checked(path, (), (f"{path}: well formed, but its ruleset is not beside it, so nothing was compared.",))


def _so_many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _size(ruleset: Ruleset) -> str:
    document = ruleset.document
    parts = f"{_so_many(len(document.questions), 'question')}, {_so_many(len(document.budget_lines), 'line')}"
    return f"{document.status.capitalize()}, revision {ruleset.revision}: {parts}."
