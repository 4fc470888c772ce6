"""Money lines: what one line comes to, in pounds, for one pass over the measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ras_engine.document import lines as kinds
from ras_engine.document.header import Price, Refer, ReferenceAmount
from ras_engine.document.ruleset import RulesetDocument
from tests.oracle.rounding import rounded
from tests.oracle.working import Working, row_of


def periods_a_year(document: RulesetDocument, period: str) -> Fraction:
    """How many such periods make a year."""
    days = document.money.days_per_year
    weeks = document.money.weeks_per_year or (days or Fraction(0)) / 7
    return {
        "year": Fraction(1),
        "quarter": Fraction(4),
        "month": Fraction(12),
        "four_weeks": weeks / 4,
        "fortnight": weeks / 2,
        "week": weeks,
        "day": weeks * 7,
    }[period]


class Lines:
    """The lines of one list (budget, sustainability, a separate amount), in one pass; `per` is the period they come out in."""

    def __init__(self, working: Working, per: str) -> None:
        """`per` may be `once`."""
        document = working.document
        self.working, self.document, self.per = working, document, per
        self.prices: Mapping[str, Price] = document.prices or {}
        self.references: Mapping[str, ReferenceAmount] = document.reference_amounts or {}
        self.done: dict[str, Fraction] = {}
        self.inner: dict[str, Fraction] = {}
        self.rows: dict[str, int] = {}
        self.raised: set[str] = set()

    def work_out(self, lines: Sequence[kinds.Line]) -> dict[str, Fraction]:
        """Each line's final amount, in order."""
        for line in lines:
            self.done[line.id] = self.line(line, True)
        return self.done

    def line(self, line: kinds.Line, outer_open: bool) -> Fraction:
        """Amount, floor, cap, gate, conversion, rounding. Under a closed outer line nothing is referred."""
        is_open = self.is_open(line)
        amount = self.amount(line, is_open and outer_open)
        if line.at_least is not None:
            amount = max(amount, self.amount_by_keys(line.at_least))
        if line.at_most is not None:
            amount = min(amount, self.amount_by_keys(line.at_most))
        if not is_open:
            amount = Fraction(0)
        return rounded(self.converted(amount, line), line.round or self.document.money.round.lines)

    def is_open(self, line: kinds.LineBase) -> bool:
        """Whether the line counts for this person at all."""
        if line.client_groups is not None and self.working.person.client_group not in line.client_groups:
            return False
        return line.when is None or self.working.holds(line.when)

    def converted(self, amount: Fraction, line: kinds.Line) -> Fraction:
        """From the line's own period to that of the list."""
        if self.per == "once" or isinstance(line, kinds.ExtremeLine | kinds.ShareOfLinesLine):
            return amount
        own: str = line.per or self.per
        if isinstance(line, kinds.ReferenceLine):
            own = self.references[line.reference].per
        return amount * periods_a_year(self.document, own) / periods_a_year(self.document, self.per)

    def amount_by_keys(self, table: kinds.AmountByKeys) -> Fraction:
        """An amount, plain or from a table."""
        if table.amount is not None:
            return table.amount
        return Fraction(self.working.cell(table.by or (), table.amounts or {}))

    def or_refer(self, thing: Any, is_open: bool) -> Fraction:
        """An amount; or nothing, and a referral."""
        if isinstance(thing, Refer):
            if is_open:
                self.raised.add(thing.refer)
            return Fraction(0)
        return Fraction(thing)

    def row_or_refer(self, row: Any, amount: Fraction | None, is_open: bool) -> Fraction:
        """The amount of a row; or nothing, and its referral."""
        return self.or_refer(amount if row.refer is None else Refer(refer=row.refer), is_open)

    def for_group(self, plain: Any, by_group: Mapping[str, Any] | None) -> Any:
        """The body that applies to the person's client group."""
        return plain if by_group is None else by_group[self.working.key("client_group")]

    def row(self, line: kinds.Line, rows: Sequence[Any], value: Fraction) -> Any:
        """The row of a table, its number kept."""
        self.rows[line.id] = row_of(rows, value)
        return rows[self.rows[line.id]]

    def amount(self, line: kinds.Line, is_open: bool) -> Fraction:
        """The amount in the line's own period."""
        number = self.working.number
        match line:
            case kinds.FixedLine():
                return self.or_refer(self.for_group(line.amount, line.by_client_group), is_open)
            case kinds.PricePerPointLine():
                price: Fraction = self.for_group(line.per_point, line.by_client_group)
                return number(line.of) * price
            case kinds.BandsLine():
                row = self.row(line, self.for_group(line.bands, line.by_client_group), number(line.of))
                return self.row_or_refer(row, row.amount, is_open)
            case kinds.SlopedBandsLine():
                points = number(line.of)
                row = self.row(line, self.for_group(line.bands, line.by_client_group), points)
                sloped = None if row.refer is not None else row.starts_at + row.per_point * (points - row.start)
                return self.row_or_refer(row, sloped, is_open)
            case kinds.InterpolatedLine():
                return self.interpolated(line, is_open)
            case kinds.PercentileTableLine():
                return self.percentile(line)
            case kinds.LookupLine():
                return self.or_refer(self.working.cell(line.by, line.amounts), is_open)
            case kinds.FirstMatchLine():
                for case in line.cases:
                    if self.working.holds(case.when):
                        return self.row_or_refer(case, case.amount, is_open)
                return self.or_refer(line.otherwise, is_open)
            case kinds.PriceLine():
                return self.price(line, is_open)
            case kinds.ReferenceLine():
                return self.reference(line)
            case kinds.ShareOfLinesLine():
                return line.share * sum((self.done[name] for name in line.lines), Fraction(0))
            case kinds.ExtremeLine():
                for one in line.lines:
                    self.inner[one.id] = self.line(one, is_open)
                return {"largest_of": max, "smallest_of": min}[line.kind](self.inner[one.id] for one in line.lines)

    def interpolated(self, line: kinds.InterpolatedLine, is_open: bool) -> Fraction:
        """On the straight line between the two published rows around the value."""
        rows: Sequence[kinds.TablePoint] = self.for_group(line.rows, line.by_client_group)
        value = self.working.number(line.of)
        if value > rows[-1].at:
            return rows[-1].amount if line.after_last == "stays" else self.or_refer(line.after_last, is_open)
        for below, above in pairwise(rows):
            if below.at <= value <= above.at:
                share = (value - below.at) / (above.at - below.at)
                return (1 - share) * below.amount + share * above.amount
        raise AssertionError("a value under the first row")

    def percentile(self, line: kinds.PercentileTableLine) -> Fraction:
        """The percentile of the points, and the amount at that percentile."""
        rows = self.for_group(line.percentiles, line.by_client_group)
        percentile: Fraction = self.row(line, rows, self.working.number(line.of)).percentile
        under = [one for one in line.amounts if one.percentile <= percentile][-1]
        over = [one for one in line.amounts if one.percentile > percentile][:1]
        if line.between == "step" or not over:
            return under.amount
        share = (percentile - under.percentile) / (over[0].percentile - under.percentile)
        return (1 - share) * under.amount + share * over[0].amount

    def price(self, line: kinds.PriceLine, is_open: bool) -> Fraction:
        """Quantity x times x unit price. Nothing used means nothing to refer."""
        name = line.price or ""
        if line.price_by is not None:
            name = line.price_by.prices[self.working.key(line.price_by.by)]
        price = self.prices[name]
        quantity = self.working.number(line.quantity) * (Fraction(1) if line.times is None else line.times)
        unit: Any = price.amount
        if price.by_deployment is not None:
            unit = price.by_deployment[self.working.person.deployment(line.id)]
        return quantity * self.or_refer(unit, is_open and quantity > 0)

    def reference(self, line: kinds.ReferenceLine) -> Fraction:
        """A share or a multiple of an amount set elsewhere."""
        amount = self.references[line.reference].amount
        for factor in (line.share, line.times, None if line.of is None else self.working.number(line.of)):
            amount = amount if factor is None else amount * factor
        return amount
