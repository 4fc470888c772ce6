"""The example council in pandas: levels as categoricals, a frame of amounts, NumPy's calls on their arrays in between.

Slower, and left out: `.map` from levels to points (a third slower), Series kept all the way, which align their rows at each step
(a fifth), rows of sloped tables by `numpy.select` or by `numpy.maximum` in place of a table of amounts (a tenth to a half), and
int64 (two thirds). No quicker: a part of the people at a time. `numpy.interp` is out of the question: it works in floats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import council_figures as figures
import numpy as np
import pandas as pd
from council_figures import AREAS, PART

NUMBERS = (*figures.PER_DAY, "two_worker_hours", "night_times", "sleep_in_nights", "day_sessions", "carer_hours", "carer_nights")
REDUCED = [*AREAS, "nights"]
THE_SAME = ["two_workers", "travel", "day_opportunities", "life_beyond_care"]


def in_pandas(people: Mapping[str, Any], wanted: Sequence[str]) -> Callable[[], dict[str, Any]]:
    """What scores the people, columns of codes, and gives the columns that are wanted."""
    frame = pd.DataFrame({name: codes if name in NUMBERS else _categorical(codes) for name, codes in people.items()})
    tables = {name: (_pence(figures.table(area)), _pence(figures.table_after_carers(area))) for name, area in AREAS.items()}

    def score() -> dict[str, Any]:
        found = _points(frame)
        found |= _lines(frame, found, tables)
        found |= _money(frame, found)
        found |= _separate(frame) | _decisions(frame, found)
        return {name: found[name] for name in wanted}

    return score


def _categorical(codes: Any) -> Any:
    return pd.Categorical.from_codes(codes.astype(np.int8), [f"level {level}" for level in range(codes.max() + 1)])


def _pence(values: Sequence[int]) -> Any:
    return np.array(values, dtype=np.int32)


def _level(frame: Any, name: str) -> Any:
    return frame[name].cat.codes.to_numpy()


def _worth(frame: Any, name: str, values: Sequence[int]) -> Any:
    """The value beside a level."""
    return _pence(values).take(_level(frame, name))


def _number(frame: Any, name: str) -> Any:
    return frame[name].to_numpy().astype(np.int32)


def _half_up(amount: Any, divisor: int) -> Any:
    """Amounts are never below nought here."""
    return (amount + divisor // 2) // divisor


def _points(frame: Any) -> dict[str, Any]:
    """Points of each area, in its parts of a point, and of all questions, in twenty-eighths."""
    found = {}
    for name, area in AREAS.items():
        whole = sum(_worth(frame, question, figures.POINTS[question]) for question in area.questions) * area.parts
        found[f"{name}_points"] = sum((_number(frame, day) * figures.PER_DAY[day] for day in area.days), whole)
    found["transport_points"] = _worth(frame, "transport", figures.POINTS["transport"])
    areas = (found[f"{name}_points"] * (PART // area.parts) for name, area in AREAS.items())
    found["total"] = sum(areas, found["transport_points"] * PART)
    found["need_band"] = (found["total"] >= figures.MIDDLE_NEED).astype(np.int8) + (found["total"] >= figures.HIGH_NEED)
    found["night_quarters"] = _number(frame, "night_times") * _worth(frame, "night_times_per", figures.NIGHT_TIMES_A_WEEK)
    return found


def _lines(frame: Any, points: Mapping[str, Any], tables: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    """Every line, before carers and after."""
    found = {}
    for name, area in AREAS.items():
        place = points[f"{name}_points"]
        if area.bands_learning_disability:
            place = place + (_level(frame, "client_group") == 1) * np.int32(area.most + 1)
        before, after = tables[name]
        found[name], found[f"{name}_after"] = before.take(place), after.take(place * 4 + _level(frame, f"carer_{name}"))
    hours, price = points["night_quarters"], _worth(frame, "deployment_night_visits", figures.NIGHT_HOUR)
    sleeping_in = _number(frame, "sleep_in_nights") * _worth(frame, "deployment_sleeping_in", figures.SLEEP_IN)
    left = np.maximum(hours - _number(frame, "carer_nights"), 0)
    nights, reduced = (np.maximum(_half_up(each * price, 4), sleeping_in) for each in (hours, left))
    share, of = figures.KEPT
    above, (first, second) = np.maximum(points["total"] - figures.LIFE_STARTS, 0), figures.LIFE_BEYOND_CARE
    steeper = np.maximum(above - second.start * PART, 0) * (second.per_point - first.per_point)
    return found | {
        "nights": nights,
        "nights_after": np.minimum(np.maximum(reduced, _half_up(nights * share, of)), nights),
        "two_workers": _number(frame, "two_worker_hours")
        * _worth(frame, "deployment_two_workers", figures.SUPPORT_HALF_HOUR_OF_TWO),
        "travel": points["transport_points"] * figures.TRAVEL_PER_POINT,
        "day_opportunities": _number(frame, "day_sessions") * _worth(frame, "deployment_day_opportunities", figures.DAY_SESSION),
        "life_beyond_care": _half_up(above * first.per_point + steeper, PART),
    }


def _money(frame: Any, lines: Mapping[str, Any]) -> dict[str, Any]:
    """From the lines to the planning amount."""
    same = sum(lines[name] for name in THE_SAME)
    before = sum((lines[name] for name in REDUCED), same)
    after = sum((lines[f"{name}_after"] for name in REDUCED), same)
    breaks = _worth(frame, "carer_strain", figures.BREAKS)
    unlimited = after + breaks
    too_low = (unlimited > 0) & (unlimited < figures.LEAST_BUDGET)
    limited = np.minimum(unlimited, figures.MOST_BUDGET)
    limited[too_low] = figures.LEAST_BUDGET
    budget = _half_up(limited, 100) * 100
    contingency = _half_up(budget * (lines["need_band"] + 4), 100)  # 4, 5 and 6 per cent
    return {
        "carer_neutral_amount": before,
        "carer_adjustment": after - before,
        "carer_sustainability": breaks,
        "before_limits": unlimited,
        "minimum": too_low,
        "high_cost": unlimited > figures.MOST_BUDGET,
        "limit_adjustment": limited - unlimited,
        "rounding": budget - limited,
        "indicative_budget": budget,
        "contingency": contingency,
        "planning_amount": budget + contingency,
    }


def _separate(frame: Any) -> dict[str, Any]:
    """Amounts of their own, for the person and for the carer."""
    items = _worth(frame, "equipment", figures.EQUIPMENT) + (_level(frame, "falls") >= 2) * np.int32(figures.FALL_ALARM)
    long_hours = (frame["carer_hours"].to_numpy() >= 35) * np.int32(figures.LONG_HOURS)
    return {
        "equipment_panel": items > figures.MOST_EQUIPMENT,
        "one_off_items": _half_up(np.minimum(items, figures.MOST_EQUIPMENT), 100) * 100,
        "carers_own": _worth(frame, "carer_strain", figures.TIME_OFF) + long_hours,
    }


def _decisions(frame: Any, found: Mapping[str, Any]) -> dict[str, Any]:
    """Who looks, who signs, how closely it is watched and when it is reviewed: the place in the ruleset's list."""
    total, high_need, planned = found["total"], found["need_band"] == 2, found["planning_amount"]
    concern, deployment, strain = (_level(frame, name) for name in ("money_concern", "deployment", "carer_strain"))
    clear = (_level(frame, "wishes_clear") == 1) & (_level(frame, "safeguarding") == 0) & (concern == 0)
    reabled, alone = _level(frame, "after_reablement") == 1, _level(frame, "lives_alone") == 1
    two_workers = frame["two_worker_hours"].to_numpy()
    return {
        "complex": (total >= figures.COMPLEX) | ((two_workers >= 28) & (found["night_quarters"] > 28)),
        "continuing_healthcare": total >= figures.CONTINUING_HEALTHCARE,
        "child_in_the_home": _level(frame, "help_with_child") == 3,
        "sign_off": np.select([(planned > 96000) | (concern == 2), clear & (planned <= 37500)], [0, 1], 2),
        "monitoring": np.select(
            [deployment == 0, (concern == 2) | (planned > 64000), (concern == 1) | (planned > 21500)], [0, 1, 2], 3
        ),
        "review": np.select([reabled, strain == 3, high_need], [0, 1, 2], 3),
        "pool": high_need | (alone & (_level(frame, "alone") >= 2)),
    }
