"""The laws, one small file each, found by listing this folder. Each says itself in plain words and knows how it is proved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from ras_engine.audit.law import Law
from ras_engine.errors.excerpt import visible
from ras_engine.errors.nearest import nearest


def all_laws() -> tuple[Law, ...]:
    """Every law, in order of number."""
    found = [import_module(f"{__name__}.{module.name}").LAW for module in iter_modules(__path__) if module.name.startswith("p")]
    return tuple(sorted(found, key=lambda law: int(law.id[1:])))


def laws_named(names: Iterable[str]) -> tuple[Law, ...]:
    """The laws of these numbers, in order, each once: P6, p6 and P06 are one; a name may be several with commas between them.
    Raises ValueError with every name that is none, and the law that is perhaps meant."""
    every = all_laws()
    written = [part.strip() for name in ([names] if isinstance(names, str) else names) for part in name.split(",")]
    wanted = {part: re.sub(r"(?<=P)0+(?=[0-9])", "", part.upper()) for part in written if part}
    unknown = [part for part, id in wanted.items() if id not in {law.id for law in every}]
    if unknown or not wanted:
        told = "; ".join(f'there is no law "{visible(part, 40)}"{_meant(part, every)}' for part in unknown) or "no law is named"
        raise ValueError(f"{told}. The laws are {every[0].id} to {every[-1].id}, with commas between them.")
    return tuple(law for law in every if law.id in wanted.values())


def _meant(name: str, every: Iterable[Law]) -> str:
    """The law that is perhaps meant: by its number, else by its title."""
    titles = {one.title.lower(): one for one in every} | {one.id: one for one in every}
    digits = re.search(r"[0-9]+", name)
    near = (
        (f"P{digits[0]}" if digits and f"P{digits[0]}" in titles else "")
        or nearest(name.upper(), titles)
        or nearest(name.lower(), titles)
    )
    within = [title for title in titles if len(name) > 3 and name.lower() in title]
    found = titles.get(near or (within[0] if within else ""))
    return f" (did you mean {found.id}, {found.title}?)" if found else ""
