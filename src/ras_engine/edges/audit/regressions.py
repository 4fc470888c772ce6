"""Counterexamples as worked examples to be reviewed: each pair that broke a law becomes two cases of `ras-examples/1`.

Receives pairs; gives plain data and YAML text under the key `regressions:`. The amounts in them are those that broke the law, so a
person writes what they should be, works the sum by hand, and moves the cases under `cases:` of the examples beside the ruleset.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ras_engine.audit import Finding, Person, Witness
from ras_engine.exact import Money

PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z0-9_][A-Za-z0-9_%./ -]*(?<! )", re.ASCII | re.IGNORECASE)
"""What may stand without quotes, and means the same to every reader of YAML."""
NOT_A_NAME, LONGEST = re.compile(r"[^a-z0-9]+"), 40
HEAD = """\
# Pairs of made-up people that broke a law of the audit. The amounts under `expect:` are those that broke it: write what they should
# be, work the sum by hand under `working:`, and move the cases under `cases:` of the examples beside the ruleset.
"""


def regression_cases(law: str, title: str, witness: Witness) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two people of a pair as cases of worked examples, plain data; `law` such as "P6". One ruleset scored both, unless the
    pair is of two rulesets: then only the second case is for the ruleset audited."""
    part = NOT_A_NAME.sub("_", witness.about.lower()).strip("_")[:LONGEST].strip("_")
    name = "_".join([law.lower(), witness.kind, *([part] if part else [])])
    says = f"{law}, {title}: {witness.says}"
    return _case(f"{name}_left", says, witness.left, witness.of), _case(f"{name}_right", says, witness.right, witness.of)


def regressions_yaml(findings: Iterable[Finding], kinds: Iterable[str] = ("simplest", "worst")) -> str:
    """The pairs of these findings as YAML text, each pair once; the empty text where there is none."""
    wanted, seen, cases = set(kinds), set[str](), list[dict[str, Any]]()
    for finding in findings:
        for witness in finding.witnesses:
            key = json.dumps([witness.left.assessment, witness.right.assessment, witness.of], sort_keys=True)
            if witness.kind in wanted and key not in seen:
                seen.add(key)
                left, right = regression_cases(finding.law, finding.title, witness)
                cases += [right] if witness.two_rulesets else [left] if witness.alone else [left, right]
    return cases_yaml(cases)


def cases_yaml(cases: Iterable[Mapping[str, Any]]) -> str:
    """Cases as YAML text under `regressions:`, strings quoted wherever a plain one could be read as something else."""
    lines = [line for case in cases for line in _item(case)]
    return HEAD + "regressions:\n" + "".join(f"  {line}\n" for line in lines) if lines else ""


def _case(name: str, says: str, person: Person, of: str) -> dict[str, Any]:
    amount = of or "indicative_budget"
    return {
        "id": name,
        "says": says,
        "origin": "illustrative",
        "assessment": dict(person.assessment),
        "expect": {amount: str(Money(person.amounts[amount]).decimal)},
        "working": "To be worked by hand. The engine gave: " + "; ".join(person.working),
    }


def _item(case: Mapping[str, Any]) -> Iterator[str]:
    for place, line in enumerate(_mapping(case)):
        yield ("- " if place == 0 else "  ") + line


def _mapping(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, Mapping) and value:
            yield f"{key}:"
            yield from (f"  {line}" for line in _mapping(value))
        else:
            yield f"{key}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    if value == {}:
        return "{}"
    return str(value) if PLAIN.fullmatch(str(value)) else json.dumps(str(value), ensure_ascii=False)
