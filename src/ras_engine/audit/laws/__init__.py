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
        told = "; ".join(f'there is no law "{visible(part, 40)}"{_in_words(meant(part))}' for part in unknown) or "no law is named"
        raise ValueError(f"{told}. The laws are {every[0].id} to {every[-1].id}, with commas between them.")
    return tuple(law for law in every if law.id in wanted.values())


def meant(name: str) -> Law | None:
    """The law that is perhaps meant by a name that is none: by its number, else by its title."""
    titles = {one.title.lower(): one for one in all_laws()} | {one.id: one for one in all_laws()}
    digits, plain = re.search(r"[0-9]+", name), name.lower()
    number = f"P{digits[0]}" if digits else ""
    within = [title for title in titles if len(plain) > 3 and plain in title]
    near = number if number in titles else nearest(name.upper(), titles) or nearest(plain, titles) or next(iter(within), "")
    return titles.get(near)


def _in_words(law: Law | None) -> str:
    return f" (did you mean {law.id}, {law.title}?)" if law else ""
