"""Accepted failures: each with a reason and an end, none that is worse than what was accepted, and no clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ras_engine.audit import audit
from ras_engine.edges.audit.baseline import Baseline, read_baseline
from ras_engine.edges.audit.judged import Judgement, Standing, judged
from ras_engine.edges.audit.words import opening, status
from ras_engine.errors import RulesetInvalid
from tests.audit_command.flawed import four_laws, report, ruleset

TEXT = Path(__file__).with_name("baseline.yaml").read_text(encoding="utf-8")
BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)


def baseline(text: str = TEXT) -> Baseline:
    return read_baseline(text, file="baseline.yaml")


def at(day: date, text: str = TEXT) -> Judgement:
    return judged(four_laws(), ruleset(), baseline=baseline(text), on=day)


def standing(judgement: Judgement, law: str) -> Standing:
    return next(one.standing for one in judgement.laws if one.finding.law == law)


def test_an_accepted_failure_fails_again_on_the_day_on_which_it_ends() -> None:
    assert standing(at(BEFORE), "P6") is Standing.ACCEPTED
    assert standing(at(AFTER), "P6") is Standing.BROKEN
    assert "which has come" in status(next(one for one in at(AFTER).laws if one.finding.law == "P6"))


def test_what_is_not_accepted_stays_broken_and_decides_the_exit_code() -> None:
    assert standing(at(BEFORE), "P1") is Standing.BROKEN
    assert at(BEFORE).exit_code == 1
    alone = judged(audit(ruleset(), laws=["P6"]), ruleset(), baseline=baseline(), on=BEFORE)
    assert alone.exit_code == 0
    assert judged(audit(ruleset(), laws=["P6"]), ruleset(), baseline=baseline(), on=AFTER).exit_code == 1


def test_a_failure_that_grew_worse_is_another_one() -> None:
    assert standing(at(BEFORE, TEXT.replace("amount: 100.00", "amount: 99.99")), "P6") is Standing.BROKEN
    assert standing(at(BEFORE, TEXT.replace("amount: 100.00", "share: 50%")), "P6") is Standing.BROKEN
    share = TEXT.replace("law: P6", "law: P3")
    whole = judged(report(), ruleset(), baseline=baseline(share.replace("amount: 100.00", "share: 93.55%")), on=BEFORE)
    assert standing(whole, "P3") is Standing.ACCEPTED
    less = judged(report(), ruleset(), baseline=baseline(share.replace("amount: 100.00", "share: 93.54%")), on=BEFORE)
    assert standing(less, "P3") is Standing.BROKEN


def test_a_fall_at_the_top_is_compared_as_a_fall() -> None:
    text = TEXT.replace("law: P6", "law: P20").replace("amount: 100.00", "amount: 48.00")
    assert standing(judged(report(), ruleset(), baseline=baseline(text), on=BEFORE), "P20") is Standing.ACCEPTED
    text = text.replace("amount: 48.00", "amount: 47.99")
    assert standing(judged(report(), ruleset(), baseline=baseline(text), on=BEFORE), "P20") is Standing.BROKEN


def test_an_open_law_can_be_accepted_too() -> None:
    hurried = audit(ruleset(), laws=["P6"], budget_seconds=0)
    assert standing(judged(hurried, ruleset()), "P6") is Standing.OPEN
    text = TEXT.replace("    no_worse_than: {amount: 100.00}\n", "")
    assert standing(judged(hurried, ruleset(), baseline=baseline(text), on=BEFORE), "P6") is Standing.ACCEPTED


def test_an_entry_that_nothing_fails_for_is_told() -> None:
    assert [one.law for one in at(BEFORE).unused] == ["P2"]
    assert any("P2" in sentence for sentence in opening(at(BEFORE)))


def test_a_baseline_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="which day"):
        judged(four_laws(), ruleset(), baseline=baseline())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TEXT.replace("law: P6", "law: P66"), {"RAS979"}),
        (TEXT.replace("law: P2", "law: P6"), {"RAS978"}),
        (TEXT.replace("    why: The step goes with the October revision.\n", ""), {"RAS101"}),
        (TEXT.replace("expires_on: 2026-10-01\n    no", "expires_on: never\n    no"), {"RAS117"}),
        (TEXT.replace("expires_on", "expires", 1), {"RAS100", "RAS101"}),
        (TEXT.replace("{amount: 100.00}", "{amount: 100.00, share: 3%}"), {"RAS121"}),
        ("schema: ras-audit-baseline/1\nscheme: x\naccepted: []\n", {"RAS122"}),
    ],
)
def test_every_mistake_in_the_list_is_told_at_its_line(text: str, codes: set[str]) -> None:
    with pytest.raises(RulesetInvalid) as refused:
        baseline(text)
    assert {one.code for one in refused.value.problems} == codes
    assert all(one.where.line and one.where.file == "baseline.yaml" for one in refused.value.problems)
