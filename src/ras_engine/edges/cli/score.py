"""`ras-engine score`: one person, one indicative budget."""

from __future__ import annotations

from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import person_at
from ras_engine.edges.cli.options import (
    AssessmentArgument,
    Format,
    FormatOption,
    IdOption,
    KnownOption,
    OnOption,
    RulesetOption,
    day,
)
from ras_engine.edges.cli.person import show_person
from ras_engine.edges.cli.screen import show
from ras_engine.results import result_to_json
from ras_engine.score import score as score_one


def score(
    assessment: AssessmentArgument,
    ruleset: RulesetOption,
    row: IdOption = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Work out one person's indicative budget.

    With a rulebook folder the ruleset in force on the day of the assessment is used, unless --on says another day. The JSON can be
    kept, and worked out again with `replay`.
    """
    with reporting(form):
        rules, person = person_at(assessment, row, ruleset, day(on), day(known_on))
    with reporting(form, person):
        result = score_one(rules, person.assessment)
    if form is Format.JSON:
        show(result_to_json(result))
    else:
        show_person(result)
