"""Laws of the text itself, for every dialect, T-SQL too: it parses, divides whole numbers only, nests little, and its names fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from ras_engine import Ruleset, read_ruleset
from ras_engine.edges.sql import query
from ras_engine.edges.sql.dialects import DIALECTS
from ras_engine.edges.sql.expressions import column, literal
from ras_engine.edges.sql.rounding import rounded
from ras_engine.exact import Direction, divide_rounded
from ras_engine.plan.operations import Round
from ras_engine.version import VERSION
from tests.profiles import NIGHTLY
from tests.sql.server_types import BIT64, depth, read_query
from tests.sql.servers import DuckDb

ROOT = Path(__file__).parents[2]
FILES = {
    "four_kinds": ROOT / "tests" / "conformance" / "rulesets" / "four_kinds_of_carer_rule_like.yaml",
    "example_borough": ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml",
}
CASES = [*(("four_kinds", name) for name in DIALECTS), ("example_borough", "tsql")]
EVERY = pytest.mark.parametrize(("stem", "dialect"), CASES)
NUMBERS = 200 if NIGHTLY else 15
WHOLE = {"BIGINT", "INT"}
TEXT = {"TEXT", "VARCHAR", "NVARCHAR"}


@cache
def ruleset_of(stem: str) -> Ruleset:
    """A ruleset of `FILES`."""
    return read_ruleset(FILES[stem].read_bytes(), file=FILES[stem].name)


@cache
def text(stem: str, dialect: str) -> str:
    """The query of a ruleset."""
    return query(ruleset_of(stem), dialect, steps=True)


@cache
def tree(stem: str, dialect: str) -> exp.Expr:
    """The same, read again by sqlglot's own parser."""
    found = [one for one in sqlglot.parse(text(stem, dialect), read=dialect) if one is not None]
    assert len(found) == 1
    return found[0]


@EVERY
def test_it_parses_and_has_no_type_but_whole_numbers_and_texts(stem: str, dialect: str) -> None:
    parsed = tree(stem, dialect)
    assert {one.to.this.name for one in parsed.find_all(exp.Cast)} <= WHOLE | TEXT
    assert not re.search(r"FLOAT|DOUBLE|REAL|NUMERIC|DECIMAL", text(stem, dialect).partition("WITH")[2])
    assert all(not one.is_number or one.name.isdigit() for one in parsed.find_all(exp.Literal))


@EVERY
def test_what_is_divided_by_is_a_whole_number_above_nought(stem: str, dialect: str) -> None:
    parsed = tree(stem, dialect)
    divisions = [*parsed.find_all(exp.Div), *parsed.find_all(exp.IntDiv), *parsed.find_all(exp.Mod)]
    assert divisions
    by = [one.expression.this if isinstance(one.expression, exp.Cast) else one.expression for one in divisions]
    assert all(isinstance(one, exp.Literal) and one.name.isdigit() and int(one.name) > 0 for one in by)


@EVERY
def test_cases_nest_less_than_sql_server_refuses_and_names_fit(stem: str, dialect: str) -> None:
    parsed = tree(stem, dialect)
    for one in parsed.find_all(exp.Case):
        depth, above = 1, one.parent
        while above is not None:
            depth += isinstance(above, exp.Case)
            above = above.parent
        assert depth <= 10
    longest = DIALECTS[dialect].longest_name or 1_000
    assert max(len(one.name) for one in parsed.find_all(exp.Identifier)) <= longest


@pytest.mark.parametrize("stem", FILES)
def test_sql_server_reckons_in_64_bits_and_compares_like_with_like(stem: str) -> None:
    kinds, wrong = read_query(tree(stem, "tsql"))
    assert wrong == []
    assert {kind for name, kind in kinds.items() if name.startswith(("indicative", "line.", "step."))} == {BIT64}
    assert depth(tree(stem, "tsql")) <= 10


@pytest.mark.parametrize(
    ("written", "kind", "wrong"),
    [
        ("2147483647 + 1", BIT64, 1),
        ("CAST(2147483647 AS BIGINT) + 1", BIT64, 0),
        ("CAST(1 AS BIGINT) * 2147483648", BIT64, 1),
        ("7 / CAST(2 AS BIGINT)", BIT64, 1),
        ("CASE WHEN 1 = 0 THEN 'none' ELSE 0 END", "text", 1),
        ("COALESCE(CAST(1 AS BIGINT), 0)", BIT64, 0),
    ],
)
def test_what_sql_server_would_reckon_in_other_numbers_is_seen(written: str, kind: str, wrong: int) -> None:
    columns, told = read_query(sqlglot.parse_one(f"SELECT {written} AS made", read="tsql"))
    assert (columns, len(told)) == ({"made": kind}, wrong)


@EVERY
def test_no_step_names_a_column_twice(stem: str, dialect: str) -> None:
    names = [one.alias.lower() for cte in tree(stem, dialect).find_all(exp.CTE) for one in cte.this.expressions if one.alias]
    assert len(names) == len(set(names))


@EVERY
def test_the_header_says_what_the_query_was_made_from(stem: str, dialect: str) -> None:
    ruleset = ruleset_of(stem)
    head = text(stem, dialect).partition("WITH")[0]
    due = (ruleset.digest, ruleset.scheme, ruleset.effective_from.isoformat(), DIALECTS[dialect].title, f"ras-engine {VERSION}")
    assert all(word in head for word in due)
    assert all(line.startswith("-- ") for line in head.splitlines())


# -- division, whichever way a database rounds below nought


def towards_nought(one: exp.Expr, by: exp.Expr) -> exp.Expr:
    """As SQL Server and PostgreSQL divide bigints, and as `//` does in DuckDB."""
    return exp.IntDiv(this=exp.Paren(this=one), expression=by)


def downwards(one: exp.Expr, by: exp.Expr) -> exp.Expr:
    """As Python divides."""
    value, divisor = exp.Paren(this=one).sql("duckdb"), by.sql("duckdb")
    return sqlglot.parse_one(f"(({value} - ((({value} % {divisor}) + {divisor}) % {divisor})) // {divisor})", read="duckdb")


def values_of(duckdb: DuckDb, made: str, divide: Callable[[exp.Expr, exp.Expr], exp.Expr], values: list[int]) -> list[int]:
    """What T-SQL gives for values of `x`, run by DuckDB with another division in its place."""
    parsed = sqlglot.parse_one(made, read="tsql")
    swapped = parsed.transform(lambda one: divide(one.this, one.expression) if isinstance(one, exp.Div) else one)
    sql = swapped.sql("duckdb", identify=True)
    rows = ", ".join(f"(CAST({value} AS BIGINT), {place})" for place, value in enumerate(values))
    return [row[0] for row in duckdb.connection.execute(f'SELECT {sql} FROM (VALUES {rows}) AS t("x", n) ORDER BY n').fetchall()]


@pytest.mark.parametrize("direction", Direction)
@settings(max_examples=NUMBERS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rounding_in_t_sql_is_the_engines_whichever_way_division_goes(
    duckdb: DuckDb, direction: Direction, data: st.DataObject
) -> None:
    divisor, multiply = data.draw(st.integers(1, 2_000_000_000_000)), data.draw(st.sampled_from((1, 3, 100)))
    near = st.integers(-40, 40).map(lambda n: n * divisor // 2)
    room = (2**62 - 1 - 2 * divisor) // (2 * multiply)
    values = data.draw(st.lists(st.one_of(near, st.integers(-room, room)), min_size=10, max_size=30))
    operation = Round(0, multiply, divisor, 1, direction)
    made = rounded(DIALECTS["tsql"], lambda: column("x"), operation, (min(0, *values), max(values))).sql("tsql")
    due = [divide_rounded(value * multiply, divisor, direction) for value in values]
    assert values_of(duckdb, made, towards_nought, values) == due
    assert values_of(duckdb, made, downwards, values) == due


def test_a_number_past_32_bits_is_a_bigint_and_no_decimal() -> None:
    assert literal(2**31 - 1).sql("tsql") == "2147483647"
    assert literal(2**31).sql("tsql") == "CAST(2147483648 AS BIGINT)"
    assert literal(-(2**31)).sql("tsql") == "-CAST(2147483648 AS BIGINT)"


def test_the_largest_and_the_smallest_are_found_without_a_function_that_older_servers_lack(duckdb: DuckDb) -> None:
    for function, due in (("GREATEST", 7), ("LEAST", -2)):
        made = DIALECTS["tsql"].extreme(function, [column("x"), literal(7), literal(-2)]).sql("tsql")
        assert function not in made
        assert values_of(duckdb, made, towards_nought, [3]) == [due]
