"""Money lines: how measures and quantities become pounds. Every kind of line has its working and its row to show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from ras_engine.document.cells import Cells, Keys
from ras_engine.document.conditions import Condition
from ras_engine.document.header import AmountOrRefer, Period, Refer, Rounding
from ras_engine.document.measures import Start
from ras_engine.document.scalars import Amount, Id, Number, Section, Several, Share, Slope, Table, Text, Words, exactly_one, refuse


class AmountByKeys(Section):
    """An amount, or one looked up by one to three keys."""

    amount: Amount | None = None
    by: Keys | None = None
    amounts: Cells[Amount] | None = None

    @model_validator(mode="after")
    def an_amount_or_a_table(self) -> AmountByKeys:
        """Either `amount`, or `by` with `amounts`."""
        exactly_one(self, "amount", "amounts")
        if (self.by is None) != (self.amounts is None):
            refuse("RAS121", keys="by with amounts", given="only one of the two")
        return self


class LineBase(Section):
    """What every money line has.

    `when`: the line is nought unless the condition holds. `client_groups`: only for these (needs `why`). `at_most`, `at_least`: a
    cap and a floor for the line, plain or by a table. `per`: the period its amounts are stated for, where it is not the ruleset's.
    `round`: where it differs from the ruleset's rounding of lines.
    """

    id: Id
    title: Text | None = None
    domain: Id | None = None
    when: Condition | None = None
    client_groups: Several[Id] | None = None
    at_least: AmountByKeys | None = None
    at_most: AmountByKeys | None = None
    per: Period | None = None
    round: Rounding | None = None
    why: Words | None = None
    source: Words | None = None


class FixedLine(LineBase):
    """An amount as it stands, by client group where so written."""

    kind: Literal["fixed"]
    amount: AmountOrRefer | None = None
    by_client_group: Table[AmountOrRefer] | None = None

    @model_validator(mode="after")
    def one_body(self) -> FixedLine:
        """One amount, or one for each client group."""
        exactly_one(self, "amount", "by_client_group")
        return self


class PricePerPointLine(LineBase):
    """A measure times a price for each point (or unit)."""

    kind: Literal["price_per_point"]
    of: Id
    per_point: Amount | None = None
    by_client_group: Table[Amount] | None = None

    @model_validator(mode="after")
    def one_body(self) -> PricePerPointLine:
        """One price, or one for each client group."""
        exactly_one(self, "per_point", "by_client_group")
        return self


class BandRow(Start):
    """From here on, this amount; or a referral."""

    amount: Amount | None = None
    refer: Id | None = None

    @model_validator(mode="after")
    def an_amount_or_a_referral(self) -> BandRow:
        """Either `amount` or `refer`."""
        exactly_one(self, "amount", "refer")
        return self


class BandsLine(LineBase):
    """An allocation table: the amount of the band that the measure falls in. Only starts are written: no gap, no overlap."""

    kind: Literal["bands"]
    of: Id
    bands: Several[BandRow] | None = None
    by_client_group: Table[Several[BandRow]] | None = None

    @model_validator(mode="after")
    def one_body(self) -> BandsLine:
        """One table, or one for each client group."""
        exactly_one(self, "bands", "by_client_group")
        return self


class SlopedBandRow(Start):
    """From here on, `starts_at` and `per_point` more for each point over the start; or a referral."""

    starts_at: Amount | None = None
    per_point: Slope | None = None
    refer: Id | None = None

    @model_validator(mode="after")
    def a_line_or_a_referral(self) -> SlopedBandRow:
        """Either `starts_at` with `per_point`, or `refer`."""
        exactly_one(self, "starts_at", "refer")
        if (self.starts_at is None) != (self.per_point is None):
            refuse("RAS121", keys="starts_at with per_point", given="only one of the two")
        return self


class SlopedBandsLine(LineBase):
    """An allocation table of straight lines."""

    kind: Literal["sloped_bands"]
    of: Id
    bands: Several[SlopedBandRow] | None = None
    by_client_group: Table[Several[SlopedBandRow]] | None = None

    @model_validator(mode="after")
    def one_body(self) -> SlopedBandsLine:
        """One table, or one for each client group."""
        exactly_one(self, "bands", "by_client_group")
        return self


class TablePoint(Section):
    """A published row: at so many points, this amount."""

    at: Number
    amount: Amount


def _after_shape(value: object) -> str:
    return "refer" if isinstance(value, dict) else "stays"


StaysOrRefer = Annotated[Annotated[Literal["stays"], Tag("stays")] | Annotated[Refer, Tag("refer")], Discriminator(_after_shape)]


class InterpolatedLine(LineBase):
    """An allocation table of published rows, joined by straight lines. `after_last`: the last amount `stays`, or a referral."""

    kind: Literal["interpolated"]
    of: Id
    rows: Annotated[Several[TablePoint], Field(min_length=2)] | None = None
    by_client_group: Table[Annotated[Several[TablePoint], Field(min_length=2)]] | None = None
    after_last: StaysOrRefer

    @model_validator(mode="after")
    def one_body(self) -> InterpolatedLine:
        """One table, or one for each client group."""
        exactly_one(self, "rows", "by_client_group")
        return self


class PercentileRow(Start):
    """From here on, this percentile."""

    percentile: Number


class PercentileAmount(Section):
    """The amount at a percentile."""

    percentile: Number
    amount: Amount


class PercentileTableLine(LineBase):
    """Points to a percentile, the percentile to an amount: by steps, or by straight lines `between` the percentiles given."""

    kind: Literal["percentile_table"]
    of: Id
    percentiles: Several[PercentileRow] | None = None
    amounts: Several[PercentileAmount]
    between: Literal["step", "straight_line"]
    by_client_group: Table[Several[PercentileRow]] | None = None

    @model_validator(mode="after")
    def one_body(self) -> PercentileTableLine:
        """One list of percentiles, or one for each client group."""
        exactly_one(self, "percentiles", "by_client_group")
        return self


class LookupLine(LineBase):
    """An amount looked up by one, two or three keys; every combination must be given."""

    kind: Literal["lookup"]
    by: Keys
    amounts: Cells[AmountOrRefer]


class AmountCase(Section):
    """A condition, and the amount or referral it gives."""

    when: Condition
    amount: Amount | None = None
    refer: Id | None = None

    @model_validator(mode="after")
    def gives_one_thing(self) -> AmountCase:
        """Either `amount` or `refer`."""
        exactly_one(self, "amount", "refer")
        return self


class FirstMatchLine(LineBase):
    """The first case whose condition holds gives the amount; `otherwise` is compulsory."""

    kind: Literal["first_match"]
    cases: Several[AmountCase]
    otherwise: AmountOrRefer


class PriceBy(Section):
    """The price chosen by a level, a band or a class: `by` names it, `prices` gives a price for each."""

    by: Id
    prices: Table[Id]


class PriceLine(LineBase):
    """Quantity x unit price: `quantity` is a question or measure in the unit of the price, `times` a factor (2 for two workers)."""

    kind: Literal["price"]
    quantity: Id
    times: Number | None = None
    price: Id | None = None
    price_by: PriceBy | None = None

    @model_validator(mode="after")
    def one_price(self) -> PriceLine:
        """One price, or one chosen by a level."""
        exactly_one(self, "price", "price_by")
        return self


class ReferenceLine(LineBase):
    """A share or a multiple of a reference amount: it, x `share`, x `times`, x the value `of` a measure; each 1 if left out."""

    kind: Literal["of_reference"]
    reference: Id
    share: Share | None = None
    times: Number | None = None
    of: Id | None = None


class ShareOfLinesLine(LineBase):
    """A share of other lines that stand above it, such as an employer's on-costs."""

    kind: Literal["share_of_lines"]
    lines: Several[Id]
    share: Share


class ExtremeLine(LineBase):
    """Lines that overlap: only the largest (or the smallest) of them counts, not their sum."""

    kind: Literal["largest_of", "smallest_of"]
    lines: Annotated[Several[Line], Field(min_length=2)]


Line = Annotated[
    FixedLine
    | PricePerPointLine
    | BandsLine
    | SlopedBandsLine
    | InterpolatedLine
    | PercentileTableLine
    | LookupLine
    | FirstMatchLine
    | PriceLine
    | ReferenceLine
    | ShareOfLinesLine
    | ExtremeLine,
    Discriminator("kind"),
]
