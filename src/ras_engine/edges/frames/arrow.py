"""Arrow in and out: a table or record batch becomes the engine's columns of distinct values, a scored caseload becomes a table.

Codes that a dictionary already has are taken over as they are, in their own small type; nothing is done row by row. Amounts leave
as exact decimals.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.frames.made import Made, Money, made_columns
from ras_engine.edges.frames.needs import needed
from ras_engine.edges.frames.texts import told_apart
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.score.many import BudgetBatch, Distinct, distinct
from ras_engine.score.many.gather import gather_into

if TYPE_CHECKING:
    import pyarrow as pa

Unit = Literal["pounds", "pence"]
PENCE = "_pence"
"""The end of a money column's name where it holds whole pence."""
DIGITS = 19
"""As many decimal digits as 63 bits have at most."""
BLOCK = 32_768
"""Codes looked at at once."""
NO_PYTHON = (OverflowError, ValueError, LookupError)
"""What Arrow raises for cells that Python has no value for: days out of range, texts that are no UTF-8, zones that nobody knows."""


def columns_of(table: pa.Table | pa.RecordBatch, wanted: Collection[str] | None = None) -> dict[str, Distinct]:
    """The columns of a table or record batch as the engine's columns; only those that are wanted, where this is given.

    `score_batch` of `ras_engine.score.many` takes the mapping as it is. Raises BatchInvalid where a name stands twice (RAS713) or
    the codes of a dictionary point outside it (RAS740).
    """
    names = table.schema.names
    once(names)
    return {name: distinct_of(table.column(name), name) for name in names if wanted is None or name in wanted}


def once(names: Sequence[Any]) -> None:
    """Raises BatchInvalid (RAS713) where a name stands twice."""
    if len(set(names)) != len(names):
        twice = dict.fromkeys(str(name) for name in names if list(names).count(name) > 1)
        raise BatchInvalid(problem("RAS713", Location(path=name), column=name) for name in twice)


def distinct_of(column: pa.Array | pa.ChunkedArray, name: str = "") -> Distinct:
    """One Arrow array, in chunks or whole, as its distinct values and their places; a missing value is None."""
    pa = needed("pyarrow", "Reading an Arrow column")
    chunks = [chunk for chunk in (column.chunks if isinstance(column, pa.ChunkedArray) else [column]) if len(chunk)]
    if not chunks:
        return Distinct((), np.zeros(0, dtype=np.uint8))
    if len(chunks) == 1:
        return _part(chunks[0], name, None)
    starts = np.cumsum([0, *map(len, chunks)]).tolist()
    room = np.empty(starts[-1], dtype=np.uint8)
    parts = [_part(chunk, name, room[start : start + len(chunk)]) for chunk, start in zip(chunks, starts, strict=False)]
    if not all(part.values is parts[0].values or _same(part.values, parts[0].values) for part in parts):
        return _together(parts)
    filled = all(part.places.base is room for part in parts)
    return Distinct(parts[0].values, room if filled else np.concatenate([part.places for part in parts]))


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two dictionaries are the same, value by value and type by type: 1 and True are not."""
    return len(one) == len(other) and all(type(a) is type(b) and a == b for a, b in zip(one, other, strict=True))


def _together(parts: Sequence[Distinct]) -> Distinct:
    """Chunks whose dictionaries differ as one column: each dictionary is placed in a common one."""
    values: list[Any] = []
    places: dict[tuple[type[Any], Any], int] = {}
    tables = []
    for part in parts:
        table = np.empty(len(part.values), dtype=np.intp)
        for place, value in enumerate(part.values):
            key = (type(value), value if value.__hash__ else id(value))
            if key not in places:
                places[key] = len(values)
                values.append(value)
            table[place] = places[key]
        tables.append(table)
    column: NDArray[Any] = np.empty(sum(len(part.places) for part in parts), dtype=np.uint8 if len(values) <= 256 else np.intp)
    start = 0
    for table, part in zip(tables, parts, strict=True):
        gather_into(column[start : start + len(part.places)], table.astype(column.dtype), part.places)
        start += len(part.places)
    return Distinct(tuple(values), column)


def _part(chunk: pa.Array, name: str, room: NDArray[np.uint8] | None) -> Distinct:
    """One chunk. Where there is room for its places among those of other chunks, and they are bytes, they are put there."""
    pa = needed("pyarrow", "Reading an Arrow column")
    kind = chunk.type
    if isinstance(kind, pa.BaseExtensionType):
        return _part(chunk.storage, name, room)
    if pa.types.is_run_end_encoded(kind):
        return _runs(chunk, name)
    if pa.types.is_nested(kind):
        return distinct(python_cells(chunk), len(chunk))
    texts = told_apart(chunk)
    if texts is not None:
        return Distinct(_values(texts[0]), texts[1])
    try:
        encoded = chunk if pa.types.is_dictionary(kind) else chunk.dictionary_encode()
    except pa.ArrowNotImplementedError:  # such as decimals of 32 bits
        return distinct(python_cells(chunk), len(chunk))
    values = _values(encoded.dictionary)
    indices = encoded.indices
    if indices.null_count:
        wide = indices if len(values) <= _most(indices.type) else indices.cast(pa.int64())
        indices = wide.fill_null(len(values))
        values = (*values, None)
    return Distinct(values, _checked(indices.to_numpy(zero_copy_only=False), len(values), name, room))


def _runs(chunk: pa.RunEndEncodedArray[Any, Any], name: str) -> Distinct:
    """A column of runs: the values of the runs, and for each row the run that it lies in."""
    ends = chunk.run_ends.to_numpy()
    run = np.searchsorted(ends, np.arange(chunk.offset, chunk.offset + len(chunk)), side="right")
    values = _part(chunk.values, name, None)
    return Distinct(values.values, values.places[run])


def _most(kind: pa.DataType) -> int:
    """The largest number that indices of a type can be."""
    return int(np.iinfo(kind.to_pandas_dtype()).max)


def _values(dictionary: pa.Array) -> tuple[Any, ...]:
    """The values of a dictionary as Python has them. A point in time finer than Python's own is cut to microseconds."""
    pa = needed("pyarrow", "Reading an Arrow column")
    if pa.types.is_timestamp(dictionary.type) and dictionary.type.unit == "ns":
        dictionary = dictionary.cast(pa.timestamp("us", dictionary.type.tz), safe=False)
    if isinstance(dictionary.type, pa.BaseExtensionType):
        dictionary = dictionary.storage
    return tuple(python_cells(dictionary))


def python_cells(column: pa.Array) -> list[Any]:
    """The cells as Python has them. One that Python cannot have, such as a day in the year 10,000, is a text that is no answer."""
    try:
        return list(column.to_pylist())
    except NO_PYTHON:
        return [_cell(one) for one in column]


def _cell(scalar: Any) -> Any:
    """One cell."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes()
    except NO_PYTHON:
        return f"{scalar.type} {getattr(scalar, 'value', '')}"


def _checked(places: NDArray[Any], values: int, name: str, room: NDArray[np.uint8] | None) -> NDArray[Any]:
    """The codes, in one byte each where the values are few; none of them may point outside the dictionary."""
    codes = found = places.view(f"u{places.itemsize}")  # what is below nought is far above everything
    if values <= 256 and (room is not None or codes.itemsize > 1):
        found = np.empty(len(codes), dtype=np.uint8) if room is None else room
    for start in range(0, len(codes), BLOCK):
        block = codes[start : start + BLOCK]
        if int(block.max()) >= values:
            raise BatchInvalid([problem("RAS740", Location(path=name), column=name, values=values)])
        if found is not codes:
            np.copyto(found[start : start + BLOCK], block, casting="unsafe")  # while the block is near
    return found


def table_of(batch: BudgetBatch, carried: pa.Table | pa.RecordBatch | None = None, *, money: Unit = "pounds") -> pa.Table:
    """The budgets of a caseload as an Arrow table, one row a person, in order; the columns of `carried` (ids) come first.

    Amounts are `decimal128(19, 2)` pounds under the names of the scalar result, or `int64` pence under names that end in `_pence`;
    null where there is no amount. Texts are dictionaries. A carried column whose name is ours gets `given.` in front.
    """
    pa = needed("pyarrow", "An Arrow table")
    made = {money_name(name, column, money): arrow_of(column, money) for name, column in made_columns(batch).items()}
    fields = dict(zip(carried.schema.names, carried.columns, strict=True)) if carried is not None else {}
    names = carried_names(list(fields), made)
    return pa.table({**{names[name]: column for name, column in fields.items()}, **made})


def money_name(name: str, column: Made, money: Unit) -> str:
    """The name of a column of the result: money in pence says so."""
    return f"{name}{PENCE}" if money == "pence" and isinstance(column, np.ma.MaskedArray) else name


def carried_names(names: Sequence[Any], made: Collection[str]) -> dict[Any, Any]:
    """The name under which each carried column stands: its own, with `given.` in front until it is not one of ours."""
    taken = {*map(str, names), *made}
    found: dict[Any, Any] = {}
    for name in names:
        new = name
        while new in made or (new is not name and str(new) in taken):
            new = f"given.{new}"
        found[name] = new
        taken.add(str(new))
    return found


def as_texts(names: Sequence[Any]) -> list[str]:
    """Names of any kind as texts, each once: of two that read alike the later gets `given.` in front."""
    found: list[str] = []
    for name in map(str, names):
        while name in found:
            name = f"given.{name}"
        found.append(name)
    return found


def carried_cells(cells: Any) -> pa.Array:
    """A carried column of any cells. One that Arrow has no single type for is carried as text."""
    pa = needed("pyarrow", "An Arrow table")
    try:
        return pa.array(cells, from_pandas=True)
    except (pa.ArrowException, OverflowError, UnicodeEncodeError):
        texts = [None if cell is None else str(cell).encode("utf-8", "backslashreplace").decode() for cell in cells]
        return pa.array(texts, type=pa.string())


def arrow_of(column: Made, money: Unit) -> pa.Array:
    """One column of the result as an Arrow array."""
    pa = needed("pyarrow", "An Arrow table")
    if not isinstance(column, np.ma.MaskedArray):
        return _texts(column)
    mask = np.ma.getmaskarray(column)
    if money == "pence":
        return pa.array(column.data, type=pa.int64(), mask=mask)
    return _pounds(column, mask)


def _texts(column: Distinct) -> pa.Array:
    """Texts as a dictionary, which holds no None: that is a null among the codes."""
    pa = needed("pyarrow", "An Arrow table")
    texts = [value for value in column.values if value is not None]
    number = np.cumsum([value is not None for value in column.values]) - 1
    gone = column.mask([value is None for value in column.values])
    kind = next(kind for kind in (np.int8, np.int16, np.int32) if len(column.values) <= np.iinfo(kind).max)
    indices = pa.array(number.astype(kind)[column.places], mask=gone if gone.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(texts, type=pa.string()))


def _pounds(column: Money, mask: NDArray[np.bool_]) -> pa.Array:
    """Whole pence as decimals with two places: the same integers in 128 bits each."""
    pa = needed("pyarrow", "An Arrow table")
    words = np.empty((len(column), 2), dtype="<i8")
    words[:, 0] = column.data
    words[:, 1] = column.data >> 63
    there = pa.array(~mask).buffers()[1] if mask.any() else None
    return pa.Array.from_buffers(pa.decimal128(DIGITS, 2), len(column), [there, pa.py_buffer(words)])
