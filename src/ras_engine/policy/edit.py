"""Changes to the text of a ruleset: single values and single keys at the top, every comment and every other line left as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from ras_engine.located import Located, Mark, Path

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_QUOTES = {"single": "'", "double": '"'}


@dataclass
class Edits:
    """Changes to one text, collected first and applied together."""

    located: Located
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def newline(self) -> str:
        """The line end that the text itself uses."""
        first = _LINE_ENDS.search(self.located.text)
        return first[0] if first else "\n"

    def value(self, path: Path, text: str) -> None:
        """Write another single value in the place of one, in quotes of the same kind."""
        mark = self.located.marks[path]
        quote = _QUOTES.get(mark.style, "")
        self.changes.append((mark.start, mark.end, f"{quote}{text}{quote}"))

    def key(self, name: str, text: str, after: str) -> None:
        """Write a value under a key at the top, in the place of the one there or, with its key, on a new line after `after`."""
        mark = self.located.marks.get((name,))
        if mark is not None:
            self.changes.append((mark.start, mark.end, text))
            return
        _, end = self._lines_of(self.located.marks[(after,)])
        before = "" if self.located.text[:end].endswith(("\n", "\r")) else self.newline
        self.changes.append((end, end, f"{before}{name}: {text}{self.newline}"))

    def no_key(self, name: str) -> None:
        """Take a key at the top away, with its value and its lines."""
        mark = self.located.marks.get((name,))
        if mark is not None:
            self.changes.append((*self._lines_of(mark), ""))

    def _lines_of(self, mark: Mark) -> tuple[int, int]:
        """From the start of the line of the key to the start of the line after the value."""
        starts = [0, *(end.end() for end in _LINE_ENDS.finditer(self.located.text))]
        after = next((start for start in starts if start > mark.end), len(self.located.text))
        return starts[mark.key_line - 1], after

    def text(self) -> str:
        """The text with every change."""
        changed = self.located.text
        # From the end on, so that places stay; where a line is added before one that goes, the one goes first.
        for start, end, new in sorted(self.changes, key=lambda one: one[:2], reverse=True):
            changed = changed[:start] + new + changed[end:]
        return changed


def quoted(words: str) -> str:
    """A text on one line in double quotes, as YAML and JSON both read it."""
    return json.dumps(words, ensure_ascii=False)
