"""The single values of a ruleset, each with one spelling. The reader hands over strings; nothing is guessed.

Each type refuses with a catalogue code (`RAS11x`), so that the author reads our words and never the validator's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ras_engine.exact import parse_decimal, parse_number

Value = TypeVar("Value")
ID = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Section(BaseModel):
    """A mapping of the ruleset file: closed keys, never changed after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Frozen(dict[str, Value]):
    """A mapping that cannot be changed once it is read, hashable like the sections that hold it."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a ruleset does not change after it is read")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))

    def __reduce__(self) -> tuple[type[Frozen[Value]], tuple[dict[str, Value]]]:
        return type(self), (dict(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler.generate_schema(dict.__class_getitem__((Id, *source.__args__)))
        return core_schema.no_info_after_validator_function(cls, schema)


def refuse(code: str, **words: object) -> NoReturn:
    """Refuse the value under validation with a catalogue code and the words of its message."""
    raise PydanticCustomError(code, "{code}", {"code": code, **words})


def _text(value: object, code: str) -> str:
    if not isinstance(value, str):
        refuse("RAS105", expected="a single value")
    if not value.strip():
        refuse(code, text=value)
    return value


def _reader(code: str, parse: Callable[[str], Any]) -> BeforeValidator:
    """A validator that parses a string, refusing with `code` where `parse` raises ValueError."""

    def read(value: object) -> Any:
        text = _text(value, code)
        try:
            return parse(text)
        except ValueError:
            refuse(code, text=text)

    return BeforeValidator(read)


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(text)
    return text


def _at_least_zero(number: Fraction) -> Fraction:
    if number < 0:
        raise ValueError(number)
    return number


def _share(text: str) -> Fraction:
    if not text.endswith("%"):
        raise ValueError(text)
    share = parse_decimal(text[:-1].rstrip()) / 100
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError(text)
    return int(text)


def _positive(number: Fraction) -> Fraction:
    if number <= 0:
        raise ValueError(number)
    return number


def _whole_pence(text: str) -> Fraction:
    amount = _at_least_zero(parse_decimal(text))
    if (amount * 100).denominator != 1:
        raise ValueError(text)
    return amount


def _date(text: str) -> date:
    if not ISO_DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _yes_no(text: str) -> bool:
    return {"yes": True, "no": False}[text] if text in ("yes", "no") else _not_yes_no(text)


def _not_yes_no(text: str) -> NoReturn:
    raise ValueError(text)


_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$"}]}
_AMOUNT_SCHEMA = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}]}
_POSITIVE_SCHEMA = {
    "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$"}]
}
_DATE_SCHEMA = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_YES_NO_SCHEMA = {"anyOf": [{"enum": ["yes", "no"]}, {"type": "boolean"}]}

Id = Annotated[str, _reader("RAS110", _id), WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,59}$"})]
"""A name that other lines may refer to: lower case, digits, underscores, starting with a letter."""

Number = Annotated[Fraction, _reader("RAS111", parse_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""An exact decimal, such as `-1.5`, or a fraction of whole numbers, such as `1/60`."""

Positive = Annotated[Fraction, _reader("RAS112", lambda text: _positive(parse_number(text))), WithJsonSchema(_POSITIVE_SCHEMA)]
"""An exact decimal or fraction above zero."""

Amount = Annotated[Fraction, _reader("RAS113", lambda text: _at_least_zero(parse_decimal(text))), WithJsonSchema(_AMOUNT_SCHEMA)]
"""Money in pounds, exact, never negative; a price may have parts of a penny."""

WholePence = Annotated[Fraction, _reader("RAS114", _whole_pence), WithJsonSchema(_AMOUNT_SCHEMA)]
"""Money in pounds and whole pence, never negative."""

Slope = Annotated[Fraction, _reader("RAS111", parse_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""Money in pounds for each point, exact; it may fall."""

Share = Annotated[Fraction, _reader("RAS115", _share), WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?\s?%$"})]
"""A share from 0% to 100%, always written with its sign."""

Whole = Annotated[
    int, _reader("RAS116", _whole), WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}]})
]
"""A whole number from 0."""

Day = Annotated[date, _reader("RAS117", _date), WithJsonSchema(_DATE_SCHEMA)]
"""A day written `2026-04-06`."""

YesNo = Annotated[bool, _reader("RAS118", _yes_no), WithJsonSchema(_YES_NO_SCHEMA)]
"""`yes` or `no`."""

Words = Annotated[str, BeforeValidator(lambda value: _text(value, "RAS119"))]
"""Free wording in one language."""


class Text(BaseModel):
    """Wording a person will read, in one or more languages: a plain text is English, a mapping names them (`en`, `cy`)."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra=lambda schema: schema.update(
            {"type": ["string", "object"], "description": "Wording: plain English, or a mapping of languages (en, cy)."}
        ),
    )
    en: Words | None = None
    cy: Words | None = None
    de: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def plain_text_is_english(cls, value: object) -> object:
        """A plain text stands for `{en: text}`."""
        return {"en": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def says_something(self) -> Text:
        """At least one language is given."""
        if not any(self.by_language()):
            refuse("RAS119", text="")
        return self

    def by_language(self) -> Iterator[str]:
        """The wordings that are given."""
        return (words for words in (self.en, self.cy, self.de) if words)

    def in_language(self, language: str = "en") -> str:
        """The wording in `language`, else in English, else in the first language given."""
        return getattr(self, language, None) or self.en or next(self.by_language())


def exactly_one(section: BaseModel, *keys: str) -> None:
    """Refuse the section (`RAS121`) unless exactly one of `keys` is given."""
    given = [key for key in keys if getattr(section, key) is not None]
    if len(given) != 1:
        refuse(
            "RAS121",
            keys=", ".join(key.rstrip("_") for key in keys),
            given=", ".join(key.rstrip("_") for key in given) or "none of them",
        )


def not_empty(value: Mapping[str, Any] | tuple[Any, ...]) -> Any:
    """Refuse an empty list or mapping (`RAS122`)."""
    if not value:
        refuse("RAS122")
    return value


Item = TypeVar("Item")
Several = Annotated[tuple[Item, ...], AfterValidator(not_empty)]
"""A list with at least one item."""
Table = Annotated[Frozen[Item], AfterValidator(not_empty)]
"""A mapping with at least one entry."""
