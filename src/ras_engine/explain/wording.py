"""Our own sentences in a reader's language, and how numbers, money and periods are written in them.

A `Wording` is made once for each explanation and handed on: there is no global language. Sentences go through gettext; the words
of the ruleset come from the ruleset. A language without a catalogue of ours has our sentences in English.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from types import MappingProxyType

from ras_engine.document.scalars import Text
from ras_engine.exact import SYMBOLS, Money, format_decimal

DOMAIN = "ras_engine"
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", "cy", "de")
"""The languages that a ruleset may be worded in."""
SHARE = "share"
MINUS = "−"
PLACES = 6
"""So many decimals are shown of a number that has no end in decimals; the fraction that it is stands behind them."""


def mark(message: str) -> str:
    """The message as it is, marked for the catalogue; it is translated where it is used."""
    return message


def mark_many(one: str, many: str) -> tuple[str, str]:
    """A message for one and for many, marked for the catalogue."""
    return one, many


PERIODS: Mapping[str, str] = MappingProxyType(
    {
        "day": mark("{amount} a day"),
        "week": mark("{amount} a week"),
        "fortnight": mark("{amount} a fortnight"),
        "four_weeks": mark("{amount} every four weeks"),
        "month": mark("{amount} a month"),
        "quarter": mark("{amount} a quarter"),
        "year": mark("{amount} a year"),
        "once": mark("{amount} once"),
    }
)
IN_A_YEAR: Mapping[str, str] = MappingProxyType(
    {
        "day": mark("days in a year"),
        "week": mark("weeks in a year"),
        "fortnight": mark("fortnights in a year"),
        "four_weeks": mark("times four weeks in a year"),
        "month": mark("months in a year"),
        "quarter": mark("quarters in a year"),
        "year": mark("year"),
    }
)
TIMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "points": mark_many("{n} point", "{n} points"),
        "days": mark_many("{n} day", "{n} days"),
        "hours": mark_many("{n} hour", "{n} hours"),
        "hours a week": mark_many("{n} hour a week", "{n} hours a week"),
        "minutes": mark_many("{n} minute", "{n} minutes"),
        "minutes a day": mark_many("{n} minute a day", "{n} minutes a day"),
        "nights a week": mark_many("{n} night a week", "{n} nights a week"),
        "sessions a week": mark_many("{n} session a week", "{n} sessions a week"),
        "visits a week": mark_many("{n} visit a week", "{n} visits a week"),
        "weeks": mark_many("{n} week", "{n} weeks"),
        "times a day": mark_many("{n} time a day", "{n} times a day"),
        "times a week": mark_many("{n} time a week", "{n} times a week"),
        "times a month": mark_many("{n} time a month", "{n} times a month"),
        "times a year": mark_many("{n} time a year", "{n} times a year"),
    }
)
"""Units that rulesets use most, one and many. Any other unit is written as the ruleset writes it."""
MONTHS = (
    mark("{day} January {year}"),
    mark("{day} February {year}"),
    mark("{day} March {year}"),
    mark("{day} April {year}"),
    mark("{day} May {year}"),
    mark("{day} June {year}"),
    mark("{day} July {year}"),
    mark("{day} August {year}"),
    mark("{day} September {year}"),
    mark("{day} October {year}"),
    mark("{day} November {year}"),
    mark("{day} December {year}"),
)


class Wording:
    """How things are said in one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self.translations = translations

    def say(self, message: str, /, **words: object) -> str:
        """One of our sentences, with its words filled in."""
        return self.translations.gettext(message).format(**words)

    def text(self, written: Text) -> str:
        """The ruleset's own wording."""
        return written.in_language(self.language)

    def number(self, value: Fraction) -> str:
        """A number, exactly: "10.5", "1,250", "0.0333333"; one without an end in decimals as a fraction too: "4.333333… (13/3)"."""
        return _exact(value, 0)

    def money(self, amount: Fraction, currency: str) -> str:
        """Money with its sign, exactly: "£245.50", "£188.004", "£2.307692… (30/13)"."""
        return _exact(amount, 2, before=SYMBOLS.get(currency, f"{currency} "))

    def money_of(self, amount: Money) -> str:
        """Money as it is written in the result."""
        return self.money(Fraction(amount.pence, 100), amount.currency)

    def shown(self, number: Fraction, unit: str) -> str:
        """A number with its unit: "£88.00", "60%", "62 points"."""
        if unit in SYMBOLS:
            return self.money(number, unit)
        if unit == SHARE:
            return _exact(number * 100, 0, after="%")
        if unit not in TIMES:
            return f"{self.number(number)} {unit}".strip()
        one, many = TIMES[unit]
        count = int(number) if number.denominator == 1 else 99  # a fraction takes the plural
        return self.translations.ngettext(one, many, abs(count)).format(n=self.number(number))

    def per(self, amount: Money | str, period: str) -> str:
        """An amount with its period: "£188.00 a week"."""
        shown = amount if isinstance(amount, str) else self.money_of(amount)
        return self.say(PERIODS[period], amount=shown)

    def in_a_year(self, period: str) -> str:
        """What a number of periods in a year is called."""
        return self.say(IN_A_YEAR[period])

    def day(self, day: date) -> str:
        """A date in words: "6 April 2026"."""
        return self.say(MONTHS[day.month - 1], day=day.day, year=day.year)

    def quoted(self, words: str) -> str:
        """The words of the ruleset or of an answer, in quotation marks."""
        return f"“{words}”"

    def both(self, items: Sequence[str]) -> str:
        """A list: "a, b and c"."""
        return self._listed(items, self.say("{first} and {last}", first="{first}", last="{last}"))

    def either(self, items: Sequence[str]) -> str:
        """A choice: "a, b or c"."""
        return self._listed(items, self.say("{first} or {last}", first="{first}", last="{last}"))

    def _listed(self, items: Sequence[str], pattern: str) -> str:
        if len(items) < 2:
            return "".join(items)
        return pattern.format(first=", ".join(items[:-1]), last=items[-1])


def wording(language: str) -> Wording:
    """The wording of a language (`en`, `cy` or `de`). Raises ValueError for another."""
    if language not in LANGUAGES:
        raise ValueError(f"language is one of {', '.join(LANGUAGES)}")
    return Wording(language, gettext.translation(DOMAIN, LOCALE, [language], fallback=True))


def _exact(value: Fraction, places: int, before: str = "", after: str = "") -> str:
    """A number with at least `places` decimals, between its signs. Nothing of it is lost, however many decimals it has."""
    sign, number = MINUS if value < 0 else "", abs(value)
    written = format_decimal(number, places)
    if "/" not in written:
        return f"{sign}{before}{_grouped(written)}{after}"
    beginning = format_decimal(Fraction(floor(number * 10**PLACES), 10**PLACES), PLACES)
    return f"{sign}{before}{_grouped(beginning)}…{after} ({sign}{written})"


def _grouped(written: str) -> str:
    """The whole part of a decimal in groups of three."""
    whole, point, decimals = written.partition(".")
    return f"{int(whole):,}{point}{decimals}"
