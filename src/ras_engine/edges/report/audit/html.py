"""The audit as HTML: a page that stands alone, or a fragment for a notebook whose styles touch nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ras_engine.audit import Repair
from ras_engine.edges.audit import mending
from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import pair_seen_at
from ras_engine.edges.audit.shown import shown_pairs
from ras_engine.edges.audit.words import (
    STANDINGS,
    WHY_OPEN,
    concerned_words,
    counted_words,
    covered_words,
    money,
    opening,
    place,
    status,
    threshold_words,
    worst_words,
)
from ras_engine.edges.report.audit.groups import group_map
from ras_engine.edges.report.audit.pictures import pictures_of, strip
from ras_engine.edges.report.audit.templating import rendered
from ras_engine.edges.report.equity.names import capital

if TYPE_CHECKING:
    from ras_engine.edges.report.audit.page import AuditPage

NOT_HELD = {
    Standing.BROKEN: (
        "broken",
        "Laws that are broken",
        "Each is broken by real answers: two made-up people that the engine itself has scored.",
    ),
    Standing.OPEN: (
        "open",
        "Laws that are not decided",
        "Nobody was found for whom these fail; that is not a proof that there is nobody.",
    ),
    Standing.ACCEPTED: (
        "accepted",
        "Failures that the council accepts for a time",
        "From the day given they count as broken again.",
    ),
}
READING = (
    "Proved: the law holds for every assessment that it covers, without exception, by the method named in the last column.",
    "Broken: at least one real pair of assessments breaks it. The worst case is the worst of all, unless two ends are given.",
    "Not decided: the worst case lies between two ends, or the law lies outside what can be proved and a search found nobody. It "
    "is never a pass.",
    "Share concerned: of all pairs (or people) that the law speaks of, counted exactly. How many real people are in such a place "
    "is another question, which only a caseload answers.",
    "Thresholds are the council's own, from the section `audit:` of the ruleset, with their reasons.",
)


def page_html(page: AuditPage) -> str:
    """The whole page."""
    return rendered("page.html.jinja", **_words(page))


def fragment_html(page: AuditPage) -> str:
    """The same content in a box of its own."""
    return rendered("fragment.html.jinja", **_words(page))


def _words(page: AuditPage) -> dict[str, Any]:
    judgement = page.judgement
    same = pair_seen_at(judgement)
    parts = [_part(judgement, standing, same) for standing in NOT_HELD if judgement.standing(standing)]
    assumed = [(one.finding.law, item) for one in judgement.laws for item in one.finding.assumes]
    every = {"id": "laws", "heading": "Every law"}
    groups = _groups(judgement)
    beside = [{"id": "groups", "heading": "Client groups beside each other"}] if groups else []
    last = {"id": "reading", "heading": "How to read this"}
    drawn = strip(judgement)
    return {
        "title": page.title,
        "opening": opening(judgement),
        "facts": _facts(judgement),
        "strip": {"title": drawn.title, "svg": drawn.svg()},
        "laws": [_row(judgement, one) for one in judgement.laws],
        "groups": groups,
        "parts": parts,
        "assumed": assumed,
        "reading": READING,
        "sections": [every, *beside, *parts, last],
    }


def _facts(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    report, ruleset, against = judgement.report, judgement.ruleset, judgement.against
    facts = [
        ("Ruleset", ruleset.scheme),
        ("In force from", ruleset.effective_from.isoformat()),
        ("Revision", str(ruleset.revision)),
        ("Digest", report.digest),
        *([("Compared with", f"{against}, {against.digest}")] if against else []),
        ("Possible assessments", f"{report.possible_assessments:,}"),
        ("Engine", report.engine_version),
    ]
    return tuple(facts)


def _groups(judgement: Judgement) -> dict[str, Any] | None:
    """The widest gaps between groups by band; None where there is no such map."""
    found = group_map(judgement.ruleset)
    if found is None:
        return None
    currency = judgement.ruleset.plan.currency
    rows = [
        {"pair": pair, "cells": [("" if one.pence is None else money(one.pence, currency), one.shade) for one in cells]}
        for pair, cells in zip(found.pairs, found.cells, strict=True)
    ]
    bands = [(band, place < found.high) for place, band in enumerate(found.bands)]
    people, left_out = f"{found.people:,}", f"{found.left_out:,}" if found.left_out else ""
    return {"measure": found.measure, "bands": bands, "rows": rows, "people": people, "left_out": left_out}


def _row(judgement: Judgement, one: Judged) -> dict[str, str]:
    finding = one.finding
    linked, covered = one.standing in NOT_HELD, covered_words(finding)
    return {
        "law": finding.law,
        "title": finding.title,
        "kind": one.standing.value,
        "status": status(one),
        "says": capital(finding.says),
        "covered": "all" if finding.covered == judgement.report.possible_assessments and covered else covered,
        "worst": worst_words(finding.worst, judgement.ruleset.plan.currency),
        "allowed": threshold_words(finding, judgement.ruleset.plan.currency),
        "share": concerned_words(finding),
        "engine": finding.engine,
        "link": f"law-{finding.law}" if linked else "",
    }


def _part(judgement: Judgement, standing: Standing, same: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    id_, heading, text = NOT_HELD[standing]
    laws = [_law(judgement, one, same.get(one.finding.law, ())) for one in judgement.standing(standing)]
    return {"id": id_, "heading": heading, "text": text, "laws": laws, "kind": standing.value, "sign": STANDINGS[standing]}


def _repair(judgement: Judgement, repair: Repair | None) -> dict[str, Any] | None:
    """A repair in words; None where there is none."""
    if repair is None:
        return None
    plan = judgement.ruleset.plan
    return {
        "heading": mending.heading(repair),
        "changes": mending.changes(repair),
        "effects": mending.effects(repair, plan.currency, plan.per),
    }


def _law(judgement: Judgement, one: Judged, same: tuple[str, ...]) -> dict[str, Any]:
    finding = one.finding
    drawn = [] if same else [{"title": each.title, "svg": each.svg()} for each in pictures_of(judgement, one)]
    return {
        **_row(judgement, one),
        "why_open": WHY_OPEN.get(finding.verdict, ""),
        "listed": finding.listed,
        "rules": list(dict.fromkeys(place(rule) for rule in finding.rules)),
        "repair": _repair(judgement, finding.repair),
        "concerned": counted_words(finding),
        "accepted": one.accepted,
        "same": same,
        "pictures": drawn,
        "pairs": [] if same else shown_pairs(finding, judgement.ruleset),
    }
