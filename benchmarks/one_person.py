"""What one person costs: reading the data, scoring, the complete trace, importing the library. Microseconds, least of many runs.

`python benchmarks/one_person.py` prints a table; the people are drawn by a fixed seed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from ras_engine import Assessment, AssessmentInvalid, load_ruleset, score
from ras_engine.exact import format_decimal
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import admit
from ras_engine.score.one import evaluate

ROOT = Path(__file__).resolve().parents[1]
RULESETS = ("rulesets/example-borough/2026-04-06.yaml", "benchmarks/rulesets/workload.yaml")
PEOPLE = 50


def person(ruleset: Ruleset, draw: random.Random) -> dict[str, Any]:
    """A person with an answer to everything that is always asked, and support in some areas."""
    data: dict[str, Any] = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "answers": {}, "carer_support": {}}
    for ask in ruleset.plan.asks:
        raw = answer(ask, draw)
        if ask.column.startswith("carer."):
            if raw not in ("none", "0"):
                data["carer_support"][ask.column.removeprefix("carer.")] = {"extent": raw, "able": "yes", "willing": "yes"}
        elif ask.source == "deployment":
            data["deployment"] = raw
        elif ask.column == "client_group":
            data["client_group"] = raw
        elif ask.asked is None:
            data["answers"][ask.column] = raw
    return data


def answer(ask: Ask, draw: random.Random) -> Any:
    """Some answer to what is asked."""
    match ask:
        case LevelAsk() | DaysAsk():
            return draw.choice(ask.levels)
        case FrequencyAsk():
            return {"times": "1", "per": ask.periods[0]}
        case _:
            return format_decimal(ask.minimum + ask.step * draw.randint(0, int((ask.maximum - ask.minimum) / ask.step)))


def people(ruleset: Ruleset) -> list[dict[str, Any]]:
    """People who can be scored."""
    draw, found = random.Random(20_260_406), list[dict[str, Any]]()
    while len(found) < PEOPLE:
        data = person(ruleset, draw)
        with suppress(AssessmentInvalid):
            score(ruleset, Assessment.from_dict(data))
            found.append(data)
    return found


def traced(ruleset: Ruleset, one: Assessment) -> object:
    """The result with every line of its working."""
    return score(ruleset, one).trace


def plain(ruleset: Ruleset, one: Assessment) -> object:
    """The careful admission and the plain walker, for comparison: every slot, and no result."""
    return evaluate(ruleset.plan, admit(ruleset, one))


def microseconds(work: Callable[[Any], object], each: list[Any]) -> float:
    """The least time for one person, over many runs through all of them."""
    best = float("inf")
    for _ in range(40):
        start = time.perf_counter()
        for one in each:
            work(one)
        best = min(best, time.perf_counter() - start)
    return best / len(each) * 1e6


def import_seconds() -> float:
    """`import ras_engine` in a new process, beyond an empty one, with compiled files at hand."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}

        def run(code: str) -> float:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, env=environment)
            return time.perf_counter() - start

        run("import ras_engine")
        return min(run("import ras_engine") for _ in range(7)) - min(run("pass") for _ in range(7))


def main() -> None:
    """Print the table."""
    print("| ruleset | read | score | score and trace | plain walkers |\n|---|---|---|---|---|")
    for path in RULESETS:
        ruleset = load_ruleset(ROOT / path)
        data = people(ruleset)
        read = [Assessment.from_dict(one) for one in data]

        figures = (
            microseconds(Assessment.from_dict, data),
            microseconds(partial(score, ruleset), read),
            microseconds(partial(traced, ruleset), read),
            microseconds(partial(plain, ruleset), read),
        )
        print(f"| {path} | {' | '.join(f'{one:.1f}' for one in figures)} |")
    print(f"\nimport ras_engine: {import_seconds():.2f} s")


if __name__ == "__main__":
    main()
