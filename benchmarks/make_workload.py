"""Writes benchmarks/rulesets/workload.yaml: the workload on which the engine is measured against its peers.

30 questions of 4 to 6 levels in 8 domains, 4 client groups with weights (hundredths) and sloped tables of 12 knots of their own,
5 levels of carer support in each domain, contingency of 5 to 10 % by need band, a floor, a cap, rounding to the penny. Seeded;
run it again and the file is the same.
"""

from __future__ import annotations

import random
from pathlib import Path

GROUPS = ("older_people", "learning_disability", "mental_health", "physical_disability")
DOMAINS = (4, 4, 4, 4, 4, 4, 3, 3)
KNOTS = 12
HERE = Path(__file__).parent


def questions(seed: random.Random) -> list[str]:
    """Each question's lines."""
    lines = []
    for domain, count in enumerate(DOMAINS):
        for place in range(count):
            lines.append(f"  - id: q{domain}_{place}\n    kind: levels\n    domain: d{domain}\n    about: need")
            lines.append(f"    ask: Question {place} of domain {domain}\n    levels:")
            points = 0
            for level in range(seed.choice((4, 5, 6))):
                lines.append(f"      - {{id: l{level}, says: Level {level}, points: {points}}}")
                points += seed.randint(1, 5)
    return lines


def table(seed: random.Random) -> list[str]:
    """One group's sloped table, continuous and rising."""
    start, amount, rows = 0, 0.0, []
    for _ in range(KNOTS):
        slope = round(seed.uniform(1.5, 6.0), 2)
        rows.append(f"        - {{from: {start}, starts_at: {amount:.2f}, per_point: {slope:.2f}}}")
        width = seed.randint(12, 40)
        start, amount = start + width, amount + width * slope
    return rows


def ruleset() -> str:
    """The whole file."""
    seed = random.Random(2026)
    parts = [HEADER, "questions:", *questions(seed), "measures:"]
    for domain, count in enumerate(DOMAINS):
        parts.append(f"  - {{id: p{domain}, kind: sum, of: [{', '.join(f'q{domain}_{place}' for place in range(count))}]}}")
        parts.append(f"  - id: w{domain}\n    kind: weighted_sum\n    why: Weights fitted for each group.\n    by_client_group:")
        parts += [f"      {group}: {{p{domain}: {seed.uniform(0.8, 1.4):.2f}}}" for group in GROUPS]
    parts.append(f"  - {{id: total, kind: sum, of: [{', '.join(f'w{domain}' for domain in range(len(DOMAINS)))}]}}")
    parts.append(BANDS)
    parts.append("budget_lines:\n  - id: core\n    kind: sloped_bands\n    of: total\n    why: Tables fitted for each group.")
    parts.append("    by_client_group:")
    for group in GROUPS:
        parts += [f"      {group}:", *table(seed)]
    areas = "\n".join(f"        d{domain}: w{domain}" for domain in range(len(DOMAINS)))
    return "\n".join(parts) + "\n" + FOOTER.replace("AREAS", areas)


HEADER = """\
# Made by benchmarks/make_workload.py. Not a council's rules.
schema: ras-ruleset/1
scheme: benchmark/workload
effective_from: 2026-04-06
revision: 1
status: draft
baseline: no_unpaid_support
money:
  currency: GBP
  per: week
  weeks_per_year: 52
  round:
    lines: {to: 0.01, direction: half_up}
    indicative_budget: {to: 0.01, direction: half_up}
    contingency: {to: 0.01, direction: half_up}
client_groups:
  older_people: {}
  learning_disability: {}
  mental_health: {}
  physical_disability: {}
domains:
""" + "\n".join(f"  d{domain}: {{title: Domain {domain}}}" for domain in range(len(DOMAINS)))

BANDS = """\
  - id: need_band
    kind: band
    of: total
    bands:
      - {id: lower, says: Lower need, from: 0}
      - {id: middle, says: Middle need, from: 90}
      - {id: high, says: High need, from: 180}"""

FOOTER = """\
carer_support:
  levels:
    - {id: some, says: Some of it, met: 10%}
    - {id: half, says: About half, met: 25%}
    - {id: most, says: Most of it, met: 40%}
    - {id: nearly_all, says: Nearly all of it, met: 60%}
  rules:
    - id: points
      kind: share_of_points
      reduces:
AREAS
limits:
  minimum: {amount: 20.00, zero_stays_zero: yes}
  maximum: {amount: 1200.00, refer: high_cost}
contingency:
  kind: share
  basis: inside
  by: [need_band]
  shares: {lower: 5%, middle: 7.5%, high: 10%}
  year_end: {rule: keep_all}
  draw: {without_reassessment: yes}
  why: Set by band.
referral:
  - {id: high_cost, says: A person must look., indicative_budget: shown}
"""

if __name__ == "__main__":
    HERE.joinpath("rulesets").mkdir(exist_ok=True)
    HERE.joinpath("rulesets", "workload.yaml").write_text(ruleset(), encoding="utf-8")
