"""Failures that one scheme accepted say nothing about another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.edges.commands import ras

CLIFF = Path(__file__).parents[2] / "docs" / "examples" / "cliff.yaml"
LIST = """
schema: ras-audit-baseline/1
scheme: {scheme}
accepted:
  - {{law: P6, why: For the test., decided_on: 2026-04-20, expires_on: 2026-10-01}}
"""


@pytest.mark.parametrize(("scheme", "code"), [("cliff-borough/adults", 0), ("next-borough/adults", 3)])
def test_a_list_of_another_scheme_hides_nothing(scheme: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted = tmp_path / "accepted.yaml"
    accepted.write_text(LIST.format(scheme=scheme), encoding="utf-8")
    answer = ras(capsys, "audit", CLIFF, "--law", "P6", "--baseline", accepted, "--on", "2026-06-01")
    assert answer.code == code
    assert ("next-borough/adults" in answer.err) == (code == 3)
