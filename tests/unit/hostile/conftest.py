"""A server with little patience, and what it costs to attack it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from raw_client import RawClient
from server_process import ServerProcess, simulated_agent

from toolstack.server.accounts import write_account

PASSWORD = "correct horse"
LIMITS = """\
[limits]
connections = 300
connections_per_address = 200
header_timeout = 2
body_timeout = 2
idle_timeout = 4
"""


class Target:
    """A server, and a client that it must not forget meanwhile."""

    def __init__(self, process: ServerProcess, port: int) -> None:
        assert process.process is not None
        self.process = process
        self.pid = process.process.pid
        self.raw = RawClient(port)
        self.raw.session = self.raw.call("session.login_with_password", "root", PASSWORD, "1.0", "hostile")

    @property
    def port(self) -> int:
        return self.raw.port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def _memory(self, name: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
        assert found is not None
        return int(found[1]) * 1024

    @contextmanager
    def bounded(self, growth: int) -> Iterator[None]:
        """Check that the server's memory never grows by more than these bytes, and that it serves others after."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")  # the peak begins anew
        before = self._memory("VmRSS")
        yield
        assert self.others_are_served()
        peak = self._memory("VmHWM") - before
        assert peak < growth, f"{peak / 2**20:.1f} MiB"

    def others_are_served(self) -> bool:
        """Over the Unix socket, since the attacker may hold all connections of its address."""
        with self.process.session() as session:
            return bool(session.xenapi.pool.get_all())


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    root = tmp_path_factory.mktemp("hostile")
    write_account(root / "accounts", "root", PASSWORD)
    write_account(root / "accounts", "victim", PASSWORD)
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    process = ServerProcess(root, LIMITS)
    listen = f'addresses = ["127.0.0.1"]\nhttp_port = {port}'
    process.configuration.write_text(process.configuration.read_text().replace("http_port = 0", listen))
    with simulated_agent(root):
        process.start()
        try:
            yield Target(process, port)
        finally:
            process.stop()
