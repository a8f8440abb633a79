"""Messages of the class VM that set memory, virtual CPUs and further fields of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api.registry import handles
from toolstack.datamodel import vm_messages as messages
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations
from toolstack.rules import vm_operation, vm_sizing

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.enums import DomainType
    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction


@handles(messages.set_memory_dynamic_min)
async def set_memory_dynamic_min(call: Call, self: Ref[Vm], value: int) -> None:
    """Set one limit."""
    await call.change(vm_sizing.set_memory, self, dynamic_min=value)


@handles(messages.set_memory_dynamic_max)
async def set_memory_dynamic_max(call: Call, self: Ref[Vm], value: int) -> None:
    """Set one limit."""
    await call.change(vm_sizing.set_memory, self, dynamic_max=value)


@handles(messages.set_memory_dynamic_range)
async def set_memory_dynamic_range(call: Call, self: Ref[Vm], min: int, max: int) -> None:
    """Set both dynamic limits."""
    await call.change(vm_sizing.set_memory, self, dynamic_min=min, dynamic_max=max)


@handles(messages.set_memory_static_min)
async def set_memory_static_min(call: Call, self: Ref[Vm], value: int) -> None:
    """Set one limit."""
    await call.change(vm_sizing.set_memory, self, static_min=value)


@handles(messages.set_memory_static_max)
async def set_memory_static_max(call: Call, self: Ref[Vm], value: int) -> None:
    """Set one limit."""
    await call.change(vm_sizing.set_memory, self, static_max=value)


@handles(messages.set_memory_static_range)
async def set_memory_static_range(call: Call, self: Ref[Vm], min: int, max: int) -> None:
    """Set both static limits."""
    await call.change(vm_sizing.set_memory, self, static_min=min, static_max=max)


@handles(messages.set_memory_limits)
async def set_memory_limits(
    call: Call, self: Ref[Vm], static_min: int, static_max: int, dynamic_min: int, dynamic_max: int
) -> None:
    """Set all limits."""
    await call.change(
        vm_sizing.set_memory,
        self,
        static_min=static_min,
        static_max=static_max,
        dynamic_min=dynamic_min,
        dynamic_max=dynamic_max,
    )


@handles(messages.set_memory)
async def set_memory(call: Call, self: Ref[Vm], value: int) -> None:
    """Give a VM a fixed amount of memory."""
    await call.change(_set_fixed, self, value)


def _set_fixed(tx: Transaction, self: Ref[Vm], value: int) -> None:
    least = min(tx.get(Vm, self).memory_static_min, value)
    vm_sizing.set_memory(tx, self, static_min=least, dynamic_min=value, dynamic_max=value, static_max=value)


@handles(messages.compute_memory_overhead)
async def compute_memory_overhead(call: Call, vm: Ref[Vm]) -> int:
    """Return what running a VM takes besides its memory: for a process tree, what its record says, which is nothing."""
    return call.snapshot.get(Vm, vm).memory_overhead


@handles(messages.set_VCPUs_max)
async def set_VCPUs_max(call: Call, self: Ref[Vm], value: int) -> None:
    """Set the most virtual CPUs."""
    await call.change(vm_sizing.set_VCPUs, self, maximum=value)


@handles(messages.set_VCPUs_at_startup)
async def set_VCPUs_at_startup(call: Call, self: Ref[Vm], value: int) -> None:
    """Set the virtual CPUs at start."""
    await call.change(vm_sizing.set_VCPUs, self, at_startup=value)


@handles(messages.set_domain_type)
async def set_domain_type(call: Call, self: Ref[Vm], value: DomainType) -> None:
    """Set how a hypervisor would run the VM; takes effect at its next start."""
    await call.change(_set_halted, self, domain_type=value)


@handles(messages.set_HVM_boot_policy)
async def set_HVM_boot_policy(call: Call, self: Ref[Vm], value: str) -> None:
    """Set how a hypervisor would boot the VM."""
    await call.change(_set_halted, self, HVM_boot_policy=value)


def _set_halted(tx: Transaction, /, self: Ref[Vm], **fields: object) -> None:
    vm_operation.check(tx, self, VmOperations.CHANGING_VCPUS)
    tx.update(Vm, self, **fields)
