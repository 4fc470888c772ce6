"""Runs the notebooks of docs/notebooks from the top, in a fresh set of names, and writes down what their cells show.

A notebook is JSON, and its cells are Python: no kernel is needed. A cell shows what it prints and what its last line is, as a
picture where that is one.
"""

from __future__ import annotations

import ast
import json
import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "notebooks"
LONGEST = 2_000
"""A longer plain text helps nobody, and is left out."""


def executed(notebook: dict[str, Any], called: str) -> dict[str, Any]:
    """The notebook with the outputs of a fresh run. Raises whatever a cell raises."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    count = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            count += 1
            outputs = _run("".join(cell["source"]), names, count, f"{called}, cell {count}")
            cell = {**cell, "execution_count": count, "outputs": outputs}
        cells.append(cell)
    return {**notebook, "cells": cells}


def _run(source: str, names: dict[str, Any], count: int, place: str) -> list[dict[str, Any]]:
    tree = ast.parse(source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, place, "exec"), names)
        value = eval(compile(ast.Expression(last.value), place, "eval"), names) if isinstance(last, ast.Expr) else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        outputs.append({"data": _shown(value), "execution_count": count, "metadata": {}, "output_type": "execute_result"})
    return outputs


def _shown(value: Any) -> dict[str, list[str]]:
    """The forms that a value can be shown in: always text, HTML where it has that form, and SVG where it is a picture."""
    forms = {"text/plain": repr(value) if len(repr(value)) < LONGEST else f"<{type(value).__name__}>"}
    html = value._repr_html_() if hasattr(value, "_repr_html_") else None
    if html is not None:
        forms = {"text/html": html, **forms}
    if hasattr(value, "_repr_svg_"):
        forms = {"image/svg+xml": value._repr_svg_(), **forms}
    return {name: text.splitlines(keepends=True) for name, text in forms.items()}


def read(path: Path) -> dict[str, Any]:
    """A notebook as it is kept."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


if __name__ == "__main__":
    os.chdir(ROOT)
    for path in sorted(FOLDER.glob("*.ipynb")):
        text = json.dumps(executed(read(path), path.name), indent=1, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
