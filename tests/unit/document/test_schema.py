"""The JSON Schema that is shipped is the one of the models, and editors can use it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.document.schema import json_schema, schema_text
from ras_engine.located import read_located
from tests.unit.document.rulesets import EXAMPLE, ROOT, SMALL

SHIPPED = ROOT / "src" / "ras_engine" / "data" / "ruleset.schema.json"
RULESETS = sorted(path for path in EXAMPLE.glob("*.yaml") if "examples" not in path.name)


def errors_of(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(json_schema()).iter_errors(data)]


def as_an_editor_reads(data: Any) -> Any:
    """Plain values as an editor's YAML 1.2 sees them: digits are numbers."""
    if isinstance(data, dict):
        return {key: as_an_editor_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(item) for item in data]
    return int(data) if data.isdigit() and data.isascii() else data


def test_the_shipped_schema_is_the_generated_one() -> None:
    """`RAS_WRITE_EXPECTED=1` writes it anew."""
    if os.environ.get("RAS_WRITE_EXPECTED"):
        SHIPPED.write_text(schema_text(), encoding="utf-8", newline="\n")
    assert SHIPPED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.name)
def test_the_rulesets_of_the_example_council_fit_the_schema(path: Path) -> None:
    data = read_located(path.read_bytes(), file=path.name).data
    assert errors_of(data) == []
    assert errors_of(as_an_editor_reads(data)) == []


def test_an_editor_underlines_what_does_not_fit() -> None:
    data: Any = read_located(SMALL, file="r.yaml").data
    assert errors_of({**data, "bogus": "1"})
    assert errors_of({**data, "budget_lines": [{"id": "core", "kind": "price_per_pint"}]})
    assert errors_of({key: value for key, value in data.items() if key != "contingency"})
    assert errors_of({**data, "client_groups": {"Older people": {}}})
    assert not errors_of(data)


def test_every_section_is_explained_where_an_editor_shows_it() -> None:
    definitions = json_schema()["$defs"]
    assert [name for name, section in definitions.items() if "properties" in section and not section.get("description")] == []
