"""Cross-reference checks, one file a theme."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.repair import Gaps
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.tree import Tree
from ras_engine.errors import Problem
from ras_engine.located import Located


def check(document: RulesetDocument, tree: Tree, located: Located, gaps: Gaps) -> Iterator[Problem]:
    """Every cross-reference problem."""
    yield from ()
