"""Parts are taken out, and what stays keeps its place in the file."""

from __future__ import annotations

from typing import Any

from ras_engine.document.tree import Tree, ids_in, words_in

DATA: dict[str, Any] = {
    "questions": [{"id": "a"}, {"id": "b", "levels": [{"id": "x"}, {"id": "y"}]}, {"id": "c"}],
    "levels": {"levels": "1"},
}


def test_items_after_a_part_that_was_taken_out_keep_their_place() -> None:
    tree = Tree(DATA)
    tree.drop(("questions", 0))
    assert tree.plain() == {**DATA, "questions": DATA["questions"][1:]}
    assert tree.original(("questions", 0, "levels", 1, "id")) == ("questions", 1, "levels", 1, "id")
    assert tree.get(("questions", 2, "id")) == "c"


def test_a_path_ends_where_the_file_says_no_more() -> None:
    """`is: high` stands for a list of one, whose item has no place of its own."""
    assert Tree({"is": "high"}).original(("is", 0)) == ("is",)


def test_names_of_kinds_are_stepped_over() -> None:
    tree = Tree(DATA)
    steps = ("questions", 1, "levels", "levels", 1, "id")
    assert tree.follow(steps, "y") == ("questions", 1, "levels", 1, "id")


def test_a_kind_with_the_name_of_a_key_is_no_key_where_a_key_of_the_section_is_missing() -> None:
    tree = Tree({"contingency": {"kind": "share", "share": "7%"}})
    assert tree.follow(("contingency", "share"), None, missing="why") == ("contingency",)


def test_of_two_ways_to_read_a_place_the_one_that_ends_at_the_value_counts() -> None:
    tree = Tree({"amount": {"refer": "x", "foo": "y"}})
    assert tree.follow(("amount", "refer", "foo"), "y") == ("amount", "foo")
    assert tree.follow(("amount", "refer", "refer"), "x") == ("amount", "refer")


def test_a_part_can_be_put_back_as_something_else() -> None:
    tree = Tree(DATA)
    tree.put(("questions", 1, "levels", 0, "id"), "z")
    tree.put(("questions", 2), {"id": "d"})
    assert tree.get(("questions", 1, "levels", 0)) == {"id": "z"}
    assert list(ids_in(tree.root)) == ["a", "b", "z", "y", "d"]


def test_what_is_not_there_can_be_asked_for_and_taken_out() -> None:
    tree = Tree(DATA)
    tree.drop(("measures", 3, "of"))
    assert tree.get(("measures", 3)) is None
    assert tree.plain() == DATA


def test_every_word_of_a_part_is_known() -> None:
    assert list(words_in(Tree({"of": ["a", {"value": "b"}]}).root)) == ["of", "a", "value", "b"]
