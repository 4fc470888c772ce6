"""`ras-engine schema`: the JSON Schemas, for editors and for programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ras_engine.document.schema import schema_text
from ras_engine.edges.audit.form import certificate_schema
from ras_engine.edges.cli.options import Format, FormatOption
from ras_engine.edges.cli.screen import show, show_json
from ras_engine.edges.report.equity import report_schema
from ras_engine.results import budget_schema


class Of(StrEnum):
    """What the schema is of."""

    RULESET = "ruleset"
    RESULT = "result"
    EQUITY_REPORT = "equity-report"
    AUDIT = "audit"


def schema(
    of: Annotated[
        Of,
        typer.Option("--of", help="A ruleset as it is written; a result, an equity report or an audit as --format json writes it."),
    ] = Of.RULESET,
    form: FormatOption = Format.JSON,
) -> None:
    """Print a JSON Schema.

    Saved beside a ruleset whose first line is `# yaml-language-server: $schema=ruleset.schema.json`, it gives an editor completion
    and help. It is JSON in either format.
    """
    if of is Of.RULESET:
        show(schema_text())
    else:
        made = {Of.RESULT: budget_schema, Of.EQUITY_REPORT: report_schema, Of.AUDIT: certificate_schema}
        show_json(made[of]())
