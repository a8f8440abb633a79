"""A whole server on loopback in front of a tiny dispatcher."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from toolstack.datamodel.types import INT, STRING, VOID, Collection
from toolstack.server.main import serve
from toolstack.settings import Settings
from toolstack.wire.incoming import Failure, Success
from toolstack.wire.values import check_text

PASSWORD = "correct horse"


class Calls:
    """Answers a handful of methods, and remembers what it was asked."""

    def __init__(self, authenticator):
        self.authenticator = authenticator
        self.seen = []
        self.called = asyncio.Event()
        self.waiting = asyncio.Event()
        self.go_on = asyncio.Event()

    async def dispatch(self, incoming):
        self.seen.append(incoming)
        self.called.set()
        check_text(incoming.args)
        if incoming.method == "session.login_with_password":
            return await self._log_in(incoming, *incoming.args[:2])
        if incoming.method == "test.wait":
            return await self._wait(incoming)
        if incoming.method == "test.bug":
            raise RuntimeError("a bug")
        return self._answer(incoming.method, incoming.args)

    async def _log_in(self, incoming, user, password):
        if incoming.origin.trusted or await self.authenticator.authenticate(user, password):
            return Success("OpaqueRef:session", STRING)
        return Failure(("SESSION_AUTHENTICATION_FAILED", user, "no"))

    @staticmethod
    def _answer(method, args):
        answers = {
            "session.logout": lambda: Success("", VOID),
            "network.get_all": lambda: Success(("OpaqueRef:1", "OpaqueRef:2"), Collection(STRING)),
            "network.get_name_label": lambda: Success(f"label of {args[1]}", STRING),
            "network.get_MTU": lambda: Success(1500, INT),
            "test.big": lambda: Success("x" * args[0], STRING),
            "test.slave": lambda: Failure(("HOST_IS_SLAVE", "10.0.0.1")),
            "system.listMethods": lambda: Success(("a.b", "c.d"), Collection(STRING), bare=True),
        }
        return answers[method]() if method in answers else Failure(("MESSAGE_METHOD_UNKNOWN", method))

    async def _wait(self, incoming):
        done = asyncio.Event()
        unsubscribe = incoming.hangup.on_close(done.set)
        self.waiting.set()
        waiter, other = asyncio.ensure_future(done.wait()), asyncio.ensure_future(self.go_on.wait())
        await asyncio.wait([waiter, other], return_when=asyncio.FIRST_COMPLETED)
        for each in (waiter, other):
            each.cancel()
        unsubscribe()
        return Success("hung up" if done.is_set() else "told to go on", STRING)


@dataclass
class Backend:
    dispatcher: Calls
    routes: list = field(default_factory=list)
    state: dict = field(default_factory=lambda: {"status": "ok"})

    def network_open(self):
        return True

    def health(self):
        return self.state


@dataclass
class Server:
    settings: Settings
    backend: Backend
    stop: asyncio.Event
    ended: asyncio.Task

    @property
    def http(self):
        return self.settings.listen.http_port

    @property
    def tls(self):
        return self.settings.listen.tls_port

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.http)

    async def exchange(self, sent: bytes, *, eof: bool = False) -> bytes:
        """Send bytes and return all that comes back until the server closes."""
        reader, writer = await self.connect()
        writer.write(sent)
        if eof:
            writer.write_eof()
        received = await reader.read()
        writer.close()
        await writer.wait_closed()
        return received


def post(body: bytes, path: str = "/", *headers: str, version: str = "1.1") -> bytes:
    """Return an HTTP request."""
    lines = [f"POST {path} HTTP/{version}", "Host: x", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def xml(method: str, *params: str) -> bytes:
    """Return an XML-RPC request with string arguments."""
    inner = "".join(f"<param><value>{p}</value></param>" for p in params)
    return f"<methodCall><methodName>{method}</methodName><params>{inner}</params></methodCall>".encode()


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@asynccontextmanager
async def running(settings: Settings, route=None):
    """Serve until the block is left; ``route`` is a further one: method, path and handler."""
    started, stop = asyncio.Event(), asyncio.Event()
    backends = []

    @asynccontextmanager
    async def assemble(_settings, authenticator):
        backends.append(Backend(Calls(authenticator), [route] if route else []))
        yield backends[0]

    async with asyncio.TaskGroup() as group:
        ended = group.create_task(serve(settings, assemble, stop, started))
        await started.wait()
        server = Server(settings, backends[0], stop, ended)
        try:
            yield server
        finally:
            server.backend.dispatcher.go_on.set()
            stop.set()
