"""What may stand in a rule instead of what stands there: other starts, rates, edges, shares and limits, or nothing at all, each
with how large a change it is.

Receives plain data of a rule and its path; gives options that mend what laws are usually broken by: a step between two rows, a rate
that drops, groups apart, a share that jumps, support that takes too much. Whether one mends is for the audit to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

from ras_engine.exact import format_decimal
from ras_engine.plan.plan import Path

WHOLE = Fraction(1)
ASKED_FOR, ANOTHER, OTHERS = range(3)
REASON = "the council's own reason"
MEETS_THE_NEXT = "the next row then begins where it ends"
EDGES = ("from", "above")
OF_MANY = (*EDGES, "per_point")
"""What moves everybody in a row, and who is in it: such a change counts twice."""
NOTHING = "nothing"
"""What stands where nothing is written, and what is written to leave something out."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value that may be written: where, what stands there now, what would, and how large the change is (1 is the value
    itself). `value` is what is written where that is more than a word; `note` is what speaks for it. `tier` says how likely it is
    that somebody would write it: 0 what the ruleset itself asks for, 1 another value, 2 what stands elsewhere for other people."""

    place: Path
    before: str
    after: str
    size: Fraction
    value: Any = None
    note: str = ""
    tier: int = 1

    @property
    def brought_near(self) -> bool:
        """Whether values between the two may be written as well."""
        return self.value is None and NOTHING not in (self.before, self.after) and numbers(self.before, self.after)

    @property
    def written(self) -> Any:
        """What stands there afterwards."""
        return self.after if self.value is None else self.value


def options(data: Any, path: Path) -> list[Option]:
    """The options of one rule, the smallest change first, each once."""
    rule = at(data, path)
    found = {(one.place, one.after): one for one in _every(rule, path) if one.before != one.after}
    return sorted(found.values(), key=lambda one: (one.size, one.place[-1] == "basis"))


def at(data: Any, place: Path) -> Any:
    """What stands at a place; NOTHING where nothing does."""
    for step in place:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return NOTHING
    return data


def between(option: Option) -> str | None:
    """The value half way between what stands there and what would; None where there is none."""
    one, other = option.before, option.after
    if not numbers(one, other) or one.endswith("%") != other.endswith("%"):
        return None
    tail = "%" if one.endswith("%") else ""
    digits = 0 if whole(option.place, one) else 1 if tail else 2
    middle = (number(one) + number(other)) / 2
    written = f"{format_decimal(Fraction(round(middle * 10**digits), 10**digits), digits)}{tail}"
    return written if number(written) not in (number(one), number(other)) else None


def whole(place: Path, written: str) -> bool:
    """Whether it is an edge of a table, written without a fraction: so it stays."""
    return place[-1] in EDGES and number(written).denominator == 1


def round_figures(before: str, after: str) -> Iterator[str]:
    """Round figures beyond a value, seen from what stands there now: whole ones, else tenths, within a fiftieth of it."""
    if before.endswith("%") != after.endswith("%"):
        return
    try:
        old, new = number(before), number(after)
    except ValueError:
        return
    tail = "%" if after.endswith("%") else ""
    for step in (Fraction(1), Fraction(1, 10)):
        figure = -(-new // step) * step if new > old else new // step * step
        if figure != new and abs(figure - new) * 50 <= abs(new):
            yield f"{format_decimal(figure, 0 if tail else 2)}{tail}"


def numbers(*written: Any) -> bool:
    """Whether all of these are written as numbers: an amount may also name another one."""
    try:
        return all(number(one) is not None for one in written)
    except (ValueError, AttributeError):
        return False


def number(written: str) -> Fraction:
    """A decimal or a percentage as a number. Raises ValueError."""
    return Fraction(written.rstrip("%"))


def _every(rule: Any, path: Path) -> Iterator[Option]:
    yield from _left_out(rule, path)
    if isinstance(rule, list | dict):
        for place, rows in _tables(rule, path):
            yield from _rows(rows, place)
    if isinstance(rule, dict):
        yield from _groups(rule, path)
        yield from _shares(rule, path)
        yield from _support(rule, path)
        yield from _limits(rule, path)
        yield from _said(rule, path)


def _left_out(rule: Any, path: Path) -> Iterator[Option]:
    """A row, an entry or a question without which the rest stands; a line without its condition; an answer that must be given."""
    if path[-1] == "if_missing":
        yield Option(path, short(rule), "required", WHOLE)
    elif isinstance(path[-1], int) and (path[0] != "budget_lines" or len(path) > 2):
        yield Option(path, short(rule), NOTHING, 3 * WHOLE)
    elif isinstance(rule, dict) and "when" in rule:
        yield Option((*path, "when"), short(rule["when"]), NOTHING, 3 * WHOLE)
    elif isinstance(rule, list) and path[0] in ("sign_off", "monitoring", "review"):
        yield from (Option((*path, place), short(one), NOTHING, 3 * WHOLE) for place, one in enumerate(rule))


def short(rule: Any) -> str:
    """A rule in one line, as YAML would write it in short."""
    if isinstance(rule, dict):
        return "{" + ", ".join(f"{key}: {short(one)}" for key, one in rule.items()) + "}"
    return "[" + ", ".join(map(short, rule)) + "]" if isinstance(rule, list) else str(rule)


def _tables(rule: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    if isinstance(rule, list):
        yield path, rule
    if isinstance(rule, list | dict):
        for key, one in enumerate(rule) if isinstance(rule, list) else rule.items():
            yield from _tables(one, (*path, key))


def _rows(rows: Sequence[Any], place: Path) -> Iterator[Option]:
    """A row that begins where the row before it ends, or whose edge is where the two meet; a rate or an amount nearer to the one
    before."""
    for count, (before, after) in enumerate(pairwise(rows), 1):
        if not isinstance(before, dict) or not isinstance(after, dict):
            return
        last = count == len(rows) - 1
        for key in ("amount", "per_point"):
            if numbers(before.get(key), after.get(key)) and (last or "starts_at" not in after):
                note = f"the row before has {before[key]}"
                yield from _towards((*place, count, key), after[key], before[key], note)
        if {"starts_at", "per_point"} <= before.keys() and "starts_at" in after:
            yield from _meeting(before, after, (*place, count))


def _meeting(before: Mapping[str, Any], after: Mapping[str, Any], place: Path) -> Iterator[Option]:
    """Two rows that meet: the start of the second, its edge, or the rate of the first."""
    edge = "from" if "from" in after else "above"
    start, end = number(str(before.get("from", before.get("above", "0")))), number(after[edge])
    low, high, rate = number(before["starts_at"]), number(after["starts_at"]), number(before["per_point"])
    ends = low + rate * (end - start)
    if (ends * 100).denominator == 1:
        yield from _value(
            (*place, "starts_at"), after["starts_at"], ends, f"the row before it ends at {format_decimal(ends, 2)}", ASKED_FOR
        )
    if end > start:
        fits = Fraction((high - low) / (end - start) * 100 // 1, 100)
        yield from _value(
            (*place[:-1], int(place[-1]) - 1, "per_point"),
            before["per_point"],
            fits,
            MEETS_THE_NEXT,
            ASKED_FOR,
        )
    if rate:
        meet = start + (high - low) / rate
        for one in (Fraction(meet // 1), Fraction(-(-meet // 1))) if whole((*place, edge), after[edge]) else (meet,):
            yield from _value((*place, edge), after[edge], one)


def _groups(rule: Mapping[str, Any], path: Path) -> Iterator[Option]:
    """A group's figure as another group has it."""
    tables = rule.get("by_client_group")
    if not isinstance(tables, dict):
        return
    for (one, mine), (group, theirs) in permutations(tables.items(), 2):
        if isinstance(mine, list) and isinstance(theirs, list):
            note, place = f"as {group} has it", (*path, "by_client_group", one)
            yield Option(place, short(mine), short(theirs), len(mine) * WHOLE, theirs, note, OTHERS)
            for count, (row, other) in enumerate(zip(mine, theirs, strict=False)):
                for key in sorted(row.keys() & other.keys()) if isinstance(row, dict) and isinstance(other, dict) else ():
                    if numbers(row[key], other[key]):
                        yield from _value((*place, count, key), row[key], number(other[key]), note, OTHERS)


def _shares(rule: Mapping[str, Any], path: Path) -> Iterator[Option]:
    """Shares by band, each brought to the one beside it; a contingency that stands on top, where no share of it can take away."""
    for key in ("shares", "weeks_by", "amounts"):
        cells = rule.get(key)
        if isinstance(cells, dict) and numbers(*cells.values()):
            for one, other in pairwise(cells):
                for mine, theirs in ((one, other), (other, one)):
                    yield Option(
                        (*path, key, mine), cells[mine], cells[theirs], size_of(number(cells[mine]), number(cells[theirs]))
                    )
    if rule.get("basis") == "inside":
        yield Option((*path, "basis"), "inside", "on_top", 2 * WHOLE)


def _support(rule: Mapping[str, Any], path: Path) -> Iterator[Option]:
    """More of each line that stays, whatever carers do."""
    if "reduces" in rule:
        yield from _exchanged(rule["reduces"], (*path, "reduces"))
        now = rule.get("line_keeps_at_least", NOTHING)
        start = number(now) if now != NOTHING else Fraction(0)
        for share in range(5, 100, 5):
            if share > start:
                yield Option((*path, "line_keeps_at_least"), now, f"{share}%", (share - start) / 100, tier=ASKED_FOR)


def _exchanged(reduces: Any, place: Path) -> Iterator[Option]:
    """Two areas that each reduce what the other one does now."""
    if not isinstance(reduces, dict):
        return
    for one, other in combinations(reduces, 2):
        if reduces[one] != reduces[other]:
            after = {**reduces, one: reduces[other], other: reduces[one]}
            yield Option(place, short(reduces), short(after), 2 * WHOLE, after)


def _limits(rule: Mapping[str, Any], path: Path) -> Iterator[Option]:
    """An amount on a round figure beside it (ten pence, a pound, five, ten), or a little smaller."""
    for key in ("amount", "per_point"):
        written = rule.get(key)
        if isinstance(written, str) and written.replace(".", "", 1).isdigit():
            value = Fraction(written)
            for step in (Fraction(1, 10), Fraction(1), Fraction(5), Fraction(10)):
                for multiple in (value // step, value // step + 1):
                    yield from _value((*path, key), written, multiple * step)
            for share in (Fraction(9, 10), Fraction(3, 4), Fraction(1, 2)):
                yield from _value((*path, key), written, Fraction(round(value * share * 100), 100))


def _said(rule: Mapping[str, Any], path: Path) -> Iterator[Option]:
    """A reason where one is asked for; rounding that never goes up, or never down."""
    if path == ("pool",) and "why" not in rule:
        yield Option((*path, "why"), NOTHING, REASON, WHOLE)
    if path[:2] == ("money", "round") and "direction" in rule:
        yield from (Option((*path, "direction"), str(rule["direction"]), one, WHOLE) for one in ("down", "up"))


def _towards(place: Path, written: str, other: str, note: str) -> Iterator[Option]:
    """A value a quarter of the way to another, half way, most of the way, and all the way."""
    value, target = number(written), number(other)
    for quarter in range(1, 5):
        yield from _value(place, written, Fraction(round((value + (target - value) * quarter / 4) * 100), 100), note)


def _value(place: Path, written: str, after: Fraction, note: str = "", tier: int = ANOTHER) -> Iterator[Option]:
    if after >= 0 and after != number(written) and (after * 100).denominator == 1:
        size = size_of(number(written), after) * (2 if place[-1] in OF_MANY else 1)
        yield Option(place, written, format_decimal(after, 0 if whole(place, written) else 2), size, note=note, tier=tier)


def size_now(option: Option) -> tuple[Fraction, bool]:
    """How large a change is once it was brought near; of two alike, what lowers no amount comes first."""
    if not option.brought_near:
        return option.size, False
    before, after = number(option.before), number(option.after)
    return size_of(before, after) * (2 if option.place[-1] in OF_MANY else 1), after < before


def size_of(one: Fraction, other: Fraction) -> Fraction:
    """How far apart two values are, as a share of the larger."""
    return abs(one - other) / max(one, other, WHOLE)
