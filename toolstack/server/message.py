"""HTTP requests and answers as values."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import asyncio

    from toolstack.wire.incoming import Hangup, Transport


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end of a connection."""

    transport: Transport
    address: str = ""
    """Remote IP address; empty on a Unix socket."""
    uid: int | None = None
    pid: int | None = None


@dataclass(slots=True, eq=False)
class Request:
    """A request whose body has arrived."""

    method: str
    path: str
    """Without the query, not unquoted."""
    query: str
    headers: dict[bytes, bytes]
    """By lower-case name; of headers sent twice, the last."""
    body: bytes
    peer: Peer
    hangup: Hangup
    keep_alive: bool = True

    def header(self, name: bytes) -> str:
        """Return a header's value, or an empty text."""
        return self.headers.get(name, b"").decode("latin-1")


Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]

CORS: Headers = (
    (b"Access-Control-Allow-Origin", b"*"),
    (b"Access-Control-Allow-Headers", b"X-Requested-With"),
)
NOT_CACHED: Headers = (*CORS, (b"Cache-Control", b"no-cache, no-store"))


@dataclass(frozen=True, slots=True)
class Response:
    """An answer."""

    body: bytes = b""
    content_type: bytes = b"text/html"
    status: int = 200
    headers: Headers = NOT_CACHED
    close: bool = False
    """Whether the connection ends with it."""

    def head(self, *, close: bool) -> bytes:
        """Return the status line and the headers."""
        return b"%s%d\r\n%s\r\n" % (
            _start(self.status, self.content_type, self.headers),
            len(self.body),
            b"Connection: close\r\n" if close else b"",
        )


_STARTS: dict[tuple[int, bytes, Headers], bytes] = {}


def _start(status: int, content_type: bytes, headers: Headers) -> bytes:
    """Return all that is the same in most answers, up to the value of Content-Length."""
    key = (status, content_type, headers)
    found = _STARTS.get(key)
    if found is None:
        lines = [b"HTTP/1.1 %d %s" % (status, HTTPStatus(status).phrase.encode())]
        lines += [b"Content-Type: " + content_type]
        lines += [name + b": " + value for name, value in headers]
        found = b"\r\n".join(lines) + b"\r\nContent-Length: "
        if headers in (CORS, NOT_CACHED):  # others may hold what the client sent: without bound
            _STARTS[key] = found
    return found


def page(
    status: int, text: str = "", *, headers: tuple[tuple[bytes, bytes], ...] = (), close: bool = False
) -> Response:
    """Return an error page for people."""
    title = f"HTTP {status} {HTTPStatus(status).phrase}"
    body = f"<html><body><h1>{title}</h1>{html.escape(text)}</body></html>"
    return Response(body.encode(), status=status, headers=(*NOT_CACHED, *headers), close=close)


class Stream(Protocol):
    """A connection that has stopped to speak HTTP."""

    peer: Peer

    @property
    def reader(self) -> asyncio.StreamReader:
        """What the client sends."""

    def write(self, data: bytes) -> None:
        """Send bytes."""

    async def drain(self) -> None:
        """Wait until more may be written; raises ConnectionError when the client has gone."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """An answer that is none: the connection becomes a raw stream until ``run`` returns, and is closed then."""

    run: Callable[[Stream], Awaitable[None]]


Answer: TypeAlias = Response | Takeover
Handler: TypeAlias = Callable[[Request], Awaitable[Answer]]


MAX_BODY = 300 * 1024
"""Bytes of a request's body, where its route says nothing else."""


@dataclass(frozen=True, slots=True)
class Route:
    """What serves a request."""

    name: str
    """Names it in metrics."""
    handler: Handler
    max_body: int = MAX_BODY
    """Bytes; a longer body is refused before it is read."""
    refusal: int = field(default=500)
    """Status of the page that refuses it: the reference answers 500."""
