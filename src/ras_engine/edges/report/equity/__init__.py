"""The equity report: receives an `EquityFrame`, gives the same figures as a page, as Markdown, as JSON and as pictures.

Nothing is worked out here and nothing that was withheld is known here. The page needs no network and no script; a sentence comes
first, the high-need end before all else, and beside each gap there is room for the council's reasons.
"""

from ras_engine.edges.report.equity.build import report
from ras_engine.edges.report.equity.data import report_schema
from ras_engine.edges.report.equity.page import EquityReport

__all__ = ["EquityReport", "report", "report_schema"]
