"""What was wrong, where, and what to do about it.

A `Problem` is a value, not an exception: every stage collects all of its problems before it gives up, and the exceptions in
`exceptions` carry them. A problem never quotes free text about a person; it names fields and levels only.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something stands. A place in a file has `line` and `column` (both from 1); a place in data has only a `path`."""

    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        if self.line:
            return f"{self.file or '<text>'}:{self.line}:{self.column}"
        return ": ".join(part for part in (self.file, self.path) if part) or "<data>"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that helps to understand a problem, such as the first use of a name that is used twice."""

    where: Location
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, one sentence, the place, and the remedy."""

    code: str
    message: str
    where: Location = field(default_factory=Location)
    remedy: str = ""
    related: tuple[Related, ...] = ()

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.code}: {self.message}{remedy}"

    def as_dict(self) -> dict[str, object]:
        """The problem as plain data for JSON, with the keys that `docs/errors.md` lists."""
        return {
            "code": self.code,
            "message": self.message,
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "path": self.where.path,
            "remedy": self.remedy,
            "related": [{"where": str(other.where), "message": other.message} for other in self.related],
        }


def in_line_order(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems in the order in which a reader meets them, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.where, one.code, one.message)))
