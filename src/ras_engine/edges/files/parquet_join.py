"""Parquet files one after another as one: their rows stay where they are, and one list of contents behind them names them all.

Receives whole Parquet files with the same columns, as bytes that follow one another in a file from its beginning; gives the bytes
that make them one file. The list of contents is Thrift in its compact form (https://parquet.apache.org/docs/file-format/metadata/);
every place in it is counted from the beginning of the file, and is moved by what stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

MAGIC = b"PAR1"
Struct = dict[int, tuple[int, Any]]
ROWS, GROUPS = 3, 4
"""Of the list of contents: how many rows there are, and the row groups."""
COLUMNS, GROUP_AT, ORDINAL = 1, 5, 7
"""Of a row group: its columns, where it begins, and its number."""
CHUNK_AT, ABOUT = (2, 4, 6), 3
"""Of a column in a row group: where its descriptions stand, and the one of its pages."""
PAGES_AT = (9, 10, 11, 14)
"""Of that: where its pages begin."""


def closing(pieces: Iterable[bytes]) -> bytes:
    """What has to stand behind these files; nothing where there is one, which is whole by itself."""
    before, rows, count = 0, 0, 0
    first: Struct = {}
    groups: list[Struct] = []
    for piece in pieces:
        contents = Reader(piece[-8 - int.from_bytes(piece[-8:-4], "little") : -8]).struct()
        first, count = first or contents, count + 1
        for group in contents[GROUPS][1][1]:
            groups.append(_moved_group(group, before, len(groups)))
        rows += contents[ROWS][1]
        before += len(piece)
    if count < 2:
        return b""
    footer = struct_bytes({**first, ROWS: (Kind.LONG, rows), GROUPS: (Kind.LIST, (Kind.STRUCT, groups))})
    return footer + len(footer).to_bytes(4, "little") + MAGIC


def _moved_group(group: Struct, by: int, number: int) -> Struct:
    columns = [_moved(column, CHUNK_AT, by) for column in group[COLUMNS][1][1]]
    columns = [{**one, ABOUT: (Kind.STRUCT, _moved(one[ABOUT][1], PAGES_AT, by))} for one in columns]
    moved = {**_moved(group, (GROUP_AT,), by), COLUMNS: (Kind.LIST, (Kind.STRUCT, columns))}
    moved.pop(ORDINAL, None)
    return {**moved, ORDINAL: (Kind.SHORT, number)} if number < 1 << 15 else moved


def _moved(struct: Struct, places: Iterable[int], by: int) -> Struct:
    """The struct with these places moved; a place of nought is none."""
    here = {field: (struct[field][0], struct[field][1] + by) for field in places if field in struct and struct[field][1]}
    return {**struct, **here}


class Kind(IntEnum):
    """The kinds of values, as Thrift numbers them."""

    YES, NO, BYTE, SHORT, INTEGER, LONG, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)


TRUTH = (Kind.YES, Kind.NO)
MANY = 15
"""So many values, and more, are counted in front of a list and not in its head."""


class Reader:
    """Reads structs in Thrift's compact form: `{field: (kind, value)}`; a list is `(kind, values)`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def struct(self) -> Struct:
        """The struct that begins here."""
        found: Struct = {}
        field = 0
        while (head := self._byte()) != 0:
            kind = head & 15
            field = field + (head >> 4) if head >> 4 else self._signed()
            found[field] = (kind, self._value(kind))
        return found

    def _value(self, kind: int) -> Any:
        match kind:
            case Kind.YES | Kind.NO:
                return None
            case Kind.BYTE:
                return self._byte()
            case Kind.SHORT | Kind.INTEGER | Kind.LONG:
                return self._signed()
            case Kind.DOUBLE:
                return self._take(8)
            case Kind.BINARY:
                return self._take(self._number())
            case Kind.LIST | Kind.SET:
                head = self._byte()
                size, of = head >> 4 if head >> 4 < MANY else self._number(), head & 15
                return of, [self._byte() if of in TRUTH else self._value(of) for _ in range(size)]
            case Kind.STRUCT:
                return self.struct()
            case _:
                raise ValueError(f"no list of contents of a Parquet file has values of the kind {kind}")

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def _number(self) -> int:
        number, shift = 0, 0
        while (byte := self._byte()) & 128:
            number |= (byte & 127) << shift
            shift += 7
        return number | byte << shift

    def _signed(self) -> int:
        number = self._number()
        return number >> 1 ^ -(number & 1)


def struct_bytes(struct: Mapping[int, tuple[int, Any]]) -> bytes:
    """A struct as the reader reads it."""
    made, before = [], 0
    for field, (kind, value) in sorted(struct.items()):
        step = field - before
        made.append(bytes([step << 4 | kind]) if 0 < step < 16 else bytes([kind]) + _signed(field))
        made.append(_value(kind, value))
        before = field
    return b"".join([*made, b"\0"])


def _value(kind: int, value: Any) -> bytes:
    match kind:
        case Kind.YES | Kind.NO:
            return b""
        case Kind.BYTE:
            return bytes([value])
        case Kind.SHORT | Kind.INTEGER | Kind.LONG:
            return _signed(value)
        case Kind.DOUBLE:
            return bytes(value)
        case Kind.BINARY:
            return _number(len(value)) + bytes(value)
        case Kind.LIST | Kind.SET:
            of, values = value
            head = bytes([len(values) << 4 | of]) if len(values) < MANY else bytes([MANY << 4 | of]) + _number(len(values))
            return head + b"".join(bytes([one]) if of in TRUTH else _value(of, one) for one in values)
        case _:
            return struct_bytes(value)


def _number(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes([*made, number])


def _signed(number: int) -> bytes:
    return _number(number << 1 if number >= 0 else (-number << 1) - 1)
