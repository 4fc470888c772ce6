"""Repairs of the ruleset full of faults: each is verified by auditing the repaired ruleset, none of its changes can be left out,
and what it costs and does to other laws is true."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from ras_engine import Assessment, score
from ras_engine.audit import Repair, Verdict, all_laws
from ras_engine.audit.bench import Bench, Limits
from ras_engine.audit.repairs.effects import OF_THE_ENGINE
from ras_engine.audit.repairs.options import NOTHING
from ras_engine.audit.repairs.tried import with_values
from ras_engine.audit.run import finding_of
from ras_engine.budget import IndicativeBudget
from ras_engine.edges.audit.mending import changes, effects, heading
from ras_engine.located import path_text, read_located
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset
from tests.audit.everybody_of_flawed import assessment, everybody
from tests.audit_command.flawed import report, ruleset

BROKEN = ("P1", "P3", "P5", "P6", "P7", "P8", "P15", "P16", "P18", "P20", "P21", "P22", "P23", "P24", "P30", "P31")
SEVERAL = ("P1", "P6", "P8", "P20", "P21", "P22", "P30")
LIMITS = Limits(seconds=600, example_is_enough=True)


def repair_of(law: str) -> Repair:
    found = report().finding(law).repair
    assert found is not None
    return found


def repaired(law: str, without: int | None = None) -> Ruleset:
    """The ruleset with what a repair says written into it, but for one change."""
    chosen = [one for number, one in enumerate(repair_of(law).changes) if number != without]
    return written(tuple((one.path, one.after) for one in chosen))


@cache
def written(values: tuple[tuple[str, str], ...]) -> Ruleset:
    """The ruleset with values written into it as a person would: read from their text."""
    read = [(place(path), as_read(after)) for path, after in values]
    found = with_values(ruleset(), sorted(read, key=lambda one: one[1] == NOTHING))
    assert found is not None
    return found


def as_read(text: str) -> Any:
    """What stands in a file, as located data."""
    data: Any = read_located(f"a: {text}\n", file="after.yaml").data
    return data["a"]


def place(path: str) -> Path:
    """The steps of a path; the last one may not be there yet."""
    known = {path_text(one): one for one in ruleset().located.marks}
    parent, _, key = path.rpartition(".")
    return known.get(path) or (*known[parent], key)


@cache
def verdicts(repaired: Ruleset) -> dict[str, Verdict]:
    """What each law that a rule can change says of everybody."""
    bench = Bench(repaired, None, LIMITS)
    found = {}
    for law in all_laws():
        if law.id not in OF_THE_ENGINE:
            bench.give(600)
            found[law.id] = law.prove(bench).verdict
    return found


def test_every_broken_law_has_a_repair_and_those_with_several_faults_have_several_changes() -> None:
    assert tuple(law for law in BROKEN if len(repair_of(law).changes) > 1) == SEVERAL
    assert {one.law for one in report().findings if one.repair} == set(BROKEN)


@pytest.mark.parametrize("law", BROKEN)
def test_the_repaired_ruleset_keeps_the_law_and_does_to_the_others_what_is_said(law: str) -> None:
    repair, now = repair_of(law), verdicts(repaired(law))
    kept = {one for one, verdict in now.items() if verdict in (Verdict.PROVED, Verdict.NOT_APPLICABLE)}
    assert now[law] is Verdict.PROVED
    assert set(repair.mends) == kept & set(BROKEN) - {law}
    assert set(repair.breaks) == {one for one, verdict in now.items() if verdict is Verdict.BROKEN} - set(BROKEN)
    assert repair.undecided == ()


@pytest.mark.parametrize("law", SEVERAL)
def test_no_change_of_a_repair_can_be_left_out(law: str) -> None:
    prove = next(one.prove for one in all_laws() if one.id == law)
    for number in range(len(repair_of(law).changes)):
        bench = Bench(repaired(law, number), None, LIMITS)
        bench.give(600)
        assert prove(bench).verdict is not Verdict.PROVED


@pytest.mark.parametrize("law", ["P1", "P6", "P22"])
def test_the_most_that_a_repair_gives_and_takes_is_that_of_everybody(law: str) -> None:
    repair, after = repair_of(law), repaired(law)
    moved = []
    for key, one in everybody().items():
        result = score(after, Assessment.from_dict(assessment(key)))
        assert isinstance(result, IndicativeBudget)
        moved.append(result.planning_amount.pence - one.planning)
    assert repair.gains is not None
    assert repair.loses is not None
    assert (repair.gains.most, repair.loses.most) == (max(0, *moved), max(0, *(-one for one in moved)))
    assert repair.gains.exact
    assert repair.loses.exact


@pytest.mark.parametrize("law", BROKEN)
def test_each_change_stands_on_its_line_of_the_file(law: str) -> None:
    lines = ruleset().located.text.splitlines()
    for change in repair_of(law).changes:
        if change.before[0] not in "[{" and change.before != NOTHING:
            assert change.before in lines[change.line - 1]
        assert change.before != change.after
        assert change.after in change.says or change.after == NOTHING


def test_a_change_of_several_names_the_pair_that_it_was_made_for() -> None:
    causes = [one.because for one in repair_of("P1").changes]
    assert "indicative budget" in causes[0]  # the line that more need closes
    assert "planning amount" in causes[1]  # the contingency that rises too fast
    assert len(set(causes)) == 2


@pytest.mark.parametrize("law", BROKEN)
def test_every_change_names_who_it_was_made_for(law: str) -> None:
    repair = report().finding(law).repair
    for one in repair.changes if repair else ():
        assert one.because
        assert one.line


def test_a_change_that_moves_no_amount_names_the_pair_of_its_part_of_the_law() -> None:
    for law in ("P8", "P22"):
        reasons = {one.path: one.because for one in repair_of(law).changes}
        assert "pool: yes" in reasons["pool.why"]
    shares = [one.because for one in repair_of("P8").changes if one.path.startswith("contingency")]
    assert shares
    assert all("contingency 0.00" in one for one in shares)


def test_what_a_reader_is_told_of_a_repair() -> None:
    one, several = repair_of("P7"), repair_of("P1")
    assert heading(one).startswith("line 108, limits.maximum.amount. Write amount: 260.00 in the place of 258.00")
    assert changes(one) == ()
    assert effects(one, "GBP", "week") == ("It moves nobody's planning amount.", "No other law changes its verdict.")
    assert "With these 2 changes together" in heading(several)
    assert len(changes(several)) == 2
    assert effects(several, "GBP", "week")[0] == (
        "The planning amount rises for somebody by £92.00 a week, for nobody by more, and falls for nobody."
    )
    assert effects(repair_of("P21"), "GBP", "week")[1] == "It also mends P1, P5, P20 and P23."


@pytest.mark.parametrize("law", ["P1", "P3", "P5", "P6", "P18", "P20", "P24"])
def test_where_not_all_can_be_counted_so_many_at_least_are_real(law: str) -> None:
    bench = Bench(ruleset(), None, Limits(states=1, seconds=600, people=60, rounds=1, example_is_enough=True))
    found = finding_of(bench, next(one for one in all_laws() if one.id == law), 1)
    exact = report().finding(law).counted
    assert found.counted is not None
    assert exact is not None
    assert found.concerned is None
    assert found.counted.at_most is None
    assert 0 < found.counted.at_least <= exact.at_least <= exact.of <= found.counted.of
    assert found.counted.what == exact.what
