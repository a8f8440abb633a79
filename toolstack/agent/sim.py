"""A host in memory that answers the agent's commands.

It plans with the same :func:`toolstack.plan.diff.diff` as the real agent and keeps the same promises about
generations, checkpoints, problems and reports, so that the server can be tested without a kernel.  Failures
are injected by setting attributes: see :class:`SimHost`.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import msgspec

from toolstack.agent import management
from toolstack.agent.memory import Remembered
from toolstack.agent.protocol import (
    Applied,
    Apply,
    BondMember,
    BondState,
    Command,
    ConfigureGuestVif,
    Confirm,
    Device,
    Done,
    Drift,
    Facts,
    Guest,
    GuestVif,
    GuestVifConfig,
    Hello,
    HostState,
    Nic,
    Observe,
    PauseGuest,
    Plan,
    Planned,
    PlugGuestVif,
    Probe,
    Probed,
    Problem,
    Refused,
    Result,
    Started,
    StartGuest,
    State,
    StopGuest,
    UnplugGuestVif,
)
from toolstack.plan.diff import diff
from toolstack.plan.hostnet import Bridge, HostNet, Interface, Uplink, VifPort, Vlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def nic(position: int, *, carrier: bool = True, speed: int = 1000) -> Nic:
    """Return an ordinary NIC ``eth<position>``."""
    return Nic(
        name=f"eth{position}",
        mac=f"02:00:00:00:00:{position:02x}",
        position=position,
        carrier=carrier,
        speed=speed if carrier else 0,
        duplex="full" if carrier else "unknown",
        driver="sim",
        bus_path=f"0000:00:{position + 3:02x}.0",
        vendor_id="1af4",
        device_id="1000",
        vendor_name="Simulated",
        device_name="NIC",
    )


class SimHost:
    """A host in memory: ``handle`` commands, ``subscribe`` to its states.

    Attributes:
        seen: the network that the host has; assign to it, then call :meth:`disturb`, to play an intruder.
        nics: its NICs by name; see also :meth:`cable`, :meth:`add_nic` and :meth:`remove_nic`.
        broken: name of a bridge, VLAN, port or NIC -> text; applying it ends in an ``ovs-error`` problem
            and leaves it out of what is seen.
        refuse: when set, the answer to every command but a greeting.
        stall: when set, commands wait until it is set as an event: an agent that hangs.
        leases: name of a bridge or VLAN -> address with prefix length that its DHCP server hands out.
        addresses: MAC of a guest's interface -> IPv4 addresses seen inside the guest.
        silent: names of bridges and VLANs through which nobody answers.
        history: every command handled, oldest first.
    """

    def __init__(self, nics: Iterable[Nic] | int = 2, hostname: str = "sim") -> None:
        found = [nic(position) for position in range(nics)] if isinstance(nics, int) else list(nics)
        self.nics = {one.name: one for one in found}
        self.seen = HostNet()
        self.broken: dict[str, str] = {}
        self.refuse: Refused | None = None
        self.stall: asyncio.Event | None = None
        self.leases: dict[str, str] = {}
        self.addresses: dict[str, tuple[str, ...]] = {}
        self.silent: set[str] = set()
        self.history: list[Command] = []
        self.drift: tuple[Drift, ...] = ()
        now = time.time()
        self.facts = Facts(
            hostname=hostname, ovs_version="0.0", boot_time=now, agent_start_time=now, memory_total=1 << 30
        )
        self._guests: dict[str, Guest] = {}
        self._next_domid = 1
        self._remembered = Remembered()
        self._timer: asyncio.TimerHandle | None = None
        self._listeners: list[Callable[[HostState], None]] = []

    # -- what the endpoint or a link calls ------------------------------------------------------------

    async def handle(self, command: Command) -> Result:  # noqa: PLR0911 - one for each command
        """Carry out one command."""
        self.history.append(command)
        if self.stall is not None:
            await self.stall.wait()
        if self.refuse is not None and not isinstance(command, Hello):
            return self.refuse
        match command:
            case Hello() | Observe():
                return State(state=self.state)
            case Apply():
                return self._apply(command)
            case Confirm():
                return self._confirm(command)
            case Probe(device=device):
                if device in self.silent:
                    await asyncio.sleep(command.timeout)
                    return Probed(failure=f"nobody answers through {device}")
                return Probed()
            case Plan(wanted=wanted):
                return Planned(steps=tuple(step.describe() for step in diff(self.seen, wanted)))
            case _:
                return self._guest(command)

    def subscribe(self, listener: Callable[[HostState], None]) -> Callable[[], None]:
        """Call ``listener`` with every new state; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def wanted(self) -> HostNet:
        """The network that was wanted last."""
        return self._remembered.wanted or HostNet()

    @property
    def generation(self) -> int:
        """The generation of the last apply."""
        return self._remembered.generation

    @property
    def state(self) -> HostState:
        """Everything the host shows now."""
        gateways = {route.destination: route.gateway for route in self.seen.routes}
        dns = self.seen.dns
        return HostState(
            generation=self.generation,
            seen=self.seen,
            nics=tuple(sorted(self.nics.values(), key=lambda one: one.position)),
            devices=self._devices(),
            bonds=self._bonds(),
            guests=tuple(self._guests[uuid] for uuid in sorted(self._guests)),
            last_domid=self._next_domid - 1,
            problems=self._problems(),
            drift=self.drift,
            ipv4_gateway=gateways.get("0.0.0.0/0", ""),
            ipv6_gateway=gateways.get("::/0", ""),
            dns_servers=dns.servers if dns else (),
            dns_domains=dns.domains if dns else (),
            facts=self.facts,
        )

    # -- what a test does to it -----------------------------------------------------------------------

    def report(self) -> None:
        """Send the state to everyone who listens, as after a notification."""
        state = self.state
        for listener in tuple(self._listeners):
            listener(state)

    def cable(self, name: str, *, plugged: bool) -> None:
        """Plug or pull the cable of a NIC."""
        speed, duplex = (1000, "full") if plugged else (0, "unknown")
        self.nics[name] = msgspec.structs.replace(self.nics[name], carrier=plugged, speed=speed, duplex=duplex)
        self.report()

    def add_nic(self, added: Nic) -> None:
        """Hot-plug a NIC; what was wanted of it comes about."""
        self.nics[added.name] = added
        self.seen = self._possible(self.wanted)
        self.report()

    def remove_nic(self, name: str) -> None:
        """Pull a NIC out of the host."""
        del self.nics[name]
        self.seen = self._possible(self.wanted)
        self.report()

    def disturb(self, seen: HostNet) -> None:
        """Let somebody else change the network; the host repairs and records what was done."""
        self.seen = seen
        steps = diff(seen, self._possible(self.wanted))
        now = time.time()
        added = tuple(Drift(at=now, text=step.describe(), owner=step.owner) for step in steps)
        self.drift = (*self.drift, *added)[-100:]
        self.seen = self._possible(self.wanted)
        self.report()

    def restart(self) -> None:
        """Forget what an agent keeps in memory only, as after a crash of the agent."""
        self.drift = ()
        self.report()

    # -- applying -------------------------------------------------------------------------------------

    def _apply(self, command: Apply) -> Applied | Refused:
        now = self._remembered
        if command.generation < now.generation:
            text = f"generation {command.generation} is older than {now.generation}"
            return Refused(code="stale", text=text)
        self._remember(management.guarded(now, command.generation, command.wanted, command.confirm_within))
        steps = diff(self.seen, command.wanted)
        self.seen = self._possible(command.wanted)
        state = self.state
        self.report()
        return Applied(generation=command.generation, steps=tuple(step.describe() for step in steps), state=state)

    def _confirm(self, command: Confirm) -> Done | Refused:
        confirmed = management.confirmed(self._remembered, command.generation)
        if confirmed is None:
            return Refused(code="stale", text=f"generation {command.generation} is not the one to confirm")
        self._remember(confirmed)
        return Done()

    def _remember(self, remembered: Remembered) -> None:
        self._remembered = remembered
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if remembered.checkpoint is not None:
            delay = management.remaining(remembered.checkpoint)
            self._timer = asyncio.get_running_loop().call_later(delay, self._roll_back)

    def _roll_back(self) -> None:
        self._remember(management.taken_back(self._remembered))
        self.seen = self._possible(self.wanted)
        self.report()

    def _possible(self, wanted: HostNet) -> HostNet:
        """Return what of a wanted network this host can have."""
        broken = self.broken
        return msgspec.structs.replace(
            wanted,
            bridges=tuple(one for one in wanted.bridges if one.name not in broken),
            vlans=tuple(one for one in wanted.vlans if one.name not in broken),
            uplinks=tuple(one for one in wanted.uplinks if one.name not in broken),
            vif_ports=tuple(one for one in wanted.vif_ports if one.name not in broken),
            interfaces=tuple(one for one in wanted.interfaces if one.name not in broken),
            links=tuple(one for one in wanted.links if one.name not in broken and one.name in self.nics),
        )

    def _problems(self) -> tuple[Problem, ...]:
        named: list[Bridge | Vlan | Uplink | VifPort] = [*self.wanted.bridges, *self.wanted.vlans]
        named += [*self.wanted.uplinks, *self.wanted.vif_ports]
        found = [
            Problem(owner=one.owner, subject=one.name, code="ovs-error", text=self.broken[one.name])
            for one in named
            if one.name in self.broken
        ]
        found += [
            Problem(owner=uplink.owner, subject=name, code="missing-device", text=f"there is no device {name}")
            for uplink in self.wanted.uplinks
            for name in uplink.nics
            if name not in self.nics
        ]
        if self._remembered.rolled_back:
            text = f"generation {self._remembered.rolled_back} was not confirmed in time and has been taken back"
            found.append(Problem(owner="", subject="", code="rolled-back", text=text))
        return tuple(found)

    # -- what is shown --------------------------------------------------------------------------------

    def _devices(self) -> tuple[Device, ...]:
        interfaces = {one.name: one for one in self.seen.interfaces}
        ends: list[Bridge | Vlan] = [*self.seen.bridges, *self.seen.vlans]
        return tuple(
            Device(
                name=one.name,
                mac=one.mac,
                mtu=interfaces[one.name].mtu if one.name in interfaces else 1500,
                up=one.name in interfaces,
                ipv4=self._live(interfaces.get(one.name)),
                ipv6=interfaces[one.name].ipv6 if one.name in interfaces else (),
            )
            for one in sorted(ends, key=lambda one: one.name)
        )

    def _live(self, interface: Interface | None) -> tuple[str, ...]:
        if interface is None:
            return ()
        if interface.ipv4_mode == "dhcp":
            return (self.leases[interface.name],) if interface.name in self.leases else ()
        return interface.ipv4

    def _bonds(self) -> tuple[BondState, ...]:
        bonds = []
        for uplink in self.seen.uplinks:
            if not uplink.mode:
                continue
            up = [name for name in uplink.nics if name in self.nics and self.nics[name].carrier]
            active = set(up[:1]) if uplink.mode == "active-backup" else set(up)
            members = (BondMember(name=name, up=name in up, active=name in active) for name in uplink.nics)
            bonds.append(BondState(name=uplink.name, members=tuple(members)))
        return tuple(bonds)

    # -- guests ---------------------------------------------------------------------------------------

    def _guest(self, command: Command) -> Result:
        match command:
            case StartGuest(vm_uuid=uuid) if uuid in self._guests:
                return Refused(code="guest-error", text=f"guest {uuid} runs already")
            case StartGuest(vm_uuid=uuid):
                guest = Guest(
                    vm_uuid=uuid,
                    domid=self._next_domid,
                    paused=command.paused,
                    vifs=tuple(self._vif(config) for config in command.vifs),
                )
                self._next_domid += 1
                self._set_guest(guest)
                return Started(domid=guest.domid)
            case StopGuest(vm_uuid=uuid):
                if self._guests.pop(uuid, None) is not None:
                    self.report()
                return Done()
            case PauseGuest() | PlugGuestVif() | UnplugGuestVif() | ConfigureGuestVif() if (
                command.vm_uuid not in self._guests
            ):
                return Refused(code="guest-unknown", text=f"guest {command.vm_uuid} does not run")
            case PauseGuest(vm_uuid=uuid, paused=paused):
                self._set_guest(msgspec.structs.replace(self._guests[uuid], paused=paused))
            case PlugGuestVif(vm_uuid=uuid, vif=config) | ConfigureGuestVif(vm_uuid=uuid, vif=config):
                kept = tuple(vif for vif in self._guests[uuid].vifs if vif.device != config.device)
                self._set_guest(msgspec.structs.replace(self._guests[uuid], vifs=(*kept, self._vif(config))))
            case UnplugGuestVif(vm_uuid=uuid, device=device):
                kept = tuple(vif for vif in self._guests[uuid].vifs if vif.device != device)
                self._set_guest(msgspec.structs.replace(self._guests[uuid], vifs=kept))
            case _:
                return Refused(code="bad-request", text=f"unknown command {type(command).__name__}")
        return Done()

    def _vif(self, config: GuestVifConfig) -> GuestVif:
        static = tuple(text.partition("/")[0] for text in (config.ipv4,) if text)
        return GuestVif(device=config.device, mac=config.mac, ipv4=(*static, *self.addresses.get(config.mac, ())))

    def _set_guest(self, guest: Guest) -> None:
        self._guests[guest.vm_uuid] = guest
        self.report()
