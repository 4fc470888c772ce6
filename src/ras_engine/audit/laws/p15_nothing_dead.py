"""P15. No dead bands, conditions or limits: each is met by somebody."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict, Witness
from ras_engine.audit.rules.alive import Named, dead
from ras_engine.audit.witnesses.nearest import nearest_to_condition, nearest_to_limit, nearest_to_row

MOST_SHOWN = 3


def prove(bench: Bench) -> Draft:
    """Every row of every table, both sides of every condition, and each limit's switch, for somebody real."""
    found = dead(bench)
    if found.never:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in found.never)
        many = len(found.never) > 1
        says = f"{len(found.never)} part{'s' if many else ''} of the ruleset concern{'' if many else 's'} nobody."
        return Draft(
            Verdict.BROKEN,
            says,
            engine="exact",
            paths=tuple(path for path, _ in found.never),
            listed=listed,
            show=lambda: tuple(nearest(bench, found.never)),
        )
    if found.unknown:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in found.unknown)
        return Draft(
            Verdict.SAMPLED,
            f"{len(found.unknown)} of {found.looked_at} were met by nobody looked at.",
            engine="search",
            listed=listed,
        )
    if not found.looked_at:
        return proved("There is no row, condition or limit that could concern nobody.")
    return proved(f"All {found.looked_at} rows, conditions and limits are met by somebody.", engine="exact")


def nearest(bench: Bench, never: Named) -> Iterator[Witness]:
    """Who comes nearest to the first few of what concerns nobody."""
    slots = {path: slot for slot, path in bench.plan.conditions}
    for path, what in never[:MOST_SHOWN]:
        about, never_holds = bench.ruleset.where(path).path, "never holds" in what
        if path in slots:
            where = about if never_holds else f"where {about} would fail"
            yield from nearest_to_condition(bench, path, slots[path], holds=never_holds, about=where)
        elif path[0] == "limits":
            yield from nearest_to_limit(bench, str(path[-1]))
        else:
            yield from nearest_to_row(bench, path, about)


LAW = Law("P15", "Nothing is dead", "No band, condition or limit that concerns nobody.", prove, repairs=True)
