"""An audit at a glance, on the screen: the sentences, each law on one line, then each broken one with its simplest pair."""

from __future__ import annotations

import textwrap

from ras_engine.edges.audit import mending
from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import pair_seen_at
from ras_engine.edges.audit.shown import Pair, Row, first_pairs
from ras_engine.edges.audit.words import (
    concerned_words,
    counted_words,
    covered_words,
    opening,
    place,
    status,
    tally,
    threshold_words,
    worst_words,
)
from ras_engine.edges.cli.screen import WIDTH, heading, out, paragraph, put, show, table

ROOM = 78
"""Of the other columns of a law's line: the exact count has one where this leaves room for it."""
MARK = "» "


def show_audit(judgement: Judgement) -> None:
    """The audit on stdout."""
    show(judgement.report.ruleset)
    for sentence in opening(judgement):
        show("")
        paragraph(sentence)
    heading(tally(judgement))
    _laws(judgement)
    same = pair_seen_at(judgement)
    for one in judgement.standing(Standing.BROKEN, Standing.OPEN):
        _law(judgement, one, same.get(one.finding.law, ()))
    _accepted(judgement)


def _laws(judgement: Judgement) -> None:
    """Each law on one line, with the exact count that it covers."""
    currency, width = judgement.ruleset.plan.currency, out().width
    counts = {one.finding.covered for one in judgement.laws}
    room = width - ROOM >= max((len(f"{count:,}") for count in counts), default=0)
    rows = table("law", "standing", "title", *([">covers"] if room else []), "worst case", ">concerned")
    for one in judgement.laws:
        finding = one.finding
        covers = [covered_words(finding)] if room else []
        standing = status(one) if one.standing is Standing.ACCEPTED else status(one).partition(" (")[0]
        worst = worst_words(finding.worst, currency)
        rows.add_row(finding.law, standing, finding.title, *covers, worst, concerned_words(finding))
    put(rows, out())
    if not room:
        paragraph(f"What is proved, broken or bounded covers all {judgement.report.possible_assessments:,} possible assessments.")


def _law(judgement: Judgement, one: Judged, same: tuple[str, ...]) -> None:
    finding, currency = one.finding, judgement.ruleset.plan.currency
    heading(f"{finding.law} {finding.title}: {status(one)}")
    allowed = threshold_words(finding, currency)
    held = f" The council allows {allowed}." if allowed else ""
    paragraph(f"{finding.says[:1].upper()}{finding.says[1:]}{held}")
    for item in finding.listed:
        paragraph(f"- {item}")
    for rule in finding.rules:
        show(f"At {place(rule)}")
    concerned = counted_words(finding)
    if concerned:
        paragraph(f"Concerned: {concerned}.")
    if finding.repair:
        plan = judgement.ruleset.plan
        paragraph(f"A repair, verified: {mending.heading(finding.repair)}")
        for item in mending.changes(finding.repair):
            paragraph(f"- {item}")
        paragraph(" ".join(mending.effects(finding.repair, plan.currency, plan.per)))
    if same:
        show(f"The pairs are those of {mending.listed(same)}.")
    else:
        for pair in first_pairs(finding, judgement.ruleset):
            _pair(pair)


def _pair(pair: Pair) -> None:
    """What both say in a paragraph, then what differs and what it hangs on, side by side."""
    both = "; ".join(f"{what}: {value}" for what, value in pair.both)
    paragraph(f"{pair.title}:" if pair.alone else f"{pair.title}, alike in all but what is marked:")
    if pair.says:
        _indented(f"{pair.says[:1].upper()}{pair.says[1:]}.")
    _indented(f"{'Answers' if pair.alone else 'Both'}: {both}.")
    rows = table("", *(head for head in pair.heads if head))
    for row in (*pair.differ, *pair.facts, *pair.amounts):
        told = row in pair.differ or row in pair.facts or row == pair.compared
        if told or row.differs or (pair.alone and not row.idle):
            rows.add_row(f"{_mark(row, pair)}{row.what}", *([row.left] if pair.alone else [row.left, row.right]))
    put(rows, out())


def _indented(text: str) -> None:
    width = min(out().width, WIDTH)
    show(textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))


def _mark(row: Row, pair: Pair) -> str:
    return MARK if row == pair.compared or row in pair.differ or (row in pair.facts and row.differs) else "  "


def _accepted(judgement: Judgement) -> None:
    found = judgement.standing(Standing.ACCEPTED)
    if not found:
        return
    heading("Accepted by the council for a time")
    for one in found:
        if one.accepted:
            worst = worst_words(one.finding.worst, judgement.ruleset.plan.currency)
            bad = f", the worst case {worst}" if worst else ""
            paragraph(f"- {one.finding.law} {one.finding.title}, {status(one)}{bad}: {one.accepted.why}")
