"""The demo caseload: made-up people who look, as a whole, like a council's. Nobody in it is real, and every row says so.

Receives a number, a seed and a ruleset; gives a caseload that the ruleset can score, but for one row in a hundred that is wrong
on purpose. The same number, seed and ruleset give the same rows on every machine: only whole numbers are drawn. What its shapes
are taken from, and what in it is only assumed, stands in `docs/demo-caseload.md`.
"""

from ras_engine.edges.caseload.make import demo_caseload

__all__ = ["demo_caseload"]
