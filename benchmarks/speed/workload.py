"""The workload as plain data, for every contender alike: read from the ruleset file, never from the engine.

Amounts are whole pence, weights hundredths, shares of points kept twentieths. `draw` gives people as columns of small codes:
`group` (0 to 3), each question's level, and for each domain the carer's level (0: none).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

Codes = dict[str, Any]
"""Columns of uint8, by name."""


@dataclass(frozen=True)
class Workload:
    """What is asked, and what it is worth."""

    groups: list[str]
    points: dict[str, list[int]]
    domains: list[list[str]]
    weights: list[list[int]]
    kept: list[int]
    tables: list[list[tuple[int, int, int]]]
    share_starts: list[int]
    shares: list[int]
    minimum: int
    maximum: int

    @property
    def carers(self) -> list[str]:
        """The column of each domain's carer level."""
        return [f"carer_{number}" for number in range(len(self.domains))]

    def rows(self, scale: int) -> tuple[Any, Any, int]:
        """Slope and intercept of every whole point, each group's after the other, for points counted in `scale`ths; how many."""
        count = max(table[-1][0] for table in self.tables) + 1
        slopes, intercepts = [], []
        for table in self.tables:
            for point in range(count):
                start, amount, per_point = [row for row in table if row[0] <= point][-1]
                slopes.append(per_point)
                intercepts.append((amount - start * per_point) * scale)
        return np.array(slopes), np.array(intercepts), count

    def save(self, path: Path) -> None:
        """Write as JSON, for contenders in a process of their own."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Workload:
        """Read what `save` wrote."""
        return Workload(**json.loads(path.read_text(encoding="utf-8")))


def whole(text: str, scale: int) -> int:
    """A decimal as a whole number of parts."""
    number = Decimal(text.removesuffix("%")) * scale
    assert number == int(number)
    return int(number)


def read(path: Path) -> Workload:
    """The workload of a ruleset file."""
    import yaml

    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    groups = list(data["client_groups"])
    measures = {measure["id"]: measure for measure in data["measures"]}
    domains = range(len(data["domains"]))
    return Workload(
        groups,
        {question["id"]: [int(level["points"]) for level in question["levels"]] for question in data["questions"]},
        [measures[f"p{domain}"]["of"] for domain in domains],
        [[whole(measures[f"w{domain}"]["by_client_group"][group][f"p{domain}"], 100) for group in groups] for domain in domains],
        [20, *(20 - whole(level["met"], 20) // 100 for level in data["carer_support"]["levels"])],
        [
            [(int(row["from"]), whole(row["starts_at"], 100), whole(row["per_point"], 100)) for row in table]
            for table in data["budget_lines"][0]["by_client_group"].values()
        ],
        [int(band["from"]) for band in measures["need_band"]["bands"]],
        [whole(share, 10) for share in data["contingency"]["shares"].values()],
        whole(data["limits"]["minimum"]["amount"], 100),
        whole(data["limits"]["maximum"]["amount"], 100),
    )


def draw(workload: Workload, people: int, seed: int = 2026) -> Codes:
    """So many people, each answer equally likely."""
    random = np.random.default_rng(seed)
    sizes = {"group": len(workload.groups), **{name: len(points) for name, points in workload.points.items()}}
    sizes |= dict.fromkeys(workload.carers, len(workload.kept))
    return {name: random.integers(0, size, people, dtype=np.uint8) for name, size in sizes.items()}
