"""`dev.py` is what a stranger types first: it lists its commands, refuses others, and needs only the standard library."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.architecture.source import ROOT

TEXT = (ROOT / "dev.py").read_text(encoding="utf-8")


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_commands_need_only_the_standard_library() -> None:
    imported = set()
    for node in ast.walk(ast.parse(TEXT)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names


def test_help_lists_every_command() -> None:
    answer = dev("--help")
    assert answer.returncode == 0
    assert all(command in answer.stdout for command in ("demo", "test", "lint", "format", "docs", "ci"))


def test_an_unknown_command_is_a_usage_error_and_sets_nothing_up() -> None:
    answer = dev("tset")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "usage: python3 dev.py COMMAND" in answer.stderr


def test_continuous_integration_runs_the_commands_that_the_readme_gives() -> None:
    assert "exec python3 dev.py ci" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'str(ROOT / "dev.py"), "test"' in TEXT
