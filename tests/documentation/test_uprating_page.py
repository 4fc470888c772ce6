"""The uprating on docs/rulebooks.md makes a draft of the example council's ruleset that loads, by the factors that it states."""

from __future__ import annotations

from typing import Any

from ras_engine import Ruleset, read_ruleset
from ras_engine.document.uprating import Factor, UpratedFrom, UpratingDocument
from ras_engine.policy.uprating import read_uprating, uprate
from tests.documentation.blocks import ROOT, blocks

PAGE = "docs/rulebooks.md"
RULESET = ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"


def test_the_uprating_on_the_page_makes_a_draft_with_its_factors() -> None:
    text = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    old = old_ruleset()
    new = read_ruleset(uprate(old, read_uprating(text, file=PAGE)), file="new.yaml")
    assert new.status == "draft"
    assert value(new, "limits", "maximum", "amount") == value(old, "limits", "maximum", "amount")
    assert value(new, "limits", "minimum", "amount") == "16.15"  # 15.60 x 1.035 = 16.146
    assert value(new, "prices", "night_hour") != value(old, "prices", "night_hour")
    assert value(new, "audit") == value(old, "audit")


def value(ruleset: Ruleset, *path: str) -> Any:
    """What stands at a place of the ruleset's text."""
    node: Any = ruleset.located.data
    for step in path:
        node = node[step]
    return node


def old_ruleset() -> Ruleset:
    return read_ruleset(RULESET.read_text(encoding="utf-8"), file=str(RULESET))


def test_every_key_of_an_uprating_stands_on_the_page() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    keys = {field.alias or name for model in (UpratingDocument, UpratedFrom, Factor) for name, field in model.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []
