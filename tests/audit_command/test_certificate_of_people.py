"""What a certificate says of people who are no pair of two amounts, of repairs and of counts: it comes out again, and whatever is
changed in it is told."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.edges.audit.certificate import certificate, certificate_text, seal
from ras_engine.edges.audit.form import certificate_schema
from ras_engine.edges.audit.recheck import recheck
from tests.audit_command.flawed import report, ruleset

Path = tuple[str | int, ...]
WHOLE = certificate(report(), ruleset())


def at(law: str, *path: str | int) -> Path:
    return ("findings", [one["law"] for one in WHOLE["findings"]].index(law), *path)


def tampered(path: Path, value: Any) -> str:
    data = copy.deepcopy(WHOLE)
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    assert part[path[-1]] != value
    part[path[-1]] = value
    return certificate_text(data | {"seal": seal(data)})


def test_every_person_of_every_law_comes_out_again() -> None:
    found = recheck(certificate_text(WHOLE), ruleset(), file="c.json")
    assert found.problems == ()
    assert found.pairs > 50
    jsonschema.Draft202012Validator(certificate_schema()).validate(json.loads(certificate_text(WHOLE)))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (at("P7", "witnesses", 0, "amount_in_pence"), 300, "RAS975"),
        (at("P7", "witnesses", 0, "facts", 0, "left"), "250.00", "RAS975"),
        (at("P8", "witnesses", 0, "facts", 0, "left"), "yes", "RAS975"),
        (at("P8", "witnesses", 0, "amount_in_pence"), 1, "RAS975"),
        (at("P15", "witnesses", 0, "facts", 0, "right"), "4", "RAS975"),
        (at("P15", "witnesses", 0, "facts", 0, "what"), "measure.nothing", "RAS975"),
        (at("P16", "witnesses", 0, "right", "assessment", "answers", "washing"), "constant", "RAS975"),
        (at("P16", "witnesses", 0, "right", "amounts_in_pence", "planning_amount"), 1, "RAS975"),
        (at("P18", "witnesses", 0, "of"), "line.nothing.after_carers", "RAS975"),
        (at("P18", "witnesses", 0, "left", "amounts_in_pence", "line.outing_line.after_carers"), 1, "RAS975"),
        (at("P24", "witnesses", 0, "left", "assessment", "answers"), {"washing": "none"}, "RAS975"),
        (at("P24", "witnesses", 0, "left", "assessment", "answers", "eating"), "some", "RAS975"),
        (at("P31", "witnesses", 0, "facts", 1, "right"), "holds", "RAS975"),
        (at("P31", "witnesses", 0, "facts", 2, "left"), "manager", "RAS975"),
        (at("P1", "repair", "changes", 1, "before"), "20%", "RAS976"),
        (at("P1", "repair", "changes", 0, "line"), 3, "RAS976"),
        (at("P5", "counted", "at_least"), "661", "RAS976"),
        (at("P5", "counted", "of"), "7", "RAS976"),
        (at("P5", "concerned"), "1/2", "RAS976"),
    ],
    ids=lambda one: "/".join(map(str, one)) if isinstance(one, tuple) else "",
)
def test_whatever_is_changed_and_sealed_anew_is_told(path: Path, value: Any, code: str) -> None:
    if path[-1] == "eating":  # the left person of P24 says nothing about it
        data = copy.deepcopy(WHOLE)
        data["findings"][path[1]]["witnesses"][0]["left"]["assessment"]["answers"]["eating"] = value
        text = certificate_text(data | {"seal": seal(data)})
    else:
        text = tampered(path, value)
    problems = recheck(text, file="c.json").problems
    assert code in {one.code for one in problems}
    assert all(one.where.file == "c.json" and one.where.line and one.remedy for one in problems)
