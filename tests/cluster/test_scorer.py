"""A scorer that is sent somewhere else: the same budgets, the same columns, whatever comes, and quickly there."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import polars
import pyarrow as pa
import pytest

from ras_engine import BatchInvalid, score_batch
from ras_engine.edges.arrow import Scorer, scorer
from ras_engine.edges.frames.arrow import columns_of, table_of
from tests.cluster.people import PEOPLE, budgets, example, people, same

IDS = {"id": "string"}


def codes(error: pytest.ExceptionInfo[BatchInvalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_scorer_gives_what_score_batch_gives() -> None:
    batch = score_batch(columns_of(people()), example())
    expected = table_of(batch, people().select(["id"]))
    assert set(people()["made_wrong"].to_pylist()) > {""}  # some have problems
    assert same(scorer(example(), keep=IDS)(people()), expected.cast(budgets().schema))


@pytest.mark.parametrize("money", ["pounds", "pence"])
@pytest.mark.parametrize("texts", ["dictionary", "plain"])
def test_the_schema_is_the_same_whatever_the_data(money: Any, texts: Any) -> None:
    score = scorer(example(), keep=IDS, money=money, texts=texts)
    plain = people().slice(0, 50)
    coded = pa.table({name: plain[name].dictionary_encode() for name in plain.schema.names})
    unanswered = plain.set_column(plain.schema.get_field_index("baseline"), "baseline", pa.nulls(50, pa.string()))
    for table in (plain, coded, unanswered, plain.slice(0, 0), plain.slice(0, 1)):
        assert score(table).schema == score.schema
        batch = table.combine_chunks().to_batches()[0] if len(table) else pa.RecordBatch.from_pylist([], schema=table.schema)
        assert score(batch).schema == score.schema
        assert len(score(batch)) == len(table)


def test_a_row_with_a_problem_is_marked_never_dropped() -> None:
    answers = people().slice(0, 3)
    nonsense = pa.chunked_array([pa.array(["no such level", None, "no such level"])])
    broken = answers.set_column(answers.schema.get_field_index("washing"), "washing", nonsense)
    found = scorer(example(), keep=IDS, give=["indicative_budget"])(broken)
    assert found["id"].to_pylist() == answers["id"].to_pylist()
    assert found["outcome"].to_pylist() == ["problem"] * 3
    assert found["indicative_budget"].to_pylist() == [None] * 3
    assert [text.split(";")[0] for text in found["problem_codes"].to_pylist()] == ["RAS602", "RAS609", "RAS602"]
    assert all("washing" in text for text in found["problems"].to_pylist())


@pytest.mark.parametrize("rows", [1, 7, 333, PEOPLE, 10 * PEOPLE])
def test_a_stream_gives_the_same_rows_in_the_same_order_however_it_is_cut(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ras_engine.edges.arrow.scoring.AT_ONCE", 100)
    few = people().slice(0, 60) if rows == 1 else people()
    score = scorer(example(), keep=IDS)
    found = pa.Table.from_batches(score(iter(few.to_batches(rows))), score.schema)
    assert same(found, budgets().slice(0, len(few)))
    read = score.reader(few)
    assert read.schema == score.schema
    assert same(read.read_all(), budgets().slice(0, len(few)))


def test_columns_under_other_names_and_columns_that_are_the_same_for_all() -> None:
    other = people().rename_columns(["Q7" if name == "washing" else name for name in people().schema.names])
    assert same(scorer(example(), keep=IDS, columns={"Q7": "washing"})(other))
    words = people()["washing"].to_pylist()
    spoken = other.set_column(other.schema.get_field_index("Q7"), "Q7", pa.chunked_array([[f"({word})" for word in words]]))
    values = {"washing": {f"({word})": word for word in set(words)}}
    assert same(scorer(example(), keep=IDS, columns={"Q7": "washing"}, values=values)(spoken))
    right = people().filter(pa.compute.equal(people()["baseline"], "no_unpaid_support"))
    assert len(right)
    found = scorer(example(), keep=IDS, constants={"baseline": "no_unpaid_support"})(right.drop_columns(["baseline"]))
    assert same(found, scorer(example(), keep=IDS, texts="plain")(right))


def test_a_sent_scorer_unpickles_without_reading_or_checking_the_ruleset_again(tmp_path: Path) -> None:
    (tmp_path / "scorer").write_bytes(pickle.dumps(scorer(example(), keep=IDS, texts="plain")))
    sound = people().filter(pa.compute.equal(budgets()["outcome"], "amount")).combine_chunks().to_batches()[0]
    (tmp_path / "people").write_bytes(pickle.dumps(sound))
    program = f"""
import pickle, sys
from pathlib import Path
score = pickle.loads(Path({str(tmp_path / "scorer")!r}).read_bytes())
found = score(pickle.loads(Path({str(tmp_path / "people")!r}).read_bytes()))
read = [name for name in ("pydantic", "ras_engine.document.ruleset", "ras_engine.plan.compile") if name in sys.modules]
assert read == [], read
Path({str(tmp_path / "found")!r}).write_bytes(pickle.dumps(found))
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120, cwd=tmp_path)
    found = pickle.loads((tmp_path / "found").read_bytes())
    assert pa.table(found).equals(budgets().filter(pa.compute.equal(budgets()["outcome"], "amount")))


def test_a_process_unpacks_a_ruleset_once() -> None:
    sent = pickle.dumps(scorer(example()))
    first, second = pickle.loads(sent), pickle.loads(sent)
    assert first.ruleset is second.ruleset
    assert first.ruleset == example()
    assert len(sent) < 1_000_000


def test_what_was_made_of_a_plan_while_scoring_is_not_sent() -> None:
    before = len(pickle.dumps(scorer(example())))
    score_batch(columns_of(people()), example())
    assert len(pickle.dumps(scorer(example()))) == before


def test_a_process_with_another_engine_refuses() -> None:
    score = scorer(example())
    other = replace(score, shipped=replace(score.shipped, engine="0.0.0"))
    with pytest.raises(BatchInvalid) as error:
        pickle.loads(pickle.dumps(other))(people())
    assert codes(error) == ["RAS760"]
    assert "0.0.0" in str(error.value)


def test_ids_stay_what_they_are() -> None:
    ids = pa.array(["007", "none", "NA", "", None, "7.0"])
    few = people().slice(0, 6)
    table = few.set_column(few.schema.get_field_index("id"), "id", pa.chunked_array([ids]))
    for kind in ("string", "large_string", pa.string_view(), pa.dictionary(pa.int8(), pa.string())):
        assert scorer(example(), keep={"id": kind})(table)["id"].to_pylist() == ids.to_pylist()
        changed = table.set_column(0, "id", pa.chunked_array([ids.cast(pa.string_view())]))
        assert scorer(example(), keep={"id": kind})(changed)["id"].to_pylist() == ids.to_pylist()
    with pytest.raises(BatchInvalid) as error:
        scorer(example(), keep={"id": "int64"}).check(table.schema)
    assert codes(error) == ["RAS761"]


@pytest.mark.parametrize(
    ("came", "declared", "fits"),
    [
        ("int32", "int64", True),
        ("uint32", "int64", True),
        ("null", "string", True),
        ("int64", "int32", False),
        ("int64", "uint64", False),
        ("double", "int64", False),
        ("int64", "double", False),
        ("bool", "string", False),
    ],
)
def test_a_carried_column_may_be_widened_and_never_changed(came: str, declared: str, fits: bool) -> None:
    values = pa.nulls(1, came) if came == "null" else pa.array([1]).cast(came)
    one = people().slice(0, 1).append_column("extra", pa.chunked_array([values]))
    score = scorer(example(), keep={"extra": declared})
    if fits:
        assert score(one)["extra"].to_pylist() == values.to_pylist()
    else:
        with pytest.raises(BatchInvalid) as error:
            score(one)
        assert codes(error) == ["RAS761"]


def test_a_carried_column_with_a_name_of_ours_gets_given_in_front() -> None:
    table = people().append_column("outcome", people()["id"])
    score = scorer(example(), keep={"outcome": "string"})
    assert score.schema.names[:2] == ["given.outcome", "outcome"]
    assert score(table)["given.outcome"].to_pylist() == people()["id"].to_pylist()


def test_the_result_may_be_cut_down_to_some_columns_but_not_to_less_than_what_became_of_each_person() -> None:
    score = scorer(example(), keep=IDS, give=["planning_amount"], texts="plain")
    wanted = ["id", "outcome", "planning_amount", "problem_codes", "problems"]
    assert score.schema.names == wanted
    assert score(people()).equals(budgets().select(wanted))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"give": ["indicative_budgets"]}, "RAS762"),
        ({"columns": {"Q7": "wahsing"}}, "RAS703"),
        ({"constants": {"base_line": "no_unpaid_support"}}, "RAS703"),
    ],
)
def test_a_slip_in_what_is_asked_for_is_told(options: Mapping[str, Any], code: str) -> None:
    with pytest.raises(BatchInvalid) as error:
        scorer(example(), **options)
    assert codes(error) == [code]


@pytest.mark.parametrize(
    ("score", "leave_out", "expected"),
    [
        (scorer(example()), ("washing", "eating"), ["RAS701", "RAS701"]),
        (scorer(example(), columns={"Q7": "washing"}), ("washing",), ["RAS742"]),
        (scorer(example(), columns={"eating": "washing"}), (), ["RAS743"]),
        (scorer(example(), constants={"baseline": "no_unpaid_support"}), (), ["RAS743"]),
        (scorer(example(), keep={"reference": "string"}), (), ["RAS767"]),
    ],
)
def test_columns_are_looked_at_before_anything_is_sent(score: Scorer, leave_out: Sequence[str], expected: list[str]) -> None:
    with pytest.raises(BatchInvalid) as error:
        score.check(people().drop_columns(list(leave_out)).schema)
    assert sorted(codes(error)) == expected


def test_a_column_that_stands_twice_is_told() -> None:
    with pytest.raises(BatchInvalid) as error:
        scorer(example()).check(pa.schema([*people().schema, pa.field("washing", pa.string())]))
    assert codes(error) == ["RAS713"]


@pytest.mark.parametrize("other", [5, pd.DataFrame({"washing": ["all"]}), polars.DataFrame({"washing": ["all"]})], ids=type)
def test_what_is_no_arrow_data_is_told(other: Any) -> None:
    with pytest.raises(BatchInvalid) as error:
        scorer(example())(other)
    assert [problem.code for problem in error.value.problems] == ["RAS768"]
