"""A certificate checked again: every pair scored once more, every digest and count worked out anew. Nothing is proved again.

Receives the text of a certificate and, where there is one, the ruleset that it should be about; gives every way in which the
certificate does not say what follows from its own texts. That a law was *proved* can only be shown by auditing again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.edges.audit.certificate import seal
from ras_engine.edges.audit.claims import claims
from ras_engine.edges.audit.form import FORM_NAME, SCHEMA_NAME, VERSION_OF_FORM, faults_of
from ras_engine.edges.audit.pairs import Faulty, pair_faults
from ras_engine.errors import Location, Problem, ResultInvalid, RulesetInvalid, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located import Located, Path, path_text, read_json
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.version import VERSION

MOST_BYTES = 50_000_000
MOST_PROBLEMS = 1_000
LONGEST, DIGITS = 120, 40


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of a certificate: what it claims and does not keep, remarks, and how much was looked at."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    data: Mapping[str, Any]
    pairs: int

    @property
    def holds(self) -> bool:
        """Whether everything that can be checked came out as the certificate says."""
        return not self.problems


def recheck(stored: str | bytes, ruleset: Ruleset | None = None, *, file: str = "") -> Recheck:
    """Check a certificate; `file` is its name in messages, `ruleset` the one that it is said to be about.

    Raises ResultInvalid where it cannot be read at all: no JSON, another form, or a text of a ruleset that does not load.
    """
    located = read_json(stored, file=file, most_bytes=MOST_BYTES, raises=ResultInvalid)
    data = _read(located)
    checked = _Checked(data, located)
    problems = [*checked.sealed(), *checked.rulesets(ruleset)]
    if not problems or all(one.code in ("RAS972", "RAS974") for one in problems):
        problems += [*checked.claims(), *checked.pairs()]
    notes = () if data["engine_version"] == VERSION else (checked.version(),)
    return Recheck(tuple(problems), notes, data, sum(len(one["witnesses"]) for one in data["findings"]))


def _read(located: Located) -> dict[str, Any]:
    """The data of a certificate. Raises ResultInvalid with everything in which it is of another form."""
    schema = located.data.get("schema") if isinstance(located.data, dict) else None
    if schema != SCHEMA_NAME:
        raise ResultInvalid([_of_another_form(schema, located)])
    data: dict[str, Any] = json.loads(located.text, parse_int=_whole)
    wrong = faults_of(data)
    if wrong:
        raise ResultInvalid(
            [
                problem("RAS971", located.where(path), (), field=_named(path), reason=reason)
                for path, reason in wrong[:MOST_PROBLEMS]
            ]
        )
    return data


def _whole(digits: str) -> int | str:
    """A whole number; one that no certificate can hold stays text, which its field then says."""
    return int(digits) if len(digits) <= DIGITS else digits


def _named(path: Path) -> str:
    return visible(path_text(path), LONGEST)


def _of_another_form(schema: object, located: Located) -> Problem:
    """Why data are no certificate, or one of which form."""
    number = re.fullmatch(rf"{FORM_NAME}/([1-9][0-9]{{0,3}})", schema, re.ASCII) if isinstance(schema, str) else None
    if number is None:
        says = f'it says "schema": "{visible(schema, 40)}"' if isinstance(schema, str) else 'it does not say "schema"'
        return problem("RAS970", located.where(()), (), reason=f'{says}, where a certificate says "{SCHEMA_NAME}"')
    older = int(number[1]) < VERSION_OF_FORM
    made = located.data.get("engine_version") if isinstance(located.data, dict) else None
    by = f"version {visible(made, 40)}" if isinstance(made, str) else "the version"
    words = {"form": number[0], "now": SCHEMA_NAME, "which": "an older" if older else "a newer", "by": by}
    return problem("RAS985", located.where(("schema",)), (), **words)


class _Checked:
    """One certificate, with the rulesets in it."""

    def __init__(self, data: dict[str, Any], located: Located) -> None:
        self.data, self.located = data, located
        self.ruleset = self._loaded("ruleset", data["ruleset_text"])
        self.against = self._loaded("earlier ruleset", data["against_text"]) if data["against_text"] is not None else None

    def _loaded(self, which: str, lines: list[str]) -> Ruleset:
        try:
            return read_ruleset("\n".join(lines), file=f"the {which} in {self.located.file or 'the certificate'}")
        except RulesetInvalid as error:
            where = self.at(("ruleset_text" if which == "ruleset" else "against_text",))
            reason = f"it cannot be used ({error.problems[0].message})"
            raise ResultInvalid([problem("RAS973", where, (), which=which, reason=reason)]) from None

    def at(self, path: Path) -> Location:
        return self.located.where(path)

    def sealed(self) -> Iterator[Problem]:
        if seal(self.data) != self.data["seal"]:
            yield problem("RAS972", self.at(("seal",)))

    def rulesets(self, given: Ruleset | None) -> Iterator[Problem]:
        """Whether the texts are those that the digests name, and whether the ruleset given is the one audited."""
        against = self.against.digest if self.against else None
        for which, key, digest in (("ruleset", "digest", self.ruleset.digest), ("earlier ruleset", "against", against)):
            if self.data[key] != digest:
                reason = f"the certificate says digest {_short(self.data[key])}, the text has {_short(digest)}"
                yield problem("RAS973", self.at((key,)), (), which=which, reason=reason)
        if given is not None and given.digest != self.data["digest"]:
            words = {"claimed": visible(self.data["ruleset"], LONGEST), "digest": _short(self.data["digest"])}
            yield problem("RAS974", self.at(("digest",)), (), given=given, other=_short(given.digest), **words)

    def claims(self) -> Iterator[Problem]:
        """Counts, names, thresholds and sentences."""
        for path, claim, claimed, now in claims(self.data, self.ruleset):
            yield problem("RAS976", self.at(path), (), claim=claim, claimed=_cut(claimed), now=_cut(now))

    def pairs(self) -> Iterator[Problem]:
        """Every pair, scored again."""
        for number, finding in enumerate(self.data["findings"]):
            for place, witness in enumerate(finding["witnesses"]):
                left = self.against if witness["two_rulesets"] and self.against else self.ruleset
                for fault in pair_faults(finding, witness, left, self.ruleset):
                    yield self._pair(finding, witness, ("findings", number, "witnesses", place), fault)

    def _pair(self, finding: Mapping[str, Any], witness: Mapping[str, Any], path: Path, fault: Faulty) -> Problem:
        words = {"field": fault.field, "claimed": _cut(fault.claimed), "now": _cut(fault.now)}
        return problem("RAS975", self.at((*path, *fault.path)), (), law=finding["law"], kind=witness["kind"], **words)

    def version(self) -> Problem:
        return problem("RAS977", self.at(("engine_version",)), (), stored=visible(self.data["engine_version"], 40), now=VERSION)


def _short(digest: str | None) -> str:
    return "none" if digest is None else digest[:12]


def _cut(value: object) -> str:
    return "nothing" if value is None else visible(str(value), LONGEST)
