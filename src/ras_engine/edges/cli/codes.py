"""The exit codes, and what a failure looks like: its problems as text on stderr, or as JSON on stdout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

import typer

from ras_engine.edges.cli.options import Format
from ras_engine.edges.cli.screen import say, show_json
from ras_engine.edges.files import AssessmentFile
from ras_engine.errors import Problem, RasError, in_line_order
from ras_engine.errors.render import render
from ras_engine.located import readable_text
from ras_engine.located.decode import MOST_BYTES


class Exit(IntEnum):
    """What the exit code of every command means."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    UNUSABLE = 3
    INTERNAL = 4
    NOT_SHOWN = 5
    STOPPED = 130


EPILOG = """\
\b
Exit codes
  0    good
  1    findings: a problem in a checked ruleset, a row that could not be scored, a result that differs, a disparity,
       a law that is broken
  2    usage: an option, an argument or a file name that cannot be meant
  3    unusable data: a ruleset, an assessment or a caseload that cannot be used; nothing was worked out
  4    internal error: a mistake of this program
  5    not shown: equity shows no disparity, but not every gap to be within the margin either; audit finds no law broken,
       but cannot decide every one
  130  stopped by the user

Results go to stdout as plain text or JSON; remarks and progress go to stderr. Colours appear on a terminal only; NO_COLOR=1 turns
them off."""

SHOWN = (".yaml", ".yml", ".lock")
"""Files whose lines may be shown in messages. Assessments and caseloads are about people, and are not."""


MOST_SHOWN = 100


def rendered(problems: Iterable[Problem]) -> str:
    """The problems for people, with the lines of the rulesets they are about; nobody reads more than a hundred."""
    every = in_line_order(tuple(problems))
    found = every[:MOST_SHOWN]
    files = {where.file for one in found for where in (one.where, *(other.where for other in one.related))}
    texts = {}
    for file in files:
        if file.endswith(SHOWN) and Path(file).is_file():
            with Path(file).open("rb") as opened:
                texts[file] = readable_text(opened.read(MOST_BYTES))
    rest = len(every) - len(found)
    return render(found, texts) + (f"{rest:,} more are not shown here; --format json has them all.\n" if rest else "")


def report(problems: Iterable[Problem], form: Format = Format.TEXT) -> None:
    """The problems of data that cannot be used."""
    found = tuple(problems)
    if form is Format.JSON:
        show_json({"problems": [one.as_dict() for one in found]})
    else:
        say(rendered(found).rstrip("\n"))


@contextmanager
def reporting(form: Format = Format.TEXT, person: AssessmentFile | None = None) -> Iterator[None]:
    """Whatever the library refuses inside is reported in the chosen form, and the command ends with exit code 3."""
    try:
        yield
    except RasError as error:
        report(person.placed(error.problems) if person else error.problems, form)
        raise typer.Exit(Exit.UNUSABLE) from None
