"""Steps as the operations of one OVSDB transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from toolstack.agent import ovs_bond
from toolstack.agent.ovs_row import wire
from toolstack.agent.ovs_view import FAKE_NETWORKS, IGMP_MARK, KILOBITS, NETWORKS, OWNER, VIF_KEYS
from toolstack.plan.steps import (
    DeleteBridge,
    DeleteUplink,
    DeleteVifPort,
    DeleteVlan,
    PutBridge,
    PutInterface,
    PutLink,
    PutUplink,
    PutVifPort,
    PutVlan,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolstack.agent.ovs_row import Json
    from toolstack.agent.ovs_row import Port as PortRow
    from toolstack.agent.ovs_view import View
    from toolstack.plan.hostnet import Bridge, HostNet, Interface, Link, Uplink, VifPort, Vlan

MAC_TABLE_SIZE: Final = "10000"
_BRIDGE_CONFIG: Final = frozenset(
    {"hwaddr", "mac-table-size", "disable-in-band", "enable-ipv6-mcast-snooping", IGMP_MARK}
)
_PORT_IDS: Final = frozenset({OWNER, FAKE_NETWORKS})
_BURST: Final = 10
"""Part of a second's traffic that may come at once under a rate limit is one tenth."""


@dataclass
class InterfacePut:
    """An interface as it should be; keys of its maps that are not ours stay as they are."""

    columns: dict[str, Any]
    other_config: dict[str, str] = field(default_factory=dict)
    external_ids: dict[str, str] = field(default_factory=dict)
    owned_ids: frozenset[str] = frozenset()


@dataclass
class PortPut:
    """A port as it should be."""

    bridge: str
    columns: dict[str, Any]
    external_ids: dict[str, str]
    other_config: dict[str, str]
    interfaces: dict[str, InterfacePut]


class Change:
    """Collects steps and turns them into operations.

    Args:
        view: the rows as they are.
        datapath_type: what new bridges get.
        wanted: the network that the steps lead to.
        numbers: the OpenFlow port numbers that some guests' ports are to get.
        policing: whether limits of guests' ports are the interfaces' policing, for want of meters.

    Attributes:
        left: names of devices whose MTU the database cannot set because no port of ours holds them.
    """

    def __init__(
        self,
        view: View,
        datapath_type: str,
        wanted: HostNet,
        numbers: Mapping[str, int] | None = None,
        *,
        policing: bool = False,
    ) -> None:
        self._view = view
        self._numbers = numbers or {}
        self._policing = policing
        devices: list[Link | Interface | VifPort] = [*wanted.links, *wanted.interfaces, *wanted.vif_ports]
        self._standing = {device.name: device.mtu for device in devices}
        """The MTU of every device, also of those that have it already: a new row has to say it again."""
        self._datapath_type = datapath_type
        self._bridges: dict[str, Bridge] = {}
        self._ports: dict[str, PortPut] = {}
        self._mtus: dict[str, int] = {}
        self._gone_bridges: set[str] = set()
        self._gone_ports: set[str] = set()
        self._operations: list[Json] = []
        self._joined: dict[str, list[Json]] = {}
        self._parted: dict[str, list[Json]] = {}
        self._new_bridges: dict[str, tuple[dict[str, Json], list[Json]]] = {}
        self._names = 0
        self.left: dict[str, int] = {}

    def add(self, step: Step) -> None:
        """Take a step on; steps that do not concern the database are ignored."""
        match step:
            case PutBridge(bridge=bridge):
                self._bridges[bridge.name] = bridge
            case PutVlan(vlan=vlan):
                self._ports[vlan.name] = _vlan_port(vlan)
            case PutUplink(uplink=uplink):
                self._ports[uplink.name] = _uplink_port(uplink)
            case PutVifPort(port=port):
                self._ports[port.name] = _vif_port(port, policing=self._policing)
                self._mtus[port.name] = port.mtu
            case PutInterface(interface=interface):
                self._mtus[interface.name] = interface.mtu
            case PutLink(link=link):
                self._mtus[link.name] = link.mtu
            case DeleteBridge(was=was):
                self._gone_bridges.add(was.name)
            case DeleteVlan(was=was) | DeleteUplink(was=was) | DeleteVifPort(was=was):
                self._gone_ports.add(was.name)
            case _:
                pass

    def operations(self) -> list[Json]:
        """Return the operations of all steps; empty when the rows are as they should be already.  Call it once."""
        self._view.refresh()
        self._resolve_names()
        for bridge in self._bridges.values():
            self._put_bridge(bridge)
        self._fix_datapaths()
        for name in sorted(self._gone_ports):
            self._part(name)
        for name, port in self._ports.items():
            self._put_port(name, port)
        self._put_mtus()
        self._finish()
        return self._operations

    # -- whose name it is -----------------------------------------------------------------------------

    def _resolve_names(self) -> None:
        """Make room for names that somebody else's row has: such a row is adopted, or goes if it is another kind."""
        view = self._view
        for name in self._bridges:
            parent = view.parents.get(name)
            if parent is not None and parent.name != name:
                self._gone_ports.add(name)
        for name, port in self._ports.items():
            if name in view.bridges and name not in self._bridges:
                self._gone_bridges.add(name)
            for interface in port.interfaces:
                self._free_interface(interface, name)

    def _free_interface(self, interface: str, port: str) -> None:
        holder = self._view.holders.get(interface)
        if holder is None or holder.name == port or holder.name in self._gone_ports:
            return
        parent = self._view.parents.get(holder.name)
        if parent is None or parent.name in self._gone_bridges or holder.name in self._ports:
            return
        if len(holder.interfaces) == 1:
            self._gone_ports.add(holder.name)
        else:
            row = self._view.interfaces[interface]
            self._mutate("Port", holder.uuid, [["interfaces", "delete", ["set", [["uuid", row.uuid]]]]])

    # -- bridges --------------------------------------------------------------------------------------

    def _put_bridge(self, bridge: Bridge) -> None:
        config = {"mac-table-size": MAC_TABLE_SIZE}
        if bridge.mac:
            config["hwaddr"] = bridge.mac
        if bridge.disable_in_band is not None:
            config["disable-in-band"] = "true" if bridge.disable_in_band else "false"
        if bridge.igmp_snooping is not None:
            config |= {"enable-ipv6-mcast-snooping": "false", IGMP_MARK: "true"}
        ids = {OWNER: bridge.owner}
        if bridge.network_uuids:
            ids[NETWORKS] = ";".join(bridge.network_uuids)
        row = self._view.bridges.get(bridge.name)
        columns = {"fail_mode": bridge.fail_mode, "mcast_snooping_enable": bool(bridge.igmp_snooping)}
        if row is None or bridge.name in self._gone_bridges:
            local = self._insert("Interface", {"name": bridge.name, "type": "internal", **self._mtu(bridge.name)})
            port = self._insert("Port", {"name": bridge.name, "interfaces": local})
            maps = {"other_config": config, "external_ids": ids}
            new = {"name": bridge.name, "datapath_type": self._datapath_type, **columns, **maps}
            self._new_bridges[bridge.name] = (new, [port])
            return
        if bridge.igmp_snooping is None and IGMP_MARK not in row.other_config:
            del columns["mcast_snooping_enable"]
        self._update("Bridge", row, columns)
        self._change_map("Bridge", row, "other_config", config, _BRIDGE_CONFIG.__contains__)
        self._change_map("Bridge", row, "external_ids", ids, {OWNER, NETWORKS}.__contains__)

    def _fix_datapaths(self) -> None:
        """Let bridges of ours follow the kernel, which may be another one since the last boot."""
        for row in self._view.bridges.values():
            owned = OWNER in row.external_ids or row.name in self._bridges
            if owned and row.name not in self._gone_bridges and row.datapath_type != self._datapath_type:
                self._update("Bridge", row, {"datapath_type": self._datapath_type})

    # -- ports ----------------------------------------------------------------------------------------

    def _part(self, name: str) -> None:
        """Take a port from its bridge, which deletes it unless it is joined again."""
        row, parent = self._view.ports.get(name), self._view.parents.get(name)
        if row is not None and parent is not None and parent.name not in self._gone_bridges:
            self._parted.setdefault(parent.name, []).append(["uuid", row.uuid])

    def _put_port(self, name: str, port: PortPut) -> None:
        row, parent = self._view.ports.get(name), self._view.parents.get(name)
        stays = row is not None and parent is not None and parent.name == port.bridge
        stays = stays and name not in self._gone_ports and port.bridge not in self._gone_bridges
        if row is not None and stays:
            self._update("Port", row, port.columns)
            self._change_map("Port", row, "other_config", port.other_config, ovs_bond.is_port_key)
            self._change_map("Port", row, "external_ids", port.external_ids, _PORT_IDS.__contains__)
            self._put_members(row, port)
            return
        if row is not None and name not in self._gone_ports:
            self._part(name)
        interfaces = [self._insert_interface(key, value) for key, value in port.interfaces.items()]
        maps = {"other_config": port.other_config, "external_ids": port.external_ids}
        joined = self._insert("Port", {"name": name, **port.columns, **maps, "interfaces": ["set", interfaces]})
        self._joined.setdefault(port.bridge, []).append(joined)

    def _put_members(self, row: PortRow, port: PortPut) -> None:
        here = {member.name: member for member in self._view.members(row)}
        members: list[Json] = []
        for name, put in port.interfaces.items():
            member = here.get(name)
            if member is None:
                members.append(self._insert_interface(name, put))
                continue
            members.append(["uuid", member.uuid])
            self._update("Interface", member, put.columns)
            self._change_map("Interface", member, "other_config", put.other_config, ovs_bond.is_member_key)
            self._change_map("Interface", member, "external_ids", put.external_ids, put.owned_ids.__contains__)
        if set(here) != set(port.interfaces):
            self._set("Port", row.uuid, {"interfaces": ["set", members]})

    def _insert_interface(self, name: str, put: InterfacePut) -> Json:
        # What others noted on a guest's interface (iface-id) goes along when its port moves.
        old = self._view.interfaces.get(name)
        ids = dict(put.external_ids)
        if old is not None and put.owned_ids:
            ids = {key: value for key, value in old.external_ids.items() if key not in put.owned_ids} | ids
        maps = {"other_config": put.other_config, "external_ids": ids}
        number = {"ofport_request": self._numbers[name]} if name in self._numbers else {}
        return self._insert("Interface", {"name": name, **put.columns, **maps, **number, **self._mtu(name)})

    def _mtu(self, name: str) -> dict[str, int]:
        self._mtus.pop(name, None)
        return {"mtu_request": self._standing[name]} if name in self._standing else {}

    def _put_mtus(self) -> None:
        for name, mtu in self._mtus.items():
            row, holder = self._view.interfaces.get(name), self._view.holders.get(name)
            bridge = self._view.parents.get(holder.name) if holder is not None else None
            ours = holder is not None and (OWNER in holder.external_ids or holder.name in self._ports)
            local = bridge is not None and bridge.name == name
            staying = bridge is not None and bridge.name not in self._gone_bridges and name not in self._gone_ports
            if row is not None and staying and (ours or local):
                self._update("Interface", row, {"mtu_request": mtu})
            else:
                self.left[name] = mtu

    # -- operations -----------------------------------------------------------------------------------

    def _finish(self) -> None:
        root: list[Json] = []
        for name, (row, ports) in self._new_bridges.items():
            row["ports"] = ["set", [*ports, *self._joined.pop(name, [])]]
            root.append(["bridges", "insert", ["set", [self._insert("Bridge", row)]]])
        gone = [["uuid", self._view.bridges[name].uuid] for name in self._gone_bridges if name in self._view.bridges]
        if gone:
            root.insert(0, ["bridges", "delete", ["set", gone]])
        for name in {*self._joined, *self._parted}:
            bridge = self._view.bridges.get(name)
            if bridge is None or name in self._gone_bridges:
                continue  # a port without a bridge: what is seen afterwards tells
            mutations = []
            if name in self._parted:
                mutations.append(["ports", "delete", ["set", self._parted[name]]])
            if name in self._joined:
                mutations.append(["ports", "insert", ["set", self._joined[name]]])
            self._mutate("Bridge", bridge.uuid, mutations)
        if root:
            self._operations.append({"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": root})

    def _insert(self, table: str, row: Mapping[str, Any]) -> Json:
        self._names += 1
        name = f"row{self._names}"
        values = {key: wire(value) for key, value in row.items() if value is not None and value not in ({}, ())}
        self._operations.append({"op": "insert", "table": table, "uuid-name": name, "row": values})
        return ["named-uuid", name]

    def _update(self, table: str, row: Any, columns: Mapping[str, Any]) -> None:
        changed = {key: wire(value) for key, value in columns.items() if getattr(row, key) != value}
        if changed:
            self._set(table, row.uuid, changed)

    def _set(self, table: str, uuid: str, row: Mapping[str, Json]) -> None:
        where = [["_uuid", "==", ["uuid", uuid]]]
        self._operations.append({"op": "update", "table": table, "where": where, "row": dict(row)})

    def _mutate(self, table: str, uuid: str, mutations: list[Json]) -> None:
        where = [["_uuid", "==", ["uuid", uuid]]]
        self._operations.append({"op": "mutate", "table": table, "where": where, "mutations": mutations})

    def _change_map(
        self, table: str, row: Any, column: str, wanted: Mapping[str, str], ours: Callable[[str], bool]
    ) -> None:
        now: dict[str, str] = getattr(row, column)
        stale = [key for key in now if (ours(key) or key in wanted) and now[key] != wanted.get(key)]
        fresh = {key: value for key, value in wanted.items() if now.get(key) != value}
        mutations: list[Json] = []
        if stale:
            mutations.append([column, "delete", ["set", sorted(stale)]])
        if fresh:
            mutations.append([column, "insert", wire(fresh)])
        if mutations:
            self._mutate(table, row.uuid, mutations)


def _vlan_port(vlan: Vlan) -> PortPut:
    ids = {OWNER: vlan.owner}
    if vlan.network_uuid:
        ids[FAKE_NETWORKS] = vlan.network_uuid
    columns = {"fake_bridge": True, "tag": vlan.tag, "trunks": ()}
    interface = InterfacePut({"type": "internal", "mac": vlan.mac or None})
    return PortPut(vlan.parent, columns, ids, {}, {vlan.name: interface})


def _uplink_port(uplink: Uplink) -> PortPut:
    bond = ovs_bond.to_columns(uplink)
    columns = {
        "fake_bridge": False,
        "tag": None,
        "trunks": (),
        "mac": uplink.mac or None,
        "bond_mode": bond.bond_mode,
        "lacp": bond.lacp,
        "bond_updelay": bond.updelay,
        "bond_downdelay": bond.downdelay,
    }
    members = {name: InterfacePut({"type": ""}, dict(bond.member_config)) for name in uplink.nics}
    return PortPut(uplink.bridge, columns, {OWNER: uplink.owner}, dict(bond.port_config), members)


def _vif_port(port: VifPort, *, policing: bool) -> PortPut:
    rate = port.rate_kbytes * KILOBITS if policing else 0
    columns = {
        "type": "",
        "ingress_policing_rate": rate,
        "ingress_policing_burst": max(rate // _BURST, 1) if rate else 0,
    }
    ids = dict(port.external_ids)
    interface = InterfacePut(columns, {}, ids, VIF_KEYS.union(ids))
    where = {"fake_bridge": False, "tag": port.tag, "trunks": tuple(sorted(port.trunks))}
    return PortPut(port.bridge, where, {OWNER: port.owner}, {}, {port.name: interface})


def stale(operations: Iterable[Json], results: Iterable[dict[str, Json]]) -> bool:
    """Return whether an operation found its row gone, because somebody else deleted it meanwhile."""
    return any(
        operation["op"] in ("update", "mutate") and result.get("count") == 0
        for operation, result in zip(operations, results, strict=False)
    )
