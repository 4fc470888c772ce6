"""A program of its own: one ruleset's query in a local Spark, its rows as JSON. Spark warns a lot, and stays out of the tests."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType


def run(folder: Path) -> None:
    """Read `caseload.json` and `query.sql`, write `rows.json`."""
    caseload = json.loads((folder / "caseload.json").read_text(encoding="utf-8"))
    settings = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[1]").appName("query")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    form = StructType([StructField(name, StringType()) for name in caseload])
    spark.createDataFrame(list(zip(*caseload.values(), strict=True)), form).createOrReplaceTempView("caseload")
    rows = spark.sql((folder / "query.sql").read_text(encoding="utf-8").strip().removesuffix(";")).collect()
    (folder / "rows.json").write_text(json.dumps([row.asDict() for row in rows]), encoding="utf-8")
    spark.stop()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
