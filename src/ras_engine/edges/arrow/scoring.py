"""A function from record batch to record batch that scores a caseload, and that can be sent to another process.

Receives batches with a ruleset's columns; gives for each a batch with the carried columns and the budgets, row by row in order.
Rows with problems are marked with code and message; none is dropped, whatever is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ras_engine.assessment.values import kind_of
from ras_engine.edges.arrow.fields import Texts, as_declared, kept_fields, settled
from ras_engine.edges.arrow.ship import Shipped, ship
from ras_engine.edges.frames.arrow import Unit, table_of
from ras_engine.edges.frames.mapping import DataMapping, unread
from ras_engine.edges.frames.needs import needed
from ras_engine.edges.frames.read import read_frame
from ras_engine.edges.frames.score import Values, mapping_from
from ras_engine.errors import BatchInvalid, Location, did_you_mean, problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import columns_read, score_batch

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 1 << 17
"""Rows that are scored at once where batches come in a stream: small ones are gathered, large ones are cut."""
ALWAYS_GIVEN = ("outcome", "problem_codes", "problems")
"""Columns of the result that are always there: no amount without what became of it."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores Arrow batches by one ruleset; made by `scorer`. Pickles to some tens of kilobytes.

    `schema` is what every batch that it gives has, whatever the data. Called with a batch (or table) it gives one; called with an
    iterable of batches it gives an iterator, as Spark's `mapInArrow` wants it.
    """

    shipped: Shipped
    mapping: DataMapping
    constants: Mapping[str, str]
    keep: pa.Schema
    money: Unit
    names: tuple[str, ...]
    schema: pa.Schema

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset, as it was shipped."""
        return self.shipped.unpacked()

    def __call__(self, batches: Any) -> Any:
        """Score a batch, a table or an iterable of batches; gives the like. Raises BatchInvalid where columns are wrong."""
        pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
        if isinstance(batches, pa.RecordBatch):
            whole = self._scored(batches).combine_chunks().to_batches()
            return whole[0] if whole else self._nobody()
        if isinstance(batches, pa.Table):
            return self._scored(batches)
        if hasattr(batches, "columns") or not isinstance(batches, Iterable):
            raise BatchInvalid([problem("RAS768", type=kind_of(batches))])
        return self.stream(batches)

    def stream(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Score batches as they come, about 131,072 rows at once; in order, and never more than one such stretch in memory."""
        for gathered in _gathered(batches):
            yield from self._scored(gathered).to_batches()

    def reader(self, batches: Any) -> pa.RecordBatchReader:
        """A stream of batches (or anything with `__arrow_c_stream__`) as a stream of budgets, with its schema in front."""
        pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
        source = pa.RecordBatchReader.from_stream(batches) if hasattr(batches, "__arrow_c_stream__") else batches
        if isinstance(source, pa.RecordBatchReader):
            self.check(source.schema)
        return pa.RecordBatchReader.from_batches(self.schema, self.stream(source))

    @property
    def reads(self) -> frozenset[str]:
        """The names of the columns that it reads or carries along, as the caseload has them; not all need be there."""
        asked = columns_read(self.ruleset.plan) - self.constants.keys()
        renamed = {theirs for theirs, ours in self.mapping.columns.items() if ours in asked}
        return frozenset({*asked, *renamed, *self.keep.names})

    def check(self, schema: pa.Schema) -> None:
        """Look at the columns before any data is sent anywhere.

        Raises BatchInvalid with every column that is missing (RAS701), misspelt (RAS703) or there twice (RAS713, RAS743), to be
        renamed and not there (RAS742), to be carried along and not there (RAS767) or of another type than declared (RAS761).
        """
        names = schema.names
        missing = [
            problem("RAS767", Location(path=one), column=one, nearest=did_you_mean(one, names))
            for one in self.keep.names
            if one not in names
        ]
        if missing:
            raise BatchInvalid(missing)
        self._scored(schema.empty_table())

    def _scored(self, batch: pa.Table | pa.RecordBatch) -> pa.Table:
        """The budgets of a batch, as `schema` says."""
        pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
        reading = read_frame(batch, self.ruleset, self.mapping, self.constants)
        carried = pa.table([as_declared(batch.column(field.name), field) for field in self.keep], schema=self.keep)
        table = table_of(score_batch(reading.columns, self.ruleset), carried, money=self.money)
        fields = zip(self.names, self.schema, strict=True)
        return pa.table([as_declared(table.column(name), field) for name, field in fields], schema=self.schema)

    def _nobody(self) -> pa.RecordBatch:
        """A batch without rows."""
        pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
        return pa.RecordBatch.from_pylist([], schema=self.schema)


def scorer(
    ruleset: Ruleset,
    *,
    columns: Mapping[Any, str] | None = None,
    values: Values | None = None,
    mapping: DataMapping | str | Path | None = None,
    constants: Mapping[str, str] | None = None,
    keep: pa.Schema | Mapping[str, pa.DataType | str] | None = None,
    give: Sequence[str] | None = None,
    money: Unit = "pounds",
    texts: Texts = "dictionary",
) -> Scorer:
    """A function that scores Arrow record batches by a ruleset, in this process or another.

    `columns`, `values`, `mapping` and `constants` are those of `ras_engine.score_batch`: how the caseload's names and values are
    the ruleset's, and what is the same for everybody. A mapping file is read here, and goes along.

    `keep` are columns to carry along (ids), with their types: `{"person_id": "int64"}`, or an Arrow schema. `give` names the
    columns wanted of the result, besides `outcome`, `problem_codes` and `problems`; all where it is left out. `money` is `pounds`
    (exact decimals) or `pence` (`int64`, names end in `_pence`). `texts` is `dictionary` or `plain`.

    Raises BatchInvalid where `give` names a column that there is not (RAS762), and where the mapping or the constants do not fit
    the ruleset.
    """
    meanings = mapping_from(columns, values, mapping)
    strangers = [*meanings.problems(ruleset), *unread(constants or {}, columns_read(ruleset.plan))]
    if strangers:
        raise BatchInvalid(strangers)
    kept = kept_fields(keep)
    shipped = ship(ruleset)
    every = settled(_result_of_nobody(ruleset, kept, money).schema, texts, len(kept))
    carried, made = every.names[: len(kept)], every.names[len(kept) :]
    strange = [name for name in give or () if name not in made]
    if strange:
        raise BatchInvalid(problem("RAS762", Location(path=one), column=one, nearest=did_you_mean(one, made)) for one in strange)
    given = made if give is None else [name for name in made if name in give or name in ALWAYS_GIVEN]
    names = (*carried, *given)
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    schema = pa.schema([every.field(name) for name in names])
    return Scorer(shipped, meanings, dict(constants or {}), kept, money, names, schema)


def _result_of_nobody(ruleset: Ruleset, kept: pa.Schema, money: Unit) -> pa.Table:
    """The result of a caseload without people: its columns are those of any other."""
    return table_of(score_batch({name: [] for name in columns_read(ruleset.plan)}, ruleset), kept.empty_table(), money=money)


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of a stream in stretches of about `AT_ONCE`."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    waiting: list[Any] = []
    rows = 0
    for batch in batches:
        for start in range(0, len(batch), AT_ONCE):
            stretch = batch.slice(start, AT_ONCE)
            waiting.append(stretch)
            rows += len(stretch)
            if rows >= AT_ONCE:
                yield pa.Table.from_batches(waiting)
                waiting, rows = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting)
