"""The certificate: the same report gives the same text, whoever checks it needs nothing else, and whatever is changed is told."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine.audit import Verdict, audit
from ras_engine.audit.repairs.tried import with_value
from ras_engine.edges.audit.certificate import certificate, certificate_text, seal
from ras_engine.edges.audit.form import certificate_schema
from ras_engine.edges.audit.recheck import Recheck, recheck
from ras_engine.errors import ResultInvalid
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit_command.flawed import FILE, four_laws, report, ruleset

Path = tuple[str | int, ...]


def made() -> dict[str, Any]:
    return certificate(four_laws(), ruleset())


def leaves(data: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path


def tampered(path: Path, value: Any, sealed: bool = True) -> dict[str, Any]:
    data = made()
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return data | {"seal": seal(data)} if sealed else data


def checked(data: dict[str, Any], given: Ruleset | None = None) -> Recheck:
    return recheck(certificate_text(data), given, file="c.json")


def codes(data: dict[str, Any]) -> set[str]:
    return {one.code for one in checked(data).problems}


def place(law: str) -> int:
    return [one["law"] for one in made()["findings"]].index(law)


def test_a_certificate_holds_with_its_ruleset_and_alone() -> None:
    for ruleset_given in (None, ruleset()):
        found = checked(made(), ruleset_given)
        assert found.holds
        assert found.notes == ()
        assert found.pairs == sum(len(one.witnesses) for one in four_laws().findings) == 8


def test_every_pair_of_every_law_comes_out_again() -> None:
    found = checked(certificate(report(), ruleset()), ruleset())
    assert found.problems == ()
    assert found.pairs >= 20


def test_two_audits_of_one_ruleset_give_the_same_text() -> None:
    again = audit(read_ruleset(FILE.read_bytes(), file=str(FILE)), laws=["P1", "P2", "P6", "P12"], budget_seconds=600)
    assert certificate_text(certificate(again, ruleset())) == certificate_text(made())


def test_the_certificate_is_of_its_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(certificate_schema())
    jsonschema.Draft202012Validator(certificate_schema()).validate(json.loads(certificate_text(made())))


def test_a_report_about_another_ruleset_is_no_certificate_of_this_one() -> None:
    other = with_value(ruleset(), ("limits", "maximum", "amount"), "300.00")
    assert other is not None
    with pytest.raises(ValueError, match="other rulesets"):
        certificate(four_laws(), other)


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_changed_by_accident_is_told_at_a_place_and_with_a_remedy(data: st.DataObject) -> None:
    whole = made()
    path = data.draw(st.sampled_from([one for one in leaves(whole) if one[0] != "ruleset_text"]))
    part: Any = copy.deepcopy(whole)
    for step in path:
        part = part[step]
    value = (not part) if isinstance(part, bool) else part + 1 if isinstance(part, int) else f"{part}x" if part else "x"
    try:
        problems = checked(tampered(path, value, sealed=False)).problems
    except ResultInvalid as error:
        problems = error.problems
    assert problems
    assert all(one.where.line and one.message and one.remedy for one in problems)


SEALED_ANEW: list[tuple[Path, Any, str]] = [
    (("digest",), "0" * 64, "RAS973"),
    (("against",), "0" * 64, "RAS973"),
    (("ruleset",), "another council", "RAS976"),
    (("currency",), "EUR", "RAS976"),
    (("per",), "year", "RAS976"),
    (("effective_from",), "2027-04-06", "RAS976"),
    (("revision",), 2, "RAS976"),
    (("possible_assessments",), "10000", "RAS976"),
    (("verdicts", "proved"), 3, "RAS976"),
    (("sentence",), "All laws hold.", "RAS976"),
    (("findings", place("P1"), "verdict"), "proved", "RAS976"),
    (("findings", place("P2"), "verdict"), "broken", "RAS976"),
    (("findings", place("P6"), "threshold"), 20_000, "RAS976"),
    (("findings", place("P6"), "title"), "A cliff", "RAS976"),
    (("findings", place("P6"), "covered"), "7", "RAS976"),
    (("findings", place("P6"), "law"), "P5", "RAS976"),
    (("findings", place("P6"), "rules", 0, "line"), 3, "RAS976"),
    (("findings", place("P6"), "worst", "at_least"), 9_000, "RAS976"),
    (("findings", place("P6"), "worst", "exact"), False, "RAS976"),
    (("findings", place("P6"), "witnesses", 0, "amount_in_pence"), 6_001, "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "left", "amounts_in_pence", "indicative_budget"), 1, "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "right", "outcome"), "referral", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "right", "working", 0), "care: £1.00", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "left", "assessment", "answers", "eating"), "all", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "left", "assessment", "answers", "washing"), "never", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "differ", 0, "left"), "none", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "differ"), [], "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "compares"), "fall", "RAS975"),
    (("findings", place("P6"), "witnesses", 0, "of"), "somebody", "RAS975"),
]


@pytest.mark.parametrize(
    ("path", "value", "code"), SEALED_ANEW, ids=lambda one: "/".join(map(str, one)) if isinstance(one, tuple) else ""
)
def test_whatever_is_changed_and_sealed_anew_is_still_told(path: Path, value: Any, code: str) -> None:
    problems = checked(tampered(path, value)).problems
    assert code in {one.code for one in problems}
    assert all(one.where.file == "c.json" and one.where.line and one.remedy for one in problems)


def test_another_ruleset_is_told_by_its_digest_and_every_pair_of_a_changed_text_too() -> None:
    other = with_value(ruleset(), ("limits", "maximum", "amount"), "300.00")
    assert {one.code for one in checked(made(), other).problems} == {"RAS974"}
    lines = [line.replace("per_point: 12.00", "per_point: 13.00") for line in made()["ruleset_text"]]
    text = "\n".join(lines)
    assert codes(tampered(("ruleset_text",), lines)) == {"RAS973"}
    moved = tampered(("ruleset_text",), lines) | {"digest": read_ruleset(text).digest}
    assert "RAS975" in codes(moved | {"seal": seal(moved)})


def test_another_version_of_the_engine_is_a_remark_and_no_fault() -> None:
    found = checked(tampered(("engine_version",), "0.0.1"))
    assert found.holds
    assert [one.code for one in found.notes] == ["RAS977"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("[]", "RAS970"), ('{"schema": "ras-budget/1"}', "RAS970"), ('{"schema": "ras-audit/2"}', "RAS971")],
)
def test_what_is_no_certificate_is_refused(text: str, code: str) -> None:
    with pytest.raises(ResultInvalid) as refused:
        recheck(text, file="c.json")
    assert {one.code for one in refused.value.problems} == {code}


def test_a_text_that_is_no_ruleset_is_refused() -> None:
    with pytest.raises(ResultInvalid) as refused:
        checked(tampered(("ruleset_text",), ["schema: nothing"]))
    assert [one.code for one in refused.value.problems] == ["RAS973"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_ruleset_of_many_pages_can_be_checked_from_its_certificate_whatever_its_line_ends(end: str) -> None:
    text = FILE.read_text(encoding="utf-8") + f"# {'a long remark ' * 8}\n" * 400
    long = read_ruleset(text.replace("\n", end), file="long.yaml")
    data = certificate(audit(long, laws=["P6"], budget_seconds=600), long)
    assert len(text) > 40_000
    assert checked(data, long).problems == ()


def test_pairs_of_two_rulesets_are_each_scored_by_their_own() -> None:
    changed = read_ruleset(
        FILE.read_text().replace("{from: 0, starts_at: 0.00, per_point: 6.00}", "{from: 0, starts_at: 0.00, per_point: 2.00}")
    )
    found = audit(changed, against=ruleset(), laws=["P25"], budget_seconds=600)
    assert found.finding("P25").verdict is Verdict.BROKEN
    data = certificate(found, changed, ruleset())
    assert checked(data).holds
    assert any(one["two_rulesets"] for one in data["findings"][0]["witnesses"])
    lost = data | {"against_text": None, "against": None}
    assert "RAS975" in codes(lost | {"seal": seal(lost)})
