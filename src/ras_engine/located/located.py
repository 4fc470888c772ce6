"""Plain data that remembers where each of its values stands in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ras_engine.errors import Location

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions (from 0), from the outside in. The whole text is `()`."""

Data: TypeAlias = "str | bool | list[Data] | dict[str, Data] | None"
"""What a text becomes. From YAML every scalar is a `str`; `True`, `False` and `None` come from JSON only."""

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded", "mapping", "list"]
"""How a value is written: plainly, in 'single' or "double" quotes, after `|` or `>`; or a section or a list of values."""

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands. Lines and columns count from 1; `key_line` is 0 where there is no key (list items, the whole text).

    `start` and `end` are positions in `Located.text` (`end` is the first character after the value, quotes included), so that a
    tool can replace one value and leave every comment as it is.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    start: int
    end: int
    style: Style

    @property
    def quoted(self) -> bool:
        """Whether the value is a text in quotes, which means that it is not to be taken for a number."""
        return self.style in ("single", "double")


@dataclass(frozen=True, slots=True)
class Located:
    """A text that was read: `data`, the mark of every value in it by path, the text itself and its lines for excerpts.

    `text` is what was read, without a byte order mark and with its own line ends; `lines` are its lines without their ends.
    """

    data: Data
    marks: Mapping[Path, Mark]
    text: str
    lines: tuple[str, ...]
    file: str

    def mark(self, path: Path) -> Mark:
        """The mark of the value, or of the nearest section around it that exists."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path) or Mark(1, 1, 0, 0, 0, len(self.text), "mapping")

    def where(self, path: Path) -> Location:
        """Where the value begins; for a path that is not in the text, where the nearest section around it begins."""
        mark = self.mark(path)
        return Location(self.file, mark.line, mark.column, path_text(path))

    def where_key(self, path: Path) -> Location:
        """Where the key of the value begins; for an item of a list, where the item begins."""
        mark = self.mark(path)
        if not mark.key_line:
            return self.where(path)
        return Location(self.file, mark.key_line, mark.key_column, path_text(path))


def path_text(path: Path) -> str:
    """The path as people read it: `questions[2].levels[0].points`; a key with other signs in it stands in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _WORD.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step)}]"
    return text
