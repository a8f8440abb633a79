"""Bytes to requests, without I/O.

httptools parses; limits, refusals and what to do with the end of a connection are decided here.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, TypeAlias

import httptools

from toolstack.server.message import Request, Response, Route, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.server.message import Peer
    from toolstack.wire.incoming import Hangup

MAX_HEADER = 64 * 1024
"""Bytes of the request line and the headers."""
MAX_HEADERS = 128

Item: TypeAlias = "tuple[Route, Request] | Response"
"""A request, or the answer to one that was refused; nothing follows a refusal."""


class Phase(enum.Enum):
    """What the reader waits for."""

    REQUEST = enum.auto()
    HEADER = enum.auto()
    BODY = enum.auto()


class _Refused(Exception):  # noqa: N818 - not an error of ours
    """Stops the parser; the answer has been noted."""


class RequestReader:
    """Reads the requests of one connection."""

    def __init__(self, route: Callable[[str, str], Route], peer: Peer, hangup: Hangup) -> None:
        self._find_route = route
        self._peer = peer
        self._hangup = hangup
        self._parser = httptools.HttpRequestParser(self)
        self.phase = Phase.REQUEST
        self.ended = False
        """Whether no further request will be read from this connection."""
        self.cut = False
        """Whether a request was refused before all of it had arrived."""
        self.wants_continue = False
        """Whether the client waits for ``100 Continue``."""
        self._items: list[Item] = []
        self._size = 0
        self._url = b""
        self._headers: dict[bytes, bytes] = {}
        self._header_size = 0
        """Bytes of the target and the headers, as far as they are known: a whole request may come at once."""
        self._body: list[bytes] = []
        self._body_size = 0
        self._route: Route | None = None
        self._left: int | None = None
        """Bytes of a body that the parser does not read, because the client would rather speak something else."""

    def feed(self, data: bytes) -> list[Item]:
        """Take bytes; return what they complete."""
        self._items = []
        if self.ended:
            return []
        self._size += len(data)
        if self._left is not None:
            self._take_rest(data)
            return self._items
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._take_rest(data[upgrade.args[0] :])
        except httptools.HttpParserError:
            self._end_with(page(400, "This is no valid HTTP request."))
        self._check_size()
        return self._items

    def time_out(self) -> Response:
        """Give up on the request that is being read; return the answer."""
        self.ended = self.cut = True
        return page(408, close=True)

    def _check_size(self) -> None:
        """Bound what the parser keeps to itself: a header that does not end, or trailers."""
        if self.phase is Phase.HEADER and self._size > MAX_HEADER:
            self._end_with(page(431))
        route = self._route
        # Chunks of one byte are the most wasteful way to send a body.
        if self.phase is Phase.BODY and route is not None and self._size > MAX_HEADER + 8 * route.max_body:
            self._end_with(page(route.refusal, "The request is too long."))

    def _take_rest(self, data: bytes) -> None:
        """Read the body of a request that asks for another protocol; it is answered in this one, which is allowed."""
        if self._left is None:
            return
        self._body.append(data[: self._left])
        self._left -= len(self._body[-1])
        if self._left == 0:
            self._complete(keep_alive=False)

    def _end_with(self, response: Response) -> None:
        if not self.ended:
            self.ended = self.cut = True
            self._items.append(response)

    def _refuse(self, response: Response) -> None:
        self._end_with(response)
        raise _Refused

    # -- what the parser says -------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """Start a request."""
        self.phase = Phase.HEADER
        self._url = b""
        self._headers = {}
        self._body = []
        self._body_size = 0

    def on_url(self, url: bytes) -> None:
        """Take the target, or a part of it."""
        self._url += url
        self._header_size = len(self._url)
        if self._header_size > MAX_HEADER:
            self._refuse(page(431))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; those after the body could only contradict what was decided before it."""
        if self.phase is Phase.HEADER:
            self._headers[name.lower()] = value
            self._header_size += len(name) + len(value)
            if len(self._headers) > MAX_HEADERS or self._header_size > MAX_HEADER:
                self._refuse(page(431))

    def on_headers_complete(self) -> None:
        """Decide who serves the request, and whether its body may come."""
        if self.ended:
            return
        self.phase = Phase.BODY
        self._size = 0
        self._route = self._find_route(self._method(), self._target()[0])
        length = self._headers.get(b"content-length", b"")
        if length and int(length) > self._route.max_body:
            self._refuse(page(self._route.refusal, "The request is too long."))
        expectation = self._headers.get(b"expect", b"").lower()
        if expectation == b"100-continue":
            self.wants_continue = self._parser.get_http_version() != "1.0"
        elif expectation:
            self._refuse(page(417))

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self.wants_continue = False
        self._body_size += len(body)
        if self._route is not None and self._body_size > self._route.max_body:
            self._refuse(page(self._route.refusal, "The request is too long."))
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Note the request."""
        if self._parser.should_upgrade():
            # The parser believes that no body follows, whatever the headers say.
            if b"transfer-encoding" in self._headers:
                self._refuse(page(501, "This is not understood together with Upgrade."))
            self._left = int(self._headers.get(b"content-length", b"0"))
            return
        # A client of HTTP/1.0 that wants the connection kept would have to be told; none needs it.
        self._complete(keep_alive=self._parser.should_keep_alive() and self._parser.get_http_version() != "1.0")

    def _complete(self, *, keep_alive: bool) -> None:
        self.phase = Phase.REQUEST
        self.wants_continue = False
        self._size = 0
        if self.ended or self._route is None:
            return
        path, query = self._target()
        request = Request(
            method=self._method(),
            path=path,
            query=query,
            headers=self._headers,
            body=self._body[0] if len(self._body) == 1 else b"".join(self._body),
            peer=self._peer,
            hangup=self._hangup,
            keep_alive=keep_alive,
        )
        self._items.append((self._route, request))
        self.ended = not keep_alive

    def _method(self) -> str:
        return str(self._parser.get_method(), "latin-1")

    def _target(self) -> tuple[str, str]:
        path, _, query = self._url.decode("latin-1").partition("?")
        if not path.startswith("/") and "://" in path:  # the absolute form, which proxies use
            path = "/" + path.split("://", 1)[1].partition("/")[2]
        return path, query
