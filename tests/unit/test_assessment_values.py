"""Whatever a caller hands over as an assessment is read or told as a fault; it copies, pickles, and never stops the program."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from ras_engine import Assessment, AssessmentInvalid, score
from tests.laws.made import cases, person, ruleset

OFFERED = {"personal_care": {"level": "most", "able": "yes", "willing": "yes", "limited_by": ["work"]}}
STRANGE = [
    10**5000,
    Decimal("sNaN"),
    Decimal("1e999999999"),
    float("nan"),
    np.array([1, 2]),
    b"most",
    {1, 2},
    [[["text"]]],
    {"a": {"b": {}}},
    object(),
    "\ud800",
]


def offering(**changes: Any) -> Assessment:
    """A person whose carer offers support, with changes."""
    case = next(name for name, one in cases().items() if isinstance(one["carer_support"], dict))
    return person(case, **changes)


def test_an_assessment_with_carers_and_answers_by_day_is_copied_and_pickled() -> None:
    one = Assessment.from_dict({"answers": {"walking": {"none": "3", "all": "4"}}, "carer_support": OFFERED})
    again = [pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)]
    assert again == [one] * 3
    with pytest.raises(TypeError):
        again[0].answers["walking"]["none"] = "4"


def test_a_result_is_pickled() -> None:
    result = score(ruleset(), offering())
    again = pickle.loads(pickle.dumps(result))
    assert (again.values, again.assessment) == (result.values, result.assessment)


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    "key", ["assessed_on", "baseline", "client_group", "deployment", "answers", "carer_support", "washing", "able"]
)
def test_a_value_of_any_type_is_a_fault_and_not_an_error(key: str, value: Any) -> None:
    changes = {key: value}
    if key == "washing":
        changes = {"answers": {key: value}}
    if key == "able":
        changes = {"carer_support": {"personal_care": {**OFFERED["personal_care"], "able": value, "limited_by": value}}}
    with pytest.raises(AssessmentInvalid):
        score(ruleset(), offering(**changes))


@pytest.mark.parametrize("value", [True, 5, {"work": 1}, [["work"]]])
def test_the_reasons_why_support_is_limited_are_texts(value: Any) -> None:
    support = {"personal_care": {**OFFERED["personal_care"], "limited_by": value}}
    faults = Assessment.from_dict({"assessed_on": "2026-05-01", "answers": {}, "carer_support": support}).faults
    assert [(one.code, one.where.path) for one in faults] == [("RAS622", "carer_support.personal_care.limited_by")]


def test_a_day_with_a_time_is_that_day() -> None:
    assert offering(assessed_on=datetime(2026, 5, 1, 3, 4)) == offering(assessed_on="2026-05-01")


def test_a_review_after_the_end_of_the_calendar_has_no_day() -> None:
    assert offering(assessed_on="9999-12-31").assessed_on == date(9999, 12, 31)
    assert score(ruleset(), offering(assessed_on="9999-12-31")).decisions.review_on is None
