"""What other programs read: SARIF and JUnit by their published schemas, Markdown that no word can break out of, a screen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest
import xmlschema

from ras_engine.audit import audit
from ras_engine.edges.audit.baseline import read_baseline
from ras_engine.edges.audit.judged import Judgement, Standing, judged
from ras_engine.edges.audit.junit import junit, seconds
from ras_engine.edges.audit.markdown import markdown
from ras_engine.edges.audit.sarif import sarif
from ras_engine.edges.audit.words import share_words, tally, worst_words
from ras_engine.edges.cli.audit_screen import show_audit
from tests.audit_command.flawed import FILE, report, ruleset

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
JUNIT = xmlschema.XMLSchema(str(HERE / "schemas" / "junit-10.xsd"))


def whole() -> Judgement:
    return judged(report(), ruleset())


def accepted() -> Judgement:
    baseline = read_baseline((HERE / "baseline.yaml").read_bytes())
    return judged(report(), ruleset(), baseline=baseline, on=date(2026, 5, 1))


def hurried() -> Judgement:
    return judged(audit(ruleset(), laws=["P1", "P2", "P6"], budget_seconds=0), ruleset())


FORMS = pytest.mark.parametrize("judgement", [whole, accepted, hurried])


@FORMS
def test_the_sarif_log_is_of_its_schema(judgement: object) -> None:
    data = sarif(judgement())  # type: ignore[operator]
    jsonschema.Draft4Validator(SARIF).validate(data)
    rules = [one["id"] for one in data["runs"][0]["tool"]["driver"]["rules"]]
    assert all(one["ruleId"] in rules for one in data["runs"][0]["results"])


def test_each_broken_law_is_a_result_at_the_line_of_its_rule() -> None:
    results = sarif(whole())["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == [one.finding.law for one in whole().standing(Standing.BROKEN)]
    cliff = next(one for one in results if one["ruleId"] == "P6")
    place = cliff["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("tests/audit/flawed.yaml")
    assert place["region"]["startLine"] == report().finding("P6").rules[0].line
    assert (cliff["kind"], cliff["level"]) == ("fail", "error")
    assert "washing" in cliff["message"]["text"]


def test_an_accepted_failure_is_suppressed_with_its_reason_and_an_open_law_is_open() -> None:
    results = {one["ruleId"]: one for one in sarif(accepted())["runs"][0]["results"]}
    assert results["P6"]["suppressions"][0]["justification"] == "The step goes with the October revision."
    assert "suppressions" not in results["P1"]
    opened = sarif(hurried())["runs"][0]["results"]
    assert {(one["kind"], one["level"]) for one in opened} == {("open", "none")}


def test_a_fingerprint_stays_while_the_line_moves_and_changes_with_the_law() -> None:
    prints = [one["partialFingerprints"]["lawAndRule/v1"] for one in sarif(whole())["runs"][0]["results"]]
    assert len(set(prints)) == len(prints)
    assert prints == [one["partialFingerprints"]["lawAndRule/v1"] for one in sarif(whole())["runs"][0]["results"]]


@FORMS
def test_the_junit_xml_is_of_its_schema_and_counts_every_law_once(judgement: object) -> None:
    made = judgement()  # type: ignore[operator]
    text = junit(made)
    JUNIT.validate(text)
    suite = ElementTree.fromstring(text)[0]
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases) == len(made.laws)
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[name]) == sum(case.find(tag) is not None for case in cases)
    assert int(suite.attrib["failures"]) == len(made.standing(Standing.BROKEN))
    assert int(suite.attrib["errors"]) == len(made.standing(Standing.OPEN))


def test_a_failure_shows_both_people_and_marks_what_differs() -> None:
    suite = ElementTree.fromstring(junit(whole()))[0]
    failure = next(case for case in suite.findall("testcase") if case.attrib["name"].startswith("P6 ")).find("failure")
    assert failure is not None
    assert "» washing: all (Help every day) | constant (Help all the time)" in str(failure.text)
    assert "  eating: none (I manage)" in str(failure.text)


def test_seconds_are_exact() -> None:
    assert [seconds(one) for one in (0, 7, 1_000, 61_250)] == ["0.000", "0.007", "1.000", "61.250"]


def test_markdown_has_every_law_in_its_table_and_each_broken_one_below() -> None:
    text = markdown(accepted())
    assert all(f"| {one.law} " in text for one in report().findings)
    assert all(f"## {one.finding.law} " in text for one in accepted().standing(Standing.BROKEN, Standing.ACCEPTED))
    assert "accepted until 2026-10-01" in text
    assert "The step goes with the October revision" in text
    assert all(line.count("|") == 6 for line in text.splitlines() if line.startswith("| P"))


def test_no_word_of_a_ruleset_becomes_markup() -> None:
    from ras_engine.ruleset import read_ruleset

    text = FILE.read_text(encoding="utf-8").replace("says: I manage", 'says: "<b>|*x*"')
    odd = read_ruleset(text, file="odd.yaml")
    made = markdown(judged(audit(odd, laws=["P6"]), odd))
    assert "<b>" not in made
    assert "\\|\\*x\\*" in made


@pytest.mark.parametrize("width", ["80", "120"])
def test_the_screen_fits_and_says_each_law_once(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ras_engine.edges.cli.screen.WIDTH", int(width))
    monkeypatch.setattr("ras_engine.edges.cli.audit_screen.WIDTH", int(width))
    show_audit(whole())
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split(maxsplit=1) for line in lines if " broken  " in line or " proved  " in line or " not applicable " in line]
    assert [law for law, _ in rows] == [one.law for one in report().findings]
    assert max(len(line) for line in lines if not line.startswith(("At ", "»", "  ", "-"))) <= int(width)
    assert tally(whole()) in lines
    assert sum("2,592" in line for line in lines) >= (35 if width == "120" else 1)


def test_shares_and_worst_cases_read_without_a_float() -> None:
    from fractions import Fraction

    from ras_engine.audit import Worst

    assert [share_words(one) for one in (None, Fraction(0), Fraction(1, 3), Fraction(1, 10**9 + 1), Fraction(1))] == [
        "",
        "0.00%",
        "33.33%",
        "1 in 1,000,000,001",
        "100.00%",
    ]
    assert worst_words(Worst(None, None), "GBP") == ""
    assert worst_words(Worst(5, 5), "GBP") == "£0.05"
    assert worst_words(Worst(5, 700), "GBP") == "at least £0.05, at most £7.00"
    assert worst_words(Worst(5, None), "GBP") == "at least £0.05, no bound known"
    assert worst_words(Worst(None, 9_355, "basis_points"), "GBP") == "at most 93.55%"
    assert worst_words(Worst(-4800, -4800, "pence_gained"), "GBP") == "gains \N{MINUS SIGN}£48.00"
    assert worst_words(Worst(None, 1, "pence_gained"), "GBP") == "gains £0.01, no bound known"
