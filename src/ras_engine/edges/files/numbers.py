"""Columns of a caseload as numbers for statistics: amounts of money as whole pence, quantities as plain decimals.

Money goes from its decimals to whole pence without a float. An empty cell stays empty, and is not nought.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ras_engine.edges.files.caseload import Caseload
from ras_engine.edges.files.part import text_of
from ras_engine.errors import BatchInvalid, Location, did_you_mean, problem

AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?", re.ASCII)
QUANTITY = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?", re.ASCII)


class Column(list[str]):
    """The cells of a column, with its name."""

    def __init__(self, name: str, cells: list[str]) -> None:
        super().__init__(cells)
        self.name = name


def column(caseload: Caseload, name: str) -> Column:
    """A column by name. Raises BatchInvalid (RAS950) where there is none."""
    if name not in caseload:
        nearest = did_you_mean(name, tuple(caseload))
        raise BatchInvalid([problem("RAS950", Location(caseload.file, path=name), column=name, nearest=nearest)])
    return Column(name, [text_of(cell) for cell in caseload[name]])


def pence(caseload: Caseload, name: str) -> Column:
    """A column of amounts such as 245.00 as whole pence, each as text; "" where nothing is stated. Raises BatchInvalid (RAS954)."""
    return _read(caseload, name, AMOUNT, "an amount in pounds", "245.00", in_pence)


def quantities(caseload: Caseload, name: str) -> Column:
    """A column of numbers such as 12.5; "" where nothing is stated. Raises BatchInvalid (RAS954)."""
    return _read(caseload, name, QUANTITY, "a number", "12.5", str)


def in_pence(amount: str) -> str:
    """An amount such as 245.5 as pence: 24550."""
    pounds, _, parts = amount.partition(".")
    return str(int(pounds) * 100 + int(f"{parts:0<2}"))


def _read(
    caseload: Caseload, name: str, pattern: re.Pattern[str], wanted: str, example: str, change: Callable[[str], str]
) -> Column:
    cells = column(caseload, name)
    wrong = [row for row, cell in enumerate(cells) if cell.strip() and not pattern.fullmatch(cell.strip())]
    if wrong:
        said = f"{len(wrong):,} {'cell' if len(wrong) == 1 else 'cells'}"
        raise BatchInvalid(
            [problem("RAS954", caseload.where(wrong[0], name), column=name, cells=said, wanted=wanted, example=example)]
        )
    return Column(name, [change(cell.strip()) if cell.strip() else "" for cell in cells])
