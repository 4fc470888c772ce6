"""Which slots of a plan are the same number for everybody, by algebra alone: no people, no sums listed, whatever their size.

Receives a plan and what is fixed of its inputs; gives each slot a form, so that two slots with one form are equal for everybody. A
form is a sum of atoms with exact factors; an atom is an input, or an operation that does not come apart, by what it is made of.
Every step is an identity: a constant is put in, equal terms cancel, a condition that always holds or fails takes its branch, the
larger of two is the one that is never below the other, a rounding of what is round already does nothing. Scales are taken out
first, for the pass after carers works on finer ones.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from ras_engine.exact import divide_rounded
from ras_engine.plan.bounds import intervals
from ras_engine.plan.operations import (
    AllOf,
    AnyOf,
    BandOf,
    Compare,
    Constant,
    FirstMatch,
    Largest,
    Linear,
    Lookup,
    Not,
    Operation,
    Piecewise,
    Product,
    Relation,
    Round,
    Slot,
    Smallest,
)
from ras_engine.plan.plan import Plan

Terms = tuple[tuple[int, Fraction], ...]
"""Atoms by number, each with its factor."""
NONE, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Form:
    """A sum of atoms and a constant, in units."""

    terms: Terms
    constant: Fraction = NONE

    @property
    def known(self) -> bool:
        """Whether it is one number for everybody."""
        return not self.terms


@dataclass(frozen=True, slots=True)
class Atom:
    """What an atom is made of; the least and the most it can be; and of what every value of it is a multiple."""

    key: Hashable
    low: Fraction
    high: Fraction
    grain: Fraction


def forms(plan: Plan, fixed: Mapping[Slot, int]) -> list[Form]:
    """The form of every slot, for people whose inputs `fixed` are these."""
    return _Algebra(plan, fixed).forms


class _Algebra:
    """The forms of one plan, slot by slot."""

    def __init__(self, plan: Plan, fixed: Mapping[Slot, int]) -> None:
        self.plan = plan
        ranges = tuple((fixed.get(slot, low), fixed.get(slot, high)) for slot, (low, high) in enumerate(plan.ranges))
        self.intervals = intervals(replace(plan, ranges=ranges))
        self.atoms: list[Atom] = []
        self.numbers: dict[Hashable, int] = {}
        self.forms: list[Form] = []
        for slot, (low, high) in enumerate(ranges):
            self.forms.append(self.of(low, slot) if low == high else self.atom(("input", slot), slot))
        for operation in plan.operations:
            self.forms.append(self._form(operation, len(self.forms)))

    # -- small parts

    def of(self, value: int, slot: Slot) -> Form:
        """The constant that a slot's integer counts."""
        return Form((), Fraction(value, self.plan.scales[slot]))

    def atom(self, key: Hashable, slot: Slot, step: int = 0) -> Form:
        """What does not come apart, in units; of a rounding in steps of so many integers of the slot, in whole steps."""
        unit = Fraction(1, step or self.plan.scales[slot])
        if key not in self.numbers:
            low, high = self.intervals[slot]
            self.numbers[key] = len(self.atoms)
            self.atoms.append(Atom(key, low * unit, high * unit, ONE if step else unit))
        return Form(((self.numbers[key], ONE),))

    def sum(self, parts: Iterable[tuple[Form, Fraction]], constant: Fraction = NONE) -> Form:
        """Forms added up, each with its factor."""
        found: dict[int, Fraction] = {}
        for form, factor in parts:
            constant += form.constant * factor
            for atom, each in form.terms:
                found[atom] = found.get(atom, NONE) + each * factor
        return Form(tuple(sorted((atom, each) for atom, each in found.items() if each)), constant)

    def ends(self, form: Form) -> tuple[Fraction, Fraction]:
        """The least and the most that a form can be."""
        low = high = form.constant
        for number, factor in form.terms:
            ends = self.atoms[number].low * factor, self.atoms[number].high * factor
            low, high = low + min(ends), high + max(ends)
        return low, high

    def grain(self, form: Form) -> Fraction:
        """Every value of a form's terms is a multiple of this."""
        steps = [self.atoms[number].grain * abs(factor) for number, factor in form.terms]
        return Fraction(gcd(*(one.numerator for one in steps)), lcm(*(one.denominator for one in steps))) if steps else ONE

    def edge(self, form: Form, start: Fraction) -> Fraction:
        """From where on the terms of a form bring it to `start` or above: the next value that they can have."""
        grain = self.grain(form)
        return -((form.constant - start) // grain) * grain

    # -- operations

    def _form(self, operation: Operation, slot: Slot) -> Form:
        low, high = self.intervals[slot]
        if low == high:
            return self.of(low, slot)
        scale, scales, known = self.plan.scales[slot], self.plan.scales, self.forms
        match operation:
            case Constant(value=value):
                return self.of(value, slot)
            case Linear(terms=terms, constant=constant):
                parts = [(known[one], Fraction(factor * scales[one], scale)) for one, factor in terms]
                return self.sum(parts, Fraction(constant, scale))
            case Product(left=left, right=right):
                return self._product(known[left], known[right], Fraction(scales[left] * scales[right], scale), slot)
            case Largest(of=of):
                return self._extreme([known[one] for one in of], "largest", slot)
            case Smallest(of=of):
                return self._extreme([known[one] for one in of], "smallest", slot)
            case Compare():
                return self._compare(operation, slot)
            case AllOf(of=of):
                return self._joined([known[one] for one in of], ONE, "all", slot)
            case AnyOf(of=of):
                return self._joined([known[one] for one in of], NONE, "any", slot)
            case Not(of=one):
                return self.sum([(known[one], -ONE)], ONE)
            case FirstMatch(conditions=conditions, values=values):
                return self._first([known[one] for one in conditions], [known[one] for one in values], slot)
            case Lookup():
                return self._lookup(operation, slot)
            case BandOf() | Piecewise():
                return self._table(operation, slot)
            case Round():
                return self._round(operation, slot)

    def _product(self, left: Form, right: Form, factor: Fraction, slot: Slot) -> Form:
        for one, other in ((left, right), (right, left)):
            if one.known:
                return self.sum([(other, one.constant * factor)])
        return self.atom(("product", frozenset([left, right]), factor), slot)

    def _extreme(self, parts: Sequence[Form], kind: str, slot: Slot) -> Form:
        """The largest or the smallest: without those that are never beyond another one."""
        left = list(dict.fromkeys(parts))
        for one in tuple(left):
            if any(other is not one and self._beyond(other, one, kind) for other in left):
                left.remove(one)
        return left[0] if len(left) == 1 else self.atom((kind, frozenset(left)), slot)

    def _beyond(self, one: Form, other: Form, kind: str) -> bool:
        """Whether the one is at least as large (or as small) as the other for everybody."""
        way = ONE if kind == "largest" else -ONE
        if self.ends(self.sum([(one, way), (other, -way)]))[0] >= 0:
            return True
        if len(other.terms) != 1 or other.terms[0][1] != 1 or other.constant:
            return False
        key = self.atoms[other.terms[0][0]].key
        opposite = "smallest" if kind == "largest" else "largest"
        return isinstance(key, tuple) and key[0] == opposite and one in key[1]

    def _compare(self, operation: Compare, slot: Slot) -> Form:
        """A comparison by what of it varies, its edge where values can be; one way round only."""
        form, number = self.forms[operation.of], Fraction(operation.number, self.plan.scales[operation.of])
        low, high = self.ends(form)
        match operation.relation:
            case Relation.AT_LEAST if low >= number or high < number:
                return Form((), Fraction(int(low >= number)))
            case Relation.AT_MOST if high <= number or low > number:
                return Form((), Fraction(int(high <= number)))
            case Relation.AT_MOST:
                form, number = self.sum([(form, -ONE)]), -number
            case Relation.EQUALS if form.known:
                return Form((), Fraction(int(low == number)))
        equal = operation.relation is Relation.EQUALS
        edge = number - form.constant if equal else self.edge(form, number)
        size = form.terms[0][1] if equal else abs(form.terms[0][1])
        terms = tuple((atom, each / size) for atom, each in form.terms)
        return self.atom(("equals" if equal else "at least", terms, edge / size), slot)

    def _joined(self, parts: Sequence[Form], idle: Fraction, kind: str, slot: Slot) -> Form:
        """`all` (where a one says nothing and a nought decides) and `any` (the other way round)."""
        left = frozenset(one for one in parts if one != Form((), idle))
        if any(one.known for one in left):
            return Form((), ONE - idle)
        if len(left) < 2:
            return next(iter(left), Form((), idle))
        return self.atom((kind, left), slot)

    def _first(self, conditions: Sequence[Form], values: Sequence[Form], slot: Slot) -> Form:
        cases: list[tuple[Form, Form]] = []
        last = values[-1]
        for condition, value in zip(conditions, values, strict=False):
            if condition == Form((), ONE):
                last = value
                break
            if not condition.known:
                cases.append((condition, value))
        while cases and cases[-1][1] == last:
            cases.pop()
        return self.atom(("first", tuple(cases), last), slot) if cases else last

    def _lookup(self, operation: Lookup, slot: Slot) -> Form:
        """The cells that are left, now that some keys are known."""
        cells: list[int] = list(operation.values)
        for key, size in zip(operation.keys, operation.sizes, strict=True):
            form, inner = self.forms[key], len(cells) // size
            blocks = [cells[place * inner : (place + 1) * inner] for place in range(size)]
            # the first key comes first: what is known of it leaves one block; the others are looked at in turn
            cells = blocks[int(form.constant)] if form.known else [cell for block in zip(*blocks, strict=True) for cell in block]
        keys = tuple(self.forms[key] for key in operation.keys if not self.forms[key].known)
        if not keys:
            return self.of(cells[0], slot)
        scale = self.plan.scales[slot]
        common = gcd(scale, *cells)
        return self.atom(("lookup", keys, scale // common, tuple(cell // common for cell in cells)), slot)

    def _table(self, operation: BandOf | Piecewise, slot: Slot) -> Form:
        """Rows by where the terms of what is looked up come to them, and by what they are worth in those terms."""
        form, scale, fine = self.forms[operation.of], self.plan.scales[slot], self.plan.scales[operation.of]
        key = None if operation.key is None else self.forms[operation.key]
        if isinstance(operation, BandOf):
            tables = [[(Fraction(start, fine), NONE, Fraction(row)) for row, start in enumerate(one)] for one in operation.starts]
        else:
            tables = [
                [(Fraction(row.start, fine), Fraction(row.slope * fine, scale), Fraction(row.intercept, scale)) for row in one]
                for one in operation.tables
            ]
        if key is not None and key.known:
            tables, key = [tables[int(key.constant)]], None
        if form.known:
            rows = [[row for row in one if row[0] <= form.constant][-1:] or one[:1] for one in tables]
            worth = {each[0][1] * form.constant + each[0][2] for each in rows}
            if len(worth) == 1:
                return Form((), worth.pop())
        made = tuple(
            tuple((self.edge(form, start), slope, slope * form.constant + plus) for start, slope, plus in one) for one in tables
        )
        straight = {(slope, plus) for one in made for _, slope, plus in one}
        if len(straight) == 1:
            ((slope, plus),) = straight
            return self.sum([(Form(form.terms), slope)], plus)
        return self.atom(("table", form.terms, key, made), slot)

    def _round(self, operation: Round, slot: Slot) -> Form:
        """A rounding by what is rounded, in steps; of what is round already, that itself."""
        factor = Fraction(self.plan.scales[operation.of] * operation.multiply, operation.divisor)
        steps = self.sum([(self.forms[operation.of], factor)])
        worth = Fraction(operation.step, self.plan.scales[slot])
        if steps.known:
            rounded = divide_rounded(steps.constant.numerator, steps.constant.denominator, operation.direction)
            return Form((), rounded * worth)
        if self.grain(steps).denominator == 1 and steps.constant.denominator == 1:
            return self.sum([(steps, worth)])
        return self.sum([(self.atom(("round", steps, operation.direction), slot, operation.step), worth)])
