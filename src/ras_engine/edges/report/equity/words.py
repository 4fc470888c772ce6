"""Numbers in words: estimates with their intervals, counts, what was withheld, and what each measure is called by people.

Gaps are said with a direction ("lower", "higher"); no sentence here says that anything is fair.
"""

from __future__ import annotations

from dataclasses import dataclass

from ras_engine.edges.report.equity.names import Names, opened
from ras_engine.equity import Estimate, Figure, Finding, Verdict, Withheld

MINUS = "\N{MINUS SIGN}"
NOT_GIVEN = "not given"
WITHHELD = {
    Withheld.SMALL_NUMBERS: "withheld (small numbers)",
    Withheld.TOO_FEW_FOR_AN_INTERVAL: "too few people for an interval",
}
VERDICTS = {
    Verdict.DISPARITY: "Disparity",
    Verdict.EQUITABLE: "Within the council's margin",
    Verdict.NOT_ENOUGH_DATA: "Not enough data",
    Verdict.NOT_TESTABLE: "Not testable for scoring bias",
}
HEAVIEST = (Verdict.DISPARITY, Verdict.NOT_TESTABLE, Verdict.NOT_ENOUGH_DATA, Verdict.EQUITABLE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a measure is called, and what it means in one sentence."""

    title: str
    meaning: str = ""


SAID = {
    "adequacy": Said(
        "Share of agreed cost that budgets meet",
        "all budgets of a group divided by all agreed costs of its plans; at 100% they meet on average.",
    ),
    "net_compensation": Said("Budget less agreed cost, a person", "below nought, plans cost more than budgets give."),
    "mean_budget": Said("Mean budget"),
    "mean_cost": Said("Mean agreed cost"),
    "mean_need": Said("Mean need"),
    "gap_at_equal_need": Said("Budget at equal need"),
    "gap_opening_at_the_top": Said("How far the gap opens between the 80th and the 95th percentile of need"),
    "gap_at_the_median": Said("Middle budget at equal need, among the 40% with most need"),
    "gap_at_the_0.9_quantile": Said("Ninth tenth of budgets at equal need, among the 40% with most need"),
    "progression": Said("Whether money grows with need as much as cost does", "below nought, it grows less."),
    "carer_neutral_amount_at_20_hours_of_care": Said("Amount before carers, at 20 hours of unpaid care a week"),
    "people_with_a_carer_adjustment": Said("People with a carer adjustment"),
    "mean_adjustment": Said("Mean carer adjustment of those who have one"),
    "worth_of_adjustment": Said("Carer adjustment as a share of what that care would cost"),
    "adjustments_that_lack_evidence": Said("Adjustments that lack evidence that the carer will stay able and willing"),
    "contingency_share": Said("Contingency, of the indicative budget"),
    "step": Said("Step in the mean budget"),
    "isotonic_distance": Said("Distance from an order that never falls"),
}


def said(name: str, names: Names) -> str:
    """What a measure is called. A name with a colon is a measure of a part: a question, a limit, a domain, a what-if."""
    head, colon, part = name.partition(":")
    if name in SAID:
        return SAID[name].title
    if not colon:
        return opened(name)
    if head == "question":
        return f"Level recorded for “{names.part(part)}” at equal need"
    if head == "limit":
        return f"People whose amount the limit “{names.part(part)}” moves"
    if head in ("domain_share", "rise_of_r2"):
        return names.part(part)
    return f"{opened(part)}, {names.part(head)}"


def pounds(value: float) -> str:
    """An amount of a statistic, with pence: £1,234.50, the sign in front."""
    return f"{MINUS if value < 0 else ''}£{abs(value):,.2f}"


def number(value: float, unit: str) -> str:
    """A level: a share as a percentage, money as pounds."""
    if unit == "pounds":
        return pounds(value)
    if unit in ("share", "ratio"):
        return f"{value * 100:.1f}%".replace("-", MINUS)
    return f"{value:.3f}".replace("-", MINUS) if unit == "index" else f"{value:.2f}".replace("-", MINUS)


def size(value: float, unit: str) -> str:
    """How large a gap is, without its direction. Gaps of shares are in percentage points."""
    if unit == "pounds":
        return pounds(abs(value))
    return (
        f"{abs(value) * 100:.1f}" if unit in ("share", "ratio") else f"{abs(value):.3f}" if unit == "index" else f"{abs(value):.2f}"
    )


def unit_words(unit: str, names: Names) -> str:
    """What stands behind the size of a gap."""
    return {
        "pounds": f" {names.period}",
        "share": " percentage points",
        "ratio": " percentage points",
        "log odds": " log odds",
    }.get(unit, "")


def level(figure: Figure) -> str:
    """A figure with its interval, or why there is none."""
    if figure.estimate is None:
        return WITHHELD[figure.withheld] if figure.withheld else NOT_GIVEN
    value = number(figure.estimate.value, figure.estimate.unit)
    if figure.estimate.low is None or figure.estimate.high is None:
        return f"{value} ({WITHHELD[figure.withheld]})" if figure.withheld else value
    return f"{value} ({number(figure.estimate.low, figure.estimate.unit)} to {number(figure.estimate.high, figure.estimate.unit)})"


def people(count: int | None) -> str:
    """A count, rounded as it came, or that it is withheld."""
    return WITHHELD[Withheld.SMALL_NUMBERS] if count is None else f"{count:,}"


def lower(value: float, unit: str) -> str:
    """A gap in words: "11.0 lower", "no different"."""
    shown = size(value, unit)
    if not shown.strip("£0.,"):
        return "no different"
    return f"{shown} {'lower' if value < 0 else 'higher'}"


def gap(finding: Finding, names: Names, confidence: str) -> str:
    """A gap with its direction and interval, or why there is none."""
    if finding.estimate is None:
        return WITHHELD[finding.withheld] if finding.withheld else NOT_GIVEN
    estimate = finding.estimate
    shown = lower(estimate.value, estimate.unit)
    behind = unit_words(estimate.unit, names)
    main = shown if shown == "no different" else shown.replace(" ", f"{behind} ", 1)
    return f"{main}{interval(estimate, confidence)}"


def interval(estimate: Estimate, confidence: str) -> str:
    """The interval of a gap, in brackets."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f" ({confidence} interval: {lower(estimate.low, estimate.unit)} to {lower(estimate.high, estimate.unit)})"
