"""The tables of a report: every figure with its count, or the words that say why it is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ras_engine.edges.report.equity.money_made_of import SHARE, domains_of
from ras_engine.edges.report.equity.names import Names, capital
from ras_engine.edges.report.equity.parts import Table
from ras_engine.edges.report.equity.pictures import bands_down
from ras_engine.edges.report.equity.words import WITHHELD, level, number, people, said
from ras_engine.equity import ALL, EquityFrame, Figure

CARERS = ("people_with_a_carer_adjustment", "mean_adjustment", "worth_of_adjustment", "adjustments_that_lack_evidence")
LEVELS = ("adequacy", "net_compensation", "mean_budget", "mean_cost")


def some(tables: Iterable[Table | None]) -> tuple[Table, ...]:
    """The tables that have rows."""
    return tuple(one for one in tables if one is not None and one.rows)


def by_band(frame: EquityFrame, names: Names, feature: str) -> Table:
    """Adequacy, net compensation, and means by band and group, most need first."""
    there = [name for name in LEVELS if any(one.name == name for one in frame.figures)]
    rows = []
    for control in (ALL, *frame.controls):
        for band in (*bands_down(frame), ALL):
            found = {
                name: {one.group: one for one in frame.select(name, feature=feature, band=band, control=control)} for name in there
            }
            for group in (*frame.groups[feature], ALL):
                figures = [found[name][group] for name in there if group in found[name]]
                if figures:
                    where = capital(names.band(band)) + ("" if control == ALL else f", {names.part(control)}")
                    rows.append((where, capital(names.group(group)), people(figures[0].people), *map(level, figures)))
    columns = ("Band of need", capital(names.feature(feature)), "People", *(said(name, names) for name in there))
    return _table(f"Figures by {names.feature(feature)} and need, {names.period}, with intervals", columns, rows, 2)


def carers(frame: EquityFrame, names: Names, feature: str) -> Table:
    """The carer adjustment by group."""
    return _by_group(frame, names, feature, CARERS, f"Carer adjustments by {names.feature(feature)}")


def laws(frame: EquityFrame) -> Table | None:
    """The exact laws of carers on this caseload."""
    rows = [(one.says, f"{one.people:,}", "none" if not one.broken else f"{one.broken:,}") for one in frame.exact_laws]
    return _table(
        "Laws of carers, worked out exactly for this caseload", ("Law", "People looked at", "People for whom it is broken"), rows
    )


def domains(frame: EquityFrame, names: Names) -> Table | None:
    """The share of each domain by band, for everybody."""
    wanted = domains_of(frame)
    rows = []
    for band in (*bands_down(frame), ALL):
        found = [next(one for one in frame.select(name, band=band) if one.group == ALL) for name in wanted]
        if found:
            rows.append((capital(names.band(band)), people(found[0].people), *map(_value, found)))
    columns = ("Band of need", "People", *(capital(names.part(name.removeprefix(SHARE))) for name in wanted))
    return _table("Share of each domain in the amount before carers, everybody", columns, rows)


def shares(frame: EquityFrame, names: Names, feature: str) -> Table:
    """Contingency and limits by group."""
    wanted = dict.fromkeys(one.name for one in frame.figures if one.name == "contingency_share" or one.name.startswith("limit:"))
    return _by_group(frame, names, feature, tuple(wanted), f"Contingency and limits by {names.feature(feature)}")


def what_if(frame: EquityFrame, names: Names, feature: str) -> Table:
    """Mean changes of each what-if by band and group, and who gains and loses."""
    rows = []
    for figure in frame.figures:
        if figure.measure == "E10" and figure.feature == feature:
            where = capital(names.band(figure.band))
            rows.append((said(figure.name, names), capital(names.group(figure.group)), where, people(figure.people), level(figure)))
    columns = ("What if", capital(names.feature(feature)), "Band of need", "People", "Figure")
    return _table(f"What would change, by {names.feature(feature)}", columns, rows, 3)


def steps(frame: EquityFrame, names: Names, feature: str) -> Table:
    """Steps of the mean budget between bands, how far the order is broken, and progression."""
    rows = []
    for figure in frame.figures:
        if figure.measure == "E4" and figure.feature == feature and (figure.estimate or figure.withheld):
            where = capital(names.band(figure.band))
            rows.append((capital(names.group(figure.group)), said(figure.name, names), where, people(figure.people), level(figure)))
    columns = (capital(names.feature(feature)), "What", "Where", "People", "Figure")
    return _table(f"Order of budgets by need and {names.feature(feature)}, {names.period}", columns, rows, 3)


def bunching(frame: EquityFrame, names: Names) -> Table:
    """Whether people stand close above an edge."""
    rows = []
    for one in frame.bunching:
        excess = WITHHELD[one.withheld] if one.excess is None and one.withheld else ""
        if one.excess is not None:
            ends = f" ({number(one.excess.low or 0, 'share')} to {number(one.excess.high or 0, 'share')})"
            excess = number(one.excess.value, "share") + ends
        p_value = "" if one.p_value is None else f"{one.p_value:.4f}"
        rows.append((names.part(one.edge), names.part(one.measure), f"{one.at:g}", people(one.people), excess, p_value))
    columns = ("Edge", "Measure", "At", "People near it", "More than expected just over it", "p-value, one-sided")
    return _table("People close above the edge of a band", columns, rows)


def _people_of(frame: EquityFrame, feature: str, group: str, status: str) -> int | None:
    """How many people of a group have a status; None where it is withheld."""
    return next((one.people for one in frame.people if (one.feature, one.group, one.status) == (feature, group, status)), None)


def counted(frame: EquityFrame, names: Names, feature: str) -> Table:
    """How many people of each group are counted, referred, at fault or not measured."""
    statuses = tuple(dict.fromkeys(one.status for one in frame.people if one.feature == feature))
    rows = [
        (capital(names.group(group)), *(people(_people_of(frame, feature, group, status)) for status in statuses))
        for group in (*frame.groups[feature], ALL)
    ]
    return _table(f"People by {names.feature(feature)}", (capital(names.feature(feature)), *map(capital, statuses)), rows)


def settings(frame: EquityFrame) -> Table:
    """What was asked for."""
    asked = frame.settings
    margin = asked.margin
    margins = {
        "money": None if margin.pence is None else f"£{margin.pence // 100:,}.{margin.pence % 100:02d}",
        "share": None if margin.share is None else f"{margin.share * 100:g} percentage points",
        "index": None if margin.index is None else f"{margin.index:g}",
        "log odds": None if margin.log_odds is None else f"{margin.log_odds:g}",
    }
    stated = "; ".join(f"{name} {value}" for name, value in margins.items() if value is not None)
    rows = [
        ("Reference", asked.reference),
        ("The council's margin", stated or "none was decided"),
        ("Why this margin", margin.why or "not stated"),
        ("Decided on", margin.decided_on or "not stated"),
        ("Measure of need", f"{asked.need or 'none'}{'' if asked.need_is_independent else ' (the ruleset’s own points)'}"),
        ("Agreed cost", asked.cost or "none"),
        ("Budget", asked.budget),
        ("Bands", frame.bands_said),
        ("Compared within", ", ".join(frame.controls) or "no control features"),
        ("Bootstrap", f"{asked.n_boot:,} draws, seed {asked.random_state}"),
        ("Intervals", f"from {asked.ci_quantiles[0]:g} to {asked.ci_quantiles[1]:g}"),
        ("Tests", f"level {asked.alpha:g}, corrected for their number: {asked.correction}"),
        (
            "Small numbers",
            f"counts under {asked.suppress_under} are withheld" if not asked.override else "shown; see who is counted",
        ),
    ]
    return _table("Settings", ("Setting", "Value"), rows)


def _by_group(frame: EquityFrame, names: Names, feature: str, wanted: Sequence[str], caption: str) -> Table:
    rows = [
        (said(name, names), capital(names.group(one.group)), people(one.people), level(one))
        for name in wanted
        for one in frame.select(name, feature=feature)
    ]
    return _table(caption, ("What", capital(names.feature(feature)), "People", "Figure"), rows, 2)


def _value(figure: Figure) -> str:
    """A figure without its interval, for tables with many columns."""
    if figure.estimate is None:
        return WITHHELD[figure.withheld] if figure.withheld else "nothing to share out"
    return number(figure.estimate.value, figure.estimate.unit)


def _table(caption: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], heads: int = 1) -> Table:
    numbers = frozenset(range(heads, len(columns))) if caption != "Settings" else frozenset()
    return Table(caption, tuple(columns), tuple(rows), heads, numbers)
