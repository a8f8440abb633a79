"""A client of one bridge's OpenFlow management socket: version 1.4, on asyncio, without child processes.

It does what guarding ports needs and no more: read our flows, change flows in one atomic bundle, set meters, and hear
of removals.  The connection does not come back by itself: what a restarted switch holds has to be read again, so
whoever uses it makes a new one.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import struct
from typing import TYPE_CHECKING, Final

import structlog

from toolstack.agent import flow
from toolstack.agent.flow import Flow, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

log = structlog.get_logger(__name__)

PATIENCE: Final = 20.0
"""Seconds that the switch may take to answer."""
PROTOCOL: Final = "OpenFlow14"
"""How the database calls the version spoken here."""

_VERSION = 5
_HEADER = struct.Struct(">BBHI")
_HELLO, _ERROR, _ECHO_REQUEST, _ECHO_REPLY, _REMOVED, _FLOW_MOD = 0, 1, 2, 3, 11, 14
_MULTIPART_REQUEST, _MULTIPART_REPLY, _SET_ASYNC, _METER_MOD, _BUNDLE_CONTROL, _BUNDLE_ADD = 18, 19, 28, 29, 33, 34
_BARRIER_REQUEST = 20
_FLOWS, _METERS, _METER_FEATURES = 1, 10, 11
_OPEN, _COMMIT = 0, 4
_ATOMIC_ORDERED = 3
_REASONS = 0b1111
"""Of a flow's removal: idle, hard timeout, deletion, group deletion."""
_ENTRY = struct.Struct(">HBBIIHHHHH2xQQQ")
_LARGEST_METER = 0x0003FFFF


class OpenFlowError(Exception):
    """The switch cannot be spoken to, or refused."""


class Connection(asyncio.Protocol):
    """A connection to a bridge: see :func:`connect`."""

    def __init__(self, removed: Callable[[int, Key], None], lost: Callable[[], None]) -> None:
        self._removed = removed
        self._lost = lost
        self._buffer = bytearray()
        self._ids = itertools.count(1)
        self._bundles = itertools.count(1)
        self._pending: dict[int, asyncio.Future[bytes]] = {}
        self._parts: dict[int, list[bytes]] = {}
        self._transport: asyncio.Transport | None = None
        self._greeted: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._failed: OpenFlowError | None = None
        self.closed = False

    # -- the stream -----------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio.Protocol."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a stream
        self._transport = transport
        self._send(_HELLO, struct.pack(">HHI", 1, 8, 1 << _VERSION))

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        self.closed = True
        error = OpenFlowError(f"the connection to the bridge broke{f': {exc}' if exc else ''}")
        for waiting in (self._greeted, *self._pending.values()):
            if not waiting.done():
                waiting.set_exception(error)
        self._greeted.exception()
        self._pending.clear()
        self._lost()

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        self._buffer += data
        at = 0
        while at + _HEADER.size <= len(self._buffer):
            version, kind, length, ident = _HEADER.unpack_from(self._buffer, at)
            if length < _HEADER.size or at + length > len(self._buffer):
                break
            self._receive(version, kind, ident, bytes(self._buffer[at + _HEADER.size : at + length]))
            at += length
        del self._buffer[:at]

    def _receive(self, version: int, kind: int, ident: int, body: bytes) -> None:
        if kind == _HELLO:
            if not self._greeted.done():
                self._greeted.set_result(body)
        elif kind == _ERROR:
            self._refuse(version, ident, body)
        elif kind == _ECHO_REQUEST:
            self._send(_ECHO_REPLY, body, ident)
        elif kind == _REMOVED:
            self._note_removal(body)
        elif kind == _MULTIPART_REPLY:
            self._parts.setdefault(ident, []).append(body[8:])
            if not struct.unpack_from(">H", body, 2)[0] & 1:
                self._answer(ident, b"".join(self._parts.pop(ident)))
        else:
            self._answer(ident, body)

    def _answer(self, ident: int, body: bytes) -> None:
        waiting = self._pending.pop(ident, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(body)

    def _refuse(self, version: int, ident: int, body: bytes) -> None:
        kind, code = struct.unpack_from(">HH", body)
        error = OpenFlowError(f"the bridge refused: error {kind}/{code} in version {version}")
        waiting = self._greeted if kind == 0 else self._pending.pop(ident, None)
        if waiting is None:
            self._failed = self._failed or error
        elif not waiting.done():
            waiting.set_exception(error)

    def _note_removal(self, body: bytes) -> None:
        cookie, priority, _reason, table = struct.unpack_from(">QHBB", body)
        if cookie & flow.COOKIE_MASK != flow.COOKIE:
            return
        length = struct.unpack_from(">H", body, 42)[0]
        self._removed(flow.port_of(cookie), (table, priority, flow.parse_match(body[44 : 40 + length])))

    def _send(self, kind: int, body: bytes, ident: int | None = None) -> int:
        if self._transport is None or self.closed:
            raise OpenFlowError("there is no connection to the bridge")
        number = next(self._ids) if ident is None else ident
        self._transport.write(_HEADER.pack(_VERSION, kind, _HEADER.size + len(body), number) + body)
        return number

    async def _request(self, kind: int, body: bytes) -> bytes:
        number = self._send(kind, body)
        waiting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._pending[number] = waiting
        try:
            async with asyncio.timeout(PATIENCE):
                return await waiting
        except TimeoutError:
            raise OpenFlowError("the bridge does not answer") from None
        finally:
            self._pending.pop(number, None)
            self._parts.pop(number, None)

    def close(self) -> None:
        """End the connection; the flows stay."""
        if self._transport is not None:
            self._transport.abort()

    # -- what others use ------------------------------------------------------------------------------

    async def greet(self) -> None:
        """Agree on the version, and ask to be told of removals; raises OpenFlowError."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._greeted
        except TimeoutError:
            raise OpenFlowError("the bridge does not answer") from None
        masks = b"".join(struct.pack(">HHI", kind, 8, _REASONS if kind == 5 else 0) for kind in range(6))  # noqa: PLR2004
        self._send(_SET_ASYNC, masks)

    async def flows(self) -> dict[Key, int]:
        """Return the cookies of our flows; raises OpenFlowError."""
        wanted = struct.pack(">B3xII4xQQ", 255, flow.ANY, flow.ANY, flow.COOKIE, flow.COOKIE_MASK)
        data = await self._request(_MULTIPART_REQUEST, struct.pack(">HH4x", _FLOWS, 0) + wanted + flow.pack_match(()))
        found = {}
        at = 0
        while at < len(data):
            length, table, _, _, _, priority, *_, cookie, _, _ = _ENTRY.unpack_from(data, at)
            size = struct.unpack_from(">H", data, at + _ENTRY.size + 2)[0]
            fields = data[at + _ENTRY.size + 4 : at + _ENTRY.size + size]
            found[table, priority, flow.parse_match(fields)] = cookie
            at += length
        return found

    async def change(self, gone: Iterable[Key], put: Iterable[Flow]) -> None:
        """Delete and add flows, all of it or nothing; raises OpenFlowError."""
        bundle = next(self._bundles)
        self._failed = None
        await self._request(_BUNDLE_CONTROL, struct.pack(">IHH", bundle, _OPEN, _ATOMIC_ORDERED))
        bodies = itertools.chain(map(flow.pack_deletion, gone), map(flow.pack, put))
        chunk = bytearray()
        for body in bodies:
            number = next(self._ids)
            inner = _HEADER.pack(_VERSION, _FLOW_MOD, _HEADER.size + len(body), number) + body
            chunk += _HEADER.pack(_VERSION, _BUNDLE_ADD, _HEADER.size + 8 + len(inner), number)
            chunk += struct.pack(">I2xH", bundle, _ATOMIC_ORDERED) + inner
        if self._transport is not None:
            self._transport.write(bytes(chunk))
        try:
            await self._request(_BUNDLE_CONTROL, struct.pack(">IHH", bundle, _COMMIT, _ATOMIC_ORDERED))
        except OpenFlowError as error:
            raise self._failed or error from error

    async def meters(self) -> tuple[int, dict[int, int]]:
        """Return the largest number that a meter can have (0 for no meters), and all meters' kilobits per second."""
        features = await self._request(_MULTIPART_REQUEST, struct.pack(">HH4x", _METER_FEATURES, 0))
        largest = min(struct.unpack_from(">I", features)[0], _LARGEST_METER)
        if not largest:
            return 0, {}
        data = await self._request(_MULTIPART_REQUEST, struct.pack(">HH4xI4x", _METERS, 0, flow.ANY))
        found = {}
        at = 0
        while at < len(data):
            length, _, number = struct.unpack_from(">HHI", data, at)
            found[number] = struct.unpack_from(">I", data, at + 12)[0] if length > 8 else 0  # noqa: PLR2004 - a band
            at += length
        return largest, found

    async def set_meter(self, number: int, kilobits: int, burst: int, *, known: bool) -> None:
        """Make or change a meter that drops what is above ``kilobits`` per second; raises OpenFlowError.

        ``burst`` is in kilobits.
        """
        band = struct.pack(">HHII4x", 1, 16, kilobits, burst)
        self._send(_METER_MOD, struct.pack(">HHI", 1 if known else 0, 1 | 4, number) + band)
        await self._barrier()

    async def delete_meter(self, number: int) -> None:
        """Delete a meter, and flows that use it; raises OpenFlowError."""
        self._send(_METER_MOD, struct.pack(">HHI", 2, 1, number))
        await self._barrier()

    async def _barrier(self) -> None:
        self._failed = None
        await self._request(_BARRIER_REQUEST, b"")
        if self._failed is not None:
            raise self._failed


async def connect(path: Path, removed: Callable[[int, Key], None], lost: Callable[[], None]) -> Connection:
    """Connect to a bridge's management socket.

    Args:
        path: of the socket.
        removed: called with port and key when a flow of ours is gone.
        lost: called when the connection is.

    Raises:
        OpenFlowError: it cannot be spoken to in OpenFlow 1.4.
    """
    loop = asyncio.get_running_loop()
    try:
        _, connection = await loop.create_unix_connection(lambda: Connection(removed, lost), str(path))
    except OSError as error:
        raise OpenFlowError(f"{path}: {error.strerror or error}") from error
    try:
        await connection.greet()
    except BaseException:
        with contextlib.suppress(OSError):
            connection.close()
        raise
    return connection
