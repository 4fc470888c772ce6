"""How an answer becomes integers: one `Ask` for each thing that is asked about a person, with the input slots it fills.

An ask codes one raw answer or says what is wrong with it (a `Fault`, which the score stage turns into a located problem). One
person and a caseload are coded by the same function, so they cannot differ. Nothing is guessed: no rounding to a step, no nearest
level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ras_engine.exact import format_decimal, parse_decimal
from ras_engine.plan.operations import Slot

TIMES_PER = re.compile(r"\s*([0-9]+)\s*(?:x|times)?\s*(?:per|a|/)\s*([a-z][a-z0-9_]*)\s*", re.ASCII)
DAYS = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*([0-9]+)\s*", re.ASCII)

Raw = str | Mapping[str, str]
"""A raw answer: a text, or a mapping (`{times, per}` of a frequency; days by level of a fluctuating answer)."""
Codes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer cannot be coded: a catalogue code and the words of its message (never a person's free text)."""

    code: str
    words: tuple[tuple[str, str], ...]


def fault(code: str, **words: str) -> Fault:
    """A fault with its words."""
    return Fault(code, tuple(words.items()))


@dataclass(frozen=True, slots=True)
class AskBase:
    """What is common: the `column` (a question, `client_group`, `deployment.<line>`, `carer.<area>`), the first input slot, the
    policy.

    `if_missing` and `not_asked` are the codes that a missing answer, and a question that is not asked, count as; `asked` is the
    slot of the condition under which the question is asked.
    """

    column: str
    slot: Slot
    source: str
    if_missing: Codes | None = None
    not_asked: Codes | None = None
    asked: Slot | None = None

    @property
    def width(self) -> int:
        """How many input slots the answer fills."""
        return 1

    @property
    def is_question(self) -> bool:
        """Whether this is a question of the assessment, and not a statement about the group, the deployment or a carer."""
        return "." not in self.column and self.source not in ("client_group", "deployment")


@dataclass(frozen=True, slots=True)
class LevelAsk(AskBase):
    """One of some names: the code is its place in `levels`. Days by level are resolved to the level on most days where `days` is
    set."""

    levels: tuple[str, ...] = ()
    days: int = 0
    without_points: frozenset[int] = frozenset()

    def code(self, raw: Raw) -> Codes | Fault:
        """The level's place."""
        if isinstance(raw, str) and raw in self.levels:
            return (self.levels.index(raw),)
        shared = days_by_level(self, raw) if self.days else None
        if shared is None:
            return fault("RAS602", question=self.column, given=shown(raw), levels=", ".join(self.levels))
        return shared if isinstance(shared, Fault) else (level_on_most_days(shared, self.without_points),)


@dataclass(frozen=True, slots=True)
class DaysAsk(AskBase):
    """Days by level for a mean: one slot a level. A plain level counts on every day."""

    levels: tuple[str, ...] = ()
    days: int = 0

    @property
    def width(self) -> int:
        """One slot a level."""
        return len(self.levels)

    def code(self, raw: Raw) -> Codes | Fault:
        """The days on each level."""
        if isinstance(raw, str) and raw in self.levels:
            return tuple(self.days if level == raw else 0 for level in self.levels)
        shared = days_by_level(self, raw)
        return fault("RAS602", question=self.column, given=shown(raw), levels=", ".join(self.levels)) if shared is None else shared


@dataclass(frozen=True, slots=True)
class QuantityAsk(AskBase):
    """A number: the code is the number times `scale`."""

    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    scale: int = 1
    unit: str = ""

    def code(self, raw: Raw) -> Codes | Fault:
        """The number at the ask's scale."""
        try:
            number = parse_decimal(raw) if isinstance(raw, str) else None
        except ValueError:
            number = None
        if number is None:
            return fault("RAS603", question=self.column, given=shown(raw), unit=self.unit)
        limits = {"minimum": format_decimal(self.minimum), "maximum": format_decimal(self.maximum), "unit": self.unit}
        if not self.minimum <= number <= self.maximum:
            return fault("RAS604", question=self.column, given=shown(raw), **limits)
        if ((number - self.minimum) / self.step).denominator != 1:
            return fault("RAS605", question=self.column, given=shown(raw), step=format_decimal(self.step), **limits)
        return (int(number * self.scale),)


@dataclass(frozen=True, slots=True)
class FrequencyAsk(AskBase):
    """So many times in a period: two slots, the times and the period's place."""

    periods: tuple[str, ...] = ()
    most: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The times and the period."""
        return 2

    def code(self, raw: Raw) -> Codes | Fault:
        """The times and the place of the period."""
        if raw == "0":
            return 0, 0
        times, period = _times_and_period(raw)
        if times is None or period not in self.periods:
            return fault("RAS606", question=self.column, given=shown(raw), periods=", ".join(self.periods))
        place = self.periods.index(period)
        if times > self.most[place]:
            return fault("RAS607", question=self.column, given=shown(raw), most=str(self.most[place]), period=period)
        return times, place


Ask = LevelAsk | DaysAsk | QuantityAsk | FrequencyAsk


def shown(raw: Raw) -> str:
    """A raw answer as a message may show it: short, one line, printable."""
    text = raw if isinstance(raw, str) else ";".join(f"{key}={value}" for key, value in raw.items())
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= 40 else text[:37] + "..."


def _times_and_period(raw: Raw) -> tuple[int | None, str]:
    if isinstance(raw, str):
        found = TIMES_PER.fullmatch(raw)
        raw = {"times": found[1], "per": found[2]} if found else {}
    times = raw.get("times", "")
    good = set(raw) == {"times", "per"} and times.isascii() and times.isdigit() and len(times) < 10
    return (int(times) if good else None), raw.get("per", "")


def days_by_level(ask: LevelAsk | DaysAsk, raw: Raw) -> Codes | Fault | None:
    """The days on each level, a fault where they are unknown levels or do not add up, None where `raw` is not given by days at
    all."""
    if isinstance(raw, str):
        parts = [DAYS.fullmatch(part) for part in raw.split(";")]
        if not all(parts) or len({part[1] for part in parts if part}) != len(parts):
            return None
        raw = {part[1]: part[2] for part in parts if part}
    if not raw or not set(raw) <= set(ask.levels) or not all(value.isascii() and value.isdigit() for value in raw.values()):
        return None
    days = tuple(int(raw.get(level, "0")[:9]) for level in ask.levels)
    if sum(days) != ask.days:
        return fault("RAS608", question=ask.column, total=str(sum(days)), days=str(ask.days))
    return days


def level_on_most_days(days: Codes, without_points: frozenset[int]) -> int:
    """The one level that stands for an answer given by days.

    The level on more than half the days; else, where the levels with points together apply on more than half, the one that applies
    most often, on a tie the higher; else the level without points that applies most often, on a tie the lower. After the Social
    Security (Personal Independence Payment) Regulations 2013, regulation 7.
    """
    half = sum(days)
    for level, count in enumerate(days):
        if 2 * count > half:
            return level
    with_points = [level for level in range(len(days)) if level not in without_points]
    if 2 * sum(days[level] for level in with_points) > half:
        return max(with_points, key=lambda level: (days[level], level))
    return max(sorted(without_points), key=lambda level: days[level])
