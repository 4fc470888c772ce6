"""Regression cases beside a ruleset: the pairs that broke a law, written for review and run once they are reviewed.

`2026-04-06.regressions.yaml` holds `regressions:`, a list of cases in the form of worked examples. What the plugin writes there
holds the amounts that broke the law; a person writes what they should be and works the sum by hand. Cases that stand there are
never changed or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from ras_engine.audit import Finding
from ras_engine.document.examples import ExamplesDocument
from ras_engine.document.read_as import read_as
from ras_engine.edges.audit.regressions import cases_yaml, regression_cases
from ras_engine.errors import RulesetInvalid
from ras_engine.located import Located, read_located
from ras_engine.rulebook.examples import Examples
from ras_engine.rulebook.files import located_file
from ras_engine.ruleset import Ruleset

ENDING = ".regressions.yaml"
UNREVIEWED = "To be worked by hand."
KINDS = ("simplest", "worst")
"""The pairs of a broken law that are written."""


@dataclass(frozen=True, slots=True)
class Regressions:
    """The cases as worked examples, and the names of those that nobody has reviewed yet."""

    examples: Examples
    unreviewed: frozenset[str]


def regressions_path(ruleset: Path, folder: Path | None = None) -> Path:
    """Where the cases of a ruleset stand: beside it, or in a folder for all."""
    return (folder or ruleset.parent) / (ruleset.name.removesuffix(ruleset.suffix) + ENDING)


def load_regressions(path: Path, ruleset: Ruleset) -> Regressions:
    """The cases in a file, read as worked examples of this ruleset. Raises RulesetInvalid with every problem."""
    located = located_file(path)
    examples = Examples(read_as(ExamplesDocument, as_examples(located, ruleset)), as_examples(located, ruleset))
    cases = examples.document.cases
    return Regressions(examples, frozenset(one.id for one in cases if one.working.startswith(UNREVIEWED)))


def as_examples(located: Located, ruleset: Ruleset) -> Located:
    """The file under the names that worked examples have, every mark where it is."""
    if not isinstance(located.data, dict):
        return located
    head: dict[str, Any] = {"schema": "ras-examples/1", "scheme": ruleset.scheme}
    head |= {"effective_from": ruleset.effective_from.isoformat(), "revision": str(ruleset.revision)}
    data = {("cases" if key == "regressions" else key): value for key, value in located.data.items()}
    marks = {(("cases", *path[1:]) if path[:1] == ("regressions",) else path): mark for path, mark in located.marks.items()}
    return replace(located, data=head | data, marks=marks)


def written(broken: Iterable[Mapping[str, Any]]) -> list[str]:
    """Adds the pairs of findings to their files, and says what was done with each. Each of `broken` has `file` and `cases`."""
    by_file: dict[str, list[Mapping[str, Any]]] = {}
    for one in broken:
        by_file.setdefault(one["file"], []).extend(one["cases"])
    return [_add(Path(name), cases) for name, cases in sorted(by_file.items()) if cases]


def cases_of(finding: Finding) -> Iterator[dict[str, Any]]:
    """The people of the simplest and the worst pair of a broken law as cases."""
    for witness in finding.witnesses:
        if witness.kind in KINDS:
            left, right = regression_cases(finding.law, finding.title, witness)
            yield from [right] if witness.two_rulesets else [left] if witness.alone else [left, right]


def _add(path: Path, cases: list[Mapping[str, Any]]) -> str:
    try:
        known = _known(path)
    except RulesetInvalid as refused:
        return f"{path}: nothing was added, for it cannot be read: {refused.problems[0]}"
    fresh = list(_fresh(known, cases))
    if not fresh:
        return f"{path}: every pair stands there already"
    try:
        text = cases_yaml(fresh)
        if known:
            text = _after(path.read_text(encoding="utf-8"), text.partition("regressions:\n")[2])
            read_located(text.encode(), file=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as refused:
        return f"{path}: {len(fresh)} cases could not be written: {refused.strerror}"
    except RulesetInvalid:
        return f"{path}: nothing was added, for its cases are not written as a list with a dash before each"
    return f"{path}: {len(fresh)} cases to be reviewed"


def _after(before: str, cases: str) -> str:
    """More cases under those that stand there, in from the margin as far as they are."""
    margin = re.search(r"^regressions:.*\n(?:\s*(?:#.*)?\n)*?( *)- ", before, re.MULTILINE)
    return before.rstrip("\n") + "\n" + indent(dedent(cases), margin[1] if margin else "  ")


def _known(path: Path) -> list[Any]:
    if not path.is_file():
        return []
    data = located_file(path).data
    found = data.get("regressions") if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _fresh(known: list[Any], cases: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cases of people who do not stand there yet, each under a name of its own."""
    names = {one.get("id") for one in known}
    people = [one.get("assessment") for one in known]
    for case in cases:
        if case["assessment"] in people:
            continue
        name, number = case["id"], 1
        while name in names:
            number += 1
            name = f"{case['id']}_{number}"
        names.add(name)
        people.append(case["assessment"])
        yield {**case, "id": name}
