"""The JSON Schema of a ruleset, generated from the models: completion and hover for whoever writes one in an editor.

An editor reads YAML with its own guesses (`7` is a number there, `true` a boolean), so the schema is wider than the models where a
plain value may look like something else. What it accepts is still checked by `read_document`.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from ras_engine.document.ruleset import RulesetDocument

Schema: TypeAlias = dict[str, Any]
SCHEMA_ID = "ras-ruleset-1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = "One dated ruleset of a resource allocation system: how answers become an indicative budget."
_WORDS = ["string", "number", "boolean"]
_ONE_OR_SEVERAL = (("Condition", "is"), ("Condition", "client_group"), ("Condition", "deployment"), ("CountMeasure", "is"))


def json_schema() -> Schema:
    """The schema as plain data. The same models always give the same schema."""
    made = RulesetDocument.model_json_schema(by_alias=True)
    for section, key in _ONE_OR_SEVERAL:
        several = made["$defs"][section]["properties"][key]
        several["anyOf"].insert(0, {"type": "string"})
    schema = _plain(made)
    head = {"$schema": _DIALECT, "$id": SCHEMA_ID, "title": "Ruleset (ras-ruleset/1)", "description": _ABOUT}
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def schema_text() -> str:
    """The schema as the text of the file that is shipped."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _plain(node: Any) -> Any:
    """The part of a schema without what only the generator needs."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = _without_null(node)
    found: Schema = {}
    for key, value in node.items():
        if key in ("discriminator", "default") or (key == "title" and isinstance(value, str)):
            continue
        if key in ("properties", "$defs", "patternProperties"):
            found[key] = {name: _plain(inner) for name, inner in value.items()}
        elif key == "description":
            found[key] = " ".join(value.split())
        else:
            found["anyOf" if key == "oneOf" else key] = _plain(value)
    return _widened(found)


def _without_null(node: Schema) -> Schema:
    """A key that may be left out is never written as nothing."""
    choices = node.get("anyOf")
    if not choices or {"type": "null"} not in choices:
        return node
    rest = [choice for choice in choices if choice != {"type": "null"}]
    others = {key: value for key, value in node.items() if key != "anyOf"}
    return {**others, **rest[0]} if len(rest) == 1 else {**others, "anyOf": rest}


def _widened(node: Schema) -> Schema:
    """Free words may look like a number or a truth value to an editor; the keys of a table are names and nothing else."""
    if node.get("type") == "string" and not {"pattern", "enum", "const"} & set(node):
        return {**node, "type": _WORDS}
    if "patternProperties" in node:
        return {**node, "additionalProperties": False}
    if "enum" in node:
        return {
            **node,
            "enum": [*node["enum"], *(int(one) for one in node["enum"] if str(one).isdigit())],
            "type": _enum_type(node),
        }
    return node


def _enum_type(node: Schema) -> list[str] | str:
    return ["string", "integer"] if any(str(one).isdigit() for one in node["enum"]) else "string"
