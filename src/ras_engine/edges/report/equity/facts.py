"""Which ruleset a report is about, as it is printed."""

from __future__ import annotations

from ras_engine.ruleset import Ruleset


def about_ruleset(ruleset: Ruleset | None) -> tuple[tuple[str, str], ...]:
    """Names and values; empty where the report is about columns of budgets alone."""
    if ruleset is None:
        return ()
    return (
        ("Ruleset", ruleset.scheme),
        ("In force from", ruleset.effective_from.isoformat()),
        ("Revision", str(ruleset.revision)),
        ("Digest", ruleset.digest),
    )
