"""Domain shares of a caseload: as for one person, by largest remainder, in whole pence that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ras_engine.plan.domain_shares import domain_shares
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import Column


def domain_share_columns(plan: Plan, domains: Iterable[str], columns: Mapping[int, Column], rows: int) -> dict[str, Column]:
    """The pence of each domain, `(rows,) int64`. People with the same amounts and points share one working."""
    slots = sorted(columns)
    domains = tuple(domains)
    if not rows or not slots:
        return {domain: np.zeros(rows, dtype=np.int64) for domain in domains}
    distinct, places = np.unique(np.stack([columns[slot] for slot in slots], axis=1), axis=0, return_inverse=True)
    each = [domain_shares(plan, domains, dict(zip(slots, row.tolist(), strict=True))) for row in distinct]
    names = dict.fromkeys(name for shares in each for name in shares)
    return {name: np.array([shares.get(name, 0) for shares in each], dtype=np.int64)[places.reshape(-1)] for name in names}
