"""`ras-engine equity`: exit codes that never pass for want of data, every form, and mistakes told before the work."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.edges.files import Caseload
from ras_engine.edges.files.csv_write import write_caseload
from ras_engine.edges.files.numbers import in_pence, pence, quantities
from ras_engine.edges.report.equity import report_schema
from ras_engine.errors import BatchInvalid
from ras_engine.score.many import score_batch
from tests.unit.edges.commands import Answer, ras
from tests.unit.edges.people import RULESET, example, made_up

Capture = pytest.CaptureFixture[str]
WIDE = ("--margin", "share=50%", "--margin", "money=900.00", "--margin", "index=0.9")
FEW = ("--draws", "200", "--bands", "2", "--groups", "half", "--cost", "agreed_cost", "--need", "need_score")


def column(name: str, cells: list[str]) -> Caseload:
    return Caseload({name: cells}, "caseload.csv", list(range(2, len(cells) + 2)))


def cost(pence: int, factor: int) -> str:
    return f"{pence * factor // 100}.{pence * factor % 100:02d}" if pence else ""


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two halves of one caseload, dealt out by turns; the plans of `unequal_cost` are twice as dear in one half."""
    people = made_up(700)
    amounts = [int(one) for one in score_batch(people, example()).carer_neutral_amount.filled(0)]
    halves = [("left", "right")[row % 2] for row in range(len(amounts))]
    more = {
        "half": halves,
        "agreed_cost": [cost(one, 1) for one in amounts],
        "unequal_cost": [cost(one, 2 if half == "left" else 1) for one, half in zip(amounts, halves, strict=True)],
        "need_score": [f"{one / 1000:.3f}" if one else "" for one in amounts],
    }
    path = tmp_path_factory.mktemp("equity") / "caseload.csv"
    write_caseload(path, Caseload({**people.columns, **more}))
    return path


def equity(capsys: Capture, *arguments: object) -> Answer:
    return ras(capsys, "equity", "--ruleset", RULESET, *arguments)


def test_a_disparity_is_a_finding(capsys: Capture, caseload: Path) -> None:
    answer = equity(capsys, caseload, *FEW, "--cost", "unequal_cost")
    assert answer.code == 1
    assert "Left" in answer.out
    assert "disparity" in answer.out
    assert "percentage points lower" in answer.out
    assert "What these figures cannot say" in answer.out
    assert "\x1b" not in answer.out


def test_every_gap_within_the_margin_is_good_and_no_margin_is_not(capsys: Capture, caseload: Path) -> None:
    good = equity(capsys, caseload, *FEW, *WIDE, "--format", "json")
    assert {gap["verdict"] for gap in good.data["gaps"]} == {"equitable within the margin"}
    assert good.code == 0
    unclear = equity(capsys, caseload, *FEW, "--format", "json")
    assert "disparity" not in {gap["verdict"] for gap in unclear.data["gaps"]}
    assert unclear.code == 5


def test_the_data_are_those_of_the_schema_and_name_the_ruleset(capsys: Capture, caseload: Path) -> None:
    data = equity(capsys, caseload, *FEW, *WIDE, "--format", "json", "--margin", "why=Paper 4", "--title", "One year").data
    jsonschema.Draft202012Validator(report_schema()).validate(data)
    assert data["ruleset"]["digest"] == example().digest
    assert data["title"] == "One year"
    margin = data["equity"]["settings"]["margin"]
    assert (margin["pence"], margin["share"], margin["why"]) == (90_000, 0.5, "Paper 4")
    assert (data["equity"]["settings"]["cost"], data["equity"]["settings"]["need"]) == ("agreed_cost", "need_score")


def test_the_schema_of_the_report_can_be_printed(capsys: Capture) -> None:
    answer = ras(capsys, "schema", "--of", "equity-report")
    assert answer.code == 0
    assert json.loads(answer.out) == report_schema()


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("markdown", "# Is the same need"), ("text", "Is the same")]
)
def test_a_report_is_written_to_a_file(capsys: Capture, caseload: Path, tmp_path: Path, form: str, begins: str) -> None:
    out = tmp_path / "report"
    answer = equity(capsys, caseload, *FEW, *WIDE, "--format", form, "--out", out)
    assert answer.code == 0
    assert answer.out == ""
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert "gaps between groups" in answer.err


def test_the_councils_reasons_come_from_a_file(capsys: Capture, caseload: Path, tmp_path: Path) -> None:
    reasons = tmp_path / "reasons.json"
    reasons.write_text(json.dumps({"half/left/high-need end": "A market that is dear."}), encoding="utf-8")
    answer = equity(capsys, caseload, *FEW, *WIDE, "--format", "markdown", "--reasons", reasons)
    assert "The council's reasons: A market that is dear." in answer.out
    reasons.write_text(json.dumps({"half/nobody/high-need end": "Why?"}), encoding="utf-8")
    assert equity(capsys, caseload, *FEW, *WIDE, "--reasons", reasons).code == 2


def test_need_by_the_rulesets_own_points_is_not_testable(capsys: Capture, caseload: Path) -> None:
    arguments = ("--draws", "200", "--bands", "2", "-g", "half", "--need", "measure.total_points", "--cost", "agreed_cost")
    data = equity(capsys, caseload, *arguments, "--format", "json").data
    assert data["verdicts"]["not testable for scoring bias"] > 0
    assert data["equity"]["settings"]["need_is_independent"] is False


def test_small_numbers_need_a_name_and_a_reason(capsys: Capture, caseload: Path) -> None:
    assert equity(capsys, caseload, *FEW, "--small-numbers-by", "A. Director").code == 2
    shown = equity(
        capsys,
        caseload,
        *FEW,
        *WIDE,
        "--format",
        "markdown",
        "--small-numbers-by",
        "A. Director",
        "--small-numbers-because",
        "Audit 7",
    )
    assert "A. Director decided this: Audit 7" in shown.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--margin", "share"),
        ("--margin", "share=x"),
        ("--margin", "fairness=3"),
        ("--margin", "money=1.234"),
        ("--price-of-care", "dear"),
        ("--out", "/nowhere/at/all"),
        ("--reasons", "/nowhere.json"),
        ("--against", RULESET),
        ("--set", "washing=all"),
    ],
)
def test_usage_errors_are_told(capsys: Capture, caseload: Path, arguments: tuple[object, ...]) -> None:
    answer = equity(capsys, caseload, *FEW, *arguments)
    assert answer.code == 2
    assert answer.out == ""


def test_a_column_that_is_not_there_or_cannot_be_read_is_unusable_data(capsys: Capture, caseload: Path) -> None:
    lost = equity(capsys, caseload, "--cost", "agred_cost")
    assert (lost.code, "RAS950" in lost.err, 'Did you mean "agreed_cost"?' in lost.err) == (3, True, True)
    unread = equity(capsys, caseload, "--cost", "half", "--format", "json")
    assert unread.code == 3
    assert [one["code"] for one in unread.data["problems"]] == ["RAS954"]
    assert equity(capsys, caseload).code == 3


@pytest.mark.parametrize(("written", "meant"), [("245", "24500"), ("245.5", "24550"), ("0.07", "7"), ("1.10", "110")])
def test_pounds_become_whole_pence_without_a_float(written: str, meant: str) -> None:
    assert in_pence(written) == meant
    assert pence(column("cost", [written, "", " "]), "cost") == [meant, "", ""]


@pytest.mark.parametrize("written", ["1,200", "1.234", "-5", "five", "£5", "1e3", "nan"])
def test_an_amount_that_could_be_misread_is_refused_at_its_line(written: str) -> None:
    with pytest.raises(BatchInvalid) as refused:
        pence(column("cost", ["1.00", written]), "cost")
    assert [(one.code, one.where.line) for one in refused.value.problems] == [("RAS954", 3)]


def test_a_quantity_may_be_negative_and_have_more_decimals() -> None:
    assert quantities(column("need", ["-0.125", "7", ""]), "need") == ["-0.125", "7", ""]
