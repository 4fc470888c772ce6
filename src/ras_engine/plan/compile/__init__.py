"""Compiles a checked document into a plan: one small function per section, in the fixed order of the money.

Receives a document that its checks have passed; guarantees a plan in which every name is a slot and every number an integer of a
declared scale. Answers and sums come first, money after: the operations before `finish` read answers, those behind it read sums.
"""

from __future__ import annotations

from dataclasses import replace

from ras_engine.document.decisions import Review, RouteBase
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.plan.asks import Ask
from ras_engine.plan.compile.carers import after_carers_scope, lines_after_carers
from ras_engine.plan.compile.conditions import condition
from ras_engine.plan.compile.context import Context, Scope
from ras_engine.plan.compile.inputs import inputs, question_number
from ras_engine.plan.compile.lines import compile_lines
from ras_engine.plan.compile.measures import measures
from ras_engine.plan.compile.money import money, separate_amounts
from ras_engine.plan.compile.shares import domain_parts
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Clash, MoneySlots, Plan, PlannedLine, PlannedReferral, PlannedRoute


def compile_plan(document: RulesetDocument) -> Plan:
    """The plan of a document that has passed its checks."""
    context = Context(document)
    asks, scope = inputs(context)
    scope = _question_numbers(context, asks, scope)
    asks, clashes = _asked(context, asks, scope), _clashes(context, scope)
    admission = len(context.builder.operations)
    neutral = measures(context, scope, {})
    second = after_carers_scope(context, neutral)
    parts = {line.id: domain_parts(context, neutral, line) for line in document.budget_lines}
    finish = len(context.builder.operations)
    with context.at("budget_lines"):
        whole = compile_lines(context, neutral, document.budget_lines, "line.", document.money.per)
    after = lines_after_carers(context, neutral, second, whole)
    amounts, limited = money(context, neutral, whole, after)
    separate = separate_amounts(context, neutral)
    final = _with_amounts(neutral, amounts)
    referrals, routes, pool = _referrals(context, neutral), _routes(context, final), _pool(context, final)
    builder = context.builder
    return Plan(
        asks=tuple(asks),
        sources=tuple(builder.sources),
        ranges=tuple(builder.ranges),
        operations=tuple(builder.operations),
        scales=tuple(builder.scales),
        paths=tuple(builder.paths),
        admission=admission,
        finish=finish,
        conditions=tuple(context.conditions),
        clashes=tuple(clashes),
        steps=tuple(context.steps.values()),
        lines=tuple(PlannedLine(one.id, whole[one.id], after[one.id], one.domain, parts[one.id]) for one in document.budget_lines),
        referrals=tuple(referrals),
        limits=limited.moved,
        separate=tuple(separate),
        routes=tuple(routes),
        pool=pool,
        money=amounts,
        currency=document.money.currency,
        per=document.money.per,
        joined=frozenset(context.joined),
        refer_after_last=frozenset(context.refer_after_last),
    )


def _question_numbers(context: Context, asks: list[Ask], scope: Scope) -> Scope:
    """The number of every question that counts as one."""
    columns = {ask.column: ask for ask in asks}
    numbers: dict[str, Slot] = {}
    for place, question in enumerate(context.document.questions):
        with context.at("questions", place):
            slot = question_number(context, question, columns[question.id].slot)
            if slot is not None:
                numbers[question.id] = context.step(f"value.{question.id}", slot, context.index.unit_of(question.id))
    return replace(scope, numbers=numbers)


def _asked(context: Context, asks: list[Ask], scope: Scope) -> list[Ask]:
    """The asks, with the slots of the conditions under which they are asked."""
    asked: dict[str, Slot] = {}
    for place, question in enumerate(context.document.questions):
        if question.asked_when is not None:
            asked[question.id] = condition(context, scope, question.asked_when, "questions", place, "asked_when")
    return [replace(ask, asked=asked.get(ask.column)) for ask in asks]


def _clashes(context: Context, scope: Scope) -> list[Clash]:
    """Answers that cannot stand together."""
    found = []
    for place, clash in enumerate(context.document.cannot_stand_together):
        with context.at("cannot_stand_together", place):
            found.append(Clash(clash.id, condition(context, scope, clash.when, "when"), context.builder.path))
    return found


def _with_amounts(scope: Scope, money: MoneySlots) -> Scope:
    """What people's decisions may look at: the answers and sums, and the amounts that came out."""
    return scope.with_amounts(
        carer_neutral_amount=money.carer_neutral_amount,
        indicative_budget=money.indicative_budget,
        contingency=money.contingency,
        planning_amount=money.planning_amount,
    )


def _referrals(context: Context, scope: Scope) -> list[PlannedReferral]:
    """Each referral: its own condition, or a row, cell, price or limit that names it."""
    found = []
    for place, entry in enumerate(context.document.referral):
        with context.at("referral", place):
            raised = list(context.referrals[entry.id])
            if entry.when is not None:
                raised.append(condition(context, scope, entry.when, "when"))
            slot = context.builder.any_of(raised) if raised else context.builder.constant(0)
            context.step(f"referral.{entry.id}", slot)
            found.append(PlannedReferral(entry.id, slot, entry.indicative_budget == "withheld"))
    return found


def _routes(context: Context, scope: Scope) -> list[tuple[str, PlannedRoute]]:
    """Sign-off, monitoring and review: first-match lists that people act on."""
    document = context.document
    written = (("sign_off", document.sign_off), ("monitoring", document.monitoring), ("review", document.review))
    return [(name, _route(context, scope, name, entries)) for name, entries in written if entries]


def _route(context: Context, scope: Scope, name: str, entries: tuple[RouteBase, ...]) -> PlannedRoute:
    builder = context.builder
    with context.at(name):
        conditions = [
            condition(context, scope, entry.when, place, "when") for place, entry in enumerate(entries) if entry.when is not None
        ]
        slot = builder.first_match(conditions, [builder.constant(place) for place in range(len(entries))])
        context.step(name, slot)
    weeks = tuple(entry.weeks for entry in entries if isinstance(entry, Review))
    return PlannedRoute(tuple(entry.id for entry in entries), slot, weeks)


def _pool(context: Context, scope: Scope) -> Slot | None:
    """Whether the person may draw on the authority-wide pool."""
    if context.document.pool is None:
        return None
    with context.at("pool"):
        return context.step("pool", condition(context, scope, context.document.pool.eligible_when, "eligible_when"))


__all__ = ["compile_plan"]
