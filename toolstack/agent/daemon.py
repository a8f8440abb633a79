"""The agent: makes the host's network the wanted one, keeps it so, and tells what it sees."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

import msgspec
import structlog

from toolstack.agent import management, neighbour, reach
from toolstack.agent.backend import BackendRefusedError, BackendUnreachableError
from toolstack.agent.management import Guard
from toolstack.agent.observer import NOTHING
from toolstack.agent.pace import Pace
from toolstack.agent.protocol import (
    Applied,
    Apply,
    Command,
    ConfigureGuestVif,
    Confirm,
    Done,
    Hello,
    Observe,
    PauseGuest,
    Plan,
    Planned,
    PlugGuestVif,
    Probe,
    Probed,
    Refused,
    Result,
    Started,
    StartGuest,
    State,
    StopGuest,
    UnplugGuestVif,
)
from toolstack.agent.residue import key_of, reachable, residue
from toolstack.guests.driver import GuestError
from toolstack.plan.diff import diff
from toolstack.plan.hoststate import Drift, HostState, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolstack.agent.backend import Backend
    from toolstack.agent.kernel import Kernel
    from toolstack.agent.memory import Checkpoint, Memory
    from toolstack.agent.netlink import Netlink
    from toolstack.agent.observer import Observer
    from toolstack.guests.driver import GuestDriver
    from toolstack.plan.hostnet import HostNet
    from toolstack.plan.steps import Step

log = structlog.get_logger(__name__)

GATHER: Final = 0.005
"""Seconds for which changes are gathered before they are looked at."""
PATIENCE: Final = 5.0
"""Seconds that a command waits for a switch that is just restarting."""
ATTEMPTS: Final = 3
"""How often the difference is taken anew when somebody else changes the same rows meanwhile."""
DRIFTS: Final = 100


class Agent:
    """One host's agent; implements ``endpoint.Host``.

    ``run`` keeps the network as it was wanted last and sends reports; ``handle`` carries out commands.
    """

    def __init__(
        self,
        backend: Backend,
        netlink: Netlink,
        kernel: Kernel,
        observer: Observer,
        memory: Memory,
        guests: GuestDriver | None,
    ) -> None:
        self._backend = backend
        self._netlink = netlink
        self._kernel = kernel
        self._observer = observer
        self._memory = memory
        self._guests = guests
        self._guard = Guard(self._checkpoint, self._roll_back)
        self._pace = Pace(self.wake)
        self._lock = asyncio.Lock()
        self._woken = asyncio.Event()
        self._listeners: list[Callable[[HostState], None]] = []
        self._state = HostState()
        self._told: HostState | None = None
        self._left: dict[object, Step] = {}
        """The steps that were still to do after the last apply, by what they are about."""
        self._failures: list[Problem] = []
        """What the kernel refused in the last apply."""
        self._drift: tuple[Drift, ...] = ()
        self._neighbours: tuple[str, ...] = ()
        """Who had answered on the network before the change that is to be confirmed."""

    # -- life -----------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Have the network looked at soon; for whoever notices a change."""
        self._woken.set()

    async def run(self, started: Callable[[], None]) -> None:
        """Run until cancelled; ``started`` is called once the remembered network has been tried."""
        self._memory.load()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._netlink.run())
            tasks.create_task(self._backend.run())
            tasks.create_task(self._kernel.dhcp.run())
            await self._netlink.ready.wait()
            await self._wait_backend()
            await self._start()
            started()
            tasks.create_task(self._keep())
            tasks.create_task(self._guard.run())

    async def _start(self) -> None:
        """Make the remembered network before anybody asks."""
        remembered = self._memory.now
        async with self._lock:
            if self._backend.ready and remembered.wanted is not None:
                try:
                    steps = await self._converge(remembered.wanted, remembered.wanted)
                    log.info("network as remembered", generation=remembered.generation, steps=len(steps))
                except (BackendUnreachableError, BackendRefusedError) as error:
                    log.warning("remembered network not made yet", reason=str(error))
            self._look()

    async def _wait_backend(self) -> bool:
        """Wait a while for a switch that is just starting; returns whether it can be spoken to."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._backend.wait_ready()
        except TimeoutError:
            log.warning("the switch cannot be spoken to", backend=self._backend.name)
        return self._backend.ready

    # -- commands -------------------------------------------------------------------------------------

    async def handle(self, command: Command) -> Result:
        """See ``endpoint.Host``."""
        try:
            return await self._carry_out(command)
        except BackendUnreachableError as error:
            return Refused(code="ovs-unreachable", text=str(error), retry=True)
        except BackendRefusedError as error:
            return Refused(code="ovs-error", text=str(error))
        except GuestError as error:
            return Refused(code=error.code, text=str(error))
        except Exception as error:
            log.exception("command failed", command=type(command).__name__)
            return Refused(code="internal", text=f"{type(error).__name__}: {error}")

    async def _carry_out(self, command: Command) -> Result:  # noqa: PLR0911 - one for each command
        match command:
            case Hello():
                return State(state=self._state)
            case Observe():
                async with self._lock:
                    await self._netlink.sync()
                    self._observer.forget()
                    return State(state=self._look())
            case Apply():
                return await self._apply(command)
            case Confirm(generation=generation):
                return await self._confirm(generation)
            case Probe():  # outside the lock: it may take long, and the way back must stay open
                return Probed(failure=await reach.unreached(self._netlink, command, self._neighbours))
            case Plan(wanted=wanted):
                async with self._lock:
                    await self._need_backend()
                    target = self._observer.normal(wanted)
                    steps = diff(self._observer.net(target, self._wanted()), target)
                    return Planned(steps=tuple(step.describe() for step in steps))
            case _:
                return await self._guest(command)

    def subscribe(self, listener: Callable[[HostState], None]) -> Callable[[], None]:
        """See ``endpoint.Host``."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def _need_backend(self) -> None:
        if not self._backend.ready and not await self._wait_backend():
            raise BackendUnreachableError(f"{self._backend.name} cannot be spoken to")

    async def _apply(self, command: Apply) -> Result:
        target = self._observer.normal(command.wanted)
        async with self._lock:
            now = self._memory.now
            if command.generation < now.generation:
                text = f"generation {command.generation} is older than {now.generation}"
                return Refused(code="stale", text=text)
            await self._need_backend()
            before = now.wanted or NOTHING
            guarded = management.guarded(now, command.generation, target, command.confirm_within)
            if guarded.checkpoint is not None and now.checkpoint is None:
                self._neighbours = await neighbour.known()
            # A generation that wants the same is not worth a write: forgotten, it is told again.
            lasting = msgspec.structs.replace(guarded, generation=now.generation) != now
            self._memory.now = guarded
            if guarded.checkpoint is not None:  # the way back has to be known before the first step
                await self._memory.flush()
            done = await self._make(target, before, lasting=lasting)
            self._guard.changed()
            if isinstance(done, Exception):
                self._memory.now = now
                await self._memory.flush()
                raise done
            words = tuple(step.describe() for step in done)
            return Applied(generation=command.generation, steps=words, state=self._look())

    async def _make(self, target: HostNet, before: HostNet, *, lasting: bool) -> Sequence[Step] | Exception:
        """Make a network while what is to be remembered is being written; returns the steps or why there are none."""
        async with asyncio.TaskGroup() as tasks:
            if lasting:
                tasks.create_task(self._memory.flush())
            try:
                return await self._converge(target, before)
            except (BackendUnreachableError, BackendRefusedError) as error:
                return error

    async def _confirm(self, generation: int) -> Result:
        async with self._lock:
            remembered = management.confirmed(self._memory.now, generation)
            if remembered is None:
                return Refused(code="stale", text=f"generation {generation} is not the one to confirm")
            self._memory.now = remembered
            await self._memory.flush()
            self._guard.changed()
        return Done()

    async def _guest(self, command: Command) -> Result:
        driver = self._guests
        if driver is None:
            return Refused(code="guest-error", text="this host runs no guests: agent.guest_driver is none")
        match command:
            case StartGuest():
                domid = await driver.start(command.vm_uuid, command.name_label, command.vifs, paused=command.paused)
                return Started(domid=domid)
            case StopGuest():
                await driver.stop(command.vm_uuid, clean=command.clean, timeout=command.timeout)
            case PauseGuest():
                await driver.pause(command.vm_uuid, paused=command.paused)
            case PlugGuestVif():
                await driver.plug_vif(command.vm_uuid, command.vif)
            case UnplugGuestVif():
                await driver.unplug_vif(command.vm_uuid, command.device)
            case ConfigureGuestVif():
                await driver.configure_vif(command.vm_uuid, command.vif, command.drop)
            case _:
                return Refused(code="bad-request", text=f"unknown command {type(command).__name__}")
        self.wake()
        return Done()

    # -- the network ----------------------------------------------------------------------------------

    def _wanted(self) -> HostNet:
        return self._memory.now.wanted or NOTHING

    def _checkpoint(self) -> Checkpoint | None:
        return self._memory.now.checkpoint

    async def _converge(self, target: HostNet, before: HostNet) -> Sequence[Step]:
        """Make a network; returns the steps that were taken.  The lock is held.

        Raises:
            BackendUnreachableError, BackendRefusedError: nothing was done, or it is not known.
        """
        taken: list[Step] = []
        for _ in range(ATTEMPTS):
            steps = diff(self._observer.net(target, before), target)
            if not steps:
                self._failures = []
                break
            outcome = await self._backend.apply(steps, target)
            self._failures = await self._kernel.apply(steps, outcome)
            taken += steps
            if not outcome.stale:
                break
        self._left = residue(self._observer.net(target, target), target)
        return taken

    async def _roll_back(self) -> bool:
        """Go back to the network before an unconfirmed change; False when that has to be tried again."""
        async with self._lock:
            checkpoint = self._memory.now.checkpoint
            if checkpoint is None or management.remaining(checkpoint) > 0:
                return True
            try:
                await self._need_backend()
                await self._converge(checkpoint.before, self._wanted())
            except (BackendUnreachableError, BackendRefusedError) as error:
                log.error("cannot go back yet", reason=str(error))  # noqa: TRY400 - tried again
                return False
            self._memory.now = management.taken_back(self._memory.now)
            await self._memory.flush()
            self.wake()
        return True

    # -- keeping it -----------------------------------------------------------------------------------

    async def _keep(self) -> None:
        """Look whenever something has changed: repair what others did to our network, and report."""
        while True:
            await self._woken.wait()
            await asyncio.sleep(GATHER)
            self._woken.clear()
            async with self._lock:
                try:
                    await self._repair()
                except (BackendUnreachableError, BackendRefusedError) as error:
                    log.warning("repair failed", reason=str(error))
                    self._pace.failed()
                except Exception:
                    log.exception("looking after the network failed")
                    self._pace.failed()
                self._tell(self._look())

    async def _repair(self) -> None:
        wanted = self._memory.now.wanted
        if wanted is None or not self._backend.ready:
            return
        devices = self._netlink.by_name
        left = residue(self._observer.net(wanted, wanted), wanted)
        # What failed before is tried again when something about it has changed; what has no device has to wait.
        todo = {key: step for key, step in left.items() if self._left.get(key) != step and reachable(step, devices)}
        appeared = self._pace.appeared(frozenset((link.name, link.index) for link in devices.values()), bool(left))
        if not todo and not appeared:
            self._left = left
            return
        if not self._pace.may_work():
            return
        drifted = [step for key, step in todo.items() if key not in self._left]
        await self._converge(wanted, wanted)
        for step in drifted:
            log.warning("repaired what somebody else had changed", step=step.describe(), owner=step.owner)
        now = time.time()
        self._drift += tuple(Drift(at=now, text=step.describe(), owner=step.owner) for step in drifted)
        self._drift = self._drift[-DRIFTS:]

    # -- telling --------------------------------------------------------------------------------------

    def _look(self) -> HostState:
        """Return the state of the host now; the same object as long as nothing has changed."""
        remembered = self._memory.now
        wanted = remembered.wanted or NOTHING
        if self._backend.ready:
            seen = self._observer.net(wanted, wanted)
            problems = self._problems(seen, wanted)
        else:
            seen = self._state.seen
            text = f"{self._backend.name} cannot be spoken to; what is shown of it may be old"
            lost = Problem(owner="", subject=self._backend.name, code="ovs-error", text=text)
            problems = (*(problem for problem in self._state.problems if problem != lost), lost)
        state = msgspec.structs.replace(
            self._observer.state(seen),
            generation=remembered.generation,
            problems=problems,
            drift=self._drift,
        )
        if state != self._state:
            self._state = state
        return self._state

    def _problems(self, seen: HostNet, wanted: HostNet) -> tuple[Problem, ...]:
        devices = self._netlink.by_name
        found = self._backend.problems(wanted, devices) + self._kernel.problems()
        left = residue(seen, wanted)
        subjects = {key_of(step)[1] for step in left.values()}
        found += [problem for problem in self._failures if problem.subject in subjects or not problem.owner]
        explained = {problem.owner for problem in found}
        for step in left.values():
            if step.owner in explained:
                continue
            missing = not reachable(step, devices)
            text = f"there is no device {key_of(step)[1]}" if missing else f"still to do: {step.describe()}"
            code = "missing-device" if missing else "ovs-error"
            found.append(Problem(owner=step.owner, subject=str(key_of(step)[1]), code=code, text=text))
        if self._memory.now.rolled_back:
            text = f"generation {self._memory.now.rolled_back} was not confirmed in time and has been taken back"
            found.append(Problem(owner="", subject="", code="rolled-back", text=text))
        return tuple(dict.fromkeys(found))

    def _tell(self, state: HostState) -> None:
        if state is self._told:
            return
        self._told = state
        for listener in tuple(self._listeners):
            listener(state)
