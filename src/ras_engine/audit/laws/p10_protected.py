"""P10. Protected characteristics never move money, except by a declared and reasoned group rule."""

from __future__ import annotations

from ras_engine.audit.bench import CLIENT_GROUP, Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import behind, results
from ras_engine.plan.operations import reads
from ras_engine.plan.plan import Path


def prove(bench: Bench) -> Draft:
    """Age, sex, ethnicity and religion cannot be asked; each place where the client group moves money gives its reason."""
    ask = bench.plan.ask_named.get(CLIENT_GROUP)
    if ask is None:
        return proved("No protected characteristic can be asked about, and there are no client groups.")
    plan = bench.plan
    used = set[int]().union(*(behind(plan, slot) for slot in results(plan)))
    reading = [slot for slot in sorted(used) if slot >= plan.inputs and ask.slot in reads(plan.operations[slot - plan.inputs])]
    sections = {path[:2]: _reason(bench, path) for path in (plan.paths[slot] for slot in reading)}
    silent = [path for path, why in sections.items() if not why]
    if silent:
        places = ", ".join(bench.ruleset.where(path).path for path in silent)
        return Draft(
            Verdict.BROKEN, f"The client group moves money without a reason in {places}.", engine="lemma", paths=tuple(silent)
        )
    listed = tuple(f"{bench.ruleset.where(path).path}: {why}" for path, why in sections.items())
    return proved("The client group moves money only where the ruleset says so and gives its reason.", listed=listed)


def _reason(bench: Bench, path: Path) -> str:
    """The nearest `why` at or above a place."""
    for end in range(len(path), 0, -1):
        found = bench.ruleset.located.data
        for step in path[:end]:
            found = found[step] if isinstance(found, dict | list) and _has(found, step) else ""  # type: ignore[index]
        if isinstance(found, dict) and found.get("why"):
            return str(found["why"])
    return ""


def _has(found: object, step: str | int) -> bool:
    return (isinstance(found, dict) and step in found) or (isinstance(found, list) and isinstance(step, int) and step < len(found))


LAW = Law(
    "P10",
    "Protected characteristics",
    "Protected characteristics never move money, except by a declared and reasoned group rule.",
    prove,
)
