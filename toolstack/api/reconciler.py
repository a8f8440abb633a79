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

from toolstack.agent.protocol import Applied, Apply, Command, Confirm, HostState, Probed, Result, StopGuest
from toolstack.api.checkpoint import Checkpoint, probe
from toolstack.api.faults import AgentError, AgentRefused, AgentUnreachable
from toolstack.datamodel.host import Host
from toolstack.datamodel.message import Cls
from toolstack.plan import management
from toolstack.plan.hostnet import HostNet
from toolstack.plan.reflect import reflect
from toolstack.plan.relevance import relevant
from toolstack.plan.wanted import wanted
from toolstack.rules import alert, message, observation, vm_power
from toolstack.rules.confirmed import confirmed, differs, restore

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
ROLLED_BACK = "rolled-back"
"""The code of the problem by which an agent tells that it has taken a change back."""
MESSAGE = "MANAGEMENT_CHANGE_TAKEN_BACK"
MESSAGE_PRIORITY = 2
PART = 0.9
"""The part of the window for which the host may take to be found reachable: what is left is for the confirmation."""
LONGEST = 100.0
"""Seconds after which the answer is final, however long the window is."""
PATIENCE = 10.0
"""Seconds beyond the window that an agent may take to go back."""


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

    def __init__(
        self, store: Store, host: Ref[Host], link: Link, confirm_window: float, checkpoint: Checkpoint | None = None
    ) -> None:
        """``confirm_window`` is in seconds; 0 has nothing confirmed.  ``checkpoint`` outlives the server."""
        self.store = store
        self.host = host
        self.link = link
        self.confirm_window = confirm_window
        self.applied: HostNet | None = None
        """What the agent was last told to apply and did; None while that is unknown."""
        self.applied_generation = 0
        self.checkpoint = checkpoint or Checkpoint(None)
        self._confirmed: HostNet | None = None
        """The network in which the management interface was last found to work; None after a start."""
        self._open = True
        """Whether the agent may still wait for a confirmation."""
        self._taken_back = asyncio.Event()
        self._followed = False
        """Whether the records follow what the agent told last of going back: it tells so until the next apply."""
        self._reflected: HostState | None = None
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
        if _went_back(state):
            self._taken_back.set()
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
        """Have the newest wanted network applied where that is needed, and answer those who wait.

        A call gets an answer that was verified for it, even where nothing new is wanted.
        """
        await self._follow()
        snapshot = self.store.snapshot
        network = wanted(snapshot, self.host)
        state = self.link.state
        if waiting or network != self.applied or state is None:
            guarded = self._must_confirm(snapshot, network)
            self._taken_back.clear()
            self._followed = False
            # A restored database may be behind what the agent has applied; what it says now counts all the same.
            generation = max(snapshot.generation, state.generation if state else 0)
            result = await self.link.request(
                Apply(
                    generation=generation,
                    wanted=network,
                    confirm_within=self.confirm_window if guarded else None,
                )
            )
            if not isinstance(result, Applied):
                raise AgentRefused("bad-request", f"unexpected answer {type(result).__name__}")
            self.applied, self.applied_generation, state = network, generation, result.state
            self._reflected = state
            await self.store.change(self._reflection, state)
            # Those who came meanwhile, with changes that were in it already, need no apply of their own.
            waiting += [waiter for waiter in self._waiters if waiter.generation <= snapshot.generation]
            self._waiters = [waiter for waiter in self._waiters if waiter.generation > snapshot.generation]
            failure = await self._confirm(snapshot, network, state, guarded=guarded)
            if failure:
                self._waiters += _refuse(waiting, management.owners(snapshot, self.host), failure)
                return
        _settle(waiting, state)

    # -- the management interface -------------------------------------------------------------------

    def _must_confirm(self, snapshot: Snapshot, network: HostNet) -> bool:
        """Return whether a network has to prove itself before it stays."""
        known = self.checkpoint.known
        if not self.confirm_window or known is None:
            return False
        if differs(snapshot, self.host, known):
            return management.management_pif(snapshot, self.host) is not None
        return self._confirmed is not None and management.touched(snapshot, self.host, self._confirmed, network)

    async def _confirm(self, snapshot: Snapshot, network: HostNet, state: HostState, *, guarded: bool) -> str:
        """Keep an applied network if the host can be reached in it; returns why it was taken back, or nothing."""
        subjects = management.owners(snapshot, self.host)
        if any(problem.owner in subjects for problem in state.problems):
            self._open |= guarded  # the call fails, its change is undone, and so is this
            return ""
        question = probe(snapshot, self.host, min(self.confirm_window * PART, LONGEST))
        if guarded and question is not None:
            self._open = True
            answer = await self.link.request(question)
            failure = answer.failure if isinstance(answer, Probed) else "the agent did not find out"
            if failure:
                log.warning("a change of the management interface is not confirmed", host=self.host, reason=failure)
                async with asyncio.timeout(self.confirm_window + PATIENCE):
                    await self._taken_back.wait()
                await self.store.change(self._give_back, failure)
                self._followed = True
                return failure
        if self._open:
            await self.link.request(Confirm(generation=self.applied_generation))
            self._open = False
        known = self.checkpoint.known
        if guarded or self._confirmed is None or known is None or differs(snapshot, self.host, known):
            await self.checkpoint.keep(confirmed(snapshot, self.host))
        self._confirmed = network
        return ""

    async def _follow(self) -> None:
        """Have the records follow an agent that went back by itself, while nobody was there to see it."""
        state, known = self.link.state, self.checkpoint.known
        if state is None or known is None or self._followed or not _went_back(state):
            return
        self._followed = True
        if differs(self.store.snapshot, self.host, known):
            await self.store.change(self._give_back, "it was not confirmed in time")

    def _give_back(self, tx: Transaction, reason: str) -> None:
        known = self.checkpoint.known
        host = tx.find(Host, self.host)
        if known is None or host is None:
            return
        restore(tx, self.host, known)
        body = f"A change of the management interface of host {host.name_label} was taken back: {reason}."
        message.create(tx, MESSAGE, MESSAGE_PRIORITY, Cls.HOST, host.uuid, body)

    async def _reflect_reports(self) -> None:
        while True:
            await self._reported.wait()
            self._reported.clear()
            state = self.link.state
            if state is not None and state != self._reflected:
                self._reflected = state
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
            changes = reflect(tx, self.host, state)
            alert.leave(tx, self.host, state, changes)
            observation.record(tx, changes)


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


def _refuse(waiting: list[_Waiter], subjects: frozenset[str], failure: str) -> list[_Waiter]:
    """Fail those who wanted the management interface changed; returns the others, who have to wait again."""
    text = f"the change was taken back because the host could not be reached with it: {failure}"
    others = []
    for waiter in waiting:
        owner = next(iter(subjects & waiter.subjects), "")
        if not owner:
            others.append(waiter)
        elif not waiter.future.done():
            waiter.future.set_exception(AgentRefused(ROLLED_BACK, text, owner=owner))
    return others


def _went_back(state: HostState) -> bool:
    return any(problem.code == ROLLED_BACK for problem in state.problems)


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
