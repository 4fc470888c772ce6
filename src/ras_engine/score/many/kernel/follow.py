"""What follows the gathering: sums read from the words, finishing tables, and operations one by one, as steps on a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np

from ras_engine.plan.operations import Slot, reads
from ras_engine.score.many.kernel.arithmetic import write, write_linear
from ras_engine.score.many.kernel.calls import Calls
from ras_engine.score.many.kernel.choose import Sum
from ras_engine.score.many.kernel.gathers import write_index
from ras_engine.score.many.kernel.pack import LANE_BITS, Field
from ras_engine.score.many.kernel.program import Finishing, Program, Step
from ras_engine.score.many.kernel.scratch import Array, fixed
from ras_engine.score.many.kernel.steps import Codes, Lane


class Follow:
    """The steps of a program after its words are gathered; `wanted` holds the columns that they leave behind."""

    def __init__(self, program: Program, rows: int) -> None:
        self.crowd = Counter((field.word, field.lane) for field in program.fields)
        self.sums = {step.slot for step in program.order if isinstance(step, Sum)}
        self.plain_places = {one.slot for one in program.fields if one.step == 1 and not one.least and one.slot not in self.sums}
        self.plain_places |= {slot for slot in program.inputs if not program.ranges[slot][0]}
        uses = Counter([*program.wanted, *(slot for step in program.order for slot in self._needs(step))])
        self.calls = Calls(rows, dict(enumerate(program.spans)), uses)
        for field in program.fields:
            slot = self._part(field.slot) if field.slot in self.sums else field.slot
            self._stands(slot, (field.least, field.step, field.most), partial(self._read_lane, field))
        for slot in program.inputs:
            least, most = program.ranges[slot]
            self._stands(slot, (least, 1, most - least), partial(self._read_codes, slot))
        for step in program.order:
            self._write(step)
            self.calls.done(self._needs(step))
        varied = [slot for slot in program.wanted if self.calls.constant(slot) is None]
        self.wanted = {slot: self.calls.column(slot) for slot in varied}
        self.calls.late.clear()  # what nobody reads refers back to this, and would keep all its columns

    def _place(self, slot: Slot) -> Slot:
        """The name under which a sum, a part of one or an input stands, counted from nought up in its own steps.

        Names of our own are below nought, three for each slot, so that none is another's.
        """
        if slot < 0:
            return slot - 1
        return slot if slot in self.plain_places else -1 - 3 * slot

    def _part(self, slot: Slot) -> Slot:
        """The name of the part of a sum that comes from joint tables, where other parts are worked out."""
        return -2 - 3 * slot

    def _needs(self, step: Step) -> tuple[Slot, ...]:
        """What a step reads."""
        match step:
            case Finishing(keys=keys):
                return tuple(self._place(key) for key in keys)
            case Sum(slot=slot, others=others):
                return (self._part(slot), *(other for other, _ in others))
            case (_, operation):
                return reads(operation)

    def _stands(self, slot: Slot, counted: tuple[int, int, int], load: Callable[[Array], object]) -> None:
        """How a sum or an input becomes a column, when it is first read: first its places, then what they are worth."""
        least, step, most = counted
        calls, place = self.calls, self._place(slot)
        calls.spans[slot] = (least, least + step * most)
        calls.spans[place] = (0, most)
        calls.late[place] = lambda: load(calls.new(place, calls.kind(place)))
        if place != slot:
            calls.uses[place] += 1
            calls.late[slot] = partial(self._worth, slot, place, step, least)

    def _worth(self, slot: Slot, place: Slot, step: int, least: int) -> None:
        write_linear(self.calls, slot, ((place, step),), least)
        self.calls.done((place,))

    def _read_codes(self, slot: Slot, column: Array) -> None:
        self.calls.made.append(Codes(slot, column))

    def _read_lane(self, field: Field, column: Array) -> None:
        """A field out of its word."""
        self.calls.made.append(Lane(field.word or 0, field.lane, column))
        if field.shift:
            self.calls.apply(np.right_shift, column, fixed(np.int32, field.shift), column)
        if self.crowd[field.word, field.lane] > 1 and field.shift + field.most.bit_length() < LANE_BITS:
            self.calls.apply(np.bitwise_and, column, fixed(np.int32, (1 << field.most.bit_length()) - 1), column)

    def _write(self, step: Step) -> None:
        calls = self.calls
        match step:
            case Sum(slot=slot, others=others):
                if calls.constant(slot) is None:
                    write_linear(calls, slot, ((self._part(slot), 1), *others), 0)
            case Finishing():
                self._finish(step)
            case (slot, operation):
                write(calls, slot, operation)

    def _finish(self, step: Finishing) -> None:
        """A slot from its table: the index is made of the places of the keys."""
        calls = self.calls
        if calls.constant(step.slot) is not None:
            return
        kind = calls.kind(step.slot)
        index = write_index(calls, [self._place(key) for key in step.keys], step.sizes)
        calls.take(step.values.astype(kind), index, calls.new(step.slot, kind))
        calls.scratch.back(index)
