"""Other documents than rulesets, read with the same care: every problem of shape at once, at its line, in our words.

Receives located data and one of our models; gives the model, or every reason why the text does not fit it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, get_args

from pydantic import ValidationError

from ras_engine.document.fields import known_keys
from ras_engine.document.scalars import Section
from ras_engine.document.shape import Slip, as_problem, slip, subject
from ras_engine.document.tree import Tree
from ras_engine.errors import Problem, RulesetInvalid, keys_here, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located import Located

Model = TypeVar("Model", bound=Section)


def read_as(model: type[Model], located: Located) -> Model:
    """The document of a text. Raises RulesetInvalid with every problem of its shape (RAS1xx)."""
    tree = Tree(located.data)
    try:
        return model.model_validate(located.data)
    except ValidationError as error:
        slips = [slip(one, tree) for one in error.errors(include_url=False)]
    raise RulesetInvalid([_problem(one, tree, located, model) for one in slips])


def _problem(one: Slip, tree: Tree, located: Located, model: type[Section]) -> Problem:
    """The slip as the author reads it; what the text as a whole is called, and its keys, are those of its own model."""
    if one.code == "RAS100":
        key = f'"{visible(str(one.path[-1]), 60)}"'
        here = keys_here(str(one.path[-1]), known_keys(one.steps[:-1], root=model))
        found = problem("RAS100", located.where_key(one.path), key=key, section=subject(one.path[:-1], tree), related=(), **here)
    else:
        found = as_problem(one, tree, located)
    if one.missing == "schema":
        found = replace(found, remedy=f"Add `schema: {' or '.join(get_args(model.model_fields['schema_'].annotation))}`.")
    return replace(found, message=found.message.replace("he ruleset", "his file") if len(one.path) < 2 else found.message)
