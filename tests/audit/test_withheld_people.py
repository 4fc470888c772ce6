"""Those whose amount a referral withholds: no law about amounts is broken by them, held by them, or shown by them."""

from __future__ import annotations

from ras_engine.audit import Finding, Verdict, audit
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.beginnings import WASHING, beginning

SMALL = (
    beginning("withheld/adults")
    + WASHING
    + """\
measures:
  - {id: total, kind: sum, of: [washing]}
  - id: band
    kind: band
    of: total
    bands: [{id: lower, says: Lower, from: 0}, {id: high, says: High, from: 9}]
budget_lines: [{id: core, kind: price_per_point, of: total, per_point: 10.15}]
limits: {maximum: {amount: 91.00, refer: look}}
contingency:
  kind: share
  basis: inside
  by: [band]
  shares: {lower: 10%, high: 0%}
  year_end: {rule: keep_all}
  draw: {without_reassessment: yes}
  why: By band.
referral:
  - {id: look, says: A person looks, indicative_budget: shown}
REFERRAL
"""
)
WITHHELD = "  - {id: complex, says: A person looks, indicative_budget: withheld, when: {measure: total, at_least: 9}}"
SHOWN = WITHHELD.replace("withheld", "shown")


def ruleset(referral: str, maximum: str = "91.00") -> Ruleset:
    """Whoever has 9 points has 91.35 before the maximum and no contingency, and is referred."""
    return read_ruleset(SMALL.replace("REFERRAL", referral).replace("91.00", maximum), file="small.yaml")


def finding(law: str, referral: str, maximum: str = "91.00") -> Finding:
    return audit(ruleset(referral, maximum), laws=[law]).finding(law)


def test_who_has_no_amount_is_not_without_contingency() -> None:
    assert finding("P8", SHOWN).verdict is Verdict.BROKEN
    assert finding("P8", WITHHELD).verdict is Verdict.PROVED


def test_nobody_without_an_amount_is_beyond_a_limit() -> None:
    """The maximum of 90.60 is rounded to 91.00, above itself: for the one person whom it moves."""
    broken = finding("P7", SHOWN, "90.60")
    assert broken.verdict is Verdict.BROKEN
    assert "does not hold" in broken.says
    assert "does not hold" not in finding("P7", WITHHELD, "90.60").says


def test_a_limit_that_moves_nobody_who_has_an_amount_moves_nobodys_amount() -> None:
    assert finding("P7", SHOWN).verdict is Verdict.PROVED
    assert "moves nobody's amount" in finding("P7", WITHHELD).says
    dead = finding("P15", WITHHELD)
    assert [one.path for one in dead.rules] == ["limits.maximum"]


def test_a_row_that_only_the_referred_reach_is_alive() -> None:
    """Their working goes through it, and a person looks at that."""
    assert not any("measures" in one.path for one in finding("P15", WITHHELD).rules)
