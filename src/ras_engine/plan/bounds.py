"""The walker of intervals: refuses, at compile time, what could overflow, go below nought, or never come about.

Receives a plan; gives a problem, at the author's line, for each operation whose integers could pass 62 bits, each amount of money
that could be negative, each row of a table that no assessment can reach, each table that begins above the least value, and each
condition that always or never holds. Intervals over-approximate: what is refused as dead is dead for certain; what passes cannot
overflow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product as every
from typing import assert_never

from ras_engine.errors import Location, Problem, problem
from ras_engine.exact import divide_rounded
from ras_engine.plan.asks import LevelAsk
from ras_engine.plan.operations import (
    AllOf,
    AnyOf,
    BandOf,
    Compare,
    Constant,
    FirstMatch,
    Largest,
    Linear,
    Lookup,
    Not,
    Operation,
    Piecewise,
    Product,
    Relation,
    Round,
    Row,
    Slot,
    Smallest,
    reads,
)
from ras_engine.plan.plan import Path, Plan

Interval = tuple[int, int]
MOST = 2**62 - 1
"""So large that the difference of any two values still fits in 63 bits, as tables that are added up need it."""
FAR = 2**4096
"""Ends are followed exactly this far. What lies beyond is refused anyway, and would double its digits with each product."""
Where = Callable[[Path], Location]


def intervals(plan: Plan, known: Mapping[Slot, Interval] | None = None) -> list[Interval]:
    """The least and greatest integer of every slot; `known` holds what is known of some more narrowly."""
    known, found = known or {}, list[Interval](plan.ranges)
    for operation in plan.operations:
        low, high = known.get(len(found)) or _interval(plan, operation, found)
        found.append((max(min(low, FAR), -FAR), max(min(high, FAR), -FAR)))
    return found


def bounds(plan: Plan, where: Where) -> list[Problem]:
    """Every problem of the plan's intervals."""
    found = intervals(plan)
    return [
        *_overflows(plan, found, where),
        *_negative_money(plan, found, where),
        *_dead_rows(plan, found, where),
        *_dead_conditions(plan, found, where),
    ]


def _interval(plan: Plan, operation: Operation, found: Sequence[Interval]) -> Interval:
    match operation:
        case Constant(value=value):
            return value, value
        case Lookup():
            cells = list(_cells(operation, found))
            return min(cells), max(cells)
        case Linear():
            return _linear(plan, operation, found)
        case Largest(of=of):
            return max(found[slot][0] for slot in of), max(found[slot][1] for slot in of)
        case Smallest(of=of):
            return min(found[slot][0] for slot in of), min(found[slot][1] for slot in of)
        case Product(left=left, right=right):
            corners = [one * other for one, other in every(found[left], found[right])]
            return min(corners), max(corners)
        case Compare():
            return _truth([_compare(operation, end) for end in found[operation.of]], operation, found)
        case AllOf(of=of):
            return min(found[slot][0] for slot in of), min(found[slot][1] for slot in of)
        case AnyOf(of=of):
            return max(found[slot][0] for slot in of), max(found[slot][1] for slot in of)
        case Not(of=of):
            return 1 - found[of][1], 1 - found[of][0]
        case FirstMatch():
            live = [found[slot] for slot in _live(operation, found)]
            return min(low for low, _ in live), max(high for _, high in live)
        case BandOf(of=of, starts=starts):
            rows = [(_row_at(each, found[of][0]), _row_at(each, found[of][1])) for each in starts]
            return min(low for low, _ in rows), max(high for _, high in rows)
        case Piecewise(of=of, tables=tables):
            ends = [end for rows in tables for _, *pair in _reached(rows, found[of]) for end in pair]
            return min(ends), max(ends)
        case Round():
            low, high = (
                divide_rounded(end * operation.multiply, operation.divisor, operation.direction) * operation.step
                for end in found[operation.of]
            )
            return low, high
        case _:
            assert_never(operation)


def _cells(lookup: Lookup, found: Sequence[Interval]) -> Iterator[int]:
    """The cells that the keys' intervals can reach."""
    spans = [
        range(max(found[key][0], 0), min(found[key][1], size - 1) + 1) for key, size in zip(lookup.keys, lookup.sizes, strict=True)
    ]
    for place in every(*spans):
        index = 0
        for part, size in zip(place, lookup.sizes, strict=True):
            index = index * size + part
        yield lookup.values[index]


def _linear(plan: Plan, linear: Linear, found: Sequence[Interval]) -> Interval:
    ends = [sorted((found[slot][0] * each, found[slot][1] * each)) for slot, each in linear.terms]
    low = linear.constant + sum(end[0] for end in ends)
    high = linear.constant + sum(end[1] for end in ends)
    return (max(low, 0), high) if _less_a_part_of_itself(plan, linear) else (low, high)


def _less_a_part_of_itself(plan: Plan, linear: Linear) -> bool:
    """Whether this is `x - min(x, ...)`, which is never negative although the intervals cannot see it."""
    match linear:
        case Linear(terms=((whole, 1), (part, -1)), constant=0) if part >= plan.inputs:
            operation = plan.operations[part - plan.inputs]
            return isinstance(operation, Smallest) and whole in operation.of
    return False


def _compare(compare: Compare, value: int) -> int:
    match compare.relation:
        case Relation.AT_LEAST:
            return int(value >= compare.number)
        case Relation.AT_MOST:
            return int(value <= compare.number)
        case Relation.EQUALS:
            return int(value == compare.number)


def _truth(ends: list[int], compare: Compare, found: Sequence[Interval]) -> Interval:
    low, high = found[compare.of]
    if compare.relation is Relation.EQUALS:
        return int(low == high == compare.number), int(low <= compare.number <= high)
    return min(ends), max(ends)


def _live(match: FirstMatch, found: Sequence[Interval]) -> list[Slot]:
    """The values that can be reached: not behind a condition that never holds, nor after one that always does."""
    live = []
    for condition, value in zip(match.conditions, match.values, strict=False):
        if found[condition][1]:
            live.append(value)
        if found[condition][0]:
            return live
    return [*live, match.values[-1]]


def _row_at(starts: Sequence[int], value: int) -> int:
    return max(sum(start <= value for start in starts) - 1, 0)


def _reached(rows: Sequence[Row], interval: Interval) -> Iterator[tuple[int, int, int]]:
    """Each row that the interval reaches: its place and the values at its two ends there."""
    for place, row in enumerate(rows):
        low = max(row.start, interval[0]) if place else interval[0]
        high = min(interval[1], rows[place + 1].start - 1) if place + 1 < len(rows) else interval[1]
        if low <= high:
            yield place, row.intercept + row.slope * low, row.intercept + row.slope * high


def _overflows(plan: Plan, found: Sequence[Interval], where: Where) -> Iterator[Problem]:
    """Where a number first grows too large; what only follows from it is not told."""
    too_large = {slot for slot, (least, most) in enumerate(plan.ranges) if max(-least, most) > MOST}
    told = {plan.paths[slot] for slot in too_large}
    yield from (problem("RAS301", where(path)) for path in sorted(told, key=str))
    for place, operation in enumerate(plan.operations):
        slot = plan.inputs + place
        if _largest_within(operation, found, found[slot]) > MOST:
            begins_here = not too_large.intersection(reads(operation))
            too_large.add(slot)
            if begins_here and plan.paths[slot] not in told:
                told.add(plan.paths[slot])
                yield problem("RAS301", where(plan.paths[slot]))


def _largest_within(operation: Operation, found: Sequence[Interval], own: Interval) -> int:
    """The largest absolute integer that working the operation out can meet, its own result among them."""
    reach = [max(abs(low), abs(high)) for low, high in (own,)]
    match operation:
        case Linear(terms=terms, constant=constant):
            reach.append(abs(constant) + sum(max(map(abs, found[slot])) * abs(each) for slot, each in terms))
            reach += [abs(each) for _, each in terms]
        case Round(of=of, multiply=multiply, divisor=divisor, step=step):
            reach.append(2 * max(map(abs, found[of])) * multiply + 2 * divisor)
            reach += [step, multiply]
        case Piecewise(of=of, tables=tables):
            most = max(map(abs, found[of]))
            reach += [abs(row.intercept) + abs(row.slope) * most for rows in tables for row in rows]
            reach += [abs(row.start) for rows in tables for row in rows]
        case BandOf(starts=starts):
            reach += [abs(start) for rows in starts for start in rows]
        case Lookup(values=values):
            reach += [max(map(abs, values))]
        case _:
            pass
    return max(reach)


def _negative_money(plan: Plan, found: Sequence[Interval], where: Where) -> Iterator[Problem]:
    """Lines and amounts are never negative; only the carer adjustment, limit adjustment and rounding may be.

    Steps come in order of evaluation, so the first that can fall under nought is where it begins; what only follows from it is
    not told.
    """
    may_fall = {"carer_adjustment", "limit_adjustment", "rounding"}
    told: set[Path] = set()
    for step in plan.steps:
        money = step.unit == plan.currency and step.name not in may_fall
        if money and found[step.slot][0] < 0 and step.path not in told and (step.path or not told):
            told.add(step.path)
            yield problem("RAS302", where(step.path), amount=step.name.removesuffix(".exact"))


def _dead_rows(plan: Plan, found: Sequence[Interval], where: Where) -> Iterator[Problem]:
    """Rows of a table that nothing reaches in any pass, and tables that begin above the least value."""
    reached: dict[tuple[Path, Path, int], set[int]] = {}
    late: dict[Path, None] = {}
    for place, operation in enumerate(plan.operations):
        if isinstance(operation, BandOf | Piecewise):
            low, high = found[operation.of]
            whole = plan.paths[plan.inputs + place]
            for table, starts in enumerate(_starts(operation)):
                path = _table_path(plan, whole, operation, table)
                ends = _row_at(starts, high) + (whole in plan.joined)  # a published point may end a line that is reached
                reached.setdefault((path, whole, len(starts)), set()).update(range(_row_at(starts, low), ends + 1))
                if starts[0] > low:
                    late[path] = None
    for path in late:
        yield problem("RAS303", where((*path, 0)))
    for (path, whole, rows), places in reached.items():
        for place in sorted(set(range(rows)) - places):
            if place == rows - 1 and whole in plan.refer_after_last:
                yield problem("RAS308", where((*whole[:-1], "after_last")))
            else:
                yield problem("RAS304", where((*path, place)), row=place + 1)


def _table_path(plan: Plan, path: Path, operation: BandOf | Piecewise, table: int) -> Path:
    """Where one table of an operation stands: below its client group where there is one for each."""
    if operation.key is None:
        return path
    groups = plan.ask_named["client_group"]
    return (*path, groups.levels[table]) if isinstance(groups, LevelAsk) else path


def _starts(operation: BandOf | Piecewise) -> Sequence[tuple[int, ...]]:
    if isinstance(operation, BandOf):
        return operation.starts
    return [tuple(row.start for row in rows) for rows in operation.tables]


def _dead_conditions(plan: Plan, found: Sequence[Interval], where: Where) -> Iterator[Problem]:
    """Conditions that always hold, or never do, in every pass."""
    by_path: dict[Path, set[Interval]] = {}
    for slot, path in plan.conditions:
        by_path.setdefault(path, set()).add(found[slot])
    for path, seen in by_path.items():
        if seen == {(0, 0)}:
            yield problem("RAS305", where(path))
        elif seen == {(1, 1)}:
            yield problem("RAS306", where(path))
