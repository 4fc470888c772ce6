"""Money lines: shares of lines above them, periods where they have a meaning, referrals that fit the place they are named at."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.check.context import Context, Found
from ras_engine.document.check.names import all_lines
from ras_engine.document.limits import WeeksContingency
from ras_engine.document.lines import ExtremeLine, Line, ReferenceLine, ShareOfLinesLine
from ras_engine.document.walk import walk
from ras_engine.errors import did_you_mean
from ras_engine.exact import format_decimal
from ras_engine.located import Path


def shares_of_lines_above(context: Context) -> Iterator[Found]:
    """A share of lines takes lines that stand above it in the same list."""
    lists: list[tuple[Path, tuple[Line, ...]]] = [
        (("budget_lines",), context.document.budget_lines),
        (("carer_sustainability",), context.document.carer_sustainability),
        *((("separate_amounts", at, "lines"), one.lines) for at, one in enumerate(context.document.separate_amounts)),
    ]
    everywhere = {line.id: path for path, line in all_lines(context)}
    for section, lines in lists:
        ids = [one.id for one in lines]
        for at, line in enumerate(lines):
            yield from _shares(context, (*section, at), line, ids[:at], everywhere)


def _shares(context: Context, path: Path, line: Line, above: list[str], everywhere: dict[str, Path]) -> Iterator[Found]:
    if isinstance(line, ExtremeLine):
        for at, inner in enumerate(line.lines):
            yield from _shares(context, (*path, "lines", at), inner, above, everywhere)
    if not isinstance(line, ShareOfLinesLine):
        return
    for at, name in enumerate(line.lines):
        if name in above or context.unsure(name):
            continue
        if name in everywhere:
            yield Found("RAS253", (*path, "lines", at), {"name": name}, related=((everywhere[name], "The line"),))
        else:
            words = {"name": name, "hint": did_you_mean(name, above)}
            yield Found("RAS252", (*path, "lines", at), words)


def periods_that_mean_nothing(context: Context) -> Iterator[Found]:
    """A line made of other lines, or of a reference amount, takes its period from there; one-off amounts have none."""
    once = {("separate_amounts", at) for at, one in enumerate(context.document.separate_amounts) if one.per == "once"}
    for path, line in all_lines(context):
        if line.per is None:
            continue
        if isinstance(line, ExtremeLine | ShareOfLinesLine):
            reason = "its lines have periods of their own"
        elif isinstance(line, ReferenceLine):
            reason = "the reference amount has its own period"
        elif path[:2] in once:
            reason = "the amount is paid once"
        else:
            continue
        yield Found("RAS254", (*path, "per"), {"id": line.id, "reason": reason}, key=True)


def referrals_that_fit_their_place(context: Context) -> Iterator[Found]:
    """A table that gives no amount withholds it; a limit, which gives one, shows it."""
    kinds = {one.id: (one.indicative_budget, at) for at, one in enumerate(context.document.referral)}
    for path, name in context.places:
        if path[-1:] != ("refer",) or not isinstance(name, str) or name not in kinds or context.unsure(name):
            continue
        shown, at = kinds[name]
        in_limit = path[0] == "limits" or (path[0] == "separate_amounts" and path[2] in ("minimum", "maximum"))
        related = ((("referral", at, "indicative_budget"), "The referral"),)
        if in_limit and shown == "withheld":
            yield Found("RAS256", path, {"name": name}, related=related)
        if not in_limit and shown == "shown":
            yield Found("RAS255", path, {"name": name}, related=related)


def weeks_of_a_year(context: Context) -> Iterator[Found]:
    """A contingency of so many weeks is at least none and at most a year."""
    contingency, money = context.document.contingency, context.document.money
    if not isinstance(contingency, WeeksContingency) or context.gaps.sections & {"money"}:
        return
    year = money.weeks_per_year or (money.days_per_year or 0) / 7
    for path, number in walk((contingency.weeks, contingency.weeks_by)):
        if isinstance(number, (str, tuple, dict)) or not hasattr(number, "denominator"):
            continue
        where = ("weeks",) if path == (0,) else ("weeks_by", *path[1:])
        if not 0 <= number <= year:  # type: ignore[operator]
            yield Found("RAS257", ("contingency", *where), {"text": format_decimal(number)})  # type: ignore[arg-type]


CHECKS = (shares_of_lines_above, periods_that_mean_nothing, referrals_that_fit_their_place, weeks_of_a_year)
