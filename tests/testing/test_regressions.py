"""The file of regression cases: what is added to it, and what is said where nothing can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine import load_ruleset
from ras_engine.audit import audit
from ras_engine.testing.regressions import cases_of, load_regressions, written

RULESET = load_ruleset("docs/examples/cliff.yaml")
P6 = list(cases_of(audit(RULESET, laws=["P6"]).finding("P6")))


def names(path: Path) -> list[str]:
    return [one.id for one in load_regressions(path, RULESET).examples.document.cases]


@pytest.mark.parametrize("margin", ["", "  ", "    "])
def test_cases_are_added_as_far_in_as_those_that_stand_there(tmp_path: Path, margin: str) -> None:
    path = tmp_path / "cliff.regressions.yaml"
    written([{"file": str(path), "cases": P6[:1]}])
    by_others = (
        path.read_text(encoding="utf-8").replace("\n  ", f"\n{margin}").replace(f"{margin}- id", f"{margin}# Ours.\n{margin}- id")
    )
    path.write_text(by_others, encoding="utf-8")
    (says,) = written([{"file": str(path), "cases": P6}])
    assert says.endswith(f"{len(P6) - 1} cases to be reviewed")
    assert names(path) == [one["id"] for one in P6]
    assert path.read_text(encoding="utf-8").startswith(by_others)


def test_a_list_in_brackets_is_left_as_it_is_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "cliff.regressions.yaml"
    text = "regressions: [{id: theirs}]\n"
    path.write_text(text, encoding="utf-8")
    (says,) = written([{"file": str(path), "cases": P6}])
    assert says == f"{path}: nothing was added, for its cases are not written as a list with a dash before each"
    assert path.read_text(encoding="utf-8") == text


def test_a_place_that_cannot_be_written_to_is_said_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file", encoding="utf-8")
    (says,) = written([{"file": str(tmp_path / "folder" / "cliff.regressions.yaml"), "cases": P6}])
    assert f"{len(P6)} cases could not be written: " in says
