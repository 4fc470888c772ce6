"""The typical pair is typical of those whose answers were counted; the worst pair and the verdict do not hang on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ras_engine import Assessment
from ras_engine.audit import audit, rates_of
from ras_engine.audit.witnesses.rates import rates_in
from ras_engine.edges.cli.app import app
from tests.audit.everybody_of_flawed import AREAS, NAMES, assessment, everybody
from tests.audit_command.flawed import FILE, report, ruleset

RATES = {
    "washing": {"none": 0, "some": 0, "all": 1, "constant": 1},
    "eating": {"some": 3, "all": 1},
    "client_group": {"older_people": 1},
    "hobbies": {"yes": 1},
    "carer.care": {"some": 1},
}


@pytest.mark.parametrize("law", ["P6", "P8", "P16", "P24"])
def test_a_typical_person_answers_as_people_do(law: str) -> None:
    rates = {**RATES, "client_group": {"learning_disability": 1}} if law == "P6" else RATES
    finding = audit(ruleset(), laws=[law], rates=rates).finding(law)
    told = {one.kind: one for one in finding.witnesses if one.about == finding.witnesses[-1].about or law != "P8"}
    typical = told["typical"]
    said = typical.right.assessment
    assert said["answers"]["washing"] in ("all", "constant")
    assert said["client_group"] in rates["client_group"]
    assert law == "P16" or said["answers"]["hobbies"] == "yes"
    assert said["carer_support"]["care"]["level"] == "some"
    even = report().finding(law)
    assert finding.counted == even.counted
    assert finding.worst == even.worst
    assert [one for one in finding.witnesses if one.kind == "worst"] == [one for one in even.witnesses if one.kind == "worst"]


def test_what_is_counted_is_what_the_audit_asks_for() -> None:
    people = [Assessment.from_dict(assessment(key)) for key in list(everybody())[::7]]
    rates = rates_of(people)
    assert set(rates) == {"washing", "eating", "outings", "hobbies", "in_crisis", "client_group", "carer.care", "carer.going_out"}
    assert {sum(counts.values()) for counts in rates.values()} == {len(people)}
    assert set(rates["carer.care"]) == {"none", "some", "most"}
    assert rates_of([]) == {}


def test_the_columns_of_a_caseload_are_counted_as_the_same_assessments_are() -> None:
    keys = list(everybody())[::11]
    columns: dict[str, list[str]] = {name: [key[place] for key in keys] for place, name in enumerate(NAMES)}
    columns |= {f"carer.{area}": [("" if cell == "none" else cell) for cell in columns.pop(area)] for area in AREAS}
    columns |= {
        "id": [str(place) for place in range(len(keys))],
        "carer.able": ["yes"] * len(keys),
        "carer.willing": ["yes"] * len(keys),
    }
    assert rates_in(ruleset(), columns) == rates_of(Assessment.from_dict(assessment(key)) for key in keys)
    unwilling = {**columns, "carer.willing": ["no"] * len(keys)}
    assert rates_in(ruleset(), unwilling)["carer.care"] == {"none": len(keys)}


def test_the_command_takes_a_caseload(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,washing,eating,hobbies,client_group\n1,all,none,yes,older_people\n", encoding="utf-8")
    asked = ["audit", str(FILE), "--law", "P24", "--caseload", str(tmp_path / "people.csv"), "--format", "json"]
    told = json.loads(CliRunner().invoke(app, asked).stdout)
    typical = next(one for one in told["findings"][0]["witnesses"] if one["kind"] == "typical")
    assert typical["left"]["assessment"]["answers"]["washing"] == "all"
    assert typical["left"]["assessment"]["answers"]["hobbies"] == "yes"
