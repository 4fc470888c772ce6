"""`--set COLUMN=VALUE`: columns that a caseload file does not have, the same for everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

import typer

from ras_engine.edges.files import Caseload

SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="COLUMN=VALUE",
        help="A column that the file does not have, the same for everybody, such as baseline=no_unpaid_support.",
    ),
]


def constants(written: Sequence[str] | None) -> dict[str, str]:
    """The columns of --set. Raises a usage error for anything that is not COLUMN=VALUE."""
    found: dict[str, str] = {}
    for one in written or ():
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"--set {one}: write COLUMN=VALUE, such as --set baseline=no_unpaid_support.")
        if name in found:
            raise typer.BadParameter(f"--set {name} is given twice.")
        found[name] = value
    return found


def refuse_constants(names: Collection[str], constant: Mapping[str, str]) -> None:
    """Raises a usage error for a column that the caseload has already."""
    for name in constant:
        if name in names:
            raise typer.BadParameter(f'--set {name}: the caseload has a column "{name}" already.')


def with_constants(caseload: Caseload, constant: Mapping[str, str]) -> Caseload:
    """The caseload with these columns. Raises a usage error for one that it has already."""
    refuse_constants(caseload, constant)
    for name, value in constant.items():
        caseload = caseload.with_column(name, value)
    return caseload
