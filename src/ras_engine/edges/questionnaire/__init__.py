"""The questions of a ruleset as a form to fill in, and as plain data for whoever builds a screen.

Receives a ruleset and a language; gives text or data in the ruleset's own words. Answers nothing and stores nothing.
"""

from ras_engine.edges.questionnaire.data import questionnaire_as_data
from ras_engine.edges.questionnaire.form import questionnaire_markdown

__all__ = ["questionnaire_as_data", "questionnaire_markdown"]
