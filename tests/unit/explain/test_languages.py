"""Our sentences are all in the Welsh catalogue, compiled, and used; and they keep to the glossary."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ras_engine.explain import explain, what_if
from ras_engine.explain.wording import LOCALE
from tests.unit.explain.people import budget, person, ruleset

EXPLAIN = LOCALE.parent
WELSH = LOCALE / "cy" / "LC_MESSAGES"
KEYWORDS = {"say": None, "mark": None, "mark_many": (1, 2)}
BRACES = re.compile(r"\{[a-z_]+\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (WELSH / "ras_engine.po").open("rb") as file:
        return read_po(file, locale="cy")


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    """Every sentence in the code, the singular where it has two forms."""
    found = extract_from_dir(EXPLAIN, keywords=KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def test_every_sentence_in_the_code_is_in_the_catalogue_and_no_other(catalogue: Catalog, sentences: set[str]) -> None:
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue if message.id}
    assert known == sentences


def test_no_sentence_is_left_untranslated(catalogue: Catalog) -> None:
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id


def test_what_is_filled_in_is_the_same_in_both_languages(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            english = message.id[0] if isinstance(message.id, tuple) else message.id
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert {frozenset(BRACES.findall(str(form))) for form in forms} == {frozenset(BRACES.findall(str(english)))}, message.id


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.getvalue() == (WELSH / "ras_engine.mo").read_bytes()


@pytest.mark.parametrize("word", ["score", "algorithm", "award", "saving", "allocation", "customer", "discount", "net "])
def test_no_sentence_uses_a_word_that_the_glossary_rules_out(sentences: set[str], word: str) -> None:
    assert not [sentence for sentence in sentences if word in sentence.lower()]


def test_an_explanation_in_welsh_is_welsh_from_end_to_end(sentences: set[str]) -> None:
    explanation = explain(budget(), language="cy")
    text = explanation.as_text(width=1000)
    assert "Eich cyllideb ddangosol yw £400.00 yr wythnos." in text
    assert "Faint o gymorth sydd ei angen arnoch i ymolchi?" in text
    assert "2 ddiwrnod" in text  # the plural of Welsh: a soft mutation after two
    assert "1 Mai 2026" in text
    long = [sentence for sentence in sentences if len(sentence) > 20 and "{" not in sentence]
    assert len(long) > 60
    assert not [sentence for sentence in long if sentence in text]
    assert '<article lang="cy"' in explanation.as_html()


def test_amounts_are_the_same_in_every_language() -> None:
    english, welsh = (explain(budget(), language=language) for language in ("en", "cy"))
    assert [section.total for section in english.sections] == [section.total for section in welsh.sections]


def test_what_if_speaks_welsh() -> None:
    text = what_if(ruleset(), person(), {"alone": "yes", "alarm": "no"}, language="cy").as_text(width=400)
    assert text.startswith("Beth fyddai'n newid")
    assert "Byw ar eich pen eich hun: “Ie”. Cynt: “Na”." in text


def test_two_languages_at_once_do_not_disturb_each_other() -> None:
    before = explain(budget()).as_text()
    explain(budget(), language="cy").as_text()
    assert explain(budget()).as_text() == before
