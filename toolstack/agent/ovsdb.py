"""A client of the Open vSwitch database: RFC 7047 on a Unix socket, on asyncio.

It keeps a replica of the tables in :mod:`toolstack.agent.ovs_row`, sends transactions, and connects again by
itself.  It is written by hand because building and parsing large transactions costs the ``ovs`` package's
IDL more time than the database itself takes.
"""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any, Final

import msgspec
import structlog

from toolstack.agent import ovs_row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolstack.agent.ovs_row import Json, Row

log = structlog.get_logger(__name__)

DATABASE: Final = "Open_vSwitch"
RETRY: Final = (0.02, 0.05, 0.1, 0.2, 0.5)
"""Seconds between attempts to connect; the last one repeats."""
PROBE: Final = 10.0
"""Seconds of silence after which the server is asked whether it lives, and that it may take to say so."""


class OvsdbUnreachableError(Exception):
    """There is no connection to ovsdb-server, or it broke before the answer."""


class OvsdbRefusedError(Exception):
    """The database did not carry out a transaction; nothing of it has happened."""


class _Message(msgspec.Struct):
    id: Any = None
    method: str | None = None
    params: msgspec.Raw = msgspec.Raw(b"[]")
    result: msgspec.Raw = msgspec.Raw(b"null")
    error: Any = None


class _Change(msgspec.Struct):
    """A row's columns after a change; None when the row is gone."""

    new: dict[str, Any] | None = None


_decode_message = msgspec.json.Decoder(_Message).decode
_decode_tables = msgspec.json.Decoder(dict[str, dict[str, _Change]]).decode
_decode_update = msgspec.json.Decoder(tuple[Any, dict[str, dict[str, _Change]]]).decode
_encode = msgspec.json.Encoder().encode


class Splitter:
    """Cuts a stream of JSON objects, which nothing separates, into objects.

    The server writes no space between objects, so that ``}{`` outside a string is a boundary; where it stands
    inside a string the object is found to be truncated there and the next one is tried.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0

    def feed(self, data: bytes) -> list[_Message]:
        """Add received bytes and return the messages that are complete.

        Raises:
            msgspec.DecodeError: the bytes are not JSON-RPC.
        """
        self._buffer += data
        messages = []
        while self._buffer:
            cut = self._buffer.find(b"}{", self._searched)
            end = cut + 1 if cut >= 0 else len(self._buffer)
            if not self._buffer.endswith(b"}", 0, end):
                self._searched = max(0, end - 1)
                break
            message = self._decode(end)
            if message is not None:
                messages.append(message)
                del self._buffer[:end]
                self._searched = 0
            elif cut < 0:
                self._searched = end - 1
                break
            else:
                self._searched = end
        return messages

    def _decode(self, end: int) -> _Message | None:
        try:
            return _decode_message(bytes(self._buffer[:end]))  # a copy: what is left raw keeps a hold on it
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError as error:
            if "truncated" in str(error):
                return None
            raise


class Ovsdb(asyncio.Protocol):
    """A connection to a database that comes back by itself, and the replica of its rows.

    Attributes:
        tables: table name -> row id -> row; rows are replaced, never changed in place.
        version: goes up with every change of the replica.
        transactions: how many were sent since the start.
    """

    def __init__(self, path: Path, on_change: Callable[[], None]) -> None:
        self.path = path
        self.tables: dict[str, dict[str, Row]] = {table: {} for table in ovs_row.ROWS}
        self.version = 0
        self.transactions = 0
        self.connected = asyncio.Event()
        self._on_change = on_change
        self._ids = itertools.count(1)
        self._splitter = Splitter()
        self._transport: asyncio.Transport | None = None
        self._pending: dict[int, asyncio.Future[msgspec.Raw]] = {}
        self._applied: list[tuple[int, asyncio.Future[None]]] = []
        self._lost: asyncio.Future[None] | None = None
        self._heard = False

    # -- the rows -------------------------------------------------------------------------------------

    @property
    def root(self) -> ovs_row.OpenVSwitch | None:
        """The root row; None on a database that was never initialised."""
        for row in self.tables["Open_vSwitch"].values():
            assert isinstance(row, ovs_row.OpenVSwitch)  # noqa: S101 - tells mypy what parse() made
            return row
        return None

    # -- the connection -------------------------------------------------------------------------------

    async def run(self) -> None:
        """Keep the connection up and the replica current until cancelled."""
        attempt = 0
        while True:
            try:
                await self._session()
                attempt = 0
            except (OSError, OvsdbUnreachableError, OvsdbRefusedError, msgspec.DecodeError) as error:
                if attempt == 0:
                    log.warning("ovsdb unreachable", path=str(self.path), reason=str(error))
            await asyncio.sleep(RETRY[min(attempt, len(RETRY) - 1)])
            attempt += 1

    async def _session(self) -> None:
        loop = asyncio.get_running_loop()
        self._splitter = Splitter()
        self._lost = loop.create_future()
        transport, _ = await loop.create_unix_connection(lambda: self, str(self.path))
        self._transport = transport
        try:
            requests = {table: [{"columns": ovs_row.columns(table)}] for table in ovs_row.ROWS}
            rows = _decode_tables(await self._request("monitor", [DATABASE, None, requests]))
            for table in self.tables.values():
                table.clear()
            self._update(rows)
            self.connected.set()
            self._on_change()
            log.info("ovsdb connected", path=str(self.path))
            await self._watch()
        finally:
            self.connected.clear()
            self._transport = None
            transport.abort()
            self._fail(OvsdbUnreachableError("the connection to ovsdb-server broke"))
            self._on_change()

    async def _watch(self) -> None:
        """Return when the connection is lost, or the server is silent although asked."""
        assert self._lost is not None  # noqa: S101 - set by the only caller
        while not self._lost.done():
            self._heard = False
            await asyncio.wait([self._lost], timeout=PROBE)
            if not self._heard and not self._lost.done():
                try:
                    async with asyncio.timeout(PROBE):
                        await self._request("echo", [])
                except TimeoutError:
                    log.warning("ovsdb does not answer", path=str(self.path))
                    return

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio calls it
        """See asyncio.Protocol."""
        if self._lost is not None and not self._lost.done():
            self._lost.set_result(None)
        self._fail(OvsdbUnreachableError("the connection to ovsdb-server broke"))

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        self._heard = True
        try:
            for message in self._splitter.feed(data):
                self._receive(message)
        except (msgspec.DecodeError, KeyError, IndexError, TypeError) as error:
            log.error("ovsdb sent something unreadable", reason=repr(error))  # noqa: TRY400 - its text says all
            if self._transport is not None:
                self._transport.abort()

    def _receive(self, message: _Message) -> None:
        if message.method == "update":
            self._update(_decode_update(message.params)[1])
            self._on_change()
        elif message.method == "echo":
            if self._transport is not None:
                self._transport.write(_encode({"id": message.id, "result": message.params, "error": None}))
        elif message.method is None:
            answer = self._pending.pop(message.id, None)
            if answer is None or answer.done():
                return
            if message.error is not None:
                answer.set_exception(OvsdbRefusedError(str(message.error)))
            else:
                answer.set_result(message.result)

    def _fail(self, error: Exception) -> None:
        waiting: list[asyncio.Future[Any]] = [*self._pending.values(), *(future for _, future in self._applied)]
        self._pending.clear()
        self._applied.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(error)

    def _update(self, changes: dict[str, dict[str, _Change]]) -> None:
        for table, rows in changes.items():
            known = self.tables[table]
            for uuid, change in rows.items():
                if change.new is None:
                    known.pop(uuid, None)
                else:
                    known[uuid] = ovs_row.parse(table, uuid, change.new)
        self.version += 1
        if "Open_vSwitch" in changes and self._applied and (root := self.root) is not None:
            for cfg, future in self._applied:
                if root.cur_cfg >= cfg and not future.done():
                    future.set_result(None)

    # -- what others use ------------------------------------------------------------------------------

    async def _request(self, method: str, params: list[Json]) -> msgspec.Raw:
        if self._transport is None:
            raise OvsdbUnreachableError("there is no connection to ovsdb-server")
        ident = next(self._ids)
        answer: asyncio.Future[msgspec.Raw] = asyncio.get_running_loop().create_future()
        self._pending[ident] = answer
        try:
            self._transport.write(_encode({"id": ident, "method": method, "params": params}))
            return await answer
        finally:
            self._pending.pop(ident, None)

    async def transact(self, operations: list[Json]) -> list[dict[str, Json]]:
        """Carry out operations all together and return the result of each.

        When it returns, the replica shows what was done.

        Raises:
            OvsdbUnreachableError: the connection is down or broke; in the latter case it may have been done.
            OvsdbRefusedError: the database refused; nothing was done.
        """
        if not self.connected.is_set():
            raise OvsdbUnreachableError("there is no connection to ovsdb-server")
        self.transactions += 1
        results: list[dict[str, Json] | None] = msgspec.json.decode(
            await self._request("transact", [DATABASE, *operations])
        )
        for number, result in enumerate(results):
            if result is not None and "error" in result:
                operation = operations[number] if number < len(operations) else "commit"
                text = f"{result['error']}: {result.get('details', '')} ({operation})"
                raise OvsdbRefusedError(text)
        return [result or {} for result in results]

    async def wait_applied(self, cfg: int, timeout: float) -> bool:  # noqa: ASYNC109 - part of the question
        """Wait until ovs-vswitchd has carried out configuration ``cfg``; False after ``timeout`` seconds.

        Raises:
            OvsdbUnreachableError: the connection broke.
        """
        root = self.root
        if root is not None and root.cur_cfg >= cfg:
            return True
        entry = (cfg, asyncio.get_running_loop().create_future())
        self._applied.append(entry)
        try:
            async with asyncio.timeout(timeout):
                await entry[1]
        except TimeoutError:
            return False
        else:
            return True
        finally:
            if entry in self._applied:
                self._applied.remove(entry)
