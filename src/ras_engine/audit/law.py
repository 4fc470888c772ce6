"""What a law is, and what its file hands back: a draft finding, to which the audit adds what every finding has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import NEVER, Found, Kind
from ras_engine.audit.report import Counted, Part, Verdict, Witness, Worst
from ras_engine.plan.plan import Path


@dataclass(frozen=True)
class Draft:
    """What a law found out.

    `found` is the objective that decides it, for witnesses; `others` are further parts that are broken as well, each with its
    words. A law that is not about amounts makes its own pairs and counts (`show`, `count`); they are asked for only where it is
    broken. `what` says what is counted, `paths` are the rules concerned. `unanswered` names the question that the left person of
    each pair leaves out; `at_fault` says that the pairs need not be asked which rule is responsible: `paths` are.
    """

    verdict: Verdict
    says: str
    worst: Worst | None = None
    concerned: Fraction | None = None
    threshold: int | None = None
    engine: str = ""
    parts: tuple[Part, ...] = ()
    found: Found | None = None
    paths: tuple[Path, ...] = ()
    assumes: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    covers: str = ""
    two_rulesets: bool = False
    counted: Counted | None = None
    show: Callable[[], tuple[Witness, ...]] | None = field(default=None, repr=False)
    count: Callable[[], Counted | None] | None = field(default=None, repr=False)
    others: tuple[tuple[str, Found], ...] = ()
    what: str = ""
    unanswered: str = ""
    at_fault: bool = False


@dataclass(frozen=True)
class Law:
    """One law: its number, its words, and how it is proved on a bench. `repairs` says that a smallest repair may be looked for;
    `rests_on` are the laws that it follows from: their repairs together are tried first."""

    id: str
    title: str
    words: str
    prove: Callable[[Bench], Draft] = field(repr=False)
    repairs: bool = False
    rests_on: tuple[str, ...] = ()


STEPS = "pairs of assessments one step of one answer apart"
TWICE = "pairs of assessments alike but for what the law is about"
GROUPS = "pairs of assessments alike but for the client group"


def not_applicable(says: str, worst: Worst | None = None, **more: object) -> Draft:
    """There is nothing to hold to."""
    return Draft(Verdict.NOT_APPLICABLE, says, worst, **more)  # type: ignore[arg-type]


def proved(says: str, *assumes: str, engine: str = "lemma", **more: object) -> Draft:
    """Shown for everybody."""
    return Draft(Verdict.PROVED, says, engine=engine, assumes=assumes, **more)  # type: ignore[arg-type]


def verdict_of(found: Found) -> Verdict:
    """What an answered objective says about its threshold."""
    if found.value > found.objective.threshold:
        return Verdict.BROKEN
    if found.bound is None:
        return Verdict.SAMPLED
    return Verdict.PROVED if found.bound <= found.objective.threshold else Verdict.BOUNDED


def worst_of(found: Found) -> Worst:
    """The worst case of an objective; a fall that does not happen is nought."""
    unit = "basis_points" if found.objective.kind is Kind.CUT else "pence"
    if found.objective.kind is Kind.FLAT:
        gained = None if found.bound is None or found.bound <= NEVER else 1 - found.bound
        return Worst(gained, None if found.value == NEVER else 1 - found.value, "pence_gained")
    least = None if found.value == NEVER else _plain(found, found.value)
    most = None if found.bound is None or found.bound <= NEVER else _plain(found, found.bound)
    return Worst(least, most if most is not None else (least if found.bound is not None else None), unit)


def _plain(found: Found, value: int) -> int:
    match found.objective.kind:
        case Kind.MOVE:
            return value
        case _:
            return max(value, 0)


RANK = (Verdict.BROKEN, Verdict.SAMPLED, Verdict.BOUNDED, Verdict.PROVED, Verdict.NOT_APPLICABLE)


def least_sure(parts: Sequence[Part]) -> Verdict:
    """The verdict of what follows from several parts."""
    return min((part.verdict for part in parts), key=RANK.index)


def decide(found: Sequence[Found], says: dict[Verdict, str], names: Sequence[str], what: str = "", **more: object) -> Draft:
    """A law that holds where all its objectives do: the one that fares worst speaks for it, and the other broken ones beside it."""
    named = sorted(
        zip(names, found, strict=True),
        key=lambda one: (RANK.index(verdict_of(one[1])), -(one[1].value - one[1].objective.threshold)),
    )
    first = named[0][1]
    verdict = verdict_of(first)
    parts = tuple(Part(name, verdict_of(one), worst_of(one), engine_of(one)) for name, one in zip(names, found, strict=True))
    broken = tuple((name, one) for name, one in named if verdict_of(one) is Verdict.BROKEN)
    pairs = STEPS if first.objective.columns else what or TWICE
    pairs += f", by the {named[0][0]}" if len(broken) > 1 else ""
    return Draft(
        verdict,
        says[verdict] if verdict in says else _unbounded(says[Verdict.BOUNDED]),
        worst=worst_of(first),
        concerned=first.share,
        counted=counted(first, pairs),
        what=pairs,
        threshold=first.objective.threshold,
        engine=engine_of(first),
        parts=parts,
        found=first,
        others=broken[1:],
        listed=tuple(f"{name}: {worst_words(one)}" for name, one in broken) if len(broken) > 1 else (),
        **more,  # type: ignore[arg-type]
    )


def _unbounded(says: str) -> str:
    """What is said where not even a bound is known: that nobody was found, and nothing of a stated bound."""
    return f"{re.split('; |, but ', says)[0]}; how far it could go is not known."


def many(number: int, what: str) -> str:
    """So many of something, such as "1 line" or "3 lines"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def counted(found: Found, what: str = "") -> Counted | None:
    """How many pairs break an objective, where they were counted; `what` says what a pair is."""
    if not found.pairs or found.value <= found.objective.threshold:
        return None
    return Counted(found.concerned, found.concerned, found.pairs, what or (STEPS if found.objective.columns else TWICE))


def worst_words(found: Found) -> str:
    """The worst real case of an objective in a few words."""
    match found.objective.kind:
        case Kind.CUT:
            return f"{found.value // 100}.{found.value % 100:02d} % at worst"
        case Kind.FLAT:
            return f"{pounds(1 - found.value)} more at worst"
        case _:
            return f"{pounds(found.value)} at worst"


def engine_of(found: Found) -> str:
    """Which engine decided."""
    return "search" if found.bound is None else found.engine


def pounds(pence: int | None) -> str:
    """Pence in words."""
    return "nothing known" if pence is None else f"{pence // 100}.{pence % 100:02d}" if pence >= 0 else f"-{pounds(-pence)}"
