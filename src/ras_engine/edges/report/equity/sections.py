"""The order of a report: the high-need end first, then every band, money against need, carers, what budgets are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ras_engine.edges.report.equity import tables
from ras_engine.edges.report.equity.charts import Chart
from ras_engine.edges.report.equity.gaps import BANDS, CARERS, HIGH_NEED, OVERALL, QUESTIONS, Place, of_topic, weightiest_first
from ras_engine.edges.report.equity.money_made_of import domain_bars
from ras_engine.edges.report.equity.names import Names
from ras_engine.edges.report.equity.parts import Section
from ras_engine.edges.report.equity.pictures import figures_chart, gaps_chart, levels_chart, money_against_need
from ras_engine.edges.report.equity.words import SAID
from ras_engine.equity import ALL, EquityFrame, Finding, Verdict


def sections_of(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> tuple[Section, ...]:
    """The sections that have something to show."""
    made = (
        _high_need(frame, of_topic(places, HIGH_NEED), names),
        _bands(frame, of_topic(places, BANDS), names),
        _against_need(frame, of_topic(places, OVERALL), names),
        _carers(frame, of_topic(places, CARERS), names),
        _made_of(frame, names),
        _questions(frame, of_topic(places, QUESTIONS), names),
        _what_if(frame, names),
        _order(frame, names),
        _people(frame, names),
    )
    return (*(one for one in made if not one.empty), _pitfalls(frame), _how(frame))


def _high_need(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Section:
    text = (
        f"The high-need end is the band “{names.band(frame.top_band)}” of {frame.bands_said}. It stands first because a shortfall "
        "there weighs most and is the easiest to lose in a total.",
        *(f"{SAID[name].title}: {SAID[name].meaning}" for name in ("adequacy", "net_compensation") if frame.usual == "adequacy"),
    )
    return Section("high-need", "The high-need end", text, _drawn(_high_need_charts(frame, names)), weightiest_first(places))


def _high_need_charts(frame: EquityFrame, names: Names) -> Iterator[Chart | None]:
    for feature in frame.features:
        found = [one for one in _usual_gaps(frame, feature) if one.band == frame.top_band]
        title = f"{_gap_title(frame)} at the high-need end, by {names.feature(feature)}"
        yield gaps_chart(frame, names, feature, "high_need_gaps", title, found)


def _bands(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Section:
    text = (
        "Read the bands beside the total: a total can hide, or turn round, what happens in every band.",
        "The interval says how far chance alone could have moved a figure.",
    )
    charts = []
    for feature in frame.features:
        found = sorted(_usual_gaps(frame, feature), key=lambda one: _band_place(frame, one.band))
        title = f"{_gap_title(frame)}, by {names.feature(feature)} and need"
        charts += [levels_chart(frame, names, feature, frame.usual), gaps_chart(frame, names, feature, "gaps", title, found)]
    made = tuple(tables.by_band(frame, names, feature) for feature in frame.features)
    return Section("bands", "Every level of need", text, _drawn(charts), *_split(places), tables=made)


def _against_need(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Section:
    heading = "Budgets against independent need"
    text = ("Need is measured independently of the ruleset here. As far as that measure is sound, biased scoring can be seen.",)
    if not frame.settings.need_is_independent:
        heading = "Budgets against need"
        text = ("Need is measured by the ruleset's own points here: biased scoring cannot be seen in this section.",)
    charts = [money_against_need(frame, names, feature) for feature in frame.features]
    return Section("against-need", heading, text, _drawn(charts), *_split(places))


def _carers(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Section:
    text = (
        "The amount before carers must not move with the hours of unpaid care that somebody gets. What carers are able and willing "
        "to do is taken off after it, and should take off no more than that care would cost.",
    )
    charts: list[Chart | None] = []
    for feature in frame.features:
        found = [one for one in frame.findings if one.measure == "E5" and one.feature == feature]
        title = f"Amount before carers against caring hours: what 20 hours a week of unpaid care move, by {names.feature(feature)}"
        charts.append(gaps_chart(frame, names, feature, "carers_base", title, found))
        title = f"Carer adjustment as a share of what that care would cost, by {names.feature(feature)}"
        charts.append(
            figures_chart(
                frame, names, feature, "worth_of_adjustment", ("carers_worth", title), (1, "as much as the care would cost")
            )
        )
        title = f"Mean carer adjustment of those who have one, {names.period}, by {names.feature(feature)}"
        charts.append(figures_chart(frame, names, feature, "mean_adjustment", ("carers_adjustment", title), None))
    made = [*(tables.carers(frame, names, feature) for feature in frame.features), tables.laws(frame)]
    return Section("carers", "People with family carers", text, _drawn(charts), *_split(places), tables=tables.some(made))


def _made_of(frame: EquityFrame, names: Names) -> Section:
    text = (
        "Where money at the high-need end is nearly all personal care, ask whether rules leave out what else a life is made of.",
    )
    charts = [domain_bars(frame, names, feature) for feature in frame.features[:1]]
    made = [tables.domains(frame, names), *(tables.shares(frame, names, feature) for feature in frame.features)]
    return Section("made-of", "What budgets are made of", text, _drawn(charts), tables=tables.some(made))


def _questions(frame: EquityFrame, places: tuple[Place, ...], names: Names) -> Section:
    text = ("Whether people of equal need are recorded at a lower level of a question because of their group.",)
    return Section("questions", "Questions", text, (), *_split(places))


def _what_if(frame: EquityFrame, names: Names) -> Section:
    text = ("The same people, worked out twice: the changes are exact, person by person, and not estimates.",)
    made = tables.some([tables.what_if(frame, names, feature) for feature in frame.features])
    return Section("what-if", "What if", text, tables=made)


def _order(frame: EquityFrame, names: Names) -> Section:
    text = ("Whether more need brings more money, and whether people stand close above the edge of a band.",)
    made = [*(tables.steps(frame, names, feature) for feature in frame.features), tables.bunching(frame, names)]
    return Section("order", "More need, more money", text, tables=tables.some(made))


def _people(frame: EquityFrame, names: Names) -> Section:
    text = ("Counts are rounded to the nearest 5, and small ones are withheld, as are those by which they could be worked out.",)
    if override := frame.settings.override:
        text = (f"Small numbers are shown. {override.by} decided this: {override.why}",)
    return Section(
        "people", "Who is counted", text, tables=tuple(tables.counted(frame, names, feature) for feature in frame.features)
    )


def _pitfalls(frame: EquityFrame) -> Section:
    return Section("pitfalls", "What these figures cannot say", points=frame.pitfalls)


def _how(frame: EquityFrame) -> Section:
    return Section("how", "How it was worked out", tables=(tables.settings(frame),))


def _usual_gaps(frame: EquityFrame, feature: str) -> list[Finding]:
    wanted = (frame.usual, feature, ALL)
    return [one for one in frame.findings if (one.name, one.feature, one.control) == wanted and one.measure == "E1"]


def _gap_title(frame: EquityFrame) -> str:
    return "Gaps in the share of agreed cost that budgets meet" if frame.usual == "adequacy" else "Gaps in the mean budget"


def _band_place(frame: EquityFrame, band: str) -> int:
    """Most need first, all bands together last."""
    return len(frame.bands) if band == ALL else len(frame.bands) - 1 - frame.bands.index(band)


def _split(places: tuple[Place, ...]) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Disparities, and places with a reason, are shown in full; the others as a list."""
    full = tuple(one for one in places if one.verdict is Verdict.DISPARITY or one.reason)
    return weightiest_first(full), tuple(one for one in places if one not in full)


def _drawn(charts: Iterable[Chart | None]) -> tuple[Chart, ...]:
    return tuple(one for one in charts if one is not None)
