"""The kernel's route netlink messages: links, addresses and routes, encoded and decoded.

Only what the agent needs, by hand: a general library takes 0.4 ms to decode one link, which is too long where
a change brings thousands of them.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Message types
NOOP, ERROR, DONE = 1, 2, 3
NEWLINK, DELLINK, GETLINK = 16, 17, 18
NEWADDR, DELADDR, GETADDR = 20, 21, 22
NEWROUTE, DELROUTE, GETROUTE = 24, 25, 26

# Message flags
REQUEST, MULTI, ACK = 0x1, 0x2, 0x4
DUMP_INTERRUPTED = 0x10
REPLACE, EXCLUSIVE, CREATE = 0x100, 0x200, 0x400
DUMP = 0x300

GROUPS: Final = (1, 5, 9, 7, 11)
"""Multicast groups: links, IPv4 and IPv6 addresses, IPv4 and IPv6 routes."""

# Link flags
IFF_UP, IFF_LOWER_UP = 0x1, 0x10000
ARPHRD_ETHER: Final = 1

# Link attributes
_IFLA_ADDRESS, _IFLA_IFNAME, _IFLA_MTU, _IFLA_LINKINFO, _IFLA_CARRIER, _IFLA_PERM_ADDRESS = 1, 3, 4, 18, 33, 54
_IFLA_INFO_KIND = 1
# Address attributes
_IFA_ADDRESS, _IFA_LOCAL, _IFA_BROADCAST, _IFA_CACHEINFO, _IFA_FLAGS = 1, 2, 4, 6, 8
IFA_F_PERMANENT: Final = 0x80
_SCOPE_LINK = 253
# Route attributes
_RTA_DST, _RTA_OIF, _RTA_GATEWAY, _RTA_PRIORITY, _RTA_TABLE = 1, 4, 5, 6, 15
_RT_TABLE_MAIN, _RTN_UNICAST = 254, 1
DHCP_PROTOCOL: Final = 16
"""The mark of routes that a DHCP server gave."""
ROUTER_PROTOCOL: Final = 9
"""The mark of routes that a router advertised."""
PROTOCOL: Final = 80
"""The routing protocol number that marks routes as ours; not registered by anybody else."""

_HEADER = struct.Struct("=IHHII")
_LINK = struct.Struct("=BxHiII")
_ADDRESS = struct.Struct("=BBBBI")
_ROUTE = struct.Struct("=BBBBBBBBI")
_ATTRIBUTE = struct.Struct("=HH")
_INT = struct.Struct("=I")
_ERROR = struct.Struct("=i")
_TYPE_MASK = 0x3FFF


@dataclass(frozen=True, slots=True)
class Link:
    """A network device of the kernel."""

    index: int
    name: str
    mac: str
    permanent_mac: str
    mtu: int
    up: bool
    """As set by an administrator."""
    carrier: bool
    kind: str
    """``veth``, ``tun``, ``vlan`` ...; empty for hardware."""
    ethernet: bool


@dataclass(frozen=True, slots=True)
class Address:
    """An IP address on a device."""

    index: int
    """The device's."""
    text: str
    """With prefix length."""
    permanent: bool
    """Set by hand, not learnt from router advertisements."""
    local: bool
    """Link-local."""

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.text else 4


@dataclass(frozen=True, slots=True)
class Route:
    """A unicast route of the main table with a gateway."""

    index: int
    """The device's."""
    destination: str
    gateway: str
    protocol: int
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before every message."""

    type: int
    flags: int
    sequence: int


def messages(data: bytes) -> Iterator[tuple[Header, memoryview]]:
    """Yield header and body of each message in a datagram."""
    view = memoryview(data)
    position = 0
    while position + _HEADER.size <= len(view):
        length, kind, flags, sequence, _ = _HEADER.unpack_from(view, position)
        if length < _HEADER.size:
            return
        yield Header(kind, flags, sequence), view[position + _HEADER.size : position + length]
        position += (length + 3) & ~3


def error_of(body: memoryview) -> int:
    """Return the errno of an error message, 0 for an acknowledgement."""
    return -int(_ERROR.unpack_from(body)[0])


def _attributes(body: memoryview, start: int) -> dict[int, memoryview]:
    found = {}
    position = start
    while position + 4 <= len(body):
        length, kind = _ATTRIBUTE.unpack_from(body, position)
        if length < _ATTRIBUTE.size:
            break
        found[kind & _TYPE_MASK] = body[position + 4 : position + length]
        position += (length + 3) & ~3
    return found


def _text(value: memoryview | None) -> str:
    return "" if value is None else bytes(value).rstrip(b"\0").decode(errors="replace")


def _mac(value: memoryview | None) -> str:
    return "" if value is None else bytes(value).hex(":")


def parse_link(body: memoryview) -> Link | None:
    """Return the link of a NEWLINK or DELLINK message; None when it tells of a bridge's port instead."""
    family, hardware, index, flags, _ = _LINK.unpack_from(body)
    if family != socket.AF_UNSPEC:
        return None
    found = _attributes(body, _LINK.size)
    info = found.get(_IFLA_LINKINFO)
    carrier = found.get(_IFLA_CARRIER)
    mac = _mac(found.get(_IFLA_ADDRESS))
    return Link(
        index=index,
        name=_text(found.get(_IFLA_IFNAME)),
        mac=mac,
        permanent_mac=_mac(found.get(_IFLA_PERM_ADDRESS)) or mac,
        mtu=int(_INT.unpack_from(found[_IFLA_MTU])[0]) if _IFLA_MTU in found else 0,
        up=bool(flags & IFF_UP),
        carrier=bool(carrier[0]) if carrier is not None else bool(flags & IFF_LOWER_UP),
        kind=_text(_attributes(info, 0).get(_IFLA_INFO_KIND)) if info is not None else "",
        ethernet=hardware == ARPHRD_ETHER,
    )


def parse_address(body: memoryview) -> Address | None:
    """Return the address of a NEWADDR or DELADDR message; None for a family that is not IP."""
    family, prefix, _, scope, index = _ADDRESS.unpack_from(body)
    if family not in (socket.AF_INET, socket.AF_INET6):
        return None
    found = _attributes(body, _ADDRESS.size)
    raw = found.get(_IFA_LOCAL) or found.get(_IFA_ADDRESS)
    if raw is None:
        return None
    flags = int(_INT.unpack_from(found[_IFA_FLAGS])[0]) if _IFA_FLAGS in found else IFA_F_PERMANENT
    text = f"{socket.inet_ntop(family, bytes(raw))}/{prefix}"
    return Address(index, text, bool(flags & IFA_F_PERMANENT), scope == _SCOPE_LINK)


def parse_route(body: memoryview) -> Route | None:
    """Return the route of a NEWROUTE or DELROUTE message; None unless unicast, in the main table, by a gateway."""
    family, length, _, _, table, protocol, _, kind, _ = _ROUTE.unpack_from(body)
    found = _attributes(body, _ROUTE.size)
    if _RTA_TABLE in found:
        table = _INT.unpack_from(found[_RTA_TABLE])[0]
    gateway, device = found.get(_RTA_GATEWAY), found.get(_RTA_OIF)
    if family not in (socket.AF_INET, socket.AF_INET6) or kind != _RTN_UNICAST or table != _RT_TABLE_MAIN:
        return None
    if gateway is None or device is None:
        return None
    any_address = "0.0.0.0" if family == socket.AF_INET else "::"  # noqa: S104 - the default route's destination
    destination = socket.inet_ntop(family, bytes(found[_RTA_DST])) if _RTA_DST in found else any_address
    gateway_text = socket.inet_ntop(family, bytes(gateway))
    priority = int(_INT.unpack_from(found[_RTA_PRIORITY])[0]) if _RTA_PRIORITY in found else 0
    return Route(_INT.unpack_from(device)[0], f"{destination}/{length}", gateway_text, protocol, priority)


# -- what is sent -------------------------------------------------------------------------------------


def message(kind: int, flags: int, sequence: int, body: bytes) -> bytes:
    """Return a whole message."""
    return _HEADER.pack(_HEADER.size + len(body), kind, flags, sequence, 0) + body


def _attribute(kind: int, value: bytes) -> bytes:
    return _ATTRIBUTE.pack(4 + len(value), kind) + value + b"\0" * (-len(value) % 4)


@dataclass(frozen=True, slots=True)
class Command:
    """A change to be requested of the kernel, and the error numbers that mean it is done already."""

    kind: int
    flags: int
    body: bytes
    words: str
    """What it does, for messages."""
    device: str
    harmless: tuple[int, ...] = ()


def set_link(index: int, name: str, *, up: bool | None = None, mtu: int | None = None) -> Command:
    """Bring a device up or down and set its MTU; None leaves either alone."""
    flags, change = (0, 0) if up is None else (IFF_UP if up else 0, IFF_UP)
    body = _LINK.pack(socket.AF_UNSPEC, 0, index, flags, change)
    words = []
    if up is not None:
        words.append("bring it up" if up else "bring it down")
    if mtu is not None:
        body += _attribute(_IFLA_MTU, _INT.pack(mtu))
        words.append(f"set its MTU to {mtu}")
    return Command(NEWLINK, 0, body, " and ".join(words), name)


def _address_body(index: int, text: str) -> bytes:
    interface = ipaddress.ip_interface(text)
    length = interface.network.prefixlen
    packed = interface.ip.packed
    family = socket.AF_INET if interface.version == 4 else socket.AF_INET6  # noqa: PLR2004 - the version of IP
    scope = _SCOPE_LINK if interface.ip.is_link_local and family == socket.AF_INET6 else 0
    body = _ADDRESS.pack(family, length, IFA_F_PERMANENT, scope, index)
    body += _attribute(_IFA_LOCAL, packed) + _attribute(_IFA_ADDRESS, packed)
    if family == socket.AF_INET and length < 31:  # noqa: PLR2004 - RFC 3021: smaller subnets have no broadcast
        body += _attribute(_IFA_BROADCAST, interface.network.broadcast_address.packed)
    return body


def add_address(index: int, name: str, text: str) -> Command:
    """Add an address with prefix length."""
    return Command(NEWADDR, CREATE | REPLACE, _address_body(index, text), f"add address {text}", name, (errno.EEXIST,))


def lease_address(index: int, name: str, text: str, seconds: int) -> Command:
    """Add an address with prefix length for some seconds, or prolong it."""
    interface = ipaddress.ip_interface(text)
    body = _ADDRESS.pack(socket.AF_INET, interface.network.prefixlen, 0, 0, index)
    body += _attribute(_IFA_LOCAL, interface.ip.packed) + _attribute(_IFA_ADDRESS, interface.ip.packed)
    body += _attribute(_IFA_BROADCAST, interface.network.broadcast_address.packed)
    body += _attribute(_IFA_CACHEINFO, struct.pack("=IIII", seconds, seconds, 0, 0))
    return Command(NEWADDR, CREATE | REPLACE, body, f"add address {text} for {seconds} s", name)


def delete_address(index: int, name: str, text: str) -> Command:
    """Delete an address with prefix length."""
    return Command(DELADDR, 0, _address_body(index, text), f"delete address {text}", name, (errno.EADDRNOTAVAIL,))


def _route_body(index: int, destination: str, gateway: str, protocol: int) -> bytes:
    network = ipaddress.ip_network(destination)
    family = socket.AF_INET if network.version == 4 else socket.AF_INET6  # noqa: PLR2004 - the version of IP
    body = _ROUTE.pack(family, network.prefixlen, 0, 0, _RT_TABLE_MAIN, protocol, 0, _RTN_UNICAST, 0)
    if network.prefixlen:
        body += _attribute(_RTA_DST, network.network_address.packed)
    return (
        body + _attribute(_RTA_GATEWAY, ipaddress.ip_address(gateway).packed) + _attribute(_RTA_OIF, _INT.pack(index))
    )


def put_route(
    index: int, name: str, destination: str, gateway: str, *, replace: bool, protocol: int = PROTOCOL
) -> Command:
    """Add a route of ours, or put it in the place of the one to the same destination."""
    body = _route_body(index, destination, gateway, protocol)
    flags = CREATE | (REPLACE if replace else EXCLUSIVE)
    return Command(NEWROUTE, flags, body, f"add route to {destination} via {gateway}", name)


def delete_route(index: int, name: str, destination: str, gateway: str, *, protocol: int = PROTOCOL) -> Command:
    """Delete a route of ours."""
    body = _route_body(index, destination, gateway, protocol)
    return Command(DELROUTE, 0, body, f"delete route to {destination} via {gateway}", name, (errno.ESRCH,))


def dump(kind: int, sequence: int) -> bytes:
    """Return the request for everything of a kind: GETLINK, GETADDR or GETROUTE."""
    if kind == GETLINK:
        body = _LINK.pack(socket.AF_UNSPEC, 0, 0, 0, 0)
    elif kind == GETADDR:
        body = _ADDRESS.pack(socket.AF_UNSPEC, 0, 0, 0, 0)
    else:
        body = _ROUTE.pack(socket.AF_UNSPEC, 0, 0, 0, 0, 0, 0, 0, 0)
    return message(kind, REQUEST | DUMP, sequence, body)


def text_of(number: int) -> str:
    """Return an error number in words."""
    return os.strerror(number)
