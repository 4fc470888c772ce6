"""An audit as Markdown, for a pull request or a committee paper: the sentences, the table, then each law that does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.edges.audit import mending
from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import pair_seen_at
from ras_engine.edges.audit.shown import Pair, first_pairs
from ras_engine.edges.audit.words import (
    TITLE,
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
from ras_engine.edges.report.equity.markdown import plain

HEAD = ("Law", "Standing", "What it covers", "Worst case", "Share concerned")


def markdown(judgement: Judgement) -> str:
    """The whole report, without pictures."""
    return "\n".join(_lines(judgement)).rstrip() + "\n"


def _lines(judgement: Judgement) -> Iterator[str]:
    report = judgement.report
    yield from (f"# {TITLE}", "")
    for sentence in opening(judgement):
        yield from (plain(sentence), "")
    yield f"- Ruleset: {plain(report.ruleset)}"
    yield f"- Digest: `{report.digest}`"
    yield from (f"- Engine: {report.engine_version}", f"- Laws: {tally(judgement)}", "")
    yield from (f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}")
    for one in judgement.laws:
        yield f"| {' | '.join(map(plain, row(judgement, one)))} |"
    yield ""
    same = pair_seen_at(judgement)
    for one in judgement.standing(Standing.BROKEN, Standing.OPEN, Standing.ACCEPTED):
        yield from _law(judgement, one, same.get(one.finding.law, ()))


def row(judgement: Judgement, one: Judged) -> tuple[str, ...]:
    """A law as one row: what it is, where it stands, what it covers, its worst case, the share concerned."""
    finding = one.finding
    worst = worst_words(finding.worst, judgement.ruleset.plan.currency)
    return f"{finding.law} {finding.title}", status(one), covered_words(finding), worst, concerned_words(finding)


def _law(judgement: Judgement, one: Judged, same: tuple[str, ...]) -> Iterator[str]:
    finding, currency = one.finding, judgement.ruleset.plan.currency
    yield from (f"## {finding.law} {plain(finding.title)}: {plain(status(one))}", "", plain(finding.says), "")
    if one.accepted:
        by = f", {one.accepted.decided_by}" if one.accepted.decided_by else ""
        decided = f"decided on {one.accepted.decided_on.isoformat()}{by}, until {one.accepted.expires_on.isoformat()}"
        yield f"- Accepted: {plain(one.accepted.why)} ({plain(decided)})"
    allowed = threshold_words(finding, currency)
    if allowed:
        yield f"- The council's threshold: {plain(allowed)}"
    yield from (f"- {plain(item)}" for item in finding.listed)
    yield from (f"- Rule: `{place(rule)}`" for rule in finding.rules)
    concerned = counted_words(finding)
    if concerned:
        yield f"- Concerned: {plain(concerned)}"
    if finding.repair:
        plan = judgement.ruleset.plan
        yield f"- A repair, verified: {plain(mending.heading(finding.repair))}"
        yield from (f"  - {plain(item)}" for item in mending.changes(finding.repair))
        yield from (f"  - {plain(item)}" for item in mending.effects(finding.repair, plan.currency, plan.per))
    yield ""
    if same:
        yield from (f"The pairs are those of {mending.listed(same)}.", "")
    else:
        for pair in first_pairs(finding, judgement.ruleset):
            yield from _pair(pair)


def _pair(pair: Pair) -> Iterator[str]:
    both = "; ".join(f"{what}: {value}" for what, value in pair.both)
    alike = "" if pair.alone else ", alike in all but what is in bold"
    says = f" {plain(pair.says)}." if pair.says else ""
    yield from (f"**{plain(pair.title)}{alike}.**{says} {'Answers' if pair.alone else 'Both'}: {plain(both)}.", "")
    yield from ((f"| | {pair.heads[0]} |", "|---|---:|") if pair.alone else (f"| | {' | '.join(pair.heads)} |", "|---|---:|---:|"))
    for line in (*pair.differ, *pair.facts, *pair.amounts):
        mark = "**" if line.differs or (pair.alone and line == pair.compared) else ""
        cells = [line.what, line.left] if pair.alone else [line.what, line.left, line.right]
        yield f"| {' | '.join(f'{mark}{plain(cell)}{mark}' for cell in cells)} |"
    yield ""
    for head, working in zip(pair.heads, pair.working, strict=True):
        if head:
            yield f"The working of {head[:1].lower()}{head[1:]}: {plain('; '.join(working))}."
    yield ""
