"""A new ruleset made from an old one by stated factors: only the amounts of money and the head of the file change.

Receives a ruleset and an uprating (`ras-uprating/1`); gives the text of the new ruleset, a draft, with every comment and line
where it was. It is read back before it is handed out: what comes out can be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from os import PathLike, fspath
from pathlib import Path as FilePath

from ras_engine.document.money_in import MoneyAt, money_in
from ras_engine.document.read_as import read_as
from ras_engine.document.uprating import Factor, UpratingDocument
from ras_engine.errors import Location, Problem, Related, RulesetInvalid, did_you_mean, problem
from ras_engine.errors.excerpt import visible
from ras_engine.exact import MOST_DIGITS, format_decimal
from ras_engine.located import Located, Path, read_located
from ras_engine.policy.edit import Edits, quoted
from ras_engine.policy.rounding import rounded
from ras_engine.rulebook.files import bytes_of
from ras_engine.ruleset import Ruleset, read_ruleset

ALL_MONEY = "all_money"
_NOT_ALL = ("audit",)
"""Sections whose money `all_money` does not mean: thresholds that the council decided, each with its own reason and date."""


@dataclass(frozen=True, slots=True)
class Uprating:
    """An uprating, and where each of its factors stands."""

    document: UpratingDocument
    located: Located = field(repr=False)


def read_uprating(text: bytes | str, *, file: str = "") -> Uprating:
    """The uprating written in a YAML text. Raises RulesetInvalid with every problem of the text."""
    located = read_located(text, file=file)
    return Uprating(read_as(UpratingDocument, located), located)


def load_uprating(path: str | PathLike[str]) -> Uprating:
    """The uprating in a file. Raises RulesetInvalid with every problem."""
    return read_uprating(bytes_of(FilePath(fspath(path))), file=fspath(path))


def uprate(ruleset: Ruleset, uprating: Uprating) -> str:
    """The YAML text of the uprated ruleset: a draft that follows `ruleset`, which `read_ruleset` reads.

    Every amount under a factor's `what` is multiplied by it and rounded as it says; where several fit, the nearest counts. Raises
    RulesetInvalid with every problem, at its line in the uprating.
    """
    found = list(_header_problems(ruleset, uprating))
    targets, unmet = _targets(ruleset, uprating)
    found += unmet
    edits = Edits(ruleset.located)
    for money in amounts_in(ruleset):
        target = _nearest(money.path, targets)
        if target is not None:
            new = _Changed(ruleset, money, target, uprating)
            found += new.problems()
            edits.value(money.path, new.text)
    if found:
        raise RulesetInvalid(found)
    _head(edits, ruleset, uprating.document)
    text = edits.text()
    _read_back(text, uprating)
    return text


@dataclass(frozen=True, slots=True)
class _Target:
    """A factor, its place in the uprating, and the path in the ruleset that it is for."""

    factor: Factor
    place: int
    path: Path


def _header_problems(ruleset: Ruleset, uprating: Uprating) -> Iterator[Problem]:
    """Whether the uprating is from this ruleset, and leads to a later one."""
    document, old = uprating.document, uprating.document.from_
    pairs: dict[str, tuple[Path, str, str]] = {
        "scheme": (("scheme",), document.scheme, ruleset.scheme),
        "effective_from": (("from", "effective_from"), old.effective_from.isoformat(), ruleset.effective_from.isoformat()),
        "revision": (("from", "revision"), str(old.revision), str(ruleset.revision)),
        "digest": (("from", "digest"), old.digest or ruleset.digest, ruleset.digest),
    }
    for key, (path, given, known) in pairs.items():
        if given != known:
            words = {"given": f"{key} {visible(given)}", "found": f"{key} {visible(known)}", "key": f"`{key}:`"}
            yield problem("RAS840", uprating.located.where(path), [Related(ruleset.where((key,)), "The ruleset")], **words)
    if (document.effective_from, document.revision) <= (ruleset.effective_from, ruleset.revision):
        days = {"after": document.effective_from.isoformat(), "before": ruleset.effective_from.isoformat()}
        where = uprating.located.where(("effective_from",))
        yield problem("RAS845", where, (), revision=document.revision, old=ruleset.revision, **days)
    mark = ruleset.located.mark(())
    if ruleset.located.text[mark.start : mark.start + 1] == "{":
        yield problem("RAS846", ruleset.where(()))


def _targets(ruleset: Ruleset, uprating: Uprating) -> tuple[list[_Target], list[Problem]]:
    """What each factor is for, and the factors that are for nothing."""
    money = [one.path for one in money_in(ruleset.document)]
    targets: list[_Target] = []
    problems: list[Problem] = []
    for place, factor in enumerate(uprating.document.factors):
        where = uprating.located.where(("factors", place, "what"))
        shown = visible(factor.what)
        try:
            path = _path_of(factor.what, ruleset)
        except KeyError as error:
            problems.append(problem("RAS841", where, (), what=shown, nearest=error.args[0]))
            continue
        twice = next((one for one in targets if one.path == path), None)
        if twice is not None:
            related = [Related(uprating.located.where(("factors", twice.place, "what")), "The first one")]
            problems.append(problem("RAS843", where, related, what=shown))
        elif not any(one[: len(path)] == path for one in money):
            problems.append(problem("RAS842", where, (), what=shown))
        targets.append(_Target(factor, place, path))
    return targets, problems


def _path_of(what: str, ruleset: Ruleset) -> Path:
    """The path in the file of a name such as `budget_lines.core`. Raises KeyError with the nearest names."""
    path: Path = ()
    node: object = ruleset.located.data
    for step in () if what == ALL_MONEY else what.split("."):
        known = _inside(node)
        if step not in known:
            raise KeyError(did_you_mean(step, [*known, *([ALL_MONEY] if not path else [])]))
        further, node = known[step]
        path = (*path, *further)
    return path


def _inside(node: object) -> dict[str, tuple[Path, object]]:
    """What can be named within a part of a ruleset: keys, items by their ids, and the inner lines of a line."""
    if isinstance(node, list):
        items = [(place, item) for place, item in enumerate(node) if isinstance(item, dict)]
        return {str(item["id"]): ((place,), item) for place, item in items if "id" in item}
    if not isinstance(node, dict):
        return {}
    inner = {name: (("lines", *path), item) for name, (path, item) in _inside(node.get("lines")).items()}
    return {**inner, **{key: ((key,), value) for key, value in node.items()}}


def _nearest(path: Path, targets: list[_Target]) -> _Target | None:
    """The factor whose `what` lies nearest around an amount."""
    fits = [one for one in targets if path[: len(one.path)] == one.path and not (one.path == () and path[0] in _NOT_ALL)]
    return max(fits, key=lambda one: len(one.path), default=None)


def amounts_in(ruleset: Ruleset) -> Iterator[MoneyAt]:
    """Each amount of a ruleset as one value of its text: what a condition compares with may be a list of them."""
    for money in money_in(ruleset.document):
        node = value_at(ruleset, money.path)
        if isinstance(node, list):
            yield from (MoneyAt((*money.path, place), money.whole_pence) for place in range(len(node)))
        else:
            yield money


def value_at(ruleset: Ruleset, path: Path) -> object:
    """What stands at a path of the ruleset's text."""
    node: object = ruleset.located.data
    for step in path:
        node = node[step]  # type: ignore[index]
    return node


class _Changed:
    """One amount before and after."""

    def __init__(self, ruleset: Ruleset, money: MoneyAt, target: _Target, uprating: Uprating) -> None:
        self.before = str(value_at(ruleset, money.path))
        self.money, self.target = money, target
        self.ruleset, self.uprating = ruleset, uprating
        self.number = rounded(Fraction(self.before) * target.factor.factor, target.factor.round)
        self.text = format_decimal(self.number, places=len(self.before.partition(".")[2]))

    def problems(self) -> Iterator[Problem]:
        """Why the new amount could not be read back."""
        where = self.uprating.located.where(("factors", self.target.place, "round"))
        related = [Related(self.ruleset.where(self.money.path), "The amount")]
        words = {"what": visible(self.target.factor.what), "before": self.before}
        if sum(character.isdigit() for character in self.text) > MOST_DIGITS:
            yield problem("RAS848", where, related, **words)
        elif self.money.whole_pence and (self.number * 100).denominator != 1:
            yield problem("RAS844", where, related, after=self.text, **words)


def _head(edits: Edits, ruleset: Ruleset, uprating: UpratingDocument) -> None:
    """The head of the new ruleset: a draft that nobody has approved yet, and what it follows."""
    edits.value(("effective_from",), uprating.effective_from.isoformat())
    edits.value(("revision",), str(uprating.revision))
    edits.value(("status",), "draft")
    edits.no_key("authority")
    follows = f'{{effective_from: {ruleset.effective_from.isoformat()}, revision: "{ruleset.revision}"}}'
    edits.key("supersedes", follows, after="status")
    edits.key("why", quoted(uprating.why), after="status")
    optional = {"published_on": uprating.published_on and uprating.published_on.isoformat()}
    optional["source"] = quoted(uprating.source) if uprating.source else None
    for name, text in optional.items():
        if text:
            edits.key(name, text, after="status")
        else:
            edits.no_key(name)


def _read_back(text: str, uprating: Uprating) -> None:
    """Problems that only the new amounts have: they point into the uprating."""
    try:
        read_ruleset(text, file="uprated.yaml")
    except RulesetInvalid as error:
        where: Location = uprating.located.where_key(("factors",))
        problems = [problem("RAS847", where, (), message=one.message, remedy=one.remedy) for one in error.problems]
        raise RulesetInvalid(problems) from None
