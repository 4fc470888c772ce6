"""What budgets are made of, as bars: the share of each domain by band of need, and at the high-need end by group."""

from __future__ import annotations

from ras_engine.edges.report.equity.charts import Bar, BarPanel, Bars
from ras_engine.edges.report.equity.names import Names, capital
from ras_engine.edges.report.equity.pictures import bands_down, key_of, label
from ras_engine.edges.report.equity.words import WITHHELD, number
from ras_engine.equity import ALL, EquityFrame, Withheld

SHARE = "domain_share:"


def domains_of(frame: EquityFrame) -> tuple[str, ...]:
    """The figures of domain shares, the largest share of all money first."""
    everybody = {one.name: one for one in frame.figures if one.name.startswith(SHARE) and (one.group, one.band) == (ALL, ALL)}
    return tuple(sorted(everybody, key=lambda name: -(everybody[name].estimate.value if everybody[name].estimate else 0)))  # type: ignore[union-attr]


def domain_bars(frame: EquityFrame, names: Names, feature: str) -> Bars | None:
    """Everybody by band, then each group at the high-need end."""
    domains = domains_of(frame)
    if not domains:
        return None
    parts = tuple(capital(names.part(name.removeprefix(SHARE))) for name in domains)
    by_band = tuple(_bar(frame, domains, feature, band, ALL, capital(names.band(band)), names) for band in bands_down(frame))
    top = frame.top_band
    by_group = tuple(_bar(frame, domains, feature, top, group, "", names) for group in frame.groups[feature])
    panels = (
        BarPanel(f"High-need end, {names.band(top)}, by {names.feature(feature)}", by_group),
        BarPanel("Everybody, by band", by_band),
    )
    title = f"What budgets are made of, before carers, by need and {names.feature(feature)}"
    said = " ".join(f"{bar.label}: {_parts_said(bar, parts)}." for panel in panels for bar in panel.bars)
    return Bars(key_of(frame, feature, "made_of"), title, f"{title}. {said}", parts, panels)


def _bar(frame: EquityFrame, domains: tuple[str, ...], feature: str, band: str, group: str, called: str, names: Names) -> Bar:
    """One bar; `called` is used in the place of the group's own name."""
    found = {one.name: one for name in domains for one in frame.select(name, feature=feature, band=band) if one.group == group}
    count = next((one.people for one in found.values()), None)
    about = label(names, group, count) if not called else called if count is None else f"{called}, {count:,} people"
    estimates = [found[name].estimate for name in domains if name in found]
    if len(estimates) < len(domains) or any(one is None for one in estimates):
        hidden = any(found[name].withheld is Withheld.SMALL_NUMBERS for name in found)
        return Bar(about, (), WITHHELD[Withheld.SMALL_NUMBERS] if hidden else "nothing to share out")
    return Bar(about, tuple(one.value for one in estimates if one is not None))


def _parts_said(bar: Bar, parts: tuple[str, ...]) -> str:
    if not bar.parts:
        return bar.shown
    return ", ".join(f"{name} {number(share, 'share')}" for name, share in zip(parts, bar.parts, strict=True))
