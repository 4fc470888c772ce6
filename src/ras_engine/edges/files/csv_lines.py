"""The bytes of a file to lines of text, noting what is not text. Lines are read one at a time; a caseload may be large.

Receives the bytes of a file; gives each line with its line end. What cannot be read is noted and replaced by a stand-in, so that
every problem of the file is found in one reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ras_engine.edges.files.bytes_in import Bytes
from ras_engine.errors.excerpt import character_name
from ras_engine.located.decode import others
from ras_engine.located.found import Found, TooManyProblems

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
MARK = "\ufeff"
OTHER_FILES = {
    b"PK\x03\x04": ("a spreadsheet or another packed file", 'Open it and save it as "CSV UTF-8".'),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet", 'Open it and save it as "CSV UTF-8".'),
    b"PAR1": ("a Parquet file", "Export it as CSV."),
    b"%PDF": ("a PDF", "Ask for the figures as CSV."),
    b"\xff\xfe": ('text in UTF-16, which spreadsheets call "Unicode text"', 'Save it as "CSV UTF-8".'),
    b"\xfe\xff": ('text in UTF-16, which spreadsheets call "Unicode text"', 'Save it as "CSV UTF-8".'),
}
LIKELY_WINDOWS = frozenset(b"\x80\x85\x91\x92\x93\x94\x96\x97") | frozenset(range(0xA0, 0x100))
WINDOWS = "If it came from an older program, its letters are most likely those of Windows-1252."


class Lines:
    """The lines of a file as text, with their line ends; `number` is that of the last one. What could not be read is told by
    `report`, once all is read."""

    def __init__(self, source: Bytes, found: Found) -> None:
        self.source = source
        self.found = found
        self.number = 0
        self.letters: list[tuple[int, int]] = []
        self.first_byte = 0
        self.unseen: dict[str, list[tuple[int, int]]] = {}

    def __iter__(self) -> Iterator[str]:
        while raw := self.source.line():
            self.number += 1
            if self.number == 1:
                self._refuse_other_files(raw)
            text = self._decoded(raw, self.number)
            yield self._seen(text.removeprefix(MARK) if self.number == 1 else text, self.number)

    def report(self) -> None:
        """What could not be read, each kind at its first place."""
        if self.letters:
            also = WINDOWS if self.first_byte in LIKELY_WINDOWS else ""
            words = {"byte": f"{self.first_byte:02X}", "also": also, "others": others(self.letters)}
            self.found.add("RAS710", self.found.at(*self.letters[0]), (), **words)
        for character, places in self.unseen.items():
            self.found.add("RAS715", self.found.at(*places[0]), name=character_name(character), others=others(places))

    def _refuse_other_files(self, raw: bytes) -> None:
        for start, (what, remedy) in OTHER_FILES.items():
            if raw.startswith(start):
                self.found.add("RAS711", self.found.at(1, 1), found=what, remedy=remedy)
                raise TooManyProblems

    def _decoded(self, raw: bytes, number: int) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self.first_byte = self.first_byte or raw[error.start]
            self.letters.append((number, len(raw[: error.start].decode("utf-8")) + 1))
            return raw.decode("utf-8", "replace")

    def _seen(self, text: str, number: int) -> str:
        match = UNSEEN.search(text)
        if match is None:
            return text
        self.unseen.setdefault(match[0], []).append((number, match.start() + 1))
        return UNSEEN.sub("\ufffd", text)
