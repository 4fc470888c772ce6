"""The ruleset of every kind, and made-up people for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ras_engine import Assessment, IndicativeBudget, Ruleset, read_ruleset, score
from ras_engine.explain import Entry, Explanation, Working

HERE = Path(__file__).parent
TEXT = (HERE / "every_kind.yaml").read_text(encoding="utf-8")

ANSWERS: dict[str, Any] = {
    "washing": {"none": "2", "some": "2", "all": "3"},  # (2 x 0 + 2 x 4 + 3 x 9) / 7 = 5 points
    "walking": {"none": "3", "some": "2", "all": "2"},  # levels with points on 4 of 7 days; a tie: the higher
    "home": "flat",
    "alone": "no",
    "hours": "10.5",
    "insulin": "2 per day",
    "dressings": "3 per week",
    "strain": "high",
    "money_concern": "no",
}
SUPPORT: dict[str, Any] = {
    "personal_care": {"level": "most", "able": "yes", "willing": "yes", "likely_to_stay_able": "no", "limited_by": ["work"]},
    "hours": {"quantity": "8", "able": "yes", "willing": "yes", "likely_to_stay_able": "yes", "likely_to_stay_willing": "yes"},
    "nights": {"level": "some", "able": "yes", "willing": "yes"},
    "walking": {"level": "some", "able": "yes", "willing": "no"},
    "shopping": {"level": "most", "able": "yes", "willing": "yes", "adult": "no"},
}


@cache
def ruleset() -> Ruleset:
    """The ruleset of every kind."""
    return read_ruleset(TEXT, file="every_kind.yaml")


def changed_ruleset(was: str, now: str) -> Ruleset:
    """The ruleset with one text in it replaced."""
    assert was in TEXT
    return read_ruleset(TEXT.replace(was, now), file="every_kind.yaml")


def person(answers: dict[str, Any] | None = None, **stated: Any) -> Assessment:
    """A person with some answers changed; None takes an answer out."""
    given = {name: raw for name, raw in {**ANSWERS, **(answers or {})}.items() if raw is not None}
    data = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "client_group": "mental_health", "answers": given}
    return Assessment.from_dict({**data, "deployment": "direct_payment", "carer_support": SUPPORT, **stated})


def budget(answers: dict[str, Any] | None = None, rules: Ruleset | None = None, **stated: Any) -> IndicativeBudget:
    """The person's result, which shows an amount."""
    result = score(rules or ruleset(), person(answers, **stated))
    assert isinstance(result, IndicativeBudget)
    return result


def all_entries(explanation: Explanation) -> Iterator[Entry]:
    """Every entry, those inside others too."""
    for section in explanation.sections:
        for entry in section.entries:
            yield from _with_inner(entry)


def _with_inner(entry: Entry) -> Iterator[Entry]:
    yield entry
    for inner in entry.entries:
        yield from _with_inner(inner)


def all_workings(explanation: Explanation) -> Iterator[Working]:
    """Every working of sections and entries."""
    for section in explanation.sections:
        yield from section.working
    for entry in all_entries(explanation):
        yield from entry.working


def entry_of(explanation: Explanation, section: str, heading: str) -> Entry:
    """The entry of a section with a heading."""
    return next(one for one in explanation.section(section).entries if one.heading == heading)
