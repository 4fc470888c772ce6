"""A pair of people ready to be shown: what both say, what differs, and the amounts of each, with those that differ marked.

Receives a witness and its rulesets; gives words only. Levels are said as the questionnaire says them, beside their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ras_engine.audit import Difference, Finding, Person, Witness
from ras_engine.audit.witnesses.facts import CONDITION
from ras_engine.edges.audit.pairs import CARER, flat
from ras_engine.edges.audit.same import by_part
from ras_engine.edges.audit.words import money
from ras_engine.ruleset import Ruleset

APART = "furthest apart"
EXTREME = {"same": "with the largest budget", "over": "furthest beyond the limit", "under": "furthest beyond the limit"}
"""What the worst one is called, by how it compares."""
IDLE = ("carer_adjustment", "carer_sustainability", "limit_adjustment", "rounding")
LARGEST = "with the largest budget"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about the two people: its name, what each has, and whether they differ."""

    what: str
    left: str
    right: str
    differs: bool
    idle: bool = False
    """Whether it is nought for both, so that a short form may leave it out."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, or one (`alone`). `both` is what they have in common, `differ` what they have not, `facts` the figures of the
    working that it hangs on; `compared` is the row that breaks the law; `working` are the lines behind the amounts, and the limits
    that were reached. `says` is the finding in a sentence, for pairs that no one amount shows."""

    title: str
    heads: tuple[str, str]
    both: tuple[tuple[str, str], ...]
    differ: tuple[Row, ...]
    facts: tuple[Row, ...]
    amounts: tuple[Row, ...]
    compared: Row | None
    pence: tuple[int, int]
    working: tuple[tuple[str, ...], tuple[str, ...]]
    alone: bool = False
    says: str = ""

    @property
    def gap(self) -> int:
        """How much more the right one gets than the left one, in pence."""
        return self.pence[1] - self.pence[0]


def shown_pairs(finding: Finding, ruleset: Ruleset) -> tuple[Pair, ...]:
    """The pairs of a law in words, part by part, the simplest of each first."""
    return tuple(shown(one, ruleset, first=place == 0) for part in by_part(finding, ruleset) for place, one in enumerate(part))


def first_pairs(finding: Finding, ruleset: Ruleset) -> tuple[Pair, ...]:
    """The simplest pair of each part of a law."""
    return tuple(shown(part[0], ruleset, first=True) for part in by_part(finding, ruleset))


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
    facts = tuple(_fact(one, ruleset) for one in witness.facts)
    heads = ("The old ruleset", "The new ruleset") if witness.two_rulesets else ("One person", "The other")
    heads = ("This person", "") if witness.alone else heads
    pence = (witness.left.amounts.get(witness.of, 0), witness.right.amounts.get(witness.of, 0))
    title = _title(witness, first)
    working = tuple(item for item in witness.left.working if not _is_amount(item, witness.left))
    other = tuple(item for item in witness.right.working if not _is_amount(item, witness.right))
    says = witness.says if witness.facts or witness.compares == "same" else ""
    return Pair(title, heads, both, differ, facts, amounts, compared, pence, (working, other), witness.alone, says)


def _title(witness: Witness, first: bool) -> str:
    """What a pair is: the simplest, a typical one, the worst; and which part of the law it shows."""
    about = f": {witness.about}" if witness.about else ""
    if witness.kind == "nearest":
        return f"{'This comes' if witness.alone else 'These come'} nearest to {witness.about}"
    noun = "person" if witness.alone else "pair"
    extreme = EXTREME.get(witness.compares, LARGEST if witness.compares == "facts" else APART)
    own = {"typical": f"a typical {noun}", "worst": f"the {noun} {extreme}"}.get(witness.kind, "")
    if first:
        also = {"typical": ", which is also a typical one", "worst": f", which is also the one {extreme}"}.get(witness.kind, "")
        return f"The simplest {noun}{also}{about}"
    return f"{own[:1].upper()}{own[1:] or witness.kind}{about}"


def _fact(one: Difference, ruleset: Ruleset) -> Row:
    """A figure of the working; money with its sign."""
    step = ruleset.plan.step_named.get(one.what)
    in_money = step is not None and step.unit == ruleset.plan.currency

    def words(value: str) -> str:
        return money(int(Fraction(value) * 100 // 1), ruleset.plan.currency) if in_money else opened(value)

    return Row(fact_name(one.what), words(one.left), words(one.right), one.left != one.right)


def _is_amount(item: str, person: Person) -> bool:
    """Whether a line of the working is an amount that has its own row."""
    return item.partition(":")[0].replace(" ", "_") in person.amounts


def _amount(name: str, left: Person, right: Person, currency: str) -> Row:
    one, other = left.amounts[name], right.amounts.get(name, 0)
    return Row(opened(name), money(one, currency), money(other, currency), one != other, not one and not other and name in IDLE)


def opened(name: str) -> str:
    """A name with its underscores opened up; support with an area is said so."""
    if name.startswith(CARER):
        return f"carer: {name.removeprefix(CARER).replace('_', ' ')}"
    if name.startswith("line."):
        line, _, stage = name.removeprefix("line.").partition(".")
        return f"{line.replace('_', ' ')}, {stage.replace('_', ' ')}"
    return name.replace("_", " ")


def fact_name(name: str) -> str:
    """A figure of the working as it is called on the page: "total points", "limit: maximum", "condition sign_off[1].when"."""
    if name.startswith(CONDITION):
        return name
    kind, _, rest = name.partition(".")
    if kind == "limit":
        return f"limit: {rest.removesuffix('.amount')}"
    words = rest.replace(".after_carers", ", after carers") if kind == "measure" else name
    return words.replace("_", " ")


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
