"""polars, pandas and DuckDB, each in its own idiom, exact: the answers as it holds them best, the arithmetic in its expressions."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from peers_numpy import Pence
from workload import Codes, Workload


def in_polars(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """One gather a question, in one lazy query on all threads."""
    import polars as pl

    frame = pl.DataFrame(codes)
    group = pl.col("group").cast(pl.Int64)

    def looked_up(values: Any, key: Any) -> Any:
        return pl.lit(pl.Series(values, dtype=pl.Int64)).gather(key)

    def money(total: Any, scale: int) -> Any:
        slopes, intercepts, count = workload.rows(scale)
        place = group * count + pl.min_horizontal(total // scale, pl.lit(count - 1))
        return (looked_up(slopes, place) * total + looked_up(intercepts, place) + scale // 2) // scale

    domains = [
        (
            reduce(add, [looked_up(workload.points[name], pl.col(name)) for name in questions])
            * looked_up(weight, pl.col("group")),
            carer,
        )
        for questions, weight, carer in zip(workload.domains, workload.weights, workload.carers, strict=True)
    ]
    sums = {"total": reduce(add, [one for one, _ in domains])}
    sums["net"] = reduce(add, [one * looked_up(workload.kept, pl.col(carer)) for one, carer in domains])
    amount = pl.min_horizontal(money(pl.col("net"), 2000), money(pl.col("total"), 100))
    risen = (
        pl.when((pl.col("amount") > 0) & (pl.col("amount") < workload.minimum)).then(workload.minimum).otherwise(pl.col("amount"))
    )
    share: Any = pl.when(pl.col("total") < workload.share_starts[1] * 100).then(workload.shares[0])
    share = share.when(pl.col("total") < workload.share_starts[2] * 100).then(workload.shares[1]).otherwise(workload.shares[2])
    contingency = pl.min_horizontal((pl.col("budget") * share + 500) // 1000, pl.col("budget"))
    query = (
        frame.lazy()
        .select(pl.col("group"), **sums)
        .with_columns(amount=amount)
        .with_columns(budget=pl.min_horizontal(risen, pl.lit(workload.maximum)))
        .with_columns(contingency=contingency)
        .select("budget", "contingency", planned=pl.col("budget") - pl.col("contingency"))
    )

    def score() -> Pence:
        found = query.collect()
        return found["budget"].to_numpy(), found["contingency"].to_numpy(), found["planned"].to_numpy()

    return score


def in_pandas(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """Categoricals, and `.map` from each level to what it is worth."""
    import pandas as pd

    levels = words_of(workload)
    frame = pd.DataFrame({name: pd.Categorical.from_codes(column, levels[name]) for name, column in codes.items()})

    def mapped(name: str, values: Any) -> Any:
        return frame[name].map(dict(zip(levels[name], values, strict=True))).astype("int64")

    def money(total: Any, scale: int, group: Any) -> Any:
        slopes, intercepts, count = workload.rows(scale)
        place = group * count + (total // scale).clip(upper=count - 1)
        return (slopes[place] * total + intercepts[place] + scale // 2) // scale

    def score() -> Pence:
        group = frame["group"].cat.codes.astype("int64")
        total, net = 0, 0
        for questions, weight, carer in zip(workload.domains, workload.weights, workload.carers, strict=True):
            weighted = sum(mapped(name, workload.points[name]) for name in questions) * mapped("group", weight)
            total = total + weighted
            net = net + weighted * mapped(carer, workload.kept)
        amount = np.minimum(money(net, 2000, group), money(total, 100, group))
        amount = amount.mask((amount > 0) & (amount < workload.minimum), workload.minimum)
        budget = amount.clip(upper=workload.maximum)
        bins = [start * 100 - 1 for start in workload.share_starts] + [np.iinfo(np.int64).max]
        share = pd.cut(total, bins, labels=workload.shares).astype("int64")
        contingency = np.minimum((budget * share + 500) // 1000, budget)
        return budget.to_numpy(), contingency.to_numpy(), (budget - contingency).to_numpy()

    return score


def in_duckdb(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """A native table, and one SQL query that looks values up in lists (quicker here than CASE or joins), on all threads."""
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect()
    given = pa.table(codes)  # read by name in the query
    connection.execute("CREATE TABLE people AS SELECT * FROM given")
    del given

    group = '"group"'

    def looked_up(values: Any, key: str) -> str:
        return f"{list(map(int, values))}[{key} + 1]"

    def money(total: str, scale: int) -> str:
        slopes, intercepts, count = workload.rows(scale)
        place = f"({group}::INTEGER * {count} + least({total} // {scale}, {count - 1}))"
        return f"({looked_up(slopes, place)} * {total} + {looked_up(intercepts, place)} + {scale // 2}) // {scale}"

    domains = [
        f"({' + '.join(looked_up(workload.points[name], name) for name in questions)}) * ({looked_up(weight, group)})"
        for questions, weight in zip(workload.domains, workload.weights, strict=True)
    ]
    weighted = ", ".join(f"({each})::INTEGER AS w{number}" for number, each in enumerate(domains))
    total = " + ".join(f"w{number}" for number in range(len(domains)))
    net = " + ".join(f"w{number} * ({looked_up(workload.kept, carer)})" for number, carer in enumerate(workload.carers))
    low, high = workload.minimum, workload.maximum
    first, second = (start * 100 for start in workload.share_starts[1:])
    lower, middle, upper = workload.shares
    share = f"CASE WHEN total < {first} THEN {lower} WHEN total < {second} THEN {middle} ELSE {upper} END"
    held = f"least((budget * ({share}) + 500) // 1000, budget)"
    risen = f"CASE WHEN amount > 0 AND amount < {low} THEN {low} ELSE amount END"
    query = f"""
        WITH weighted AS (SELECT *, {weighted} FROM people),
        sums AS (SELECT "group", {total} AS total, ({net})::BIGINT AS net FROM weighted),
        amounts AS (SELECT total, least({money("net", 2000)}, {money("total", 100)}) AS amount FROM sums),
        budgets AS (SELECT total, least({risen}, {high}) AS budget FROM amounts),
        held AS (SELECT budget, {held} AS contingency FROM budgets)
        SELECT budget, contingency, budget - contingency AS planned FROM held"""

    def score() -> Pence:
        found = connection.execute(query).fetchnumpy()
        return found["budget"], found["contingency"], found["planned"]

    return score


def polars_strings(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """Strings, each replaced by its code with `replace_strict`, then as above."""
    import polars as pl

    words = words_of(workload)
    frame = pl.DataFrame({name: np.array(words[name], dtype=object)[column].tolist() for name, column in codes.items()})
    query = frame.lazy().select(
        pl.col(name).replace_strict(each, list(range(len(each))), return_dtype=pl.UInt8) for name, each in words.items()
    )

    def score() -> Pence:
        coded = query.collect()
        return in_polars(workload, {name: coded[name].to_numpy() for name in coded.columns})()

    return score


def pandas_strings(workload: Workload, codes: Codes) -> Callable[[], Pence]:
    """Strings, each mapped to its code with `.map`, then as above."""
    import pandas as pd

    words = words_of(workload)
    frame = pd.DataFrame({name: np.array(words[name], dtype=object)[column] for name, column in codes.items()}).astype("str")

    def score() -> Pence:
        coded = {name: frame[name].map({word: code for code, word in enumerate(each)}).to_numpy() for name, each in words.items()}
        return in_pandas(workload, {name: column.astype(np.uint8) for name, column in coded.items()})()

    return score


def words_of(workload: Workload) -> dict[str, list[str]]:
    """The texts of every column."""
    words = {"group": workload.groups, **{name: [f"l{n}" for n in range(len(each))] for name, each in workload.points.items()}}
    return words | {name: [f"c{number}" for number in range(len(workload.kept))] for name in workload.carers}
