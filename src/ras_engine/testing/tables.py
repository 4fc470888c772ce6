"""Allocation tables of every kind: each row can be reached, the first begins where need does, and no amount is negative."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

from ras_engine.testing import interval as bounds
from ras_engine.testing.builder import Builder, Number, pounds, written
from ras_engine.testing.interval import Data, Interval, hull

OrRefer = Callable[[Callable[[], str]], "str | Data"]
"""Draws an amount, or a referral in its place."""


def _for_groups(builder: Builder, key: str, rows: Callable[[], list[Data]]) -> Data:
    """The table, or one for each client group."""
    if builder.groups and builder.chance(30):
        return {"by_client_group": builder.for_groups(rows)}
    return {key: rows()}


def _tables(body: Data, key: str) -> list[list[Data]]:
    return [body[key]] if key in body else list(body["by_client_group"].values())


def price_per_point(builder: Builder, number: Number) -> tuple[Data, Interval]:
    """A measure times a price."""

    def price() -> str:
        return pounds(builder.number(0, 20, 3 if number.left.size <= 10**4 else 2))

    body = {"by_client_group": builder.for_groups(price)} if builder.groups and builder.chance(30) else {"per_point": price()}
    return {"of": number.id, **body}, bounds.times(number.told, bounds.amounts_in(body))


def bands(builder: Builder, number: Number, or_refer: OrRefer) -> tuple[Data, Interval]:
    """Amounts by bands."""

    def row(start: Data) -> Data:
        amount = or_refer(lambda: builder.amount(0, 400))
        return {**start, **(amount if isinstance(amount, dict) else {"amount": amount})}

    body = _for_groups(builder, "bands", lambda: [row(start) for start in builder.starts(number.told, number.left)])
    return body, hull(
        bounds.amounts_in({"": one.get("amount", "0")}) for rows in _tables(body, "bands") for one in bounds.first_and_last(rows)
    )


def sloped_bands(builder: Builder, number: Number, or_refer: OrRefer) -> tuple[Data, Interval]:
    """Amounts by straight lines; a line may fall, but not below nought before the next one begins."""

    def rows() -> list[Data]:
        starts = builder.starts(number.told, number.left)
        found = []
        for place, start in enumerate(starts):
            amount = or_refer(lambda: builder.amount(0, 300))
            if isinstance(amount, dict):
                found.append({**start, **amount})
                continue
            slope = builder.number(0, 10)
            if place + 1 < len(starts) and builder.chance(15):
                width = bounds.start(starts[place + 1]) - bounds.start(start)
                slope = -Fraction(floor(min(Fraction(amount) / width, Fraction(10)) * 100), 100)
            found.append({**start, "starts_at": amount, "per_point": written(slope)})
        return found

    body = _for_groups(builder, "bands", rows)
    return body, hull(bounds.sloped_ends(one, number.told, "starts_at", "per_point") for one in _tables(body, "bands"))


def interpolated(builder: Builder, number: Number, or_refer: OrRefer) -> tuple[Data, Interval]:
    """Published rows, at whole numbers where there are some, joined by straight lines."""
    first = min(0, floor(number.left.low))

    def rows() -> list[Data]:
        inner = (builder.inside(number.told) for _ in range(builder.whole(1, 2)))
        ats = sorted({Fraction(first), *(Fraction(floor(one)) if floor(one) > number.told.low else one for one in inner)})
        return [{"at": written(at), "amount": builder.amount(0, 400)} for at in ats]

    body = _for_groups(builder, "rows", rows)
    reached = all(Fraction(one[-1]["at"]) < number.told.high for one in _tables(body, "rows"))
    body["after_last"] = or_refer(lambda: "stays") if reached else "stays"
    told = hull(bounds.exactly(_joined(one, end)) for one in _tables(body, "rows") for end in (number.told.low, number.told.high))
    return body, told if body["after_last"] == "stays" else told.with_zero()


def _joined(rows: list[Data], value: Fraction) -> Fraction:
    """The amount for a value on rows that are joined by straight lines."""
    points = [(Fraction(row["at"]), Fraction(row["amount"])) for row in rows]
    below = [one for one in points if one[0] <= value][-1]
    above = [one for one in points if one[0] > value][:1]
    if not above:
        return below[1]
    return below[1] + (above[0][1] - below[1]) * (value - below[0]) / (above[0][0] - below[0])


def percentile_table(builder: Builder, number: Number, _: OrRefer) -> tuple[Data, Interval]:
    """Points to percentiles, percentiles to amounts."""
    percentiles = sorted({Fraction(0), *(builder.number(1, 100, 1) for _ in range(builder.whole(1, 3)))})
    amounts = [{"percentile": written(one), "amount": builder.amount(0, 500)} for one in percentiles]

    def rows() -> list[Data]:
        starts = builder.starts(number.told, number.left)
        steps = sorted(builder.number(0, 100, 1) for _ in starts)
        return [{**start, "percentile": written(step)} for start, step in zip(starts, steps, strict=True)]

    body = _for_groups(builder, "percentiles", rows)
    body |= {"amounts": amounts, "between": builder.pick(("step", "straight_line"))}
    reached = {Fraction(row["percentile"]) for one in _tables(body, "percentiles") for row in bounds.first_and_last(one)}
    return body, hull(bounds.exactly(_amount_at(body, one)) for one in reached)


def _amount_at(body: Data, percentile: Fraction) -> Fraction:
    """The amount at a percentile."""
    known = [(Fraction(one["percentile"]), Fraction(one["amount"])) for one in body["amounts"]]
    at, amount = [one for one in known if one[0] <= percentile][-1]
    above = [one for one in known if one[0] > percentile][:1]
    if body["between"] == "step" or not above:
        return amount
    return amount + (above[0][1] - amount) * (percentile - at) / (above[0][0] - at)


TABLES: dict[str, Callable[[Builder, Number, OrRefer], tuple[Data, Interval]]] = {
    "bands": bands,
    "sloped_bands": sloped_bands,
    "interpolated": interpolated,
    "percentile_table": percentile_table,
}
