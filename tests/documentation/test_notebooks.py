"""The notebooks run from the top, print what they say that they print, and show pictures that are there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from tests.documentation.blocks import ROOT

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def runner() -> Any:
    """The script that writes the notebooks' outputs."""
    spec = importlib.util.spec_from_file_location("notebooks", ROOT / "docs" / "generate" / "notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(notebook: dict[str, Any]) -> list[list[Any]]:
    """What each cell prints, and the kinds of things that it shows."""
    return [
        [output["text"] if output["output_type"] == "stream" else sorted(output["data"]) for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_and_shows_what_it_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    kept = runner().read(path)
    assert shown(runner().executed(kept, path.name)) == shown(kept)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_one_that_other_programs_can_read(path: Path) -> None:
    kept = runner().read(path)
    assert (kept["nbformat"], kept["nbformat_minor"]) == (4, 5)
    names = [cell["id"] for cell in kept["cells"]]
    assert len(names) == len(set(names))
    assert [cell["execution_count"] for cell in kept["cells"] if cell["cell_type"] == "code"] == list(
        range(1, sum(cell["cell_type"] == "code" for cell in kept["cells"]) + 1)
    )
    assert not any(output["output_type"] == "error" for cell in kept["cells"] for output in cell.get("outputs", []))


def test_the_tutorial_finds_the_harm_and_shows_that_it_has_gone() -> None:
    path = next(one for one in NOTEBOOKS if one.name == "equity.ipynb")
    printed = ["".join(text) for cell in shown(runner().read(path)) for text in cell if isinstance(text, list)]
    verdicts = [text for text in printed if "older people: " in text and "of agreed cost" in text]
    assert ["disparity" in text for text in verdicts] == [True, False]
    assert verdicts[1].count("equitable within the margin") == 3


def test_every_page_that_a_notebook_names_is_there() -> None:
    lost = [
        link
        for path in NOTEBOOKS
        for cell in runner().read(path)["cells"]
        if cell["cell_type"] == "markdown"
        for link in re.findall(r"\]\(([^)\s]+)\)", "".join(cell["source"]))
        if not (path.parent / link).exists()
    ]
    assert lost == []
