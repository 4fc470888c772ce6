"""Every key and every word of the language stands in the reference, and every key of every section in an example that works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from ras_engine import RulesetInvalid
from ras_engine.document.examples import ExamplesDocument
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Frozen
from ras_engine.document.walk import walk
from ras_engine.located import read_located
from tests.documentation.blocks import ROOT, blocks
from tests.documentation.rulesets import examples

PAGE = "docs/ruleset-language.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
REFERENCE = TEXT[TEXT.index("# Part two") :]
CODE = re.compile(r"`([^`\n]+)`")
WORD = re.compile(r"[a-zA-Z0-9_/-]+")
HEADINGS = [line for line in REFERENCE.splitlines() if line.startswith("#")]
SPOKEN_OF = {word for span in (*CODE.findall(REFERENCE), *HEADINGS) for word in WORD.findall(span)}


def parts(annotation: Any) -> Iterator[Any]:
    """Every type inside an annotation."""
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple, Frozen):
        for one in get_args(annotation):
            yield from parts(one)
    else:
        yield annotation


def models(start: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Every model that `start` is made of, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = [start]
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [
                one
                for field in model.model_fields.values()
                for one in parts(field.annotation)
                if isinstance(one, type) and issubclass(one, BaseModel)
            ]
    return found


def key_of(model: type[BaseModel], name: str) -> str:
    """A key as the file writes it, with the section that first has it: `LineBase.when` for every kind of line."""
    first = next(one for one in reversed(model.__mro__) if name in getattr(one, "model_fields", {}))
    return f"{first.__name__}.{model.model_fields[name].alias or name}"


MODELS = {**models(RulesetDocument), **models(ExamplesDocument)}
KEYS = sorted({key_of(model, name) for model in MODELS.values() for name in model.model_fields})
WORDS = sorted(
    {
        str(word)
        for model in MODELS.values()
        for field in model.model_fields.values()
        for one in parts(field.annotation)
        if get_origin(one) is Literal
        for word in get_args(one)
    }
)


def shown() -> set[str]:
    """Every key of every section that an example of the page uses."""
    written = [read_located(block.text, file=PAGE).data for block in blocks(PAGE) if block.has("examples")]
    documents: list[object] = [
        *(example.read().document for example in examples(PAGE) if not example.block.has("refused")),
        *(ExamplesDocument.model_validate(data) for data in written),
    ]
    return {key_of(type(one), name) for document in documents for _, one in walk_all(document) for name in one.model_fields_set}


def walk_all(document: object) -> Iterator[tuple[object, BaseModel]]:
    """Every section of a document; texts that people read too, which the walk of the checks leaves whole."""
    for path, one in walk(document):
        if isinstance(one, BaseModel):
            yield path, one


SHOWN = shown()


@pytest.mark.parametrize("key", KEYS)
def test_every_key_stands_in_an_example_that_works(key: str) -> None:
    assert key in SHOWN


@pytest.mark.parametrize("key", sorted({key.partition(".")[2] for key in KEYS}))
def test_every_key_is_spoken_of_in_the_reference(key: str) -> None:
    assert key in SPOKEN_OF


@pytest.mark.parametrize("word", WORDS)
def test_every_kind_and_every_word_of_the_language_is_spoken_of_in_the_reference(word: str) -> None:
    assert word in SPOKEN_OF


def test_a_key_that_nobody_documented_would_be_missed() -> None:
    assert "ProductMeasure.times" in KEYS
    assert "a_key_that_is_not_there" not in SPOKEN_OF
    assert RulesetInvalid.__name__ not in SPOKEN_OF
