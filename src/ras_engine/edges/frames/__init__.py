"""Data frames of any library in and out: receives a frame as its owner made it, gives budgets in a frame of the same kind.

Columns are read by their distinct values, never row by row; amounts leave as exact decimals or whole pence. No library is imported
that the caller does not use already.
"""

from ras_engine.edges.frames.mapping import DataMapping
from ras_engine.edges.frames.mapping_file import read_mapping
from ras_engine.edges.frames.needs import MissingExtra
from ras_engine.edges.frames.report import DataReport, Missing, Unmapped
from ras_engine.edges.frames.score import data_report, score_batch
from ras_engine.edges.frames.scored import BudgetFrame

__all__ = [
    "BudgetFrame",
    "DataMapping",
    "DataReport",
    "Missing",
    "MissingExtra",
    "Unmapped",
    "data_report",
    "read_mapping",
    "score_batch",
]
