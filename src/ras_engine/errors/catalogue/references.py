"""What can be wrong between two places of a ruleset: names that do not meet, tables with holes, rules that clash."""

from __future__ import annotations

from ras_engine.errors.catalogue.names import DECISIONS, NAMES, SORTS
from ras_engine.errors.catalogue.sums import AMOUNTS, CARERS, FLOW
from ras_engine.errors.catalogue.tables import QUESTIONS, TABLES

CODES = {**NAMES, **SORTS, **TABLES, **QUESTIONS, **AMOUNTS, **CARERS, **FLOW, **DECISIONS}
