"""What every check is given, and what it hands back: findings with paths of the document, not yet placed in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from ras_engine.document.conditions import Condition
from ras_engine.document.names import Index
from ras_engine.document.repair import Gaps
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.usages import Usage, usages
from ras_engine.document.walk import walk
from ras_engine.located import Path

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Found:
    """One problem before it has a place in the file.

    `key`: the key is meant, not the value, here and in `related`: other paths, each with what is found there.
    """

    code: str
    path: Path
    words: dict[str, Any]
    key: bool = False
    related: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """The document under check, the index of its names, and what is not known because parts were taken out."""

    document: RulesetDocument
    index: Index
    gaps: Gaps
    places: tuple[tuple[Path, object], ...]
    conditions: tuple[tuple[Path, Condition], ...]
    uses: tuple[Usage, ...]

    @classmethod
    def of(cls, document: RulesetDocument, gaps: Gaps) -> Context:
        """The context of a document, which is walked over once: every place, simple condition and use of a value in it."""
        places = tuple(walk(document))
        simple = tuple((path, one) for path, one in places if isinstance(one, Condition) and one.is_simple)
        return cls(document, Index(document), gaps, places, simple, tuple(usages(document, places)))

    def of_type(self, kind: type[Kind]) -> Iterator[tuple[Path, Kind]]:
        """Every section of one type, with its path."""
        return ((path, one) for path, one in self.places if isinstance(one, kind))

    def unsure(self, name: str | None) -> bool:
        """Whether nothing can be said about a name, because what it stands for was taken out."""
        return name is None or name in self.gaps.unsure

    def all_known(self, *sections: str) -> bool:
        """Whether none of these sections is missing as a whole, so that a name that is not there is truly unknown."""
        return not self.gaps.sections.intersection(sections)

    def value_names(self) -> tuple[str, ...]:
        """Every question and measure."""
        return (*self.index.questions, *self.index.measures)

    def has_levels(self, name: str) -> bool:
        """Whether a known name can be asked for its level."""
        return bool(self.index.levels_of(name)) or self.unsure(name)

    def path_of(self, name: str) -> Path:
        """Where a question or measure is defined."""
        for section, things in (("questions", self.document.questions), ("measures", self.document.measures)):
            for position, one in enumerate(things):
                if one.id == name:
                    return (section, position)
        return ()


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in a sentence: the first few of them, then how many more."""
    every = list(names)
    more = len(every) - most
    shown = every[:most]
    if more > 0:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def repeated(names: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, Path, str]]:
    """Every name that was there before: its path, the path of the first, the name."""
    first: dict[str, Path] = {}
    for path, name in names:
        if name in first:
            yield path, first[name], name
        first.setdefault(name, path)
