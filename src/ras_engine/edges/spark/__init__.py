"""Scoring on a Spark cluster: a Spark data frame in and out, or Parquet that the workers read, and write, for themselves.

Receives what the driver has; ships the compiled ruleset; gives every row back, whatever becomes of workers and tasks on the way.
"""

from ras_engine.edges.spark.files import score_files, write_files
from ras_engine.edges.spark.frame import score_frame

__all__ = ["score_files", "score_frame", "write_files"]
