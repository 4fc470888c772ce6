"""What stands around the lines: money, references, limits, contingency, separate amounts and the pool."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ras_engine.testing import lines as money_lines
from ras_engine.testing.builder import CARER, NEED, Builder, Scope, with_reason, written
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import Data, Interval, leaves
from ras_engine.testing.lines import PERIODS, Room, by_keys

YEAR_ENDS: tuple[Data, ...] = ({"rule": "keep_all"}, {"rule": "keep_weeks", "weeks": "8"}, {"rule": "return_all"})
PENCE = ("0.01", "1", "0.05", "0.10", "5")


def money(builder: Builder) -> Data:
    """Currency, period, year, rounding."""
    builder.money_per = builder.pick(("week", *PERIODS))
    section: Data = {"currency": "GBP", "per": builder.money_per}
    if builder.chance(30):
        section["days_per_year"] = builder.pick(("364", "365"))
        builder.weeks = Fraction(section["days_per_year"]) / 7
    else:
        section["weeks_per_year"] = builder.pick(("52", "52.14", "52.2"))
        builder.weeks = Fraction(section["weeks_per_year"])
    section["round"] = {name: builder.rounding(PENCE) for name in ("lines", "indicative_budget", "contingency")}
    builder.rounds_lines = section["round"]["lines"]
    return section


def references(builder: Builder) -> Data:
    """One or two amounts set elsewhere."""
    for _ in range(builder.whole(1, 2)):
        reference = {"amount": builder.amount(5, 100), "per": builder.pick(PERIODS), "source": "Published yearly"}
        builder.references[builder.name("reference")] = reference
    return builder.references


def separate_amounts(builder: Builder) -> list[Data]:
    """None to two amounts outside the budget, for the person or for the carer."""
    found = []
    for _ in range(builder.pick((0, 1, 1, 2))):
        whose = builder.pick(("person", "carer"))
        scope = Scope(abouts=CARER, carers=True) if whose == "carer" else Scope(abouts=NEED)
        room = Room(scope, builder.pick(("once", "once", *PERIODS)))
        amount: Data = {"id": builder.name("separate"), "title": "An amount of its own", "for": whose, "per": room.per}
        amount |= {"lines": money_lines.lines(builder, room, 2), "round": builder.rounding(PENCE)}
        if builder.chance(40):
            amount["minimum"] = _minimum(builder, scope)
        if builder.chance(40):
            amount["maximum"] = _shown(builder, by_keys(builder, scope, 21, 300))
        found.append(with_reason(amount))
    return found


def _shown(builder: Builder, limit: Data) -> Data:
    """A limit with its referral."""
    builder.raised.add("look_again")
    return with_reason(limit | {"refer": "look_again"})


def _minimum(builder: Builder, scope: Scope) -> Data:
    minimum = by_keys(builder, scope, 10, 20) | {"zero_stays_zero": builder.pick(("no", "yes"))}
    return _shown(builder, minimum) if builder.chance(40) else with_reason(minimum)


def limits(builder: Builder, total: Interval) -> tuple[Data, Interval]:
    """Some of the three limits, and the amounts between which the budget then surely moves."""
    scope = Scope()
    found: Data = {}
    if builder.chance(50):
        found["minimum"] = _minimum(builder, scope)
        total = Interval(max(total.low, Fraction(20)), max(total.high, Fraction(20)))
    if builder.chance(50):
        most = max(60, int(min(total.high, Fraction(2_000)) * builder.whole(2, 9) / 10))
        found["maximum"] = _shown(builder, by_keys(builder, scope, 21, most))
        least = min(Fraction(one) for one in leaves(found["maximum"].get("amounts") or found["maximum"]["amount"]))
        total = Interval(min(total.low, least), min(total.high, least))
    if builder.chance(50):
        found["minimum_payment"] = _shown(builder, by_keys(builder, scope, 1, 10 if "minimum" in found else 20))
    return found, total


def contingency(builder: Builder) -> Data:
    """One of the four kinds."""
    kind = builder.pick(("share", "weeks", "fixed", "none"))
    found: Data = {"kind": kind, "why": "Decided by the council"}
    if kind == "none":
        return found
    found |= {"basis": builder.pick(("inside", "on_top")), "year_end": builder.pick(YEAR_ENDS)}
    found["draw"] = {"without_reassessment": builder.pick(("no", "yes"))}
    if builder.chance(35):
        found["when"] = condition(builder, Scope(), 1)
    match kind:
        case "share":
            body = _by(builder, "share", "shares", lambda: f"{written(builder.number(1, 20, 1))}%")
        case "weeks":
            body = _by(builder, "weeks", "weeks_by", lambda: written(builder.number(1, 8, 1)))
        case _:
            body = by_keys(builder, Scope(), 0, 60)
    return found | body


def _by(builder: Builder, plain: str, table: str, leaf: Callable[[], str]) -> Data:
    found = builder.table(Scope(), leaf) if builder.chance(50) else None
    return {"by": found[0], table: found[1]} if found else {plain: leaf()}


def after_contingency(builder: Builder, rule: Data, budget: Interval) -> dict[str, Interval]:
    """The amounts between which contingency and planning amount surely move, where they surely do."""
    if rule["kind"] not in ("share", "weeks"):
        return {}
    cells = rule.get("shares") or rule.get("weeks_by") or rule.get("share") or rule["weeks"]
    unit = Fraction(1, 100) if rule["kind"] == "share" else 1 / builder.weeks
    shares = [Fraction(one.removesuffix("%")) * unit for one in leaves(cells)]
    held = Interval(budget.low * max(shares) + 5, budget.high * min(shares) - 5)
    on_top = rule["basis"] == "on_top"
    planning = (
        Interval(budget.low * (1 + max(shares)) + 5, budget.high - 5)
        if on_top
        else Interval(budget.low + 5, budget.high * (1 - max(shares)) - 5)
    )
    return {"contingency": held.inner(), "planning_amount": planning.inner()}


def pool(builder: Builder, amounts: dict[str, Interval]) -> Data:
    """Who may draw on the authority-wide pool."""
    return with_reason({"eligible_when": condition(builder, Scope(amounts=amounts)), "longest_weeks": "6"})
