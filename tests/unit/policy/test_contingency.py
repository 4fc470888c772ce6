from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget
from ras_engine.exact import Money
from ras_engine.policy.contingency import ContingencyLedger, Draw
from ras_engine.policy.pool import PoolDraw, PoolLedger
from ras_engine.score import score
from tests.unit.small import BODY, small

FIRST, LAST = date(2025, 4, 7), date(2026, 4, 6)
NO_CONTINGENCY = BODY[: BODY.index("contingency:\n")] + "contingency: {kind: none, why: Agreed.}\n" + BODY[BODY.index("pool:") :]


def result(washing: str = "some", crisis: str = "no", body: str = BODY) -> IndicativeBudget:
    answers = {"washing": washing, "in_crisis": crisis}
    data = {"assessed_on": "2025-05-01", "baseline": "no_unpaid_support", "answers": answers}
    found = score(small("2025-04-07", body=body), Assessment.from_dict(data))
    assert isinstance(found, IndicativeBudget)
    return found


def ledger(body: str = BODY, brought_forward: str = "0.00") -> ContingencyLedger:
    return ContingencyLedger.open(result(body=body), first_day=FIRST, last_day=LAST, brought_forward=Money.parse(brought_forward))


def draw(pounds: str = "30.00", on: date = date(2025, 6, 1), **words: object) -> Draw:
    return Draw(on=on, amount=Money.parse(pounds), **{"reason": "need_changed", **words})  # type: ignore[arg-type]


def codes(of: ContingencyLedger | PoolLedger) -> list[str]:
    return [one.code for one in of.problems]


def test_a_years_contingency_is_set_aside() -> None:
    assert str(ledger().set_aside) == "£254.80"  # 4.90 a week x 52


def test_for_less_than_a_year_the_part_is_set_aside() -> None:
    part = ContingencyLedger.open(result(), first_day=FIRST, last_day=FIRST + timedelta(days=9))
    assert str(part.set_aside) == "£7.00"  # 4.90 x 10 / 7


def test_a_year_that_begins_on_the_leap_day_is_a_year() -> None:
    whole = ContingencyLedger.open(result(), first_day=date(2028, 2, 29), last_day=date(2029, 2, 28))
    assert str(whole.set_aside) == "£254.80"


def test_draws_come_off_and_the_ledger_before_stays_as_it_was() -> None:
    before = ledger()
    after = before.with_draw(draw("30.00")).with_draw(draw("4.80", on=date(2025, 5, 1)))
    assert (str(after.drawn), str(after.left)) == ("£34.80", "£220.00")
    assert [one.on for one in after.draws] == [date(2025, 5, 1), date(2025, 6, 1)]
    assert before.draws == ()
    assert codes(after) == []


@pytest.mark.parametrize(
    ("rule", "kept", "reclaimable"),
    [
        ("{rule: keep_all}", "£224.80", "£0.00"),
        ("{rule: return_all}", "£0.00", "£224.80"),
        ("{rule: keep_weeks, weeks: 2}", "£98.00", "£126.80"),  # 2 weeks at 49.00
        ("{rule: keep_weeks, weeks: 8}", "£224.80", "£0.00"),  # 8 x 49.00 = 392.00 is more than is left
        ("{rule: keep_weeks, weeks: 0}", "£0.00", "£224.80"),
    ],
)
def test_at_the_end_of_the_year_the_rule_of_the_ruleset_counts(rule: str, kept: str, reclaimable: str) -> None:
    end = ledger(BODY.replace("{rule: keep_weeks, weeks: 2}", rule)).with_draw(draw("30.00")).at_year_end()
    assert (str(end.kept), str(end.reclaimable)) == (kept, reclaimable)


def test_what_was_kept_is_there_next_year() -> None:
    kept = ledger().at_year_end().kept
    following = ContingencyLedger.open(result(), first_day=date(2026, 4, 7), last_day=date(2027, 4, 6), brought_forward=kept)
    assert str(following.left) == "£352.80"  # 254.80 + 98.00


@given(st.lists(st.integers(1, 20_000), max_size=8))
def test_kept_and_reclaimable_are_always_what_is_left(amounts: list[int]) -> None:
    grown = ledger(brought_forward="12.34")
    for pence in amounts:
        grown = grown.with_draw(Draw(on=date(2025, 6, 1), amount=Money(pence), reason="other"))
    end = grown.at_year_end()
    assert end.kept + end.reclaimable == grown.left
    assert min(end.kept, end.reclaimable) >= Money(0)
    assert ("RAS551" in codes(grown)) == (sum(amounts) > grown.set_aside.pence + 1234)


def test_a_draw_larger_than_what_is_left_is_shown_with_what_is_left() -> None:
    over = ledger().with_draw(draw("200.00")).with_draw(draw("60.00", on=date(2025, 7, 1)))
    (found,) = over.problems
    assert found.code == "RAS551"
    assert "£60.00; only £54.80" in found.message
    assert str(over.left) == "£0.00"


@pytest.mark.parametrize(
    ("on", "expected"), [(FIRST, []), (LAST, []), (FIRST - timedelta(1), ["RAS550"]), (LAST + timedelta(1), ["RAS550"])]
)
def test_a_draw_belongs_to_the_year_of_its_ledger(on: date, expected: list[str]) -> None:
    assert codes(ledger().with_draw(draw(on=on))) == expected


def test_a_draw_is_more_than_nothing() -> None:
    assert codes(ledger().with_draw(draw("0.00"))) == ["RAS553"]
    assert codes(ledger().with_draw(draw("-5.00"))) == ["RAS553"]


def test_without_a_reassessment_contingency_is_used_only_where_the_ruleset_says_so() -> None:
    strict = BODY.replace("without_reassessment: yes", "without_reassessment: no")
    assert codes(ledger(strict).with_draw(draw())) == ["RAS552"]
    assert codes(ledger(strict).with_draw(draw(reassessed=True))) == []
    assert codes(ledger().with_draw(draw())) == []


def test_crisis_cover_has_so_many_hours_before_people_must_look() -> None:
    assert codes(ledger().with_draw(draw(reason="crisis_cover", hours=48))) == []
    assert codes(ledger().with_draw(draw(reason="crisis_cover", hours=49))) == ["RAS554"]
    assert codes(ledger().with_draw(draw(reason="crisis_cover", hours=49, reassessed=True))) == []


def test_without_a_contingency_there_is_nothing_to_draw() -> None:
    empty = ledger(NO_CONTINGENCY)
    assert str(empty.set_aside) == "£0.00"
    assert codes(empty.with_draw(draw())) == ["RAS551"]
    assert (empty.at_year_end().rule, str(empty.at_year_end().kept)) == ("none", "£0.00")


def crisis(
    days: int, *, start: date = date(2025, 6, 2), pounds: str = "100.00", person: str = "A", by: str = "Head of service"
) -> PoolDraw:
    last = start + timedelta(days=days - 1)
    return PoolDraw(person=person, first_day=start, last_day=last, amount=Money.parse(pounds), decided_by=by)


def pool(pounds: str = "1000.00", body: str = BODY) -> PoolLedger:
    return PoolLedger(small("2025-04-07", body=body), Money.parse(pounds))


def test_the_pool_is_open_to_those_whom_the_ruleset_names() -> None:
    assert codes(pool().with_draw(crisis(28), result(crisis="yes"))) == []
    assert codes(pool().with_draw(crisis(28), result(crisis="no"))) == ["RAS556"]


def test_the_pool_is_drawn_on_for_a_limited_time() -> None:
    assert codes(pool().with_draw(crisis(29), result(crisis="yes"))) == ["RAS557"]  # 4 weeks are 28 days


def test_a_crisis_cut_up_into_several_draws_is_still_one_crisis() -> None:
    eligible = result(crisis="yes")
    first = pool().with_draw(crisis(14), eligible)
    assert codes(first.with_draw(crisis(14, start=date(2025, 6, 16)), eligible)) == []
    assert codes(first.with_draw(crisis(15, start=date(2025, 6, 16)), eligible)) == ["RAS557"]
    assert codes(first.with_draw(crisis(28, start=date(2025, 6, 17)), eligible)) == []  # a day between them
    assert codes(first.with_draw(crisis(28, start=date(2025, 6, 16), person="B"), eligible)) == []


def test_a_draw_on_the_pool_says_who_decided_it() -> None:
    (found,) = pool().with_draw(crisis(7, by=" "), result(crisis="yes")).problems
    assert (found.code, "Head of service" in found.remedy) == ("RAS558", True)


def test_the_pool_says_what_is_left_and_when_it_is_overdrawn() -> None:
    eligible = result(crisis="yes")
    drawn = pool("150.00").with_draw(crisis(7), eligible)
    assert (str(drawn.drawn), str(drawn.left), codes(drawn)) == ("£100.00", "£50.00", [])
    over = drawn.with_draw(crisis(7, person="B"), eligible)
    assert (str(over.left), codes(over)) == ("£0.00", ["RAS559"])


def test_days_that_run_backwards_and_amounts_of_nothing_are_problems() -> None:
    assert codes(pool().with_draw(crisis(0, pounds="0.00"), result(crisis="yes"))) == ["RAS541", "RAS553"]


def test_a_ruleset_without_a_pool_has_none_to_draw_on() -> None:
    body = BODY[: BODY.index("pool:")]
    assert codes(pool(body=body).with_draw(crisis(7), result(crisis="yes", body=body))) == ["RAS555"]


def test_nothing_that_is_drawn_changes_an_indicative_budget() -> None:
    before = result(crisis="yes")
    pool().with_draw(crisis(7), before)
    ContingencyLedger.open(before, first_day=FIRST, last_day=LAST).with_draw(draw())
    assert before == result(crisis="yes")
