"""Fixtures: a server and what it is configured with."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio
import uvloop
from serving import PASSWORD, free_port, running

from toolstack.server.accounts import write_account
from toolstack.server.tls import create
from toolstack.settings import Settings


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    directory = tmp_path_factory.mktemp("certificate")
    create(directory / "server.pem", directory / "server.key", ["localhost", "127.0.0.1"], 1)
    return directory / "server.pem", directory / "server.key"


def pytest_asyncio_loop_factories(config, item):
    """Both loops that the server may run on; their transports differ."""
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


@pytest.fixture
def settings(tmp_path, certificate) -> Settings:
    root = tmp_path / "r"
    write_account(root / "accounts", "root", PASSWORD)
    # The PyPI client cannot name a path with underscores.
    listen = {"tls_port": free_port(), "http_port": free_port(), "socket": f"/tmp/pb{secrets.token_hex(6)}.sock"}
    tables = {
        "paths": {"root": str(root)},
        "listen": {"addresses": ["127.0.0.1"], **listen},
        "tls": {"certificate": str(certificate[0]), "key": str(certificate[1])},
        "auth": {"backend": "file"},
        "limits": {"shutdown_timeout": 5},
    }
    return msgspec.convert(tables, Settings)


@pytest_asyncio.fixture
async def server(settings):
    async with running(settings) as started:
        yield started
