"""`ras-engine uprate`: next year's draft from this year's ruleset and a file of factors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import file_at, ruleset_at
from ras_engine.edges.cli.options import Format, FormatOption, KnownOption, OnOption, RulesetOption, day
from ras_engine.edges.cli.screen import say, show, show_json
from ras_engine.edges.files.whole import written_whole
from ras_engine.policy.uprating import load_uprating
from ras_engine.policy.uprating import uprate as uprated


def uprate(
    uprating: Annotated[Path, typer.Argument(metavar="UPRATING.yaml", help="The factors, as a file.", show_default=False)],
    ruleset: RulesetOption,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DRAFT.yaml", help="The file to write; otherwise stdout.")
    ] = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Uprate a ruleset: a draft with other amounts.

    Every amount under a factor is multiplied by it and rounded as the factor says; all else, comments too, stays as it is.
    The draft is for people to read and approve.
    """
    if out and out.exists():
        raise typer.BadParameter(f"--out {out} is there already; a ruleset is never written over.")
    with reporting(form):
        rules = ruleset_at(ruleset, day(on), day(known_on))
        text = uprated(rules, load_uprating(file_at(uprating, "The uprating")))
    if out:
        with written_whole(out) as file:
            file.write(text)
        say(f"{out}: written, as a draft that follows {rules}.")
    if form is Format.JSON:
        show_json({"out": str(out) if out else None, "follows": rules.digest, "ruleset": text})
    elif not out:
        show(text)
