"""The kernel's devices, addresses and routes: a replica kept current by notifications, and changes in batches.

One socket carries requests and notifications, so that after an acknowledgement everything that happened before
it has been noted too.
"""

from __future__ import annotations

import asyncio
import errno
import itertools
import socket
from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from toolstack.agent import rtnetlink
from toolstack.agent.rtnetlink import Address, Link, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from toolstack.agent.rtnetlink import Command, Header

log = structlog.get_logger(__name__)

BUFFER: Final = 32 * 1024 * 1024
"""Bytes of notifications that may wait unread; beyond that everything is read anew."""
BATCH: Final = 64
"""Commands sent at a time, so that their acknowledgements always fit the buffer."""
_CHUNK: Final = 256 * 1024
_READS: Final = 64
"""Datagrams read before others of the event loop get their turn."""


class Failure(NamedTuple):
    """A command that the kernel refused."""

    command: Command
    error: int

    @property
    def text(self) -> str:
        """What happened, in words."""
        return f"cannot {self.command.words} on {self.command.device}: {rtnetlink.text_of(self.error)}"


class Netlink:
    """The replica.

    Attributes:
        links: devices by index.
        addresses: addresses by device index; a device without any may be absent.
        routes: routes by a gateway in the main table, whoever made them.
        version: goes up with every change.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.links: dict[int, Link] = {}
        self.addresses: dict[int, set[Address]] = {}
        self.routes: set[Route] = set()
        self.version = 0
        self.ready = asyncio.Event()
        self._on_change = on_change
        self._by_name: dict[str, Link] = {}
        self._by_name_version = -1
        self._socket: socket.socket | None = None
        self._sequences = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[int]] = {}
        self._touched: set[object] | None = None
        self._overrun = asyncio.Event()

    @property
    def by_name(self) -> dict[str, Link]:
        """Devices by name."""
        if self._by_name_version != self.version:
            self._by_name = {link.name: link for link in self.links.values()}
            self._by_name_version = self.version
        return self._by_name

    def addresses_of(self, name: str) -> list[Address]:
        """Return the addresses on a device, in order of their text."""
        link = self.by_name.get(name)
        return sorted(self.addresses.get(link.index, ()), key=lambda one: one.text) if link else []

    # -- listening ------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Keep the replica current until cancelled.

        Raises:
            OSError: the socket cannot be made.
        """
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, socket.NETLINK_ROUTE) as opened:
            self._socket = opened
            try:
                opened.setsockopt(socket.SOL_SOCKET, 33, BUFFER)  # SO_RCVBUFFORCE
            except PermissionError:
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
            opened.bind((0, sum(1 << (group - 1) for group in rtnetlink.GROUPS)))
            loop.add_reader(opened.fileno(), self._readable)
            try:
                while True:
                    self._overrun.clear()
                    await self._load()
                    self.ready.set()
                    self._on_change()
                    await self._overrun.wait()
                    log.warning("netlink notifications were lost; reading everything")
            finally:
                loop.remove_reader(opened.fileno())
                self._socket = None

    def _readable(self) -> None:
        assert self._socket is not None  # noqa: S101 - the reader is registered only while it is open
        version = self.version
        for _ in range(_READS):
            try:
                data = self._socket.recv(_CHUNK)
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._lost()
                break
            for header, body in rtnetlink.messages(data):
                self._take(header, body)
        if self.version != version and self.ready.is_set():
            self._on_change()

    def _lost(self) -> None:
        """Acknowledgements may be among what was lost: whoever waits for one must look again."""
        for future in self._waiting.values():
            if not future.done():
                future.set_result(errno.ENOBUFS)
        self._overrun.set()

    def _take(self, header: Header, body: memoryview) -> None:
        match header.type:
            case rtnetlink.ERROR | rtnetlink.DONE:
                future = self._waiting.get(header.sequence)
                if future is not None and not future.done():
                    future.set_result(rtnetlink.error_of(body))
            case rtnetlink.NEWLINK | rtnetlink.DELLINK:
                link = rtnetlink.parse_link(body)
                if link is not None:
                    self._take_link(link, gone=header.type == rtnetlink.DELLINK)
            case rtnetlink.NEWADDR | rtnetlink.DELADDR:
                address = rtnetlink.parse_address(body)
                if address is not None:
                    self._take_address(address, gone=header.type == rtnetlink.DELADDR)
            case rtnetlink.NEWROUTE | rtnetlink.DELROUTE:
                self._hear_of_route(header, body)
        if header.flags & rtnetlink.DUMP_INTERRUPTED:
            self._overrun.set()

    def _hear_of_route(self, header: Header, body: memoryview) -> None:
        route = rtnetlink.parse_route(body)
        if route is None:
            return
        if header.type == rtnetlink.NEWROUTE and header.flags & rtnetlink.REPLACE:
            self._replace(route)
        self._take_route(route, gone=header.type == rtnetlink.DELROUTE)

    def _take_link(self, link: Link, *, gone: bool) -> None:
        self._touch(("link", link.index))
        if gone:
            if self.links.pop(link.index, None) is not None:
                self.version += 1
            self.addresses.pop(link.index, None)
            self.routes = {route for route in self.routes if route.index != link.index}
        elif self.links.get(link.index) != link:
            self.links[link.index] = link
            self.version += 1
            if not link.up:  # the kernel takes IPv4 routes away without saying so
                self.routes = {route for route in self.routes if route.index != link.index}

    def _take_address(self, address: Address, *, gone: bool) -> None:
        self._touch(address)
        here = self.addresses.setdefault(address.index, set())
        before = {one for one in here if one.text == address.text}
        if before == (set() if gone else {address}):
            return
        here -= before
        if not gone:
            here.add(address)
        elif address.version == 4 and not any(one.version == 4 for one in here):  # noqa: PLR2004 - the version of IP
            # The kernel takes IPv4 routes away with the last address, without saying so.
            self.routes = {one for one in self.routes if one.index != address.index or ":" in one.gateway}
        self.version += 1

    def _take_route(self, route: Route, *, gone: bool) -> None:
        self._touch(route)
        if (route in self.routes) != gone:
            return
        if gone:
            self.routes.discard(route)
        else:
            self.routes.add(route)
        self.version += 1

    def _replace(self, route: Route) -> None:
        """Forget the route whose place another has taken: the kernel tells of the new one only."""
        place = (route.destination, route.priority)
        self.routes = {one for one in self.routes if one == route or (one.destination, one.priority) != place}

    def _touch(self, key: object) -> None:
        if self._touched is not None:
            self._touched.add(key)

    async def _load(self) -> None:
        """Read everything, and forget what is not there any more."""
        self._touched = touched = set[object]()
        for kind in (rtnetlink.GETLINK, rtnetlink.GETADDR, rtnetlink.GETROUTE):
            error = await self._exchange(lambda sequence, kind=kind: rtnetlink.dump(kind, sequence))  # type: ignore[misc]
            if error:
                self._overrun.set()
        self._touched = None
        self.links = {index: link for index, link in self.links.items() if ("link", index) in touched}
        self.addresses = {index: here & touched for index, here in self.addresses.items()}
        self.routes = {route for route in self.routes if route in touched}
        self.version += 1

    async def _exchange(self, build: Callable[[int], bytes]) -> int:
        assert self._socket is not None  # noqa: S101 - run() is under way
        sequence = next(self._sequences)
        self._waiting[sequence] = future = asyncio.get_running_loop().create_future()
        try:
            self._socket.send(build(sequence))
            return int(await future)
        finally:
            del self._waiting[sequence]

    # -- changing -------------------------------------------------------------------------------------

    async def sync(self) -> None:
        """Return when everything that has happened so far is noted."""
        flags = rtnetlink.REQUEST | rtnetlink.ACK
        await self._exchange(lambda sequence: rtnetlink.message(rtnetlink.NOOP, flags, sequence, b""))

    async def change(self, commands: Iterable[Command]) -> list[Failure]:
        """Carry out commands in their order and return those that the kernel refused."""
        failures = []
        pending = list(commands)
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            for command, error in zip(batch, await self._send(batch), strict=True):
                if error and error not in command.harmless:
                    failures.append(Failure(command, error))
        return failures

    async def _send(self, batch: Sequence[Command]) -> list[int]:
        assert self._socket is not None  # noqa: S101 - run() is under way
        loop = asyncio.get_running_loop()
        futures: dict[int, asyncio.Future[int]] = {}
        data = b""
        for command in batch:
            sequence = next(self._sequences)
            futures[sequence] = loop.create_future()
            flags = command.flags | rtnetlink.REQUEST | rtnetlink.ACK
            data += rtnetlink.message(command.kind, flags, sequence, command.body)
        self._waiting |= futures
        try:
            self._socket.send(data)
            return [await future for future in futures.values()]
        finally:
            for sequence in futures:
                del self._waiting[sequence]
