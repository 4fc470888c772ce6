"""Every ruleset on a page loads (or is refused as the page says), and every result that the page states is what comes out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from ras_engine import Assessment, Money, Ruleset, score
from ras_engine.document.examples import ExamplesDocument, expected_steps
from ras_engine.edges.files import read_caseload
from ras_engine.located import read_located
from ras_engine.score.many import score_batch
from ras_engine.score.many.batch import AMOUNT, STATUSES
from tests.documentation.blocks import ROOT, Block, blocks
from tests.documentation.results import outcome, said
from tests.documentation.rulesets import Example, examples

GENERATED = {"docs/errors.md"}
PAGES = ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))]
WRITTEN = [page for page in PAGES if page not in GENERATED and (ROOT / page).exists()]
RULESETS = [one for page in WRITTEN for one in examples(page)]
GOOD = [one for one in RULESETS if not one.block.has("refused")]
REFUSED = [one for one in RULESETS if one.block.has("refused")]


def place(one: Example | Block) -> str:
    return one.block.place if isinstance(one, Example) else one.place


@cache
def read(one: Example) -> Ruleset:
    return one.read()


def of_language(language: str) -> list[Block]:
    return [block for page in WRITTEN for block in blocks(page) if block.language == language]


def before(block: Block) -> Ruleset:
    """The ruleset that a block speaks about: the one it names, else the last one above it."""
    above = [one for one in GOOD if one.block.page == block.page and one.block.line < block.line]
    named = [one for one in above if block.get("of") in ("", one.block.get("ruleset"))]
    return read(named[-1])


@pytest.mark.parametrize("one", GOOD, ids=place)
def test_a_ruleset_on_a_page_loads(one: Example) -> None:
    assert one.refused_with() == ()


@pytest.mark.parametrize("one", REFUSED, ids=place)
def test_what_a_page_says_is_refused_is_refused_with_that_problem(one: Example) -> None:
    assert " ".join(one.refused_with()) == one.block.get("refused")


@pytest.mark.parametrize("block", of_language("results"), ids=place)
def test_a_result_on_a_page_is_what_comes_out(block: Block) -> None:
    ruleset = before(block)
    assert [outcome(ruleset, one) for one in said(block.text)] == [one.gives for one in said(block.text)]


@pytest.mark.parametrize("block", [block for block in of_language("yaml") if block.has("examples")], ids=place)
def test_a_worked_example_on_a_page_comes_out(block: Block) -> None:
    ruleset = before(block)
    written = ExamplesDocument.model_validate(read_located(block.text, file=block.place).data)
    for case in written.cases:
        result = score(ruleset, Assessment.from_dict(case.assessment))
        assert {step: result.step(step) for step in case.expect} == expected_steps(ruleset.document, case)
        assert case.referrals is None or case.referrals == tuple(one.id for one in result.referrals)
        assert result.outcome == {"indicative_budget": "amount"}.get(case.outcome, case.outcome)


@pytest.mark.parametrize("block", [block for block in of_language("json") if not block.has("not run")], ids=place)
def test_an_assessment_on_a_page_is_scored(block: Block) -> None:
    result = score(before(block), Assessment.from_dict(json.loads(block.text, parse_float=str)))
    assert result.outcome in ("amount", "referral")


@pytest.mark.parametrize("block", of_language("batch"), ids=place)
def test_a_caseload_on_a_page_comes_out_row_by_row(block: Block, tmp_path: Path) -> None:
    caseload = [one for one in of_language("csv") if one.page == block.page and one.line < block.line][-1]
    (tmp_path / "caseload.csv").write_text(caseload.text, encoding="utf-8")
    columns = read_caseload(tmp_path / "caseload.csv")
    batch = score_batch(columns, before(block))
    found = []
    for row, name in enumerate(columns["id"]):
        status = STATUSES[batch.status[row]]
        shown = Money(int(batch.indicative_budget[row])).decimal if status == AMOUNT else batch.problems(row)[0].code
        found.append(f"{name} => {status} {shown}")
    assert found == block.text.splitlines()


def test_every_ruleset_on_a_page_is_tested() -> None:
    untested = [
        block.place
        for block in of_language("yaml")
        if not {"ruleset", "part", "from", "examples", "not run"} & {key for key, _ in block.says}
    ]
    assert untested == []


def test_whatever_is_not_run_says_why() -> None:
    every = [block for page in WRITTEN for block in blocks(page)]
    assert all(block.get("not run") for block in every if block.has("not run"))
