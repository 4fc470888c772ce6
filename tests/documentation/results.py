"""What a page says that a ruleset gives: lines such as `washing: daily => line.care 22.50; indicative_budget 23`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml

from ras_engine import Assessment, AssessmentInvalid, OutOfModel, Ruleset, score
from ras_engine.document.examples import names_of_steps

STATED = ("assessed_on", "client_group", "deployment", "carer_support", "baseline")
NO_ANSWERS = "no answers"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of results: the answers, and what is said to come out, each as (step or word, value)."""

    assessment: dict[str, Any]
    gives: tuple[tuple[str, str], ...]


def said(text: str) -> Iterator[Said]:
    """The lines of a block of results; an indented line goes on with the one above it."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" ") and lines:
            lines[-1] += " " + line.strip()
        elif line.strip():
            lines.append(line.strip())
    for line in lines:
        answers, arrow, gives = line.partition("=>")
        assert arrow, f"no => in {line!r}"
        pairs = tuple((one.strip().rpartition(" ")[0].strip(), one.strip().rpartition(" ")[2]) for one in gives.split(";"))
        given = "" if answers.strip() == NO_ANSWERS else answers
        yield Said(yaml.load("{" + given + "}", Loader=yaml.BaseLoader), pairs)


def outcome(ruleset: Ruleset, one: Said) -> tuple[tuple[str, str], ...]:
    """What really comes out, in the words that the page used."""
    answers = {name: value for name, value in one.assessment.items() if name not in STATED}
    stated = {name: value for name, value in one.assessment.items() if name in STATED}
    carers = {"carer_support": "no_carer"} if any(ask.source == "carer" for ask in ruleset.plan.asks if "." in ask.column) else {}
    data = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", **carers, **stated, "answers": answers}
    try:
        result = score(ruleset, Assessment.from_dict(data))
    except AssessmentInvalid as invalid:
        return tuple(dict.fromkeys(("problem", problem.code) for problem in invalid.problems))
    names = names_of_steps(ruleset.document)
    return tuple((step, _value(result, names, step, value)) for step, value in one.gives)


def _value(result: Any, names: dict[str, tuple[str, ...]], step: str, said_value: str) -> str:
    """The value of a step, spelt as on the page where it is the same."""
    if step == "refer":
        raised = [one.id for one in result.referrals]
        return said_value if said_value in raised and isinstance(result, OutOfModel) else f"{result.outcome} {raised}"
    if step not in result.ruleset.plan.step_named:
        return f"no such step; there are {sorted(result.ruleset.plan.step_named)}"
    value = result.step(step)
    if step in names:
        return names[step][int(value)]
    if said_value in ("yes", "no"):
        return "yes" if value else "no"
    return said_value if Fraction(said_value) == value else str(value)
