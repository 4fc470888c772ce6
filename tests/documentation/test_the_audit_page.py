"""docs/audit-command.md: its laws, options, exit codes and keys are those of the program, and its examples give what it says."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from ras_engine.audit import AuditReport, all_laws, audit
from ras_engine.edges.audit import Standing, certificate, judged, read_baseline
from ras_engine.edges.audit.form import certificate_schema
from ras_engine.edges.audit.mending import effects, heading
from ras_engine.edges.audit.words import STANDINGS
from ras_engine.rulebook import load_ruleset
from ras_engine.ruleset import Ruleset
from tests.documentation.blocks import ROOT, blocks

PAGE = "docs/audit-command.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")


@cache
def ruleset() -> Ruleset:
    return load_ruleset(ROOT / "docs" / "examples" / "cliff.yaml")


@cache
def report() -> AuditReport:
    return audit(ruleset())


def test_every_law_stands_on_the_page_in_its_own_words() -> None:
    lost = [law.id for law in all_laws() if f"| {law.id} | {law.title} | {law.words} |" not in TEXT]
    assert lost == []


def test_every_option_and_every_standing_is_explained() -> None:
    import typer

    from ras_engine.edges.cli.app import app

    command = typer.main.get_command(app).commands["audit"]  # type: ignore[attr-defined]
    options = {option for one in command.params for option in one.opts if option.startswith("--")}
    assert {one for one in options - {"--help", "--known-on"} if f"`{one}" not in TEXT} == set()
    assert [one for one in STANDINGS.values() if f"| {one} |" not in TEXT] == []


def test_every_key_of_a_certificate_is_explained() -> None:
    schema = certificate_schema()
    finding = schema["properties"]["findings"]["items"]
    witness = finding["properties"]["witnesses"]["items"]
    keys = {*schema["properties"], *finding["properties"], *witness["properties"]}
    assert {key for key in keys if f"`{key}`" not in TEXT} == set()


def test_the_example_is_broken_where_the_page_says() -> None:
    assert report().sentence in TEXT
    assert {one.law for one in report().findings if one.verdict.value == "broken"} == {"P6", "P30"}
    cliff = report().finding("P6")
    assert cliff.repair is not None
    assert " ".join([heading(cliff.repair), *effects(cliff.repair, "GBP", "week")]) in " ".join(TEXT.replace("\n>", "\n").split())
    assert f"docs/examples/cliff.yaml:{cliff.rules[0].line} ({cliff.rules[0].path})" in TEXT
    assert "| » washing | every day (Help every day) | constant (Help all the time) |" in TEXT
    assert certificate(report(), ruleset())["seal"]


@pytest.mark.parametrize(("on", "standing"), [(date(2026, 6, 1), Standing.ACCEPTED), (date(2026, 10, 1), Standing.BROKEN)])
def test_the_list_of_known_failures_does_what_the_page_says(on: date, standing: Standing) -> None:
    written = next(one.text for one in blocks(PAGE) if "ras-audit-baseline/1" in one.text)
    laws = judged(report(), ruleset(), baseline=read_baseline(written), on=on).laws
    assert {one.standing for one in laws if one.finding.law in ("P6", "P30")} == {standing}


def test_the_page_never_certifies() -> None:
    from ras_engine.edges.report.audit import page

    shown = page(judged(report(), ruleset())).as_html()
    for text in (TEXT, shown):
        assert not re.search(
            r"(is|are) (certified )?(fair|unbiased|bias-free)\b(?!\.)", text.replace("certify that it is fair", "")
        )
    assert "do not certify that it is fair" in " ".join(shown.split())
