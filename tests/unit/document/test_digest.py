"""The digest changes with the content, and with nothing else."""

from __future__ import annotations

from ras_engine.document.digest import digest
from ras_engine.located import read_located
from tests.unit.document.rulesets import SMALL


def digest_of(text: str) -> str:
    return digest(read_located(text, file="r.yaml").data)


def test_comments_quotes_spacing_and_the_order_of_keys_change_nothing() -> None:
    other = (
        SMALL.replace("status: draft\nbaseline: no_unpaid_support\n", "baseline: 'no_unpaid_support'  # always\n\nstatus: draft\n")
        .replace("{to: 0.01, direction: half_up}", '{direction: "half_up", to: 0.01}')
        .replace("of: [washing]", "of:\n      - washing")
    )
    assert other != SMALL
    assert digest_of(
        other.replace("  - {id: need_points, kind: sum, of:", "  - id: need_points\n    kind: sum\n    of:").replace(
            "washing}", "washing"
        )
    ) == (digest_of(SMALL))


def test_every_value_and_the_order_of_lists_count() -> None:
    changed = [
        SMALL.replace("12.50", "12.51"),
        SMALL.replace("points: 4", "points: 4.0"),
        SMALL.replace("says: I manage, points: 0}\n      - {id: some_days", "says: I manage, points: 0}\n      - {id: few_days"),
        SMALL.replace(
            "{id: none, says: I manage, points: 0}\n      - {id: some_days, says: Help on some days, points: 4}",
            ("{id: some_days, says: Help on some days, points: 4}\n      - {id: none, says: I manage, points: 0}"),
        ),
    ]
    assert len({digest_of(text) for text in [SMALL, *changed]}) == len(changed) + 1


def test_a_digest_is_sixty_four_digits() -> None:
    assert len(digest_of(SMALL)) == 64
    assert int(digest_of(SMALL), 16)
