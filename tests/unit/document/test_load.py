"""Every problem at once, at its line, and nothing that only follows from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ras_engine.document.load import MOST_PROBLEMS, read_document
from ras_engine.errors import CATALOGUE, Problem, RulesetInvalid
from ras_engine.errors.render import render
from ras_engine.located import Located, read_located
from tests.profiles import CASES
from tests.unit.document.rulesets import EXAMPLE, HEAD, QUESTIONS, REST, SMALL, codes_of, problems_of, read

RULESETS = sorted(path for path in EXAMPLE.glob("*.yaml") if "examples" not in path.name)


def test_a_small_ruleset_can_be_used() -> None:
    document = read(SMALL)
    assert [question.id for question in document.questions] == ["washing"]
    assert codes_of(SMALL) == []


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.name)
def test_the_rulesets_of_the_example_council_can_be_used(path: Any) -> None:
    assert problems_of(path.read_text(encoding="utf-8")) == ()


def test_refusals_shapes_and_names_are_all_shown_at_once_in_line_order() -> None:
    text = (
        SMALL.replace("revision: 1", "revision: one")
        .replace("of: [washing]", "of: [washng]")
        .replace("per_point: 12.50", "per_point: 12.50, lives_with_carer: 20%")
        .replace("direction: up", "direction: upwards")
    )
    problems = problems_of(text)
    assert [problem.code for problem in problems] == ["RAS116", "RAS120", "RAS201", "RAS402"]
    assert [problem.where.line for problem in problems] == sorted(problem.where.line for problem in problems)


def test_what_refers_to_a_broken_item_is_not_reported_for_it() -> None:
    """The broken level is taken out; conditions and tables that use it stay without a problem of their own."""
    lines = "  - {id: extra, kind: lookup, by: [washing], amounts: {none: 0, some_days: 9, every_day: 20}}\n"
    text = HEAD + QUESTIONS.replace("says: Help every day, points: 9", "sys: Help every day, points: 9") + REST
    assert codes_of(text.replace("\ncontingency:", f"\n{lines}contingency:")) == ["RAS100"]


def test_a_name_in_a_broken_item_is_still_checked() -> None:
    text = SMALL.replace("of: [washing]", "of: [washing, dressing], round: {to: 0, direction: up}")
    assert codes_of(text) == ["RAS201", "RAS112"]


def test_what_a_broken_item_mentions_counts_as_used() -> None:
    text = SMALL.replace("kind: price_per_point, of: need_points", "kind: price_per_pint, of: need_points")
    assert codes_of(text) == ["RAS103"]


@pytest.mark.parametrize("section", ["questions", "budget_lines", "contingency", "money"])
def test_a_missing_section_hides_no_other_problem(section: str) -> None:
    lines = SMALL.replace("revision: 1", "revision: one").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{section}:"))
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith(" ")), len(lines))
    found = codes_of("".join(lines[:start] + lines[end:]))
    assert "RAS101" in found
    assert "RAS116" in found
    assert "RAS201" not in found


def test_a_missing_key_that_stands_there_misspelt_is_one_problem() -> None:
    assert codes_of(SMALL.replace("ask: How", "aks: How")) == ["RAS100"]


def test_an_item_that_is_no_section_is_one_problem() -> None:
    assert codes_of(SMALL.replace("questions:\n", "questions:\n  - washing\n")) == ["RAS105"]


def test_two_spellings_of_one_key_are_refused() -> None:
    """The models know `is` also as `is_`; a file does not."""
    text = SMALL.replace("per_point: 12.50", "per_point: 12.50, when: {question: washing, is_: none}")
    assert codes_of(text) == ["RAS100"]


def test_no_message_leaves_a_word_open() -> None:
    """Every template is filled, whatever the case."""
    for problem in problems_of(SMALL.replace("levels:", "level:").replace("kind: sum", "kind: total").replace("GBP", "pounds")):
        assert "{" not in problem.message
        assert problem.remedy


def test_the_search_stops_when_nobody_would_read_on() -> None:
    keys = "".join(f"key_{number}: 1\n" for number in range(1_000))
    found = problems_of(SMALL + keys)
    assert len(found) == MOST_PROBLEMS + 1
    assert {problem.code for problem in found} == {"RAS100", "RAS033"}
    assert found[-1].where.line == found[-2].where.line


# -- whatever is done to a ruleset ----------------------------------------------------------------------------------------------

BROKEN = ("", "0", "-1", "7.5%", "yes", "none", "Ü", "need_points", "{x}", "1e9", "client_group", "refer", "99999999999999999999")


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [place for key, value in inner for place in ((*path, key), *_places(value, (*path, key)))]


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(item) for item in data] if isinstance(data, list) else data


def _change(data: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> None:
    for step in path[:-1]:
        if not isinstance(data, dict | list) or (isinstance(data, list) and step >= len(data)):
            return
        data = data.get(step) if isinstance(data, dict) else data[step]
    if (isinstance(data, dict) and path[-1] in data) or (isinstance(data, list) and path[-1] < len(data)):
        change(data, path[-1])


def _delete(around: Any, key: Any) -> None:
    del around[key]


def _replace(value: Any) -> Callable[[Any, Any], None]:
    def change(around: Any, key: Any) -> None:
        around[key] = value

    return change


def _rename(around: Any, key: Any) -> None:
    if isinstance(around, dict):
        around[f"{key}x"] = around.pop(key)


def _wrap(around: Any, key: Any) -> None:
    around[key] = [around[key]]


WHOLE = [read_located(path.read_bytes(), file=path.name) for path in RULESETS]
PLACES = [_places(one.data) for one in WHOLE]


@settings(max_examples=CASES // 5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_done_to_a_ruleset_its_author_reads_our_words(data: st.DataObject) -> None:
    """Mutations of a whole ruleset: it can be used, or every problem has a code, a place and a remedy. Nothing else comes out."""
    which = data.draw(st.integers(0, len(WHOLE) - 1))
    located = WHOLE[which]
    broken = _copy(located.data)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(PLACES[which]))
        values = st.sampled_from((*BROKEN, [], {}, {"a": "b"})).map(_replace)
        _change(broken, place, data.draw(st.sampled_from([_delete, _rename, _wrap]) | values))
    problems = _problems(Located(broken, located.marks, located.text, located.lines, located.file))
    assert all(problem.code in CATALOGUE and problem.where.line and problem.remedy for problem in problems)
    shown = render(problems, {located.file: located.text})
    assert not [word for word in ("Traceback", "Input should", "pydantic", "Value error", "stand_in") if word in shown]


def _problems(located: Located) -> tuple[Problem, ...]:
    try:
        read_document(located)
    except RulesetInvalid as error:
        return error.problems
    return ()
