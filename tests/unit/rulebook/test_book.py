from __future__ import annotations

from datetime import date, timedelta

import pytest

from ras_engine.errors import NoRulesetInForce, RulesetInvalid
from ras_engine.rulebook import Rulebook
from tests.unit.small import small

FIRST = small("2025-04-07", published="2025-02-01")
CORRECTED = small("2025-04-07", 2, follows=("2025-04-07", 1), published="2025-06-01")
SECOND = small("2026-04-06", follows=("2025-04-07", 1), published="2026-02-01")
DRAFT = small("2027-04-05", follows=("2026-04-06", 1), status="status: draft\n", published="2027-02-01")
BOOK = Rulebook.of([DRAFT, SECOND, CORRECTED, FIRST])
DAY = timedelta(days=1)


def codes(*rulesets: object) -> list[str]:
    with pytest.raises(RulesetInvalid) as caught:
        Rulebook.of(rulesets)  # type: ignore[arg-type]
    assert all(one.where.line > 0 for one in caught.value.problems)
    return [one.code for one in caught.value.problems]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 7), CORRECTED),
        (date(2026, 4, 5), CORRECTED),
        (date(2026, 4, 6), SECOND),
        (date(2027, 4, 4), SECOND),
        (date(2027, 4, 5), SECOND),
        (date(2060, 1, 1), SECOND),
    ],
)
def test_a_ruleset_is_in_force_from_its_first_day_until_the_day_before_its_successor(day: date, expected: object) -> None:
    assert BOOK.in_force_on(day) == expected


def test_the_day_before_the_first_ruleset_has_none_and_the_nearest_is_named() -> None:
    with pytest.raises(NoRulesetInForce, match=r"on 2025-04-06\. The nearest after is that of 2025-04-07, revision 2\.") as caught:
        BOOK.in_force_on(date(2025, 4, 6))
    assert [one.code for one in caught.value.problems] == ["RAS520"]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (date(2025, 2, 1), FIRST),
        (date(2025, 5, 31), FIRST),
        (date(2025, 6, 1), CORRECTED),
    ],
)
def test_as_known_on_a_day_leaves_out_what_was_published_later(known: date, expected: object) -> None:
    assert BOOK.in_force_on(date(2025, 9, 1), as_known_on=known) == expected


@pytest.mark.parametrize(("known", "expected"), [(date(2026, 1, 31), CORRECTED), (date(2026, 2, 1), SECOND)])
def test_next_years_rules_are_not_known_before_they_are_published(known: date, expected: object) -> None:
    assert BOOK.in_force_on(date(2026, 4, 6), as_known_on=known) == expected


def test_before_anything_was_published_nothing_is_in_force_and_the_nearest_says_when_it_was_published() -> None:
    with pytest.raises(NoRulesetInForce, match=r"published only on 2025-06-01.*published only on 2026-02-01"):
        BOOK.in_force_on(date(2025, 9, 1), as_known_on=date(2025, 1, 31))


def test_a_draft_is_never_in_force_even_alone() -> None:
    alone = Rulebook.of([small("2027-04-05", status="status: draft\n")])
    with pytest.raises(NoRulesetInForce, match="a draft"):
        alone.in_force_on(date(2027, 4, 5))


def test_the_timeline_covers_every_day_once_and_agrees_with_the_question_asked_day_by_day() -> None:
    timeline = BOOK.timeline()
    assert [(one.first_day, one.last_day) for one in timeline] == [
        (date(2025, 4, 7), date(2026, 4, 5)),
        (date(2026, 4, 6), None),
    ]
    for day in (date(2025, 4, 7) + DAY * n for n in range(800)):
        assert [one.ruleset for one in timeline if day in one] == [BOOK.in_force_on(day)]
    assert date(2025, 4, 6) not in timeline[0]


def test_the_timeline_as_known_on_a_day_is_that_of_the_day() -> None:
    assert [one.ruleset for one in BOOK.timeline(as_known_on=date(2025, 3, 1))] == [FIRST]
    assert BOOK.timeline(as_known_on=date(2024, 3, 1)) == ()


def test_a_ruleset_is_found_by_its_digest_and_by_its_day_and_revision() -> None:
    assert BOOK.with_digest(CORRECTED.digest) == CORRECTED
    assert BOOK.with_digest("0" * 64) is None
    assert BOOK.revision_of(date(2025, 4, 7), 1) == FIRST
    assert BOOK.revision_of(date(2025, 4, 7), 3) is None


def test_the_order_in_which_rulesets_are_given_does_not_matter() -> None:
    assert Rulebook.of([FIRST, SECOND, DRAFT, CORRECTED]) == BOOK


def test_two_schemes_do_not_make_one_rulebook() -> None:
    assert codes(FIRST, small("2026-04-06", follows=("2025-04-07", 1), scheme="other/adults")) == ["RAS510"]


def test_the_same_day_and_revision_may_stand_once() -> None:
    assert codes(FIRST, small("2025-04-07", published="2025-02-02")) == ["RAS511"]


def test_two_successors_of_one_ruleset_are_a_fork() -> None:
    assert codes(FIRST, SECOND, small("2026-10-01", follows=("2025-04-07", 1), published="2026-09-01")) == ["RAS512"]


def test_a_correction_may_mend_a_fork() -> None:
    between = small("2025-10-06", follows=("2025-04-07", 1), published="2026-03-01")
    mended = small("2026-04-06", 2, follows=("2025-10-06", 1), published="2026-03-02")
    book = Rulebook.of([FIRST, SECOND, between, mended])
    assert book.in_force_on(date(2026, 4, 5)) == between
    assert book.in_force_on(date(2026, 4, 6)) == mended
    assert codes(FIRST, SECOND, between) == ["RAS512"]


def test_a_ruleset_that_follows_one_that_is_missing_is_a_gap() -> None:
    assert codes(FIRST, small("2027-04-05", follows=("2026-04-06", 1), published="2027-01-01")) == ["RAS513"]
    assert codes(FIRST, small("2026-04-06", follows=("2025-04-07", 7), published="2026-01-01")) == ["RAS513"]


def test_the_first_ruleset_may_not_follow_one_that_is_not_there() -> None:
    assert codes(SECOND) == ["RAS513"]


def test_a_later_ruleset_that_follows_nothing_is_a_gap() -> None:
    assert codes(FIRST, small("2026-04-06", published="2026-01-01")) == ["RAS514"]
    assert codes(FIRST, small("2025-04-07", 2, published="2025-06-01")) == ["RAS514"]


def test_an_approved_ruleset_does_not_follow_a_draft() -> None:
    assert codes(FIRST, SECOND, DRAFT, small("2028-04-03", follows=("2027-04-05", 1), published="2028-01-01")) == ["RAS515"]


def test_rulesets_cannot_follow_each_other_in_a_circle() -> None:
    with pytest.raises(RulesetInvalid) as caught:
        small("2025-04-07", follows=("2026-04-06", 1))
    assert [(one.code, one.where.line > 0) for one in caught.value.problems] == [("RAS290", True)]
    with pytest.raises(RulesetInvalid):
        small("2025-04-07", 2, follows=("2025-04-07", 2))


def test_an_empty_rulebook_is_refused() -> None:
    with pytest.raises(RulesetInvalid, match="RAS506"):
        Rulebook.of([])
