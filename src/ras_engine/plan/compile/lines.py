"""Money lines to slots: the exact amount by kind, then floor and cap, gate, period and rounding, the same for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from ras_engine.document.header import Refer
from ras_engine.document.lines import (
    AmountByKeys,
    BandRow,
    BandsLine,
    ExtremeLine,
    FirstMatchLine,
    FixedLine,
    InterpolatedLine,
    Line,
    LookupLine,
    PercentileTableLine,
    PriceLine,
    PricePerPointLine,
    ReferenceLine,
    ShareOfLinesLine,
    SlopedBandRow,
    SlopedBandsLine,
)
from ras_engine.plan.compile.conditions import condition, gate_of
from ras_engine.plan.compile.context import CLIENT_GROUP, Context, Scope, same_body
from ras_engine.plan.compile.tables import RowOf, banded, interpolated, percentile_rows, sloped
from ras_engine.plan.operations import Slot


@dataclass(frozen=True)
class LineJob:
    """One line being compiled: its name in steps, what names mean, the lines before it, and the period its amount is wanted for."""

    context: Context
    scope: Scope
    line: Line
    name: str
    earlier: Mapping[str, Slot]
    into: str

    def step(self, part: str, slot: Slot, unit: str = "") -> Slot:
        """A step of this line in this pass."""
        return self.context.step(f"{self.name}.{part}{self.scope.after}", slot, unit)


@dataclass(frozen=True)
class Amount:
    """The exact amount of a line, and the referrals that its rows, cells or prices raise."""

    slot: Slot
    referrals: tuple[tuple[str, Slot], ...] = ()


def compile_lines(context: Context, scope: Scope, lines: Sequence[Line], prefix: str, into: str) -> dict[str, Slot]:
    """The rounded amount of each line, in whole pence for the period `into`; its steps begin with `prefix`."""
    found: dict[str, Slot] = {}
    for place, line in enumerate(lines):
        with context.at(place):
            found[line.id] = compile_line(LineJob(context, scope, line, f"{prefix}{line.id}", found, into), None)
    return found


def compile_line(job: LineJob, outer: Slot | None) -> Slot:
    """One line in whole pence; `outer` is the gate of the line around it."""
    context, line, builder = job.context, job.line, job.context.builder
    gate = _gate(job)
    referral_gate = gate if outer is None else outer if gate is None else builder.all_of([outer, gate])
    amount = _amount(job, referral_gate)
    for name, raised in amount.referrals:
        context.referrals[name].append(raised if referral_gate is None else builder.all_of([raised, referral_gate]))
    slot = amount.slot
    if line.at_least is not None:
        slot = builder.largest([slot, job.step("at_least", amount_by_keys(context, job.scope, line.at_least), context.currency)])
    if line.at_most is not None:
        slot = builder.smallest([slot, job.step("at_most", amount_by_keys(context, job.scope, line.at_most), context.currency)])
    slot = context.converted(job.step("exact", builder.gate(gate, slot), context.currency), _stated_for(job), job.into)
    rule = line.round or context.document.money.round.lines
    slot = builder.pence(slot, rule.to, rule.direction)
    return context.step(job.name + job.scope.after, slot, context.currency)


def _stated_for(job: LineJob) -> str | None:
    """The period that the line's amount is stated for, where it is not the one it is wanted for."""
    if isinstance(job.line, ReferenceLine) and job.into != "once":
        return job.context.references[job.line.reference].per
    return job.line.per


def _gate(job: LineJob) -> Slot | None:
    gate = gate_of(job.context, job.scope, job.line.when, job.name)
    if job.line.client_groups is None:
        return gate
    groups = job.context.levels(CLIENT_GROUP)
    belongs = job.context.builder.lookup(
        [(job.scope.codes[CLIENT_GROUP], len(groups))], [int(group in job.line.client_groups) for group in groups]
    )
    return belongs if gate is None else job.context.builder.all_of([gate, belongs])


def amount_by_keys(context: Context, scope: Scope, written: AmountByKeys) -> Slot:
    """An amount written plainly, or looked up."""
    if written.amounts is not None:
        return context.look_up(scope, written.by or (), written.amounts)
    return context.builder.constant(written.amount or 0)


def _amount(job: LineJob, gate: Slot | None) -> Amount:
    line, builder, scope = job.line, job.context.builder, job.scope
    match line:
        case FixedLine():
            return _cells(job, (CLIENT_GROUP,) if line.by_client_group else (), _fixed_cells(job, line))
        case PricePerPointLine():
            price = (
                job.context.by_group(scope, line.by_client_group) if line.by_client_group else builder.constant(line.per_point or 0)
            )
            return Amount(builder.product(_of(job, line.of), job.step("price", price, job.context.currency)))
        case BandsLine() | SlopedBandsLine() | PercentileTableLine() | InterpolatedLine():
            return _table(job, line)
        case LookupLine():
            return _cells(job, line.by, job.context.cells(line.by, line.amounts))
        case FirstMatchLine():
            return _first_match(job, line)
        case PriceLine():
            return _price(job, line)
        case ReferenceLine():
            reference = job.context.references[line.reference]
            factor = (1 if line.share is None else line.share) * (1 if line.times is None else line.times)
            slot = builder.constant(reference.amount * factor)
            return Amount(builder.product(_of(job, line.of), slot) if line.of else slot)
        case ShareOfLinesLine():
            return Amount(builder.linear((job.earlier[name], line.share) for name in line.lines))
        case ExtremeLine():
            return Amount(_extreme(job, line, gate))
        case _:
            assert_never(line)


def _of(job: LineJob, name: str) -> Slot:
    return job.step("of", job.scope.numbers[name], job.context.index.unit_of(name))


def _fixed_cells(job: LineJob, line: FixedLine) -> list[Fraction | Refer]:
    if line.by_client_group:
        return [line.by_client_group[group] for group in job.context.levels(CLIENT_GROUP)]
    assert line.amount is not None
    return [line.amount]


def _cells(job: LineJob, by: Sequence[str], cells: Sequence[Fraction | Refer]) -> Amount:
    """Amounts by keys, some of them referrals."""
    builder, keys = job.context.builder, job.context.keys(job.scope, by)
    referred = dict.fromkeys(cell.refer for cell in cells if isinstance(cell, Refer))
    amounts = [Fraction(0) if isinstance(cell, Refer) else cell for cell in cells]
    raised = [
        (name, builder.lookup(keys, [int(isinstance(cell, Refer) and cell.refer == name) for cell in cells])) for name in referred
    ]
    return Amount(builder.lookup(keys, amounts) if keys else builder.constant(amounts[0]), tuple(raised))


_ROWS = {"bands": "bands", "sloped_bands": "bands", "percentile_table": "percentiles", "interpolated": "rows"}
"""The key under which each kind of table has its rows."""


def _table(job: LineJob, line: BandsLine | SlopedBandsLine | PercentileTableLine | InterpolatedLine) -> Amount:
    """A table of rows, by client group where so written: the row, its amount, and the referrals of rows."""
    builder, groups = job.context.builder, job.context.levels(CLIENT_GROUP)
    tables: list[list[RowOf]]
    match line:
        case BandsLine():
            bands: list[tuple[BandRow, ...]] = same_body(line.bands, line.by_client_group, groups)
            tables = [banded(rows) for rows in bands]
        case SlopedBandsLine():
            slopes: list[tuple[SlopedBandRow, ...]] = same_body(line.bands, line.by_client_group, groups)
            tables = [sloped(rows) for rows in slopes]
        case PercentileTableLine():
            tables = [percentile_rows(rows, line) for rows in same_body(line.percentiles, line.by_client_group, groups)]
        case InterpolatedLine():
            tables = [interpolated(rows, line.after_last) for rows in same_body(line.rows, line.by_client_group, groups)]
    of, key = _of(job, line.of), job.scope.codes[CLIENT_GROUP] if line.by_client_group else None
    with job.context.at(*(("by_client_group",) if line.by_client_group else (_ROWS[line.kind],))):
        if isinstance(line, InterpolatedLine):
            job.context.joined.add(builder.path)
            if isinstance(line.after_last, Refer):
                job.context.refer_after_last.add(builder.path)
        row = job.step("row", builder.band(of, key, [[each.line for each in rows] for rows in tables]))
        amount = builder.piecewise(of, key, [[each.line for each in rows] for rows in tables])
    return Amount(amount, tuple(_row_referrals(job, row, key, tables)))


def _row_referrals(job: LineJob, row: Slot, key: Slot | None, tables: list[list[RowOf]]) -> list[tuple[str, Slot]]:
    longest = max(len(rows) for rows in tables)
    names = dict.fromkeys(each.refer for rows in tables for each in rows if each.refer)
    keys = [(row, longest)] if key is None else [(key, len(tables)), (row, longest)]
    padded = [[each.refer for each in rows] + [None] * (longest - len(rows)) for rows in tables]
    return [(name, job.context.builder.lookup(keys, [int(refer == name) for rows in padded for refer in rows])) for name in names]


def _first_match(job: LineJob, line: FirstMatchLine) -> Amount:
    builder = job.context.builder
    conditions = [condition(job.context, job.scope, case.when, "cases", place, "when") for place, case in enumerate(line.cases)]
    otherwise = line.otherwise
    refers = [*(case.refer for case in line.cases), otherwise.refer if isinstance(otherwise, Refer) else None]
    amounts = [*(case.amount or Fraction(0) for case in line.cases), Fraction(0) if isinstance(otherwise, Refer) else otherwise]
    row = builder.first_match(conditions, [builder.constant(place) for place in range(len(amounts))])
    job.step("row", row)
    raised = [
        (name, builder.first_match(conditions, [builder.constant(int(refer == name)) for refer in refers]))
        for name in dict.fromkeys(refer for refer in refers if refer)
    ]
    return Amount(builder.first_match(conditions, [builder.constant(amount) for amount in amounts]), tuple(raised))


def _price(job: LineJob, line: PriceLine) -> Amount:
    """Quantity x times x unit price; a price that refers does so only where something is to be bought."""
    context, builder = job.context, job.context.builder
    quantity = job.step("of", job.scope.numbers[line.quantity], context.index.unit_of(line.quantity))
    if line.times is not None:
        quantity = builder.linear([(quantity, line.times)])
    names, keys = [line.price or ""], list[tuple[Slot, int]]()
    if line.price_by is not None:
        names = [line.price_by.prices[level] for level in context.levels(line.price_by.by)]
        keys = context.keys(job.scope, (line.price_by.by,))
    cells = [context.price_cells(name) for name in names]
    way = job.scope.ways.get(line.id)
    if way is not None:
        keys = [*keys, (way, len(cells[0]))]
    flat = [cell for row in cells for cell in (row if way is not None else row[:1])]
    amounts = [Fraction(0) if isinstance(cell, Refer) else cell for cell in flat]
    price = job.step("price", builder.lookup(keys, amounts) if keys else builder.constant(amounts[0]), context.currency)
    raised = [
        (name, builder.all_of([_refers(job, keys, flat, name), builder.compare(quantity, "more_than", Fraction(0))]))
        for name in dict.fromkeys(cell.refer for cell in flat if isinstance(cell, Refer))
    ]
    return Amount(builder.product(quantity, price), tuple(raised))


def _refers(job: LineJob, keys: Sequence[tuple[Slot, int]], cells: Sequence[Fraction | Refer], name: str) -> Slot:
    hits = [int(isinstance(cell, Refer) and cell.refer == name) for cell in cells]
    return job.context.builder.lookup(keys, hits) if keys else job.context.builder.constant(hits[0])


def _extreme(job: LineJob, line: ExtremeLine, gate: Slot | None) -> Slot:
    """The largest or smallest of complete lines."""
    inner: dict[str, Slot] = {}
    prefix = job.name.rpartition(".")[0]
    for place, one in enumerate(line.lines):
        with job.context.at("lines", place):
            part = LineJob(job.context, job.scope, one, f"{prefix}.{one.id}", job.earlier, job.into)
            inner[one.id] = compile_line(part, gate)
    builder = job.context.builder
    return (builder.largest if line.kind == "largest_of" else builder.smallest)(list(inner.values()))
