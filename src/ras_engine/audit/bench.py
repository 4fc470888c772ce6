"""The bench on which laws are proved: one ruleset (or two), its people, and the engines in order of cost, with the clock beside
them.

Receives rulesets; gives laws the answers to their objectives: exactly where the reachable states can be listed, else a bound
and the best real example. Whatever several laws need is worked out once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import prod
from typing import Any

from ras_engine.audit.frames import AMOUNTS, BEFORE, INDICATIVE, PLANNING, Frames, NothingMoves, outputs_of
from ras_engine.audit.prove.along import NO_LIMIT, Along
from ras_engine.audit.prove.climb import climb
from ras_engine.audit.prove.exact import Exact
from ras_engine.audit.prove.objective import NEVER, Found, Kind, Objective
from ras_engine.audit.prove.ratio import Kept
from ras_engine.audit.prove.search import Search, Side
from ras_engine.audit.some import only_searched
from ras_engine.audit.space.frame import Sizes
from ras_engine.audit.space.states import MOST_STATES
from ras_engine.audit.space.variables import OutOfReach, Variable, how_many
from ras_engine.rulebook.examples import Examples
from ras_engine.ruleset import Ruleset

CLIENT_GROUP = "client_group"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the engines go: states listed, pairs looked at, sizes of tables; seconds in all; people the search begins with; how
    often a bound is split; the seed of what is drawn; the clock they go by, in nanoseconds."""

    states: int = MOST_STATES
    exact_work: int = 1 << 27
    sizes: Sizes = field(default_factory=Sizes)
    seconds: int = 60
    people: int = 2_000
    rounds: int = 40
    seed: int = 20_260_406
    clock: Callable[[], int] = field(default=time.monotonic_ns, repr=False)
    example_is_enough: bool = False
    """Whether a law that is broken may be left at its first example, its worst case unbounded (for trying repairs)."""


class Bench:
    """Everything that laws share."""

    def __init__(self, ruleset: Ruleset, against: Ruleset | None = None, limits: Limits = Limits()) -> None:
        self.ruleset, self.against, self.limits = ruleset, against, limits
        self.plan = ruleset.plan
        self.outputs = outputs_of(ruleset)
        self.ends = limits.clock() + limits.seconds * 1_000_000_000
        self.law_ends = self.ends
        self.part_ends = self.ends
        self.kept: dict[Any, Any] = {}
        self.frames = Frames(ruleset, limits.states, limits.exact_work, limits.sizes, self.stop)
        self.why_not: str = ""
        self.examples: Examples | None = None

    def stop(self) -> None:
        """Raises TimeoutError once the time for this is over."""
        if self.limits.clock() > min(self.ends, self.law_ends, self.part_ends):
            raise TimeoutError

    def give(self, seconds: int) -> None:
        """At most so many seconds for the law that comes next."""
        self.law_ends = self.limits.clock() + seconds * 1_000_000_000
        self.part_ends = self.law_ends

    def _part(self, one_in: int) -> None:
        """At most such a share of the time left to the law for what comes next."""
        now = self.limits.clock()
        self.part_ends = now + max(min(self.ends, self.law_ends) - now, 0) // one_in

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """What may be said about a person. Raises OutOfReach."""
        return self.frames.variables()

    @cached_property
    def possible(self) -> int:
        """How many assessments there are: every combination of answers, group, deployments and counted support, asked or not."""
        return prod(how_many(ask) for ask in self.plan.asks)

    @property
    def areas(self) -> frozenset[str]:
        """The columns of carer support."""
        return frozenset(ask.column for ask in self.plan.asks if ask.column.startswith("carer."))

    @cached_property
    def need(self) -> frozenset[str]:
        """Ordered questions about need or safety."""
        return frozenset(
            one.column for one in self.variables if one.about in ("need", "safety") and one.ordered and self._question(one)
        )

    @cached_property
    def questions(self) -> frozenset[str]:
        """Every question whose answers have steps."""
        return frozenset(one.column for one in self.variables if one.steps and self._question(one))

    def _question(self, one: Variable) -> bool:
        return self.plan.ask_named[one.column].is_question

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """The client groups, as places; none where the ruleset has no groups."""
        return tuple(range(len(one))) if (one := self._named(CLIENT_GROUP)) is not None else ()

    def _named(self, column: str) -> Variable | None:
        return next((one for one in self.variables if one.column == column), None)

    @cached_property
    def contexts(self) -> list[dict[str, int]]:
        """What is fixed in turn: each client group."""
        return [{CLIENT_GROUP: group} for group in self.groups] or [{}]

    @property
    def nobody_cares(self) -> dict[str, int]:
        """Every carer's area at none."""
        return {one.column: 0 for one in self.variables if one.column in self.areas}

    # -- steps of one answer

    def steps(self, *objectives: Objective) -> list[Found]:
        """Each objective over every pair of people one step apart; answers are kept."""
        new = [one for one in objectives if ("steps", one) not in self.kept]
        if new:
            found = [Found(one) for one in new]
            self._steps(found)
            self.kept |= {("steps", one.objective): self.told(one) for one in found}
        return [self.kept["steps", one] for one in objectives]

    def _steps(self, found: list[Found]) -> None:
        try:
            exact = [self.frames.exact([context], found) for context in self.contexts]
            for one in exact:
                one.steps(found)
            self._count(found, exact)
            for answer in found:
                answer.bound, answer.engine = answer.value, "exact"
            return
        except OutOfReach as why:
            self.why_not = str(why)
        except TimeoutError:  # an example found up to now stands, but is not the worst of all; without one nothing is known
            self.why_not = "the time given was over"
            if all(one.value <= one.objective.threshold for one in found):
                raise
            return
        self._part(3)
        self._in_time(self._searched, found)
        if not self._settled(found):
            self._bound(found, [[context] for context in self.contexts])
            open_ = [one for one in found if one.bound is None or one.bound > one.objective.threshold]
            self._part(2)
            self._in_time(self._without_carers, open_)

    def told(self, found: Found, plans: Sequence[Ruleset] = ()) -> Found:
        """An answer with the reason why it is not of everybody, where it is not; nothing is bounded where only some were seen."""
        known, rulesets = self.frames.variables(plans), plans or [self.ruleset]
        only_searched(known, [one.plan for one in rulesets], [outputs_of(one) for one in rulesets], found)
        found.why = found.why or ("" if found.engine == "exact" else self.why_not)
        return found

    def _in_time(self, work: Callable[[Sequence[Found]], None], found: Sequence[Found]) -> None:
        """Some work that only makes answers better, as long as there is time."""
        try:
            work(found)
        except TimeoutError:
            self.why_not = "the time given was over"

    def by_column(self, objective: Objective) -> dict[str, int]:
        """For each answer, the most that one step of it can make of an objective: exactly, or as far as the first bounds tell."""
        (found,) = self.steps(objective)
        if found.bound is None:
            return {}
        most: dict[str, int] = {} if found.engine != "exact" else found.by_column
        try:
            for context in self.contexts if not most else ():
                bounds = self.frames.bounds([context], [found])
                for column, value in bounds.by_column(objective).items():
                    most[column] = max(value, most.get(column, value))
        except (OutOfReach, TimeoutError):
            return {}
        return most

    def _settled(self, found: Sequence[Found]) -> bool:
        """Whether an example is enough, and is there."""
        return self.limits.example_is_enough and any(one.value > one.objective.threshold for one in found)

    def _count(self, found: Sequence[Found], exact: Sequence[Exact]) -> None:
        """The share of pairs concerned, where there are any and they can be counted."""
        broken = [] if self.limits.example_is_enough else [one for one in found if one.value > one.objective.threshold]
        try:
            for each in exact if broken else ():
                each.count_steps(broken)
        except (OutOfReach, TimeoutError):
            for answer in broken:
                answer.pairs, answer.concerned = None, 0

    def _without_carers(self, found: Sequence[Found]) -> None:
        """The worst of those whom nobody cares for, exactly: real people where the bounds leave something open."""
        asked = [one for one in found if not one.objective.columns & self.areas]
        if self.areas and asked:
            try:
                for context in self.contexts:
                    self.frames.exact([context | self.nobody_cares], asked).steps(asked)
            except OutOfReach:
                pass
        for one in asked:
            one.bound = None if one.bound is None else max(one.bound, one.value)

    def _searched(self, found: Sequence[Found]) -> None:
        """Real people by search."""
        side = Side(self.plan, self.outputs, 0, {})
        search = Search(self.variables, side, side, self.stop, self.limits.seed)
        by_columns: dict[frozenset[str], list[Found]] = {}
        for one in found:
            by_columns.setdefault(one.objective.columns, []).append(one)
        for alike in by_columns.values():
            climb([(search, alike)], self.limits.people)

    def _bound(
        self, found: Sequence[Found], contexts: Sequence[Sequence[Mapping[str, int]]], plans: Sequence[Ruleset] = ()
    ) -> None:
        """Bound objectives context by context; what could not be bounded in time stays open."""
        totals: dict[int, int | None] = dict.fromkeys(range(len(found)), NEVER)
        along = Along(self.limits.rounds)
        for number, fixed in enumerate(contexts):
            self._part(len(contexts) - number)
            try:
                bounds = self.frames.bounds(fixed, found, plans)
            except NothingMoves:
                for place, one in enumerate(found):
                    still, before = self.frames.still(one.objective, fixed, plans), totals[place]
                    totals[place] = None if before is None else max(before, still)
                continue
            except (OutOfReach, TimeoutError) as why:
                self.why_not = str(why) or "the time given was over"
                totals = dict.fromkeys(totals)
                break
            for place, one in enumerate(found):
                self._part((len(contexts) - number) * len(found) - place)
                mine = along.bound(bounds, one)
                before = totals[place]
                totals[place] = None if before is None or mine is None else max(before, mine)
        for place, one in enumerate(found):
            most = totals[place]
            one.bound = None if most is None else max(most, one.value)

    # -- the same person in two views

    def two_views(
        self, fixed: Sequence[Sequence[Mapping[str, int]]], objectives: Sequence[Objective], plans: Sequence[Ruleset] = ()
    ) -> list[Found]:
        """Each objective over every person as two views see them, for each pair of views."""
        return [self.told(one, plans) for one in self._two_views(fixed, objectives, plans)]

    def _two_views(
        self, fixed: Sequence[Sequence[Mapping[str, int]]], objectives: Sequence[Objective], plans: Sequence[Ruleset]
    ) -> list[Found]:
        found = [Found(one) for one in objectives]
        try:
            exact = [self.frames.exact(pair, found, plans) for pair in fixed]
            for each in exact:
                each.two_views(found)
            broken = [] if self.limits.example_is_enough else [one for one in found if one.value > one.objective.threshold]
            self._count_two_views(broken, exact)
            for answer in found:
                answer.bound, answer.engine = answer.value, "exact"
            return found
        except OutOfReach as why:
            self.why_not = str(why)
        except TimeoutError:
            self.why_not = "the time given was over"
            return found
        known = self.frames.variables(plans)
        rulesets = list(plans) or [self.ruleset, self.ruleset]
        self._part(3)
        outputs = [outputs_of(one) for one in rulesets]
        sides = [
            [Side(rulesets[place].plan, outputs[place], place if plans else 0, pair[place]) for place in range(2)] for pair in fixed
        ]
        searches = [Search(known, left, right, self.stop, self.limits.seed) for left, right in sides]
        try:
            climb([(search, found) for search in searches], self.limits.people)
        except TimeoutError:
            self.why_not = "the time given was over"
        if self._settled(found):
            return found
        ratios = [one for one in found if one.objective.kind is Kind.CUT]
        others = [one for one in found if one.objective.kind is not Kind.CUT]
        if others:
            self._bound(others, fixed, plans)
        for one in ratios:
            self._part(1)
            one.bound = self._most_cut(fixed, one)
        return found

    def _count_two_views(self, broken: Sequence[Found], exact: Sequence[Exact]) -> None:
        """The share of people concerned, where there are any and they can be counted in time."""
        try:
            for each in exact if broken else ():
                each.count_two_views(broken)
        except (OutOfReach, TimeoutError):
            for answer in broken:
                answer.pairs, answer.concerned = None, 0

    def _most_cut(self, fixed: Sequence[Sequence[Mapping[str, int]]], one: Found) -> int | None:
        """The most that can be cut, in hundredths of a per cent, rounded up."""
        most = NEVER
        for pair in fixed:
            try:
                bounds = self.frames.bounds(pair, [one])
                keeps = Kept(bounds).of(self.outputs.amounts[one.objective.amount])
            except NothingMoves:
                most = max(most, 0)
                continue
            except (OutOfReach, TimeoutError) as why:
                self.why_not = str(why) or "the time given was over"
                return None
            cut = (1 - keeps) * 10_000
            most = max(most, -(-cut.numerator // cut.denominator))
        return max(most, one.value)

    def group_pairs(self) -> list[list[dict[str, int]]]:
        """Every two client groups."""
        return [[{CLIENT_GROUP: one}, {CLIENT_GROUP: other}] for one, other in combinations(self.groups, 2)]


def milliseconds(since: int) -> int:
    """Whole milliseconds since a reading of the monotonic clock."""
    return (time.monotonic_ns() - since) // 1_000_000


__all__ = ["AMOUNTS", "BEFORE", "INDICATIVE", "NO_LIMIT", "PLANNING", "Bench", "Limits", "milliseconds", "outputs_of"]
