"""Names as people read them: titles of the ruleset where it has them, else the name with its underscores opened up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ras_engine.equity import ALL, EquityFrame
from ras_engine.ruleset import Ruleset

CLIENT_GROUP = "client_group"
PERIODS = {"week": "a week", "year": "a year", "month": "a month", "day": "a day", "four_weeks": "every four weeks"}


@dataclass(frozen=True)
class Names:
    """How groups, features, domains and the period of one report are written."""

    per: str
    titles: Mapping[str, str] = field(default_factory=dict)

    def feature(self, name: str) -> str:
        """A feature in the middle of a sentence: "client group"."""
        return opened(name)

    def group(self, name: str) -> str:
        """A group: its title, "everybody" for all of them."""
        return "everybody" if name == ALL else self.titles.get(name, opened(name))

    def band(self, name: str) -> str:
        """A band of need."""
        return "all bands" if name == ALL else opened(name)

    def part(self, name: str) -> str:
        """A domain, a limit, a question or a what-if."""
        return self.titles.get(name, opened(name))

    @property
    def period(self) -> str:
        """The period of the money: "a week"."""
        return PERIODS.get(self.per, f"a {opened(self.per)}")


def opened(name: str) -> str:
    """A name with its underscores opened up."""
    return name.replace("_", " ")


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def names_of(frame: EquityFrame, ruleset: Ruleset | None) -> Names:
    """The names of a report. A title of a client group or a domain in the ruleset is used wherever its name stands."""
    titles: dict[str, str] = {}
    if ruleset is not None:
        for things in (ruleset.document.client_groups, ruleset.document.domains):
            titles |= {str(name): _title(thing, str(name)) for name, thing in (things or {}).items()}
    return Names(frame.settings.per, titles)


def _title(thing: Any, name: str) -> str:
    title = getattr(thing, "title", None)
    return str(title.in_language()) if title else opened(name)
