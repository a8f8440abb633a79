"""What a guest's port may send, as flows.

Table 0 has one flow for a port that is guarded in any way, above everything that controllers and plugins add.  It
counts the packet against the port's meter, and sends it on: to the guard table where the port is locked to addresses,
to nowhere where it is disabled.  A packet that passes is marked and goes through table 0 again, where our flow no
longer applies to it: what controllers have to say about it counts as well, and a bridge's own flow does the rest.

A locked port may send, each with its own hardware address as the sender's:

* IPv4 from the allowed addresses, and what asks for an address: DHCP from nowhere or to everybody;
* ARP for the allowed addresses, and probes whether an address is taken;
* IPv6 from the allowed addresses but no router's messages: advertisements, redirects and those that announce
  multicast routers and mobile agents; neighbour solicitations and advertisements only with the hardware address and
  for an allowed address.
"""

from __future__ import annotations

import functools
import ipaddress
from typing import TYPE_CHECKING, Final, NamedTuple

from toolstack.agent import flow
from toolstack.agent.flow import GUARD_TABLE, Flow, Key, Match, Verdict, match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.plan.hostnet import VifPort

TOP: Final = 65500
"""Priority in table 0."""
_SPECIAL, _REFUSED, _GENERAL, _REST = 800, 700, 600, 0
_IPV4, _ARP, _IPV6 = 0x0800, 0x0806, 0x86DD
_UDP, _ICMPV6 = 17, 58
_SOLICITATION, _ADVERTISEMENT = 135, 136
_ROUTERS: Final = (134, 137, 146, 147, 151, 152, 153)
"""Types of ICMPv6 messages that only routers and the like send."""


class Guard(NamedTuple):
    """How a port is guarded: all that its flows depend on but its number."""

    mac: str
    locking: str
    ipv4: tuple[str, ...]
    ipv6: tuple[str, ...]
    kilobytes: int
    """Limit per second; 0 for none."""

    @property
    def stands(self) -> bool:
        """Whether there is anything to guard."""
        return self.locking != "unlocked" or self.kilobytes > 0


def guard(port: VifPort) -> Guard:
    """Return how a port is to be guarded."""
    locked = port.locking == "locked"
    return Guard(
        port.mac if locked else "",
        port.locking,
        _merged(port.ipv4_allowed) if locked else (),
        _merged(port.ipv6_allowed) if locked else (),
        port.rate_kbytes,
    )


@functools.lru_cache(maxsize=4096)
def _merged(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same addresses as the fewest subnets."""
    found: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = [
        ipaddress.ip_network(text, strict=False) for text in addresses if _is_network(text)
    ]
    return tuple(str(one) for one in ipaddress.collapse_addresses(found))  # type: ignore[type-var]


def _is_network(text: str) -> bool:
    """Whether something is an address or subnet; what is none allows nothing."""
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


@functools.lru_cache(maxsize=4096)
def flows(number: int, wanted: Guard, meter: int) -> dict[Key, Flow]:
    """Return the flows of a port.

    Args:
        number: its OpenFlow port number.
        wanted: how it is guarded.
        meter: the number of its meter, where it has a limit and the switch has meters; else 0.
    """
    if not wanted.stands:
        return {}
    verdict = {"locked": Verdict.GUARD, "disabled": Verdict.DROP}.get(wanted.locking, Verdict.PASS)
    if verdict is Verdict.PASS and not meter:
        return {}
    first = Flow(0, TOP, match(flow.in_port(number), flow.NOT_PASSED), verdict, number, meter)
    found = [first]
    if verdict is Verdict.GUARD:
        found += [
            Flow(GUARD_TABLE, priority, fields, one, number)
            for priority, one, fields in _rules(flow.in_port(number), wanted)
        ]
    return {one.key: one for one in found}


def _rules(port: bytes, wanted: Guard) -> Iterable[tuple[int, Verdict, Match]]:
    mac = bytes.fromhex(wanted.mac.replace(":", ""))
    mine = (port, flow.eth_src(mac))
    yield _REST, Verdict.DROP, match(port)
    yield from _ipv4(mine, mac, wanted.ipv4)
    yield from _ipv6(mine, mac, wanted.ipv6)


def _ipv4(mine: tuple[bytes, ...], mac: bytes, allowed: tuple[str, ...]) -> Iterable[tuple[int, Verdict, Match]]:
    dhcp = (*mine, flow.eth_type(_IPV4), flow.ip_proto(_UDP), flow.udp_src(68), flow.udp_dst(67))
    yield _SPECIAL, Verdict.PASS, match(*dhcp, flow.subnet("ipv4_src", "0.0.0.0"))  # noqa: S104 - it has no address yet
    yield _SPECIAL, Verdict.PASS, match(*dhcp, flow.subnet("ipv4_dst", "255.255.255.255"))
    arp = (*mine, flow.eth_type(_ARP), flow.arp_sha(mac))
    yield _SPECIAL, Verdict.PASS, match(*arp, flow.subnet("arp_spa", "0.0.0.0"))  # noqa: S104 - a probe
    for text in allowed:
        yield _SPECIAL, Verdict.PASS, match(*arp, flow.subnet("arp_spa", text))
        yield _GENERAL, Verdict.PASS, match(*mine, flow.eth_type(_IPV4), flow.subnet("ipv4_src", text))


def _ipv6(mine: tuple[bytes, ...], mac: bytes, allowed: tuple[str, ...]) -> Iterable[tuple[int, Verdict, Match]]:
    if not allowed:
        return
    ipv6 = (*mine, flow.eth_type(_IPV6))
    icmp = (*ipv6, flow.ip_proto(_ICMPV6))
    asks, tells = (*icmp, flow.icmpv6_type(_SOLICITATION)), (*icmp, flow.icmpv6_type(_ADVERTISEMENT))
    for kind in (_SOLICITATION, _ADVERTISEMENT, *_ROUTERS):
        yield _REFUSED, Verdict.DROP, match(*icmp, flow.icmpv6_type(kind))
    for text in allowed:
        source, target = flow.subnet("ipv6_src", text), flow.subnet("nd_target", text)
        yield _SPECIAL, Verdict.PASS, match(*asks, source, flow.nd_sll(mac))
        yield _SPECIAL, Verdict.PASS, match(*asks, flow.subnet("ipv6_src", "::"), target)
        yield _SPECIAL, Verdict.PASS, match(*tells, source, target, flow.nd_tll(mac))
        yield _GENERAL, Verdict.PASS, match(*ipv6, source)
