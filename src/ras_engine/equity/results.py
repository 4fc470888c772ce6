"""What the equity check gives back: figures and findings, frozen, already rounded and already protected.

A `Figure` is one number for one cell of people; a `Finding` is a signed gap between a group and a named reference, with its
verdict. Nothing here holds a person, or a number that the disclosure rules withheld: what was withheld is None, with the reason
beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

ALL = "all"
"""The name of a margin: all bands, or all groups."""

EVERYONE_ELSE = "everyone else"
"""The reference of a group against all the other people."""


class Verdict(StrEnum):
    """What may be said of a gap. None of them says that a ruleset is fair."""

    EQUITABLE = "equitable within the margin"
    DISPARITY = "disparity"
    NOT_ENOUGH_DATA = "not enough data"
    NOT_TESTABLE = "not testable for scoring bias"


class Withheld(StrEnum):
    """Why a number is not shown. Whether a cell is small itself or protects a small one is never said."""

    SMALL_NUMBERS = "small numbers"
    TOO_FEW_FOR_AN_INTERVAL = "too few people for an interval"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval, which may be None. `unit` is "share", "ratio", "index", "pounds", "log odds" or "need"."""

    value: float
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number for one cell: `measure` E1 ... E11 or "shares", `name` such as "adequacy", and whom it is about.

    `people` is rounded to 5; None where it is withheld. `estimate` is None where it is withheld or cannot be given: see `withheld`.
    """

    measure: str
    name: str
    feature: str
    group: str
    band: str
    control: str
    people: int | None
    estimate: Estimate | None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A signed gap, group less reference, and what may be said of it.

    `p_difference` tests that there is no gap; `p_equivalence` is the greater of the two one-sided tests (TOST) against `margin`,
    in the estimate's own unit; both are adjusted over `family`. `beyond_margin` says whether the gap is shown to lie outside the
    margin too. `people` are the people of the group, `reference_people` of the reference, rounded to 5; None where they are
    withheld.
    """

    measure: str
    name: str
    feature: str
    group: str
    reference: str
    band: str
    control: str
    people: int | None
    reference_people: int | None
    estimate: Estimate | None
    margin: float | None
    p_difference: float | None
    p_equivalence: float | None
    beyond_margin: bool
    family: str
    verdict: Verdict
    reason: str
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """How large a gap the council itself still calls equal: pence a period for money, a share for adequacy, an index, log odds.

    There is no default that could be defended everywhere, so each is None until somebody decides it. `why` and `decided_on` are
    printed.
    """

    pence: int | None = None
    share: float | None = None
    index: float | None = None
    log_odds: float | None = None
    why: str = ""
    decided_on: str = ""

    def of(self, unit: str) -> float | None:
        """The margin in a unit; None where the council has none for it."""
        pounds = None if self.pence is None else self.pence / 100
        return {"pounds": pounds, "share": self.share, "ratio": self.share, "index": self.index, "log odds": self.log_odds}.get(
            unit
        )


@dataclass(frozen=True, slots=True)
class Override:
    """Who decided to show small numbers, and why. Both are printed in the report."""

    by: str
    why: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.why.strip():
            raise ValueError("showing small numbers needs the name of who decided it, and the reason")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for, as it is printed. `per` is the period of the money; `need` and `cost` name the measures used."""

    reference: str
    margin: Margin
    n_boot: int
    ci_quantiles: tuple[float, float]
    random_state: int
    suppress_under: int
    override: Override | None
    correction: str
    alpha: float
    need: str
    cost: str
    budget: str
    need_is_independent: bool
    per: str


@dataclass(frozen=True, slots=True)
class Status:
    """How many people of a group are counted, referred, at fault or unmeasured: rounded to 5, None where withheld."""

    feature: str
    group: str
    status: str
    people: int | None


def plain(value: Any) -> Any:
    """A result as plain data for JSON: dataclasses as mappings, enumerations as their words."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _shown(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def _shown(value: Any) -> Iterator[str]:
    return (field.name for field in fields(value) if field.repr)
