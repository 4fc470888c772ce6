"""openfisca-core and policyengine-core as their guides and country templates write a model: figures in a tree of parameters, taken
by the enumeration (`parameters(period).points.q0_0[person("q0_0", period)]`), tables as scales with `calc`, one formula a variable.

Scales work in floats of 64 bits on whole hundredths, so their results are whole numbers but for a last bit, which is rounded off.
People come in two ways, both from the guides: a column set for each variable, as for a survey, or situations (a dictionary for each
person, as from a form or an interface).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from peers_numpy import Pence
from peers_rules import MONTH
from workload import Codes, Workload

SINCE = "2026-01-01"


def in_openfisca_tree(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """openfisca-core, a column for each variable."""
    return _from_columns("openfisca_core", workload, codes)


def in_policyengine_tree(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """policyengine-core, a column for each variable."""
    return _from_columns("policyengine_core", workload, codes)


def in_openfisca_situations(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """openfisca-core, a situation for each person."""
    return _from_situations("openfisca_core", workload, codes)


def in_policyengine_situations(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """policyengine-core, a situation for each person."""
    return _from_situations("policyengine_core", workload, codes)


def _from_columns(package: str, workload: Workload, codes: Codes) -> Callable[[], Pence]:
    system, builder = _system(package, workload), import_module(f"{package}.simulations").SimulationBuilder
    columns = {name: np.array(words)[codes[name]] for name, words in _words(workload).items()}

    def score() -> Pence:
        simulation = builder().build_default_simulation(system, count=len(codes["group"]))
        for name, column in columns.items():
            simulation.set_input(name, MONTH, column)
        return _calculated(simulation)

    return score


def _from_situations(package: str, workload: Workload, codes: Codes) -> Callable[[], Pence]:
    system, builder = _system(package, workload), import_module(f"{package}.simulations").SimulationBuilder
    words = _words(workload)
    people = {
        f"person {number}": {name: {MONTH: words[name][code]} for name, code in zip(codes, row, strict=True)}
        for number, row in enumerate(zip(*(column.tolist() for column in codes.values()), strict=True))
    }

    def score() -> Pence:
        return _calculated(builder().build_from_entities(system, {"people": people}))

    return score


def _calculated(simulation: Any) -> Pence:
    budget, contingency, planned = (simulation.calculate(name, MONTH) for name in ("budget", "contingency", "planned"))
    return np.asarray(budget), np.asarray(contingency), np.asarray(planned)


def _words(workload: Workload) -> dict[str, list[str]]:
    """The names of every enumeration's items."""
    words = {"group": workload.groups, **{name: [f"l{n}" for n in range(len(each))] for name, each in workload.points.items()}}
    return words | {name: [f"l{n}" for n in range(len(workload.kept))] for name in workload.carers}


def _system(package: str, workload: Workload) -> Any:
    """The system: entities, parameters, variables."""
    entities, systems = import_module(f"{package}.entities"), import_module(f"{package}.taxbenefitsystems")
    enums = import_module(f"{package}.indexed_enums" if "fisca" in package else f"{package}.enums")
    variables, periods = import_module(f"{package}.variables"), import_module(f"{package}.periods")
    month = periods.DateUnit.MONTH if "fisca" in package else "month"
    person = entities.build_entity(key="person", plural="people", label="A person", is_person=True)
    system = systems.TaxBenefitSystem([person])
    system.parameters = import_module(f"{package}.parameters").ParameterNode("", data=_parameters(workload))

    def add(name: str, **body: Any) -> None:
        body = {"entity": person, "definition_period": month, "label": name} | body
        system.add_variable(type(name, (variables.Variable,), body))

    for name, words in _words(workload).items():
        choice = enums.Enum(name, {word: word for word in words})
        add(name, value_type=enums.Enum, possible_values=choice, default_value=next(iter(choice)))
    for name, formula in _formulas(workload).items():
        add(name, value_type=int, formula=formula)
    return system


def _parameters(workload: Workload) -> dict[str, Any]:
    """The tree of figures, each in force since a day."""

    def value(number: int) -> dict[str, Any]:
        return {"values": {SINCE: {"value": number}}}

    def scale(rows: list[tuple[int, int]], kind: str) -> dict[str, Any]:
        dated = [{"threshold": {SINCE: {"value": start}}, kind: {SINCE: {"value": each}}} for start, each in rows]
        return {"brackets": dated} | ({"metadata": {"type": "single_amount"}} if kind == "amount" else {})

    def tables(parts: int) -> dict[str, Any]:
        each = zip(workload.groups, workload.tables, strict=True)
        return {group: scale([(start * parts, slope) for start, _, slope in table], "rate") for group, table in each}

    def levels(values: list[int], names: list[str]) -> dict[str, Any]:
        return {name: value(number) for name, number in zip(names, values, strict=True)}

    words = _words(workload)
    starts = [start * 100 for start in workload.share_starts]
    return {
        "points": {name: levels(each, words[name]) for name, each in workload.points.items()},
        "weights": {f"domain_{number}": levels(each, workload.groups) for number, each in enumerate(workload.weights)},
        "kept": levels(workload.kept, words[workload.carers[0]]),
        "tables": {"hundredths": tables(100), "two_thousandths": tables(2000)},
        "shares": scale(list(zip(starts, workload.shares, strict=True)), "amount"),
        "limits": {"minimum": value(workload.minimum), "maximum": value(workload.maximum)},
    }


def _formulas(workload: Workload) -> dict[str, Callable[..., Any]]:
    """Every variable that is worked out."""
    found: dict[str, Callable[..., Any]] = {}
    for number, questions in enumerate(workload.domains):
        found |= {f"points_{name}": _points(name) for name in questions}
        found[f"weighted_{number}"] = _weighted(number, questions)
        found[f"net_{number}"] = _net(number)
    domains = range(len(workload.domains))
    found["total"] = lambda person, period: sum(person(f"weighted_{number}", period) for number in domains)
    found["net"] = lambda person, period: sum(person(f"net_{number}", period) for number in domains)
    found["neutral"] = _money("total", "hundredths", 100)
    found["after_carers"] = _money("net", "two_thousandths", 2000)
    return found | {"budget": _budget, "contingency": _contingency, "planned": _planned}


def _points(name: str) -> Callable[..., Any]:
    return lambda person, period, parameters: parameters(period).points[name][person(name, period)]


def _weighted(number: int, questions: list[str]) -> Callable[..., Any]:
    def formula(person: Any, period: Any, parameters: Any) -> Any:
        points = sum(person(f"points_{name}", period) for name in questions)
        return points * parameters(period).weights[f"domain_{number}"][person("group", period)]

    return formula


def _net(number: int) -> Callable[..., Any]:
    def formula(person: Any, period: Any, parameters: Any) -> Any:
        return person(f"weighted_{number}", period) * parameters(period).kept[person(f"carer_{number}", period)]

    return formula


def _money(of: str, parts: str, divisor: int) -> Callable[..., Any]:
    def formula(person: Any, period: Any, parameters: Any) -> Any:
        points, group, tables = person(of, period), person("group", period), parameters(period).tables[parts]
        chosen = [group == each for each in group.possible_values]
        exact = np.select(chosen, [tables[each.name].calc(points) for each in group.possible_values])
        return (np.rint(exact).astype(np.int64) + divisor // 2) // divisor

    return formula


def _budget(person: Any, period: Any, parameters: Any) -> Any:
    limits, amount = parameters(period).limits, np.minimum(person("after_carers", period), person("neutral", period))
    return np.minimum(np.where((amount > 0) & (amount < limits.minimum), limits.minimum, amount), limits.maximum)


def _contingency(person: Any, period: Any, parameters: Any) -> Any:
    budget, share = person("budget", period), parameters(period).shares.calc(person("total", period))
    return np.minimum((budget.astype(np.int64) * share.astype(np.int64) + 500) // 1000, budget)


def _planned(person: Any, period: Any) -> Any:
    return person("budget", period) - person("contingency", period)
