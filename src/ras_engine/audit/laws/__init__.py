"""The laws, one small file each, found by listing this folder. Each says itself in plain words and knows how it is proved."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ras_engine.audit.law import Law


def all_laws() -> tuple[Law, ...]:
    """Every law, in order of number."""
    found = [import_module(f"{__name__}.{module.name}").LAW for module in iter_modules(__path__) if module.name.startswith("p")]
    return tuple(sorted(found, key=lambda law: int(law.id[1:])))
