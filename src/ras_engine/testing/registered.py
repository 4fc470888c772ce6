"""Which assessments `st.from_type(Assessment)` draws: those of a ruleset that was registered, else of the example council.

Hypothesis calls `at_start` when it is first imported, by the entry point `hypothesis`, so that no import of ours is needed in a
test. It only notes what to do; a ruleset is read when a test first asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ras_engine.assessment import Assessment
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXAMPLE = "rulesets/example-borough/2026-04-06.yaml"


def at_start() -> None:
    """Tell Hypothesis how assessments and rulesets are drawn."""
    from hypothesis import strategies as st

    st.register_type_strategy(Assessment, lambda _: _of_the_example())
    st.register_type_strategy(Ruleset, lambda _: _made_up())


def register(ruleset: Ruleset) -> None:
    """From now on, `st.from_type(Assessment)` draws assessments of this ruleset. Say so once, in `conftest.py`."""
    from hypothesis import strategies as st

    from ras_engine.testing.people import assessments

    st.register_type_strategy(Assessment, assessments(ruleset))


def _of_the_example() -> SearchStrategy[Assessment]:
    from ras_engine.edges.shipped import shipped
    from ras_engine.rulebook import load_ruleset
    from ras_engine.testing.people import assessments

    return assessments(load_ruleset(shipped(EXAMPLE)))


def _made_up() -> SearchStrategy[Ruleset]:
    from ras_engine.testing.from_data import compiled
    from ras_engine.testing.ruleset import rulesets

    return rulesets().map(compiled)
