"""The bytes of a file, unpacked on the way where it is compressed. What is damaged or swells without end is refused, not guessed
at.

Receives a path; gives bytes a piece at a time, so that a file larger than memory can be read.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, cast

from ras_engine.edges.frames.needs import needed

MOST_SWELLING = 200
"""How many times its size a compressed file may unpack to, once that is more than `SMALL`. Real caseloads stay below 40."""
SMALL = 1 << 26
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError)


class Refused(Exception):
    """The bytes cannot be had; `code` is the problem, `words` fill its message."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class Unpacked:
    """A file's bytes. `read` raises Refused where they are damaged (RAS721) or swell without end (RAS723)."""

    def __init__(self, path: Path) -> None:
        self._closing = ExitStack()
        self.size = path.stat().st_size
        self._file = self._closing.enter_context(path.open("rb"))
        self._given = 0
        opening = PACKED.get(path.suffix.lower())
        try:
            self._stream = self._file if opening is None else self._closing.enter_context(opening(self._file))
        except DAMAGE:
            self.close()
            raise Refused("RAS721") from None
        except BaseException:
            self.close()
            raise
        self.packed = opening is not None

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        try:
            given: bytes = self._stream.read(size)
        except DAMAGE:
            raise Refused("RAS721") from None
        except OSError as error:
            if self.packed and error.errno is None:
                raise Refused("RAS721") from None
            raise
        self._given += len(given)
        if self.packed and self._given > SMALL and self._given > MOST_SWELLING * self.size:
            raise Refused("RAS723", times=MOST_SWELLING)
        return given

    def skip(self, to: int) -> None:
        """Goes on at a later byte of the unpacked file, counted from its beginning."""
        if not self.packed:
            self._file.seek(to)
            self._given = to
        while self._given < to and self.read(min(1 << 20, to - self._given)):
            pass

    def done(self) -> tuple[int, int]:
        """How much of the file on the disk has been read, and its size."""
        return (self._file.tell() if self.packed else self._given), self.size

    def close(self) -> None:
        """Lets go of the file."""
        self._closing.close()


def _zstandard(file: BinaryIO) -> Any:
    arrow = needed("pyarrow", "A file packed with Zstandard (.zst)", "arrow")
    return arrow.CompressedInputStream(arrow.PythonFile(file, mode="r"), "zstd")


def _only_member(file: BinaryIO) -> Any:
    """The one file in a zip archive."""
    archive = zipfile.ZipFile(file)
    return archive.open(only(members(archive)))


def only(names: Sequence[str]) -> str:
    """The name, where there is one. Raises Refused (RAS724) for none or several."""
    if len(names) != 1:
        raise Refused("RAS724", found="nothing" if not names else f"{len(names):,} files")
    return names[0]


def members(archive: zipfile.ZipFile) -> list[str]:
    """The files of an archive, without folders and without what some systems add by themselves."""
    every = (one.filename for one in archive.infolist() if not one.is_dir())
    return [name for name in every if not name.startswith("__MACOSX/") and not name.rpartition("/")[2].startswith(".")]


PACKED: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": _zstandard,
    ".zip": _only_member,
}


def inner_name(path: Path) -> str:
    """The name of the file without what says that it is packed; of a zip archive the name of the file in it.

    Raises Refused where an archive is damaged (RAS721) or does not hold one file (RAS724).
    """
    ending = path.suffix.lower()
    if ending == ".zip" and path.is_file():
        try:
            with zipfile.ZipFile(path) as archive:
                return only(members(archive))
        except DAMAGE:
            raise Refused("RAS721") from None
    return path.name[: -len(ending)] if ending in PACKED else path.name


def packing(path: Path) -> Callable[[bytes], bytes]:
    """What turns bytes into a packed piece; pieces one after another are a packed file. Of a path that is not packed: as they
    are."""
    ending = path.suffix.lower()
    if ending == ".zst":
        arrow = needed("pyarrow", "A file packed with Zstandard (.zst)", "arrow")
        return lambda given: cast(bytes, arrow.Codec("zstd").compress(given, asbytes=True))
    if ending == ".zip":
        raise Refused("RAS725", ending=ending)
    made: dict[str, Callable[[bytes], bytes]] = {
        ".gz": lambda given: gzip.compress(given, 6, mtime=0),
        ".bz2": bz2.compress,
        ".xz": lzma.compress,
    }
    return made.get(ending, bytes)


def same_file(one: Path, other: Path) -> bool:
    """Whether both names are of one file that is there."""
    return one.exists() and other.exists() and os.path.samefile(one, other)
