"""Files of budgets whose parts only have to be put one behind the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO


class Appended:
    """A form of output whose pieces are the output itself."""

    appends = True

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """One piece after another."""
        file.writelines(pieces)
