"""One HTTP/1 connection: requests are answered one after the other, at the client's pace.

While a request is in progress those pipelined behind it wait, and reading stops when there are many.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from typing import TYPE_CHECKING, Protocol, cast

import structlog

from toolstack.server.message import Response, Takeover
from toolstack.server.reader import Phase, RequestReader

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from toolstack.server.message import Answer, Peer, Request, Route
    from toolstack.server.reader import Item
    from toolstack.settings import LimitSettings

log = structlog.get_logger(__name__)

MAX_PIPELINED = 8
"""Requests that wait; beyond, the client is not read."""
CHUNK = 256 * 1024
"""Bytes of an answer that are written before others get their turn."""
LINGER = 2.0
"""Seconds for which the rest of a refused request is read and dropped, so that the client sees the answer."""
MAX_LINGER = 16 * 1024 * 1024
"""Bytes of it."""


class Service(Protocol):
    """What a connection needs of the server."""

    limits: LimitSettings

    def route(self, method: str, path: str) -> Route:
        """Return what serves a request."""

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the server's task group."""

    def opened(self, connection: Connection) -> bool:
        """Take note of a connection; False when there are too many."""

    def lost(self, connection: Connection) -> None:
        """Forget a connection."""

    async def handle(self, route: Route, request: Request) -> Answer:
        """Answer a request; raises nothing but cancellation."""


class Connection(asyncio.Protocol):
    """A client.  Also tells the calls in progress when the client goes (``wire.incoming.Hangup``)."""

    def __init__(self, service: Service, peer_of: Callable[[asyncio.Transport], Peer]) -> None:
        self._service = service
        self._peer_of = peer_of
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._reader: RequestReader
        self.peer: Peer
        self.closed = False
        """Whether the client has closed its sending side, or the server is about to stop."""
        self._callbacks: dict[object, Callable[[], None]] = {}
        self._queue: deque[Item] = deque()
        self._running = False
        self._last = False
        self._dropped = 0
        self._taken_over: asyncio.StreamReader | None = None
        self._drained: asyncio.Future[None] | None = None
        self._write_paused = False
        self._read_paused = False
        self._deadline = math.inf
        self._timer: asyncio.TimerHandle | None = None
        self._waiting_for: Phase | None = None

    # -- what the event loop says ---------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport, or close it when there are too many clients."""
        self._transport = cast("asyncio.Transport", transport)
        self.peer = self._peer_of(self._transport)
        self._reader = RequestReader(self._service.route, self.peer, self)
        if not self._service.opened(self):
            self._transport.abort()
            return
        self._transport.set_write_buffer_limits(high=CHUNK)
        self._arm(self._service.limits.header_timeout)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake whoever waits for this client."""
        del exc
        self._transport = None
        self._queue.clear()
        if self._timer is not None:
            self._timer.cancel()
        if self._drained is not None and not self._drained.done():
            self._drained.set_exception(ConnectionResetError("the client has gone"))
        if self._taken_over is not None:
            self._taken_over.feed_eof()
        self._hang_up()
        self._service.lost(self)

    def data_received(self, data: bytes) -> None:
        """Take bytes."""
        if self._taken_over is not None:
            self._taken_over.feed_data(data)
        elif self._reader.ended:
            self._dropped += len(data)
            if self._dropped > MAX_LINGER:
                self.abort()
        else:
            self._queue.extend(self._reader.feed(data))
            self._proceed()

    def eof_received(self) -> bool:
        """Take the end of what the client sends; it may still wait for its answers."""
        if self._taken_over is not None:
            self._taken_over.feed_eof()
        self._last = True
        self._hang_up()
        # Over TLS there is no half of a connection to keep.
        return self._running and self._transport is not None and self._transport.get_extra_info("sslcontext") is None

    def pause_writing(self) -> None:
        """Take note that the client reads too slowly."""
        self._write_paused = True

    def resume_writing(self) -> None:
        """Wake the writer."""
        self._write_paused = False
        if self._drained is not None and not self._drained.done():
            self._drained.set_result(None)

    # -- requests -------------------------------------------------------------------------------------

    def _proceed(self) -> None:
        """Answer what is queued, or wait for more."""
        if self._queue and not self._running:
            self._running = True
            self._deadline = math.inf
            self._waiting_for = None
            self._service.spawn(self._answer_all())
        elif not self._running:
            self._wait()
        if len(self._queue) > MAX_PIPELINED:
            self._read(on=False)

    def _wait(self) -> None:
        """Expect the rest of a request, or the next one, in time."""
        limits, phase = self._service.limits, self._reader.phase
        if self._waiting_for is phase:
            return  # what trickles in does not buy more time
        self._waiting_for = phase
        if phase is Phase.REQUEST:
            self._arm(limits.idle_timeout)
        elif phase is Phase.HEADER:
            self._arm(limits.header_timeout)
        else:
            self._arm(limits.body_timeout)
            if self._reader.wants_continue:
                self.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _read(self, *, on: bool) -> None:
        if self._transport is None or self._transport.is_closing() or self._read_paused is not on:
            return
        self._read_paused = not on
        if on:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    async def _answer_all(self) -> None:
        """Answer what is queued, and return; the next request starts anew."""
        try:
            while self._queue:
                item = self._queue.popleft()
                if len(self._queue) <= MAX_PIPELINED // 2:
                    self._read(on=True)
                if not await self._answer(item):
                    self._close()
                    return
        except (ConnectionError, TimeoutError):
            self.abort()
        finally:
            self._running = False
        if self._last:
            self._close()
        elif self._transport is not None:
            self._wait()

    async def _answer(self, item: Item) -> bool:
        """Answer one request; return whether the connection goes on."""
        if isinstance(item, Response):
            await self._send(item, close=True)
            return False
        route, request = item
        answer = await self._service.handle(route, request)
        if isinstance(answer, Takeover):
            self._taken_over = asyncio.StreamReader(loop=self._loop)
            if self._last:
                self._taken_over.feed_eof()
            await answer.run(self)
            return False
        goes_on = request.keep_alive and not answer.close and not (self._last and not self._queue)
        await self._send(answer, close=not goes_on, bodiless=request.method == "HEAD")
        return goes_on

    async def _send(self, response: Response, *, close: bool, bodiless: bool = False) -> None:
        """Write an answer in pieces; raises ConnectionError or TimeoutError when the client does not take it."""
        head, body = response.head(close=close), b"" if bodiless else response.body
        if len(body) <= CHUNK:
            self.write(head + body)
        else:
            self.write(head)
            view = memoryview(body)
            for start in range(0, len(body), CHUNK):
                self.write(view[start : start + CHUNK])
                await self.drain()
        if self._write_paused:
            await self.drain()

    @property
    def reader(self) -> asyncio.StreamReader:
        """What a connection that was taken over receives."""
        assert self._taken_over is not None  # noqa: S101 - only a Takeover asks
        return self._taken_over

    def write(self, data: bytes | memoryview) -> None:
        """Send bytes; nothing happens when the client has gone."""
        if self._transport is not None:
            self._transport.write(data)

    async def drain(self) -> None:
        """Let others run, and wait until the client has taken enough; raises ConnectionError or TimeoutError."""
        if not self._write_paused:
            await asyncio.sleep(0)
        if self._transport is None:
            raise ConnectionResetError("the client has gone")
        if self._write_paused:
            self._drained = self._loop.create_future()
            async with asyncio.timeout(self._service.limits.write_timeout):
                await self._drained

    # -- ends -----------------------------------------------------------------------------------------

    def on_close(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when the client goes; returns what unsubscribes."""
        if self.closed:
            callback()
            return lambda: None
        key = object()
        self._callbacks[key] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(key, None)

        return unsubscribe

    def _hang_up(self) -> None:
        self.closed = True
        callbacks, self._callbacks = self._callbacks, {}
        for callback in callbacks.values():
            callback()

    def abort(self) -> None:
        """Close without sending what is left."""
        if self._transport is not None:
            self._transport.abort()

    def shut_down(self) -> None:
        """Close when idle; else end the waiting of the call in progress and close after its answer."""
        self._last = True
        if self._running:
            self._hang_up()
        else:
            self._close()

    def _close(self) -> None:
        """Close when everything has been sent; first read what is left of a request that was cut short."""
        self._queue.clear()
        self._reader.ended = True
        if self._transport is None:
            return
        if self._reader.cut and not self._last and self._transport.can_write_eof():
            # Closing with unread bytes would reset the connection, and the client would lose the answer.
            self._transport.write_eof()
            self._read(on=True)
            self._arm(LINGER)
        else:
            sent = not self._transport.get_write_buffer_size()
            self._transport.close()
            # With TLS a client has to answer the farewell; one that keeps the connection for later does not look.
            self._arm(LINGER if sent else self._service.limits.write_timeout)

    def _arm(self, seconds: float) -> None:
        """Set the time by which something must have happened.

        The timer is only moved when it would fire too late; one that fires too early looks at the deadline.
        """
        deadline = self._deadline = self._loop.time() + seconds
        if self._timer is not None:
            if self._timer.when() <= deadline:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(deadline, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        if self._deadline == math.inf:
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._on_timer)
        elif self._waiting_for in {Phase.HEADER, Phase.BODY} and not self._reader.ended:
            self._queue.append(self._reader.time_out())
            self._proceed()
        else:
            self.abort()
