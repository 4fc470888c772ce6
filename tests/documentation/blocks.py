"""The code blocks of a page in Markdown, with what the comment above each says about it.

A block may stand under a comment such as `<!-- ruleset: small, from: frame -->`, on the line above it. README.md in this folder has
the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = "```"


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, text, first line on the page, and the words of the comment above it."""

    page: str
    line: int
    language: str
    text: str
    says: tuple[tuple[str, str], ...]

    def get(self, key: str) -> str:
        """What the comment says for `key`; empty where it says nothing."""
        return dict(self.says).get(key, "")

    def has(self, key: str) -> bool:
        """Whether the comment names `key`."""
        return key in dict(self.says)

    @property
    def place(self) -> str:
        """Where the block stands, as an editor can open it."""
        return f"{self.page}:{self.line}"


def blocks(page: str) -> list[Block]:
    """Every fenced block of a page, named from the top of the repository."""
    return list(_blocks(page, (ROOT / page).read_text(encoding="utf-8").splitlines()))


def _blocks(page: str, lines: list[str]) -> Iterator[Block]:
    at = 0
    comment = ""
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith(FENCE):
            end = next(place for place in range(at + 1, len(lines)) if lines[place].strip() == FENCE)
            indent = len(lines[at]) - len(lines[at].lstrip())
            text = "".join(f"{inner[indent:]}\n" for inner in lines[at + 1 : end])
            yield Block(page, at + 2, line.removeprefix(FENCE).strip(), text, _says(comment))
            at = end
        comment = line if line.startswith("<!--") and line.endswith("-->") else ""
        at += 1


def _says(comment: str) -> tuple[tuple[str, str], ...]:
    inner = comment.removeprefix("<!--").removesuffix("-->").strip()
    if not inner:
        return ()
    if inner.startswith("not run:"):
        return (("not run", inner.removeprefix("not run:").strip()),)
    pairs = (part.partition(":") for part in inner.split(","))  # `printed` alone is a key without a value
    return tuple((key.strip(), value.strip()) for key, _, value in pairs)
