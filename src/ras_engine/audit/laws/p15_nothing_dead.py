"""P15. No dead bands, conditions or limits: each is met by somebody."""

from __future__ import annotations

from ras_engine.audit.alive import dead
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict


def prove(bench: Bench) -> Draft:
    """Every row of every table, both sides of every condition, and each limit's switch, for somebody real."""
    found = dead(bench)
    if found.never:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in found.never)
        says = f"{len(found.never)} parts of the ruleset concern nobody."
        return Draft(Verdict.BROKEN, says, engine="exact", paths=tuple(path for path, _ in found.never), listed=listed)
    if found.unknown:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in found.unknown)
        return Draft(
            Verdict.SAMPLED,
            f"{len(found.unknown)} of {found.looked_at} were met by nobody looked at.",
            engine="search",
            listed=listed,
        )
    return proved(f"All {found.looked_at} rows, conditions and limits are met by somebody.", engine="exact")


LAW = Law("P15", "Nothing is dead", "No band, condition or limit that concerns nobody.", prove, repairs=True)
