"""What an audit hands over: a finding for each law, with what it covers, the worst case, and pairs of people a reader can check.

Every type is frozen, holds whole numbers and text only, and has `as_dict()`: plain data in a fixed order, ready for JSON. Money
is in whole pence of the ruleset's period; shares are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ras_engine.audit.change import Change, Repair
from ras_engine.audit.verdict import Counted, Verdict, Worst
from ras_engine.version import VERSION

__all__ = [
    "AuditReport",
    "Change",
    "Counted",
    "Difference",
    "Finding",
    "Part",
    "Person",
    "Repair",
    "Rule",
    "Verdict",
    "Witness",
    "Worst",
]


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person: an assessment as `Assessment.from_dict` reads it, and the amounts that the scalar engine gives it."""

    assessment: Mapping[str, Any]
    outcome: str
    amounts: Mapping[str, int]
    working: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "assessment": dict(self.assessment),
            "outcome": self.outcome,
            "amounts_in_pence": dict(self.amounts),
            "working": list(self.working),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the two people of a pair differ: what it is, and what each says."""

    what: str
    left: str
    right: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"what": self.what, "left": self.left, "right": self.right}


@dataclass(frozen=True, slots=True)
class Witness:
    """Two people alike in all but `differ`, re-scored by the scalar engine, and what that shows (`amount` in pence).

    `kind` is "simplest", "typical" or "worst"; "nearest" where a rule concerns nobody, so that only those who come nearest to it
    can be shown. Where a law is about one person, left and right are the same. `two_rulesets` says that the right one was scored
    by the ruleset audited and the left one by the ruleset that it replaces. `of` is the amount that is compared, `compares` how:
    "fall", "rise" or "move" in pence, "flat" (1 less the rise), "cut" (hundredths of a per cent of the left amount), "over" and
    "under" (beyond the limit among the facts), "same" (nothing that anybody sees differs), "facts" (what the facts say). `facts`
    are the figures of the working that it hangs on, by name, as each of the two has them; `about` says which part of a law with
    several parts is shown.
    """

    kind: str
    left: Person
    right: Person
    differ: tuple[Difference, ...]
    amount: int
    says: str
    two_rulesets: bool = False
    of: str = ""
    compares: str = ""
    facts: tuple[Difference, ...] = ()
    about: str = ""

    @property
    def alone(self) -> bool:
        """Whether this is one person, not two."""
        return not self.two_rulesets and self.left.assessment == self.right.assessment

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "kind": self.kind,
            "says": self.says,
            "amount_in_pence": self.amount,
            "differ": [one.as_dict() for one in self.differ],
            "left": self.left.as_dict(),
            "right": self.right.as_dict(),
            "two_rulesets": self.two_rulesets,
            "of": self.of,
            "compares": self.compares,
            "facts": [one.as_dict() for one in self.facts],
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of the ruleset that is responsible: its path, its file and line."""

    path: str
    file: str
    line: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"path": self.path, "file": self.file, "line": self.line}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a law, decided on its own: one amount, or one of several things that it asks."""

    says: str
    verdict: Verdict
    worst: Worst | None = None
    engine: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        worst = self.worst.as_dict() if self.worst else None
        return {"says": self.says, "verdict": self.verdict.value, "worst": worst, "engine": self.engine}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one law.

    `covered` counts the assessments that the law is about (a search speaks only for those it looked at); `covers` says which.
    `concerned` is the share of all pairs (or people) that break the law, exact, None where it was not counted; `counted` is the
    same as whole numbers, or how many are sure to break it where not all could be counted. `engine` is how it was decided (lemma,
    exact, bounds, search).
    """

    law: str
    title: str
    verdict: Verdict
    says: str
    covered: int
    covers: str
    worst: Worst | None = None
    concerned: Fraction | None = None
    counted: Counted | None = None
    threshold: int | None = None
    engine: str = ""
    milliseconds: int = 0
    parts: tuple[Part, ...] = ()
    rules: tuple[Rule, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    repair: Repair | None = None
    assumes: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "law": self.law,
            "title": self.title,
            "verdict": self.verdict.value,
            "says": self.says,
            "covered": str(self.covered),
            "covers": self.covers,
            "worst": self.worst.as_dict() if self.worst else None,
            "concerned": str(self.concerned) if self.concerned is not None else None,
            "counted": self.counted.as_dict() if self.counted else None,
            "threshold": self.threshold,
            "engine": self.engine,
            "milliseconds": self.milliseconds,
            "parts": [one.as_dict() for one in self.parts],
            "rules": [one.as_dict() for one in self.rules],
            "witnesses": [one.as_dict() for one in self.witnesses],
            "repair": self.repair.as_dict() if self.repair else None,
            "assumes": list(self.assumes),
            "listed": list(self.listed),
        }


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The findings of one audit, in the order of the laws. `against` is the digest of the ruleset compared with, if there was
    one."""

    ruleset: str
    scheme: str
    digest: str
    against: str | None
    possible_assessments: int
    findings: tuple[Finding, ...]
    milliseconds: int = 0
    engine_version: str = VERSION
    schema: str = field(default="ras-audit-report/1")

    def finding(self, law: str) -> Finding:
        """The finding of one law, such as "P6". Raises KeyError."""
        for one in self.findings:
            if one.law == law:
                return one
        raise KeyError(law)

    def with_verdict(self, *verdicts: Verdict) -> tuple[Finding, ...]:
        """The findings with one of these verdicts."""
        return tuple(one for one in self.findings if one.verdict in verdicts)

    @property
    def holds(self) -> bool:
        """Whether no law is broken."""
        return not self.with_verdict(Verdict.BROKEN)

    @property
    def decided(self) -> bool:
        """Whether every law that applies is proved or broken."""
        return not self.with_verdict(Verdict.BOUNDED, Verdict.SAMPLED)

    @property
    def exit_code(self) -> int:
        """0 all that apply are proved, 1 at least one is broken, 5 none is broken but some are undecided."""
        return 1 if not self.holds else 0 if self.decided else 5

    @property
    def sentence(self) -> str:
        """The report in one sentence."""
        apply = [one for one in self.findings if one.verdict is not Verdict.NOT_APPLICABLE]
        proved, broken = self.with_verdict(Verdict.PROVED), self.with_verdict(Verdict.BROKEN)
        open_ = len(apply) - len(proved) - len(broken)
        everybody = f"all {self.possible_assessments:,} possible assessments"
        text = f"{len(proved)} of {len(apply)} laws hold for {everybody}; {len(broken)} do not"
        return f"{text}; {open_} could not be decided." if open_ else f"{text}."

    def as_dict(self) -> dict[str, Any]:
        """Plain data, with the times; `ras_engine.edges.audit.certificate` makes of it what others can check."""
        return {
            "schema": self.schema,
            "engine_version": self.engine_version,
            "ruleset": self.ruleset,
            "scheme": self.scheme,
            "digest": self.digest,
            "against": self.against,
            "possible_assessments": str(self.possible_assessments),
            "sentence": self.sentence,
            "milliseconds": self.milliseconds,
            "findings": [one.as_dict() for one in self.findings],
        }
