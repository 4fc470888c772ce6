"""`ras-engine explain`: one person's indicative budget with its whole working, in plain words."""

from __future__ import annotations

from enum import StrEnum
from html import escape
from typing import Annotated

import typer

from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import person_at
from ras_engine.edges.cli.options import (
    AssessmentArgument,
    Format,
    IdOption,
    KnownOption,
    LanguageOption,
    OnOption,
    RulesetOption,
    day,
    language_of,
)
from ras_engine.edges.cli.screen import out, show, show_json
from ras_engine.explain import Explanation
from ras_engine.explain import explain as explain_one
from ras_engine.score import score

WIDEST = 100
PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


class ExplanationFormat(StrEnum):
    """How an explanation is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def explain(
    assessment: AssessmentArgument,
    ruleset: RulesetOption,
    row: IdOption = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    language: LanguageOption = "en",
    form: Annotated[ExplanationFormat, typer.Option("--format", "-f", help="How it is written; html is a page of its own.")] = (
        ExplanationFormat.TEXT
    ),
) -> None:
    """Explain one person's budget, to the penny.

    What was answered, what it adds up to, every line as quantity x unit x price or as points through a named table, what
    carers change, limits, rounding, contingency, and how to challenge it.
    """
    words = language_of(language)
    problems_as = Format.JSON if form is ExplanationFormat.JSON else Format.TEXT
    with reporting(problems_as):
        rules, person = person_at(assessment, row, ruleset, day(on), day(known_on))
    with reporting(problems_as, person):
        explanation = explain_one(score(rules, person.assessment), language=words)
    _show(explanation, form)


def _show(explanation: Explanation, form: ExplanationFormat) -> None:
    match form:
        case ExplanationFormat.TEXT:
            show(explanation.as_text(min(out().width, WIDEST)))
        case ExplanationFormat.MARKDOWN:
            show(explanation.as_markdown())
        case ExplanationFormat.HTML:
            show(PAGE.format(language=explanation.language, title=escape(explanation.title), body=explanation.as_html()))
        case ExplanationFormat.JSON:
            show_json(explanation.as_dict())
