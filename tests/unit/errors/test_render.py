from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ras_engine.errors import Location, Problem, Related, problem
from ras_engine.errors.excerpt import WIDEST, excerpt, lines_of
from ras_engine.errors.render import render

TEXT = "questions:\n  - id: washing\n    about: need\n    about: safety\n"


def under(line: str, column: int) -> str:
    """What the carets stand under, where every character is one column wide."""
    shown, carets = excerpt(line, column)
    return shown[len(carets) - len(carets.lstrip()) : len(carets)]


def test_a_problem_is_a_place_a_sentence_the_line_the_other_place_and_the_remedy() -> None:
    first = Related(Location("a.yaml", 3, 5), "it is first written here.")
    found = problem("RAS012", Location("a.yaml", 4, 5), [first], key='"about"')
    assert render([found], {"a.yaml": TEXT}) == (
        'a.yaml:4:5: RAS012: The key "about" is written twice in one section.\n'
        "  4 |     about: safety\n"
        "    |     ^^^^^\n"
        "  It is first written here: a.yaml:3:5\n"
        "  3 |     about: need\n"
        "    |     ^^^^^\n"
        "  Keep one of the two, or give the second its own name.\n"
        "\n"
        "1 problem in a.yaml.\n"
    )


def test_problems_stand_in_line_order_and_are_counted() -> None:
    later = Problem("RAS001", "Later.", Location("rules/a.yaml", 3, 1))
    sooner = Problem("RAS002", "Sooner.", Location("rules/a.yaml", 2, 9))
    shown = render([later, sooner, later])
    assert shown.index("Sooner.") < shown.index("Later.")
    assert shown.endswith("\n2 problems in a.yaml.\n")


def test_several_files_are_counted() -> None:
    here, there = Problem("RAS001", "A.", Location("a.yaml", 1, 1)), Problem("RAS001", "B.", Location("b.yaml", 1, 1))
    assert render([here, there]).endswith("2 problems in 2 files.\n")


def test_no_problems_say_so() -> None:
    assert render([]) == "No problems.\n"


def test_a_problem_in_data_shows_the_path() -> None:
    found = Problem("RAS600", "There is no such level.", Location(path="answers.washing"), "Did you mean none?")
    assert render([found], {}) == "answers.washing: RAS600: There is no such level.\n  Did you mean none?\n\n1 problem.\n"


def test_the_path_in_a_named_file_of_data_follows_the_file() -> None:
    found = Problem("RAS600", "Wrong.", Location("person.json", path="answers.washing"))
    assert render([found]).startswith("person.json: answers.washing: RAS600: Wrong.\n")


def test_a_line_that_the_text_does_not_have_is_left_out() -> None:
    assert "|" not in render([Problem("RAS001", "Wrong.", Location("a.yaml", 99, 1))], {"a.yaml": TEXT})


def test_the_carets_stand_under_the_whole_word() -> None:
    assert under("    about: need", 12) == "need"
    assert under("minimum: 20.00", 10) == "20.00"
    assert under('{"washing": 1}', 2) == '"washing"'
    assert under("  - &points", 5) == "&points"


def test_a_column_past_the_end_of_the_line_still_has_a_caret() -> None:
    assert excerpt("abc", 99) == ("abc", "   ^")
    assert excerpt("", 1) == ("", "^")


def test_a_long_line_is_cut_around_the_column() -> None:
    line = "x" * 300 + " here " + "y" * 300
    shown, carets = excerpt(line, 302)
    assert shown.startswith("... ")
    assert shown.endswith(" ...")
    assert len(shown) <= WIDEST + 4
    assert under(line, 302) == "here"
    assert carets.strip() == "^^^^"


def test_a_long_line_whose_word_is_near_its_start_is_cut_at_its_end_only() -> None:
    shown, _ = excerpt("word " + "y" * 300, 1)
    assert shown.startswith("word ")
    assert shown.endswith(" ...")


def test_a_tab_takes_the_same_room_in_the_line_and_above_the_caret() -> None:
    assert excerpt("\tabout: need", 2) == ("    about: need", "    ^^^^^")


def test_wide_letters_push_the_caret_two_columns_on_and_combining_ones_none() -> None:
    assert excerpt("価格: x", 5) == ("価格: x", "      ^")
    assert excerpt("e\u0301: x", 5) == ("e\u0301: x", "   ^")


def test_characters_that_cannot_be_seen_are_written_out() -> None:
    assert excerpt("a\u202eb", 2) == ("a\\u202eb", " ^^^^^^")
    assert excerpt("status:\u00a0approved", 1)[0] == "status:\\u00a0approved"


def test_lines_are_counted_as_editors_count_them() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e\x0bf") == ("a", "b", "c", "d\u2028e\x0bf")


@given(st.text(max_size=400), st.integers(-5, 500))
def test_no_line_and_column_can_stop_an_excerpt(line: str, column: int) -> None:
    shown, carets = excerpt(line, column)
    assert carets.strip().strip("^") == ""
    assert "^" in carets
    assert shown.isprintable() or not line.isprintable()


@given(st.text(max_size=80), st.text(max_size=80), st.integers(-1, 9), st.integers(-1, 99))
def test_no_words_in_a_problem_can_break_the_form(message: str, text: str, line: int, column: int) -> None:
    shown = render([Problem("RAS001", message, Location("a.yaml", line, column))], {"a.yaml": text})
    assert shown.splitlines()[-1] == "1 problem in a.yaml."
    assert shown.count("\n") <= 5
