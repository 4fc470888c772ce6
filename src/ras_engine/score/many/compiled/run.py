"""Runs a tape over a caseload: hands the compiled loops the addresses of columns, a stretch of people at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Slot
from ras_engine.score.many.compiled.codes import Kind, Op
from ras_engine.score.many.compiled.tape import Numbers, Register, Tape
from ras_engine.score.many.walk import Column

SETTING = "RAS_ENGINE_COMPILED"
"""The environment variable that says \"no\" to compiled loops."""
LOOPS = "ras_engine.score.many.compiled.loops"
WORTH_LOADING = 100_000
"""People for whom numba is loaded, which takes half a second; once it is there, it is used for fewer too."""
BLOCK = 2_048
"""People worked on at once: their registers stay in the processor's first cache or near it."""
AHEAD = 8_192
"""People whose codes are looked through at once: memory is read in long stretches, and they are still near after."""
STRETCH = 1 << 17
"""People handed over at once: what has to be copied first, because of how it lies in memory, is copied for so many."""
APART = 8 * BLOCK + 128
"""Bytes from one register to the next; not a power of two, which would put them all in the same lines of the cache."""
LINE = 64
"""Bytes in a line of the cache."""
WIDTHS = {Kind.BYTE: np.uint8, Kind.PLACE: np.uint16, Kind.SHORT: np.int32, Kind.LONG: np.int64}

Codes = Sequence[NDArray[np.integer]]
Ranges = Sequence[tuple[int, int]]


class UnknownCode(ValueError):
    """There is a code that the plan does not know among those of `checked_inside`."""


def is_wanted(rows: int) -> bool:
    """Whether so many people are worth compiled loops, and these can be had."""
    if os.environ.get(SETTING, "").strip().lower() in ("no", "off", "false", "0"):
        return False
    return (rows >= WORTH_LOADING or LOOPS in sys.modules) and _loops() is not None


@cache
def _loops() -> ModuleType | None:
    """The compiled loops; None where numba is not installed, or not for this Python, or finds no place to keep what it compiles."""
    try:
        return import_module(LOOPS)
    except (ImportError, RuntimeError):
        return None


def lies_as_is(column: NDArray[np.integer], kind: Kind, least: int) -> bool:
    """Whether a column can be read where it lies."""
    fits = column.dtype == WIDTHS[kind] and column.dtype.isnative
    return fits and not least and column.flags.c_contiguous and column.flags.aligned


def checked_inside(tape: Tape, codes: Codes, ranges: Ranges) -> set[Slot]:
    """The inputs whose codes the loops themselves hold to their range."""
    return {slot for slot, kind in tape.inputs if kind == Kind.BYTE and lies_as_is(codes[slot], kind, ranges[slot][0])}


def run(tape: Tape, ranges: Ranges, codes: Codes, found: Mapping[Slot, Column], rows: int, threads: int = 1) -> None:
    """Fill the columns found, each `(rows,) int64`, or `int8` where it holds the numbers. Raises UnknownCode."""
    length = min(STRETCH, -(-rows // threads))
    job = _Job(import_module(LOOPS), tape, _addressed(tape), ranges, codes, found)
    if threads == 1:
        job.share(range(0, rows, length), length, rows)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda number: job.share(range(number * length, rows, threads * length), length, rows), range(threads)))


def _addressed(tape: Tape) -> Numbers:
    """The rows of a tape, with the addresses of its tables."""
    rows = tape.rows.copy()
    addresses = np.array([table.ctypes.data for table in tape.tables], dtype=np.int64)
    tabled = np.isin(rows[:, 0], (Op.TAKE, Op.TAKE_AND_ADD, Op.SEARCH))
    rows[tabled, 4] = addresses[rows[tabled, 4]]
    return rows


@dataclass(frozen=True)
class _Job:
    """A caseload to be worked out: `program` are the tape's rows with addresses."""

    loops: ModuleType
    tape: Tape
    program: Numbers
    ranges: Ranges
    codes: Codes
    found: Mapping[Slot, Column]

    def share(self, starts: range, length: int, rows: int) -> None:
        """The stretches of one thread, with registers and copies of its own."""
        registers = _registers(self.tape)
        copies = {slot: np.empty(length, dtype=WIDTHS[kind]) for slot, kind in self.tape.inputs if not self._as_is(slot, kind)}
        for start in starts:
            people = min(length, rows - start)
            for slot, copy in copies.items():
                part, least = self.codes[slot][start : start + people], self.ranges[slot][0]
                np.subtract(part, least, out=copy[:people], dtype=np.int64, casting="unsafe")
            inputs = [self._input(slot, copies.get(slot), start) for slot, _ in self.tape.inputs]
            wanted = [self._output(*one, start) for one in self.tape.wanted]
            at = int(registers.ctypes.data)
            if self.loops.run(self.program, _rows_of(3, inputs), _rows_of(4, wanted), people, BLOCK, AHEAD, at, APART) >= 0:
                raise UnknownCode

    def _as_is(self, slot: Slot, kind: Kind) -> bool:
        return lies_as_is(self.codes[slot], kind, self.ranges[slot][0])

    def _input(self, slot: Slot, copy: NDArray[np.integer] | None, start: int) -> tuple[int, ...]:
        """The address, width and largest code of an input, in one stretch."""
        column = self.codes[slot][start:] if copy is None else copy
        least, most = self.ranges[slot]
        return int(column.ctypes.data), column.itemsize, most - least

    def _output(self, slot: Slot, register: Register, kind: Kind, start: int) -> tuple[int, ...]:
        """The register, its kind, the address of a result and its kind, in one stretch."""
        column = self.found[slot][start:]
        return register, kind, int(column.ctypes.data), Kind.LONG if column.itemsize == 8 else Kind.BYTE


def _registers(tape: Tape) -> NDArray[np.uint8]:
    """The registers of a thread, from the start of a line of the cache on; filled already where they are the same for everybody."""
    memory = np.empty(tape.registers * APART + LINE, dtype=np.uint8)
    registers = memory[-int(memory.ctypes.data) % LINE :]
    for register, kind, value in tape.numbers:
        column = registers[register * APART : (register + 1) * APART].view(WIDTHS[Kind(kind)])
        column[:] = value
    return registers


def _rows_of(fields: int, rows: Sequence[tuple[int, ...]]) -> Numbers:
    return np.array(rows, dtype=np.int64).reshape(-1, fields)
