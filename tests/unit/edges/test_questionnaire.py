"""The form: every question and answer of the ruleset, our own words in two languages, and nothing forgotten in the catalogue."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ras_engine.edges.questionnaire import questionnaire_as_data, questionnaire_markdown
from ras_engine.edges.questionnaire.words import LOCALE
from ras_engine.rulebook import load_ruleset
from ras_engine.ruleset import read_ruleset
from tests.unit.edges.people import ROOT, example

WELSH = LOCALE / "cy" / "LC_MESSAGES"
SCHEMES = sorted(
    path for path in (ROOT / "tests" / "conformance" / "rulesets").glob("*.yaml") if not path.name.endswith(".examples.yaml")
)
BRACES = re.compile(r"\{[a-z_]+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (WELSH / "questionnaire.po").open("rb") as file:
        return read_po(file, locale="cy")


def test_every_sentence_of_the_form_is_in_the_welsh_catalogue_translated_and_compiled(catalogue: Catalog) -> None:
    found = {str(message) for _, _, message, _, _ in extract_from_dir(LOCALE.parent, keywords={"say": None, "mark": None})}
    assert {str(message.id) for message in catalogue if message.id} == found
    assert [message.id for message in catalogue if message.id and not message.string] == []
    assert all(set(BRACES.findall(str(one.id))) == set(BRACES.findall(str(one.string))) for one in catalogue if one.id)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.getvalue() == (WELSH / "questionnaire.mo").read_bytes()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_question_and_answer_has_its_place(language: str) -> None:
    document = example().document
    form = questionnaire_markdown(example(), language)
    for question in document.questions:
        assert question.ask.in_language(language) in form
        for level in getattr(question, "levels", ()):
            assert f"- [ ] {level.says.in_language(language)} `{level.id}`" in form


def test_the_welsh_form_has_no_english_of_ours() -> None:
    english, welsh = (questionnaire_markdown(example(), language) for language in ("en", "cy"))
    for words in ("Only where", "The carer is able", "Tick one", "Unpaid support", "Date of the assessment"):
        assert words in english
        assert words not in welsh


def test_a_question_that_is_asked_sometimes_says_when() -> None:
    assert "*Only where “Children in your care” is “Yes”.*" in questionnaire_markdown(example())


def test_support_is_asked_with_every_fact_that_the_act_names() -> None:
    form = questionnaire_markdown(example())
    areas = questionnaire_as_data(example())["carer_support"]
    for fact in ("able", "willing", "likely to stay able", "likely to stay willing", "an adult"):
        assert form.count(f"- The carer is {fact}: ☐ Yes ☐ No") == len(areas) == 9


def test_an_area_of_support_without_a_title_is_called_by_its_name_in_words() -> None:
    path = next(one for one in SCHEMES if one.stem == "four_kinds_of_carer_rule_like")
    ids = [area for area in load_ruleset(path).plan.columns_of["area"] if "_" in area]
    form = questionnaire_markdown(load_ruleset(path))
    assert ids
    for area in ids:
        assert f"### {area}\n" not in form
    assert "### At night\n" in form


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_any_ruleset_has_a_form(path: Path) -> None:
    ruleset = load_ruleset(path)
    questions = ruleset.document.questions
    data = questionnaire_as_data(ruleset)
    assert questionnaire_markdown(ruleset).count("\n### ") == len(questions) + len(data["carer_support"])
    assert [one["id"] for one in data["questions"]] == [one.id for one in questions]
    assert set(data["carer_support"]) == ruleset.plan.columns_of["area"]


def test_the_words_of_a_ruleset_are_never_signs_of_the_form() -> None:
    text = (ROOT / "docs" / "examples" / "cliff.yaml").read_text(encoding="utf-8")
    asked = re.search(r"ask: (.*)", text)
    assert asked is not None
    form = questionnaire_markdown(read_ruleset(text.replace(asked[0], 'ask: "<script>x</script> [y](z) *a* `b` # {c}"', 1)))
    assert r"\<script\>x\</script\> \[y\](z) \*a\* \`b\` \# \{c\}" in form
    assert "<script>" not in form
