"""What comes in: one person's assessment, holding only what may lawfully move money.

Age, ethnicity and sex are not fields: absence by type beats a rule. Reading is lenient and keeps what it could not read as
`faults`, so that the score stage can report everything that is wrong at once; an assessment with faults is never scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from ras_engine.assessment.values import day_of, fact_of, kind_of, not_stated, number_text, remade, said, thawed
from ras_engine.errors import Location, Problem, did_you_mean, problem

Raw = str | Mapping[str, str]
"""A raw answer: a text, or a mapping (`{times, per}` of a frequency; days by level of a fluctuating answer)."""

KEYS = ("assessed_on", "baseline", "client_group", "deployment", "answers", "carer_support", "reference")
FACTS = ("able", "willing", "likely_to_stay_able", "likely_to_stay_willing", "adult")
EXTENTS = ("extent", "level", "quantity")
SUPPORT_KEYS = (*EXTENTS, "limited_by", *FACTS)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one carer does in one area: `extent` (a level or a quantity) and the four facts of the Care Act 2014, s.10(5).

    A fact that is not recorded is None. `limited_by` may record work, education or leisure as the reason that support is limited
    (s.10(6)). Support counts only where the carer is an adult, able and willing.
    """

    extent: str
    able: bool | None
    willing: bool | None
    likely_to_stay_able: bool | None = None
    likely_to_stay_willing: bool | None = None
    adult: bool | None = None
    limited_by: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the support may be counted."""
        return self.able is True and self.willing is True and self.adult is not False


@dataclass(frozen=True, slots=True)
class NoCarer:
    """There is no unpaid carer."""


@dataclass(frozen=True, slots=True)
class SupportNotOffered:
    """There may be a carer, but no support is offered, or it is not sustainable."""


@dataclass(frozen=True, slots=True)
class SupportOffered:
    """Support is offered, area by area. Areas that are not named are not supported."""

    areas: Mapping[str, Contribution]

    def __reduce__(self) -> tuple[Any, ...]:
        return remade, (type(self), (thawed(self.areas),))


CarerSupport = NoCarer | SupportNotOffered | SupportOffered


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment. `answers` are as written; the ruleset's questions say what they mean.

    `deployment` is how the budget would be held, `deployment_by_line` where single lines differ (a mixture). `reference` is the
    caller's own key and is never read.
    """

    answers: Mapping[str, Raw]
    assessed_on: date | None = None
    baseline: str | None = None
    client_group: str | None = None
    deployment: str | None = None
    deployment_by_line: Mapping[str, str] = field(default_factory=dict)
    carer_support: CarerSupport | None = None
    reference: str = ""
    faults: tuple[Problem, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Assessment:
        """An assessment from plain data, such as parsed JSON; `docs/assessments.md` gives the form. Never raises on bad data.

        Whole numbers and Decimals may stand for text. Floats and booleans may not: they are kept as faults.
        """
        return Reader().assessment(data)

    def as_dict(self) -> dict[str, Any]:
        """The assessment as plain data that `from_dict` reads back to an equal assessment."""
        plain: dict[str, Any] = {
            "assessed_on": self.assessed_on.isoformat() if self.assessed_on else None,
            "baseline": self.baseline,
            "client_group": self.client_group,
            "deployment": {"default": self.deployment, **self.deployment_by_line} if self.deployment_by_line else self.deployment,
            "answers": {name: raw if isinstance(raw, str) else dict(raw) for name, raw in self.answers.items()},
            "carer_support": _support_as_dict(self.carer_support),
            "reference": self.reference or None,
        }
        return {key: value for key, value in plain.items() if value is not None}

    def __reduce__(self) -> tuple[Any, ...]:
        return remade, (type(self), tuple(thawed(getattr(self, name)) for name in self.__slots__))


def _support_as_dict(support: CarerSupport | None) -> Any:
    match support:
        case None:
            return None
        case NoCarer():
            return "no_carer"
        case SupportNotOffered():
            return "not_offered"
        case SupportOffered(areas=areas):
            return {area: _contribution_as_dict(one) for area, one in areas.items()}


def _contribution_as_dict(one: Contribution) -> dict[str, Any]:
    facts = {name: getattr(one, name) for name in FACTS}
    written = {name: "yes" if value else "no" for name, value in facts.items() if value is not None}
    return {"extent": one.extent, **written, **({"limited_by": list(one.limited_by)} if one.limited_by else {})}


class Reader:
    """Reads plain data into an assessment, noting every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[Problem] = []

    def fault(self, code: str, path: str, **words: str) -> None:
        """Note a fault at a place in the data."""
        self.faults.append(problem(code, Location(path=path), (), **words))

    def assessment(self, data: Any) -> Assessment:
        """The assessment, with its faults."""
        if not isinstance(data, Mapping):
            self.fault("RAS626", "", what="An assessment", type=kind_of(data))
            return Assessment(answers={}, faults=tuple(self.faults))
        for key in data:
            if key not in KEYS:
                self.fault("RAS621", str(key)[:60], key=str(key)[:60], nearest=did_you_mean(str(key), KEYS))
        deployment, by_line = self.deployment(data.get("deployment"))
        return Assessment(
            assessed_on=self.day(data.get("assessed_on")),
            baseline=self.text("baseline", data.get("baseline")),
            client_group=self.text("client_group", data.get("client_group")),
            deployment=deployment,
            deployment_by_line=MappingProxyType(by_line),
            answers=MappingProxyType(self.answers(data.get("answers", {}))),
            carer_support=self.support(data.get("carer_support")),
            reference=self.text("reference", data.get("reference")) or "",
            faults=tuple(self.faults),
        )

    def text(self, name: str, value: Any, path: str = "") -> str | None:
        """One value as text; None where it is missing."""
        if isinstance(value, str):
            return value or None
        if value is None:
            return None
        written = number_text(value)
        if written is not None:
            return written
        remedy = {
            "a boolean": 'Write "yes" or "no".',
            "a float": 'A float is not exact: write the number as text ("10.5"), or read JSON with ras_engine.read_assessment.',
        }.get(kind_of(value), "Write a level, a number or a frequency.")
        self.fault("RAS622", path or name, question=name, type=kind_of(value), remedy=remedy)
        return None

    def day(self, value: Any) -> date | None:
        """The day of the assessment."""
        day = day_of(value)
        if day is None:
            self.fault("RAS620", "assessed_on", given="nothing" if not_stated(value) else said(value, 20))
        return day

    def answers(self, value: Any) -> dict[str, Raw]:
        """The answers: a mapping, or a list of `{question, answer}` in which none may stand twice."""
        if not isinstance(value, Mapping | list | tuple):
            self.fault("RAS626", "answers", what='"answers"', type=kind_of(value))
            return {}
        if type(value) is dict and all(type(name) is type(raw) is str and raw for name, raw in value.items()):
            return dict(value)  # as nearly every assessment is
        found: dict[str, Raw] = {}
        for name, raw in self.pairs(value):
            if name in found:
                self.fault("RAS623", f"answers.{name}", question=name)
            answer = self.answer(name, raw)
            if answer is not None:
                found[name] = answer
        return found

    def pairs(self, value: Any) -> Iterator[tuple[str, Any]]:
        """Question and raw answer, one after the other."""
        if isinstance(value, Mapping):
            yield from ((str(name), raw) for name, raw in value.items())
            return
        for place, entry in enumerate(value):
            if isinstance(entry, Mapping) and set(entry) == {"question", "answer"}:
                yield str(entry["question"]), entry["answer"]
            else:
                self.fault("RAS626", f"answers[{place}]", what="An answer in a list", type="not {question, answer}")

    def answer(self, name: str, raw: Any) -> Raw | None:
        """One raw answer; None where it is missing or cannot be one."""
        path = f"answers.{name}"
        if isinstance(raw, Mapping):
            parts = {str(key): self.text(name, part, path) for key, part in raw.items()}
            return MappingProxyType({key: part for key, part in parts.items() if part is not None})
        return self.text(name, raw, path)

    def deployment(self, value: Any) -> tuple[str | None, dict[str, str]]:
        """How the budget would be held: one way, or a mixture by line with its `default`."""
        if not isinstance(value, Mapping):
            return self.text("deployment", value), {}
        ways = {str(line): self.text(f"deployment.{line}", way) for line, way in value.items()}
        return ways.pop("default", None), {line: way for line, way in ways.items() if way is not None}

    def support(self, value: Any) -> CarerSupport | None:
        """What is said about carers; None where nothing is."""
        match value:
            case _ if not_stated(value):
                return None
            case str() if value == "no_carer":
                return NoCarer()
            case str() if value == "not_offered":
                return SupportNotOffered()
            case Mapping():
                areas = {str(area): self.contribution(str(area), one) for area, one in value.items()}
                return SupportOffered(MappingProxyType({area: one for area, one in areas.items() if one is not None}))
            case _:
                self.fault("RAS614", "carer_support", given=str(value)[:40] if isinstance(value, str) else kind_of(value))
                return None

    def contribution(self, area: str, value: Any) -> Contribution | None:
        """One area's support."""
        path = f"carer_support.{area}"
        if not isinstance(value, Mapping):
            self.fault("RAS626", path, what=f'The support with "{area}"', type=kind_of(value))
            return None
        for key in value:
            if key not in SUPPORT_KEYS:
                self.fault(
                    "RAS621", f"{path}.{str(key)[:60]}", key=f"{area}.{str(key)[:60]}", nearest=did_you_mean(str(key), SUPPORT_KEYS)
                )
        extents = [self.text(path, value[key], f"{path}.{key}") for key in EXTENTS if key in value]
        given = [extent for extent in extents if extent is not None]
        if len(given) != 1:
            self.fault("RAS625", path, area=area, needs="level (or quantity)")
        facts = {name: self.yes_no(f"{path}.{name}", value[name]) if name in value else None for name in FACTS}
        for name in ("able", "willing"):
            if facts[name] is None and not_stated(value.get(name)):
                self.fault("RAS616", path, area=area, fact=name)
        reasons = tuple(self.reasons(f"{path}.limited_by", value["limited_by"])) if "limited_by" in value else ()
        return Contribution(given[0] if given else "", **facts, limited_by=reasons)

    def reasons(self, path: str, value: Any) -> Iterator[str]:
        """Why support is limited: a text, or a list of texts."""
        for reason in value if isinstance(value, list | tuple) else [value]:
            if isinstance(reason, str) and reason:
                yield reason
            elif not not_stated(reason):
                self.fault("RAS622", path, question=path, type=kind_of(reason), remedy='Write a list of texts, such as ["work"].')

    def yes_no(self, path: str, value: Any) -> bool | None:
        """A recorded fact; None where it is not recorded."""
        fact = fact_of(value)
        if fact is None and not not_stated(value):
            self.fault("RAS617", path, given=said(value, 20), field=path)
        return fact
