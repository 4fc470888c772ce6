"""What an audit found, in words: amounts, shares, counts and standings. No sentence here says that anything is fair."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.audit import Finding, Rule, Verdict, Worst
from ras_engine.edges.audit.judged import Judged, Judgement, Standing, counted
from ras_engine.exact import Money

TITLE = "Does the ruleset keep its laws for every possible person?"
TESTED = "These are tested properties of one ruleset. They do not certify that it is fair."
STANDINGS = {
    Standing.BROKEN: "broken",
    Standing.OPEN: "not decided",
    Standing.ACCEPTED: "accepted",
    Standing.PROVED: "proved",
    Standing.NOT_APPLICABLE: "not applicable",
}
WHY_OPEN = {
    Verdict.BOUNDED: "not decided: the worst case lies between the two ends that are given",
    Verdict.SAMPLED: "not decided: outside what can be proved; a search found nobody",
}
MINUS = "\N{MINUS SIGN}"


def money(pence: int, currency: str) -> str:
    """An amount: £1,234.50, with a minus sign in front where it is below nought."""
    return str(Money(pence, currency)).replace("-", MINUS)


def percent(hundredths: int) -> str:
    """Hundredths of a per cent: 93.55%."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def measured(value: int, unit: str, currency: str) -> str:
    """One end of a worst case."""
    return percent(value) if unit == "basis_points" else money(value, currency)


def covered_words(finding: Finding) -> str:
    """How many assessments a verdict speaks for; nothing where there is none, or where a search looked at some alone."""
    return "" if finding.verdict in (Verdict.NOT_APPLICABLE, Verdict.SAMPLED) else f"{finding.covered:,}"


def worst_words(worst: Worst | None, currency: str) -> str:
    """The worst case; the empty text where there is none."""
    if worst is None or (worst.least is None and worst.most is None):
        return ""
    if worst.unit == "pence_gained":
        return _gained(worst, currency)
    if worst.least is not None and worst.least == worst.most:
        return measured(worst.least, worst.unit, currency)
    least = "" if worst.least is None else f"at least {measured(worst.least, worst.unit, currency)}"
    most = "no bound known" if worst.most is None else f"at most {measured(worst.most, worst.unit, currency)}"
    return f"{least}, {most}" if least else most


def _gained(worst: Worst, currency: str) -> str:
    """The least that anybody gains by more need."""
    if worst.most is None:
        return "" if worst.least is None else f"gains at least {money(worst.least, currency)}"
    if worst.least == worst.most:
        return f"gains {money(worst.most, currency)}"
    least = "no bound known" if worst.least is None else f"somebody perhaps only {money(worst.least, currency)}"
    return f"gains {money(worst.most, currency)}, {least}"


def share_words(share: Fraction | None) -> str:
    """A share: 15.19%; one in so many where that would read as nought; the empty text where it was not counted."""
    if share is None:
        return ""
    hundredths = share.numerator * 10_000 // share.denominator
    if hundredths or not share:
        return percent(hundredths)
    return f"1 in {share.denominator // share.numerator:,}"


def counted_words(finding: Finding) -> str:
    """How many it concerns, as exactly as it is known: "820 of 5,400 pairs (15.18%)", "at least 12 of ..."; else the empty text."""
    counted = finding.counted
    if counted is None:
        return share_words(finding.concerned)
    if counted.share is not None:
        return f"{counted.at_least:,} of {counted.of:,} {counted.what} ({share_words(counted.share)})"
    return f"at least {counted.at_least:,} of at most {counted.of:,} {counted.what}"


def concerned_words(finding: Finding) -> str:
    """The share that it concerns in short: 15.18%, "at least 12"; the empty text where nothing was counted."""
    counted = finding.counted
    if finding.concerned is not None or counted is None:
        return share_words(finding.concerned)
    return f"at least {counted.at_least:,}"


def threshold_words(finding: Finding, currency: str) -> str:
    """What the law was held to; the empty text where there is nothing, or nothing but nought."""
    if not finding.threshold:
        return ""
    return measured(finding.threshold, finding.worst.unit if finding.worst else "pence", currency)


def place(rule: Rule) -> str:
    """Where a rule stands, as an editor opens it."""
    what = f"{rule.path}, the council's threshold" if rule.path.startswith("audit.") else rule.path
    return f"{rule.file or 'the ruleset'}:{rule.line} ({what})"


def status(one: Judged) -> str:
    """Where a law stands, with the day on which an accepted failure ends, or why it is not accepted."""
    words = STANDINGS[one.standing]
    if one.standing is Standing.ACCEPTED and one.accepted:
        return f"{words} until {one.accepted.expires_on.isoformat()}"
    return f"{words} ({one.why_not})" if one.why_not else words


def opening(judgement: Judgement) -> tuple[str, ...]:
    """The sentences that come first."""
    report = judgement.report
    sentences = [report.sentence[:1].upper() + report.sentence[1:]]
    accepted = len(judgement.standing(Standing.ACCEPTED))
    if accepted:
        verb = "is" if accepted == 1 else "are"
        sentences.append(f"{accepted} of those that do not hold or are open {verb} accepted by the council for a time.")
    if judgement.unused:
        laws = ", ".join(one.law for one in judgement.unused)
        sentences.append(f"Accepted failures that are none any more, to be taken out of the list: {laws}.")
    return (*sentences, TESTED)


def tally(judgement: Judgement) -> str:
    """How many laws stand how: 16 broken, 15 proved, 3 not applicable."""
    return ", ".join(f"{number} {STANDINGS[standing]}" for standing, number in counted(judgement))
