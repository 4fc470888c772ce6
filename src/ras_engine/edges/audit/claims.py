"""What a certificate says beside its pairs and follows from the rest: receives its data and its ruleset; gives what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ras_engine.audit import Verdict, all_laws
from ras_engine.audit.bench import Bench
from ras_engine.audit.repairs.options import NOTHING, at, short
from ras_engine.audit.thresholds import pence_of, share_of
from ras_engine.located import Path, path_text
from ras_engine.ruleset import Ruleset

Claim = tuple[Path, str, object, object]
"""Where it stands, what is claimed, what the certificate says, and what it is."""

IN_POUNDS = {
    "P5": ("largest_group_gap", "largest_group_gap_at_high_need"),
    "P6": ("largest_step",),
    "P21": ("largest_group_gap",),
    "P23": ("largest_group_gap",),
    "P25": ("largest_loss_at_a_change",),
    "P30": ("largest_step",),
}
IN_SHARES = {"P3": ("most_a_carer_may_reduce",)}


def claims(data: Mapping[str, Any], ruleset: Ruleset) -> Iterator[Claim]:
    """Every claim that does not follow."""
    bench = Bench(ruleset)
    yield from _header(data, ruleset, str(bench.possible))
    titles = {law.id: law.title for law in all_laws()}
    lines = {path_text(path): mark.line for path, mark in ruleset.located.marks.items()}
    seen = set[str]()
    for place, finding in enumerate(data["findings"]):
        law, path = finding["law"], ("findings", place)
        if law in seen or law not in titles:
            yield (*path, "law"), "The law", law, "a law that stands once"
            continue
        seen.add(law)
        yield from _finding(finding, path, bench, str(bench.possible), titles[law])
        for number, rule in enumerate(finding["rules"]):
            line = line_of(rule["path"], lines)
            if line != rule["line"]:
                now = line or "no place of the ruleset"
                yield (*path, "rules", number, "line"), f"{law}, the line of {rule['path']}", rule["line"], now
        yield from _two_rulesets(finding, path, data["against"] is not None)
        yield from _counted(finding, path)
        yield from _repair(finding, path, ruleset)


def line_of(path: str, lines: Mapping[str, int]) -> int:
    """The line of a rule, or of what it would stand in; 0 where nothing of its name is in the ruleset."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines[path] if path else 0


def _two_rulesets(finding: Mapping[str, Any], path: Path, compared: bool) -> Iterator[Claim]:
    """Only a certificate with an earlier ruleset can have pairs that it scored."""
    for number, witness in enumerate(finding["witnesses"]):
        if witness["two_rulesets"] and not compared:
            where = (*path, "witnesses", number, "two_rulesets")
            yield where, f"{finding['law']}, by which ruleset the left person was scored", "the earlier one", "the only one"


def _header(data: Mapping[str, Any], ruleset: Ruleset, possible: str) -> Iterator[Claim]:
    counts = {verdict.value: sum(one["verdict"] == verdict for one in data["findings"]) for verdict in Verdict}
    now = {
        "ruleset": str(ruleset),
        "scheme": ruleset.scheme,
        "effective_from": ruleset.effective_from.isoformat(),
        "revision": ruleset.revision,
        "currency": ruleset.plan.currency,
        "per": ruleset.plan.per,
        "possible_assessments": possible,
        "sentence": sentence(counts, possible),
    }
    for key, value in now.items():
        if data[key] != value:
            yield (key,), f"The {key.replace('_', ' ')}", data[key], value
    for name, count in counts.items():
        if data["verdicts"][name] != count:
            yield ("verdicts", name), f"How many laws are {name.replace('_', ' ')}", data["verdicts"][name], count


def sentence(counts: Mapping[str, int], possible: str) -> str:
    """The report in one sentence, from its counts."""
    from ras_engine.audit import AuditReport, Finding

    findings = tuple(
        Finding("", "", Verdict(name), "", 0, "") for name, count in counts.items() for _ in range(count)
    )  # only their verdicts count
    return AuditReport("", "", "", None, int(possible), findings).sentence


def _finding(finding: Mapping[str, Any], path: Path, bench: Bench, possible: str, title: str) -> Iterator[Claim]:
    law, most, worst = finding["law"], finding["threshold"], finding["worst"]
    if finding["title"] != title:
        yield (*path, "title"), f"{law}, its title", finding["title"], title
    if finding["covered"] != possible:
        yield (*path, "covered"), f"{law}, how many it covers", finding["covered"], possible
    allowed = thresholds(bench, law)
    if most is not None and most not in allowed:
        yield (*path, "threshold"), f"{law}, its threshold", most, " or ".join(map(str, allowed))
    verdicts = [one["verdict"] for one in finding["parts"]]
    if finding["verdict"] == Verdict.PROVED and any(one not in (Verdict.PROVED, Verdict.NOT_APPLICABLE) for one in verdicts):
        yield (*path, "verdict"), f"{law}, its verdict", "proved", "not proved in all its parts"
    if finding["witnesses"] and finding["verdict"] not in (Verdict.BROKEN, Verdict.NOT_APPLICABLE):
        yield (*path, "verdict"), f"{law}, its verdict", finding["verdict"], "broken: a pair of people breaks it"
    if worst is None:
        return
    least, bound = worst["at_least"], worst["at_most"]
    if worst["exact"] != (least is not None and least == bound):
        yield (*path, "worst", "exact"), f"{law}, whether its worst case is exact", worst["exact"], not worst["exact"]
    if (
        finding["verdict"] == Verdict.PROVED
        and most is not None
        and bound is not None
        and worst["unit"] != "pence_gained"
        and bound > most
    ):
        yield (*path, "worst", "at_most"), f"{law}, its worst case where it is proved", bound, f"no more than {most}"
    yield from _worst(finding, path)


def _counted(finding: Mapping[str, Any], path: Path) -> Iterator[Claim]:
    """The count and the share are of one another."""
    counted, law = finding["counted"], finding["law"]
    if counted is None:
        return
    least, of = int(counted["at_least"]), int(counted["of"])
    most = of if counted["at_most"] is None else int(counted["at_most"])
    if not least <= most <= of:
        yield (*path, "counted"), f"{law}, how many it concerns", f"{least} to {most} of {of}", "no more than there are"
    share = str(Fraction(least, of)) if of and counted["at_most"] == counted["at_least"] else None
    if finding["concerned"] != share:
        yield (*path, "concerned"), f"{law}, the share that it concerns", finding["concerned"], share


def _repair(finding: Mapping[str, Any], path: Path, ruleset: Ruleset) -> Iterator[Claim]:
    """What a repair changes stands in the ruleset, where it says so."""
    places = {path_text(one): one for one in ruleset.located.marks}
    for number, change in enumerate((finding["repair"] or {"changes": ()})["changes"]):
        here, law = (*path, "repair", "changes", number), finding["law"]
        place = places.get(change["path"])
        now = NOTHING if place is None else short(at(ruleset.located.data, place))
        if now != change["before"]:
            yield (*here, "before"), f"{law}, what stands at {change['path']}", change["before"], now
        if place is not None and ruleset.where(place).line != change["line"]:
            yield (*here, "line"), f"{law}, the line of {change['path']}", change["line"], ruleset.where(place).line


def _worst(finding: Mapping[str, Any], path: Path) -> Iterator[Claim]:
    """The worst case against the worst pair: the pair reaches the one end and cannot pass the other."""
    worst = finding["worst"]
    shown = [one["amount_in_pence"] for one in finding["witnesses"] if one["kind"] == "worst" and not one["about"]]
    if not shown:
        return
    real = 1 - shown[0] if worst["unit"] == "pence_gained" else shown[0]
    key = "at_most" if worst["unit"] == "pence_gained" else "at_least"
    if worst[key] != real:
        yield (*path, "worst", key), f"{finding['law']}, its worst case", worst[key], real


def thresholds(bench: Bench, law: str) -> tuple[int, ...]:
    """What the ruleset lets a law be held to."""
    pounds = [pence_of(bench, name) for name in IN_POUNDS.get(law, ())]
    shares = [share_of(bench, name) for name in IN_SHARES.get(law, ())]
    found = tuple(one for one in (*pounds, *shares) if one is not None)
    return found if law in IN_POUNDS else (0, *found)
