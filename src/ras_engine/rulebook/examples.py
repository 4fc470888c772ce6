"""Worked examples compared with what the ruleset gives: every named step, exactly, with no tolerance.

Receives a ruleset and the examples beside it; gives a problem for each difference, at its line in the examples, with what was
expected, what came out and the step's working. No problem means that every sum worked by hand comes out to the penny.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel, TraceLine
from ras_engine.document.examples import ExampleCase, ExamplesDocument, expected_number, names_of_steps
from ras_engine.document.read_as import read_as
from ras_engine.errors import AssessmentInvalid, Location, Problem, Related, did_you_mean, in_line_order, problem
from ras_engine.errors.excerpt import visible
from ras_engine.exact import format_decimal
from ras_engine.located import Located, Path, read_located
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

_MOST_SOURCES = 8
_OUTCOMES = {
    "indicative_budget": "an indicative budget",
    "amount": "an indicative budget",
    "referral": "a referral without an amount",
}
_SECTIONS = {
    "carer_neutral_amount": "budget_lines",
    "carer_adjustment": "carer_support",
    "carer_sustainability": "carer_sustainability",
    "before_limits": "budget_lines",
    "after_limits": "limits",
    "limit_adjustment": "limits",
    "indicative_budget": "budget_lines",
    "contingency": "contingency",
    "planning_amount": "contingency",
}
"""The sections that give the amounts which belong to no single rule."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The worked examples of one ruleset, and where each of them stands."""

    document: ExamplesDocument
    located: Located = field(repr=False)


def read_examples(text: bytes | str, *, file: str = "") -> Examples:
    """The worked examples written in a YAML text (`ras-examples/1`). Raises RulesetInvalid with every problem of the text."""
    located = read_located(text, file=file)
    return Examples(read_as(ExamplesDocument, located), located)


def check_examples(ruleset: Ruleset, examples: Examples) -> tuple[Problem, ...]:
    """Everything in which examples and ruleset differ, in line order; empty where every expected value comes out exactly."""
    problems = [*header_problems(ruleset, examples), *_twice(examples)]
    names = names_of_steps(ruleset.document)
    for place, case in enumerate(examples.document.cases):
        problems += _Case(ruleset, examples.located, ("cases", place), case, names).problems()
    return in_line_order(problems)


def header_problems(ruleset: Ruleset, examples: Examples) -> Iterator[Problem]:
    """Whether the examples are for this ruleset."""
    document = examples.document
    given = (document.scheme, document.effective_from.isoformat(), document.revision)
    found = (ruleset.scheme, ruleset.effective_from.isoformat(), str(ruleset.revision))
    keys = [key for key, one, other in zip(("scheme", "effective_from", "revision"), given, found, strict=True) if one != other]
    if keys:
        words = {"given": _called(*given), "found": _called(*found), "keys": " and ".join(f"`{key}:`" for key in keys)}
        yield problem(
            "RAS807", examples.located.where((keys[0],)), [Related(ruleset.where((keys[0],)), "The ruleset says")], **words
        )


def _called(scheme: str, day: str, revision: str) -> str:
    return f"{visible(scheme)} of {day}, revision {visible(revision)}"


def _twice(examples: Examples) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, case in enumerate(examples.document.cases):
        if first.setdefault(case.id, place) != place:
            related = [Related(examples.located.where(("cases", first[case.id], "id")), "The first one")]
            yield problem("RAS808", examples.located.where(("cases", place, "id")), related, case=case.id)


@dataclass(frozen=True)
class _Case:
    """One example at its place in the file."""

    ruleset: Ruleset
    located: Located
    path: Path
    case: ExampleCase
    names: Mapping[str, tuple[str, ...]]

    def problems(self) -> Iterator[Problem]:
        """Every difference of the case."""
        try:
            result = score(self.ruleset, Assessment.from_dict(self.case.assessment))
        except AssessmentInvalid as error:
            yield from (self._unscored(one) for one in error.problems)
            return
        yield from self._outcome(result)
        compared = _Compared(result)
        for step, value in self.case.expect.items():
            yield from self._step(compared, step, value)

    def _unscored(self, inner: Problem) -> Problem:
        where = self.located.where((*self.path, "assessment", *inner.where.path.split(".")))
        return problem("RAS804", where, (), case=self.case.id, message=inner.message, remedy=inner.remedy)

    def _outcome(self, result: IndicativeBudget | OutOfModel) -> Iterator[Problem]:
        expected, got = _OUTCOMES[self.case.outcome], _OUTCOMES[result.outcome]
        if expected != got:
            yield problem("RAS806", self._at("outcome"), (), case=self.case.id, expected=expected, got=got)
        raised = [one.id for one in result.referrals]
        if self.case.referrals is not None and sorted(self.case.referrals) != sorted(raised):
            words = {"expected": _listed(list(self.case.referrals)), "got": ", ".join(raised) or "none"}
            yield problem("RAS805", self._at("referrals"), (), case=self.case.id, **words)

    def _at(self, key: str) -> Location:
        return self.located.where_key((*self.path, key))

    def _step(self, compared: _Compared, step: str, value: str) -> Iterator[Problem]:
        where, names = self.located.where((*self.path, "expect", step)), self.names.get(step)
        plan = compared.result.ruleset.plan
        expected = expected_number(names, value)
        if step not in plan.step_named:
            yield problem("RAS802", where, (), case=self.case.id, step=step, nearest=did_you_mean(step, plan.step_named))
        elif expected is None:
            known = f"a number, or one of: {', '.join(names)}" if names else "a number (a decimal or a fraction), or yes or no"
            yield problem("RAS803", where, (), case=self.case.id, step=step, given=visible(value), known=known)
        elif expected != (got := compared.result.step(step)):
            words = {"expected": value, "got": _shown(got, names), "difference": "" if names else _difference(got - expected)}
            line = compared.by_name[step]
            related = [Related(where, "The rule that gave it") for where in self._rule(step)]
            yield problem("RAS801", where, related, case=self.case.id, step=step, working=compared.working(line), **words)

    def _rule(self, step: str) -> Iterator[Location]:
        """Where the rule of a step stands; of an amount that a whole section gives, where the section begins."""
        path, located = self.ruleset.plan.step_named[step].path, self.ruleset.located
        section = _SECTIONS.get(step, "")
        if path:
            yield located.where(path)
        elif isinstance(located.data, dict) and section in located.data:
            yield located.where_key((section,))


@dataclass(frozen=True)
class _Compared:
    """A result, with its trace by the names of the steps."""

    result: IndicativeBudget | OutOfModel

    @cached_property
    def by_name(self) -> dict[str, TraceLine]:
        return {line.step: line for line in self.result.trace}

    def working(self, line: TraceLine) -> str:
        """The step's working: the steps it was worked out from, with their values."""
        sources = [name for name in line.came_from if name in self.by_name]
        shown = ", ".join(f"{name} = {format_decimal(self.by_name[name].value)}" for name in sources[:_MOST_SOURCES])
        more = f" and {len(sources) - _MOST_SOURCES} more" if len(sources) > _MOST_SOURCES else ""
        return f"It was worked out from {shown}{more}. " if shown else ""


def _shown(number: Fraction, names: tuple[str, ...] | None) -> str:
    if names and number.denominator == 1 and 0 <= number < len(names):
        return names[int(number)]
    return format_decimal(number)


def _difference(over: Fraction) -> str:
    return f": {format_decimal(abs(over))} {'too much' if over > 0 else 'too little'}"


def _listed(referrals: list[str]) -> str:
    return f"the referrals {', '.join(referrals)} and no other" if referrals else "no referral"
