"""Admits an assessment that has nothing wrong with it, without the care that finding out what is wrong takes.

It takes nothing that `score.admit` would refuse, and gives the same codes: whatever is in the least unusual is left to `admit`,
which scores it or says everything that is wrong. The tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from ras_engine.assessment import Assessment, CarerSupport, Raw, SupportOffered
from ras_engine.plan.doors import Door, Doors, Known
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import BASELINE

Questions = Sequence[tuple[str, Any, Known]]


def quick_codes(plan: Plan, assessment: Assessment) -> list[int] | None:
    """The integers of the input slots; None where `admit` must look."""
    if assessment.faults or assessment.baseline != BASELINE or assessment.deployment_by_line:
        return None
    doors, missing = plan.doors, list[str]()
    codes = list(doors.missing)
    try:
        _answers(doors.questions, assessment.answers, codes, missing)
        _facts(doors, assessment, codes, missing)
        _carers(doors.areas, assessment.carer_support, codes, missing)
    except KeyError:
        return None
    if missing and not doors.needed.isdisjoint(missing):
        return None
    if (doors.conditional or plan.clashes) and not _asked(plan, codes, missing):
        return None
    return codes


def _answers(questions: Questions, answers: Mapping[str, Raw], codes: list[int], missing: list[str]) -> None:
    """Code the answers. Raises KeyError where one has no code, or no question."""
    if len(answers) == len(questions):
        with suppress(KeyError, TypeError):
            for column, place, known in questions:
                codes[place] = known[answers[column]]  # type: ignore[index]
            return
    seen = 0
    for column, place, known in questions:
        if column in answers:
            raw = answers[column]
            codes[place] = known[raw] if isinstance(raw, str) else known.anew(raw)
            seen += 1
        else:
            missing.append(column)
    if seen != len(answers):
        raise KeyError


def _facts(doors: Doors, assessment: Assessment, codes: list[int], missing: list[str]) -> None:
    """The client group, and how the budget would be held. Raises KeyError where one is stated that the ruleset does not ask."""
    for stated, asked in ((assessment.client_group, doors.group), (assessment.deployment, doors.deployments)):
        if stated is None:
            missing.extend(door.column for door in asked)
        elif not asked:
            raise KeyError
        else:
            for door in asked:
                codes[door.place] = door.known[stated]


def _carers(areas: Mapping[str, Door], support: CarerSupport | None, codes: list[int], missing: list[str]) -> None:
    """What carers do. Raises KeyError where that is missing, or about an area that the ruleset does not have."""
    if support is None and areas:
        raise KeyError
    offered = support.areas if isinstance(support, SupportOffered) else {}
    for area, one in offered.items():
        door = areas[area]
        coded = door.known[one.extent] if one.extent else None
        if coded is not None and one.counts:
            codes[door.place] = coded
        else:
            missing.append(door.column)
    if len(offered) < len(areas):
        missing.extend(door.column for area, door in areas.items() if area not in offered)


def _asked(plan: Plan, codes: list[int], missing: Sequence[str]) -> bool:
    """Put in what questions that are not answered count as; whether answers and conditions go together."""
    conditional, unanswered = plan.doors.conditional, set(missing)
    while True:
        asked, clashes = plan.conditions_of_asking(codes)
        before = codes.copy()
        for door, is_asked in zip(conditional, asked, strict=True):
            if door.column in unanswered:
                door.count_as(codes, door.ask.if_missing if is_asked else door.ask.not_asked)
        if codes == before:
            break
    return not any(clashes) and all(
        _goes_together(door, is_asked, codes, door.column in unanswered) for door, is_asked in zip(conditional, asked, strict=True)
    )


def _goes_together(door: Door, is_asked: int, codes: Sequence[int], unanswered: bool) -> bool:
    ask = door.ask
    if unanswered:
        return not is_asked or ask.if_missing is not None
    return bool(is_asked) or tuple(codes[ask.slot : ask.slot + ask.width]) == ask.not_asked
