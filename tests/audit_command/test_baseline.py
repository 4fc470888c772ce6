"""Accepted failures: each with a reason and an end, none that is worse than what was accepted, and no clock."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from ras_engine.audit import Verdict, Worst, audit
from ras_engine.edges.audit.baseline import Baseline, read_baseline
from ras_engine.edges.audit.judged import Judgement, Standing, judged
from ras_engine.edges.audit.words import opening, status
from ras_engine.errors import RulesetInvalid
from tests.audit_command.flawed import FILE, four_laws, report, ruleset

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


def test_an_entry_does_not_count_before_the_day_on_which_it_was_decided() -> None:
    decided = date(2026, 4, 20)
    assert standing(at(decided), "P6") is Standing.ACCEPTED
    early = at(date(2026, 4, 19))
    assert standing(early, "P6") is Standing.BROKEN
    assert "which has not come yet" in status(next(one for one in early.laws if one.finding.law == "P6"))


def test_what_is_not_ruled_out_of_an_open_law_must_not_be_worse_than_what_was_accepted() -> None:
    (found,) = audit(ruleset(), laws=["P6"]).findings
    text = TEXT.replace("amount: 100.00", "amount: 150.00")
    for most, stands in ((15_000, Standing.ACCEPTED), (15_001, Standing.OPEN), (None, Standing.OPEN)):
        open_ = replace(found, verdict=Verdict.BOUNDED, worst=Worst(0, most), witnesses=())
        report = replace(four_laws(), findings=(open_,))
        assert standing(judged(report, ruleset(), baseline=baseline(text), on=BEFORE), "P6") is stands


@pytest.mark.parametrize(
    ("day", "law", "told"),
    [
        (BEFORE, "P2", ("RAS983", 11, "it is proved", "Take the entry out")),
        (AFTER, "P6", ("RAS984", 5, "accepted until 2026-10-01, which has come", "decided anew")),
        (date(2026, 1, 1), "P6", ("RAS984", 5, "accepted from 2026-04-20 on", "decided anew")),
    ],
)
def test_an_entry_that_does_not_count_is_told_with_its_line_and_what_to_do(
    day: date, law: str, told: tuple[str, int, str, str]
) -> None:
    code, line, says, remedy = told
    (one,) = [one for one in at(day).notes if f"{law} " in one.message]
    assert (one.code, one.where.file, one.where.line) == (code, "baseline.yaml", line)
    assert says in one.message
    assert remedy in one.remedy


def test_an_entry_that_covers_its_failure_or_was_not_looked_at_needs_no_word() -> None:
    assert [one.code for one in at(BEFORE).notes] == ["RAS983"]
    alone = judged(audit(ruleset(), laws=["P12"]), ruleset(), baseline=baseline(), on=BEFORE)
    assert (alone.notes, alone.unused) == ((), ())


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
        (TEXT.replace("law: P6", "law: p6"), {"RAS979"}),
        (TEXT.replace("law: P2", "law: P6"), {"RAS978"}),
        (TEXT.replace("expires_on: 2026-10-01", "expires_on: 2026-04-20"), {"RAS982"}),
        (
            TEXT.replace("law: P2", "law: P7x").replace("expires_on: 2026-10-01\n    no", "expires_on: 2026-04-19\n    no"),
            {"RAS979", "RAS982"},
        ),
        (TEXT.replace("audit-baseline/1", "audit-baseline/2"), {"RAS120"}),
        (FILE.read_text(encoding="utf-8"), {"RAS120"}),
        (TEXT.replace("schema: ras-audit-baseline/1\n", ""), {"RAS101"}),
        (TEXT + "until: 2027-01-01\n", {"RAS100"}),
        ("", {"RAS004"}),
        ("accepted", {"RAS005"}),
        ("- P6\n", {"RAS005"}),
        (TEXT.replace("The step", "The \0 step"), {"RAS006"}),
        ("[" * 5_000, {"RAS011"}),
        ('{"schema": "ras-audit-baseline/1", "sch', {"RAS023"}),
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


def test_a_list_of_another_scheme_is_refused_with_everything_else_that_is_wrong() -> None:
    with pytest.raises(RulesetInvalid) as refused:
        read_baseline(TEXT.replace("law: P6", "law: P66"), file="baseline.yaml", scheme="other/adults")
    assert [(one.code, one.where.line) for one in refused.value.problems] == [("RAS981", 3), ("RAS979", 5)]
    assert "Did you mean P6 (No cliff)?" in refused.value.problems[1].remedy
    with pytest.raises(ValueError, match="the ruleset is of other"):
        judged(four_laws(), SimpleNamespace(scheme="other/adults"), baseline=baseline(), on=BEFORE)  # type: ignore[arg-type]


def test_json_is_read_as_well_and_bytes_that_are_no_text_are_refused() -> None:
    entry = {"law": "P6", "why": "So.", "decided_on": "2026-04-20", "expires_on": "2026-10-01"}
    text = json.dumps({"schema": "ras-audit-baseline/1", "scheme": "flawed/adults", "accepted": [entry]}, indent="\t")
    assert standing(at(BEFORE, text), "P6") is Standing.ACCEPTED
    for odd in (TEXT.encode("utf-16"), b"\xff\xfe\x00", bytes(range(256))):
        with pytest.raises(RulesetInvalid) as refused:
            read_baseline(odd, file="baseline.yaml")
        assert all(one.where.line and one.remedy for one in refused.value.problems)
