"""What an author most likely meant."""

from __future__ import annotations

import pytest

from ras_engine.document.hints import instead, one_of


@pytest.mark.parametrize(
    ("code", "written", "meant"),
    [
        ("RAS110", "Need points", " Here: `need_points`."),
        ("RAS110", "2nd visit", " Here: `n2nd_visit`."),
        ("RAS110", "???", ""),
        ("RAS111", "1,500.50", " Here: `1500.50`."),
        ("RAS111", "4,5", " Here: `4.5`."),
        ("RAS111", ".5", " Here: `0.5`."),
        ("RAS111", "many", ""),
        ("RAS113", "£ 12.50", " Here: `12.50`."),
        ("RAS113", "-5", ""),
        ("RAS115", "7.5", " Here: `7.5%`."),
        ("RAS115", "7,5%", " Here: `7.5%`."),
        ("RAS115", "30 per cent", " Here: `30%`."),
        ("RAS115", "120%", ""),
        ("RAS115", "0.3", " Here: `0.3%` if you mean less than one in a hundred, `30%` if you mean a fraction of the whole."),
        ("RAS116", "8.0", " Here: `8`."),
        ("RAS116", "8.5", ""),
        ("RAS117", "6 April 2026", " Here: `2026-04-06`."),
        ("RAS117", "06/04/2026", " Here: `2026-04-06`."),
        ("RAS117", "31/02/2026", ""),
        ("RAS118", "True", " Here: `yes`."),
        ("RAS118", "maybe", ""),
        ("RAS119", "", ""),
    ],
)
def test_a_value_that_is_clear_enough_is_spelt_out(code: str, written: str, meant: str) -> None:
    assert instead(code, written) == meant


def test_names_are_listed_as_a_sentence_lists_them() -> None:
    assert one_of([]) == "nothing"
    assert one_of(["up"]) == "`up`"
    assert one_of(["up", "down", "half_up"]) == "`up`, `down` or `half_up`"
