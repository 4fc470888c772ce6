"""What-if and comparison as plain text. Their sentences are ours, so they carry their wording with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from ras_engine.explain.difference import AmountChange, Outcome
from ras_engine.explain.inputs import InputChange
from ras_engine.explain.render.text import LEAST_WIDTH, right
from ras_engine.explain.wording import Wording

if TYPE_CHECKING:
    from ras_engine.explain.change import Comparison
    from ras_engine.explain.other_answers import WhatIf


def what_if_text(what: WhatIf, width: int) -> str:
    """What would change, line by line."""
    width, words, say = max(width, LEAST_WIDTH), what.wording, what.wording.say
    lines = [say("What would change"), "", *_inputs(what.inputs, words, width), ""]
    lines += [*_total(what.before, what.after, words, width), ""]
    if what.difference is not None and not what.changes:
        lines += [say("No part of the indicative budget would change."), ""]
    lines += [*_amounts(what.changes, what.after, words, width)]
    if what.changes and what.difference is not None:
        lines += right(say("Together"), words.per(what.difference, what.after.ruleset.plan.per), width, 0, "=")
    if what.beside:
        lines += ["", say("Beside the indicative budget:"), *_amounts(what.beside, what.after, words, width)]
    for sentence in what.people:
        lines += wrap(sentence, width)
    return _joined(lines)


def comparison_text(comparison: Comparison, width: int) -> str:
    """Why the amount changed, step by step."""
    width, words, say = max(width, LEAST_WIDTH), comparison.wording, comparison.wording.say
    per = comparison.after.ruleset.plan.per
    lines = [say("What changed since last time"), "", *_total(comparison.before, comparison.after, words, width)]
    if not comparison.steps:
        lines += ["", *_inputs(comparison.inputs, words, width)]
    for step in comparison.steps:
        lines += ["", *_inputs(step.inputs, words, width)]
        if len(step.inputs) > 1:
            lines += wrap(say("These could only be reckoned together."), width)
        lines += right(
            say("From {before} to {after}", before=words.money_of(step.before), after=words.money_of(step.after)),
            words.per(step.difference, per),
            width,
            2,
        )
        lines += _amounts(step.changes, comparison.after, words, width, indent=6)
    if comparison.difference is not None:
        lines += ["", *right(say("Together"), words.per(comparison.difference, per), width, 0, "=")]
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _inputs(inputs: Sequence[InputChange], words: Wording, width: int) -> Iterator[str]:
    if not inputs:
        yield words.say("No answer differs.")
    for one in inputs:
        sentence = words.say(
            "{what}: {after} Before: {before}", what=one.title, after=_quoted(one.after), before=_quoted(one.before)
        )
        yield from wrap(sentence, width, subsequent_indent="  ")


def _quoted(words: str) -> str:
    return f"“{words}”."


def _total(before: Outcome, after: Outcome, words: Wording, width: int) -> Iterator[str]:
    for outcome, heading in ((before, words.say("Indicative budget before")), (after, words.say("Indicative budget after"))):
        amount = outcome.indicative_budget
        shown = words.say("no amount is shown") if amount is None else words.per(amount, outcome.ruleset.plan.per)
        yield from right(heading, shown, width, 0)


def _amounts(changes: Sequence[AmountChange], after: Outcome, words: Wording, width: int, indent: int = 2) -> Iterator[str]:
    periods = {f"separate.{one.id}": one.per for one in after.ruleset.document.separate_amounts}
    for one in changes:
        shown = words.per(one.difference, periods.get(one.step, after.ruleset.plan.per))
        before, now = (words.money_of(amount) for amount in (one.before, one.after))
        yield from right(
            words.say("{title}: from {before} to {after}", title=one.title, before=before, after=now), shown, width, indent
        )
