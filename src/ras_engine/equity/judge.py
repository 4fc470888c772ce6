"""From gaps to findings: tests, the correction for many tests, and one of three verdicts, never a pass for want of data.

"Equitable within the margin" is shown, not assumed: both one-sided tests against the council's own margin reject (TOST).
"Disparity": the gap is shown to differ from nought, and is not shown to lie within the margin. All else is "not enough data".
Where need is measured by the ruleset's own points alone, a gap at equal need cannot find biased scoring, and the verdict says so.
Sources: D. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987) for TOST; S. Holm, Scandinavian J. of Statistics 6
(1979); Y. Benjamini and Y. Hochberg, JRSS B 57 (1995).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ras_engine.equity.results import Estimate, Finding, Settings, Verdict, Withheld
from ras_engine.equity.uncertainty import Uncertain, p_beyond, p_equivalence, p_two_sided

DECIMALS = {"share": 3, "ratio": 3, "index": 4, "pounds": 2, "log odds": 2, "level": 2}
OWN_POINTS = (
    "Need is measured by the ruleset's own points. If the scoring itself under-records a group's need, people at equal points are "
    "not at equal need, and this gap cannot show it. Give an independent measure."
)
NO_MARGIN = "No margin has been decided for it, so nothing can be shown to be equitable."


@dataclass(frozen=True)
class Gap:
    """A signed gap before it is judged: whom it compares, how sure it is, or why it cannot be given.

    `people` and `reference_people` are counts as shown. `missing` says what is wanting where `uncertain` is None.
    """

    measure: str
    name: str
    feature: str
    group: str
    reference: str
    band: str
    control: str
    unit: str
    uncertain: Uncertain | None
    people: int | None
    reference_people: int | None
    family: str
    missing: str = ""
    withheld: Withheld | None = None
    needs_independence: bool = True


def estimate_of(uncertain: Uncertain, unit: str, quantiles: tuple[float, float]) -> Estimate:
    """An estimate with its interval, rounded as it is shown."""
    low, high = uncertain.interval(*quantiles)
    return Estimate(rounded(uncertain.value, unit), rounded(low, unit), rounded(high, unit), unit)


def rounded(value: float, unit: str) -> float:
    """A number as it is shown: no more digits than mean anything, so that exact counts do not shine through."""
    return round(float(value), DECIMALS.get(unit, 3)) + 0.0  # never -0.0


def judge(gaps: Sequence[Gap], settings: Settings) -> tuple[Finding, ...]:
    """Findings in the order of the gaps. p-values are adjusted over each family of gaps that can be tested."""
    difference: dict[int, float] = {}
    equivalence: dict[int, float] = {}
    for family in dict.fromkeys(gap.family for gap in gaps):
        members = [place for place, gap in enumerate(gaps) if gap.family == family and gap.uncertain is not None]
        difference |= _adjusted({place: p_two_sided(_sure(gaps[place])) for place in members}, settings.correction)
        tested = {place: settings.margin.of(gaps[place].unit) for place in members}
        raw = {place: p_equivalence(_sure(gaps[place]), margin) for place, margin in tested.items() if margin is not None}
        equivalence |= _adjusted(raw, settings.correction)
    return tuple(_finding(gap, difference.get(place), equivalence.get(place), settings) for place, gap in enumerate(gaps))


def _sure(gap: Gap) -> Uncertain:
    if gap.uncertain is None:
        raise AssertionError("only gaps with an estimate are tested")
    return gap.uncertain


def _adjusted(p_values: dict[int, float], correction: str) -> dict[int, float]:
    return dict(zip(p_values, CORRECTIONS[correction](list(p_values.values())), strict=True))


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment: the chance of any false rejection in the family stays at alpha. In the order given."""
    adjusted = [0.0] * len(p_values)
    so_far = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        so_far = max(so_far, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = so_far
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjustment: the expected share of false rejections among all stays at alpha. In the order given."""
    adjusted = [0.0] * len(p_values)
    so_far = 1.0
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank, place in reversed(tuple(enumerate(order, start=1))):
        so_far = min(so_far, p_values[place] * len(p_values) / rank)
        adjusted[place] = so_far
    return adjusted


CORRECTIONS: dict[str, Callable[[Sequence[float]], list[float]]] = {
    "holm": holm,
    "benjamini-hochberg": benjamini_hochberg,
    "none": list,
}


def _finding(gap: Gap, difference: float | None, equivalence: float | None, settings: Settings) -> Finding:
    margin = settings.margin.of(gap.unit)
    estimate = None if gap.uncertain is None else estimate_of(gap.uncertain, gap.unit, settings.ci_quantiles)
    beyond = gap.uncertain is not None and margin is not None and 2 * p_beyond(gap.uncertain, margin) <= settings.alpha
    verdict, reason = _verdict(gap, difference, equivalence, margin, beyond, settings)
    return Finding(
        gap.measure, gap.name, gap.feature, gap.group, gap.reference, gap.band, gap.control, gap.people, gap.reference_people,
        estimate, margin, _four(difference), _four(equivalence), beyond, gap.family, verdict, reason, gap.withheld,
    )  # fmt: skip


def _verdict(
    gap: Gap, difference: float | None, equivalence: float | None, margin: float | None, beyond: bool, settings: Settings
) -> tuple[Verdict, str]:
    if gap.uncertain is None or difference is None:
        return Verdict.NOT_ENOUGH_DATA, gap.missing
    if gap.needs_independence and not settings.need_is_independent:
        return Verdict.NOT_TESTABLE, OWN_POINTS
    if equivalence is not None and equivalence <= settings.alpha:
        return Verdict.EQUITABLE, "The gap is shown to lie within the margin, both ways."
    wanting = f" {NO_MARGIN}" if margin is None else ""
    if difference <= settings.alpha:
        shown = "The gap is shown to lie beyond the margin." if beyond else "The gap is shown to differ from nought."
        return Verdict.DISPARITY, shown + (wanting or ("" if beyond else " It is not shown to lie within the margin."))
    return Verdict.NOT_ENOUGH_DATA, f"Neither a gap nor its absence is shown.{wanting}"


def _four(p_value: float | None) -> float | None:
    return None if p_value is None else round(p_value, 4)
