"""Asking machines on the same link whether they are there, by the kernel's own ARP and neighbour discovery."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import itertools
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from toolstack.agent import rtnetlink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NEWNEIGH, DELNEIGH, GETNEIGH = 28, 29, 30
GROUP: Final = 3
"""Multicast group of neighbours."""
REACHABLE: Final = 0x02
_KNOWN: Final = 0x02 | 0x04 | 0x08 | 0x10
"""Reachable, stale, delayed and probed: somebody has answered once."""
_NTF_USE: Final = 0x01
_NDA_DST: Final = 1
_NEIGHBOUR = struct.Struct("=BBHiHBB")
_CHUNK: Final = 256 * 1024
PERIOD: Final = 1.0
"""Seconds between two questions to those that have not answered."""
SWEEP: Final = 254
"""How many addresses of a subnet are asked at most when nobody is known."""


class Neighbour(NamedTuple):
    """What the kernel knows of a machine on a link."""

    device: int
    """Its index."""
    address: str
    state: int


async def known() -> tuple[str, ...]:
    """Return the addresses of the machines that have answered on any device, as the kernel remembers them."""
    with _opened(0) as opened:
        sequence = 1
        body = _NEIGHBOUR.pack(socket.AF_UNSPEC, 0, 0, 0, 0, 0, 0)
        opened.send(rtnetlink.message(GETNEIGH, rtnetlink.REQUEST | rtnetlink.DUMP, sequence, body))
        found: dict[str, None] = {}
        while True:
            for header, payload in rtnetlink.messages(await _receive(opened)):
                if header.type in (rtnetlink.DONE, rtnetlink.ERROR):
                    return tuple(found)
                neighbour = _parse(payload)
                if neighbour is not None and neighbour.state & _KNOWN:
                    found[neighbour.address] = None


async def first_answer(index: int, addresses: Sequence[str], timeout: float) -> str:  # noqa: ASYNC109 - part of the question
    """Ask addresses on a device until one answers; returns it, or the empty string after ``timeout`` seconds.

    What the kernel remembers of them is forgotten first, so that an answer is one of now.
    """
    with _opened(1 << (GROUP - 1)) as opened:
        sequences = itertools.count(1)
        _send(opened, DELNEIGH, 0, index, addresses, sequences)
        waiting = frozenset(str(ipaddress.ip_address(address)) for address in addresses)
        try:
            async with asyncio.timeout(timeout):
                while True:
                    # Asking again is harmless while the kernel still waits, and needed once it has given up.
                    _send(opened, NEWNEIGH, rtnetlink.CREATE, index, addresses, sequences)
                    with suppress(TimeoutError):
                        async with asyncio.timeout(PERIOD):
                            return await _answered(opened, index, waiting)
        except TimeoutError:
            return ""


def candidates(subnets: Iterable[str], seen: Iterable[str]) -> tuple[str, ...]:
    """Return whom to ask on a link with these addresses (with prefix length) where there is no gateway.

    Those that have been seen in the subnets; else, as nobody is known there, a part of each IPv4 subnet: itself, or
    the 254 addresses around the host's own.
    """
    interfaces = [ipaddress.ip_interface(text) for text in subnets]
    own = {interface.ip for interface in interfaces}
    heard = [ipaddress.ip_address(text) for text in seen]
    near = [one for one in heard if one not in own and any(_within(one, interface) for interface in interfaces)]
    if near:
        return tuple(map(str, near[:SWEEP]))
    return tuple(str(one) for interface in interfaces for one in _around(interface) if one not in own)


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address, interface: object) -> bool:
    assert isinstance(interface, ipaddress.IPv4Interface | ipaddress.IPv6Interface)  # noqa: S101 - for the type checker
    return address.version == interface.version and address in interface.network


def _around(interface: object) -> Iterator[ipaddress.IPv4Address]:
    if isinstance(interface, ipaddress.IPv4Interface):
        network = interface.network
        if network.num_addresses > SWEEP + 2:
            network = ipaddress.IPv4Network((interface.ip, 24), strict=False)
        yield from network.hosts()


def _opened(groups: int) -> socket.socket:
    opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, socket.NETLINK_ROUTE)
    opened.bind((0, groups))
    return opened


async def _receive(opened: socket.socket) -> bytes:
    while True:
        try:
            return await asyncio.get_running_loop().sock_recv(opened, _CHUNK)
        except OSError as error:
            if error.errno != errno.ENOBUFS:  # something was lost: whoever matters is asked again
                raise


def _send(
    opened: socket.socket, kind: int, flags: int, index: int, addresses: Iterable[str], sequences: Iterator[int]
) -> None:
    for text in addresses:
        address = ipaddress.ip_address(text)
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - the version of IP
        body = _NEIGHBOUR.pack(family, 0, 0, index, 0, _NTF_USE if kind == NEWNEIGH else 0, 0)
        body += struct.pack("=HH", 4 + len(address.packed), _NDA_DST) + address.packed
        opened.send(rtnetlink.message(kind, flags | rtnetlink.REQUEST, next(sequences), body))


async def _answered(opened: socket.socket, index: int, waiting: frozenset[str]) -> str:
    while True:
        for header, payload in rtnetlink.messages(await _receive(opened)):
            neighbour = _parse(payload) if header.type == NEWNEIGH else None
            if neighbour is None or neighbour.device != index or neighbour.address not in waiting:
                continue
            if neighbour.state & REACHABLE:
                return neighbour.address


def _parse(body: memoryview) -> Neighbour | None:
    if len(body) < _NEIGHBOUR.size:
        return None
    family, _, _, index, state, _, _ = _NEIGHBOUR.unpack_from(body)
    if family not in (socket.AF_INET, socket.AF_INET6):
        return None
    position = _NEIGHBOUR.size
    while position + 4 <= len(body):
        length, kind = struct.unpack_from("=HH", body, position)
        if length < 4:  # noqa: PLR2004 - the attribute's own header
            return None
        if kind == _NDA_DST:
            return Neighbour(index, socket.inet_ntop(family, bytes(body[position + 4 : position + length])), state)
        position += (length + 3) & ~3
    return None
