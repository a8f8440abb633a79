"""VMs that run: what starting, pausing and ending one does to the records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import TristateType, VmGuestMetrics
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.rules import placement, protection, vm_operation
from toolstack.rules.vif_address import FEATURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction
    from toolstack.plan.hoststate import Guest


def begin_start(tx: Transaction, self: Ref[Vm], op: VmOperations, task: str, host: Ref[Host] | None) -> Ref[Host]:
    """Choose where a VM starts, or check the given ``host``, and show the operation as under way.

    Returns the host.  Raises what ``vm_operation.refusal`` and ``placement.check_boot`` find.
    """
    vm_operation.check(tx, self, op)
    if host is None:
        host = placement.choose(tx, self)
    else:
        placement.check_boot(tx, self, host)
    vm_operation.begin(tx, self, op, task, attaching=True)
    tx.update(Vm, self, scheduled_to_be_resident_on=host)
    return host


def end_start(tx: Transaction, self: Ref[Vm], task: str) -> None:
    """Show a start as over."""
    if tx.find(Vm, self) is not None:
        tx.update(Vm, self, scheduled_to_be_resident_on=NULL)
    vm_operation.end(tx, self, task)


def started(
    tx: Transaction, self: Ref[Vm], host: Ref[Host], domid: int, vifs: Iterable[Ref[Vif]], *, paused: bool
) -> None:
    """Record that a VM runs on a host; ``vifs`` are the interfaces that it was started with."""
    vm = tx.get(Vm, self)
    _drop_guest_metrics(tx, vm)
    state = VmPowerState.PAUSED if paused else VmPowerState.RUNNING
    guest_metrics = VmGuestMetrics(
        live=True,
        PV_drivers_detected=True,
        PV_drivers_up_to_date=True,
        can_use_hotplug_vif=TristateType.YES,
        other={FEATURE: "1", f"{FEATURE}-ipv6": "1"},
        last_updated=_now(),
    )
    tx.update(
        Vm,
        self,
        power_state=state,
        domid=domid,
        resident_on=host,
        guest_metrics=tx.insert(guest_metrics),
        requires_reboot=False,
    )
    if tx.find(VmMetrics, vm.metrics) is not None:
        tx.update(
            VmMetrics,
            vm.metrics,
            start_time=_now(),
            last_updated=_now(),
            state=(str(state).lower(),),
            VCPUs_number=vm.VCPUs_at_startup,
            memory_actual=vm.memory_dynamic_max,
            current_domain_type=vm.domain_type,
            hvm=False,
        )
    for ref in vifs:
        if tx.find(Vif, ref) is not None:
            tx.update(Vif, ref, plugged=True)
    vm_operation.refresh(tx, self)


def set_paused(tx: Transaction, self: Ref[Vm], *, paused: bool) -> None:
    """Record that a VM is paused, or goes on."""
    vm = tx.get(Vm, self)
    state = VmPowerState.PAUSED if paused else VmPowerState.RUNNING
    tx.update(Vm, self, power_state=state)
    if tx.find(VmMetrics, vm.metrics) is not None:
        tx.update(VmMetrics, vm.metrics, state=(str(state).lower(),), last_updated=_now())
    vm_operation.refresh(tx, self)


def halted(tx: Transaction, self: Ref[Vm]) -> None:
    """Record that a VM does not run; doing so again, or for one that is gone, changes nothing."""
    vm = tx.find(Vm, self)
    if vm is None:
        return
    _drop_guest_metrics(tx, vm)
    tx.update(Vm, self, power_state=VmPowerState.HALTED, domid=-1, resident_on=NULL, guest_metrics=NULL)
    if tx.find(VmMetrics, vm.metrics) is not None and tx.get(VmMetrics, vm.metrics).state != ("halted",):
        tx.update(VmMetrics, vm.metrics, state=("halted",), memory_actual=0, VCPUs_number=0, last_updated=_now())
    for ref in tx.reverse(Vm, "VIFs", self):
        tx.update(Vif, ref, plugged=False, currently_attached=False, reserved=False)
    vm_operation.refresh(tx, self)


def follow(tx: Transaction, vms: Iterable[Ref[Vm]], vifs: Iterable[Ref[Vif]]) -> None:
    """Have everything else of VMs agree with what a report changed of them and their interfaces."""
    concerned = dict.fromkeys((*vms, *(tx.get(Vif, ref).VM for ref in vifs)))
    for ref in concerned:
        vm = tx.find(Vm, ref)
        if vm is None:
            continue
        if vm.power_state is VmPowerState.HALTED and vm.guest_metrics != NULL:
            halted(tx, ref)
        else:
            vm_operation.refresh(tx, ref)


def strays(db: Snapshot, host: Ref[Host], guests: Iterable[Guest]) -> tuple[str, ...]:
    """Return the uuids of guests on a host that no record knows to run there; they have to be stopped.

    Such are left when a server ends while it starts a VM.  What is being started right now is none of them.
    """
    known: set[tuple[str, int]] = set()
    for _, vm in db.all(Vm):
        if vm.resident_on == host and vm.power_state in protection.LIVE:
            known.add((vm.uuid, vm.domid))
    busy = {vm.uuid for _, vm in db.all(Vm) if vm.current_operations}
    return tuple(g.vm_uuid for g in guests if (g.vm_uuid, g.domid) not in known and g.vm_uuid not in busy)


def _drop_guest_metrics(tx: Transaction, vm: Vm) -> None:
    if tx.find(VmGuestMetrics, vm.guest_metrics) is not None:
        tx.delete(VmGuestMetrics, vm.guest_metrics)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
