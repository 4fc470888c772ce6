"""The bytes of a file to lines of text, noting what is not text. Lines are read one at a time; a caseload may be large.

Receives an open binary file; gives each line with its line end. What cannot be read is noted and replaced by a stand-in, so that
every problem of the file is found in one reading.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ras_engine.errors import BatchInvalid
from ras_engine.errors.excerpt import character_name
from ras_engine.located.found import Found, TooManyProblems

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MARK = "\ufeff"
OTHER_FILES = {
    b"PK\x03\x04": ("a spreadsheet or another packed file", 'Open it and save it as "CSV UTF-8".'),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet", 'Open it and save it as "CSV UTF-8".'),
    b"PAR1": ("a Parquet file", "Export it as CSV."),
    b"%PDF": ("a PDF", "Ask for the figures as CSV."),
    b"\xff\xfe": ('text in UTF-16, which spreadsheets call "Unicode text"', 'Save it as "CSV UTF-8".'),
    b"\xfe\xff": ('text in UTF-16, which spreadsheets call "Unicode text"', 'Save it as "CSV UTF-8".'),
}
WINDOWS = "If it came from an older program, its letters are most likely those of Windows-1252."


def opened(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where its name ends in .gz."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def text_lines(binary: BinaryIO, found: Found) -> Iterator[str]:
    """Each line as text, with its line end. Problems go to `found`."""
    for number, raw in enumerate(_raw_lines(binary, found), start=1):
        if number == 1:
            _refuse_other_files(raw, found)
        text = _decoded(raw, number, found)
        yield _seen(text.removeprefix(MARK) if number == 1 else text, number, found)


def _raw_lines(binary: BinaryIO, found: Found) -> Iterator[bytes]:
    """Lines ended by line feed, carriage return or both, as spreadsheets of all ages write them."""
    try:
        for chunk in binary:
            yield from chunk.splitlines(keepends=True)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        found.add("RAS721", found.at(1, 1))
        raise TooManyProblems from None


def _refuse_other_files(raw: bytes, found: Found) -> None:
    for start, (what, remedy) in OTHER_FILES.items():
        if raw.startswith(start):
            found.add("RAS711", found.at(1, 1), found=what, remedy=remedy)
            raise BatchInvalid(found.problems)


def _decoded(raw: bytes, number: int, found: Found) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(raw[: error.start].decode("utf-8")) + 1
        byte = raw[error.start]
        found.add(
            "RAS710",
            found.at(number, column),
            byte=f"{byte:02X}",
            also=WINDOWS if byte >= 0xA0 or byte in b"\x91\x92\x93\x94\x96\x80" else "",
        )
        return raw.decode("utf-8", "replace")


def _seen(text: str, number: int, found: Found) -> str:
    match = UNSEEN.search(text)
    if match is None:
        return text
    found.add("RAS715", found.at(number, match.start() + 1), name=character_name(match[0]))
    return UNSEEN.sub("\ufffd", text)
