"""The fields of what a scorer gives, known from the ruleset alone, and columns brought to them exactly or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem

if TYPE_CHECKING:
    import pyarrow as pa

Texts = Literal["dictionary", "plain"]
"""How texts of the result are held: by dictionary, which is small and quick; or plain, where the reader knows no dictionaries."""


def kept_fields(keep: pa.Schema | Mapping[str, pa.DataType | str] | None) -> pa.Schema:
    """The columns to carry along, by name and type; a type may be written as Arrow names it, such as "int64"."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    types = {one.name: one.type for one in keep} if isinstance(keep, pa.Schema) else dict(keep or {})
    return pa.schema(
        [pa.field(name, _roomy(pa.type_for_alias(kind) if isinstance(kind, str) else kind)) for name, kind in types.items()]
    )


def _roomy(kind: pa.DataType) -> pa.DataType:
    """The type, with room for any number of values where it is a dictionary."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    return pa.dictionary(pa.int32(), kind.value_type) if pa.types.is_dictionary(kind) else kind


def settled(schema: pa.Schema, texts: Texts, kept: int) -> pa.Schema:
    """The schema of a result as it always is: after the first `kept` fields, dictionaries have the same type whatever they hold."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    words = pa.dictionary(pa.int32(), pa.string()) if texts == "dictionary" else pa.string()
    made = [pa.field(one.name, words if pa.types.is_dictionary(one.type) else one.type) for one in list(schema)[kept:]]
    return pa.schema([*list(schema)[:kept], *made])


def plain(schema: pa.Schema) -> pa.Schema:
    """The schema with no dictionary in it."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    return pa.schema([pa.field(one.name, one.type.value_type if pa.types.is_dictionary(one.type) else one.type) for one in schema])


def as_declared(column: Any, field: pa.Field[Any]) -> Any:
    """A column, in chunks or whole, in the type of a field.

    A dictionary may be opened or made, and a type widened. Raises BatchInvalid (RAS761) where the values themselves would have to
    change, such as texts to numbers: "007" is not 7.
    """
    if column.type == field.type:
        return column
    if not _holds(_values(column.type), _values(field.type)):
        words = {"column": field.name, "found": str(column.type), "declared": str(field.type)}
        raise BatchInvalid([problem("RAS761", Location(path=field.name), **words)])
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    views = pa.types.is_string_view(_values(column.type)) or pa.types.is_string_view(_values(field.type))
    return (column.cast(pa.large_string()) if views else column).cast(field.type)


def _values(kind: pa.DataType) -> pa.DataType:
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _holds(narrow: pa.DataType, wide: pa.DataType) -> bool:
    """Whether every value of one type is a value of the other, unchanged."""
    pa = needed("pyarrow", "Scoring Arrow batches", "arrow")
    kinds = pa.types
    texts = [kinds.is_string, kinds.is_large_string, kinds.is_string_view]
    if any(kind(narrow) for kind in texts):
        return any(kind(wide) for kind in texts)
    if kinds.is_integer(narrow) and kinds.is_integer(wide):
        signs = kinds.is_signed_integer(narrow), kinds.is_signed_integer(wide)
        return bool(wide.bit_width >= narrow.bit_width if signs[0] == signs[1] else signs[1] and wide.bit_width > narrow.bit_width)
    return bool(narrow == wide or kinds.is_null(narrow))
