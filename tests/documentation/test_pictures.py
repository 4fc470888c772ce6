"""The pictures of the pages are what their scripts draw today."""

from __future__ import annotations

from runpy import run_path

from tests.documentation.blocks import ROOT


def test_the_picture_of_the_guarded_form_is_what_the_engine_gives_today() -> None:
    drawn = run_path(str(ROOT / "docs" / "generate" / "guarded_form.py"))
    assert drawn["PICTURE"].read_text(encoding="utf-8") == drawn["picture"]()
