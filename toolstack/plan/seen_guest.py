"""Guests as their host reports them: VIFs, addresses inside, and guests that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import TristateType, VmGuestMetrics
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.plan.change import AddGuestMetrics, Change, Update
from toolstack.plan.inventory import ALIVE
from toolstack.plan.sight import difference
from toolstack.plan.topology import on_sriov

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.model import Ref
    from toolstack.plan.hoststate import Guest
    from toolstack.plan.inventory import Inventory
    from toolstack.plan.sight import Sight


_ENDING = frozenset(
    {VmOperations.CLEAN_SHUTDOWN, VmOperations.HARD_SHUTDOWN, VmOperations.CLEAN_REBOOT, VmOperations.HARD_REBOOT}
)
"""Operations under which a guest is meant to go; what follows is theirs to record, a reboot is no halt."""


def guest_changes(inventory: Inventory, sight: Sight) -> Iterator[Change]:
    """Yield what of the VMs on the host, their VIFs and guest metrics differs from what is seen."""
    reader = inventory.reader
    for ref in reader.reverse(Host, "resident_VMs", inventory.host_ref):
        vm = reader.get(Vm, ref)
        if vm.is_control_domain or vm.domid < 0 or vm.power_state not in ALIVE:
            continue
        guest = sight.guests.get(vm.uuid)
        if guest is None and _gone(inventory, sight, vm):
            if _ENDING.isdisjoint(vm.current_operations.values()):
                yield from _halted(inventory, ref, vm)
            continue
        yield from _vifs(inventory, sight, ref, vm)
        if guest is not None:
            yield from _metrics(inventory, ref, vm, guest)


def networks(guest: Guest) -> dict[str, str]:
    """Return a guest's addresses as VM_guest_metrics.networks has them.

    ``<device>/ip`` is the first IPv4 address, ``<device>/ipv4/<n>`` and ``<device>/ipv6/<n>`` are all of them.
    """
    found = {}
    for vif in guest.vifs:
        if vif.ipv4:
            found[f"{vif.device}/ip"] = vif.ipv4[0]
        found |= {f"{vif.device}/ipv4/{number}": address for number, address in enumerate(vif.ipv4)}
        found |= {f"{vif.device}/ipv6/{number}": address for number, address in enumerate(vif.ipv6)}
    return found


def _gone(inventory: Inventory, sight: Sight, vm: Vm) -> bool:
    """Whether a guest that is not seen has ended, rather than been started after the state was taken."""
    if vm.domid <= sight.state.last_domid:
        return True
    metrics = inventory.reader.find(VmMetrics, vm.metrics)
    return metrics is not None and 0 < metrics.start_time.timestamp() < sight.state.facts.agent_start_time


def _halted(inventory: Inventory, ref: Ref[Vm], vm: Vm) -> Iterator[Update]:
    values = {"power_state": VmPowerState.HALTED, "domid": -1, "resident_on": NULL}
    yield from difference(Vm, ref, vm, values)
    for vif_ref in inventory.reader.reverse(Vm, "VIFs", ref):
        vif = inventory.reader.get(Vif, vif_ref)
        yield from difference(Vif, vif_ref, vif, {"plugged": False, "currently_attached": False})


def _vifs(inventory: Inventory, sight: Sight, ref: Ref[Vm], vm: Vm) -> Iterator[Update]:
    for vif_ref in inventory.reader.reverse(Vm, "VIFs", ref):
        vif = inventory.reader.get(Vif, vif_ref)
        top = inventory.on_network.get(vif.network)
        if top is not None and on_sriov(top):
            continue
        port = sight.ports.get(f"vif{vm.domid}.{vif.device}")
        attached = vif.plugged and port is not None and f"VIF:{vif.uuid}" not in sight.troubled
        values: dict[str, Any] = {"currently_attached": attached}
        if attached and port is not None:
            values["MTU"] = port.mtu
        yield from difference(Vif, vif_ref, vif, values)


def _metrics(inventory: Inventory, ref: Ref[Vm], vm: Vm, guest: Guest) -> Iterator[Change]:
    values: dict[str, Any] = {"networks": networks(guest), "live": True}
    metrics = inventory.reader.find(VmGuestMetrics, vm.guest_metrics)
    if metrics is None:
        # The interfaces of a guest that reports through its host can come and go while it runs.
        fresh = values | {"PV_drivers_detected": True, "can_use_hotplug_vif": TristateType.YES}
        yield AddGuestMetrics(ref, fresh)
    else:
        yield from difference(VmGuestMetrics, vm.guest_metrics, metrics, values)
