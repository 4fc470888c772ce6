"""Where the compiled loops spend their time: nanoseconds a person for each kind of row of a ruleset's tape.

    python benchmarks/loops.py                                          # the workload of the other benchmarks
    python benchmarks/loops.py rulesets/example-borough/2026-04-06.yaml

Each row is repeated on one block of people, after all rows before it, with everything in the cache; so the sum is what the work
takes, and what the whole caseload takes more is the way to and from memory. Processor time, the least of several turns.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from ras_engine import load_ruleset
from ras_engine.score.many import compiled
from ras_engine.score.many.compiled.codes import Kind, Op
from ras_engine.score.many.kernel import optimise
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.work import worked_out

RUN: Any = import_module("ras_engine.score.many.compiled.run")
LOOPS: Any = import_module(RUN.LOOPS)
TIMES, TURNS, PEOPLE = 200, 5, 1_000_000


class Block:
    """A ruleset's tape on one block of people."""

    def __init__(self, plan: Any, codes: list[Any], wanted: tuple[int, ...]) -> None:
        self.tape = compiled.tape_of(optimise(plan, wanted))
        self.rows = RUN._addressed(self.tape)
        self.registers = RUN._registers(self.tape)
        columns = [
            (codes[slot][: RUN.BLOCK].astype(np.int64) - plan.ranges[slot][0], slot, kind) for slot, kind in self.tape.inputs
        ]
        self.columns = [column.astype(RUN.WIDTHS[kind]) for column, _, kind in columns]
        inputs = [(int(one.ctypes.data), one.itemsize, 1 << 62) for one in self.columns]
        self.inputs = RUN._rows_of(3, inputs)

    def seconds(self, rows: Any) -> float:
        """One block through some rows."""
        taken = []
        for _ in range(TURNS):
            began = time.thread_time()
            LOOPS.run(
                rows,
                self.inputs,
                RUN._rows_of(4, []),
                RUN.BLOCK,
                RUN.BLOCK,
                RUN.AHEAD,
                int(self.registers.ctypes.data),
                RUN.APART,
            )
            taken.append(time.thread_time() - began)
        return min(taken)

    def by_kind(self) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], float]]:
        """How many rows of each kind there are, and the nanoseconds that they take together for one person."""
        count, taken = Counter[tuple[str, str]](), defaultdict[tuple[str, str], float](float)
        for place, row in enumerate(self.rows):
            before, kind = self.rows[:place], (Op(int(row[0])).name, Kind(int(row[1])).name)
            repeated = np.concatenate([before, np.repeat(row[None], TIMES, axis=0)])
            taken[kind] += (self.seconds(repeated) - self.seconds(before)) / TIMES / RUN.BLOCK * 1e9
            count[kind] += 1
        return count, taken


def main() -> None:
    """Print the rows of a ruleset's tape by kind, the dearest first, and the whole caseload beside them."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "rulesets" / "workload.yaml"
    plan, random = load_ruleset(path).plan, np.random.default_rng(1)
    codes: list[Any] = []
    for least, most in plan.ranges:
        kind = np.uint8 if least >= 0 and most < 256 else np.int64
        codes.append(random.integers(least, most, PEOPLE, dtype=kind, endpoint=True))
    wanted = shown(plan)
    flags = {*wanted} - {getattr(plan.money, name) for name in plan.money.__dataclass_fields__}
    count, taken = Block(plan, codes, wanted).by_kind()
    for (op, of), nanoseconds in sorted(taken.items(), key=lambda one: -one[1]):
        print(f"{op.lower():14} {of.lower():6} {count[op, of]:4} rows {nanoseconds:7.2f} ns a person")
    print(f"{'together, in the cache':26}      {sum(taken.values()):7.2f}")
    whole = []
    for _ in range(TURNS + 2):
        began = time.thread_time()
        worked_out(plan, codes, PEOPLE, wanted, 1, flags)
        whole.append((time.thread_time() - began) / PEOPLE * 1e9)
    print(f"{'a million people, one thread':26}{min(whole):12.2f}")


if __name__ == "__main__":
    main()
