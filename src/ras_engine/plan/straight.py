"""The walker that writes a plan out as one straight run of Python, for one person at a time.

What is wanted goes in as groups of slots; what comes out is a function from the input integers to the integers of those groups.
Operations that nobody wants are left out. The source is made of slot numbers and whole numbers alone: no word of a ruleset enters
it, and tables are handed over as data. It gives the integers of `score.one`, and the tests hold it to that on every slot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, assert_never

from ras_engine.exact import Direction, divide_rounded
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

Groups = tuple[tuple[Slot, ...], ...]
Straight = Callable[[Sequence[int]], tuple[tuple[int, ...], ...]]
"""From the integer of each input slot to the integers of each group."""

SIGNS = {Relation.AT_LEAST: ">=", Relation.AT_MOST: "<=", Relation.EQUALS: "=="}
MOST_IN_A_LINE = 24
"""Longer sums and choices are broken up: Python's compiler reads an expression to a limited depth."""


def straight(inputs: int, operations: Sequence[Operation], groups: Groups) -> Straight:
    """The function that works the groups out."""
    writer = _Writer(inputs, operations)
    for slot in _needed(inputs, operations, groups):
        writer.write(slot)
    space: dict[str, Any] = {"bisect_right": bisect_right, "divide_rounded": divide_rounded, "first": _first, **writer.tables}
    exec(writer.source(groups), space)  # the source is ours: slot numbers and whole numbers
    made: Straight = space["work_out"]
    return made


def _needed(inputs: int, operations: Sequence[Operation], groups: Groups) -> list[Slot]:
    """The operations that the groups are made from, in order of evaluation."""
    needed, waiting = set[Slot](), [slot for group in groups for slot in group]
    while waiting:
        slot = waiting.pop()
        if slot >= inputs and slot not in needed:
            needed.add(slot)
            waiting += reads(operations[slot - inputs])
    return sorted(needed)


def _first(conditions: Iterable[int], values: Sequence[int]) -> int:
    """The value beside the first condition that holds; the last where none does."""
    return values[next((place for place, holds in enumerate(conditions) if holds), -1)]


class _Writer:
    """Writes one line, or a few, for each operation."""

    def __init__(self, inputs: int, operations: Sequence[Operation]) -> None:
        self.inputs = inputs
        self.operations = operations
        self.lines: list[str] = []
        self.tables: dict[str, Any] = {}

    def source(self, groups: Groups) -> str:
        """The whole function."""
        unpacked = "".join(f"v{slot}," for slot in range(self.inputs))
        given = "".join(f"({''.join(f'{self.term(slot)},' for slot in group)})," for group in groups)
        body = [f"{unpacked} = inputs"] if self.inputs else []
        return "\n    ".join(["def work_out(inputs):", *body, *self.lines, f"return ({given})"])

    def term(self, slot: Slot) -> str:
        """A slot as it stands in an expression; a constant is written out."""
        if slot >= self.inputs:
            operation = self.operations[slot - self.inputs]
            if isinstance(operation, Constant):
                return f"({operation.value})" if operation.value < 0 else str(operation.value)
        return f"v{slot}"

    def table(self, slot: Slot, table: Any) -> str:
        """The name of a table of figures."""
        self.tables[f"t{slot}"] = table
        return f"t{slot}"

    def write(self, slot: Slot) -> None:
        """The lines of one operation."""
        operation = self.operations[slot - self.inputs]
        if isinstance(operation, Constant):
            return
        self.lines += [f"v{slot} = {line}" for line in self.expressions(slot, operation)]

    def expressions(self, slot: Slot, operation: Operation) -> Iterator[str]:
        """The slot's value; where there are several lines, each goes on from the one before."""
        term = self.term
        match operation:
            case Lookup(keys=keys, sizes=sizes, values=cells):
                index = term(keys[0]) if keys else "0"
                for further, size in zip(keys[1:], sizes[1:], strict=True):
                    index = f"({index})*{size}+{term(further)}"
                yield f"{self.table(slot, cells)}[{index}]"
            case Linear(terms=terms, constant=constant):
                yield from self.linear(slot, terms, constant)
            case Compare(of=of, relation=relation, number=number):
                yield f"1 if {term(of)} {SIGNS[relation]} {number} else 0"
            case Product(left=left, right=right):
                yield f"{term(left)}*{term(right)}"
            case FirstMatch(conditions=conditions, values=values):
                yield self.first(conditions, values)
            case Round():
                yield self.rounded(operation)
            case Smallest(of=of):
                yield self.extreme("min", "<=", of)
            case Largest(of=of):
                yield self.extreme("max", ">=", of)
            case AllOf(of=of):
                yield self.joined("and", of)
            case AnyOf(of=of):
                yield self.joined("or", of)
            case Not(of=of):
                yield f"1-{term(of)}"
            case BandOf(of=of, key=key, starts=starts):
                rows = self.table(slot, starts[0] if key is None else starts)
                yield f"bisect_right({rows if key is None else f'{rows}[{term(key)}]'}, {term(of)})-1"
            case Piecewise():
                yield from self.piecewise(slot, operation)
            case Constant(value=value):
                yield str(value)
            case _:
                assert_never(operation)

    def linear(self, slot: Slot, terms: Sequence[tuple[Slot, int]], constant: int) -> Iterator[str]:
        """A sum, some terms a line."""
        parts = [_times(self.term(one), coefficient) for one, coefficient in terms if coefficient]
        if constant or not parts:
            parts.append(f"{constant:+d}")
        for start in range(0, len(parts), MOST_IN_A_LINE):
            line = "".join(parts[start : start + MOST_IN_A_LINE])
            yield f"v{slot}{line}" if start else line.removeprefix("+")

    def first(self, conditions: Sequence[Slot], values: Sequence[Slot]) -> str:
        """A first match: a chain of choices, or a search where there are many."""
        if len(conditions) > MOST_IN_A_LINE:
            given = [f"({''.join(f'{self.term(slot)},' for slot in slots)})" for slots in (conditions, values)]
            return f"first({given[0]}, {given[1]})"
        chain = [f"{self.term(value)} if {self.term(one)} else " for one, value in zip(conditions, values[:-1], strict=True)]
        return "".join(chain) + self.term(values[-1])

    def rounded(self, operation: Round) -> str:
        """A division by rule."""
        value = f"{self.term(operation.of)}*{operation.multiply}" if operation.multiply != 1 else self.term(operation.of)
        divisor, step = operation.divisor, "" if operation.step == 1 else f"*{operation.step}"
        match operation.direction:
            case _ if divisor == 1:
                return f"{value}{step}"
            case Direction.HALF_UP:
                return f"(2*(n := {value})+{divisor}-(n < 0))//{2 * divisor}{step}"
            case Direction.HALF_EVEN:
                self.tables["half_even"] = Direction.HALF_EVEN
                return f"divide_rounded({value}, {divisor}, half_even){step}"
            case Direction.UP:
                return f"-(-({value})//{divisor}){step}"
            case Direction.DOWN:
                return f"({value})//{divisor}{step}"
            case _:
                assert_never(operation.direction)

    def extreme(self, function: str, sign: str, of: Sequence[Slot]) -> str:
        """The least or the greatest."""
        terms = [self.term(slot) for slot in of]
        if len(terms) == 1:
            return terms[0]
        if len(terms) == 2:
            return f"{terms[0]} if {terms[0]} {sign} {terms[1]} else {terms[1]}"
        return f"{function}(({''.join(f'{one},' for one in terms)}))"

    def joined(self, word: str, of: Sequence[Slot]) -> str:
        """Conditions joined; a long list is a call."""
        terms = [self.term(slot) for slot in of]
        if not terms:
            return str(int(word == "and"))
        if len(terms) <= MOST_IN_A_LINE:
            return f"1 if {f' {word} '.join(terms)} else 0"
        return f"int({'all' if word == 'and' else 'any'}(({', '.join(terms)})))"

    def piecewise(self, slot: Slot, operation: Piecewise) -> Iterator[str]:
        """A table of straight lines: the row is found by its start."""
        of, key, tables = operation.of, operation.key, [_as_figures(rows) for rows in operation.tables]
        if key is None:
            self.tables[f"s{slot}"], self.tables[f"l{slot}"] = tables[0]
            starts, figures = f"s{slot}", f"l{slot}"
        else:
            self.tables[f"s{slot}"], self.tables[f"l{slot}"] = [one for one, _ in tables], [one for _, one in tables]
            starts, figures = (f"{letter}{slot}[{self.term(key)}]" for letter in "sl")
        yield f"{figures}[bisect_right({starts}, {self.term(of)})-1]"
        yield f"v{slot}[0]+v{slot}[1]*{self.term(of)}"


def _times(term: str, coefficient: int) -> str:
    return f"+{term}" if coefficient == 1 else f"-{term}" if coefficient == -1 else f"{coefficient:+d}*{term}"


def _as_figures(rows: Sequence[Row]) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    return tuple(row.start for row in rows), tuple((row.intercept, row.slope) for row in rows)
