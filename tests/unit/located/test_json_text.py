from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.errors import AssessmentInvalid, Problem, ResultInvalid
from ras_engine.located import Located, read_json


def read(text: bytes | str) -> Located:
    return read_json(text, file="person.json")


def problems_of(text: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(AssessmentInvalid) as caught:
        read(text)
    return caught.value.problems


def as_read(value: object) -> object:
    """What the reader makes of a value: numbers become the text that was written."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_read(inner) for inner in value]
    return json.dumps(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_numbers_stay_as_they_are_written() -> None:
    located = read('{"a": 1.10, "b": 1e3, "c": -0, "d": 100000000000000000000000000000000000001}')
    assert located.data == {"a": "1.10", "b": "1e3", "c": "-0", "d": "100000000000000000000000000000000000001"}


def test_yes_no_and_nothing_are_told_apart_from_words() -> None:
    data = read('{"a": true, "b": false, "c": null, "d": "true", "e": "null"}').data
    assert data == {"a": True, "b": False, "c": None, "d": "true", "e": "null"}


def test_a_number_and_a_text_of_digits_are_told_apart_by_their_marks() -> None:
    located = read('{"a": 7, "b": "7"}')
    assert located.data == {"a": "7", "b": "7"}
    assert (located.marks[("a",)].quoted, located.marks[("b",)].quoted) == (False, True)


def test_every_value_has_its_place() -> None:
    located = read('\ufeff{\r\n\t"answers": {"washing": ["x",\n  {"level": 2}]}\n}')
    assert located.data == {"answers": {"washing": ["x", {"level": "2"}]}}
    where = located.where(("answers", "washing", 1, "level"))
    assert (where.line, where.column, where.path) == (3, 13, "answers.washing[1].level")
    assert str(located.where_key(("answers",))) == "person.json:2:2"
    mark = located.marks[("answers", "washing")]
    assert located.text[mark.start : mark.end] == '["x",\n  {"level": 2}]'


def test_a_name_that_stands_twice_is_refused_however_it_is_spelt() -> None:
    found = problems_of('{"washing": 1,\n "w\\u0061shing": 2}')[0]
    assert (found.code, str(found.where), str(found.related[0].where)) == ("RAS012", "person.json:2:2", "person.json:1:2")


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "RAS004", 1, 1),
        (" \n ", "RAS004", 1, 1),
        ("{'a': 1}", "RAS040", 1, 2),
        ('{"a" 1}', "RAS040", 1, 6),
        ('{"a": 1 "b": 2}', "RAS040", 1, 9),
        ('{"a": }', "RAS040", 1, 7),
        ('{"a": [1, 2 , ]}', "RAS040", 1, 13),
        ('{"a": 1\n', "RAS040", 2, 1),
        ('{"a": "b', "RAS040", 1, 7),
        ('{"a": "\\q"}', "RAS040", 1, 8),
        ('{"a": "\\u00zz"}', "RAS040", 1, 9),
        ('{"a": "b\tc"}', "RAS040", 1, 9),
        ('{"a": 01}', "RAS040", 1, 8),
        ('{"a": 1} {"b": 2}', "RAS040", 1, 10),
        ('{"a": 1}\n\0', "RAS040", 2, 1),
        ("a: 1", "RAS040", 1, 1),
        ('{"a": True}', "RAS040", 1, 7),
        ('{"a": [1, Infinity]}', "RAS041", 1, 11),
        ("NaN", "RAS041", 1, 1),
        ('{"a": "\\udc00"}', "RAS042", 1, 7),
        ('{"\\ud83d": 1}', "RAS042", 1, 2),
        ('{"a": "\\u0000"}', "RAS006", 1, 7),
        ("[" * 50_000, "RAS011", 1, 41),
        ('{"a":' * 50_000, "RAS011", 1, 201),
    ],
)
def test_what_is_not_strict_json_is_refused_with_its_place(text: str, code: str, line: int, column: int) -> None:
    assert [(one.code, one.where.line, one.where.column) for one in problems_of(text)] == [(code, line, column)]


def test_files_that_are_no_text_are_refused() -> None:
    assert [one.code for one in problems_of('{"a": 1}'.encode("utf-16"))] == ["RAS003"]
    assert [one.code for one in problems_of(b'{"a": "\xff"}')] == ["RAS002"]
    assert [one.code for one in problems_of(" " * 1_000_001)] == ["RAS001"]
    assert [one.code for one in problems_of(f'{{"a": "{"x" * 10_001}"}}')] == ["RAS009"]


def test_all_problems_are_reported_at_once() -> None:
    codes = [one.code for one in problems_of('{"a": NaN, "a": "\\ud800",\n "b": [Infinity]}')]
    assert codes == ["RAS041", "RAS012", "RAS042", "RAS041"]


def test_a_message_never_repeats_a_value() -> None:
    told = "her daughter moved away"
    for text in (f'{{"a": "{told}', f'{{"a": "{told}\\u0000"}}', f'{{"a": "{told}" "b"}}', f'{{"a": "{told}", "a": "{told}"}}'):
        assert told not in "\n".join(str(one) for one in problems_of(text))


def test_the_caller_chooses_the_exception_of_its_own_stage() -> None:
    with pytest.raises(ResultInvalid):
        read_json("{", file="stored.json", raises=ResultInvalid)


def test_half_characters_that_belong_together_are_one_character() -> None:
    assert read('{"a": "\\ud83d\\udcb7"}').data == {"a": "💷"}


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
values = st.recursive(
    texts | st.booleans() | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)


@given(values, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_whatever_another_program_writes_is_read_back(value: object, indent: int | str | None, ascii_only: bool) -> None:
    located = read(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert located.data == as_read(value)
    for path, mark in located.marks.items():
        inner: object = value
        for step in path:
            inner = inner[step]  # type: ignore[index]
        assert json.loads(located.text[mark.start : mark.end]) == inner


PIECES = st.sampled_from(
    ['{"a": ', "{", "}", "[", "]", ",", ":", '"', "1", "-", "NaN", "null", "\\", "\\u", "\n", " ", "\0", "\ud800", "é"]
)


@given(st.one_of(st.binary(max_size=100), st.text(max_size=100), st.lists(PIECES, max_size=30).map("".join)))
def test_whatever_comes_in_is_read_or_refused(source: bytes | str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read(source)
    except AssessmentInvalid as error:
        problems = error.problems
    assert all(problem.where.line >= 1 for problem in problems)
