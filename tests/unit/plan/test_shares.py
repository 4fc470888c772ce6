"""How a line is shared over domains does not depend on how long, or by how many ways, its sums lead to the questions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ras_engine.plan.compile.context import Context
from ras_engine.plan.compile.shares import _leaves
from tests.unit.plan.made import document

LINE = "budget_lines: [{id: core, kind: fixed, amount: 1}]\n"


def test_a_long_chain_of_sums_leads_to_its_questions() -> None:
    chain = ", ".join(f"{{id: m_{place}, kind: sum, of: [m_{place - 1}, washing]}}" for place in range(1, 3_000))
    context = Context(document(f"{LINE}measures: [{{id: m_0, kind: sum, of: [hours]}}, {chain}]"))
    assert _leaves(context, "m_2999") == {"hours": 1, "washing": 2_999}


@pytest.mark.parametrize("steps", [1, 5, 60])
def test_sums_that_double_at_each_step_are_followed_once(steps: int) -> None:
    pairs = ", ".join(
        f"{{id: {one}_{place}, kind: weighted_sum, of: {{a_{place - 1}: 1, b_{place - 1}: 0.5}}}}"
        for place in range(1, steps + 1)
        for one in "ab"
    )
    first = "{id: a_0, kind: sum, of: [hours]}, {id: b_0, kind: sum, of: [hours, washing]}"
    found = _leaves(Context(document(f"{LINE}measures: [{first}, {pairs}]")), f"a_{steps}")
    assert found == {"hours": Fraction(3, 2) ** steps, "washing": Fraction(3, 2) ** (steps - 1) / 2}
