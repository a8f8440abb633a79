"""A member of a pool passes a command of its own administrator on to the coordinator, and what is said after that."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from toolstack.wire.thincli import GREETING
from toolstack.xe.terminal import Gone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.server.message import Stream

PIECE = 64 * 1024
GREETING_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Coordinator:
    """A connection to the coordinator, and a session there that stands for root on this host."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    session: str


Find: TypeAlias = Callable[[], Awaitable["Coordinator | None"]]
"""Returns a new connection to the coordinator, or None when this host is the coordinator itself."""


async def relay(stream: Stream, coordinator: Coordinator, lines: Sequence[str]) -> None:
    """Post a command to the coordinator, and pass bytes on in both directions until the coordinator closes.

    Args:
        stream: the client, who has been greeted.
        coordinator: where the command goes; the connection is closed in the end.
        lines: the arguments as the client sent them.

    Raises:
        Gone: either end has gone, or the coordinator does not speak the protocol.
    """
    try:
        coordinator.writer.write(request(coordinator.session, lines))
        async with asyncio.timeout(GREETING_SECONDS):
            if await coordinator.reader.readexactly(len(GREETING)) != GREETING:
                raise Gone("the coordinator does not speak the thin command line protocol")
        coordinator.writer.write(GREETING)
        async with asyncio.TaskGroup() as tasks:
            upwards = tasks.create_task(_up(stream, coordinator))
            await _down(stream, coordinator)
            upwards.cancel()
    except (OSError, EOFError, TimeoutError) as error:
        raise Gone(f"the coordinator has gone: {error}") from None
    except ExceptionGroup as group:
        raise Gone(f"either end has gone: {group.exceptions[0]}") from None
    finally:
        coordinator.writer.close()


def request(session: str, lines: Sequence[str]) -> bytes:
    """Return the HTTP request that runs a command in a session that exists."""
    body = "\r\n".join([f"session_id={session}", *lines]).encode("utf-8", "surrogateescape")
    return f"POST /cli HTTP/1.0\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


async def _down(stream: Stream, coordinator: Coordinator) -> None:
    while data := await coordinator.reader.read(PIECE):
        stream.write(data)
        await stream.drain()


async def _up(stream: Stream, coordinator: Coordinator) -> None:
    while data := await stream.reader.read(PIECE):
        coordinator.writer.write(data)
        await coordinator.writer.drain()
    # A client that has gone needs nothing of what is still to come.
    coordinator.writer.transport.abort()
