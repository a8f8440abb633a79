"""Keeping every host's network the one that the records ask for.

A reconciler takes no input: it is woken by a change of the records, by a report of the agent or by the
clock, reads the newest snapshot, computes the wanted network and has the agent apply it.  Calls that
arrive while an apply is under way are gathered into the next one, so that a burst costs two applies.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import structlog

from toolstack.agent.protocol import Applied, Apply, Command, Confirm, HostState, Result, StopGuest
from toolstack.api.faults import AgentError, AgentRefused, AgentUnreachable
from toolstack.datamodel.host import Host
from toolstack.plan import management
from toolstack.plan.hostnet import HostNet
from toolstack.plan.reflect import reflect
from toolstack.plan.relevance import relevant
from toolstack.plan.wanted import wanted
from toolstack.rules import observation, vm_power

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.store import Store
    from toolstack.db.transaction import Change, Transaction

log = structlog.get_logger(__name__)

PERIOD = 60.0
"""Seconds after which a host is looked at although nothing happened."""
RETRY_FIRST = 0.5
RETRY_LAST = 30.0


class Link(Protocol):
    """The connection to one host's agent."""

    @property
    def state(self) -> HostState | None:
        """What the agent reported last; None before the first connection."""

    async def request(self, command: Command) -> Result:
        """Send a command; raises AgentRefused or AgentUnreachable."""

    def subscribe(self, callback: Callable[[HostState], None]) -> None:
        """Call back with every state that arrives, also after a reconnect."""

    on_connection: Callable[[bool], None] | None
    """Called with True when the connection stands, with False when it is lost."""


@dataclass(slots=True)
class _Waiter:
    generation: int
    subjects: frozenset[str]
    future: asyncio.Future[None]


class Reconciler:
    """The one that keeps one host."""

    def __init__(self, store: Store, host: Ref[Host], link: Link, confirm_window: float) -> None:
        self.store = store
        self.host = host
        self.link = link
        self.confirm_window = confirm_window
        self.applied: HostNet | None = None
        """What the agent was last told to apply and did; None while that is unknown."""
        self.applied_generation = 0
        self._waiters: list[_Waiter] = []
        self._wake = asyncio.Event()
        self._reported = asyncio.Event()

    async def run(self) -> None:
        """Reconcile until cancelled."""
        self.store.subscribe(self._on_change)
        self.link.subscribe(self._on_report)
        self.link.on_connection = self._on_connection
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._reflect_reports())
            tasks.create_task(self._reconcile())

    async def converge(self, generation: int, subjects: Iterable[str]) -> None:
        """Wait for an apply of this generation or a later one: see ``call.Hosts.converge``."""
        waiter = _Waiter(generation, frozenset(subjects), asyncio.get_running_loop().create_future())
        self._waiters.append(waiter)
        self._wake.set()
        await waiter.future

    # -- being woken --------------------------------------------------------------------------------

    def _on_change(self, _snapshot: Snapshot, changes: Iterable[Change]) -> None:
        if any(matters(change) for change in changes):
            self._wake.set()

    def _on_report(self, state: HostState) -> None:
        if state.generation < self.applied_generation:  # the agent lost its memory: tell it again
            self.applied = None
            self._wake.set()
        self._reported.set()

    def _on_connection(self, connected: bool) -> None:  # noqa: FBT001 - the link's signature
        if connected:  # whatever was missed or forgotten meanwhile
            self.applied = None
            self._wake.set()

    # -- working ------------------------------------------------------------------------------------

    async def _reconcile(self) -> None:
        delay = RETRY_FIRST
        while True:
            waiting = None
            try:
                await asyncio.wait_for(self._wake.wait(), PERIOD)
            except TimeoutError:
                self.applied = None  # compare with what is really there
            self._wake.clear()
            waiting, self._waiters = self._waiters, []
            try:
                await self._apply(waiting)
                delay = RETRY_FIRST
            except AgentError as error:
                _fail(waiting, error)
                log.warning("host does not follow", host=self.host, error=str(error))
                self.applied = None
                asyncio.get_running_loop().call_later(delay, self._wake.set)
                delay = min(delay * 2, RETRY_LAST)
            except Exception as error:
                _fail(waiting, error)
                log.exception("reconciling failed", host=self.host)
                asyncio.get_running_loop().call_later(delay, self._wake.set)
                delay = min(delay * 2, RETRY_LAST)

    async def _apply(self, waiting: list[_Waiter]) -> None:
        snapshot = self.store.snapshot
        network = wanted(snapshot, self.host)
        state = self.link.state
        if waiting or network != self.applied or state is None:  # a call gets an answer that was verified for it
            guarded = self.applied is not None and management.touched(snapshot, self.host, self.applied, network)
            result = await self.link.request(
                Apply(
                    generation=snapshot.generation,
                    wanted=network,
                    confirm_within=self.confirm_window if guarded else None,
                )
            )
            if not isinstance(result, Applied):
                raise AgentRefused("bad-request", f"unexpected answer {type(result).__name__}")
            self.applied, self.applied_generation, state = network, snapshot.generation, result.state
            await self.store.change(self._reflection, state)
            if guarded:
                await self._confirm(snapshot, state)
        _settle(waiting, state)

    async def _confirm(self, snapshot: Snapshot, state: HostState) -> None:
        """Keep a change of the management interface if the host is still all right with it."""
        subjects = management.owners(snapshot, self.host)
        broken = next((p for p in state.problems if p.owner in subjects), None)
        if broken is None:
            await self.link.request(Confirm(generation=self.applied_generation))

    async def _reflect_reports(self) -> None:
        while True:
            await self._reported.wait()
            self._reported.clear()
            state = self.link.state
            if state is not None:
                try:
                    await self.store.change(self._reflection, state)
                except Exception:
                    log.exception("a report could not be recorded", host=self.host)
                await self._end_strays(state)

    async def _end_strays(self, state: HostState) -> None:
        """Stop guests that no record knows, such as a server leaves that ends while it starts one."""
        for uuid in vm_power.strays(self.store.snapshot, self.host, state.guests):
            log.warning("a guest that no record knows is stopped", host=self.host, vm=uuid)
            try:
                await self.link.request(StopGuest(vm_uuid=uuid))
            except AgentError as error:  # the next report brings the next try
                log.warning("it was not stopped", host=self.host, vm=uuid, error=str(error))

    def _reflection(self, tx: Transaction, state: HostState) -> None:
        if tx.find(Host, self.host) is not None:
            observation.record(tx, reflect(tx, self.host, state))


def matters(change: Change) -> bool:
    """Return whether a change can make another network wanted."""
    before = None if change.before is None else change.before.record
    after = None if change.after is None else change.after.record
    return before is not after and relevant(change.cls, before, after)


def _settle(waiting: list[_Waiter], state: HostState) -> None:
    for waiter in waiting:
        problem = next((p for p in state.problems if p.owner in waiter.subjects), None)
        if waiter.future.done():
            continue
        if problem is None:
            waiter.future.set_result(None)
        else:
            waiter.future.set_exception(AgentRefused(problem.code, problem.text, owner=problem.owner))


def _fail(waiting: list[_Waiter], error: Exception) -> None:
    for waiter in waiting:
        if not waiter.future.done():
            waiter.future.set_exception(error)


class Reconcilers:
    """All hosts' reconcilers; implements ``call.Hosts``."""

    def __init__(self) -> None:
        self._by_host: dict[str, Reconciler] = {}

    def add(self, reconciler: Reconciler) -> None:
        """Make a host known; its ``run`` is started by whoever owns the task group."""
        self._by_host[reconciler.host] = reconciler

    async def converge(self, host: Ref[Host], generation: int, subjects: Iterable[str]) -> None:
        """See ``call.Hosts.converge``."""
        await self._of(host).converge(generation, subjects)

    async def request(self, host: Ref[Host], command: Command) -> Result:
        """See ``call.Hosts.request``."""
        return await self._of(host).link.request(command)

    def state(self, host: Ref[Host]) -> HostState | None:
        """See ``call.Hosts.state``."""
        found = self._by_host.get(host)
        return None if found is None else found.link.state

    def _of(self, host: Ref[Host]) -> Reconciler:
        found = self._by_host.get(host)
        if found is None:
            raise AgentUnreachable(f"no agent is known for host {host}")
        return found
