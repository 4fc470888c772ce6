"""A ruleset to the text of a query: columns put on a sheet, the sheet rendered for one database, a header that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap

from ras_engine.edges.sql.admission import Admission
from ras_engine.edges.sql.columns import columns_read
from ras_engine.edges.sql.dialects import Dialect
from ras_engine.edges.sql.limits import cannot_be_said, too_wide
from ras_engine.edges.sql.outcome import GIVEN, Outcome, wanted_slots
from ras_engine.edges.sql.sheet import Sheet, of_table
from ras_engine.edges.sql.tables import table_named
from ras_engine.edges.sql.titles import Titles, plain
from ras_engine.edges.sql.walk import Walk
from ras_engine.errors import RulesetInvalid
from ras_engine.plan.bounds import Interval, intervals
from ras_engine.plan.plan import Plan
from ras_engine.ruleset import Ruleset
from ras_engine.version import VERSION

WIDTH = 120


def write_query(
    ruleset: Ruleset, dialect: Dialect, table: str, ids: Sequence[str], has: Sequence[str] | None, *, pounds: bool, steps: bool
) -> str:
    """The text of the query. Raises RulesetInvalid with what the database cannot be told, BatchInvalid for missing columns."""
    columns = columns_read(ruleset, has)
    problems = [*cannot_be_said(ruleset, dialect, (*ids, *columns))]
    if problems:
        raise RulesetInvalid(problems)
    sheet = Sheet(dialect)
    plan = ruleset.plan
    walk = Walk(sheet, plan, Titles(ruleset), _ranges(plan), wanted_slots(plan, steps))
    for name in dict.fromkeys(ids):
        sheet.put(f"{GIVEN}{name}", of_table(name))
    admission = Admission(sheet, walk, columns)
    admission.run()
    final = Outcome(sheet, walk, pounds=pounds, steps=steps).columns(list(dict.fromkeys(ids)), admission.problems)
    problems = [*too_wide(ruleset, dialect, max(len(sheet), len(final)))]
    if problems:
        raise RulesetInvalid(problems)
    tree = sheet.query(table_named(table, dialect), final)
    query = tree.sql(dialect=dialect.name, pretty=True, max_text_width=WIDTH)
    return "\n".join([*_header(ruleset, dialect, table, columns), query]) + ";\n"


def _ranges(plan: Plan) -> list[Interval]:
    """The least and greatest of every slot, with nought among the answers: it stands in for those that are missing."""
    return intervals(replace(plan, ranges=tuple((min(low, 0), max(high, 0)) for low, high in plan.ranges)))


def _header(ruleset: Ruleset, dialect: Dialect, table: str, columns: Sequence[str]) -> list[str]:
    lines = [
        f"Indicative budgets for the rows of {plain(table)}, by the ruleset",
        f"  {plain(str(ruleset))}, {ruleset.status}",
        f"  digest {ruleset.digest}",
        f"written for {dialect.title} by ras-engine {VERSION}. Do not edit: write it again from the ruleset.",
        "An indicative budget is an early estimate for planning, not an entitlement and not a decision.",
        *wrap(f"It reads: {', '.join(columns)}", WIDTH, subsequent_indent="  "),
    ]
    return [f"-- {line}" for line in lines]
