"""One change that mends several laws: a value that stands wrong often breaks more than one.

Receives the broken laws of an audit; tries single changes on the known pairs of all of them, and proves those laws that no pair
speaks for any longer. Such a change is left as it was found: it is what the ruleset itself speaks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ras_engine.audit.repairs.options import OTHERS, Option
from ras_engine.audit.repairs.seek import Made, Seek
from ras_engine.audit.repairs.tried import changed, holds_on

MOST_OPTIONS = 16
UNLIKELY = (False, OTHERS)
CLOSER = 3


@dataclass(frozen=True)
class _Promising:
    """A change, and the laws that it may mend."""

    option: Option
    laws: tuple[Seek, ...]

    @property
    def count(self) -> int:
        """How many of them do not follow from others of them."""
        return independent(self.laws)


def independent(laws: Sequence[Seek]) -> int:
    """How many laws do not follow from others among them."""
    names = {one.law.id for one in laws}
    return sum(not names & set(one.law.rests_on) for one in laws)


def at_once(searches: Sequence[Seek]) -> dict[str, tuple[Made, ...]]:
    """For each law that is mended together with another one, the change that does so."""
    left, found = list(searches), dict[str, tuple[Made, ...]]()
    while independent(left) > 1:
        mended = _one_for_several(left)
        if not mended:
            break
        found |= mended
        left = [one for one in left if one.law.id not in found]
    return found


def _one_for_several(searches: Sequence[Seek]) -> dict[str, tuple[Made, ...]]:
    best: tuple[Option, list[Seek]] | None = None
    for promising in _promising(searches)[:CLOSER]:
        if best is not None and promising.count <= independent(best[1]):
            break
        proved = [one for one in promising.laws if not one.over and _proved(one, promising.option)]
        if independent(proved) > max(1, 0 if best is None else independent(best[1])):
            best = promising.option, proved
    return {} if best is None else {one.law.id: (Made(best[0], one.because),) for one in best[1]}


def _proved(search: Seek, option: Option) -> bool:
    ruleset = changed(search.bench, search.bench.ruleset, option)
    return ruleset is not None and holds_on(search.bench, search.law, ruleset)


def _promising(searches: Sequence[Seek]) -> list[_Promising]:
    """The changes that may mend several laws, the most first."""
    seeing = [one for one in searches if not one.known.blind]
    found = []
    for option in _options(seeing):
        if any(one.over for one in searches):
            break
        ruleset = changed(searches[0].bench, searches[0].bench.ruleset, option)
        if ruleset is not None:
            mended = [one for one in seeing if not one.known.pain(ruleset)]
            blind = [one for one in searches if one.known.blind and any(path[0] == option.place[0] for path in one.broken.paths)]
            found.append(_Promising(option, (*mended, *blind) if mended else ()))
            if independent(mended) == independent(seeing):
                break
    return sorted((one for one in found if one.count > 1), key=lambda one: (-one.count, one.option.size))


def _options(searches: Sequence[Seek]) -> list[Option]:
    """The likeliest options of each law, the smallest first, each once."""
    found: dict[object, tuple[object, Option]] = {}
    for one in searches:
        likely = [option for option in one.tries(one.bench.ruleset, one.broken.paths) if one.rank(option) < UNLIKELY]
        for option in likely[:MOST_OPTIONS]:
            found.setdefault((option.place, option.after), ((one.rank(option), option.size), option))
    return [option for _, option in sorted(found.values(), key=lambda one: one[0])]  # type: ignore[arg-type, return-value]
