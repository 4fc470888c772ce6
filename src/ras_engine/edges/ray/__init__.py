"""Scoring with Ray: a Ray dataset in and out, or Parquet that Ray's workers read and write for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Unpack

from ras_engine.edges.arrow.options import Options, scorer_for, scorer_for_pieces
from ras_engine.edges.arrow.parts import PartDone, PartWriter, finish, part_writer
from ras_engine.edges.arrow.pieces import ROWS, pieces_of
from ras_engine.edges.arrow.scoring import AT_ONCE
from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset


def score_dataset(dataset: Any, ruleset: Ruleset, *, keep: Sequence[str] = (), **options: Unpack[Options]) -> Any:
    """The budgets of a `ray.data.Dataset`, as a dataset of Arrow blocks; lazily.

    The options are those of `ras_engine.edges.arrow.scorer`. Raises BatchInvalid where the dataset's columns do not fit.
    """
    pa = needed("pyarrow", "Scoring with Ray", "ray")
    needed("ray.data", "Scoring with Ray", "ray")
    found = dataset.schema()
    score = scorer_for(pa.schema(list(zip(found.names, found.types, strict=True))), ruleset, keep, "plain", **options)
    wanted = dataset.select_columns([name for name in found.names if name in score.reads])
    return wanted.map_batches(score, batch_format="pyarrow", batch_size=AT_ONCE)


def write_files(
    paths: str | Path | Iterable[str | Path],
    folder: str | Path,
    ruleset: Ruleset,
    *,
    keep: Sequence[str] = (),
    rows: int = ROWS,
    **options: Unpack[Options],
) -> tuple[PartDone, ...]:
    """Score a caseload in Parquet and write the budgets as Parquet into `folder`, one file a piece, on Ray's workers.

    Workers must see files and folder under the same paths. A job that was cut off goes on where it was. Raises BatchInvalid as
    `ras_engine.edges.spark.write_files`.
    """
    ray = needed("ray", "Scoring with Ray", "ray")
    pieces = pieces_of(paths, rows=rows)
    writer = part_writer(scorer_for_pieces(pieces, ruleset, keep, **options), pieces, folder)
    work, sent = ray.remote(PartWriter.__call__), ray.put(writer)
    return finish(writer, pieces, ray.get([work.remote(sent, piece) for piece in pieces]))
