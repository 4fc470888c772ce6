"""The layers, low to high, and one door per library: `.importlinter` holds the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import ROOT


def test_every_module_imports_only_from_the_layers_below_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=".importlinter", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_module_that_imports_upwards_breaks_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The contract itself is tested: a made-up library under the same rules, with one import that goes up and one side door."""
    package = tmp_path / "made_up_engine"
    package.mkdir()
    for name in ("__init__", "errors", "located", "stranger"):
        (package / f"{name}.py").write_text("", encoding="utf-8")
    (package / "audit").mkdir()
    (package / "audit" / "__init__.py").write_text("", encoding="utf-8")
    (package / "exact.py").write_text("import numpy\nimport made_up_engine.located\n", encoding="utf-8")
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8").replace("ras_engine", "made_up_engine")
    (tmp_path / ".importlinter").write_text(contract, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert lint_imports(config_filename=".importlinter", no_cache=True) != EXIT_STATUS_SUCCESS
    said = capsys.readouterr().out
    assert "made_up_engine.exact -> made_up_engine.located" in said
    assert "made_up_engine.exact -> numpy" in said
    assert "stranger" in said
