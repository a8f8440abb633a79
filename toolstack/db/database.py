"""The SQL side of the store: opening, loading and the group commit, all in one thread at a time."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog

from toolstack.datamodel.catalog import CLASSES
from toolstack.db import migrate, schema
from toolstack.db.connection import Writing, parse
from toolstack.db.error import StorageError
from toolstack.db.history import History
from toolstack.db.load import read_snapshot
from toolstack.db.schema import META_GENERATION, META_LOG_FLOOR, META_WRITER, REF, TABLES
from toolstack.db.snapshot import Snapshot
from toolstack.db.write import Write, full_values, merge

GENERATION_BLOCK = 10_000
"""How many generations are reserved at a time: after a crash, so many at most are skipped."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Batch:
    """What one SQL transaction makes durable: several changes, in their order.

    Attributes:
        base: the durable snapshot that the first change was built on.
        writes: what happens to rows.
        log: rows of the change log.
        deleted: rows of the memory of deletions.
        remembered: for classes with deletions, the oldest generation that is still remembered.
        generation: the new value of the reserved generation, or None to leave it.
        log_floor: forget the change log up to this generation, or None to leave it.
    """

    base: Snapshot
    writes: list[Write] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    remembered: dict[str, int] = field(default_factory=dict)
    generation: int | None = None
    log_floor: int | None = None


class Statements:
    """SQL text, compiled once per statement: Core's own way to it costs more than the execution."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._texts: dict[tuple[Any, ...], str] = {}

    def insert(self, table: sa.Table) -> str:
        """Insert a whole row, bound by column keys."""
        key = ("insert", table.name)
        if key not in self._texts:
            self._texts[key] = str(table.insert().compile(self._engine))
        return self._texts[key]

    def update(self, table: sa.Table, fields: tuple[str, ...]) -> str:
        """Set some columns of the row with reference ``row_ref``."""
        key = ("update", table.name, fields)
        if key not in self._texts:
            statement = table.update().where(table.c[REF] == sa.bindparam("row_ref"))
            self._texts[key] = str(statement.compile(self._engine, column_keys=["row_ref", *fields]))
        return self._texts[key]

    def delete(self, table: sa.Table) -> str:
        """Remove the row with reference ``row_ref``."""
        key = ("delete", table.name)
        if key not in self._texts:
            statement = table.delete().where(table.c[REF] == sa.bindparam("row_ref"))
            self._texts[key] = str(statement.compile(self._engine))
        return self._texts[key]


class Database:
    """An open database: its lock, its connection and what is needed to write to it."""

    def __init__(self, url: str) -> None:
        """Open and, where necessary, make or upgrade the tables.

        Raises DatabaseLocked, SchemaTooNew, or SQLAlchemy's errors.
        """
        self._writing = Writing(parse(url))
        self._mark = str(uuid.uuid4())
        self._suspect: set[tuple[str, str]] = set()
        with contextlib.ExitStack() as stack:
            stack.callback(self._writing.close)
            connection = self._writing.connection()
            migrate.upgrade(connection)
            self._statements = Statements(self._writing.engine)
            with connection.begin():
                self._set_meta(connection, META_WRITER, self._mark)
            stack.pop_all()

    def load(self) -> tuple[Snapshot, History]:
        """Return the stored snapshot and what is known of recent changes.

        Reserves the next ``GENERATION_BLOCK`` generations.
        """
        connection = self._writing.connection()
        with connection.begin():
            generation = int(self._get_meta(connection, META_GENERATION) or 0)
            self._set_meta(connection, META_GENERATION, str(generation + GENERATION_BLOCK))
            snapshot = read_snapshot(connection, generation)
            history = History(int(self._get_meta(connection, META_LOG_FLOOR) or 0))
            log = schema.change_log
            columns = (log.c.generation, log.c["class"], log.c.ref)
            for at, name, ref in connection.execute(sa.select(*columns).order_by(log.c.generation)):
                if name in CLASSES:
                    history.add(at, ((name, ref),))
        return snapshot, history

    def write(self, batch: Batch) -> None:
        """Make a batch durable as one transaction.

        After an error nobody knows whether the commit happened, so the rows concerned are written anew,
        from the base of the next batch, before anything else.
        """
        try:
            connection = self._connect()
            with connection.begin():
                if self._suspect:
                    self._repair(connection, batch.base)
                self._write_rows(connection, merge(batch.writes))
                self._write_history(connection, batch)
        except BaseException:
            self._suspect.update((write.table, write.ref) for write in batch.writes)
            self._suspect.update((row["class"], row["ref"]) for row in batch.log)
            self._writing.drop()
            raise
        self._suspect.clear()

    def release(self) -> None:
        """Let go of the database without writing anything."""
        self._writing.close()

    def close(self, generation: int) -> None:
        """Note the generation reached, so that the next start continues right there, and let go."""
        try:
            connection = self._connect()
            with connection.begin():
                self._set_meta(connection, META_GENERATION, str(generation))
        except (sa.exc.SQLAlchemyError, StorageError) as error:
            # Harmless: the reserved generation, which is larger, stays in force.
            _log.warning("generation not noted at close", error=str(error))
        finally:
            self._writing.close()

    def _connect(self) -> sa.Connection:
        if self._writing.connected:
            return self._writing.connection()
        connection = self._writing.connection()
        with connection.begin():
            mark = self._get_meta(connection, META_WRITER)
        if mark != self._mark:
            self._writing.drop()
            raise StorageError("another server has written to the database in the meantime; restart this one")
        return connection

    def _repair(self, connection: sa.Connection, base: Snapshot) -> None:
        """Bring the rows of failed batches to the state of the base, whatever became of those batches."""
        for name, ref in self._suspect:
            connection.exec_driver_sql(self._statements.delete(TABLES[name]), {"row_ref": ref})
        for name, ref in self._suspect:
            row = base.tables[name].get(ref)
            if row is not None:
                connection.exec_driver_sql(self._statements.insert(TABLES[name]), full_values(name, row))
        log, deleted = schema.change_log, schema.deleted
        connection.execute(log.delete().where(log.c.generation > base.generation))
        connection.execute(deleted.delete().where(deleted.c.deleted > base.generation))

    def _write_rows(self, connection: sa.Connection, writes: Sequence[Write]) -> None:
        removed: dict[str, list[dict[str, Any]]] = {}
        updated: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
        inserted: dict[str, list[dict[str, Any]]] = {}
        for write in writes:
            if write.operation in ("delete", "replace"):
                removed.setdefault(write.table, []).append({"row_ref": write.ref})
            if write.operation in ("insert", "replace"):
                inserted.setdefault(write.table, []).append(write.values)
            if write.operation == "update":
                shape = (write.table, tuple(write.values))
                updated.setdefault(shape, []).append({"row_ref": write.ref, **write.values})
        for name, rows in removed.items():
            connection.exec_driver_sql(self._statements.delete(TABLES[name]), rows)
        for (name, fields), rows in updated.items():
            connection.exec_driver_sql(self._statements.update(TABLES[name], fields), rows)
        for name, rows in inserted.items():
            connection.exec_driver_sql(self._statements.insert(TABLES[name]), rows)

    def _write_history(self, connection: sa.Connection, batch: Batch) -> None:
        log, deleted = schema.change_log, schema.deleted
        if batch.log:
            connection.exec_driver_sql(self._statements.insert(log), batch.log)
        if batch.deleted:
            connection.exec_driver_sql(self._statements.insert(deleted), batch.deleted)
        for name, oldest in batch.remembered.items():
            connection.execute(deleted.delete().where(deleted.c["class"] == name, deleted.c.deleted < oldest))
        if batch.generation is not None:
            self._set_meta(connection, META_GENERATION, str(batch.generation))
        if batch.log_floor is not None:
            connection.execute(log.delete().where(log.c.generation <= batch.log_floor))
            self._set_meta(connection, META_LOG_FLOOR, str(batch.log_floor))

    @staticmethod
    def _get_meta(connection: sa.Connection, key: str) -> str | None:
        meta = schema.meta
        return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()

    @staticmethod
    def _set_meta(connection: sa.Connection, key: str, value: str) -> None:
        meta = schema.meta
        if connection.execute(meta.update().where(meta.c.key == key).values(value=value)).rowcount == 0:
            connection.execute(meta.insert().values(key=key, value=value))


def gather(pending: Iterable[Batch], base: Snapshot) -> Batch:
    """Return one batch with everything of several, in their order."""
    result = Batch(base)
    for one in pending:
        result.writes += one.writes
        result.log += one.log
        result.deleted += one.deleted
    return result
