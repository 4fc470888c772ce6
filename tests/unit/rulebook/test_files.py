from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ras_engine.errors import RulesetInvalid
from ras_engine.rulebook import load_rulebook, load_ruleset, lock_rulebook
from tests.unit.small import BODY, examples, write

EXAMPLE_BOROUGH = Path(__file__).parents[3] / "rulesets" / "example-borough"
DRAFT = "status: draft\n"


def codes(read: Callable[[Path], object], path: Path) -> list[str]:
    with pytest.raises(RulesetInvalid) as caught:
        read(path)
    assert all(str(path.parent) in one.where.file for one in caught.value.problems)
    return [one.code for one in caught.value.problems]


def two_years(folder: Path) -> Path:
    write(folder, "2025-04-07")
    write(folder, "2026-04-06", follows=("2025-04-07", 1), published="2026-02-01")
    return folder


def test_a_ruleset_is_read_from_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07")
    ruleset = load_ruleset(path)
    assert ruleset.effective_from == date(2025, 4, 7)
    assert ruleset.where(("scheme",)).file == str(path)
    assert load_ruleset(str(path)) == ruleset


def test_a_file_that_is_not_there_a_folder_and_a_name_that_cannot_be_one_are_problems(tmp_path: Path) -> None:
    assert codes(load_ruleset, tmp_path / "none.yaml") == ["RAS501"]
    assert codes(load_ruleset, tmp_path) == ["RAS502"]
    assert codes(load_ruleset, tmp_path / ("n" * 5000)) == ["RAS503"]
    with pytest.raises(RulesetInvalid, match="RAS50"):
        load_ruleset("a\0b.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert codes(load_ruleset, tmp_path / "pipe.yaml") == ["RAS503"]


def test_a_file_of_noise_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "noise.yaml"
    for seed in range(50):
        path.write_bytes(random.Random(seed).randbytes(300))
        assert codes(load_ruleset, path)


def test_an_approved_ruleset_needs_worked_examples_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07")
    beside = tmp_path / "2025-04-07.examples.yaml"
    beside.unlink()
    assert codes(load_ruleset, path) == ["RAS504"]
    beside.write_text(examples("2025-04-07", cases="").replace("cases:", "cases: []"), encoding="utf-8")
    assert codes(load_ruleset, path) == ["RAS122"]
    beside.write_text(examples("2026-04-06"), encoding="utf-8")
    assert codes(load_ruleset, path) == ["RAS807"]


def test_a_draft_needs_no_worked_examples(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07", status=DRAFT)
    (tmp_path / "2025-04-07.examples.yaml").unlink()
    assert load_ruleset(path).status == "draft"


def test_problems_of_a_ruleset_and_of_its_examples_come_together(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07", body=BODY.replace("of: washing", "of: wasing"))
    (tmp_path / "2025-04-07.examples.yaml").unlink()
    assert codes(load_ruleset, path) == ["RAS504", "RAS201"]


def test_a_folder_of_rulesets_is_a_rulebook(tmp_path: Path) -> None:
    book = load_rulebook(two_years(tmp_path))
    assert [str(one.effective_from) for one in book.rulesets] == ["2025-04-07", "2026-04-06"]
    assert book.in_force_on(date(2026, 4, 5)).effective_from == date(2025, 4, 7)


def test_the_example_council_is_a_rulebook() -> None:
    assert len(load_rulebook(EXAMPLE_BOROUGH).timeline()) == 2


def test_folders_that_are_no_rulebook_are_problems(tmp_path: Path) -> None:
    assert codes(load_rulebook, tmp_path / "nowhere") == ["RAS501"]
    assert codes(load_rulebook, tmp_path) == ["RAS506"]
    assert codes(load_rulebook, write(tmp_path, "2025-04-07")) == ["RAS505"]


def test_problems_of_every_file_of_a_folder_come_together(tmp_path: Path) -> None:
    write(tmp_path, "2025-04-07", body=BODY.replace("of: washing", "of: wasing"))
    write(tmp_path, "2026-04-06", body="nothing: here\n")
    found = codes(load_rulebook, tmp_path)
    assert "RAS201" in found
    assert "RAS101" in found


def test_a_gap_in_a_folder_is_shown_in_the_file_that_has_it(tmp_path: Path) -> None:
    write(tmp_path, "2025-04-07")
    path = write(tmp_path, "2027-04-05", follows=("2026-04-06", 1))
    with pytest.raises(RulesetInvalid) as caught:
        load_rulebook(tmp_path)
    (found,) = caught.value.problems
    assert (found.code, found.where.file) == ("RAS513", str(path))
    assert path.read_text(encoding="utf-8").splitlines()[found.where.line - 1].startswith("supersedes:")


def test_a_locked_folder_is_read_like_any_other(tmp_path: Path) -> None:
    two_years(tmp_path)
    assert lock_rulebook(tmp_path) == ("2025-04-07.yaml", "2026-04-06.yaml")
    assert lock_rulebook(tmp_path) == ()
    assert len(load_rulebook(tmp_path).rulesets) == 2


def test_an_edited_approved_file_is_found_and_the_lock_is_not_written_over_it(tmp_path: Path) -> None:
    two_years(tmp_path)
    lock_rulebook(tmp_path)
    before = (tmp_path / "rulebook.lock").read_text(encoding="utf-8")
    path = tmp_path / "2025-04-07.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("12.30", "12.31"), encoding="utf-8")
    assert codes(load_rulebook, tmp_path) == ["RAS530"]
    assert codes(lock_rulebook, tmp_path) == ["RAS530"]
    assert (tmp_path / "rulebook.lock").read_text(encoding="utf-8") == before


def test_an_approved_file_cannot_be_made_a_draft_to_edit_it(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07")
    lock_rulebook(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("status: approved", "status: draft"), encoding="utf-8")
    assert codes(load_rulebook, tmp_path) == ["RAS530"]


def test_a_comment_may_change_in_a_locked_file(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07")
    lock_rulebook(tmp_path)
    path.write_text("# Read me first.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(load_rulebook(tmp_path).rulesets) == 1


def test_a_locked_file_that_is_gone_is_missed_and_one_that_was_renamed_is_not(tmp_path: Path) -> None:
    two_years(tmp_path)
    lock_rulebook(tmp_path)
    for name in ("2026-04-06.yaml", "2026-04-06.examples.yaml"):
        (tmp_path / name).rename(tmp_path / name.replace("2026-04-06", "next"))
    assert len(load_rulebook(tmp_path).rulesets) == 2
    (tmp_path / "next.yaml").unlink()
    assert codes(load_rulebook, tmp_path) == ["RAS532"]


def test_a_new_revision_may_take_the_place_of_a_locked_file(tmp_path: Path) -> None:
    path = write(tmp_path, "2025-04-07")
    lock_rulebook(tmp_path)
    text = path.read_text(encoding="utf-8").replace("revision: 1", "revision: 2").replace("12.30", "12.40")
    path.write_text(text, encoding="utf-8")
    (tmp_path / "2025-04-07.examples.yaml").write_text(examples("2025-04-07", 2), encoding="utf-8")
    assert lock_rulebook(tmp_path) == ("2025-04-07.yaml",)


def test_drafts_are_not_locked(tmp_path: Path) -> None:
    write(tmp_path, "2025-04-07", status=DRAFT)
    assert lock_rulebook(tmp_path) == ()
    write(tmp_path, "2025-04-07", status=DRAFT, body=BODY.replace("12.30", "12.31"))
    assert len(load_rulebook(tmp_path).rulesets) == 1


@pytest.mark.parametrize(
    "text",
    [
        "schema: something\n",
        "schema: ras-lock/1\n",
        "schema: ras-lock/1\napproved: {a.yaml: text}\n",
        "schema: ras-lock/1\napproved: {a.yaml: {effective_from: soon, revision: 1, digest: '" + "0" * 64 + "'}}\n",
        "schema: ras-lock/1\napproved: {a.yaml: {effective_from: 2025-04-07, revision: 1, digest: short}}\n",
    ],
)
def test_a_lock_that_cannot_be_read_is_not_passed_over(tmp_path: Path, text: str) -> None:
    write(tmp_path, "2025-04-07")
    (tmp_path / "rulebook.lock").write_text(text, encoding="utf-8")
    assert codes(load_rulebook, tmp_path) == ["RAS531"]
    assert codes(lock_rulebook, tmp_path) == ["RAS531"]
