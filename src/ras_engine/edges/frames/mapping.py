"""What a frame's columns and values mean in a ruleset: by argument, or in a small YAML file that a data report writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ras_engine.edges.frames.rules import ColumnRule, key_of, rule_of
from ras_engine.errors import Location, Problem, did_you_mean, problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import Distinct, columns_read
from ras_engine.score.many.columns import distinct, is_single

Key = tuple[str, str]
OPEN = "?"
"""What stands for a meaning that nobody has filled in yet."""


@dataclass(frozen=True, slots=True)
class DataMapping:
    """`columns`: the caller's name of a column -> the ruleset's. `values`: the ruleset's name -> (type, value) -> answer.

    The answer "" means that nothing is stated. `places` says where each meaning stands in a file.
    """

    columns: Mapping[Any, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[Key, str]] = field(default_factory=dict)
    places: Mapping[tuple[str, Key], Location] = field(default_factory=dict, repr=False)

    def and_also(self, other: DataMapping) -> DataMapping:
        """Both together; where they disagree, the other."""
        values = {name: {**self.values.get(name, {}), **other.values.get(name, {})} for name in (*self.values, *other.values)}
        return DataMapping({**self.columns, **other.columns}, values, {**self.places, **other.places})

    def applied(self, name: str, column: Any) -> Any:
        """A column with its values brought to the ruleset's answers; values that are not named stay as they are."""
        meanings = self.values[name]
        if not isinstance(column, Distinct) and is_single(column):
            return meanings.get(key_of(column), column)
        raw = column if isinstance(column, Distinct) else distinct(column, len(column))
        return Distinct(tuple(meanings.get(key_of(value), value) for value in raw.values), raw.places)

    def problems(self, ruleset: Ruleset) -> Iterator[Problem]:
        """Meanings for columns that the ruleset does not read, and meanings that are no answers of their question."""
        wanted = columns_read(ruleset.plan)
        yield from unread(self.columns.values(), wanted)
        for name, meanings in self.values.items():
            if name not in wanted:
                yield problem("RAS744", Location(path=name), column=name, nearest=did_you_mean(name, wanted))
                continue
            rule = rule_of(ruleset, name)
            for key, means in meanings.items():
                why = _why_not(rule, means)
                if why:
                    where = self.places.get((name, key), Location(path=name))
                    yield problem("RAS745", where, column=name, means=str(means)[:60], why=why)


def _why_not(rule: ColumnRule, means: Any) -> str:
    """Why this cannot be what a value means; empty where it can."""
    if not isinstance(means, str):
        return "That is no text."
    wrong = rule.wrong(means)
    return wrong.message if wrong else ""


def unread(names: Iterable[Any], wanted: Iterable[str]) -> list[Problem]:
    """Names that are said to be the ruleset's, and are not."""
    return [
        problem("RAS703", Location(path=str(one)), column=str(one), nearest=did_you_mean(str(one), wanted))
        for one in names
        if one not in wanted
    ]


def mapping_of(columns: Mapping[Any, str] | None, values: Mapping[str, Mapping[Any, str]] | None) -> DataMapping:
    """A mapping from plain arguments: `columns={"their name": "our name"}`, `values={"our name": {their_value: "our answer"}}`."""
    typed = {name: {key_of(value): means for value, means in meanings.items()} for name, meanings in (values or {}).items()}
    return DataMapping(dict(columns or {}), typed)
