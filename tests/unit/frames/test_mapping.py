"""What a data report tells before scoring, and how it comes back as the mapping; what a mapping may not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from ras_engine import BatchInvalid, DataMapping, data_report, read_mapping, score_batch
from tests.unit.frames.small import PENCE, people, ruleset

THEIRS = {"Washing and dressing": "washing", "Lives alone": "alone"}


def theirs(**changes: Any) -> Any:
    """The same four people in words of another system."""
    columns = people(washing=["Somebody washes me!", "SOME", "I manage", "Somebody washes me!"], alone=["Y", "No", "No", "No"])
    columns |= changes
    return pd.DataFrame({"Washing and dressing": columns.pop("washing"), "Lives alone": columns.pop("alone"), **columns})


def refused(mapping: str, path: Path) -> list[str]:
    path.write_text(mapping, encoding="utf-8")
    with pytest.raises(BatchInvalid) as caught:
        read_mapping(path)
    return [f"{one.code} {one.where.line}" for one in caught.value.problems]


def test_a_report_tells_each_unknown_value_with_its_rows_and_what_it_is_near_to() -> None:
    told = data_report(theirs(), ruleset(), columns=THEIRS)
    assert not told.is_clean
    assert [(one.column, one.value, one.rows, one.first_rows, one.nearest, one.problem.code) for one in told.unmapped] == [
        ("washing", "Somebody washes me!", 2, (0, 3), "all", "RAS602"),
        ("washing", "SOME", 1, (1,), "some", "RAS602"),
        ("washing", "I manage", 1, (2,), "none", "RAS602"),
        ("alone", "No", 3, (1, 2, 3), "no", "RAS602"),
        ("alone", "Y", 1, (0,), "", "RAS602"),
    ]
    assert told.unread == ("id",)
    assert '"SOME" is not one of the answers to "washing". 1 row (1). Nearest: "some".' in str(told)


def test_a_report_that_was_filled_in_is_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    data_report(theirs(), ruleset(), columns=THEIRS).save(path)
    assert read_mapping(path) == DataMapping(THEIRS)
    text = path.read_text(encoding="utf-8")
    for meaning in ("all", "some", "none", "no", "yes"):
        text = text.replace('means: "?"', f'means: "{meaning}"', 1)
    path.write_text(text, encoding="utf-8")
    batch = score_batch(theirs(), ruleset(), mapping=path)
    assert batch.indicative_budget.tolist() == PENCE
    assert list(batch.to_frame().columns[:2]) == ["id", "outcome"]
    assert data_report(theirs(), ruleset(), mapping=path).is_clean
    assert data_report(theirs(), ruleset(), mapping=path).as_yaml().count('means: "') == 5


def test_a_value_without_a_meaning_yet_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    data_report(theirs(), ruleset(), columns=THEIRS).save(path)
    assert score_batch(theirs(), ruleset(), mapping=path).counts["problem"] == 4


def test_a_value_may_mean_that_nothing_is_stated() -> None:
    batch = score_batch(people(washing=["all", "N/A", "none", "all"]), ruleset(), values={"washing": {"N/A": ""}})
    assert [[one.code for one in batch.problems(row)] for row in range(4)] == [[], ["RAS609"], [], []]


def test_values_of_other_types_keep_their_type_in_the_file(tmp_path: Path) -> None:
    frame = people(alone=[True, "true", 1, 1.0])
    path = tmp_path / "mapping.yaml"
    data_report(frame, ruleset()).save(path)
    text = path.read_text(encoding="utf-8").replace('means: "?"', 'means: "yes"', 1)
    path.write_text(text, encoding="utf-8")
    assert score_batch(frame, ruleset(), mapping=path).status.tolist() == [0, 2, 2, 2]


def test_equal_values_of_different_types_have_meanings_of_their_own() -> None:
    frame = people(alone=[True, 1, "1", "no"])
    batch = score_batch(frame, ruleset(), values={"alone": {True: "yes", "1": "no"}})
    assert batch.status.tolist() == [0, 2, 0, 0]


def test_missing_answers_and_missing_columns_are_told_before_scoring() -> None:
    told = data_report(pl.DataFrame(people(hours=["0", None, "", "0"])).drop("baseline"), ruleset())
    assert [one.code for one in told.problems] == ["RAS701"]
    assert [(one.column, one.rows, one.marked) for one in told.missing] == [("hours", 2, True)]
    assert "states nothing in 2 rows, which the ruleset would mark" in str(told)


def test_constants_stand_for_every_row_and_for_no_column_that_is_there() -> None:
    frame = pl.DataFrame(people()).drop("baseline")
    constants = {"baseline": "no_unpaid_support"}
    assert score_batch(frame, ruleset(), constants=constants).indicative_budget.tolist() == PENCE
    assert data_report(frame, ruleset(), constants=constants).is_clean
    with pytest.raises(BatchInvalid) as caught:
        score_batch(people(), ruleset(), constants=constants)
    assert [one.code for one in caught.value.problems] == ["RAS743"]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ({"columns": {"Washin": "washing"}}, ["RAS742"]),
        ({"columns": {"id": "washing"}}, ["RAS743"]),
        ({"values": {"wash": {"x": "all"}}}, ["RAS744"]),
        ({"values": {"washing": {"x": "everything", "y": "all"}, "alone": {"Y": "Yes"}}}, ["RAS745", "RAS745"]),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_before_anything_is_scored(arguments: Any, codes: list[str]) -> None:
    for does in (score_batch, data_report):
        with pytest.raises(BatchInvalid) as caught:
            does(people(), ruleset(), **arguments)
        assert [one.code for one in caught.value.problems] == codes


def test_a_meaning_in_a_file_that_is_no_answer_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text('values:\n  washing:\n    - value: "x"\n      means: "everything"\n', encoding="utf-8")
    with pytest.raises(BatchInvalid) as caught:
        score_batch(people(), ruleset(), mapping=path)
    assert [(one.code, one.where.line) for one in caught.value.problems] == [("RAS745", 4)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("values: [a]\n", ["RAS746 1"]),
        ("column:\n  a: b\n", ["RAS746 1"]),
        ("columns:\n  a: [b]\n", ["RAS746 2"]),
        ("values:\n  washing: all\n", ["RAS746 2"]),
        ("values:\n  washing:\n    - value: x\n", ["RAS746 3"]),
        ("values:\n  washing:\n    - value: x\n      means:\n", ["RAS013 4"]),
        ("columns: {a: b, a: c}\n", ["RAS012 1"]),
        ("- a\n", ["RAS005 1"]),
    ],
)
def test_a_file_that_is_no_mapping_is_told_at_its_line(text: str, told: list[str], tmp_path: Path) -> None:
    assert refused(text, tmp_path / "mapping.yaml") == told


AWKWARD = [
    "a: b",
    '"',
    "\\",
    "#",
    "'",
    "ŵ",
    "\u2028",
    "\x00",
    "\n",
    "é" * 400,
    "?",
    "null",
    "~",
    "- x",
    " lead",
    "tab\t",
    "𝄞",
    "\ufeff",
]


def test_every_value_can_be_saved_and_read_back_or_is_told(tmp_path: Path) -> None:
    frame = {**people(), "id": None, "baseline": "no_unpaid_support"}
    frame |= {name: [cells[2]] * len(AWKWARD) for name, cells in people().items() if name not in ("id", "baseline")}
    told = data_report({**frame, "washing": AWKWARD}, ruleset())
    assert {one.value for one in told.unmapped} == set(AWKWARD)
    path = tmp_path / "mapping.yaml"
    path.write_text(told.as_yaml().replace('means: "?"', 'means: "all"'), encoding="utf-8")
    read = {value for _, value in read_mapping(path).values["washing"]}
    assert read == {value for value in AWKWARD if value.isprintable() and len(value) <= 300}
    assert "cannot be written here" in told.as_yaml()


def test_a_clean_report_saves_a_file_that_can_be_read(tmp_path: Path) -> None:
    told = data_report(people(), ruleset())
    assert told.is_clean
    told.save(tmp_path / "mapping.yaml")
    assert read_mapping(tmp_path / "mapping.yaml") == DataMapping()


TWO_MEANINGS = 'values:\n  washing:\n    - {value: "x", means: "all"}\n    - {value: "x", means: "none"}\n'


def test_a_value_with_two_meanings_is_told_at_the_line_of_the_second(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(TWO_MEANINGS, encoding="utf-8")
    with pytest.raises(BatchInvalid) as caught:
        read_mapping(path)
    assert [(one.code, one.where.line) for one in caught.value.problems] == [("RAS746", 4)]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"columns": {"id": "washng"}}, "RAS703"),
        ({"constants": {"asessed_on": "2026-05-01"}}, "RAS703"),
        ({"values": {"washing": {"a": 1}}}, "RAS745"),
        ({"keep": ["idd"]}, "RAS767"),
    ],
)
def test_a_slip_in_an_option_is_told(options: dict[str, Any], code: str) -> None:
    with pytest.raises(BatchInvalid) as caught:
        score_batch(people(), ruleset(), **options)
    assert [one.code for one in caught.value.problems] == [code]


def test_one_column_to_keep_may_be_named_alone_and_twice_is_once() -> None:
    alone, twice = score_batch(people(), ruleset(), keep="id"), score_batch(people(), ruleset(), keep=["id", "id"])
    assert alone.to_arrow().schema.names[:2] == twice.to_polars().columns[:2] == ["id", "outcome"]
