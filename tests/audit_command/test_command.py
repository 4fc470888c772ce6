"""`ras-engine audit`: exit codes, every form to stdout or a file, certificates checked again, and mistakes told before the work."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.edges.audit.form import certificate_schema
from tests.audit_command.flawed import FILE
from tests.unit.edges.commands import Answer, ras

Capture = pytest.CaptureFixture[str]
HERE = Path(__file__).parent
FEW = ("--law", "P2,P6")
BASELINE = HERE / "baseline.yaml"
ANY = Path(__file__)


def audit(capsys: Capture, *arguments: object) -> Answer:
    return ras(capsys, "audit", *arguments)


def test_a_broken_law_is_exit_code_1_a_proved_one_0_and_an_open_one_5(capsys: Capture) -> None:
    assert audit(capsys, FILE, *FEW).code == 1
    assert audit(capsys, FILE, "--law", "P2").code == 0
    assert audit(capsys, FILE, "--law", "p6", "--budget", "0").code == 5


def test_the_screen_shows_the_pair_alike_in_all_but_what_is_marked(capsys: Capture) -> None:
    answer = audit(capsys, FILE, *FEW)
    assert "» washing" in answer.out
    assert "Both: eating: none (I manage)" in answer.out
    assert "» indicative budget £70.00 £140.00" in " ".join(answer.out.split())
    assert "do not certify that it is fair" in answer.out
    assert "\x1b" not in answer.out
    assert answer.err == ""


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "flawed/adults from 2026-04-06"),
        ("json", '{\n  "schema": "ras-audit/2"'),
        ("html", "<!doctype html>"),
        ("markdown", "# Does the ruleset keep its laws"),
        ("junit", "<?xml"),
        ("sarif", '{\n  "$schema"'),
    ],
)
def test_every_form_goes_to_stdout_or_whole_into_a_file(capsys: Capture, tmp_path: Path, form: str, begins: str) -> None:
    out = tmp_path / "report"
    assert audit(capsys, FILE, *FEW, "--format", form).out.startswith(begins)
    answer = audit(capsys, FILE, *FEW, "--format", form, "--out", out)
    assert (answer.code, answer.out) == (1, "")
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert f"{out}: 1 of 2 laws hold" in answer.err


def test_a_certificate_is_checked_again_alone_and_with_its_ruleset(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    audit(capsys, FILE, *FEW, "--format", "json", "--out", path)
    for arguments in ((path,), (path, FILE)):
        answer = audit(capsys, "--recheck", *arguments)
        assert answer.code == 0
        assert "3 pairs scored again" in answer.out
        assert "not proved again" in answer.out
    other = audit(capsys, "--recheck", path, HERE / "turned_round.yaml")
    assert (other.code, "RAS974" in other.err) == (1, True)


def test_a_tampered_certificate_is_told_with_place_and_remedy(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    text = audit(capsys, FILE, *FEW, "--format", "json").out
    path.write_text(text.replace('"indicative_budget": 7000', '"indicative_budget": 8000'), encoding="utf-8")
    answer = audit(capsys, "--recheck", path)
    assert answer.code == 1
    assert "RAS972" in answer.err
    assert "the certificate says 8000; worked out again it is 7000" in " ".join(answer.err.split())
    assert f"{path}:" in answer.err
    data = audit(capsys, "--recheck", path, "--format", "json").data
    assert data["holds"] is False
    assert {"RAS972", "RAS975"} <= {one["code"] for one in data["problems"]}


def test_what_is_no_certificate_is_unusable(capsys: Capture, tmp_path: Path) -> None:
    assert audit(capsys, "--recheck", FILE).code == 3
    path = tmp_path / "cut.json"
    path.write_text('{"schema": "ras-audit/2"', encoding="utf-8")
    assert audit(capsys, "--recheck", path).code == 3


def test_accepted_failures_need_a_day_and_fail_again_when_it_has_come(capsys: Capture) -> None:
    assert audit(capsys, FILE, *FEW, "--baseline", BASELINE).code == 2
    before = audit(capsys, FILE, *FEW, "--baseline", BASELINE, "--on", "2026-09-30")
    assert before.code == 0
    assert "accepted until 2026-10-01" in before.out
    assert "The step goes with the October revision." in " ".join(before.out.split())
    after = audit(capsys, FILE, *FEW, "--baseline", BASELINE, "--on", "2026-10-01")
    assert after.code == 1
    assert "which has come" in after.out


def test_entries_that_do_not_count_are_told_on_stderr_in_every_format(capsys: Capture) -> None:
    for form in ("text", "json", "sarif"):
        answer = audit(capsys, FILE, *FEW, "--baseline", BASELINE, "--on", "2026-10-01", "--format", form)
        told = " ".join(answer.err.split())
        assert f"{BASELINE}:5:" in told
        assert "P6 does not hold, and its entry does not cover that: accepted until 2026-10-01" in told
        assert "P2 is accepted, but it does not fail: it is proved." in told


def test_a_list_of_another_scheme_hides_nothing(capsys: Capture, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(BASELINE.read_text(encoding="utf-8").replace("flawed/adults", "other/adults"), encoding="utf-8")
    answer = audit(capsys, FILE, *FEW, "--baseline", other, "--on", "2026-05-01")
    assert (answer.code, "RAS981" in answer.err, f"{other}:3:" in answer.err) == (3, True, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--budget", "soon"), '"soon" is not a whole number'),
        (("--budget", "1.5"), '"1.5" is not a whole number'),
        (("--budget", "-1"), '"-1" is too small: 0 is the least'),
        (("--budget", "9" * 30), "is too large: 86400 is the most"),
        (("--format", "htm"), 'Did you mean "html"? They are text, json, html, markdown, junit, sarif'),
    ],
)
def test_an_option_that_cannot_be_meant_is_told_in_our_words(capsys: Capture, arguments: tuple[str, str], told: str) -> None:
    answer = audit(capsys, FILE, *arguments)
    assert answer.code == 2
    assert told in " ".join(answer.err.split())
    assert "Input should" not in answer.err
    assert "Value error" not in answer.err


def test_pairs_become_worked_examples_in_a_file(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "regressions.yaml"
    answer = audit(capsys, FILE, *FEW, "--regressions", path)
    assert f"{path}: 4 cases to be reviewed." in answer.err
    assert path.read_text(encoding="utf-8").count("  - id: p6_") == 4
    none = tmp_path / "none.yaml"
    assert "nothing was written" in audit(capsys, FILE, "--law", "P2", "--regressions", none).err
    assert not none.exists()


def test_with_a_ruleset_to_compare_with_it_says_who_loses(capsys: Capture, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    text = FILE.read_text(encoding="utf-8")
    new.write_text(text.replace("starts_at: 0.00, per_point: 6.00", "starts_at: 0.00, per_point: 2.00"), encoding="utf-8")
    answer = audit(capsys, new, "--against", FILE, "--law", "P25")
    assert answer.code == 1
    assert "The old ruleset" in answer.out
    path = tmp_path / "certificate.json"
    audit(capsys, new, "--against", FILE, "--law", "P25", "--format", "json", "--out", path)
    assert audit(capsys, "--recheck", path, new).code == 0


def test_the_worked_examples_beside_a_ruleset_are_looked_at(capsys: Capture, tmp_path: Path) -> None:
    from ras_engine.edges.audit.regressions import regressions_yaml
    from tests.audit_command.flawed import four_laws
    from tests.audit_command.test_regressions import HEAD

    ruleset = tmp_path / "r.yaml"
    ruleset.write_bytes(FILE.read_bytes())
    cases = HEAD + regressions_yaml(four_laws().findings).replace("regressions:", "cases:")
    (tmp_path / "r.examples.yaml").write_text(cases, encoding="utf-8")
    assert "P32 proved Pinned cases" in " ".join(audit(capsys, ruleset, "--law", "P32").out.split())


@pytest.mark.parametrize(
    "laws", [("P2,P6",), ("P2", "P6"), ("P6", "p2"), ("P06, P2",), ("P2", "P2,P6,P6")], ids=lambda laws: " ".join(laws)
)
def test_laws_are_named_with_commas_or_one_by_one(capsys: Capture, laws: tuple[str, ...]) -> None:
    arguments = [part for one in laws for part in ("--law", one)]
    findings = audit(capsys, FILE, *arguments, "--format", "json").data["findings"]
    assert [one["law"] for one in findings] == ["P2", "P6"]


def test_every_law_that_does_not_exist_is_told_with_the_one_that_is_near(capsys: Capture) -> None:
    answer = audit(capsys, FILE, "--law", "P66,cliff", "--law", "P2", "--law", "contingencey where promised")
    assert (answer.code, answer.out) == (2, "")
    told = " ".join(answer.err.split())
    assert 'there is no law "P66" (did you mean P6, No cliff?); there is no law "cliff" (did you mean P6, No cliff?)' in told
    assert "did you mean P8, Contingency where promised?" in told
    assert "The laws are P1 to P34" in told


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (FILE, "--law", "P99"),
        (FILE, "--law", ""),
        (FILE, "--law", "P1;P2"),
        (FILE, "--format", "pdf"),
        (FILE, "--budget", "-1"),
        (FILE, "--out", "/nowhere/at/all"),
        (FILE, "--regressions", "/nowhere/at/all"),
        (FILE, "--on", "2026-04-06"),
        (FILE, "--against", "/nowhere.yaml"),
        (FILE, "--baseline", "/nowhere.yaml", "--on", "2026-04-06"),
        (FILE.parent,),
        ("/nowhere.yaml",),
        ("--recheck", "/nowhere.json"),
        ("--recheck", ANY, "--law", "P1"),
        ("--recheck", ANY, "--baseline", BASELINE),
    ],
)
def test_usage_errors_are_told(capsys: Capture, arguments: tuple[object, ...]) -> None:
    answer = audit(capsys, *arguments)
    assert answer.code == 2
    assert answer.out == ""


def test_a_ruleset_or_a_baseline_that_cannot_be_used_is_told_in_the_form_asked_for(capsys: Capture, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(FILE.read_text(encoding="utf-8").replace("per: week", "per: moon"), encoding="utf-8")
    answer = audit(capsys, bad, "--format", "json")
    assert answer.code == 3
    assert answer.data["problems"]
    wrong = tmp_path / "baseline.yaml"
    wrong.write_text(BASELINE.read_text(encoding="utf-8").replace("law: P6", "law: P60"), encoding="utf-8")
    answer = audit(capsys, FILE, *FEW, "--baseline", wrong, "--on", "2026-05-01")
    assert (answer.code, "RAS979" in answer.err) == (3, True)


def test_without_jinja2_the_page_says_what_to_install(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from ras_engine.edges.report import templating

    templating._environment.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    answer = audit(capsys, FILE, "--law", "P2", "--format", "html")
    templating._environment.cache_clear()
    assert answer.code == 2
    assert 'pip install "ras-engine[report]"' in " ".join(answer.err.replace("│", " ").split())


def test_the_schema_of_a_certificate_can_be_printed(capsys: Capture) -> None:
    answer = ras(capsys, "schema", "--of", "audit")
    assert answer.code == 0
    assert json.loads(answer.out) == certificate_schema()
    jsonschema.Draft202012Validator(answer.data).validate(audit(capsys, FILE, *FEW, "--format", "json").data)
