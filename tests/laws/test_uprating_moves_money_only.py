"""P11: an uprating moves every amount by its factor, and nothing but amounts, whatever the ruleset."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ras_engine.errors import RulesetInvalid
from ras_engine.policy.uprating import amounts_in, read_uprating, uprate
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.testing import rulesets
from tests.profiles import CASES

UPRATING = """\
schema: ras-uprating/1
scheme: {scheme}
from: {{effective_from: {day}, revision: {revision}}}
effective_from: 2099-04-06
revision: 1
why: The index
factors: [{{what: all_money, factor: {factor}, round: {{to: 0.01, direction: half_up}}}}]
"""
HEAD = {"effective_from", "revision", "published_on", "status", "authority", "supersedes", "why", "source"}


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def put_back(new: Any, old: Any, path: tuple[str | int, ...]) -> None:
    at(new, path[:-1])[path[-1]] = at(old, path)


def written(data: Any) -> Ruleset:
    return read_ruleset(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120), file="made-up.yaml")


def uprated(old: Ruleset, text: str) -> Ruleset | None:
    """The uprated ruleset; None where rounding leaves a condition on money that nobody meets: then the author is told, at the
    factors."""
    try:
        return read_ruleset(uprate(old, read_uprating(text, file="u.yaml")), file="new.yaml")
    except RulesetInvalid as error:
        if {one.code for one in error.problems} <= {"RAS842", "RAS847"}:
            return None
        raise


@settings(max_examples=CASES // 8)
@given(rulesets(), st.sampled_from(["1.045", "1", "0.97", "3"]))
def test_every_amount_moves_by_the_factor_and_nothing_else_moves(data: Any, factor: str) -> None:
    old = written(data)
    words = {"scheme": f'"{old.scheme}"', "day": old.effective_from, "revision": old.revision, "factor": factor}
    new = uprated(old, UPRATING.format(**words))
    assume(new is not None)
    assert new is not None
    before: Any = old.located.data
    after: Any = new.located.data
    for money in amounts_in(old):
        exact = Fraction(at(before, money.path)) * Fraction(factor) * 100
        moved = Fraction(at(after, money.path)) * 100
        assert moved.denominator == 1
        assert abs(moved - exact) <= Fraction(1, 2)
        put_back(after, before, money.path)
    assert {key: after[key] for key in after if key not in HEAD} == {key: before[key] for key in before if key not in HEAD}
