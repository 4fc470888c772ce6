"""Every problem code, by the stage that finds it. The messages, `docs/errors.md` and the bad-file tests all read this."""

from __future__ import annotations

from collections.abc import Iterable

from ras_engine.errors.catalogue import (
    arithmetic,
    audit,
    caseload,
    cluster,
    equity,
    examples,
    frames,
    person,
    reading,
    references,
    refused,
    rulebooks,
    shape,
    sql,
)
from ras_engine.errors.catalogue.code import Code
from ras_engine.errors.problem import Location, Problem, Related

STAGES: dict[str, dict[str, Code]] = {
    "Reading the YAML text (RAS0xx)": reading.CODES,
    "The shape of a ruleset (RAS1xx)": shape.CODES,
    "Names that refer to each other (RAS2xx)": references.CODES,
    "What the arithmetic would do (RAS3xx)": arithmetic.CODES,
    "Rules that are refused by name (RAS4xx)": refused.CODES,
    "Rulebooks and their dates (RAS5xx)": rulebooks.CODES,
    "Assessments (RAS6xx)": person.CODES,
    "Caseloads and files (RAS7xx)": caseload.CODES | frames.CODES | cluster.CODES | sql.CODES,
    "Worked examples, stored results and upratings (RAS8xx)": examples.CODES,
    "The equity check (RAS95x)": equity.CODES,
    "Audits: certificates and accepted failures (RAS97x)": audit.CODES,
}

CATALOGUE: dict[str, Code] = {code: entry for stage in STAGES.values() for code, entry in stage.items()}


def problem(code: str, where: Location | None = None, related: Iterable[Related] = (), **words: object) -> Problem:
    """The problem with this code at this place; `words` fill the catalogue's message and remedy."""
    entry = CATALOGUE[code]
    return Problem(
        code=code,
        message=entry.message.format(**words),
        where=where or Location(),
        remedy=entry.remedy.format(**words).strip(),
        related=tuple(related),
    )
