"""Caseloads and assessments in files. Receives paths; gives plain columns of text, or every problem of the file at its line.

A cell is text and stays text: `None`, `NA`, `no` and the id `007` are what they look like, and only the empty cell is missing.
"""

from ras_engine.edges.files.assessment import AssessmentFile, read_assessment, read_assessment_file
from ras_engine.edges.files.budgets import write_budgets
from ras_engine.edges.files.caseload import Caseload, read_caseload

__all__ = ["AssessmentFile", "Caseload", "read_assessment", "read_assessment_file", "read_caseload", "write_budgets"]
