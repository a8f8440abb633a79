"""Whether the host can be reached through an interface: its address is there, and somebody answers on the link."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import TYPE_CHECKING, Final

from toolstack.agent import neighbour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.agent.netlink import Netlink
    from toolstack.agent.protocol import Probe

PERIOD: Final = 0.2
"""Seconds between two looks for an address that has not come yet."""
_DEFAULTS: Final = {4: "0.0.0.0/0", 6: "::/0"}


async def unreached(netlink: Netlink, probe: Probe, seen: Sequence[str]) -> str:
    """Return why a host cannot be reached through an interface, or the empty string when it can.

    ``seen`` are the addresses of machines that have answered before, on whatever device.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + probe.timeout
    while not (here := _addresses(netlink, probe)) or not set(_normal(probe.addresses)) <= set(here):
        if loop.time() >= deadline:
            missing = ", ".join(probe.addresses) or f"IPv{probe.version} address"
            return f"{probe.device} has no {missing}"
        await asyncio.sleep(PERIOD)
    gateways = probe.gateways or _learnt(netlink, probe)
    asked = gateways or neighbour.candidates(here, seen)
    if not asked:
        return f"nobody is known who could answer through {probe.device}"
    index = netlink.by_name[probe.device].index
    if await neighbour.first_answer(index, asked, max(0.0, deadline - loop.time())):
        return ""
    if gateways:
        return f"the gateway {' or '.join(gateways)} does not answer through {probe.device}"
    return f"no other machine answers through {probe.device}"


def _addresses(netlink: Netlink, probe: Probe) -> list[str]:
    found = (one for one in netlink.addresses_of(probe.device) if one.version == probe.version)
    return [one.text for one in found if not one.local]


def _learnt(netlink: Netlink, probe: Probe) -> tuple[str, ...]:
    """Return the gateways that DHCP or a router has given for the interface."""
    link = netlink.by_name.get(probe.device)
    return tuple(
        route.gateway
        for route in netlink.routes
        if link is not None and route.index == link.index and route.destination == _DEFAULTS[probe.version]
    )


def _normal(addresses: Sequence[str]) -> list[str]:
    return [str(ipaddress.ip_interface(text)) for text in addresses]
