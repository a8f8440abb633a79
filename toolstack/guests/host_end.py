"""The host's ends of guests' interfaces: veth devices ``vif<domid>.<device>`` in the agent's network namespace."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError

from toolstack.guests import netns
from toolstack.guests.guest import device_name

if TYPE_CHECKING:
    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.guests.guest import RunningGuest

BACKEND_MAC = "fe:ff:ff:ff:ff:ff"
"""Of every host end: so high that no bridge takes it for its own."""

_NAME = re.compile(r"vif([0-9]+)\.[0-9]+")


class HostEnds:
    """Makes and removes pairs of devices.  Call :meth:`prepare` first; methods raise NetlinkError and OSError."""

    def __init__(self) -> None:
        self._links = AsyncIPRoute()
        self._control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._listing = asyncio.Lock()

    async def prepare(self) -> None:
        """Get ready."""
        await self._links.bind(0)

    def close(self) -> None:
        """Close the sockets; the devices stay."""
        self._links.close()
        self._control.close()

    async def add(self, guest: RunningGuest, vif: GuestVifConfig, *, present: bool = False) -> None:
        """Make a pair and have it up at both ends, at the host's only if the guest is to have a carrier.

        The guest gets the addresses that are given for it.

        ``present`` says that an agent that is gone has made the devices, perhaps without finishing them.
        """
        outside, inside = _name(guest.init.domid, vif.device), device_name(vif.device)
        if not present:
            peer = {"ifname": inside, "net_ns_pid": guest.init.pid, "address": vif.mac, "mtu": vif.mtu}
            await self._links.link("add", ifname=outside, kind="veth", address=BACKEND_MAC, mtu=vif.mtu, peer=peer)
        netns.disable_checksum_offload(self._control, outside)
        guest.have_checksums(inside)
        _disable_ipv6(outside)
        await guest.set_up(inside)
        if vif.carrier:
            index = await self._links.link_lookup(ifname=outside)
            await self._links.link("set", index=index[0], state="up")
        await guest.configure(vif)

    async def remove(self, domid: int, device: int) -> None:
        """Remove a pair, which may be gone already."""
        await self._delete(_name(domid, device))

    async def remove_all(self, domids: set[int]) -> None:
        """Remove the pairs of guests that are gone."""
        for name, domid in (await self._present()).items():
            if domid in domids:
                await self._delete(name)

    async def domids(self) -> set[int]:
        """Return the domids that devices here are named after."""
        return set((await self._present()).values())

    async def _present(self) -> dict[str, int]:
        async with self._listing:  # the kernel lists one thing at a time for a socket
            names = [link.get("ifname") or "" async for link in await self._links.get_links(kind="veth")]
        return {name: int(match[1]) for name in names if (match := _NAME.fullmatch(name)) is not None}

    async def _delete(self, name: str) -> None:
        for index in await self._links.link_lookup(ifname=name):
            with suppress(NetlinkError):  # the guest ended meanwhile and took it along
                await self._links.link("del", index=index)


def _name(domid: int, device: int) -> str:
    return f"vif{domid}.{device}"


def _disable_ipv6(device: str) -> None:
    """Keep a host end from speaking IPv6 itself, lest every guest hears the host's router solicitations."""
    with suppress(FileNotFoundError):  # a kernel without IPv6
        Path(f"/proc/sys/net/ipv6/conf/{device}/disable_ipv6").write_text("1")
