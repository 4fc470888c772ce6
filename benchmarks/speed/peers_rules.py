"""openfisca-core and policyengine-core: each question an enumerated variable, each step a variable with a formula, as their guides
say.

Both have one ancestor and one idiom. The answers are set as the integer codes of the enumerations. Integers of 32 bits are what
both use for `int`; every amount here fits.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from peers_numpy import Pence
from workload import Codes, Workload

MONTH = "2026-04"


def in_openfisca(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """openfisca-core."""
    return _scored("openfisca_core", import_module("openfisca_core.periods").DateUnit.MONTH, workload, codes)


def in_policyengine(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """policyengine-core."""
    return _scored("policyengine_core", "month", workload, codes)


def in_openfisca_strings(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """openfisca-core, the answers set as the names of the levels, as its guide has it."""
    return _scored("openfisca_core", import_module("openfisca_core.periods").DateUnit.MONTH, workload, codes, strings=True)


def in_policyengine_strings(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """policyengine-core, the answers set as the names of the levels."""
    return _scored("policyengine_core", "month", workload, codes, strings=True)


def _scored(package: str, unit: Any, workload: Workload, codes: Codes, strings: bool = False) -> Callable[[], Pence]:
    entities, systems = import_module(f"{package}.entities"), import_module(f"{package}.taxbenefitsystems")
    enums, variables = (
        import_module(f"{package}.indexed_enums" if "fisca" in package else f"{package}.enums"),
        import_module(f"{package}.variables"),
    )
    builder = import_module(f"{package}.simulations").SimulationBuilder
    person = entities.build_entity(key="person", plural="people", label="A person", is_person=True)
    system = systems.TaxBenefitSystem([person])

    def add(name: str, **body: Any) -> None:
        system.add_variable(type(name, (variables.Variable,), {"entity": person, "definition_period": unit, "label": name} | body))

    def asked(name: str, levels: list[str]) -> Any:
        choice = enums.Enum(name, {level: level for level in levels})
        add(name, value_type=enums.Enum, possible_values=choice, default_value=next(iter(choice)))
        return choice

    def worked_out(name: str, formula: Callable[..., Any]) -> None:
        add(name, value_type=int, formula=formula)

    _variables(workload, asked, worked_out)
    names = {"group": workload.groups, **{name: _levels(len(each)) for name, each in workload.points.items()}}
    names |= dict.fromkeys(workload.carers, _levels(len(workload.kept)))
    coded = {name: np.array(names[name])[column] if strings else column.astype(np.int16) for name, column in codes.items()}
    people = len(codes["group"])

    def score() -> Pence:
        simulation = builder().build_default_simulation(system, count=people)
        for name, column in coded.items():
            simulation.set_input(name, MONTH, column)
        budget, contingency, planned = (simulation.calculate(name, MONTH) for name in ("budget", "contingency", "planned"))
        return np.asarray(budget), np.asarray(contingency), np.asarray(planned)

    return score


def _variables(workload: Workload, asked: Callable[..., Any], worked_out: Callable[..., None]) -> None:
    """Every variable: what is asked, then each step."""
    group = asked("group", workload.groups)
    for number, questions in enumerate(workload.domains):
        for name in questions:
            worked_out(f"points_{name}", _chosen(name, asked(name, _levels(len(workload.points[name]))), workload.points[name]))
        worked_out(f"weight_{number}", _chosen("group", group, workload.weights[number]))
        worked_out(f"weighted_{number}", _weighted([f"points_{name}" for name in questions], f"weight_{number}"))
        carer = f"carer_{number}"
        worked_out(f"kept_{number}", _chosen(carer, asked(carer, _levels(len(workload.kept))), workload.kept))
    domains = range(len(workload.domains))
    worked_out("total", lambda person, period: sum(person(f"weighted_{n}", period) for n in domains))
    worked_out("net", lambda person, period: sum(person(f"weighted_{n}", period) * person(f"kept_{n}", period) for n in domains))
    for name, of, scale in (("neutral", "total", 100), ("after_carers", "net", 2000)):
        worked_out(name, _money(workload, group, of, scale))
    worked_out("amount", lambda person, period: np.minimum(person("after_carers", period), person("neutral", period)))

    def budget(person: Any, period: Any) -> Any:
        amount = person("amount", period)
        risen = np.where((amount > 0) & (amount < workload.minimum), workload.minimum, amount)
        return np.minimum(risen, workload.maximum)

    def contingency(person: Any, period: Any) -> Any:
        total, amount = person("total", period), person("budget", period)
        first, second = (start * 100 for start in workload.share_starts[1:])
        share = np.select([total < first, total < second], workload.shares[:2], workload.shares[2])
        return np.minimum((amount.astype(np.int64) * share + 500) // 1000, amount)

    worked_out("budget", budget)
    worked_out("contingency", contingency)
    worked_out("planned", lambda person, period: person("budget", period) - person("contingency", period))


def _levels(count: int) -> list[str]:
    return [f"l{number}" for number in range(count)]


def _chosen(name: str, choice: Any, values: list[int]) -> Callable[..., Any]:
    def formula(person: Any, period: Any) -> Any:
        answer = person(name, period)
        return np.select([answer == level for level in choice], values)

    return formula


def _weighted(points: list[str], weight: str) -> Callable[..., Any]:
    return lambda person, period: sum(person(name, period) for name in points) * person(weight, period)


def _money(workload: Workload, group: Any, of: str, scale: int) -> Callable[..., Any]:
    def formula(person: Any, period: Any) -> Any:
        total, chosen = person(of, period).astype(np.int64), person("group", period)
        amounts = []
        for table in workload.tables:
            starts, paid, slopes = (np.array(column) for column in zip(*table, strict=True))
            row = np.searchsorted(starts * scale, total, side="right") - 1
            amounts.append((slopes[row] * (total - starts[row] * scale) + paid[row] * scale + scale // 2) // scale)
        return np.select([chosen == each for each in group], amounts)

    return formula
