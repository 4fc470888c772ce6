"""A repair: the changes of a ruleset's text after which a law was proved again, with what they do to people and to other laws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ras_engine.audit.verdict import Verdict, Worst


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the ruleset's text: where it stands, what is written there now, and what to write instead; `because` is the pair
    that it was made for."""

    path: str
    line: int
    before: str
    after: str
    says: str
    because: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {name: getattr(self, name) for name in ("path", "line", "before", "after", "says", "because")}


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes after which the law was proved, by auditing the changed ruleset; without any one of them it was not.

    `gains` and `loses` are the most that the planning amount of one person can rise and fall by them. `mends` are the other laws
    that were broken and are proved with it, `breaks` those that hold now and would be broken; laws that were not decided in
    the time given to this are in `undecided`.
    """

    changes: tuple[Change, ...]
    says: str
    verified: Verdict
    gains: Worst | None = None
    loses: Worst | None = None
    mends: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "changes": [one.as_dict() for one in self.changes],
            "says": self.says,
            "verified": self.verified.value,
            "gains": self.gains.as_dict() if self.gains else None,
            "loses": self.loses.as_dict() if self.loses else None,
            "mends": list(self.mends),
            "breaks": list(self.breaks),
            "undecided": list(self.undecided),
        }


def key_of(repair: Repair) -> tuple[tuple[str, str], ...]:
    """What is changed, to what: two repairs of the same key are the same."""
    return tuple((one.path, one.after) for one in repair.changes)
