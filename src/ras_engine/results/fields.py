"""The few kinds of values that a stored result is made of. Each knows its JSON Schema and what is wrong with a value.

One definition serves both, so that what the published schema lets through is what the library reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Fault = tuple[tuple[str | int, ...], str]
"""Where in the data, and what is wrong there."""
MOST = 999_999_999
Schema = dict[str, Any]


class Form(Protocol):
    """What a value must be."""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""


def _described(schema: Schema, says: str) -> Schema:
    return {**schema, "description": says} if says else schema


@dataclass(frozen=True)
class Text:
    """A text, of a pattern or of some choices where these are given."""

    says: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        if len(self.choices) == 1:
            return _described({"const": self.choices[0]}, self.says)
        if self.choices:
            return _described({"enum": list(self.choices)}, self.says)
        return _described({"type": "string", **({"pattern": f"^{self.pattern}$"} if self.pattern else {})}, self.says)

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if not isinstance(value, str):
            yield (), "it must be a text in quotes"
        elif self.choices and value not in self.choices:
            yield (), f"it must be {' or '.join(self.choices)}"
        elif self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            yield (), f"it must be {self.says[:1].lower()}{self.says[1:].rstrip('.')}" if self.says else "its form is another"


@dataclass(frozen=True)
class Whole:
    """A whole number from 0, of at most nine digits."""

    says: str = ""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return _described({"type": "integer", "minimum": 0, "maximum": MOST}, self.says)

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if type(value) is not int or not 0 <= value <= MOST:
            yield (), "it must be a whole number"


@dataclass(frozen=True)
class TrueOrFalse:
    """`true` or `false`."""

    says: str = ""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return _described({"type": "boolean"}, self.says)

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if not isinstance(value, bool):
            yield (), "it must be true or false"


@dataclass(frozen=True)
class Nothing:
    """`null`."""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {"type": "null"}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if value is not None:
            yield (), "it must be null"


@dataclass(frozen=True)
class Either:
    """One of some forms; a value that fits none has the faults of the first."""

    forms: tuple[Form, ...]

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {"anyOf": [form.schema() for form in self.forms]}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        found = [list(form.faults(value)) for form in self.forms]
        if all(found):
            yield from found[0]


def or_null(form: Form) -> Either:
    """The form, or `null` where there is nothing to say."""
    return Either((form, Nothing()))


@dataclass(frozen=True)
class Items:
    """A list of one form."""

    form: Form

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {"type": "array", "items": self.form.schema()}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if not isinstance(value, list):
            yield (), "it must be a list"
            return
        for place, item in enumerate(value):
            yield from (((place, *path), reason) for path, reason in self.form.faults(item))


@dataclass(frozen=True)
class Named:
    """Values of one form, by name."""

    form: Form

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {"type": "object", "additionalProperties": self.form.schema()}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if not isinstance(value, Mapping):
            yield (), "it must be an object"
            return
        for name, item in value.items():
            yield from (((str(name), *path), reason) for path, reason in self.form.faults(item))


@dataclass(frozen=True)
class Fields:
    """An object of exactly these keys; those in `optional` may be left out."""

    required: Mapping[str, Form]
    optional: Mapping[str, Form] = field(default_factory=dict)

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        forms = {**self.required, **self.optional}
        properties = {name: form.schema() for name, form in forms.items()}
        return {"type": "object", "properties": properties, "required": [*self.required], "additionalProperties": False}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if not isinstance(value, Mapping):
            yield (), "it must be an object"
            return
        forms = {**self.required, **self.optional}
        yield from (((name,), "it is missing") for name in self.required if name not in value)
        yield from (((str(name),), "it is not part of a result") for name in value if name not in forms)
        for name, form in forms.items():
            if name in value:
                yield from (((name, *path), reason) for path, reason in form.faults(value[name]))
