"""A small ruleset as text, with a header that a test may change: one question, one line, a contingency inside the budget."""

from __future__ import annotations

from pathlib import Path

from ras_engine.ruleset import Ruleset, read_ruleset

APPROVED = """\
status: approved
authority: {approved_by: "Cabinet", approved_on: 2025-01-15, reference: "Minute 1"}
"""

BODY = """\
baseline: no_unpaid_support
money:
  currency: GBP
  per: week
  weeks_per_year: 52
  round:
    lines: {to: 0.01, direction: half_up}
    indicative_budget: {to: 1.00, direction: half_up}
    contingency: {to: 0.01, direction: half_up}
  part_periods: {rule: sevenths_of_a_week, round: {to: 0.01, direction: half_up}}
questions:
  - id: washing
    kind: levels
    about: need
    ask: How much help do you need to wash?
    if_missing: required
    levels:
      - {id: none, says: I manage, points: 0}
      - {id: some, says: Some help, points: 4}
      - {id: all, says: Help every day, points: 9}
  - {id: in_crisis, kind: yes_no, about: need, ask: "Is this a crisis?", if_missing: required}
budget_lines:
  - {id: core, kind: price_per_point, of: washing, per_point: 12.30}
contingency:
  kind: share
  share: 10%
  basis: inside
  year_end: {rule: keep_weeks, weeks: 2}
  draw: {without_reassessment: yes, crisis_cover_hours: 48}
  why: Things happen.
pool: {eligible_when: {question: in_crisis, is: yes}, longest_weeks: 4, decided_by: Head of service}
"""

EXAMPLE = """\
  - id: some_help
    says: A person who needs some help to wash.
    assessment:
      assessed_on: {day}
      baseline: no_unpaid_support
      answers: {{washing: some, in_crisis: no}}
    referrals: []
    expect:
      line.core: 49.20
      indicative_budget: 49
      contingency: 4.90
      planning_amount: 44.10
      pool: no
    working: |
      4 x 12.30 = 49.20, rounded to 49; 10% of 49 = 4.90; 49 - 4.90 = 44.10
"""


def header(
    day: str,
    revision: int = 1,
    *,
    follows: tuple[str, int] | None = None,
    published: str = "2025-02-01",
    status: str = APPROVED,
    scheme: str = "small/adults",
) -> str:
    """The head of a ruleset that begins on `day`."""
    before = f'supersedes: {{effective_from: {follows[0]}, revision: "{follows[1]}"}}\n' if follows else ""
    return (
        f"schema: ras-ruleset/1\nscheme: {scheme}\neffective_from: {day}\nrevision: {revision}\npublished_on: {published}\n"
        f"{status}{before}"
    )


def small(*arguments: object, body: str = BODY, **words: object) -> Ruleset:
    """A ruleset with this header, read."""
    return read_ruleset(header(*arguments, **words) + body, file=f"{arguments[0]}.yaml")  # type: ignore[arg-type]


def examples(day: str, revision: int = 1, *, cases: str = EXAMPLE) -> str:
    """Worked examples of the small ruleset."""
    top = f"schema: ras-examples/1\nscheme: small/adults\neffective_from: {day}\nrevision: {revision}\ncases:\n"
    return top + cases.replace("{day}", day).replace("{{", "{").replace("}}", "}")


def write(folder: Path, day: str, revision: int = 1, *, body: str = BODY, **words: object) -> Path:
    """A ruleset and its worked examples as files in a folder."""
    name = day if revision == 1 else f"{day}.revision_{revision}"
    (folder / f"{name}.examples.yaml").write_text(examples(day, revision), encoding="utf-8")
    path = folder / f"{name}.yaml"
    path.write_text(header(day, revision, **words) + body, encoding="utf-8")  # type: ignore[arg-type]
    return path
