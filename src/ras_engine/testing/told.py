"""What a failing test says about a broken law: the worst case, whom it concerns, the rule, the pairs, the repair."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from ras_engine.audit import Finding, Witness, Worst
from ras_engine.edges.audit.mending import changes, heading
from ras_engine.edges.audit.pairs import flat
from ras_engine.exact import Direction, divide_rounded

AMOUNTS = ("carer_neutral_amount", "carer_adjustment", "indicative_budget", "contingency", "planning_amount")
WIDTH = 28


def told(finding: Finding) -> str:
    """The text of a failing test; its first line stands for it in a summary."""
    return "\n".join([finding.says, *_facts(finding), *_pairs(finding), *_repair(finding)]) + "\n"


def _facts(finding: Finding) -> Iterator[str]:
    if finding.worst is not None and finding.worst.least is not None:
        allowed = "" if finding.threshold is None else f", and the ruleset allows {_amount(finding.threshold, finding.worst.unit)}"
        yield f"  The worst case is {_worst(finding.worst)}{allowed}."
    if finding.concerned is None and finding.counted is not None:
        yield f"  It concerns at least {finding.counted.at_least:,} {finding.counted.what}."
    if finding.concerned is not None:
        yield f"  It concerns {_share(finding.concerned)} of the people, or pairs of people, that this law is about."
    yield from (f"  {one}" for one in finding.listed)
    yield from (f"  {one.file}:{one.line}: {one.path}" for one in finding.rules)


def _pairs(finding: Finding) -> Iterator[str]:
    for pair in finding.witnesses:
        yield ""
        kind = {"typical": "most typical", "nearest": "nearest"}.get(pair.kind, pair.kind)
        about = f" ({pair.about})" if pair.about else ""
        alike = "" if pair.alone else ", alike in all but what is marked"
        yield f"The {kind} {'person' if pair.alone else 'pair'}{about}{alike}:"
        yield from _pair(pair)


def _pair(pair: Witness) -> Iterator[str]:
    """The figures of both, side by side; of one person, once."""
    yield from (_row(pair, one.what, one.left, one.right) for one in pair.differ)
    if pair.two_rulesets:
        yield _row(pair, "ruleset", "the one before", "this one")
    alike = {name: said for name, said in flat(pair.left.assessment).items() if name not in {one.what for one in pair.differ}}
    shared = ("" if pair.alone else "both: ") + ", ".join(f"{name} {said}" for name, said in alike.items())
    if alike:
        yield from wrap(shared, 110, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    yield from (_row(pair, one.what, one.left, one.right) for one in pair.facts)
    for amount in AMOUNTS:
        left, right = (_amount(side.amounts[amount]) for side in (pair.left, pair.right))
        yield _row(pair, amount.replace("_", " "), left, right)


def _row(pair: Witness, what: str, left: str, right: str) -> str:
    """One figure, marked where the two differ."""
    if pair.alone:
        return f"    {what:<{WIDTH}} {left:>18}"
    return f"  {'>' if left != right else ' '} {what:<{WIDTH}} {left:>16}  {right:>18}"


def _repair(finding: Finding) -> Iterator[str]:
    if finding.repair is not None:
        yield ""
        yield f"A repair, proved for everybody: {heading(finding.repair)}"
        yield from (f"  {one}" for one in changes(finding.repair))


def _worst(worst: Worst) -> str:
    assert worst.least is not None
    return _amount(worst.least, worst.unit) if worst.exact else f"at least {_amount(worst.least, worst.unit)}"


def _amount(value: int, unit: str = "pence") -> str:
    """Pence as pounds, hundredths of a per cent as a per cent."""
    sign, size = "-" if value < 0 else "", abs(value)
    return f"{sign}{size // 100}.{size % 100:02d}" + (" %" if unit == "basis_points" else "")


def _share(share: Fraction) -> str:
    """A share in per cent with two places; one that rounds to nothing is said to be less than that."""
    hundredths = divide_rounded(share.numerator * 10_000, share.denominator, Direction.HALF_UP)
    return f"{hundredths // 100}.{hundredths % 100:02d} %" if hundredths else "less than 0.01 %"
