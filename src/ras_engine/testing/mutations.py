"""Rulesets with one thing changed, as a slip of the hand would change it, and what was changed.

Receives a ruleset; gives one that still loads, in which one figure, one edge, one row or one weight differs. A council's tests use
it to see that they would notice; this library uses it to see that its laws do.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from ras_engine.errors import Location, RulesetInvalid
from ras_engine.exact import format_decimal
from ras_engine.located import Path
from ras_engine.ruleset import Ruleset, ruleset_of

SECTIONS = (
    "questions",
    "measures",
    "prices",
    "reference_amounts",
    "budget_lines",
    "carer_support",
    "carer_sustainability",
    "limits",
    "contingency",
    "pool",
    "separate_amounts",
    "referral",
    "sign_off",
    "monitoring",
    "review",
)
"""The sections that are changed, in their order."""
EDGES = ("from", "above", "at", "percentile", "at_least", "more_than", "at_most", "less_than")
TABLES = ("bands", "rows", "percentiles", "amounts", "by_client_group")
NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(%?)", re.ASCII)
TEXTS = ("id", "says", "ask", "title", "help", "why", "source", "unit", "is", "domain")
"""What is text, at any depth."""
RANGES = ("minimum", "maximum", "step", "most", "days")
"""What says which answers a question has, not what they are worth."""
MOST_TRIES = 12


@dataclass(frozen=True, slots=True)
class Mutated:
    """A ruleset with one thing changed: `kind` is "figure", "edge", "row" or "weight"; `after` is None where a row was taken out.

    `where` is its place in the ruleset that it was made from.
    """

    ruleset: Ruleset
    kind: str
    where: Location
    before: str
    after: str | None

    def __str__(self) -> str:
        changed = f"{self.before} taken out" if self.after is None else f"{self.before} -> {self.after}"
        return f"{self.where}: {self.where.path}: {changed}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What Hypothesis shows of a failing example: the change, not the whole ruleset."""
        printer.text(f"Mutated({self})")


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    kind: str


def mutated(ruleset: Ruleset) -> st.SearchStrategy[Mutated]:
    """Rulesets that differ from this one in one figure, edge of a band or knot of a table, row or weight, and still load.

    `Mutated` says which, where it stands in the file, and what was there. They shrink to the first figure made larger by one of its
    last digit. Raises ValueError where the ruleset has nothing to change.
    """
    places: dict[str, list[_Place]] = {}
    for place in _places(ruleset.located.data):
        places.setdefault(place.kind, []).append(place)
    if not places:
        raise ValueError(f"{ruleset} has no figure, edge, row or weight")

    @st.composite
    def mutation(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Mutated:
        there = places[draw(st.sampled_from(tuple(places)))]
        first, way = draw(st.integers(0, len(there) - 1)), draw(st.integers(0, 5))
        for place in (there[first:] + there[:first])[:MOST_TRIES]:
            found = _changed(ruleset, place, way)
            if found is not None:
                return found
        assume(False)
        raise AssertionError

    return mutation()


def _places(data: Any) -> Iterator[_Place]:
    for section in SECTIONS:
        if section in data:
            yield from _below(data[section], (section,))


def _below(data: Any, path: Path) -> Iterator[_Place]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _below(value, (*path, key))
            if isinstance(data, list) and len(data) > 1 and any(step in TABLES for step in path[-2:]):
                yield _Place((*path, key), "row")
    elif isinstance(data, str) and NUMBER.fullmatch(data) and not _is_text_or_range(path):
        yield _Place(path, _kind(path))


def _is_text_or_range(path: Path) -> bool:
    return bool(set(path).intersection(TEXTS)) or (path[0] == "questions" and path[-1] in RANGES)


def _kind(path: Path) -> str:
    if path[-1] in EDGES:
        return "edge"
    if path[-1] == "points" or path[-2] in ("of", "points") or path[-1] == "weight":
        return "weight"
    return "figure"


def _changed(ruleset: Ruleset, place: _Place, way: int) -> Mutated | None:
    """The ruleset with this place changed; None where it does not load, or nothing changes."""
    data = copy.deepcopy(ruleset.located.data)
    parent: Any = data
    for step in place.path[:-1]:
        parent = parent[step]
    before, after = parent[place.path[-1]], None
    if place.kind == "row":
        del parent[place.path[-1]]
        before = ", ".join(f"{key}: {value}" for key, value in before.items()) if isinstance(before, dict) else str(before)
    else:
        after = parent[place.path[-1]] = _figure(before, way)
    try:
        other = ruleset_of(replace(ruleset.located, data=data))
    except RulesetInvalid:
        return None
    return None if other.digest == ruleset.digest else Mutated(other, place.kind, ruleset.where(place.path), before, after)


def _figure(written: str, way: int) -> str:
    """A number one of its last digit larger or smaller, ten times that, twice, or half as large."""
    found = NUMBER.fullmatch(written)
    assert found is not None
    value, places = Fraction(found[1]), len(found[1].partition(".")[2])
    last = Fraction(1, 10**places)
    half = Fraction(value * 10**places // 2, 10**places)
    changed = (value + last, value - last, value + 10 * last, value - 10 * last, value * 2, half)[way]
    return f"{format_decimal(changed, places)}{found[2]}"
