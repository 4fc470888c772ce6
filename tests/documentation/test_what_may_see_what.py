"""The table "What may see what" of the reference says what really loads and what is refused."""

from __future__ import annotations

import pytest

from ras_engine import RulesetInvalid, read_ruleset
from tests.documentation.blocks import ROOT, blocks
from tests.documentation.rulesets import joined

PAGE = "docs/ruleset-language.md"
TABLE = (ROOT / PAGE).read_text(encoding="utf-8").partition("## What may see what")[2].partition("\n## ")[0]
HEAD = next(block.text for block in blocks(PAGE) if block.get("part") == "head")
WORLD = """\
client_groups: {one: {}, other: {}}
deployments: {managed: {}, paid: {}}
questions:
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 20, step: 1, ask: "Hours?"}
  - {id: strain, kind: yes_no, about: carer, ask: "Strain?"}
  - {id: risk, kind: yes_no, about: authority_risk, ask: "Risk?"}
measures: [{id: reduced, kind: sum, of: [hours]}, {id: plain, kind: sum, of: [hours]}]
budget_lines:
  - {id: first, kind: price_per_point, of: reduced, per_point: 1}
  - {id: second, kind: price_per_point, of: plain, per_point: 1}
carer_support:
  levels: [{id: some, says: Some, met: 50%}]
  rules: [{id: rule, kind: share_of_points, reduces: {area: reduced}}]
"""
SUBJECTS = (
    ("{question: hours, at_least: 3}",),
    ("{client_group: one}",),
    ("{question: strain, is: yes}", "{carer_support: area, is: some}"),
    ("{deployment: paid}",),
    ("{question: risk, is: yes}",),
    ("{amount: carer_neutral_amount, more_than: 3}",),
)
SEPARATE = """\
separate_amounts:
  - id: apart
    title: Apart
    for: WHO
    per: week
    why: "Said."
    round: {to: 1, direction: up}
    lines: [{id: inner, kind: fixed, amount: 1, when: IT}]
"""
REFERRAL = 'referral: [{id: refer_it, says: Look, indicative_budget: KIND, why: "Said.", when: IT}]\n'
DECISION = "[{id: this, says: This, when: IT}, {id: that, says: That, otherwise: yes}]\n"
PLACES = {
    "measures, budget lines (carer-neutral)": (
        'measures: [{id: reduced, kind: sum, of: [hours], why: "Said.", when: IT}, {id: plain, kind: sum, of: [hours]}]\n',
        "budget_lines: [{id: first, kind: price_per_point, of: reduced, per_point: 1}, "
        '{id: second, kind: price_per_point, of: plain, per_point: 1, why: "Said.", when: IT}]\n',
    ),
    "carer sustainability; separate amounts `for: carer`": (
        'carer_sustainability: [{id: breaks, kind: fixed, amount: 1, why: "Said.", when: IT}]\n',
        SEPARATE.replace("WHO", "carer"),
    ),
    "separate amounts `for: person`; limits; contingency": (
        SEPARATE.replace("WHO", "person"),
        'contingency: {kind: share, share: 5%, basis: inside, why: "Said.", year_end: {rule: keep_all}, '
        "draw: {without_reassessment: yes}, when: IT}\n",
    ),
    "referral that withholds the amount": (REFERRAL.replace("KIND", "withheld"),),
    "referral with the amount shown": (REFERRAL.replace("KIND", "shown"),),
    "sign-off, monitoring, review": (f"sign_off: {DECISION}", f"monitoring: {DECISION}"),
    "pool": ("pool: {eligible_when: IT}\n",),
}
ROWS = {cells[1]: cells[2:-1] for line in TABLE.splitlines() if (cells := [cell.strip() for cell in line.split("|")])[1:2]}


def loads(place: str, subject: str) -> bool:
    try:
        read_ruleset(joined(HEAD, joined(WORLD, place.replace("IT", subject), []), []), file="world.yaml")
    except RulesetInvalid:
        return False
    return True


@pytest.mark.parametrize("row", PLACES)
def test_what_the_table_allows_loads_and_what_it_forbids_is_refused(row: str) -> None:
    said = [cell.startswith("yes") for cell in ROWS[row]]
    found = [[{loads(place, subject) for subject in subjects} for place in PLACES[row]] for subjects in SUBJECTS]
    assert [[{one}] * len(PLACES[row]) for one in said] == found
