"""The numbers that a tape is written in: what each row of it does, and of what kind a register's integers are."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """How many bits each number has: a truth's 8, 16 for a code and a place, 32, or 64."""

    BYTE = 0
    PLACE = 1
    SHORT = 2
    LONG = 3


class Op(IntEnum):
    """What a row of the tape does.

    A row is `(op, kind, out, a, b, c, d, e)`. `kind` is that of what is read; `out` and `a` are registers, and so is `b` up to
    `DIFFERS`; the rest are numbers that the operation needs. Inputs are given by their place among the inputs.
    """

    ADD = 0
    SUBTRACT = 1
    MULTIPLY = 2
    LARGER = 3
    SMALLER = 4
    BOTH = 5
    EITHER = 6
    AT_LEAST = 7
    AT_MOST = 8
    EQUALS = 9
    DIFFERS = 10
    COPY = 11  # b: the kind of the copy
    SHIFT = 12  # b: by so many bits
    LOW_HALF = 13
    HIGH_HALF = 14
    DIVIDE = 15  # a and b more, times c, shifted right by d, less e
    DIVIDE_WIDE = 16  # the same with a product of 128 bits, whose upper half is shifted
    SEARCH = 17  # b: the address of the starts, c: how many
    TAKE = 18  # a: places; b: the table's address, c: its first cell, d: the kind of its cells, e: how many on to the next
    TAKE_AND_ADD = 19  # the same, added to what `out` holds
    INPUT = 20  # b: the input, c: the kind of the copy
    PLACE_OF_TWO = 21  # input b, times c, and input d
    NEXT_PLACE = 22  # a times b, and input c
    NEXT_TWO = 23  # a times b, and input c; times d, and input e
