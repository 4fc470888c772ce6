"""For the tests of councils and of this library: Hypothesis strategies, and rulesets as tests of pytest.

`assessments`, `pairs`, `caseloads` and `mutated` receive a ruleset; `rulesets` makes rulesets up, as data that `compiled` turns
into a ruleset. Needs the extra `testing`; nothing of Hypothesis is imported before one of the names is used. `docs/testing.md`
shows each at work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ras_engine.testing.from_data import compiled
    from ras_engine.testing.kinds import ALL_KINDS, kinds_reached
    from ras_engine.testing.mutations import Mutated, mutated
    from ras_engine.testing.people import Pair, assessments, caseloads, pairs
    from ras_engine.testing.person import assessment_data
    from ras_engine.testing.registered import register
    from ras_engine.testing.ruleset import rulesets

_WHERE = {
    "ALL_KINDS": "kinds",
    "Mutated": "mutations",
    "Pair": "people",
    "assessment_data": "person",
    "assessments": "people",
    "caseloads": "people",
    "compiled": "from_data",
    "kinds_reached": "kinds",
    "mutated": "mutations",
    "pairs": "people",
    "register": "registered",
    "rulesets": "ruleset",
}
_MISSING = 'ras_engine.testing needs Hypothesis, which is not installed. To install it: pip install "ras-engine[testing]"'


def __getattr__(name: str) -> Any:
    """The names of `_WHERE`."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ModuleNotFoundError(_MISSING, name=error.name) from None


__all__ = [
    "ALL_KINDS",
    "Mutated",
    "Pair",
    "assessment_data",
    "assessments",
    "caseloads",
    "compiled",
    "kinds_reached",
    "mutated",
    "pairs",
    "register",
    "rulesets",
]
