"""The sentences that come first: how many gaps were judged and how, and the weightiest one at the high-need end.

They say what was tested and shown. A gap that was not shown is never reported as a gap that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.edges.report.equity.gaps import HIGH_NEED, Place, of_topic
from ras_engine.edges.report.equity.names import CLIENT_GROUP, Names, capital
from ras_engine.edges.report.equity.words import gap, people
from ras_engine.equity import EquityFrame, Finding, Verdict

NO_MARGIN = "The council has not decided how large a gap it still calls equal, so nothing could be shown to lie within a margin."
TESTED = "These are tested properties of one caseload and one set of rules. They do not certify that the rules are fair."
WEIGHTIEST = ("adequacy", "mean_budget", "net_compensation", "gap_opening_at_the_top", "gap_at_the_median")


def opening(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> tuple[str, ...]:
    """The opening sentences of a report, the most important first."""
    return tuple(_sentences(frame, places, names))


def confidence(frame: EquityFrame) -> str:
    """The level of the intervals: "95%"."""
    low, high = frame.settings.ci_quantiles
    return f"{round((high - low) * 1000) / 10:g}%"


def _sentences(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Iterator[str]:
    yield _count(frame)
    yield _high_need(frame, of_topic(places, HIGH_NEED), names)
    if not frame.settings.need_is_independent:
        yield "Need is measured by the ruleset's own points, so biased scoring could not be tested at all."
    margin = frame.settings.margin
    if (margin.pence, margin.share, margin.index, margin.log_odds) == (None,) * 4:
        yield NO_MARGIN
    yield TESTED


def _count(frame: EquityFrame) -> str:
    total = len(frame.findings)
    if not total:
        return "No gap could be tested: there are too few groups or too few people."
    disparities, within = frame.count(Verdict.DISPARITY), frame.count(Verdict.EQUITABLE)
    open_ones, blind = frame.count(Verdict.NOT_ENOUGH_DATA), frame.count(Verdict.NOT_TESTABLE)
    parts = [
        f"{disparities} {_are(disparities)} shown to be {'a disparity' if disparities == 1 else 'disparities'}",
        f"{within} {_are(within)} shown to lie within the council's margin",
        f"for {open_ones} there is not enough data",
        *([f"{blind} {_are(blind)} not testable for scoring bias"] if blind else []),
    ]
    return f"Of {total} gaps between groups, {', '.join(parts[:-1])} and {parts[-1]}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _high_need(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> str:
    shown = [one for place in places for one in place.findings if one.verdict is Verdict.DISPARITY and one.estimate]
    if not shown:
        unclear = sum(place.verdict is not Verdict.EQUITABLE for place in places)
        return (
            f"At the high-need end no disparity is shown; for {unclear} of {len(places)} groups that is for want of data, and does "
            "not mean that there is none."
            if unclear
            else "At the high-need end every gap is shown to lie within the council's margin."
        )
    first = min(shown, key=_weight)
    main, bracket, rest = gap(first, names, confidence(frame)).partition(" (")
    feature = "" if first.feature == CLIENT_GROUP else f"{names.feature(first.feature)}; "
    return (
        f"At the high-need end, {_what(first.name)} is {main} for {names.group(first.group)} "
        f"({feature}{people(first.people)} people) than for "
        f"{names.group(first.reference)}{bracket}{rest}."
    )


def _weight(finding: Finding) -> tuple[int, float]:
    """The most telling measure first, and in it the group that comes off worst."""
    rank = WEIGHTIEST.index(finding.name) if finding.name in WEIGHTIEST else len(WEIGHTIEST)
    return rank, finding.estimate.value if finding.estimate else 0


def _what(name: str) -> str:
    return {
        "adequacy": "the share of agreed cost that budgets meet",
        "mean_budget": "the mean budget",
        "net_compensation": "budget less agreed cost, a person,",
    }.get(name, "the budget at equal need")


def heading_of(place: Place, names: Names, feature_said: bool) -> str:
    """The heading of a place: whom it is about, beside whom, and where."""
    where = "" if place.where == place.topic else f", {names.band(place.where)}"
    control = "" if place.control == "all" else f", {names.part(place.control)}"
    before = f"{capital(names.feature(place.feature))}: " if feature_said else ""
    return f"{before}{capital(names.group(place.group))} beside {names.group(place.reference)}{where}{control}"
