"""Rulesets for the tests of this folder: a small one in pieces, and the example council's."""

from __future__ import annotations

from pathlib import Path

from ras_engine.document.load import read_document
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.errors import Problem, RulesetInvalid
from ras_engine.located import read_located

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "rulesets" / "example-borough"

HEAD = """\
schema: ras-ruleset/1
scheme: example-borough/adults
effective_from: 2026-04-06
revision: 1
status: draft
baseline: no_unpaid_support
money:
  currency: GBP
  per: week
  weeks_per_year: 52
  round:
    lines: {to: 0.01, direction: half_up}
    indicative_budget: {to: 1, direction: half_up}
    contingency: {to: 1, direction: up}
"""

QUESTIONS = """\
questions:
  - id: washing
    kind: levels
    about: need
    ask: How much help do you need to wash?
    levels:
      - {id: none, says: I manage, points: 0}
      - {id: some_days, says: Help on some days, points: 4}
      - {id: every_day, says: Help every day, points: 9}
"""

REST = """\
measures:
  - {id: need_points, kind: sum, of: [washing]}
budget_lines:
  - {id: core, kind: price_per_point, of: need_points, per_point: 12.50}
contingency: {kind: none, why: Cabinet minute 15}
"""

SMALL = HEAD + QUESTIONS + REST


def read(text: str) -> RulesetDocument:
    return read_document(read_located(text, file="r.yaml"))


def problems_of(text: str) -> tuple[Problem, ...]:
    """Every problem of the text; none where it can be used."""
    try:
        read(text)
    except RulesetInvalid as error:
        return error.problems
    return ()


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in problems_of(text)]
