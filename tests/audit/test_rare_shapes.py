"""Small rulesets of shapes that are rarely drawn at random, each audited with all states listed and with none, and held against
everybody scored one by one by the scalar engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from ras_engine.audit import AuditReport, Verdict, audit
from ras_engine.audit.bench import Limits
from ras_engine.audit.report import Part
from ras_engine.budget import IndicativeBudget
from ras_engine.exact import Money
from ras_engine.ruleset import read_ruleset
from tests.audit.made import SPLIT
from tests.audit.scalar import Pair, Scored
from tests.beginnings import beginning
from tests.profiles import NIGHTLY

LIMITS = {
    "exact": Limits(seconds=600),
    "bounds": Limits(seconds=600, states=1, people=60, rounds=4),
    **({"split": SPLIT} if NIGHTLY else {}),
}
LAWS = ("P1", "P3", "P5", "P6", "P7", "P8", "P20")
AUDIT = """audit:
  largest_step: {amount: 15, why: T., decided_on: 2026-01-05}
  largest_group_gap: {amount: 5, why: T., decided_on: 2026-01-05}
  most_a_carer_may_reduce: {share: 50%, why: T., decided_on: 2026-01-05}
"""
HIGH = "  high_need: {measure: m, at_least: 5, why: T.}\n"
NONE = "contingency: {kind: none, why: N.}\n"
STOP = "referral: [{id: stop, indicative_budget: withheld, says: S.}, {id: shown, indicative_budget: shown, says: S.}]\n"


def levels(name: str, *points: int, **more: str) -> str:
    written = ", ".join(f"{{id: l{place}, says: L, points: {one}}}" for place, one in enumerate(points))
    keys = "".join(f", {key}: {one}" for key, one in more.items())
    return f"  - {{id: {name}, kind: levels, about: need, ask: Q, levels: [{written}]{keys}}}\n"


def carers(kind: str, reduces: str, guard: str) -> str:
    return (
        "questions:\n"
        + levels("q", 0, 4, 9)
        + levels("r", 0, 3)
        + "measures: [{id: m, kind: sum, of: [q, r]}]\n"
        + "budget_lines: [{id: a, kind: bands, of: m, round: {to: 2, direction: up}, bands: [{from: 0, amount: 5}, "
        + "{from: 4, amount: 20}, {above: 7, amount: 41}]}, {id: b, kind: fixed, amount: 3, when: {question: r, is: l1}}]\n"
        + "carer_support:\n  levels: [{id: some, says: S, met: 0%}, {id: most, says: M, met: 60%}, {id: all, says: A, met: 100%}]\n"
        + "  areas: {there: {title: T}}\n"
        + f"  rules: [{{id: r1, kind: {kind}, {reduces}{guard}}}]\n"
        + "contingency: {kind: share, share: 10%, basis: inside, when: {question: q, at_least: l1}, year_end: {rule: keep_all}, "
        + "draw: {without_reassessment: yes}, why: M}\npool: {eligible_when: {amount: planning_amount, more_than: 10}}\n"
        + AUDIT
    )


def limited(rounding: str) -> str:
    return (
        "client_groups: {a: {}, b: {}}\nquestions:\n"
        + levels("q", 0, 4, 9, 12)
        + levels("r", -2, 0, 3)
        + "measures: [{id: s, kind: sum, of: [q, r]}, {id: m, kind: limited, of: s, at_least: 0}, "
        + "{id: d, kind: band, of: m, bands: [{id: lo, from: 0, says: L}, {id: hi, above: 6, says: H}]}]\n"
        + "budget_lines: [{id: a, kind: price_per_point, of: m, why: W., by_client_group: {a: 5.55, b: 6.01}}]\n"
        + "limits: {minimum: {amount: 23, zero_stays_zero: no}, maximum: {by: [d, client_group], amounts: {lo: {a: 30, b: 33}, "
        + "hi: {a: 61, b: 77}}, refer: shown, why: W.}, minimum_payment: {amount: 22, refer: shown}}\n"
        + STOP.replace("{id: stop, indicative_budget: withheld, says: S.}, ", "")
        + "contingency: {kind: fixed, by: [d], amounts: {lo: 30, hi: 5}, basis: inside, year_end: {rule: keep_all}, "
        + "draw: {without_reassessment: yes}, why: M}\n"
        + AUDIT
        + HIGH
        + "  largest_group_gap_at_high_need: {amount: 6, why: T., decided_on: 2026-01-05}\n"
        + f"# {rounding}"
    )


SHAPES = {
    "one value": "questions:\n  - {id: q, kind: quantity, about: need, unit: h, minimum: 3, maximum: 3, step: 1, ask: Q}\n"
    "budget_lines: [{id: a, kind: price_per_point, of: q, per_point: 5}]\n" + NONE + AUDIT,
    "an answer that nothing reads": "questions:\n  - {id: q, kind: yes_no, about: need, ask: Q}\n"
    "budget_lines: [{id: a, kind: fixed, amount: 5}]\n" + NONE + AUDIT,
    "nobody has an amount": "questions:\n"
    + levels("q", 0, 4)
    + "budget_lines: [{id: a, kind: bands, of: q, bands: [{from: 0, refer: stop}]}]\n"
    + STOP.replace(", {id: shown, indicative_budget: shown, says: S.}", "")
    + NONE
    + AUDIT,
    "withheld in the middle": "client_groups: {a: {}}\nquestions:\n"
    + levels("q", 0, 4, 9)
    + levels("r", -3, 0, 2)
    + "measures: [{id: m, kind: sum, of: [q, r]}]\nbudget_lines: [{id: a, kind: bands, of: m, why: W., "
    + "by_client_group: {a: [{from: -3, amount: 10}, {from: 4, refer: stop}, {from: 6, amount: 5}]}}]\n"
    + STOP.replace(", {id: shown, indicative_budget: shown, says: S.}", "")
    + NONE
    + AUDIT
    + HIGH,
    "questions in a chain": "client_groups: {a: {}, b: {}}\nquestions:\n"
    + levels("q", 0, 4, 9)
    + levels("r", 0, 3, 5, asked_when="{question: q, at_least: l1}", not_asked_counts_as="l1")
    + levels("s", -2, 3, asked_when="{question: r, at_least: l2}", not_asked_counts_as="l0")
    + levels("t", 0, 2, asked_when="{all: [{question: s, is: l1}, {client_group: b}]}", not_asked_counts_as="l1", why="W.")
    + "measures: [{id: m, kind: sum, of: [q, r, s, t]}, {id: p, kind: limited, of: m, at_least: 0}]\n"
    + "budget_lines: [{id: a, kind: price_per_point, of: p, per_point: 3}, "
    + "{id: b, kind: fixed, amount: 4, client_groups: [b], why: W.}]\n"
    + "cannot_stand_together: [{id: c, when: {all: [{question: q, is: l2}, {question: r, is: l0}]}, says: S.}]\n"
    + NONE
    + AUDIT
    + HIGH,
    "answers by days": "questions:\n"
    + levels("q", 0, 4, 9, fluctuating="{rule: level_on_most_days, days: 3}")
    + levels(
        "r", -1, 3, fluctuating="{rule: mean_of_days, days: 3}", asked_when="{question: q, at_least: l1}", not_asked_counts_as="l0"
    )
    + "measures: [{id: m, kind: sum, of: [q, r]}, {id: p, kind: limited, of: m, at_least: 0}]\nbudget_lines: [{id: a, kind: "
    + "sloped_bands, of: p, bands: [{from: 0, starts_at: 0, per_point: 3}, {above: 5, starts_at: 12, per_point: 2}]}]\n"
    + NONE
    + AUDIT
    + HIGH,
    "the same often in other words": "questions:\n  - {id: f, kind: frequency, about: need, counted_per: week, ask: Q, "
    "periods: {day: {most: 1, days: 1}, week: {most: 8, days: 7}, month: {most: 4, days: 28}}}\n"
    "  - {id: g, kind: frequency, about: need, periods: {week: {most: 3, points: 2}, month: {most: 5, points: 0.5}}, ask: Q}\n"
    "measures: [{id: m, kind: weighted_sum, of: {f: 1, g: 2}}]\n"
    "budget_lines: [{id: a, kind: price_per_point, of: m, per_point: 1.33}]\n" + NONE + AUDIT + HIGH,
    "each line held in its own way": "deployments: {x: {}, y: {}}\nquestions:\n"
    "  - {id: q, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 3, step: 1, ask: Q}\n"
    "  - {id: r, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 2, step: 1, ask: Q}\n"
    "prices: {h: {unit: hour, by_deployment: {x: 5, y: 7.77}, source: S}, "
    "n: {unit: hour, by_deployment: {x: 9, y: {refer: stop}}, source: S}}\n"
    "budget_lines: [{id: a, kind: price, quantity: q, price: h}, {id: b, kind: price, quantity: r, price: n}, "
    "{id: c, kind: price, quantity: r, price: h}]\n"
    "limits: {minimum_payment: {amount: 8, refer: shown}, maximum: {amount: 40, refer: shown}}\n" + STOP + NONE + AUDIT,
    "points kept, with both guards": carers(
        "share_of_points", "reduces: {c: m}", ", least_kept: 30%, line_keeps_at_least: 50%, round: {to: 1, direction: up}"
    ),
    "a share of money": carers("share_of_money", "reduces: {c: [a]}", ", line_keeps_at_least: 40%"),
    "a quantity met": carers("quantity_met", "reduces: {c: {measure: m, most: 4, step: 2}}", ", least_kept: 20%"),
    "a mean over what counts": carers(
        "mean_share",
        "activities: {c: {when: {question: q, at_least: l1}}, d: {when: {question: r, is: l1}}}, reduces: [m]",
        ", line_keeps_at_least: 40%",
    ),
    **{
        f"limits, {one}": limited(one) for one in ("to: 50, direction: half_up", "to: 10, direction: down", "to: 20, direction: up")
    },
}


@cache
def everybody(shape: str) -> Scored:
    text = beginning("example/rare") + SHAPES[shape]
    if "\n# to: " in text:
        text = text.replace(
            "indicative_budget: {to: 1.00, direction: half_up}", f"indicative_budget: {{{text.rpartition('# ')[2]}}}"
        )
    return Scored(read_ruleset(text, file="rare.yaml"))


@cache
def report(shape: str, limits: str) -> AuditReport:
    return audit(everybody(shape).ruleset, laws=LAWS, limits=LIMITS[limits])


Question = tuple[str, Callable[[Scored], Iterator[Pair]], Callable[[Money, Money], int], int]
"""An amount, whom it is asked of, what is asked of their two amounts, and what may not be passed."""


def fall(left: Money, right: Money) -> int:
    return max(left.pence - right.pence, 0)


def move(left: Money, right: Money) -> int:
    return abs(left.pence - right.pence)


def cut(left: Money, right: Money) -> int:
    return -((right.pence - left.pence) * 10_000 // left.pence) if left.pence > 0 else 0


QUESTIONS: dict[tuple[str, str], Question] = {
    **{
        ("P1", name): (amount, lambda one: one.steps(("need", "safety")), fall, 0)
        for name, amount in (
            ("indicative budget", "indicative_budget"),
            ("planning amount", "planning_amount"),
            ("amount before limits", "before_limits"),
        )
    },
    **{
        (law, name.replace("_", " ")): (name, asked, move, most)
        for law, asked, most in (("P5", Scored.groups, 500), ("P6", lambda one: one.steps(()), 1_500))
        for name in ("indicative_budget", "planning_amount")
    },
    ("P3", "the share of the budget that support cuts"): ("indicative_budget", Scored.withdrawn, cut, 5_000),
}


def faults(part: Part, values: list[int], most: int) -> Iterator[str]:
    """In what a part of a finding says something else than everybody's amounts."""
    worst, found = max(values, default=0), part.worst
    if (part.verdict is Verdict.PROVED and worst > most) or (part.verdict is Verdict.BROKEN and worst <= most):
        yield f"{part.says}: {part.verdict}, but {worst} of {most}"
    if values and found is not None and part.engine == "exact" and (found.least, found.most) != (worst, worst):
        yield f"{part.says}: {found}, not {worst}"
    if values and found is not None and not (found.least or 0) <= worst <= (worst if found.most is None else found.most):
        yield f"{part.says}: {worst} is not within {found}"


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_law_about_two_amounts_agrees_with_everybody_one_by_one(shape: str, limits: str) -> None:
    people, told = everybody(shape), []
    for finding in report(shape, limits).findings:
        assert finding.covered == people.everybody
        for part in finding.parts:
            asked = QUESTIONS.get((finding.law, part.says))
            if asked is not None:
                amount, pairs, ask, most = asked
                values = [ask(getattr(left, amount), getattr(right, amount)) for left, right in pairs(people)]
                told += [f"{finding.law}: {one}" for one in faults(part, values, most)]
                counted = finding.counted
                broken = sum(one > most for one in values)
                if counted is not None and broken and finding.parts[0] is part and len(finding.listed) < 2:
                    exact = counted.at_most is not None
                    if (exact and (counted.at_least, counted.of) != (broken, len(values))) or counted.at_least > broken:
                        told.append(f"{finding.law}: {counted}, not {broken} of {len(values)}")
    assert told == []


def has_neither(one: IndicativeBudget, pool: bool) -> bool:
    return one.indicative_budget.pence > 0 and one.contingency.pence == 0 and not pool


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("shape", [name for name, text in SHAPES.items() if "kind: none" not in text])
def test_who_has_contingency_and_who_the_pool_agrees_with_everybody_one_by_one(shape: str, limits: str) -> None:
    people, finding = everybody(shape).people.values(), report(shape, limits).finding("P8")
    promised = everybody(shape).ruleset.document.pool is not None
    pools = [bool(one.decisions.pool_eligible) if promised else False for one in people]
    bad = sum(has_neither(one, pool) or (pool and one.contingency.pence > 0) for one, pool in zip(people, pools, strict=True))
    assert finding.verdict in ((Verdict.BROKEN,) if bad else (Verdict.PROVED, Verdict.SAMPLED))
    assert bad == 0 or finding.counted is None or finding.counted.at_least <= bad
    if limits == "exact" and bad:
        assert finding.counted is not None
        assert (finding.counted.at_least, finding.counted.at_most, finding.counted.of) == (bad, bad, len(people))


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("shape", [name for name, text in SHAPES.items() if "limits:" in text])
def test_who_is_beyond_a_limit_after_rounding_agrees_with_everybody_one_by_one(shape: str, limits: str) -> None:
    people = everybody(shape)
    for part in report(shape, limits).finding("P7").parts:
        name = part.says.split()[1]
        if "moves" in part.says:
            moved = any(one.step(f"limit.{name}") == 1 for one in people.people.values())
            assert part.verdict in ((Verdict.PROVED, Verdict.SAMPLED) if moved else (Verdict.BROKEN, Verdict.SAMPLED))
        else:
            side = 1 if name == "maximum" else -1
            wrong = any(
                (one.indicative_budget.pence - one.step(f"limit.{name}.amount") * 100) * side > 0
                for one in people.people.values()
                if one.step("after_limits") > 0
            )
            assert part.verdict in ((Verdict.BROKEN, Verdict.SAMPLED) if wrong else (Verdict.PROVED, Verdict.SAMPLED))
