"""The audit's page in a browser: axe-core finds nothing, nothing is fetched, and it fits a phone and a desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ras_engine.audit import audit
from ras_engine.edges.audit.baseline import read_baseline
from ras_engine.edges.audit.judged import Judgement, judged
from ras_engine.edges.report.audit import page
from tests.audit_command.flawed import report, ruleset
from tests.pages.browser import NOTEBOOK, look, needs_a_browser

pytestmark = [pytest.mark.pages, needs_a_browser]
BASELINE = Path(__file__).parents[1] / "audit_command" / "baseline.yaml"


def broken() -> Judgement:
    return judged(report(), ruleset(), baseline=read_baseline(BASELINE.read_bytes()), on=date(2026, 5, 1))


def undecided() -> Judgement:
    return judged(audit(ruleset(), laws=["P1", "P2", "P3", "P6", "P25"], budget_seconds=0), ruleset())


@pytest.mark.parametrize(
    ("judgement", "width"),
    [(broken, 360), (broken, 800), (broken, 920), (broken, 1400), (undecided, 400)],
    ids=["a phone", "a tablet", "a small desk", "a desk", "undecided, a phone"],
)
def test_the_page_is_accessible_fits_its_window_and_asks_for_nothing(judgement: object, width: int, tmp_path: Path) -> None:
    seen = look(page(judgement()).as_html(), width, tmp_path)  # type: ignore[operator]
    assert seen.violations == []
    assert seen.checked > 15
    assert seen.wide <= seen.window == width
    assert seen.asked == []
    assert seen.cut == 0


def test_in_a_dark_notebook_everything_can_be_read(tmp_path: Path) -> None:
    """axe-core looks at every word's contrast with what is behind it."""
    seen = look(NOTEBOOK % page(broken())._repr_html_(), 900, tmp_path)
    assert [one for one in seen.violations if one[0] == "color-contrast"] == []
    assert seen.cut == 0
