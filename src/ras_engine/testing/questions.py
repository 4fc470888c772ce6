"""Questions of all five kinds, with what missing, unasked and fluctuating answers count as."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import lcm

from ras_engine.testing.builder import NEED, Builder, Levelled, Number, Scope, with_reason, written
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import ZERO, Data, Interval, exactly, hull, is_decimal

LEVELS = ("none", "some", "most", "all")
CHOICES = ("alone", "with_family", "supported")
KINDS = ("levels", "levels", "levels", "choices", "yes_no", "quantity", "frequency", "frequency")
WORDS = {"need": "help", "safety": "safe", "circumstances": "home", "carer": "strain", "authority_risk": "finance"}
DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
LIVING = Scope(abouts=NEED, measures=False)


def questions(builder: Builder) -> list[Data]:
    """Two to six questions. The first is plain levels with points about need, so that there is always something to count."""
    found = [_levels(builder, "need", plain=True)]
    abouts = ("need", "need", "need", "safety", "circumstances")
    found += [_question(builder, builder.pick(abouts)) for _ in range(builder.whole(1, 3))]
    found += [_question(builder, about) for about in ("carer", "authority_risk") if builder.chance(60)]
    return found


def _question(builder: Builder, about: str) -> Data:
    match builder.pick(KINDS):
        case "levels":
            question = _levels(builder, about)
        case "choices":
            question = _choices(builder, about)
        case "yes_no":
            question = _yes_no(builder, about)
        case "quantity":
            question = _quantity(builder, about)
        case _:
            question = _frequency(builder, about)
    return question


def _base(builder: Builder, about: str, kind: str) -> Data:
    base: Data = {"id": builder.name(WORDS[about]), "kind": kind, "about": about, "ask": "How is it for you?"}
    if about == "need" and builder.domains and builder.chance(60):
        base["domain"] = builder.pick(builder.domains)
    if about in NEED and builder.levelled and builder.chance(25):
        base["asked_when"] = condition(builder, LIVING, 1)
    return with_reason(base)


def _answers(builder: Builder, question: Data, answers: tuple[str, ...]) -> Data:
    """What stands in for an answer that is missing or was not asked for."""
    if "asked_when" in question:
        question["not_asked_counts_as"] = builder.pick(answers)
    if builder.chance(30):
        question["if_missing"] = {"counts_as": builder.pick(answers), "why": "Decided by the council"}
    elif builder.chance(20):
        question["if_missing"] = "required"
    return question


def _learn_number(builder: Builder, question: Data, told: Interval, unit: str, values: tuple[Fraction, ...] = ()) -> None:
    """`values`: where conditions may compare the number, a few that it can have."""
    known, domain = (question["id"], unit, question["about"], told, told), question.get("domain", "")
    builder.numbers.append(Number(*known, is_points=unit == "points", compares=bool(values), domain=domain, values=values))


def _learn_levels(builder: Builder, question: Data, levels: tuple[str, ...]) -> None:
    builder.levelled.append(Levelled(question["id"], levels, question["kind"], question["about"]))


def _points(builder: Builder, number: int, *, may_be_negative: bool) -> list[Fraction]:
    """Points that do not fall, the last above the first."""
    negative = may_be_negative and builder.chance(8)
    first = builder.number(-5, -1) if negative else Fraction(builder.pick((0, 0, 1)))
    rises = [builder.number(0, 20) for _ in range(number - 2)] + [builder.number(1, 30)]
    return list(accumulate([first, *rises]))


def _levels(builder: Builder, about: str, *, plain: bool = False) -> Data:
    question: Data = {"id": "help", "kind": "levels", "about": about, "ask": "How is it for you?"}
    question = question if plain else _base(builder, about, "levels")
    if plain and builder.domains:
        question["domain"] = builder.domains[0]
    ids = LEVELS[: builder.whole(2, 4)]
    question["levels"] = [{"id": one, "says": one} for one in ids]
    rule = "" if plain or not builder.chance(40) else builder.pick(("level_on_most_days", "mean_of_days"))
    points: list[Fraction] = []
    if plain or rule == "mean_of_days" or builder.chance(75):
        points = _points(builder, len(ids), may_be_negative=not plain and not rule)
        if not plain and builder.chance(15):
            points.reverse()
            question |= {"points_may_fall": "yes", "why": "More help can mean fewer points here"}
        elif not plain and builder.chance(10):
            question["points_may_fall"] = "no"
        question["levels"] = [level | {"points": written(one)} for level, one in zip(question["levels"], points, strict=True)]
    days = builder.pick((7, 14, 10, 3)) if rule else 1
    if rule:
        question["fluctuating"] = {"rule": rule, "days": str(days)}
    if points:
        mean_of = days if rule == "mean_of_days" else 1
        told = hull(exactly(one) for one in points)
        _learn_number(builder, question, Interval(told.low, told.high, told.scale * mean_of), "points")
    if rule != "mean_of_days":
        _learn_levels(builder, question, ids)
    return question if plain else _answers(builder, question, ids)


def _choices(builder: Builder, about: str) -> Data:
    question = _base(builder, about, "choices")
    ids = CHOICES[: builder.whole(2, 3)]
    question["choices"] = [{"id": one, "says": one} for one in ids]
    if builder.chance(60):
        points = [Fraction(0), *(builder.number(1, 20) for _ in ids[1:])]
        question["choices"] = [level | {"points": written(one)} for level, one in zip(question["choices"], points, strict=True)]
        _learn_number(builder, question, hull(exactly(one) for one in points), "points")
    _learn_levels(builder, question, ids)
    return _answers(builder, question, ids)


def _yes_no(builder: Builder, about: str) -> Data:
    question = _base(builder, about, "yes_no")
    if builder.chance(60):
        points = {"yes": builder.number(1, 20), "no": Fraction(0)}
        question["points"] = {answer: written(one) for answer, one in points.items()}
        _learn_number(builder, question, hull(exactly(one) for one in points.values()), "points")
    _learn_levels(builder, question, ("no", "yes"))
    return _answers(builder, question, ("no", "yes"))


def _quantity(builder: Builder, about: str) -> Data:
    question = _base(builder, about, "quantity")
    least = builder.pick((Fraction(0), Fraction(0), Fraction(1), Fraction(1, 2)))
    step = builder.pick((Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(7)))
    steps = builder.whole(2, 20)
    told = Interval(least, least + steps * step, lcm(least.denominator, step.denominator))
    question |= {"unit": "hours", "minimum": written(least), "maximum": written(told.high), "step": written(step)}
    _learn_number(builder, question, told, "hours", (least, least + step, told.high))
    return _answers(builder, question, tuple(written(least + step * taken) for taken in (0, 1, steps)))


def _frequency(builder: Builder, about: str) -> Data:
    question = _base(builder, about, "frequency")
    named = builder.some(tuple(DAYS_OF), 2, 3)
    most = {period: builder.whole(1, 6) for period in named}
    if builder.chance(50):
        worth = {period: builder.number(1, 5) for period in named}
        question["periods"] = {period: {"most": str(most[period]), "points": written(worth[period])} for period in named}
        unit = "points"
    else:
        per = builder.pick(named)
        question["counted_per"], unit = per, f"times a {per}"
        question["periods"] = {period: {"most": str(most[period]), "days": str(DAYS_OF[period])} for period in named}
        worth = {period: Fraction(DAYS_OF[per], DAYS_OF[period]) for period in named}
    told = hull(exactly(most[period] * worth[period]) for period in named)
    told = Interval(Fraction(0), told.high, lcm(*(one.denominator for one in worth.values())))
    _learn_number(builder, question, told, unit, tuple(sorted({ZERO, *(one for one in worth.values() if is_decimal(one))})))
    return _answers(builder, question, tuple(f"{times} per {period}" for times in (0, 1) for period in named))
