"""The example council in DuckDB: a native table, and one query that joins a small table of amounts for each line.

A join by one whole number within a known range is an array look-up to DuckDB. It keeps no order, so each person's number comes
along. Slower, and left out: sloped tables as `CASE` or by `greatest` (twice as slow), lists of amounts taken by place in place of
joins (twice), lists for the points of a level (a half slower), points as sums of comparisons (three times), a join by all answers
of an area in place of `CASE` for each (a tenth).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import council_figures as figures
import duckdb
import numpy as np
import pyarrow as pa
from council_figures import AREAS, KEPT, PART

REDUCED = [*AREAS, "nights"]
THE_SAME = ["two_workers", "travel", "day_opportunities", "life_beyond_care"]


def in_duckdb(people: Mapping[str, Any], wanted: Sequence[str]) -> Callable[[], dict[str, Any]]:
    """What scores the people, columns of codes, and gives the columns that are wanted, with each person's number beside them."""
    connection = duckdb.connect()
    given = pa.table({"person": np.arange(len(people["client_group"]), dtype=np.int32), **people})  # read by name below
    connection.execute("CREATE TABLE people AS SELECT * FROM given")
    del given
    for name, area in AREAS.items():
        after = figures.table_after_carers(area)
        before = [amount for amount in figures.table(area) for _ in figures.FIFTHS_KEPT]
        amounts = pa.table({"place": range(len(after)), "amount": before, "after": after})  # read by name below
        connection.execute(f"CREATE TABLE {name}_amounts AS SELECT COLUMNS(*)::INTEGER FROM amounts")
        del amounts
    query = _query(wanted)

    def score() -> dict[str, Any]:
        found: dict[str, Any] = connection.execute(query).fetchnumpy()
        return found

    return score


def _query(wanted: Sequence[str]) -> str:
    return f"""
WITH points AS (SELECT *, {_points()} FROM people),
totals AS (SELECT *, {_places()}, {_total()} AS total FROM points),
lines AS (
    SELECT totals.*, {_amounts()}, {_prices()},
        CASE WHEN total >= {figures.HIGH_NEED} THEN 2 WHEN total >= {figures.MIDDLE_NEED} THEN 1 ELSE 0 END AS need_band,
        greatest(total - {figures.LIFE_STARTS}, 0) AS above
    FROM totals {_joins()}
),
others AS (
    SELECT *,
        greatest({_half_up("night_quarters * night_price", 4)}, sleeping_in) AS nights,
        greatest({_half_up("greatest(night_quarters - carer_nights, 0) * night_price", 4)}, sleeping_in) AS nights_reduced,
        {_life_beyond_care()} AS life_beyond_care
    FROM lines
),
carers AS (
    SELECT *, least(greatest(nights_reduced, {_half_up(f"nights * {KEPT[0]}", KEPT[1])}), nights) AS nights_after FROM others
),
sums AS (
    SELECT *,
        {" + ".join(REDUCED + THE_SAME)} AS carer_neutral_amount,
        {" + ".join([f"{name}_after" for name in REDUCED] + THE_SAME)} AS after_carers
    FROM carers
),
sustained AS (
    SELECT *, after_carers - carer_neutral_amount AS carer_adjustment, after_carers + carer_sustainability AS before_limits
    FROM sums
),
limited AS (
    SELECT *,
        before_limits > 0 AND before_limits < {figures.LEAST_BUDGET} AS minimum,
        before_limits > {figures.MOST_BUDGET} AS high_cost,
        CASE WHEN minimum THEN {figures.LEAST_BUDGET} ELSE least(before_limits, {figures.MOST_BUDGET}) END AS after_limits,
        after_limits - before_limits AS limit_adjustment,
        {_half_up("after_limits", 100)} * 100 AS indicative_budget,
        indicative_budget - after_limits AS rounding,
        {_half_up("indicative_budget * (need_band + 4)", 100)} AS contingency, -- 4, 5 and 6 per cent
        indicative_budget + contingency AS planning_amount
    FROM sustained
)
SELECT person, {", ".join(wanted)} FROM (SELECT *, {_separate()}, {_decisions()} FROM limited)"""


def _worth(name: str, values: Sequence[int]) -> str:
    """The value beside a level."""
    cases = " ".join(f"WHEN {level} THEN {value}" for level, value in enumerate(values[:-1]))
    return f"CASE {name} {cases} ELSE {values[-1]} END"


def _half_up(amount: str, divisor: int) -> str:
    """Amounts are never below nought here."""
    return f"({amount} + {divisor // 2}) // {divisor}"


def _points() -> str:
    """Points of each area, in its parts of a point."""
    found = []
    for name, area in AREAS.items():
        whole = " + ".join(_worth(question, figures.POINTS[question]) for question in area.questions)
        days = "".join(f" + {day}::INTEGER * {figures.PER_DAY[day]}" for day in area.days)
        found.append(f"(({whole}) * {area.parts}{days})::INTEGER AS {name}_points")
    quarters = f"night_times::INTEGER * {_worth('night_times_per', figures.NIGHT_TIMES_A_WEEK)}"
    transport = f"({_worth('transport', figures.POINTS['transport'])})::INTEGER"
    return ", ".join([*found, f"{transport} AS transport_points", f"{quarters} AS night_quarters"])


def _places() -> str:
    """Where each line's amount stands in its table: by group, if groups differ, by points, and by what carers do."""
    found = []
    for name, area in AREAS.items():
        group = f" + CASE client_group WHEN 1 THEN {area.most + 1} ELSE 0 END" if area.bands_learning_disability else ""
        found.append(f"({name}_points{group}) * 4 + carer_{name} AS {name}_place")
    return ", ".join(found)


def _total() -> str:
    """All points, in twenty-eighths."""
    areas = (f"{name}_points * {PART // area.parts}" for name, area in AREAS.items())
    return " + ".join([*areas, f"transport_points * {PART}"])


def _amounts() -> str:
    return ", ".join(f"{name}_amounts.amount AS {name}, {name}_amounts.after AS {name}_after" for name in AREAS)


def _joins() -> str:
    return " ".join(f"JOIN {name}_amounts ON {name}_amounts.place = {name}_place" for name in AREAS)


def _prices() -> str:
    """What has a price: so many at so much."""
    return f"""
        two_worker_hours::INTEGER * {_worth("deployment_two_workers", figures.SUPPORT_HALF_HOUR_OF_TWO)} AS two_workers,
        {_worth("deployment_night_visits", figures.NIGHT_HOUR)} AS night_price,
        sleep_in_nights::INTEGER * {_worth("deployment_sleeping_in", figures.SLEEP_IN)} AS sleeping_in,
        transport_points * {figures.TRAVEL_PER_POINT} AS travel,
        day_sessions::INTEGER * {_worth("deployment_day_opportunities", figures.DAY_SESSION)} AS day_opportunities,
        {_worth("carer_strain", figures.BREAKS)} AS carer_sustainability"""


def _life_beyond_care() -> str:
    first, second = figures.LIFE_BEYOND_CARE
    steeper = f"greatest(above - {second.start * PART}, 0) * {second.per_point - first.per_point}"
    return _half_up(f"above * {first.per_point} + {steeper}", PART)


def _separate() -> str:
    """Amounts of their own, for the person and for the carer."""
    return f"""
        {_worth("equipment", figures.EQUIPMENT)} + CASE WHEN falls >= 2 THEN {figures.FALL_ALARM} ELSE 0 END AS items,
        items > {figures.MOST_EQUIPMENT} AS equipment_panel,
        {_half_up(f"least(items, {figures.MOST_EQUIPMENT})", 100)} * 100 AS one_off_items,
        {_worth("carer_strain", figures.TIME_OFF)}
            + CASE WHEN carer_hours >= 35 THEN {figures.LONG_HOURS} ELSE 0 END AS carers_own"""


def _decisions() -> str:
    """Who looks, who signs, how closely it is watched and when it is reviewed: the place in the ruleset's list."""
    return f"""
        total >= {figures.COMPLEX} OR (two_worker_hours >= 28 AND night_quarters > 28) AS complex,
        total >= {figures.CONTINUING_HEALTHCARE} AS continuing_healthcare,
        help_with_child = 3 AS child_in_the_home,
        CASE WHEN planning_amount > 96000 OR money_concern = 2 THEN 0
            WHEN wishes_clear = 1 AND safeguarding = 0 AND money_concern = 0 AND planning_amount <= 37500 THEN 1
            ELSE 2 END::UTINYINT AS sign_off,
        CASE WHEN deployment = 0 THEN 0
            WHEN money_concern = 2 OR planning_amount > 64000 THEN 1
            WHEN money_concern = 1 OR planning_amount > 21500 THEN 2
            ELSE 3 END::UTINYINT AS monitoring,
        CASE WHEN after_reablement = 1 THEN 0 WHEN carer_strain = 3 THEN 1 WHEN need_band = 2 THEN 2
            ELSE 3 END::UTINYINT AS review,
        need_band = 2 OR (lives_alone = 1 AND alone >= 2) AS pool"""
