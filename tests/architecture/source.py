"""The source files as syntax trees, for tests that look at how the code is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


def modules() -> Iterator[tuple[str, str]]:
    """Each module of `src/` as (name from `src/`, text), in order of name."""
    for path in sorted(SRC.rglob("*.py")):
        yield path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8")


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Each syntax node of each module, as (name of the module, node)."""
    for name, text in modules():
        for node in ast.walk(ast.parse(text)):
            yield name, node


def called(node: ast.AST) -> str:
    """The dotted name that a call is written with: "date.today" for `datetime.date.today()`; "" where the node is no such call."""
    if not isinstance(node, ast.Call):
        return ""
    return ".".join(ast.unparse(node.func).split(".")[-2:])
