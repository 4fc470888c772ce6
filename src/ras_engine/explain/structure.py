"""What an explanation is: sections of entries, each with its words, amount, working and place in the ruleset. Plain data.

A section with a total adds up to the penny, checked when it is made. How it is laid out is the renderers' business (`render`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ras_engine.exact import Money
from ras_engine.explain.working import Working


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is explained.

    `amount` is money, `shown` how it (or another value) is written beside the heading; `value` is the exact number where it is
    one. `text` are sentences. `working` leads to the amount or value step by step. `rule` is the place in the ruleset,
    `line_in_ruleset` its line (0 where there is none), `place` the same in words. `entries` are the parts of it.
    """

    heading: str
    text: tuple[str, ...] = ()
    shown: str = ""
    amount: Money | None = None
    value: Fraction | None = None
    working: tuple[Working, ...] = ()
    step: str = ""
    rule: str = ""
    line_in_ruleset: int = 0
    place: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the explanation. Where `total` is given, the amounts of its entries add up to it; `total_words` says what it is."""

    id: str
    heading: str
    text: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    working: tuple[Working, ...] = ()
    total: Money | None = None
    total_words: str = ""
    total_shown: str = ""

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The amounts of its entries."""
        return tuple(entry.amount for entry in self.entries if entry.amount is not None)

    @property
    def shows_total(self) -> bool:
        """Whether a total says more than the one amount there is."""
        return self.total is not None and len(self.amounts) != 1

    def __post_init__(self) -> None:
        if self.total is not None and sum(self.amounts, Money(0, self.total.currency)) != self.total:
            raise ArithmeticError(f"the section {self.id} does not add up to its total")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result explained: a summary, and sections in a fixed order. `language` is that of its words.

    `overview` has the amounts in the order of the money; it is empty where no amount is shown.
    """

    title: str
    language: str
    summary: tuple[str, ...]
    overview: tuple[Entry, ...]
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """The section with an id, such as "limits". Raises KeyError where there is none."""
        for section in self.sections:
            if section.id == name:
                return section
        raise KeyError(name)

    def as_text(self, width: int = 100) -> str:
        """Plain text, lines of at most `width` characters where words allow."""
        from ras_engine.explain.render.text import explanation_text

        return explanation_text(self, width)

    def as_markdown(self) -> str:
        """Markdown, with a heading for each section."""
        from ras_engine.explain.render.markdown import explanation_markdown

        return explanation_markdown(self)

    def as_html(self) -> str:
        """An HTML fragment without scripts or styles; every word in it is escaped."""
        from ras_engine.explain.render.html import explanation_html

        return explanation_html(self)

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, in the form `ras-explanation/1`: exact numbers as text, amounts in pence."""
        from ras_engine.explain.render.data import explanation_data

        return explanation_data(self)

    def __str__(self) -> str:
        return self.as_text()
