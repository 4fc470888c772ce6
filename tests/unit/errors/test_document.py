from __future__ import annotations

import os
import re
from pathlib import Path

from ras_engine.errors import CATALOGUE
from ras_engine.errors.document import errors_page

PAGE = Path(__file__).parents[3] / "docs" / "errors.md"


def test_the_page_of_problem_codes_is_the_catalogue() -> None:
    if os.environ.get("RAS_WRITE_EXPECTED"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(errors_page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == errors_page()


def test_every_code_is_on_the_page_once() -> None:
    assert sorted(re.findall(r"^### (RAS\d+):", errors_page(), re.MULTILINE)) == sorted(CATALOGUE)


def test_every_code_says_what_to_do_and_why_in_whole_sentences() -> None:
    poor = [
        code
        for code, entry in CATALOGUE.items()
        if not entry.title
        or not entry.why
        or not all(text.endswith((".", "}", "?", "'")) for text in (entry.message, entry.remedy))
    ]
    assert poor == []
