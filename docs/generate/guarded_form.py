"""Draws docs/pictures/guarded-form.svg: one line of money before carers, after carers, and after carers with a guard.

The amounts are worked out by the engine from the ruleset on docs/scoring.md, so that the picture cannot say anything else.
"""

from __future__ import annotations

from pathlib import Path

from ras_engine import Assessment, read_ruleset, score

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "scoring.md"
PICTURE = ROOT / "docs" / "pictures" / "guarded-form.svg"
POINTS = range(41)
LEFT, TOP, WIDE, HIGH, MOST = 60, 20, 600, 280, 420
GUARD = ", line_keeps_at_least: 70%"
CURVES = (("before carers", "#555555", "6 4"), ("after carers, no guard", "#b4541a", ""), ("after carers, 70% kept", "#1a5fb4", ""))


def ruleset_text() -> str:
    """The first YAML block of the page."""
    return PAGE.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]


def amounts(text: str, step: str) -> list[int]:
    """The step in pence for each number of points, with a carer who does most of it."""
    ruleset = read_ruleset(text, file=PAGE.name)
    support = {"care": {"level": "most", "able": "yes", "willing": "yes"}}
    found = []
    for points in POINTS:
        data = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "answers": {"points": str(points)}}
        result = score(ruleset, Assessment.from_dict({**data, "carer_support": support}))
        found.append(int(result.step(step) * 100))
    return found


def across(points: int) -> int:
    """Where a number of points stands, in the picture."""
    return LEFT + WIDE * points // (len(POINTS) - 1)


def down(pence: int) -> int:
    """Where an amount stands."""
    return TOP + HIGH - HIGH * pence // (MOST * 100)


def curve(pence: list[int], colour: str, dashes: str) -> str:
    """A step line through the amounts."""
    path = f"M{across(0)} {down(pence[0])}" + "".join(f"H{across(points)}V{down(amount)}" for points, amount in enumerate(pence))
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes or "none"}"/>'


def picture() -> str:
    """The whole SVG."""
    text = ruleset_text()
    after = "line.care_line.after_carers"
    lines = (amounts(text, "line.care_line"), amounts(text.replace(GUARD, ""), after), amounts(text, after))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 350" role="img" font-family="sans-serif" font-size="13">',
        "<title>A line of money by points: before carers, after carers, and after carers with a guard</title>",
        '<rect width="700" height="350" fill="#ffffff"/>',
        f'<path d="M{LEFT} {TOP}V{TOP + HIGH}H{LEFT + WIDE}" fill="none" stroke="#333333"/>',
    ]
    parts += [
        f'<text x="{LEFT - 8}" y="{down(pounds * 100) + 4}" text-anchor="end">£{pounds}</text>'
        for pounds in range(0, MOST + 1, 100)
    ]
    parts += [
        f'<text x="{across(points)}" y="{TOP + HIGH + 18}" text-anchor="middle">{points}</text>'
        for points in range(0, len(POINTS), 10)
    ]
    parts.append(f'<text x="{LEFT + WIDE}" y="{TOP + HIGH + 36}" text-anchor="end">points, before carers</text>')
    for place, (pence, (words, colour, dashes)) in enumerate(zip(lines, CURVES, strict=True)):
        legend = f'<text x="{LEFT + 20}" y="{TOP + 24 + 20 * place}" fill="{colour}">{words}</text>'
        parts += [curve(pence, colour, dashes), legend]
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
