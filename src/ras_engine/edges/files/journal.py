"""What an output file looks like while it is being written, so that a run that is killed can be gone on with.

Beside the output lies a folder: the work file with the pieces that are done, the tally, and a journal that says after each part how
long both are. A part counts once its line in the journal is whole and on the disk; what was written after that is cut off again. So
a run can end at any moment, and no row is lost or doubled.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ras_engine.edges.files.part import Mark
from ras_engine.errors import BatchInvalid, Location, problem

LEDGER, WORK, TALLY = "journal", "rows", "tally"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known after a part: where reading goes on, how long the files are, and the sums so far."""

    mark: Mark
    work: int
    tally: int
    state: Mapping[str, Any]


class Journal:
    """The folder beside an output. `entries` are the parts that an earlier run of the same kind has finished."""

    def __init__(self, target: Path, terms: Mapping[str, Any], *, resume: bool) -> None:
        self.target = target
        self.folder = target.parent / f".{target.name}.ras-engine"
        self.folder.mkdir(exist_ok=True)
        self._ledger = (self.folder / LEDGER).open("a+b")
        if not _locked(self._ledger):
            self._ledger.close()
            raise BatchInvalid([problem("RAS736", Location(str(target)))])
        self.entries = self._kept(terms) if resume else []
        last = self.entries[-1] if self.entries else Entry(Mark(), 0, 0, {})
        self._work, self._tally = self._open(WORK, last.work), self._open(TALLY, last.tally)
        if not self.entries:
            self._ledger.truncate(0)
            self._line({"terms": terms})

    def _open(self, name: str, size: int) -> BinaryIO:
        """A file of the folder, as long as the journal says; what comes after that was never finished."""
        path = self.folder / name
        path.touch()
        file = path.open("r+b")
        file.truncate(size)
        file.seek(size)
        return file

    def _kept(self, terms: Mapping[str, Any]) -> list[Entry]:
        """The finished parts of an earlier run on the same terms; none where anything differs or is missing."""
        self._ledger.seek(0)
        entries: list[Entry] = []
        whole = 0
        for number, line in enumerate(self._ledger):
            try:
                data = json.loads(line)
            except ValueError:
                break
            if not line.endswith(b"\n"):
                break
            if number == 0:
                if data != {"terms": json.loads(json.dumps(terms))}:
                    return []
            else:
                entries.append(Entry(Mark(*data["mark"]), data["work"], data["tally"], data["state"]))
            whole += len(line)
        last = entries[-1] if entries else None
        sizes = {name: path.stat().st_size if (path := self.folder / name).exists() else 0 for name in (WORK, TALLY)}
        if last is None or sizes[WORK] < last.work or sizes[TALLY] < last.tally:
            return []
        self._ledger.truncate(whole)
        return entries

    def add(self, mark: Mark, piece: bytes, tally: bytes, state: Mapping[str, Any]) -> None:
        """One more part: its bytes first, the line that makes it count last."""
        for file, given in ((self._work, piece), (self._tally, tally)):
            file.write(given)
            file.flush()
            os.fsync(file.fileno())
        entry = Entry(mark, self._work.tell(), self._tally.tell(), state)
        self.entries.append(entry)
        self._line({"mark": [mark.rows, mark.lines, mark.byte], "work": entry.work, "tally": entry.tally, "state": entry.state})

    def _line(self, data: Mapping[str, Any]) -> None:
        self._ledger.seek(0, os.SEEK_END)
        self._ledger.write(json.dumps(data).encode() + b"\n")
        self._ledger.flush()
        os.fsync(self._ledger.fileno())

    def pieces(self) -> Iterator[bytes]:
        """The pieces of the work file, one after another."""
        self._work.seek(0)
        before = 0
        for entry in self.entries:
            yield self._work.read(entry.work - before)
            before = entry.work

    @property
    def tally(self) -> BinaryIO:
        """What was kept of the tally, to be read."""
        return self._tally

    def becomes_target(self) -> None:
        """The work file itself becomes the output, in one step."""
        mode = self.target.stat().st_mode & 0o777 if self.target.exists() else None
        if mode is not None:
            os.chmod(self.folder / WORK, mode)
        self._work.close()
        os.replace(self.folder / WORK, self.target)

    def close(self) -> None:
        """Lets go of the files; what is there stays for a run that goes on."""
        for file in (self._work, self._tally, self._ledger):
            file.close()

    def remove(self) -> None:
        """Takes the folder away, once the output is there or cannot come."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _locked(file: BinaryIO) -> bool:
    """Whether nobody else holds the file. Systems without such locks let everybody in."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
