"""Rules that are refused by name: spellings that an author might try for rules which no council may, or should, apply.

Receives located data of any shape; gives each refused place with its problem. The list names what was tried in real schemes; what
it does not name, the closed language cannot say anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ras_engine.errors import Problem, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located import Located, Path

_KEYS: Mapping[str, str] = {
    "RAS401": """
        scale_to_budget scale_by scaling scaling_factor scale_factor supply supply_factor beds_available
        available_budget budget_available money_available money_left remaining_budget remaining_money pot
        affordability affordability_factor ration rationing cash_limit pro_rata_to_budget share_of_pot
    """,
    "RAS402": """
        household household_type household_cut household_reduction lives_with lives_with_carer living_with_carer
        lives_with_family shared_living_reduction co_resident_carer flat_reduction flat_cut informal_support_reduction
        unpaid_support_reduction carer_reduction carer_deduction
    """,
    "RAS403": """
        count_unwilling count_unable willing_required require_willing able_required require_able ignore_willingness
        assume_willing assume_able assumed_support able_or_willing expected_support deduct_if_able
    """,
    "RAS404": """
        formula expression expr equation calculate calculation script code python eval lambda
    """,
    "RAS407": """
        kept share_kept kept_share keeps points_kept retained share_retained share_left left not_met
    """,
    "RAS410": """
        effective_to effective_until valid_to valid_until ends ends_on end_date expires expires_on
    """,
    "RAS411": """
        personal_budget final_budget entitlement award decision
    """,
    "RAS412": """
        include includes import imports extends inherits based_on template
    """,
}
"""The keys of each code, in words set apart by spaces."""

_BY_KEY = {key: code for code, keys in _KEYS.items() for key in keys.split()}
_KINDS = {
    **dict.fromkeys(("scaled", "scale", "scale_to_budget", "rationed", "pro_rata", "share_of_pot", "supply_ratio"), "RAS401"),
    **dict.fromkeys(("flat_reduction", "flat_cut", "household", "lives_with_carer", "household_reduction"), "RAS402"),
    **dict.fromkeys(("assumed_support", "expected_support"), "RAS403"),
    **dict.fromkeys(("formula", "expression", "script", "python", "calculation"), "RAS404"),
    **dict.fromkeys(("share_kept", "points_kept"), "RAS407"),
}
_CHARACTERISTICS = """
    age date_of_birth sex gender gender_reassignment gender_identity ethnicity ethnic_group ethnic_origin race nationality religion
    belief religion_or_belief sexual_orientation marital_status marriage_or_civil_partnership pregnancy
"""
_PROTECTED = frozenset(_CHARACTERISTICS.split())
"""Ids that say nothing but a characteristic protected by the Equality Act 2010. Disability is what the assessment is about."""

_ROW_ENDS = frozenset({"to", "until", "up_to", "below", "ends_at"})
_WORDS = frozenset({"says", "title", "why", "ask", "help", "source", "en", "cy", "de", "reference", "approved_by", "scheme"})
_UNKNOWN_MAPPINGS = frozenset({"client_groups", "deployments", "domains", "prices", "reference_amounts", "areas"})
"""Sections whose keys are names that the council chooses."""

_HUGE = re.compile(r"(9{5,}|[1-9][0-9]{7,})(\.[0-9]+)?", re.ASCII)


STAY = frozenset({"RAS406", "RAS408"})
"""Codes whose place keeps a shape that fits: the rest is checked with it."""


def refused(located: Located) -> Iterator[tuple[Path, Problem]]:
    """Every rule that is refused by name: the path of what must go, and the problem (RAS4xx)."""
    yield from _walk(located.data, (), located)


def _walk(data: object, path: Path, located: Located) -> Iterator[tuple[Path, Problem]]:
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from _walk(item, (*path, at), located)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        inner = (*path, key)
        code = _code_of_key(key, path, data)
        if code:
            yield inner, problem(code, located.where_key(inner), written=f"`{key}`")
            continue
        code = _code_of_value(key, value, path) if isinstance(value, str) else None
        if code:
            item = path if key in ("kind", "id") and path else inner
            written = f"`{key}: {visible(str(value), 40)}`" if key != "baseline" else f"`{visible(str(value), 40)}`"
            yield item, problem(code, located.where(inner), written=written)
        if not (code and key in ("kind", "id")):
            yield from _walk(value, inner, located)


def _code_of_key(key: str, path: Path, around: dict[str, object]) -> str | None:
    """The code of a key that is refused by name; nothing where keys are names that the council chooses."""
    if path and (path[-1] in _UNKNOWN_MAPPINGS or _names_a_table(path)):
        return None
    if key in _ROW_ENDS and ("from" in around or "above" in around) and path[:1] != ("prices",):
        return "RAS409"
    if key == "scale" and path[:1] not in (("questions",),):
        return "RAS401"
    return _BY_KEY.get(key)


def _names_a_table(path: Path) -> bool:
    """Whether the keys at a path are levels, groups or questions: the cells of a table, weights, areas, periods."""
    tables = {"values", "amounts", "shares", "weeks_by", "prices", "by_client_group", "by_deployment", "periods", "points"}
    return any(step in tables for step in path) or path[-1] in ("reduces", "activities", "of")


def _code_of_value(key: str, value: str, path: Path) -> str | None:
    """The code of a single value that is refused."""
    if key == "kind":
        return _KINDS.get(value)
    if key == "baseline" and not path:
        return "RAS405" if value != "no_unpaid_support" else None
    if (key == "id" and path[:1] in (("questions",), ("measures",)) and len(path) == 2) or key == "about":
        return "RAS406" if value.lower() in _PROTECTED else None
    if value.lstrip().startswith("=") and key not in _WORDS:
        return "RAS404"
    if key == "amount" and path[-1:] in (("maximum",), ("at_most",)) and _HUGE.fullmatch(value):
        return "RAS408"
    return None
