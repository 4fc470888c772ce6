"""Writes a program as a tape: rows of numbers that the compiled loops read, one row for each step on a block of people.

A register is written once and read until nothing needs it any more, so no loop reads what it writes and the processor can take
several people at a time. What is copied only to change its kind stays where it is until somebody needs the other kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Slot
from ras_engine.score.many.compiled.codes import Kind, Op
from ras_engine.score.many.kernel.follow import Follow
from ras_engine.score.many.kernel.program import Program
from ras_engine.score.many.kernel.scratch import Array
from ras_engine.score.many.kernel.steps import Apply, Codes, Copy, Divide, Lane, Search, Step, Take
from ras_engine.score.many.kernel.tables import Joint

KINDS: Mapping[np.dtype[np.generic], Kind] = {
    np.dtype(np.bool_): Kind.BYTE,
    np.dtype(np.uint8): Kind.BYTE,
    np.dtype(np.uint16): Kind.PLACE,
    np.dtype(np.int32): Kind.SHORT,
    np.dtype(np.int64): Kind.LONG,
}
FUNCTIONS: Mapping[np.ufunc, Op] = {
    np.add: Op.ADD,
    np.subtract: Op.SUBTRACT,
    np.multiply: Op.MULTIPLY,
    np.maximum: Op.LARGER,
    np.minimum: Op.SMALLER,
    np.logical_and: Op.BOTH,
    np.bitwise_and: Op.BOTH,
    np.logical_or: Op.EITHER,
    np.greater_equal: Op.AT_LEAST,
    np.less_equal: Op.AT_MOST,
    np.equal: Op.EQUALS,
    np.logical_not: Op.EQUALS,
    np.not_equal: Op.DIFFERS,
}
SIZES = ((Kind.BYTE, 1 << 8), (Kind.PLACE, 1 << 16), (Kind.LONG, 1 << 63))
FIELDS = 8

Register = int
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Tape:
    """What the loops read, see `loops.run`; plain data, which can be sent to another process.

    Where a row reads a table, it holds the table's place in `tables` until its address is known. `inputs` are slots, with the kind
    in which each is to be had; `wanted` are slots, with the register and the kind in which each is left.
    """

    rows: Numbers
    tables: tuple[Array, ...]
    numbers: Numbers
    registers: int
    inputs: tuple[tuple[Slot, Kind], ...]
    wanted: tuple[tuple[Slot, Register, Kind], ...]


def tape_of(program: Program) -> Tape:
    """The tape of a program."""
    writer = _Writer(program)
    for joint in program.joints:
        writer.gather(joint)
    follow = Follow(program, rows=1)
    for step in follow.calls.made:
        writer.write(step)
    wanted = [(slot, writer.read(column)) for slot, column in follow.wanted.items()]
    return Tape(
        np.array(writer.rows, dtype=np.int64).reshape(-1, FIELDS),
        tuple(writer.tables),
        np.array([(at, kind, value) for (kind, value), at in writer.numbers.items()], dtype=np.int64).reshape(-1, 3),
        len(writer.kind),
        tuple((slot, writer.input_kind(slot)) for slot in writer.inputs),
        tuple((slot, register, writer.kind[register]) for slot, register in wanted),
    )


class _Writer:
    """A tape as it is written. `at` says in which register each column of the steps stands now."""

    def __init__(self, program: Program) -> None:
        self.ranges = program.ranges
        self.rows: list[list[int]] = []
        self.tables: list[Array] = []
        self.kind: list[Kind] = []
        self.free: list[Register] = []
        self.uses = Counter[Register]()
        self.at: dict[int, Register] = {}
        self.numbers: dict[tuple[Kind, int], Register] = {}
        self.inputs: dict[Slot, int] = {}
        self.words = [self._kept(Kind.SHORT if narrow else Kind.LONG) for narrow in program.narrow]
        self.started = set[int]()

    # -- registers ---------------------------------------------------------------------------------------------------------------

    def _new(self, kind: Kind) -> Register:
        """A register to be written to."""
        if not self.free:
            self.kind.append(kind)
            return len(self.kind) - 1
        register = self.free.pop()
        self.kind[register] = kind
        return register

    def _kept(self, kind: Kind) -> Register:
        """A register for one purpose only: block after block it is written to by nothing else."""
        self.kind.append(kind)
        self.uses[len(self.kind) - 1] += 1
        return len(self.kind) - 1

    def _stands(self, column: Array, register: Register) -> None:
        """A column stands in a register from now on; the one that it stood in is free where nothing else stands there."""
        self.uses[register] += 1
        self._leave(self.at.get(id(column)))
        self.at[id(column)] = register

    def _leave(self, register: Register | None) -> None:
        if register is not None:
            self.uses[register] -= 1
            if not self.uses[register]:
                self.free.append(register)

    def _number(self, kind: Kind, value: int) -> Register:
        """The register that holds a number for everybody."""
        if (kind, value) not in self.numbers:
            self.numbers[kind, value] = self._kept(kind)
        return self.numbers[kind, value]

    def read(self, column: Array) -> Register:
        """The register in which a column, or a number, stands in its own kind."""
        kind = KINDS[column.dtype]
        if not column.ndim:
            return self._number(kind, int(column))
        register = self.at[id(column)]
        if self.kind[register] != kind:
            self._row(Op.COPY, register, self._made(column), kind)
        return self.at[id(column)]

    def _made(self, column: Array) -> Register:
        """A new register for a column."""
        register = self._new(KINDS[column.dtype])
        self._stands(column, register)
        return register

    def _row(self, op: Op, a: Register, out: Register, *numbers: int) -> None:
        """A row that reads a register, which may be free by now."""
        self._write_row(op, self.kind[a], out, a, *numbers)

    def _write_row(self, op: Op, kind: Kind, out: Register, a: Register, *numbers: int) -> None:
        self.rows.append([op, kind, out, a, *numbers, *[0] * (FIELDS - 4 - len(numbers))])

    def _table(self, table: Array) -> int:
        self.tables.append(np.ascontiguousarray(table))
        return len(self.tables) - 1

    # -- joint tables ------------------------------------------------------------------------------------------------------------

    def input_kind(self, slot: Slot) -> Kind:
        """The narrowest kind for an input's codes, from nought up."""
        least, most = self.ranges[slot]
        return next(kind for kind, size in SIZES if most - least < size)

    def _input(self, slot: Slot) -> int:
        return self.inputs.setdefault(slot, len(self.inputs))

    def gather(self, joint: Joint) -> None:
        """Everybody's place in a joint table, and what stands there added to the words."""
        places = self._places(joint)
        for kind in (Kind.LONG, Kind.SHORT):
            tables = {number: table for number, table in joint.words if self.kind[self.words[number]] == kind}
            if not tables:
                continue
            # Cells of one combination side by side: they are read one after the other.
            together = self._table(np.stack(list(tables.values()), axis=1))
            for place, number in enumerate(tables):
                op = Op.TAKE_AND_ADD if number in self.started else Op.TAKE
                self.started.add(number)
                self._row(op, places, self.words[number], together, place, kind, len(tables))
        if not self.uses[places]:
            self.free.append(places)

    def _places(self, joint: Joint) -> Register:
        """Everybody's place in a table: its keys one after the other, two at a time where both are bytes."""
        keys = [
            (self._input(slot), self.input_kind(slot), size) for slot, size in zip(joint.keys.slots, joint.keys.sizes, strict=True)
        ]
        if not keys:
            return self._number(Kind.PLACE, 0)
        (first, kind, _), *others = keys
        places = self._new(Kind.PLACE)
        if _are_bytes(keys[:2]):
            (second, _, size), *others = others
            self._write_row(Op.PLACE_OF_TWO, Kind.BYTE, places, places, first, size, second)
        else:
            self._write_row(Op.INPUT, kind, places, places, first, Kind.PLACE)
        while others:
            here, places = places, self._new(Kind.PLACE)
            (one, kind, size), *others = others
            if _are_bytes([(one, kind, size), *others[:1]]):
                (two, _, more), *others = others
                self._write_row(Op.NEXT_TWO, Kind.BYTE, places, here, size, one, more, two)
            else:
                self._write_row(Op.NEXT_PLACE, kind, places, here, size, one)
            self.free.append(here)
        return places

    # -- steps -------------------------------------------------------------------------------------------------------------------

    def write(self, step: Step) -> None:
        """The row of a step; none where a column only changes its name."""
        match step:
            case Apply():
                self._apply(step)
            case Divide(source=source, divisor=1, out=out) | Copy(source=source, out=out):
                self._stands(out, self._anyhow(source))
            case Divide():
                self._divide(step)
            case Take():
                self._take(step)
            case Search(starts=starts, source=source, out=out):
                here = self.read(source)
                self._row(Op.SEARCH, here, self._made(out), self._table(starts), len(starts))
            case Lane(word=word, half=half, out=out):
                self._lane(self.words[word], half, out)
            case Codes(slot=slot, out=out):
                register = self._made(out)
                self._write_row(Op.INPUT, self.input_kind(slot), register, register, self._input(slot), self.kind[register])

    def _take(self, step: Take) -> None:
        """A table read at places, which stand in 32 bits for it whatever they came in."""
        here = places = self._anyhow(step.places)
        if self.kind[places] != Kind.SHORT:
            here = self._new(Kind.SHORT)
            self._row(Op.COPY, places, here, Kind.SHORT)
        self._row(Op.TAKE, here, self._made(step.out), self._table(step.table), 0, KINDS[step.table.dtype], 1)
        if here != places:
            self.free.append(here)

    def _anyhow(self, column: Array) -> Register:
        """The register in which a column stands, in whatever kind."""
        return self.at[id(column)] if column.ndim else self.read(column)

    def _apply(self, step: Apply) -> None:
        """A function of two columns; `not` is being equal to nought, and what is shifted is shifted by a number."""
        if step.function is np.right_shift:
            column, bits = step.sources
            self._row(Op.SHIFT, self.read(column), self._made(step.out), int(bits))
            return
        a, *others = [self.read(source) for source in step.sources]
        b = others[0] if others else self._number(Kind.BYTE, 0)
        kind, register = self.kind[a], self._new(KINDS[step.out.dtype])
        self._write_row(FUNCTIONS[step.function], kind, register, a, b)
        self._stands(step.out, register)

    def _lane(self, word: Register, half: int | None, out: Array) -> None:
        if half is None or self.kind[word] == Kind.SHORT:
            self._stands(out, word)
        else:
            register = self._new(Kind.SHORT)
            self._row(Op.HIGH_HALF if half else Op.LOW_HALF, word, register)
            self._stands(out, register)

    def _divide(self, step: Divide) -> None:
        source = self.read(step.source)
        op, *numbers = division(step.divisor, step.least, step.most)
        self._row(Op(op), source, self._made(step.out), *numbers)


def division(divisor: int, least: int, most: int) -> tuple[Op, int, int, int, int]:
    """A multiplication and a shift that divide every number between the two, down to whole numbers; the divisor is at least 2.

    Granlund and Montgomery, "Division by invariant integers using multiplication" (1994): the factor is `2 ** shift / divisor`,
    rounded up, and what that is too much stays below a divisor's part of what is divided. Numbers below nought are lifted by a
    multiple of the divisor before.
    """
    less = max(-(least // divisor), 0)
    more, bits = less * divisor, (most + less * divisor).bit_length()
    shift = bits + (divisor - 1).bit_length()
    if bits < 32 and shift < 64:
        return Op.DIVIDE, more, -(-(1 << shift) // divisor), shift, less
    shift = (divisor - 1).bit_length() - 1
    factor = -(-(1 << 64 + shift) // divisor)
    return Op.DIVIDE_WIDE, more, factor - (1 << 64) if factor >> 63 else factor, shift, less


def _are_bytes(keys: Sequence[tuple[int, Kind, int]]) -> bool:
    """Whether these are two keys, each a byte."""
    return [kind for _, kind, _ in keys] == [Kind.BYTE, Kind.BYTE]
