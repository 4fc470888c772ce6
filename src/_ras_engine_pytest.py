"""The hooks of the pytest plugin: which files are rulesets, what is counted, listed and written at the end.

It lies beside the package and imports nothing of it: a run that meets no ruleset pays for this file alone. The tests themselves
are in `ras_engine.testing.items`, imported with the first ruleset that is collected. `docs/testing.md` describes the plugin.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

COMPANIONS = (".examples.yaml", ".uprating.yaml", ".regressions.yaml", ".baseline.yaml")
"""What stands beside a ruleset and is none."""
MARK = "ras: one law, worked example or regression case of a ruleset (`-m 'not ras'` leaves them out)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the command line and of the configuration."""
    group = parser.getgroup("ras_engine", "rulesets of ras_engine")
    group.addoption("--ras-budget", type=_seconds, metavar="SECONDS", help="time for the laws of one ruleset (60)")
    group.addoption("--ras-strict", action="store_true", help="a law that could not be decided fails")
    write = "write the pairs that break a law to NAME.regressions.yaml, to be reviewed"
    group.addoption("--ras-write-regressions", action="store_true", help=write)
    parser.addini("ras_rulesets", "files, folders or patterns of rulesets, such as rulesets/**/*.yaml", type="linelist")
    parser.addini("ras_budget", "as --ras-budget")
    parser.addini("ras_strict", "as --ras-strict", type="bool", default=False)
    parser.addini("ras_regressions", "the folder of regression cases (beside each ruleset)")


def pytest_configure(config: pytest.Config) -> None:
    """Take part in this run."""
    config.addinivalue_line("markers", MARK)
    config.pluginmanager.register(Rulesets(config), "ras_engine_rulesets")


class Rulesets:
    """One run of pytest: the rulesets that it is to find, and what their tests have to tell."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.base = config.inipath.parent if config.inipath else config.rootpath
        self.patterns = [self._pattern(line) for line in config.getini("ras_rulesets")]
        self.wanted = [re.compile(_as_expression(one)) for one in self.patterns]
        self.told: dict[str, dict[str, Any]] = {}
        self.written: list[str] = []
        try:
            _seconds(config.getini("ras_budget") or "0")
        except argparse.ArgumentTypeError as refused:
            raise pytest.UsageError(f"ras_budget: {refused}") from None
        if self.patterns:
            self._must_be_there()
            self._walk_there_too()  # in every process of xdist: each reads `testpaths` for itself

    def _pattern(self, line: str) -> str:
        """A line of the configuration as a pattern of files; a folder stands for every YAML file in it."""
        pattern = line.strip().removeprefix("./").rstrip("/")
        return f"{pattern}/**/*.yaml" if (self.base / pattern).is_dir() else pattern

    def _must_be_there(self) -> None:
        """Whoever names rulesets must not be left to believe that they were tested when there were none."""
        for pattern in self.patterns:
            if not any(one.is_file() and not one.name.endswith(COMPANIONS) for one in self.base.glob(pattern)):
                raise pytest.UsageError(f"ras_rulesets: no ruleset matches {pattern} in {self.base}")

    def _walk_there_too(self) -> None:
        """Where `testpaths` says what to walk through, the rulesets' folders belong to it."""
        if self.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
            return
        walked = [(self.config.invocation_params.dir / one).resolve() for one in self.config.args]
        for pattern in self.patterns:
            root = (self.base / _fixed(pattern)).resolve()
            if not any(root.is_relative_to(one) for one in walked):
                self.config.args.append(str(root))
                walked.append(root)

    # -- collecting

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """A ruleset is a file `*.ruleset.yaml`, one that `ras_rulesets` names, or one named on the command line that says it is."""
        if not self._is_ruleset(file_path, named=parent.session.isinitpath(file_path)):
            return None
        from ras_engine.testing.items import RulesetFile

        found: pytest.Collector = RulesetFile.from_parent(parent, path=file_path)
        return found

    def _is_ruleset(self, path: Path, *, named: bool) -> bool:
        if path.name.endswith(COMPANIONS):
            return False
        if path.name.endswith((".ruleset.yaml", ".ruleset.yml")):
            return True
        if self.wanted and path.is_relative_to(self.base):
            inside = path.relative_to(self.base).as_posix()
            if any(one.fullmatch(inside) for one in self.wanted):
                return True
        return named and path.suffix in (".yaml", ".yml") and b"ras-ruleset/" in path.read_bytes()[:100_000]

    # -- what the tests tell

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What a test of a ruleset tells goes along with its report, from one process to the other too."""
        report = yield
        told = getattr(item, "ras_told", None)
        if told and call.when == "call":
            vars(report)["ras_told"] = told
        return report

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """A law that was neither proved nor broken is counted on its own."""
        if report.when == "call" and report.passed and "undecided" in getattr(report, "ras_told", {}):
            return "undecided", "u", ("UNDECIDED", {"yellow": True})
        return None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep it until the end."""
        if hasattr(report, "ras_told"):
            self.told[report.nodeid] = report.ras_told

    def pytest_sessionfinish(self) -> None:
        """Write the pairs that broke laws, where that was asked for: once, in the process that gathers the reports."""
        cases = [one["broken"] for one in self.told.values() if "broken" in one]
        if not cases or not self.config.getoption("ras_write_regressions") or hasattr(self.config, "workerinput"):
            return
        from ras_engine.testing.regressions import written

        self.written = written(cases)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List what was left open, and what was written."""
        undecided = {name: one["undecided"] for name, one in self.told.items() if "undecided" in one}
        if undecided:
            terminalreporter.section("laws that could not be decided")
            for name, says in undecided.items():
                terminalreporter.write_line(f"{name}: {says}")
        if self.written:
            terminalreporter.section("regression cases to be reviewed")
            for line in self.written:
                terminalreporter.write_line(line.removeprefix(str(self.base / "x")[:-1]))


def _seconds(written: str) -> int:
    """A whole number of seconds, from nought."""
    if not re.fullmatch(r"[0-9]{1,9}", written.strip()):
        raise argparse.ArgumentTypeError(f"{written!r} is no whole number of seconds, such as 60")
    return int(written)


def _fixed(pattern: str) -> str:
    """The folders of a pattern before its first wildcard; all of it where it has none."""
    parts = pattern.split("/")
    wild = next((place for place, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
    return "/".join(parts[:wild])


def _as_expression(pattern: str) -> str:
    """A pattern as a regular expression over the whole path: `**` is any number of folders, `*` and `?` stay within one."""
    found = ""
    for part in re.split(r"(\*\*/|\*|\?)", pattern):
        found += {"**/": "(?:.+/)?", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return found
