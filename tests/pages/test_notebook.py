"""Results in a notebook with a dark theme, in a browser: axe-core looks at every word's contrast with what is behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ras_engine import Assessment, demo_caseload, load_ruleset, score, score_batch
from tests.pages.browser import NOTEBOOK, look, needs_a_browser

pytestmark = [pytest.mark.pages, needs_a_browser]
ROOT = Path(__file__).parents[2]


def test_one_person_and_a_caseload_can_be_read_in_a_dark_notebook(tmp_path: Path) -> None:
    ruleset = load_ruleset(ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml")
    person = json.loads((ROOT / "docs" / "examples" / "person.json").read_text(encoding="utf-8"))
    shown = [
        score(ruleset, Assessment.from_dict(person))._repr_html_(),
        score_batch(demo_caseload(200, 1, ruleset), ruleset)._repr_html_(),
    ]
    assert all(shown)
    seen = look(NOTEBOOK % "".join(one or "" for one in shown), 700, tmp_path)
    assert [one for one in seen.violations if one[0] == "color-contrast"] == []
