"""`ras-engine replay`: does a stored result come out the same today?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ras_engine.edges.cli.codes import Exit, rendered, reporting
from ras_engine.edges.cli.load import existing, file_at
from ras_engine.edges.cli.options import Format, FormatOption
from ras_engine.edges.cli.screen import show, show_json
from ras_engine.results import Replay
from ras_engine.results import replay as replayed
from ras_engine.rulebook import Rulebook, load_rulebook, load_ruleset
from ras_engine.ruleset import Ruleset

VERDICTS = {
    "same": "comes out the same, to the penny, with the very same ruleset",
    "differs": "differs",
    "not_replayed": "could not be worked out again",
}


def replay(
    results: Annotated[
        list[Path], typer.Argument(metavar="RESULT.json...", help="Results of `score --format json`.", show_default=False)
    ],
    ruleset: Annotated[
        Path,
        typer.Option("--ruleset", "-r", metavar="RULEBOOK", help="The folder of the rulebook, or one ruleset.", show_default=False),
    ],
    form: FormatOption = Format.TEXT,
) -> None:
    """Work stored results out again.

    The ruleset is found by the digest that the result carries; another one is never used in its place. Exit code 1 where anything
    differs or could not be worked out.
    """
    place = existing(ruleset, "The rulebook")
    with reporting(form):
        book: Rulebook | Ruleset = load_rulebook(place) if place.is_dir() else load_ruleset(place)
        found = {str(path): replayed(file_at(path, "The result").read_bytes(), book, file=str(path)) for path in results}
    if form is Format.JSON:
        show_json({"results": [_as_data(path, one) for path, one in found.items()]})
    else:
        for path, one in found.items():
            _show(path, one)
    raise typer.Exit(Exit.GOOD if all(one.same for one in found.values()) else Exit.FINDINGS)


def _show(path: str, one: Replay) -> None:
    show(f"{path}: {VERDICTS[one.verdict]}.")
    for difference in one.differences:
        show(f"  {difference}")
    if one.notes:
        show(rendered(one.notes))


def _as_data(path: str, one: Replay) -> dict[str, Any]:
    return {
        "file": path,
        "verdict": one.verdict,
        "differences": [{"field": each.field, "stored": each.stored, "now": each.now} for each in one.differences],
        "notes": [note.as_dict() for note in one.notes],
    }
