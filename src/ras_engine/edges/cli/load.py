"""From what was typed to what is meant: rulesets, assessments and caseloads, with usage errors for files that are not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from ras_engine.edges.files import AssessmentFile, Caseload, read_assessment_file, read_caseload
from ras_engine.edges.shipped import shipped
from ras_engine.rulebook import Rulebook, load_rulebook, load_ruleset
from ras_engine.ruleset import Ruleset

EXAMPLE = "example-borough"
ENDINGS = (".csv", ".csv.gz")


def existing(path: Path, what: str) -> Path:
    """The path, or a usage error where nothing is there. The example's name stands for its folder."""
    if str(path) == EXAMPLE and not path.exists():
        return shipped(f"rulesets/{EXAMPLE}")
    if not path.exists():
        near = sorted(one.name for one in path.parent.iterdir()) if path.parent.is_dir() else []
        hint = f" In {path.parent}: {', '.join(near[:8])}{', ...' if len(near) > 8 else ''}." if near else ""
        raise typer.BadParameter(f"{what} {path} does not exist.{hint}")
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


def ruleset_for(path: Path, on: date | None, known_on: date | None, assessment: AssessmentFile) -> Ruleset:
    """The same, where the day of the assessment stands in for --on."""
    if on is None and existing(path, "The ruleset").is_dir():
        on = assessment.assessment.assessed_on
    return ruleset_at(path, on, known_on)


def rulebook_at(path: Path) -> Rulebook:
    """The rulebook of a folder."""
    place = existing(path, "The rulebook")
    if not place.is_dir():
        raise typer.BadParameter(f"{path} is a file; a rulebook is a folder of rulesets.")
    return load_rulebook(place)


def file_at(path: Path, what: str) -> Path:
    """A file that is there, or a usage error."""
    place = existing(path, what)
    if place.is_dir():
        raise typer.BadParameter(f"{what} {path} is a folder.")
    return place


def assessment_at(path: Path) -> AssessmentFile:
    """The assessment of a JSON file. Raises AssessmentInvalid with the file's problems."""
    return read_assessment_file(file_at(path, "The assessment"))


def caseload_at(path: Path) -> Caseload:
    """The caseload of a file. Raises BatchInvalid with the file's problems."""
    place = file_at(path, "The caseload")
    if not place.name.lower().endswith(ENDINGS):
        raise typer.BadParameter(f"{path}: a caseload is a CSV file (its name ends in .csv or .csv.gz).")
    return read_caseload(place)
