"""What people add to a result: the slots of Care Act 2014, section 26, who decided and reviewed, an override with its reasons.

Kept beside the amounts, never in their place: no amount of the engine depends on anything here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ras_engine.errors import Location, ResultInvalid, problem
from ras_engine.exact import Money


@dataclass(frozen=True, slots=True)
class Override:
    """An amount that a person set instead, with name and reasons: an input, never an edit of a result.

    R (Savva) v Kensington and Chelsea [2010] EWCA Civ 1209: reasons for the amount. Raises ResultInvalid without author or reasons.
    """

    amount: Money
    author: str
    reasons: str
    on: date | None = None

    def __post_init__(self) -> None:
        missing = [name for name in ("author", "reasons") if not getattr(self, name).strip()]
        if missing:
            raise ResultInvalid([problem("RAS826", Location(path="record.override"), missing=" and ".join(missing))])


@dataclass(frozen=True, slots=True)
class Record:
    """What callers fill in; every slot may stay empty.

    `adults_contribution`, `councils_share` and `other_public_money` are those of section 26, for the period of the result; the
    gross cost is filled by the engine with the indicative budget.
    """

    adults_contribution: Money | None = None
    councils_share: Money | None = None
    other_public_money: Money | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    override: Override | None = None

    def as_dict(self, gross_cost: Money | None = None) -> dict[str, Any]:
        """The record as plain data, with every slot."""
        override = self.override
        return {
            "gross_cost": amount_text(gross_cost),
            "adults_contribution": amount_text(self.adults_contribution),
            "councils_share": amount_text(self.councils_share),
            "other_public_money": amount_text(self.other_public_money),
            "decided_by": self.decided_by,
            "decided_on": _day_text(self.decided_on),
            "reviewed_by": self.reviewed_by,
            "reviewed_on": _day_text(self.reviewed_on),
            "override": override
            and {
                "amount": amount_text(override.amount),
                "author": override.author,
                "reasons": override.reasons,
                "on": _day_text(override.on),
            },
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], currency: str = "GBP") -> Record:
        """The record of a stored result, as `read_result` gives it."""
        override = data["override"]
        return cls(
            adults_contribution=_money(data["adults_contribution"], currency),
            councils_share=_money(data["councils_share"], currency),
            other_public_money=_money(data["other_public_money"], currency),
            decided_by=data["decided_by"],
            decided_on=_day(data["decided_on"]),
            reviewed_by=data["reviewed_by"],
            reviewed_on=_day(data["reviewed_on"]),
            override=override
            and Override(Money.parse(override["amount"], currency), override["author"], override["reasons"], _day(override["on"])),
        )


def amount_text(amount: Money | None) -> str | None:
    """An amount as exact text with two decimals, such as "245.00"; None where there is none."""
    return None if amount is None else f"{amount.decimal:.2f}"


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _money(text: str | None, currency: str) -> Money | None:
    return None if text is None else Money.parse(text, currency)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
