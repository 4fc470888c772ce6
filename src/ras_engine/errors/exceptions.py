"""The exceptions a caller may see. Each carries every problem that was found, never only the first."""

from __future__ import annotations

from collections.abc import Iterable

from ras_engine.errors.problem import Problem, in_line_order


class RasError(Exception):
    """The root: `except RasError` catches whatever this library raises on purpose. `problems` is in line order."""

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_line_order(tuple(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[RasError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class RulesetInvalid(RasError):
    """A ruleset, a rulebook or its worked examples cannot be used as written."""


class NoRulesetInForce(RasError):
    """No ruleset of the rulebook is in force on the date asked for. The nearest one is named, never used."""


class AssessmentInvalid(RasError):
    """An assessment does not answer the ruleset's questions as they are asked. It was not scored."""


class BatchInvalid(RasError):
    """A caseload's columns or file cannot be read. Bad rows never raise: they are marked in the result."""


class ResultInvalid(RasError):
    """A stored result cannot be read, or does not come out the same when it is worked out again."""
