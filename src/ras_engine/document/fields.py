"""Which keys a section of the ruleset knows, found by walking the models along a place that the validator names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Frozen

Steps: TypeAlias = tuple[str | int, ...]


def known_keys(steps: Steps, root: type[BaseModel] = RulesetDocument) -> list[str]:
    """The keys of the section at a place of the validator, which mixes keys with the names of kinds; as a file writes them."""
    return sorted({field.alias or name for model in _models_at(steps, root) for name, field in model.model_fields.items()})


def kinds_at(steps: Steps) -> list[str]:
    """The kinds that may stand at a place of the validator."""
    return [str(kind) for model in _models_at(steps) for kind in _kinds(model)]


def _models_at(steps: Steps, root: type[BaseModel] = RulesetDocument) -> list[Any]:
    types: list[Any] = [root]
    models: list[Any] = types
    for step in steps:
        types = list(_further(types, step))
        models = [one for one in types if _is_model(one)] or models
    return models


def _further(types: list[Any], step: str | int) -> Iterator[Any]:
    """The types one step on: into a list, into a mapping, into a key, or only narrowed to the kind of that name."""
    kinds = [one for one in types if _is_model(one) and step in _kinds(one)]
    if kinds and len(types) > 1:
        yield from kinds
        return
    into = [inner for one in types for inner in _into(one, step)]
    yield from into or types


def _into(one: Any, step: str | int) -> Iterator[Any]:
    origin = get_origin(one)
    if (origin is tuple and isinstance(step, int)) or (origin is Frozen and isinstance(step, str)):
        yield from _flat(get_args(one)[0])
    elif _is_model(one) and isinstance(step, str):
        for name, field in one.model_fields.items():
            if step == (field.alias or name):
                yield from _flat(_annotations(one)[name])


@cache
def _annotations(model: Any) -> dict[str, Any]:
    """The annotations of a model, those that were written before their types too."""
    return get_type_hints(model, include_extras=True)


def _flat(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without its wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _flat(part)
    elif annotation is not type(None):
        yield annotation


def _kinds(model: Any) -> tuple[Any, ...]:
    field = model.model_fields.get("kind")
    return get_args(field.annotation) if field and get_origin(field.annotation) is Literal else ()


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)
