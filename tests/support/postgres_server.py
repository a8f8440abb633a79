"""A PostgreSQL server of our own: a fresh cluster in a temporary directory, on a Unix socket only."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from toolstack.db import migrate
from toolstack.db.connection import engine, parse

PR_SET_PDEATHSIG = 1
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where files need no disk: these tests kill processes, not the machine."""


class PostgresServer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = ""

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

    @contextmanager
    def database(self, encoding: str = "UTF8") -> Iterator[str]:
        """Create an empty database, yield its URL and drop it."""
        name = f"pb_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def migrated_database(self) -> Iterator[str]:
        """Create a database with the tables in it, which is faster than making them; yield its URL and drop it."""
        if not self._template:
            self._template = f"pb_{uuid.uuid4().hex}"
            self.execute(f"CREATE DATABASE {self._template} TEMPLATE template0 ENCODING 'UTF8'")
            make_tables(self.url(self._template))
        name = f"pb_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        with psycopg.connect(f"host={self._folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)


def make_tables(url: str) -> None:
    """Bring an empty database to the present schema."""
    source = engine(parse(url))
    with source.connect() as connection:
        migrate.upgrade(connection)
    source.dispose()


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql, or leave out -m postgres")
    return found[-1].parent if found else Path(on_path).parent


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    programs = _programs()
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pb-postgres-", dir=IN_MEMORY))
    try:
        if user:
            shutil.chown(folder, user)
        command = [programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
        subprocess.run([*command, "--locale=C"], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)
        with _started(programs, folder, user):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(programs: Path, folder: Path, user: str | None) -> Iterator[None]:
    # No fsync: these tests kill our process, not the machine.
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",
        "max_connections": 40,
        "log_min_messages": "log",
    }
    options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            user=user,
            cwd="/",
            stdout=log,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - nothing else says it; runs one system call
        )
    try:
        for line in server.stderr:
            if "ready to accept connections" in line:
                break
        else:
            pytest.fail("PostgreSQL did not start")
        # What it says from now on is of no interest, but must not fill the pipe.
        reader = threading.Thread(target=server.stderr.read, daemon=True)
        reader.start()
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            reader.join()
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        server.stderr.close()


def _die_with_parent() -> None:
    """Have the server stop when the tests are killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
