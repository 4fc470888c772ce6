"""A caseload in Parquet files as pieces of work: which row groups of which file, small enough to send anywhere.

The process that does a piece reads it for itself. Only the columns that are needed are read, and texts stay in their dictionaries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ras_engine.edges.arrow.scoring import AT_ONCE, Scorer
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, Problem, problem

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1_000_000
"""About as many rows as a piece should have: seconds of work, so that handing it out costs little beside it."""

AT_A_TIME = 16
"""Files looked into at once: where they lie far away, waiting is what it costs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a caseload: some row groups of a file, and how many rows they hold together."""

    number: int
    file: str
    row_groups: tuple[int, ...]
    rows: int

    def batches(self, wanted: Collection[str]) -> Iterator[pa.RecordBatch]:
        """The rows of the piece, in the file's order; only the wanted columns. Raises BatchInvalid where the file changed."""
        parquet = needed("pyarrow.parquet", "Reading Parquet", "arrow")
        with opened(self.file) as looked_at:
            texts = [name for name in texts_of(looked_at.schema_arrow) if name in wanted]
            names = [name for name in looked_at.schema_arrow.names if name in wanted]
            metadata = looked_at.metadata
        groups = [metadata.row_group(one).num_rows for one in self.row_groups if one < metadata.num_row_groups]
        if sum(groups) != self.rows:
            raise BatchInvalid([problem("RAS766", Location(file=self.file), expected=self.rows, found=sum(groups))])
        with parquet.ParquetFile(self.file, metadata=metadata, read_dictionary=texts) as file:
            yield from file.iter_batches(AT_ONCE, row_groups=list(self.row_groups), columns=names, use_threads=False)

    def scored(self, scorer: Scorer) -> Iterator[pa.RecordBatch]:
        """The budgets of the piece, in the file's order."""
        return scorer.stream(self.batches(scorer.reads))


def pieces_of(paths: str | Path | Iterable[str | Path], *, rows: int = ROWS) -> tuple[Piece, ...]:
    """The pieces of a caseload in Parquet: of one file, several, or all of a folder, in the order of their names.

    A piece is as many row groups of one file, one after another, as hold about `rows`. The same files give the same pieces. Raises
    BatchInvalid for what is no Parquet (RAS763), every file at once.
    """
    found: list[tuple[str, tuple[int, ...], int]] = []
    wrong: list[Problem] = []
    files = files_of(paths)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for file, sizes in zip(files, pool.map(_sizes, files), strict=True):
            if isinstance(sizes, BatchInvalid):
                wrong += sizes.problems
            else:
                found += [(file, groups, sum(sizes[one] for one in groups)) for groups in _together(sizes, rows)]
    if not found and not wrong:
        wrong = [problem("RAS763", Location(file=str(paths)), reason="there is nobody in it")]
    if wrong:
        raise BatchInvalid(wrong)
    return tuple(Piece(number, *piece) for number, piece in enumerate(found))


def schema_of(pieces: Iterable[Piece]) -> pa.Schema:
    """The Arrow schema of the first piece's file."""
    return _schema(next(iter(pieces)).file)


def check_files(scorer: Scorer, pieces: Iterable[Piece]) -> None:
    """Look at the columns of every file, before any work is handed out. Raises BatchInvalid, file by file, as `Scorer.check`."""
    files = list(dict.fromkeys(piece.file for piece in pieces))
    seen: list[Any] = []
    wrong: list[Problem] = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for file, schema in zip(files, pool.map(_schema, files), strict=True):
            if any(schema.equals(other) for other in seen):
                continue
            seen.append(schema)
            try:
                scorer.check(schema)
            except BatchInvalid as error:
                wrong += [replace(one, where=replace(one.where, file=file)) for one in error.problems]
    if wrong:
        raise BatchInvalid(wrong)


def _schema(file: str) -> pa.Schema:
    with opened(file) as parquet:
        schema: pa.Schema = parquet.schema_arrow
        return schema


def files_of(paths: str | Path | Iterable[str | Path]) -> list[str]:
    """The files that paths stand for. Those whose names begin with "." or "_" are not data, as everywhere with Parquet."""
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    found: list[str] = []
    for path in map(Path, several):
        inside = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
        here = [one for one in inside if one == path or not any(part[0] in "._" for part in one.relative_to(path).parts)]
        if not here:
            raise BatchInvalid([problem("RAS763", Location(file=str(path)), reason="the folder holds no .parquet file")])
        found += [str(one.absolute()) for one in here]
    return found


def opened(file: str) -> Any:
    """A Parquet file, opened for reading. Raises BatchInvalid where it is none (RAS763)."""
    pa = needed("pyarrow", "Reading Parquet", "arrow")
    parquet = needed("pyarrow.parquet", "Reading Parquet", "arrow")
    try:
        return parquet.ParquetFile(file)
    except FileNotFoundError:
        reason = "there is no such file"
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split()).rstrip(".")[:120]
    raise BatchInvalid([problem("RAS763", Location(file=file), reason=reason)])


def texts_of(schema: pa.Schema) -> list[str]:
    """The columns of text, which are read as dictionaries."""
    pa = needed("pyarrow", "Reading Parquet", "arrow")
    return [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)]


def _sizes(file: str) -> list[int] | BatchInvalid:
    """How many rows the row groups of a file have; or why that cannot be said."""
    try:
        with opened(file) as parquet:
            return [parquet.metadata.row_group(one).num_rows for one in range(parquet.metadata.num_row_groups)]
    except BatchInvalid as error:
        return error


def _together(sizes: list[int], rows: int) -> Iterator[tuple[int, ...]]:
    """Row groups, one after another, until a piece has enough rows; those with nobody in them are left out."""
    groups: list[int] = []
    held = 0
    for group, size in enumerate(sizes):
        if not size:
            continue
        if groups and held + size > rows:
            yield tuple(groups)
            groups, held = [], 0
        groups.append(group)
        held += size
    if groups:
        yield tuple(groups)
