"""Workings in words: each function takes numbers that mean something and gives a `Working` whose sentence can be done on paper."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ras_engine.document.header import Rounding
from ras_engine.exact import SYMBOLS, Direction
from ras_engine.explain.wording import SHARE, Wording, mark
from ras_engine.explain.working import OPERATIONS, Part, Working

ROUNDED = {
    Direction.HALF_UP: mark("{number} rounded to the nearest {step} (a half goes up) = {result}"),
    Direction.HALF_EVEN: mark("{number} rounded to the nearest {step} (a half goes to the even one) = {result}"),
    Direction.UP: mark("{number} rounded up to the next {step} = {result}"),
    Direction.DOWN: mark("{number} rounded down to the next {step} = {result}"),
}
FEW = 4
"""A sum of at least so many parts names only those that are not nought."""


class Arithmetic:
    """Workings in one wording."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.say = wording.say

    def shown(self, part: Part) -> str:
        """A part's number with its unit."""
        return self.wording.shown(part.number, part.unit)

    def _made(self, operation: str, parts: Sequence[Part], unit: str, text: str) -> Working:
        result = OPERATIONS[operation](tuple(parts))
        return Working(operation, tuple(parts), result, unit, text.replace("{=}", self.wording.shown(result, unit)))

    def is_(self, part: Part, text: str) -> Working:
        """A number as the ruleset or an answer gives it; `text` says where it comes from, up to the number."""
        return self._made("is", (part,), part.unit, f"{text}: {{=}}" if text else "{=}")

    def nothing(self, unit: str) -> Working:
        """Nought, because a gate is closed or people must look."""
        return self._made("nothing", (), unit, self.say("Nothing is counted: {result}", result="{=}"))

    def add(self, parts: Sequence[Part], unit: str) -> Working:
        """A sum; parts with a weight show it."""
        if len(parts) >= FEW and not any(part.number * part.times for part in parts):
            return self._made("add", parts, unit, self.say("every part of this sum is 0") + " = {=}")
        counted = [part for part in parts if part.number * part.times != 0 or len(parts) < FEW] or list(parts)
        plain = len({part.unit for part in parts} | {unit}) == 1 and unit != ""
        named = [self._summand(part, plain and unit not in (*SYMBOLS, SHARE)) for part in counted]
        text = " + ".join(named) + " = {=}"
        left_out = len(parts) - len(counted)
        if left_out:
            text += self.say("; everything else in this sum is 0")
        return self._made("add", parts, unit, text)

    def _summand(self, part: Part, bare: bool) -> str:
        number = self.wording.number(part.number) if bare else self.shown(part)
        number = f"({number})" if part.number < 0 else number
        weight = f" × {self.wording.number(part.times)}" if part.times != 1 else ""
        return f"{number}{weight}" + (f" ({part.label})" if part.label else "")

    def subtract(self, parts: Sequence[Part], unit: str) -> Working:
        """The first less the others."""
        return self._made("subtract", parts, unit, " − ".join(self.labelled(part) for part in parts) + " = {=}")

    def labelled(self, part: Part) -> str:
        """A part's number with its unit and name."""
        number = f"({self.shown(part)})" if part.number < 0 else self.shown(part)
        return number + (f" ({part.label})" if part.label else "")

    def multiply(self, parts: Sequence[Part], unit: str) -> Working:
        """A product."""
        return self._made("multiply", parts, unit, " × ".join(self.labelled(part) for part in parts) + " = {=}")

    def scale(self, parts: Sequence[Part], unit: str) -> Working:
        """The first times the second over the third."""
        number, times, over = (self.labelled(part) for part in parts)
        return self._made("scale", parts, unit, f"{number} × {times} ÷ {over} = {{=}}")

    def mean(self, parts: Sequence[Part], unit: str) -> Working:
        """The mean of the parts."""
        sums = " + ".join(self._summand(part, False) for part in parts)
        return self._made("mean", parts, unit, f"({sums}) ÷ {len(parts)} = {{=}}")

    def mean_of_days(self, parts: Sequence[Part], unit: str) -> Working:
        """The mean of points over days."""
        days = sum((part.times for part in parts), Fraction(0))
        sums = " + ".join(
            f"{self.wording.shown(part.times, 'days')} × {self.wording.number(part.number)}" for part in parts if part.times
        )
        return self._made("mean_of_days", parts, unit, f"({sums}) ÷ {self.wording.shown(days, 'days')} = {{=}}")

    def largest(self, parts: Sequence[Part], unit: str) -> Working:
        """The largest of the parts."""
        text = self.say("the larger of {parts}", parts=self.wording.both([self.labelled(part) for part in parts]))
        if len(parts) > 2:
            text = self.say("the largest of {parts}", parts=self.wording.both([self.labelled(part) for part in parts]))
        return self._made("largest", parts, unit, f"{text} = {{=}}")

    def smallest(self, parts: Sequence[Part], unit: str) -> Working:
        """The smallest of the parts."""
        text = self.say("the smaller of {parts}", parts=self.wording.both([self.labelled(part) for part in parts]))
        if len(parts) > 2:
            text = self.say("the smallest of {parts}", parts=self.wording.both([self.labelled(part) for part in parts]))
        return self._made("smallest", parts, unit, f"{text} = {{=}}")

    def straight_line(self, value: Part, start: Fraction, at: Fraction, rate: Fraction, unit: str, row: str) -> Working:
        """A row of a sloped table: "62 points fall in the row from 40: £100.00 + 22 × £4.00 = £188.00"."""
        parts = (value, Part("start", start, value.unit), Part("starts_at", at, unit), Part("rate", rate, unit))
        over = self.wording.number(value.number - start)
        times = f"{over} × {self.wording.shown(rate, unit)}"
        sums = times if at == 0 else f"{self.wording.shown(at, unit)} + {times}"
        text = self.wording.shown(at, unit) if value.number == start else f"{sums} = {{=}}"
        return self._made("straight_line", parts, unit, f"{row}: {text}")

    def between(self, value: Part, rows: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]], unit: str) -> Working:
        """A straight line between two published rows."""
        (start, at), (end, at_end) = rows
        parts = (value, Part("from", start), Part("at", at, unit), Part("to", end), Part("at_end", at_end, unit))
        number, shown = self.wording.number, self.wording.shown
        row = self.say(
            "{name} is {value}, between the rows {start} ({at}) and {end} ({at_end})",
            name=value.label,
            value=self.shown(value),
            start=number(start),
            at=shown(at, unit),
            end=number(end),
            at_end=shown(at_end, unit),
        )
        over, span = number(value.number - start), number(end - start)
        text = f"{row}: {shown(at, unit)} + {over} × ({shown(at_end, unit)} − {shown(at, unit)}) ÷ {span} = {{=}}"
        return self._made("between", parts, unit, text)

    def rounded(self, number: Fraction, rule: Rounding, unit: str) -> Working:
        """A number rounded as the ruleset says."""
        parts = (Part("", number, unit), Part("step", rule.to, unit))
        text = self.say(
            ROUNDED[rule.direction], number=self.wording.shown(number, unit), step=self.wording.shown(rule.to, unit), result="{=}"
        )
        return self._made(f"round_{rule.direction}", parts, unit, text)
