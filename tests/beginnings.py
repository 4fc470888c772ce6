"""How a small ruleset written out in a test begins: everything up to and with its money, which no test is about."""

from __future__ import annotations


def beginning(scheme: str, *, to: str = "1.00", from_day: str = "2026-04-06") -> str:
    """The head and the money of a ruleset; the indicative budget is rounded `to` so many pounds."""
    return f"""\
schema: ras-ruleset/1
scheme: {scheme}
effective_from: {from_day}
revision: 1
status: draft
baseline: no_unpaid_support
money:
  currency: GBP
  per: week
  weeks_per_year: 52
  round:
    lines: {{to: 0.01, direction: half_up}}
    indicative_budget: {{to: {to}, direction: half_up}}
    contingency: {{to: 0.01, direction: half_up}}
"""


WASHING = """\
questions:
  - id: washing
    kind: levels
    about: need
    ask: How much help do you need to wash?
    levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 4}, {id: all, says: C, points: 9}]
"""
"""The first question of a ruleset that is about something else."""
