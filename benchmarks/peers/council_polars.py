"""The example council in polars: one lazy query of expressions, run by the streaming engine on all threads.

Slower, and left out: `replace_strict` for the points of a level (six times as slow in all), `gather` from a small Series for them
(a tenth to a fifth slower), rows of sloped tables in `when` or by `clip` in place of a table of amounts (a half slower), `Int64` (a
half slower). No quicker: a table over all answers of an area in place of `when` for each; `Int16` for points; the in-memory engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import council_figures as figures
import polars as pl
from council_figures import AREAS, PART

Pence = pl.Int32


def in_polars(people: Mapping[str, Any], wanted: Sequence[str]) -> Callable[[], dict[str, Any]]:
    """What scores the people, columns of codes, and gives the columns that are wanted."""
    query = (
        pl.DataFrame(people)
        .lazy()
        .with_columns(**_points())
        .with_columns(**_lines())
        .with_columns(**_nights_and_life())
        .with_columns(nights_after=_at_least_kept("nights_reduced", "nights"))
        .with_columns(**_sums())
        .with_columns(**_limits())
        .with_columns(indicative_budget=_half_up(pl.col("after_limits"), 100) * 100)
        .with_columns(**_contingency())
        .with_columns(planning_amount=pl.col("indicative_budget") + pl.col("contingency"))
        .with_columns(**_separate(), **_decisions())
        .select(wanted)
    )

    def score() -> dict[str, Any]:
        found = query.collect(engine="streaming")
        return {name: found[name].to_numpy() for name in wanted}

    return score


def _worth(name: str, values: Sequence[int], dtype: Any = Pence) -> pl.Expr:
    """The value beside a level."""
    code = pl.col(name)
    found: Any = pl
    for level, value in enumerate(values[:-1]):
        found = found.when(code == level).then(pl.lit(value, dtype=dtype))
    last: pl.Expr = found.otherwise(pl.lit(values[-1], dtype=dtype))
    return last


def _table(values: Sequence[int], place: pl.Expr) -> pl.Expr:
    """The cell of a table."""
    return pl.lit(pl.Series(values, dtype=Pence)).gather(place)


def _sum(parts: Iterable[pl.Expr], *more: pl.Expr) -> pl.Expr:
    return reduce(add, [*parts, *more])


def _half_up(amount: pl.Expr, divisor: int) -> pl.Expr:
    """Amounts are never below nought here."""
    return (amount + divisor // 2) // divisor


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(Pence)


def _points() -> dict[str, pl.Expr]:
    """Points of each area, in its parts of a point, and of all questions, in twenty-eighths."""
    found = {}
    for name, area in AREAS.items():
        whole = _sum(_worth(question, figures.POINTS[question]) for question in area.questions)
        days = (_number(day) * figures.PER_DAY[day] for day in area.days)
        found[f"{name}_points"] = _sum(days, whole * area.parts) if area.days else whole
    found["transport_points"] = _worth("transport", figures.POINTS["transport"])
    found["night_quarters"] = _number("night_times") * _worth("night_times_per", figures.NIGHT_TIMES_A_WEEK)
    return found


def _lines() -> dict[str, pl.Expr]:
    """Every line that needs nothing but points and prices."""
    found = {}
    for name, area in AREAS.items():
        points = pl.col(f"{name}_points")
        if area.bands_learning_disability:
            points = points + _number_where(pl.col("client_group") == 1) * (area.most + 1)
        found[name] = _table(figures.table(area), points)
        found[f"{name}_after"] = _table(figures.table_after_carers(area), points * 4 + pl.col(f"carer_{name}"))
    found["two_workers"] = _number("two_worker_hours") * _worth("deployment_two_workers", figures.SUPPORT_HALF_HOUR_OF_TWO)
    found["night_price"] = _worth("deployment_night_visits", figures.NIGHT_HOUR)
    found["sleeping_in"] = _number("sleep_in_nights") * _worth("deployment_sleeping_in", figures.SLEEP_IN)
    found["travel"] = pl.col("transport_points") * figures.TRAVEL_PER_POINT
    found["day_opportunities"] = _number("day_sessions") * _worth("deployment_day_opportunities", figures.DAY_SESSION)
    found["carer_sustainability"] = _worth("carer_strain", figures.BREAKS)
    areas = (pl.col(f"{name}_points") * (PART // area.parts) for name, area in AREAS.items())
    found["total"] = _sum(areas, pl.col("transport_points") * PART)
    return found


def _nights_and_life() -> dict[str, pl.Expr]:
    """The lines that stand on others, or on all points."""
    quarters, price, above = pl.col("night_quarters"), pl.col("night_price"), pl.col("total") - figures.LIFE_STARTS
    left = (quarters - _number("carer_nights")).clip(lower_bound=0)
    first, second = figures.LIFE_BEYOND_CARE
    steeper = (above - second.start * PART).clip(lower_bound=0) * (second.per_point - first.per_point)
    return {
        "nights": pl.max_horizontal(_half_up(quarters * price, 4), "sleeping_in"),
        "nights_reduced": pl.max_horizontal(_half_up(left * price, 4), "sleeping_in"),
        "life_beyond_care": _half_up(above.clip(lower_bound=0) * first.per_point + steeper, PART),
        "need_band": _number_where(pl.col("total") >= figures.MIDDLE_NEED) + _number_where(pl.col("total") >= figures.HIGH_NEED),
    }


def _number_where(condition: pl.Expr) -> pl.Expr:
    return condition.cast(Pence)


def _at_least_kept(reduced: str, whole: str) -> pl.Expr:
    share, of = figures.KEPT
    return pl.min_horizontal(pl.max_horizontal(reduced, _half_up(pl.col(whole) * share, of)), whole)


REDUCED = [*AREAS, "nights"]
THE_SAME = ["two_workers", "travel", "day_opportunities", "life_beyond_care"]


def _sums() -> dict[str, pl.Expr]:
    """Before carers, what carers change, and what both come to with breaks for carers."""
    same = _sum(pl.col(name) for name in THE_SAME)
    after = _sum(pl.col(f"{name}_after") for name in REDUCED) + same
    before = _sum(pl.col(name) for name in REDUCED) + same
    return {
        "carer_neutral_amount": before,
        "carer_adjustment": after - before,
        "before_limits": after + pl.col("carer_sustainability"),
    }


def _limits() -> dict[str, pl.Expr]:
    amount = pl.col("before_limits")
    too_low = (amount > 0) & (amount < figures.LEAST_BUDGET)
    most = pl.min_horizontal(amount, pl.lit(figures.MOST_BUDGET, dtype=Pence))
    return {
        "minimum": too_low,
        "high_cost": amount > figures.MOST_BUDGET,
        "after_limits": pl.when(too_low).then(pl.lit(figures.LEAST_BUDGET, dtype=Pence)).otherwise(most),
    }


def _contingency() -> dict[str, pl.Expr]:
    return {
        "contingency": _half_up(pl.col("indicative_budget") * (pl.col("need_band") + 4), 100),  # 4, 5 and 6 per cent
        "limit_adjustment": pl.col("after_limits") - pl.col("before_limits"),
        "rounding": pl.col("indicative_budget") - pl.col("after_limits"),
    }


def _separate() -> dict[str, pl.Expr]:
    """Amounts of their own, for the person and for the carer."""
    items = _worth("equipment", figures.EQUIPMENT) + _number_where(pl.col("falls") >= 2) * figures.FALL_ALARM
    most = pl.lit(figures.MOST_EQUIPMENT, dtype=Pence)
    own = _worth("carer_strain", figures.TIME_OFF) + _number_where(pl.col("carer_hours") >= 35) * figures.LONG_HOURS
    return {
        "equipment_panel": items > figures.MOST_EQUIPMENT,
        "one_off_items": _half_up(pl.min_horizontal(items, most), 100) * 100,
        "carers_own": own,
    }


def _decisions() -> dict[str, pl.Expr]:
    """Who looks, who signs, how closely it is watched and when it is reviewed: the place in the ruleset's list."""
    total, band, planned, concern = (pl.col(name) for name in ("total", "need_band", "planning_amount", "money_concern"))
    alone, clear = pl.col("lives_alone") == 1, (pl.col("wishes_clear") == 1) & (pl.col("safeguarding") == 0) & (concern == 0)
    return {
        "complex": (total >= figures.COMPLEX) | ((pl.col("two_worker_hours") >= 28) & (pl.col("night_quarters") > 28)),
        "continuing_healthcare": total >= figures.CONTINUING_HEALTHCARE,
        "child_in_the_home": pl.col("help_with_child") == 3,
        "sign_off": _first((planned > 96000) | (concern == 2), clear & (planned <= 37500)),
        "monitoring": _first(pl.col("deployment") == 0, (concern == 2) | (planned > 64000), (concern == 1) | (planned > 21500)),
        "review": _first(pl.col("after_reablement") == 1, pl.col("carer_strain") == 3, band == 2),
        "pool": (band == 2) | (alone & (pl.col("alone") >= 2)),
    }


def _first(*conditions: pl.Expr) -> pl.Expr:
    """The place of the first condition that holds."""
    found: Any = pl
    for place, condition in enumerate(conditions):
        found = found.when(condition).then(pl.lit(place, dtype=pl.UInt8))
    last: pl.Expr = found.otherwise(pl.lit(len(conditions), dtype=pl.UInt8))
    return last
