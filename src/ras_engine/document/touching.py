"""Which carer rules can change a money line: asked by the compiler, which keeps each line at its guard, and by the explanation."""

from __future__ import annotations

from ras_engine.document.carers import CarerRule, MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule
from ras_engine.document.lines import Line, ShareOfLinesLine
from ras_engine.document.names import Index, with_inner


def touching(index: Index, line: Line) -> list[CarerRule]:
    """The rules that can change a line: they name it or a line that it reads, or reduce a measure that it reads however deeply."""
    support = index.document.carer_support
    reads, names = _reads(index, line)
    return [rule for rule in (support.rules if support else ()) if _changed_by(rule) & (reads | {f"line {name}" for name in names})]


def _reads(index: Index, line: Line) -> tuple[frozenset[str], frozenset[str]]:
    """The names a line reads however deeply, and the lines it reads, itself among them."""
    lines = {one.id: one for one in index.document.budget_lines}
    names, waiting = set[str](), [line.id]
    while waiting:
        one = lines[waiting.pop()]
        names.add(one.id)
        shared = (inner.lines for inner in with_inner(one) if isinstance(inner, ShareOfLinesLine))
        waiting += [name for lines_read in shared for name in lines_read if name not in names]
    return index.reads_deeply(read for name in names for read in index.reads_of_line(lines[name])), frozenset(names)


def _changed_by(rule: CarerRule) -> frozenset[str]:
    match rule:
        case ShareOfPointsRule():
            return frozenset(rule.reduces.values())
        case QuantityMetRule():
            return frozenset(one.measure for one in rule.reduces.values())
        case MeanShareRule():
            return frozenset(rule.reduces)
        case ShareOfMoneyRule():
            return frozenset(f"line {name}" for lines in rule.reduces.values() for name in lines)
