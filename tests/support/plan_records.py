"""Records for tests of planning: rows written short, turned into a snapshot of the real database.

A row's reference doubles as its uuid, so that what is planned from it can be read.
"""

from __future__ import annotations

from typing import Any

from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.model import Ref
from toolstack.datamodel.types import Collection, Enumeration, Mapped
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction

HOST = Ref("host1")


def converted(kind: Any, value: Any) -> Any:
    """Return a JSON value as a stored field holds it."""
    match kind:
        case Enumeration(cls):
            return cls(value)
        case Collection(element):
            return tuple(converted(element, item) for item in value)
        case Mapped(key, item_kind):
            return {converted(key, name): converted(item_kind, item) for name, item in value.items()}
        case _:
            return value


class Records:
    """Rows of one pool in the order of their creation."""

    def __init__(self, rows: list[dict[str, Any]] | None = None) -> None:
        self.rows = list(rows or ())

    @classmethod
    def one_host(cls, **pool: Any) -> Records:
        records = cls()
        records.add("pool", "pool", master=HOST, **pool)
        records.add("host", HOST, metrics="host1-metrics")
        records.add("host_metrics", "host1-metrics", live=True)
        return records

    def add(self, class_: str, ref: str, **fields: Any) -> str:
        self.rows.append({"class": class_, "ref": ref, **fields})
        return ref

    def set(self, ref: str, **fields: Any) -> None:
        next(row for row in self.rows if row["ref"] == ref).update(fields)

    def network(self, ref: str, bridge: str, **fields: Any) -> str:
        return self.add("network", ref, bridge=bridge, **fields)

    def nic(self, number: int, *, host: str = HOST, network: dict[str, Any] | None = None, **fields: Any) -> str:
        """A physical PIF ``pif<N>`` for ``eth<N>`` on network ``net<N>`` with bridge ``xenbr<N>``."""
        if network is None or network:
            self.network(f"net{number}", f"xenbr{number}", **(network or {}))
        values = {
            "device": f"eth{number}",
            "network": f"net{number}",
            "host": host,
            "MAC": f"02:00:00:00:00:{number:02x}",
            "MTU": 1500,
            "VLAN": -1,
            "physical": True,
            "properties": {"gro": "on"},
            "plugged": True,
            "metrics": self.add("PIF_metrics", f"pif{number}-metrics", carrier=True),
        }
        return self.add("PIF", f"pif{number}", **(values | fields))

    def bond(self, ref: str, network: str, members: list[str], **fields: Any) -> str:
        """A bond ``<ref>`` whose master PIF is ``<ref>-pif``."""
        pif = fields.pop("pif", {})
        self.add("Bond", ref, master=f"{ref}-pif", primary_slave=members[0], **fields)
        for member in members:
            self.set(member, bond_slave_of=ref)
        values = {
            "device": "bond0",
            "network": network,
            "host": HOST,
            "MAC": "02:00:00:00:00:00",
            "VLAN": -1,
            "properties": {"gro": "on"},
            "plugged": True,
            "metrics": self.add("PIF_metrics", f"{ref}-metrics"),
        }
        return self.add("PIF", f"{ref}-pif", **(values | pif))

    def vlan(self, tag: int, tagged: str, network: str, *, ref: str = "", **fields: Any) -> str:
        """A VLAN ``vlan<tag>`` whose PIF is ``vlan<tag>-pif``."""
        ref = ref or f"vlan{tag}"
        self.add("VLAN", ref, tagged_PIF=tagged, untagged_PIF=f"{ref}-pif", tag=tag)
        parent = next(row for row in self.rows if row["ref"] == tagged)
        values = {
            "device": parent["device"],
            "network": network,
            "host": parent["host"],
            "MAC": "fe:ff:ff:ff:ff:ff",
            "VLAN": tag,
            "VLAN_master_of": ref,
            "plugged": True,
            "metrics": parent["metrics"],
        }
        return self.add("PIF", f"{ref}-pif", **(values | fields))

    def tunnel(self, transport: str, network: str, **fields: Any) -> str:
        self.add("tunnel", "tunnel", access_PIF="tunnel-pif", transport_PIF=transport)
        values = {
            "device": "tunnel0",
            "network": network,
            "host": HOST,
            "MAC": "02:00:00:00:0f:00",
            "VLAN": -1,
            "plugged": True,
        }
        return self.add("PIF", "tunnel-pif", **(values | fields))

    def vm(self, ref: str, **fields: Any) -> str:
        values = {"resident_on": HOST, "domid": 5, "power_state": "Running"}
        return self.add("VM", ref, **(values | fields))

    def vif(self, ref: str, vm: str, network: str, **fields: Any) -> str:
        values = {"VM": vm, "network": network, "device": "0", "MAC": "02:00:00:00:aa:00", "plugged": True}
        return self.add("VIF", ref, **(values | fields))

    def snapshot(self) -> Snapshot:
        tx = Transaction(Snapshot())
        for row in self.rows:
            fields = {key: value for key, value in row.items() if key not in ("class", "ref")}
            name = row["class"]
            values = {key: converted(FIELD_TYPES[name, key], value) for key, value in fields.items()}
            tx.insert(CLASSES[name](uuid=row["ref"], **values), Ref(row["ref"]))
        return tx.snapshot()
