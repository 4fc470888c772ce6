"""Taking broken parts out of the tree, so that the rest can be checked; and knowing what must not be reported because of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ras_engine.document.hints import plain_name
from ras_engine.document.shape import Slip
from ras_engine.document.tree import Tree, ids_in, words_in
from ras_engine.located import Path

STAND_INS = {
    "RAS111": "0",
    "RAS112": "1",
    "RAS113": "0",
    "RAS114": "0",
    "RAS115": "0%",
    "RAS116": "1",
    "RAS117": "2000-01-01",
    "RAS118": "no",
    "RAS119": "-",
}
_WORDS = {
    "ask": "-",
    "says": "-",
    "why": "-",
    "title": "-",
    "source": "-",
    "about": "circumstances",
    "approved_by": "-",
    "reference": "-",
}
_UP = {"to": "1", "direction": "up"}
_SECTIONS: dict[str, object] = {
    "schema": "ras-ruleset/1",
    "scheme": "-",
    "effective_from": "2000-01-01",
    "revision": "1",
    "status": "draft",
    "baseline": "no_unpaid_support",
    "money": {
        "currency": "GBP",
        "per": "week",
        "weeks_per_year": "52",
        "round": {"lines": _UP, "indicative_budget": _UP, "contingency": _UP},
    },
    "questions": [{"id": "stand_in", "kind": "yes_no", "about": "circumstances", "ask": "-"}],
    "budget_lines": [{"id": "stand_in_line", "kind": "fixed", "amount": "0"}],
    "contingency": {"kind": "none", "why": "-"},
}
"""What stands in for a section that must be there, while the rest is checked. It never leaves this stage."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not known about a ruleset because parts of it were taken out.

    `unsure`: names whose kind or levels are not known; `mentioned`: every word of the parts taken out, which may have used a name;
    `items`: paths of items with a part taken out or stood in for; `sections`: sections that are missing as a whole, or of which an
    item without a name is.
    """

    unsure: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    items: frozenset[Path] = frozenset()
    sections: frozenset[str] = frozenset()


def item_of(path: Path) -> Path:
    """The item of a section that a path lies in: `questions[2]`, `prices.hour`, `limits.maximum`; or the section itself."""
    if path[:1] in (("money",), ("contingency",), ("carer_support",)):
        return path[:1]
    return path[:2]


@dataclass(slots=True)
class Repair:
    """What was taken out of the tree so far."""

    tree: Tree
    dropped: list[Path] = field(default_factory=list)
    changed: list[Path] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)

    def explains(self, one: Slip) -> bool:
        """Whether a finding only follows from what was taken out."""
        path, gone = one.path, [*self.dropped, *self.changed]
        if not path:
            return any(len(other) == 1 and (not one.missing or other == (one.missing,)) for other in gone)
        return any(other[: len(path)] == path or path[: len(other)] == other for other in gone)

    def mend(self, one: Slip) -> None:
        """Let a finding not come up again: something stands in for a single value, anything else is taken out."""
        stand_in = self._stand_in(one)
        if one.missing in _WORDS and one.path:
            self.tree.put((*one.path, one.missing), _WORDS[one.missing])
            self.changed.append((*one.path, one.missing))
        elif not one.path:
            self._mend_top(one)
        elif stand_in is not None and not one.key:
            self._mention(one.path)
            self.tree.put(one.path, stand_in)
            self.changed.append(one.path)
        else:
            self.take_out(one.path[:-1] if one.code == "RAS103" else one.path)

    def _stand_in(self, one: Slip) -> str | None:
        if one.code == "RAS120":
            expected = str(one.context.get("expected", "")).split("'")
            return expected[1] if len(expected) > 1 else None
        if one.code == "RAS110":
            name = f"stand_in_{len(self.changed)}"
            self.unsure.add(name)
            return name
        return STAND_INS.get(one.code)

    def _mend_top(self, one: Slip) -> None:
        if one.missing:
            self.tree.put((one.missing,), _SECTIONS[one.missing])
            self.dropped.append((one.missing,))
        else:
            self.tree.put(("status",), "draft")

    def take_out(self, path: Path) -> None:
        """Take a part out; its names stay known, and what it mentioned counts as used."""
        if not path or self.tree.get(path) is None:
            return
        self._mention(path)
        self.unsure.update(ids_in(self.tree.get(item_of(path))))
        self.unsure.update(step for step in path[1:] if isinstance(step, str))
        item = self.tree.get(path)
        if len(path) == 2 and isinstance(path[1], int) and not (isinstance(item, dict) and isinstance(item.get("id"), str)):
            self.nameless.add(str(path[0]))
        if len(path) == 1:
            whole = self.tree.get(path)
            self.unsure.update(whole if isinstance(whole, dict) else ())
        self.tree.drop(path)
        self.dropped.append(path)

    def _mention(self, path: Path) -> None:
        self.mentioned.update(words_in(self.tree.get(path)))
        self.unsure.update(ids_in(self.tree.get(path)))
        if path[-1:] == ("id",):
            self.unsure.update(plain_name(word) for word in words_in(self.tree.get(path)))
            self.unsure.update(ids_in(self.tree.get(item_of(path))))

    def gaps(self) -> Gaps:
        """What the checks must know about the parts that are not there."""
        changed = [*self.dropped, *self.changed]
        return Gaps(
            frozenset(self.unsure),
            frozenset(self.mentioned),
            frozenset(item_of(path) for path in changed),
            frozenset(str(path[0]) for path in self.dropped if len(path) == 1) | self.nameless,
        )
