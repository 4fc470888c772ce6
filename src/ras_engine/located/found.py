"""The problems found so far in one text, with the limit that keeps a hostile file from making millions of them."""

from __future__ import annotations

from collections.abc import Iterable

from ras_engine.errors import Location, Problem, Related, problem
from ras_engine.errors.excerpt import visible

MOST_PROBLEMS = 100


class TooManyProblems(Exception):
    """Nobody reads more problems than these; reading stops. Caught where reading began."""


class Found:
    """Collects problems of one file. `add` raises `TooManyProblems` once it is full."""

    __slots__ = ("file", "problems")

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def at(self, line: int, column: int, path: str = "") -> Location:
        """A place in the file; line and column count from 1."""
        return Location(self.file, line, column, path)

    def add(self, code: str, where: Location, /, related: Iterable[Related] = (), **words: object) -> None:
        """One more problem."""
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(problem("RAS033", where, most=MOST_PROBLEMS))
            raise TooManyProblems
        self.problems.append(problem(code, where, related, **words))


def in_quotes(name: str) -> str:
    """A key as a message shows it."""
    return f'"{visible(name, 40)}"'
