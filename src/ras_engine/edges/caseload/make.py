"""Puts the demo caseload together: people, answers, carers, then the rows that are wrong on purpose."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from ras_engine.edges.caseload import carers, tables
from ras_engine.edges.caseload.answers import People, answers_to
from ras_engine.edges.caseload.draw import Draw, Whole, dealt, in_order
from ras_engine.edges.caseload.slips import put_slips
from ras_engine.edges.files.caseload import Caseload
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import BASELINE
from ras_engine.score.many import score_batch
from ras_engine.score.many.batch import BudgetBatch
from ras_engine.score.many.columns import Distinct
from ras_engine.score.many.gather import Mask
from ras_engine.score.many.walk import evaluate_columns

MOST_ROUNDS = 6
HAS_CARER = "has_carer"
Parts = dict[str, Distinct]


def demo_caseload(n: int, seed: int, ruleset: Ruleset) -> Caseload:
    """A made-up caseload of `n` people for a ruleset, ids `SYN-000001` and on, with `synthetic` = yes in every row.

    The shapes are tuned for the example council and hold for any ruleset with the same client groups; other rulesets get plausible
    answers of every kind. One row in a hundred is wrong on purpose (`made_wrong` says how); all others can be scored.
    """
    draw = Draw(n, seed)
    people, carried = _people(draw, ruleset)
    state = carers.states(people)
    parts: Parts = {question.id: answers_to(question, people) for question in ruleset.document.questions}
    if HAS_CARER in parts:
        parts[HAS_CARER] = Distinct(("no", "yes"), (state.places > 0).astype(np.int64))
    parts = {**carried, **parts, **carers.columns(ruleset.plan, people, state)}
    parts = _only_what_is_asked(ruleset, parts)
    parts = _without_clashes(ruleset, parts, people)
    columns = {"id": [f"SYN-{number:06d}" for number in range(1, n + 1)], "synthetic": ["yes"] * n, "made_wrong": [""] * n}
    columns |= {name: _cells(one) for name, one in parts.items()}
    put_slips(ruleset, columns, draw)
    return Caseload(columns)


def _cells(one: Distinct) -> list[str]:
    return [one.values[place] for place in one.places.tolist()]


def _people(draw: Draw, ruleset: Ruleset) -> tuple[People, Parts]:
    """Everybody's group and hidden need, and the columns that say who they are and how their budget would be held."""
    names = tuple(ruleset.document.client_groups or ("everybody",))
    weights = [tables.GROUPS.get(name, 1000 // len(names)) for name in names]
    turn = in_order(draw.hill("group"), np.zeros(draw.people, dtype=np.int64)) * sum(weights) // 1000
    groups = np.searchsorted(np.cumsum(weights), turn, side="right").astype(np.int64)
    luck = in_order(draw.hill("age"), groups)
    ages, age = dealt(luck, groups, {place: tables.AGES.get(name, (("18-64", 1000),)) for place, name in enumerate(names)})
    need = draw.hill("need") + np.array([tables.AGE_NEED[one] for one in ages], dtype=np.int64)[age]
    parts: Parts = {"age_band": Distinct(ages, age)}
    if ruleset.document.client_groups:
        parts["client_group"] = Distinct(names, groups)
    parts |= _deployments(draw, ruleset, groups, names)
    parts["baseline"] = Distinct((BASELINE,), np.zeros(draw.people, dtype=np.int64))
    parts["assessed_on"] = _days(draw, ruleset)
    return People(draw, groups, names, need), parts


def _deployments(draw: Draw, ruleset: Ruleset, groups: Whole, names: tuple[str, ...]) -> Parts:
    """How each budget would be held, for a ruleset that asks."""
    ways = tuple(ruleset.document.deployments or ())
    if not ways:
        return {}
    rare = {"third_party_account": tables.THIRD_PARTY, "mixed": tables.MIXED}
    shares = {}
    for place, name in enumerate(names):
        known = {"direct_payment": tables.DIRECT_PAYMENT.get(name, 255), **rare}
        parts = [(way, known[way]) for way in ways[1:] if way in known]
        shares[place] = ((ways[0], 1000 - sum(share for _, share in parts)), *parts)
    return {"deployment": Distinct(*dealt(in_order(draw.hill("deployment"), groups), groups, shares))}


def _days(draw: Draw, ruleset: Ruleset) -> Distinct:
    """Assessments on the working days of the ruleset's first year."""
    days = (ruleset.effective_from + timedelta(days=number) for number in range(364))
    working = tuple(one.isoformat() for one in days if one.isoweekday() < 6)
    return Distinct(working, draw.stream("assessed_on").integers(0, len(working), draw.people, dtype=np.int64))


def _only_what_is_asked(ruleset: Ruleset, parts: Parts) -> Parts:
    """The answers without those to questions that are not asked of a person, which may depend on one another."""
    conditional = [(ask.column, ask.asked) for ask in ruleset.plan.asks if ask.asked is not None]
    for _ in range(MOST_ROUNDS if conditional else 0):
        codes = [column.astype(np.int64) for column in _scored(ruleset, parts).coded.codes]
        values = evaluate_columns(ruleset.plan, codes, ruleset.plan.admission)
        changed = False
        for column, slot in conditional:
            blank = (values[slot] == 0) & (np.array([value != "" for value in parts[column].values])[parts[column].places])
            if blank.any():
                changed = True
                parts = {**parts, column: _blanked(parts[column], blank)}
        if not changed:
            break
    return parts


def _scored(ruleset: Ruleset, parts: Parts) -> BudgetBatch:
    return score_batch({name: one for name, one in parts.items() if name != "age_band"}, ruleset)


def _blanked(one: Distinct, rows: Mask) -> Distinct:
    values = one.values if "" in one.values else (*one.values, "")
    return Distinct(values, np.where(rows, values.index(""), one.places))


def _without_clashes(ruleset: Ruleset, parts: Parts, people: People) -> Parts:
    """People whose answers cannot stand together give the answers of somebody else of their group."""
    bad = _scored(ruleset, parts).status == 2
    if not bad.any():
        return parts
    instead = np.arange(people.draw.people, dtype=np.int64)
    for group in range(len(people.names)):
        good = np.flatnonzero(~bad & (people.groups == group))
        rows = np.flatnonzero(bad & (people.groups == group))
        if len(good):
            instead[rows] = good[people.draw.stream(f"instead {group}").integers(0, len(good), len(rows))]
    return {name: Distinct(one.values, one.places[instead]) for name, one in parts.items()}
