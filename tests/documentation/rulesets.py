"""The rulesets of a page: whole ones, and parts that are put under a head that stands on the page as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ras_engine import Ruleset, RulesetInvalid, read_ruleset
from tests.documentation.blocks import Block, blocks

SECTION = re.compile(r"[a-z_]+(?=:)")


@dataclass(frozen=True, slots=True)
class Example:
    """A ruleset of a page: the block that ends it, and its whole text."""

    block: Block
    text: str

    def read(self) -> Ruleset:
        """The ruleset."""
        return read_ruleset(self.text, file=self.block.place)

    def refused_with(self) -> tuple[str, ...]:
        """The codes of the problems, where the ruleset is refused."""
        try:
            self.read()
        except RulesetInvalid as invalid:
            return tuple(one.code for one in invalid.problems)
        return ()


def examples(page: str) -> Iterator[Example]:
    """Every ruleset of a page, in order."""
    named: dict[str, str] = {}
    for block in blocks(page):
        if block.language != "yaml" or block.has("not run") or block.has("examples"):
            continue
        base = named[block.get("from")] if block.has("from") else ""
        text = joined(base, block.text, block.get("add").split())
        named[block.get("ruleset") or block.get("part")] = text
        if not block.has("part"):
            yield Example(block, text)


def joined(base: str, part: str, added: list[str]) -> str:
    """The base with the sections of `part` in place of its own; those named in `added` go to the end of its own."""
    found = sections(base)
    for name, lines in sections(part).items():
        found[name] = [*found[name], *lines[1:]] if name in added else lines
    return "".join(line for lines in found.values() for line in lines)


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each section at the top of a ruleset. Comments and empty lines belong to the section before them."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        begins = SECTION.match(line)
        name = begins[0] if begins else name
        found.setdefault(name, []).append(line)
    return found
