"""What reads what in a plan, by the columns of the assessment: the ground of the laws that need no numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ras_engine.plan.asks import LevelAsk
from ras_engine.plan.operations import Linear, Slot, reads
from ras_engine.plan.plan import Plan


def readers(plan: Plan) -> list[frozenset[str]]:
    """For every slot, the columns of the assessment that can touch it."""
    found: list[frozenset[str]] = [frozenset()] * plan.inputs
    for ask in plan.asks:
        found[ask.slot : ask.slot + ask.width] = [frozenset({ask.column})] * ask.width
    for operation in plan.operations:
        found.append(frozenset[str]().union(*(found[slot] for slot in reads(operation))))
    return found


def behind(plan: Plan, slot: Slot, without: Iterable[Slot] = ()) -> set[Slot]:
    """Every slot that leads to one, but for those behind some that are left out."""
    stop, found, waiting = set(without), set[Slot](), [slot]
    while waiting:
        one = waiting.pop()
        if one not in found and one not in stop:
            found.add(one)
            waiting += reads(plan.operations[one - plan.inputs]) if one >= plan.inputs else ()
    return found


def linear(plan: Plan, slot: Slot) -> dict[Slot, Fraction]:
    """A slot as an exact sum of slots that are no sums, in units; the constant under -1."""
    found: dict[Slot, Fraction] = {}
    waiting = [(slot, Fraction(1, plan.scales[slot]))]
    while waiting:
        one, weight = waiting.pop()
        operation = plan.operations[one - plan.inputs] if one >= plan.inputs else None
        if isinstance(operation, Linear):
            found[-1] = found.get(-1, Fraction(0)) + weight * operation.constant
            waiting += [(part, weight * each) for part, each in operation.terms]
        else:
            found[one] = found.get(one, Fraction(0)) + weight
    return {one: weight for one, weight in found.items() if weight}


def balance(plan: Plan, terms: Mapping[Slot, int]) -> dict[Slot, Fraction]:
    """What is left when slots are added with weights: nothing, where the sum is nought for everybody."""
    total: dict[Slot, Fraction] = {}
    for slot, weight in terms.items():
        for one, each in linear(plan, slot).items():
            total[one] = total.get(one, Fraction(0)) + weight * each
    return {one: weight for one, weight in total.items() if weight}


def results(plan: Plan) -> tuple[Slot, ...]:
    """Every slot that somebody gets to see: amounts, separate amounts, referrals, routes, the pool."""
    money = [getattr(plan.money, name) for name in plan.money.__dataclass_fields__]
    people = [route.slot for _, route in plan.routes] + ([plan.pool] if plan.pool is not None else [])
    return tuple(dict.fromkeys([*money, *(one.slot for one in plan.separate), *(one.slot for one in plan.referrals), *people]))


def by_days(plan: Plan) -> tuple[str, ...]:
    """What laws that follow from those about steps leave to them: the days behind the one level of an answer by days."""
    names = [ask.column for ask in plan.asks if isinstance(ask, LevelAsk) and ask.days]
    if not names:
        return ()
    return (
        f"An answer by days to {', '.join(names)} is compared by the one level that it comes to (level_on_most_days); what one day "
        "more on a higher level does to that level is said at P1 and P6.",
    )


def not_compared(plan: Plan) -> tuple[str, ...]:
    """What the laws about steps leave out, where some people cannot be given or have no amount."""
    reasons = [
        *(["answers cannot stand together"] if plan.clashes else []),
        *(["a question is not asked"] if any(ask.asked is not None for ask in plan.asks) else []),
        *(["a referral withholds the amount"] if any(one.withheld for one in plan.referrals) else []),
    ]
    if not reasons:
        return ()
    return (
        f"Steps to and from people who cannot be assessed or have no amount are not compared (here {', or '.join(reasons)}); "
        "nor are two people with only such people between them.",
    )
