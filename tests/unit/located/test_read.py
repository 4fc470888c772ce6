from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import ras_engine.located.read as reading
from ras_engine.errors import Problem, RulesetInvalid
from ras_engine.errors.excerpt import lines_of
from ras_engine.errors.render import render
from ras_engine.located import Located, read_located, readable_text


@pytest.fixture(params=["the parser in C", "the parser in Python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is refused is refused whichever parser is installed."""
    monkeypatch.setattr(reading, "_LOADER", yaml.CSafeLoader if "C" in request.param else yaml.SafeLoader)


def read(text: bytes | str) -> Located:
    return read_located(text, file="a.yaml")


def problems_of(text: bytes | str, *, most_bytes: int = 1_000_000) -> tuple[Problem, ...]:
    with pytest.raises(RulesetInvalid) as caught:
        read_located(text, file="a.yaml", most_bytes=most_bytes)
    return caught.value.problems


def codes_of(text: bytes | str) -> list[str]:
    return [problem.code for problem in problems_of(text)]


# -- strings first


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "off",
        "Yes",
        "010",
        "0x1F",
        "12:30",
        "1e3",
        "2026.1",
        "2026-04-06",
        "1_000",
        ".5",
        "-1.50",
        ".inf",
        "true",
        "=",
        "7.5%",
    ],
)
def test_a_scalar_means_what_it_looks_like(written: str) -> None:
    assert read(f"key: {written}\nlist: [{written}]\n").data == {"key": written, "list": [written]}
    assert read(f"{written}: key\n").data == {written: "key"}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=60))
def test_a_quoted_scalar_gives_back_its_text(text: str) -> None:
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    located = read(f"a: {single}\nb: {double}\n")
    assert located.data == {"a": text, "b": text}
    for key, written in (("a", single), ("b", double)):
        mark = located.marks[(key,)]
        assert mark.quoted
        assert located.text[mark.start : mark.end] == written


def test_a_text_of_several_lines_gives_its_text() -> None:
    located = read("why: |\n  Cabinet\n  minute\n\nsource: >-\n  joined\n  lines\n")
    assert located.data == {"why": "Cabinet\nminute\n", "source": "joined lines"}
    mark = located.marks[("why",)]
    assert located.text[mark.start : mark.end] == "|\n  Cabinet\n  minute"
    assert (mark.style, mark.quoted) == ("literal", False)


def test_null_in_quotes_is_a_word_and_empty_quotes_are_an_empty_text() -> None:
    assert read("a: 'null'\nb: \"~\"\nc: ''\n").data == {"a": "null", "b": "~", "c": ""}


def test_lists_and_sections_keep_their_order() -> None:
    data = read("z: 1\na: [3, {y: 2, b: 1}]\nm: {}\nn: []\n").data
    assert data == {"z": "1", "a": ["3", {"y": "2", "b": "1"}], "m": {}, "n": []}
    assert isinstance(data, dict)
    assert list(data) == ["z", "a", "m", "n"]


def test_a_byte_order_mark_is_accepted_and_does_not_move_the_columns() -> None:
    located = read(b"\xef\xbb\xbfscheme: a\n")
    assert located.data == {"scheme": "a"}
    assert located.where(("scheme",)).column == 9
    assert located.text == "scheme: a\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_accepted_and_counted(end: str) -> None:
    located = read(end.join(["# a comment", "", "a: 1", "b:", "  - x", "  - 'y'", ""]))
    assert located.data == {"a": "1", "b": ["x", "y"]}
    assert (located.where(("b", 1)).line, located.where(("b", 1)).column) == (6, 5)
    mark = located.marks[("b", 1)]
    assert located.text[mark.start : mark.end] == "'y'"
    assert located.lines[5] == "  - 'y'"


def test_one_start_line_is_accepted() -> None:
    assert read("---\na: 1\n...\n").data == {"a": "1"}


def test_the_reader_imports_neither_models_nor_arrays() -> None:
    imported: set[str] = set()
    for path in Path(reading.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported.update(name.partition(".")[0] for name in names)
    assert imported <= {"__future__", "collections", "dataclasses", "json", "ras_engine", "re", "typing", "yaml"}


# -- refusals


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert [problem.code for problem in problems_of(b"\xff" * 101, most_bytes=100)] == ["RAS001"]
    assert "1,000,000" in problems_of("£" * 500_001)[0].message
    assert read_located("a: 1", file="a.yaml", most_bytes=4).data == {"a": "1"}


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "".join(" " * n + "a:\n" for n in range(500)), "a: " + "[" * 41],
)
@pytest.mark.usefixtures("either_parser")
def test_endless_nesting_is_refused_and_stops_nothing(text: str) -> None:
    assert "RAS011" in codes_of(text)


def test_forty_sections_inside_each_other_are_read() -> None:
    assert read("a: " + "[" * 39 + "]" * 39).where(("a", 0, 0)).column == 6


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "RAS017"),
        ("&x a: 1\n", "RAS017"),
        ("a: *x\n", "RAS018"),
        ("*x : 1\n", "RAS018"),
        ("a: !!str 1\n", "RAS019"),
        ("a: ! 1\n", "RAS019"),
        ("a: !!python/object/new:os.system [x]\n", "RAS019"),
        ("a: !<tag:yaml.org,2002:str> b\n", "RAS019"),
        ("!!map {a: 1}\n", "RAS019"),
        ("a: {<<: {b: 1}}\n", "RAS020"),
        ("a: 1\n--- b\n", "RAS021"),
        ("%TAG ! tag:example.org,2026:\n---\na: 1\n", "RAS022"),
        ("a: Null\n", "RAS013"),
        ("a: [1, ~]\n", "RAS013"),
        ("a:\n# only a comment\nb: 1\n", "RAS013"),
        ("{a, b: 1}\n", "RAS013"),
        ("? a # why\n: 1\n", "RAS016"),
        ("? # why\n  a\n: 1\n", "RAS016"),
        ("a: {? b : c}\n", "RAS016"),
        ("- ? b\n  : c\n", "RAS016"),
        ("? [a]\n: b\n", "RAS016"),
        ("? |\n  a\n: b\n", "RAS016"),
        ("[a, b]: c\n", "RAS015"),
        ("{a: b}: c\n", "RAS015"),
        ("a: \x1b[31m\n", "RAS006"),
        ("a: b\x85c\n", "RAS006"),
        ("a: \ufeffb\n", "RAS006"),
        ("a: \ud800\n", "RAS006"),
        ('a: "\\e"\n', "RAS006"),
        ('"\\0": a\n', "RAS006"),
        ('a: "\\u202e"\n', "RAS007"),
        ("a: x # \u2066 hidden\n", "RAS007"),
        ("---\n", "RAS004"),
        ("\n\n  \n", "RAS004"),
        ("~\n", "RAS005"),
        ("''\n", "RAS005"),
    ],
)
@pytest.mark.usefixtures("either_parser")
def test_what_the_language_leaves_out_of_yaml_is_refused(text: str, code: str) -> None:
    assert code in codes_of(text)


def test_a_question_mark_inside_a_value_is_only_a_question_mark() -> None:
    assert read("ask: why ?\nthen: x?\nlist:\n  - how?\n  - a: '?'\n    b: 1\n").data == {
        "ask": "why ?",
        "then": "x?",
        "list": ["how?", {"a": "?", "b": "1"}],
    }


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    found = problems_of("a: £\nb: ".encode() + b"\xa3\n")[0]
    assert (found.code, found.where.line, found.where.column) == ("RAS002", 2, 4)
    assert "byte 9 " in found.message  # "a: £\n" has 6 bytes and "b: " has 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be"])
def test_other_encodings_are_refused_by_name(encoding: str) -> None:
    mark = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
    assert codes_of((mark + "a: 1\n").encode(encoding)) == ["RAS003"]


def test_a_key_that_stands_twice_is_shown_with_its_first_use() -> None:
    found = problems_of("q:\n  - {id: a}\n  - id: b\n    x: 1\n    'id': c\n")[0]
    assert (found.code, str(found.where), found.where.path) == ("RAS012", "a.yaml:5:5", "q[1].id")
    assert [str(other.where) for other in found.related] == ["a.yaml:3:5"]


def test_the_same_key_in_two_sections_is_no_problem() -> None:
    assert read("a: {id: 1}\nb: {id: 1}\n").data == {"a": {"id": "1"}, "b": {"id": "1"}}


def test_every_problem_of_a_text_is_reported_at_once_in_line_order() -> None:
    text = "a: ~\na: &x 1\nb: !t c\nc: *x\nd: \x07\n<<: {}\ne: 'open\n"
    assert codes_of(text) == ["RAS013", "RAS012", "RAS017", "RAS019", "RAS018", "RAS006", "RAS020", "RAS023"]


def test_problems_without_end_are_cut_off_and_the_cut_is_said() -> None:
    problems = problems_of("a: ~\n" * 5_000)
    assert len(problems) == 101
    assert "RAS033" in {problem.code for problem in problems}


def test_a_long_line_and_a_long_text_are_refused() -> None:
    assert codes_of("a: " + "x" * 10_000) == ["RAS008"]
    assert codes_of("a: |\n" + " x\n" * 5_001) == ["RAS009"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a:\n  b: 1\n\tc: 2\n", "RAS010", 3, 1),
        ("a: 'x\nb: 2\n", "RAS023", 1, 4),
        ("a: 'x\n---\nb: 2\n", "RAS023", 1, 4),
        ("a: 'it's'\n", "RAS024", 1, 8),
        ("a: [b] c\n", "RAS024", 1, 8),
        ("a: ['it's', b]\n", "RAS024", 1, 9),
        ('a: ["b" "c"]\n', "RAS028", 1, 4),
        ("a: b: c\n", "RAS025", 1, 5),
        ("a: b\n  c: d\n", "RAS026", 2, 3),
        ("a:\n    b: 1\n  c: 1\n", "RAS026", 3, 3),
        (" a: 1\nb: 2\n", "RAS026", 2, 1),
        ("- a\nb: 2\n", "RAS026", 2, 1),
        ("a: 1\n- b\n", "RAS026", 2, 1),
        ("a: 1\nb\n", "RAS027", 2, 1),
        ("a:b\nc: 1\n", "RAS027", 1, 1),
        ("a: [b\nc: 1\n", "RAS028", 1, 4),
        ("a: {b: [c], d: 1\n", "RAS028", 1, 4),
        ("a: {b: 1,\n", "RAS028", 1, 4),
        ("a: @b\n", "RAS029", 1, 4),
        ("a: ]\n", "RAS029", 1, 4),
        ("a: %b\n", "RAS029", 1, 4),
        ('a: "\\xzz"\n', "RAS030", 1, 7),
        ("a: |0\n  b\n", "RAS031", 1, 4),
        ("a: - b\n", "RAS034", 1, 4),
        ("a: &\n", "RAS017", 1, 4),
        ("a: **b**\n", "RAS018", 1, 4),
        ("a: !x!y z\n", "RAS019", 1, 4),
        ("%YAML 2.0\n---\na: 1\n", "RAS022", 1, 1),
        ("%OTHER\na: 1\n", "RAS022", 1, 1),
        ("a: 1\n...\nb: 1\n", "RAS021", 2, 1),
        (": a\n", "RAS014", 1, 1),
    ],
)
@pytest.mark.usefixtures("either_parser")
def test_a_slip_of_the_pen_is_shown_where_it_has_to_be_mended(text: str, code: str, line: int, column: int) -> None:
    found = [problem for problem in problems_of(text) if problem.code == code]
    assert [(one.where.line, one.where.column) for one in found] == [(line, column)]


def test_a_complaint_that_nobody_foresaw_is_still_a_problem_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def complain(text: str, **options: object) -> Iterator[yaml.Event]:
        raise yaml.MarkedYAMLError(problem="something new", problem_mark=yaml.Mark("", 3, 1, 0, text, 3))

    monkeypatch.setattr(yaml, "parse", complain)
    found = problems_of("a: 1\nb: 2\n")[0]
    assert (found.code, found.where.line) == ("RAS032", 2)
    assert "something new" not in str(found)


# -- whatever comes in

WORDS = (
    "a",
    "b: c",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!t ",
    "!!",
    "\\x",
    "\\U00110000",
    "\r\n",
    "  ",
    "    ",
    "---\n",
    "...\n",
    "<<",
    "null",
)
PIECES = st.sampled_from([*"?[]{},'\"|>#%@\\~\t\n\r\0£💷\u202e\ufeff\x85\u2028\ud83d", *WORDS])


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
@given(source=st.one_of(st.binary(max_size=200), st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_comes_in_is_read_or_refused_with_lines(parser: str, source: bytes | str) -> None:
    problems: tuple[Problem, ...] = ()
    text = readable_text(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_LOADER", getattr(yaml, parser))
        try:
            marks = read(source).marks.values()
        except RulesetInvalid as error:
            problems, marks = error.problems, {}.values()
    assert all(1 <= one.where.line <= len(lines_of(text)) and one.where.column >= 1 for one in problems)
    assert all(0 <= mark.start <= mark.end <= len(text) for mark in marks)
    assert render(problems, {"a.yaml": text}).endswith("a.yaml.\n" if problems else "No problems.\n")
