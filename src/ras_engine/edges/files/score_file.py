"""A caseload file in, a file of budgets out, part by part: neither has to fit in memory, and a run that is killed can be gone on
with.

The output appears whole, in one step, at the end. The rows are those of the caseload, in its order; the amounts are those that
`score_batch` gives for all rows at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from ras_engine.edges.files.budgets import budget_columns, carried_along, worded
from ras_engine.edges.files.ids import Repeated
from ras_engine.edges.files.journal import Journal
from ras_engine.edges.files.part import PART_ROWS, Mark, Part, Source, as_strings
from ras_engine.edges.files.source import open_caseload
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.files.tally import Tally
from ras_engine.edges.files.whole import written_whole
from ras_engine.edges.files.written import Writer, writer_for
from ras_engine.edges.summary import Summary
from ras_engine.errors import BatchInvalid, Problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch, Distinct, columns_read, score_batch
from ras_engine.score.many.told import told
from ras_engine.shown import in_notebook
from ras_engine.version import VERSION

SAMPLE = 1 << 16
LAYOUT = 3
"""Of the folder beside the output: what one layout left cannot be gone on with in another."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileScored:
    """What came of a caseload file: the summary of its rows, the ids that stand twice, and how many rows an earlier run had done.

    `first_lines` is the line of the first row with each kind of problem, by the row (from 0).
    """

    target: Path
    ruleset: Ruleset
    summary: Summary
    repeated: Repeated
    resumed_rows: int
    first_lines: Mapping[int, int]

    def _repr_html_(self) -> str | None:
        """How it looks in a notebook."""
        return in_notebook(self)


def score_file(
    source: str | Path,
    ruleset: Ruleset,
    target: str | Path,
    *,
    chunk_rows: int = PART_ROWS,
    resume: bool = True,
    sheet: str | None = None,
    constants: Mapping[str, str] | None = None,
    guard_formulas: bool = True,
    progress: Progress | None = None,
) -> FileScored:
    """Score the caseload of a file and write its budgets to another; the form of each is told by the end of its name.

    About `chunk_rows` people are in memory at once. Where an earlier run with the same file, ruleset and settings was stopped, this
    one goes on after the last part that it finished; `resume=False` begins anew. `constants` are columns that the file does not
    have, the same for everybody. `progress` is called with how far reading has come and how far it goes.

    Raises BatchInvalid with every problem of the file or of its columns, at their places, and then leaves no output; OSError where
    a file cannot be read or written.
    """
    opened = open_caseload(Path(source), sheet)
    try:
        terms = Terms(Path(source), chunk_rows, sheet, dict(constants or {}), guard_formulas)
        return scored(opened, ruleset, Path(target), terms, resume=resume, progress=progress)
    finally:
        opened.close()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run and one that goes on with it must agree on."""

    source: Path
    rows: int = PART_ROWS
    sheet: str | None = None
    constants: Mapping[str, str] | None = None
    guard: bool = True

    def with_ruleset(self, ruleset: Ruleset) -> dict[str, Any]:
        """All of it as plain data, with what tells one file from another."""
        about = self.source.stat()
        with self.source.open("rb") as file:
            start = file.read(SAMPLE)
            file.seek(max(about.st_size - SAMPLE, 0))
            sample = blake2b(start + file.read(SAMPLE)).hexdigest()
        return {
            "source": [str(self.source.resolve()), about.st_size, about.st_mtime_ns, sample],
            "ruleset": [str(ruleset), ruleset.digest],
            "engine": [VERSION, LAYOUT],
            "settings": [self.rows, self.sheet, dict(self.constants or {}), self.guard],
        }


def scored(
    source: Source, ruleset: Ruleset, target: Path, terms: Terms, *, resume: bool = True, progress: Progress | None = None
) -> FileScored:
    """The same for a file that is open."""
    writer = writer_for(target, ruleset, guard=terms.guard)  # a name that tells no form is told before the work
    run = _Run(source, ruleset, writer, terms)
    run.refuse_columns()
    journal = Journal(target, terms.with_ruleset(ruleset), resume=resume)
    try:
        before = run.go_on(journal)
        for _ in run.parts(journal):
            if progress:
                progress(*source.done())
        summary, repeated = run.tally.summary(journal.tally)
        _finish(journal, writer)
    except BatchInvalid:
        journal.remove()
        raise
    except BaseException:
        journal.close()
        raise
    journal.remove()
    return FileScored(target, ruleset, summary, repeated, before, run.tally.first_lines())


def _finish(journal: Journal, writer: Writer) -> None:
    """The output, whole, in its place."""
    if writer.appends:
        journal.becomes_target()
        return
    with written_whole(journal.target, binary=True) as file:
        writer.whole(journal.pieces(), file)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part that is scored and is being made into bytes; and what is known after it."""

    after: Mark
    piece: Future[bytes]
    tally: bytes
    state: Mapping[str, Any]

    def add_to(self, journal: Journal) -> None:
        """Writes it down."""
        journal.add(self.after, self.piece.result(), self.tally, self.state)


class _Run:
    """One caseload file on its way to one file of budgets."""

    def __init__(self, source: Source, ruleset: Ruleset, writer: Writer, terms: Terms) -> None:
        self.source = source
        self.ruleset = ruleset
        self.writer = writer
        self.terms = terms
        self.tally = Tally(ruleset)
        self.read = columns_read(ruleset.plan)

    def refuse_columns(self) -> None:
        """Raises BatchInvalid where columns are missing or strange, each at its place in the file."""
        nobody = Distinct(("",), np.zeros(0, dtype=np.uint8))
        try:
            score_batch(dict.fromkeys([*self.source.names, *(self.terms.constants or {})], nobody), self.ruleset)
        except BatchInvalid as error:
            raise BatchInvalid([*placed(error, self.source), *self._of_the_file()]) from None

    def _of_the_file(self) -> list[Problem]:
        """What is wrong with the file itself, to be told together with what is wrong with its columns."""
        try:
            for _ in self.source.parts(self.terms.rows, Mark()):
                pass
        except BatchInvalid as error:
            return list(error.problems)
        return []

    def go_on(self, journal: Journal) -> int:
        """How many rows an earlier run has done."""
        if not journal.entries:
            return 0
        self.tally.restore(journal.entries[-1].state)
        return journal.entries[-1].mark.rows

    def parts(self, journal: Journal) -> Iterator[None]:
        """Scores part after part; while one is scored, the one before it is made into bytes."""
        start = journal.entries[-1].mark if journal.entries else Mark()
        head = not journal.entries
        waiting: Waiting | None = None
        with ThreadPoolExecutor(1) as pool:
            for part in self.source.parts(self.terms.rows, start):
                made = self._made(part, pool, head=head)
                if waiting:
                    waiting.add_to(journal)
                    yield
                waiting, head = made, False
            if waiting:
                waiting.add_to(journal)
                yield

    def _made(self, part: Part, pool: ThreadPoolExecutor, *, head: bool) -> Waiting:
        """One part on its way to the output."""
        batch = self._scored(part)
        problems = told(batch)
        caseload = self._carried(part, batch)
        columns = budget_columns(caseload, batch, problems)
        piece = pool.submit(self.writer.piece, columns, worded(columns, caseload, batch), head=head)
        tally = self.tally.add(batch, problems, part.lines, self._ids(part))
        return Waiting(part.after, piece, tally, self.tally.state)

    def _carried(self, part: Part, batch: BudgetBatch) -> dict[str, Distinct | Strings]:
        """The columns that the output shows besides what was worked out."""
        constants = self.terms.constants or {}
        same = np.zeros(part.rows, dtype=np.uint8)
        names = carried_along({**dict.fromkeys(part.columns), **constants}, batch)
        return {name: Distinct((constants[name],), same) if name in constants else part.columns.carried(name) for name in names}

    def _ids(self, part: Part) -> Strings | None:
        if "id" not in part.columns:
            return None
        ids = part.columns.carried("id")
        return ids if isinstance(ids, Strings) else as_strings(ids)

    def _scored(self, part: Part) -> BudgetBatch:
        """The part, scored; columns that the ruleset does not read are not even made."""
        read = {name: part.columns[name] for name in part.columns if name in self.read}
        try:
            return score_batch({**dict.fromkeys(part.columns, ""), **(self.terms.constants or {}), **read}, self.ruleset)
        except BatchInvalid as error:
            raise BatchInvalid(placed(error, self.source)) from None


def placed(error: BatchInvalid, source: Source) -> list[Problem]:
    """The problems of columns at their places in the file."""
    return [replace(one, where=source.where(one.where.path)) if not one.where.file else one for one in error.problems]
