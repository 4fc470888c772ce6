"""A repair in words: what to write where, for which pair, what it gives and takes in the worst case, what other laws say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ras_engine.audit import Change, Repair, Worst
from ras_engine.edges.audit.words import money

PERIODS = {"four_weeks": "every four weeks"}
ALSO = {
    "mends": "It also mends {laws}.",
    "breaks": "It would break {laws}.",
    "undecided": "What it does to {laws} was not decided.",
}


def heading(repair: Repair) -> str:
    """What comes first: where to write what, and that the law is then proved; with several changes, how many."""
    if len(repair.changes) > 1:
        return repair.says
    return f"{at(repair.changes[0])}. {repair.says}"


def at(change: Change) -> str:
    """Where a change stands."""
    return f"line {change.line}, {change.path}"


def changes(repair: Repair) -> tuple[str, ...]:
    """Each change on a line of its own, with the pair that it was made for; none where the heading says it."""
    if len(repair.changes) == 1:
        return ()
    return tuple(f"{at(one)}. {one.says}" + (f" (for {one.because})" if one.because else "") for one in repair.changes)


def effects(repair: Repair, currency: str, per: str) -> tuple[str, ...]:
    """What it does beside: to people, then to other laws. Nothing where that was not looked at."""
    return tuple(_effects(repair, currency, per))


def _effects(repair: Repair, currency: str, per: str) -> Iterator[str]:
    if repair.gains is None or repair.loses is None:
        return
    every = PERIODS.get(per, f"a {per}")
    if _nothing(repair.gains) and _nothing(repair.loses):
        yield "It moves nobody's planning amount."
    else:
        gains, loses = _most(repair.gains, currency, every), _most(repair.loses, currency, every)
        yield f"The planning amount rises for {gains or 'nobody'}, and falls for {loses or 'nobody'}."
    for name, words in ALSO.items():
        if getattr(repair, name):
            yield words.format(laws=listed(getattr(repair, name)))
    if not (repair.mends or repair.breaks or repair.undecided):
        yield "No other law changes its verdict."


def _nothing(worst: Worst) -> bool:
    return worst.exact and worst.most is not None and worst.most <= 0


def _most(worst: Worst, currency: str, every: str) -> str:
    """The most that one person's amount moves; the empty text where it does not."""
    if _nothing(worst):
        return ""
    if worst.exact and worst.most is not None:
        return f"somebody by {money(worst.most, currency)} {every}, for nobody by more"
    least = "" if worst.least is None or worst.least <= 0 else f"somebody by {money(worst.least, currency)}"
    most = "it is not known how much at most" if worst.most is None else f"for nobody by more than {money(worst.most, currency)}"
    return f"{least or 'perhaps somebody'} {every}, {most}"


def listed(names: Sequence[str]) -> str:
    """Names with commas and an "and": P1, P5 and P6."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
