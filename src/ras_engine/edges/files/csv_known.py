"""What a CSV file's cells were found to hold so far: which texts stand in which column, and which columns are not worth looking up.

Answers are few and come again; ids and notes do not. A column of more than `MOST_TEXTS` different texts is read as plain text.
"""

from __future__ import annotations

from collections.abc import Collection

from ras_engine.edges.files.csv_cut import Cut
from ras_engine.edges.files.words import LONGEST, NOTHING, known_of

MOST_TEXTS = 200


class Texts:
    """The texts of every column, growing as the file is read. `known` is what the next blocks are looked up in."""

    def __init__(self, columns: int) -> None:
        self.known = NOTHING
        self.seen: list[dict[str, None]] = [{} for _ in range(columns)]
        self.unread: set[int] = set()

    def learn(self, part: Cut) -> None:
        """Takes up the texts of a block that are not known. Never in vain: a column whose texts are not found is given up."""
        before = set(self.known.texts)
        for cell in part.unknown.tolist():
            row, column = divmod(cell, len(self.seen))
            if column not in self.unread:
                self._saw(column, part.text(row, column), before)
        while not self._settled():
            self.unread.add(max(set(range(len(self.seen))) - self.unread, key=lambda column: len(self.seen[column])))

    def _saw(self, column: int, text: str, before: Collection[str]) -> None:
        seen = self.seen[column]
        seen[text] = None
        if text in before or len(seen) > MOST_TEXTS or len(text.encode()) > LONGEST:
            self.unread.add(column)

    def _settled(self) -> bool:
        """Makes the tables anew; whether all texts that are to be looked up found a place in them."""
        every = dict.fromkeys(text for column, seen in enumerate(self.seen) if column not in self.unread for text in seen)
        known = known_of(every, self.unread)
        self.known = known or self.known
        return known is not None
