"""The search for the repair of one law: what may stand instead, tried on the pairs that are known, then proved.

Receives a broken law, its pairs and the rules that are responsible; gives the changes after which it was proved. A value is brought
near to what stands there by halving, on the known pairs alone; a proof that finds somebody else makes them known, and the value
is brought near once more. Where no one change is enough, the one that mends most is kept and the law is audited again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

from ras_engine.audit.bench import CLIENT_GROUP, Bench
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.repairs.behind import behind, within_reach
from ras_engine.audit.repairs.known import Known
from ras_engine.audit.repairs.options import (
    ASKED_FOR,
    MEETS_THE_NEXT,
    NOTHING,
    OTHERS,
    Option,
    between,
    options,
    round_figures,
    size_now,
)
from ras_engine.audit.repairs.tried import Tried, changed, holds_on, pain, proved_on
from ras_engine.audit.report import Verdict, Witness
from ras_engine.audit.witnesses.responsible import in_rows, responsible
from ras_engine.audit.witnesses.witness import NotConfirmed, witnesses
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset

BY_GROUP = "by_client_group"
MOST_TRIES = 160
MOST_CHANGES = 8
HALVINGS = 16
NEAREST = 4
"""Of the single changes that no known pair speaks against, so many are brought near; the smallest is proved first."""
AGAIN, BACK, DOUBTS = 8, 2, 1
CLOSER = 6
"""Of the changes that are not enough, so many are audited to see which mends most."""


@dataclass(frozen=True)
class Broken:
    """A broken law, with the rules that are responsible and its pairs."""

    law: Law
    draft: Draft
    paths: tuple[Path, ...]
    pairs: tuple[Witness, ...]


@dataclass(frozen=True)
class Made:
    """A change that was chosen, and the pair that it was made for."""

    option: Option
    because: str


class Seek:
    """The search for the repair of one law, for so many seconds of the processor: a busy machine does not make another repair."""

    def __init__(self, bench: Bench, broken: Broken, seconds: float) -> None:
        self.bench, self.broken, self.law = bench, broken, broken.law
        self._look_at(bench, broken.pairs, broken.paths)
        self.ends = time.process_time_ns() + int(seconds * 1_000_000_000)

    @property
    def over(self) -> bool:
        """Whether the time for it is."""
        self.bench.give(1)
        try:
            self.bench.stop()
        except TimeoutError:
            return True
        return time.process_time_ns() > self.ends

    @cached_property
    def known(self) -> Known:
        """The pairs that a change has to mend."""
        return Known(self.bench, self.broken.draft, self.broken.pairs)

    @property
    def because(self) -> str:
        """The worst pair."""
        return self.broken.pairs[-1].says if self.broken.pairs else ""

    def with_all(self, made: Sequence[Made]) -> Ruleset | None:
        """The ruleset with these changes; None where it does not load."""
        return changed(self.bench, self.bench.ruleset, *(one.option for one in made))

    def holds(self, made: Sequence[Made]) -> bool:
        """Whether the law is proved with these changes."""
        ruleset = self.with_all(made)
        return ruleset is not None and not self.over and holds_on(self.bench, self.law, ruleset)

    # -- one change

    def one(self) -> tuple[Made, ...]:
        """The smallest single change that proves the law: of what is likeliest, else of what is less so."""
        tries = self.tries(self.bench.ruleset, self.broken.paths)
        for _, alike in groupby(tries, key=self.rank):
            unopposed = (one for one in alike if not self.over and not self._hurts(one))
            for some in batched(unopposed, 1 if self.known.blind else NEAREST):
                near = sorted(((self.near(one), one) for one in self._places(some)), key=lambda one: size_now(one[0]))
                for nearest, option in near:
                    chosen = None if self.over else self._proved(nearest, option)
                    if chosen is not None:
                        return (Made(chosen, self.because),)
        return ()

    def _places(self, options: Sequence[Option]) -> list[Option]:
        """Of the values of one place that are brought near the one furthest off: from there to the nearest is one search."""
        if self.known.blind:
            return list(options)
        return list({one.place if one.brought_near else (one.place, one.after): one for one in options}.values())

    def _proved(self, nearest: Option, option: Option) -> Option | None:
        """A change that proves the law, then the same as near as the law allows: whoever breaks it there is known from then on."""
        if (self._doubtful[option.place] > DOUBTS and not self.known.blind) or not self._decided(option):
            self._doubtful[option.place] += 1
            return None
        for _ in range(AGAIN if nearest.after != option.after else 0):
            known = len(self.known)
            if self._decided(nearest):
                return self._rounded(nearest)
            if self.over or len(self.known) == known:
                break
            nearest = self.near(option)
        return self._back(nearest, option)

    def _decided(self, option: Option) -> bool:
        """Whether a change proves the law; whoever breaks it still is known from then on."""
        ruleset = changed(self.bench, self.bench.ruleset, option)
        tried = None if ruleset is None or self.over else proved_on(self.bench, self.law, ruleset)
        if tried is not None and tried.verdict is Verdict.BROKEN:
            self.known.learn(tried.ruleset, tried.draft)
        return tried is not None and tried.verdict is Verdict.PROVED

    def _back(self, nearest: Option, option: Option) -> Option:
        """Where the nearest value could not be proved: back from the one that was, as far as proofs go, but not from where rows
        meet."""
        if nearest.after == option.after or (option.tier == ASKED_FOR and option.note):
            return option
        far = replace(option, before=nearest.after)
        for _ in range(BACK):
            middle = between(far)
            if middle is None or self.over:
                break
            good = self._decided(replace(option, after=middle))
            far = replace(far, after=middle) if good else replace(far, before=middle)
        return self._rounded(replace(option, after=far.after))

    @cached_property
    def _doubtful(self) -> Counter[Path]:
        """How often nobody was known to speak against a value of a place, and it could not be proved all the same."""
        return Counter()

    def _hurts(self, option: Option) -> bool:
        ruleset = changed(self.bench, self.bench.ruleset, option)
        return ruleset is None or bool(self.known.pain(ruleset))

    def tries(self, ruleset: Ruleset, paths: Sequence[Path]) -> list[Option]:
        """What may stand instead: first in the rows that the worst pair reads, the smallest change first."""
        data = ruleset.located.data
        every: list[Option] = []
        for path in paths:
            if path[0] != "audit":
                every += [*options(data, path), *behind(data, path), *within_reach(data, path, self.broken.pairs)]
        return sorted(every, key=lambda one: (self.rank(one), one.size))[:MOST_TRIES]

    def rank(self, option: Option) -> tuple[bool, int]:
        """How likely a change is: in a row that the worst pair reads; what other groups have, where groups are compared."""
        aside = _aside(option.place, self._rows) or _of_others(option.place, self._groups)
        return aside, ASKED_FOR if option.tier == OTHERS and len(self._groups) > 1 else option.tier

    def _look_at(self, bench: Bench, pairs: Sequence[Witness], paths: Sequence[Path]) -> None:
        """The rows that the worst of some pairs reads, and its client groups: what stands there is likeliest."""
        self._rows = rows_read(bench, pairs, paths)
        both = [one for pair in pairs[-1:] for one in (pair.left, pair.right)]
        self._groups = frozenset(str(one.assessment.get(CLIENT_GROUP, "")) for one in both)

    # -- nearer

    def near(self, option: Option, holds: Callable[[Option], bool] | None = None) -> Option:
        """A value as near to what stands there as the known pairs allow (or as it `holds`), by halving."""
        broken, tells = option, holds or (lambda one: not self._hurts(one))
        for _ in range(HALVINGS if option.brought_near and (holds or not self.known.blind) else 0):
            middle = between(option)
            if middle is None or self.over:
                break
            good = tells(replace(broken, after=middle))
            option = replace(option, after=middle) if good else replace(option, before=middle)
        return replace(option, before=broken.before)

    def _rounded(self, option: Option) -> Option:
        for figure in round_figures(option.before, option.after) if option.brought_near else ():
            one = replace(option, after=figure)
            if not self.over and not self._hurts(one) and self.holds((Made(one, ""),)):
                return one
        return option

    # -- several changes

    def several(self) -> tuple[Made, ...]:
        """Change after change, each the one that mends most, until the law is proved."""
        draft, paths, pairs = self.broken.draft, self.broken.paths, list(self.broken.pairs)
        made: list[Made] = []
        cuts: list[Path] = []
        now = Tried(self.bench.ruleset, self.bench, draft)
        while len(made) < MOST_CHANGES and not self.over:
            best = self._best(now, paths)
            if best is None:
                return ()
            option, after = best
            made.append(Made(replace(option, place=_as_written(option.place, cuts)), self._because(draft, now, after, pairs)))
            cuts += [option.place] if option.after == NOTHING else []
            now = after
            if now.verdict is Verdict.PROVED:
                return tuple(made) if self.holds(made) else ()
            fresh = self._pairs(now)
            pairs += fresh
            self.known.add(now, fresh)
            shown = [path for pair in fresh if pair.kind == "worst" for path in responsible(now.bench, pair)]
            paths = tuple(dict.fromkeys([*shown, *now.draft.paths]))
            self._look_at(now.bench, fresh, paths)
        return ()

    def _because(self, draft: Draft, before: Tried, after: Tried, pairs: Sequence[Witness]) -> str:
        """The pair that a change mends most; where that is no matter of amounts, one of the part of the law that it mends."""

        def mended(pair: Witness) -> int:
            return pain(self.bench, draft, before.ruleset, [pair]) - pain(self.bench, draft, after.ruleset, [pair])

        best = max(pairs, key=mended, default=None)
        if best is not None and mended(best) > 0:
            return best.says
        parts = _broken_parts(before) - _broken_parts(after)
        of_it = [pair for pair in pairs if pair.about and any(pair.about in one for one in parts)]
        return (of_it or [*pairs])[-1].says if pairs else ""

    def _pairs(self, tried: Tried) -> tuple[Witness, ...]:
        """Who breaks the law after a change."""
        try:
            tried.bench.give(2)
            return witnesses(tried.bench, tried.draft)
        except (NotConfirmed, TimeoutError):
            return ()

    def _best(self, now: Tried, paths: Sequence[Path]) -> tuple[Option, Tried] | None:
        """The change that mends most of what is known, as far as the audit of the few most promising ones tells."""
        before = self.known.pain(now.ruleset)
        ranked: list[tuple[int, Option, Ruleset]] = []
        for option in self._parts(now.ruleset, paths):
            ruleset = changed(self.bench, now.ruleset, option)
            if self.over:
                break
            if ruleset is not None and (hurts := self.known.pain(ruleset)) <= before:
                ranked.append((hurts, option, ruleset))
        ranked.sort(key=lambda one: (one[0], one[1].size))
        found: list[tuple[tuple[int, ...], Option, Tried]] = []
        for hurts, option, ruleset in ranked[:CLOSER]:
            tried = None if self.over else proved_on(self.bench, self.law, ruleset)
            if tried is not None and (*tried.badness, hurts) < (*now.badness, before):
                found.append(((*tried.badness, hurts), option, tried))
        best = min(found, key=lambda one: (one[0], one[1].size), default=None)
        return None if best is None else best[1:]

    def _parts(self, ruleset: Ruleset, paths: Sequence[Path]) -> list[Option]:
        """Without whole tables, and rates that move a row as a whole: what is put together from several changes is put together
        from single values."""
        every = self.tries(ruleset, paths)
        return [one for one in every if one.value is None and one.note != MEETS_THE_NEXT] or every

    def needed(self, made: tuple[Made, ...]) -> tuple[Made, ...]:
        """Without the changes that turn out not to be needed."""
        for one in made:
            rest = tuple(other for other in made if other is not one)
            if rest:
                made = rest if self.holds(rest) else made
        return made

    def nearer(self, made: tuple[Made, ...]) -> tuple[Made, ...]:
        """Each value as near to what stands there as the law allows, with the other changes; then on a round figure."""
        for place, one in enumerate(made):

            def holds(option: Option, place: int = place, one: Made = one, made: tuple[Made, ...] = made) -> bool:
                return self.holds([*made[:place], replace(one, option=option), *made[place + 1 :]])

            if one.option.brought_near:
                option = self.near(one.option, holds)
                figures = (replace(option, after=figure) for figure in round_figures(option.before, option.after))
                option = next((figure for figure in figures if not self.over and holds(figure)), option)
                made = (*made[:place], replace(one, option=option), *made[place + 1 :])
        return made


def batched(options: Iterable[Option], size: int) -> Iterator[list[Option]]:
    """So many at a time."""
    rest = iter(options)
    while some := list(islice(rest, size)):
        yield some


def rows_read(bench: Bench, pairs: Sequence[Witness], paths: Sequence[Path]) -> frozenset[Path]:
    """The rows of tables that the worst pair reads, and those after them."""
    rows = in_rows(bench, [one for one in pairs if not one.two_rulesets], paths)
    found = [one for one in rows if one not in paths and isinstance(one[-1], int)]
    return frozenset([*found, *((*one[:-1], int(one[-1]) + 1) for one in found)])


def _aside(place: Path, rows: frozenset[Path]) -> bool:
    """Whether it is a place in a table of which other rows were read."""
    tables = {one[:-1] for one in rows}
    beside = any(place[: len(one)] == one for one in tables) or any(one[: len(place)] == place for one in tables)
    groups = {one[:3] for one in tables if BY_GROUP in one}
    beside = beside or any(place[:3] == one for one in groups)
    return beside and not any(place[: len(one)] == one for one in rows)


def _of_others(place: Path, groups: frozenset[str]) -> bool:
    """Whether it is a figure of a client group that nobody of the worst pair is in."""
    at = place.index(BY_GROUP) + 1 if BY_GROUP in place else len(place)
    return at < len(place) and place[at] not in groups


def _as_written(place: Path, cuts: Sequence[Path]) -> Path:
    """A place of the ruleset after entries of lists were cut out of it, as it is in the file."""
    for *before, cut in reversed(cuts):
        at = len(before)
        if isinstance(cut, int) and len(place) > at and place[:at] == tuple(before):
            here = place[at]
            place = (*place[:at], here + 1, *place[at + 1 :]) if isinstance(here, int) and here >= cut else place
    return place


def _broken_parts(tried: Tried) -> frozenset[str]:
    return frozenset(part.says for part in tried.draft.parts if part.verdict is Verdict.BROKEN)
