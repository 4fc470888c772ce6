"""The council's own thresholds, from the ruleset's `audit:` section, in whole pence or hundredths of a per cent."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.plan.plan import Path


def pence_of(bench: Bench, name: str) -> int | None:
    """A threshold in pence; None where the council has set none."""
    written = getattr(bench.ruleset.document.audit, name, None)
    return int(written.amount * 100) if written is not None else None


def share_of(bench: Bench, name: str) -> int | None:
    """A threshold that is a share, in hundredths of a per cent, rounded down."""
    written = getattr(bench.ruleset.document.audit, name, None)
    return int(written.share * 10_000) if written is not None else None


def path_of(name: str) -> Path:
    """Where a threshold stands."""
    return ("audit", name)
