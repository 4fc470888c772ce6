"""`ras-engine questionnaire`: the questions of a ruleset as a form."""

from __future__ import annotations

from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import ruleset_at
from ras_engine.edges.cli.options import (
    Format,
    FormatOption,
    KnownOption,
    LanguageOption,
    OnOption,
    RulesetOption,
    day,
    language_of,
)
from ras_engine.edges.cli.screen import show, show_json
from ras_engine.edges.questionnaire import questionnaire_as_data, questionnaire_markdown


def questionnaire(
    ruleset: RulesetOption,
    on: OnOption = None,
    known_on: KnownOption = None,
    language: LanguageOption = "en",
    form: FormatOption = Format.TEXT,
) -> None:
    """Print the questions as a form, in Markdown.

    With tick boxes, help texts, and which questions are asked only sometimes. The form is in the ruleset's own words.
    """
    words = language_of(language)
    with reporting(form):
        rules = ruleset_at(ruleset, day(on), day(known_on))
    if form is Format.JSON:
        show_json(questionnaire_as_data(rules, words))
    else:
        show(questionnaire_markdown(rules, words))
