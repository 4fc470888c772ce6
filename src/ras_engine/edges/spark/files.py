"""Parquet that the workers read for themselves: what is handed out are numbers of row groups, not rows.

Texts never leave their dictionaries on the way to a budget, and the driver never sees a person. Budgets come back as a data frame,
or are written by the workers as Parquet, one file a task, so that a task that is done again cannot double anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

from ras_engine.edges.arrow.options import Options, scorer_for_pieces
from ras_engine.edges.arrow.parts import PartDone, PartWriter, finish, part_writer
from ras_engine.edges.arrow.pieces import ROWS, Piece, pieces_of
from ras_engine.edges.arrow.scoring import Scorer
from ras_engine.edges.frames.needs import needed
from ras_engine.edges.spark.frame import mapped, sent
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

Paths = str | Path | Iterable[str | Path]
DONE = "part string, rows bigint, amount bigint, referral bigint, problem bigint"


def score_files(
    spark: SparkSession,
    paths: Paths,
    ruleset: Ruleset,
    *,
    keep: Sequence[str] = (),
    rows: int = ROWS,
    **options: Unpack[Options],
) -> DataFrame:
    """The budgets of a caseload in Parquet as a Spark data frame; each task reads its row groups, about `rows` rows, by itself.

    Every worker must see the files under the same path. The options are those of `ras_engine.edges.arrow.scorer`. Raises
    BatchInvalid where files or columns do not fit, before any work is handed out.
    """
    needed("pyspark", "Scoring on Spark", "spark")
    pieces = pieces_of(paths, rows=rows)
    score = scorer_for_pieces(pieces, ruleset, keep, "plain", **options)
    return mapped(_tasks(spark, pieces), ReadPieces(score, pieces), score)


def write_files(
    spark: SparkSession,
    paths: Paths,
    folder: str | Path,
    ruleset: Ruleset,
    *,
    keep: Sequence[str] = (),
    rows: int = ROWS,
    **options: Unpack[Options],
) -> tuple[PartDone, ...]:
    """Score a caseload in Parquet and write the budgets as Parquet into `folder`, one file a task; nothing passes the driver.

    Every worker must see the files and the folder under the same paths. A job that was cut off goes on where it was, if it is
    started again with the same folder. Returns what each part holds. Raises BatchInvalid where files, columns or the folder do not
    fit, or parts do not add up.
    """
    needed("pyspark", "Scoring on Spark", "spark")
    pieces = pieces_of(paths, rows=rows)
    writer = part_writer(scorer_for_pieces(pieces, ruleset, keep, **options), pieces, folder)
    done = _tasks(spark, pieces).mapInArrow(cast(Any, WritePieces(writer, pieces)), DONE).collect()
    return finish(writer, pieces, [PartDone(**row.asDict()) for row in done])


def _tasks(spark: SparkSession, pieces: Sequence[Piece]) -> DataFrame:
    """A frame with one row, the number of a piece, in each partition: Spark makes a task of each."""
    return spark.range(0, len(pieces), 1, len(pieces))


@dataclass(frozen=True, slots=True)
class ReadPieces:
    """What a task does to give budgets: reads and scores the pieces whose numbers it is handed."""

    score: Scorer
    pieces: tuple[Piece, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The budgets of the pieces."""
        for piece in _handed(batches, self.pieces):
            yield from sent(self.score, piece.scored(self.score))


@dataclass(frozen=True, slots=True)
class WritePieces:
    """What a task does to write budgets: scores the pieces whose numbers it is handed, and puts their parts in place."""

    writer: PartWriter
    pieces: tuple[Piece, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """What became of each piece, as a row."""
        pa = needed("pyarrow", "Scoring on Spark", "spark")
        for piece in _handed(batches, self.pieces):
            yield pa.RecordBatch.from_pylist([asdict(self.writer(piece))])


def _handed(batches: Iterator[pa.RecordBatch], pieces: Sequence[Piece]) -> Iterator[Piece]:
    for batch in batches:
        for number in batch.column(0).to_pylist():
            yield pieces[number]
