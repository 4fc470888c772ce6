"""A Spark data frame of answers in, a Spark data frame of budgets out, through `mapInArrow`: lazily, one row for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack, cast

from ras_engine.edges.arrow.fields import plain
from ras_engine.edges.arrow.options import Options, scorer_for
from ras_engine.edges.arrow.scoring import Scorer
from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset
from ras_engine.version import VERSION

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

Function = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]


def score_frame(
    frame: DataFrame,
    ruleset: Ruleset,
    *,
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> DataFrame:
    """The budgets of a Spark data frame: the columns named by `keep`, then the result; as many rows as the frame has.

    Nothing is worked out before Spark is asked for it. The options are those of `ras_engine.edges.arrow.scorer`. Amounts are
    `decimal(19,2)`, or `bigint` pence. Raises BatchInvalid where the frame's columns do not fit, before any work is handed out.
    """
    types = needed("pyspark.sql.pandas.types", "Scoring on Spark", "spark")
    schema = types.to_arrow_schema(frame.schema)
    score = scorer_for(schema, ruleset, keep, "plain", **options)
    names = [name for name in schema.names if name in score.reads]
    numbered = frame.select(*(_name(name) for name in names)).toDF(*(f"c{place}" for place in range(len(names))))
    return mapped(numbered, ScoreBatches(score, tuple(names)), score)


def mapped(frame: DataFrame, function: Function, score: Scorer) -> DataFrame:
    """A frame through a function that gives a scorer's columns, but for those that are the same for everybody: Spark adds them."""
    from pyspark.sql.functions import col, lit

    types = needed("pyspark.sql.pandas.types", "Scoring on Spark", "spark")
    same = the_same_for_all(score)
    sent = types.from_arrow_schema(sent_schema(score))
    scored = frame.mapInArrow(cast(Any, function), sent)
    return scored.select(*(lit(same[name]).alias(name) if name in same else col(_name(name)) for name in score.schema.names))


@dataclass(frozen=True, slots=True)
class ScoreBatches:
    """What a task does: scores the batches it is handed under their own names. (`mapInArrow` bears no full stop in a name.)"""

    score: Scorer
    names: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The budgets of the batches."""
        return sent(self.score, self.score.stream(batch.rename_columns(list(self.names)) for batch in batches))


def sent(score: Scorer, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Scored batches as they travel."""
    names = sent_schema(score).names
    for batch in batches:
        yield batch.select(names)


def sent_schema(score: Scorer) -> pa.Schema:
    """What travels with every row."""
    pa = needed("pyarrow", "Scoring on Spark", "spark")
    same = the_same_for_all(score)
    return pa.schema([field for field in plain(score.schema) if field.name not in same])


def the_same_for_all(score: Scorer) -> dict[str, str]:
    """The columns of the result that hold the same text for everybody. Their names are never those of carried columns."""
    ruleset = score.ruleset
    same = {"per": ruleset.plan.per, "ruleset": str(ruleset), "ruleset_digest": ruleset.digest, "engine_version": VERSION}
    return {name: text for name, text in same.items() if name in score.schema.names}


def _name(name: str) -> str:
    """A column's name as Spark must be told it where it has a full stop."""
    escaped = name.replace("`", "``")
    return f"`{escaped}`"
