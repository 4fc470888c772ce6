"""Scoring wherever Arrow goes: a function from record batch to record batch for any process, and what is built on it.

Receives Arrow columns as their owner made them; gives one row for each row it was given, in order, under a schema that is known
before any data is. The adapters for Spark, Dask, Ray, DuckDB and Polars are thin faces of this.
"""

from ras_engine.edges.arrow.parts import PartDone, PartWriter, finish, part_writer
from ras_engine.edges.arrow.pieces import Piece, pieces_of
from ras_engine.edges.arrow.scoring import Scorer, scorer

__all__ = ["PartDone", "PartWriter", "Piece", "Scorer", "finish", "part_writer", "pieces_of", "scorer"]
