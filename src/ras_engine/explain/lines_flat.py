"""Lines whose amount the ruleset writes outright: fixed, looked up, or by the first condition that holds."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.header import Refer
from ras_engine.document.lines import FirstMatchLine, FixedLine, LookupLine
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.explain.conditions import condition_words
from ras_engine.explain.keys import cell_of, keys_words
from ras_engine.explain.lines_job import LineJob
from ras_engine.explain.working import Working


def fixed(job: LineJob, line: FixedLine) -> Working:
    """An amount as it stands, or that of the client group."""
    if line.by_client_group is None:
        return _amount(job, line.amount, job.facts.say("A fixed amount"))
    group = job.facts.level(CLIENT_GROUP)
    words = job.facts.say("The amount for {group}", group=job.facts.wording.quoted(job.facts.level_words(CLIENT_GROUP, group)))
    return _amount(job, line.by_client_group[group], words)


def looked_up(job: LineJob, line: LookupLine) -> Working:
    """The cell of a table of amounts."""
    return _amount(job, cell_of(job.facts, line.by, line.amounts, after=job.after), keys_words(job.facts, line.by, after=job.after))


def first_match(job: LineJob, line: FirstMatchLine) -> Working:
    """The amount of the first case that holds."""
    facts = job.facts
    for place, case in enumerate(line.cases):
        if job.held("cases", place, "when"):
            words = facts.say("Because {condition}", condition=condition_words(facts, case.when))
            return _amount(job, Refer(refer=case.refer) if case.refer else case.amount, words)
    return _amount(job, line.otherwise, facts.say("No case of the list applies"))


def _amount(job: LineJob, cell: Fraction | Refer | None, words: str) -> Working:
    if isinstance(cell, Refer):
        job.text.append(f"{words}.")
        return job.refers(cell.refer)
    return job.arithmetic.is_(job.money("", cell or Fraction(0)), words)
