"""Pieces of work and the parts they are written to: every row once, whatever is cut off, done twice or in the way."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ras_engine import BatchInvalid
from ras_engine.edges.arrow import PartDone, PartWriter, Piece, finish, part_writer, pieces_of, scorer
from tests.cluster.people import PEOPLE, budgets, example, parquet, people, same

IDS = {"id": "string"}


def codes(error: pytest.ExceptionInfo[BatchInvalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def writer_for(folder: Path, *, rows: int = 200) -> tuple[PartWriter, tuple[Piece, ...]]:
    pieces = pieces_of(folder / "caseload", rows=rows)
    return part_writer(scorer(example(), keep=IDS), pieces, folder / "budgets"), pieces


@pytest.mark.parametrize(("rows", "pieces"), [(1, 10), (100, 10), (200, 6), (499, 4), (500, 2), (10_000, 2)])
def test_pieces_hold_every_row_once_and_in_order(tmp_path: Path, rows: int, pieces: int) -> None:
    found = pieces_of(parquet(tmp_path), rows=rows)
    assert len(found) == pieces
    assert [piece.number for piece in found] == list(range(pieces))
    ids = [one for piece in found for batch in piece.batches({"id"}) for one in batch["id"].to_pylist()]
    assert ids == people()["id"].to_pylist()
    assert sum(piece.rows for piece in found) == PEOPLE


def test_texts_stay_in_their_dictionaries_and_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    batch = next(pieces_of(parquet(tmp_path))[0].batches({"washing", "eating", "no such column"}))
    assert set(batch.schema.names) == {"washing", "eating"}
    assert all(pa.types.is_dictionary(field.type) for field in batch.schema)


def test_a_piece_is_scored_as_the_whole_caseload_is(tmp_path: Path) -> None:
    score = scorer(example(), keep=IDS)
    batches = [batch for piece in pieces_of(parquet(tmp_path), rows=300) for batch in piece.scored(score)]
    assert same(pa.Table.from_batches(batches))


def test_a_folder_is_read_without_what_is_hidden_in_it(tmp_path: Path) -> None:
    place = parquet(tmp_path)
    for hidden in ("_temporary/0/rest.parquet", ".people-0.parquet"):
        (place / hidden).parent.mkdir(parents=True, exist_ok=True)
        (place / hidden).write_bytes(b"cut off")
    assert sum(piece.rows for piece in pieces_of(place)) == PEOPLE


def test_what_is_no_parquet_is_told_every_file_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.parquet").write_text("id,washing\n1,all\n")
    (tmp_path / "empty").mkdir()
    pq.write_table(people().slice(0, 0), tmp_path / "nobody.parquet")
    for paths, count in (
        ([tmp_path / "one.parquet", tmp_path / "two.parquet"], 2),
        (tmp_path / "empty", 1),
        (tmp_path / "nobody.parquet", 1),
    ):
        with pytest.raises(BatchInvalid) as error:
            pieces_of(paths)
        assert codes(error) == ["RAS763"] * count


def test_a_file_that_changed_since_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    piece = pieces_of(parquet(tmp_path))[0]
    pq.write_table(people().slice(0, 10), piece.file)
    with pytest.raises(BatchInvalid) as error:
        list(piece.batches({"id"}))
    assert codes(error) == ["RAS766"]


def test_parts_hold_every_person_and_say_so_at_the_end(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path)
    assert not (tmp_path / "budgets" / "_finished.json").exists()
    done = finish(writer, pieces, reversed([writer(piece) for piece in pieces]))
    assert same(pq.read_table(tmp_path / "budgets"))
    said = json.loads((tmp_path / "budgets" / "_finished.json").read_text(encoding="utf-8"))
    outcomes = budgets()["outcome"].to_pylist()
    assert {name: said[name] for name in ("amount", "referral", "problem")} == {
        name: outcomes.count(name) for name in ("amount", "referral", "problem")
    }
    assert (said["rows"], said["ruleset_digest"]) == (PEOPLE, example().digest)
    assert [part["part"] for part in said["parts"]] == [part.part for part in done] == sorted(part.part for part in done)


def test_a_piece_that_is_done_again_takes_the_place_of_itself(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path)
    once = writer(pieces[1])
    path = tmp_path / "budgets" / once.part
    first = pq.read_table(path)
    path.unlink()
    assert pickle.loads(pickle.dumps(writer))(pieces[1]) == once
    assert pq.read_table(path).equals(first)


def test_a_job_that_was_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path)
    before = {name: (tmp_path / "budgets" / name).stat().st_mtime_ns for name in (writer(piece).part for piece in pieces[:3])}
    again, pieces = writer_for(tmp_path)
    finish(again, pieces, [again(piece) for piece in pieces])
    assert before == {name: (tmp_path / "budgets" / name).stat().st_mtime_ns for name in before}
    assert same(pq.read_table(tmp_path / "budgets"))


def test_a_writer_that_is_killed_leaves_no_part_of_a_part(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path, rows=10_000)
    (tmp_path / "writer").write_bytes(pickle.dumps((writer, pieces[0])))
    program = f"""
import os, pickle, signal
from pathlib import Path
from ras_engine.edges.arrow import pieces
writer, piece = pickle.loads(Path({str(tmp_path / "writer")!r}).read_bytes())
whole = pieces.Piece.batches
def dying(self, wanted):
    yield from whole(self, wanted)
    os.kill(os.getpid(), signal.SIGKILL)
pieces.Piece.batches = dying
writer(piece)
"""
    killed = subprocess.run(
        [sys.executable, "-c", program], check=False, timeout=120, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert killed.returncode == -signal.SIGKILL
    left = os.listdir(writer.folder)
    assert [name.startswith(".part-000000-") for name in left] == [True]
    again, pieces = writer_for(tmp_path, rows=10_000)
    finish(again, pieces, [again(piece) for piece in pieces])
    assert same(pq.read_table(writer.folder))
    assert all(not name.startswith(".") for name in os.listdir(writer.folder))


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path)
    writer(pieces[0])
    with pytest.raises(BatchInvalid) as error:
        writer_for(tmp_path, rows=500)  # other pieces: another job
    assert codes(error) == ["RAS764"]


def test_another_ruleset_other_columns_and_other_files_are_other_jobs(tmp_path: Path) -> None:
    place = parquet(tmp_path)
    pieces = pieces_of(place)
    other = [
        scorer(example(), keep=IDS),
        scorer(example()),
        scorer(example(), keep=IDS, money="pence"),
        scorer(example(), keep=IDS, give=[]),
    ]
    assert len({part_writer(score, pieces, tmp_path / "out").job for score in other}) == len(other)
    before = part_writer(other[0], pieces, tmp_path / "out").job
    assert part_writer(other[0], pieces_of(place), tmp_path / "out").job == before
    os.utime(pieces[0].file, ns=(1, 1))
    assert part_writer(other[0], pieces, tmp_path / "out").job != before


def test_parts_that_do_not_add_up_are_not_passed_off_as_a_caseload(tmp_path: Path) -> None:
    parquet(tmp_path)
    writer, pieces = writer_for(tmp_path)
    done = [writer(piece) for piece in pieces]
    short = [*done[:-1], PartDone(done[-1].part, done[-1].rows - 1, 0, 0, 0)]
    for told in (done[1:], short):
        with pytest.raises(BatchInvalid) as error:
            finish(writer, pieces, told)
        assert codes(error) == ["RAS765"]
    Path(writer.folder, done[2].part).unlink()
    with pytest.raises(BatchInvalid):
        finish(writer, pieces, done)
    assert not Path(writer.folder, "_finished.json").exists()


def test_columns_are_looked_at_before_a_folder_is_made(tmp_path: Path) -> None:
    pq.write_table(people().drop_columns(["washing"]), tmp_path / "people.parquet")
    with pytest.raises(BatchInvalid) as error:
        part_writer(scorer(example()), pieces_of(tmp_path / "people.parquet"), tmp_path / "out")
    assert codes(error) == ["RAS701"]
    assert not (tmp_path / "out").exists()


def test_the_columns_of_every_file_are_looked_at_and_the_file_is_named(tmp_path: Path) -> None:
    place = parquet(tmp_path)
    pq.write_table(people().drop_columns(["washing"]), place / "people-1.parquet")
    pq.write_table(people().drop_columns(["id"]), place / "people-2.parquet")
    with pytest.raises(BatchInvalid) as error:
        writer_for(tmp_path)
    found = [(problem.code, Path(problem.where.file).name, problem.where.path) for problem in error.value.problems]
    assert found == [("RAS701", "people-1.parquet", "washing"), ("RAS767", "people-2.parquet", "id")]
