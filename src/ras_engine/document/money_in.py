"""Which values of a ruleset are money: known from the models, not from the names of keys.

Receives a checked document; gives the path in the file of every amount, of prices for each point among them, and of the pounds
that a condition compares an amount with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from ras_engine.document.conditions import COMPARISONS, Condition
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Amount, Section, Slope, WholePence
from ras_engine.located import Path


def _reader_of(hint: Any) -> Any:
    """What reads the value of an annotation: it tells the kinds of numbers apart, whatever stands around it."""
    return get_args(hint)[1] if get_origin(hint) is Annotated else None


_WHOLE_PENCE = _reader_of(WholePence)
_MONEY = (_reader_of(Amount), _WHOLE_PENCE, _reader_of(Slope))


@dataclass(frozen=True, slots=True)
class MoneyAt:
    """An amount: where it stands, and whether it must be whole pence."""

    path: Path
    whole_pence: bool


def money_in(document: RulesetDocument) -> Iterator[MoneyAt]:
    """Every amount of the ruleset, in the order of the sections."""
    yield from _walk(document, [RulesetDocument], ())


def _walk(value: object, hints: list[Any], path: Path) -> Iterator[MoneyAt]:
    if isinstance(value, Condition):
        yield from _compared(value, path)
    if isinstance(value, Section):
        known = get_type_hints(type(value), include_extras=True)
        for name, field in type(value).model_fields.items():
            yield from _walk(getattr(value, name), [*_flat(known[name])], (*path, field.alias or name))
    elif isinstance(value, tuple):
        inner = [*_inside(hints, tuple)]
        for position, item in enumerate(value):
            yield from _walk(item, inner, (*path, position))
    elif isinstance(value, Mapping):
        inner = [*_inside(hints, Mapping)]
        for key, item in value.items():
            yield from _walk(item, inner, (*path, str(key)))
    elif isinstance(value, Fraction) and any(_reader_of(hint) in _MONEY for hint in hints):
        yield MoneyAt(path, any(_reader_of(hint) == _WHOLE_PENCE for hint in hints))


def _compared(condition: Condition, path: Path) -> Iterator[MoneyAt]:
    """What a condition compares an amount with: a number in pounds, kept as it was written."""
    if condition.amount is None:
        return
    for key in COMPARISONS:
        if getattr(condition, key) is not None:
            yield MoneyAt((*path, key.rstrip("_")), whole_pence=False)


def _flat(hint: Any) -> Iterator[Any]:
    """The alternatives of an annotation; money stays whole, other wrapping is taken off."""
    origin = get_origin(hint)
    if _reader_of(hint) in _MONEY:
        yield hint
    elif origin is Annotated:
        yield from _flat(get_args(hint)[0])
    elif origin in (Union, UnionType):
        for part in get_args(hint):
            yield from _flat(part)
    else:
        yield hint


def _inside(hints: list[Any], kind: type) -> Iterator[Any]:
    """What a list or a mapping of these types holds."""
    for hint in hints:
        origin = get_origin(hint)
        if isinstance(origin, type) and issubclass(origin, kind):
            yield from _flat(get_args(hint)[0])
