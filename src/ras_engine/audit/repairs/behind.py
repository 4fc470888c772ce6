"""What may stand in the rules behind a rule: the prices and reference amounts of a line, the weights by client group of what it
measures, the share that a level of support meets.

Receives plain data of a ruleset and the path of a line or of a carer rule; gives options elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ras_engine.audit.repairs.options import ANOTHER, ASKED_FOR, OTHERS, Option, at, number, numbers, size_of
from ras_engine.audit.report import Witness
from ras_engine.exact import format_decimal
from ras_engine.plan.plan import Path

LESS = (Fraction(9, 10), Fraction(3, 4), Fraction(1, 2), Fraction(1, 4))
TENTHS = tuple(Fraction(number, 10) for number in range(9, 0, -1))


def behind(data: Any, path: Path) -> list[Option]:
    """The options of what stands behind one rule."""
    rule = at(data, path)
    if not isinstance(rule, Mapping):
        return []
    found = [*_of_line(data, rule)] if path[0] == "budget_lines" else [*_met(data, rule)] if "reduces" in rule else []
    return list({(one.place, one.after): one for one in found if one.before != one.after}.values())


def within_reach(data: Any, path: Path, pairs: Sequence[Witness]) -> Iterator[Option]:
    """A maximum that moves nobody's amount below the most that anybody was found to have: on a whole number, or on a round one."""
    written = at(data, (*path, "amount"))
    facts = [fact.left for one in pairs if one.kind == "nearest" for fact in one.facts if fact.what == "before_limits"]
    if path == ("limits", "maximum") and numbers(written, *facts) and facts:
        most = max(map(number, facts))
        note = f"the most that anybody looked at has is {format_decimal(most, 2)}"
        below = [Fraction((-(-most // step) - 1) * step) for step in (1, 10)] + [
            most * share // 10 * Fraction(10) for share in LESS
        ]
        for value in below:
            yield _written((*path, "amount"), written, value, note, ASKED_FOR)


def _of_line(data: Any, rule: Mapping[str, Any]) -> Iterator[Option]:
    """Prices and reference amounts by their name, weights of the measures that a line goes by."""
    for place in (("prices", rule.get("price")), ("reference_amounts", rule.get("reference"))):
        if place[1] is not None:
            yield from _amounts(at(data, place), place)  # type: ignore[arg-type]
    yield from _weights(data, [one for key in ("of", "quantity", "times") if isinstance(one := rule.get(key), str)])
    for nested in rule.get("lines", ()):
        yield from _of_line(data, nested)


def _amounts(rule: Any, place: Path) -> Iterator[Option]:
    """An amount somewhat smaller; one of several as another one is."""
    if not isinstance(rule, Mapping):
        return
    if numbers(rule.get("amount")):
        value = number(rule["amount"])
        for share in LESS:
            yield _written((*place, "amount"), rule["amount"], value * share)
    for key in ("by_deployment", "by_client_group"):
        yield from _cells(rule.get(key), (*place, key))


def _cells(cells: Any, place: Path) -> Iterator[Option]:
    """Each of several numbers as the others are."""
    if isinstance(cells, Mapping) and numbers(*cells.values()):
        for one, mine in cells.items():
            for theirs in dict.fromkeys(cells.values()):
                yield _written((*place, one), mine, number(theirs))


def _weights(data: Any, names: Sequence[str]) -> Iterator[Option]:
    """A weight of one client group as the group nearest to it or the middle one has it, in every measure behind these."""
    measures = {one["id"]: (place, one) for place, one in enumerate(data.get("measures", ())) if "id" in one}
    seen: list[str] = []
    waiting = [one for one in names if one in measures]
    while waiting:
        name = waiting.pop()
        seen.append(name)
        place, rule = measures[name]
        behind = rule.get("of", ())
        more = [behind] if isinstance(behind, str) else [one for one in behind if isinstance(one, str)]
        groups = rule.get("by_client_group")
        if isinstance(groups, Mapping):
            yield from _by_group(groups, ("measures", place, "by_client_group"))
            more += [one for weights in groups.values() if isinstance(weights, Mapping) for one in weights]
        waiting += [one for one in dict.fromkeys(more) if one in measures and one not in seen and one not in waiting]


def _by_group(groups: Mapping[str, Any], place: Path) -> Iterator[Option]:
    for one, mine in groups.items():
        for name, weight in mine.items() if isinstance(mine, Mapping) else ():
            others = {group: theirs[name] for group, theirs in groups.items() if group != one and name in theirs}
            if numbers(weight, *others.values()) and others:
                nearest = min(others, key=lambda group: abs(number(others[group]) - number(weight)))
                middle = sorted(others, key=lambda group: number(others[group]))[len(others) // 2]
                for group in (nearest, middle):
                    yield _written((*place, one, name), weight, number(others[group]), f"as {group} has it", OTHERS)


def _met(data: Any, rule: Mapping[str, Any]) -> Iterator[Option]:
    """A level of support that meets as much as the level before it, the most first."""
    levels = at(data, ("carer_support", "levels"))
    if not isinstance(levels, Sequence) or isinstance(levels, str) or rule.get("kind") == "quantity_met":
        return
    met = [one.get("met") for one in levels]
    if numbers(*met):
        for place in reversed(range(len(met))):
            before = met[place - 1] if place else "0%"
            yield Option(("carer_support", "levels", place, "met"), met[place], before, size_of(number(met[place]), number(before)))


def _written(place: Path, before: str, after: Fraction, note: str = "", tier: int = ANOTHER) -> Option:
    value = Fraction(round(after * 100), 100)
    return Option(place, before, format_decimal(value, 2), size_of(number(before), value), note=note, tier=tier)
