"""A host that is exactly as wanted, as its agent would report it."""

from __future__ import annotations

from typing import Any

import msgspec
from plan_records import HOST

from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction
from toolstack.plan.hostnet import HostNet
from toolstack.plan.hoststate import BondMember, BondState, Device, Facts, Guest, HostState, Nic
from toolstack.plan.reflect import reflect
from toolstack.plan.wanted import wanted
from toolstack.rules import observation

replace = msgspec.structs.replace


def nic(number: int, **fields: Any) -> Nic:
    values = {
        "name": f"eth{number}",
        "mac": f"02:00:00:00:00:{number:02x}",
        "position": number,
        "carrier": True,
        "speed": 1000,
        "duplex": "full",
        "bus_path": f"0000:00:0{number}.0",
        "vendor_id": "8086",
        "device_id": "10fb",
        "vendor_name": "Intel",
        "device_name": "82599",
    }
    return Nic(**(values | fields))


def obedient(snapshot: Snapshot, **fields: Any) -> HostState:
    """The state of a host that has done all that is wanted, with NICs eth0 to eth3."""
    seen = wanted(snapshot, HOST)
    return state_of(seen, **fields)


def state_of(seen: HostNet, **fields: Any) -> HostState:
    bonds = (
        BondState(name=up.name, members=tuple(BondMember(name=nic, up=True, active=True) for nic in up.nics))
        for up in seen.uplinks
        if up.mode
    )
    domids = {
        (dict(port.external_ids)["xs-vm-uuid"], int(port.name.removeprefix("vif").split(".")[0]))
        for port in seen.vif_ports
    }
    values = {
        "generation": 1,
        "seen": seen,
        "nics": tuple(nic(number) for number in range(4)),
        "devices": tuple(Device(name=one.name, mtu=one.mtu, up=True, ipv4=one.ipv4) for one in seen.interfaces),
        "bonds": tuple(bonds),
        "guests": tuple(Guest(vm_uuid=uuid, domid=domid) for uuid, domid in sorted(domids)),
        "facts": Facts(hostname="alpha"),
    }
    return HostState(**(values | fields))


def reflected(snapshot: Snapshot, state: HostState) -> Snapshot:
    """The records after a report."""
    tx = Transaction(snapshot)
    observation.record(tx, reflect(tx, HOST, state))
    return tx.snapshot()
