from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget
from ras_engine.errors import Problem, RulesetInvalid
from ras_engine.policy.uprating import amounts_in, load_uprating, read_uprating, uprate, value_at
from ras_engine.rulebook import Rulebook, examples_path, load_examples, load_ruleset
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from tests.unit.small import BODY, header, small

EXAMPLE = load_ruleset(Path(__file__).parents[3] / "rulesets" / "example-borough" / "2026-04-06.yaml")
FINE = "round: {to: 0.0000001, direction: half_up}"
PENNY = "round: {to: 0.01, direction: half_up}"
HEAD = """\
schema: ras-uprating/1
scheme: {scheme}
from: {{effective_from: {before}, revision: 1}}
effective_from: {after}
revision: 1
why: "Uprating: agreed in \\"full\\" council"
factors:
"""
EVERYTHING = (
    BODY.replace(
        "budget_lines:\n",
        """\
prices:
  hour: {unit: hour, amount: 20.00, source: Contract}
  visit: {unit: visit, by_deployment: {direct_payment: '12.50', council_managed: "13.50"}, source: Contract}  # two ways
reference_amounts:
  wage: {amount: 12.21, per: week, source: The wage}
budget_lines:
  - kind: largest_of
    id: either
    lines:
      - {id: one, kind: fixed, amount: 10.00}
      - {id: other, kind: fixed, amount: 11}
  - id: sloping
    kind: sloped_bands
    of: washing
    bands:
      - {from: 0, starts_at: 30.00, per_point: -1.50}  # it falls
  - {id: hours, kind: price, quantity: how_many, price: hour}
  - {id: visits, kind: price, quantity: how_many_visits, price: visit}
  - {id: wages, kind: of_reference, reference: wage, share: 50%}
  - {id: cells, kind: lookup, by: [washing], amounts: {none: 0, some: 5.00, all: 9.00}}
""",
    ).replace(
        "questions:\n",
        """\
deployments: {direct_payment: {}, council_managed: {}}
questions:
  - {id: how_many, kind: quantity, about: need, ask: Hours, unit: hour, minimum: 0, maximum: 10, step: 1, if_missing: required}
  - {id: how_many_visits, kind: quantity, about: need, ask: V, unit: visit, minimum: 0, maximum: 9, step: 1, if_missing: required}
""",
    )
    + """\
limits:
  maximum: {amount: 300.00, refer: look}
referral:
  - {id: look, indicative_budget: shown, says: Look.}
sign_off:
  - {id: panel, when: {amount: indicative_budget, more_than: 120}, says: A panel.}
  - {id: manager, otherwise: yes, says: A manager.}
audit:
  largest_step: {amount: 95.00, why: Decided, decided_on: 2025-01-01}
"""
)


def uprating(
    *factors: str, scheme: str = "small/adults", before: str = "2025-04-07", after: str = "2026-04-06", more: str = ""
) -> str:
    lines = "".join(f"  - {{{factor}}}\n" for factor in factors)
    return HEAD.format(scheme=scheme, before=before, after=after).replace("factors:", f"{more}factors:") + lines


def uprated(ruleset: Ruleset, *factors: str, **words: str) -> Ruleset:
    before = ruleset.effective_from.isoformat()
    text = uprating(*factors, scheme=ruleset.scheme, before=before, **{"after": "2027-04-05", **words})
    return read_ruleset(uprate(ruleset, read_uprating(text, file="u.yaml")), file="uprated.yaml")


def amounts(ruleset: Ruleset) -> dict[tuple[str | int, ...], Fraction]:
    return {money.path: Fraction(str(value_at(ruleset, money.path))) for money in amounts_in(ruleset)}


def problems(text: str, ruleset: Ruleset | None = None) -> tuple[Problem, ...]:
    with pytest.raises(RulesetInvalid) as caught:
        uprate(ruleset or small("2025-04-07"), read_uprating(text, file="u.yaml"))
    assert all(one.where.file == "u.yaml" and one.where.line for one in caught.value.problems)
    return caught.value.problems


def people(ruleset: Ruleset) -> Iterator[Assessment]:
    examples = load_examples(examples_path(EXAMPLE.located.file))
    return (Assessment.from_dict(case.assessment) for case in examples.document.cases)


def test_every_kind_of_money_is_found_and_nothing_else() -> None:
    assert set(amounts(small("2025-04-07", body=EVERYTHING))) == {
        ("prices", "hour", "amount"),
        ("prices", "visit", "by_deployment", "direct_payment"),
        ("prices", "visit", "by_deployment", "council_managed"),
        ("reference_amounts", "wage", "amount"),
        ("budget_lines", 0, "lines", 0, "amount"),
        ("budget_lines", 0, "lines", 1, "amount"),
        ("budget_lines", 1, "bands", 0, "starts_at"),
        ("budget_lines", 1, "bands", 0, "per_point"),
        ("budget_lines", 5, "amounts", "none"),
        ("budget_lines", 5, "amounts", "some"),
        ("budget_lines", 5, "amounts", "all"),
        ("budget_lines", 6, "per_point"),
        ("limits", "maximum", "amount"),
        ("sign_off", 0, "when", "more_than"),
        ("audit", "largest_step", "amount"),
    }


def test_every_amount_is_its_old_one_times_the_factor_rounded_and_nothing_else_changes() -> None:
    new, old = amounts(uprated(EXAMPLE, f"what: all_money, factor: 1.045, {PENNY}")), amounts(EXAMPLE)
    assert new.keys() == old.keys()
    assert len(old) > 80
    for path, before in old.items():
        exact = before * Fraction("1.045") * 100
        half_up = Fraction((2 * exact + 1) // 2, 100)
        assert new[path] == (before if path[0] == "audit" else half_up)


def test_everyone_moves_by_the_index_within_a_penny_for_each_rounding() -> None:
    new = uprated(EXAMPLE, f"what: all_money, factor: 1.045, {FINE}", f"what: limits, factor: 1.045, {PENNY}")
    factor = Fraction("1.045")
    scored = 0
    for person in people(EXAMPLE):
        before, after = score(EXAMPLE, person), score(new, person)
        assert after.outcome == before.outcome
        if isinstance(before, IndicativeBudget) and isinstance(after, IndicativeBudget):
            scored += 1
            for old_line, new_line in zip(before.lines, after.lines, strict=True):
                moved = abs(new_line.carer_neutral_amount.pence - factor * old_line.carer_neutral_amount.pence)
                assert moved <= 2  # a penny for the rounding of each of the two
            roundings = 2 * (len(before.lines) + 2)
            assert abs(after.before_limits.pence - factor * before.before_limits.pence) <= roundings
    assert scored > 5


def test_comments_and_lines_stay_and_only_amounts_and_the_head_change() -> None:
    text = EXAMPLE.located.text
    new = uprated(EXAMPLE, f"what: prices, factor: 1.02, {PENNY}").located.text
    start, new_start = text.index("baseline:"), new.index("baseline:")
    old_body, new_body = text[start:].splitlines(), new[new_start:].splitlines()
    assert len(old_body) == len(new_body)
    different = [old for old, now in zip(old_body, new_body, strict=True) if old != now]
    assert len(different) == len(EXAMPLE.document.prices or {})
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in new.splitlines() if line.startswith("#")
    ]


def test_a_factor_of_one_changes_no_line_below_the_head() -> None:
    old = small("2025-04-07", body=EVERYTHING)
    new = uprate(old, read_uprating(uprating(f"what: all_money, factor: 1, {PENNY}")))
    assert new[new.index("baseline:") :] == old.located.text[old.located.text.index("baseline:") :]


def test_the_new_ruleset_is_a_draft_that_follows_the_old_one_and_says_why() -> None:
    old = small("2025-04-07")
    new = uprated(old, f"what: all_money, factor: 1.1, {PENNY}", more="published_on: 2027-02-01\nsource: Report 7\n")
    document = new.document
    assert (new.status, new.effective_from, new.revision) == ("draft", date(2027, 4, 5), 1)
    assert document.supersedes is not None
    assert (document.supersedes.effective_from, document.supersedes.revision) == (date(2025, 4, 7), "1")
    assert (document.authority, document.why, document.source) == (None, 'Uprating: agreed in "full" council', "Report 7")
    assert document.published_on == date(2027, 2, 1)
    assert Rulebook.of([old, new]).in_force_on(date(2027, 4, 5)) == old


def test_what_was_said_of_the_old_ruleset_is_not_said_of_the_new_one() -> None:
    old = small("2025-04-07", body="why: >-\n  An old\n  reason.\nsource: 'Old report'  # here\n" + BODY)
    new = uprated(old, f"what: all_money, factor: 1.1, {PENNY}")
    assert (new.document.source, new.document.published_on) == (None, None)
    assert "old" not in new.located.text.lower()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay_as_they_are(newline: str) -> None:
    text = (header("2025-04-07", status='status: "draft"\n') + BODY).replace("\n", newline)
    old = read_ruleset(text.encode(), file="old.yaml")
    new = uprate(old, read_uprating(uprating(f"what: all_money, factor: 1.1, {PENNY}")))
    assert new.count("\n") == new.count(newline)
    assert '"draft"' in new
    assert read_ruleset(new).effective_from == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("prices", {"prices"}),
        ("prices.hour", {"prices"}),
        ("reference_amounts", {"reference_amounts"}),
        ("limits.maximum", {"limits"}),
        ("budget_lines.cells", {"budget_lines"}),
        ("budget_lines.either.other", {"budget_lines"}),
        ("sign_off.panel", {"sign_off"}),
        ("audit", {"audit"}),
    ],
)
def test_only_what_is_named_is_uprated(what: str, changed: set[str]) -> None:
    old = small("2025-04-07", body=EVERYTHING)
    before, after = amounts(old), amounts(uprated(old, f"what: {what}, factor: 2, {PENNY}"))
    moved = {path for path in before if before[path] != after[path]}
    assert moved
    assert {path[0] for path in moved} == changed
    assert all(after[path] == 2 * before[path] for path in moved)


def test_the_inner_lines_of_a_line_can_be_named_alone() -> None:
    old = small("2025-04-07", body=EVERYTHING)
    after = amounts(uprated(old, f"what: budget_lines.either.other, factor: 2, {PENNY}"))
    assert after["budget_lines", 0, "lines", 0, "amount"] == 10
    assert after["budget_lines", 0, "lines", 1, "amount"] == 22


def test_where_two_factors_fit_the_nearer_one_counts() -> None:
    old = small("2025-04-07", body=EVERYTHING)
    factors = {"prices.hour": "3", "all_money": "1.1", "prices": "2"}
    after = amounts(uprated(old, *(f"what: {what}, factor: {factor}, {PENNY}" for what, factor in factors.items())))
    assert after["prices", "hour", "amount"] == 60
    assert after["prices", "visit", "by_deployment", "direct_payment"] == 25
    assert after["limits", "maximum", "amount"] == 330
    assert after["audit", "largest_step", "amount"] == 95


def test_prices_for_each_point_are_money_and_keep_their_sign() -> None:
    after = amounts(uprated(small("2025-04-07", body=EVERYTHING), f"what: budget_lines.sloping, factor: 1.04, {PENNY}"))
    assert after["budget_lines", 1, "bands", 0, "per_point"] == Fraction("-1.56")
    assert after["budget_lines", 1, "bands", 0, "starts_at"] == Fraction("31.20")


def test_a_value_keeps_its_decimals_and_its_quotes() -> None:
    old = small("2025-04-07", body=EVERYTHING)
    new = uprate(old, read_uprating(uprating("what: prices, factor: 2, round: {to: 1, direction: half_up}")))
    assert "direct_payment: '25.00', council_managed: \"27.00\"" in new


def test_every_problem_of_an_uprating_comes_at_once_with_its_line() -> None:
    text = uprating(
        f"what: prises, factor: 1.1, {PENNY}",
        f"what: questions, factor: 1.1, {PENNY}",
        f"what: limits, factor: 1.1, {PENNY}",
        f"what: limits, factor: 1.2, {PENNY}",
        "what: audit, factor: 1.111, round: {to: 0.001, direction: half_up}",
        before="2025-04-08",
        after="2025-04-07",
    )
    found = problems(text, small("2025-04-07", body=EVERYTHING))
    assert [one.code for one in found] == ["RAS840", "RAS845", "RAS841", "RAS842", "RAS843", "RAS844"]
    assert found[2].remedy == 'Did you mean "prices"?'


def test_an_uprating_names_the_very_text_it_was_agreed_for() -> None:
    ruleset = small("2025-04-07")
    text = uprating(f"what: all_money, factor: 1.1, {PENNY}")
    right = text.replace("revision: 1}", f"revision: 1, digest: {ruleset.digest}}}")
    assert uprate(ruleset, read_uprating(right)) == uprate(ruleset, read_uprating(text))
    assert [one.code for one in problems(text.replace("revision: 1}", f"revision: 1, digest: {'0' * 64}}}"))] == ["RAS840"]
    assert [one.code for one in problems(text.replace("small/adults", "other/adults"))] == ["RAS840"]


def test_a_ruleset_in_one_pair_of_brackets_is_refused() -> None:
    ruleset = read_ruleset(json.dumps(small("2025-04-07").located.data), file="one.yaml")
    with pytest.raises(RulesetInvalid, match="RAS846"):
        uprate(ruleset, read_uprating(uprating(f"what: all_money, factor: 1.1, {PENNY}")))


def test_an_amount_of_too_many_digits_is_a_problem_of_the_factor() -> None:
    found = problems(uprating("what: all_money, factor: 1.01234567890123, round: {to: 0.00000000000001, direction: half_up}"))
    assert {one.code for one in found} == {"RAS848"}


def test_a_ruleset_that_no_longer_fits_together_is_a_problem_of_the_factors() -> None:
    old = small("2025-04-07", body=EVERYTHING)
    (dead,) = problems(uprating(f"what: sign_off.panel, factor: 10, {PENNY}"), old)
    assert dead.code == "RAS847"
    assert "can never hold" in dead.message
    (parts_of_a_penny,) = problems(uprating(f"what: limits, factor: 1.00001, {FINE}"), old)
    assert parts_of_a_penny.code == "RAS847"


def test_an_uprating_is_read_from_its_file_with_its_own_problems(tmp_path: Path) -> None:
    path = tmp_path / "2026.uprating.yaml"
    path.write_text(uprating(f"what: all_money, factor: 1.1, {PENNY}"), encoding="utf-8")
    assert load_uprating(path).document.factors[0].factor == Fraction("1.1")
    path.write_text(uprating("what: all_money, factor: 4%"), encoding="utf-8")
    with pytest.raises(RulesetInvalid) as caught:
        load_uprating(path)
    assert [one.code for one in caught.value.problems] == ["RAS101", "RAS112"]
    with pytest.raises(RulesetInvalid, match="RAS501"):
        load_uprating(tmp_path / "nowhere.yaml")
