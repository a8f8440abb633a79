"""``toolstackd`` as clients of other machines find it: TLS, plain HTTP and a Unix socket, with an account."""

from __future__ import annotations

import http.client
import socket
import ssl
import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import XenAPI

from tests.support.server_process import ServerProcess, _Transport, simulated_agent
from toolstack.server.accounts import write_account

USER = "root"
PASSWORD = "correct horse"

CONFIGURATION = """\
[paths]
root = "{root}"
[host]
hostname = "h1"
management_device = "eth0"
management_address = "192.0.2.1/24"
[listen]
addresses = ["127.0.0.1"]
http_port = {http}
tls_port = {tls}
{listen}
[auth]
backend = "file"
{more}
"""


class Served(ServerProcess):
    """A server on ports of loopback."""

    def __init__(self, root: Path, *, listen: str = "", more: str = "") -> None:
        super().__init__(root)
        self.http_port, self.tls_port = _free_ports(2)
        self.configuration.write_text(
            CONFIGURATION.format(root=root, http=self.http_port, tls=self.tls_port, listen=listen, more=more)
        )
        write_account(root / "accounts", USER, PASSWORD)

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def tls(self) -> str:
        return f"https://127.0.0.1:{self.tls_port}"

    def restart(self) -> None:
        """Kill it and start it again at the same ports."""
        self.kill()
        self.start()

    @contextmanager
    def connect(self, url: str = "", transport: Any = None) -> Iterator[Any]:
        """Yield a session of the PyPI client that is not logged in yet; its connections are closed afterwards."""
        session = XenAPI.Session(url or self.http, transport=transport, ignore_ssl=True)
        try:
            yield session
        finally:
            session("close")()

    @contextmanager
    def local(self) -> Iterator[Any]:
        """Yield a session for the Unix socket; the host of the URL, its path with underscores, is sent as Host."""
        with self.connect("http://_var_lib_xcp_xapi", _Transport(self.socket)) as session:
            yield session

    @contextmanager
    def login(self, url: str = "") -> Iterator[Any]:
        """Yield a session of the PyPI client, logged in with a password."""
        with self.connect(url) as session:
            session.login_with_password(USER, PASSWORD)
            yield session
            session.logout()

    def envelope(self, method: str, *arguments: Any) -> Any:
        """Call with the standard library's client; returns the envelope as it is."""
        with xmlrpc.client.ServerProxy(self.http, allow_none=True) as proxy:
            return getattr(proxy, method)(*arguments)

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, *, tls: bool = False, body: bytes = b""
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Send a bare request; returns status, headers and body."""
        target = urlsplit(self.tls if tls else self.http).netloc
        connection: http.client.HTTPConnection
        if tls:
            # The certificate was made a moment ago by the server under test.
            context = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection(target, timeout=30, context=context)
        else:
            connection = http.client.HTTPConnection(target, timeout=30)
        try:
            connection.request(method, path, body=body or None, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


@contextmanager
def serving(root: Path, *, nics: int = 4, listen: str = "", more: str = "") -> Iterator[Served]:
    """Run a server over a host in memory."""
    with simulated_agent(root, nics):
        server = Served(root, listen=listen, more=more).start()
        try:
            yield server
        finally:
            assert server.stop() == 0
