"""`equity(...)`: a caseload and its group columns in, an `EquityFrame` out. Random only through the seed; opens no files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import numpy as np

from ras_engine.equity import adequacy, carers, gradient, high_need_gap, question_bias, same_need, shares, what_if
from ras_engine.equity.bunching import Bunching, bunching
from ras_engine.equity.context import Context, context_of
from ras_engine.equity.exact_laws import exact_laws
from ras_engine.equity.frame import EquityFrame
from ras_engine.equity.from_batch import domain_money, edges_of, extras_of, question_levels
from ras_engine.equity.judge import CORRECTIONS, Gap, judge
from ras_engine.equity.people import People, Source, numbers, people_of
from ras_engine.equity.pitfalls import pitfalls
from ras_engine.equity.results import ALL, EVERYONE_ELSE, Figure, Margin, Override, Settings
from ras_engine.errors import BatchInvalid, Location, did_you_mean, problem

MEASURES = ("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E9", "E10", "E11", "shares")
"""What can be asked for. E8 is E1 to E3 for each sensitive feature, and is always done."""


@dataclass(frozen=True)
class Also:
    """What single measures need beside the caseload; each may be left out.

    `caring_hours` hours of unpaid care a week (E5, E6); `price_of_care` pence an hour (E6); `questions` names of questions, or a
    mapping of names to the places of their levels (E9); `what_ifs` a name to a scored caseload of the same people, or to amounts
    in pence (E10); `edges` a measure to its edges by name (E11). A scored caseload brings its own carer amounts, contingency,
    limits and edges.
    """

    caring_hours: Any = None
    price_of_care: int | None = None
    questions: Sequence[str] | Mapping[str, Any] = ()
    what_ifs: Mapping[str, Any] = field(default_factory=dict)
    edges: Mapping[str, Mapping[str, float]] | None = None


def equity(
    caseload: Any,
    *,
    sensitive_features: Any,
    control_features: Any = None,
    need: Any = None,
    cost: Any = None,
    budget: Any = "indicative_budget",
    reference: str | None = None,
    margin: Margin | None = None,
    bands: Any = 5,
    n_boot: int = 2_000,
    ci_quantiles: tuple[float, float] = (0.025, 0.975),
    random_state: int = 0,
    suppress_under: int = 10,
    override: Override | None = None,
    need_is_independent: bool = True,
    correction: str = "holm",
    alpha: float = 0.05,
    per: str = "week",
    pairs: bool = False,
    measures: Sequence[str] = MEASURES,
    also: Also | None = None,
) -> EquityFrame:
    """Is the same need met with the same money, group by group?

    `caseload` is a BudgetBatch, a mapping of columns, or a frame with columns; `budget`, `need`, `cost` and the features are
    columns (each `(n,)`) or names of its columns. Money is in pence. `sensitive_features` and `control_features` are a column, a
    name, several names, or a mapping of names to columns. `need` and `cost` must be independent of the ruleset: where need is its
    own points say `need_is_independent=False`, and the verdicts say so. `bands` is a number of equal bands, a sequence of starts,
    or a mapping of names to starts. Without `reference` each group is compared with everyone else. `correction` is "holm",
    "benjamini-hochberg" or "none", over each family of findings. `pairs` checks each pair of sensitive features too, where every
    combination has 30 people at the high-need end. Raises BatchInvalid for columns that are missing or do not fit, ValueError for
    settings that make no sense.
    """
    needs_the_extra()
    also = also or Also()
    source = Source(caseload)
    _check(ci_quantiles, correction, alpha, n_boot, measures)
    people = people_of(
        source,
        sensitive_features=sensitive_features,
        control_features=control_features,
        budget=budget,
        need=need,
        cost=cost,
        bands=bands,
        suppress_under=0 if override else suppress_under,
        pairs=pairs,
        extras={**extras_of(source), "caring_hours": also.caring_hours},
    )
    _check_reference(people, reference)
    named = {
        "need": _name(need if need is not None else cost, "need" if need is not None else "cost"),
        "cost": _name(cost, "cost"),
        "budget": _name(budget, "budget"),
    }
    own = named["need"].startswith("measure.") and source.batch is not None
    period = per if source.batch is None else source.batch.ruleset.plan.per
    settings = Settings(
        reference=reference or EVERYONE_ELSE, margin=margin or Margin(), n_boot=n_boot, ci_quantiles=ci_quantiles,
        random_state=random_state, suppress_under=suppress_under, override=override, correction=correction, alpha=alpha,
        need_is_independent=need_is_independent and not own, per=period, **named,
    )  # fmt: skip
    return _frame(source, context_of(people, settings), also, measures)


def _frame(source: Source, context: Context, also: Also, measures: Sequence[str]) -> EquityFrame:
    people, settings = context.people, context.settings
    gaps, figures = _measured(source, context, also, measures)
    return EquityFrame(
        settings=settings,
        features=tuple(one.name for one in people.features),
        groups={one.name: one.labels for one in people.features},
        references={one.name: context.reference(place)[0] for place, one in context.features()},
        bands=people.bands.labels,
        bands_said=people.bands.said,
        controls=people.control.labels if len(people.control.labels) > 1 else (),
        people=context.statuses(),
        figures=tuple(figures),
        findings=judge(gaps, settings),
        bunching=tuple(_bunching(source, context, also)) if "E11" in measures else (),
        exact_laws=exact_laws(source.batch) if source.batch is not None and "E7" in measures else (),
        pitfalls=tuple(pitfalls(people, settings)),
        gaps=tuple(gaps),
    )


def _measured(source: Source, context: Context, also: Also, measures: Sequence[str]) -> tuple[list[Gap], list[Figure]]:
    """Every gap and figure that was asked for and that the data allow, the high-need end first."""
    gaps: list[Gap] = []
    figures: list[Figure] = []
    modules = {"E1": adequacy, "E2": same_need, "E3": high_need_gap, "E4": gradient, "E5": carers}
    gaps.extend(gap for name, module in modules.items() if name in measures for gap in module.gaps(context))
    gaps.sort(key=lambda gap: gap.band not in (context.people.bands.top, high_need_gap.HIGH_NEED))
    if "E1" in measures:
        figures.extend(adequacy.figures(context))
        figures.extend(adequacy.mean_needs(context))
    if "E4" in measures:
        figures.extend(gradient.figures(context))
    if "E6" in measures:
        figures.extend(carers.figures(context, also.price_of_care))
    if "E9" in measures:
        more, sizes = question_bias.measured(context, question_levels(source, also.questions))
        gaps.extend(more)
        figures.extend(sizes)
    if "E10" in measures:
        for name, after in also.what_ifs.items():
            amounts = numbers(after.indicative_budget if hasattr(after, "indicative_budget") else source.column(after))
            figures.extend(what_if.figures(context, name, amounts))
    if "shares" in measures:
        figures.extend(_shares(source, context))
    return gaps, figures


def _shares(source: Source, context: Context) -> Iterator[Figure]:
    extras = context.people.extras
    if "contingency" in extras:
        parts = {"": np.nan_to_num(extras["contingency"])}
        yield from shares.money_shares(context, "contingency_share", parts, np.nan_to_num(context.people.budget))
    if source.batch is None:
        return
    domains = domain_money(source.batch)
    yield from shares.money_shares(context, "domain_share", domains, np.nan_to_num(numbers(source.batch.carer_neutral_amount)))
    for limit, reached in source.batch.limits_reached.items():
        for feature, _ in context.features():
            some = reached & context.people.counted
            yield from shares.share_of_people(context, feature, shares.MEASURE, f"limit:{limit}", some, context.people.counted)


def _bunching(source: Source, context: Context, also: Also) -> Iterator[Bunching]:
    edges = also.edges if also.edges is not None else edges_of(source.batch) if source.batch is not None else {}
    for name, starts in edges.items():
        yield from bunching(name, numbers(source.column(name)), starts, context.settings)


def needs_the_extra() -> None:
    """Say what to install where the statistics libraries are missing. Raises ModuleNotFoundError."""
    for name in ("scipy", "statsmodels"):
        if find_spec(name) is None:
            raise ModuleNotFoundError(f'The equity check needs {name}. To install it: pip install "ras-engine[equity]"', name=name)


def _check(quantiles: tuple[float, float], correction: str, alpha: float, n_boot: int, measures: Sequence[str]) -> None:
    if not 0 < quantiles[0] < quantiles[1] < 1:
        raise ValueError("ci_quantiles must be two rising numbers between 0 and 1")
    if correction not in CORRECTIONS:
        raise ValueError(f"correction must be one of {', '.join(CORRECTIONS)}")
    if not 0 < alpha < 1 or n_boot < 100:
        raise ValueError("alpha must lie between 0 and 1, and n_boot must be at least 100")
    if unknown := set(measures) - set(MEASURES):
        raise ValueError(f"there is no measure {', '.join(sorted(unknown))}")


def _check_reference(people: People, reference: str | None) -> None:
    """A reference must be a group of at least one feature; the others are compared with everyone else."""
    if reference is None or any(reference in one.labels for one in people.features):
        return
    first = people.features[0]
    nearest = did_you_mean(reference, first.labels)
    raise BatchInvalid([problem("RAS953", Location(path="reference"), feature=first.name, reference=reference, nearest=nearest)])


def _name(given: Any, what: str) -> str:
    if given is None:
        return ""
    return given if isinstance(given, str) else str(getattr(given, "name", None) or f"{what}, given as a column")


__all__ = ["ALL", "MEASURES", "Also", "equity"]
