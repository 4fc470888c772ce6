"""A caseload file scored part by part comes out as it would in one go, however often the program is killed on the way."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from ras_engine import score_file
from ras_engine.edges.files import FileScored, read_caseload, write_budgets
from ras_engine.edges.files import tally as tallies
from ras_engine.edges.files.budgets import problems_by_row
from ras_engine.edges.files.csv_stream import CsvSource
from ras_engine.edges.files.ids import digests
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.summary import spread_of_counts, summary_of
from ras_engine.errors import BatchInvalid
from ras_engine.score.many import score_batch
from tests.unit.files.small import rows, small, written

PEOPLE = 700


@pytest.fixture
def caseload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is read in many blocks."""
    before = CsvSource.__init__
    monkeypatch.setattr(CsvSource, "__init__", lambda self, path: before(self, path, 2_000))
    return written(tmp_path / "people.csv", PEOPLE)


def folders(path: Path) -> list[Path]:
    return [one for one in path.iterdir() if one.is_dir()]


@pytest.mark.parametrize("chunk", [1, 100, 10_000])
def test_part_by_part_gives_the_file_that_all_at_once_gives(chunk: int, caseload: Path, tmp_path: Path) -> None:
    read = read_caseload(caseload)
    write_budgets(tmp_path / "once.csv", read, score_batch(read, small()))
    score_file(caseload, small(), tmp_path / "parts.csv", chunk_rows=chunk)
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "once.csv").read_bytes()
    assert folders(tmp_path) == []


def test_the_file_is_as_the_csv_writer_of_python_would_write_it(caseload: Path, tmp_path: Path) -> None:
    score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=90)
    with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
        every = list(csv.reader(file, strict=True))
    with (tmp_path / "again.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(every)
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "'=1+1" in {row[every[0].index("note")] for row in every}


def test_the_summary_is_that_of_all_at_once(caseload: Path, tmp_path: Path) -> None:
    batch = score_batch(read_caseload(caseload), small())
    found = score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=64)
    assert found.summary == summary_of(batch, problems_by_row(batch))
    assert found.summary.counts["problem"] == PEOPLE // 50
    assert found.repeated.ids == PEOPLE // 100
    assert found.repeated.lines == (100, 101)
    assert found.first_lines == {0: 2}


def test_ids_that_stand_twice_are_found_whether_or_not_all_are_compared_at_once(
    caseload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=64).repeated
    monkeypatch.setattr(tallies, "TURN", 100)
    assert score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=64).repeated == at_once


@pytest.mark.parametrize("name", ["b.parquet", "b.ndjson", "b.xlsx", "b.csv.gz", "b.csv.zst"])
def test_every_form_is_written_part_by_part(name: str, caseload: Path, tmp_path: Path) -> None:
    score_file(caseload, small(), tmp_path / name, chunk_rows=100, guard_formulas=False)
    score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=100, guard_formulas=False)
    read, wanted = read_caseload(tmp_path / name), read_caseload(tmp_path / "b.csv")
    for column in ("id", "note", "outcome", "problem_codes", "ruleset"):
        assert read[column] == wanted[column]
    amounts = ["" if cell == "" else f"{Decimal(cell):.2f}" for cell in read["line.core"]]
    assert amounts == wanted["line.core"]


class Stopped(Exception):
    pass


def stopped_after(parts: int) -> object:
    left = [parts]

    def progress(done: int, total: int) -> None:
        assert 0 <= done <= total
        left[0] -= 1
        if not left[0]:
            raise Stopped

    return progress


@pytest.mark.parametrize("name", ["b.csv", "b.csv.gz", "b.parquet"])
@pytest.mark.parametrize("source", ["people.csv", "people.csv.gz", "people.ndjson", "people.parquet"])
def test_a_run_that_was_stopped_is_gone_on_with(source: str, name: str, caseload: Path, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    path = as_form(caseload, tmp_path / source)
    whole = score_file(path, small(), tmp_path / "whole" / name, chunk_rows=90)
    for _ in range(3):
        with pytest.raises(Stopped):
            score_file(path, small(), tmp_path / name, chunk_rows=90, progress=stopped_after(2))  # type: ignore[arg-type]
        assert not (tmp_path / name).exists()
    found = score_file(path, small(), tmp_path / name, chunk_rows=90)
    assert found.resumed_rows >= 300
    assert (found.summary, found.repeated) == (whole.summary, whole.repeated)
    assert (tmp_path / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def as_form(caseload: Path, path: Path) -> Path:
    """The caseload in another form of file."""
    import gzip

    import pyarrow as pa
    import pyarrow.parquet as pq

    read = read_caseload(caseload)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(caseload.read_bytes()))
    elif path.suffix == ".ndjson":
        people = [dict(zip(read, row, strict=True)) for row in zip(*read.values(), strict=True)]
        path.write_text("".join(json.dumps(one) + "\n" for one in people), encoding="utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.table(dict(read)), path, row_group_size=250)
    return path


def stopped(caseload: Path, target: Path, **options: object) -> None:
    with pytest.raises(Stopped):
        score_file(caseload, small(), target, chunk_rows=90, progress=stopped_after(2), **options)  # type: ignore[arg-type]


def test_a_run_on_other_terms_begins_anew(caseload: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.csv"
    stopped(caseload, target)
    assert score_file(caseload, small(), target, chunk_rows=90, guard_formulas=False).resumed_rows == 0
    stopped(caseload, target)
    assert score_file(caseload, small(), target, chunk_rows=90, resume=False).resumed_rows == 0
    stopped(caseload, target)
    written(caseload, PEOPLE + 1)
    assert score_file(caseload, small(), target, chunk_rows=90).resumed_rows == 0
    assert read_caseload(target).rows == PEOPLE + 1


@pytest.mark.parametrize("torn", [b'{"mark": [27', b'{"mark": [27]}', b"\x00\x00\x00", b""])
def test_a_journal_line_that_is_not_whole_does_not_count(torn: bytes, caseload: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.csv"
    stopped(caseload, target)
    with (folders(tmp_path)[0] / "journal").open("ab") as file:
        file.write(torn)
    with (folders(tmp_path)[0] / "rows").open("ab") as file:
        file.write(b"half a row")
    assert score_file(caseload, small(), target, chunk_rows=90).resumed_rows > 0
    assert read_caseload(target)["id"] == [row[0] for row in rows(PEOPLE)]


def test_two_runs_do_not_write_one_file(caseload: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")

    def second(done: int, total: int) -> None:
        with pytest.raises(BatchInvalid) as refused:
            score_file(caseload, small(), tmp_path / "b.csv")
        assert [one.code for one in refused.value.problems] == ["RAS736"]

    assert score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=300, progress=second).summary.people == PEOPLE


def test_a_file_with_a_problem_at_its_end_leaves_nothing_behind(caseload: Path, tmp_path: Path) -> None:
    with caseload.open("a", encoding="utf-8") as file:
        file.write("one,cell,too,few\n")
    (tmp_path / "b.csv").write_text("last week's", encoding="utf-8")
    with pytest.raises(BatchInvalid) as refused:
        score_file(caseload, small(), tmp_path / "b.csv", chunk_rows=90)
    assert [(one.code, one.where.line) for one in refused.value.problems] == [("RAS714", PEOPLE + 2)]
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "last week's"
    assert folders(tmp_path) == []


def test_columns_that_are_missing_or_strange_are_told_at_their_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,carer.washing,wahsing,in_crisis\n1,2\n", encoding="utf-8")
    with pytest.raises(BatchInvalid) as refused:
        score_file(path, small(), tmp_path / "b.csv", constants={"baseline": "no_unpaid_support"})
    found = [(one.code, one.where.file, one.where.line, one.where.column) for one in refused.value.problems]
    assert found == [("RAS701", str(path), 1, 1), ("RAS703", str(path), 1, 4), ("RAS714", str(path), 2, 4)]
    assert 'Did you mean "wahsing"?' in refused.value.problems[0].remedy


def test_too_many_rows_for_a_sheet_are_refused(caseload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ras_engine.edges.files.excel_write.MOST_ROWS", PEOPLE)
    with pytest.raises(BatchInvalid) as refused:
        score_file(caseload, small(), tmp_path / "b.xlsx", chunk_rows=90)
    assert [one.code for one in refused.value.problems] == ["RAS735"]
    assert [one.name for one in tmp_path.iterdir()] == [caseload.name]


def test_constants_are_columns_that_everybody_has(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,washing,in_crisis\n1,all,no\n", encoding="utf-8")
    found: FileScored = score_file(path, small(), tmp_path / "b.csv", constants={"baseline": "no_unpaid_support", "team": "=North"})
    assert found.summary.counts["amount"] == 1
    assert read_caseload(tmp_path / "b.csv")["team"] == ["'=North"]


def test_a_number_made_of_an_id_does_not_depend_on_its_neighbours() -> None:
    texts = ["p1", "p10", "p", "é", "p1", "x" * 60, "y" * 70, "p\0", ""]
    alone = [int(digests(Strings.of([text]))[0]) for text in texts]
    assert digests(Strings.of(texts)).tolist() == alone
    assert len(set(alone)) == len(set(texts))
    assert len(set(digests(Strings.of([f"person-{number}" for number in range(20_000)])).tolist())) == 20_000


def test_an_id_in_two_parts_is_found_whatever_stands_beside_it(tmp_path: Path) -> None:
    every = ["p1", *map(str, range(98)), "x" * 200, "p1", *map(str, range(200, 299))]
    path = tmp_path / "people.csv"
    path.write_text("id,baseline,washing,in_crisis\n" + "".join(f"{one},no_unpaid_support,all,no\n" for one in every))
    found = score_file(path, small(), tmp_path / "b.csv", chunk_rows=100).repeated
    assert (found.ids, found.lines) == (1, (2, 102))


def test_amounts_are_counted_whatever_parts_they_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    monkeypatch.setattr(tallies, "MERGED", 5)
    draw = np.random.default_rng(1)
    every = [draw.integers(-20, 20, number) for number in (0, 1, 30, 7, 0, 100)]
    counted = tallies.Counted()
    for some in every:
        counted.add(some)
    together = np.concatenate(every)
    assert counted.spread == spread_of_counts(together, np.ones_like(together))
    assert tallies.Counted().spread.people == 0


PROGRAM = """
import sys
from ras_engine import score_file
from ras_engine.edges.files.csv_stream import CsvSource
from tests.unit.files.small import small

before = CsvSource.__init__
CsvSource.__init__ = lambda self, path: before(self, path, 4_000)
score_file(sys.argv[1], small(), sys.argv[2], chunk_rows=150)
"""


def test_a_program_killed_again_and_again_loses_and_doubles_no_row(tmp_path: Path) -> None:
    """Killed with the signal that nobody can catch, at points drawn by chance; gone on with from where it was each time."""
    path, target = written(tmp_path / "people.csv", 12_000), tmp_path / "b.csv"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    journal = tmp_path / ".b.csv.ras-engine" / "journal"
    draw, lengths = random.Random(7), [0]
    for _ in range(3):
        command = [sys.executable, "-c", PROGRAM, str(path), str(target)]
        with subprocess.Popen(command, cwd=Path(__file__).parents[3], env=environment) as running:
            while running.poll() is None and (not journal.exists() or journal.stat().st_size <= lengths[-1]):
                time.sleep(0.002)
            time.sleep(draw.randrange(40) / 1000)
            running.send_signal(signal.SIGKILL)
        assert running.returncode == -signal.SIGKILL
        lengths.append(journal.stat().st_size)
    assert lengths == sorted(set(lengths))
    assert score_file(path, small(), target, chunk_rows=150).resumed_rows > 0
    score_file(path, small(), tmp_path / "whole.csv")
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert read_caseload(target)["id"] == [row[0] for row in rows(12_000)]
