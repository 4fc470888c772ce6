"""A table on a screen too narrow for it: words are broken, and nothing is cut."""

from __future__ import annotations

import io

from rich.console import Console

from ras_engine.edges.cli.screen import put, table


def test_on_a_narrow_screen_nothing_of_a_table_is_cut() -> None:
    made = table("law", "standing", "title", ">worst case", ">concerned")
    made.add_row("P25", "not applicable", "Transition", "£1.05", "0.71%")
    console = Console(width=40, file=io.StringIO())
    put(made, console)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "…" not in text
    assert "0.71%" in text
    assert max(map(len, text.splitlines())) <= 40
