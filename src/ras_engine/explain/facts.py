"""What is known about one result, by name: numbers and levels of either pass, their words, whether a condition held, places.

Everything is read off the trace or the document; nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ras_engine.budget import Result
from ras_engine.document.carers import Area
from ras_engine.document.header import Deployment, Domain, NamedThing, Price, ReferenceAmount
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.document.scalars import Text
from ras_engine.exact import Money
from ras_engine.explain.structure import Entry
from ras_engine.explain.wording import Wording
from ras_engine.explain.working import Working
from ras_engine.plan.asks import DaysAsk
from ras_engine.plan.plan import Path

AFTER_CARERS = ".after_carers"


class Facts:
    """One result and the wording to explain it in."""

    def __init__(self, result: Result, wording: Wording) -> None:
        self.result = result
        self.wording = wording
        self.say = wording.say
        self.ruleset = result.ruleset
        self.document = result.ruleset.document
        self.plan = result.ruleset.plan
        self.index = result.ruleset.index
        self.currency: str = self.plan.currency
        self.per: str = self.plan.per
        self.domains: Mapping[str, Domain] = self.document.domains or {}
        self.groups: Mapping[str, NamedThing] = self.document.client_groups or {}
        self.deployments: Mapping[str, Deployment] = self.document.deployments or {}
        self.prices: Mapping[str, Price] = self.document.prices or {}
        self.references: Mapping[str, ReferenceAmount] = self.document.reference_amounts or {}
        support = self.document.carer_support
        self.areas: Mapping[str, Area] = (support.areas if support else None) or {}
        self._conditions: dict[Path, list[int]] = {}
        for slot, path in self.plan.conditions:
            self._conditions.setdefault(path, []).append(slot)

    # -- the trace

    def has_step(self, name: str) -> bool:
        """Whether the trace has a step of this name."""
        return name in self.plan.step_named

    def step(self, name: str, *, after: bool = False) -> Fraction:
        """The exact value of a step; `after` takes the one after carers, where there is one."""
        return self.result.step(name + AFTER_CARERS if after and self.has_step(name + AFTER_CARERS) else name)

    def money(self, name: str) -> Money:
        """A step as money."""
        return self.as_money(self.step(name))

    def as_money(self, amount: Fraction) -> Money:
        """An exact amount of whole pence as money."""
        pence = amount * 100
        if pence.denominator != 1:
            raise ArithmeticError("an amount that is shown is whole pence")
        return Money(int(pence), self.currency)

    def held(self, path: Path, *, after: bool = False) -> bool:
        """Whether the condition written at a path held, in the first pass or in the one after carers."""
        return bool(self.result.values[self._conditions[path][-1 if after else 0]])

    # -- names

    def number(self, name: str, *, after: bool = False) -> Fraction:
        """The number of a question or a measure."""
        return self.step(f"value.{name}" if name in self.index.questions else f"measure.{name}", after=after)

    def unit(self, name: str) -> str:
        """The unit of a question's or measure's number."""
        return self.index.unit_of(name)

    def level(self, name: str, *, after: bool = False) -> str:
        """The level, band, class or client group that counted; empty for an answer that is a mean over days."""
        levels = self.index.levels_of(name)
        if name in self.index.measures:
            return levels[int(self.step(f"measure.{name}", after=after))]
        ask = self.plan.ask_named[name]
        if isinstance(ask, DaysAsk):
            days = self.result.values[ask.slot : ask.slot + ask.width]
            return levels[days.index(ask.days)] if ask.days in days else ""
        return levels[self.result.values[ask.slot]] if levels else ""

    def title(self, name: str) -> str:
        """What a question or a measure is called, or whatever else an area of carer support is named after."""
        if name == CLIENT_GROUP:
            return self.say("Client group")
        tables: tuple[Mapping[str, Any], ...] = (self.index.questions, self.index.measures, self.domains, self.index.lines)
        found = next((table[name] for table in tables if name in table), None)
        return self.named(name, getattr(found, "title", None))

    def title_of_line(self, name: str) -> str:
        """What a money line is called; a line may share its id with a measure."""
        return self.named(name, self.index.lines[name].title) if name in self.index.lines else self.named(name, None)

    def title_of_domain(self, domain: str) -> str:
        """What an area of life is called; `other` for what belongs to none."""
        written = self.domains.get(domain)
        return self.wording.text(written.title) if written else self.say("Other") if domain == "other" else self.named(domain, None)

    def named(self, name: str, title: Text | None) -> str:
        """The title, else the name with spaces."""
        return self.wording.text(title) if title is not None else name.replace("_", " ").capitalize()

    def level_words(self, name: str, level: str) -> str:
        """What a level, band, class or client group says."""
        if name == CLIENT_GROUP:
            return self.named(level, self.groups[level].title)
        thing: Any = self.index.questions.get(name) or self.index.measures.get(name)
        for key in ("levels", "choices", "bands", "classes"):
            for one in getattr(thing, key, ()):
                if one.id == level:
                    return self.wording.text(one.says)
        return {"yes": self.say("Yes"), "no": self.say("No")}.get(level, level)

    def deployment_words(self, way: str) -> str:
        """What a way to hold a budget is called."""
        return self.named(way, self.deployments[way].title)

    def shown(self, name: str, *, after: bool = False) -> str:
        """What counted for a name, with its unit, or the words of its level."""
        if self.index.is_number(name) and not self.index.levels_of(name):
            return self.wording.shown(self.number(name, after=after), self.unit(name))
        level = self.level(name, after=after)
        return (
            self.wording.quoted(self.level_words(name, level)) if level else self.wording.shown(self.number(name), self.unit(name))
        )

    # -- entries

    def entry(
        self,
        heading: str,
        path: Path,
        *,
        text: Iterable[str] = (),
        amount: Money | None = None,
        value: Fraction | None = None,
        shown: str = "",
        working: Iterable[Working] = (),
        step: str = "",
        entries: Iterable[Entry] = (),
        of: object = None,
    ) -> Entry:
        """An entry with its place in the ruleset; `of` is the section whose reason and source are added."""
        where = self.ruleset.where(path)
        return Entry(
            heading=heading,
            text=(*text, *self.reasons(of)),
            shown=shown,
            amount=amount,
            value=value,
            working=tuple(working),
            step=step,
            rule=where.path,
            line_in_ruleset=where.line,
            place=self.say("line {line}", line=where.line) if where.line else "",
            entries=tuple(entries),
        )

    def reasons(self, of: object) -> list[str]:
        """The ruleset's own reason and source, where it gives them."""
        why, source = getattr(of, "why", None), getattr(of, "source", None)
        found = [self.say("The ruleset's reason: {why}", why=sentence(why))] if why else []
        return [*found, self.say("Source: {source}", source=sentence(source))] if source else found


def sentence(words: str) -> str:
    """Words of the ruleset on one line, with a full stop."""
    words = " ".join(words.split())
    return words if words[-1:] in ".?!" else f"{words}."
