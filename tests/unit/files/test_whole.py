"""A file written whole or not at all: what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.edges.files.whole import written_whole


def test_what_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "no such folder" / "out.html"
    with pytest.raises(FileNotFoundError) as refused, written_whole(path):
        pass
    assert refused.value.filename == str(path)
