"""What the rows of the database mean: the bridges, VLANs, uplinks and guest ports that are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from toolstack.agent import ovs_bond
from toolstack.agent.backend import Switching
from toolstack.agent.ovs_row import Bridge as BridgeRow
from toolstack.agent.ovs_row import Interface as InterfaceRow
from toolstack.agent.ovs_row import Port as PortRow
from toolstack.plan.hostnet import Bridge, Uplink, VifPort, Vlan, pairs
from toolstack.plan.hoststate import BondMember, BondState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from toolstack.agent.ovsdb import Ovsdb
    from toolstack.agent.rtnetlink import Link
    from toolstack.plan.hostnet import HostNet

OWNER: Final = "patchbay-owner"
"""Key of external_ids on what is ours; its value is the class and uuid of the record it serves."""
NETWORKS: Final = "xs-network-uuids"
FAKE_NETWORKS: Final = "fake-bridge-xs-network-uuids"
"""Where ``ovs-vsctl br-get-external-id`` looks for a fake bridge's ``xs-network-uuids``."""
IGMP_MARK: Final = "mcast-snooping-disable-flood-unregistered"
"""Its presence tells that snooping was decided on, either way."""
VIF_KEYS: Final = frozenset({"xs-vm-uuid", "xs-vif-uuid", "xs-network-uuid", "attached-mac"})
VIF_OWNER: Final = "VIF:"
KILOBITS: Final = 8
"""In a kilobyte."""


Value = TypeVar("Value", Bridge, Vlan, Uplink, VifPort)


class View:
    """The rows by name, and what they mean.  It remembers what a row meant until the row changes."""

    def __init__(self, db: Ovsdb) -> None:
        self._db = db
        self._version = -1
        self._memo: dict[str, tuple[tuple[Any, ...], Any]] = {}
        self.bridges: dict[str, BridgeRow] = {}
        self.ports: dict[str, PortRow] = {}
        self.interfaces: dict[str, InterfaceRow] = {}
        self.parents: dict[str, BridgeRow] = {}
        """Port name -> the real bridge that it is on."""
        self.holders: dict[str, PortRow] = {}
        """Interface name -> the port that it is in."""

    def refresh(self) -> None:
        """Take note of changes of the rows; everything else here shows the state of the last call."""
        if self._version == self._db.version:
            return
        tables = self._db.tables
        by_id = cast("dict[str, PortRow]", tables["Port"])
        interface_by_id = cast("dict[str, InterfaceRow]", tables["Interface"])
        self.bridges = {row.name: row for row in cast("dict[str, BridgeRow]", tables["Bridge"]).values()}
        self.ports = {row.name: row for row in by_id.values()}
        self.interfaces = {row.name: row for row in interface_by_id.values()}
        self.parents = {
            by_id[uuid].name: bridge for bridge in self.bridges.values() for uuid in bridge.ports if uuid in by_id
        }
        self.holders = {
            interface_by_id[uuid].name: port
            for port in by_id.values()
            for uuid in port.interfaces
            if uuid in interface_by_id
        }
        self._version = self._db.version

    def members(self, port: PortRow) -> list[InterfaceRow]:
        """Return the interfaces of a port, by name."""
        rows = cast("dict[str, InterfaceRow]", self._db.tables["Interface"])
        if len(port.interfaces) == 1:  # nearly all
            row = rows.get(port.interfaces[0])
            return [] if row is None else [row]
        return sorted((rows[uuid] for uuid in port.interfaces if uuid in rows), key=lambda row: row.name)

    # -- what is ours ---------------------------------------------------------------------------------

    def seen(self, devices: Mapping[str, Link], wanted: HostNet) -> Switching:
        """Return what is ours.

        Args:
            devices: the kernel's devices by name.
            wanted: tells which further keys of a guest port are ours.
        """
        self.refresh()
        bridges: list[Bridge] = []
        found: list[Vlan | Uplink | VifPort] = []
        foreign: list[str] = []
        keys = {port.name: VIF_KEYS.union(key for key, _ in port.external_ids) for port in wanted.vif_ports}
        memo: dict[str, tuple[tuple[Any, ...], Any]] = {}
        for bridge in self.bridges.values():
            if OWNER in bridge.external_ids:
                bridges.append(self._bridge(bridge))
            else:
                foreign.append(bridge.name)
        for port in self.ports.values():
            parent = self.parents.get(port.name)
            if parent is None or port.name == parent.name:
                continue
            if OWNER not in port.external_ids:
                foreign.append(port.name)
                continue
            device = devices.get(port.name)
            found.append(self._port(port, parent.name, device, keys.get(port.name, VIF_KEYS), memo))
        self._memo = memo
        return Switching(
            _sorted(bridges),
            _sorted([value for value in found if isinstance(value, Vlan)]),
            _sorted([value for value in found if isinstance(value, Uplink)]),
            _sorted([value for value in found if isinstance(value, VifPort)]),
            frozenset(name for name, row in self.interfaces.items() if row.mtu_request is None),
            tuple(sorted(foreign)),
        )

    def _bridge(self, row: BridgeRow) -> Bridge:
        config, ids = row.other_config, row.external_ids
        in_band = config.get("disable-in-band")
        return Bridge(
            name=row.name,
            owner=ids[OWNER],
            mac=config.get("hwaddr", "").lower(),
            fail_mode=row.fail_mode or "",
            disable_in_band=None if in_band is None else in_band == "true",
            igmp_snooping=row.mcast_snooping_enable if IGMP_MARK in config else None,
            network_uuids=tuple(filter(None, ids.get(NETWORKS, "").split(";"))),
        )

    def _port(
        self,
        port: PortRow,
        parent: str,
        device: Link | None,
        keys: Collection[str],
        memo: dict[str, tuple[tuple[Any, ...], Any]],
    ) -> Vlan | Uplink | VifPort:
        members = self.members(port)
        basis = (port, parent, device, keys, *members)
        known = self._memo.get(port.uuid)
        if known is not None and known[0] == basis:  # rows are replaced when they change: mostly the same objects
            memo[port.uuid] = known
            return cast("Vlan | Uplink | VifPort", known[1])
        value: Vlan | Uplink | VifPort
        if port.external_ids[OWNER].startswith(VIF_OWNER):
            value = _vif_port(port, members, parent, device, keys)
        elif port.fake_bridge and port.tag is not None:
            value = _vlan(port, members, parent)
        else:
            value = _uplink(port, members, parent)
        memo[port.uuid] = (basis, value)
        return value

    def bonds(self, carriers: Mapping[str, bool]) -> tuple[BondState, ...]:
        """Return the live state of our bonds; ``carriers`` tells which devices have a carrier."""
        found = (
            _bond_state(port, self.members(port), carriers)
            for port in self.ports.values()
            if OWNER in port.external_ids and len(port.interfaces) > 1
        )
        return tuple(sorted(found, key=lambda bond: bond.name))


def _sorted(values: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda value: value.name))


def _vlan(port: PortRow, members: list[InterfaceRow], parent: str) -> Vlan:
    return Vlan(
        name=port.name,
        owner=port.external_ids[OWNER],
        parent=parent,
        tag=port.tag or 0,
        mac=(members[0].mac or "").lower() if members else "",
        network_uuid=port.external_ids.get(FAKE_NETWORKS, ""),
    )


def _uplink(port: PortRow, members: list[InterfaceRow], parent: str) -> Uplink:
    columns = ovs_bond.columns_of(port, members)
    bond = len(members) > 1 or columns.bond_mode is not None or columns.lacp is not None
    mode, settings = ovs_bond.from_columns(columns) if bond else ("", ())
    return Uplink(
        name=port.name,
        owner=port.external_ids[OWNER],
        bridge=parent,
        nics=tuple(member.name for member in members),
        mac=(port.mac or "").lower() if bond else "",
        mode=mode,
        settings=settings,
    )


def _vif_port(
    port: PortRow, members: list[InterfaceRow], parent: str, device: Link | None, keys: Collection[str]
) -> VifPort:
    interface = members[0] if members else None
    ids = interface.external_ids if interface else {}
    # A device that is not there has no MTU: the port is not as wanted until it appears.
    known = device is not None and interface is not None and interface.mtu_request is not None
    return VifPort(
        name=port.name,
        owner=port.external_ids[OWNER],
        bridge=parent,
        tag=port.tag,
        trunks=port.trunks,
        external_ids=pairs({key: value for key, value in ids.items() if key in keys}),
        mtu=device.mtu if known and device is not None else 0,
        mac=ids.get("attached-mac", ""),
        carrier=device is not None and device.up,
        rate_kbytes=interface.ingress_policing_rate // KILOBITS if interface else 0,
    )


def _bond_state(port: PortRow, members: list[InterfaceRow], carriers: Mapping[str, bool]) -> BondState:
    lacp = port.lacp in ("active", "passive")
    found = []
    for member in members:
        up = carriers.get(member.name, False)
        chosen = (member.mac_in_use or "") == (port.bond_active_slave or "none")
        if lacp:  # one that falls back to active-backup for want of a partner has a member that is chosen
            active = up and (member.lacp_current is True or chosen)
        else:
            active = up and (chosen or port.bond_mode != "active-backup")
        found.append(BondMember(name=member.name, up=up, active=active))
    return BondState(name=port.name, members=tuple(found))
