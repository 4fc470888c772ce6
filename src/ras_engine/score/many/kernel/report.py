"""Says how a ruleset is worked out for a caseload: what is read from joint tables, what from finishing tables, what is left, and
why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import MoneySlots, Plan
from ras_engine.ruleset import Ruleset
from ras_engine.score.many.kernel.choose import Sum
from ras_engine.score.many.kernel.program import Finishing, Program, Reason
from ras_engine.score.many.kernel.tables import Joint


@dataclass(frozen=True, slots=True)
class JointTable:
    """Answers looked up together, in one table, and the sums that it adds to; one look-up reads up to two lanes of sums."""

    answers: tuple[str, ...]
    sums: tuple[str, ...]
    combinations: int
    look_ups: int
    size_in_bytes: int


@dataclass(frozen=True, slots=True)
class FinishingTable:
    """A step read from a table over sums."""

    step: str
    over: tuple[str, ...]
    entries: int
    why: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A step worked out on its own for each person, by one operation."""

    step: str
    operation: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanExplained:
    """How a ruleset is worked out for a caseload; `str()` of it can be read, `as_dict()` of it is plain data."""

    ruleset: str
    joint_tables: tuple[JointTable, ...]
    finishing_tables: tuple[FinishingTable, ...]
    worked_out: tuple[WorkedOut, ...]
    same_for_everybody: tuple[str, ...]

    @property
    def look_ups(self) -> int:
        """How many cells of joint tables are read for each person."""
        return sum(table.look_ups for table in self.joint_tables)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self) | {"look_ups": self.look_ups}

    def __str__(self) -> str:
        size = sum(table.size_in_bytes for table in self.joint_tables)
        joint = [
            f"  {', '.join(table.answers)}\n    {table.combinations:,} combinations, {_kibibytes(table.size_in_bytes)}; "
            f"{_many(table.look_ups, 'look-up')} for {', '.join(table.sums)}"
            for table in self.joint_tables
        ]
        finishing = [f"  {one.step}\n    {one.entries:,} entries over {', '.join(one.over)}" for one in self.finishing_tables]
        plain: dict[str, dict[str, list[str]]] = {}
        for each in self.worked_out:
            plain.setdefault(each.why, {}).setdefault(each.step, []).append(each.operation)
        parts = [
            self.ruleset,
            f"Joint tables: {len(joint)}, {_many(self.look_ups, 'look-up')} a person, {_kibibytes(size)}",
            *joint,
            f"Finishing tables: {len(finishing)} ({Reason.TABLE})",
            *finishing,
            f"Worked out one by one: {_many(len(self.worked_out), 'operation')}",
            *(line for why, steps in plain.items() for line in _because(why, steps)),
            f"The same for everybody: {', '.join(self.same_for_everybody) or 'nothing'}",
        ]
        return "\n".join(parts)


def _because(why: str, steps: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"  because {why}:", *(f"    {step}: {', '.join(operations)}" for step, operations in steps.items())]


def _kibibytes(size: int) -> str:
    return f"{-(-size // 1024):,} KiB"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shown(plan: Plan) -> tuple[Slot, ...]:
    """The slots that the result of a caseload shows without being asked."""
    slots = [
        *(getattr(plan.money, name) for name in MoneySlots.__dataclass_fields__),
        *(one.slot for one in plan.referrals),
        *(slot for _, slot in plan.limits),
        *(route.slot for _, route in plan.routes),
        *(() if plan.pool is None else (plan.pool,)),
    ]
    return tuple(dict.fromkeys(slots))


def explained(ruleset: Ruleset, program: Program) -> PlanExplained:
    """What a program made of a ruleset's plan."""
    plan, names = ruleset.plan, names_of(ruleset.plan)
    constant = {slot for slot, (least, most) in enumerate(program.spans) if least == most}
    order = [step for step in program.order if (step[0] if isinstance(step, tuple) else step.slot) not in constant]
    tables = [step for step in order if isinstance(step, Finishing)]
    return PlanExplained(
        f"{ruleset.scheme} from {ruleset.effective_from}, revision {ruleset.revision}",
        tuple(_joint(joint, names) for joint in program.joints),
        tuple(
            FinishingTable(names[one.slot], tuple(names[key] for key in one.keys), len(one.values), Reason.TABLE) for one in tables
        ),
        tuple(_worked_out(program, names, step) for step in order if not isinstance(step, Finishing)),
        tuple(step.name for step in plan.steps if step.slot in constant),
    )


def _joint(joint: Joint, names: Sequence[str]) -> JointTable:
    return JointTable(
        tuple(names[slot] for slot in sorted(joint.keys.slots)),
        tuple(names[slot] for slot in joint.adds_to),
        joint.keys.combinations,
        len(joint.words),
        sum(table.nbytes for _, table in joint.words),
    )


def _worked_out(program: Program, names: Sequence[str], step: Any) -> WorkedOut:
    if isinstance(step, Sum):
        return WorkedOut(names[step.slot], "Sum", "part of it comes from joint tables, part is worked out")
    slot, operation = step
    return WorkedOut(names[slot], type(operation).__name__, program.reasons[slot])


def names_of(plan: Plan) -> list[str]:
    """A name for every slot: of the step that it is, of the column that it codes, or of its place in the file."""
    names = [".".join(map(str, path)) for path in plan.paths]
    for ask in plan.asks:
        for offset in range(ask.width):
            names[ask.slot + offset] = ask.column if ask.width == 1 else f"{ask.column} ({offset + 1} of {ask.width})"
    for step in reversed(plan.steps):
        if step.slot >= plan.inputs:
            names[step.slot] = step.name
    return names
