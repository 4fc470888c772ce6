"""One person's assessment from a JSON file: numbers as they are written, no name twice, and problems that know their line.

The text of the file is not kept for messages: it may hold what is nobody's business. Problems name the place and the field only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ras_engine.assessment import Assessment
from ras_engine.errors import Location, Problem
from ras_engine.located import Located, path_text, read_json


@dataclass(frozen=True, slots=True)
class AssessmentFile:
    """An assessment and where each part of it stands in its file."""

    assessment: Assessment
    places: Mapping[str, Location] = field(repr=False)

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with the lines of the file; a part that is missing is placed at what it is missing from."""
        return tuple(one if one.where.line else replace(one, where=self._where(one.where.path)) for one in problems)

    def _where(self, path: str) -> Location:
        parent = path
        while parent and parent not in self.places:
            parent = parent.rpartition(".")[0]
        return replace(self.places[parent], path=path)


def read_assessment(path: str | Path) -> Assessment:
    """The assessment in a JSON file; `docs/assessments.md` gives the form.

    Raises AssessmentInvalid where the file is not JSON, with every problem of the text at its line, and OSError where it cannot be
    opened. What is wrong with the answers themselves is kept as `faults` and reported when the assessment is scored.
    """
    return read_assessment_file(path).assessment


def read_assessment_file(path: str | Path) -> AssessmentFile:
    """The same, with the place of each part."""
    return assessment_of_text(Path(path).read_bytes(), file=str(path))


def assessment_of_text(text: bytes | str, *, file: str = "") -> AssessmentFile:
    """An assessment from JSON text; `file` is its name in messages."""
    located = read_json(text, file=file)
    data: Any = located.data
    unplaced = AssessmentFile(Assessment.from_dict(data), _places(located))
    faults = unplaced.placed(unplaced.assessment.faults)
    return replace(unplaced, assessment=replace(unplaced.assessment, faults=faults))


def _places(located: Located) -> dict[str, Location]:
    """Where each path of an assessment stands. An answer in a list is also found by its question."""
    places = {"": located.where(())}
    for path in located.marks:
        where = located.where_key(path)
        places.setdefault(path_text(path), where)
        places.setdefault(".".join(map(str, path)), where)
    answers = located.data.get("answers") if isinstance(located.data, dict) else None
    for place, entry in enumerate(answers if isinstance(answers, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("question"), str):
            places.setdefault(f"answers.{entry['question']}", located.where(("answers", place)))
    return places
