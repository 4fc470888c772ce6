"""One pair of a certificate worked out again: receives its data and the rulesets; gives each field that comes out differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.audit.witnesses.facts import beyond_in_pence, fact
from ras_engine.audit.witnesses.witness import NotConfirmed, scored, told
from ras_engine.budget import IndicativeBudget
from ras_engine.located import Path
from ras_engine.ruleset import Ruleset

CARER = "carer."
BROKEN = "broken"
BEYOND = ("over", "under")


@dataclass(frozen=True, slots=True)
class Faulty:
    """One field of a pair: where it is, what it is called, what is claimed, what comes out."""

    path: Path
    field: str
    claimed: object
    now: object


def pair_faults(finding: Mapping[str, Any], witness: Mapping[str, Any], left: Ruleset, right: Ruleset) -> Iterator[Faulty]:
    """Everything in a pair that does not come out as claimed. `left` and `right` are the rulesets that score the two people."""
    amounts: dict[str, int | None] = {}
    limits: dict[str, str | None] = {}
    for side, ruleset in (("left", left), ("right", right)):
        try:
            result = scored(ruleset, witness[side]["assessment"])
        except NotConfirmed as why:
            yield Faulty((side, "assessment"), f"{side} person", "an amount", f"none ({why})")
            return
        now = told(result, witness[side]["assessment"], witness["of"])
        yield from _person(side, witness[side], now.as_dict())
        yield from _facts(side, witness, result)
        amounts[side] = now.amounts.get(witness["of"])
        limits[side] = _limit(witness, result)
    yield from _shown(finding, witness, amounts, limits["left"])
    yield from _differ(witness)


def _facts(side: str, witness: Mapping[str, Any], result: IndicativeBudget) -> Iterator[Faulty]:
    """The figures of the working that a pair hangs on."""
    for place, one in enumerate(witness["facts"]):
        now = fact(result, one["what"])
        if now != one[side]:
            yield Faulty(("facts", place, side), f"{side}: {one['what']}", one[side], now)


def _person(side: str, claimed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Faulty]:
    for name in {**now["amounts_in_pence"], **claimed["amounts_in_pence"]}:
        stated, comes = (one["amounts_in_pence"].get(name) for one in (claimed, now))
        if stated != comes:
            path = (side, "amounts_in_pence", name) if stated is not None else (side, "amounts_in_pence")
            yield Faulty(path, f"{side}: {name.replace('_', ' ')} in pence", stated, comes)
    if claimed["outcome"] != now["outcome"]:
        yield Faulty((side, "outcome"), f"{side}: outcome", claimed["outcome"], now["outcome"])
    if claimed["working"] != now["working"]:
        differing = [one for one in claimed["working"] if one not in now["working"]]
        yield Faulty((side, "working"), f"{side}: working", "; ".join(differing) or "less", "; ".join(now["working"]))


def _shown(
    finding: Mapping[str, Any], witness: Mapping[str, Any], amounts: Mapping[str, int | None], limit: str | None
) -> Iterator[Faulty]:
    """What the two amounts show, and that it breaks the law."""
    compares, left, right = witness["compares"], amounts["left"], amounts["right"]
    if compares == "facts":
        if witness["amount_in_pence"]:
            yield Faulty(("amount_in_pence",), "what the facts show in pence", witness["amount_in_pence"], 0)
        return
    if left is None or right is None:
        yield Faulty(("of",), "the amount compared", witness["of"], "no amount of a result")
        return
    if compares == "same":
        yield from _same(witness)
    if compares in BEYOND and limit is None:
        yield Faulty(("facts",), "the limit among the facts", "nothing", "a limit of the ruleset")
        return
    shown = compared(compares, left, right, limit or "0")
    if shown != witness["amount_in_pence"]:
        yield Faulty(("amount_in_pence",), f"what the pair shows ({compares})", witness["amount_in_pence"], shown)
    most = finding["threshold"]
    if compares in BEYOND and shown <= 0:
        yield Faulty(("amount_in_pence",), "breaks the law", "more than 0", shown)
    if finding["verdict"] == BROKEN and most is not None and not witness["about"] and shown <= most:
        yield Faulty(("amount_in_pence",), "breaks the law", f"more than {most}", shown)


def _same(witness: Mapping[str, Any]) -> Iterator[Faulty]:
    """Nothing that anybody sees differs between the two."""
    for name in witness["left"]["amounts_in_pence"]:
        left, right = (witness[side]["amounts_in_pence"].get(name) for side in ("left", "right"))
        if left != right:
            yield Faulty(("right", "amounts_in_pence", name), f"the same {name.replace('_', ' ')}", left, right)


def _limit(witness: Mapping[str, Any], result: IndicativeBudget) -> str | None:
    """The limit among the facts as it is worked out again, in pounds; None where there is none."""
    name = next((one["what"] for one in witness["facts"] if re.fullmatch(r"limit\.\w+\.amount", one["what"])), "")
    return fact(result, name) if name else None


def compared(compares: str, left: int, right: int, limit: str = "0") -> int:
    """What two amounts of pence show; the definitions are in the certificate's schema. `limit` is in pounds."""
    match compares:
        case "over" | "under":
            return beyond_in_pence(compares, left, limit)
        case "fall":
            return left - right
        case "rise":
            return right - left
        case "flat":
            return 1 - (right - left)
        case "cut":
            return -((right - left) * 10_000 // max(left, 1)) if left > 0 else 0
        case _:
            return abs(right - left)


def _differ(witness: Mapping[str, Any]) -> Iterator[Faulty]:
    """The two people are alike in all but what is said to differ, and there they say what they are said to say."""
    left, right = (flat(witness[side]["assessment"]) for side in ("left", "right"))
    told = {one["what"]: one for one in witness["differ"]}
    for name in left.keys() & right.keys():
        if left[name] != right[name] and name not in told:
            yield Faulty(("differ",), f"what differs: {name}", "nothing", f"{left[name]} and {right[name]}")
    for place, one in enumerate(witness["differ"]):
        for side, said in (("left", left.get(one["what"])), ("right", right.get(one["what"]))):
            if said is not None and said != one[side]:
                yield Faulty(("differ", place, side), f"{one['what']} of the {side} person", one[side], said)


def flat(assessment: Mapping[str, Any]) -> dict[str, str]:
    """What an assessment says, by the names that an audit uses: answers, the group, deployment, `carer.` and the area."""
    found = {name: said(value) for name, value in assessment.get("answers", {}).items()}
    if isinstance(assessment.get("client_group"), str):
        found["client_group"] = assessment["client_group"]
    deployment = assessment.get("deployment")
    if isinstance(deployment, Mapping):
        found |= {("deployment" if line == "default" else f"deployment.{line}"): str(way) for line, way in deployment.items()}
    elif deployment is not None:
        found["deployment"] = str(deployment)
    support = assessment.get("carer_support")
    if isinstance(support, Mapping):
        found |= {f"{CARER}{area}": said(one.get("level", one.get("quantity"))) for area, one in support.items()}
    return found


def said(raw: Any) -> str:
    """One answer in words, as the audit writes it."""
    if not isinstance(raw, Mapping):
        return str(raw)
    if set(raw) == {"times", "per"}:
        return f"{raw['times']} times a {raw['per']}"
    return ", ".join(f"{level} on {days} days" for level, days in raw.items())
