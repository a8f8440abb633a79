"""What may be done to a VIF: its allowed_operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import TristateType, VmGuestMetrics
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.rules import kind, operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.datamodel.error import ApiError
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

_BLOCKING = (
    VmOperations.CLEAN_SHUTDOWN,
    VmOperations.HARD_SHUTDOWN,
    VmOperations.CLEAN_REBOOT,
    VmOperations.HARD_REBOOT,
    VmOperations.SUSPEND,
    VmOperations.PAUSE,
)
"""What a VM cannot go through while one of its interfaces comes or goes."""


def refusal(db: Snapshot, self: Ref[Vif], op: VifOperations) -> ApiError | None:
    """Return the first reason why an operation is not possible now, or None when it is."""
    vif = db.get(Vif, self)
    if vif.current_operations:
        return operation.in_progress("VIF", self, vif.current_operations)
    if op is VifOperations.ATTACH:
        return None
    vm = db.get(Vm, vif.VM)
    if vm.is_control_domain and op is VifOperations.PLUG:
        return errors.OPERATION_NOT_ALLOWED("Control domain does not support hotplug")
    if kind.is_sriov_based(db, vif.network):
        return errors.OPERATION_NOT_ALLOWED("Network SR-IOV VIF plug/unplug not allowed")
    return _state_refusal(self, vif, vm, op) or _vm_refusal(db, vif.VM, vm)


def _state_refusal(self: Ref[Vif], vif: Vif, vm: Vm, op: VifOperations) -> ApiError | None:
    if vm.power_state is not VmPowerState.RUNNING:
        return errors.VM_BAD_POWER_STATE(vif.VM, "running", str(vm.power_state).lower())
    if op is VifOperations.PLUG and (vif.currently_attached or vif.reserved):
        return errors.DEVICE_ALREADY_ATTACHED(self)
    # One that is wanted but did not come up can be taken back.
    if op is VifOperations.UNPLUG and not (vif.currently_attached or vif.reserved or vif.plugged):
        return errors.DEVICE_ALREADY_DETACHED(self)
    return None


def _vm_refusal(db: Snapshot, ref: Ref[Vm], vm: Vm) -> ApiError | None:
    for current in vm.current_operations.values():
        if current in _BLOCKING:
            return errors.OPERATION_NOT_ALLOWED(f"Current operation on VM:{ref} is {current}")
    metrics = db.find(VmMetrics, vm.metrics)
    if metrics is None or metrics.current_domain_type is not DomainType.HVM:
        return None
    guest = db.find(VmGuestMetrics, vm.guest_metrics)
    hotplug = TristateType.UNSPECIFIED if guest is None else guest.can_use_hotplug_vif
    if hotplug is TristateType.NO:
        return errors.OPERATION_NOT_ALLOWED("VM states it does not support VIF hotplug.")
    if hotplug is TristateType.UNSPECIFIED and not (guest is not None and guest.PV_drivers_detected):
        return errors.VM_MISSING_PV_DRIVERS(ref)
    return None


def guard(op: VifOperations) -> Callable[[Transaction, Ref[Any]], None]:
    """Return the check of an operation, to be made where it is marked as being under way."""

    def check(tx: Transaction, self: Ref[Vif]) -> None:
        if (reason := refusal(tx, self, op)) is not None:
            raise reason

    return check


def refresh(tx: Transaction, self: Ref[Vif]) -> None:
    """Write allowed_operations anew."""
    if tx.find(Vm, tx.get(Vif, self).VM) is None:
        return
    allowed = tuple(op for op in VifOperations if refusal(tx, self, op) is None)
    tx.update(Vif, self, allowed_operations=allowed)
