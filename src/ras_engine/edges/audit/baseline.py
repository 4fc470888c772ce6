"""Known failures that the council accepts for a time: each law with a reason, who has decided, and the day on which it ends.

Receives a YAML text (`ras-audit-baseline/1`); gives the entries. The day on which they are looked at is always handed over: nothing
here reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ras_engine.audit import Finding, Verdict, all_laws
from ras_engine.audit.laws import meant
from ras_engine.document.read_as import read_as
from ras_engine.document.scalars import Day, Section, Several, Share, WholePence, Words, exactly_one
from ras_engine.errors import Location, Problem, Related, RulesetInvalid, in_line_order, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located import Located, read_located


class NoWorseThan(Section):
    """How bad the failure may be and still be the one that was accepted."""

    amount: WholePence | None = None
    share: Share | None = None

    @model_validator(mode="after")
    def pounds_or_a_share(self) -> NoWorseThan:
        """Either `amount` or `share`."""
        exactly_one(self, "amount", "share")
        return self


class Accepted(Section):
    """One law whose failure is known. From `expires_on` it fails again; a failure beyond `no_worse_than` is another one."""

    law: Words
    why: Words
    decided_by: Words | None = None
    decided_on: Day
    expires_on: Day
    no_worse_than: NoWorseThan | None = None


class BaselineDocument(Section):
    """The failures that are accepted for the rulesets of one scheme."""

    schema_: Literal["ras-audit-baseline/1"] = Field(alias="schema")
    scheme: Words
    accepted: Several[Accepted]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries, and where each stands in the file."""

    document: BaselineDocument
    located: Located

    def of(self, law: str) -> Accepted | None:
        """The entry of a law."""
        return next((one for one in self.document.accepted if one.law == law), None)

    def where(self, law: str) -> Location:
        """Where the entry of a law stands."""
        place = next(place for place, one in enumerate(self.document.accepted) if one.law == law)
        return self.located.where(("accepted", place))


def read_baseline(text: bytes | str, *, file: str = "", scheme: str | None = None) -> Baseline:
    """The failures accepted in a text, which must be for `scheme` where one is given: those of another one would hide this one's.
    Raises RulesetInvalid with every problem of it."""
    located = read_located(text, file=file)
    try:
        found = Baseline(read_as(BaselineDocument, located), located)
    except RulesetInvalid as refused:  # a file of another kind is one mistake, not one for each of its keys
        other = [one for one in refused.problems if one.code == "RAS120" and one.where == located.where(("schema",))]
        raise RulesetInvalid(other or refused.problems) from None
    problems = list(_problems(found, scheme))
    if problems:
        raise RulesetInvalid(in_line_order(problems))
    return found


def _problems(baseline: Baseline, scheme: str | None) -> Iterator[Problem]:
    located, first = baseline.located, dict[str, int]()
    known = [law.id for law in all_laws()]
    if scheme is not None and baseline.document.scheme != scheme:
        yield problem("RAS981", located.where(("scheme",)), (), scheme=visible(baseline.document.scheme, 60), wanted=scheme)
    for place, one in enumerate(baseline.document.accepted):
        where, law = located.where(("accepted", place, "law")), visible(one.law, 20)
        if one.law not in known:
            near = meant(one.law)
            yield problem("RAS979", where, (), law=law, hint=f"Did you mean {near.id} ({near.title})? " if near else "")
        if first.setdefault(one.law, place) != place:
            related = [Related(located.where(("accepted", first[one.law], "law")), "The first one")]
            yield problem("RAS978", where, related, law=law)
        if one.expires_on <= one.decided_on:
            ends, decided = one.expires_on.isoformat(), one.decided_on.isoformat()
            related = [Related(located.where(("accepted", place, "decided_on")), "Decided here")]
            yield problem("RAS982", located.where(("accepted", place, "expires_on")), related, law=law, ends=ends, decided=decided)


def why_not(entry: Accepted, finding: Finding, on: date) -> str:
    """Why an entry does not cover a failure on a day; the empty text where it does."""
    if on >= entry.expires_on:
        return f"accepted until {entry.expires_on.isoformat()}, which has come"
    if on < entry.decided_on:
        return f"accepted from {entry.decided_on.isoformat()} on, which has not come yet"
    if entry.no_worse_than is None:
        return ""
    most = entry.no_worse_than.amount if entry.no_worse_than.share is None else entry.no_worse_than.share * 100
    unit = "pence" if entry.no_worse_than.share is None else "basis_points"
    found = _how_bad(finding)
    if found is None or found[1] != unit or most is None:
        return "its worst case cannot be compared with the one that was accepted"
    if found[0] <= most * 100:
        return ""
    return "worse than what was accepted" if finding.verdict is Verdict.BROKEN else "worse than what was accepted is not ruled out"


def note(baseline: Baseline, entry: Accepted, verdict: Verdict, reason: str) -> Problem | None:
    """What whoever keeps the list should know of an entry: that nothing fails for it any more, or why it does not count. None where
    it covers a failure."""
    where = baseline.where(entry.law)
    if verdict in (Verdict.PROVED, Verdict.NOT_APPLICABLE):
        return problem("RAS983", where, (), law=entry.law, verdict=verdict.value.replace("_", " "))
    return problem("RAS984", where, (), law=entry.law, reason=reason) if reason else None


def _how_bad(finding: Finding) -> tuple[int, str] | None:
    """The worst real case of a broken law, and what is not ruled out of an open one; with the unit."""
    worst, broken = finding.worst, finding.verdict is Verdict.BROKEN
    if worst is None:
        return None
    if worst.unit == "pence_gained":
        gained = worst.most if broken else worst.least
        return None if gained is None else (max(-gained, 0), "pence")
    value = worst.least if broken else worst.most
    return None if value is None else (value, worst.unit)
