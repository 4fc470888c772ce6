"""What the conformance tests share: rulesets with their worked examples, run for one person, in columns and by the oracle."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ras_engine import Assessment, BudgetBatch, Ruleset, read_ruleset, score, score_batch
from ras_engine.document.examples import ExampleCase, ExamplesDocument, expected_steps
from ras_engine.located import read_located
from tests.oracle import oracle

HERE = Path(__file__).parent / "rulesets"
COUNCIL = Path(__file__).parents[2] / "rulesets" / "example-borough"
EXAMPLES = ".examples.yaml"

Steps = dict[str, Fraction]
Assessed = Mapping[str, Any]


def rulesets() -> list[Path]:
    """Every ruleset that has to reproduce something."""
    found = [path for folder in (HERE, COUNCIL) for path in sorted(folder.rglob("*.yaml"))]
    return [path for path in found if not path.name.endswith(EXAMPLES)]


def titled(path: Path) -> str:
    """A short name for a test."""
    return path.stem if path.parent == HERE else f"{path.parent.name}/{path.stem}"


@cache
def ruleset_at(path: Path) -> Ruleset:
    """The ruleset of a file."""
    return read_ruleset(path.read_bytes(), file=path.name)


@cache
def examples_of(path: Path) -> ExamplesDocument:
    """The worked examples beside a ruleset."""
    beside = path.with_name(path.stem + EXAMPLES)
    return ExamplesDocument.model_validate(read_located(beside.read_bytes(), file=beside.name).data)


def cases() -> Iterator[tuple[str, Path, ExampleCase]]:
    """Every worked example of every ruleset, with its name."""
    for path in rulesets():
        for case in examples_of(path).cases:
            yield f"{titled(path)}-{case.id}", path, case


def due(path: Path, case: ExampleCase) -> Steps:
    """What the example says must come out, the outcome and the referrals with it."""
    document = ruleset_at(path).document
    expected = expected_steps(document, case)
    if case.referrals is not None:
        expected |= {f"referral.{one.id}": Fraction(one.id in case.referrals) for one in document.referral}
    return expected | {"outcome": Fraction(case.outcome == "referral")}


def by_one(ruleset: Ruleset, assessed: Assessed) -> Steps:
    """Every step of the working, one person scored on their own."""
    result = score(ruleset, Assessment.from_dict(assessed))
    return {line.step: line.value for line in result.trace} | {"outcome": Fraction(result.outcome == "referral")}


def by_oracle(ruleset: Ruleset, assessed: Assessed) -> Steps:
    """Every step by the oracle."""
    steps = oracle(ruleset.document, dict(assessed))
    outcome = steps.pop("outcome")
    return {step: Fraction(value) for step, value in steps.items()} | {"outcome": Fraction(outcome == "referral")}


def by_columns(ruleset: Ruleset, people: Sequence[Assessed]) -> list[Steps]:
    """Every step for each of several people, scored as a caseload."""
    batch = score_batch(caseload(ruleset, people), ruleset)
    assert batch.bad_rows.tolist() == []
    return list(rows_of(batch))


def rows_of(batch: BudgetBatch) -> Iterator[Steps]:
    """The steps of each row of a batch."""
    columns = {step.name: batch.step(step.name) for step in batch.ruleset.plan.steps}
    for row, status in enumerate(batch.status.tolist()):
        steps = {name: Fraction(int(column[row]), scale) for name, (column, scale) in columns.items()}
        yield steps | {"outcome": Fraction(status)}


def caseload(ruleset: Ruleset, people: Sequence[Assessed]) -> dict[str, list[Any]]:
    """People as columns."""
    rows = [cells(one) for one in people]
    names = {question.id for question in ruleset.document.questions}.union(*rows)
    return {name: [row.get(name) for row in rows] for name in sorted(names)}


def cells(assessed: Assessed) -> dict[str, Any]:
    """One person as the cells of a caseload's row."""
    row = {name: assessed[name] for name in ("assessed_on", "baseline", "client_group") if name in assessed} | dict(
        assessed["answers"]
    )
    ways = assessed.get("deployment")
    if isinstance(ways, Mapping):
        row |= {"deployment" if line == "default" else f"deployment.{line}": way for line, way in ways.items()}
    elif ways:
        row["deployment"] = ways
    support = assessed.get("carer_support")
    row["carer_support"] = "offered" if isinstance(support, Mapping) else support
    for area, one in support.items() if isinstance(support, Mapping) else ():
        row[f"carer.{area}"] = one.get("level") or one.get("quantity")
        facts = ("able", "willing", "likely_to_stay_able", "likely_to_stay_willing", "adult")
        row |= {f"carer.{area}.{fact}": one[fact] for fact in facts if fact in one}
    return row


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table of published figures."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answering(**answers: str) -> Assessed:
    """An assessment of a ruleset without client groups, deployments or carers."""
    return {"assessed_on": "2025-03-01", "baseline": "no_unpaid_support", "answers": answers}
