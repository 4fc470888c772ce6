"""The audit itself: every law on one bench, each within its share of the time, and what all findings have in common."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from ras_engine.audit.bench import Bench, Limits, milliseconds
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.laws import all_laws, laws_named
from ras_engine.audit.repairs.effects import with_effects
from ras_engine.audit.repairs.repair import kept_for_repairs, with_repairs
from ras_engine.audit.repairs.seek import Broken
from ras_engine.audit.report import AuditReport, Counted, Finding, Rule, Verdict, Witness
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.witnesses.example import at_least
from ras_engine.audit.witnesses.rates import RATES, Rates
from ras_engine.audit.witnesses.responsible import blamed, in_rows
from ras_engine.audit.witnesses.witness import witnesses
from ras_engine.plan.plan import Path
from ras_engine.rulebook.examples import Examples
from ras_engine.ruleset import Ruleset

EVERYBODY = (
    "every combination of answers, client group, deployment and support that counts, those ruled out by other answers among them"
)


DEFAULT_LIMITS = Limits()
LAWS = all_laws()
"""Every law, loaded with the audit: how long an audit takes is told of the audit alone."""


def audit(
    ruleset: Ruleset,
    *,
    against: Ruleset | None = None,
    laws: Iterable[str] | None = None,
    budget_seconds: int | None = None,
    examples: Examples | None = None,
    limits: Limits = DEFAULT_LIMITS,
    rates: Rates | None = None,
    each: Callable[[Finding], None] | None = None,
) -> AuditReport:
    """The findings of every law (or of `laws`, such as ["P1", "P6"]) about a ruleset.

    `against` is the ruleset that it takes the place of, for the laws of transition; `examples` its worked examples. `rates` says
    how often each answer is given (`rates_of` counts them): the typical pairs are then typical of those people. Whatever is not
    decided within `budget_seconds` (60 where none is given) is `bounded` or `sampled`, never guessed. `each` is told every
    finding as it comes, to show how far the audit is. Raises ValueError for laws that do not exist, with those that are near.
    """
    chosen = LAWS if laws is None else laws_named(laws)
    begun = time.monotonic_ns()
    if budget_seconds is not None:
        limits = replace(limits, seconds=budget_seconds)
    bench = Bench(ruleset, against, limits)
    bench.examples, bench.kept[RATES] = examples, rates
    findings = []
    for place, law in enumerate(chosen):
        findings.append(finding_of(bench, law, len(chosen) - place))
        if each:
            each(findings[-1])
    return AuditReport(
        ruleset=str(ruleset),
        scheme=ruleset.scheme,
        digest=ruleset.digest,
        against=against.digest if against else None,
        possible_assessments=bench.possible,
        findings=with_effects(bench, with_repairs(bench, findings), chosen),
        milliseconds=milliseconds(begun),
    )


def finding_of(bench: Bench, law: Law, left: int) -> Finding:
    """One law: proved on the bench, with its pairs and its rules; `left` laws have yet to share the time. Repairs come last."""
    begun = time.monotonic_ns()
    spare = bench.ends - bench.limits.clock() - kept_for_repairs(bench)
    bench.give(max(2, spare // 1_000_000_000 // max(1, min(left, 3))))
    draft = _draft(bench, law)
    pairs: tuple[Witness, ...] = ()
    paths, counted = draft.paths, draft.counted
    if draft.verdict is Verdict.BROKEN:
        bench.give(10)
        pairs = witnesses(bench, draft)
        counted = counted or _counted(bench, draft)
        paths = draft.paths if draft.at_fault else blamed(bench, pairs, draft.paths)
        if law.repairs and (paths or law.rests_on):
            bench.kept.setdefault("to repair", {})[law.id] = Broken(law, draft, paths, pairs)
    return Finding(
        law=law.id,
        title=law.title,
        verdict=draft.verdict,
        says=draft.says,
        covered=bench.possible,
        covers=draft.covers or EVERYBODY,
        worst=draft.worst,
        concerned=draft.concerned if counted is None else counted.share,
        counted=counted,
        threshold=draft.threshold if draft.threshold is None or draft.threshold < 1 << 60 else None,
        engine=draft.engine,
        milliseconds=milliseconds(begun),
        parts=draft.parts,
        rules=tuple(_rule(bench, path) for path in in_rows(bench, pairs, paths)),
        witnesses=pairs,
        assumes=draft.assumes,
        listed=draft.listed,
    )


def _draft(bench: Bench, law: Law) -> Draft:
    """What the law finds; a law that the time or the engines do not reach is said to be open, never guessed."""
    bench.why_not = ""
    try:
        draft = law.prove(bench)
        return replace(draft, says=draft.says + _why_open(bench, draft))
    except TimeoutError:
        return Draft(
            Verdict.BOUNDED,
            "The time given was over before this could be decided; nothing was found that breaks it.",
            engine="none",
        )
    except OutOfReach as why:
        return Draft(Verdict.SAMPLED, f"Outside what can be gone through: {why}.", engine="none")


def _why_open(bench: Bench, draft: Draft) -> str:
    """Why not everybody was gone through, where that leaves something open."""
    why = (draft.found.why if draft.found is not None else "") or bench.why_not
    return f" Not decided for everybody: {why}." if why and draft.verdict in (Verdict.BOUNDED, Verdict.SAMPLED) else ""


def _counted(bench: Bench, draft: Draft) -> Counted | None:
    """How many break a law, where its proof did not count them; None where there was no time for it."""
    bench.give(5)
    with suppress(TimeoutError):
        if draft.count is not None:
            return draft.count()
        if draft.found is not None and not draft.two_rulesets:
            return at_least(bench, draft.found, draft.what)
    return None


def _rule(bench: Bench, path: Path) -> Rule:
    where = bench.ruleset.where(path)
    return Rule(where.path, where.file, where.line)
