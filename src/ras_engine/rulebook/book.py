"""All the rulesets of one scheme over time, and which of them is in force on a day. The clock is never read, no day is a default.

Receives rulesets that were read; guarantees that they belong to one scheme and form one chain without forks and gaps. A ruleset
is in force from its `effective_from` until the day before its successor begins; ends are derived, never written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn

from ras_engine.errors import Location, NoRulesetInForce, RulesetInvalid, problem
from ras_engine.rulebook.chain import chain_problems
from ras_engine.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class InForce:
    """A stretch of days and the ruleset in force on each of them; `last_day` is None where no successor is known."""

    ruleset: Ruleset
    first_day: date
    last_day: date | None

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rulesets of one scheme, the earliest first, drafts included. Made by `Rulebook.of` or `load_rulebook`."""

    scheme: str
    rulesets: tuple[Ruleset, ...]

    @classmethod
    def of(cls, rulesets: Iterable[Ruleset]) -> Rulebook:
        """The rulebook of these rulesets, in any order.

        Raises RulesetInvalid with every problem of the chain: other schemes, the same day and revision twice, forks, gaps.
        """
        ordered = tuple(sorted(rulesets, key=lambda one: (one.effective_from, one.revision, one.digest)))
        problems = [*chain_problems(ordered)] if ordered else [problem("RAS506", Location())]
        if problems:
            raise RulesetInvalid(problems)
        return cls(ordered[0].scheme, ordered)

    def in_force_on(self, day: date, *, as_known_on: date | None = None) -> Ruleset:
        """The one ruleset in force on `day`; with `as_known_on`, as the book stood on that other day.

        Later revisions of the same day win; drafts are never in force; what was published after `as_known_on` is left out. Raises
        NoRulesetInForce, naming the nearest, where there is none: no other ruleset is ever used in its place.
        """
        known = self._known(as_known_on)
        begun = [one for one in known if one.effective_from <= day]
        if not begun:
            self._none(day, as_known_on)
        return begun[-1]

    def timeline(self, *, as_known_on: date | None = None) -> tuple[InForce, ...]:
        """Which ruleset is in force when, without gaps or overlaps from the first day on; empty where nothing was published."""
        latest = {one.effective_from: one for one in self._known(as_known_on)}
        starts = [*latest]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), None]
        return tuple(InForce(latest[start], start, end) for start, end in zip(starts, ends, strict=False))

    def with_digest(self, digest: str) -> Ruleset | None:
        """The ruleset with this digest: the very one that a result was made with."""
        return next((one for one in self.rulesets if one.digest == digest), None)

    def revision_of(self, effective_from: date, revision: int) -> Ruleset | None:
        """The ruleset of this day and revision, whatever it says now."""
        key = (effective_from, revision)
        return next((one for one in self.rulesets if (one.effective_from, one.revision) == key), None)

    def _known(self, as_known_on: date | None) -> tuple[Ruleset, ...]:
        """What could be in force: approved, and published in time."""
        return tuple(one for one in self.rulesets if one.status == "approved" and _published(one, as_known_on))

    def _none(self, day: date, as_known_on: date | None) -> NoReturn:
        known = f", as known on {as_known_on.isoformat()}" if as_known_on else ""
        words = {"scheme": self.scheme, "day": day.isoformat(), "known": known, "nearest": self._nearest(day, as_known_on)}
        raise NoRulesetInForce([problem("RAS520", Location(), (), **words)])

    def _nearest(self, day: date, as_known_on: date | None) -> str:
        """The nearest rulesets before and after the day, in words; those that do not count say why."""
        before = [one for one in self.rulesets if one.effective_from <= day]
        later = [one for one in self.rulesets if one.effective_from > day]
        known = [one for one in self._known(as_known_on) if one in later] or later
        after = [one for one in known if one.effective_from == known[0].effective_from]
        parts = []
        if before:
            parts.append(f"The nearest before is that of {_described(before[-1], as_known_on)}.")
        if after:
            parts.append(f"The nearest after is that of {_described(after[-1], as_known_on)}.")
        return " ".join(parts)


def _published(ruleset: Ruleset, as_known_on: date | None) -> bool:
    if as_known_on is None:
        return True
    published_on = ruleset.document.published_on
    return published_on is not None and published_on <= as_known_on


def _described(ruleset: Ruleset, as_known_on: date | None) -> str:
    name = f"{ruleset.effective_from.isoformat()}, revision {ruleset.revision}"
    if ruleset.status != "approved":
        return f"{name} (a draft)"
    published_on = ruleset.document.published_on
    if published_on and not _published(ruleset, as_known_on):
        return f"{name} (published only on {published_on.isoformat()})"
    return name
