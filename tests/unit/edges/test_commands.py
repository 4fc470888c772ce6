"""Each command: what it gives, its exit code, and that JSON is JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ras_engine.edges.files import Caseload, read_caseload
from ras_engine.edges.files.csv_write import write_caseload
from tests.unit.edges.commands import ras
from tests.unit.edges.people import EXAMPLE, PERSON, ROOT, RULESET, made_up

Capture = pytest.CaptureFixture[str]
BAD = ROOT / "tests" / "rulesets_bad" / "RAS025_second_colon.yaml"


@pytest.fixture
def caseload(tmp_path: Path) -> Path:
    path = tmp_path / "caseload.csv"
    write_caseload(path, made_up())
    return path


@pytest.fixture
def bad_ruleset(tmp_path: Path) -> Path:
    text = (
        RULESET.read_text(encoding="utf-8")
        .replace("status: approved", "status: aproved")
        .replace("of: eating_points", "of: eatng_points")
    )
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def bad_person(tmp_path: Path) -> Path:
    path = tmp_path / "bad.json"
    path.write_text(PERSON.read_text(encoding="utf-8").replace('"washing": "all"', '"washing": "every day"'), encoding="utf-8")
    return path


def test_check_tells_of_good_rulesets_and_their_examples(capsys: Capture) -> None:
    answer = ras(capsys, "check", EXAMPLE)
    assert answer.code == 0
    assert answer.out.count("worked examples come out to the penny") == 2
    assert "a rulebook without gaps or forks" in answer.out


def test_check_finds_every_problem_at_its_line_and_shows_it(capsys: Capture, bad_ruleset: Path) -> None:
    answer = ras(capsys, "check", bad_ruleset)
    assert answer.code == 1
    assert f"{bad_ruleset}:" in answer.out
    assert "status: aproved" in answer.out
    assert "^" in answer.out
    assert "eatng_points" in answer.out


def test_check_finds_an_example_that_does_not_come_out(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(EXAMPLE, folder)
    examples = folder / "2026-04-06.examples.yaml"
    examples.write_text(
        examples.read_text(encoding="utf-8").replace("line.personal_care: 26.22", "line.personal_care: 26.23"), encoding="utf-8"
    )
    for path in (folder, folder / "2026-04-06.yaml", examples):
        answer = ras(capsys, "check", path, "--format", "json")
        assert answer.code == 1
        assert [one["code"] for one in answer.data["problems"]] == ["RAS801"]


def test_check_notices_an_approved_ruleset_that_was_changed_after_it_was_locked(capsys: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(EXAMPLE, folder)
    (folder / "rulebook.lock").unlink(missing_ok=True)
    assert ras(capsys, "lock", folder).code == 0
    assert "locked already" in ras(capsys, "lock", folder).out
    ruleset = folder / "2025-04-07.yaml"
    ruleset.write_text(ruleset.read_text(encoding="utf-8").replace("Report", "Another report", 1), encoding="utf-8")
    answer = ras(capsys, "check", folder, "--format", "json")
    assert answer.code == 1
    assert "RAS530" in {one["code"] for one in answer.data["problems"]}


def test_score_shows_the_amounts_and_keeps_text_plain(capsys: Capture) -> None:
    answer = ras(capsys, "score", "--ruleset", RULESET, PERSON)
    assert answer.code == 0
    assert "Indicative budget" in answer.out
    assert "\x1b" not in answer.out
    assert answer.err == ""


def test_score_takes_the_ruleset_in_force_on_the_day_of_the_assessment(capsys: Capture) -> None:
    by_folder = ras(capsys, "score", "-r", EXAMPLE, PERSON, "-f", "json")
    assert by_folder.data == ras(capsys, "score", "-r", RULESET, PERSON, "-f", "json").data
    earlier = ras(capsys, "score", "-r", EXAMPLE, "--on", "2025-06-01", PERSON, "-f", "json")
    assert earlier.data["stamp"]["effective_from"] == "2025-04-07"


def test_a_stored_result_is_replayed_to_the_penny_and_a_changed_one_is_found(capsys: Capture, tmp_path: Path) -> None:
    stored = tmp_path / "result.json"
    stored.write_text(ras(capsys, "score", "-r", RULESET, PERSON, "-f", "json").out, encoding="utf-8")
    assert ras(capsys, "replay", "-r", EXAMPLE, stored).code == 0
    data = json.loads(stored.read_text(encoding="utf-8"))
    budget = data["amounts"]["indicative_budget"]
    data["amounts"]["indicative_budget"] = "1.00"
    stored.write_text(json.dumps(data), encoding="utf-8")
    answer = ras(capsys, "replay", "-r", EXAMPLE, stored)
    assert answer.code == 1
    assert f"stored 1.00, now {budget}" in answer.out


def test_explain_gives_the_working_in_four_forms_and_two_languages(capsys: Capture) -> None:
    text = ras(capsys, "explain", "-r", RULESET, PERSON)
    assert "How to challenge it" in text.out
    assert ras(capsys, "explain", "-r", RULESET, PERSON, "-f", "markdown").out.startswith("#")
    page = ras(capsys, "explain", "-r", RULESET, PERSON, "-f", "html").out
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert ras(capsys, "explain", "-r", RULESET, PERSON, "-f", "json").data["schema"].startswith("ras-explanation/")
    assert "Bwrdeistref Enghraifft" in ras(capsys, "explain", "-r", RULESET, PERSON, "-l", "cy").out


def test_what_if_shows_the_difference_and_withdrawn_support(capsys: Capture) -> None:
    data = ras(capsys, "what-if", "-r", RULESET, PERSON, "-c", "washing=none", "-c", "carer_support=no_carer", "-f", "json").data
    assert {one["name"] if "name" in one else str(one) for one in data["inputs"]}
    assert data["indicative_budget"]["difference"] is not None
    answer = ras(capsys, "what-if", "-r", RULESET, PERSON, "-c", "washing=every day")
    assert answer.code == 3
    assert "RAS602" in answer.err


def test_what_if_changes_support_in_an_area_whose_facts_are_known(capsys: Capture) -> None:
    person = json.loads(PERSON.read_text(encoding="utf-8"))
    area = next(iter(person["carer_support"]))
    answer = ras(capsys, "what-if", "-r", RULESET, PERSON, "-c", f"carer.{area}=", "-f", "json")
    assert answer.code == 0
    assert (
        int(
            answer.data["indicative_budget"]["difference"]["pence"]
            if isinstance(answer.data["indicative_budget"]["difference"], dict)
            else 1
        )
        >= 0
    )
    assert ras(capsys, "what-if", "-r", RULESET, PERSON, "-c", "carer.gardening=most").code == 2


def test_batch_writes_every_row_and_finds_the_bad_ones(capsys: Capture, caseload: Path, tmp_path: Path) -> None:
    out = tmp_path / "budgets.csv"
    answer = ras(capsys, "batch", "-r", RULESET, caseload, "--out", out)
    assert answer.code == 1
    assert answer.out == ""
    assert "400  " in answer.err
    assert "RAS602" in answer.err
    assert read_caseload(out)["id"] == made_up()["id"]


def test_batch_with_good_rows_only_is_good(capsys: Capture, caseload: Path, tmp_path: Path) -> None:
    lines = caseload.read_text(encoding="utf-8").splitlines(keepends=True)
    good = [line for line, way in zip(lines[1:], made_up()["made_wrong"], strict=True) if not way]
    caseload.write_text("".join([lines[0], *good]), encoding="utf-8")
    answer = ras(capsys, "batch", "-r", RULESET, caseload, "--out", tmp_path / "budgets.csv", "-f", "json")
    assert answer.code == 0
    assert answer.data["people"] == len(good) == answer.data["outcomes"]["amount"] + answer.data["outcomes"]["referral"]
    assert answer.err == ""


def test_batch_can_be_given_a_column_that_the_file_does_not_have(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    columns = {name: cells for name, cells in made_up().items() if name != "baseline"}
    path.write_text(
        "\n".join([",".join(columns), *(",".join(row) for row in zip(*columns.values(), strict=True))]), encoding="utf-8"
    )
    refused = ras(capsys, "batch", "-r", RULESET, path, "-o", tmp_path / "out.csv", "-f", "json")
    assert refused.code == 3
    assert [(one["code"], one["path"]) for one in refused.data["problems"]] == [("RAS701", "baseline")]
    assert not (tmp_path / "out.csv").exists()
    assert ras(capsys, "batch", "-r", RULESET, path, "-o", tmp_path / "out.csv", "--set", "baseline=no_unpaid_support").code == 1


def test_batch_tells_of_ids_that_stand_twice_and_scores_both_rows(capsys: Capture, tmp_path: Path) -> None:
    columns = {**made_up(), "id": ["SYN-000002", *made_up()["id"][1:]]}
    write_caseload(tmp_path / "caseload.csv", Caseload(columns))
    answer = ras(capsys, "batch", "-r", RULESET, tmp_path / "caseload.csv", "-o", tmp_path / "out.csv")
    assert "1 id stands in more than one row, first on line 2 and line 3." in answer.err
    assert read_caseload(tmp_path / "out.csv").rows == made_up().rows


def test_batch_refuses_a_file_that_cannot_be_read_and_writes_nothing(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    path.write_bytes(b"id,washing\n1,caf\xe9\n2\n")
    answer = ras(capsys, "batch", "-r", RULESET, path, "-o", tmp_path / "out.csv")
    assert answer.code == 3
    assert "RAS710" in answer.err
    assert "RAS714" in answer.err
    assert list(tmp_path.iterdir()) == [path]


def test_questionnaire_is_a_form_with_every_question_in_both_languages(capsys: Capture) -> None:
    english = ras(capsys, "questionnaire", "-r", RULESET).out
    data = ras(capsys, "questionnaire", "-r", RULESET, "-f", "json").data
    assert len(data["questions"]) == english.count("\n### ") - len(data["carer_support"])
    assert all(f"{question['ask']}" in english for question in data["questions"])
    assert all(f"`{answer['id']}`" in english for question in data["questions"] for answer in question.get("answers", []))
    assert "Only where “Moving from bed to chair” is “Two people, or a hoist with two people”." in english
    assert "Faint o gymorth" in ras(capsys, "questionnaire", "-r", RULESET, "-l", "cy").out


@pytest.mark.parametrize("of", ["ruleset", "result"])
def test_schema_is_a_schema(of: str, capsys: Capture) -> None:
    assert ras(capsys, "schema", "--of", of).data["$schema"].startswith("https://json-schema.org/")


def test_demo_shows_totals_groups_the_high_need_end_and_one_person(capsys: Capture) -> None:
    answer = ras(capsys, "demo", "--people", 600)
    assert answer.code == 0
    for words in (
        "600 synthetic people",
        "Indicative budgets",
        "Older people",
        "High needs",
        "RAS602",
        "made-up person",
        "The planning amount",
    ):
        assert words in answer.out
    assert "nobody is real" in answer.out
    assert ras(capsys, "demo", "--people", 600).out == answer.out


def test_no_amounts_are_shown_of_a_group_of_fewer_than_ten(capsys: Capture) -> None:
    data = ras(capsys, "demo", "-n", 300, "-f", "json").data
    spreads = [one for group in data["client_groups"].values() for one in group.values()]
    assert any(one["people"] < 10 for one in spreads)
    assert all((one["half"] is None) == (one["people"] < 10) for one in spreads)


def test_demo_scores_ten_thousand_people_where_nothing_is_said(capsys: Capture) -> None:
    assert ras(capsys, "demo", "-f", "json").data["people"] == 10_000


def test_demo_can_be_saved_and_scored_as_any_caseload(capsys: Capture, tmp_path: Path) -> None:
    shown = ras(capsys, "demo", "-n", 200, "--save", tmp_path / "made.csv", "-f", "json").data
    scored = ras(capsys, "batch", "-r", RULESET, tmp_path / "made.csv", "-o", tmp_path / "out.csv", "-f", "json").data
    assert shown["totals"] == scored["totals"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Usage"),
        (("scor",), "No such command"),
        (("score", PERSON), "--ruleset"),
        (("score", "-r", "nowhere.yaml", PERSON), "does not exist"),
        (("score", "-r", RULESET, "nobody.json"), "does not exist"),
        (("score", "-r", RULESET, "--on", "2026-05-01", PERSON), "is one ruleset"),
        (("batch", "-r", EXAMPLE, "x.csv", "-o", "out.csv"), "--on DATE"),
        (("batch", "-r", RULESET, "x.csv", "-o", "nowhere/out.csv"), "there is no folder"),
        (("batch", "-r", RULESET, PERSON, "-o", "out.csv"), "the name of a caseload file ends in"),
        (("batch", "-r", RULESET, "x.csv", "-o", "out.csv", "--set", "baseline"), "COLUMN=VALUE"),
        (("questionnaire", "-r", EXAMPLE, "--on", "1 May"), "is not a day"),
        (("questionnaire", "-r", EXAMPLE, "--on", "20260501"), "is not a day"),
        (("questionnaire", "-r", EXAMPLE, "--on", "2026-W18-5"), "is not a day"),
        (("questionnaire", "-r", RULESET, "-l", "fr"), "the languages are"),
        (("what-if", "-r", RULESET, PERSON, "-c", "washing"), "NAME=ANSWER"),
        (("score", "-r", RULESET, PERSON, "--format", "xml"), "xml"),
        (("demo", "--people", "many"), "--people"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error_with_words(arguments: tuple[object, ...], words: str, capsys: Capture) -> None:
    answer = ras(capsys, *arguments)
    assert answer.code == 2
    assert words in answer.err + answer.out
    assert "Traceback" not in answer.err


def test_batch_does_not_write_over_the_caseload(capsys: Capture, caseload: Path) -> None:
    before = caseload.read_bytes()
    assert ras(capsys, "batch", "-r", RULESET, caseload, "-o", caseload).code == 2
    assert caseload.read_bytes() == before


def test_unusable_data_is_told_with_its_place_in_text_and_as_json(capsys: Capture, bad_person: Path, bad_ruleset: Path) -> None:
    answer = ras(capsys, "score", "-r", RULESET, bad_person)
    line = next(number for number, text in enumerate(bad_person.read_text(encoding="utf-8").splitlines(), 1) if '"washing"' in text)
    assert answer.code == 3
    assert answer.out == ""
    assert f"{bad_person}:{line}:" in answer.err
    told = ras(capsys, "score", "-r", RULESET, bad_person, "-f", "json")
    assert told.code == 3
    assert [(one["code"], one["line"]) for one in told.data["problems"]] == [("RAS602", line)]
    assert ras(capsys, "score", "-r", bad_ruleset, PERSON).code == 3


def test_nobody_is_shown_more_problems_than_can_be_read(capsys: Capture, tmp_path: Path) -> None:
    person = json.loads(PERSON.read_text(encoding="utf-8"))
    person["answers"] |= {f"question_{number}": "x" for number in range(5_000)}
    path = tmp_path / "person.json"
    path.write_text(json.dumps(person), encoding="utf-8")
    answer = ras(capsys, "score", "-r", RULESET, path)
    assert answer.code == 3
    assert answer.err.count(": RAS601: ") == 100
    assert "4,900 more are not shown here" in answer.err
    assert len(ras(capsys, "score", "-r", RULESET, path, "-f", "json").data["problems"]) == 5_000


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "[1]", "", "{", '{"answers": {"a": NaN}}', '{"answers": [[]], "carer_support": 7}', "\x00"]
)
def test_a_hostile_assessment_is_unusable_data_and_no_crash(text: str, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "person.json"
    path.write_text(text, encoding="utf-8")
    answer = ras(capsys, "score", "-r", RULESET, path)
    assert answer.code == 3
    assert "internal error" not in answer.err


def test_a_name_that_was_nearly_right_is_offered(capsys: Capture) -> None:
    assert 'Did you mean "2026-04-06.yaml"?' in ras(capsys, "check", EXAMPLE / "2026-04-6.yaml").err


def test_a_day_without_a_ruleset_names_the_nearest_and_uses_none(capsys: Capture) -> None:
    answer = ras(capsys, "score", "-r", EXAMPLE, "--on", "2020-01-01", PERSON)
    assert answer.code == 3
    assert "2025-04-07" in answer.err


def test_a_file_of_one_line_about_a_person_is_never_quoted(capsys: Capture, bad_person: Path) -> None:
    text = bad_person.read_text(encoding="utf-8").replace('"washing"', '"diary of a person": "secret", "washing"')
    bad_person.write_text(text, encoding="utf-8")
    answer = ras(capsys, "score", "-r", RULESET, bad_person)
    assert "secret" not in answer.err + answer.out


def test_every_command_says_its_exit_codes(capsys: Capture) -> None:
    listed = ras(capsys, "--help").out
    commands = [
        line.split()[0] for line in listed.partition("Commands:")[2].partition("Exit codes")[0].splitlines() if line.strip()
    ]
    first = {"check", "score", "batch", "explain", "what-if", "schema", "questionnaire", "demo", "lock", "uprate", "replay"}
    assert first <= set(commands)
    for command in commands:
        answer = ras(capsys, command, "--help")
        assert answer.code == 0
        assert "3    unusable data" in answer.out


def test_an_internal_error_is_one_line_with_where_to_report_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret about a person")

    monkeypatch.setattr("ras_engine.edges.cli.score.score_one", broken)
    answer = ras(capsys, "score", "-r", RULESET, PERSON)
    assert answer.code == 4
    assert len(answer.err.strip().splitlines()) == 1
    assert "internal error" in answer.err
    assert "secret" not in answer.err
    assert "Traceback" in ras(capsys, "score", "-r", RULESET, PERSON, "--debug").err


def test_a_stop_by_the_user_is_not_an_error(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ras_engine.edges.cli.score.score_one", stopped)
    answer = ras(capsys, "score", "-r", RULESET, PERSON)
    assert answer.code == 130
    assert "Traceback" not in answer.err


def test_without_the_extra_the_message_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.partition(".")[0] == "typer" or name.startswith("ras_engine.edges.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "typer", None)
    answer = ras(capsys, "demo")
    assert answer.code == 2
    assert 'pip install "ras-engine[cli]"' in answer.err


def test_one_row_of_a_caseload_is_scored_and_explained_like_a_file_of_its_own(capsys: Capture, caseload: Path) -> None:
    row = next(place for place, way in enumerate(made_up()["made_wrong"]) if not way)
    person = made_up()["id"][row]
    answer = ras(capsys, "score", "-r", EXAMPLE, caseload, "--id", person, "-f", "json")
    assert answer.code == 0
    assert answer.data["assessment"]["answers"]["washing"] == made_up()["washing"][row]
    assert ras(capsys, "explain", "-r", EXAMPLE, caseload, "--id", person).code == 0
    assert ras(capsys, "score", "-r", EXAMPLE, caseload).code == 2
    assert ras(capsys, "score", "-r", EXAMPLE, caseload, "--id", "nobody").code == 2
    assert ras(capsys, "score", "-r", EXAMPLE, PERSON, "--id", person).code == 2


def test_a_bad_row_of_a_caseload_is_told_with_its_line(capsys: Capture, caseload: Path) -> None:
    row = next(place for place, way in enumerate(made_up()["made_wrong"]) if way)
    answer = ras(capsys, "score", "-r", EXAMPLE, caseload, "--id", made_up()["id"][row])
    assert answer.code == 3
    assert f"{caseload}:{row + 2}:1: RAS6" in answer.err
