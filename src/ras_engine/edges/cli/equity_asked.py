"""What `ras-engine equity` was asked for, from options to the settings of the check; usage errors before the work."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from ras_engine.edges.cli.load import ruleset_at
from ras_engine.edges.files import Caseload
from ras_engine.edges.files.numbers import AMOUNT, Column, column, in_pence, pence, quantities
from ras_engine.equity import Also, Margin, Override
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch, score_batch

MARGINS = ("money", "share", "index", "log_odds", "why", "decided_on")
NUMBER = re.compile(r"0*[0-9]{1,6}(\.[0-9]{1,9})?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """Names of columns and settings, as they were typed."""

    groups: tuple[str, ...]
    control: tuple[str, ...]
    need: str | None
    cost: str | None
    caring_hours: str | None
    price_of_care: int | None
    questions: tuple[str, ...]
    against: tuple[Path, ...]

    def columns(self, batch: BudgetBatch, caseload: Caseload) -> dict[str, Any]:
        """The columns for the check. Raises BatchInvalid for those that are not there or cannot be read."""
        own_measure = self.need is not None and self.need not in caseload and self.need in batch.ruleset.plan.step_named
        return {
            "sensitive_features": {name: column(caseload, name) for name in self.groups},
            "control_features": {name: column(caseload, name) for name in self.control} or None,
            "need": None if self.need is None else self.need if own_measure else quantities(caseload, self.need),
            "need_is_independent": not own_measure,
            "cost": None if self.cost is None else pence(caseload, self.cost),
        }

    def also(self, caseload: Caseload, ruleset: Ruleset) -> Also:
        """What single measures need beside the caseload."""
        for name in self.questions:
            column(caseload, name)
        hours: Column | None = None if self.caring_hours is None else quantities(caseload, self.caring_hours)
        others = {_name(path, other): score_batch(caseload, other) for path, other in self._others(ruleset)}
        return Also(caring_hours=hours, price_of_care=self.price_of_care, questions=self.questions, what_ifs=others)

    def _others(self, ruleset: Ruleset) -> list[tuple[Path, Ruleset]]:
        found = [(path, ruleset_at(path)) for path in self.against]
        if any(other.digest == ruleset.digest for _, other in found):
            raise typer.BadParameter("--against names the ruleset that is checked; name another one.")
        return found


def _name(path: Path, ruleset: Ruleset) -> str:
    return f"under {path.name.removesuffix('.yaml')} (revision {ruleset.revision})".replace(":", " ")


def names_in(text: str | None) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def price(text: str | None) -> int | None:
    """An amount of pounds as pence. Raises a usage error for anything else."""
    if text is None:
        return None
    if not AMOUNT.fullmatch(text):
        raise typer.BadParameter(f"--price-of-care {text}: write pounds an hour, such as 18.50.")
    return int(in_pence(text))


def margin_of(written: Sequence[str] | None) -> Margin:
    """The council's margin. Raises a usage error for anything that is not one of NAME=VALUE."""
    given: dict[str, str] = {}
    for one in written or ():
        name, equals, value = one.partition("=")
        if not equals or name not in MARGINS or name in given:
            raise typer.BadParameter(f"--margin {one}: write NAME=VALUE once each; the names are {', '.join(MARGINS)}.")
        given[name] = value
    if "money" in given and not AMOUNT.fullmatch(given["money"]):
        raise typer.BadParameter(f"--margin money={given['money']}: write pounds, such as money=5.00.")
    return Margin(
        pence=int(in_pence(given["money"])) if "money" in given else None,
        share=_number(given, "share"),
        index=_number(given, "index"),
        log_odds=_number(given, "log_odds"),
        why=given.get("why", ""),
        decided_on=given.get("decided_on", ""),
    )


def _number(given: Mapping[str, str], name: str) -> Any:
    text = given.get(name)
    if text is None:
        return None
    if not NUMBER.fullmatch(text):
        raise typer.BadParameter(f"--margin {name}={text}: write a number, such as {name}=0.03 or {name}=3%.")
    # A margin is a setting of statistics: it is JSON's number, and no amount comes from it.
    value = json.loads(re.sub(r"^0+(?=[0-9])", "", text.removesuffix("%")))
    return value / 100 if text.endswith("%") else value


def override_of(by: str | None, because: str | None) -> Override | None:
    """Who decided to show small numbers. Raises a usage error for a name without a reason, or a reason without a name."""
    if by is None and because is None:
        return None
    try:
        return Override(by or "", because or "")
    except ValueError as error:
        raise typer.BadParameter(f"--small-numbers-by and --small-numbers-because: {error}.") from None


def reasons_in(path: Path | None) -> dict[str, str]:
    """The council's reasons from a JSON file: texts by the key of their gap. Raises a usage error for anything else."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise typer.BadParameter(f"--reasons {path}: there is no JSON file of that name.") from None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise typer.BadParameter(f"--reasons {path}: write one object, with the key of a gap and a text for each.")
    return found
