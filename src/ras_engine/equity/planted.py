"""Synthetic caseloads with a harm planted on purpose: it is known what the check must find, and when to stay silent.

Every row is made up; nothing here was ever a person. Need is gamma-shaped and differs by group; cost follows need; the ruleset's
points see need with some error; the budget pays the points at the rate that meets costs on average. Without a harm, budgets are
enough in every group and band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from ras_engine.equity.uncertainty import Floats

OLDER, LEARNING, MENTAL, PHYSICAL = "older people", "learning disability", "mental health", "physical disability"
GROUPS = (OLDER, LEARNING, MENTAL, PHYSICAL)
SHARES = (0.55, 0.20, 0.10, 0.15)
SHAPES = (2.2, 2.6, 1.8, 2.3)
"""The gamma shapes of need: people with a learning disability have more of it on average, people with mental health needs less."""

POUNDS_OF_NEED = 120.0
TOP = 0.8
"""Need above this quantile is the top band."""


class Harm(StrEnum):
    """What is planted."""

    NONE = "none"
    OLDER_AT_THE_TOP = "older people at the top band get less"
    CARERS_UNDER_SCORED = "people with unpaid care are scored lower"
    DEAR_MARKET = "a dear market for one group"
    BIASED_QUESTION = "a question under-records one group's need"


@dataclass(frozen=True, slots=True)
class Planted:
    """What is made: how many people, which harm and how large, and how noisy costs, points and the measure of need are.

    `size` is the share of the budget lost (older people, carers at 20 hours), the share by which costs are higher (market), or the
    log odds of a higher level lost (question). The noises are coefficients of variation.
    """

    people: int = 4_000
    harm: Harm = Harm.NONE
    size: float = 0.06
    cost_noise: float = 0.15
    points_noise: float = 0.12
    need_noise: float = 0.0

    def without_harm(self) -> Planted:
        """The same caseload, with nothing planted."""
        return replace(self, harm=Harm.NONE)


def planted_caseload(planted: Planted, seed: int) -> Mapping[str, Any]:
    """Columns of a synthetic caseload, `(n,)` each: amounts in pence a week, `need` on a scale of its own; `synthetic` is true."""
    random = np.random.default_rng(seed)
    people = planted.people
    group = random.choice(len(GROUPS), people, p=SHARES)
    need = random.gamma(np.array(SHAPES)[group], 1.0) + 0.3
    hours = np.where(random.random(people) < 0.45, random.gamma(2.0, 9.0, people), 0.0)
    cost = POUNDS_OF_NEED * need * _noise(random, people, planted.cost_noise)
    points = need * _noise(random, people, planted.points_noise)
    answers = _answers(random, need, group, planted)
    if planted.harm is Harm.DEAR_MARKET:
        cost = np.where(group == 1, cost * (1 + planted.size), cost)
    if planted.harm is Harm.CARERS_UNDER_SCORED:
        points = points * (1 - planted.size * np.minimum(hours, 40) / 20)
    neutral = POUNDS_OF_NEED * points
    if planted.harm is Harm.OLDER_AT_THE_TOP:
        neutral = np.where((group == 0) & (need > np.quantile(need, TOP)), neutral * (1 - planted.size), neutral)
    if planted.harm is Harm.BIASED_QUESTION:
        neutral = neutral - 12.0 * (_answers(np.random.default_rng(seed + 1), need, group, planted.without_harm()) - answers).clip(
            0
        )
    return {
        "client_group": [GROUPS[code] for code in group],
        "sex": random.choice(["female", "male"], people, p=[0.6, 0.4]).tolist(),
        "need": need * _noise(random, people, planted.need_noise),
        "cost": _pence(cost),
        "indicative_budget": _pence(neutral),
        "carer_neutral_amount": _pence(neutral),
        "carer_adjustment": -_pence(np.minimum(hours * 6.0, 0.4 * neutral)),
        "caring_hours": hours,
        "washing": answers,
        "synthetic": np.ones(people, dtype=bool),
    }


def _noise(random: np.random.Generator, people: int, variation: float) -> Floats:
    """Factors of mean 1, log-normal."""
    spread = np.sqrt(np.log1p(variation**2))
    return random.lognormal(-(spread**2) / 2, spread, people)


def _answers(random: np.random.Generator, need: Floats, group: np.ndarray, planted: Planted) -> Floats:
    """Levels 0 to 3 of one question: proportional odds in the logarithm of need; a biased question takes log odds from group 0."""
    tilt = 2.0 * np.log(need / 2) + random.logistic(size=len(need))
    if planted.harm is Harm.BIASED_QUESTION:
        tilt = tilt - planted.size * (group == 0)
    levels: Floats = np.searchsorted(np.array([-1.5, 0.0, 1.5]), tilt).astype(np.float64)
    return levels


def _pence(pounds: Floats) -> np.ndarray:
    return np.rint(pounds * 100).astype(np.int64)
