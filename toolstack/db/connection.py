"""Connections to the two databases, and the lock that admits one writing server."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from psycopg.errors import LockNotAvailable
from psycopg.types.string import TextLoader
from sqlalchemy.pool import NullPool, StaticPool

from toolstack.db.error import DatabaseLocked, StorageError

ADVISORY_LOCK = 0x50617463686279
"""The key of PostgreSQL's advisory lock; such locks are per database."""
LOCK_SECONDS = 2
"""How long PostgreSQL may take to notice that a server which held the lock is gone."""
BUSY_SECONDS = 10
"""How long SQLite waits for another process, such as a backup, before it gives up."""
READ_ONLY: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_read_only": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""Execution options of a connection whose transaction sees one state and holds nobody up, by kind of database."""


def parse(url: str) -> sa.URL:
    """Return a database URL with its driver; raises ValueError for a kind of database we do not know.

    ``sqlite:////var/lib/patchbay/state.db``, ``sqlite://`` (in memory, for tests) or
    ``postgresql://user@host/name``.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(f"the database must be SQLite or PostgreSQL, not {parsed.get_backend_name()}")
    return parsed.set(drivername="sqlite+pysqlite")


def sqlite_path(url: sa.URL) -> str:
    """Return the file of an SQLite database, or nothing when it is in memory or not SQLite."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return ""
    return str(url.database)


def engine(url: sa.URL) -> sa.Engine:
    """Return an engine whose connections are set up for durable, exact transactions."""
    if url.get_backend_name() == "postgresql":
        made = sa.create_engine(url, poolclass=NullPool, connect_args={"client_encoding": "utf8"}, hide_parameters=True)
        sa.event.listen(made, "connect", _set_up_postgresql)
        return made
    made = sa.create_engine(
        url,
        poolclass=NullPool if sqlite_path(url) else StaticPool,
        paramstyle="named",
        hide_parameters=True,  # they may be secrets, and errors are logged
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    sa.event.listen(made, "connect", _set_up_sqlite)
    sa.event.listen(made, "begin", _begin_sqlite)
    return made


def _set_up_postgresql(connection: Any, _record: object) -> None:
    # JSON columns are decoded by our own codecs.
    for kind in ("json", "jsonb"):
        connection.adapters.register_loader(kind, TextLoader)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions late and leave DDL outside of them.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    reads_only = connection.get_execution_options().get("sqlite_read_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


@contextlib.contextmanager
def reading(url: str) -> Iterator[sa.Connection]:
    """Open a database to read one consistent state of it, also beside the server that has it open.

    Raises StorageError when there is no such SQLite file; it is not created.
    """
    parsed = parse(url)
    path = sqlite_path(parsed)
    if path and not os.path.exists(path):  # noqa: PTH110 - the path is text in SQLAlchemy's URL
        raise StorageError(f"there is no database {path}")
    source = engine(parsed)
    try:
        with source.connect().execution_options(**READ_ONLY[source.dialect.name]) as connection, connection.begin():
            yield connection
    finally:
        source.dispose()


class FileLock:
    """An exclusive lock beside an SQLite file; the kernel lets go of it when the process ends."""

    def __init__(self, path: str) -> None:
        """Take the lock; raises DatabaseLocked when another process has it."""
        self._fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._fd, 32, 0).decode(errors="replace").strip() or "?"
            os.close(self._fd)
            raise DatabaseLocked(f"{path} is open in another server (process {holder})") from None
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let go of the lock.  The file stays: removing it would race with the next taker."""
        os.close(self._fd)


def take_advisory_lock(connection: sa.Connection) -> None:
    """Take the writer's lock of a PostgreSQL database; it lasts as long as the connection.

    Raises DatabaseLocked when another server has it, StorageError when the database is not UTF-8.
    """
    with connection.begin():
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise StorageError(f"the database has encoding {encoding}, but it must be UTF8")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        except sa.exc.OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            name = connection.engine.url.database
            raise DatabaseLocked(f"the database {name} is open in another server") from error


class Writing:
    """The one connection that writes, with the lock that makes it the only one.

    Used by one thread at a time.  ``connection`` connects again after :meth:`drop`.
    """

    def __init__(self, url: sa.URL) -> None:
        """Take the lock; raises DatabaseLocked."""
        path = sqlite_path(url)
        self._lock = FileLock(path) if path else None
        if path:
            # The database holds secrets; its log and index files take over the mode.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        with contextlib.ExitStack() as stack:
            if self._lock:
                stack.callback(self._lock.release)
            self.engine = engine(url)
            self._connection: sa.Connection | None = None
            self.connection()
            stack.pop_all()

    @property
    def connected(self) -> bool:
        """Whether the connection is there already, so nobody else can have written since."""
        return self._connection is not None

    def connection(self) -> sa.Connection:
        """Return the connection, made anew where necessary; raises DatabaseLocked."""
        if self._connection is None:
            made = self.engine.connect()
            if self.engine.dialect.name == "postgresql":
                try:
                    take_advisory_lock(made)
                except BaseException:
                    made.close()
                    raise
            self._connection = made
        return self._connection

    def drop(self) -> None:
        """Give the connection up after an error; what it had begun is undone, unless it was committed."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            # A connection that is broken already cannot be closed in good order.
            with contextlib.suppress(sa.exc.SQLAlchemyError):
                connection.close()

    def close(self) -> None:
        """Close the connection and release the lock."""
        if self._connection is not None and self.engine.dialect.name == "postgresql":
            # The server would do so by itself, but perhaps after our successor asks for the lock.
            with contextlib.suppress(sa.exc.SQLAlchemyError), self._connection.begin():
                self._connection.exec_driver_sql(f"SELECT pg_advisory_unlock({ADVISORY_LOCK})")
        self.drop()
        self.engine.dispose()
        if self._lock:
            self._lock.release()
            self._lock = None
