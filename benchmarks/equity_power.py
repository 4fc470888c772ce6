"""How often the equity check finds a harm that was planted, and how often it finds one that was not.

`python benchmarks/equity_power.py --write` makes `docs/equity-power.md` from 500 synthetic caseloads for each figure; the seeds are
fixed, so that the same code gives the same table. It takes about half an hour on two idle cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from ras_engine.equity import ALL, Also, EquityFrame, Finding, Margin, Verdict, equity
from ras_engine.equity.planted import LEARNING, OLDER, Harm, Planted, planted_caseload

PAGE = Path(__file__).resolve().parents[1] / "docs" / "equity-power.md"
HIGH = "top band"


@dataclass(frozen=True)
class Row:
    """One row of the table: what is planted, and the finding that should see it (measure, name, group, band)."""

    planted: Planted
    measure: str
    name: str
    group: str
    band: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one caseload gave: the finding looked for, whether its family raised any alarm, and the single test at 5 %."""

    found: bool
    any_alarm: bool
    single: bool
    equitable: bool


OLDER_TOP = ("E1", "adequacy", OLDER, HIGH)
ROWS = (
    *(Row(Planted(people, Harm.OLDER_AT_THE_TOP), *OLDER_TOP) for people in (1_000, 2_000, 4_000, 8_000)),
    Row(Planted(4_000, Harm.OLDER_AT_THE_TOP, cost_noise=0.3), *OLDER_TOP, "costs twice as noisy"),
    Row(Planted(4_000, Harm.OLDER_AT_THE_TOP, size=0.03), *OLDER_TOP),
    Row(Planted(4_000, Harm.CARERS_UNDER_SCORED), "E5", "carer_neutral_amount_at_20_hours_of_care", ALL, ALL),
    Row(Planted(4_000, Harm.DEAR_MARKET), "E1", "adequacy", LEARNING, ALL),
    Row(Planted(4_000, Harm.BIASED_QUESTION, size=0.5), "E9", "question:washing", OLDER, ALL),
    Row(Planted(4_000, Harm.OLDER_AT_THE_TOP, need_noise=0.3), *OLDER_TOP, "need measured with error"),
)


def checked(planted: Planted, seed: int, measure: str) -> EquityFrame:
    """One caseload, checked with one measure and no correction but Holm's."""
    data = planted_caseload(planted, seed)
    start = float(np.quantile(data["need"], 0.8))
    return equity(
        data,
        sensitive_features="client_group",
        need="need",
        cost="cost",
        bands={"below": 0.0, HIGH: start},
        n_boot=999,
        random_state=seed,
        measures=(measure,),
        also=Also(caring_hours="caring_hours", questions=["washing"]),
    )


def outcome(row: Row, seed: int) -> Outcome:
    """What one caseload gives for one row."""
    frame = checked(row.planted, seed, row.measure)
    family = [
        one for one in frame.findings if (one.measure, one.name, one.band, one.control) == (row.measure, row.name, row.band, ALL)
    ]
    wanted = next(one for one in family if one.group == row.group)
    again = frame.equivalence(Margin(share=0.05, pence=500, log_odds=0.2))
    same = next(one for one, before in zip(again, frame.findings, strict=True) if before is wanted)
    return Outcome(_under(wanted), any(map(_alarm, family)), _outside(wanted), same.verdict is Verdict.EQUITABLE)


def _alarm(one: Finding) -> bool:
    return one.verdict is Verdict.DISPARITY


def _under(one: Finding) -> bool:
    """A disparity on the side where the harm was planted: below nought."""
    return _alarm(one) and one.estimate is not None and one.estimate.value < 0


def _outside(one: Finding) -> bool:
    """Whether the 95 % interval alone leaves out nought."""
    estimate = one.estimate
    return (
        estimate is not None and estimate.low is not None and estimate.high is not None and not estimate.low <= 0 <= estimate.high
    )


def line(row: Row, harmed: Sequence[Outcome], unharmed: Sequence[Outcome]) -> str:
    """One line of the table."""
    planted = row.planted

    def share(outcomes: Sequence[Outcome], name: str) -> str:
        count = sum(getattr(one, name) for one in outcomes)
        return f"{count / len(outcomes):.1%}"

    size = f"{planted.size:g} log odds" if planted.harm is Harm.BIASED_QUESTION else f"{planted.size:.0%}"
    note = f" ({row.note})" if row.note else ""
    cells = (
        f"{planted.harm.value}{note}", f"{row.measure}, {row.group}, {row.band}", f"{planted.people:,}", size, share(harmed,
        "found"), share(harmed, "equitable"), share(unharmed, "any_alarm"), share(unharmed, "single"), share(unharmed,
        "equitable"),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


HEAD = """\
# What the equity check can find

Made by `python benchmarks/equity_power.py --write` from {times} synthetic caseloads for each figure, with the defaults of
`equity()`: Holm's correction over each family, 95 % intervals, each group against everyone else; but 999 draws, and two
bands. No row is a person. Costs vary by 15 % around need and points by 12 %, unless a row says otherwise; the top band is the fifth
of people with most need.

- *Found*: the verdict is "disparity", for the group that was harmed and on the side on which it was harmed.
- *Called equitable*: the verdict is "equitable within 5 %" (5 pounds a week for money, 0.2 log odds for a question).
- *Any alarm*: without any harm, some gap of the family is called a disparity. At most 5 % are meant to be.
- *Single interval*: without any harm, the one 95 % interval leaves out nought. 5 % are meant to.
- *Equitable*: without any harm, the verdict is "equitable" within the same margins.
- With {times} caseloads, a rate of 5 % is known to within about {error:.1%} either way.

| planted | looked for | people | size | found | called equitable all the same | no harm: any alarm | single interval | equitable |
|---|---|---:|---:|---:|---:|---:|---:|---:|
"""

FOOT = """
At 1,000 people about 100 of each side stand in the top band, and the single interval is a little too narrow.

The last row: with an error of 30 % in the measure of need, people of the highest need are spread over the bands, and the harm is
found less often. The groups made here are alike enough in need that this raised no more false alarms than there were without the
error; where groups differ much in need it can, and no correction for many tests helps against that.
"""


def main() -> None:
    """Print the table, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    text = HEAD.format(times=asked.times, error=1.96 * (0.05 * 0.95 / asked.times) ** 0.5)
    print(text, end="", flush=True)
    with Pool(2) as pool:
        for row in ROWS:
            without = Row(row.planted.without_harm(), row.measure, row.name, row.group, row.band)
            harmed = pool.map(partial(outcome, row), range(asked.times), chunksize=10)
            unharmed = pool.map(partial(outcome, without), range(100_000, 100_000 + asked.times), chunksize=10)
            text += line(row, harmed, unharmed) + "\n"
            print(text.splitlines()[-1], flush=True)
    if asked.write:
        PAGE.write_text(text + FOOT, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
