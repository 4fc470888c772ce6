"""The doors of a plan: for each thing asked, the codes of answers already seen, so that a usual answer costs one look-up.

An answer not seen before is coded by its ask and remembered. One that cannot be coded is a KeyError, and is not remembered: what
is wrong with it is for the score stage to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ras_engine.plan.asks import Ask, Codes, Fault, Raw
from ras_engine.plan.operations import Slot

MOST_REMEMBERED = 4096
"""Texts remembered for one thing asked: more than anybody writes for a quantity."""


class Known(dict[str, int | Codes]):
    """Answers as text, to what is put in their place: a whole number, or codes where an answer fills several slots."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask

    def __missing__(self, raw: str) -> int | Codes:
        coded = self.anew(raw)
        if len(self) < MOST_REMEMBERED:
            self[raw] = coded
        return coded

    def anew(self, raw: Raw) -> int | Codes:
        """The same for an answer in any form. Raises KeyError where it has no code."""
        coded = self.ask.code(raw)
        if isinstance(coded, Fault):
            raise KeyError(coded.code)
        return coded if self.ask.width > 1 else coded[0]


class Door(NamedTuple):
    """One thing asked: its column, the place among the inputs that its answer fills, and what was answered so far."""

    column: str
    place: Any  # a slot, or a slice of them
    known: Known
    ask: Ask

    def count_as(self, codes: list[int], counts_as: Codes | None) -> None:
        """Put in the codes that a missing answer counts as."""
        slot, width = self.ask.slot, self.ask.width
        codes[slot : slot + width] = counts_as or (0,) * width


@dataclass(frozen=True, slots=True, eq=False)
class Doors:
    """The doors of a plan by who answers: `questions` (column, place and what is known, plain for speed), the client group, the
    deployment, areas of carer support.

    `missing` holds the codes of an assessment without any answer. `needed` are the columns that must be answered whatever else is
    said; `conditional` the doors that are open under a condition only.
    """

    questions: tuple[tuple[str, Any, Known], ...]
    group: tuple[Door, ...]
    deployments: tuple[Door, ...]
    areas: dict[str, Door]
    missing: tuple[int, ...]
    needed: frozenset[str]
    conditional: tuple[Door, ...]


def doors_of(asks: Sequence[Ask]) -> Doors:
    """The doors of what a plan asks."""
    every = [Door(ask.column, _place(ask), Known(ask), ask) for ask in asks]
    return Doors(
        questions=tuple((door.column, door.place, door.known) for door in every if door.ask.is_question),
        group=tuple(door for door in every if door.column == "client_group"),
        deployments=tuple(door for door in every if door.ask.source == "deployment"),
        areas={door.column.removeprefix("carer."): door for door in every if door.column.startswith("carer.")},
        missing=tuple(code for ask in asks for code in ask.not_asked or ask.if_missing or (0,) * ask.width),
        needed=frozenset(ask.column for ask in asks if ask.asked is None and ask.if_missing is None),
        conditional=tuple(door for door in every if door.ask.asked is not None),
    )


def _place(ask: Ask) -> Slot | slice:
    return ask.slot if ask.width == 1 else slice(ask.slot, ask.slot + ask.width)
