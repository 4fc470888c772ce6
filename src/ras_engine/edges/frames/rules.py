"""What the cells of one column may hold: the test that scoring will put to them, and the words that people use for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.assessment import FACTS, Reader
from ras_engine.assessment.values import day_of, fact_of, kind_of, not_stated, number_text, said
from ras_engine.errors import Problem, problem
from ras_engine.errors.nearest import nearest
from ras_engine.plan.asks import Fault, FrequencyAsk
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import BASELINE, CARER, place_of
from ras_engine.score.many.columns import SUPPORT_STATES, is_given

Test = Callable[[Any], Problem | None]


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One column that a ruleset reads. `words` are the answers by what people may write for them: their ids, and what levels say.

    `test` gives what is wrong with a value that is stated.
    """

    name: str
    words: Mapping[str, str]
    test: Test

    def wrong(self, value: Any) -> Problem | None:
        """What is wrong with a value; None where it can be read, and where nothing is stated."""
        return None if self.is_missing(value) else self.test(value)

    def is_missing(self, value: Any) -> bool:
        """Whether nothing is stated, or no support is given."""
        return not_stated(value) or (self.is_area and not is_given(value))

    @property
    def is_area(self) -> bool:
        """Whether this is how much a carer does in one area."""
        return self.name.startswith(CARER) and self.name.count(".") == 1 and self.name.removeprefix(CARER) not in FACTS

    def nearest(self, value: Any) -> str:
        """The answer that a value is nearest to, as a suggestion; empty where none is near. It is never used unasked."""
        text = _as_text(value).strip()
        if text and self.test(text) is None:
            return text
        folded = {word.casefold(): answer for word, answer in self.words.items()}
        near = nearest(text.casefold(), folded)
        return folded[near] if near else ""


def _as_text(value: Any) -> str:
    """A value of any type as somebody might have meant it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return value[:200].decode("utf-8", "replace")
    text = value if isinstance(value, str) else number_text(value) or str(value)
    return text[:200].removesuffix(".0") if not isinstance(value, str) else text[:200]


def rule_of(ruleset: Ruleset, name: str) -> ColumnRule:
    """The rule of one column that the ruleset reads."""
    ask = ruleset.plan.ask_named.get(name)
    if ask is None:
        return _statement(name)

    def test(value: Any) -> Problem | None:
        reader = Reader()
        raw = reader.answer(name, value)
        if raw is None:
            return reader.faults[0] if reader.faults else None
        coded = ask.code(raw)
        return problem(coded.code, place_of(name), (), **dict(coded.words)) if isinstance(coded, Fault) else None

    answers = {level: level for level in getattr(ask, "levels", ())}
    if isinstance(ask, FrequencyAsk):
        answers |= {f"1 per {period}": f"1 per {period}" for period in ask.periods}
    return ColumnRule(name, dict(_said(ruleset, name)) | answers, test)


def _said(ruleset: Ruleset, name: str) -> Iterator[tuple[str, str]]:
    """What each level of a question says, with its id."""
    for question in ruleset.document.questions:
        if question.id == name:
            for level in getattr(question, "levels", None) or getattr(question, "choices", None) or ():
                yield from ((said, level.id) for said in level.says.by_language() if said)


def _statement(name: str) -> ColumnRule:
    """What is stated besides answers: the baseline, the day, whether support is offered, facts about it."""
    if name == "baseline":
        return _words(name, (BASELINE,), "RAS619")
    if name == "carer_support":
        return _words(name, SUPPORT_STATES, "RAS614")
    if name == "assessed_on":
        return ColumnRule(name, {}, lambda value: None if day_of(value) else problem("RAS620", given=said(value, 20)))
    return ColumnRule(
        name,
        {"yes": "yes", "no": "no", "true": "yes", "false": "no"},
        lambda value: problem("RAS617", given=said(value, 20), field=name) if fact_of(value) is None else None,
    )


def _words(name: str, words: tuple[str, ...], code: str) -> ColumnRule:
    def test(value: Any) -> Problem | None:
        return None if isinstance(value, str) and value in words else problem(code, given=said(value, 40))

    return ColumnRule(name, {word: word for word in words}, test)


def key_of(value: Any) -> tuple[str, str]:
    """A value as a mapping finds it: its type in plain words, and how it is written. The text 1, the number 1 and true differ."""
    if isinstance(value, bool):
        return kind_of(value), "true" if value else "false"
    return kind_of(value), value if isinstance(value, str) else number_text(value) or str(value)
