"""People of the example council for the laws: a middling need, and what is said about carers."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ras_engine import Assessment, IndicativeBudget, Ruleset, read_ruleset, score

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "rulesets" / "example-borough"


@cache
def ruleset(day: str = "2026-04-06") -> Ruleset:
    """A ruleset of the example council."""
    return read_ruleset((FOLDER / f"{day}.yaml").read_bytes(), file=f"{day}.yaml")


@cache
def cases() -> dict[str, dict[str, Any]]:
    """The assessments of the worked examples, by the id of the case."""
    text = (FOLDER / "2026-04-06.examples.yaml").read_text(encoding="utf-8")
    return {case["id"]: case["assessment"] for case in yaml.load(text, yaml.BaseLoader)["cases"]}


def person(case: str, **changes: Any) -> Assessment:
    """The assessment of a worked example, with some of its statements changed."""
    return Assessment.from_dict({**copy.deepcopy(cases()[case]), **changes})


def budget(case: str, **changes: Any) -> IndicativeBudget:
    """The budget of a worked example; one that has an amount."""
    result = score(ruleset(), person(case, **changes))
    assert isinstance(result, IndicativeBudget)
    return result


def offer(**facts: str) -> dict[str, dict[str, str]]:
    """Much support with everything that has levels, with these facts recorded."""
    levels = [
        ask.column.removeprefix("carer.")
        for ask in ruleset().plan.asks
        if hasattr(ask, "levels") and ask.column.startswith("carer.")
    ]
    most = ruleset().index.area_levels()[-1]
    return {area: {"level": most, **facts} for area in levels}


CARED_FOR = "high_need_and_a_round_the_clock_carer"
