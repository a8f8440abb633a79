"""The Open vSwitch backend: one transaction for each apply, whatever its size."""

from __future__ import annotations

import errno
import socket
import struct
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
import structlog

from toolstack.agent import ovs_bond, rtnetlink
from toolstack.agent.backend import BackendRefusedError, BackendUnreachableError, Outcome, Switching
from toolstack.agent.ovs_change import Change, stale
from toolstack.agent.ovs_view import View
from toolstack.agent.ovsdb import Ovsdb, OvsdbRefusedError, OvsdbUnreachableError
from toolstack.plan.hostnet import Bridge, Vlan
from toolstack.plan.hoststate import Problem
from toolstack.plan.steps import PutUplink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from toolstack.agent.ovs_row import Json
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

    def __init__(self, path: Path, on_change: Callable[[], None]) -> None:
        self.db = Ovsdb(path, on_change)
        self.view = View(self.db)
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
    def changes(self) -> int:
        """See Backend."""
        return self.db.version

    async def run(self) -> None:
        """See Backend."""
        await self.db.run()

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
        return self.view.seen(devices, wanted)

    async def apply(self, steps: Iterable[Step], wanted: HostNet) -> Outcome:
        """See Backend."""
        change = Change(self.view, self.datapath_type, wanted)
        bounce = []
        for step in steps:
            change.add(step)
            if isinstance(step, PutUplink) and _leaves_lacp(step):
                # Open vSwitch 3.1 keeps the members of a bond without LACP partner disabled when LACP goes off,
                # until the state of one of them changes.
                bounce.append(step.uplink.nics[-1])
        operations = change.operations()
        if not operations:
            return Outcome(change.left)
        try:
            return Outcome(change.left, tuple(bounce), stale=not await self._commit(operations))
        except OvsdbUnreachableError as error:
            raise BackendUnreachableError(str(error)) from error
        except OvsdbRefusedError as error:
            raise BackendRefusedError(str(error)) from error

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
            if port.locking == "locked":
                text = f"{port.name} is not joined: the agent cannot lock guest interfaces to addresses yet"
                found.append(Problem(owner=port.owner, subject=port.name, code="not-supported", text=text))
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
