"""Small rulesets as text for the tests of the plan: a header, questions of every kind of purpose, and what a test adds."""

from __future__ import annotations

import yaml

from ras_engine.document.ruleset import RulesetDocument
from tests.beginnings import beginning

HEAD = (
    beginning("made-up/adults", to="0.01")
    + """\
client_groups: {older: {}, younger: {}}
questions:
  - {id: washing, kind: levels, about: need, ask: A, levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 4}]}
  - {id: hours, kind: quantity, about: need, ask: A, unit: hours, minimum: 0, maximum: 40, step: 0.5}
  - {id: strain, kind: yes_no, about: carer, ask: A}
  - {id: risk, kind: yes_no, about: authority_risk, ask: A}
contingency: {kind: none, why: Too small.}
"""
)


def document(more: str) -> RulesetDocument:
    """The document of the header and what a test adds, as written: no check of names has seen it."""
    return RulesetDocument.model_validate({**yaml.load(HEAD, yaml.BaseLoader), **yaml.load(more, yaml.BaseLoader)})
