"""The form of a certificate has a number: the schema of it stays as it is, and a certificate of another one is refused by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.edges.audit.certificate import certificate, certificate_text
from ras_engine.edges.audit.form import LARGEST, SCHEMA_ID, SCHEMA_NAME, VERSION_OF_FORM, certificate_schema, faults_of
from ras_engine.edges.audit.recheck import recheck
from ras_engine.errors import ResultInvalid
from tests.audit_command.flawed import four_laws, ruleset
from tests.unit.edges.commands import ras

COPY = Path(__file__).parent / "schemas" / f"ras-audit-{VERSION_OF_FORM}.json"
PAGE = (Path(__file__).parents[2] / "docs" / "audit-command.md").read_text(encoding="utf-8")


def bare(data: Any) -> Any:
    """A schema without its descriptions."""
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if not (key == "description" and isinstance(value, str))}
    return [bare(one) for one in data] if isinstance(data, list) else data


def made() -> dict[str, Any]:
    return certificate(four_laws(), ruleset())


def refused(text: str) -> Any:
    with pytest.raises(ResultInvalid) as error:
        recheck(text, file="c.json")
    (problem,) = error.value.problems
    return problem


def test_the_schema_of_a_number_never_changes() -> None:
    """Where this fails, the form changed: raise VERSION_OF_FORM, say in docs/audit-command.md what changed, and keep a new copy."""
    assert bare(certificate_schema()) == json.loads(COPY.read_text(encoding="utf-8"))


def test_the_schema_the_page_the_command_and_the_code_agree_on_the_number(capsys: pytest.CaptureFixture[str]) -> None:
    schema = certificate_schema()
    assert (schema["$id"], schema["properties"]["schema"]["const"]) == (SCHEMA_ID, SCHEMA_NAME)
    assert SCHEMA_ID.endswith(f":{VERSION_OF_FORM}")
    assert SCHEMA_NAME.endswith(f"/{VERSION_OF_FORM}")
    assert json.loads(ras(capsys, "schema", "--of", "audit").out)["$id"] == SCHEMA_ID
    assert f"writes `{SCHEMA_NAME}`" in PAGE
    assert f"`{SCHEMA_ID}`" in PAGE
    assert [f"| `ras-audit/{number}` |" in PAGE for number in range(1, VERSION_OF_FORM + 2)] == [True] * VERSION_OF_FORM + [False]
    assert made()["schema"] == SCHEMA_NAME


@pytest.mark.parametrize(
    ("name", "which"),
    [("ras-audit/1", "an older one"), (f"ras-audit/{VERSION_OF_FORM + 1}", "a newer one"), ("ras-audit/999", "a newer one")],
)
def test_a_certificate_of_another_number_is_refused_with_the_version_to_check_it_with(name: str, which: str) -> None:
    text = certificate_text(made() | {"schema": name, "engine_version": "0.7.3"})
    problem = refused(text)
    assert (problem.code, problem.where.line) == ("RAS985", 2)
    assert f"of the form {name}, {which}" in problem.message
    assert "version 0.7.3 of the engine" in problem.remedy


@pytest.mark.parametrize(
    "name", ["ras-audit/0", "ras-audit/02", "ras-audit/2.0", "ras-audit-report/1", "ras-result/1", "ras-audit/"]
)
def test_what_calls_itself_something_else_is_no_certificate(name: str) -> None:
    problem = refused(certificate_text(made() | {"schema": name}))
    assert problem.code == "RAS970"
    assert f'"schema": "{name}"' in problem.message


@pytest.mark.parametrize("number", [LARGEST, -LARGEST, LARGEST + 1, -LARGEST - 1])
def test_what_the_schema_lets_through_is_what_is_read(number: int) -> None:
    data = made()
    data["findings"][0]["threshold"] = number
    fits = jsonschema.Draft202012Validator(certificate_schema()).is_valid(json.loads(certificate_text(data)))
    assert fits is not bool(faults_of(data))
