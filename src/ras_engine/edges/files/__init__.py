"""Caseloads, assessments and budgets in files. Receives paths; gives columns as they are written, or every problem at its line.

A cell is text and stays text: `None`, `NA`, `no` and the id `007` are what they look like, and only the empty cell is missing.
"""

from ras_engine.edges.files.assessment import AssessmentFile, read_assessment, read_assessment_file
from ras_engine.edges.files.budgets import write_budgets
from ras_engine.edges.files.caseload import Caseload, read_caseload
from ras_engine.edges.files.score_file import FileScored, score_file

__all__ = [
    "AssessmentFile",
    "Caseload",
    "FileScored",
    "read_assessment",
    "read_assessment_file",
    "read_caseload",
    "score_file",
    "write_budgets",
]
