"""From what was typed to what is meant: rulesets, assessments and caseloads, with usage errors for files that are not there."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import typer

from ras_engine.assessment.values import day_of
from ras_engine.edges.files import AssessmentFile, Caseload, read_assessment_file, read_caseload
from ras_engine.edges.files.assessment import assessment_of_text
from ras_engine.edges.files.part import Source, text_of
from ras_engine.edges.files.source import SAID, has_form, open_caseload
from ras_engine.edges.shipped import shipped
from ras_engine.errors import did_you_mean
from ras_engine.errors.excerpt import visible
from ras_engine.rulebook import load_rulebook, load_ruleset
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import score_batch

EXAMPLE = "example-borough"
STDIN = "-"
MOST_NAME = 200


def existing(path: Path, what: str) -> Path:
    """The path, or a usage error where nothing is there. The example's name stands for its folder."""
    if str(path) == EXAMPLE and not path.exists():
        return shipped(f"rulesets/{EXAMPLE}")
    if not path.exists():
        names = [one.name for one in path.parent.iterdir() if one.suffix == path.suffix] if path.parent.is_dir() else []
        hint = f" {did_you_mean(path.name, names)}" if names else ""
        raise typer.BadParameter(f"{what} {visible(str(path), MOST_NAME)} does not exist.{hint}")
    return path


def ruleset_at(path: Path, on: date | None = None, known_on: date | None = None) -> Ruleset:
    """The ruleset of a file, or the one of a rulebook folder that is in force on a day.

    Raises RulesetInvalid and NoRulesetInForce; a usage error where a folder comes without a day, or a file with one.
    """
    place = existing(path, "The ruleset")
    if place.is_dir():
        if on is None:
            raise typer.BadParameter(
                f"{path} is a folder with the rulesets of several dates: say --on DATE, for example --on 2026-04-06."
            )
        return load_rulebook(place).in_force_on(on, as_known_on=known_on)
    if on is not None or known_on is not None:
        raise typer.BadParameter(f"{path} is one ruleset; --on and --known-on choose from the folder of a rulebook.")
    return load_ruleset(place)


def file_at(path: Path, what: str) -> Path:
    """A file that is there, or a usage error."""
    place = existing(path, what)
    if place.is_dir():
        raise typer.BadParameter(f"{what} {path} is a folder.")
    return place


def caseload_at(path: Path, sheet: str | None = None) -> Caseload:
    """The caseload of a file. Raises BatchInvalid with the file's problems."""
    place = _caseload_file(path)
    try:
        return read_caseload(place, sheet=sheet)
    except ModuleNotFoundError as error:
        raise typer.BadParameter(str(error)) from None


def opened(path: Path, sheet: str | None = None) -> Source:
    """A caseload file, open. Raises BatchInvalid with what is wrong with it already."""
    place = _caseload_file(path)
    try:
        return open_caseload(place, sheet)
    except ModuleNotFoundError as error:
        raise typer.BadParameter(str(error)) from None


def _caseload_file(path: Path) -> Path:
    place = file_at(path, "The caseload")
    if not has_form(place):
        raise typer.BadParameter(f"{path}: the name of a caseload file ends in {SAID} (or, packed, in .csv.gz and the like).")
    return place


def person_at(
    path: Path, person: str | None, ruleset: Path, on: date | None, known_on: date | None
) -> tuple[Ruleset, AssessmentFile]:
    """One person's assessment, from a JSON file or as one row of a caseload, and the ruleset for it.

    With the folder of a rulebook the day of the assessment stands in where `on` is None. Raises AssessmentInvalid, BatchInvalid,
    RulesetInvalid and NoRulesetInForce with their problems.
    """
    if has_form(path):
        return _row_at(path, person, ruleset, on, known_on)
    if person is not None:
        raise typer.BadParameter(f"--id chooses a row of a caseload; {path} is not one.")
    if str(path) == STDIN:
        file = assessment_of_text(sys.stdin.buffer.read(), file="stdin")
    else:
        file = read_assessment_file(file_at(path, "The assessment"))
    return ruleset_at(ruleset, _day_for(ruleset, on, file.assessment.assessed_on), known_on), file


def _day_for(ruleset: Path, on: date | None, assessed_on: date | None) -> date | None:
    """The day whose ruleset is used: what was asked for, else for a folder the day of the assessment."""
    return assessed_on if on is None and existing(ruleset, "The ruleset").is_dir() else on


def _row_at(
    path: Path, person: str | None, ruleset: Path, on: date | None, known_on: date | None
) -> tuple[Ruleset, AssessmentFile]:
    if person is None:
        raise typer.BadParameter(f"{path} is a caseload: say --id ID, to choose one person.")
    caseload = caseload_at(path)
    row = _row_of(caseload, person)
    cells = {name: [column[row]] for name, column in caseload.items()}
    assessed_on = day_of(cells.get("assessed_on", [""])[0])
    rules = ruleset_at(ruleset, _day_for(ruleset, on, assessed_on), known_on)
    places = {"": caseload.where(row)}
    return rules, AssessmentFile(score_batch(cells, rules).assessment(0), places)


def _row_of(caseload: Caseload, person: str) -> int:
    """The one row with an id."""
    rows = [row for row, name in enumerate(caseload.get("id", [])) if text_of(name) == person]
    if len(rows) != 1:
        raise typer.BadParameter(f"--id {person}: {len(rows)} rows of the caseload have this id.")
    return rows[0]
