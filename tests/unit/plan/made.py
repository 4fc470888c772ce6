"""Small rulesets as text for the tests of the plan: a header, questions of every kind of purpose, and what a test adds."""

from __future__ import annotations

import yaml

from ras_engine.document.ruleset import RulesetDocument

HEAD = """
schema: ras-ruleset/1
scheme: made-up/adults
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
    indicative_budget: {to: 0.01, direction: half_up}
    contingency: {to: 0.01, direction: half_up}
client_groups: {older: {}, younger: {}}
questions:
  - {id: washing, kind: levels, about: need, ask: A, levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 4}]}
  - {id: hours, kind: quantity, about: need, ask: A, unit: hours, minimum: 0, maximum: 40, step: 0.5}
  - {id: strain, kind: yes_no, about: carer, ask: A}
  - {id: risk, kind: yes_no, about: authority_risk, ask: A}
contingency: {kind: none, why: Too small.}
"""


def document(more: str) -> RulesetDocument:
    """The document of the header and what a test adds, as written: no check of names has seen it."""
    return RulesetDocument.model_validate({**yaml.load(HEAD, yaml.BaseLoader), **yaml.load(more, yaml.BaseLoader)})
