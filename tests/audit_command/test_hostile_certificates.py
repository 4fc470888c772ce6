"""Certificates that were cut, changed or made up: each is refused or told, at its line, with what to do, never by a traceback."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from ras_engine.edges.audit.certificate import certificate, certificate_text, seal
from ras_engine.edges.audit.recheck import recheck
from ras_engine.errors import RasError
from tests.audit_command.flawed import four_laws, ruleset

THEIRS = re.compile(r"Input should|Field required|validation error|pydantic|Value error|Traceback|object at 0x|<class|Error\(")
CERTIFICATE = certificate(four_laws(), ruleset())
TEXT = certificate_text(CERTIFICATE)
P6 = [one["law"] for one in CERTIFICATE["findings"]].index("P6")
PAIR = ("findings", P6, "witnesses", 0)
PERSON = (*PAIR, "left", "assessment")


def changed(path: tuple[str | int, ...], value: Any) -> str:
    data = copy.deepcopy(CERTIFICATE)
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return certificate_text(data | {"seal": seal(data)})


def without(*keys: str) -> str:
    return certificate_text({key: value for key, value in CERTIFICATE.items() if key not in keys})


def told(text: str | bytes) -> list[Any]:
    """What is said of it: problems of a certificate that can be read, or why it cannot be."""
    try:
        return list(recheck(text, file="c.json").problems)
    except RasError as refused:
        return list(refused.problems)


UNREADABLE: dict[str, Callable[[], str | bytes]] = {
    "empty": lambda: b"",
    "white space": lambda: b" \n",
    "binary": lambda: bytes(range(256)) * 4,
    "UTF-16": lambda: TEXT.encode("utf-16"),
    "cut in the middle": lambda: TEXT[: len(TEXT) // 2],
    "cut at the end": lambda: TEXT[:-4],
    "a list": lambda: "[1, 2]",
    "a number": lambda: "42",
    "null": lambda: "null",
    "a hundred thousand brackets": lambda: "[" * 100_000,
    "deep objects": lambda: '{"a":' * 5_000,
    "a key twice": lambda: TEXT.replace('"scheme":', '"scheme": "a", "scheme":', 1),
    "NaN": lambda: TEXT.replace('"revision": 1', '"revision": NaN'),
    "infinity": lambda: TEXT.replace('"revision": 1', '"revision": 1e999'),
    "a fraction": lambda: TEXT.replace('"revision": 1', '"revision": 1.0'),
    "a number of five thousand digits": lambda: TEXT.replace('"revision": 1', '"revision": ' + "9" * 5_000),
    "half a character": lambda: changed(("ruleset_text", 0), "?").replace('"?"', r'"\ud800"'),
    "no schema": lambda: without("schema"),
    "no seal": lambda: without("seal"),
    "no pairs": lambda: changed(("findings", P6, "witnesses"), None),
    "a pair that is a text": lambda: changed(PAIR, "a pair"),
    "findings that are no list": lambda: changed(("findings",), {"P6": "proved"}),
    "an assessment that is a list": lambda: changed(PERSON, []),
    "a digest that is none": lambda: changed(("digest",), "abc"),
    "no text of the ruleset": lambda: changed(("ruleset_text",), []),
    "a text that is no ruleset": lambda: changed(("ruleset_text",), ["[" * 10_000]),
    "a key more": lambda: changed(("note",), "trust me"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_at_its_line_in_our_words(name: str) -> None:
    with pytest.raises(RasError) as refused:
        recheck(UNREADABLE[name](), file="c.json")
    for one in refused.value.problems:
        assert one.where.file == "c.json"
        assert one.where.line
        assert one.remedy
        assert not THEIRS.search(f"{one.message} {one.remedy}")


CHANGED: dict[str, tuple[tuple[str | int, ...], Any, str]] = {
    "one penny": ((*PAIR, "left", "amounts_in_pence", "indicative_budget"), 7_001, "RAS975"),
    "what the pair shows": ((*PAIR, "amount_in_pence"), 7_001, "RAS975"),
    "an answer": ((*PERSON, "answers", "washing"), "constant", "RAS975"),
    "an answer that is none": ((*PERSON, "answers", "washing"), "nonsense", "RAS975"),
    "a question that is none": ((*PERSON, "answers", "wash"), "none", "RAS975"),
    "an answer that is a number": ((*PERSON, "answers", "washing"), 7, "RAS975"),
    "an answer that is a list": ((*PERSON, "answers", "washing"), [1, {"a": None}], "RAS975"),
    "answers that are a text": ((*PERSON, "answers"), "all", "RAS975"),
    "no answers": ((*PERSON, "answers"), None, "RAS975"),
    "nobody": (PERSON, {}, "RAS975"),
    "support that is a number": ((*PERSON, "carer_support"), 5, "RAS975"),
    "support with something odd": ((*PERSON, "carer_support"), {"care": 5}, "RAS975"),
    "a way to hold it that is a list": ((*PERSON, "deployment"), [1], "RAS975"),
    "a group that is a mapping": ((*PERSON, "client_group"), {"a": 1}, "RAS975"),
    "an amount that is none": ((*PAIR, "of"), "winnings", "RAS975"),
    "another way to compare": ((*PAIR, "compares"), "over", "RAS975"),
    "facts that are none": ((*PAIR, "facts"), [{"what": "limit.maximum.amount", "left": "1/0", "right": "abc"}], "RAS975"),
    "an earlier ruleset that is not there": ((*PAIR, "two_rulesets"), True, "RAS976"),
    "the digest of another text": (("digest",), "0" * 64, "RAS973"),
    "a law that is none": (("findings", P6, "law"), "P99", "RAS976"),
    "a title": (("findings", P6, "title"), "All is well", "RAS976"),
    "a threshold": (("findings", P6, "threshold"), 10**17, "RAS976"),
    "a worst case": (("findings", P6, "worst", "at_least"), 1, "RAS976"),
    "more than there are": (("findings", P6, "counted"), {"at_least": "5", "at_most": "3", "of": "0", "what": "x"}, "RAS976"),
    "a rule that is nowhere": (("findings", P6, "rules"), [{"path": "lines[3]", "file": "f", "line": 3}], "RAS976"),
    "a line that is another": (("findings", P6, "rules"), [{"path": "budget_lines[99].x", "file": "f", "line": 3}], "RAS976"),
    "proved beyond its threshold": (("findings", P6, "verdict"), "proved", "RAS976"),
    "nobody was looked at": (("findings",), [], "RAS976"),
    "a count of four hundred digits": (("possible_assessments",), "9" * 400, "RAS976"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_was_changed_and_sealed_anew_is_told_at_its_line(name: str) -> None:
    path, value, code = CHANGED[name]
    problems = told(changed(path, value))
    assert code in {one.code for one in problems}
    for one in problems:
        assert one.where.line
        assert one.remedy
        assert len(one.message) < 600
        assert not THEIRS.search(one.message)


def test_nothing_that_was_put_in_reaches_a_terminal_as_it_is() -> None:
    escape = "\x1b[31mall is well\x1b[0m"
    for path in (("engine_version",), ("ruleset",), ("sentence",), ("findings", P6, "title"), (*PERSON[:-1], "outcome")):
        found = recheck(changed(path, escape), file="c.json")
        assert all("\x1b" not in one.message for one in (*found.problems, *found.notes))


def test_numbers_stay_what_they_are() -> None:
    assert json.loads(TEXT) == CERTIFICATE
    assert recheck(b"\xef\xbb\xbf" + TEXT.encode(), file="c.json").holds
