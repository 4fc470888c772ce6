"""The kinds of frames: for each one, how its columns are read without looking at rows, and how budgets are put beside them."""

from ras_engine.edges.frames.kinds.given import Given
from ras_engine.edges.frames.kinds.recognise import recognised

__all__ = ["Given", "recognised"]
