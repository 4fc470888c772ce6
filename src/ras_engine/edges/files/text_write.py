"""The columns of a result as lines of text: CSV and JSON lines. The same bytes whatever the parts that they were written in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from ras_engine.edges.files.amounts import Amounts, pounds
from ras_engine.edges.files.appended import Appended
from ras_engine.edges.files.laid_out import Column, Few, Many, lines
from ras_engine.edges.files.part import text_of
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.frames.made import Made
from ras_engine.score.many import Distinct

FORMULAS, FORMULA = "=+-@\t\r", b"=+-@\t\r"
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?", re.ASCII)
QUOTED, SPECIAL = re.compile('[,"\r\n]'), b',"\r\n'
ESCAPED = bytes(range(32)) + b'"\\'
END = b"\r\n"
Shown = Made | Strings
Pack = Callable[[bytes], bytes]


class Csv(Appended):
    """CSV: UTF-8, commas, lines ended by carriage return and line feed as RFC 4180 has it."""

    def __init__(self, pack: Callable[[bytes], bytes], *, guard: bool = False) -> None:
        self._pack = pack
        self._guard = guard

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part."""
        named = ",".join(_safe(name) if self._guard else _quoted(name) for name in columns)
        parts: list[bytes | Column] = []
        for name, column in columns.items():
            parts += [self._laid(column, guard=self._guard and name in others), b","]
        rows = lines([*parts[:-1], END], rows_of(columns))
        return self._pack((named.encode() + END if head else b"") + rows)

    def _laid(self, column: Shown, *, guard: bool) -> bytes | Column:
        change = _safe if guard else _quoted
        match column:
            case Strings():
                unsafe = column.contains(SPECIAL) or (guard and column.begins(FORMULA))
                return Many(column.changed(change) if unsafe else column)
            case Distinct():
                return few([change(text_of(value)) for value in column.values], column)
            case _:
                return Amounts(column)


class Ndjson(Appended):
    """JSON lines: amounts as numbers with two decimals, null where there is nothing."""

    def __init__(self, pack: Callable[[bytes], bytes]) -> None:
        self._pack = pack

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part; the names stand in every row."""
        parts: list[bytes | Column] = []
        for name, column in columns.items():
            parts += [b", " if parts else b"{", f"{_json(name)}: ".encode(), *self._laid(column)]
        return self._pack(lines([*parts, b"}\n"], rows_of(columns)))

    def _laid(self, column: Shown) -> list[bytes | Column]:
        match column:
            case Strings():
                plain = column.lengths.all() and not column.contains(ESCAPED)
                return [b'"', Many(column), b'"'] if plain else [Many(column.changed(_json_or_null))]
            case Distinct():
                return [few([_json_or_null(text_of(value)) for value in column.values], column)]
            case _:
                return [Amounts(column, b"null")]


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _json_or_null(text: str) -> str:
    return _json(text) if text else "null"


def cells(column: Shown) -> list[str]:
    """A column as texts, one a row. Amounts are decimals, and "" where there is none."""
    if isinstance(column, Strings):
        return column.texts()
    if isinstance(column, Distinct):
        texts = [text_of(value) for value in column.values]
        return [texts[place] for place in column.places.tolist()]
    return ["" if pence is None else pounds(pence) for pence in column.tolist()]


def few(texts: Sequence[str], column: Distinct) -> bytes | Column:
    """A column whose values are these texts; where there is only one, that text."""
    every = [text.encode() for text in texts]
    return every[0] if len(every) == 1 else Few(every, column.places)


def rows_of(columns: Mapping[str, Shown]) -> int:
    """How many rows some columns have."""
    first = next(iter(columns.values()))
    return len(first.places if isinstance(first, Distinct) else first)


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell[:1] and cell[0] in FORMULAS and not NUMBER.fullmatch(cell) else cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell


def _safe(cell: str) -> str:
    return _quoted(guarded(cell))
