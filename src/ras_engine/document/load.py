"""From located strings to a checked document, or to every problem at once.

Three kinds of problems come together: rules refused by name, shapes that do not fit, and names that do not meet. Where a shape
does not fit, the smallest broken part is taken out, its names are remembered as known, and the rest is checked all the same; what
would only follow from the part that is missing is not reported.
"""

from __future__ import annotations

from itertools import islice

from pydantic import ValidationError

from ras_engine.document.check.run import check
from ras_engine.document.refused import STAY, refused
from ras_engine.document.repair import Repair
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.shape import as_problem, own_names, slip, without_echoes
from ras_engine.document.tree import Tree
from ras_engine.errors import Problem, RulesetInvalid, in_line_order, problem
from ras_engine.located import Located

_MOST_ROUNDS = 60
"""Every round takes something out, always further up; a ruleset is never so deep."""

MOST_PROBLEMS = 100
"""Nobody reads more problems than these; the search stops there, and says so."""


def read_document(located: Located) -> RulesetDocument:
    """The checked document of a text. Raises RulesetInvalid with every problem (RAS1xx, RAS2xx, RAS4xx), in line order."""
    tree = Tree(located.data)
    repair = Repair(tree)
    problems: list[Problem] = []
    for path, found in islice((*refused(located), *own_names(located)), MOST_PROBLEMS):
        problems.append(found)
        if found.code not in STAY:
            repair.take_out(path)
    document = _shaped(tree, repair, located, problems)
    if document is not None:
        problems.extend(islice(check(document, tree, located, repair.gaps()), MOST_PROBLEMS))
    if len(problems) >= MOST_PROBLEMS:
        shown = in_line_order(problems)[:MOST_PROBLEMS]
        problems = [*shown, problem("RAS033", shown[-1].where, most=MOST_PROBLEMS)]
    if problems or document is None:
        raise RulesetInvalid(problems)
    return document


def _shaped(tree: Tree, repair: Repair, located: Located, problems: list[Problem]) -> RulesetDocument | None:
    """The document of all parts whose shape fits; what does not fit is reported and taken out."""
    for _ in range(_MOST_ROUNDS):
        try:
            return RulesetDocument.model_validate(tree.plain())
        except ValidationError as error:
            every = error.errors(include_url=False)
            slips = [slip(one, tree) for one in every[:MOST_PROBLEMS]]
        fresh = without_echoes([one for one in slips if not repair.explains(one)])
        problems.extend(as_problem(one, tree, located) for one in fresh)
        for one in slips:
            repair.mend(one)
        if len(every) > MOST_PROBLEMS:
            return None
    return None
