"""Databases for the tests: DuckDB inside the process, and a PostgreSQL of our own that lives as long as the tests do."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pytest

Columns = Mapping[str, Sequence[str | None]]
Rows = dict[str, dict[str, Any]]
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
NEEDED = ("initdb", "postgres", "pg_ctl")
WAIT = 60


class Database(Protocol):
    """Something that runs a query over a caseload."""

    def run(self, query: str, caseload: Columns) -> Rows:
        """The rows of the result by id; the caseload is a table of texts of that name."""


def table_of(caseload: Columns) -> list[str]:
    """The statements that make an empty table of texts for a caseload."""
    return ["DROP TABLE IF EXISTS caseload", f"CREATE TABLE caseload ({', '.join(f'{_quoted(name)} TEXT' for name in caseload)})"]


def rows_of(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Rows:
    """Rows by their id."""
    found = {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in rows}
    assert len(found) == len(rows)  # none stands twice
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class DuckDb:
    """DuckDB, on one thread."""

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")

    def run(self, query: str, caseload: Columns) -> Rows:
        """The rows of the result by id."""
        for statement in table_of(caseload):
            self.connection.execute(statement)
        self.connection.register("given", pa.table({name: pa.array(cells, pa.string()) for name, cells in caseload.items()}))
        self.connection.execute("INSERT INTO caseload SELECT * FROM given")
        found = self.connection.execute(query)
        return rows_of([one[0] for one in found.description or ()], found.fetchall())


class Postgres:
    """A PostgreSQL server that was started here."""

    def __init__(self, where: str) -> None:
        import psycopg

        self.connection = psycopg.connect(where, autocommit=True)

    def run(self, query: str, caseload: Columns) -> Rows:
        """The rows of the result by id."""
        with self.connection.cursor() as cursor:
            for statement in table_of(caseload):
                cursor.execute(statement.encode())
            with cursor.copy(b"COPY caseload FROM STDIN") as copy:
                for row in zip(*caseload.values(), strict=True):
                    copy.write_row(row)
            cursor.execute(query.encode())
            return rows_of([one.name for one in cursor.description or ()], cursor.fetchall())


def programs() -> dict[str, str]:
    """The server's programs by name; a name is missing where there is no such program."""
    folders = [str(folder) for pattern in FOLDERS for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    return {name: found for name in NEEDED if (found := shutil.which(name, path=path))}


def is_there() -> bool:
    """Whether the programs of a PostgreSQL server are."""
    return set(programs()) == set(NEEDED)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server on a free port of 127.0.0.1, its files in a temporary folder. Skips where its programs are missing."""
    found = programs()
    if not is_there():
        pytest.skip(f"no PostgreSQL here: {', '.join(sorted(set(NEEDED) - set(found)))} not found (Debian: apt install postgresql)")
    user = _server_user()
    with tempfile.TemporaryDirectory(prefix="ras-postgres-", ignore_cleanup_errors=True) as folder:
        data, port = Path(folder) / "data", _free_port()
        if user:
            shutil.chown(folder, user)
        _as(user, found["initdb"], "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        _as(user, found["pg_ctl"], "-D", str(data), "-w", "-t", str(WAIT), "-l", str(data / "log"), "-o", options, "start")
        try:
            server = Postgres(f"host=127.0.0.1 port={port} user=tests dbname=postgres")
            yield server
            server.connection.close()
        finally:
            _as(user, found["pg_ctl"], "-D", str(data), "-w", "-m", "immediate", "stop")


def _server_user() -> str:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return ""
    names = {one.pw_name for one in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), "")
    if not user:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
    return user


def _as(user: str, *command: str) -> None:
    """Run a program to its end, as another user where one is named."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=2 * WAIT, user=user or None, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
