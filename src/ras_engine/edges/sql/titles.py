"""What columns are called, and what is said about them: the names of the steps, the ruleset's own titles, the lines of the file."""

from __future__ import annotations

from typing import Any

from ras_engine.plan.asks import Ask, LevelAsk, QuantityAsk
from ras_engine.plan.builder import MONEY
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Path, Step
from ras_engine.ruleset import Ruleset

LONGEST = 90
INNER = (".exact", ".of", ".exact.after_carers", ".of.after_carers")
"""Ends of names under which a slot is not looked for, where it has another."""


class Titles:
    """The names of one ruleset. `names` has the step that a slot is called after."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.names: dict[Slot, Step] = {}
        for step in ruleset.plan.steps:
            known = self.names.get(step.slot)
            if known is None or (known.name.endswith(INNER) and not step.name.endswith(INNER)):
                self.names[step.slot] = step

    def step(self, slot: Slot) -> tuple[str, str]:
        """The name of a slot's column and the comment beside it."""
        step = self.names.get(slot)
        if step is None:
            return f"working.{slot}", self._comment(self.ruleset.plan.paths[slot], "", self.ruleset.plan.scales[slot])
        return step.name, self._comment(step.path, step.unit, step.scale)

    def answer(self, ask: Ask) -> str:
        """The comment beside the code of an answer."""
        question = self.ruleset.index.questions.get(ask.column)
        if question is None:
            return "the level's place" if isinstance(ask, LevelAsk) else ""
        place = self.ruleset.document.questions.index(question)
        scale = ask.scale if isinstance(ask, QuantityAsk) else 1
        return self._comment(("questions", place), ask.unit if isinstance(ask, QuantityAsk) else "", scale)

    def _comment(self, path: Path, unit: str, scale: int) -> str:
        line = self.ruleset.where(path).line
        counted = unit if scale == 1 else f"in 1/{scale} {unit}".rstrip()
        if unit == self.ruleset.plan.currency and scale == MONEY:
            counted = "pence"
        parts = (f"line {line}" if line else "", self._title(path), counted)
        return ": ".join(part for part in parts if part)

    def _title(self, path: Path) -> str:
        """The title, or the question, of the part of the ruleset at a path; empty where it has none."""
        here: Any = self.ruleset.document
        found = ""
        for key in path:
            try:
                here = getattr(here, key) if isinstance(key, str) and not isinstance(here, dict) else here[key]
            except (KeyError, IndexError, AttributeError, TypeError):
                break
            words = getattr(here, "title", None) or getattr(here, "ask", None)
            found = plain(words.in_language()) if words is not None else found
        return found


def plain(words: str) -> str:
    """Words of the ruleset as a comment holds them: one line, printable, not too long."""
    words = "".join(letter if letter.isprintable() else " " for letter in " ".join(words.split()))
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3]}..."
