"""Admits an assessment to a ruleset: coded answers, or every reason why it cannot be scored.

Nothing is guessed and nothing is lost: every question of the ruleset has an answer or a policy, every answer has a question, and
a carer's contribution counts only where the carer is recorded as able and willing. What the plan receives is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ras_engine.assessment import Assessment, Contribution, Raw, SupportOffered
from ras_engine.errors import AssessmentInvalid, Location, Problem, did_you_mean, problem
from ras_engine.plan.asks import Ask, Fault, LevelAsk
from ras_engine.plan.plan import Plan
from ras_engine.ruleset import Ruleset
from ras_engine.score.one import evaluate

BASELINE = "no_unpaid_support"
CARER, DEPLOYMENT = "carer.", "deployment."


def admit(ruleset: Ruleset, assessment: Assessment) -> list[int]:
    """The integers of the input slots and of the operations that admission needs. Raises AssessmentInvalid with every problem.

    What could not be read is told once: it is not said to be missing as well.
    """
    plan, told = ruleset.plan, frozenset(one.where.path for one in assessment.faults)
    if any(one.code == "RAS626" and not one.where.path for one in assessment.faults):
        raise AssessmentInvalid(assessment.faults)
    problems = [*assessment.faults, *_statements(plan, assessment, told), *_strangers(plan, assessment)]
    codes = [0] * plan.inputs
    answered: set[str] = set()
    cells = given(plan, assessment)
    for ask in plan.asks:
        raw = cells.get(ask.column)
        if raw is not None:
            coded = ask.code(raw)
            if isinstance(coded, Fault):
                if _is_told_here(ask, assessment):
                    problems.append(problem(coded.code, place_of(ask.column), (), **dict(coded.words)))
            else:
                answered.add(ask.column)
                codes[ask.slot : ask.slot + ask.width] = coded
    values = fill_in(plan, codes, answered)
    problems.extend(one for one in _unanswered(plan, values, answered, cells) if not _is_told(one.where.path, told))
    problems.extend(_clashes(ruleset, values))
    if problems:
        raise AssessmentInvalid(problems)
    return values


def _is_told_here(ask: Ask, assessment: Assessment) -> bool:
    """A deployment that is not known is told once, not again for each line that is held that way."""
    line = ask.column.removeprefix(DEPLOYMENT)
    return not ask.column.startswith(DEPLOYMENT) or line in assessment.deployment_by_line


def _is_told(path: str, told: frozenset[str]) -> bool:
    """Whether a place, the whole that it stands in or a part of it has a problem already."""
    return any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in told)


def fill_in(plan: Plan, codes: list[int], answered: set[str]) -> list[int]:
    """Put in what missing answers count as, and work out the operations of admission.

    Whether a question is asked may depend on what another missing answer counts as, so this goes on until nothing changes; the
    checks have shown that no question depends on itself.
    """
    missing = [ask for ask in plan.asks if ask.column not in answered]
    for ask in missing:
        codes[ask.slot : ask.slot + ask.width] = ask.not_asked or ask.if_missing or (0,) * ask.width
    while True:
        values = evaluate(plan, codes.copy(), plan.admission)
        before = codes.copy()
        for ask in missing:
            if ask.asked is not None:
                counts_as = ask.if_missing if values[ask.asked] else ask.not_asked
                codes[ask.slot : ask.slot + ask.width] = counts_as or (0,) * ask.width
        if codes == before:
            return values


def given(plan: Plan, assessment: Assessment) -> Mapping[str, Raw]:
    """The raw answer for each column, as far as one is given; a contribution that may not be counted is not given at all."""
    cells: dict[str, Raw] = dict(assessment.answers)
    if assessment.client_group is not None:
        cells["client_group"] = assessment.client_group
    if assessment.deployment is not None:
        cells.update({ask.column: assessment.deployment for ask in plan.asks if ask.source == "deployment"})
    cells.update({f"{DEPLOYMENT}{line}": way for line, way in assessment.deployment_by_line.items()})
    cells.update({f"{CARER}{area}": one.extent for area, one in _contributions(assessment) if one.counts and one.extent})
    return cells


def _contributions(assessment: Assessment) -> Iterator[tuple[str, Contribution]]:
    if isinstance(assessment.carer_support, SupportOffered):
        yield from assessment.carer_support.areas.items()


def place_of(column: str) -> Location:
    """Where in an assessment a column's answer stands."""
    if column.startswith(CARER):
        return Location(path=f"carer_support.{column.removeprefix(CARER)}")
    return Location(path=column if column == "client_group" or column.startswith("deployment") else f"answers.{column}")


def _statements(plan: Plan, assessment: Assessment, told: frozenset[str]) -> Iterator[Problem]:
    """What an assessment must state besides its answers: the baseline, and whether there is a carer."""
    if assessment.baseline is None:
        if "baseline" not in told:
            yield problem("RAS618", Location(path="baseline"))
    elif assessment.baseline != BASELINE:
        yield problem("RAS619", Location(path="baseline"), given=assessment.baseline[:40])
    asks_about_carers = bool(plan.columns_of["area"])
    if asks_about_carers and assessment.carer_support is None and not _is_told("carer_support", told):
        yield problem("RAS613", Location(path="carer_support"))


def _strangers(plan: Plan, assessment: Assessment) -> Iterator[Problem]:
    """What is stated, but unknown to the ruleset."""
    known, questions, areas, lines = (plan.columns_of[kind] for kind in ("column", "question", "area", "line"))
    for name in assessment.answers:
        if name not in questions:
            yield problem("RAS601", place_of(name[:60]), question=name[:60], nearest=did_you_mean(name, questions))
    for area, one in _contributions(assessment):
        if area not in areas:
            yield problem("RAS615", place_of(f"{CARER}{area}"[:80]), area=area[:60], nearest=did_you_mean(area, areas))
        else:
            yield from _uncounted_extent(plan, area, one)
    for line in assessment.deployment_by_line:
        if line not in lines:
            yield problem("RAS624", place_of(f"{DEPLOYMENT}{line}"[:80]), line=line[:60], nearest=did_you_mean(line, lines))
    for key, stated in (("client_group", assessment.client_group), ("deployment", assessment.deployment)):
        if stated is not None and key not in known:
            yield problem("RAS627", Location(path=key), key=key)


def _uncounted_extent(plan: Plan, area: str, one: Contribution) -> Iterator[Problem]:
    """Support that does not count must still make sense."""
    if not one.counts and one.extent:
        coded = plan.ask_named[f"{CARER}{area}"].code(one.extent)
        if isinstance(coded, Fault):
            yield problem(coded.code, place_of(f"{CARER}{area}"), (), **dict(coded.words))


def _unanswered(plan: Plan, values: list[int], answered: set[str], cells: Mapping[str, Raw]) -> Iterator[Problem]:
    """Questions that are asked but not answered, and answers to questions that are not asked."""
    for ask in plan.asks:
        is_asked = ask.asked is None or values[ask.asked]
        if ask.column in answered:
            if not is_asked and tuple(values[ask.slot : ask.slot + ask.width]) != ask.not_asked:
                yield problem("RAS610", place_of(ask.column), question=ask.column)
        elif is_asked and ask.if_missing is None and ask.column not in cells and not ask.column.startswith(DEPLOYMENT):
            yield _required(ask)  # without a deployment no line has one: that is said once


def _required(ask: Ask) -> Problem:
    if isinstance(ask, LevelAsk) and ask.source in ("client_group", "deployment"):
        return problem("RAS612", place_of(ask.column), question=ask.column, levels=", ".join(ask.levels))
    return problem("RAS609", place_of(ask.column), question=ask.column)


def _clashes(ruleset: Ruleset, values: list[int]) -> Iterator[Problem]:
    """Answers that cannot stand together, in the ruleset's own words."""
    for clash in ruleset.plan.clashes:
        if values[clash.slot]:
            says = next(one.says for one in ruleset.document.cannot_stand_together if one.id == clash.id)
            yield problem("RAS611", Location(path="answers"), says=says.in_language(), rule=clash.id)
