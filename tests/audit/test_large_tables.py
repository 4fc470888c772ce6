"""Many questions in each area, with carers: what hangs together is taken apart before its tables grow, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from math import prod

from ras_engine.audit.bench import Bench, Limits
from ras_engine.audit.law import verdict_of
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.frame import Frame, Sizes
from ras_engine.audit.space.view import View
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.made import small_rulesets
from tests.audit.test_trust import faults_of
from tests.beginnings import beginning

HEAD = (
    beginning("example/many-questions")
    + """\
contingency: {kind: none, why: "An example."}
"""
)
LEVELS = ", ".join(f"{{id: l{place}, says: Level, points: {points}}}" for place, points in enumerate((0, 1, 4, 6, 9)))
FEW = 1 << 16
BANDS = "[{from: 0, starts_at: 0, per_point: 2.00}, {from: 20, starts_at: 40.00, per_point: 2.60}]"


def many_questions(areas: int, questions: int) -> Ruleset:
    """So many areas of so many questions with five levels each, all with carers."""
    every = range(areas)
    asked = [
        f"  - {{id: q{area}_{one}, kind: levels, about: need, domain: d{area}, ask: How much?, levels: [{LEVELS}]}}"
        for area in every
        for one in range(questions)
    ]
    lines = [f"  - {{id: line{area}, kind: sloped_bands, of: m{area}, domain: d{area}, bands: {BANDS}}}" for area in every]
    text = [
        HEAD,
        "domains: {" + ", ".join(f"d{area}: {{title: Area}}" for area in every) + "}",
        "questions:",
        *asked,
        "measures:",
        *(f"  - {{id: m{area}, kind: sum, domain: d{area}}}" for area in every),
        "budget_lines:",
        *lines,
        "carer_support:",
        "  levels: [{id: some, says: Some, met: 20%}, {id: most, says: Most, met: 60%}]",
        "  rules:",
        "    - {id: by, kind: share_of_points, line_keeps_at_least: 45%, reduces: {"
        + ", ".join(f"d{area}: m{area}" for area in every)
        + "}}",
    ]
    return read_ruleset("\n".join(text), file="many.yaml")


def test_tables_stay_within_their_size_where_what_hangs_together_can_be_taken_apart() -> None:
    bench = Bench(many_questions(8, 7), None, Limits())
    slots = (bench.plan.money.planning_amount, bench.plan.money.indicative_budget)
    whole, apart = (
        Frame((View(bench.plan, bench.variables, 0, {}),), (slots,), sizes) for sizes in (Sizes(cells=1 << 60), Sizes(cells=FEW))
    )
    cells = [sum(prod(len(one.classes[place].first) for place in each) for each in one.clusters) for one in (whole, apart)]
    assert cells[0] * len(whole.coordinates) > FEW >= cells[1] * len(apart.coordinates)


def test_more_need_never_less_money_is_proved_of_many_questions_with_carers() -> None:
    bench = Bench(many_questions(4, 7), None, Limits(sizes=Sizes(cells=FEW), seconds=600))
    (found,) = bench.steps(Objective("fall", "planning_amount", Kind.FALL, 0, bench.need))
    assert verdict_of(found) is Verdict.PROVED


def test_taken_apart_early_the_prover_agrees_with_going_through_everybody() -> None:
    limits = Limits(sizes=Sizes(cells=40), seconds=600, people=200)
    assert {
        number: told for number, one in enumerate(small_rulesets(6, 77)) if (told := list(faults_of(one, limits, Counter())))
    } == {}
