"""What a database cannot be told is refused by name, at its place, and what is asked for wrongly says so."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from ras_engine import RulesetInvalid
from ras_engine.edges.frames.needs import MissingExtra
from ras_engine.edges.sql import query, table_definition
from ras_engine.edges.sql.dialects import DIALECTS
from ras_engine.edges.sql.write import write_query
from ras_engine.errors import BatchInvalid
from tests.sql.small import LINE, QUESTION, small

FINE = QUESTION.replace("maximum: 60, step: 0.25", "maximum: 999999999999999, step: 0.0625")
TINY = LINE.replace("10.10", "0.01")
SUPPORT = """\
measures: [{id: care_hours, kind: sum, of: [hours]}]
carer_support:
  levels: [{id: some, says: Some of it, met: 20%}]
  rules:
    - {id: rule, kind: share_of_points, reduces: {AREA: care_hours}}
""".replace("AREA", "a" * 60)


def refused(*arguments: object, **more: object) -> list[tuple[str, int]]:
    with pytest.raises(RulesetInvalid) as error:
        query(*arguments, **more)  # type: ignore[arg-type]
    return [(one.code, one.where.line) for one in error.value.problems]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_quantity_wider_than_whole_numbers_is_refused_at_its_question(dialect: str) -> None:
    assert refused(small(FINE, TINY), dialect) == [("RAS780", 17)]


def test_a_column_that_the_database_would_cut_is_refused_there_and_nowhere_else() -> None:
    ruleset = small(rest=SUPPORT, lines=LINE.replace("hours", "care_hours"))
    assert refused(ruleset, "postgres") == [("RAS781", 0)]
    with pytest.raises(RulesetInvalid):
        table_definition(ruleset, "postgres")
    assert all(query(ruleset, one) for one in ("tsql", "spark", "duckdb"))


def test_a_ruleset_too_wide_for_the_database_is_refused() -> None:
    narrow = replace(DIALECTS["postgres"], most_columns=10)
    with pytest.raises(RulesetInvalid) as error:
        write_query(small(), narrow, "caseload", ("id",), None, pounds=False, steps=False)
    assert [one.code for one in error.value.problems] == ["RAS782"]


def test_columns_that_the_ruleset_needs_must_be_there() -> None:
    with pytest.raises(BatchInvalid) as error:
        query(small(), "duckdb", columns=["baseline", "hour", "carer.nowhere"])
    assert {one.code for one in error.value.problems} == {"RAS701", "RAS703"}


def test_another_dialect_and_no_table_are_told() -> None:
    with pytest.raises(ValueError, match="tsql, postgres, spark, duckdb"):
        query(small(), "oracle")
    with pytest.raises(ValueError, match="not the name of a table"):
        query(small(), "duckdb", table="")


def test_without_sqlglot_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    with pytest.raises(MissingExtra, match=r'pip install "ras-engine\[sql\]"'):
        query(small(), "duckdb")
