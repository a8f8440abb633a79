"""One server process for all the rules, spoken to in bytes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from raw_client import RawClient
from server_process import ServerProcess, simulated_agent

from toolstack.server.accounts import write_account

PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawClient]:
    root = tmp_path_factory.mktemp("rules")
    write_account(root / "accounts", "root", PASSWORD)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    process = ServerProcess(root)
    configuration = Path(process.configuration)
    listen = f'addresses = ["127.0.0.1"]\nhttp_port = {port}'
    configuration.write_text(configuration.read_text().replace("http_port = 0", listen))
    with simulated_agent(root):
        process.start()
        try:
            yield RawClient(port)
        finally:
            process.stop()


@pytest.fixture
def raw(server: RawClient) -> Iterator[RawClient]:
    """A client with a session of its own."""
    client = RawClient(server.port)
    client.session = client.call("session.login_with_password", "root", PASSWORD, "1.0", "rules")
    yield client
    client.call("session.logout")


@pytest.fixture
def network(raw: RawClient) -> Iterator[str]:
    """A network to write to."""
    ref = raw.call("network.create", {"name_label": "rules", "other_config": {}})
    yield ref
    raw.call("network.destroy", ref)
