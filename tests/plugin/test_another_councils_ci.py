"""The pytest plugin as another council's CI uses it: installed from the wheel, in its own repository, with its own configuration.

The sample council has an approved ruleset that keeps every law, with two worked examples, and a draft for next year that breaks
four: P3, P6, P25 and P30.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ras_engine.audit import all_laws
from tests.architecture.source import ROOT
from tests.documentation.blocks import blocks
from tests.plugin.installed import Council, fresh_environment

LAWS = len(all_laws())
TESTS = 2 + (1 + LAWS + 1 + 2) + (1 + LAWS)
"""Their own two; loads, laws, examples fit and two examples; loads and laws."""
BROKEN = {"P03", "P06", "P25", "P30"}
NOT_APPLICABLE = 4
"""P11 and P25 without a ruleset before; P11 of a draft that is no uprating; P32 without worked examples."""


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of the council's own environment."""
    return fresh_environment(tmp_path_factory.mktemp("council"))


@pytest.fixture
def council(python: Path, tmp_path: Path) -> Council:
    """A fresh checkout of the sample council's repository."""
    return Council(python, tmp_path).project(tmp_path / "project")


def failed(output: str) -> set[str]:
    """The laws of the lines that pytest's summary begins with FAILED."""
    return {line.split("::")[1][:3] for line in output.splitlines() if line.startswith("FAILED")}


def test_each_law_is_a_test_and_a_broken_one_fails_with_its_pairs_and_without_a_traceback(council: Council) -> None:
    ran = council.pytest("-rs", "--junitxml=report.xml")
    assert ran.status == 1
    assert ran.counts == {"failed": len(BROKEN), "passed": TESTS - len(BROKEN) - NOT_APPLICABLE, "skipped": NOT_APPLICABLE}
    assert "One step of one answer moves somebody's money by more than the council allows." in ran.output
    assert "The worst pair, alike in all but what is marked:" in ran.output
    assert "> washing                                   all            constant" in ran.output
    assert "The worst case is 111.00, and the ruleset allows 60.00." in ran.output
    assert "rulesets/2027-04-05.yaml:115: audit.largest_step" in ran.output
    assert "A repair, proved for everybody:" in ran.output
    assert "No earlier ruleset was given to compare with." in ran.output
    assert "Traceback" not in ran.output
    assert "site-packages/ras_engine" not in ran.output.replace("SKIPPED", "\nSKIPPED").partition("\nSKIPPED")[0]
    _junit(council.folder / "report.xml")


def _junit(path: Path) -> None:
    suite = ElementTree.parse(path).getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (str(TESTS), str(len(BROKEN)), "0")
    cases = {(case.get("classname"), case.get("name")): case for case in suite.iter("testcase")}
    assert len(cases) == TESTS
    cliff = next(case for (_, name), case in cases.items() if name == "P06 no cliff" and case.find("failure") is not None)
    assert {one.get("name"): one.get("value") for one in cliff.iter("property")} == {"ras_verdict": "broken"}
    failure = cliff.find("failure")
    assert failure is not None
    assert "111.00" in (failure.text or "") + (failure.get("message") or "")


def test_two_processes_find_the_same_as_one(council: Council) -> None:
    ran = council.pytest("-n", "2", "-q")
    assert ran.status == 1
    assert ran.counts["failed"] == len(BROKEN)
    assert ran.counts["skipped"] == NOT_APPLICABLE
    assert failed(ran.output) == BROKEN


def test_k_chooses_laws_and_proves_no_other(council: Council) -> None:
    ran = council.pytest("-q", "-k", "P06 or example", "--durations=0", "-vv")
    assert ran.counts == {"failed": 1, "passed": 4, "deselected": TESTS - 5}
    assert "P01" not in ran.output


def test_x_stops_at_the_first_broken_law(council: Council) -> None:
    ran = council.pytest("-q", "-x", "rulesets/2027-04-05.yaml")
    assert ran.status == 1
    assert ran.counts["failed"] == 1
    assert failed(ran.output) == {"P03"}
    assert ran.counts["passed"] == 3  # loads, P01, P02


def test_m_leaves_rulesets_out(council: Council) -> None:
    ran = council.pytest("-q", "-m", "not ras")
    assert ran.status == 0
    assert ran.counts == {"passed": 2, "deselected": TESTS - 2}


REFUSED = "schema: ras-ruleset/1\nscheme: sample-borough/adults\neffective_from: next year\n"


def test_a_refused_ruleset_is_one_failing_test_with_its_problems_at_their_lines(council: Council) -> None:
    (council.folder / "draft.ruleset.yaml").write_text(REFUSED, encoding="utf-8")
    ran = council.pytest("-q", "draft.ruleset.yaml")
    assert ran.status == 1
    assert ran.counts == {"failed": 1}
    assert "\ndraft.ruleset.yaml:3:17: RAS117:" in ran.output
    assert "  3 | effective_from: next year" in ran.output
    assert "Traceback" not in ran.output
    assert "ras_engine/" not in ran.output


def test_a_worked_example_that_comes_out_differently_fails_alone_at_its_line(council: Council) -> None:
    path = council.folder / "rulesets" / "2026-04-06.examples.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("carer_adjustment: -21.60", "carer_adjustment: -21.70"), encoding="utf-8"
    )
    ran = council.pytest("-q", "-k", "example")
    assert ran.counts == {"failed": 1, "passed": 2, "deselected": TESTS - 3}
    assert "example somebody_to_go_out_with" in ran.output
    line = path.read_text(encoding="utf-8").splitlines().index("      carer_adjustment: -21.70") + 1
    assert f"rulesets/2026-04-06.examples.yaml:{line}:" in ran.output


def test_what_could_not_be_decided_is_counted_and_listed_and_fails_where_that_is_asked_for(council: Council) -> None:
    chosen = ("-q", "rulesets/2026-04-06.yaml", "--ras-budget=0", "-k", "P01")
    ran = council.pytest(*chosen)
    assert ran.status == 0
    assert ran.counts == {"undecided": 1, "deselected": LAWS + 3}
    assert "laws that could not be decided" in ran.output
    assert "rulesets/2026-04-06.yaml::P01 more need, never less money: bounded:" in ran.output
    strict = council.pytest(*chosen, "--ras-strict", "-n", "2")
    assert strict.status == 1
    assert strict.counts == {"failed": 1}


def test_pairs_that_break_a_law_are_written_once_and_run_once_somebody_has_reviewed_them(council: Council) -> None:
    write = ("-q", "rulesets/2027-04-05.yaml", "-k", "P06 or regression", "--ras-write-regressions")
    beside = council.folder / "rulesets" / "2027-04-05.regressions.yaml"
    assert not beside.exists()
    first = council.pytest(*write, "-n", "2")
    assert "rulesets/2027-04-05.regressions.yaml: 4 cases to be reviewed" in first.output
    text = beside.read_text(encoding="utf-8")
    again = council.pytest(*write)
    assert "every pair stands there already" in again.output
    assert beside.read_text(encoding="utf-8") == text
    assert again.counts["skipped"] == 4
    assert "waits for review" in council.pytest("-q", "-rs", "-k", "regression").output
    beside.write_text(reviewed(text), encoding="utf-8")
    ran = council.pytest("-q", "-k", "regression and p6")
    assert ran.counts == {"failed": 1, "passed": 1, "skipped": 2, "deselected": TESTS}
    assert "p6_simplest_right" in ran.output
    assert "RAS801" in ran.output


def reviewed(text: str) -> str:
    """The simplest pair as a person would leave it: sums by hand, and 88.00 for the one who was given far too much."""
    lines = text.splitlines()
    sums = iter(["8 points x 6.00 = 48.00", "10 points: 60.00, 4 more x 7.00 = 28.00, 88.00 in all"])
    for place, line in enumerate(lines):
        if line.startswith("    working: ") and (worked := next(sums, None)):
            lines[place] = f'    working: "{worked}"'
    return "\n".join(lines).replace("indicative_budget: 158.00", "indicative_budget: 88.00") + "\n"


def test_a_configured_name_that_matches_nothing_is_an_error_and_never_a_run_without_rulesets(council: Council) -> None:
    path = council.folder / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("rulesets/**", "regels/**"), encoding="utf-8")
    ran = council.pytest("-q")
    assert ran.status == 4
    assert "no ruleset matches regels/**/*.yaml" in ran.output


def test_the_page_shows_this_project_and_no_option_that_is_not_there(council: Council) -> None:
    page = blocks("docs/testing.md")
    configured = (council.folder / "pyproject.toml").read_text(encoding="utf-8")
    assert all(one.text in configured for one in page if one.language == "toml")
    known = council.pytest("--help").output
    text = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    options = set(
        re.findall(r"--?[a-z][a-z-]*", "\n".join(one.text for one in page if one.language == "sh" and "pytest" in one.text))
    )
    assert {"--ras-write-regressions", "--junit-xml"} <= options
    assert [one for one in options | set(re.findall(r"`(--ras-[a-z-]+|ras_[a-z]+)", text)) if one not in known] == []


def test_a_project_without_rulesets_is_left_alone(python: Path, tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("some: thing\n", encoding="utf-8")
    (tmp_path / "test_theirs.py").write_text(
        "import sys\n\n\ndef test_nothing_of_ours_is_loaded():\n"
        "    assert '_ras_engine_pytest' in sys.modules\n"
        "    assert not [name for name in sys.modules if name.partition('.')[0] in ('ras_engine', 'numpy', 'pydantic', 'yaml')]\n",
        encoding="utf-8",
    )
    ran = Council(python, tmp_path).pytest("-q", "--strict-config", "--strict-markers", "-W", "error")
    assert ran.status == 0, ran.output
    assert ran.output.splitlines()[-1].startswith("1 passed")
    assert len(ran.output.strip().splitlines()) == 2


def test_the_plugin_is_the_one_of_the_wheel(council: Council) -> None:
    (council.folder / "tests" / "test_where.py").write_text(
        f"import ras_engine\n\n\ndef test_where():\n    assert ras_engine.__file__.startswith({str(Path(sys.prefix))!r}) is False\n"
        f"    assert {str(council.python.parents[1])!r} in ras_engine.__file__\n",
        encoding="utf-8",
    )
    assert council.pytest("-q", "tests/test_where.py").status == 0


@pytest.mark.parametrize("seconds", ["soon", "-3", "1.5"])
def test_a_time_that_cannot_be_meant_is_told_once_before_anything_runs(council: Council, seconds: str) -> None:
    for written in (f"--ras-budget={seconds}", f"--override-ini=ras_budget={seconds}"):
        ran = council.pytest("-q", written)
        assert ran.status == 4
        assert f"{seconds!r} is no whole number of seconds, such as 60" in ran.output
        assert "Traceback" not in ran.output


def test_a_ruleset_that_may_not_be_read_is_refused_in_words(council: Council) -> None:
    path = council.folder / "locked.ruleset.yaml"
    path.write_bytes(b"\xff\xfe schema")
    path.chmod(0)
    ran = council.pytest("-q", "locked.ruleset.yaml")
    assert ran.counts == {"failed": 1}
    assert "locked.ruleset.yaml" in ran.output
    assert "Error:" not in ran.output
    assert "pathlib" not in ran.output
