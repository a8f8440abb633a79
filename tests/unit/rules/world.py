"""A pool in a transaction, small enough to think about: two hosts with three NICs each."""

from __future__ import annotations

from itertools import combinations

import pytest

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import IpConfigurationMode, Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction
from toolstack.plan.hoststate import Nic
from toolstack.rules import network, scan


def nic(number: int, **fields) -> Nic:
    return Nic(**{"name": f"eth{number}", "mac": f"02:00:00:00:00:0{number}", "position": number} | fields)


NICS = (nic(0), nic(1), nic(2))


class World:
    """What the tests say in one word each.  ``nics`` and ``theirs`` are the PIFs of the two hosts."""

    def __init__(self) -> None:
        self.tx = Transaction(Snapshot())
        self.host = self.tx.insert(Host(hostname="one", metrics=self.tx.insert(HostMetrics(live=True))))
        self.other = self.tx.insert(Host(hostname="two", metrics=self.tx.insert(HostMetrics(live=True))))
        self.pool = self.tx.insert(Pool(master=self.host))
        self.nics = scan.scan(self.tx, self.host, NICS)
        self.theirs = scan.scan(self.tx, self.other, NICS)

    def commit(self):
        """Go on in a transaction of its own, and return the snapshot that it starts from."""
        snapshot = self.tx.snapshot()
        self.tx = Transaction(snapshot)
        return snapshot

    def pif(self, ref) -> Pif:
        return self.tx.get(Pif, ref)

    def set(self, ref, **fields) -> None:
        self.tx.update(Pif, ref, **fields)

    def network(self, **fields):
        return network.create(self.tx, **fields)

    def network_of(self, ref):
        return self.pif(ref).network

    def vm(self, on=NULL, **fields):
        state = VmPowerState.HALTED if on == NULL else VmPowerState.RUNNING
        return self.tx.insert(Vm(**{"power_state": state, "resident_on": on} | fields))

    def vif(self, on_network, vm=None, **fields):
        vm = self.vm() if vm is None else vm
        return self.tx.insert(Vif(device="0", network=on_network, VM=vm, **fields))

    def attached_vif(self, on_network, host=None):
        vm = self.vm(host or self.host)
        return self.vif(on_network, vm, currently_attached=True, plugged=True)

    def tunnel(self, transport):
        host = self.pif(transport).host
        access = self.tx.insert(
            Pif(device="tunnel0", network=self.network(), host=host, VLAN=-1, currently_attached=False)
        )
        self.tx.insert(Tunnel(access_PIF=access, transport_PIF=transport))
        return access

    def sriov(self, physical, on_network=None):
        logical = self.tx.insert(
            Pif(
                device=self.pif(physical).device,
                network=on_network or self.network(),
                host=self.pif(physical).host,
                VLAN=-1,
                currently_attached=False,
            )
        )
        self.tx.insert(NetworkSriov(physical_PIF=physical, logical_PIF=logical))
        return logical

    def static(self, ref, address="10.0.0.2", **fields) -> None:
        mode = IpConfigurationMode.STATIC
        self.set(ref, ip_configuration_mode=mode, IP=address, netmask="255.255.255.0", **fields)

    def ha(self) -> None:
        self.tx.update(Pool, self.pool, ha_enabled=True)

    def redo_log(self) -> None:
        self.tx.update(Pool, self.pool, redo_log_enabled=True)

    def records(self):
        """Every record by class and reference, without what the bookkeeping adds."""
        return {(name, ref): row.record for name, table in self.tx.tables.items() for ref, row in table.items()}

    def metrics_count(self) -> int:
        return self.tx.count(PifMetrics)

    def label(self, ref) -> str:
        return self.tx.get(Network, ref).name_label


def error_of(function, *args, **kwargs) -> list[str]:
    with pytest.raises(ApiError) as caught:
        function(*args, **kwargs)
    return caught.value.description


def pairs(order, apart=()):
    """Return pytest parameters: each fault alone, and each with each later one that can coexist with it."""
    names = list(order)
    alone = [pytest.param((name,), id=name) for name in names]
    both = [
        pytest.param((first, second), id=f"{first} before {second}")
        for first, second in combinations(names, 2)
        if not any({first, second} <= set(group) for group in apart)
    ]
    return alone + both
