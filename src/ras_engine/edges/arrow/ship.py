"""A ruleset as bytes that another process can use at once: the compiled plan, and the document for when words are wanted.

What arrives is not read, checked or compiled again: it is the plan itself, and it scores what the sender's would. A process keeps
what it has unpacked, so many tasks on one machine unpack once. A process whose engine is of another version refuses.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, cast

from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.ruleset import Ruleset
from ras_engine.version import VERSION

MOST_KEPT = 16
"""Rulesets that a process keeps unpacked."""


class Later:
    """A value that stays packed until something of it is asked for: most tasks never need a ruleset's words."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # pickle and copy ask for these before there is anything here
            raise AttributeError(name)
        self.__dict__["_value"] = value = self.__dict__.get("_value") or pickle.loads(self._packed)
        return getattr(value, name)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A packed ruleset. Two are equal where ruleset and engine are the same."""

    digest: str
    engine: str
    ruleset: bytes = field(repr=False, compare=False)
    document: bytes = field(repr=False, compare=False)
    located: bytes = field(repr=False, compare=False)

    def unpacked(self) -> Ruleset:
        """The ruleset, unpacked once in a process. Raises BatchInvalid where this process has another engine (RAS760)."""
        if self.engine != VERSION:
            raise BatchInvalid([problem("RAS760", Location(path="ras_engine"), sent=self.engine, here=VERSION)])
        return _unpacked(self)


@lru_cache(maxsize=MOST_KEPT)
def _unpacked(shipped: Shipped) -> Ruleset:
    ruleset: Ruleset = pickle.loads(shipped.ruleset)
    return replace(ruleset, document=cast(Any, Later(shipped.document)), located=cast(Any, Later(shipped.located)))


def ship(ruleset: Ruleset) -> Shipped:
    """A ruleset, packed."""
    bare = replace(ruleset, document=cast(Any, None), located=cast(Any, None))
    document, located = _packed(ruleset.document), _packed(ruleset.located)
    return Shipped(ruleset.digest, VERSION, _packed(bare), document, located)


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
