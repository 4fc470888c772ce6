"""Results to keep: as plain data and JSON in a published form, and worked out again from what was kept.

Receives results and, for a replay, a rulebook; gives JSON in which every amount is exact text, and says of a stored result that
it comes out the same or exactly what differs. What people add (who decided, what the council pays) has slots of its own and moves
no amount.
"""

from ras_engine.results.form import SCHEMA_NAME, budget_schema
from ras_engine.results.record import Override, Record
from ras_engine.results.replay import Difference, Replay, replay
from ras_engine.results.stored import read_result
from ras_engine.results.write import result_as_dict, result_to_json

__all__ = [
    "SCHEMA_NAME",
    "Difference",
    "Override",
    "Record",
    "Replay",
    "budget_schema",
    "read_result",
    "replay",
    "result_as_dict",
    "result_to_json",
]
