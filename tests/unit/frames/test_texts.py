"""Texts are told apart in a compiled loop exactly as Python tells them apart, in whatever layout they come."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ras_engine.edges.frames.arrow import distinct_of
from ras_engine.edges.frames.texts import told_apart
from tests.profiles import CASES

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numba")
RUN: Any = import_module("ras_engine.score.many.compiled.run")
LAYOUTS = [pa.string(), pa.large_string(), pa.string_view()]

PIECES = st.text(st.sampled_from("abx é€😀\0"), max_size=20)
LIKE = st.builds(
    "{}{}{}".format, st.sampled_from(["", "twelve_bytes", "more than sixteen"]), PIECES, st.sampled_from(["", "_the end"])
)


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loops are used for any number of rows."""
    monkeypatch.delenv(RUN.SETTING, raising=False)
    monkeypatch.setattr(RUN, "WORTH_LOADING", 0)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_each_row_has_its_text_and_no_text_stands_twice(layout: Any) -> None:
    @settings(max_examples=CASES)
    @given(st.lists(st.none() | LIKE, max_size=40), st.integers(0, 5))
    @example(
        ["1234567", "12345678", "123456789", "a" * 16, "a" * 17, "a" * 8 + "b" + "a" * 8, "a" * 8 + "c" + "a" * 8, "", None, "\0"],
        0,
    )
    def check(texts: list[str | None], skipped: int) -> None:
        chunk = pa.array(texts, layout).slice(skipped)
        found = told_apart(chunk)
        if not len(chunk):
            assert found is None
            return
        assert found is not None
        different, places = found[0].to_pylist(), found[1]
        assert [different[place] for place in places] == texts[skipped:]
        assert different == list(dict.fromkeys(texts[skipped:]))

    check()


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@pytest.mark.parametrize("missing", [False, True])
def test_255_texts_have_places_and_more_are_left_to_arrow(layout: Any, missing: bool) -> None:
    texts: list[str | None] = [f"text {number}" for number in range(256)]
    texts[100] = None if missing else texts[0]
    found = told_apart(pa.array(texts[:255], layout))
    assert found is not None
    assert [found[0].to_pylist()[place] for place in found[1]] == texts[:255]
    assert told_apart(pa.array([*texts, "one more"], layout)) is None


def test_texts_that_are_no_utf_8_are_told_as_without_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    chunk = pa.Array.from_buffers(
        pa.string(), 3, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"a\xffa")]
    )
    with_loop = distinct_of(chunk)
    monkeypatch.setenv(RUN.SETTING, "no")
    assert with_loop.values == distinct_of(chunk).values
    assert with_loop.places.tolist() == distinct_of(chunk).places.tolist()


def test_chunks_of_different_texts_become_one_column() -> None:
    texts: list[list[str | None]] = [["b", "a", None], ["c", "a"], [], ["b"]]
    column = distinct_of(pa.chunked_array([pa.array(one, pa.string()) for one in texts]))
    assert [column.values[place] for place in column.places] == [text for one in texts for text in one]
    assert len(set(column.values)) == len(column.values)


def test_other_columns_are_left_alone() -> None:
    assert told_apart(pa.array([1, 2])) is None
    assert told_apart(pa.array([b"a"])) is None
