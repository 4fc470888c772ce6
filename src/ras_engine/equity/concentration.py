"""The concentration index: how a sum of money is spread over people ranked by need.

C = 2 cov(y, r) / mean(y), with r the fractional rank in need, ties at their middle rank: 0 where everybody has the same, greater
where people with more need have more. Over grouped data C = (p1 L2 - p2 L1) + (p2 L3 - p3 L2) + ... with p and L the cumulative
shares of people and of money. Standard error: the influence function, which for untied ranks is that of N. Kakwani, A. Wagstaff
and E. van Doorslaer, J. Econometrics 77 (1997). Source of the formulae: O. O'Donnell, E. van Doorslaer, A. Wagstaff and M.
Lindelow, Analyzing Health Equity Using Household Survey Data, World Bank (2008), chapter 8.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ras_engine.equity.uncertainty import Floats


def grouped_index(people: Sequence[float], money: Sequence[float]) -> float:
    """The index of groups in order of rank: how many people each has, and how much money in all."""
    p = np.cumsum(people) / np.sum(people)
    share = np.cumsum(money) / np.sum(money)
    return float(np.sum(p[:-1] * share[1:] - p[1:] * share[:-1]))


def fractional_ranks(need: Floats) -> Floats:
    """The rank of each person in need as a share of all, `(n,)` in (0, 1); ties share their middle rank."""
    ordered = np.sort(need)
    below = np.searchsorted(ordered, need, side="left")
    upto = np.searchsorted(ordered, need, side="right")
    ranks: Floats = (below + upto) / (2 * len(need))
    return ranks


def index(money: Floats, need: Floats) -> float:
    """The concentration index of money, ranked by need."""
    return float(2 * np.mean(money * fractional_ranks(need)) / money.mean() - 1)


def influence(money: Floats, need: Floats) -> Floats:
    """How much each person pulls the index, `(n,)`, of mean nought: its variance over n is that of the index.

    With L the concentration curve, person i adds (2 r - 1 - C) y / mean + 2 - 2 r - 2 (share of the money of those below, plus
    half of their own tie), as in Kakwani and others (1997), equation 14.
    """
    people, mean = len(money), money.mean()
    order = np.argsort(need, kind="stable")
    cumulative = np.concatenate([[0.0], np.cumsum(money[order])]) / (people * mean)
    ordered = need[order]
    below = cumulative[np.searchsorted(ordered, need, side="left")]
    upto = cumulative[np.searchsorted(ordered, need, side="right")]
    ranks = fractional_ranks(need)
    value = 2 * np.mean(money * ranks) / mean - 1
    pulls: Floats = (2 * ranks - 1 - value) * money / mean + 1 - value - (below + upto)
    pulls -= pulls.mean()
    return pulls
