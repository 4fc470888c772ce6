"""The texts of the table as the readings want them: an empty cell is none, blanks can be seen, letters are compared as they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from ras_engine.edges.sql.expressions import Expression, joined, literal, word
from ras_engine.edges.sql.sheet import Sheet, of_table
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk
from ras_engine.plan.plan import Plan

BLANKS = (9, 10, 11, 12, 13)
"""Tab, line feed, vertical tab, form feed, carriage return: with the space, what a frequency and days may hold between words."""


class Texts:
    """The columns of texts. `columns` are those that the table has."""

    def __init__(self, sheet: Sheet, plan: Plan, columns: Sequence[str]) -> None:
        self.sheet = sheet
        self.plan = plan
        self.columns = frozenset(columns)
        self._put: set[str] = set()

    def name(self, column: str) -> str:
        """What the column of texts is called."""
        return self.put(column)

    def put(self, column: str, ask: Ask | None = None) -> str:
        """The column of texts of a column of the table; nothing in each row where the table has no such column."""
        name = f"text.{column}"
        if name not in self._put:
            self._put.add(name)
            self.sheet.put(name, self._text(column, ask) if column in self.columns else self._nothing())
        return name

    def _text(self, column: str, ask: Ask | None) -> Expression:
        before, after = word(" ~<>"), word("~???")
        if isinstance(ask, DaysAsk | FrequencyAsk) or (isinstance(ask, LevelAsk) and ask.days):
            codes = [exp.Anonymous(this=self._character, expressions=[literal(code)]) for code in BLANKS]
            before, after = joined([before, *codes]), word("~???" + "~" * len(BLANKS))
        raw = self.sheet.dialect.as_text(of_table(column))
        visible = exp.Anonymous(this="TRANSLATE", expressions=[raw, before, after])
        return exp.Nullif(this=visible, expression=word(""))

    @property
    def _character(self) -> str:
        return "CHAR" if self.sheet.dialect.name in ("tsql", "spark") else "CHR"

    def _nothing(self) -> Expression:
        """No text, compared as the others are: SQL Server refuses to compare texts of two collations."""
        return self.sheet.dialect.as_text(exp.Null())
