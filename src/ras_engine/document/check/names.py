"""Names: each is given once, stands for something, and stands above whatever uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from ras_engine.document.check.context import Context, Found, repeated
from ras_engine.document.lines import ExtremeLine, Line
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.errors import did_you_mean
from ras_engine.located import Path

_COLUMNS = frozenset({"id", "baseline", "assessed_on", "deployment", "carer_support"})
FACTS = frozenset({"able", "willing", "likely_to_stay_able", "likely_to_stay_willing", "adult"})
"""The facts of a carer's contribution: `carer.able` is a column of a caseload."""
_AREAS = (("areas",), ("reduces",), ("activities",))

Named = Iterable[tuple[Path, str]]
_MOST_NEAR = 50
"""Among so many names a misspelt one is looked for."""

_LISTS = ("separate_amounts", "referral", "sign_off", "monitoring", "review", "cannot_stand_together")


def names_given_twice(context: Context) -> Iterator[Found]:
    """Each name stands for one thing."""
    document = context.document
    spaces: list[tuple[str, Named]] = [
        ("question or measure", [*_ids("questions", document.questions), *_ids("measures", document.measures)]),
        ("line", _line_ids(context)),
    ]
    spaces += ((f"entry of `{section}`", _ids(section, getattr(document, section) or ())) for section in _LISTS)
    for path, one in context.places:
        if path and path[-1] in ("levels", "choices", "bands", "classes") and isinstance(one, tuple):
            inner = [((*path, at), str(item.id)) for at, item in enumerate(one) if hasattr(item, "id")]
            spaces.append((f"entry of `{path[-1]}`", inner))
    rules = document.carer_support.rules if document.carer_support else ()
    spaces.append(("carer rule", [(("carer_support", "rules", at), rule.id) for at, rule in enumerate(rules)]))
    for what, named in spaces:
        for path, first, name in repeated(named):
            related = (((*first, "id"), "The first one"),)
            yield Found("RAS200", (*path, "id"), {"what": what, "name": name}, related=related)


def _ids(section: str, things: Iterable[object]) -> Named:
    return [((section, at), str(getattr(one, "id", ""))) for at, one in enumerate(things)]


def _line_ids(context: Context) -> Named:
    return [(path, line.id) for path, line in all_lines(context)]


def all_lines(context: Context) -> Iterator[tuple[Path, Line]]:
    """Every line with its path, those inside other lines and in separate amounts too."""
    document = context.document
    lists: list[tuple[Path, tuple[Line, ...]]] = [
        (("budget_lines",), document.budget_lines),
        (("carer_sustainability",), document.carer_sustainability),
        *((("separate_amounts", at, "lines"), amount.lines) for at, amount in enumerate(document.separate_amounts)),
    ]
    for path, lines in lists:
        yield from _with_inner(path, lines)


def _with_inner(path: Path, lines: tuple[Line, ...]) -> Iterator[tuple[Path, Line]]:
    for at, line in enumerate(lines):
        yield (*path, at), line
        if isinstance(line, ExtremeLine):
            yield from _with_inner((*path, at, "lines"), line.lines)


def names_with_a_meaning_of_their_own(context: Context) -> Iterator[Found]:
    """`client_group` and `refer` mean something already."""
    for path, name in (*_ids("questions", context.document.questions), *_ids("measures", context.document.measures)):
        if name == CLIENT_GROUP:
            yield Found("RAS212", (*path, "id"), {"name": name, "means": "the person's group wherever a table is looked up"})
    for path, name in _ids("questions", context.document.questions):
        if name in _COLUMNS:
            yield Found("RAS212", (*path, "id"), {"name": name, "means": "another column of a caseload"})
    for path, name in _line_ids(context):
        if name == "default":
            yield Found("RAS212", (*path, "id"), {"name": name, "means": "all other lines, where a budget is held in several ways"})
    for path, _ in context.places:
        if path[:1] == ("carer_support",) and path[-2:-1] in _AREAS and path[-1] in FACTS:
            words = {"name": path[-1], "means": "what is recorded about every area that a carer supports"}
            yield Found("RAS212", path, words, key=True)
    for path, one in context.places:
        if path[-1:] == ("id",) and one == "refer" and path[-3:-2] in (("levels",), ("choices",), ("bands",), ("classes",)):
            yield Found("RAS212", path, {"name": "refer", "means": "a referral wherever it stands in a table"})
        if path in (("client_groups", "refer"), ("deployments", "refer")):
            yield Found("RAS212", path, {"name": "refer", "means": "a referral wherever it stands in a table"}, key=True)


def values_that_are_not_known(context: Context) -> Iterator[Found]:
    """Whatever is summed, looked up or reduced is a question or a measure of this ruleset."""
    keys = (CLIENT_GROUP,) if context.document.client_groups else ()
    values = dict.fromkeys((*context.value_names(), *keys))
    for one in context.uses:
        if one.name == CLIENT_GROUP and one.use == "levels":
            if not keys and context.all_known("client_groups"):
                yield Found("RAS202", one.path, {"name": CLIENT_GROUP, "hint": "Declare the groups under `client_groups:`."})
        elif one.use == "reduced" and one.name in context.index.questions:
            hint = f"It is a question. Make a measure of it (kind: sum, of: [{one.name}]) and reduce that."
            yield Found("RAS201", one.path, {"what": "measure", "name": one.name, "hint": hint})
        else:
            known = context.index.measures if one.use == "reduced" else values
            what = "measure" if one.use == "reduced" else "question or measure"
            for found in _unknown(context, "RAS201", one.path, one.name, known, what):
                yield replace(found, key=one.key)


def subjects_that_are_not_known(context: Context) -> Iterator[Found]:
    """Whatever a condition asks about is there."""
    index = context.index
    for path, one in context.conditions:
        if one.question and one.question in index.measures:
            hint = f"It is a measure: write `measure: {one.question}`."
            yield Found("RAS201", (*path, "question"), {"what": "question", "name": one.question, "hint": hint})
        elif one.question:
            yield from _unknown(context, "RAS201", (*path, "question"), one.question, index.questions, "question")
        elif one.measure and one.measure in index.questions:
            hint = f"It is a question: write `question: {one.measure}`."
            yield Found("RAS201", (*path, "measure"), {"what": "measure", "name": one.measure, "hint": hint})
        elif one.measure:
            yield from _unknown(context, "RAS201", (*path, "measure"), one.measure, index.measures, "measure")


def _unknown(
    context: Context, code: str, path: Path, name: str, known: Iterable[str], what: str = "", section: str = ""
) -> Iterator[Found]:
    sections = (section,) if section else ("questions", "measures")
    if name not in known and not context.unsure(name) and context.all_known(*sections):
        yield Found(code, path, {"what": what, "name": name, "hint": did_you_mean(name, known)})


def entries_that_are_not_known(context: Context) -> Iterator[Found]:
    """Domains, groups, deployments, prices, reference amounts and referrals are declared where they belong."""
    document = context.document
    referrals = {one.id: one for one in document.referral}
    sections: dict[str, tuple[str, str, Mapping[str, object]]] = {
        "domain": ("RAS203", "domains", document.domains or {}),
        "client_groups": ("RAS202", "client_groups", document.client_groups or {}),
        CLIENT_GROUP: ("RAS202", "client_groups", document.client_groups or {}),
        "by_client_group": ("RAS202", "client_groups", document.client_groups or {}),
        "deployment": ("RAS204", "deployments", document.deployments or {}),
        "by_deployment": ("RAS204", "deployments", document.deployments or {}),
        "price": ("RAS205", "prices", document.prices or {}),
        "prices": ("RAS205", "prices", document.prices or {}),
        "reference": ("RAS206", "reference_amounts", document.reference_amounts or {}),
        "refer": ("RAS207", "referral", referrals),
    }
    for path, one in context.places:
        if len(path) < 2 or path[0] == "authority" or path[-1] not in sections:
            continue
        code, section, known = sections[str(path[-1])]
        for where, name, key in _entries(path, one):
            for found in _unknown(context, code, where, name, known, section=section):
                yield replace(found, key=key)


def _entries(path: Path, one: object) -> Iterator[tuple[Path, str, bool]]:
    """The names at a place: one name, a list of names, or for `by_...` the keys of a mapping (for `prices` its values)."""
    if isinstance(one, str):
        yield path, one, False
    elif isinstance(one, tuple):
        yield from (((*path, at), name, False) for at, name in enumerate(one) if isinstance(name, str))
    elif isinstance(one, Mapping):
        values = path[-1] == "prices"
        yield from (((*path, key), str(one[key]) if values else str(key), not values) for key in one)


def measures_used_before_they_are_defined(context: Context) -> Iterator[Found]:
    """A measure refers only to measures above it."""
    order = {one.id: at for at, one in enumerate(context.document.measures) if one.id not in context.index.questions}
    for path, name, key in _read_in_measures(context):
        at = path[1]
        if isinstance(at, int) and order.get(name, -1) == at:
            yield Found("RAS211", path, {"name": name}, key=key)
        elif isinstance(at, int) and order.get(name, -1) > at:
            related = ((("measures", order[name]), "It is defined here"),)
            yield Found("RAS210", path, {"name": name, "reader": context.document.measures[at].id}, key=key, related=related)


def _read_in_measures(context: Context) -> Iterator[tuple[Path, str, bool]]:
    for usage in context.uses:
        if usage.path[0] == "measures":
            yield usage.path, usage.name, usage.key
    for path, one in ((path, one) for path, one in context.conditions if path[0] == "measures"):
        if one.measure:
            yield (*path, "measure"), one.measure, False


def things_that_nothing_uses(context: Context) -> Iterator[Found]:
    """A measure, price, reference amount or referral that nothing uses is a slip, or a rule that was forgotten."""
    document = context.document
    used = {one.name for one in context.uses} | {one.measure for _, one in context.conditions}
    named = {str(name) for path, one in context.places for where, name, _ in _entries(path, one) if _names_something(path)}
    declared: list[tuple[str, str, Path]] = [
        *(("measure", one.id, ("measures", at)) for at, one in enumerate(document.measures)),
        *(("price", name, ("prices", name)) for name in document.prices or ()),
        *(("reference amount", name, ("reference_amounts", name)) for name in document.reference_amounts or ()),
        *(("referral", one.id, ("referral", at)) for at, one in enumerate(document.referral) if one.when is None),
    ]
    entries = {*(name for _, name, _ in declared), *(one.id for one in document.referral)}
    values = set(context.value_names())
    unknown_values = sorted(name for name in used if name and name not in values)[:_MOST_NEAR]
    unknown_entries = sorted(name for name in named if name not in entries)[:_MOST_NEAR]
    for what, name, path in declared:
        names, misspelt = (used, unknown_values) if what == "measure" else (named, unknown_entries)
        meant = name in names or name in context.gaps.mentioned
        if not meant and not get_close_matches(name, misspelt, n=1):
            yield Found("RAS213", path, {"what": what, "name": name}, key=True)


def _names_something(path: Path) -> bool:
    return len(path) > 1 and path[-1] in ("price", "prices", "reference", "refer") and path[0] != "authority"


CHECKS = (
    names_given_twice,
    names_with_a_meaning_of_their_own,
    values_that_are_not_known,
    subjects_that_are_not_known,
    entries_that_are_not_known,
    measures_used_before_they_are_defined,
    things_that_nothing_uses,
)
