"""Rulesets as tests of pytest: one for loading, one for each law, each worked example and each regression case.

Receives a file that the plugin's hooks took for a ruleset. What is wrong is told as this library tells it: located, in words,
never as a traceback. Nothing is proved before a test asks for it, and nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from ras_engine.audit import Law, Verdict, all_laws
from ras_engine.errors import Problem, RulesetInvalid
from ras_engine.errors.render import render
from ras_engine.rulebook.examples import Examples, check_examples
from ras_engine.rulebook.files import examples_path, load_examples, load_ruleset
from ras_engine.ruleset import Ruleset
from ras_engine.testing.proofs import Proofs
from ras_engine.testing.regressions import Regressions, cases_of, load_regressions, regressions_path
from ras_engine.testing.told import told

SECONDS = 60


class RulesetFile(pytest.File):
    """One ruleset, with the files beside it."""

    ruleset: Ruleset | None = None
    examples: Examples | None = None
    regressions: Regressions | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """Its tests; where it does not load, only the one that says so."""
        problems: tuple[Problem, ...] = ()
        try:
            self.ruleset = load_ruleset(self.path)
        except RulesetInvalid as refused:
            problems = refused.problems
        yield Loading.from_parent(self, name="loads", problems=problems)
        if self.ruleset is None:
            return
        tests = [*self._examples(), *self._regressions()]  # first, for law P32 sees the worked examples
        for law in all_laws():
            yield LawItem.from_parent(self, name=f"P{int(law.id[1:]):02d} {law.title.lower()}", law=law)
        yield from tests

    def _examples(self) -> Iterator[pytest.Item]:
        beside = examples_path(self.path)
        if not beside.is_file():
            return
        try:
            self.examples = load_examples(beside)
        except RulesetInvalid as refused:
            yield Loading.from_parent(self, name="examples load", problems=refused.problems)
            return
        yield ExamplesFit.from_parent(self, name="examples fit")
        names = dict.fromkeys(case.id for case in self.examples.document.cases)
        yield from (CaseItem.from_parent(self, name=f"example {name}", case=name, of="examples") for name in names)

    def _regressions(self) -> Iterator[pytest.Item]:
        assert self.ruleset is not None
        beside = regressions_path(self.path, self.folder)
        if not beside.is_file():
            return
        try:
            self.regressions = load_regressions(beside, self.ruleset)
        except RulesetInvalid as refused:
            yield Loading.from_parent(self, name="regressions load", problems=refused.problems)
            return
        names = dict.fromkeys(case.id for case in self.regressions.examples.document.cases)
        yield from (CaseItem.from_parent(self, name=f"regression {name}", case=name, of="regressions") for name in names)

    @property
    def folder(self) -> Path | None:
        """Where regression cases are kept, if not beside the ruleset."""
        written = str(self.config.getini("ras_regressions") or "")
        base = self.config.inipath.parent if self.config.inipath else self.config.rootpath
        return base / written if written else None

    @cached_property
    def proofs(self) -> Proofs:
        """The audit of this ruleset, of which each law asks for its own part."""
        assert self.ruleset is not None
        waiting = {one.law.id for one in self.session.items if isinstance(one, LawItem) and one.parent is self}
        seconds = self.config.getoption("ras_budget")
        if seconds is None:
            seconds = int(self.config.getini("ras_budget") or SECONDS)
        return Proofs(self.path, self.ruleset, self.examples, seconds, waiting)

    @cached_property
    def example_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the worked examples, all cases at once."""
        return check_examples(self.ruleset, self.examples) if self.ruleset and self.examples else ()

    @cached_property
    def regression_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the regression cases, all at once."""
        return check_examples(self.ruleset, self.regressions.examples) if self.ruleset and self.regressions else ()


class Item(pytest.Item):
    """One test of a ruleset."""

    file: RulesetFile
    ras_told: dict[str, Any]

    def __init__(self, *, parent: RulesetFile, **known: Any) -> None:
        super().__init__(parent=parent, **known)
        self.file = parent
        self.ras_told = {}
        self.add_marker("ras")

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, None, f"{self.path.name}: {self.name}"

    def refuse(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Fail where there are problems, each with its place and its line."""
        if problems:
            files = {one.where.file for one in problems} | {other.where.file for one in problems for other in one.related}
            self.fail(render(problems, {name: text for name in files if (text := _text(name))}))

    def fail(self, text: str) -> None:
        """Fail with a text in which files are named as pytest names them."""
        pytest.fail(text.replace(str(self.path.parent / "x")[:-1], self.file.nodeid.removesuffix(self.path.name)), pytrace=False)


class Loading(Item):
    """The file can be used as written."""

    def __init__(self, *, problems: tuple[Problem, ...], **known: Any) -> None:
        super().__init__(**known)
        self.problems = problems

    def runtest(self) -> None:
        """Every problem at once."""
        self.refuse(self.problems)


class ExamplesFit(Item):
    """The worked examples are for this ruleset, and no two share a name."""

    def runtest(self) -> None:
        """What does not belong to a single case."""
        self.refuse([one for one in self.file.example_problems if _case_of(one) is None])


class CaseItem(Item):
    """One worked example, or one regression case."""

    def __init__(self, *, case: str, of: str, **known: Any) -> None:
        super().__init__(**known)
        self.case, self.of = case, of

    def runtest(self) -> None:
        """Every expected value comes out exactly; a regression case that nobody has reviewed yet says so."""
        regressions = self.file.regressions if self.of == "regressions" else None
        examples = regressions.examples if regressions else self.file.examples
        assert examples is not None
        if regressions and self.case in regressions.unreviewed:
            says = "waits for review: write what the amounts should be, with the sum worked by hand"
            if self.file.config.getoption("ras_strict") or self.file.config.getini("ras_strict"):
                self.fail(f"{says}\n")
            pytest.skip(says)
        places = {place for place, one in enumerate(examples.document.cases) if one.id == self.case}
        problems = self.file.regression_problems if regressions else self.file.example_problems
        self.refuse([one for one in problems if _case_of(one) in places])


class LawItem(Item):
    """One law of the audit."""

    def __init__(self, *, law: Law, **known: Any) -> None:
        super().__init__(**known)
        self.law = law

    def runtest(self) -> None:
        """Fails where the law is broken; what could not be decided passes, but is counted and listed as such."""
        finding = self.file.proofs.finding(self.law.id)
        self.user_properties.append(("ras_verdict", finding.verdict.value))
        match finding.verdict:
            case Verdict.NOT_APPLICABLE:
                pytest.skip(finding.says)
            case Verdict.BROKEN:
                beside = regressions_path(self.path, self.file.folder)
                self.ras_told["broken"] = {"file": str(beside), "cases": list(cases_of(finding))}
                self.fail(told(finding))
            case Verdict.BOUNDED | Verdict.SAMPLED:
                if self.config.getoption("ras_strict") or self.config.getini("ras_strict"):
                    self.fail(f"{finding.says}\n  It could not be decided ({finding.verdict.value}).\n")
                self.ras_told["undecided"] = f"{finding.verdict.value}: {finding.says}"
            case Verdict.PROVED:
                pass


def _text(name: str) -> str:
    """The text of a file to quote from; nothing where it cannot be read, which the problem itself then says."""
    try:
        return Path(name).read_text("utf-8", "replace") if name else ""
    except OSError:
        return ""


def _case_of(problem: Problem) -> int | None:
    """The place of the case that a problem is about; None for the file as a whole, and for a name that is used twice."""
    path = problem.where.path
    if not path.startswith("cases[") or problem.code == "RAS808":
        return None
    return int(path[len("cases[") : path.index("]")])
