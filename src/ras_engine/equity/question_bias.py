"""E9: does a question under-record one group's need? Differential item functioning, by ordinal logistic regression.

Proportional odds: the level answered depends on curve(need), then on the group, then on group x need. The gap is the group's log
odds of a higher level at equal *independent* need (below nought: under-recorded), with its normal interval; the effect size is the
rise of Nagelkerke's R2 from need alone to all three, and the likelihood-ratio test (2 degrees of freedom) is of the same two
models. Jodoin and Gierl call a rise under 0.035 negligible and over 0.07 large. Units: log odds; share for R2. Least cell: 100
people a side; levels under 10 people join the level below. Above 10,000 people a random 10,000 are taken, from the seed of the
settings. Matching on the ruleset's own points would hide a bias that all questions share: then the verdict is "not testable".
Sources: B. Zumbo, Handbook on DIF (1999); M. Jodoin and M. Gierl, Applied Measurement in Education 14 (2001). The model is fitted
by `ordinal.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ras_engine.equity.comparison import Comparison, comparisons
from ras_engine.equity.context import Context
from ras_engine.equity.judge import Gap, rounded
from ras_engine.equity.ordinal import ordinal
from ras_engine.equity.regression import curve
from ras_engine.equity.results import ALL, Estimate, Figure
from ras_engine.equity.uncertainty import Floats, Normal

MEASURE = "E9"
ENOUGH, FEW_AT_A_LEVEL, MOST = 100, 10, 10_000


@dataclass(frozen=True)
class Bias:
    """One question for one group: log odds with error, rise of R2, and the p-value of the likelihood-ratio test."""

    log_odds: Normal
    rise: float
    p_value: float


def measured(context: Context, questions: Mapping[str, Floats]) -> tuple[list[Gap], list[Figure]]:
    """Gaps and effect sizes of every question, by group. `questions` are the places of the levels answered, NaN for none."""
    gaps: list[Gap] = []
    figures: list[Figure] = []
    for question, levels in questions.items():
        for one in comparisons(context, np.isfinite(levels)):
            found: list[Bias] = []

            def fit(one: Comparison = one, levels: Floats = levels, found: list[Bias] = found) -> Normal | None:
                bias = bias_of(levels[one.rows], one.need, one.member, context.settings.random_state)
                found.extend([] if bias is None else [bias])
                return bias.log_odds if bias else None

            gap = one.gap(MEASURE, f"question:{question}", "log odds", fit, enough=ENOUGH, family="E9 questions")
            gaps.append(gap)
            if found:
                feature = context.people.features[one.feature].name
                rise = Estimate(rounded(found[0].rise, "index"), None, None, "share")
                figures.append(Figure(MEASURE, f"rise_of_r2:{question}", feature, one.name, ALL, ALL, gap.people, rise))
    return gaps, figures


def bias_of(levels: Floats, need: Floats, member: Floats, seed: int) -> Bias | None:
    """The bias of one question; None where the answers do not vary enough or the model does not settle."""
    from scipy import stats

    if len(levels) > MOST:
        chosen = np.random.default_rng(seed).choice(len(levels), MOST, replace=False)
        levels, need, member = levels[chosen], need[chosen], member[chosen]
    answers = joined(levels)
    if answers.max() == 0:
        return None
    base = curve(need)
    centred = (need - need.mean()) / (need.std() or 1)
    models = [base, np.column_stack([base, member]), np.column_stack([base, member, member * centred])]
    fits = [fit for table in models if (fit := ordinal(answers, table)) is not None]
    if len(fits) < len(models):
        return None
    place = base.shape[1]
    squares = [_nagelkerke(fit.likelihood, answers) for fit in fits]
    p_value = float(stats.chi2.sf(2 * (fits[2].likelihood - fits[0].likelihood), 2))
    log_odds = Normal(float(fits[1].coefficients[place]), float(fits[1].errors[place]))
    return Bias(log_odds, max(0.0, squares[2] - squares[0]), p_value)


def joined(levels: Floats) -> Floats:
    """The levels as 0, 1, 2 ...; a level with few people joins the one below, the least the one above."""
    codes = np.unique(levels, return_inverse=True)[1]
    counts = np.bincount(codes)
    place, kept, table = -1, 0, []
    for count in counts:
        if place < 0 or (kept >= FEW_AT_A_LEVEL and count >= FEW_AT_A_LEVEL):
            place, kept = place + 1, 0
        kept += int(count)
        table.append(place)
    answers: Floats = np.array(table, dtype=np.float64)[codes]
    return answers


def _nagelkerke(likelihood: float, answers: Floats) -> float:
    people = len(answers)
    counts = np.bincount(answers.astype(np.int64))
    counts = counts[counts > 0]
    null = float(np.sum(counts * np.log(counts / people)))
    return float((1 - np.exp(2 * (null - likelihood) / people)) / (1 - np.exp(2 * null / people)))
