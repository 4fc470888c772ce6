"""The form in Markdown: tick boxes for answers, lines for numbers, and which questions are asked only sometimes.

The ids of answers stand beside them, so that whoever types the form into a system need not guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ras_engine.document.conditions import Condition
from ras_engine.document.names import Index
from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    Level,
    LevelsQuestion,
    QuantityQuestion,
    Question,
)
from ras_engine.document.scalars import Text
from ras_engine.edges.questionnaire.words import form_wording
from ras_engine.exact import format_decimal
from ras_engine.explain.render.markdown import plain_markdown
from ras_engine.explain.wording import Wording, mark
from ras_engine.plan.asks import QuantityAsk
from ras_engine.ruleset import Ruleset

COMPARED = {
    "at_least": mark("“{of}” is “{answer}” or more"),
    "at_most": mark("“{of}” is “{answer}” or less"),
    "more_than": mark("“{of}” is more than “{answer}”"),
    "less_than": mark("“{of}” is less than “{answer}”"),
}
"""A comparison in a condition, as the form says it."""

CARER = "carer."
PERIODS = {"day": mark("a day"), "week": mark("a week"), "month": mark("a month"), "year": mark("a year")}
YES_NO = {"yes": mark("Yes"), "no": mark("No")}
STATES = {
    "no_carer": mark("There is no unpaid carer"),
    "not_offered": mark("No support is offered, or it could not last"),
    "offered": mark("Support is offered"),
}
FACTS = {
    "able": mark("The carer is able"),
    "willing": mark("The carer is willing"),
    "likely_to_stay_able": mark("The carer is likely to stay able"),
    "likely_to_stay_willing": mark("The carer is likely to stay willing"),
    "adult": mark("The carer is an adult"),
}


def questionnaire_markdown(ruleset: Ruleset, language: str = "en") -> str:
    """The form. Questions stand under their domains, in the order of the ruleset."""
    return "\n".join(_Form(ruleset, form_wording(language)).lines()).rstrip() + "\n"


class _Form:
    """One form in one language."""

    def __init__(self, ruleset: Ruleset, words: Wording) -> None:
        self.ruleset = ruleset
        self.document = document = ruleset.document
        self.words = words
        self.index = Index(document)
        self.times = words.say("times")
        self.also = {"all": words.say("and"), "any": words.say("or")}

    def lines(self) -> Iterator[str]:
        """The whole form, line by line."""
        document, say = self.document, self.words.say
        yield f"# {self.text(document.title) if document.title else plain_markdown(document.scheme)}"
        yield ""
        yield say("In force from {day}, revision {revision}.", day=document.effective_from.isoformat(), revision=document.revision)
        yield ""
        if self.ruleset.plan.columns_of["area"]:
            yield say("Answer as if nobody helped you without pay. What carers are able and willing to do is asked at the end.")
        else:
            yield say("Answer as if nobody helped you without pay.")
        yield ""
        yield say("Date of the assessment: {line}", line="__________")
        yield from self.named(say("Client group"), document.client_groups)
        yield from self.named(say("How the budget would be held"), document.deployments)
        heading: str | None = None
        for number, question in enumerate(document.questions, start=1):
            if question.domain is not None and question.domain != heading:
                heading = question.domain
                yield from ("", f"## {self.domain(heading)}")
            yield from self.question(number, question)
        if self.ruleset.plan.columns_of["area"]:
            yield from self.carers()

    def text(self, written: Text) -> str:
        """The ruleset's own words, in which no sign means anything to Markdown."""
        return plain_markdown(self.words.text(written))

    def domain(self, name: str) -> str:
        """The title of a domain."""
        domain = self.document.domains.get(name) if self.document.domains else None
        return self.text(domain.title) if domain else name

    def named(self, heading: str, things: Any) -> Iterator[str]:
        """A choice of named things, such as client groups."""
        if things:
            yield from ("", f"**{heading}**", "")
            yield from (box(self.text(thing.title) if thing.title else name, name) for name, thing in things.items())

    def question(self, number: int, question: Question) -> Iterator[str]:
        """One question with room for its answer."""
        title = f"{self.text(question.title)}. " if question.title else ""
        yield from ("", f"### {number}. {title}{self.text(question.ask)}", "")
        if question.asked_when:
            only = self.words.say("Only where {condition}.", condition=self.condition(question.asked_when))
            yield from (f"*{only}*", "")
        if question.help:
            yield from (self.text(question.help), "")
        yield from self.room(question)

    def room(self, question: Question) -> Iterator[str]:
        """Where the answer is written."""
        match question:
            case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
                yield from self.boxes(question, levels)
            case QuantityQuestion():
                yield self.number(question.unit, question.minimum, question.maximum, question.step)
            case FrequencyQuestion():
                yield "   ".join([f"______ {self.times}", *(f"☐ {self.period(name)}" for name in question.periods)])
            case _:
                yield from (box(self.words.say(says), name) for name, says in YES_NO.items())

    def boxes(self, question: LevelsQuestion | ChoicesQuestion, levels: Sequence[Level]) -> Iterator[str]:
        """A box for each answer; where the answer may change, room for days as well."""
        fluctuating = question.fluctuating if isinstance(question, LevelsQuestion) else None
        days = self.words.say("days")
        for level in levels:
            yield box(self.text(level.says), level.id) + (f": ____ {days}" if fluctuating else "")
        if fluctuating:
            yield ""
            yield self.words.say("Tick one; or, if it changes, share {days} days out over the answers.", days=fluctuating.days)

    def number(self, unit: str, minimum: Fraction, maximum: Fraction, step: Fraction) -> str:
        """A line for a number, with what it may be."""
        limits = {"minimum": format_decimal(minimum), "maximum": format_decimal(maximum), "step": format_decimal(step)}
        return "__________ " + self.words.say(
            "{unit}, from {minimum} to {maximum} in steps of {step}", unit=plain_markdown(unit), **limits
        )

    def period(self, name: str) -> str:
        """A period, such as "a week"."""
        return self.words.say(PERIODS.get(name, name))

    def condition(self, one: Condition) -> str:
        """A condition about questions, in words."""
        if one.all_:
            return f" {self.also['all']} ".join(map(self.condition, one.all_))
        if one.any_:
            return f" {self.also['any']} ".join(map(self.condition, one.any_))
        if one.not_:
            return self.words.say("not: {condition}", condition=self.condition(one.not_))
        how, answers = one.comparison
        of = one.question or one.measure or "client_group"
        titled = self.index.questions.get(of)
        name = self.text(titled.title or titled.ask) if titled else of
        shown = [self.answer(titled, answer) for answer in answers]
        if how == "is":
            answers_shown = f" {self.also['any']} ".join(f"“{one}”" for one in shown)
            return self.words.say("“{of}” is {answers}", of=name, answers=answers_shown)
        return self.words.say(COMPARED[how], of=name, answer=shown[0])

    def answer(self, question: Question | None, answer: str) -> str:
        """An answer in the ruleset's own words."""
        levels = question.levels if isinstance(question, LevelsQuestion) else getattr(question, "choices", ())
        says: Text | None = next((one.says for one in levels if one.id == answer), None)
        return self.text(says) if says else self.words.say(YES_NO.get(answer, answer))

    def carers(self) -> Iterator[str]:
        """The questions about unpaid support: the state, then each area with the facts that the Care Act asks for."""
        say = self.words.say
        heading = say("Unpaid support")
        yield from ("", f"## {heading}", "")
        yield say(
            "Support counts only where a carer is both able and willing, and both are recorded (Care Act 2014, section 10(5))."
        )
        yield ""
        yield from (box(say(says), name) for name, says in STATES.items())
        ticks = " ".join(f"☐ {say(says)}" for says in YES_NO.values())
        for area, title in area_titles(self.ruleset, self.words).items():
            yield from ("", f"### {plain_markdown(title)}", "")
            yield from self.extent(area)
            yield from ("", *(f"- {say(fact)}: {ticks}" for fact in FACTS.values()))

    def extent(self, area: str) -> Iterator[str]:
        """How much support there is in one area: levels, or a quantity."""
        support = self.document.carer_support
        asked = support.areas.get(area) if support and support.areas else None
        if asked and asked.ask:
            yield from (self.text(asked.ask), "")
        ask = self.ruleset.plan.ask_named[f"{CARER}{area}"]
        if isinstance(ask, QuantityAsk):
            yield self.number(ask.unit, ask.minimum, ask.maximum, ask.step)
        elif support:
            yield from (box(self.text(level.says), level.id) for level in support.levels or ())


def box(says: str, name: str) -> str:
    """A tick box, with the id that a system takes."""
    return f"- [ ] {says} `{name}`"


def area_titles(ruleset: Ruleset, words: Wording) -> dict[str, str]:
    """Every area of carer support that the ruleset asks about, with its title, or that of the thing of the same name, or its
    name in words."""
    document = ruleset.document
    support, index = document.carer_support, Index(document)
    sections = [section for section in (support.areas if support else None, document.domains) if section]
    titles: dict[str, str] = {}
    for area in (ask.column.removeprefix(CARER) for ask in ruleset.plan.asks if ask.column.startswith(CARER)):
        things = [*(section.get(area) for section in sections), index.questions.get(area), index.lines.get(area)]
        titled = next((thing.title for thing in things if thing is not None and thing.title), None)
        titles[area] = words.text(titled) if titled else area.replace("_", " ").capitalize()
    return titles
