"""Everybody who could be assessed by the ruleset full of faults, scored one by one: what its report says is held against them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from ras_engine import Assessment, score
from ras_engine.budget import IndicativeBudget
from tests.audit_command.flawed import ruleset

LEVELS = {
    "washing": ("none", "some", "all", "constant"),
    "eating": ("none", "some", "all"),
    "outings": ("none", "some", "all"),
    "hobbies": ("no", "yes"),
    "in_crisis": ("no", "yes"),
}
GROUPS = ("older_people", "learning_disability")
SUPPORT = ("none", "some", "most")
NEED = ("washing", "eating", "outings")
QUESTIONS = tuple(LEVELS)
AREAS = ("care", "going_out")
NAMES = (*QUESTIONS, "client_group", *AREAS)
Key = tuple[str, ...]
"""What a person says, in the order of NAMES."""


@dataclass(frozen=True)
class Scored:
    """What one person gets."""

    indicative: int
    planning: int
    before: int
    contingency: int
    pool: bool
    route: str
    points: int
    lines: tuple[int, ...]
    outing_points: tuple[str, str]


@cache
def everybody() -> dict[Key, Scored]:
    """All 2,592 people."""
    return {key: scored(assessment(key)) for key in product(*LEVELS.values(), GROUPS, SUPPORT, SUPPORT)}


def assessment(key: Key) -> dict[str, Any]:
    """A person as an assessment."""
    said = dict(zip(NAMES, key, strict=True))
    support = {area: {"level": said[area], "able": "yes", "willing": "yes"} for area in AREAS if said[area] != "none"}
    return {
        "assessed_on": "2026-05-01",
        "baseline": "no_unpaid_support",
        "client_group": said["client_group"],
        "answers": {name: said[name] for name in QUESTIONS},
        "carer_support": support or "no_carer",
    }


def scored(data: dict[str, Any]) -> Scored:
    """One person through the scalar engine."""
    result = score(ruleset(), Assessment.from_dict(data))
    assert isinstance(result, IndicativeBudget)
    measures = [str(result.step(f"measure.outing_points{end}")) for end in ("", ".after_carers")]
    return Scored(
        result.indicative_budget.pence,
        result.planning_amount.pence,
        result.before_limits.pence,
        result.contingency.pence,
        bool(result.decisions.pool_eligible),
        str(result.decisions.sign_off),
        int(result.step("measure.total_points")),
        tuple(line.after_carers.pence for line in result.lines),
        (measures[0], measures[1]),
    )


def steps(names: tuple[str, ...]) -> list[tuple[Scored, Scored]]:
    """Every pair one step of one of these apart, the lower one first."""
    people, found = everybody(), []
    for name in names:
        place, levels = NAMES.index(name), SUPPORT if name in AREAS else LEVELS[name]
        for key, one in people.items():
            at = levels.index(key[place])
            if at + 1 < len(levels):
                found.append((one, people[(*key[:place], levels[at + 1], *key[place + 1 :])]))
    return found


def groups() -> list[tuple[Scored, Scored]]:
    """Everybody as one client group beside themselves as the other."""
    place, people = NAMES.index("client_group"), everybody()
    return [(one, people[(*key[:place], GROUPS[1], *key[place + 1 :])]) for key, one in people.items() if key[place] == GROUPS[0]]
