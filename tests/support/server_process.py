"""``toolstackd`` as a process of its own, over a host in memory in another one."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import XenAPI

from toolstack.lab.process import remember
from toolstack.lab.readiness import Readiness

CONFIGURATION = """\
[paths]
root = "{root}"
[host]
management_device = "eth0"
management_address = "192.0.2.1/24"
[listen]
http_port = 0
tls_port = 0
[auth]
backend = "file"
{more}
"""


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost")
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class ServerProcess:
    """Starts, kills and restarts a server in a directory."""

    def __init__(self, root: Path, more: str = "") -> None:
        self.root = root
        self.configuration = root / "patchbay.toml"
        self.configuration.write_text(CONFIGURATION.format(root=root, more=more))
        self.program: list[str | Path] = [Path(sys.executable).with_name("toolstackd")]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return self.root / "xapi.sock"

    def start(self) -> Self:
        """Start it and wait until it is ready."""
        with Readiness(self.root / "notify") as readiness, (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.program, "--config", self.configuration],
                stdout=log,
                stderr=log,
                env={"PATH": "/usr/bin:/bin", **readiness.environment},
            )
            readiness.wait(remember("toolstackd", self.process.pid))
        return self

    def kill(self) -> None:
        """SIGKILL: it cannot prepare for that."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to stop; returns its exit status."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait()

    @contextmanager
    def session(self) -> Iterator[Any]:
        """Yield a session of the PyPI client over the Unix socket, as local root."""
        transport = _Transport(self.socket)
        try:
            session = XenAPI.Session("http://localhost", transport=transport)
            session.xenapi.login_with_password("root", "")
            yield session
        finally:
            transport.close()


class _Transport(xmlrpc.client.Transport):
    """Goes to a Unix socket whatever the URL says."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._open: _UnixConnection | None = None

    def make_connection(self, host: Any) -> http.client.HTTPConnection:  # noqa: ARG002 - overridden
        self._open = self._open or _UnixConnection(str(self._path))
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def add_extra_header(self, key: str, value: str) -> None:
        """Accept what the client adds to its own transports."""


@contextmanager
def simulated_agent(root: Path, nics: int = 2) -> Iterator[None]:
    """Run a host in memory behind the agent's socket of a directory."""
    program = Path(__file__).with_name("sim_agent.py")
    agent = subprocess.Popen([sys.executable, program, root / "agent.sock", str(nics)], stdout=subprocess.PIPE)
    assert agent.stdout is not None
    try:
        assert agent.stdout.readline() == b"ready\n"
        yield
    finally:
        agent.kill()
        agent.wait()
        agent.stdout.close()
