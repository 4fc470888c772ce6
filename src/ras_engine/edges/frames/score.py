"""Scoring and reporting on frames: the public functions, from a frame of any kind to budgets in a frame of the same kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ras_engine.edges.frames.mapping import DataMapping, mapping_of
from ras_engine.edges.frames.mapping_file import read_mapping
from ras_engine.edges.frames.read import read_frame
from ras_engine.edges.frames.report import DataReport, report_on
from ras_engine.edges.frames.scored import BudgetFrame, framed
from ras_engine.errors import BatchInvalid, Location, did_you_mean, problem
from ras_engine.ruleset import Ruleset
from ras_engine.score import many

Values = Mapping[str, Mapping[Any, str]]


def score_batch(
    frame: Any,
    ruleset: Ruleset,
    *,
    columns: Mapping[Any, str] | None = None,
    values: Values | None = None,
    mapping: DataMapping | str | Path | None = None,
    constants: Mapping[str, str] | None = None,
    keep: Sequence[Any] | None = None,
) -> BudgetFrame:
    """The budgets of a caseload: a frame of n people of any library, or a mapping of column names to sequences of n raw answers.

    The columns are `baseline`, `client_group`, `deployment`, each question's id, `carer_support` with `carer.<area>` and its
    facts; `docs/assessments.md` lists them. `columns` maps the frame's own names to these, `values` its own values to the ruleset's
    answers (`{"washing": {"Fully dependent": "all"}}`; "" where nothing is stated); `mapping` is both, from `read_mapping` or the
    path of its file. `constants` gives columns that hold one text for everybody. `keep` names the columns to carry along; without
    it, those that the ruleset does not read, and client group, deployment and day.

    The result is a `BudgetBatch` whose `to_frame()` is a frame of the caller's own kind. Bad rows are marked in it; bad columns and
    bad mappings raise BatchInvalid. MissingExtra says what to install where a library is needed.
    """
    reading = read_frame(frame, ruleset, mapping_from(columns, values, mapping), constants or {})
    kept = reading.kept if keep is None else list(dict.fromkeys([keep] if isinstance(keep, str) else keep))
    unknown = [name for name in kept if name not in reading.given.names]
    if unknown:
        names = list(map(str, reading.given.names))
        raise BatchInvalid(
            problem("RAS767", Location(path=str(name)), column=str(name), nearest=did_you_mean(str(name), names))
            for name in unknown
        )
    return framed(many.score_batch(reading.columns, ruleset), reading.given, kept)


def data_report(
    frame: Any,
    ruleset: Ruleset,
    *,
    columns: Mapping[Any, str] | None = None,
    values: Values | None = None,
    mapping: DataMapping | str | Path | None = None,
    constants: Mapping[str, str] | None = None,
) -> DataReport:
    """What in a frame the ruleset cannot read, before anything is scored; the arguments are those of `score_batch`.

    Missing columns are told in the report; a mapping that does not fit raises BatchInvalid.
    """
    given = mapping_from(columns, values, mapping)
    return report_on(read_frame(frame, ruleset, given, constants or {}), ruleset, given)


def mapping_from(columns: Mapping[Any, str] | None, values: Values | None, mapping: DataMapping | str | Path | None) -> DataMapping:
    """All that is said about names and values; arguments go before the file."""
    first = read_mapping(mapping) if isinstance(mapping, str | Path) else mapping or DataMapping()
    return first.and_also(mapping_of(columns, values))
