"""`ras-engine audit --recheck CERTIFICATE`: what of a certificate came out again, on the screen or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import typer

from ras_engine.edges.audit.recheck import Recheck, recheck
from ras_engine.edges.cli.codes import Exit, rendered, reporting
from ras_engine.edges.cli.load import file_at, ruleset_at
from ras_engine.edges.cli.options import Format
from ras_engine.edges.cli.screen import paragraph, say, show, show_json
from ras_engine.edges.cli.written import refuse_out, write_out
from ras_engine.errors.excerpt import visible


def rechecked(
    path: Path, ruleset: Path | None, on: date | None, known_on: date | None, form: Format, out: Path | None, others: int
) -> Exit:
    """Check a certificate and show what came out; 1 where anything did not. `others` counts options that mean nothing here."""
    if others:
        raise typer.BadParameter("--recheck proves nothing again: it goes with RULESET, --on, --known-on, --format and --out only.")
    refuse_out(out)
    place = file_at(path, "The certificate")
    with reporting(form):
        rules = ruleset_at(ruleset, on, known_on) if ruleset else None
        found = recheck(place.read_bytes(), rules, file=str(path))
    make: Callable[[], None] = (
        (lambda: show_json(_data(path, found))) if form is Format.JSON else (lambda: _show(path, found, rules is None))
    )
    write_out(make, out, _sentence(found))
    return Exit.GOOD if found.holds else Exit.FINDINGS


def _sentence(found: Recheck) -> str:
    if not found.holds:
        number = len(found.problems)
        return f"{number} {'thing does' if number == 1 else 'things do'} not come out as the certificate says."
    return f"Everything came out as the certificate says: {found.pairs} pairs scored again, digests, counts and thresholds."


def _show(path: Path, found: Recheck, alone: bool) -> None:
    show(f"{path}: {visible(found.data['ruleset'], 120)}, digest {found.data['digest'][:12]}")
    paragraph(_sentence(found))
    if found.holds:
        paragraph(f"The certificate says: {visible(found.data['sentence'], 400)}")
    paragraph("What is said to be proved was not proved again: for that, audit the ruleset.")
    if alone:
        paragraph(
            "The certificate was checked with the text of the ruleset that it carries. Give RULESET to compare it with yours."
        )
    for some in (found.problems, found.notes):
        if some:
            say(rendered(some).rstrip("\n"))


def _data(path: Path, found: Recheck) -> dict[str, Any]:
    return {
        "file": str(path),
        "holds": found.holds,
        "pairs": found.pairs,
        "digest": found.data["digest"],
        "problems": [one.as_dict() for one in found.problems],
        "notes": [one.as_dict() for one in found.notes],
    }
