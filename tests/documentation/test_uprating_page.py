"""The uprating on docs/rulebooks.md makes a draft of the example council's ruleset that loads, by the factors that it states."""

from __future__ import annotations

from ras_engine import Ruleset, read_ruleset
from ras_engine.document.uprating import Factor, UpratedFrom, UpratingDocument
from ras_engine.policy.uprating import read_uprating, uprate
from tests.documentation.blocks import ROOT, blocks

PAGE = "docs/rulebooks.md"
RULESET = ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"


def test_the_uprating_on_the_page_makes_a_draft_with_its_factors() -> None:
    text = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    old = old_ruleset().document
    new = read_ruleset(uprate(old_ruleset(), read_uprating(text, file=PAGE)), file="new.yaml").document
    assert new.status == "draft"
    assert old.limits and new.limits and old.limits.maximum and new.limits.maximum
    assert new.limits.maximum.amount == old.limits.maximum.amount
    assert old.limits.minimum and new.limits.minimum and old.limits.minimum.amount and new.limits.minimum.amount
    assert new.limits.minimum.amount > old.limits.minimum.amount
    assert new.audit == old.audit


def old_ruleset() -> Ruleset:
    return read_ruleset(RULESET.read_text(encoding="utf-8"), file=str(RULESET))


def test_every_key_of_an_uprating_stands_on_the_page() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    keys = {field.alias or name for model in (UpratingDocument, UpratedFrom, Factor) for name, field in model.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []
