"""The driver that runs a VM as a network namespace with a process tree of its own.

A guest has its own network, processes, host name and mounts, so whatever is started in it
(``toolstack-lab guest-exec``) sees ``eth<device>`` and nothing of the host, and ends with it.  Its file system
is the host's.  What is remembered across agents is in :mod:`toolstack.guests.journal`; what really runs is
looked up among the processes of the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Self

import structlog
from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError

from toolstack.guests import instance, journal, netns, process
from toolstack.guests.driver import GuestError, GuestUnknownError
from toolstack.guests.guest import RunningGuest, device_name
from toolstack.guests.journal import Entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.guests.process import Init
    from toolstack.plan.hoststate import Guest

log = structlog.get_logger(__name__)

BACKEND_MAC = "fe:ff:ff:ff:ff:ff"
"""Of every host end: so high that no bridge takes it for its own."""

_HOST_END = re.compile(r"vif([0-9]+)\.[0-9]+")


class NamespaceDriver:
    """Implements ``driver.GuestDriver``.

    ``directory`` is the agent's state directory; it exists and belongs to one agent at a time.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mark = instance.mark(directory)
        self._journal = journal.Journal()
        self._guests: dict[str, RunningGuest] = {}
        self._busy: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._callbacks: list[Callable[[], None]] = []
        self._exit = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._journal = journal.load(self._directory)
        self._links = AsyncIPRoute()
        self._control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._exit.callback(self._control.close)
        self._exit.callback(self._links.close)
        self._exit.callback(self._close_guests)
        self._tasks = asyncio.TaskGroup()
        self._watchers: dict[str, asyncio.Task[None]] = {}
        try:
            await self._links.bind(0)
            await self._adopt()
        except BaseException:
            await self._exit.aclose()
            raise
        await self._tasks.__aenter__()
        for guest in self._guests.values():
            self._start_watching(guest)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._watchers.values():
            task.cancel()
        try:
            await self._tasks.__aexit__(kind, error, trace)
        finally:
            await self._exit.aclose()

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Call back whenever ``guests()`` may have changed."""
        self._callbacks.append(callback)

    def guests(self) -> tuple[Guest, ...]:
        """Return the guests that run, ordered by uuid."""
        return tuple(self._guests[uuid].value for uuid in sorted(self._guests))

    # -- starting and stopping ------------------------------------------------------------------------

    async def start(
        self, vm_uuid: str, name_label: str, vifs: tuple[GuestVifConfig, ...] = (), *, paused: bool = False
    ) -> int:
        """Start a guest and return its domid: see ``GuestDriver.start``."""
        async with self._busy[vm_uuid]:
            if vm_uuid in self._guests:
                raise GuestError(f"guest {vm_uuid} runs already")
            domid = await self._next_domid()
            self._save(journal.Journal(next_domid=domid + 1, guests=self._journal.guests))
            try:
                init = await process.launch(vm_uuid, domid, self._mark, name_label)
                guest = await self._take(init, name_label)
                await guest.set_up("lo")
                if paused:
                    await guest.pause()
                for vif in vifs:
                    await self._add_vif(guest, vif)
                await guest.look()
                self._finish(guest)
            except BaseException as error:
                await asyncio.shield(self._discard(vm_uuid, domid))
                raise _as_guest_error(error, f"guest {vm_uuid} was not started") from error
            self._start_watching(guest)
        self._notify()
        return domid

    async def stop(self, vm_uuid: str, *, clean: bool = False, timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Stop a guest: see ``GuestDriver.stop``."""
        async with self._busy[vm_uuid]:
            guest = self._guests.get(vm_uuid)
            if guest is None:
                return
            number = signal.SIGTERM if clean else signal.SIGKILL
            with contextlib.suppress(ProcessLookupError):
                os.kill(guest.init.pid, number)
            try:
                async with asyncio.timeout(timeout if clean else None):
                    await guest.ended.wait()
            except TimeoutError:
                raise GuestError(f"guest {vm_uuid} did not shut down within {timeout:g} s") from None
            await self._forget(guest)
        self._notify()

    async def pause(self, vm_uuid: str, *, paused: bool) -> None:
        """Stop a guest in its tracks or let it go on: see ``GuestDriver.pause``."""
        async with self._running(vm_uuid) as guest:
            await (guest.pause() if paused else guest.resume())
            self._finish(guest)
        self._notify()

    async def plug_vif(self, vm_uuid: str, vif: GuestVifConfig) -> None:
        """Give a guest another interface: see ``GuestDriver.plug_vif``."""
        async with self._running(vm_uuid) as guest:
            await guest.look()
            present = next((seen.mac for seen in guest.seen if seen.device == vif.device), None)
            if present not in (None, vif.mac):
                raise GuestError(f"guest {vm_uuid} has another device {vif.device}, with address {present}")
            try:
                await self._add_vif(guest, vif, present=present is not None)
            except BaseException:
                await asyncio.shield(self._delete(_host_end(guest, vif.device)))
                raise
            await guest.look()
        self._notify()

    async def unplug_vif(self, vm_uuid: str, device: int) -> None:
        """Take an interface from a guest: see ``GuestDriver.unplug_vif``."""
        async with self._running(vm_uuid) as guest:
            await self._delete(_host_end(guest, device))
            await guest.look()
        self._notify()

    @contextlib.asynccontextmanager
    async def _running(self, vm_uuid: str) -> AsyncIterator[RunningGuest]:
        """Have a guest for oneself; what netlink and the kernel raise becomes a GuestError."""
        async with self._busy[vm_uuid]:
            guest = self._guests.get(vm_uuid)
            if guest is None:
                raise GuestUnknownError(f"guest {vm_uuid} does not run")
            try:
                yield guest
            except (NetlinkError, OSError) as error:
                raise GuestError(f"guest {vm_uuid}: {error}") from error

    # -- interfaces -----------------------------------------------------------------------------------

    async def _add_vif(self, guest: RunningGuest, vif: GuestVifConfig, *, present: bool = False) -> None:
        """Make a pair of devices ready; ``present`` when an agent that is gone has made it before."""
        outside, inside = _host_end(guest, vif.device), device_name(vif.device)
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

    async def _delete(self, name: str) -> None:
        """Remove a host end and with it the guest's; it may be gone already."""
        for index in await self._links.link_lookup(ifname=name):
            with contextlib.suppress(NetlinkError):
                await self._links.link("del", index=index)

    # -- keeping books --------------------------------------------------------------------------------

    async def _take(self, init: Init, name_label: str) -> RunningGuest:
        guest = RunningGuest(init, name_label)
        self._guests[init.vm_uuid] = guest
        await guest.prepare()
        return guest

    def _finish(self, guest: RunningGuest) -> None:
        """Write down that a guest is complete, and whether it is paused."""
        init = guest.init
        name = instance.name(self._directory, init)
        entry = Entry(domid=init.domid, pid=init.pid, name_label=guest.name_label, namespace=name, paused=guest.paused)
        self._save(self._journal.with_guest(init.vm_uuid, entry))

    async def _forget(self, guest: RunningGuest) -> None:
        """Remove what is left of a guest that has ended."""
        vm_uuid = guest.init.vm_uuid
        watcher = self._watchers.pop(vm_uuid, None)
        if watcher is not None and watcher is not asyncio.current_task():
            watcher.cancel()
        self._guests.pop(vm_uuid, None)
        guest.close()
        await self._delete_host_ends({guest.init.domid})
        instance.unname(self._directory, vm_uuid)
        self._save(self._journal.without_guest(vm_uuid))

    async def _discard(self, vm_uuid: str, domid: int) -> None:
        """Remove whatever there is of a guest that was not finished."""
        guest = self._guests.pop(vm_uuid, None)
        if guest is not None:
            guest.close()
        for init in process.find(self._mark):
            if init.domid == domid:
                await process.kill(init)
        await self._delete_host_ends({domid})
        instance.unname(self._directory, vm_uuid)

    async def _delete_host_ends(self, domids: set[int]) -> None:
        for name, domid in (await self._host_ends()).items():
            if domid in domids:
                await self._delete(name)

    async def _next_domid(self) -> int:
        """Return an unused domid: one that the journal has not given out, and no device here is named after."""
        return max([self._journal.next_domid, *(domid + 1 for domid in (await self._host_ends()).values())])

    async def _host_ends(self) -> dict[str, int]:
        """Return the domids of all host ends here, by name."""
        names = [link.get("ifname") or "" async for link in await self._links.get_links(kind="veth")]
        return {name: int(match[1]) for name in names if (match := _HOST_END.fullmatch(name)) is not None}

    async def _adopt(self) -> None:
        """Take over the finished guests of an earlier agent, and end the unfinished ones."""
        known = self._journal.guests
        for init in process.find(self._mark):
            entry = known.get(init.vm_uuid)
            if entry is None or entry.domid != init.domid:
                log.warning("an unfinished guest is removed", vm=init.vm_uuid, domid=init.domid)
                await process.kill(init)
                continue
            guest = await self._take(init, entry.name_label)
            await guest.look()
            # Again, whatever it is by now: the agent may have ended half-way through it.
            await (guest.pause() if entry.paused else guest.resume())
            self._finish(guest)
            log.info("a running guest is adopted", vm=init.vm_uuid, domid=init.domid)
        for vm_uuid in set(known) - set(self._guests):
            self._save(self._journal.without_guest(vm_uuid))
            instance.unname(self._directory, vm_uuid)
        adopted = {guest.init.domid for guest in self._guests.values()}
        await self._delete_host_ends(set(range(1, self._journal.next_domid)) - adopted)

    def _save(self, value: journal.Journal) -> None:
        if value != self._journal:
            journal.save(self._directory, value)
            self._journal = value

    # -- watching -------------------------------------------------------------------------------------

    def _start_watching(self, guest: RunningGuest) -> None:
        self._watchers[guest.init.vm_uuid] = self._tasks.create_task(self._watch(guest))

    async def _watch(self, guest: RunningGuest) -> None:
        """Look at a guest whenever something moves in it, until it has ended."""
        vm_uuid = guest.init.vm_uuid
        while True:
            await guest.changed.wait()
            guest.changed.clear()
            async with self._busy[vm_uuid]:
                if guest.ended.is_set():
                    log.info("a guest has ended by itself", vm=vm_uuid, domid=guest.init.domid)
                    await self._forget(guest)
                    break
                before = guest.seen
                try:
                    await guest.look()
                except GuestError as error:  # it is ending, or the next notification brings the next try
                    log.warning("a guest was not looked at", vm=vm_uuid, error=str(error))
            if guest.seen != before:
                self._notify()
        self._notify()

    def _notify(self) -> None:
        for callback in self._callbacks:
            callback()

    def _close_guests(self) -> None:
        for guest in self._guests.values():
            guest.close()
        self._guests.clear()


def _host_end(guest: RunningGuest, device: int) -> str:
    return f"vif{guest.init.domid}.{device}"


def _disable_ipv6(device: str) -> None:
    """Keep a host end from speaking IPv6 itself, lest every guest hears the host's router solicitations."""
    with contextlib.suppress(FileNotFoundError):  # a kernel without IPv6
        Path(f"/proc/sys/net/ipv6/conf/{device}/disable_ipv6").write_text("1")


def _as_guest_error(error: BaseException, text: str) -> BaseException:
    """Return what a failure means to the agent; cancellation and our own errors are what they are."""
    return GuestError(f"{text}: {error}") if isinstance(error, NetlinkError | OSError) else error
