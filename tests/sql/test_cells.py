"""What a row gives, cell by cell: nothing where there is no amount, pounds that are exact, names that stay apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ras_engine import Ruleset, score_batch
from ras_engine.edges.sql import query, table_definition
from tests.sql.expected import expected
from tests.sql.servers import Database, table_of
from tests.sql.small import LINE, QUESTION, answered, small

COLUMNS = ("baseline", "hours")


def test_a_missing_answer_is_a_problem_and_never_nought(database: Database, dialect: str) -> None:
    rows = database.run(query(small(), dialect, columns=COLUMNS), answered(None, "", "0", " "))
    assert [rows[place]["status"] for place in "0123"] == ["problem", "problem", "amount", "problem"]
    assert [rows[place]["problem_codes"] for place in "0123"] == ["RAS609", "RAS609", "", "RAS603"]
    assert [rows[place]["indicative_budget"] for place in "0123"] == [None, None, 0, None]


def test_pounds_are_exact_decimals(database: Database, dialect: str) -> None:
    rows = database.run(query(small(), dialect, columns=COLUMNS, pounds=True), answered("0.25", "60.00", "x"))
    assert [rows[place]["line.care"] for place in "012"] == [Decimal("2.53"), Decimal("606.00"), None]
    assert [rows[place]["rounding"] for place in "012"] == [Decimal("0.47"), Decimal("0.00"), None]
    assert isinstance(rows["0"]["line.care"], Decimal)


def test_ids_come_first_as_they_are_and_a_name_of_ours_is_kept_apart(database: Database, dialect: str) -> None:
    caseload = answered("1", "2", status="kept", Team=" South ")
    rows = database.run(query(small(), dialect, id=("id", "status", "Team"), columns=COLUMNS), caseload)
    assert list(rows["0"])[:3] == ["given.status", "Team", "status"]
    assert [list(row.values())[:3] for row in rows.values()] == [["kept", " South ", "amount"]] * 2


def test_a_table_made_by_the_definition_can_be_read(database: Database, dialect: str) -> None:
    caseload = answered("1", assessed_on="2026-05-01")
    made = table_definition(small(), dialect)
    assert [line.split()[0].strip('",') for line in made.splitlines()[1:-1]] == ["id", "baseline", "assessed_on", "hours"]
    assert made.replace("\n", " ").split("(")[0] == table_of(caseload)[1].split("(")[0]
    assert database.run(query(small(), dialect), caseload)["0"]["line.care"] == 1010


def test_names_that_are_too_long_for_the_database_stay_apart(database: Database, dialect: str) -> None:
    long = "a" * 59
    lines = "".join(
        f"  - {{id: {long}{end}, kind: price_per_point, of: hours, per_point: {price}}}\n" for end, price in (("b", 1), ("c", 2))
    )
    rows = database.run(query(small(lines="budget_lines:\n" + lines), dialect, columns=COLUMNS), answered("1"))
    assert [cell for name, cell in rows["0"].items() if name.startswith("line.")] == [100, 100, 200, 200]
    assert rows["0"]["carer_neutral_amount"] == 300


def test_words_of_a_ruleset_are_never_more_than_words(database: Database, dialect: str) -> None:
    ask = "*/ DROP TABLE caseload; -- it''s \\\\ /* {{ }} \\\" ; \\n $$"
    ruleset = small(QUESTION.replace('"How many hours?"', f'"{ask}"'))
    text = query(ruleset, dialect, columns=COLUMNS, table="caseload")
    assert "DROP TABLE caseload" in text
    assert database.run(text, answered("1"))["0"]["line.care"] == 1010


def test_the_name_of_a_table_is_never_more_than_a_name(dialect: str) -> None:
    assert '"caseload; DROP TABLE x"' in query(small(), dialect, table="caseload; DROP TABLE x")
    assert "\n-- DROP" not in query(small(), dialect, table="a\n-- DROP").replace("\n-- ", "\n--", 1)


CHAIN = 30


def chain() -> Ruleset:
    """Thirty tables, each of the one before: written out, the last would hold the first more than 4 ** 30 times."""
    row = "{{from: 0, value: 0}}, {{from: 1, value: 3}}, {{from: 2, value: 1}}, {{from: 3, value: 2}}"
    form = "  - {{id: m{n}, kind: step_table, of: {of}, unit: points, rows: [" + row + "]}}\n"
    measures = [form.format(n=n, of="hours" if n == 0 else f"m{n - 1}") for n in range(CHAIN)]
    return small(lines=LINE.replace("hours", f"m{CHAIN - 1}"), rest="measures:\n" + "".join(measures))


@pytest.mark.parametrize("hours", ["0", "1", "2.5", "3.25"])
def test_a_long_chain_is_worked_out_step_by_step(database: Database, dialect: str, hours: str) -> None:
    ruleset = chain()
    caseload = answered(hours)
    due = expected(score_batch(caseload, ruleset))[0]
    assert database.run(query(ruleset, dialect, columns=COLUMNS), caseload)["0"] == due


def test_a_query_may_be_part_of_another(database: Database, dialect: str) -> None:
    caseload = answered("2", "1", "0")
    inner = query(chain(), dialect, columns=COLUMNS).rstrip().removesuffix(";")
    ordered = f"SELECT id, status FROM ({inner}) AS budgets WHERE indicative_budget >= 0 ORDER BY id LIMIT 2"
    assert list(database.run(ordered, caseload)) == ["0", "1"]
