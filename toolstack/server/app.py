"""What answers a request: the routes, the limits of the whole server, and the tasks it runs in."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from toolstack.server.connection import Connection
from toolstack.server.message import MAX_BODY, Response, Route, page
from toolstack.server.rpc import preflight
from toolstack.wire.incoming import Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from toolstack.server.message import Answer, Handler, Headers, Request
    from toolstack.server.monitor import Metrics, Monitor
    from toolstack.server.rpc import Rpc
    from toolstack.server.static import Files
    from toolstack.settings import LimitSettings, ListenSettings

log = structlog.get_logger(__name__)

HTTPS_PORT = 443
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


_NEAR = (
    ipaddress.ip_network("127.0.0.0/8"),
    ipaddress.ip_network("::1/128"),
    ipaddress.ip_network("169.254.0.0/16"),
)
"""This machine, and guests on the host internal management network."""


def _is_near(address: str) -> bool:
    """Return whether a peer is on this machine; the Unix socket's have no address."""
    try:
        return not address or any(ipaddress.ip_address(address) in network for network in _NEAR)
    except ValueError:
        return False


class App:
    """Serves every connection of every listener.

    ``tasks`` is the group in which requests are answered.
    """

    def __init__(
        self,
        tasks: asyncio.TaskGroup,
        limits: LimitSettings,
        metrics: Metrics,
        rpc: Rpc,
        files: Files,
        monitor: Monitor,
        listen: ListenSettings | None = None,
    ) -> None:
        self.limits = limits
        self._redirect_port = listen.tls_port if listen and listen.redirect else 0
        self._tls_headers: Headers = ()
        if listen and listen.hsts_seconds:
            self._tls_headers = ((b"Strict-Transport-Security", b"max-age=%d" % listen.hsts_seconds),)
        self.network_open: Callable[[], bool] = lambda: True
        """Whether others than this machine and its guests are served."""
        self._tasks = tasks
        self._metrics = metrics
        self._connections: set[Connection] = set()
        self._answering: set[asyncio.Task[None]] = set()
        """One task per connection with calls in progress; it may outlive its connection."""
        self._addresses: Counter[str] = Counter()
        """How many connections each remote address has."""
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._stopping = False
        xml = Route("xmlrpc", rpc.xml)
        self._exact: dict[tuple[str, str], Route] = {
            ("POST", "/jsonrpc"): Route("jsonrpc", rpc.json),
            ("GET", "/health"): Route("health", monitor.health, max_body=0),
            ("GET", "/metrics"): Route("metrics", monitor.metrics, max_body=0),
        }
        files_route = Route("files", files.get, max_body=0)
        self._by_method: dict[str, Route] = {
            "POST": xml,
            "GET": files_route,
            "HEAD": files_route,
            "OPTIONS": Route("options", preflight, max_body=0),
        }
        self._unknown = Route("unknown", _not_implemented, max_body=0)

    def add_route(self, method: str, path: str, handler: Handler, *, name: str = "", max_body: int = MAX_BODY) -> None:
        """Serve a path by a handler of its own, which may answer with a Takeover.

        ``name`` is the endpoint in the metrics, by default the path; ``max_body`` is in bytes.
        """
        self._exact[method, path] = Route(name or path.strip("/"), handler, max_body)

    def route(self, method: str, path: str) -> Route:
        """Return what serves a request: an own handler of its path, else of its method.

        So an unknown path of a POST is XML-RPC.
        """
        return self._exact.get((method, path)) or self._by_method.get(method, self._unknown)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the server's task group."""
        task = self._tasks.create_task(work)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    def opened(self, connection: Connection) -> bool:
        """Take note of a connection; False when there are too many."""
        self._connections.add(connection)
        self._emptied.clear()
        self._metrics.connections.set(len(self._connections))
        if self._is_crowded(connection.peer.address):
            log.warning("too many connections", peer=connection.peer.address)
            return False
        if not self.network_open() and not _is_near(connection.peer.address):
            log.info("management is disabled: connection refused", peer=connection.peer.address)
            return False
        return not self._stopping

    def _is_crowded(self, address: str) -> bool:
        """Count a connection of an address; whether that is one too many."""
        if not address:  # whoever gets at the Unix socket is trusted, and may be there to see what is wrong
            return False
        self._addresses[address] += 1
        own, all_of_them = self._addresses[address], self._addresses.total()
        return own > self.limits.connections_per_address or all_of_them > self.limits.connections

    def lost(self, connection: Connection) -> None:
        """Forget a connection."""
        if connection in self._connections and (address := connection.peer.address):
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]
        self._connections.discard(connection)
        self._metrics.connections.set(len(self._connections))
        if not self._connections:
            self._emptied.set()

    async def handle(self, route: Route, request: Request) -> Answer:
        """Answer a request; raises nothing but cancellation."""
        started = time.perf_counter()
        answer: Answer
        try:
            if self._redirect_port and request.peer.transport is Transport.HTTP and request.method in ("GET", "HEAD"):
                answer = redirection(request, self._redirect_port)
            else:
                answer = await route.handler(request)
        except Exception:
            # A bug must cost one answer, not the server: the task group would end with it.
            log.exception("request failed", endpoint=route.name)
            answer = page(500)
        if isinstance(answer, Response):
            if self._tls_headers and request.peer.transport is Transport.TLS:
                answer = replace(answer, headers=(*answer.headers, *self._tls_headers))
            self._metrics.count(route.name, answer.status, time.perf_counter() - started)
        return answer

    async def stop(self) -> None:
        """Close what is idle, let calls in progress finish for as long as the settings say, then cut them off."""
        self._stopping = True
        for connection in tuple(self._connections):
            connection.shut_down()
        try:
            async with asyncio.timeout(self.limits.shutdown_timeout):
                await self._emptied.wait()
                if self._answering:
                    await asyncio.wait(self._answering)
        except TimeoutError:
            log.warning("calls are cut off", connections=len(self._connections))
            for connection in tuple(self._connections):
                connection.abort()
            for task in tuple(self._answering):
                task.cancel()


def redirection(request: Request, port: int) -> Response:
    """Return what sends a browser to the same page of the TLS port."""
    host = request.header(b"host")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if not _HOST.fullmatch(name):
        return page(400, "The request names no host.")
    target = request.path + (f"?{request.query}" if request.query else "")
    shown = name if port == HTTPS_PORT else f"{name}:{port}"
    return page(301, headers=((b"Location", f"https://{shown}{target}".encode("latin-1")),))


async def _not_implemented(_request: Request) -> Response:
    return page(501)
