"""Which pictures an audit has: a strip of all laws, and for each broken one its simplest pair and the budgets around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import pair_seen_at, simplest
from ras_engine.edges.audit.shown import shown
from ras_engine.edges.audit.words import money, tally
from ras_engine.edges.report.audit.curve import curve
from ras_engine.edges.report.audit.draw import WIDE, curve_words, pair_words, strip_words
from ras_engine.edges.report.audit.templating import rendered


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture before it is written: its name, title and description, its template and what that needs."""

    key: str
    title: str
    description: str
    template: str
    high: int | float
    words: dict[str, Any] = field(repr=False)

    def svg(self, standing_alone: bool = False) -> str:
        """The picture as SVG text. Standing alone it brings its name space, its background and its title."""
        import textwrap

        heading = textwrap.wrap(self.title, 46) if standing_alone else []
        return rendered(
            self.template,
            key=self.key.replace(".", "-").lower(),
            chart=self,
            wide=WIDE,
            high=self.high,
            alone=standing_alone,
            heading=heading,
            **self.words,
        )


def pictures(judgement: Judgement) -> Iterator[Drawn]:
    """Every picture, the strip first."""
    yield strip(judgement)
    same = pair_seen_at(judgement)
    for one in judgement.standing(Standing.BROKEN, Standing.ACCEPTED):
        if one.finding.law not in same:
            yield from pictures_of(judgement, one)


def strip(judgement: Judgement) -> Drawn:
    """All laws at a glance."""
    words = strip_words(judgement)
    says = "; ".join(f"{one.finding.law} {one.standing.value.replace('_', ' ')}" for one in judgement.laws)
    return Drawn("laws", f"The laws: {tally(judgement)}", f"{says}.", "strip.svg.jinja", words.pop("high"), words)


def pictures_of(judgement: Judgement, one: Judged) -> Iterator[Drawn]:
    """The pictures of one law: none where it has no pair."""
    law, witness, currency = one.finding.law, simplest(one.finding, judgement.ruleset), judgement.ruleset.plan.currency
    if witness is None or witness.alone or not witness.of:
        return
    pair = shown(witness, judgement.ruleset)
    words = pair_words(pair, currency)
    differ = "; ".join(f"{row.what}: {row.left}, {row.right}" for row in pair.differ) or "only the ruleset differs"
    compared = pair.compared
    amounts = f"{compared.what}: {compared.left} and {compared.right}" if compared else ""
    yield Drawn(
        f"{law}.pair", f"Two people alike but for this ({law})", f"{differ}. {amounts}.", "pair.svg.jinja", words.pop("high"), words
    )
    found = curve(witness, one.finding.threshold, judgement.ruleset, judgement.against)
    if found is not None:
        words = curve_words(found, currency)
        ends = f"{money(found.ends[0].pence, currency)} and {money(found.ends[1].pence, currency)}"
        says = (
            f"The {_amount(found.amount)} of made-up people one answer apart, against {found.measure}, one line for each of: "
            f"{', '.join(way.label for way in found.ways)}. The pair stands at {ends}."
        )
        yield Drawn(
            f"{law}.curve",
            f"The {_amount(found.amount)} around this pair ({law})",
            says,
            "curve.svg.jinja",
            words.pop("high"),
            words,
        )


def _amount(name: str) -> str:
    """What an amount is called in a sentence: "amount before limits"."""
    return name if name.endswith(("amount", "budget")) else f"amount {name}" if name.startswith(("before", "after")) else name
