"""A ruleset against the one before it, where the two do not ask the same: who loses, counted one by one through `score` alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from ras_engine.assessment import Assessment
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.errors import AssessmentInvalid
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from tests.beginnings import beginning

OLD = (
    beginning("example/two", from_day="2025-04-07")
    + """\
client_groups: {older: {}, younger: {}, unwell: {}}
questions:
  - id: washing
    kind: levels
    about: need
    ask: Washing?
    levels: [{id: none, says: None, points: 0}, {id: some, says: Some, points: 4}, {id: all, says: All, points: 9}]
  - {id: nights, kind: quantity, about: safety, unit: nights, minimum: 0, maximum: 3, step: 1, ask: "Nights?"}
measures:
  - {id: total, kind: sum, of: [washing]}
budget_lines:
  - id: care
    kind: price_per_point
    of: total
    by_client_group: {older: 10.00, younger: 12.00, unwell: 14.00}
    why: "Costs of the groups."
  - {id: at_night, kind: price_per_point, of: nights, per_point: 20.00}
contingency: {kind: none, why: "An example."}
audit:
  largest_loss_at_a_change: {amount: 5.00, why: "For the test.", decided_on: 2026-01-05}
"""
)
ANOTHER_DAY = ("effective_from: 2025-04-07", "effective_from: 2026-04-06")
OTHER_GROUPS = (
    ("{older: {}, younger: {}, unwell: {}}", "{younger: {}, unwell: {}, new: {}}"),
    ("{older: 10.00, younger: 12.00, unwell: 14.00}", "{younger: 13.00, unwell: 11.50, new: 10.00}"),
)
LEVEL_GONE = ((", {id: some, says: Some, points: 4}", ""), ("younger: 12.00", "younger: 11.00"))
ASKED_NO_MORE = (
    ('minimum: 0, maximum: 3, step: 1, ask: "Nights?"}', 'minimum: 0, maximum: 3, step: 1, ask: "More nights?"}'),
    ("id: nights", "id: more_nights"),
    ("of: nights", "of: more_nights"),
)
NO_GROUPS = (
    ("client_groups: {older: {}, younger: {}, unwell: {}}\n", ""),
    (
        '    by_client_group: {older: 10.00, younger: 12.00, unwell: 14.00}\n    why: "Costs of the groups."\n',
        "    per_point: 12.00\n",
    ),
)
CHANGES = {"other groups": OTHER_GROUPS, "a level gone": LEVEL_GONE, "another question": ASKED_NO_MORE, "no groups": NO_GROUPS}


def old_and_new(change: str) -> tuple[Ruleset, Ruleset]:
    text = OLD
    for before, after in (ANOTHER_DAY, *CHANGES[change]):
        assert before in text
        text = text.replace(before, after)
    return read_ruleset(OLD, file="old.yaml"), read_ruleset(text, file="new.yaml")


def budgets(ruleset: Ruleset, everything: dict[str, str]) -> Fraction | None:
    """What a person gets by one ruleset, asked only what it asks; None where that cannot be said."""
    known = {one.id for one in ruleset.document.questions}
    data = {
        "assessed_on": "2026-05-01",
        "baseline": "no_unpaid_support",
        "answers": {name: answer for name, answer in everything.items() if name in known},
    }
    if ruleset.document.client_groups:
        data["client_group"] = everything["client_group"]
    try:
        return score(ruleset, Assessment.from_dict(data)).step("indicative_budget")
    except AssessmentInvalid:
        return None


def losses(old: Ruleset, new: Ruleset) -> Iterator[Fraction]:
    """What everybody loses who can be assessed by both."""
    asked = {
        "client_group": [*dict.fromkeys([*(old.document.client_groups or ()), *(new.document.client_groups or ())])],
        "washing": ["none", "some", "all"],
        "nights": ["0", "1", "2", "3"],
    }
    if any(one.id == "more_nights" for one in new.document.questions):
        asked["more_nights"] = ["0", "1", "2", "3"]
    for values in product(*asked.values()):
        before, after = (budgets(one, dict(zip(asked, values, strict=True))) for one in (old, new))
        if before is not None and after is not None:
            yield before - after


@pytest.fixture(params=list(CHANGES), scope="module")
def compared(request: pytest.FixtureRequest) -> tuple[list[Fraction], Finding, Finding]:
    old, new = old_and_new(request.param)
    report = audit(new, against=old, laws=["P11", "P25"])
    return list(losses(old, new)), report.finding("P25"), report.finding("P11")


def test_losers_are_counted_exactly_where_the_two_do_not_ask_the_same(compared: tuple[list[Fraction], Finding, Finding]) -> None:
    lost, found, _ = compared
    assert found.verdict is Verdict.BROKEN
    assert found.worst is not None
    assert found.worst.least == found.worst.most == max(lost) * 100
    assert found.concerned == Fraction(sum(one > 5 for one in lost), len(lost))


def test_the_line_that_is_worth_less_is_named(compared: tuple[list[Fraction], Finding, Finding]) -> None:
    _, found, _ = compared
    assert [one.path for one in found.rules if one.path.startswith("budget_lines")]


def test_who_is_not_compared_is_said(compared: tuple[list[Fraction], Finding, Finding]) -> None:
    _, found, _ = compared
    assert any("only one of the two rulesets" in one.lower() for one in found.assumes)


def test_no_uprating_is_looked_for_where_the_two_ask_different_things(compared: tuple[list[Fraction], Finding, Finding]) -> None:
    assert compared[2].verdict is Verdict.NOT_APPLICABLE


def test_an_answer_by_days_of_which_one_ruleset_knows_a_level_less_is_compared_by_the_days_that_both_know() -> None:
    by_days = ("    ask: Washing?\n", "    ask: Washing?\n    fluctuating: {rule: mean_of_days, days: 3}\n")
    old = read_ruleset(OLD.replace(*by_days), file="old.yaml")
    text = OLD.replace(*by_days).replace(*ANOTHER_DAY)
    for before, after in (("{id: some, says: Some", "{id: a_little, says: Some"), ("older: 10.00", "older: 9.00")):
        text = text.replace(before, after)
    report = audit(read_ruleset(text, file="new.yaml"), against=old, laws=["P11", "P25"])
    found = report.finding("P25")
    assert found.worst is not None
    assert found.worst.least == found.worst.most == 900  # nine points, a pound less for each
    assert found.concerned == Fraction(2 * 4, 3 * 4 * 4)  # the older, with help on two days or three


GATED = (
    "  - {id: nights, kind: quantity",
    """\
  - id: moving
    kind: levels
    about: need
    ask: Moving?
    asked_when: {question: washing, is: all}
    not_asked_counts_as: walks
    levels: [{id: walks, says: I walk, points: 1}, {id: hoist, says: A hoist, points: 5}, {id: bed, says: In bed, points: 7}]
  - {id: nights, kind: quantity""",
)
READ = ("of: [washing]", "of: [washing, moving]")


def transition(*changes: tuple[str, str]) -> Finding:
    """What is found of a ruleset that asks about moving of some people only, against one with some changes."""
    old = OLD.replace(*GATED).replace(*READ)
    new = old.replace(*ANOTHER_DAY)
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    return audit(read_ruleset(new, file="new.yaml"), against=read_ruleset(old, file="old.yaml"), laws=["P25"]).finding("P25")


@pytest.mark.parametrize("seconds", [None, 0])
def test_where_a_question_that_is_not_asked_counts_as_an_answer_of_one_ruleset_alone_nothing_is_said_to_be_proved(
    seconds: int | None,
) -> None:
    old = OLD.replace(*GATED).replace(*READ)
    new = old.replace(*ANOTHER_DAY).replace("walks", "on_foot")
    report = audit(
        read_ruleset(new, file="new.yaml"), against=read_ruleset(old, file="old.yaml"), laws=["P25"], budget_seconds=seconds
    )
    found = report.finding("P25")
    assert found.verdict is Verdict.SAMPLED
    assert "moving is not asked" in found.says


def test_whom_only_one_ruleset_asks_is_said_to_be_compared_in_part() -> None:
    asked_of_others = transition(("asked_when: {question: washing, is: all}", "asked_when: {question: washing, at_least: some}"))
    assert any("only one of the two asks about moving" in one for one in asked_of_others.assumes)
    assert not any("only one of the two asks about" in one for one in transition().assumes)
