"""``POST /cli``: a connection that stops to speak HTTP and becomes the user's terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import structlog

from toolstack.server.message import Takeover, page
from toolstack.server.relay import relay
from toolstack.server.rpc import origin
from toolstack.wire import thincli
from toolstack.wire.incoming import Transport
from toolstack.wire.thincli import GREETING, Chunk, End, Exit, Failed, Message, Ok, ProtocolError, Receiver, Wait
from toolstack.xe.api import Api
from toolstack.xe.error import XeError
from toolstack.xe.run import Invocation, run
from toolstack.xe.terminal import Gone, TooBig

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from toolstack.server.message import Answer, Request, Stream
    from toolstack.server.relay import Coordinator, Find
    from toolstack.wire.incoming import Dispatch, Hangup

log = structlog.get_logger(__name__)

PATH = "/cli"
MAX_BODY = 200 * 1024
"""Bytes of arguments."""
MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file that a client sends."""
MAX_LINE = 64 * 1024
"""Bytes of a line that a user types."""
GREETING_SECONDS = 60.0
ANSWER_SECONDS = 24 * 3600.0
"""For a user to answer, or a transfer to end."""
READ = 64 * 1024
DRAIN_EVERY = 64
"""Frames written before others get their turn and the client's pace is looked at."""

T = TypeVar("T")


class Remote:
    """The terminal at the other end of a connection; see :class:`toolstack.xe.terminal.Terminal`.

    Every frame is written at once and by itself: a known client takes frames apart wrongly that arrive in pieces.
    """

    def __init__(self, stream: Stream, hangup: Hangup) -> None:
        self._stream = stream
        self._hangup = hangup
        self._receiver = Receiver(thincli.MAX_FROM_CLIENT)
        self._written = 0

    async def greet(self) -> None:
        """Exchange greetings."""
        self._stream.write(GREETING)
        async with asyncio.timeout(GREETING_SECONDS):
            while self._receiver.version is None:
                await self._receive()

    async def exit(self, status: int) -> None:
        """Tell the client to end; nothing may follow."""
        await self._send(thincli.encode(Exit(status)))
        await self._drain()

    async def print(self, text: str) -> None:
        """Print a text and a line end to standard output."""
        await self._send(thincli.print_frame(text))

    async def print_error(self, text: str) -> None:
        """Print a line to standard error."""
        await self._tell(thincli.PrintStderr(f"{text}\n"))

    async def error(self, code: str, params: tuple[str, ...]) -> None:
        """Show an error that has no sentence."""
        await self._tell(thincli.Error(code, params))

    async def debug(self, text: str) -> None:
        """Show a text to whoever asked the client for it."""
        await self._tell(thincli.Debug(text))

    async def prompt(self) -> str:
        """Return a line that the user types."""
        await self._tell(thincli.Prompt())
        return (await self._answer(self._blob, MAX_LINE)).decode("utf-8", "replace")

    async def load(self, name: str) -> bytes | None:
        """Return a local file of the client, None when it cannot be read; raises TooBig."""
        await self._tell(thincli.Load(name))
        if not await self._answer(self._done):
            return None
        return await self._answer(self._blob, MAX_FILE)

    async def get(self, name: str, url: str) -> bool:
        """Have the client fetch a path of this server into a local file; return whether it could."""
        await self._tell(thincli.HttpGet(name, url))
        return await self._answer(self._done)

    async def put(self, name: str, url: str) -> bool:
        """Have the client upload a local file to a path of this server; return whether it could."""
        await self._tell(thincli.HttpPut(name, url))
        return await self._answer(self._done)

    async def _tell(self, message: Message) -> None:
        await self._send(thincli.encode(message))

    async def _send(self, frame: bytes) -> None:
        self._stream.write(frame)
        self._written += 1
        if self._written % DRAIN_EVERY == 0:
            await self._drain()

    async def _drain(self) -> None:
        try:
            await self._stream.drain()
        except (ConnectionError, TimeoutError) as error:
            raise Gone(str(error)) from None

    async def _answer(self, read: Callable[..., Awaitable[T]], *args: int) -> T:
        """Wait for the client, which has gone when it says nothing more or the server is about to stop."""
        await self._drain()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(ANSWER_SECONDS) as limit:
                unsubscribe = self._hangup.on_close(lambda: limit.reschedule(loop.time()))
                try:
                    return await read(*args)
                finally:
                    unsubscribe()
        except TimeoutError:
            raise Gone("no answer") from None

    async def _done(self) -> bool:
        while True:
            match await self._next():
                case Wait():
                    continue
                case Ok():
                    return True
                case Failed():
                    return False
                case other:
                    raise Gone(f"unexpected {type(other).__name__}")

    async def _blob(self, limit: int) -> bytes:
        """Return the bytes of all chunks up to the end of a blob."""
        found = bytearray()
        announced = 0
        while True:
            match await self._next():
                case Chunk(arguments=(int(size),)):
                    announced += size
                    if announced > limit:
                        raise TooBig(f"{limit} bytes")
                case bytes(data):
                    found += data
                case End():
                    return bytes(found)
                case other:
                    raise Gone(f"unexpected {type(other).__name__}")

    async def _next(self) -> Message | bytes:
        while (event := self._receiver.next()) is None:
            await self._receive()
        return event

    async def _receive(self) -> None:
        data = await self._stream.reader.read(READ)
        if not data:
            raise Gone("the connection ended")
        try:
            self._receiver.feed(data)
        except ProtocolError as error:
            raise Gone(str(error)) from None


class ThinCli:
    """Serves the thin command line from one dispatcher.

    ``coordinator`` finds the coordinator of a pool that this host is a member of; without it the host is one itself.
    """

    def __init__(self, dispatcher: Dispatch, coordinator: Find | None = None) -> None:
        self._dispatcher = dispatcher
        self._coordinator = coordinator

    async def post(self, request: Request) -> Answer:
        """Take the connection over."""
        if b"content-length" not in request.headers:
            return page(411, "The length of the arguments is missing.", close=True)

        async def serve(stream: Stream) -> None:
            await self._serve(request, stream)

        return Takeover(serve)

    async def _serve(self, request: Request, stream: Stream) -> None:
        remote = Remote(stream, request.hangup)
        invocation = Invocation.of(request.body)
        try:
            await remote.greet()
            coordinator = await self._elsewhere(request, invocation)
            if coordinator is not None:
                await relay(stream, coordinator, invocation.lines)
                return
            api = Api(self._dispatcher, origin(request), request.hangup)
            await remote.exit(await run(invocation, api, remote))
        except (Gone, TimeoutError) as error:
            log.info("the command line ended early", reason=str(error) or "the client is too slow")

    async def _elsewhere(self, request: Request, invocation: Invocation) -> Coordinator | None:
        """Return the coordinator if it is to carry the command out: root's own commands on a member are forwarded."""
        if self._coordinator is None or request.peer.transport is not Transport.UNIX or invocation.session:
            return None
        try:
            _, command = invocation.check()
        except XeError:
            return None  # told here, as everywhere
        if command.local or command.anonymous or not origin(request).trusted:
            return None
        try:
            return await self._coordinator()
        except OSError as error:
            raise Gone(f"the coordinator cannot be reached: {error}") from None
