"""The validator's findings in our words: each becomes a problem of the catalogue at its place in the file, or is left out.

The validator names places by a mixture of keys and kinds, and speaks in its own terms; neither reaches an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ras_engine.document.fields import kinds_at, known_keys
from ras_engine.document.hints import instead, one_of
from ras_engine.document.tree import Listed, Node, Tree
from ras_engine.errors import Problem, did_you_mean, keys_here, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located import Located, Path

_QUOTED = re.compile(r"'([^']*)'")
_SORTS = {
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a section of keys",
    "model_type": "a section of keys",
    "model_attributes_type": "a section of keys",
    "string_type": "a single value",
}
_HOW = {
    "a list": "Write one item under the other, each after a dash (`- first`), or all of them in brackets (`[first, second]`).",
    "a section of keys": "Write `key: value`, one under the other, further in than the key above them.",
    "a text": "Write the words on the line of the key, or one text for each language under it: `en:` and `cy:`.",
    "a single value": "Write the one value on the line of its key.",
}
_CONDITIONS = ("when", "asked_when", "eligible_when")
_CONDITION = (
    "Write a condition such as `{question: washing, is: every_day}`; several in a list after `all:` (every one must hold) or "
    "`any:` (one is enough)."
)
_FIGURE = " A figure is written where it is declared (a price under `prices:`), and its name here."
_MEANINGS = {
    "why": " with the reason, in a sentence",
    "source": " with where the figure is published",
    "round": " with `to:` a step and `direction:` half_up, half_even, up or down; there is no default",
    "direction": " with half_up, half_even, up or down; there is no default",
    "if_none_count": " with the value that counts when nothing else does",
    "otherwise": " with what counts when no condition holds",
    "baseline": " no_unpaid_support: answers are recorded as if nobody helped without pay",
    "zero_stays_zero": " with yes or no: whether a person with nothing due still has nothing",
    "refer": " with the id of a referral",
    "about": " with need, safety, circumstances, carer or authority_risk",
    "schema": " ras-ruleset/1",
    "scheme": " with the name of the scheme, such as example-borough/adults",
    "effective_from": " with the first day on which it counts, such as 2026-04-06",
    "revision": " with a whole number: 1 for the first, more for each correction",
    "status": " with draft or approved",
    "money": " with currency, period, length of the year and rounding",
    "questions": " with at least one question",
    "budget_lines": " with at least one line: how need becomes money",
    "year_end": " with what happens to what is left at the end of the year (keep_all, keep_weeks or return_all)",
    "draw": " with `without_reassessment:` yes or no",
    "basis": " with inside or on_top: whether it is part of the budget or added to it",
    "contingency": " with its kind; where there is none, write `kind: none` and `why:`",
}
_OR_ELSE = {
    "if_missing": " Or write `{counts_as: an answer, why: the reason}`.",
    "after_last": " Or write `{refer: a referral}`.",
}
STEMS = {"is_": "is", "from_": "from", "for_": "for", "all_": "all", "any_": "any", "not_": "not", "schema_": "schema"}
"""Names that only our own code uses, which a file may not."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One finding: our code, the path in the file, and what the validator said about it. `key` means the key, not its value."""

    code: str
    path: Path
    key: bool
    steps: tuple[str | int, ...]
    context: Mapping[str, Any]
    missing: str = ""


_CODES = {
    "extra_forbidden": "RAS100",
    "missing": "RAS101",
    "union_tag_not_found": "RAS102",
    "union_tag_invalid": "RAS103",
    "too_short": "RAS106",
    "too_long": "RAS107",
    "literal_error": "RAS120",
    "enum": "RAS120",
    **dict.fromkeys(_SORTS, "RAS105"),
}
_ELSEWHERE = {
    "and": "all",
    "or": "any",
    "not_any": "not",
    **dict.fromkeys(("equals", "equal", "eq", "one_of", "in"), "is"),
    **dict.fromkeys(("over", "greater_than", "gt"), "more_than"),
    **dict.fromkeys(("under", "fewer_than", "lt"), "less_than"),
    **dict.fromkeys(("if", "condition", "only_if"), "when"),
    **dict.fromkeys(("else", "default"), "otherwise"),
    **dict.fromkeys(("multiplied_by", "factor"), "times"),
}
"""What other languages call a key of this one: where that key can stand, it is meant, however another one may be spelt."""
_AT_THE_KEY = {"RAS100", "RAS101", "RAS102", "RAS106", "RAS121", "RAS122", "RAS123", "RAS125", "RAS126", "RAS127", "RAS128"}


def slip(error: Mapping[str, Any], tree: Tree) -> Slip:
    """One error of the validator, placed in the file."""
    steps, kind = tuple(error["loc"]), str(error["type"])
    context = dict(error.get("ctx") or {})
    if kind == "missing":
        path = tree.follow(steps[:-1], error["input"], missing=str(steps[-1]))
        return Slip("RAS101", path, True, steps[:-1], context, str(steps[-1]))
    if steps[-1:] == ("[key]",):
        return Slip(kind, tree.follow(steps[:-1], None), True, steps[:-1], context)
    path = tree.follow(steps, error["input"])
    code = _CODES.get(kind, kind)
    if code == "RAS105":
        sort = "a text" if context.get("class_name") == "Text" else _SORTS.get(kind, "a single value")
        context.setdefault("expected", sort)
    if code == "RAS103":
        path = (*path, "kind")
    return Slip(code, path, code in _AT_THE_KEY, steps, context)


def as_problem(one: Slip, tree: Tree, located: Located) -> Problem:
    """The slip as the author reads it."""
    where = located.where_key(one.path) if one.key else located.where(one.path)
    return problem(one.code, where, **_words(one, tree))


def without_echoes(slips: list[Slip]) -> list[Slip]:
    """Without the keys that are only missing because they stand there misspelt."""
    meant = {
        (one.path[:-1], near)
        for one in slips
        if one.code == "RAS100"
        for near in get_close_matches(str(one.path[-1]), known_keys(one.steps[:-1]), n=1)
    }
    return [one for one in slips if (one.path, one.missing) not in meant]


def own_names(located: Located) -> Iterator[tuple[Path, Problem]]:
    """Keys that only our own code may use for others, such as `is_` for `is`."""
    for path in located.marks:
        stem = STEMS.get(str(path[-1])) if path else None
        if stem:
            hint = {"hint": f'Did you mean "{stem}"? ', "keys": ""}
            words: dict[str, Any] = {"key": _quoted(str(path[-1])), "section": subject(path[:-1], Tree(located.data)), **hint}
            yield path, problem("RAS100", located.where_key(path), **words)


def _words(one: Slip, tree: Tree) -> dict[str, Any]:
    """Whatever the message of any code may want to name."""
    context, path = one.context, one.path
    text = str(context.get("text", context.get("tag", "")))
    if one.code == "RAS120":
        value = tree.get(path)
        text = value if isinstance(value, str) else text
    expected = str(context.get("expected_tags", context.get("expected", "")))
    known = kinds_at(one.steps) if one.code == "RAS102" else _QUOTED.findall(expected)
    bare = str(path[-1]) if path and isinstance(path[-1], str) else "the item"
    at_a_name = one.key and one.code == "RAS110"
    return {
        "key": _quoted(one.missing or _last_word(path[:-1] if at_a_name else path)),
        "bare": one.missing or bare,
        "section": subject(path[:-1], tree) if one.code == "RAS100" else _capital(subject(path, tree)),
        "subject": _capital(subject(path, tree)),
        "text": visible(text),
        "instead": _FIGURE if one.code == "RAS110" and bare != "id" and not text.strip("0123456789.-") else instead(one.code, text),
        "hint": _hint(one, known, text),
        "keys": keys_here("", known_keys(one.steps[:-1]))["keys"] if one.code == "RAS100" else context.get("keys", ""),
        "known": one_of(known),
        "meaning": _MEANINGS["round"] if path[-1:] == ("round",) else _MEANINGS.get(one.missing, ""),
        "expected": expected,
        "found": _sort(tree.get(path)),
        "how": _CONDITION if bare in _CONDITIONS else _HOW.get(expected, "Write it in that form."),
        "given": context.get("given", context.get("actual_length", "")),
        "most": context.get("min_length", context.get("max_length", "")),
        "needed_words": "one comparison" if context.get("needed") else "no comparison",
        "id": context.get("id", ""),
    }


def _hint(one: Slip, known: list[str], text: str) -> str:
    if one.code == "RAS100":
        written, keys = str(one.path[-1]), known_keys(one.steps[:-1])
        meant = _ELSEWHERE.get(written)
        if written == "divided_by" and "times" in keys:
            return "To divide, write `times:` with a fraction: `times: 1/60` turns minutes into hours. "
        return keys_here(meant if meant in keys else written, keys)["hint"]
    if one.code == "RAS103":
        near = did_you_mean(text, known)
        return near if near.startswith("Did") else "Choose another kind."
    if one.code == "RAS120":
        near = did_you_mean(text, known)
        return _OR_ELSE.get(str(one.path[-1]) if one.path else "", f" {near}" if near.startswith("Did") and len(known) > 1 else "")
    return ""


def subject(path: Path, tree: Tree) -> str:
    """What a path means, in the author's words: 'the item "washing" of "questions"'."""
    if not path:
        return "the ruleset"
    if isinstance(path[-1], str):
        return _quoted(path[-1])
    of = next((step for step in reversed(path) if isinstance(step, str)), "the list")
    node = tree.get(path)
    name = node.get("id") if isinstance(node, dict) else None
    called = _quoted(name) if isinstance(name, str) else f"item {path[-1] + 1}"
    return f"{called} of {_quoted(of)}"


def _last_word(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quoted(name: str) -> str:
    return f'"{visible(name, 60)}"'


def _sort(node: Node) -> str:
    if isinstance(node, dict):
        return "a section of keys"
    return "a list" if isinstance(node, Listed) else "a single value"
