"""The agent's Unix socket: frames in, commands to the host, replies and reports out."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import structlog

from toolstack.agent.protocol import (
    MAX_FRAME,
    VERSION,
    Command,
    Hello,
    HostState,
    Refused,
    Reply,
    Report,
    Request,
    Result,
    decode_request,
    frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = structlog.get_logger(__name__)

MAX_PARALLEL: Final = 256
"""Requests of one connection that may be in progress; further ones wait unread."""
MAX_UNSENT: Final = 256 * 1024 * 1024
"""Bytes that may wait for a peer that does not read, before it is cut off."""


class Host(Protocol):
    """What answers the commands: the daemon, or a host in memory."""

    async def handle(self, command: Command) -> Result:
        """Carry out one command; never raises for what the caller or the host did wrong."""

    def subscribe(self, listener: Callable[[HostState], None]) -> Callable[[], None]:
        """Call ``listener`` with every new state; returns what ends that."""


def peer_uid(connection: socket.socket) -> int:
    """Return the user id of the process at the other end of a Unix socket."""
    size = struct.calcsize("3i")
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


class Endpoint:
    """Serves one host on a Unix socket to root and the users that are allowed."""

    def __init__(self, host: Host, path: Path, *, uids: frozenset[int] = frozenset(), gid: int = -1) -> None:
        self._host = host
        self._path = path
        self._uids = uids | {0, os.geteuid()}
        self._gid = gid

    async def serve(self, started: asyncio.Event | None = None) -> None:
        """Accept connections until cancelled; sets ``started`` when the socket accepts them.

        Raises:
            OSError: the socket cannot be made.
        """
        async with asyncio.TaskGroup() as connections:
            path = self._path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)

            async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await _Connection(self._host, reader, writer).run()

            def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                uid = peer_uid(writer.get_extra_info("socket"))
                if uid not in self._uids:
                    log.warning("connection refused", uid=uid)
                    writer.close()
                    return
                connections.create_task(accept(reader, writer))

            # The credentials are checked above; the mode lets the server's user reach that check.
            server = await asyncio.start_unix_server(accepted, path, limit=MAX_FRAME, backlog=16)
            os.chmod(path, 0o660 if self._gid >= 0 else 0o666 if self._uids - {0} else 0o600)  # noqa: PTH101
            if self._gid >= 0:
                os.chown(path, -1, self._gid)
            try:
                if started is not None:
                    started.set()
                await asyncio.get_running_loop().create_future()
            finally:
                server.close()
                path.unlink(missing_ok=True)


class _Connection:
    """One peer: reads requests, answers each in its own task, sends reports."""

    def __init__(self, host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._host = host
        self._reader = reader
        self._writer = writer
        self._slots = asyncio.Semaphore(MAX_PARALLEL)

    async def run(self) -> None:
        """Serve until the peer closes, breaks the rules, or the task is cancelled."""
        unsubscribe: Callable[[], None] | None = None
        try:
            first = await self._read()
            if first is None:
                return
            if not isinstance(first.command, Hello) or first.command.version != VERSION:
                self._send(
                    Reply(id=first.id, result=Refused(code="bad-request", text=f"speak version {VERSION} first"))
                )
                return
            await self._answer(first)
            unsubscribe = self._host.subscribe(self._report)
            async with asyncio.TaskGroup() as tasks:
                while (request := await self._read()) is not None:
                    await self._slots.acquire()
                    tasks.create_task(self._answer(request)).add_done_callback(lambda _: self._slots.release())
        finally:
            if unsubscribe is not None:
                unsubscribe()
            self._writer.close()

    async def _read(self) -> Request | None:
        """Return the next request; None when the peer has gone or does not keep to the protocol."""
        try:
            size = int.from_bytes(await self._reader.readexactly(4), "big")
            if size > MAX_FRAME:
                log.warning("oversized request", size=size)
                return None
            return decode_request(await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        except msgspec.DecodeError as error:
            log.warning("unreadable request", reason=str(error))
            return None

    async def _answer(self, request: Request) -> None:
        result = await self._host.handle(request.command)
        self._send(Reply(id=request.id, result=result))

    def _report(self, state: HostState) -> None:
        self._send(Report(state=state))

    def _send(self, message: Reply | Report) -> None:
        transport = self._writer.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > MAX_UNSENT:
            log.warning("peer does not read; connection closed")
            transport.abort()
            return
        self._writer.write(frame(message))
