"""Every check, and the way from what it finds to a problem with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ras_engine.document.check import (
    carers,
    conditions,
    decisions,
    flow,
    header,
    levels,
    lines,
    measures,
    names,
    questions,
    reasons,
    rows,
    tables,
    units,
)
from ras_engine.document.check.context import Context, Found
from ras_engine.document.repair import Gaps, item_of
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.tree import Tree
from ras_engine.errors import Location, Problem, Related, problem
from ras_engine.located import Located, Path

THEMES = (
    names, levels, header, questions, conditions, measures, rows, tables, reasons, units, lines, carers, decisions, flow,
)  # fmt: skip
CHECKS: tuple[Callable[[Context], Iterable[Found]], ...] = tuple(one for theme in THEMES for one in theme.CHECKS)
"""Every check, in the order in which they are taught. They do not depend on each other."""

ABOUT_NAMES = frozenset({f"RAS20{digit}" for digit in range(10)} | {"RAS210", "RAS211", "RAS212"})
"""Codes that hold even where a part of the same item was taken out."""


def check(document: RulesetDocument, tree: Tree, located: Located, gaps: Gaps) -> Iterator[Problem]:
    """Every problem of a document whose shape fits; nothing that only follows from the parts that were taken out."""
    context = Context.of(document, gaps)
    for one in CHECKS:
        for found in one(context):
            if found.code in ABOUT_NAMES or not _touched(found, tree, gaps):
                yield _placed(found, tree, located)


def _touched(found: Found, tree: Tree, gaps: Gaps) -> bool:
    """Whether a part of what is meant was taken out, so that the finding may only follow from that."""
    for path in (found.path, *(path for path, _ in found.related)):
        whole = tree.original(path)
        if item_of(whole) in gaps.items or any(item[: len(whole)] == whole for item in gaps.items):
            return True
    return False


def _placed(found: Found, tree: Tree, located: Located) -> Problem:
    related = [Related(_place(path, tree, located, key=found.key), message) for path, message in found.related]
    return problem(found.code, _place(found.path, tree, located, key=found.key), related, **found.words)


def _place(path: Path, tree: Tree, located: Located, *, key: bool) -> Location:
    original = tree.original(path)
    return located.where_key(original) if key and len(original) == len(path) else located.where(original)
