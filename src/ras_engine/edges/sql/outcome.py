"""The columns of the result, named as the files of budgets name them: ids, what came of each row, amounts, decisions.

An amount stands only where there is one: a row that was referred or could not be scored has nothing there, and never nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from ras_engine.edges.sql.days import REST
from ras_engine.edges.sql.expressions import (
    Expression,
    case,
    chosen,
    compared,
    joined,
    literal,
    part,
    some,
    word,
)
from ras_engine.edges.sql.sheet import Sheet, fitting
from ras_engine.edges.sql.walk import Walk
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import MoneySlots, Plan
from ras_engine.score.many.batch import AMOUNT, PROBLEM, REFERRAL

GIVEN = "given."


def wanted_slots(plan: Plan, steps: bool) -> set[Slot]:
    """Every slot that the result, or admission, shows."""
    slots = {getattr(plan.money, name) for name in MoneySlots.__dataclass_fields__}
    slots |= {slot for line in plan.lines for slot in (line.neutral, line.after_carers)}
    slots |= {one.slot for one in plan.separate} | {one.slot for one in plan.referrals} | {one.slot for one in plan.clashes}
    slots |= {slot for _, slot in plan.limits} | {route.slot for _, route in plan.routes}
    slots |= {ask.asked for ask in plan.asks if ask.asked is not None}
    slots |= set() if plan.pool is None else {plan.pool}
    return slots | ({step.slot for step in plan.steps} if steps else set())


class Outcome:
    """The last columns of a sheet. `pounds` gives amounts as decimals, and not in pence; `steps` adds the working."""

    def __init__(self, sheet: Sheet, walk: Walk, *, pounds: bool, steps: bool) -> None:
        self.sheet = sheet
        self.walk = walk
        self.plan = walk.plan
        self.pounds = pounds
        self.steps = steps

    def columns(self, ids: Sequence[str], problems: Sequence[tuple[str, tuple[str, ...]]]) -> list[Expression]:
        """The columns of the result in their order."""
        self._put_outcome(problems)
        made: dict[str, Expression] = {"status": self.sheet.read("status"), "problem_codes": self.sheet.read("problem_codes")}
        for name in MoneySlots.__dataclass_fields__:
            made[name] = self._money(getattr(self.plan.money, name))
        made["per"] = word(self.plan.per)
        for line in self.plan.lines:
            made[f"line.{line.id}"] = self._money(line.neutral)
            made[f"line.{line.id}.after_carers"] = self._money(line.after_carers)
        made |= {f"separate.{one.id}": self._money(one.slot) for one in self.plan.separate}
        made["limits_reached"] = self._named(self._where(AMOUNT), self.plan.limits)
        made["referrals"] = self._named(self._scored(), [(one.id, one.slot) for one in self.plan.referrals])
        for name, route in self.plan.routes:
            made[name] = self._choice(route.slot, route.entries)
        if self.plan.pool is not None:
            made["pool"] = self._choice(self.plan.pool, ("no", "yes"))
        if self.steps:
            made |= {f"step.{step.name}": case([(self._scored(), self.walk.number(step.slot))]) for step in self.plan.steps}
        kept = {self._carried(name, made): self.sheet.read(f"{GIVEN}{name}") for name in ids}
        return self._aliased({**kept, **made})

    def _put_outcome(self, problems: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        codes = sorted({code for _, codes in problems for code in codes})
        texts = []
        for code in codes:
            columns = [self.sheet.read(name) for name, codes in problems if code in codes]
            told = case([(exp.In(this=word(code), expressions=columns), word(f";{code}"))], word(""))
            texts.append(self.sheet.put(f"told.{code}", told))
        listed = self.sheet.put("problem_codes.all", joined(map(self.sheet.read, texts)))
        self.sheet.put("problem_codes", part(self.sheet.read(listed), 2, REST))
        withheld = [self.walk.holds(one.slot) for one in self.plan.referrals if one.withheld]
        branches = [(compared(exp.NEQ, self.sheet.read(listed), ""), word(PROBLEM))]
        branches += [(some(withheld), word(REFERRAL))] if withheld else []
        self.sheet.put("status", case(branches, word(AMOUNT)))

    def _where(self, status: str) -> Expression:
        return compared(exp.EQ, self.sheet.read("status"), status)

    def _scored(self) -> Expression:
        return compared(exp.NEQ, self.sheet.read("status"), PROBLEM)

    def _money(self, slot: Slot) -> Expression:
        """Pence, or pounds by a decimal multiplication that is exact in each of the databases."""
        pence = case([(self._where(AMOUNT), self.walk.number(slot))])
        if not self.pounds:
            return pence
        hundredth = exp.Cast(this=exp.Literal.number("0.01"), to=exp.DataType.build("DECIMAL(3, 2)"))
        exact = exp.Mul(this=exp.Cast(this=pence, to=exp.DataType.build("DECIMAL(19, 0)")), expression=hundredth)
        return exp.Cast(this=exact, to=exp.DataType.build("DECIMAL(19, 2)"))

    def _named(self, shown: Expression, flags: Iterable[tuple[str, Slot]]) -> Expression:
        """The names whose flag is up, joined by semicolons."""
        each = [case([(self.walk.holds(slot), word(f";{name}"))], word("")) for name, slot in flags]
        return case([(shown, part(joined(each), 2, REST))], word("")) if each else word("")

    def _choice(self, slot: Slot, names: Sequence[str]) -> Expression:
        entries = chosen(self.walk.number(slot), [(literal(place), word(name)) for place, name in enumerate(names)])
        return case([(self._scored(), entries)])

    def _carried(self, name: str, made: Iterable[str]) -> str:
        """The name of an id column that is ours too: `given.` before it, as the files of budgets do."""
        taken = {one.lower() for one in made}
        while name.lower() in taken:
            name = f"{GIVEN}{name}"
        return name

    def _aliased(self, columns: dict[str, Expression]) -> list[Expression]:
        dialect = self.sheet.dialect
        return [
            exp.Alias(this=value, alias=exp.Identifier(this=fitting(dialect, name, place), quoted=True))
            for place, (name, value) in enumerate(columns.items())
        ]
