"""`ras-engine what-if`: what would change if an answer were different, line by line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ras_engine.assessment import Assessment
from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import person_at
from ras_engine.edges.cli.options import (
    AssessmentArgument,
    Format,
    FormatOption,
    IdOption,
    KnownOption,
    LanguageOption,
    OnOption,
    RulesetOption,
    day,
    language_of,
)
from ras_engine.edges.cli.screen import out, show, show_json
from ras_engine.explain import what_if as compare
from ras_engine.score import score

WIDEST = 100
CARER = "carer."


def what_if(
    assessment: AssessmentArgument,
    ruleset: RulesetOption,
    change: Annotated[
        list[str],
        typer.Option(
            "--change",
            "-c",
            metavar="NAME=ANSWER",
            help="A question and its other answer; also client_group, deployment, carer_support (no_carer or not_offered) and "
            "carer.<area>. An empty answer takes the answer away.",
            show_default=False,
        ),
    ],
    row: IdOption = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    language: LanguageOption = "en",
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what another answer would change.

    The person is worked out twice, and the two results are put side by side. Nothing is stored or decided.
    """
    words = language_of(language)
    with reporting(form):
        rules, person = person_at(assessment, row, ruleset, day(on), day(known_on))
    with reporting(form, person):
        score(rules, person.assessment)
    changes = _changes(change, person.assessment)
    with reporting(form):
        compared = compare(rules, person.assessment, changes, language=words)
    if form is Format.JSON:
        show_json(compared.as_dict())
    else:
        show(compared.as_text(min(out().width, WIDEST)))


def _changes(written: list[str], assessment: Assessment) -> dict[str, Any]:
    """What `what_if` takes. Raises a usage error for anything that is not NAME=ANSWER."""
    found: dict[str, Any] = {}
    for one in written:
        name, equals, answer = one.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"--change {one}: write NAME=ANSWER, such as --change washing=all.")
        if name.startswith(CARER):
            found["carer_support"] = _support(found.get("carer_support"), name.removeprefix(CARER), answer, assessment)
        else:
            found[name.strip()] = answer or None
    return found


def _support(changed: Any, area: str, answer: str, assessment: Assessment) -> dict[str, Any]:
    """The support that is offered, with another extent in one area. The facts stay: they cannot be made up here."""
    offered = changed or assessment.as_dict().get("carer_support")
    if not isinstance(offered, dict) or area not in offered:
        known = ", ".join(offered) if isinstance(offered, dict) else "none"
        raise typer.BadParameter(
            f"--change {CARER}{area}: no support with it is recorded, so able and willing are not known. Recorded: {known}."
        )
    rest = {name: one for name, one in offered.items() if name != area}
    return {**rest, area: {**offered[area], "extent": answer}} if answer else rest
