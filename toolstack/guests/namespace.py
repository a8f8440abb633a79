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
import signal
from collections import defaultdict
from typing import TYPE_CHECKING, Self

import structlog
from pyroute2.netlink.exceptions import NetlinkError

from toolstack.guests import instance, journal, process
from toolstack.guests.driver import GuestError, GuestTimeoutError, GuestUnknownError
from toolstack.guests.guest import RunningGuest
from toolstack.guests.host_end import HostEnds
from toolstack.guests.journal import Entry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path
    from types import TracebackType

    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.guests.process import Init
    from toolstack.plan.hoststate import Guest

log = structlog.get_logger(__name__)


class NamespaceDriver:
    """Implements ``driver.GuestDriver``.

    ``directory`` is the agent's state directory; it exists and belongs to one agent at a time.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._mark = instance.mark(directory)
        self._journal = journal.Journal()
        self._guests: dict[str, RunningGuest] = {}
        self._last_domid = 0
        self._starting: set[int] = set()
        self._busy: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._callbacks: list[Callable[[], None]] = []
        self._exit = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._journal = journal.load(self._directory)
        self._last_domid = self._journal.next_domid - 1
        self._ends = HostEnds()
        self._exit.callback(self._ends.close)
        self._exit.callback(self._close_guests)
        self._tasks = asyncio.TaskGroup()
        self._watchers: dict[str, asyncio.Task[None]] = {}
        try:
            await self._ends.prepare()
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

    @property
    def last_domid(self) -> int:
        """The domid of the guest that was started last, or less while one with a smaller domid is being started."""
        return min(self._last_domid, min(self._starting, default=self._last_domid + 1) - 1)

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
            self._starting.add(domid)
            guest = None
            try:
                self._save(journal.Journal(next_domid=domid + 1, guests=self._journal.guests))
                init = await process.launch(vm_uuid, domid, self._mark, name_label)
                guest = RunningGuest(init, name_label)
                await self._fill(guest, vifs, paused=paused)
                self._finish(guest)
            except BaseException as error:
                if guest is not None:
                    guest.close()
                await asyncio.shield(self._discard(vm_uuid, domid))
                self._starting.discard(domid)
                raise _as_guest_error(error, f"guest {vm_uuid} was not started") from error
            self._guests[vm_uuid] = guest
            self._last_domid = max(self._last_domid, domid)
            self._starting.discard(domid)
            self._start_watching(guest)
        self._notify()
        return domid

    async def _fill(self, guest: RunningGuest, vifs: tuple[GuestVifConfig, ...], *, paused: bool) -> None:
        await guest.prepare()
        await guest.set_up("lo")
        if paused:
            await guest.pause()
        for vif in vifs:
            await self._ends.add(guest, vif)
        await guest.look()

    async def stop(self, vm_uuid: str, *, clean: bool = False, timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Stop a guest: see ``GuestDriver.stop``.

        Not under the guest's lock while it shuts down, so that a second call can cut that short.
        """
        guest = self._guests.get(vm_uuid)
        if guest is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(guest.init.pid, signal.SIGTERM if clean else signal.SIGKILL)
        try:
            async with asyncio.timeout(timeout if clean else None):
                await guest.ended.wait()
        except TimeoutError:
            raise GuestTimeoutError(f"guest {vm_uuid} did not shut down within {timeout:g} s") from None
        async with self._busy[vm_uuid]:
            if self._guests.get(vm_uuid) is guest:
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
                await self._ends.add(guest, vif, present=present is not None)
            except BaseException:
                await asyncio.shield(self._ends.remove(guest.init.domid, vif.device))
                raise
            await guest.look()
        self._notify()

    async def unplug_vif(self, vm_uuid: str, device: int) -> None:
        """Take an interface from a guest: see ``GuestDriver.unplug_vif``."""
        async with self._running(vm_uuid) as guest:
            await self._ends.remove(guest.init.domid, device)
            await guest.look()
        self._notify()

    async def configure_vif(self, vm_uuid: str, vif: GuestVifConfig, drop: tuple[str, ...] = ()) -> None:
        """Have a guest take addresses: see ``GuestDriver.configure_vif``."""
        async with self._running(vm_uuid) as guest:
            await guest.configure(vif, drop)
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

    # -- keeping books --------------------------------------------------------------------------------

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
        await self._ends.remove_all({guest.init.domid})
        instance.unname(self._directory, vm_uuid)
        self._save(self._journal.without_guest(vm_uuid))

    async def _discard(self, vm_uuid: str, domid: int) -> None:
        """Remove whatever there is of a guest that was not finished."""
        for init in process.find(self._mark):
            if init.domid == domid:
                await process.kill(init)
        await self._ends.remove_all({domid})
        instance.unname(self._directory, vm_uuid)

    async def _next_domid(self) -> int:
        """Return an unused domid: one that the journal has not given out, and no device here is named after."""
        taken = await self._ends.domids()
        # The journal is read after waiting: another guest may have been given the next one meanwhile.
        return max(self._journal.next_domid, max(taken, default=0) + 1)

    async def _adopt(self) -> None:
        """Take over the finished guests of an earlier agent, and end the unfinished ones."""
        known = self._journal.guests
        for init in process.find(self._mark):
            entry = known.get(init.vm_uuid)
            if entry is None or entry.domid != init.domid:
                log.warning("an unfinished guest is removed", vm=init.vm_uuid, domid=init.domid)
                await process.kill(init)
                continue
            try:
                await self._take_over(init, entry)
            except (GuestError, NetlinkError, OSError) as error:  # it ended just now, or is none any more
                log.warning("a guest is not adopted but ended", vm=init.vm_uuid, domid=init.domid, error=str(error))
                await process.kill(init)
        for vm_uuid in set(known) - set(self._guests):
            self._save(self._journal.without_guest(vm_uuid))
            instance.unname(self._directory, vm_uuid)
        adopted = {guest.init.domid for guest in self._guests.values()}
        await self._ends.remove_all(set(range(1, self._journal.next_domid)) - adopted)

    async def _take_over(self, init: Init, entry: Entry) -> None:
        guest = RunningGuest(init, entry.name_label)
        try:
            await guest.prepare()
            await guest.look()
            # Again, whatever it is by now: the agent may have ended half-way through it.
            await (guest.pause() if entry.paused else guest.resume())
            self._finish(guest)
        except BaseException:
            guest.close()
            raise
        self._guests[init.vm_uuid] = guest
        log.info("a running guest is adopted", vm=init.vm_uuid, domid=init.domid)

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
                if self._guests.get(vm_uuid) is not guest:
                    return
                if guest.ended.is_set():
                    log.info("a guest has ended", vm=vm_uuid, domid=guest.init.domid)
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


def _as_guest_error(error: BaseException, text: str) -> BaseException:
    """Return what a failure means to the agent; cancellation and our own errors are what they are."""
    return GuestError(f"{text}: {error}") if isinstance(error, NetlinkError | OSError) else error
