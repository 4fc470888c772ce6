"""A picture of how the time grows with the caseload, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 420, 90, 70, 50, 130


def growth(title: str, series: Mapping[str, Mapping[int, float]]) -> str:
    """Seconds (both scales logarithmic) by people, one line each; a line of slope one is linear growth."""
    people = [count for each in series.values() for count in each]
    seconds = [value for each in series.values() for value in each.values()]
    low, high = _decades(min(seconds), max(seconds))
    first, last = _decades(min(people), max(people))

    def x(count: float) -> float:
        return LEFT + (log10(count) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">',
        f'<title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        "<style>text{font-size:13px}</style>",
        f'<text x="{LEFT}" y="24" style="font-size:16px" fill="#222">{escape(title)}</text>',
    ]
    for power in range(first, last + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#444">{10**power:,}</text>')
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#444">{_spoken(power)}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 22}" text-anchor="middle" fill="#222">people</text>')
    for (name, points), (colour, dash) in zip(series.items(), LOOKS, strict=False):
        line = " ".join(f"{x(count):.1f},{y(value):.1f}" for count, value in sorted(points.items()))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        parts += [f'<circle cx="{x(count):.1f}" cy="{y(value):.1f}" r="3.5" fill="{colour}"/>' for count, value in points.items()]
        end = max(points)
        parts.append(f'<text x="{x(end) + 10:.1f}" y="{y(points[end]) + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


LOOKS = (("#1b5e9b", "none"), ("#a23b00", "8 4"), ("#3c6e3c", "2 4"))


def _decades(least: float, most: float) -> tuple[int, int]:
    """The powers of ten around two numbers."""
    low, high = int(log10(least) // 1), int(-(-log10(most) // 1))
    return low, max(high, low + 1)


def _spoken(power: int) -> str:
    return f"{10**power:g} s" if power >= 0 else f"{10 ** (power + 3):g} ms" if power >= -3 else f"{10 ** (power + 6):g} µs"
