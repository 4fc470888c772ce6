"""An audit as Markdown, for a pull request or a committee paper: the sentences, the table, then each law that does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import pair_seen_at
from ras_engine.edges.audit.shown import Pair, shown_pairs
from ras_engine.edges.audit.words import TITLE, opening, place, share_words, status, tally, threshold_words, worst_words
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
        yield from _law(judgement, one, same.get(one.finding.law, ""))


def row(judgement: Judgement, one: Judged) -> tuple[str, ...]:
    """A law as one row: what it is, where it stands, what it covers, its worst case, the share concerned."""
    finding = one.finding
    worst = worst_words(finding.worst, judgement.ruleset.plan.currency)
    return f"{finding.law} {finding.title}", status(one), f"{finding.covered:,}", worst, share_words(finding.concerned)


def _law(judgement: Judgement, one: Judged, same: str) -> Iterator[str]:
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
    if finding.repair:
        yield f"- A repair, verified: line {finding.repair.line}, `{finding.repair.path}`. {plain(finding.repair.says)}"
    yield ""
    if same:
        yield from (f"The pair is that of {same}.", "")
    elif finding.witnesses:
        yield from _pair(shown_pairs(finding, judgement.ruleset)[0])


def _pair(pair: Pair) -> Iterator[str]:
    both = "; ".join(f"{what}: {value}" for what, value in pair.both)
    yield from (f"**{pair.title}, alike in all but what is in bold.** Both: {plain(both)}.", "")
    yield from (f"| | {pair.heads[0]} | {pair.heads[1]} |", "|---|---:|---:|")
    for line in (*pair.differ, *pair.amounts):
        mark = "**" if line.differs else ""
        yield f"| {mark}{plain(line.what)}{mark} | {mark}{plain(line.left)}{mark} | {mark}{plain(line.right)}{mark} |"
    yield ""
