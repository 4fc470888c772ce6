"""A pair of people ready to be shown: what both say, what differs, and the amounts of each, with those that differ marked.

Receives a witness and its rulesets; gives words only. Levels are said as the questionnaire says them, beside their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.audit import Finding, Person, Witness
from ras_engine.edges.audit.pairs import CARER, flat
from ras_engine.edges.audit.same import in_order
from ras_engine.edges.audit.words import money
from ras_engine.ruleset import Ruleset

KINDS = {
    "simplest": "The simplest pair",
    "typical": "A typical pair",
    "worst": "The pair that is furthest apart",
}
ALSO = {
    "simplest": "The simplest pair",
    "typical": "The simplest pair, which is also a typical one",
    "worst": "The simplest pair, which is also the one furthest apart",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about the two people: its name, what each has, and whether they differ."""

    what: str
    left: str
    right: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people. `both` is what they have in common, `differ` what they have not; `compared` is the row that breaks the law;
    `working` are the lines behind the amounts, and the limits that were reached."""

    title: str
    heads: tuple[str, str]
    both: tuple[tuple[str, str], ...]
    differ: tuple[Row, ...]
    amounts: tuple[Row, ...]
    compared: Row | None
    pence: tuple[int, int]
    working: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def gap(self) -> int:
        """How much more the right one gets than the left one, in pence."""
        return self.pence[1] - self.pence[0]


def shown_pairs(finding: Finding, ruleset: Ruleset) -> tuple[Pair, ...]:
    """The pairs of a law in words, the simplest first."""
    return tuple(shown(one, ruleset, first=place == 0) for place, one in enumerate(in_order(finding, ruleset)))


def shown(witness: Witness, ruleset: Ruleset, first: bool = False) -> Pair:
    """A pair in words; `first` where it is the simplest of its law, whatever it is besides."""
    left, right = flat(witness.left.assessment), flat(witness.right.assessment)
    told = {one.what for one in witness.differ}
    names = [*left, *(name for name in right if name not in left)]
    both = tuple((opened(name), level(ruleset, name, left.get(name, right.get(name, "")))) for name in names if name not in told)
    differ = tuple(
        Row(opened(one.what), level(ruleset, one.what, one.left), level(ruleset, one.what, one.right), True)
        for one in witness.differ
    )
    currency = ruleset.plan.currency
    amounts = tuple(_amount(name, witness.left, witness.right, currency) for name in witness.left.amounts)
    compared = next((one for one in amounts if one.what == opened(witness.of)), None)
    heads = ("The old ruleset", "The new ruleset") if witness.two_rulesets else ("One person", "The other")
    pence = (witness.left.amounts.get(witness.of, 0), witness.right.amounts.get(witness.of, 0))
    title = (ALSO if first else KINDS).get(witness.kind, witness.kind)
    working = tuple(item for item in witness.left.working if not _is_amount(item, witness.left))
    other = tuple(item for item in witness.right.working if not _is_amount(item, witness.right))
    return Pair(title, heads, both, differ, amounts, compared, pence, (working, other))


def _is_amount(item: str, person: Person) -> bool:
    """Whether a line of the working is an amount that has its own row."""
    return item.partition(":")[0].replace(" ", "_") in person.amounts


def _amount(name: str, left: Person, right: Person, currency: str) -> Row:
    one, other = left.amounts[name], right.amounts.get(name, 0)
    return Row(opened(name), money(one, currency), money(other, currency), one != other)


def opened(name: str) -> str:
    """A name with its underscores opened up; support with an area is said so."""
    if name.startswith(CARER):
        return f"carer: {name.removeprefix(CARER).replace('_', ' ')}"
    return name.replace("_", " ")


def level(ruleset: Ruleset, name: str, value: str) -> str:
    """An answer with the words of its level: "all (Help every day)"."""
    says = _says(ruleset).get(name, {}).get(value, "")
    return f"{opened(value)} ({says})" if says and says.lower() != value.lower() else opened(value)


def _says(ruleset: Ruleset) -> Mapping[str, Mapping[str, str]]:
    """The words of every level of every question."""
    found: dict[str, dict[str, str]] = {}
    for question in ruleset.document.questions:
        levels: Any = getattr(question, "levels", None) or ()
        found[question.id] = {str(one.id): str(one.says.in_language()) for one in levels if getattr(one, "says", None)}
    return found
