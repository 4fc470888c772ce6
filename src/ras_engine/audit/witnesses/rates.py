"""How often each answer is given: with it the typical pair of a broken law is typical of real people, not of all that could be.

Receives counts by answer, or assessments to count; gives a search that draws people as often as they answer so. Answers are drawn
one by one, so that no record of anybody is in what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.space.people import said
from ras_engine.audit.space.variables import Variable
from ras_engine.ruleset import Ruleset

Rates = Mapping[str, Mapping[str, int]]
"""For a question, "client_group" or "carer." and an area: how often each answer was given, as the audit writes it."""
RATES = "rates"
CARER = "carer."


def rates_of(assessments: Iterable[Assessment]) -> dict[str, dict[str, int]]:
    """How often each answer is given in some assessments; an area of support that nobody speaks of counts as "none"."""
    found: dict[str, Counter[str]] = {}
    people, areas = 0, set[str]()
    for one in assessments:
        data, people = one.as_dict(), people + 1
        said_here = {name: str(value) for name, value in data["answers"].items() if not isinstance(value, Mapping)}
        if isinstance(data.get("client_group"), str):
            said_here["client_group"] = data["client_group"]
        support = data.get("carer_support")
        for area, offered in support.items() if isinstance(support, Mapping) else ():
            areas.add(CARER + area)
            said_here[CARER + area] = str(offered["extent"]) if _counts(offered) else "none"
        for name, value in said_here.items():
            found.setdefault(name, Counter())[value] += 1
    for area in areas:
        found[area]["none"] += people - sum(found[area].values())
    return {name: dict(counts) for name, counts in found.items()}


def rates_in(ruleset: Ruleset, columns: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """The same from the columns of a caseload, for whatever the ruleset asks; cells that are empty say nothing, or that there is no
    support."""
    rows = max((len(cells) for cells in columns.values()), default=0)
    facts = [
        columns.get(CARER + name, [standing] * rows) for name, standing in (("able", "yes"), ("willing", "yes"), ("adult", ""))
    ]
    offered = [able == willing == "yes" and adult != "no" for able, willing, adult in zip(*facts, strict=True)]
    found = {}
    for name in ruleset.plan.ask_named:
        cells: Sequence[str] = columns.get(name, ())
        if name.startswith(CARER):
            cells = [cell if cell and counts else "none" for cell, counts in zip(cells, offered, strict=False)]
        counted = Counter(cell for cell in cells if cell)
        if counted:
            found[name] = dict(counted)
    return found


def _counts(offered: Mapping[str, str]) -> bool:
    """Whether support is given by somebody able, willing and adult, as far as is known."""
    return offered.get("able") == offered.get("willing") == "yes" and offered.get("adult", "yes") != "no"


class WeightedSearch(Search):
    """A search that draws people as often as they answer so; evenly where nothing is known."""

    def __init__(self, bench: Bench, known: tuple[Variable, ...], left: Side, right: Side) -> None:
        super().__init__(known, left, right, bench.stop, bench.limits.seed)
        rates: Rates = bench.kept.get(RATES) or {}
        self._weights = [_weights(variable, rates.get(variable.column, {})) for variable in known]

    def people(self, rows: int) -> People:
        """People drawn at random, each answer as often as it is given."""
        drawn = []
        for weights in self._weights:
            upto = np.cumsum(weights)
            drawn.append(np.searchsorted(upto, self.random.integers(0, int(upto[-1]), rows), side="right"))
        return np.stack(drawn, axis=1).astype(np.int64) if drawn else np.zeros((rows, 0), dtype=np.int64)


def _weights(variable: Variable, counts: Mapping[str, int]) -> NDArray[np.int64]:
    """How often each value is given; all once where nothing is known of any."""
    found = np.array([counts.get(said(variable, value), 0) for value in range(len(variable))], dtype=np.int64)
    return found if found.sum() > 0 and (found >= 0).all() else np.ones(len(variable), dtype=np.int64)
