"""Columns of plain texts as their distinct texts and places, in a compiled loop where the extra `fast` is installed.

Arrow's own way to make a dictionary costs about four times as much.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.frames.needs import needed
from ras_engine.score.many import compiled

if TYPE_CHECKING:
    import pyarrow as pa

LOOPS = "ras_engine.edges.frames.text_loops"
MOST = 256
"""Different texts, a missing one among them, whose places are bytes."""


def told_apart(chunk: pa.Array) -> tuple[pa.Array, NDArray[np.uint8]] | None:
    """The different texts of a chunk in order of appearance, a missing one among them, and the place of each row's text.

    None where this way is not taken: it is for texts, in any of Arrow's layouts, of many rows and not more than 255 kinds.
    """
    pa = needed("pyarrow", "Reading an Arrow column")
    views, wide = pa.types.is_string_view(chunk.type), pa.types.is_large_string(chunk.type)
    if not (views or wide or pa.types.is_string(chunk.type)) or not len(chunk) or not compiled.is_wanted(len(chunk)):
        return None
    there, layout, *texts = chunk.buffers()
    bits = there.address if there is not None and chunk.null_count else 0
    buffers = np.array([(0, 0) if one is None else (one.address, one.size) for one in texts], dtype=np.int64).reshape(-1, 2)
    places, firsts = np.empty(len(chunk), dtype=np.uint8), np.empty(MOST, dtype=np.int64)
    loops = import_module(LOOPS)
    count = loops.numbered(views, wide, layout.address, chunk.offset, len(chunk), bits, buffers, places, firsts)
    if count < 0:
        return None
    return pa.concat_arrays([chunk.slice(row, 1) for row in firsts[:count].tolist()]), places
