"""PLACEHOLDER"""

from __future__ import annotations

from ras_engine.errors.catalogue.code import table

CODES = table()
