"""Lines that come to the same share their working; the amounts made of them are whole pence all the same."""

from __future__ import annotations

import pytest
import yaml

from ras_engine import Assessment, IndicativeBudget, Money, read_ruleset, score
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import score_batch
from tests.unit.plan.made import HEAD

PERSON = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "client_group": "older"}
ANSWERS = {"washing": "some", "hours": "1", "strain": "yes", "risk": "no"}


def read(more: str) -> Ruleset:
    """The ruleset of the header and what a test adds."""
    return read_ruleset(yaml.safe_dump({**yaml.load(HEAD, yaml.BaseLoader), **yaml.load(more, yaml.BaseLoader)}, sort_keys=False))


def lines(count: int, prefix: str = "line", gate: str = "") -> str:
    """So many lines of ten pounds each."""
    return "[" + ", ".join(f"{{id: {prefix}_{place}, kind: fixed, amount: 10{gate}}}" for place in range(count)) + "]"


def budgets(ruleset: Ruleset) -> list[Money]:
    """The amount before limits and the planning amount, of one person and of the same in a caseload."""
    alone = score(ruleset, Assessment.from_dict({**PERSON, "answers": ANSWERS}))
    assert isinstance(alone, IndicativeBudget)
    batch = score_batch({**PERSON, **{name: [answer] for name, answer in ANSWERS.items()}}, ruleset)
    together = [Money(int(amount[0])) for amount in (batch.before_limits, batch.planning_amount)]
    assert together == [alone.before_limits, alone.planning_amount]
    return together


@pytest.mark.parametrize("count", [1, 2, 4, 5, 10, 25, 50, 100, 200])
def test_lines_of_the_same_amount_add_up(count: int) -> None:
    assert budgets(read(f"budget_lines: {lines(count)}")) == [Money(1000 * count)] * 2


@pytest.mark.parametrize("count", [2, 5, 100])
def test_carer_sustainability_lines_of_the_same_amount_add_up(count: int) -> None:
    gate = ", when: {question: strain, is: yes}"
    ruleset = read(f"budget_lines: [{{id: a, kind: fixed, amount: 3}}]\ncarer_sustainability: {lines(count, 'extra', gate)}")
    assert budgets(ruleset) == [Money(300 + 1000 * count)] * 2


@pytest.mark.parametrize(("basis", "planning"), [("on_top", 8000), ("inside", 0)])
def test_a_contingency_as_large_as_the_budget_adds_up(basis: str, planning: int) -> None:
    rules = f"basis: {basis}, year_end: {{rule: keep_all}}, draw: {{without_reassessment: yes}}, why: W"
    ruleset = read(f"budget_lines: {lines(4)}\ncontingency: {{kind: share, share: 100%, {rules}}}")
    assert budgets(ruleset) == [Money(4000), Money(planning)]
