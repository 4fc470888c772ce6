"""What unpaid support changes, when a carer is able and willing to give it. It never enters a need measure.

Shares are always the share of need *met* by the carer (0% = nothing met). There is no way to write the share kept.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator

from ras_engine.document.conditions import Condition
from ras_engine.document.header import Rounding
from ras_engine.document.scalars import Id, Positive, Section, Several, Share, Table, Text, Words


class SupportLevel(Section):
    """How much a carer does, and the share of the need that this meets."""

    id: Id
    says: Text
    met: Share


class Area(Section):
    """Something that a carer may support, asked about on its own. The id of a domain, question or line has its title."""

    title: Text | None = None
    ask: Text | None = None


class RuleBase(Section):
    """What every carer rule has.

    `least_kept`: at least this share of what the rule reduces is kept, whatever carers do. `line_keeps_at_least`: each money line
    that the rule touches keeps at least this share of its own amount (the guarded form: the larger of the line worked out on what
    is left, and this share of the whole line). `round`: what is left is rounded, but only where something is met, and never above
    the whole.
    """

    id: Id
    least_kept: Share | None = None
    line_keeps_at_least: Share | None = None
    round: Rounding | None = None
    why: Words | None = None


class ShareOfPointsRule(RuleBase):
    """Shapes A and B: a share of a measure is met, per domain or overall. `reduces` says which measure each area reduces."""

    kind: Literal["share_of_points"]
    reduces: Table[Id]


class ShareOfMoneyRule(RuleBase):
    """Shape D: a share of the money of each named line is met."""

    kind: Literal["share_of_money"]
    reduces: Table[Several[Id]]


class QuantitySupport(Section):
    """The quantity a carer gives, in the unit of the `measure` it reduces: at most `most`, in steps of `step`."""

    measure: Id
    most: Positive
    step: Positive


class QuantityMetRule(RuleBase):
    """Shape C: hours (or visits) given by the carer come off the quantity before it is priced; never below nought."""

    kind: Literal["quantity_met"]
    reduces: Table[QuantitySupport]


class Activity(Section):
    """An activity of a mean rule: it counts in the mean only `when` the condition holds (always, where none is written)."""

    when: Condition | None = None


class MeanShareRule(RuleBase):
    """The mean of the shares met over the activities that count is met of each measure in `reduces`."""

    kind: Literal["mean_share"]
    activities: Table[Activity]
    reduces: Several[Id]


CarerRule = Annotated[ShareOfPointsRule | ShareOfMoneyRule | QuantityMetRule | MeanShareRule, Discriminator("kind")]


class CarerSupport(Section):
    """How support that a carer is able and willing to give changes the money lines.

    The lines are worked out a second time from what is left. A line never grows by it. An area belongs to one rule only, so that no
    support counts twice.
    """

    levels: Several[SupportLevel] | None = None
    areas: Table[Area] | None = None
    rules: Several[CarerRule]
    why: Words | None = None
