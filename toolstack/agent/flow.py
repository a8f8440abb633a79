"""Flows as values, and as the bytes that OpenFlow 1.4 has for them.

A flow is known by its table, priority and match.  A match is kept as the sorted fields of the wire (OXM), so that it
compares equal whatever order a switch reports its fields in.  What a flow does is part of its cookie, and so need
not be read from what the switch reports.
"""

from __future__ import annotations

import enum
import functools
import ipaddress
import struct
from typing import Final, NamedTuple, TypeAlias

Match: TypeAlias = tuple[bytes, ...]
"""Sorted OXM fields, header and value."""
Key: TypeAlias = tuple[int, int, Match]
"""Table, priority and match."""

GUARD_TABLE: Final = 250
"""The table of the rules of locked ports; table 0 has one flow of ours for a port, which leads here."""
MARK: Final = 0x50617463
"""The upper half of our cookies."""
COOKIE: Final = MARK << 32
COOKIE_MASK: Final = 0xFFFFFFFF << 32

_BASIC, _NXM1 = 0x8000, 0x0001
_PASSED: Final = 15
"""The register that tells that a packet has passed our rules."""


class Verdict(enum.IntEnum):
    """What becomes of a packet; the numbers are part of cookies."""

    DROP = 0
    PASS = 1
    """It is treated as if our flows were not there, so controllers' flows and the bridge's own apply."""
    GUARD = 2
    """The rules of the guard table decide."""


class Flow(NamedTuple):
    """One flow."""

    table: int
    priority: int
    match: Match
    verdict: Verdict
    port: int
    """The OpenFlow port that it is about; traffic from there."""
    meter: int = 0
    """The meter that limits it, by number; 0 for none."""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return (self.table, self.priority, self.match)

    @property
    def cookie(self) -> int:
        """See the module; the port is there so that what is about it can be found."""
        return COOKIE | self.port << 8 | (4 if self.meter else 0) | self.verdict


def port_of(cookie: int) -> int:
    """Return the port that a flow of ours is about."""
    return cookie >> 8 & 0xFFFF


def _field(number: int, value: bytes, mask: bytes = b"") -> bytes:
    header = _BASIC << 16 | number << 9 | (256 if mask else 0) | len(value) + len(mask)
    return struct.pack(">I", header) + value + mask


def in_port(number: int) -> bytes:
    """Match the port that a packet comes from."""
    return _field(0, struct.pack(">I", number))


def eth_src(mac: bytes) -> bytes:
    """Match the sender's hardware address."""
    return _field(4, mac)


def eth_type(number: int) -> bytes:
    """Match the protocol, such as 0x0800."""
    return _field(5, struct.pack(">H", number))


def ip_proto(number: int) -> bytes:
    """Match the protocol on top of IP."""
    return _field(10, bytes([number]))


def udp_src(port: int) -> bytes:
    """Match the sender's UDP port."""
    return _field(15, struct.pack(">H", port))


def udp_dst(port: int) -> bytes:
    """Match the receiver's UDP port."""
    return _field(16, struct.pack(">H", port))


def icmpv6_type(number: int) -> bytes:
    """Match the type of an ICMPv6 message."""
    return _field(29, bytes([number]))


def arp_sha(mac: bytes) -> bytes:
    """Match the sender's hardware address in ARP."""
    return _field(24, mac)


def nd_sll(mac: bytes) -> bytes:
    """Match the sender's hardware address in a neighbour solicitation."""
    return _field(32, mac)


def nd_tll(mac: bytes) -> bytes:
    """Match the target's hardware address in a neighbour advertisement."""
    return _field(33, mac)


@functools.lru_cache(maxsize=65536)
def subnet(kind: str, text: str) -> bytes:
    """Match an address or subnet; empty when it is everything, which is matched by saying nothing.

    ``kind`` is ``ipv4_src``, ``ipv4_dst``, ``arp_spa``, ``ipv6_src`` or ``nd_target``.
    """
    network = ipaddress.ip_network(text, strict=False)
    number = _ADDRESSES[kind]
    if network.prefixlen == 0:
        return b""
    mask = b"" if network.prefixlen == network.max_prefixlen else network.netmask.packed
    return _field(number, network.network_address.packed, mask)


_ADDRESSES: Final = {"ipv4_src": 11, "ipv4_dst": 12, "arp_spa": 22, "ipv6_src": 26, "nd_target": 31}

NOT_PASSED: Final = struct.pack(">II", _NXM1 << 16 | _PASSED << 9 | 4, 0)
"""Match packets that have not passed our rules yet."""


def match(*fields: bytes) -> Match:
    """Return a match of fields; empty ones say nothing."""
    return tuple(sorted(filter(None, fields)))


def parse_match(data: bytes) -> Match:
    """Return the match that a switch reports, without header and padding."""
    fields = []
    at = 0
    while at + 4 <= len(data):
        end = at + 4 + data[at + 3]
        fields.append(data[at:end])
        at = end
    return tuple(sorted(fields))


# -- as bytes -------------------------------------------------------------------------------------------------

ADD, DELETE, DELETE_STRICT = 0, 3, 4
ANY: Final = 0xFFFFFFFF
_NO_BUFFER: Final = 0xFFFFFFFF
_TELL_REMOVAL: Final = 1
_APPLY, _GOTO, _METER = 4, 1, 6
_MOD = struct.Struct(">QQBBHHHIIIHH")


def pack_match(fields: Match) -> bytes:
    """Return a match as it is sent, padded: what a field needs comes before it, extensions last."""
    # They are sorted by number, which puts what a field needs before it; but extensions belong at the end.
    body = b"".join([one for one in fields if one[0]]) + b"".join([one for one in fields if not one[0]])
    length = 4 + len(body)
    return struct.pack(">HH", 1, length) + body + b"\0" * (-length % 8)


def _instructions(flow: Flow) -> bytes:
    meter = struct.pack(">HHI", _METER, 8, flow.meter) if flow.meter else b""
    if flow.verdict is Verdict.GUARD:
        return meter + struct.pack(">HHB3x", _GOTO, 8, GUARD_TABLE)
    return meter + (_PASS if flow.verdict is Verdict.PASS else b"")


def _pass() -> bytes:
    mark = struct.pack(">HHII4x", 25, 16, _NXM1 << 16 | _PASSED << 9 | 4, 1)
    again = struct.pack(">HHIHHB3x", 0xFFFF, 16, 0x00002320, 14, 0xFFF8, 0)
    return struct.pack(">HH4x", _APPLY, 8 + len(mark) + len(again)) + mark + again


_PASS: Final = _pass()


def pack(flow: Flow, command: int = ADD) -> bytes:
    """Return the body of a message that adds a flow, or deletes it with ``DELETE_STRICT``."""
    flags = _TELL_REMOVAL if command == ADD else 0
    head = _MOD.pack(flow.cookie, 0, flow.table, command, 0, 0, flow.priority, _NO_BUFFER, ANY, ANY, flags, 0)
    return head + pack_match(flow.match) + (_instructions(flow) if command == ADD else b"")


def pack_deletion(key: Key) -> bytes:
    """Return the body of a message that deletes the flow of this table, priority and match, if it is ours."""
    table, priority, fields = key
    head = _MOD.pack(COOKIE, COOKIE_MASK, table, DELETE_STRICT, 0, 0, priority, _NO_BUFFER, ANY, ANY, 0, 0)
    return head + pack_match(fields)
