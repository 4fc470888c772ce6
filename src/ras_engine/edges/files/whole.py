"""A file written whole or not at all: under another name in the same folder first, then moved into its place in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO, overload


@overload
def written_whole(path: Path, *, binary: Literal[False] = False) -> AbstractContextManager[TextIO]: ...
@overload
def written_whole(path: Path, *, binary: Literal[True]) -> AbstractContextManager[BinaryIO]: ...
@contextmanager
def written_whole(path: Path, *, binary: bool = False) -> Iterator[Any]:
    """A file (of bytes, or of text in UTF-8 with line ends as written) that appears at `path` only when the block ends well.

    Whatever goes wrong inside, and if the program is stopped, what stood at `path` before stands there still. Raises OSError where
    the folder cannot be written to.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = _beside(path)
    try:
        with os.fdopen(handle, "wb") if binary else os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
        _keep_entry(path.parent)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _beside(path: Path) -> tuple[int, str]:
    """A new file in the same folder, open; what goes wrong is said of the file that was asked for."""
    try:
        return tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _keep_entry(folder: Path) -> None:
    """The folder's own record of the new name, made to last; systems without this keep it by themselves."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
