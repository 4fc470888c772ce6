"""A ruleset with a value changed, tried: does the pair that broke a law still break it, and what does the law say of everybody?"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.prove.objective import Found
from ras_engine.audit.repairs.options import NOTHING, Option
from ras_engine.audit.report import Verdict, Witness
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.witnesses.witness import NotConfirmed, check, person
from ras_engine.errors import RulesetInvalid
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset, ruleset_of

SECONDS = 16
MOST_KEPT = 256
"""Rulesets that were tried and are kept, so that laws which try the same change load it once."""


@dataclass(frozen=True)
class Tried:
    """A law of a changed ruleset: what was found, on which bench."""

    ruleset: Ruleset
    bench: Bench
    draft: Draft

    @property
    def verdict(self) -> Verdict:
        """What is known of the law."""
        return self.draft.verdict

    @property
    def badness(self) -> tuple[int, ...]:
        """How broken it is: how far beyond what is allowed in all its parts together, in how many parts, and in how many places."""
        found = [one for one in (self.draft.found, *(one for _, one in self.draft.others)) if one is not None]
        parts = sum(part.verdict is Verdict.BROKEN for part in self.draft.parts)
        return (
            int(self.draft.verdict is not Verdict.PROVED),
            sum(excess(one) for one in found),
            parts,
            len(self.draft.listed) if not found else 0,
        )


def excess(found: Found) -> int:
    """How far the worst case is beyond what is allowed."""
    return max(found.value - found.objective.threshold, 0)


def proved_on(bench: Bench, law: Law, ruleset: Ruleset) -> Tried | None:
    """A law of a changed ruleset; None where it could not be decided in time."""
    again = _beside(bench, ruleset)
    again.ends = min(bench.limits.clock() + SECONDS * 1_000_000_000, bench.ends)
    again.give(SECONDS)
    try:
        draft = law.prove(again)
    except (TimeoutError, OutOfReach):
        return None
    finally:
        again.ends = bench.ends
    return Tried(ruleset, again, draft)


def holds_on(bench: Bench, law: Law, ruleset: Ruleset) -> bool:
    """Whether a law of a changed ruleset is proved. What was decided is kept."""
    known: dict[tuple[str, str], bool] = bench.kept.setdefault("decided", {})
    key = (law.id, ruleset.digest)
    if key not in known:
        tried = proved_on(bench, law, ruleset)
        if tried is None or tried.verdict in (Verdict.BOUNDED, Verdict.SAMPLED):
            return False
        known[key] = tried.verdict is Verdict.PROVED
    return known[key]


def _beside(bench: Bench, ruleset: Ruleset) -> Bench:
    """The bench of a changed ruleset. The last one is kept: what its laws share is worked out once."""
    kept: Bench | None = bench.kept.get("beside")
    if kept is None or kept.ruleset != ruleset:
        kept = Bench(ruleset, bench.against, replace(bench.limits, people=400, example_is_enough=True))
        kept.examples = bench.examples
        bench.kept["beside"] = kept
    return kept


def pain(bench: Bench, draft: Draft, ruleset: Ruleset, pairs: Sequence[Witness]) -> int:
    """How far the pairs that broke a law still break it, scored one by one; people who can no longer be given break nothing."""
    objectives = {one.objective.amount: one.objective for one in broken_parts(draft)}
    hurts = 0
    for pair in pairs:
        objective = objectives.get(pair.of)
        if objective is None or objective.kind.value != pair.compares:
            continue
        try:
            before = bench.against if pair.two_rulesets and bench.against else ruleset
            left = person(before, dict(pair.left.assessment), objective.amount)
            right = person(ruleset, dict(pair.right.assessment), objective.amount)
            hurts += max(check(objective, left, right) - objective.threshold, 0)
        except NotConfirmed:
            continue
    return hurts


def broken_parts(draft: Draft) -> list[Found]:
    """The parts of a broken law that are about amounts, the worst last."""
    return [one for one in (*(one for _, one in draft.others), draft.found) if one is not None and excess(one)]


def changed(bench: Bench, ruleset: Ruleset, *chosen: Option) -> Ruleset | None:
    """The ruleset with options written into it, what is left out last; None where it does not load. The last ones are kept."""
    kept: dict[Any, Ruleset | None] = bench.kept.setdefault("loaded", {})
    key = (ruleset.digest, *((one.place, one.after) for one in chosen))
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            del kept[next(iter(kept))]
        kept[key] = with_values(ruleset, [(one.place, one.written) for one in sorted(chosen, key=_last_out)])
    return kept[key]


def _last_out(option: Option) -> tuple[bool, list[int]]:
    """So that places stay where they are."""
    return option.after == NOTHING, [-step for step in option.place if isinstance(step, int)]


def with_value(ruleset: Ruleset, place: Path, after: Any) -> Ruleset | None:
    """The ruleset with one value changed; None where it does not load."""
    return with_values(ruleset, [(place, after)])


def with_values(ruleset: Ruleset, values: Sequence[tuple[Path, Any]]) -> Ruleset | None:
    """The ruleset with values changed, in this order; None where it does not load."""
    data = copy.deepcopy(ruleset.located.data)
    try:
        for place, after in values:
            _write(data, place, after)
        return ruleset_of(replace(ruleset.located, data=data))
    except (KeyError, IndexError, TypeError, RulesetInvalid):
        return None


def _write(data: Any, place: Path, after: Any) -> None:
    for step in place[:-1]:
        data = data[step]
    if after == NOTHING:
        del data[place[-1]]
    else:
        data[place[-1]] = copy.deepcopy(after)
