"""The made-up caseload: the same for the same seed, shaped like England's, and wrong only where it is meant to be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from ras_engine.edges.caseload import demo_caseload
from ras_engine.edges.caseload.draw import Draw
from ras_engine.edges.caseload.tables import GROUPS, LEVELS, NUMBERS
from ras_engine.rulebook import load_ruleset
from ras_engine.score.many import score_batch
from tests.unit.edges.people import EXAMPLE, ROOT, example, made_up

PEOPLE = 8_000
OTHER_RULESETS = sorted((ROOT / "tests" / "conformance" / "rulesets").glob("*.yaml"))
SCHEMES = [path for path in OTHER_RULESETS if not path.name.endswith(".examples.yaml")]
THOUSANDTHS = [330, 855, 331, 472, 309, 2]
HILLS = [1518, 1575, 1421, 1980]


def share(values: list[str], *wanted: str) -> int:
    """How many in a thousand."""
    return sum(1000 for value in values if value in wanted) // len(values)


def test_the_same_seed_makes_up_the_same_people_and_another_seed_others() -> None:
    assert demo_caseload(300, 7, example()) == demo_caseload(300, 7, example())
    assert demo_caseload(300, 7, example()) != demo_caseload(300, 8, example())


def test_people_do_not_change_unseen() -> None:
    """Whoever changes how people are made up changes the published figures of the demo, and says so in the change log."""
    person = {"client_group": "learning_disability", "washing": "none", "deployment": "direct_payment", "carer_support": "no_carer"}
    assert {name: made_up()[name][3] for name in person} == person


def test_draws_are_the_same_on_every_machine() -> None:
    assert Draw(6, 1).thousandth("x").tolist() == THOUSANDTHS
    assert Draw(4, 1).hill("y").tolist() == HILLS


def test_every_row_says_that_it_is_synthetic() -> None:
    caseload = made_up()
    assert set(caseload["synthetic"]) == {"yes"}
    assert caseload["id"][:2] == ["SYN-000001", "SYN-000002"]
    assert list(caseload)[:3] == ["id", "synthetic", "made_wrong"]


@pytest.mark.parametrize("year", ["2025-04-07", "2026-04-06"])
def test_only_the_rows_that_are_wrong_on_purpose_cannot_be_scored(year: str) -> None:
    ruleset = load_ruleset(EXAMPLE / f"{year}.yaml")
    caseload = demo_caseload(PEOPLE, 3, ruleset)
    bad = np.flatnonzero(score_batch(caseload, ruleset).status == 2).tolist()
    assert bad == [row for row, way in enumerate(caseload["made_wrong"]) if way]
    assert len(bad) == PEOPLE // 100


def test_each_kind_of_slip_is_there_and_is_found_for_what_it_is() -> None:
    caseload = made_up(PEOPLE)
    batch = score_batch(caseload, example())
    found: dict[str, set[str]] = {}
    for row in batch.bad_rows.tolist():
        found.setdefault(caseload["made_wrong"][row], set()).update(one.code for one in batch.problems(row))
    wanted = {"unknown_level": "RAS602", "missing_answer": "RAS609", "contradiction": "RAS611", "willing_not_recorded": "RAS616"}
    assert {way: code for way, code in wanted.items() if code in found[way]} == wanted
    assert set(found) == set(wanted)


def test_the_shapes_are_those_of_the_published_figures() -> None:
    """In thousandths; `docs/demo-caseload.md` has the sources."""
    caseload = made_up(PEOPLE)
    assert abs(share(caseload["age_band"], "18-64") - 350) < 12  # 299,500 of 858,720 people
    assert abs(share(caseload["client_group"], "learning_disability") - 180) < 12  # 154,330 of 858,720
    assert abs(share(caseload["deployment"], "direct_payment") - 225) < 20
    assert abs(share(caseload["has_carer"], "yes") - 423) < 20
    rows = range(caseload.rows)
    older = [caseload["deployment"][row] for row in rows if caseload["client_group"][row] == "older_people"]
    younger = [caseload["deployment"][row] for row in rows if caseload["client_group"][row] == "physical_disability"]
    assert abs(share(older, "direct_payment") - 140) < 20
    assert abs(share(younger, "direct_payment") - 370) < 20


def test_answers_hang_together() -> None:
    """Who needs much help with one thing tends to need much with another; luck decides the rest."""
    batch = score_batch(made_up(PEOPLE), example())
    washing = batch.step("value.washing")[0]
    toilet = batch.step("value.toilet")[0]
    together = np.corrcoef(washing, toilet)[0, 1]
    assert 0.4 < together < 0.9


def test_needs_rise_with_age() -> None:
    caseload = made_up(PEOPLE)
    batch = score_batch(caseload, example())
    points = batch.step("measure.total_points")[0]
    older = np.array(caseload["client_group"]) == "older_people"
    ages = np.array(caseload["age_band"])
    assert points[older & (ages == "85+")].mean() > points[older & (ages == "65-74")].mean()


def test_some_answers_are_given_by_days() -> None:
    assert any("=" in cell for cell in made_up()["distress"])
    assert any("=" in cell for cell in made_up()["getting_out"])


def test_a_carer_is_recorded_as_the_act_asks_wherever_support_is_offered() -> None:
    caseload = made_up(PEOPLE)
    wrong = Counter(
        (state, bool(able), bool(willing))
        for state, able, willing, slip in zip(
            caseload["carer_support"], caseload["carer.able"], caseload["carer.willing"], caseload["made_wrong"], strict=True
        )
        if not slip
    )
    assert set(wrong) == {("no_carer", False, False), ("not_offered", False, False), ("offered", True, True)}


def test_every_table_deals_out_a_thousand() -> None:
    assert sum(GROUPS.values()) == 1000
    assert [name for name, groups in LEVELS.items() for shares in groups if sum(shares) != 1000] == []
    assert [name for name, groups in NUMBERS.items() for shares in groups if sum(part for _, part in shares) != 1000] == []


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_any_ruleset_can_have_a_made_up_caseload(path: Path) -> None:
    """Nothing in it is tuned for these schemes, but all rows can be scored except those that are wrong on purpose."""
    ruleset = load_ruleset(path)
    caseload = demo_caseload(200, 5, ruleset)
    bad = np.flatnonzero(score_batch(caseload, ruleset).status == 2).tolist()
    assert bad == [row for row, way in enumerate(caseload["made_wrong"]) if way]
