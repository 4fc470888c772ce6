"""The questions as plain data: what a screen needs to ask them."""

from __future__ import annotations

from typing import Any

from ras_engine.document.questions import ChoicesQuestion, FrequencyQuestion, LevelsQuestion, QuantityQuestion, Question
from ras_engine.edges.questionnaire.form import YES_NO, area_titles
from ras_engine.edges.questionnaire.words import form_wording
from ras_engine.exact import format_decimal
from ras_engine.explain.wording import Wording
from ras_engine.ruleset import Ruleset


def questionnaire_as_data(ruleset: Ruleset, language: str = "en") -> dict[str, Any]:
    """The questions of a ruleset as plain data, in the order of the ruleset."""
    document, words = ruleset.document, form_wording(language)
    return {
        "scheme": document.scheme,
        "effective_from": document.effective_from.isoformat(),
        "revision": document.revision,
        "language": language,
        "client_groups": list(document.client_groups or ()),
        "deployments": list(document.deployments or ()),
        "questions": [_question_as_data(question, words) for question in document.questions],
        "carer_support": area_titles(ruleset, words),
    }


def _question_as_data(question: Question, words: Wording) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "domain": question.domain,
        "about": question.about,
        "title": words.text(question.title) if question.title else None,
        "ask": words.text(question.ask),
        "help": words.text(question.help) if question.help else None,
        "required": question.if_missing == "required",
        "asked_when": question.asked_when.model_dump(mode="json", by_alias=True, exclude_none=True)
        if question.asked_when
        else None,
    }
    match question:
        case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
            data["answers"] = [{"id": level.id, "says": words.text(level.says)} for level in levels]
        case QuantityQuestion():
            data |= {
                "unit": question.unit,
                **{key: format_decimal(getattr(question, key)) for key in ("minimum", "maximum", "step")},
            }
        case FrequencyQuestion():
            data["periods"] = {name: one.most for name, one in question.periods.items()}
        case _:
            data["answers"] = [{"id": name, "says": words.say(says)} for name, says in YES_NO.items()]
    if isinstance(question, LevelsQuestion) and question.fluctuating:
        data["days"] = question.fluctuating.days
    return data
