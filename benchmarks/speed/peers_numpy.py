"""NumPy a column at a time, and plain Python a person at a time: the arithmetic with nothing in between, exact."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import starmap
from typing import Any

import numpy as np
from workload import Codes, Workload

Pence = tuple[Any, Any, Any]
"""Indicative budget, contingency and planning amount: whole pence, one entry a person."""


def by_column(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """Careful NumPy: int64 all the way, one gather a question."""
    points = {name: np.array(each) for name, each in workload.points.items()}
    weights, kept = np.array(workload.weights), np.array(workload.kept)
    plain, carers = workload.rows(100), workload.rows(2000)
    starts, shares = np.array(workload.share_starts) * 100, np.array(workload.shares)

    def money(total: Any, scale: int, rows: tuple[Any, Any, int], group: Any) -> Any:
        slopes, intercepts, count = rows
        place = group * count + np.minimum(total // scale, count - 1)
        return (slopes[place] * total + intercepts[place] + scale // 2) // scale

    def score() -> Pence:
        group = codes["group"].astype(np.int64)
        total, net = np.zeros(len(group), np.int64), np.zeros(len(group), np.int64)
        for questions, weight, carer in zip(workload.domains, weights, workload.carers, strict=True):
            weighted = sum(points[name][codes[name]] for name in questions) * weight[group]
            total += weighted
            net += weighted * kept[codes[carer]]
        amount = np.minimum(money(net, 2000, carers, group), money(total, 100, plain, group))
        amount = np.where((amount > 0) & (amount < workload.minimum), workload.minimum, amount)
        budget = np.minimum(amount, workload.maximum)
        share = shares[np.searchsorted(starts, total, side="right") - 1]
        contingency = np.minimum((budget * share + 500) // 1000, budget)
        return budget, contingency, budget - contingency

    return score


def by_person(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """A loop over people, as one would write it in plain Python."""
    names = list(codes)
    people = list(zip(*(codes[name].tolist() for name in names), strict=True))
    place = {name: number for number, name in enumerate(names)}
    domains = [
        ([(place[name], workload.points[name]) for name in questions], weight, place[carer])
        for questions, weight, carer in zip(workload.domains, workload.weights, workload.carers, strict=True)
    ]
    kept, starts = workload.kept, [start * 100 for start in workload.share_starts]
    knots = [[start for start, _, _ in table] for table in workload.tables]

    def money(total: int, scale: int, group: int) -> int:
        start, amount, per_point = workload.tables[group][bisect_right(knots[group], total // scale) - 1]
        return ((total - start * scale) * per_point + amount * scale + scale // 2) // scale

    def one(*answers: int) -> tuple[int, int, int]:
        group, total, net = answers[0], 0, 0
        for questions, weight, carer in domains:
            weighted = sum(points[answers[number]] for number, points in questions) * weight[group]
            total += weighted
            net += weighted * kept[answers[carer]]
        amount = min(money(net, 2000, group), money(total, 100, group))
        if 0 < amount < workload.minimum:
            amount = workload.minimum
        budget = min(amount, workload.maximum)
        contingency = min((budget * workload.shares[bisect_right(starts, total) - 1] + 500) // 1000, budget)
        return budget, contingency, budget - contingency

    def score() -> Pence:
        budgets, contingencies, planned = zip(*starmap(one, people), strict=True)
        return budgets, contingencies, planned

    return score
