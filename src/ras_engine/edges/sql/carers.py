"""What is said about carers: whether support is offered, and whether that of an area counts by its facts (section 10(5))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from ras_engine.assessment import FACTS
from ras_engine.edges.sql.expressions import Expression, among, case, compared, every, is_null, no, some, word
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.edges.sql.texts import Texts
from ras_engine.plan.asks import Ask
from ras_engine.score.admit import CARER

STATE = "carer_support"
NONE = ("none", "0")
REQUIRED = ("able", "willing")
Found = tuple[str, Expression, tuple[str, ...]]


class Carers:
    """The columns about carers. `areas` are the asks for their support."""

    def __init__(self, sheet: Sheet, texts: Texts, areas: Sequence[Ask]) -> None:
        self.sheet = sheet
        self.texts = texts
        self.areas = areas

    def problems(self) -> Iterator[Found]:
        """For each problem that a row may have: its name, its code or nothing, and the codes that are possible."""
        if not self.areas:
            return
        yield STATE, self._state(), ("RAS613", "RAS614")
        for ask in self.areas:
            for fact in FACTS:
                found = self._fact(ask, fact)
                if found is not None:
                    yield f"{ask.column}.{fact}", found, ("RAS616", "RAS617")

    def where_given(self, ask: Ask, value: Expression) -> Expression:
        """The value where support with the area is offered, else nothing."""
        return case([(every([self._offered(), self._given(ask)]), value)])

    def counts(self, ask: Ask) -> Expression:
        """Whether support with the area counts: offered, by an adult, able and willing."""
        facts = [compared(exp.EQ, self._told(ask, fact), "yes") for fact in REQUIRED]
        adult = some([is_null(self._told(ask, "adult")), compared(exp.NEQ, self._told(ask, "adult"), "no")])
        return every([self._offered(), self._given(ask), *facts, adult])

    def _state(self) -> Expression:
        state = self.texts.put(STATE)
        without = among(self.sheet.read(state), ("no_carer", "not_offered"))
        support = some([self._given(ask) for ask in self.areas])
        return case(
            [
                (is_null(self.sheet.read(state)), word("RAS613")),
                (self._offered(), exp.Null()),
                (every([without, no(support)]), exp.Null()),
            ],
            word("RAS614"),
        )

    def _offered(self) -> Expression:
        return compared(exp.EQ, self.sheet.read(self.texts.put(STATE)), "offered")

    def _given(self, ask: Ask) -> Expression:
        def text() -> Expression:
            return self.sheet.read(self.texts.put(ask.column, ask))

        return every([no(is_null(text())), no(among(text(), NONE))])

    def _told(self, ask: Ask, fact: str) -> Expression:
        """The text of a fact: of the area, where the table has a column for it, else of all areas."""
        own = f"{ask.column}.{fact}"
        return self.sheet.read(self.texts.put(own if own in self.texts.columns else f"{CARER}{fact}"))

    def _fact(self, ask: Ask, fact: str) -> Expression | None:
        told = f"{ask.column}.{fact}" in self.texts.columns or f"{CARER}{fact}" in self.texts.columns
        if not told and fact not in REQUIRED:
            return None
        blank = word("RAS616") if fact in REQUIRED else exp.Null()
        wrong = case([(is_null(self._told(ask, fact)), blank), (no(among(self._told(ask, fact), ("yes", "no"))), word("RAS617"))])
        return self.where_given(ask, wrong)
