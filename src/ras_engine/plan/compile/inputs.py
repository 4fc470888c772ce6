"""Questions, client group, deployments and carer areas to asks, input slots and the numbers they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import lcm

from ras_engine.document.carers import QuantityMetRule
from ras_engine.document.lines import Line, PriceLine
from ras_engine.document.questions import (
    ChoicesQuestion,
    CountsAs,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.plan.asks import Ask, Codes, DaysAsk, Fault, FrequencyAsk, LevelAsk, QuantityAsk
from ras_engine.plan.compile.context import CLIENT_GROUP, Context, Scope
from ras_engine.plan.operations import Slot


def inputs(context: Context) -> tuple[list[Ask], Scope]:
    """Every ask, and the scope of codes. No operation is made here."""
    asks = [*_groups(context), *_deployments(context)]
    for place, question in enumerate(context.document.questions):
        with context.at("questions", place):
            asks.append(_question(context, question))
    areas = _areas(context)
    codes = {ask.column: ask.slot for ask in asks if isinstance(ask, LevelAsk) and ask.source != "deployment"}
    ways = {ask.column: ask.slot for ask in asks if ask.source == "deployment"}
    scope = Scope(
        numbers={},
        codes=codes,
        ways={column.removeprefix("deployment."): slot for column, slot in ways.items()},
        areas={name: ask.slot for name, ask in areas.items()},
        area_levels={name: ask.levels if isinstance(ask, LevelAsk) else () for name, ask in areas.items()},
        deployment=ways.get("deployment"),
    )
    return asks + list(areas.values()), scope


def _level_input(context: Context, column: str, source: str, levels: Iterable[str]) -> LevelAsk:
    names = tuple(levels)
    return LevelAsk(column, context.builder.input(source, 0, len(names) - 1), source, levels=names)


def _groups(context: Context) -> list[Ask]:
    groups = context.document.client_groups
    return [_level_input(context, CLIENT_GROUP, CLIENT_GROUP, groups)] if groups else []


def _deployments(context: Context) -> list[Ask]:
    ways = context.document.deployments
    if not ways:
        return []
    columns = ["deployment", *(f"deployment.{line.id}" for line in context.index.all_lines() if _priced_by_way(context, line))]
    return [_level_input(context, column, "deployment", ways) for column in columns]


def _priced_by_way(context: Context, line: Line) -> bool:
    return isinstance(line, PriceLine) and any(context.prices[price].by_deployment for price in context.index.prices_of(line))


def _areas(context: Context) -> dict[str, Ask]:
    support = context.document.carer_support
    asks: dict[str, Ask] = {}
    if support is None:
        return asks
    levels = context.index.area_levels()
    for place, rule in enumerate(support.rules):
        for area in context.index.areas_of(rule):
            with context.at("carer_support", "rules", place):
                if isinstance(rule, QuantityMetRule):
                    asks[area] = _area_quantity(context, area, rule)
                else:
                    asks[area] = replace(_level_input(context, f"carer.{area}", "carer", levels), if_missing=(0,))
    for area in support.areas or ():
        if area not in asks:  # no rule reduces anything by it, but conditions may ask about it
            with context.at("carer_support", "areas", area):
                asks[area] = replace(_level_input(context, f"carer.{area}", "carer", levels), if_missing=(0,))
    return asks


def _area_quantity(context: Context, area: str, rule: QuantityMetRule) -> QuantityAsk:
    support = rule.reduces[area]
    scale = support.step.denominator
    slot = context.builder.input("carer", 0, int(support.most * scale), scale)
    unit = context.index.unit_of(support.measure)
    return QuantityAsk(
        f"carer.{area}", slot, "carer", if_missing=(0,), maximum=support.most, step=support.step, scale=scale, unit=unit
    )


def _question(context: Context, question: Question) -> Ask:
    ask = _bare(context, question)
    counts_as = question.if_missing.counts_as if isinstance(question.if_missing, CountsAs) else None
    return replace(ask, if_missing=_codes(ask, counts_as), not_asked=_codes(ask, question.not_asked_counts_as))


def _codes(ask: Ask, written: str | None) -> Codes | None:
    codes = ask.code(written) if written is not None else None
    assert not isinstance(codes, Fault)  # the document check saw to it
    return codes


def _bare(context: Context, question: Question) -> Ask:
    match question:
        case LevelsQuestion():
            return _levels(context, question)
        case ChoicesQuestion():
            return _level_input(context, question.id, question.about, (choice.id for choice in question.choices))
        case YesNoQuestion():
            return _level_input(context, question.id, question.about, ("no", "yes"))
        case QuantityQuestion():
            return _quantity(context, question)
        case FrequencyQuestion():
            most = tuple(period.most for period in question.periods.values())
            slot = context.builder.input(question.about, 0, max(most))
            context.builder.input(question.about, 0, len(most) - 1)
            return FrequencyAsk(question.id, slot, question.about, periods=tuple(question.periods), most=most)


def _levels(context: Context, question: LevelsQuestion) -> Ask:
    names = tuple(level.id for level in question.levels)
    fluctuating = question.fluctuating
    if fluctuating is None or fluctuating.rule == "level_on_most_days":
        ask = _level_input(context, question.id, question.about, names)
        nought = frozenset(place for place, level in enumerate(question.levels) if level.points == 0)
        unpointed = question.levels[0].points is None
        return replace(ask, days=fluctuating.days if fluctuating else 0, without_points=frozenset({0}) if unpointed else nought)
    slots = [context.builder.input(question.about, 0, fluctuating.days) for _ in names]
    return DaysAsk(question.id, slots[0], question.about, levels=names, days=fluctuating.days)


def _quantity(context: Context, question: QuantityQuestion) -> QuantityAsk:
    scale = lcm(question.minimum.denominator, question.step.denominator)
    slot = context.builder.input(question.about, int(question.minimum * scale), int(question.maximum * scale), scale)
    return QuantityAsk(
        question.id,
        slot,
        question.about,
        minimum=question.minimum,
        maximum=question.maximum,
        step=question.step,
        scale=scale,
        unit=question.unit,
    )


def question_number(context: Context, question: Question, slot: Slot) -> Slot | None:
    """The number that a question's answer counts as, where it counts as one; `slot` is its first input."""
    builder = context.builder
    match question:
        case LevelsQuestion(levels=levels, fluctuating=fluctuating):
            points = [level.points for level in levels if level.points is not None]
            if not points:
                return None
            if fluctuating and fluctuating.rule == "mean_of_days":
                return builder.linear((slot + place, each / fluctuating.days) for place, each in enumerate(points))
            return builder.lookup([(slot, len(levels))], points)
        case ChoicesQuestion(choices=choices):
            points = [choice.points for choice in choices if choice.points is not None]
            return builder.lookup([(slot, len(choices))], points) if points else None
        case YesNoQuestion(points=answers):
            return builder.lookup([(slot, 2)], [answers["no"], answers["yes"]]) if answers else None
        case QuantityQuestion():
            return slot
        case FrequencyQuestion():
            return builder.product(slot, builder.lookup([(slot + 1, len(question.periods))], _per_time(question)))


def _per_time(question: FrequencyQuestion) -> list[Fraction]:
    """What one time counts, in each period: its points, or the share of `counted_per` that the period's days make of it."""
    counted = question.periods[question.counted_per].days if question.counted_per else None
    return [
        period.points if period.points is not None else (counted or Fraction(0)) / (period.days or Fraction(1))
        for period in question.periods.values()
    ]
