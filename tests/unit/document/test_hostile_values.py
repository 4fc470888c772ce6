"""Values that YAML, a spreadsheet or a keyboard would make something else of: each is what it looks like, or is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ras_engine.document.lines import FixedLine
from ras_engine.errors import RulesetInvalid
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.unit.plan import made

HEAD = made.HEAD.replace("client_groups: {older: {}, younger: {}}", "")

GUESSED = (
    "1_000",
    "1e3",
    "0x10",
    "0o14",
    "0b1",
    "12:30",
    "2026-01-01",
    ".inf",
    "-.inf",
    ".nan",
    "yes",
    "no",
    "on",
    "off",
    "true",
    "null",
    "~",
)
"""What YAML, in one of its versions, would make another value of."""
NOT_PLAIN = (".5", "5.", "1,000", "5 50", "£5", "$5", "5%", "1/3", "1/0", "-5", "--5", "5-", "Infinity", "NaN", "٣", "５", "''")
ENDLESS = ("1" + "0" * 30, "9" * 400, "0." + "0" * 30 + "1", "1e999999999")

OF_PROGRAMS = ("__proto__", "__class__", "'{0.__class__}'", "'%s'", "'<script>'", "'${x}'", "a.b", "../a", "True")
LOOKALIKES = ("carе", "ｃare", "'a b'", "n" * 61)


def paying(amount: str) -> str:
    return f"{HEAD}\nbudget_lines:\n  - {{id: care, kind: fixed, amount: {amount}}}\n"


def amount_of(ruleset: Ruleset) -> Fraction | None:
    (line,) = ruleset.document.budget_lines
    assert isinstance(line, FixedLine)
    return line.amount if isinstance(line.amount, Fraction) else None


@pytest.mark.parametrize(
    ("written", "worth"),
    [("012", "12"), ("0.005", "0.005"), ('"5.50"', "5.5"), ("-0", "0"), ("0.00", "0"), ("999999999", "999999999")],
)
def test_a_number_is_worth_what_it_looks_like(written: str, worth: str) -> None:
    assert amount_of(read_ruleset(paying(written))) == Fraction(worth)


@pytest.mark.parametrize("written", [*GUESSED, *NOT_PLAIN, *ENDLESS])
def test_what_is_not_plainly_an_amount_is_refused_at_its_place(written: str) -> None:
    with pytest.raises(RulesetInvalid) as caught:
        read_ruleset(paying(written), file="care.yaml")
    places = {(one.where.file, one.where.line) for one in caught.value.problems}
    assert places == {("care.yaml", HEAD.count("\n") + 3)}


@pytest.mark.parametrize("name", ["no", "yes", "on", "off", "none", "self", "class", "import", "lambda", "constructor"])
def test_a_word_of_yaml_or_of_a_program_is_a_name_like_any_other(name: str) -> None:
    ruleset = read_ruleset(paying("5").replace("id: care", f"id: {name}"))
    assert [line.id for line in ruleset.document.budget_lines] == [name]


@pytest.mark.parametrize("name", [*OF_PROGRAMS, *LOOKALIKES])
def test_a_name_that_could_be_taken_for_something_else_is_refused(name: str) -> None:
    with pytest.raises(RulesetInvalid) as caught:
        read_ruleset(paying("5").replace("id: care", f"id: {name}"), file="care.yaml")
    assert [(one.code, bool(one.where.line)) for one in caught.value.problems] == [("RAS110", True)]


@pytest.mark.parametrize("section", ["measures", "carer_sustainability", "separate_amounts", "referral", "cannot_stand_together"])
def test_a_list_with_nothing_in_it_says_nothing_and_is_refused(section: str) -> None:
    with pytest.raises(RulesetInvalid) as caught:
        read_ruleset(f"{paying('5')}{section}: []\n", file="care.yaml")
    assert [one.code for one in caught.value.problems] == ["RAS122"]
