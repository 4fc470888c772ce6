"""Counterexamples become worked examples that the ruleset's own reader takes, and that hold until the ruleset is repaired."""

from __future__ import annotations

from ras_engine.audit.repairs.tried import with_value
from ras_engine.edges.audit.regressions import cases_yaml, regressions_yaml
from ras_engine.located import read_located
from ras_engine.rulebook.examples import Examples, check_examples, read_examples
from tests.audit_command.flawed import report, ruleset

HEAD = "schema: ras-examples/1\nscheme: flawed/adults\neffective_from: 2026-04-06\nrevision: 1\n"


def reviewed(text: str) -> Examples:
    return read_examples(HEAD + text.replace("regressions:", "cases:"), file="flawed.examples.yaml")


def test_every_pair_is_two_cases_that_the_ruleset_gives_to_the_penny() -> None:
    examples = reviewed(regressions_yaml(report().findings))
    assert len(examples.document.cases) >= 12
    assert {case.id[:3] for case in examples.document.cases} >= {"p1_", "p3_", "p5_", "p6_"}
    assert check_examples(ruleset(), examples) == ()


def test_a_case_fails_once_the_rule_behind_it_is_changed() -> None:
    changed = with_value(ruleset(), ("budget_lines", 0, "by_client_group", "learning_disability", 1, "starts_at"), "60.00")
    assert changed is not None
    problems = check_examples(changed, reviewed(regressions_yaml([report().finding("P6")])))
    assert "RAS801" in {one.code for one in problems}


def test_a_pair_stands_once_however_many_laws_it_breaks() -> None:
    both = regressions_yaml([report().finding("P6"), report().finding("P30")])
    assert both == regressions_yaml([report().finding("P6")])


def test_without_a_pair_there_is_no_text() -> None:
    assert regressions_yaml([report().finding("P2")]) == ""


def test_whatever_a_string_holds_it_is_read_back_as_written() -> None:
    odd = [
        "no",
        "007",
        "1.50",
        "- x",
        "a: b",
        "#x",
        " lead",
        "",
        'quote "',
        "£5",
        "null",
        "caf\u00e9",
        "line\nbreak",
        "1 per day",
        "{}",
    ]
    case = {f"k{place}": text for place, text in enumerate(odd)}
    read = read_located(cases_yaml([{**case, "empty": {}, "deep": {"a": {"b": "c"}}}]), file="x.yaml").data
    assert read == {"regressions": [{**case, "empty": {}, "deep": {"a": {"b": "c"}}}]}
