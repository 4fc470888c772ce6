"""A small ruleset to change: `{…}` are questions, measures, lines and what else a test needs."""

from __future__ import annotations

from ras_engine import Ruleset, read_ruleset
from tests.beginnings import beginning

HEAD = (
    beginning("example/sql")
    + """\
contingency: {kind: none, why: "An example."}
"""
)
QUESTION = """\
questions:
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 60, step: 0.25, ask: "How many hours?"}
"""
LINE = """\
budget_lines:
  - {id: care, kind: price_per_point, of: hours, per_point: 10.10}
"""


def small(questions: str = QUESTION, lines: str = LINE, rest: str = "") -> Ruleset:
    """The ruleset with these sections."""
    return read_ruleset(HEAD + questions + rest + lines, file="small.yaml")


def answered(*hours: str | None, **more: str) -> dict[str, list[str | None]]:
    """People by their hours, ids from 0 on."""
    rows = len(hours)
    fixed: dict[str, list[str | None]] = {name: [cell] * rows for name, cell in more.items()}
    return {"id": [str(row) for row in range(rows)], "baseline": ["no_unpaid_support"] * rows, "hours": list(hours), **fixed}
