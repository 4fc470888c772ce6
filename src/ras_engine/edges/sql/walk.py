"""The walker that writes queries: a plan in, for each of its operations an expression of the database's own whole numbers out.

What has a name in the ruleset becomes a column under it; so does what is read more than once. The rest is written where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from sqlglot import exp

from ras_engine.edges.sql.expressions import (
    Expression,
    case,
    chained,
    chosen,
    compared,
    every,
    flag,
    literal,
    minus,
    no,
    plus,
    said,
    some,
    tight,
    times,
    whole,
)
from ras_engine.edges.sql.rounding import rounded
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.edges.sql.titles import Titles
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk
from ras_engine.plan.bounds import Interval
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
from ras_engine.plan.plan import Plan

RELATIONS = {Relation.AT_LEAST: exp.GTE, Relation.AT_MOST: exp.LTE, Relation.EQUALS: exp.EQ}
TRUTHS = (Compare, AllOf, AnyOf, Not)
MOST_CASES = 3
"""So many CASEs may stand inside one another before one becomes a column. SQL Server refuses more than ten."""


class Walk:
    """Slots as columns and expressions. `ranges` are the least and greatest integers of every slot; `wanted` the slots that are
    shown."""

    def __init__(self, sheet: Sheet, plan: Plan, titles: Titles, ranges: Sequence[Interval], wanted: Iterable[Slot]) -> None:
        self.sheet = sheet
        self.plan = plan
        self.titles = titles
        self.ranges = ranges
        self.levels = {ask.slot: ask.levels for ask in plan.asks if isinstance(ask, LevelAsk)}
        self.columns: dict[Slot, str] = {}
        self.uses = _uses(plan, wanted)

    # -- what others ask for

    def put_input(self, ask: Ask, offset: int, value: Expression) -> None:
        """The column of one input slot of an ask."""
        name, slot = f"answer.{ask.column}", ask.slot + offset
        if isinstance(ask, DaysAsk):
            name += f".{ask.levels[offset]}"
        elif isinstance(ask, FrequencyAsk):
            name += (".times", ".period")[offset]
        comment = self.titles.answer(ask) if offset == 0 else ""
        self.columns[slot] = self.sheet.put(name, value, comment)

    def inputs_of(self, slot: Slot) -> set[Slot]:
        """The input slots that a slot depends on."""
        found, seen, waiting = set(), set(), [slot]
        while waiting:
            one = waiting.pop()
            if one < self.plan.inputs:
                found.add(one)
            elif one not in seen:
                seen.add(one)
                waiting += reads(self._operation(one))
        return found

    def number(self, slot: Slot) -> Expression:
        """The slot's integer, as a bigint."""
        constant = self.constant(slot)
        if constant is not None:
            return whole(literal(constant))
        if slot not in self.columns:
            made = self._made(slot, self._operation(slot))
            if slot not in self.columns:
                return made
        return self.sheet.read(self.columns[slot])

    def constant(self, slot: Slot) -> int | None:
        """The slot's integer where it is the same for everybody."""
        match self._operation(slot) if slot >= self.plan.inputs else None:
            case Constant(value=value):
                return value
            case Linear(terms=(), constant=value):
                return value
            case _:
                return None

    def holds(self, slot: Slot) -> Expression:
        """Whether the slot is 1."""
        operation = self._operation(slot) if slot >= self.plan.inputs else None
        if isinstance(operation, TRUTHS) and slot not in self.columns and not self._stands_alone(slot, operation):
            return self._truth(operation)
        return compared(exp.EQ, self.number(slot), 1)

    # -- columns or not

    def _operation(self, slot: Slot) -> Operation:
        return self.plan.operations[slot - self.plan.inputs]

    def _stands_alone(self, slot: Slot, operation: Operation) -> bool:
        """Whether the slot is a column of its own: it has a name, or is read more than once."""
        return slot in self.titles.names or self.uses.get(slot, 0) > 1

    def _made(self, slot: Slot, operation: Operation) -> Expression:
        """The expression of an operation; put as a column where it stands alone, or holds too many CASEs."""
        value = self._expression(operation)
        depth = _cases(value)
        if self._stands_alone(slot, operation) or depth > MOST_CASES:
            name, comment = self.titles.step(slot)
            self.columns[slot] = self.sheet.put(name, value, comment)
        return value

    # -- the operations

    def _expression(self, operation: Operation) -> Expression:
        match operation:
            case Constant(value=value):
                return whole(literal(value))
            case Lookup():
                return whole(self._cells(operation, operation.keys, operation.sizes, operation.values))
            case Linear(terms=terms, constant=constant):
                return self._sum(terms, constant)
            case Largest(of=slots):
                return self.sheet.dialect.extreme("GREATEST", [self.number(slot) for slot in slots])
            case Smallest(of=slots):
                return self.sheet.dialect.extreme("LEAST", [self.number(slot) for slot in slots])
            case Product(left=left, right=right):
                return times(self.number(left), self.number(right))
            case Compare() | AllOf() | AnyOf() | Not():
                return flag(self._truth(operation))
            case FirstMatch(conditions=conditions, values=values):
                branches = [(self.holds(one), self._bare(value)) for one, value in zip(conditions, values, strict=False)]
                return whole(case(branches, self._bare(values[-1])))
            case BandOf(of=of, key=key, starts=starts):
                return whole(self._by_key(key, [self._place(of, each) for each in starts]))
            case Piecewise(of=of, key=key, tables=tables):
                return whole(self._by_key(key, [self._on_lines(of, rows) for rows in tables]))
            case Round(of=of):
                return rounded(self.sheet.dialect, lambda: self.number(of), operation, self.ranges[of])
            case _:
                assert_never(operation)

    def _truth(self, operation: Compare | AllOf | AnyOf | Not) -> Expression:
        match operation:
            case Compare(of=of, relation=relation, number=number):
                levels = self.levels.get(of, ())
                said_as = levels[number] if 0 <= number < len(levels) else ""
                return compared(RELATIONS[relation], self.number(of), said(literal(number), said_as))
            case AllOf(of=slots):
                return every([self.holds(slot) for slot in slots])
            case AnyOf(of=slots):
                return some([self.holds(slot) for slot in slots])
            case Not(of=of):
                return no(self.holds(of))
            case _:
                assert_never(operation)

    def _bare(self, slot: Slot) -> Expression:
        """A number inside a CASE that is cast as a whole."""
        constant = self.constant(slot)
        return self.number(slot) if constant is None else literal(constant)

    def _cells(self, lookup: Lookup, keys: Sequence[Slot], sizes: Sequence[int], values: Sequence[int]) -> Expression:
        """The cell of a table, key by key. No ELSE: what is not in the table is nothing, and never nought."""
        if not keys or len(set(values)) == 1:
            return literal(values[0])
        wide = len(values) // sizes[0]
        levels = self.levels.get(keys[0], ())
        branches = []
        for place in range(sizes[0]):
            cell = self._cells(lookup, keys[1:], sizes[1:], values[place * wide : (place + 1) * wide])
            branches.append((said(literal(place), levels[place] if place < len(levels) else ""), cell))
        return chosen(self.number(keys[0]), branches)

    def _sum(self, terms: Sequence[tuple[Slot, int]], constant: int) -> Expression:
        total: Expression | None = None
        for slot, coefficient in terms:
            known = self.constant(slot)
            if known is not None:
                constant += known * coefficient
                continue
            size = abs(coefficient)
            term = self.number(slot) if size == 1 else times(self.number(slot), literal(size))
            total = _joined(total, term, coefficient < 0)
        if total is None:
            return whole(literal(constant))
        return _joined(total, literal(abs(constant)), constant < 0) if constant else total

    def _by_key(self, key: Slot | None, tables: list[Expression]) -> Expression:
        if key is None or len(tables) == 1:
            return tables[0]
        levels = self.levels.get(key, ())
        names = [levels[place] if place < len(levels) else "" for place in range(len(tables))]
        return chosen(self.number(key), [(said(literal(place), names[place]), table) for place, table in enumerate(tables)])

    def _place(self, of: Slot, starts: Sequence[int]) -> Expression:
        rows = [(compared(exp.GTE, self.number(of), start), literal(place)) for place, start in enumerate(starts)]
        return case(reversed(rows))

    def _on_lines(self, of: Slot, rows: Sequence[Row]) -> Expression:
        return case((compared(exp.GTE, self.number(of), row.start), self._line(of, row)) for row in reversed(rows))

    def _line(self, of: Slot, row: Row) -> Expression:
        if not row.slope:
            return literal(row.intercept)
        rise = self.number(of) if row.slope == 1 else times(self.number(of), literal(row.slope))
        return plus(literal(row.intercept), rise) if row.intercept else rise


def _joined(total: Expression | None, term: Expression, less: bool) -> Expression:
    """The sum so far, and one more term."""
    if total is None:
        return exp.Neg(this=tight(term, exp.Neg)) if less else term
    return minus(total, term) if less else chained(exp.Add, (total, term))


def _cases(value: Expression) -> int:
    """How many CASEs stand inside one another."""
    most = 0
    for one in value.find_all(exp.Case):
        depth, above = 1, one.parent
        while above is not None:
            depth += isinstance(above, exp.Case)
            above = above.parent
        most = max(most, depth)
    return most


def _uses(plan: Plan, wanted: Iterable[Slot]) -> dict[Slot, int]:
    """How often each slot is written out, as far as it is needed at all. What an operation repeats counts twice."""
    uses: dict[Slot, int] = {}
    waiting = list(wanted)
    for slot in waiting:
        uses[slot] = 2
    seen: set[Slot] = set()
    while waiting:
        slot = waiting.pop()
        if slot in seen or slot < plan.inputs:
            continue
        seen.add(slot)
        operation = plan.operations[slot - plan.inputs]
        times_written = 2 if isinstance(operation, Lookup | BandOf | Piecewise | Round) else 1
        for one in reads(operation):
            uses[one] = uses.get(one, 0) + times_written
            waiting.append(one)
    return uses
