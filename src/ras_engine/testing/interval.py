"""Where the numbers of a ruleset can lie, while it is being drawn: from a section's data to the least and the most it can be.

Plain interval arithmetic, a little too wide and never too narrow. It keeps what is drawn out of reach of the compiler's refusals
(bands that nobody can reach, negative money, overflow); the checks themselves are the compiler's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from ras_engine.exact import Direction, divide_rounded

Data = dict[str, Any]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in steps of 1/`scale`."""

    low: Fraction
    high: Fraction
    scale: int = 1

    @property
    def size(self) -> Fraction:
        """How large the integer behind it can become."""
        return max(abs(self.low), abs(self.high)) * self.scale

    @property
    def splits(self) -> bool:
        """Whether there is room for a threshold inside."""
        return self.high - self.low >= Fraction(1, 5)

    def with_zero(self) -> Interval:
        """The interval, and nought."""
        return hull([self, exactly(0)])

    def inner(self) -> Interval:
        """What lies well inside."""
        margin = (self.high - self.low) / 8
        return Interval(self.low + margin, self.high - margin, self.scale)


Look = Callable[[str], Interval]
"""The interval of a question or measure, by its name."""


def exactly(number: Fraction | int | str) -> Interval:
    """A number that does not move."""
    value = Fraction(number)
    return Interval(value, value, value.denominator)


def is_decimal(number: Fraction) -> bool:
    """Whether the number can be written out."""
    return 10**6 % number.denominator == 0


def hull(parts: Iterable[Interval]) -> Interval:
    """The least interval around them all."""
    every = tuple(parts)
    return Interval(min(one.low for one in every), max(one.high for one in every), lcm(*(one.scale for one in every)))


def added(parts: Iterable[Interval]) -> Interval:
    """Their sum."""
    low, high, scale = ZERO, ZERO, 1
    for one in parts:
        low, high, scale = low + one.low, high + one.high, lcm(scale, one.scale)
    return Interval(low, high, scale)


def times(one: Interval, other: Interval) -> Interval:
    """Their product."""
    corners = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Interval(min(corners), max(corners), one.scale * other.scale)


def limited(one: Interval, least: Fraction | None, most: Fraction | None) -> Interval:
    """The value between two limits."""
    low, high, scale = one.low, one.high, one.scale
    if least is not None:
        low, high, scale = max(low, least), max(high, least), lcm(scale, least.denominator)
    if most is not None:
        low, high, scale = min(low, most), min(high, most), lcm(scale, most.denominator)
    return Interval(low, high, scale)


def rounded(one: Interval, rule: Mapping[str, str] | None) -> Interval:
    """Both ends rounded: rounding never turns the order of two numbers."""
    if rule is None:
        return one
    to, direction = Fraction(rule["to"]), Direction(rule["direction"])

    def ends(value: Fraction) -> Fraction:
        steps = value / to
        whole: int = divide_rounded(steps.numerator, steps.denominator, direction)
        return to * whole

    return Interval(ends(one.low), ends(one.high), to.denominator)


def leaves(cells: Any) -> Iterator[Any]:
    """The cells of a table of mappings within mappings."""
    if isinstance(cells, dict) and "refer" not in cells:
        for one in cells.values():
            yield from leaves(one)
    else:
        yield cells


def amounts_in(cells: Any) -> Interval:
    """The amounts of a table; a referral counts nought."""
    return hull(exactly(0 if isinstance(one, dict) else one) for one in leaves(cells))


def start(row: Data) -> Fraction:
    """Where a row begins."""
    return Fraction(row["from"] if "from" in row else row["above"])


def sloped(rows: list[Data], value: Interval, at_start: str, slope: str) -> Interval:
    """The values of straight lines, at both ends of each row."""
    ends = [*(start(row) for row in rows[1:]), max(value.high, start(rows[-1]))]
    parts = []
    for row, end in zip(rows, ends, strict=True):
        if "refer" in row:
            parts.append(exactly(0))
            continue
        first, further = Fraction(row[at_start]), Fraction(row[slope])
        begin = max(start(row), min(value.low, end))
        scale = lcm(first.denominator, further.denominator * lcm(value.scale, start(row).denominator))
        parts += [Interval(at, at, scale) for at in (first + further * (x - start(row)) for x in (begin, end))]
    return hull(parts)


def of_measure(data: Data, look: Look, *, surely: bool = False) -> Interval:
    """A number measure, with its own rounding and gate; `surely`: not what it could reach at most, but what it reaches for sure."""
    body = SURE[data["kind"]] if surely and data["kind"] in SURE else _body
    value = rounded(body(data, look), data.get("round"))
    return hull([value, exactly(data.get("if_not", 0))]) if "when" in data else value


def _body(data: Data, look: Look) -> Interval:
    match data["kind"]:
        case "sum":
            return added(look(name) for name in data["of"])
        case "weighted_sum":
            bodies = _weights(data)
            return added(times(look(name), hull(exactly(body[name]) for body in bodies)) for name in bodies[0])
        case "largest" | "smallest" as kind:
            parts = [look(name) for name in data["of"]]
            end = max if kind == "largest" else min
            return Interval(end(one.low for one in parts), end(one.high for one in parts), hull(parts).scale)
        case "mean":
            parts = [look(one["value"] if isinstance(one, dict) else one) for one in data["of"]]
            whole = hull([*parts, exactly(data["if_none_count"])])
            return Interval(whole.low, whole.high, whole.scale * lcm(*range(1, len(parts) + 1)))
        case "points":
            return added(amounts_in(points) for points in data["of"].values())
        case "count":
            return Interval(ZERO, Fraction(len(data["of"])))
        case "count_conditions":
            return Interval(ZERO, Fraction(len(data["conditions"])))
        case "product":
            product = exactly(data.get("times", 1))
            for name in data["of"]:
                product = times(product, look(name))
            return product
        case "first_match":
            return hull(look(one["of"]) if "of" in one else exactly(one["value"]) for one in (*data["cases"], data["otherwise"]))
        case "lookup":
            return amounts_in(data["values"])
        case _:
            return _of_one(data, look(data["of"]))


def _sure_mean(data: Data, look: Look) -> Interval:
    parts = [look(one["value"] if isinstance(one, dict) else one) for one in data["of"]]
    whole = added(parts)
    return Interval(whole.low / len(parts), whole.high / len(parts), _body(data, look).scale)


def sloped_ends(rows: list[Data], value: Interval, at_start: str, slope: str) -> Interval:
    """The values of straight lines at the least and at the most."""
    last = next(row for row in reversed(rows) if start(row) <= value.high)
    parts = [exactly(0) for row in (rows[0], last) if "refer" in row]
    for row, at in ((rows[0], value.low), (last, value.high)):
        if "refer" not in row:
            parts.append(exactly(Fraction(row[at_start]) + Fraction(row[slope]) * (at - start(row))))
    return hull(parts)


def _sure_slopes(data: Data, look: Look) -> Interval:
    ends = sloped_ends(data["rows"], look(data["of"]), "starts_at", "per_unit")
    return Interval(ends.low, ends.high, _body(data, look).scale)


def joined(rows: list[Data]) -> list[Data]:
    """Published points as rows of straight lines; from the last point on, its value."""
    points = [(Fraction(row["at"]), Fraction(row["value"])) for row in rows]
    slopes = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairwise(points)]
    return [
        {"from": str(at), "starts_at": str(value), "per_unit": str(slope)}
        for (at, value), slope in zip(points, [*slopes, ZERO], strict=True)
    ]


def _sure_points(data: Data, look: Look) -> Interval:
    return _sure_slopes({**data, "kind": "sloped_table", "rows": joined(data["rows"])}, look)


def _sure_steps(data: Data, _: Look) -> Interval:
    return hull(exactly(row["value"]) for row in first_and_last(data["rows"]))


def first_and_last(rows: list[Data]) -> list[Data]:
    """The rows that the least and the most reach; between them there may be rows that no answer comes to."""
    return [rows[0], rows[-1]]


def _sure_weighted(data: Data, look: Look) -> Interval:
    groups = (added(times(look(name), exactly(weight)) for name, weight in body.items()) for body in _weights(data))
    return hull(groups)


def _weights(data: Data) -> list[Data]:
    return [data["of"]] if "of" in data else list(data["by_client_group"].values())


SURE: dict[str, Callable[[Data, Look], Interval]] = {
    "mean": _sure_mean,
    "interpolated": _sure_points,
    "sloped_table": _sure_slopes,
    "step_table": _sure_steps,
    "weighted_sum": _sure_weighted,
}


def _of_one(data: Data, value: Interval) -> Interval:
    match data["kind"]:
        case "limited":
            least, most = (Fraction(data[key]) if key in data else None for key in ("at_least", "at_most"))
            return limited(value, least, most)
        case "excess":
            over = exactly(-Fraction(data["over"]))
            return limited(added([value, over]), ZERO, None)
        case "step_table":
            return hull(exactly(row["value"]) for row in data["rows"])
        case "interpolated":
            return sloped(joined(data["rows"]), value, "starts_at", "per_unit")
        case _:
            return sloped(data["rows"], value, "starts_at", "per_unit")
