"""A file of budgets: every row of the caseload, amounts as decimals, and what was wrong beside the row."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from ras_engine.budget import IndicativeBudget
from ras_engine.edges.files import Caseload, read_caseload, write_budgets
from ras_engine.edges.files.budgets import guarded, pounds, problems_by_row
from ras_engine.edges.summary import spread_of, summary_of
from ras_engine.score.many import BudgetBatch, score_batch
from tests.unit.edges.people import example, made_up


@pytest.fixture(scope="module")
def batch() -> BudgetBatch:
    return score_batch(made_up(), example())


@pytest.fixture(scope="module")
def rows(batch: BudgetBatch, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    path = tmp_path_factory.mktemp("out") / "budgets.csv"
    write_budgets(path, made_up(), batch)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_there_in_its_order(rows: list[dict[str, str]]) -> None:
    assert [row["id"] for row in rows] == made_up()["id"]


def test_amounts_are_those_of_one_person_at_a_time(rows: list[dict[str, str]], batch: BudgetBatch) -> None:
    for place in range(0, len(rows), 37):
        if rows[place]["outcome"] != "amount":
            continue
        result = batch.explain(place)
        assert isinstance(result, IndicativeBudget)
        assert rows[place]["planning_amount"] == str(result.planning_amount.decimal)
        for line in result.lines:
            assert rows[place][f"line.{line.id}"] == str(line.carer_neutral_amount.decimal)
            assert rows[place][f"line.{line.id}.after_carers"] == str(line.after_carers.decimal)
        assert rows[place]["sign_off"] == result.decisions.sign_off
        assert rows[place]["referrals"] == ";".join(one.id for one in result.referrals)


def test_a_bad_row_has_codes_and_no_amount_and_never_nought(rows: list[dict[str, str]]) -> None:
    bad = [row for row in rows if row["outcome"] == "problem"]
    assert bad
    for row in bad:
        assert row["indicative_budget"] == row["line.home"] == row["sign_off"] == ""
        assert row["problem_codes"].startswith("RAS6")
        assert row["problems"]


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "06/04/2026", "20260406", "2026-W18-5", "2026-04-06T09:00"])
def test_a_day_that_is_none_is_a_problem_of_its_row_as_it_is_of_one_person(day: str) -> None:
    caseload = {**made_up(), "assessed_on": [day, *made_up()["assessed_on"][1:]]}
    scored = score_batch(caseload, example())
    assert [one.code for one in scored.problems(0)] == ["RAS620"]
    assert scored.counts["problem"] == made_up().rows // 100 + 1


def test_a_caseload_may_leave_the_day_out() -> None:
    caseload = {**made_up(), "assessed_on": [""] * made_up().rows}
    assert score_batch(caseload, example()).counts["problem"] == made_up().rows // 100


def test_a_referred_row_shows_its_referral_and_no_amount(batch: BudgetBatch, rows: list[dict[str, str]]) -> None:
    caseload = made_up(3_000)
    scored = score_batch(caseload, example())
    row = int(np.flatnonzero(scored.status == 1)[0])
    from ras_engine.edges.files.budgets import budget_columns, cells

    columns = {name: cells(column) for name, column in budget_columns(caseload, scored, {}).items()}
    assert columns["outcome"][row] == "referral"
    assert "complex" in columns["referrals"][row]
    assert columns["indicative_budget"][row] == columns["line.personal_care"][row] == ""


def test_a_column_of_the_caseload_with_a_name_of_ours_is_kept_under_another_name(batch: BudgetBatch, tmp_path: Path) -> None:
    caseload = Caseload({**made_up(), "outcome": ["mine"] * made_up().rows})
    write_budgets(tmp_path / "out.csv", caseload, batch)
    written = read_caseload(tmp_path / "out.csv")
    assert set(written["given.outcome"]) == {"mine"}
    assert set(written["outcome"]) <= {"amount", "referral", "problem"}


def test_no_column_of_the_caseload_is_lost_to_the_name_that_another_is_kept_under(batch: BudgetBatch, tmp_path: Path) -> None:
    mine = {name: [name] * made_up().rows for name in ("outcome", "given.outcome")}
    write_budgets(tmp_path / "out.csv", Caseload({**made_up(), **mine}), batch)
    written = read_caseload(tmp_path / "out.csv")
    assert [set(written[name]) for name in ("given.given.outcome", "given.outcome")] == [{"outcome"}, {"given.outcome"}]


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\tx", "\r=x", "=", "-", "--1"])
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+44", "-1.50", "007", "", "none", "O'Brien", "a=b", "2026-04-06", "1,000.00"])
def test_a_plain_cell_is_written_as_it_came(cell: str) -> None:
    assert guarded(cell) == cell


def test_formulas_are_guarded_in_carried_cells_and_names_unless_that_is_switched_off(batch: BudgetBatch, tmp_path: Path) -> None:
    caseload = Caseload({**made_up(), "=note": ["=HYPERLINK(1)"] * made_up().rows})
    write_budgets(tmp_path / "guarded.csv", caseload, batch)
    write_budgets(tmp_path / "kept.csv", caseload, batch, guard_formulas=False)
    assert set(read_caseload(tmp_path / "guarded.csv")["'=note"]) == {"'=HYPERLINK(1)"}
    assert set(read_caseload(tmp_path / "kept.csv")["=note"]) == {"=HYPERLINK(1)"}
    assert read_caseload(tmp_path / "guarded.csv")["carer_adjustment"] == read_caseload(tmp_path / "kept.csv")["carer_adjustment"]


@pytest.mark.parametrize(("pence", "text"), [(24500, "245.00"), (5, "0.05"), (-1200, "-12.00"), (-5, "-0.05"), (0, "0.00")])
def test_pence_are_written_as_decimals(pence: int, text: str) -> None:
    assert pounds(pence) == text


def test_a_failed_write_keeps_the_file_that_was_there(batch: BudgetBatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "budgets.csv"
    path.write_text("last week's", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_budgets(path, made_up(), batch)
    assert path.read_text(encoding="utf-8") == "last week's"
    assert list(tmp_path.iterdir()) == [path]


def test_the_cuts_of_a_spread_are_amounts_that_somebody_has() -> None:
    amounts = np.ma.array(np.arange(100, 1100, 100), mask=False)
    spread = spread_of(amounts)
    assert (spread.people, spread.total, spread.tenth, spread.half, spread.nine_tenths, spread.mean) == (
        10,
        5500,
        100,
        500,
        900,
        550,
    )
    assert spread_of(np.ma.array([7, 8], mask=[True, True])).people == 0


def test_the_summary_counts_everybody_once_and_adds_up(batch: BudgetBatch) -> None:
    summary = summary_of(batch, problems_by_row(batch))
    assert sum(summary.counts.values()) == summary.people == 400
    assert sum(group.all.people for group in summary.groups) == summary.counts["amount"]
    assert sum(group.all.total for group in summary.groups) == summary.totals["indicative_budget"]
    parts = ("carer_neutral_amount", "carer_adjustment", "carer_sustainability", "limit_adjustment", "rounding")
    assert sum(summary.totals[part] for part in parts) == summary.totals["indicative_budget"]
    assert all(group.high_need.people <= group.all.people for group in summary.groups)
    assert sum(one.rows for one in summary.problems) >= summary.counts["problem"] > 0
