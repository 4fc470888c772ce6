"""The list of commands, in the order in which a newcomer meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from ras_engine.edges.cli.audit import audit
from ras_engine.edges.cli.batch import batch
from ras_engine.edges.cli.check import check
from ras_engine.edges.cli.codes import EPILOG
from ras_engine.edges.cli.demo import demo
from ras_engine.edges.cli.equity import equity
from ras_engine.edges.cli.explain import explain
from ras_engine.edges.cli.export import export
from ras_engine.edges.cli.lock import lock
from ras_engine.edges.cli.questionnaire import questionnaire
from ras_engine.edges.cli.replay import replay
from ras_engine.edges.cli.schema import schema
from ras_engine.edges.cli.score import score
from ras_engine.edges.cli.screen import show
from ras_engine.edges.cli.uprate import uprate
from ras_engine.edges.cli.what_if import what_if
from ras_engine.version import VERSION

app = typer.Typer(
    name="ras-engine",
    help="Indicative budgets for adult social care: a council's rules as data, exact to the penny, with the whole working.",
    epilog=EPILOG,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)


def _version(wanted: bool) -> None:
    if wanted:
        show(f"ras-engine {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, help="Show the version and stop.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="After an internal error, show where in the program it happened.")] = False,
) -> None:
    """Indicative budgets for adult social care: a council's rules as data, exact to the penny, with the whole working."""


COMMANDS = (demo, check, score, explain, what_if, batch, equity, audit, questionnaire, schema, replay, lock, uprate)
for command in COMMANDS:
    app.command(command.__name__.replace("_", "-"), epilog=EPILOG)(command)
app.add_typer(export, name="export")
