from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.located import Data, Mark, Path, path_text, read_located

TEXT = """\
# A comment that stays.
scheme: example-borough/adults
questions:
  - id: washing   # the first
    levels: [{id: none, points: 0}, {id: every_day, points: "9.00"}]
  - id: dressing
"""
LOCATED = read_located(TEXT, file="a.yaml")


def place(path: Path) -> tuple[int, int]:
    where = LOCATED.where(path)
    return where.line, where.column


def test_a_value_is_found_by_its_path() -> None:
    assert place(("scheme",)) == (2, 9)
    assert place(("questions",)) == (4, 3)
    assert place(("questions", 0)) == (4, 5)
    assert place(("questions", 0, "levels", 1, "points")) == (5, 61)
    assert str(LOCATED.where(("scheme",))) == "a.yaml:2:9"


def test_a_key_is_found_by_the_path_of_its_value() -> None:
    where = LOCATED.where_key(("questions", 0, "levels"))
    assert (where.line, where.column, where.path) == (5, 5, "questions[0].levels")


def test_an_item_of_a_list_has_no_key_so_its_own_place_is_given() -> None:
    path = ("questions", 1)
    assert LOCATED.where_key(path) == LOCATED.where(path)


def test_a_path_that_is_not_in_the_text_is_shown_at_the_nearest_section_around_it() -> None:
    where = LOCATED.where(("questions", 1, "levels", 0, "points"))
    assert (where.line, where.column) == (6, 5)
    assert where.path == "questions[1].levels[0].points"
    assert place(("nothing", "here")) == place(()) == (2, 1)


def test_a_path_is_written_as_people_read_it() -> None:
    assert path_text(("questions", 2, "levels", 0, "points")) == "questions[2].levels[0].points"
    assert path_text(("prices", "day care", "per.hour")) == 'prices["day care"]["per.hour"]'
    assert path_text((0, "a")) == "[0].a"
    assert path_text(()) == ""


def test_a_mark_knows_whether_a_scalar_is_quoted() -> None:
    levels: Path = ("questions", 0, "levels")
    assert LOCATED.marks[(*levels, 1, "points")].quoted
    assert not LOCATED.marks[(*levels, 0, "points")].quoted
    assert LOCATED.marks[levels].style == "list"
    assert LOCATED.marks[(*levels, 0)].style == "mapping"


def test_a_section_ends_where_its_last_value_ends() -> None:
    first = LOCATED.marks[("questions", 0)]
    assert LOCATED.text[first.start : first.end].endswith('"9.00"}]')
    assert LOCATED.marks[()] == Mark(2, 1, 0, 0, TEXT.index("scheme"), len(TEXT) - 1, "mapping")


def test_one_value_can_be_replaced_in_the_text_and_every_comment_stays() -> None:
    mark = LOCATED.marks[("questions", 0, "levels", 0, "points")]
    text = LOCATED.text[: mark.start] + "4.50" + LOCATED.text[mark.end :]
    assert text == TEXT.replace("points: 0}", "points: 4.50}")


def test_lines_are_those_of_the_text() -> None:
    assert LOCATED.lines == tuple(TEXT.split("\n"))


words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)
keys = words.filter(bool)
trees: st.SearchStrategy[Data] = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=25
)


@pytest.mark.parametrize("quote", [None, "'", '"'])
@pytest.mark.parametrize("flow", [True, False])
@given(data=st.dictionaries(keys, trees, max_size=5))
def test_what_another_program_writes_is_read_back_with_each_value_at_its_mark(
    flow: bool, quote: str | None, data: dict[str, Data]
) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style=quote, width=10**6)
    located = read_located(text, file="a.yaml")
    assert located.data == data
    for path, mark in located.marks.items():
        value: object = data
        for step in path:
            value = value[step]  # type: ignore[index]
        if isinstance(value, str):
            assert yaml.safe_load(located.text[mark.start : mark.end]) == value
