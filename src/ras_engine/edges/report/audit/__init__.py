"""The audit's report: receives a judgement, gives a page that stands alone, a notebook's fragment, and the pictures alone.

Nothing is proved here. The page needs no network and no script; a sentence comes first, then every law, then each law that does not
hold with two people side by side.
"""

from ras_engine.edges.report.audit.page import AuditPage, page

__all__ = ["AuditPage", "page"]
