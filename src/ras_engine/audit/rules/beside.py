"""Conditions that stand side by side (in a count, in `all`, in `any`) and say no more together than one of them alone.

Receives a bench; gives each entry that is idle beside another one, with somebody in whom both hold, what could not be decided, and
the counts that are ladders: there an entry that always holds along with a later one is how people are meant to be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import NEVER
from ras_engine.audit.report import Verdict, Witness
from ras_engine.audit.rules.alive import Named
from ras_engine.audit.rules.overlap import likest, measured
from ras_engine.audit.rules.together import never_together
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.audit.witnesses.facts import condition_at
from ras_engine.audit.witnesses.nearest import NEAREST
from ras_engine.audit.witnesses.sought import Looker, Sought
from ras_engine.audit.witnesses.witness import Made, witness_of
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Path

COUNT, ALL, ANY = "conditions", "all", "any"
MOST_TRIED = 4
Passes = list[Slot]
"""One slot for each time a condition is worked out: before carers, and after them."""


@dataclass(frozen=True)
class Idle:
    """An entry that says nothing beside another one: where `holds` holds, `too` does as well; `same` where it is so both ways."""

    path: Path
    beside: Path
    holds: Slot
    too: Slot
    same: bool

    def what(self, bench: Bench) -> str:
        """What is wrong with it, in words."""
        where = bench.ruleset.where(self.beside).path
        if self.same:
            again = "is counted again" if self.path[-2] == COUNT else "says nothing more"
            return f"this entry holds for everybody for whom {where} does, and for nobody else: it {again}"
        way = "for everybody for whom" if self.path[-2] == ALL else "only for those for whom"
        return f"this entry holds {way} {where} does: beside it, it says nothing"


@dataclass
class Beside:
    """What was found: idle entries, what is not known, and counts that are ladders."""

    idle: list[Idle] = field(default_factory=list)
    unknown: Named = field(default_factory=list)
    ladders: list[str] = field(default_factory=list)


def beside(bench: Bench, dead: Iterable[Path]) -> Beside:
    """Every two entries that stand side by side, but for those that never or always hold: they are told of as such."""
    found, crowd, left_out = Beside(), Crowd(bench, 8_000), set(dead)
    for entries in together(bench):
        told = set[Path]()
        for one, other in combinations([path for path in entries if path not in left_out], 2):
            if not told & {one, other}:
                idle = _compare(bench, crowd, (one, entries[one]), (other, entries[other]), found)
                told |= {idle} if idle else set()
    return found


def together(bench: Bench) -> Iterator[Mapping[Path, Passes]]:
    """The entries of each count, `all` and `any`. What cannot stand together holds for nobody, and that is what it is for."""
    lists: dict[Path, dict[Path, Passes]] = {}
    for slot, path in bench.plan.conditions:
        if len(path) > 2 and path[-2] in (COUNT, ALL, ANY) and path[0] != "cannot_stand_together":
            lists.setdefault(path[:-1], {}).setdefault(path, []).append(slot)
    yield from (entries for entries in lists.values() if len(entries) > 1)


def _compare(bench: Bench, crowd: Crowd, one: tuple[Path, Passes], other: tuple[Path, Passes], found: Beside) -> Path | None:
    """Note what two entries are to each other; gives the one that is idle, if one is."""
    (first, before), (second, after) = one, other
    onward, back = _leads(bench, crowd, before, after), _leads(bench, crowd, after, before)
    known, counts = onward is not None and back is not None, first[-2] == COUNT
    if onward and back:
        found.idle.append(Idle(second, first, after[-1], before[-1], same=True))
        return second
    if (onward or back) and not counts:  # in `all` the wider of two says nothing, in `any` the narrower
        wider, narrower = (other, one) if onward else (one, other)
        idle, rest = (wider, narrower) if first[-2] == ALL else (narrower, wider)
        found.idle.append(Idle(idle[0], rest[0], narrower[1][-1], wider[1][-1], same=False))
        return idle[0]
    if known and (onward or back):
        inner, outer = (first, second) if onward else (second, first)
        found.ladders.append(f"{_at(bench, inner)} is counted only for those for whom {_at(bench, outer)} is counted as well")
    elif not known and not (counts and False in (onward, back)):
        found.unknown.append((second, f"whether this entry says more than {_at(bench, first)} is not known"))
    return None


def _at(bench: Bench, path: Path) -> str:
    return bench.ruleset.where(path).path


def _leads(bench: Bench, crowd: Crowd, one: Passes, other: Passes) -> bool | None:
    """Whether the other condition holds for everybody for whom the one does, in every pass; None where that is not known."""
    columns, known = crowd.columns([*one, *other]), list[bool | None]()
    for before, after in zip(one, other, strict=True):
        if ((columns[before] == 1) & (columns[after] == 0)).any():
            return False
        known.append(before == after or _led(bench, crowd, before, after))
    return False if False in known else None if None in known else True


def _led(bench: Bench, crowd: Crowd, one: Slot, other: Slot) -> bool | None:
    verdict, _ = never_together(bench, {"one": one, "other": other}, lambda seen: (seen["one"] == 1) & (seen["other"] == 0), ())
    if verdict is Verdict.SAMPLED:
        return False if _parted(bench, crowd, one, other) else None
    return verdict is Verdict.PROVED


def _parted(bench: Bench, crowd: Crowd, one: Slot, other: Slot) -> bool:
    """Whether somebody was found in whom only the one holds: every other answer is taken to one of its ends."""
    sought = Sought({"one": one, "other": other}, lambda seen, _: seen["one"] == 1, lambda seen, _: 1 - seen["other"])
    looker = Looker(bench, sought)
    for person in crowd.people[crowd.columns([one])[one] == 1][:MOST_TRIED]:
        for last in (False, True):
            best = person[None, :].copy()
            for number, variable in enumerate(bench.variables):
                tried = best.copy()
                tried[:, number] = len(variable) - 1 if last else variable.least
                best = tried if looker.sizes(tried, tried)[0] > NEVER else best
            if looker.sizes(best, best)[0] == 1:
                return True
    return False


def shown(bench: Bench, idle: Idle) -> tuple[Witness, ...]:
    """Somebody in whom both hold, beside somebody like them in whom neither does, or only the wider one."""
    slots = {"holds": idle.holds, "too": idle.too, "budget": bench.plan.money.indicative_budget}
    both = Looker(
        bench, Sought(slots, lambda one, _: (one["holds"] == 1) & (one["too"] == 1), lambda one, _: one["budget"])
    ).three()
    if not both:
        return ()
    person, wider = both[0][1][0], 0 if idle.same else 1
    less = Sought(slots, lambda one, _: (one["holds"] == 0) & (one["too"] == wider), lambda one, _: one["budget"])
    other, places = likest(bench, less, person), (idle.beside, idle.path)
    names = [condition_at(bench.plan, slot, place) for place in places for slot in (idle.holds, idle.too)]
    facts = [name for name in (*names, *measured(bench, (idle.holds, idle.too))) if name]
    first, second = (_at(bench, place) for place in places)
    rest = "in the other neither" if idle.same else f"in the other only {second if idle.path[-2] == ALL else first}"

    def says(one: Witness) -> str:
        return f"in {'this' if one.alone else 'one'} person both {first} and {second} hold" + ("" if one.alone else f", {rest}")

    made = Made("facts", says, tuple(dict.fromkeys(facts)), about=second)
    return (witness_of(bench, NEAREST, (person, other or person), made),)
