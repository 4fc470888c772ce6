"""A Parquet file part by part: texts as the dictionaries they are stored with, other values as they are, so that scoring can tell.

Row groups are read one or a few at a time, never the whole file. The next part is read while the caller works on this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ras_engine.edges.files.part import LazyColumns, Mark, Part
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.frames.arrow import distinct_of, once
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.located.found import Found
from ras_engine.score.many import Distinct

FORM = "Parquet"
FEW_BYTES, SMALL_CHUNK = 3, 1 << 14
"""Of a row of a column with few texts; and what any column takes."""


class ParquetSource:
    """A Parquet file that is open. Raises BatchInvalid where it is none, is damaged, or holds what no caseload can."""

    def __init__(self, path: Path) -> None:
        self._name = str(path)
        self._arrow = needed("pyarrow", "A Parquet file", "arrow")
        parquet = needed("pyarrow.parquet", "A Parquet file", "arrow")
        with path.open("rb"):  # what cannot be opened is told by the system's own error
            pass
        self._file = self._safely(lambda: self._opened(parquet, path))
        self.names: tuple[str, ...] = tuple(self._file.schema_arrow.names)
        self._read = 0
        try:
            self._refuse()
        except BatchInvalid:
            self.close()
            raise

    def _opened(self, parquet: Any, path: Path) -> Any:
        """The file, with texts that come again as dictionaries. Ids stay texts: their dictionary would be the column itself."""
        with parquet.ParquetFile(path) as plain:
            texts = [plain.schema_arrow[place].name for place in range(len(plain.schema_arrow)) if self._is_few(plain, place)]
        return parquet.ParquetFile(path, read_dictionary=texts)

    def _is_few(self, file: Any, place: int) -> bool:
        """Whether a column holds few texts: those take next to no room in the file."""
        kind = file.schema_arrow[place].type
        if not self._is_text(kind) or not file.num_row_groups:
            return False
        chunk = file.metadata.row_group(0).column(place)
        return bool(chunk.total_uncompressed_size <= FEW_BYTES * chunk.num_values + SMALL_CHUNK)

    def _refuse(self) -> None:
        """What is wrong with the columns, before a row is read."""
        found = Found(self._name)
        try:
            once(self.names)
        except BatchInvalid as error:
            raise BatchInvalid(
                problem("RAS713", self.where(one.where.path), column=one.where.path) for one in error.problems
            ) from None
        for one in self._file.schema_arrow:
            if self._arrow.types.is_nested(one.type):
                found.add("RAS728", self.where(one.name), column=one.name, kind="lists or nested values")
        if not self._file.metadata.num_rows:
            found.add("RAS712", Location(self._name), found="nobody")
        if found.problems:
            raise BatchInvalid(found.problems)

    def where(self, column: str) -> Location:
        """The place of a column: a Parquet file has no lines."""
        return Location(self._name, path=column)

    def done(self) -> tuple[int, int]:
        """How many rows have been read, of how many."""
        return self._read, int(self._file.metadata.num_rows)

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def parts(self, rows: int, start: Mark) -> Iterator[Part]:
        """The parts after a mark. Raises BatchInvalid where the file turns out to be damaged."""
        tables = self._tables(rows, start.rows)
        with ThreadPoolExecutor(1) as pool:
            ahead = pool.submit(next, tables, None)
            before = start.rows
            while (table := self._safely(ahead.result)) is not None:
                ahead = pool.submit(next, tables, None)
                self._read = before + table.num_rows
                yield self._part(table, before)
                before = self._read

    def _tables(self, rows: int, skip: int) -> Iterator[Any]:
        """Record batches of whole row groups, or of the same parts of a large one, whatever was skipped."""
        for groups, size in stretches(
            [self._file.metadata.row_group(place).num_rows for place in range(self._file.num_row_groups)], rows
        ):
            if skip >= size:
                skip -= size
                continue
            batches = self._file.iter_batches(batch_size=rows, row_groups=groups, use_threads=True)
            if len(groups) > 1:
                batches = iter([self._arrow.Table.from_batches(list(batches))])
            for batch in batches:
                if skip < batch.num_rows:
                    yield batch.slice(skip)
                skip = max(skip - batch.num_rows, 0)

    def _part(self, table: Any, before: int) -> Part:
        after = before + table.num_rows
        columns = LazyColumns(
            self.names,
            lambda place: self._distinct(table.column(place), self.names[place]),
            lambda place: self._strings(table.column(place), self.names[place]),
        )
        return Part(columns, range(before + 1, after + 1), Mark(after, after))

    def _distinct(self, column: Any, name: str) -> Distinct:
        self._chunks(column, name)
        return distinct_of(column, name)

    def _strings(self, column: Any, name: str) -> Strings | None:
        """A column as strings, where it holds texts that are no dictionary."""
        if not self._is_text(column.type):
            return None
        return Strings.joined([self._as_strings(chunk) for chunk in self._chunks(column, name)])

    def _chunks(self, column: Any, name: str) -> list[Any]:
        """The chunks of a column. Raises BatchInvalid (RAS727) where texts are not UTF-8, as nothing but damage makes them."""
        chunks = column.chunks if isinstance(column, self._arrow.ChunkedArray) else [column]
        for chunk in chunks:
            texts = chunk.dictionary if self._arrow.types.is_dictionary(chunk.type) else chunk
            if self._is_text(texts.type):
                self._safely(partial(texts.validate, full=True), name)
        return list(chunks)

    def _is_text(self, kind: Any) -> bool:
        return bool(self._arrow.types.is_string(kind) or self._arrow.types.is_large_string(kind))

    def _as_strings(self, chunk: Any) -> Strings:
        """The bytes of one chunk. A null is the empty text."""
        wide = (chunk.fill_null("") if chunk.null_count else chunk).cast(self._arrow.large_string())
        _, ends, data = wide.buffers()
        here = np.frombuffer(ends, dtype=np.int64, count=len(wide) + 1, offset=8 * wide.offset)
        return Strings(np.frombuffer(data or b"", dtype=np.uint8), here)

    def _safely(self, read: Any, column: str = "") -> Any:
        """What reading gives. Raises BatchInvalid where the bytes are not what the file says that they are."""
        try:
            return read()
        except (self._arrow.ArrowException, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise BatchInvalid([problem("RAS727", Location(self._name, path=column), form=FORM)]) from None


def stretches(sizes: Sequence[int], rows: int) -> Iterator[tuple[list[int], int]]:
    """Row groups that are read together: as many as have at most so many rows, and at least one; with how many rows that is."""
    groups: list[int] = []
    size = 0
    for place, here in enumerate(sizes):
        if groups and size + here > rows:
            yield groups, size
            groups, size = [], 0
        groups.append(place)
        size += here
    if groups:
        yield groups, size
