"""What the adapters have in common: the options of a scorer, and columns to keep by name, with the types they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from ras_engine.edges.arrow.fields import Texts
from ras_engine.edges.arrow.pieces import Piece, check_files, schema_of
from ras_engine.edges.arrow.scoring import Scorer, scorer
from ras_engine.edges.frames.arrow import Unit
from ras_engine.edges.frames.mapping import DataMapping
from ras_engine.edges.frames.needs import needed
from ras_engine.edges.frames.score import Values
from ras_engine.errors import BatchInvalid, Location, did_you_mean, problem
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    import pyarrow as pa


class Options(TypedDict, total=False):
    """The options of `ras_engine.edges.arrow.scorer` that every adapter takes."""

    columns: Mapping[Any, str] | None
    values: Values | None
    mapping: DataMapping | str | Path | None
    constants: Mapping[str, str] | None
    give: Sequence[str] | None
    money: Unit


def scorer_for(
    schema: pa.Schema, ruleset: Ruleset, keep: Sequence[str], texts: Texts = "dictionary", **options: Unpack[Options]
) -> Scorer:
    """A scorer for a caseload with this schema, which has been looked at.

    Raises BatchInvalid where the caseload's columns do not fit the ruleset and the options (see `Scorer.check`), or where a column
    of `keep` is not there (RAS767).
    """
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    keep = [keep] if isinstance(keep, str) else list(dict.fromkeys(keep))
    missing = [name for name in keep if name not in schema.names]
    if missing:
        raise BatchInvalid(
            problem("RAS767", Location(path=name), column=name, nearest=did_you_mean(name, schema.names)) for name in missing
        )
    made = scorer(ruleset, keep=pa.schema([schema.field(name) for name in keep]), texts=texts, **options)
    made.check(schema)
    return made


def scorer_for_pieces(
    pieces: Sequence[Piece], ruleset: Ruleset, keep: Sequence[str], texts: Texts = "dictionary", **options: Unpack[Options]
) -> Scorer:
    """A scorer for a caseload in Parquet, every file of which has been looked at. Raises BatchInvalid as `scorer_for`."""
    made = scorer_for(schema_of(pieces), ruleset, keep, texts, **options)
    check_files(made, pieces)
    return made
