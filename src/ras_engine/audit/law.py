"""What a law is, and what its file hands back: a draft finding, to which the audit adds what every finding has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import NEVER, Found, Kind
from ras_engine.audit.report import Part, Verdict, Worst
from ras_engine.plan.plan import Path


@dataclass(frozen=True)
class Draft:
    """What a law found out.

    `found` is the objective that decides it, for witnesses; `paths` the rules concerned; `lines` of pairs already made are in
    `pairs`.
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
    sides: tuple[dict[str, int], dict[str, int]] | None = None
    two_rulesets: bool = False


@dataclass(frozen=True)
class Law:
    """One law: its number, its words, and how it is proved on a bench. `repairs` says that a smallest repair may be looked for."""

    id: str
    title: str
    words: str
    prove: Callable[[Bench], Draft] = field(repr=False)
    repairs: bool = False


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


def decide(found: Sequence[Found], says: dict[Verdict, str], names: Sequence[str], **more: object) -> Draft:
    """A law that holds where all its objectives do: the one that fares worst speaks for it."""
    ranked = sorted(found, key=lambda one: (RANK.index(verdict_of(one)), -(one.value - one.objective.threshold)))
    first = ranked[0]
    verdict = verdict_of(first)
    parts = tuple(Part(name, verdict_of(one), worst_of(one), engine_of(one)) for name, one in zip(names, found, strict=True))
    return Draft(
        verdict,
        says[verdict] if verdict in says else says[Verdict.BOUNDED],
        worst=worst_of(first),
        concerned=first.share,
        threshold=first.objective.threshold,
        engine=engine_of(first),
        parts=parts,
        found=first,
        **more,  # type: ignore[arg-type]
    )


def engine_of(found: Found) -> str:
    """Which engine decided."""
    return "search" if found.bound is None else found.engine


def pounds(pence: int | None) -> str:
    """Pence in words."""
    return "nothing known" if pence is None else f"{pence // 100}.{pence % 100:02d}" if pence >= 0 else f"-{pounds(-pence)}"
