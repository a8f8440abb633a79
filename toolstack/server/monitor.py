"""What watches the server: ``/health`` for everybody, ``/metrics`` for those who may know."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from toolstack.api.throttle import Guard
from toolstack.server.message import Response, page
from toolstack.wire.incoming import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.server.accounts import Authenticator
    from toolstack.server.message import Request

CONTENT_TYPE = b"text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The server's own measurements; other parts register theirs with ``registry``."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.requests = Counter(
            "patchbay_http_requests", "HTTP requests answered.", ["endpoint", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "patchbay_http_request_seconds",
            "Time from the end of a request to the start of its answer.",
            ["endpoint"],
            registry=self.registry,
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
        )
        self.connections = Gauge("patchbay_http_connections", "Open connections.", registry=self.registry)
        self._cells: dict[tuple[str, int], Any] = {}

    def count(self, endpoint: str, status: int, seconds: float) -> None:
        """Count an answer."""
        cells = self._cells.get((endpoint, status))
        if cells is None:  # looking a child up by its labels costs more than counting
            cells = (self.requests.labels(endpoint, str(status)), self.seconds.labels(endpoint))
            self._cells[endpoint, status] = cells
        cells[0].inc()
        cells[1].observe(seconds)


class Monitor:
    """Serves both pages."""

    def __init__(self, metrics: Metrics, health: Callable[[], dict[str, Any]], authenticator: Authenticator) -> None:
        self._metrics = metrics
        self._health = health
        self._guard = Guard(authenticator)

    async def health(self, _request: Request) -> Response:
        """Answer whether the server is well: ``status`` is ``ok``, or the HTTP status is 503."""
        state = self._health()
        status = 200 if state.get("status") == "ok" else 503
        return Response(msgspec.json.encode(state), b"application/json", status)

    async def metrics(self, request: Request) -> Response:
        """Answer the measurements in Prometheus' text format, to local root or with HTTP Basic credentials."""
        if not (self._is_local_root(request) or await self._is_known(request)):
            return page(401, headers=((b"WWW-Authenticate", b'Basic realm="patchbay"'),))
        return Response(generate_latest(self._metrics.registry), CONTENT_TYPE)

    @staticmethod
    def _is_local_root(request: Request) -> bool:
        return request.peer.transport is Transport.UNIX and request.peer.uid == 0

    async def _is_known(self, request: Request) -> bool:
        scheme, _, credentials = request.header(b"authorization").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            user, colon, password = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return bool(colon) and await self._guard.check(user, password, request.peer.address, request.hangup)
