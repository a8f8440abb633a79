"""Messages of the class VM that concern its record and where it can run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api import records
from toolstack.api.records import legal_text
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import vm_messages as messages
from toolstack.datamodel.model import NULL
from toolstack.datamodel.sr import Sr
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations
from toolstack.rules import placement, vif, vm_operation
from toolstack.rules import vm as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import MapOf, Ref, SetOf
    from toolstack.db.transaction import Transaction

# ruff: noqa: FBT001 - signatures are the declared ones


@overrides("VM.create")
async def create(call: Call, args: dict[str, Any]) -> Ref[Vm]:
    """Add a VM; it does not run, whatever power state is given."""
    given = set(Vm.info.create_required or ()) | set(Vm.info.create_optional)
    return await call.change(rules.create, **{key: legal_text(args[key]) for key in args if key in given})


@overrides("VM.destroy")
async def destroy(call: Call, self: Ref[Vm]) -> None:
    """Remove a halted VM with its interfaces."""
    await call.change(rules.destroy, self)


@handles(messages.clone)
async def clone(call: Call, vm: Ref[Vm], new_name: str) -> Ref[Vm]:
    """Copy a VM or template."""
    return await call.change(_clone, vm, VmOperations.CLONE, legal_text(new_name))


@handles(messages.copy)
async def copy(call: Call, vm: Ref[Vm], new_name: str, sr: Ref[Sr]) -> Ref[Vm]:
    """Copy a VM or template; there are no disks that could go to ``sr``, which has to exist if given."""
    if sr not in (NULL, ""):
        call.snapshot.get(Sr, sr)
    return await call.change(_clone, vm, VmOperations.COPY, legal_text(new_name))


def _clone(tx: Transaction, vm: Ref[Vm], op: VmOperations, new_name: str) -> Ref[Vm]:
    vm_operation.check(tx, vm, op)
    return rules.clone(tx, vm, new_name)


@handles(messages.provision)
async def provision(call: Call, vm: Ref[Vm]) -> None:
    """Make a copy of a template a VM."""
    await call.change(_provision, vm)


def _provision(tx: Transaction, vm: Ref[Vm]) -> None:
    vm_operation.check(tx, vm, VmOperations.PROVISION)
    rules.provision(tx, vm)


@overrides("VM.set_is_a_template")
async def set_is_a_template(call: Call, self: Ref[Vm], value: bool) -> None:
    """Turn a VM into a template or back."""
    await call.change(rules.set_is_a_template, self, value=value)


@handles(messages.set_is_default_template)
async def set_is_default_template(call: Call, vm: Ref[Vm], value: bool) -> None:
    """Protect a template from being destroyed, or not."""
    await call.change(rules.set_is_default_template, vm, value=value)


# -- where it can run, and what may be done ---------------------------------------------------------------


@handles(messages.get_allowed_VIF_devices)
async def get_allowed_VIF_devices(call: Call, vm: Ref[Vm]) -> SetOf[str]:
    """Return the free device numbers."""
    return vif.allowed_devices(call.snapshot, vm)


@handles(messages.get_possible_hosts)
async def get_possible_hosts(call: Call, vm: Ref[Vm]) -> SetOf[Ref[Host]]:
    """Return the hosts on which a VM can start."""
    return placement.possible_hosts(call.snapshot, vm)


@handles(messages.assert_can_boot_here)
async def assert_can_boot_here(call: Call, self: Ref[Vm], host: Ref[Host]) -> None:
    """Raise why a VM cannot start on a host."""
    call.snapshot.get(Vm, self)
    placement.check_boot(call.snapshot, self, host)


@handles(messages.assert_agile)
async def assert_agile(call: Call, self: Ref[Vm]) -> None:
    """Raise why a VM cannot be restarted on any host."""
    call.snapshot.get(Vm, self)
    placement.check_agile(call.snapshot, self)


@handles(messages.assert_operation_valid)
async def assert_operation_valid(call: Call, self: Ref[Vm], op: VmOperations) -> None:
    """Raise why an operation is not possible now."""
    vm_operation.check(call.snapshot, self, op)


@handles(messages.update_allowed_operations)
async def update_allowed_operations(call: Call, self: Ref[Vm]) -> None:
    """Compute anew what is possible."""
    await call.change(vm_operation.refresh, self)


# -- maps that are more than records ----------------------------------------------------------------------


@handles(messages.set_other_config)
async def set_other_config(call: Call, self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace the free-form keys."""
    await call.change(records.set_field, Vm, self, "other_config", value)


@handles(messages.add_to_other_config)
async def add_to_other_config(call: Call, self: Ref[Vm], key: str, value: str) -> None:
    """Add a free-form key."""
    await call.change(records.add_to_map, Vm, self, "other_config", key, value)


@handles(messages.remove_from_other_config)
async def remove_from_other_config(call: Call, self: Ref[Vm], key: str) -> None:
    """Remove a free-form key."""
    await call.change(records.remove_from_map, Vm, self, "other_config", key)


@handles(messages.set_platform)
async def set_platform(call: Call, self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace the platform keys, which namespace guests have no use for."""
    await call.change(records.set_field, Vm, self, "platform", value)


@handles(messages.add_to_platform)
async def add_to_platform(call: Call, self: Ref[Vm], key: str, value: str) -> None:
    """Add a platform key."""
    await call.change(records.add_to_map, Vm, self, "platform", key, value)


@handles(messages.remove_from_platform)
async def remove_from_platform(call: Call, self: Ref[Vm], key: str) -> None:
    """Remove a platform key."""
    await call.change(records.remove_from_map, Vm, self, "platform", key)


@overrides("VM.set_xenstore_data")
async def set_xenstore_data(call: Call, self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace the data for the guest; a namespace guest has no store to read them from."""
    await call.change(records.set_field, Vm, self, "xenstore_data", value)


@handles(messages.set_blocked_operations)
async def set_blocked_operations(call: Call, self: Ref[Vm], value: MapOf[VmOperations, str]) -> None:
    """Replace what is forbidden, with the reasons."""
    await call.change(_block, records.set_field, self, value)


@handles(messages.add_to_blocked_operations)
async def add_to_blocked_operations(call: Call, self: Ref[Vm], key: VmOperations, value: str) -> None:
    """Forbid an operation."""
    await call.change(_block, records.add_to_map, self, key, value)


@handles(messages.remove_from_blocked_operations)
async def remove_from_blocked_operations(call: Call, self: Ref[Vm], key: VmOperations) -> None:
    """Allow an operation again."""
    await call.change(_block, records.remove_from_map, self, key)


def _block(tx: Transaction, rule: Any, self: Ref[Vm], *args: Any) -> None:
    rule(tx, Vm, self, "blocked_operations", *args)
    vm_operation.refresh(tx, self)
