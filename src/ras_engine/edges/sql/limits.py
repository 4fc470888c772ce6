"""What cannot be said in a database: refused by name, with the place in the ruleset, before a query is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ras_engine.edges.sql.dialects import Dialect
from ras_engine.edges.sql.quantities import lattice_of
from ras_engine.errors import Location, Problem, problem
from ras_engine.plan.asks import Ask, QuantityAsk
from ras_engine.ruleset import Ruleset


def cannot_be_said(ruleset: Ruleset, dialect: Dialect, columns: Sequence[str]) -> Iterator[Problem]:
    """Every reason why there is no query for the ruleset in this database."""
    for ask in ruleset.plan.asks:
        if isinstance(ask, QuantityAsk) and lattice_of(ask) is None:
            yield problem("RAS780", _where(ruleset, ask), column=ask.column)
    for name in columns:
        if dialect.longest_name and len(name) > dialect.longest_name:
            yield problem("RAS781", Location(path=name), column=name, most=dialect.longest_name, database=dialect.title)


def too_wide(ruleset: Ruleset, dialect: Dialect, width: int) -> Iterator[Problem]:
    """Whether the query has more columns than the database takes."""
    if dialect.most_columns and width > dialect.most_columns:
        where = ruleset.where(("questions",))
        yield problem("RAS782", where, columns=f"{width:,}", most=f"{dialect.most_columns:,}", database=dialect.title)


def _where(ruleset: Ruleset, ask: Ask) -> Location:
    names = [question.id for question in ruleset.document.questions]
    return ruleset.where(("questions", names.index(ask.column))) if ask.column in names else ruleset.where(("carer_support",))
