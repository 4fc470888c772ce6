"""An audit as it stands with the council: receives a report and what was accepted; gives each law's standing and the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ras_engine.audit import AuditReport, Finding, Verdict
from ras_engine.edges.audit.baseline import Accepted, Baseline, note, why_not
from ras_engine.errors import Problem
from ras_engine.ruleset import Ruleset


class Standing(StrEnum):
    """Where a law stands. `accepted`: it fails or is open, and the council has accepted that for now."""

    BROKEN = "broken"
    OPEN = "open"
    ACCEPTED = "accepted"
    PROVED = "proved"
    NOT_APPLICABLE = "not_applicable"


STANDING = {
    Verdict.BROKEN: Standing.BROKEN,
    Verdict.BOUNDED: Standing.OPEN,
    Verdict.SAMPLED: Standing.OPEN,
    Verdict.PROVED: Standing.PROVED,
    Verdict.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One law: what was found, where it stands, the entry that speaks of it, and why that entry does not count, if so."""

    finding: Finding
    standing: Standing
    accepted: Accepted | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A report with its rulesets and the standing of every law. `unused` are the entries that nothing failed for; `notes` says of
    each entry that does not count where it stands, why, and what to do."""

    report: AuditReport
    ruleset: Ruleset
    against: Ruleset | None
    laws: tuple[Judged, ...]
    unused: tuple[Accepted, ...] = ()
    notes: tuple[Problem, ...] = ()

    def standing(self, *wanted: Standing) -> tuple[Judged, ...]:
        """The laws that stand so."""
        return tuple(one for one in self.laws if one.standing in wanted)

    @property
    def exit_code(self) -> int:
        """0 where every law that applies is proved or accepted, 1 where one is broken, 5 where none is but some are open."""
        return 1 if self.standing(Standing.BROKEN) else 5 if self.standing(Standing.OPEN) else 0


def judged(
    report: AuditReport,
    ruleset: Ruleset,
    against: Ruleset | None = None,
    *,
    baseline: Baseline | None = None,
    on: date | None = None,
) -> Judgement:
    """The standing of every law. `on` is the day on which accepted failures are looked at: a baseline needs it. Raises ValueError
    where there is none, or where the baseline is for another scheme."""
    if baseline is not None and on is None:
        raise ValueError("accepted failures end on a day: say which day it is")
    if baseline is not None and baseline.document.scheme != ruleset.scheme:
        raise ValueError(f"the baseline is for {baseline.document.scheme}, the ruleset is of {ruleset.scheme}")
    laws = tuple(_judged(finding, baseline, on) for finding in report.findings)
    used = {one.finding.law for one in laws if one.accepted}
    entries = baseline.document.accepted if baseline else ()
    known = {finding.law for finding in report.findings}
    unused = tuple(one for one in entries if one.law in known - used)
    return Judgement(report, ruleset, against, laws, unused, tuple(_notes(laws, baseline)) if baseline else ())


def _notes(laws: tuple[Judged, ...], baseline: Baseline) -> Iterator[Problem]:
    """What is to be said of the entries whose laws were looked at, in the order of the file."""
    seen = {one.finding.law: one for one in laws}
    for entry in baseline.document.accepted:
        if entry.law in seen:
            one = seen[entry.law]
            told = note(baseline, entry, one.finding.verdict, one.why_not)
            if told:
                yield told


def _judged(finding: Finding, baseline: Baseline | None, on: date | None) -> Judged:
    standing = STANDING[finding.verdict]
    entry = baseline.of(finding.law) if baseline else None
    if entry is None or on is None or standing not in (Standing.BROKEN, Standing.OPEN):
        return Judged(finding, standing)
    reason = why_not(entry, finding, on)
    return Judged(finding, standing if reason else Standing.ACCEPTED, entry, reason)


def counted(judgement: Judgement) -> Iterator[tuple[Standing, int]]:
    """How many laws stand how, the gravest first; those that none stands in left out."""
    for standing in Standing:
        number = len(judgement.standing(standing))
        if number:
            yield standing, number
