"""The Python of a page runs from the top of the repository, block after block, and prints what the page says."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest

from tests.documentation.blocks import ROOT, Block, blocks

PAGES = ["README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))]
WITH_PYTHON = [page for page in PAGES if any(block.language == "python" for block in blocks(page))]


def parts(page: str) -> list[tuple[Block, str | None]]:
    """Each Python block of a page, with what the page says that it prints; None where it says nothing."""
    found: list[tuple[Block, str | None]] = []
    for block in blocks(page):
        if block.language == "python" and not block.has("not run"):
            found.append((block, None))
        elif block.has("printed"):
            found[-1] = (found[-1][0], block.text)
    return found


@pytest.mark.parametrize("page", WITH_PYTHON)
def test_the_python_of_a_page_runs_and_prints_what_the_page_says(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for block, said in parts(page):
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile("\n" * (block.line - 1) + block.text, page, "exec"), names)
        assert said is None or printed.getvalue() == said
