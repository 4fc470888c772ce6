"""What differs between two assessments, in words: the group, how the budget is held, answers in the ruleset's order, carers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.assessment import Assessment, Contribution, NoCarer, SupportNotOffered, SupportOffered
from ras_engine.explain.answers import written_answer
from ras_engine.explain.conditions import area_title, support_words
from ras_engine.explain.facts import Facts


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing that was said differently: its key (`answers.washing`, `carer_support.nights`), its title, before and after."""

    key: str
    title: str
    before: str
    after: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {"key": self.key, "title": self.title, "before": self.before, "after": self.after}


def input_changes(before: Facts, after: Facts) -> Iterator[InputChange]:
    """Everything that differs and may move money, in the ruleset's order. The two may be of different rulesets."""
    was, now = before.result.assessment, after.result.assessment
    if was.client_group != now.client_group:
        yield InputChange("client_group", after.say("Client group"), _group(before, was), _group(after, now))
    if (was.deployment, was.deployment_by_line) != (now.deployment, now.deployment_by_line):
        yield InputChange("deployment", after.say("How the budget would be held"), _held(before, was), _held(after, now))
    for name in dict.fromkeys((*(one.id for one in after.document.questions), *now.answers, *was.answers)):
        if was.answers.get(name) != now.answers.get(name):
            facts = after if name in after.index.questions else before
            yield InputChange(f"answers.{name}", facts.title(name), _answer(before, was, name), _answer(after, now, name))
    yield from _support(before, after)


def _group(facts: Facts, assessment: Assessment) -> str:
    group = assessment.client_group
    return facts.level_words("client_group", group) if group and group in facts.groups else facts.say("not recorded")


def _held(facts: Facts, assessment: Assessment) -> str:
    way, lines = assessment.deployment, assessment.deployment_by_line
    found = [facts.deployment_words(way)] if way in facts.deployments and way else []
    found += [
        f"{facts.title_of_line(line)}: {facts.deployment_words(one)}" for line, one in lines.items() if one in facts.deployments
    ]
    return "; ".join(found) or facts.say("not recorded")


def _answer(facts: Facts, assessment: Assessment, name: str) -> str:
    question, raw = facts.index.questions.get(name), assessment.answers.get(name)
    if question is None:
        return facts.say("not asked by this ruleset")
    return facts.say("no answer") if raw is None else written_answer(facts, question, raw)


def _areas(assessment: Assessment) -> Mapping[str, Contribution]:
    return assessment.carer_support.areas if isinstance(assessment.carer_support, SupportOffered) else {}


def _support(before: Facts, after: Facts) -> Iterator[InputChange]:
    was, now = before.result.assessment, after.result.assessment
    if was.carer_support == now.carer_support:
        return
    if type(was.carer_support) is not type(now.carer_support):
        yield InputChange("carer_support", after.say("Support by carers"), _stated(before, was), _stated(after, now))
        return
    for area in dict.fromkeys((*_areas(was), *_areas(now))):
        one, other = _areas(was).get(area), _areas(now).get(area)
        if one != other:
            title = area_title(after, area)
            yield InputChange(f"carer_support.{area}", title, _contribution(before, one), _contribution(after, other))


def _stated(facts: Facts, assessment: Assessment) -> str:
    match assessment.carer_support:
        case NoCarer():
            return facts.say("no unpaid carer")
        case SupportNotOffered():
            return facts.say("not offered")
        case SupportOffered(areas=areas):
            given = [f"{area_title(facts, area)}: {_contribution(facts, one)}" for area, one in areas.items()]
            return "; ".join(given) or facts.say("no support")
        case None:
            return facts.say("not recorded")


def _contribution(facts: Facts, one: Contribution | None) -> str:
    if one is None:
        return facts.say("no support")
    extent = support_words(facts, one.extent)
    return extent if one.counts else facts.say("{support} (not counted)", support=extent)
