"""Backup and restore, in one format for both databases.

A backup is a text file of JSON lines: a header with the schema revision, then for every table a line with
its columns followed by its rows, and at last a line with their number and a checksum.  So a backup can
be looked into, and moves a pool from SQLite to PostgreSQL and back.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import sqlalchemy as sa

from toolstack.db import migrate
from toolstack.db.connection import Writing, parse, reading
from toolstack.db.database import Statements
from toolstack.db.error import SchemaTooNew, StorageError, Unreadable
from toolstack.db.load import raw_rows
from toolstack.db.schema import META_GENERATION, META_LOG_FLOOR, MODIFIED, REVISION

FORMAT = "patchbay-backup"
VERSION = 1
CHUNK = 1_000
"""How many rows are inserted at a time."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds: when it was made, its schema revision and its number of rows."""

    created: str
    revision: str
    rows: int


def backup(url: str, path: str | Path) -> Summary:
    """Write a consistent copy of a database to a file, also while a server is using it.

    The file, which holds secrets, is readable by its owner only; it appears under its name when it is
    complete.  Raises StorageError when there is no database.
    """
    target = Path(path)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with (
            reading(url) as connection,
            os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
        ):
            summary = _dump(connection, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return summary


def check(path: str | Path) -> Summary:
    """Read a whole backup and return what it holds.

    Raises Unreadable when it is no backup, damaged or incomplete, SchemaTooNew when a newer version of the program
    made it.
    """
    with Path(path).open("rb") as file:
        lines = _Lines(file, str(path))
        header = lines.header()
        for _ in lines.tables():
            pass
    return Summary(header["created"], header["revision"], lines.rows)


def restore(url: str, path: str | Path, *, replace: bool = False) -> Summary:
    """Put the contents of a backup into a database, all or nothing, and upgrade them to the present schema.

    The whole file is checked first.  With ``replace`` whatever the database holds is lost, otherwise
    it must be empty.  Raises what :func:`check` raises, DatabaseLocked when a server is using the
    database, and StorageError when it is not empty or belongs to something else.
    """
    summary = check(path)
    writing = Writing(parse(url))
    try:
        connection = writing.connection()
        with connection.begin():
            former = _clear(connection, replace=replace)
            migrate.run(connection, summary.revision)
            with Path(path).open("rb") as file:
                _load(connection, _Lines(file, str(path)))
            migrate.run(connection, REVISION)
            if former is not None:
                _outrun(connection, former)
    finally:
        writing.close()
    return summary


def _dump(connection: sa.Connection, file: BinaryIO) -> Summary:
    revision = migrate.revision(connection)
    if revision is None:
        raise StorageError("the database is empty")
    digest = hashlib.sha256()
    count = 0

    def line(value: Any) -> None:
        text = msgspec.json.encode(value) + b"\n"
        digest.update(text)
        file.write(text)

    created = datetime.now(UTC).isoformat(timespec="seconds")
    line({"format": FORMAT, "version": VERSION, "revision": revision, "created": created})
    for table in _tables(connection):
        line({"table": str(table.name), "columns": [str(column.name) for column in table.columns]})
        outward = [_outward(column.type) for column in table.columns]
        for row in raw_rows(connection, table):
            line([convert(value) for convert, value in zip(outward, row, strict=True)])
            count += 1
    file.write(msgspec.json.encode({"rows": count, "sha256": digest.hexdigest()}) + b"\n")
    return Summary(created, revision, count)


def _tables(connection: sa.Connection) -> list[sa.Table]:
    """Return the tables that are there, which may be those of an older schema."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _outward(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return what turns a driver's value into JSON."""
    if isinstance(kind, sa.Boolean):
        return bool
    if isinstance(kind, sa.JSON):
        return lambda text: msgspec.Raw(text.encode())
    if isinstance(kind, sa.Float):
        return lambda number: str(number) if number is not None and math.isinf(number) else number
    return _same


def _inward(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return what turns JSON into a driver's value."""
    if isinstance(kind, sa.JSON):
        return lambda value: msgspec.json.encode(value).decode()
    if isinstance(kind, sa.Float):
        return lambda number: None if number is None else float(number)
    return _same


def _same(value: Any) -> Any:
    return value


class _Lines:
    """The lines of a backup, checked while they are read.  ``rows`` counts those read so far."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._digest = hashlib.sha256()
        self.rows = 0

    def _next(self) -> Any:
        text = self._file.readline()
        try:
            value = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise Unreadable(f"the backup {self._name} is incomplete or damaged: {error}") from error
        if not (isinstance(value, dict) and "sha256" in value):
            self._digest.update(text)
        return value

    def header(self) -> dict[str, Any]:
        """Return the first line; raises Unreadable or SchemaTooNew when this program cannot read the rest."""
        header = self._next()
        if not isinstance(header, dict) or header.get("format") != FORMAT:
            raise Unreadable(f"{self._name} is not a backup of this program")
        if header["version"] != VERSION or header["revision"] not in migrate.known(migrate.configuration()):
            raise SchemaTooNew(
                f"the backup {self._name} has format {header['version']} and schema revision {header['revision']}, but "
                f"this program knows only up to {VERSION} and {REVISION}"
            )
        return header

    def tables(self) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
        """Yield table, columns and some of the rows at a time; raises Unreadable when the checksum is wrong."""
        table = ""
        columns: list[str] = []
        rows: list[list[Any]] = []
        while True:
            value = self._next()
            if isinstance(value, list):
                rows.append(value)
                self.rows += 1
            if isinstance(value, dict) or len(rows) >= CHUNK:
                if rows:
                    yield table, columns, rows
                rows = []
            if isinstance(value, dict):
                if "sha256" in value:
                    break
                table, columns = value["table"], value["columns"]
        if value != {"rows": self.rows, "sha256": self._digest.hexdigest()}:
            raise Unreadable(f"the backup {self._name} is damaged: its checksum is wrong")


def _clear(connection: sa.Connection, *, replace: bool) -> int | None:
    """Drop all tables; returns the generation that the former contents had reached."""
    found = sa.MetaData()
    found.reflect(connection)
    former = None
    if "meta" in found.tables:
        meta = found.tables["meta"]
        text = connection.execute(sa.select(meta.c.value).where(meta.c.key == META_GENERATION)).scalar_one_or_none()
        former = int(text or 0)
    elif found.tables:
        raise StorageError("the database holds tables of something else")
    if found.tables and not replace:
        raise StorageError("the database is not empty")
    found.drop_all(connection)
    return former


def _load(connection: sa.Connection, lines: _Lines) -> None:
    lines.header()
    statements = Statements(connection.engine)
    tables = {table.name: table for table in _tables(connection)}
    for name, columns, rows in lines.tables():
        table = tables[name]
        inward = [_inward(table.c[column].type) for column in columns]
        values = [
            {column: convert(value) for column, convert, value in zip(columns, inward, row, strict=True)}
            for row in rows
        ]
        connection.exec_driver_sql(statements.insert(table), values)


def _outrun(connection: sa.Connection, former: int) -> None:
    """Mark every row as modified after anything that clients of the former contents can have seen."""
    tables = {table.name: table for table in _tables(connection)}
    meta = tables["meta"]
    text = connection.execute(sa.select(meta.c.value).where(meta.c.key == META_GENERATION)).scalar_one_or_none()
    generation = max(former, int(text or 0)) + 1
    for table in tables.values():
        if MODIFIED in table.c:
            connection.execute(table.update().values({MODIFIED: generation}))
    connection.execute(tables["change_log"].delete())
    for key in (META_GENERATION, META_LOG_FLOOR):
        connection.execute(meta.delete().where(meta.c.key == key))
        connection.execute(meta.insert().values(key=key, value=str(generation)))
