"""Steps as OVSDB operations: carried out on a database in memory, they leave exactly what was wanted."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from strategies.hostnet import hostnets

from toolstack.agent import ovs_bond, ovs_row, rtnetlink
from toolstack.agent.openvswitch import OpenVSwitch
from toolstack.agent.ovs_change import Change
from toolstack.agent.ovs_view import OWNER, View
from toolstack.plan.diff import diff
from toolstack.plan.hostnet import HostNet

EMPTY = {
    "Open_vSwitch": {"cur_cfg": 0, "next_cfg": 0, "bridges": set(), "ovs_version": None, "manager_options": (),
                     "ssl": (), "external_ids": {},
                     "other_config": {}},
    "Bridge": {"ports": set(), "datapath_type": "", "fail_mode": None, "mcast_snooping_enable": False,
               "protocols": (), "external_ids": {}, "other_config": {}},
    "Port": {"interfaces": set(), "tag": None, "trunks": (), "fake_bridge": False, "mac": None, "bond_mode": None,
             "lacp": None, "bond_updelay": 0, "bond_downdelay": 0, "bond_active_slave": None, "external_ids": {},
             "other_config": {}},
    "Interface": {"type": "", "mac": None, "mac_in_use": None, "mtu_request": None, "ofport": 1, "error": None,
                  "link_state": None, "lacp_current": None, "ingress_policing_rate": 0, "ingress_policing_burst": 0,
                  "external_ids": {}, "other_config": {}},
    "Manager": {},
    "SSL": {},
}  # fmt: skip
SETS = {"bridges", "ports", "interfaces"}
OPTIONAL = {"tag", "fail_mode", "mac", "bond_mode", "lacp", "mtu_request"}


class Database:
    """As much of RFC 7047 as the agent uses: references keep rows alive, names are unique at the end."""

    def __init__(self):
        self.rows = {table: {} for table in EMPTY}
        self.rows["Open_vSwitch"]["root"] = dict(EMPTY["Open_vSwitch"])
        self.version = 0
        self._ids = itertools.count()
        self.tables = {}
        self._publish()

    def transact(self, operations):
        names = {op["uuid-name"]: f"row-{next(self._ids)}" for op in operations if op["op"] == "insert"}
        for op in operations:
            rows = self.rows[op["table"]]
            if op["op"] == "insert":
                rows[names[op["uuid-name"]]] = {**EMPTY[op["table"]], **self._values(op["row"], names)}
                continue
            chosen = [op["where"][0][2][1]] if op["where"] else list(rows)
            for uuid in chosen:
                assert uuid in rows, "an operation on a row that is not there"
                if op["op"] == "update":
                    rows[uuid] = {**rows[uuid], **self._values(op["row"], names)}
                for column, how, value in op.get("mutations", ()):
                    rows[uuid] = {**rows[uuid], column: self._mutated(rows[uuid][column], how, value, names)}
        self._collect()
        for rows in self.rows.values():
            found = [row["name"] for row in rows.values() if "name" in row]
            assert len(found) == len(set(found)), f"two rows of one name: {sorted(found)}"
        self._publish()

    def _values(self, row, names):
        return {column: self._value(column, value, names) for column, value in row.items()}

    def _value(self, column, value, names):
        if not isinstance(value, list):
            return {value} if column in SETS else value
        kind, content = value
        if kind == "map":
            return dict(content)
        if kind in ("uuid", "named-uuid"):
            return {self._uuid(value, names)}
        if column in SETS:
            return {self._uuid(item, names) for item in content}
        if column in OPTIONAL:
            return content[0] if content else None
        return tuple(content)

    @staticmethod
    def _uuid(value, names):
        return names[value[1]] if value[0] == "named-uuid" else value[1]

    def _mutated(self, now, how, value, names):
        if isinstance(now, dict):
            if how == "delete":
                return {key: item for key, item in now.items() if key not in value[1]}
            return {**dict(value[1]), **now}  # inserting does not replace
        items = {self._uuid(item, names) for item in value[1]}
        return now - items if how == "delete" else now | items

    def _collect(self):
        """Delete what nothing refers to."""
        for table, parent, column in (("Bridge", "Open_vSwitch", "bridges"), ("Port", "Bridge", "ports"),
                                      ("Interface", "Port", "interfaces")):  # fmt: skip
            kept = set().union(*(row[column] for row in self.rows[parent].values()))
            assert kept <= set(self.rows[table]), "a reference to nothing"
            self.rows[table] = {uuid: row for uuid, row in self.rows[table].items() if uuid in kept}

    def _publish(self):
        self.version += 1
        self.tables = {
            table: {
                uuid: ovs_row.ROWS[table](
                    uuid, *(tuple(sorted(row[name])) if name in SETS else row[name] for name in ovs_row.columns(table))
                )
                for uuid, row in rows.items()
            }
            for table, rows in self.rows.items()
        }  # fmt: skip


@dataclass
class Host:
    database: Database
    view: View

    def seen(self, wanted):
        devices = {
            name: rtnetlink.Link(
                index=1, name=name, mac="", permanent_mac="", mtu=row.mtu_request or 0, up=wanted_carrier(wanted, name),
                carrier=True, kind="", ethernet=True,
            )
            for name, row in self.view.interfaces.items()
        }  # fmt: skip
        found = self.view.seen(devices, wanted)
        return HostNet(
            bridges=found.bridges, vlans=found.vlans, uplinks=found.uplinks, vif_ports=found.vif_ports,
            interfaces=wanted.interfaces, links=wanted.links, routes=wanted.routes, dns=wanted.dns,
        )  # fmt: skip

    def make(self, wanted):
        self.view.refresh()
        change = Change(self.view, "netdev", wanted)
        for step in diff(self.seen(wanted), wanted):
            change.add(step)
        operations = change.operations()
        self.database.transact(operations)
        self.view.refresh()
        return operations


def wanted_carrier(wanted, name):
    return next((port.carrier for port in wanted.vif_ports if port.name == name), True)


def made():
    database = Database()
    return Host(database, View(database))


def normal(net):
    """A network as the database can show it: owners of guest ports are VIFs, and flows are not its business."""
    replace = msgspec.structs.replace
    vifs = tuple(replace(port, owner=f"VIF:{port.name}", locking="unlocked", rate_kbytes=0) for port in net.vif_ports)
    uplinks = tuple(ovs_bond.normal(uplink) for uplink in net.uplinks)
    return OpenVSwitch.normal(None, replace(net, vif_ports=vifs, uplinks=uplinks))


@given(st.lists(hostnets(), min_size=1, max_size=3))
def test_whatever_was_there_before_the_wanted_network_comes_about(nets):
    host = made()
    for net in map(normal, nets):
        host.make(net)
        assert diff(host.seen(net), net) == ()
        assert host.make(net) == []


@given(hostnets(), hostnets())
def test_what_others_have_is_neither_needed_nor_touched(foreign, net):
    """Rows of somebody else stay, but for those whose name or NIC is wanted."""
    host = made()
    host.make(normal(foreign))
    for table in ("Bridge", "Port"):
        for row in host.database.rows[table].values():
            row["external_ids"] = {key: value for key, value in row["external_ids"].items() if key != OWNER}
            row["external_ids"]["theirs"] = "1"
    host.database._publish()
    net = normal(net)
    ours = {one.name for one in (*net.bridges, *net.vlans, *net.uplinks, *net.vif_ports)}
    ours |= {nic for uplink in net.uplinks for nic in uplink.nics}
    before = {row["name"]: row for row in host.database.rows["Bridge"].values() if row["name"] not in ours}
    host.make(net)
    assert diff(host.seen(net), net) == ()
    after = {row["name"]: row for row in host.database.rows["Bridge"].values()}
    for name, row in before.items():
        assert {**after[name], "ports": 0, "datapath_type": 0} == {**row, "ports": 0, "datapath_type": 0}
    host.make(HostNet())
    assert {row["name"] for row in host.database.rows["Bridge"].values()} == set(before)
