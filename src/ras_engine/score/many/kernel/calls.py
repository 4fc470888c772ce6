"""The steps that work a block out, as they are written down in order.

Whoever writes them asks for a slot in the kind of integers that suit it; what is asked for twice is made once, and a column
goes back to the scratch after its last use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.kernel.scratch import Array, Kind, Scratch, fixed, kind_for
from ras_engine.score.many.kernel.steps import Apply, Copy, Divide, Search, Step, Take

Span = tuple[int, int]


class Calls:
    """Steps as they are written. `spans` holds the least and the most of every slot; `uses` how often each is still read."""

    def __init__(self, rows: int, spans: dict[Slot, Span], uses: Mapping[Slot, int]) -> None:
        self.rows = rows
        self.spans = spans
        self.uses = Counter(uses)
        self.scratch = Scratch(rows)
        self.made: list[Step] = []
        self.late: dict[Slot, Callable[[], object]] = {}
        self.columns: dict[Slot, dict[type, Array]] = {}

    def apply(self, function: np.ufunc, *columns: Array) -> None:
        """A function of all columns but the last, into the last."""
        *sources, out = columns
        self.made.append(Apply(function, tuple(sources), out))

    def divide(self, source: Array, divisor: int, span: Span, out: Array) -> None:
        """How many whole times a number goes into a column, whose numbers lie in a span."""
        self.made.append(Divide(source, divisor, *span, out))

    def copy(self, source: Array, out: Array) -> None:
        """A column into one of another kind."""
        self.made.append(Copy(source, out))

    def search(self, starts: Array, source: Array, out: Array) -> None:
        """The place of the last start that each number has reached."""
        self.made.append(Search(starts, source, out))

    def take(self, table: Array, places: Array, out: Array) -> None:
        """A table read at places."""
        self.made.append(Take(table, places, out))

    def constant(self, slot: Slot) -> int | None:
        """The number that a slot always is; None where it is not always the same."""
        least, most = self.spans[slot]
        return least if least == most else None

    def kind(self, *slots: Slot) -> Kind:
        """The smallest integers that hold every one of the slots."""
        return kind_for(min(self.spans[slot][0] for slot in slots), max(self.spans[slot][1] for slot in slots))

    def column(self, slot: Slot) -> Array:
        """A slot's column as it was made."""
        if slot not in self.columns and slot in self.late:
            self.late.pop(slot)()
        return next(iter(self.columns[slot].values()))

    def read(self, slot: Slot, kind: Kind | None = None) -> Array:
        """A slot in a kind of integers (the smallest for it, where none is said); a number where it is one for everybody."""
        constant, kind = self.constant(slot), kind or self.kind(slot)
        if constant is not None:
            return fixed(kind, constant)
        column = self.column(slot)
        if kind not in self.columns[slot]:
            other = self.scratch.lend(kind)
            if kind is np.bool_:
                self.apply(np.not_equal, column, fixed(column.dtype.type, 0), other)
            else:
                self.copy(column, other)
            self.columns[slot][kind] = other
        return self.columns[slot][kind]

    def new(self, slot: Slot, kind: Kind) -> Array:
        """The column that a slot is to be written to."""
        column = self.scratch.lend(kind)
        self.columns[slot] = {kind: column}
        return column

    def done(self, slots: Iterable[Slot]) -> None:
        """These slots have been read once more; what is not read again goes back."""
        for slot in slots:
            self.uses[slot] -= 1
            if not self.uses[slot]:
                for column in self.columns.pop(slot, {}).values():
                    self.scratch.back(column)
