"""What the names of a ruleset mean: one read-only index that the checks, the compiler and the explanation share.

Every method is total: an unknown name has no levels, no unit and reads nothing, so that checks can ask before they complain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ras_engine.document.carers import CarerRule, MeanShareRule
from ras_engine.document.conditions import Condition
from ras_engine.document.lines import AmountByKeys, ExtremeLine, Line, PriceLine
from ras_engine.document.measures import (
    BandMeasure,
    ClassMeasure,
    ClassTableMeasure,
    CountConditionsMeasure,
    CountMeasure,
    ExtremeMeasure,
    FirstMatchMeasure,
    LookupMeasure,
    MeanItem,
    MeanMeasure,
    Measure,
    PointsMeasure,
    ProductMeasure,
    SumMeasure,
    WeightedSumMeasure,
)
from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.document.ruleset import RulesetDocument

CLIENT_GROUP = "client_group"
POINTS = "points"
YES_NO = ("no", "yes")


def has_points(question: Question) -> bool:
    """Whether the question's answers carry points."""
    match question:
        case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
            return any(level.points is not None for level in levels)
        case YesNoQuestion(points=points):
            return points is not None
        case QuantityQuestion():
            return False
        case FrequencyQuestion():
            return question.counted_per is None


class Index:
    """The names of one document."""

    def __init__(self, document: RulesetDocument) -> None:
        self.document = document
        self.questions: dict[str, Question] = {question.id: question for question in document.questions}
        self.measures: dict[str, Measure] = {measure.id: measure for measure in document.measures}
        self.lines: dict[str, Line] = {line.id: line for line in self.all_lines()}
        self._levels: dict[str, tuple[str, ...]] = {}  # as they were asked for: large tables ask often
        self._units: dict[str, str] = {name: self._unit_of_question(one) for name, one in self.questions.items()}
        for measure in document.measures:  # in order: a measure reads only what stands above it
            self._units.setdefault(measure.id, self._unit_of_measure(measure))

    def all_lines(self) -> Iterator[Line]:
        """Every line of the document, those inside `largest_of` and `smallest_of` too."""
        separate = (line for amount in self.document.separate_amounts for line in amount.lines)
        for line in (*self.document.budget_lines, *self.document.carer_sustainability, *separate):
            yield from with_inner(line)

    def levels_of(self, name: str) -> tuple[str, ...]:
        """The levels of a question, band, class or `client_group`, the lowest first; none where the name has no levels."""
        if name not in self._levels:
            self._levels[name] = self._levels_of(name)
        return self._levels[name]

    def _levels_of(self, name: str) -> tuple[str, ...]:
        if name == CLIENT_GROUP:
            return tuple(self.document.client_groups or ())
        match self.questions.get(name) or self.measures.get(name):
            case LevelsQuestion(levels=levels):
                return tuple(level.id for level in levels)
            case ChoicesQuestion(choices=choices):
                return tuple(choice.id for choice in choices)
            case YesNoQuestion():
                return YES_NO
            case BandMeasure(bands=bands):
                return tuple(band.id for band in bands)
            case ClassMeasure(classes=classes) | ClassTableMeasure(classes=classes):
                return tuple(one.id for one in classes)
            case _:
                return ()

    def is_number(self, name: str) -> bool:
        """Whether the name stands for a number."""
        question = self.questions.get(name)
        if question is not None:
            return has_points(question) or isinstance(question, QuantityQuestion | FrequencyQuestion)
        return name in self.measures and not self.levels_of(name)

    def unit_of(self, name: str) -> str:
        """The unit of a number: points, a quantity's unit, `times a week`; empty where it is not known."""
        return self._units.get(name, "")

    def _unit_of_question(self, question: Question) -> str:
        if isinstance(question, QuantityQuestion):
            return question.unit
        if isinstance(question, FrequencyQuestion) and question.counted_per:
            return f"times a {question.counted_per}"
        return POINTS if has_points(question) else ""

    def _unit_of_measure(self, measure: Measure) -> str:
        """The unit that is declared, else that of the parts where they share one; weights make another unit of all but points."""
        if measure.kind in ("band", "class", "class_table"):
            return ""
        declared = getattr(measure, "unit", None) or (POINTS if measure.kind == "points" else None)
        if declared or measure.kind not in ("sum", "weighted_sum", "largest", "smallest", "mean", "limited", "excess"):
            return declared or ""
        units = {self.unit_of(name) for name in self.values_in(measure)}
        unit = units.pop() if len(units) == 1 else ""
        return unit if measure.kind != "weighted_sum" or unit == POINTS else ""

    def summed(self, measure: SumMeasure) -> tuple[str, ...]:
        """What a sum adds up: the names it lists, or every question with points of its domain."""
        if measure.of is not None:
            return measure.of
        return tuple(one.id for one in self.document.questions if one.domain == measure.domain and has_points(one))

    def values_in(self, measure: Measure) -> tuple[str, ...]:
        """The questions and measures whose numbers or levels a measure takes as values, its conditions and keys left out."""
        match measure:
            case SumMeasure():
                return self.summed(measure)
            case WeightedSumMeasure(of=weights_of, by_client_group=groups):
                return tuple(weights_of or dict.fromkeys(name for weights in (groups or {}).values() for name in weights))
            case FirstMatchMeasure(cases=cases, otherwise=otherwise):
                return tuple(name for name in (*(case.of for case in cases), otherwise.of) if name)
            case MeanMeasure(of=items):
                return tuple(one.value if isinstance(one, MeanItem) else one for one in items)
            case ExtremeMeasure(of=names) | CountMeasure(of=names) | ProductMeasure(of=names):
                return names
            case PointsMeasure(of=points):
                return tuple(points)
            case CountConditionsMeasure() | ClassMeasure() | ClassTableMeasure() | LookupMeasure():
                return ()
            case _:
                return (measure.of,)

    def reads_of_measure(self, measure: Measure) -> frozenset[str]:
        """Every question, measure (and `client_group`) that a measure reads directly: values, keys and conditions."""
        items = (*getattr(measure, "cases", ()), *(measure.of if isinstance(measure, MeanMeasure) else ()))
        conditions = [getattr(measure, "when", None), *getattr(measure, "conditions", ())]
        conditions += [one.when for one in items if not isinstance(one, str)]
        groups = [CLIENT_GROUP] if getattr(measure, "by_client_group", None) else []
        return frozenset((*self.values_in(measure), *getattr(measure, "by", ()), *groups, *_names_in(conditions)))

    def reads_of_line(self, line: Line) -> frozenset[str]:
        """Every question, measure (and `client_group`) that a line reads directly, its inner lines' reads too."""
        found: set[str] = set()
        for one in with_inner(line):
            conditions = [one.when, *(case.when for case in getattr(one, "cases", ()))]
            limits = (key for limit in (one.at_least, one.at_most) if isinstance(limit, AmountByKeys) for key in limit.by or ())
            by = getattr(one, "by", ())
            named = [getattr(one, key, None) for key in ("of", "quantity")]
            priced = [one.price_by.by] if isinstance(one, PriceLine) and one.price_by else []
            groups = [CLIENT_GROUP] if one.client_groups or getattr(one, "by_client_group", None) else []
            found.update(name for name in (*named, *by, *priced, *limits, *groups, *_names_in(conditions)) if name)
        return frozenset(found)

    def reads_deeply(self, names: Iterable[str]) -> frozenset[str]:
        """The names, and every name that they read in turn."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.reads_of_measure(self.measures[name]) if name in self.measures else ()
        return frozenset(found)

    def prices_of(self, line: Line) -> tuple[str, ...]:
        """The prices that a price line may use."""
        if not isinstance(line, PriceLine):
            return ()
        return tuple(line.price_by.prices.values()) if line.price_by else (line.price or "",)

    def areas_of(self, rule: CarerRule) -> tuple[str, ...]:
        """The areas that a carer rule asks about."""
        return tuple(rule.activities if isinstance(rule, MeanShareRule) else rule.reduces)

    def area_levels(self) -> tuple[str, ...]:
        """The levels of support that carers can give, `none` first."""
        support = self.document.carer_support
        return ("none", *(level.id for level in (support.levels if support else None) or () if level.id != "none"))


def with_inner(line: Line) -> Iterator[Line]:
    """The line, and the lines inside it."""
    yield line
    if isinstance(line, ExtremeLine):
        for inner in line.lines:
            yield from with_inner(inner)


def conditions_in(written: Condition | None) -> Iterator[Condition]:
    """A condition and every condition inside it."""
    if written is not None:
        yield written
        for part in (*(written.all_ or ()), *(written.any_ or ()), written.not_):
            yield from conditions_in(part)


def _names_in(conditions: Iterable[Condition | None]) -> Iterator[str]:
    for written in conditions:
        for one in conditions_in(written):
            name = one.question or one.measure or (CLIENT_GROUP if one.client_group else None)
            if name:
                yield name
