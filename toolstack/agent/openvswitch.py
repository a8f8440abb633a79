"""The Open vSwitch backend: one transaction for each apply, whatever its size."""

from __future__ import annotations

import asyncio
import errno
import socket
import struct
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
import structlog

from toolstack.agent import ovs_bond, ovs_manager, rtnetlink
from toolstack.agent.backend import BackendRefusedError, BackendUnreachableError, Outcome, Switching
from toolstack.agent.flow_rule import Guard, guard
from toolstack.agent.guardian import Guardian, Place
from toolstack.agent.openflow import PROTOCOL, OpenFlowError
from toolstack.agent.ovs_change import Change, stale
from toolstack.agent.ovs_view import OWNER, VIF_OWNER, View
from toolstack.agent.ovsdb import Ovsdb, OvsdbRefusedError, OvsdbUnreachableError
from toolstack.plan.hostnet import Bridge, Vlan
from toolstack.plan.hoststate import Problem
from toolstack.plan.steps import DeleteManager, PutManager, PutUplink, PutVifPort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from toolstack.agent.ovs_manager import Certificates
    from toolstack.agent.ovs_row import Json
    from toolstack.agent.ovs_row import Port as PortRow
    from toolstack.agent.rtnetlink import Link
    from toolstack.plan.hostnet import HostNet, VifPort
    from toolstack.plan.hoststate import BondState
    from toolstack.plan.steps import Step

log = structlog.get_logger(__name__)

WAIT: Final = 30.0
"""Seconds that ovs-vswitchd may take for a small change."""
WAIT_EACH: Final = 0.02
"""Seconds more for each operation; its work grows faster than linearly."""
MAX_IDLE: Final = "5000"
"""Milliseconds after which unused datapath flows go, unless an administrator has set something."""

_CTRL, _GET_FAMILY, _FAMILY_NAME = 16, 3, 2
_FAMILY: Final = b"ovs_datapath\0"


def kernel_has_datapath() -> bool:
    """Return whether the kernel has the openvswitch module, loading it if it can be."""
    attribute = struct.pack("=HH", 4 + len(_FAMILY), _FAMILY_NAME) + _FAMILY + b"\0" * (-len(_FAMILY) % 4)
    body = struct.pack("=BBH", _GET_FAMILY, 1, 0) + attribute
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16) as asked:
        asked.settimeout(10)
        asked.send(rtnetlink.message(_CTRL, rtnetlink.REQUEST, 1, body))
        for header, answer in rtnetlink.messages(asked.recv(8192)):
            if header.type == rtnetlink.ERROR:
                return rtnetlink.error_of(answer) not in (errno.ENOENT, errno.EOPNOTSUPP)
    return True


class OpenVSwitch:
    """See :class:`toolstack.agent.backend.Backend`."""

    name = "openvswitch"

    def __init__(self, path: Path, certificates: Certificates, on_change: Callable[[], None]) -> None:
        self._certificates = certificates
        self._on_change = on_change
        self.db = Ovsdb(path, self._follow)
        self.view = View(self.db)
        self.guardian = Guardian(path.parent, self._admit, self._place, on_change)
        self._unguarded: dict[str, str] = {}
        """Guests' ports that could not be guarded, with the reason."""
        self.datapath_type = "system" if kernel_has_datapath() else "netdev"
        self._late = 0
        """The configuration that ovs-vswitchd has not carried out in time; 0 for none."""

    @property
    def ready(self) -> bool:
        """See Backend."""
        return self.db.connected.is_set()

    @property
    def version(self) -> str:
        """See Backend."""
        root = self.db.root
        return (root.ovs_version or "") if root else ""

    @property
    def changes(self) -> tuple[int, int]:
        """See Backend."""
        return (self.db.version, self.guardian.version)

    async def run(self) -> None:
        """See Backend."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.db.run())
            tasks.create_task(self.guardian.run())

    def _follow(self) -> None:
        if self.ready:
            self.view.refresh()
            guests = (port.name for port in self.view.ports.values() if _is_guest(port))
            self.guardian.watch({bridge.name for name in guests if (bridge := self.view.parents.get(name))})
        self._on_change()

    async def wait_ready(self) -> None:
        """See Backend."""
        await self.db.connected.wait()

    def normal(self, net: HostNet) -> HostNet:
        """See Backend."""
        replace = msgspec.structs.replace
        return replace(
            net,
            bridges=tuple(_lower(bridge) for bridge in net.bridges),
            vlans=tuple(_lower(vlan) for vlan in net.vlans),
            uplinks=tuple(ovs_bond.normal(uplink) for uplink in net.uplinks),
            vif_ports=tuple(_normal_vif(port) for port in net.vif_ports),
        )

    def seen(self, devices: Mapping[str, Link], wanted: HostNet) -> Switching:
        """See Backend."""
        found = self.view.seen(devices, wanted)
        targets = {port.name: port for port in wanted.vif_ports}
        ports = tuple(self._guarded(port, targets.get(port.name)) for port in found.vif_ports)
        manager = ovs_manager.seen(self.db.tables, self._certificates)
        return found._replace(vif_ports=ports, manager=manager)

    def _guarded(self, port: VifPort, target: VifPort | None) -> VifPort:
        """Return a port with how it is guarded: as wanted, or differently."""
        place = self._place(port.name)
        if target is None or place is None or not self.guardian.known(place):
            return port
        limit = target.rate_kbytes if not self.guardian.meterless else port.rate_kbytes
        if self.guardian.stands(place, guard(target)):
            return msgspec.structs.replace(
                port,
                locking=target.locking,
                ipv4_allowed=target.ipv4_allowed,
                ipv6_allowed=target.ipv6_allowed,
                rate_kbytes=limit,
            )
        return msgspec.structs.replace(port, locking="locked" if target.locking == "unlocked" else "unlocked")

    def _place(self, name: str) -> Place | None:
        self.view.refresh()
        row, parent = self.view.interfaces.get(name), self.view.parents.get(name)
        if row is None or parent is None or row.ofport is None or row.ofport < 0:
            return None
        return Place(parent.name, row.ofport)

    async def _admit(self, name: str) -> None:
        """Have a bridge that a controller has limited to other versions of OpenFlow speak ours as well."""
        self.view.refresh()
        row = self.view.bridges.get(name)
        if row is None:
            raise OpenFlowError(f"there is no bridge {name}")
        if row.protocols and PROTOCOL not in row.protocols:
            where = [["_uuid", "==", ["uuid", row.uuid]]]
            mutations = [["protocols", "insert", PROTOCOL]]
            try:
                await self._commit([{"op": "mutate", "table": "Bridge", "where": where, "mutations": mutations}])
            except (OvsdbUnreachableError, OvsdbRefusedError) as error:
                raise OpenFlowError(f"bridge {name}: {error}") from error

    async def apply(self, steps: Iterable[Step], wanted: HostNet) -> Outcome:
        """See Backend."""
        steps = tuple(steps)
        coming = self._coming(steps)
        await self.guardian.prepare({place: one for place, one in coming.values() if one.stands})
        change = Change(
            self.view,
            self.datapath_type,
            wanted,
            {name: place.number for name, (place, _) in coming.items()},
            policing=self.guardian.meterless,
        )
        bounce = []
        for step in steps:
            change.add(step)
            if isinstance(step, PutUplink) and _leaves_lacp(step):
                # Open vSwitch 3.1 keeps the members of a bond without LACP partner disabled when LACP goes off,
                # until the state of one of them changes.
                bounce.append(step.uplink.nics[-1])
        operations = change.operations()
        if any(isinstance(step, PutManager | DeleteManager) for step in steps):
            operations += ovs_manager.operations(self.db.tables, self._certificates, wanted.manager)
        try:
            fresh = not operations or await self._commit(operations)
        except OvsdbUnreachableError as error:
            raise BackendUnreachableError(str(error)) from error
        except OvsdbRefusedError as error:
            raise BackendRefusedError(str(error)) from error
        self._unguarded = await self.guardian.put({port.name: guard(port) for port in wanted.vif_ports})
        return Outcome(change.left, tuple(bounce), unguarded=frozenset(self._unguarded), stale=not fresh)

    def _coming(self, steps: Iterable[Step]) -> dict[str, tuple[Place, Guard]]:
        """Return where guarded ports that join a bridge will be, so that their flows can be there before them."""
        self.view.refresh()
        taken: dict[str, set[int]] = {}
        found = {}
        for step in steps:
            if not isinstance(step, PutVifPort) or not guard(step.port).stands:
                continue
            bridge, parent = self.view.bridges.get(step.port.bridge), self.view.parents.get(step.port.name)
            if bridge is None or parent is bridge:
                continue
            if bridge.name not in taken:
                members = (member for name in self._ports_of(bridge.name) for member in self.view.members(name))
                taken[bridge.name] = {member.ofport for member in members if member.ofport is not None}
            number = self.guardian.free(bridge.name, taken[bridge.name])
            taken[bridge.name].add(number)
            found[step.port.name] = (Place(bridge.name, number), guard(step.port))
        return found

    def _ports_of(self, bridge: str) -> list[PortRow]:
        return [port for port in self.view.ports.values() if self.view.parents[port.name].name == bridge]

    async def _commit(self, operations: list[Json]) -> bool:
        """Send a transaction and wait; False when a row that it is about was gone."""
        around = self._around()
        results = await self.db.transact([*around, *operations])
        cfg = int(results[len(around) - 1]["rows"][0]["next_cfg"])
        timeout = WAIT + WAIT_EACH * len(operations)
        self._late = 0 if await self.db.wait_applied(cfg, timeout) else cfg
        return not stale(operations, results[len(around) :])

    def _around(self) -> list[Json]:
        """The operations that go with every change; the last one tells the number to wait for."""
        found: list[Json] = [{"op": "comment", "comment": "patchbay agent"}]
        root = self.db.root
        if root is None:
            found.append({"op": "insert", "table": "Open_vSwitch", "row": {}})
        if root is None or "max-idle" not in root.other_config:
            idle = ["other_config", "insert", ["map", [["max-idle", MAX_IDLE]]]]
            found.append({"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": [idle]})
        count = [["next_cfg", "+=", 1]]
        found.append({"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": count})
        found.append({"op": "select", "table": "Open_vSwitch", "where": [], "columns": ["next_cfg"]})
        return found

    def problems(self, wanted: HostNet, devices: Mapping[str, Link]) -> list[Problem]:
        """See Backend."""
        self.view.refresh()
        found = []
        root = self.db.root
        if self._late and root is not None and root.cur_cfg < self._late:
            text = "ovs-vswitchd does not carry out what is configured"
            found.append(Problem(owner="", subject="ovs-vswitchd", code="ovs-error", text=text))
        owners = [(bridge.name, bridge.owner) for bridge in wanted.bridges]
        owners += [(vlan.name, vlan.owner) for vlan in wanted.vlans]
        owners += [(nic, uplink.owner) for uplink in wanted.uplinks for nic in uplink.nics]
        owners += [(port.name, port.owner) for port in wanted.vif_ports]
        for name, owner in owners:
            problem = self._problem(name, owner, devices)
            if problem is not None:
                found.append(problem)
        for port in wanted.vif_ports:
            place = self._place(port.name)
            if port.name in self._unguarded and (place is None or not self.guardian.stands(place, guard(port))):
                text = f"{port.name} has no carrier because it cannot be guarded: {self._unguarded[port.name]}"
                found.append(Problem(owner=port.owner, subject=port.name, code="ovs-error", text=text))
        return found

    def _problem(self, name: str, owner: str, devices: Mapping[str, Link]) -> Problem | None:
        row = self.view.interfaces.get(name)
        if row is None or (row.error is None and row.ofport is not None and row.ofport >= 0):
            return None
        if name not in devices:
            return Problem(owner=owner, subject=name, code="missing-device", text=f"there is no device {name}")
        text = row.error or f"ovs-vswitchd has not opened {name}"
        return Problem(owner=owner, subject=name, code="ovs-error", text=text)

    def bonds(self, carriers: Mapping[str, bool]) -> tuple[BondState, ...]:
        """See Backend."""
        self.view.refresh()
        return self.view.bonds(carriers)


def _is_guest(port: PortRow) -> bool:
    return port.external_ids.get(OWNER, "").startswith(VIF_OWNER)


def _leaves_lacp(step: PutUplink) -> bool:
    was = step.was
    return was is not None and was.mode == ovs_bond.LACP and step.uplink.mode not in ("", ovs_bond.LACP)


Addressed = TypeVar("Addressed", Bridge, Vlan)


def _lower(value: Addressed) -> Addressed:
    mac = value.mac.lower()
    return value if mac == value.mac else msgspec.structs.replace(value, mac=mac)


def _normal_vif(port: VifPort) -> VifPort:
    return msgspec.structs.replace(
        port,
        mac=dict(port.external_ids).get("attached-mac", ""),
        trunks=tuple(sorted(port.trunks)),
        carrier=port.carrier and port.locking != "disabled",
        ipv4_allowed=port.ipv4_allowed if port.locking == "locked" else (),
        ipv6_allowed=port.ipv6_allowed if port.locking == "locked" else (),
    )
