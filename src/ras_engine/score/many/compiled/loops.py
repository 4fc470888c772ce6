"""The loops that numba compiles: receives a tape of numbers (`tape.py`) and addresses of columns, writes the columns of results.

They are compiled once for a machine, not once for a ruleset, and kept on disk. People are worked on in blocks so short that a
block's registers stay in the processor's first cache; no loop holds Python's lock. There are whole numbers in here, nothing else.
"""

from __future__ import annotations

import numpy as np
from numba import carray, njit

from ras_engine.score.many.compiled.codes import Kind, Op
from ras_engine.score.many.compiled.memory import bytes_at, longs_at, places_at, pointer, shorts_at
from ras_engine.score.many.kernel.scratch import Array

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


# -- one column out of others: few functions of many loops, as each function costs the compiler a good part of a second -----------


@njit
def _of_two(op: int, a: Array, b: Array, out: Array) -> None:
    """Arithmetic on two columns of one kind."""
    rows = range(len(out))
    if op == Op.ADD:
        for row in rows:
            out[row] = a[row] + b[row]
    elif op == Op.SUBTRACT:
        for row in rows:
            out[row] = a[row] - b[row]
    elif op == Op.MULTIPLY:
        for row in rows:
            out[row] = a[row] * b[row]
    elif op == Op.LARGER:
        for row in rows:
            out[row] = a[row] if a[row] > b[row] else b[row]
    elif op == Op.SMALLER:
        for row in rows:
            out[row] = a[row] if a[row] < b[row] else b[row]
    elif op == Op.BOTH:
        for row in rows:
            out[row] = a[row] & b[row]
    else:
        for row in rows:
            out[row] = a[row] | b[row]


@njit
def _compared(op: int, a: Array, b: Array, out: Array) -> None:
    """Truths about two columns of one kind."""
    rows = range(len(out))
    if op == Op.AT_LEAST:
        for row in rows:
            out[row] = a[row] >= b[row]
    elif op == Op.AT_MOST:
        for row in rows:
            out[row] = a[row] <= b[row]
    elif op == Op.EQUALS:
        for row in rows:
            out[row] = a[row] == b[row]
    else:
        for row in rows:
            out[row] = a[row] != b[row]


@njit
def _divided(op: int, a: Array, row_of_tape: Array, out: Array) -> None:
    """`(a + more) * factor`, shifted, less a number; the product has 64 bits, or 128 of which the upper 64 are shifted."""
    more, factor, shift, less = row_of_tape[4], np.uint64(row_of_tape[5]), np.uint64(row_of_tape[6]), row_of_tape[7]
    if op == Op.DIVIDE:
        for row in range(len(out)):
            out[row] = np.int64((np.uint64(np.uint32(a[row] + more)) * factor) >> shift) - less
        return
    high, low = factor >> HALF, factor & LOW
    for row in range(len(out)):
        value = np.uint64(a[row] + more)
        upper, lower = value >> HALF, value & LOW
        middle = upper * low + ((lower * low) >> HALF)
        across = lower * high + (middle & LOW)
        product = upper * high + (middle >> HALF) + (across >> HALF)
        out[row] = np.int64(product >> shift) - less


@njit
def _copied(address: int, kind: int, out: Array) -> None:
    """A column of any kind in that of another."""
    rows = len(out)
    if kind == Kind.BYTE:
        truths = bytes_at(address, rows)
        for row in range(rows):
            out[row] = truths[row]
    elif kind == Kind.PLACE:
        places = places_at(address, rows)
        for row in range(rows):
            out[row] = places[row]
    elif kind == Kind.SHORT:
        shorts = shorts_at(address, rows)
        for row in range(rows):
            out[row] = shorts[row]
    else:
        longs = longs_at(address, rows)
        for row in range(rows):
            out[row] = longs[row]


@njit
def _taken(op: int, table: Array, address: int, kind: int, apart: int, out: Array) -> None:
    """A table, whose cells lie so many `apart`, read at places: into a column, or added to it."""
    rows, step = len(out), np.uint64(apart)
    if kind == Kind.SHORT:
        wide = carray(pointer(address), rows, np.uint32)
        for row in range(rows):
            out[row] = table[wide[row]]
    elif op == Op.TAKE:
        places = places_at(address, rows)
        for row in range(rows):
            out[row] = table[np.uint64(places[row]) * step]
    else:
        places = places_at(address, rows)
        for row in range(rows):
            out[row] += table[np.uint64(places[row]) * step]


@njit
def _shifted(a: Array, bits: int, out: Array) -> None:
    """Numbers, none below nought, without so many of their last bits."""
    for row in range(len(out)):
        out[row] = np.uint32(a[row]) >> np.uint32(bits)


@njit
def _halved(op: int, word: Array, out: Array) -> None:
    """The lower or the upper half of each number, neither of them below nought."""
    if op == Op.LOW_HALF:
        for row in range(len(out)):
            out[row] = word[row] & 0x7FFFFFFF
    else:
        for row in range(len(out)):
            out[row] = word[row] >> 32


@njit
def _searched(starts: Array, a: Array, out: Array) -> None:
    """The place of the last of the starts that each number has reached; the first where it has reached none."""
    for row in range(len(out)):
        place, width = 0, len(starts)
        while width > 1:
            half = width // 2
            if starts[place + half] <= a[row]:
                place += half
            width -= half
        out[row] = place


@njit
def _one_on(places: Array, size: int, more: Array, out: Array) -> None:
    """Places, each so many times, and one key more."""
    times = np.uint16(size)
    for row in range(len(out)):
        out[row] = np.uint16(np.uint16(places[row]) * times) + np.uint16(more[row])


@njit
def _two_on(places: Array, row_of_tape: Array, one: Array, two: Array, out: Array) -> None:
    """Places, and two keys more."""
    size, other = np.uint16(row_of_tape[4]), np.uint16(row_of_tape[6])
    for row in range(len(out)):
        place = np.uint16(np.uint16(places[row] * size) + np.uint16(one[row]))
        out[row] = np.uint16(place * other) + np.uint16(two[row])


# -- rows of the tape ------------------------------------------------------------------------------------------------------------


@njit
def _on_two_columns(tape: Array, a: int, b: int, out: int, rows: int) -> None:
    op, kind = tape[0], tape[1]
    if op >= Op.AT_LEAST:
        truths = bytes_at(out, rows)
        if kind == Kind.BYTE:
            _compared(op, bytes_at(a, rows), bytes_at(b, rows), truths)
        elif kind == Kind.SHORT:
            _compared(op, shorts_at(a, rows), shorts_at(b, rows), truths)
        else:
            _compared(op, longs_at(a, rows), longs_at(b, rows), truths)
    elif kind == Kind.BYTE:
        _of_two(op, bytes_at(a, rows), bytes_at(b, rows), bytes_at(out, rows))
    elif kind == Kind.SHORT:
        _of_two(op, shorts_at(a, rows), shorts_at(b, rows), shorts_at(out, rows))
    else:
        _of_two(op, longs_at(a, rows), longs_at(b, rows), longs_at(out, rows))


@njit
def _copied_into(address: int, kind: int, into: int, out: int, rows: int) -> None:
    if into == Kind.BYTE:
        _copied(address, kind, bytes_at(out, rows))
    elif into == Kind.PLACE:
        _copied(address, kind, places_at(out, rows))
    elif into == Kind.SHORT:
        _copied(address, kind, shorts_at(out, rows))
    else:
        _copied(address, kind, longs_at(out, rows))


@njit
def _on_one_column(tape: Array, a: int, out: int, rows: int) -> None:
    op, kind = tape[0], tape[1]
    if op == Op.COPY:
        _copied_into(a, kind, tape[4], out, rows)
    elif op == Op.LOW_HALF or op == Op.HIGH_HALF:
        _halved(op, longs_at(a, rows), shorts_at(out, rows))
    elif op == Op.SHIFT:
        _shifted(shorts_at(a, rows), tape[4], shorts_at(out, rows))
    elif op == Op.SEARCH:
        _searched(longs_at(tape[4], tape[5]), longs_at(a, rows), longs_at(out, rows))
    elif op == Op.TAKE or op == Op.TAKE_AND_ADD:
        if tape[6] == Kind.SHORT:
            _taken(op, shorts_at(tape[4] + 4 * tape[5], 1), a, kind, tape[7], shorts_at(out, rows))
        else:
            _taken(op, longs_at(tape[4] + 8 * tape[5], 1), a, kind, tape[7], longs_at(out, rows))
    elif kind == Kind.SHORT:
        _divided(op, shorts_at(a, rows), tape, shorts_at(out, rows))
    else:
        _divided(op, longs_at(a, rows), tape, longs_at(out, rows))


@njit
def _on_inputs(tape: Array, inputs: Array, start: int, a: int, out: int, rows: int) -> None:
    op, places = tape[0], places_at(out, rows)
    if op == Op.INPUT:
        _copied_into(inputs[tape[4], 0] + start * inputs[tape[4], 1], tape[1], tape[5], out, rows)
    elif op == Op.PLACE_OF_TWO:
        first, second = bytes_at(inputs[tape[4], 0] + start, rows), bytes_at(inputs[tape[6], 0] + start, rows)
        _one_on(first, tape[5], second, places)
    elif op == Op.NEXT_TWO:
        first, second = bytes_at(inputs[tape[5], 0] + start, rows), bytes_at(inputs[tape[7], 0] + start, rows)
        _two_on(places_at(a, rows), tape, first, second, places)
    elif tape[1] == Kind.BYTE:
        _one_on(places_at(a, rows), tape[4], bytes_at(inputs[tape[5], 0] + start, rows), places)
    else:
        _one_on(places_at(a, rows), tape[4], places_at(inputs[tape[5], 0] + start * 2, rows), places)


# -- all people ------------------------------------------------------------------------------------------------------------------


@njit
def _unknown(inputs: Array, start: int, rows: int) -> int:
    """The first input of bytes that holds a code past its range; -1 where there is none."""
    for place in range(len(inputs)):
        if inputs[place, 1] == 1:
            codes, most = bytes_at(inputs[place, 0] + start, rows), np.uint8(0)
            for row in range(rows):
                most = max(most, codes[row])
            if most > inputs[place, 2]:
                return place
    return -1


@njit(nogil=True, cache=True)
def run(tape: Array, inputs: Array, wanted: Array, people: int, block: int, ahead: int, registers: int, apart: int) -> int:
    """Work all people out. The first input that holds an unknown code; -1 where all is well.

    `inputs` are `(address, width, most)`, each from nought up; `wanted` are `(register, kind, address, kind)` of the columns to be
    written, of 8 or of 64 bits; `registers` is the address of the first, each of them `apart` bytes from the next. Codes are
    looked through `ahead` people at a time, which also brings them near.
    """
    for start in range(0, people, block):
        if start % ahead == 0:
            wrong = _unknown(inputs, start, min(ahead, people - start))
            if wrong >= 0:
                return wrong
        rows = min(block, people - start)
        for number in range(len(tape)):
            row = tape[number]
            out, a = registers + row[2] * apart, registers + row[3] * apart
            if row[0] <= Op.DIFFERS:
                _on_two_columns(row, a, registers + row[4] * apart, out, rows)
            elif row[0] < Op.INPUT:
                _on_one_column(row, a, out, rows)
            else:
                _on_inputs(row, inputs, start, a, out, rows)
        for number in range(len(wanted)):
            at, into = registers + wanted[number, 0] * apart, wanted[number, 3]
            _copied_into(at, wanted[number, 1], into, wanted[number, 2] + (start << into), rows)
    return -1
