"""Files of budgets whose parts only have to be put one behind the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO


class Appended:
    """A form of output whose pieces are the output itself, once `closing` stands behind them."""

    appends = True

    def closing(self, pieces: Iterable[bytes]) -> bytes:
        """What has to stand behind all pieces."""
        return b""

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """One piece after another, and what has to stand behind them."""
        every = list(pieces)
        file.writelines([*every, self.closing(every)])
