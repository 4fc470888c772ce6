"""What rulesets/example-borough/2026-04-06.yaml says, copied out by hand for those who write it in pandas, polars or SQL.

Levels are in the order of the file. Amounts are whole pence. A mean of days is a fraction of a point, so points are counted in
parts: sevenths for washing, twenty-eighths for distress.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

POINTS = {
    "preparing_food": (0, 2, 5, 8),
    "eating": (0, 3, 7, 11),
    "food_shopping": (0, 2, 4),
    "dressing": (0, 2, 5, 8),
    "toilet": (0, 4, 8, 12),
    "moving": (0, 2, 5, 7),
    "housework": (0, 2, 4, 6),
    "paperwork": (0, 2, 4),
    "falls": (0, 2, 4, 7),
    "alone": (0, 4, 8, 12),
    "medicines": (0, 2, 4, 6),
    "memory": (0, 3, 6, 10),
    "keeping_in_touch": (0, 2, 4, 6),
    "being_understood": (0, 2, 5, 8),
    "work_or_learning": (0, 3, 6, 9),
    "day_structure": (0, 2, 4),
    "getting_out": (0, 3, 6, 9),
    "using_facilities": (0, 2, 4, 6),
    "transport": (0, 1, 2, 4),
    "help_with_child": (0, 4, 8, 12),
}
PER_DAY = {
    "washing_getting_ready": 3,
    "washing_some": 6,
    "washing_all": 10,
    "distress_listening": 4,
    "distress_daily": 8,
    "distress_constant": 13,
}
"""What a day at a level adds, in parts of a point."""


class Band(NamedTuple):
    """A row of a sloped table: from so many points on, what it starts at and each further point."""

    start: int
    starts_at: int
    per_point: int


@dataclass(frozen=True)
class Area:
    """A domain whose points are added up and priced by a sloped table, with carers or without."""

    questions: tuple[str, ...]
    bands: tuple[Band, ...]
    parts: int = 1
    days: tuple[str, ...] = ()
    bands_learning_disability: tuple[Band, ...] = ()

    @property
    def most(self) -> int:
        """The most points, in parts, that any answers come to: on all days the dearest level."""
        days = max((PER_DAY[name] for name in self.days), default=0)
        return self.parts * (sum(POINTS[name][-1] for name in self.questions) + days)


AREAS = {
    "eating_and_drinking": Area(
        ("preparing_food", "eating", "food_shopping"), (Band(0, 0, 749), Band(8, 5992, 998), Band(16, 13976, 1248))
    ),
    "personal_care": Area(
        ("dressing", "toilet", "moving"),
        (Band(0, 0, 874), Band(12, 10488, 1206), Band(26, 27372, 1477)),
        parts=7,
        days=("washing_getting_ready", "washing_some", "washing_all"),
    ),
    "home": Area(("housework", "paperwork"), (Band(0, 0, 582), Band(4, 2328, 749))),
    "staying_safe": Area(
        ("falls", "alone", "medicines", "memory"),
        (Band(0, 0, 499), Band(14, 6986, 666), Band(30, 17642, 853)),
        parts=28,
        days=("distress_listening", "distress_daily", "distress_constant"),
    ),
    "relationships": Area(("keeping_in_touch", "being_understood"), (Band(0, 0, 437), Band(6, 2622, 582))),
    "work_and_learning": Area(
        ("work_or_learning", "day_structure"),
        (Band(0, 0, 541), Band(6, 3246, 686)),
        bands_learning_disability=(Band(0, 0, 572), Band(6, 3432, 718)),
    ),
    "out_and_about": Area(("getting_out", "using_facilities"), (Band(0, 0, 520), Band(6, 3120, 686))),
    "caring_for_a_child": Area(("help_with_child",), (Band(0, 0, 603), Band(4, 2412, 770))),
}
LIFE_BEYOND_CARE = (Band(0, 0, 125), Band(50, 6250, 187))

# by deployment: council_managed, third_party_account, direct_payment, mixed
SUPPORT_HALF_HOUR_OF_TWO = (2680, 2500, 1720, 2200)
NIGHT_HOUR = (3040, 2840, 1940, 2490)
SLEEP_IN = (6700, 6500, 6100, 6400)
DAY_SESSION = (3950, 3950, 3800, 3875)

TRAVEL_PER_POINT = 830  # a quarter of 33.20
NIGHT_TIMES_A_WEEK = (7, 1)  # a time a day, a time a week
BREAKS = (0, 1450, 3950, 6650)  # by carer_strain: none, some, high, very_high
TIME_OFF = (0, 15500, 31000, 47000)  # by carer_strain
LONG_HOURS = 12500
EQUIPMENT = (0, 9900, 29000, 58000)
FALL_ALARM, MOST_EQUIPMENT = 7800, 62000
LEAST_BUDGET, MOST_BUDGET = 1560, 182000

# the total of points is counted in twenty-eighths
PART = 28
MIDDLE_NEED, HIGH_NEED, LIFE_STARTS = 40 * PART, 90 * PART, 60 * PART
COMPLEX, CONTINUING_HEALTHCARE = 150 * PART, 110 * PART

FIFTHS_KEPT = (5, 4, 3, 2)  # by a domain's carer level: none, some, about half, most
KEPT = (9, 20)  # of every line 45 per cent stay


def rounded(number: int, divisor: int) -> int:
    """Divided, half up."""
    return (2 * number + divisor) // (2 * divisor)


def amount(bands: tuple[Band, ...], points: int, parts: int = 1) -> int:
    """What so many parts of a point are worth, to the penny."""
    start, starts_at, per_point = [band for band in bands if band.start * parts <= points][-1]
    return rounded((points - start * parts) * per_point + starts_at * parts, parts)


def table(area: Area) -> list[int]:
    """A line's amount for every number of points; where a group has bands of its own, its amounts after the others'."""
    each = [bands for bands in (area.bands, area.bands_learning_disability) if bands]
    return [amount(bands, points, area.parts) for bands in each for points in range(area.most + 1)]


def table_after_carers(area: Area) -> list[int]:
    """The same for every number of points and, within it, every level of carer support."""
    each = [bands for bands in (area.bands, area.bands_learning_disability) if bands]
    found = []
    for bands in each:
        for points in range(area.most + 1):
            whole = amount(bands, points, area.parts)
            for fifths in FIFTHS_KEPT:
                reduced = amount(bands, points * fifths, area.parts * 5)
                found.append(min(max(reduced, rounded(whole * KEPT[0], KEPT[1])), whole))
    return found
