"""One running guest of the namespace driver: its interfaces, and what is seen inside."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError

from toolstack.guests import netns, process
from toolstack.guests.driver import GuestError
from toolstack.plan.hoststate import Guest, GuestVif

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.guests.process import Init

_ROOT = 0xFFFFFFFF
_BLACK_HOLE = "blackhole"
_NAME = re.compile(r"eth([0-9]+)")
_UNUSABLE = 0x40 | 0x08
"""Flags of an address that is still being checked for duplicates, or is one."""

_STATIC = 4
"""The protocol of routes that an administrator set, as opposed to the kernel and routing daemons."""
_ANY = {socket.AF_INET: "0.0.0.0/0", socket.AF_INET6: "::/0"}

_NETLINK = (socket.AF_NETLINK, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK, socket.NETLINK_ROUTE)
_CONTROL = (socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC, 0)


def device_name(device: int) -> str:
    """Return what an interface is called inside a guest."""
    return f"eth{device}"


class RunningGuest:
    """A guest with everything that is open for it.

    ``changed`` is set when something inside may have changed or the guest has died; the driver then calls
    :meth:`look`.
    """

    def __init__(self, init: Init, name_label: str, *, paused: bool = False) -> None:
        self.init = init
        self.name_label = name_label
        self.paused = paused
        self.seen: tuple[GuestVif, ...] = ()
        self.changed = asyncio.Event()
        self.ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._closing: list[Callable[[], object]] = []
        try:
            self._open()
        except OSError as error:
            self.close()
            raise GuestError(f"guest {init.vm_uuid} cannot be watched: {error}") from error

    def _open(self) -> None:
        self._pidfd = os.pidfd_open(self.init.pid)
        self._closing.append(lambda: os.close(self._pidfd))
        kinds = (_NETLINK, _NETLINK, _CONTROL)
        requests, self._watch, self._control = netns.open_sockets(self.init.network_namespace, *kinds)
        self._closing += [requests.close, self._watch.close, self._control.close]
        self._watch.bind((0, netns.WATCHED))
        self._links = AsyncIPRoute(use_socket=requests)
        self._closing.append(self._links.close)
        self._loop.add_reader(self._watch.fileno(), self._notified)
        self._closing.append(lambda: self._loop.remove_reader(self._watch.fileno()))
        self._loop.add_reader(self._pidfd, self._died)
        self._closing.append(lambda: self._loop.remove_reader(self._pidfd))

    async def prepare(self) -> None:
        """Get ready for :meth:`look` and the others."""
        await self._links.bind(0)

    def close(self) -> None:
        """Stop watching; the guest itself runs on."""
        while self._closing:
            self._closing.pop()()

    def _notified(self) -> None:
        netns.drain(self._watch)
        self.changed.set()

    def _died(self) -> None:
        self._loop.remove_reader(self._pidfd)
        self.ended.set()
        self.changed.set()

    # -- looking --------------------------------------------------------------------------------------

    @property
    def value(self) -> Guest:
        """The guest as it was seen last."""
        return Guest(vm_uuid=self.init.vm_uuid, domid=self.init.domid, paused=self.paused, vifs=self.seen)

    async def look(self) -> None:
        """See which interfaces and addresses the guest has.  Raises GuestError."""
        try:
            links = [link async for link in await self._links.get_links()]
            addresses = [address async for address in await self._links.get_addr()]
        except (NetlinkError, OSError) as error:
            raise GuestError(f"the interfaces of guest {self.init.vm_uuid} cannot be read: {error}") from error
        found = []
        for link in links:
            name = _NAME.fullmatch(link.get("ifname") or "")
            if name is None:
                continue
            usable = [a for a in addresses if a["index"] == link["index"] and not _flags(a) & _UNUSABLE]
            found.append(
                GuestVif(
                    device=int(name[1]),
                    mac=link.get("address") or "",
                    ipv4=_texts(usable, socket.AF_INET),
                    ipv6=_texts(usable, socket.AF_INET6),
                )
            )
        self.seen = tuple(sorted(found, key=lambda vif: vif.device))

    # -- changing -------------------------------------------------------------------------------------

    async def set_up(self, device: str) -> None:
        """Bring a device inside the guest up; a guest that is paused hears and says nothing there either."""
        index = await self._index(device)
        if self.paused:
            await self._links.tc("replace", kind=_BLACK_HOLE, index=index, parent=_ROOT)
        await self._links.link("set", index=index, state="up")

    def have_checksums(self, device: str) -> None:
        """Have the guest compute its checksums itself.  Raises OSError."""
        netns.disable_checksum_offload(self._control, device)

    async def pause(self) -> None:
        """Stop the processes, then the kernel's own answers: to pings, ARP, TCP and neighbour solicitations.

        The latter is a queue that drops whatever the guest sends.  Taking links down instead would lose routes
        and IPv6 addresses, and show a cable pulled, which a paused machine does not notice.
        """
        process.signal_all(self.init.pid, signal.SIGSTOP)
        self.paused = True
        for device in [device_name(vif.device) for vif in self.seen]:
            index = await self._index(device)
            await self._links.tc("replace", kind=_BLACK_HOLE, index=index, parent=_ROOT)

    async def resume(self) -> None:
        """Undo :meth:`pause`."""
        for device in [device_name(vif.device) for vif in self.seen]:
            index = await self._index(device)
            with suppress(NetlinkError):  # it has none when pausing was interrupted
                await self._links.tc("del", index=index, parent=_ROOT)
        process.signal_all(self.init.pid, signal.SIGCONT)
        self.paused = False

    async def configure(self, vif: GuestVifConfig, drop: tuple[str, ...] = ()) -> None:
        """Have a device take the addresses and gateways of ``vif``, and give up the addresses ``drop``.

        What the guest has set itself stays.  Raises NetlinkError.
        """
        index = await self._index(device_name(vif.device))
        for text in drop:
            old = ipaddress.ip_interface(text)
            with suppress(NetlinkError):  # the guest has removed it itself
                await self._links.addr("del", index=index, address=str(old.ip), prefixlen=old.network.prefixlen)
        for family, address, gateway in (
            (socket.AF_INET, vif.ipv4, vif.ipv4_gateway),
            (socket.AF_INET6, vif.ipv6, vif.ipv6_gateway),
        ):
            if address:
                new = ipaddress.ip_interface(address)
                await self._links.addr("replace", index=index, address=str(new.ip), prefixlen=new.network.prefixlen)
            await self._set_gateway(index, family, gateway)

    async def _set_gateway(self, index: int, family: socket.AddressFamily, gateway: str) -> None:
        """Have the default route that was set from outside lead to ``gateway``; remove it for none."""
        present = [route async for route in await self._links.route("dump", family=family, oif=index)]
        ours = [r for r in present if r["proto"] == _STATIC and not r["dst_len"] and r.get("RTA_GATEWAY")]
        for route in ours:
            if route.get("RTA_GATEWAY") != gateway:
                old = {"dst": _ANY[family], "gateway": route.get("RTA_GATEWAY"), "oif": index, "proto": _STATIC}
                await self._links.route("del", **old)
        if gateway and gateway not in [route.get("RTA_GATEWAY") for route in ours]:
            await self._links.route("replace", dst=_ANY[family], gateway=gateway, oif=index, proto=_STATIC)

    async def _index(self, device: str) -> int:
        found = await self._links.link_lookup(ifname=device)
        if not found:
            raise GuestError(f"guest {self.init.vm_uuid} has no device {device}")
        return int(found[0])


def _flags(address: Any) -> int:
    return int(address.get("IFA_FLAGS") or address["flags"])


def _texts(addresses: list[Any], family: int) -> tuple[str, ...]:
    return tuple(sorted(a.get("IFA_LOCAL") or a.get("IFA_ADDRESS") for a in addresses if a["family"] == family))
