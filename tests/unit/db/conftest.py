from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from postgres_server import IN_MEMORY, PostgresServer, make_tables, running_server

from toolstack.db.store import Store

KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "state.db"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return request.param


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database with tables, but without rows."""
    if kind == "postgres":
        with request.getfixturevalue("postgres").migrated_database() as url:
            yield url
    else:
        with tempfile.TemporaryDirectory(prefix="pb-db-", dir=IN_MEMORY) as folder:
            shutil.copy(request.getfixturevalue("migrated_file"), f"{folder}/state.db")
            yield f"sqlite:///{folder}/state.db"


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if kind == "postgres":
        with request.getfixturevalue("postgres").database() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path}/empty.db"


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of another database without tables."""
    if request.param == "postgres":
        with request.getfixturevalue("postgres").database() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path}/target.db"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await Store.open(url)
    yield opened
    await opened.close()
