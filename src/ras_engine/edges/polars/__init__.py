"""Scoring a Polars lazy frame: it stays lazy, and is scored batch by batch when Polars collects it or writes it to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack, cast

from ras_engine.edges.arrow.options import Options, scorer_for
from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    import polars


def score_lazy(
    frame: polars.LazyFrame | polars.DataFrame, ruleset: Ruleset, *, keep: Sequence[str] = (), **options: Unpack[Options]
) -> polars.LazyFrame:
    """The budgets of a frame, as a lazy frame: `collect(engine="streaming")` and `sink_parquet` need not hold all of it.

    The options are those of `ras_engine.edges.arrow.scorer`. Raises BatchInvalid where the frame's columns do not fit.
    """
    pl = needed("polars", "Scoring a Polars frame", "polars")
    frame = frame.lazy()
    empty = pl.DataFrame(schema=frame.collect_schema())
    score = scorer_for(empty.to_arrow().schema, ruleset, keep, "plain", **options)
    schema = cast(Any, pl.from_arrow(score.schema.empty_table())).schema

    def scored(part: Any) -> Any:
        return pl.from_arrow(score(part.to_arrow()))

    wanted = frame.select([name for name in empty.columns if name in score.reads])
    return wanted.map_batches(scored, schema=schema, streamable=True)
