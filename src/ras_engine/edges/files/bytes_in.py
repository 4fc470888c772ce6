"""Bytes a line or a block of whole lines at a time, with the way back: what a quick reader cannot use, a careful one gets again."""

from __future__ import annotations

from ras_engine.edges.files.packed import Refused, Unpacked

PIECE = 1 << 20
MOST_LINE = 1 << 26
"""A longer line is no row of a caseload, and must not fill the memory."""


class Bytes:
    """Hands out the bytes of a file. `at` is the byte of the unpacked file with which it goes on."""

    def __init__(self, source: Unpacked) -> None:
        self._source = source
        self._held = b""
        self._from = 0
        self._ended = False
        self.at = 0

    def skip(self, to: int) -> None:
        """Goes on at a byte of the unpacked file that has not been handed out yet."""
        ahead = to - self.at
        if ahead <= len(self._held) - self._from:
            self._from += ahead
        else:
            self._source.skip(to)
            self._held, self._from = b"", 0
        self.at = to

    def line(self) -> bytes:
        """The next line with its end: line feed, carriage return or both. Nothing at the end of the file."""
        while not (end := self._line_end()):
            if not self._more():
                return self._take(len(self._held))
            if len(self._held) - self._from > MOST_LINE:
                raise Refused("RAS718", most=f"{MOST_LINE:,}")
        return self._take(end)

    def block(self, size: int) -> bytes:
        """Whole lines (by their line feeds) of about so many bytes; at the end of the file whatever is left."""
        while len(self._held) - self._from < size and self._more():
            pass
        if self._ended and len(self._held) - self._from <= size:
            return self._take(len(self._held))
        end = self._held.rfind(b"\n", self._from, self._from + size) + 1
        while not end and len(self._held) - self._from < PIECE * 8 and self._more():
            end = self._held.find(b"\n", self._from) + 1
        return self._take(end or len(self._held))

    def back(self, given: bytes) -> None:
        """Takes back the bytes that were handed out last."""
        self._held, self._from = given + self._held[self._from :], 0
        self.at -= len(given)

    def _line_end(self) -> int:
        """The end of the first line that is held whole; 0 where none is."""
        feed, turn = self._held.find(b"\n", self._from), self._held.find(b"\r", self._from)
        if turn < 0 or 0 <= feed < turn:
            return feed + 1
        if turn + 1 < len(self._held):
            return turn + 2 if self._held[turn + 1] == 10 else turn + 1
        return 0

    def _take(self, end: int) -> bytes:
        given = self._held[self._from : end]
        self._from = end
        self.at += len(given)
        return given

    def _more(self) -> bool:
        """Holds more of the file; false at its end."""
        if self._ended:
            return False
        piece = self._source.read(PIECE)
        self._ended = not piece
        self._held, self._from = self._held[self._from :] + piece, 0
        return bool(piece)
