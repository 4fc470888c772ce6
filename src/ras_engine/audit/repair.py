"""The smallest repair that can be found: few values of the ruleset's text changed so that the law is proved of the changed ruleset.

Receives a broken law, its pairs and the rules that are responsible; tries what may stand there instead, the smallest change first.
Where no one change is enough, the one that mends most is kept and the law is audited again, until it is proved; what then turns out
not to be needed is taken back. Nothing unverified is suggested.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ras_engine.audit.bench import Bench, milliseconds
from ras_engine.audit.change import Change, Repair, key_of
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.options import NOTHING, Option, between, options, round_figures
from ras_engine.audit.report import Finding, Verdict, Witness
from ras_engine.audit.responsible import responsible
from ras_engine.audit.tried import Tried, changed, pain, proved_on
from ras_engine.audit.witness import NotConfirmed, witnesses
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset

MOST_TRIES = 160
MOST_CHANGES = 8
IN_ALL = 6
HALVINGS = 6
CLOSER = 6
"""Of the changes that are not enough, so many are audited to see which mends most."""


@dataclass(frozen=True)
class Broken:
    """A broken law, with the rules that are responsible and its pairs."""

    law: Law
    draft: Draft
    paths: tuple[Path, ...]
    pairs: tuple[Witness, ...]


def with_repairs(bench: Bench, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of an audit, each broken one with its repair, as far as there is time left once every law was looked at."""
    broken: dict[str, Broken] = bench.kept.get("to repair", {})
    found = []
    for one in findings:
        begun = time.monotonic_ns()
        repair = repaired(bench, broken[one.law]) if one.law in broken else None
        found.append(replace(one, repair=repair, milliseconds=one.milliseconds + milliseconds(begun)) if repair else one)
    return tuple(found)


def repaired(bench: Bench, broken: Broken) -> Repair | None:
    """The smallest repair found that proves the law; None where none was."""
    search = _Search(bench, broken.law, time.process_time_ns() + IN_ALL * 1_000_000_000)
    made = search.needed(search.known())
    if not made and not search.hopeless:
        draft, paths, pairs = broken.draft, broken.paths, broken.pairs
        made = search.one(draft, paths, pairs) or search.several(draft, paths, pairs)
        made = search.needed(search.nearer(search.needed(made)))
    if not made:
        return None
    bench.kept.setdefault("repairs", {})[broken.law.id] = made
    repair = told(bench, made)
    bench.kept.setdefault("repaired", {})[key_of(repair)] = search.with_all(made)
    return repair


@dataclass(frozen=True)
class Made:
    """A change that was chosen, and the pair that it was made for."""

    option: Option
    because: str


class _Search:
    """The search for the repair of one law."""

    def __init__(self, bench: Bench, law: Law, ends: int) -> None:
        self.bench, self.law, self.ends = bench, law, ends

    @property
    def over(self) -> bool:
        """Whether the time for it is: the processor's, so that a busy machine does not make another repair of it."""
        self.bench.give(1)
        try:
            self.bench.stop()
        except TimeoutError:
            return True
        return time.process_time_ns() > self.ends

    def proves(self, made: Sequence[Made]) -> Tried | None:
        """The law of the ruleset with these changes; None where that does not load, or the time is over."""
        ruleset = self.with_all(made)
        return None if ruleset is None or self.over else proved_on(self.bench, self.law, ruleset)

    def with_all(self, made: Sequence[Made]) -> Ruleset | None:
        """The ruleset with these changes."""
        return changed(self.bench, self.bench.ruleset, *(one.option for one in made))

    @property
    def hopeless(self) -> bool:
        """Whether a law that this one rests on is broken as well, and no repair was found of it."""
        broken, found = self.bench.kept.get("to repair", {}), self.bench.kept.get("repairs", {})
        return any(law in broken and law not in found for law in self.law.rests_on)

    def known(self) -> tuple[Made, ...]:
        """The repairs of the laws that this one rests on, where they mend this one as well."""
        before: dict[str, tuple[Made, ...]] = self.bench.kept.get("repairs", {})
        changes = [one for law in self.law.rests_on for one in before.get(law, ())]
        made = tuple({one.option.place: one for one in changes}.values())
        return made if made and self.holds(made) else ()

    def holds(self, made: Sequence[Made]) -> bool:
        """Whether the law is proved with these changes."""
        tried = self.proves(made)
        return tried is not None and tried.verdict is Verdict.PROVED

    def one(self, draft: Draft, paths: Sequence[Path], pairs: Sequence[Witness]) -> tuple[Made, ...]:
        """The smallest single change that proves the law."""
        because = pairs[-1].says if pairs else ""
        for option in self.tries(self.bench.ruleset, paths):
            ruleset = changed(self.bench, self.bench.ruleset, option)
            if self.over:
                break
            if ruleset is not None and not pain(self.bench, draft, ruleset, pairs):
                tried = proved_on(self.bench, self.law, ruleset)
                if tried is not None and tried.verdict is Verdict.PROVED:
                    return (Made(option, because),)
        return ()

    def tries(self, ruleset: Ruleset, paths: Sequence[Path]) -> list[Option]:
        """What may stand instead, the smallest change first."""
        every = [one for path in paths if path[0] != "audit" for one in options(ruleset.located.data, path)]
        return sorted(every, key=lambda one: one.size)[:MOST_TRIES]

    def parts(self, ruleset: Ruleset, paths: Sequence[Path]) -> list[Option]:
        """The same without whole tables: what is put together from several changes is put together from single values."""
        return [one for one in self.tries(ruleset, paths) if one.value is None] or self.tries(ruleset, paths)

    def several(self, draft: Draft, paths: Sequence[Path], pairs: Sequence[Witness]) -> tuple[Made, ...]:
        """Change after change, each the one that mends most, until the law is proved."""
        made: list[Made] = []
        cuts: list[Path] = []
        now = Tried(self.bench.ruleset, self.bench, draft)
        known = list(pairs)
        while len(made) < MOST_CHANGES and not self.over:
            best = self.best(now, draft, paths, known)
            if best is None:
                return ()
            option, after = best
            made.append(Made(replace(option, place=_as_written(option.place, cuts)), self.because(draft, now, after, known)))
            cuts += [option.place] if option.after == NOTHING else []
            now = after
            if now.verdict is Verdict.PROVED:
                return tuple(made) if self.holds(made) else ()
            fresh = self.pairs(now)
            known = [*known, *fresh]
            shown = [path for pair in fresh if pair.kind == "worst" for path in responsible(now.bench, pair)]
            paths = tuple(dict.fromkeys([*shown, *now.draft.paths]))
        return ()

    def because(self, draft: Draft, before: Tried, after: Tried, known: Sequence[Witness]) -> str:
        """The pair that a change mends most."""

        def mended(pair: Witness) -> int:
            return pain(self.bench, draft, before.ruleset, [pair]) - pain(self.bench, draft, after.ruleset, [pair])

        best = max(known, key=mended, default=None)
        return best.says if best is not None and mended(best) > 0 else ""

    def pairs(self, tried: Tried) -> tuple[Witness, ...]:
        """Who breaks the law after a change."""
        try:
            tried.bench.give(2)
            return witnesses(tried.bench, tried.draft)
        except (NotConfirmed, TimeoutError):
            return ()

    def best(self, now: Tried, draft: Draft, paths: Sequence[Path], known: Sequence[Witness]) -> tuple[Option, Tried] | None:
        """The change that mends most of what is known, as far as the audit of the few most promising ones tells."""
        before = pain(self.bench, draft, now.ruleset, known)
        ranked: list[tuple[int, Option, Ruleset]] = []
        for option in self.parts(now.ruleset, paths):
            ruleset = changed(self.bench, now.ruleset, option)
            if self.over:
                break
            if ruleset is not None and (hurts := pain(self.bench, draft, ruleset, known)) <= before:
                ranked.append((hurts, option, ruleset))
        ranked.sort(key=lambda one: (one[0], one[1].size))
        found: list[tuple[tuple[int, ...], Option, Tried]] = []
        for hurts, option, ruleset in ranked[:CLOSER]:
            tried = None if self.over else proved_on(self.bench, self.law, ruleset)
            if tried is not None and (*tried.badness, hurts) < (*now.badness, before):
                found.append(((*tried.badness, hurts), option, tried))
        best = min(found, key=lambda one: (one[0], one[1].size), default=None)
        return None if best is None else best[1:]

    # -- made smaller

    def needed(self, made: tuple[Made, ...]) -> tuple[Made, ...]:
        """Without the changes that turn out not to be needed."""
        for one in made:
            rest = tuple(other for other in made if other is not one)
            if rest:
                made = rest if self.holds(rest) else made
        return made

    def nearer(self, made: tuple[Made, ...]) -> tuple[Made, ...]:
        """Each value as near to what stands there as the law allows, by halving; then on a round figure, where that is near."""
        for place, one in enumerate(made):

            def holds(option: Option, place: int = place, one: Made = one, made: tuple[Made, ...] = made) -> bool:
                return self.holds([*made[:place], replace(one, option=option), *made[place + 1 :]])

            if NOTHING not in (one.option.before, one.option.after) and one.option.value is None:
                option = self._rounded(self._halved(one.option, holds), holds)
                made = (*made[:place], replace(one, option=option), *made[place + 1 :])
        return made

    def _halved(self, option: Option, holds: Callable[[Option], bool]) -> Option:
        broken = option.before
        for _ in range(HALVINGS):
            middle = between(broken, option.after)
            if middle is None or self.over:
                break
            if holds(replace(option, after=middle)):
                option = replace(option, after=middle)
            else:
                broken = middle
        return option

    def _rounded(self, option: Option, holds: Callable[[Option], bool]) -> Option:
        for figure in round_figures(option.before, option.after):
            if not self.over and holds(replace(option, after=figure)):
                return replace(option, after=figure)
        return option


def _as_written(place: Path, cuts: Sequence[Path]) -> Path:
    """A place of the ruleset after entries of lists were cut out of it, as it is in the file."""
    for *before, cut in reversed(cuts):
        at = len(before)
        if isinstance(cut, int) and len(place) > at and place[:at] == tuple(before):
            here = place[at]
            place = (*place[:at], here + 1, *place[at + 1 :]) if isinstance(here, int) and here >= cut else place
    return place


def told(bench: Bench, made: Sequence[Made]) -> Repair:
    """The repair in words."""
    changes = tuple(_change(bench, one) for one in made)
    says = f"{changes[0].says}: the law is then proved for everybody."
    if len(changes) > 1:
        says = (
            f"With these {len(changes)} changes together the law is proved for everybody; with any one of them left out it is not."
        )
    return Repair(changes, says, Verdict.PROVED)


def _change(bench: Bench, made: Made) -> Change:
    option = made.option
    where = bench.ruleset.where(option.place)
    match option:
        case Option(after=after) if after == NOTHING:
            says = f"Leave out {option.before}"
        case Option(before=before) if before == NOTHING:
            says = f"Add {option.place[-1]}: {option.after}"
        case Option(value=value) if value is not None:
            says = f"Write {option.place[-1]}: {option.after}"
        case _:
            says = f"Write {option.place[-1]}: {option.after} in the place of {option.before}"
    return Change(where.path, where.line, option.before, option.after, says, made.because)
