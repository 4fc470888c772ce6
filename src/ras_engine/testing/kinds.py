"""Every feature of the language by name, read off the models themselves, and which of them a ruleset uses.

A name is a section and a key (`line.price.times`), with the value where the key has a closed set of them
(`rounding.direction=half_even`), or with the shape where it has several (`line.fixed.amount:refer`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ras_engine.document import carers, conditions, header, limits, lines, measures, questions
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Frozen, Section, Text
from ras_engine.testing.interval import Data

WORDING = ("title", "why", "source", "says", "ask", "help", "domain", "outcomes", "scottish_option", "currency", "unit")
HEAD = ("schema", "scheme", "revision", "status", "id", "published_on", "authority", "supersedes", "effective_from", "from")
FOR_LATER = ("audit", "calibration", "part_periods", "year_end", "draw", "longest_weeks", "decided_by", "weeks", "time_limited")
NOT_SCORED = frozenset((*WORDING, *HEAD, *FOR_LATER))
"""Keys that a score does not depend on: wording, reasons and dates; and what is stated for audits or for the time after it. (`unit`
and `from` are a price's, `weeks` a review's; the weeks of a contingency do count.)"""

SHARED: tuple[tuple[type[Section], str], ...] = (
    (questions.QuestionBase, "question"),
    (measures.NumberMeasure, "measure"),
    (measures.MeasureBase, "measure"),
    (lines.LineBase, "line"),
    (carers.RuleBase, "carer_rule"),
    (limits.ContingencyBase, "contingency"),
    (limits.NoContingency, "contingency"),
    (measures.Start, "start"),
    (lines.AmountByKeys, "amount_by_keys"),
)
"""Keys that a base class has are named once, after the base."""

NEVER_WRITTEN = frozenset(
    (
        # choices, and yes or no, have no order
        *(f"condition.{subject}.{comparison}" for subject in ("choices", "yes_no") for comparison in ("at_least", "at_most")),
        *(f"condition.{subject}.{comparison}" for subject in ("choices", "yes_no") for comparison in ("more_than", "less_than")),
        # an entry says `otherwise: yes` or nothing
        *(f"{section}.otherwise=no" for section in ("route", "review")),
    )
)


def kinds_reached(data: Data) -> set[str]:
    """The features that a ruleset's data uses. It must be valid."""
    document = RulesetDocument.model_validate(data)
    return {name for name in _reached(document) if name in ALL_KINDS} | set(_compared(document))


# -- walking a document


def _reached(section: Section) -> Iterator[str]:
    for field in section.model_fields_set:
        key = type(section).model_fields[field].alias or field
        value = getattr(section, field)
        name = f"{_label(type(section), key, getattr(section, 'kind', None))}.{key}"
        yield name
        yield from (f"{name}{shape}" for shape in _shapes(value))
        for inner in _sections(value):
            yield from _reached(inner)


def _shapes(value: Any) -> Iterator[str]:
    """How a value is written, where it could be written otherwise."""
    if isinstance(value, StrEnum | str):
        yield f"={value}"
    elif isinstance(value, bool):
        yield "=yes" if value else "=no"
    elif isinstance(value, Mapping) and value:
        yield f":{_depth(value)}"
        if any(isinstance(one, header.Refer) for one in _leaves(value)):
            yield ":refer"
    elif isinstance(value, header.Refer):
        yield ":refer"
    elif isinstance(value, questions.CountsAs):
        yield ":counts_as"
    elif isinstance(value, tuple) and any(isinstance(one, measures.MeanItem) for one in value):
        yield ":item"


def _depth(value: Any) -> int:
    return 1 + _depth(next(iter(value.values()))) if isinstance(value, Mapping) and value else 0


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    else:
        yield value


def _sections(value: Any) -> Iterator[Section]:
    if isinstance(value, Section):
        yield value
    for one in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ():
        yield from _sections(one)


def _label(model: type[Section], key: str, kind: str | None) -> str:
    """The section that a key belongs to: the base that declares it, with the kind where the kind declares it."""
    for base, label in SHARED:
        if issubclass(model, base):
            own = key != "kind" and not any(key == (field.alias or name) for name, field in base.model_fields.items())
            if own and base in (measures.Start, lines.AmountByKeys):
                continue
            return f"{label}.{kind}" if own and kind else label
    words = "".join(f"_{one.lower()}" if one.isupper() else one for one in model.__name__)
    return words.strip("_").replace("ruleset_document", "ruleset")


# -- reading the models


def _every_kind(model: type[Section], seen: set[type[Section]]) -> Iterator[str]:
    """Each key of a model and of the models inside it, with its values and shapes."""
    seen.add(model)
    kinds = get_args(model.model_fields["kind"].annotation) if "kind" in model.model_fields else (None,)
    for field, about in model.model_fields.items():
        key = about.alias or field
        if key in NOT_SCORED and not (key == "weeks" and issubclass(model, limits.WeeksContingency)):
            continue
        for kind in kinds:
            name = f"{_label(model, key, kind)}.{key}"
            yield name
            yield from (f"{name}{shape}" for shape in _possible(about.annotation))
        for inner in _models(about.annotation):
            if inner not in seen:
                yield from _every_kind(inner, seen)


def _flat(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without its wrapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _flat(part)
    else:
        yield annotation


def _inside(annotation: Any) -> Iterator[Any]:
    """The annotation's alternatives, and what stands inside their lists and tables."""
    for one in _flat(annotation):
        yield one
        if get_origin(one) in (tuple, Frozen):
            yield from _inside(get_args(one)[0])


def _models(annotation: Any) -> Iterator[type[Section]]:
    for one in _inside(annotation):
        if isinstance(one, type) and issubclass(one, Section) and not issubclass(one, Text):
            yield one


def _possible(annotation: Any) -> Iterator[str]:
    every, tables = list(_flat(annotation)), [one for one in _flat(annotation) if get_origin(one) is Frozen]
    for one in every:
        if get_origin(one) is Literal:
            yield from (f"={value}" for value in get_args(one))
        elif isinstance(one, type) and issubclass(one, StrEnum):
            yield from (f"={value}" for value in one)
        elif one is bool:
            yield from ("=yes", "=no")
    yield from (f":{_table_depth(one)}" for one in tables if len(tables) > 1)
    inside = list(_inside(annotation))
    yield from (f":{name}" for name, model in SHAPED.items() if model in inside and (len(every) > 1 or name == "item" or tables))


def _table_depth(annotation: Any) -> int:
    return (
        1 + max((_table_depth(one) for one in _flat(get_args(annotation)[0])), default=0) if get_origin(annotation) is Frozen else 0
    )


SHAPED: dict[str, type[Section]] = {"refer": header.Refer, "counts_as": questions.CountsAs, "item": measures.MeanItem}


# -- conditions: what is compared, and how


def _condition_kinds() -> Iterator[str]:
    question_kinds = ("levels", "choices", "yes_no", "quantity", "frequency")
    subjects = (*question_kinds, "measure", "band", "support_level", "support_quantity", "amount")
    for subject in subjects:
        for comparison in conditions.COMPARISONS:
            yield f"condition.{subject}.{comparison.rstrip('_')}"


def _compared(document: RulesetDocument) -> Iterator[str]:
    asked = {one.id: one.kind for one in document.questions}
    banded = {one.id for one in document.measures if not isinstance(one, measures.NumberMeasure)}
    rules = document.carer_support.rules if document.carer_support else ()
    quantities = {area for rule in rules if isinstance(rule, carers.QuantityMetRule) for area in rule.reduces}
    for one in _conditions(document):
        comparison, _ = one.comparison
        if one.question:
            yield f"condition.{asked[one.question]}.{comparison}"
        elif one.measure:
            yield f"condition.{'band' if one.measure in banded else 'measure'}.{comparison}"
        elif one.carer_support:
            yield f"condition.support_{'quantity' if one.carer_support in quantities else 'level'}.{comparison}"
        elif one.amount:
            yield f"condition.amount.{comparison}"


def _conditions(section: Section) -> Iterator[conditions.Condition]:
    if isinstance(section, conditions.Condition):
        yield section
    for field in type(section).model_fields:
        for inner in _sections(getattr(section, field)):
            yield from _conditions(inner)


ALL_KINDS: frozenset[str] = frozenset((*_every_kind(RulesetDocument, set()), *_condition_kinds())) - NEVER_WRITTEN
"""Every feature of the language: read off the models, so that a new key or kind is one more name here."""
