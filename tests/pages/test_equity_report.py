"""The equity report in a browser: axe-core finds nothing, nothing is fetched, and it fits a phone and a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.edges.report.equity import report
from tests.pages.browser import look, needs_a_browser
from tests.unit.edges.people import example
from tests.unit.edges.report.frames import harmed, scored

pytestmark = [pytest.mark.pages, needs_a_browser]


@pytest.mark.parametrize(("frame", "width"), [(harmed, 400), (scored, 1400)], ids=["planted, a phone", "scored, a desk"])
def test_the_report_is_accessible_fits_its_window_and_asks_for_nothing(frame: object, width: int, tmp_path: Path) -> None:
    reasons = {"client_group/older people/high-need end": "Cabinet decided on it."} if frame is harmed else {}
    seen = look(report(frame(), ruleset=example(), reasons=reasons).as_html(), width, tmp_path)  # type: ignore[operator]
    assert seen.violations == []
    assert seen.checked > 20
    assert seen.wide <= seen.window == width
    assert seen.asked == []


def test_a_page_with_mistakes_is_not_let_through(tmp_path: Path) -> None:
    bad = report(scored()).as_html().replace('lang="en-GB"', "").replace('scope="col"', 'scope="nothing"')
    bad = bad.replace("<main", '<main style="width:3000px;color:#bbbbbb"')
    seen = look(bad, 400, tmp_path)
    assert {"html-has-lang", "color-contrast"} <= {rule for rule, _ in seen.violations}
    assert seen.wide > seen.window
