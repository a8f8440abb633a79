"""How much memory and how many virtual CPUs a VM has: records only, guests here take what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations
from toolstack.rules import vm_operation

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction


def set_memory(
    tx: Transaction,
    self: Ref[Vm],
    *,
    static_min: int | None = None,
    dynamic_min: int | None = None,
    dynamic_max: int | None = None,
    static_max: int | None = None,
) -> None:
    """Set limits in bytes; None leaves one as it is.

    Raises MEMORY_CONSTRAINT_VIOLATION_ORDER unless 0 <= static_min <= dynamic_min <= dynamic_max <= static_max;
    VM_BAD_POWER_STATE, or what else stands against it, for a static limit of a VM that is not halted.
    """
    is_static = static_min is not None or static_max is not None
    op = VmOperations.CHANGING_STATIC_RANGE if is_static else VmOperations.CHANGING_DYNAMIC_RANGE
    vm_operation.check(tx, self, op)
    vm = tx.get(Vm, self)
    limits = (
        vm.memory_static_min if static_min is None else static_min,
        vm.memory_dynamic_min if dynamic_min is None else dynamic_min,
        vm.memory_dynamic_max if dynamic_max is None else dynamic_max,
        vm.memory_static_max if static_max is None else static_max,
    )
    if limits[0] < 0 or list(limits) != sorted(limits):
        raise errors.MEMORY_CONSTRAINT_VIOLATION_ORDER()
    tx.update(
        Vm,
        self,
        memory_static_min=limits[0],
        memory_dynamic_min=limits[1],
        memory_dynamic_max=limits[2],
        memory_static_max=limits[3],
        memory_target=limits[2],
    )


def set_VCPUs(tx: Transaction, self: Ref[Vm], *, at_startup: int | None = None, maximum: int | None = None) -> None:
    """Set numbers of virtual CPUs; None leaves one as it is.

    Raises INVALID_VALUE unless 1 <= at_startup <= maximum; VM_BAD_POWER_STATE unless the VM is halted.
    """
    vm_operation.check(tx, self, VmOperations.CHANGING_VCPUS)
    vm = tx.get(Vm, self)
    first = vm.VCPUs_at_startup if at_startup is None else at_startup
    most = vm.VCPUs_max if maximum is None else maximum
    if not 1 <= first <= most:
        field, value = ("VCPUs_max", maximum) if at_startup is None else ("VCPUs_at_startup", at_startup)
        raise errors.INVALID_VALUE(field, value)
    tx.update(Vm, self, VCPUs_at_startup=first, VCPUs_max=most)
