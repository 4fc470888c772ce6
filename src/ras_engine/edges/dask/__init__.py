"""Scoring with Dask: a Dask data frame in and out, or Parquet that separate worker processes read and write for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from ras_engine.edges.arrow.options import Options, scorer_for, scorer_for_pieces
from ras_engine.edges.arrow.parts import PartDone, finish, part_writer
from ras_engine.edges.arrow.pieces import ROWS, pieces_of
from ras_engine.edges.arrow.scoring import Scorer
from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    import dask.dataframe
    import pandas


def score_frame(frame: dask.dataframe.DataFrame, ruleset: Ruleset, *, keep: Sequence[str] = (), **options: Unpack[Options]) -> Any:
    """The budgets of a Dask data frame, partition by partition, as a Dask data frame with Arrow types
    and the same index; lazily.

    The options are those of `ras_engine.edges.arrow.scorer`. Raises BatchInvalid where the frame's columns do not fit.
    """
    needed("dask.dataframe", "Scoring a Dask frame", "dask")
    pa = needed("pyarrow", "Scoring a Dask frame", "dask")
    score = scorer_for(pa.Schema.from_pandas(frame._meta, preserve_index=False), ruleset, keep, "plain", **options)
    wanted = frame[[name for name in frame.columns if name in score.reads]]
    return wanted.map_partitions(
        _scored, score, meta=_pandas(score.schema.empty_table(), frame._meta.index), enforce_metadata=False
    )


def write_files(
    paths: str | Path | Iterable[str | Path],
    folder: str | Path,
    ruleset: Ruleset,
    *,
    keep: Sequence[str] = (),
    rows: int = ROWS,
    **options: Unpack[Options],
) -> tuple[PartDone, ...]:
    """Score a caseload in Parquet and write the budgets as Parquet into `folder`, one file a piece, on Dask's workers.

    The work goes to the `distributed.Client` that is current, else to Dask's own processes. Workers must see files and folder
    under the same paths. A job that was cut off goes on where it was. Raises BatchInvalid as `ras_engine.edges.spark.write_files`.
    """
    dask = needed("dask", "Scoring with Dask", "dask")
    pieces = pieces_of(paths, rows=rows)
    writer = part_writer(scorer_for_pieces(pieces, ruleset, keep, **options), pieces, folder)
    work = dask.delayed(writer)
    done = dask.compute(*[work(piece) for piece in pieces], **_where())
    return finish(writer, pieces, done)


def _where() -> dict[str, str]:
    """Which of Dask's schedulers does the work: that of the current client, or processes of their own."""
    try:
        from distributed import get_client

        get_client()
    except (ImportError, ValueError):
        return {"scheduler": "processes"}
    return {}


def _scored(part: pandas.DataFrame, score: Scorer) -> Any:
    """One partition."""
    pa = needed("pyarrow", "Scoring a Dask frame", "dask")
    return _pandas(score(pa.Table.from_pandas(part, preserve_index=False)), part.index)


def _pandas(table: Any, index: Any) -> Any:
    """A table as pandas holds it without changing anything, in Arrow's own types, under the index of where it came from."""
    pandas = needed("pandas", "Scoring a Dask frame", "dask")
    return table.to_pandas(types_mapper=pandas.ArrowDtype).set_axis(index)
