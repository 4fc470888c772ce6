"""A stored result worked out again, years later: the same pennies, or exactly what differs and why.

Receives a stored result and the rulesets; finds the ruleset by the stamp (the digest first) and scores the stored assessment
once more. Another ruleset is never used in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import AssessmentInvalid, Location, Problem, problem
from ras_engine.results.stored import read_result
from ras_engine.results.write import result_as_dict
from ras_engine.rulebook import Rulebook
from ras_engine.ruleset import Ruleset
from ras_engine.score import score
from ras_engine.version import VERSION

Stored = str | bytes | Mapping[str, Any]
_COMPARED = (
    "outcome",
    "currency",
    "per",
    "amounts",
    "contingency_basis",
    "lines",
    "limits_reached",
    "separate_amounts",
    "domain_shares",
    "referrals",
    "decisions",
)
"""What must come out the same. The assessment went in; the record is what people added; the trace is compared by its values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that comes out differently, such as `amounts.indicative_budget`; None where it is on one side only."""

    field: str
    stored: str | None
    now: str | None

    def __str__(self) -> str:
        return f"{self.field}: stored {_shown(self.stored)}, now {_shown(self.now)}"


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of a stored result.

    `same`: worked out with the very same ruleset, nothing differs. `differs`: something does (`differences` lists the fields), or
    the ruleset says something else now. `not_replayed`: the ruleset is missing, or the assessment cannot be scored. `notes` say
    why, one problem each; another version of the engine alone is a note, not a difference.
    """

    verdict: Literal["same", "differs", "not_replayed"]
    differences: tuple[Difference, ...]
    notes: tuple[Problem, ...]
    result: IndicativeBudget | OutOfModel | None

    @property
    def same(self) -> bool:
        """Whether everything came out the same, with the same ruleset."""
        return self.verdict == "same"


def replay(stored: Stored, rulebook: Rulebook | Ruleset, *, file: str = "") -> Replay:
    """Work a stored result out again. `file` is its name in messages. Raises ResultInvalid where it cannot be read."""
    data = read_result(stored, file=file)
    stamp, where = data["stamp"], Location(file=file, path="stamp")
    ruleset, notes = _ruleset(stamp, rulebook, where)
    if stamp["engine_version"] != VERSION:
        notes.append(problem("RAS824", where, (), stored=stamp["engine_version"], now=VERSION))
    if ruleset is None:
        return Replay("not_replayed", (), tuple(notes), None)
    try:
        result = score(ruleset, Assessment.from_dict(data["assessment"]))
    except AssessmentInvalid as error:
        notes += (_unscored(one, file) for one in error.problems)
        return Replay("not_replayed", (), tuple(notes), None)
    differences = tuple(_differences(data, result_as_dict(result, trace="trace" in data)))
    same = not differences and ruleset.digest == stamp["digest"]
    return Replay("same" if same else "differs", differences, tuple(notes), result)


def _ruleset(stamp: Mapping[str, Any], rulebook: Rulebook | Ruleset, where: Location) -> tuple[Ruleset | None, list[Problem]]:
    """The ruleset of a stamp; where only its name fits, that one with a note; where none does, a note alone."""
    known = rulebook.rulesets if isinstance(rulebook, Rulebook) else (rulebook,)
    for one in known:
        if one.digest == stamp["digest"]:
            return one, []
    key = (stamp["scheme"], date.fromisoformat(stamp["effective_from"]), stamp["revision"])
    words = {"scheme": stamp["scheme"][:80], "day": stamp["effective_from"], "revision": stamp["revision"]}
    for one in known:
        if (one.scheme, one.effective_from, one.revision) == key:
            return one, [problem("RAS822", where, (), **words)]
    nearest = f"In it are: {', '.join(str(one) for one in known)}."
    return None, [problem("RAS823", where, (), nearest=nearest, **words)]


def _unscored(one: Problem, file: str) -> Problem:
    where = Location(file=file, path=f"assessment.{one.where.path}")
    return problem("RAS825", where, (), message=one.message, remedy=one.remedy)


def _differences(stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    before, after = dict(_flat_result(stored)), dict(_flat_result(now))
    for field in [*before, *(field for field in after if field not in before)]:
        if before.get(field) != after.get(field):
            yield Difference(field, before.get(field), after.get(field))


def _flat_result(data: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    for key in _COMPARED:
        if key in data:
            yield from _flat(key, data[key])
    for line in data.get("trace", ()):
        yield f"trace.{line['step']}", f"{line['value']} {line['unit']}".rstrip()


def _flat(field: str, value: Any) -> Iterator[tuple[str, str | None]]:
    """The single values of some data, each with its way; a list of objects by their ids."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{field}.{key}", inner)
    elif isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
        for item in value:
            yield from _flat(f"{field}.{item['id']}", {key: inner for key, inner in item.items() if key != "id"})
    elif isinstance(value, list):
        yield field, ", ".join(str(item) for item in value)
    elif isinstance(value, bool):
        yield field, "yes" if value else "no"
    else:
        yield field, value


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value
