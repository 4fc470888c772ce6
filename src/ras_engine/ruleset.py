"""A ruleset that may be used: identity, document, plan and digest. It opens no files and reads no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ras_engine.errors import Location, RulesetInvalid, problem
from ras_engine.exact import Direction, Money, divide_rounded

if TYPE_CHECKING:  # a hundred models take a while to build; only reading a ruleset needs them, not importing the library
    from ras_engine.document.names import Index
    from ras_engine.document.ruleset import RulesetDocument
    from ras_engine.located import Located
    from ras_engine.plan.plan import Path, Plan, Step


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step, the nearest steps and answers that it comes from, and where its rule stands in the file."""

    step: Step
    came_from: tuple[str, ...]
    where: Location


@dataclass(frozen=True)
class Ruleset:
    """One dated, immutable statement of a scheme. Two rulesets are equal where their digests are."""

    scheme: str
    effective_from: date
    revision: int
    status: str
    digest: str
    document: RulesetDocument = field(repr=False, compare=False)
    plan: Plan = field(repr=False, compare=False)
    located: Located = field(repr=False, compare=False)

    def where(self, path: Path) -> Location:
        """The place in the file of a part of the document, such as `("budget_lines", 0)`."""
        return self.located.where(path)

    @cached_property
    def index(self) -> Index:
        """What the names of the ruleset mean."""
        from ras_engine.document.names import Index

        return Index(self.document)

    @cached_property
    def working(self) -> tuple[PlannedStep, ...]:
        """What is the same in every trace, in order of evaluation."""
        from ras_engine.plan.origins import origins

        plan = self.plan
        named = {step.slot: step.name for step in reversed(plan.steps)}
        behind = origins(plan.inputs, plan.operations, frozenset(named))
        return tuple(
            PlannedStep(step, tuple(named.get(slot, f"answer.{slot}") for slot in behind[step.slot]), self.where(step.path))
            for step in sorted(plan.steps, key=lambda one: one.slot)
        )

    def for_period(self, amount: Money, period: str) -> Money:
        """An amount for the ruleset's period as one for another, by the ruleset's own length of year, half up to the penny."""
        from ras_engine.document.periods import periods_a_year

        document = self.document.money
        exact = amount.pence * periods_a_year(document, document.per) / periods_a_year(document, period)
        return Money(divide_rounded(exact.numerator, exact.denominator, Direction.HALF_UP), amount.currency)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Short where notebooks and Hypothesis print values: the document is as long as its file."""
        printer.text(f"<Ruleset {self}>")

    def __str__(self) -> str:
        return f"{self.scheme} from {self.effective_from.isoformat()}, revision {self.revision}"


def read_ruleset(text: bytes | str, *, file: str = "") -> Ruleset:
    """The ruleset written in a YAML text; `file` is its name in messages.

    Raises RulesetInvalid with every problem: of the text, else of the document, else of the arithmetic.
    """
    from ras_engine.located import read_located

    return ruleset_of(read_located(text, file=file))


def ruleset_of(located: Located) -> Ruleset:
    """The ruleset of located data. Raises RulesetInvalid."""
    from ras_engine.document.digest import digest
    from ras_engine.document.load import read_document
    from ras_engine.plan.bounds import bounds
    from ras_engine.plan.builder import TooFine
    from ras_engine.plan.compile import compile_plan
    from ras_engine.plan.reach import check_reach

    document = read_document(located)
    try:
        plan = compile_plan(document)
    except TooFine as error:
        raise RulesetInvalid([problem("RAS301", located.where(error.path))]) from None
    problems = [*bounds(plan, located.where), *check_reach(plan, located.where)]
    if problems:
        raise RulesetInvalid(problems)
    return Ruleset(
        scheme=document.scheme,
        effective_from=document.effective_from,
        revision=document.revision,
        status=document.status,
        digest=digest(located.data),
        document=document,
        plan=plan,
        located=located,
    )
