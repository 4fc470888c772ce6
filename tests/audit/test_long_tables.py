"""What the bounds read off long tables, against reading them place by place; and carers in domains too large to be enumerated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ras_engine.audit import Limits, Verdict, audit
from ras_engine.audit.bench import Bench
from ras_engine.audit.prove import chains
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.space.frame import Sizes
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.made import WHOLE, bench

CLEAN = Path(__file__).with_name("clean.yaml")


@pytest.mark.parametrize("rises", [True, False])
@pytest.mark.parametrize("most", [True, False])
def test_a_change_anywhere_in_a_window_is_the_one_found_by_reading_every_place(rises: bool, most: bool) -> None:
    random = np.random.default_rng(20_260_406)
    column = random.integers(-40, 60, 700)
    table = chains.Tables(-50, {(): np.cumsum(np.abs(column)) if rises else np.cumsum(column)})
    change = random.integers(-300, 300, 400)
    low = random.integers(-50, 600, 400)
    high = low + random.integers(0, 200, 400)
    found = table.changes((), change, low, high, most=most)
    assert found.tolist() == [place_by_place(table, *row, most) for row in zip(change, low, high, strict=True)]
    assert table.changes((), change, low, high, most=most).tolist() == found.tolist(), "asked again it is the same"


def place_by_place(table: chains.Tables, change: int, low: int, high: int, most: bool) -> int:
    """The extreme change of the table's value over starts in `low..high`, moved into the part where both ends stand in it."""
    values, last = table.values[()], len(table.values[()]) - 1
    starts = [place - table.least for place in (low, high)]
    if change < 0:
        starts = [start + change for start in starts]
    begin = min(max(starts[0], 0), last - abs(change))
    end = max(min(max(starts[1], 0), last - abs(change)), begin)
    moved = [int(values[place + abs(change)] - values[place]) for place in range(begin, end + 1)]
    signed = [-one for one in moved] if change < 0 else moved
    return max(signed) if most else min(signed)


def with_carers() -> Ruleset:
    """Two domains whose points carers reduce by a share, with a table that rises by rate."""
    questions = [
        {
            "id": f"{domain}_{number}",
            "kind": "levels",
            "domain": domain,
            "about": "need",
            "ask": "How much help?",
            "levels": [{"id": f"l{level}", "says": f"{level}", "points": level * (number + 1)} for level in range(4)],
        }
        for domain in ("home", "outside")
        for number in range(3)
    ]
    data: Any = read_ruleset(CLEAN.read_bytes()).located.data
    return read_ruleset(made_of(data, questions))


def made_of(data: Any, questions: list[dict[str, Any]]) -> str:
    """A ruleset on the frame of the clean one, as JSON text."""
    points = {domain: [one["id"] for one in questions if one["domain"] == domain] for domain in ("home", "outside")}
    measures = [{"id": f"of_{domain}", "kind": "sum", "of": names} for domain, names in points.items()]
    rules = [{"id": "points", "kind": "share_of_points", "reduces": {domain: f"of_{domain}" for domain in points}}]
    levels = [{"id": "some", "says": "Some", "met": "20%"}, {"id": "most", "says": "Most", "met": "60%"}]
    kept = {name: data[name] for name in ("schema", "scheme", "effective_from", "revision", "status", "baseline", "money")}
    penny = {"to": "0.01", "direction": "half_up"}
    kept["money"] = kept["money"] | {"round": dict.fromkeys(("lines", "indicative_budget", "contingency"), penny)}
    bands = [{"from": "0", "starts_at": "0.00", "per_point": "7.00"}, {"from": "20", "starts_at": "140.00", "per_point": "5.00"}]
    return json.dumps(
        kept
        | {
            "domains": {domain: {"title": domain} for domain in points},
            "questions": questions,
            "measures": [*measures, {"id": "total", "kind": "sum", "of": [one["id"] for one in measures]}],
            "budget_lines": [{"id": "core", "kind": "sloped_bands", "of": "total", "bands": bands}],
            "carer_support": {"levels": levels, "rules": rules},
            "contingency": {"kind": "none", "why": "A test."},
        }
    )


def most_cut(one: Bench) -> tuple[int, int | None]:
    """The most that support cuts, as found and as bounded, in hundredths of a per cent."""
    pairs = [[context | one.nobody_cares, context] for context in one.contexts]
    (found,) = one.two_views(pairs, [Objective("cut", "indicative_budget", Kind.CUT, 10_000)])
    return found.value, found.bound


def test_a_domain_too_large_to_be_enumerated_with_its_carer_is_bounded_factor_by_factor() -> None:
    ruleset = with_carers()
    exactly, bound = most_cut(bench(ruleset, WHOLE))
    assert exactly == bound
    split = replace(WHOLE, sizes=Sizes(term=70, cluster=70), states=1)
    value, bounded = most_cut(bench(ruleset, split))
    assert value <= exactly
    assert bounded is not None
    assert exactly <= bounded < 10_000, "points keep at least what the largest share leaves of them"


def test_a_share_that_a_split_domain_keeps_proves_the_councils_limit() -> None:
    ruleset = with_carers()
    limits = Limits(sizes=Sizes(term=70, cluster=70), states=1, people=200)
    finding = audit(ruleset, laws=["P3"], limits=limits).finding("P3")
    part = finding.parts[-1]
    assert part.verdict is Verdict.PROVED
    assert part.engine == "bounds"
    assert part.worst is not None
    assert part.worst.most is not None
    assert part.worst.most < 10_000


def test_a_fall_that_does_not_happen_is_not_looked_for_more_closely() -> None:
    one = bench(read_ruleset(CLEAN.read_bytes()), replace(WHOLE, states=1))
    (found,) = one.steps(Objective("fall", "before_limits", Kind.FALL, 0, one.need))
    assert found.bound is not None
    assert found.bound <= 0
    assert found.objective.floor == 0
    assert Objective("move", "before_limits", Kind.MOVE).floor < -(1 << 60)
