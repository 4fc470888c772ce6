"""Budgets written as Parquet, one file a piece of work, so that work may be done twice or cut off anywhere and the files are right.

A part appears under its name only when it is whole. The name says which piece of which job it is: a piece that is done again, after
a machine was lost, takes the place of itself. What is left is checked against what was read, row for row.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ras_engine.edges.arrow.pieces import Piece, check_files, opened
from ras_engine.edges.arrow.scoring import Scorer
from ras_engine.edges.frames.mapping import DataMapping
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.version import VERSION

FINISHED = "_finished.json"
"""Written last: whoever finds it finds the whole caseload beside it."""


@dataclass(frozen=True, slots=True)
class PartDone:
    """What a piece of work came to: the name of its file, and how many rows have what outcome."""

    part: str
    rows: int
    amount: int
    referral: int
    problem: int


@dataclass(frozen=True, slots=True)
class PartWriter:
    """Scores a piece and writes its part; picklable. The same piece gives the same rows under the same name."""

    scorer: Scorer
    folder: str
    job: str

    def name(self, piece: Piece) -> str:
        """The name of a piece's part."""
        return f"part-{piece.number:06d}-{self.job}.parquet"

    def __call__(self, piece: Piece) -> PartDone:
        """Score the piece and put its part in place. A part that is there already is whole, and is left as it is."""
        parquet = needed("pyarrow.parquet", "Writing Parquet", "arrow")
        path = Path(self.folder, self.name(piece))
        if not path.exists():
            unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}.unfinished")
            try:
                with parquet.ParquetWriter(
                    unfinished, self.scorer.schema, compression="zstd", use_dictionary=self._texts()
                ) as file:
                    for batch in piece.scored(self.scorer):
                        file.write_batch(batch)
                _keep(unfinished)
                os.replace(unfinished, path)
            finally:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
        return _counted(path)

    def _texts(self) -> list[str]:
        """Columns that repeat themselves. A dictionary of amounts and ids takes longer to make than it saves."""
        pa = needed("pyarrow", "Writing Parquet", "arrow")
        return [field.name for field in self.scorer.schema if pa.types.is_dictionary(field.type)]


def part_writer(scorer: Scorer, pieces: Sequence[Piece], folder: str | Path) -> PartWriter:
    """What writes the parts of a job, after a look at the caseload's columns and at the folder, which is made if need be.

    The job is known by its ruleset, engine, columns and files: in the folder of the same job, what is there is not done again.
    Raises BatchInvalid where columns are wrong, or the folder holds files that are not of this job (RAS764).
    """
    check_files(scorer, pieces)
    place = Path(folder).absolute()
    place.mkdir(parents=True, exist_ok=True)
    writer = PartWriter(scorer, str(place), _job(scorer, pieces))
    ours = {writer.name(piece) for piece in pieces}
    strange = sorted(one.name for one in place.iterdir() if one.name[0] not in "._" and one.name not in ours)
    if strange:
        raise BatchInvalid([problem("RAS764", Location(file=str(place)), count=len(strange), name=strange[0])])
    return writer


def finish(writer: PartWriter, pieces: Sequence[Piece], done: Iterable[PartDone]) -> tuple[PartDone, ...]:
    """See that every row that was read is in one part, and say so in the folder (`_finished.json`); what was cut off is swept up.

    Returns one entry a piece, in order. Raises BatchInvalid where they do not add up (RAS765).
    """
    place = Path(writer.folder)
    by_name = {one.part: one for one in done}
    parts = [by_name[name] for piece in pieces if (name := writer.name(piece)) in by_name and (place / name).exists()]
    found, expected = sum(one.rows for one in parts), sum(piece.rows for piece in pieces)
    if len(parts) != len(pieces) or any(part.rows != piece.rows for part, piece in zip(parts, pieces, strict=True)):
        raise BatchInvalid([problem("RAS765", Location(file=writer.folder), found=found, expected=expected)])
    for left in place.glob(f".part-*-{writer.job}.parquet.*.unfinished"):
        left.unlink(missing_ok=True)
    ruleset = writer.scorer.ruleset
    said = {"ruleset": str(ruleset), "ruleset_digest": ruleset.digest, "engine_version": VERSION, "rows": found}
    totals = {name: sum(getattr(one, name) for one in parts) for name in ("amount", "referral", "problem")}
    text = json.dumps({**said, **totals, "parts": [asdict(one) for one in parts]}, indent=2)
    unfinished = place / f".{FINISHED}.{uuid.uuid4().hex}.unfinished"
    unfinished.write_text(text + "\n", encoding="utf-8")
    os.replace(unfinished, place / FINISHED)
    return tuple(parts)


def _job(scorer: Scorer, pieces: Sequence[Piece]) -> str:
    """What a job is known by, in a few letters: the same ruleset, engine, choice of columns and files give the same."""
    files = {piece.file: os.stat(piece.file) for piece in pieces}
    stands = [(name, one.st_size, one.st_mtime_ns) for name, one in files.items()]
    columns = (_told(scorer.mapping), sorted(scorer.constants.items()), str(scorer.schema), str(scorer.keep))
    told = repr((scorer.shipped.digest, scorer.shipped.engine, columns, stands, [asdict(piece) for piece in pieces]))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _told(mapping: DataMapping) -> list[object]:
    """What a mapping says, in an order of its own."""
    values = [(name, sorted(meanings.items())) for name, meanings in mapping.values.items()]
    return [sorted((str(theirs), ours) for theirs, ours in mapping.columns.items()), sorted(values)]


def _counted(path: Path) -> PartDone:
    """What a part holds, as it says itself; nothing of it is trusted to memory."""
    with opened(str(path)) as file:
        outcomes = file.read(columns=["outcome"])["outcome"]
    counts = {one["values"]: one["counts"] for one in outcomes.value_counts().to_pylist()}
    return PartDone(path.name, len(outcomes), *(counts.get(name, 0) for name in ("amount", "referral", "problem")))


def _keep(path: Path) -> None:
    """See that the file will last, as far as the system can say."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
