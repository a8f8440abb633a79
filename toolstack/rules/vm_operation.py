"""What may be done to a VM: its power states, its current and its allowed operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import NULL
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.rules import operation, vif_operation

if TYPE_CHECKING:
    from toolstack.datamodel.error import ApiError
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

_HALTED, _PAUSED, _RUNNING, _SUSPENDED = (
    VmPowerState.HALTED,
    VmPowerState.PAUSED,
    VmPowerState.RUNNING,
    VmPowerState.SUSPENDED,
)
_Op = VmOperations

STATES: dict[VmOperations, tuple[VmPowerState, ...]] = {
    _Op.START: (_HALTED,),
    _Op.START_ON: (_HALTED,),
    _Op.PAUSE: (_RUNNING,),
    _Op.UNPAUSE: (_PAUSED,),
    _Op.CLEAN_SHUTDOWN: (_RUNNING,),
    _Op.CLEAN_REBOOT: (_RUNNING,),
    _Op.HARD_SHUTDOWN: (_PAUSED, _SUSPENDED, _RUNNING),
    _Op.HARD_REBOOT: (_PAUSED, _RUNNING),
    _Op.SHUTDOWN: (_PAUSED, _SUSPENDED, _RUNNING),
    _Op.CLONE: (_HALTED, _SUSPENDED),
    _Op.COPY: (_HALTED, _SUSPENDED),
    _Op.PROVISION: (_HALTED,),
    _Op.MAKE_INTO_TEMPLATE: (_HALTED,),
    _Op.DESTROY: (_HALTED,),
    _Op.CHANGING_VCPUS: (_HALTED,),
    _Op.CHANGING_STATIC_RANGE: (_HALTED,),
    _Op.CHANGING_DYNAMIC_RANGE: (_HALTED, _RUNNING),
}
"""The power states in which an operation is possible, for every operation that is offered."""

ALWAYS = frozenset({_Op.POWER_STATE_RESET, _Op.UPDATE_ALLOWED_OPERATIONS, _Op.ASSERT_OPERATION_VALID})
"""What is possible in any state."""

_FOR_TEMPLATES = frozenset(
    {
        _Op.CLONE,
        _Op.COPY,
        _Op.PROVISION,
        _Op.DESTROY,
        _Op.CHANGING_VCPUS,
        _Op.CHANGING_STATIC_RANGE,
        _Op.CHANGING_DYNAMIC_RANGE,
    }
)
_SHOWN = tuple(op for op in STATES if op is not _Op.SHUTDOWN)
"""What allowed_operations may list: VM.shutdown is one of two others, whichever is possible."""

_BESIDE: dict[VmOperations, frozenset[VmOperations]] = {
    _Op.CLONE: frozenset({_Op.CLONE, _Op.COPY}),
    _Op.COPY: frozenset({_Op.CLONE, _Op.COPY}),
    _Op.HARD_SHUTDOWN: frozenset({_Op.CLEAN_SHUTDOWN}),
}
"""What may begin while only these others are under way: a shutdown that hangs can be cut short."""


def refusal(db: Snapshot, self: Ref[Vm], op: VmOperations) -> ApiError | None:
    """Return the first reason why an operation is not possible now, or None when it is."""
    vm = db.get(Vm, self)
    if op in vm.blocked_operations:
        return errors.OPERATION_BLOCKED(self, vm.blocked_operations[op])
    if op in ALWAYS:
        return None
    if op not in STATES:
        return errors.OPERATION_NOT_ALLOWED(f"{op} is not offered by this server")
    if vm.power_state not in STATES[op]:
        expected = "; ".join(str(state).lower() for state in STATES[op])
        return errors.VM_BAD_POWER_STATE(self, expected, str(vm.power_state).lower())
    current = vm.current_operations
    if current and not set(current.values()) <= _BESIDE.get(op, frozenset()):
        return operation.in_progress("VM", self, current)
    return _kind_refusal(self, vm, op)


def _kind_refusal(self: Ref[Vm], vm: Vm, op: VmOperations) -> ApiError | None:
    if vm.is_control_domain:
        return errors.OPERATION_NOT_ALLOWED("This operation is not allowed on the control domain")
    if vm.is_a_snapshot and op not in (_Op.CLONE, _Op.COPY, _Op.DESTROY):
        return errors.VM_IS_SNAPSHOT(self, op)
    if vm.is_a_template and op not in _FOR_TEMPLATES:
        return errors.VM_IS_TEMPLATE(self, op)
    if vm.is_default_template and op is _Op.DESTROY:
        return errors.VM_CANNOT_DELETE_DEFAULT_TEMPLATE()
    if op is _Op.PROVISION and not vm.is_a_template:
        return errors.PROVISION_ONLY_ALLOWED_ON_TEMPLATE()
    return None


def check(db: Snapshot, self: Ref[Vm], op: VmOperations) -> None:
    """Raise the first reason why an operation is not possible now."""
    if (reason := refusal(db, self, op)) is not None:
        raise reason


def begin(tx: Transaction, self: Ref[Vm], op: VmOperations, task: str, *, attaching: bool = False) -> None:
    """Check an operation and show it as under way, with ``attaching`` also on the VM's interfaces.

    So of two that exclude each other only one gets through, and no network goes away under a VM that starts.
    """
    check(tx, self, op)
    vm = tx.get(Vm, self)
    tx.update(Vm, self, current_operations={**vm.current_operations, task: op})
    for ref in tx.reverse(Vm, "VIFs", self) if attaching else ():
        current = tx.get(Vif, ref).current_operations
        tx.update(Vif, ref, current_operations={**current, task: VifOperations.ATTACH})
    refresh(tx, self)


def end(tx: Transaction, self: Ref[Vm], task: str) -> None:
    """Show an operation as over; the VM may be gone by now."""
    vm = tx.find(Vm, self)
    if vm is None:
        return
    tx.update(Vm, self, current_operations={key: op for key, op in vm.current_operations.items() if key != task})
    for ref in tx.reverse(Vm, "VIFs", self):
        current = tx.get(Vif, ref).current_operations
        if task in current:
            tx.update(Vif, ref, current_operations={key: op for key, op in current.items() if key != task})
    refresh(tx, self)


def refresh(tx: Transaction, self: Ref[Vm]) -> None:
    """Write allowed_operations of a VM and its interfaces anew."""
    allowed = tuple(op for op in _SHOWN if refusal(tx, self, op) is None)
    tx.update(Vm, self, allowed_operations=allowed)
    for ref in tx.reverse(Vm, "VIFs", self):
        vif_operation.refresh(tx, ref)


def start_over(tx: Transaction) -> None:
    """Make operations true when a server starts: none is under way, and what is allowed was not stored."""
    for row in list(tx.rows(Vm)):
        tx.update(Vm, row.ref, current_operations={}, scheduled_to_be_resident_on=NULL)
        for ref in tx.reverse(Vm, "VIFs", row.ref):
            tx.update(Vif, ref, current_operations={})
        refresh(tx, row.ref)
