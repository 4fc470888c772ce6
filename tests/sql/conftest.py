"""The databases of these tests, each started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sql.servers import Database, DuckDb, is_there, postgres


@pytest.fixture(scope="session")
def duckdb() -> DuckDb:
    """A DuckDB."""
    return DuckDb()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Database]:
    """A PostgreSQL, or a reason why there is none."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["duckdb", "postgres"])
def dialect(request: pytest.FixtureRequest) -> str:
    """The databases that the tests run."""
    name: str = request.param
    return name


@pytest.fixture
def database(dialect: str, request: pytest.FixtureRequest) -> Database:
    """The database of the dialect."""
    found: Database = request.getfixturevalue({"duckdb": "duckdb", "postgres": "postgresql"}[dialect])
    return found


@pytest.fixture
def databases(duckdb: DuckDb, request: pytest.FixtureRequest) -> dict[str, Database]:
    """Every database that there is here, by the name of its dialect."""
    found: dict[str, Database] = {"duckdb": duckdb}
    return found | ({"postgres": request.getfixturevalue("postgresql")} if is_there() else {})
