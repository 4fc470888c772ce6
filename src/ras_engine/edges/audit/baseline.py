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

from ras_engine.audit import Finding, all_laws
from ras_engine.document.read_as import read_as
from ras_engine.document.scalars import Day, Section, Several, Share, WholePence, Words, exactly_one
from ras_engine.errors import Location, Problem, Related, RulesetInvalid, problem
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


def read_baseline(text: bytes | str, *, file: str = "") -> Baseline:
    """The failures accepted in a text. Raises RulesetInvalid with every problem of it."""
    located = read_located(text, file=file)
    found = Baseline(read_as(BaselineDocument, located), located)
    problems = list(_problems(found))
    if problems:
        raise RulesetInvalid(problems)
    return found


def _problems(baseline: Baseline) -> Iterator[Problem]:
    known, first = {law.id for law in all_laws()}, dict[str, int]()
    for place, one in enumerate(baseline.document.accepted):
        where = baseline.located.where(("accepted", place, "law"))
        if one.law not in known:
            yield problem("RAS979", where, (), law=visible(one.law, 20))
        if first.setdefault(one.law, place) != place:
            related = [Related(baseline.located.where(("accepted", first[one.law], "law")), "The first one")]
            yield problem("RAS978", where, related, law=visible(one.law, 20))


def why_not(entry: Accepted, finding: Finding, on: date) -> str:
    """Why an entry does not cover a failure on a day; the empty text where it does."""
    if on >= entry.expires_on:
        return f"accepted until {entry.expires_on.isoformat()}, which has come"
    if entry.no_worse_than is None:
        return ""
    most = entry.no_worse_than.amount if entry.no_worse_than.share is None else entry.no_worse_than.share * 100
    unit = "pence" if entry.no_worse_than.share is None else "basis_points"
    found = _how_bad(finding)
    if found is None or found[1] != unit or most is None:
        return "its worst case cannot be compared with the one that was accepted"
    return "worse than what was accepted" if found[0] > most * 100 else ""


def _how_bad(finding: Finding) -> tuple[int, str] | None:
    """The worst real case and its unit."""
    worst = finding.worst
    if worst is None:
        return None
    if worst.unit == "pence_gained":
        return None if worst.most is None else (max(-worst.most, 0), "pence")
    return None if worst.least is None else (worst.least, worst.unit)
