"""Worked examples beside a ruleset, as written: answers in, every named amount out, and the sum written by hand.

Received from the reader as strings, like a ruleset. An expected value is a decimal, a fraction (`180/7`), or the name of a band,
a class or a route: `expected_steps` turns each into the number that the step has in the trace.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from ras_engine.document.measures import BandMeasure, ClassMeasure, ClassTableMeasure
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Day, Frozen, Id, Section, Several, Words, not_empty

FRACTION = re.compile(r"[+-]?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?", re.ASCII)


def frozen(value: Any) -> Any:
    """The value with every mapping and list in it made unchangeable."""
    if isinstance(value, dict):
        return Frozen({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


Free = Annotated[dict[str, Any], AfterValidator(frozen)]
"""An assessment as a person's file would hold it: read by the same door as any other, so not looked into here."""

Expected = Annotated[dict[str, Words], AfterValidator(not_empty), AfterValidator(frozen)]
"""Name of a step of the trace to its value, as written."""


class ExampleCase(Section):
    """One person, made up or published, and what the ruleset must give.

    `expect` names steps of the trace (`line.personal_care`, `indicative_budget`, `sign_off`). `referrals`, where written, are
    all that are raised, and no other. `outcome: referral` says that no amount may be shown. `working` is the sum, worked by hand
    and never copied from what the engine printed.
    """

    id: Id
    says: Words
    origin: Literal["worked_by_hand", "published", "illustrative"] = "worked_by_hand"
    source: Words | None = None
    assessment: Free
    outcome: Literal["indicative_budget", "referral"] = "indicative_budget"
    referrals: tuple[Id, ...] | None = None
    expect: Expected
    working: Words


class ExamplesDocument(Section):
    """The worked examples of one ruleset, in a file beside it: `2026-04-06.examples.yaml` for `2026-04-06.yaml`."""

    schema_: Literal["ras-examples/1"] = Field(alias="schema")
    scheme: Words
    effective_from: Day
    revision: Words
    why: Words | None = None
    source: Words | None = None
    cases: Several[ExampleCase]


def names_of_steps(ruleset: RulesetDocument) -> dict[str, tuple[str, ...]]:
    """The steps whose values have names, and the names in the order of their numbers: bands, classes, routes."""
    names: dict[str, tuple[str, ...]] = {}
    for measure in ruleset.measures:
        if isinstance(measure, BandMeasure):
            names[f"measure.{measure.id}"] = tuple(band.id for band in measure.bands)
        elif isinstance(measure, ClassMeasure | ClassTableMeasure):
            names[f"measure.{measure.id}"] = tuple(one.id for one in measure.classes)
    for section in ("sign_off", "monitoring", "review"):
        names[section] = tuple(entry.id for entry in getattr(ruleset, section) or ())
    return names


def expected_steps(ruleset: RulesetDocument, case: ExampleCase) -> dict[str, Fraction]:
    """The value of each expected step as the trace holds it: amounts in pounds, names by their place in the list, yes 1, no 0.

    Raises ValueError, naming the step, where a value is neither a number nor a name that this step can have.
    """
    names = names_of_steps(ruleset)
    found = {step: expected_number(names.get(step), value) for step, value in case.expect.items()}
    for step, number in found.items():
        if number is None:
            raise ValueError(f"{case.id}: {step} cannot be {case.expect[step]}")
    return {step: number for step, number in found.items() if number is not None}


def expected_number(names: tuple[str, ...] | None, value: str) -> Fraction | None:
    """One expected value as a number; None where it is neither a number nor one of the names that its step can have."""
    if FRACTION.fullmatch(value):
        return Fraction(value)
    known = ("no", "yes") if names is None else names
    return Fraction(known.index(value)) if value in known else None
