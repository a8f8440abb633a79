"""VMs as records: rules of VM.create, clone, provision, destroy and of turning VMs into templates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.model import EPOCH, NULL, Ref
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.rules import mac, vif, vm_operation

if TYPE_CHECKING:
    from toolstack.db.transaction import Transaction

_NO_DOMAIN: dict[str, Any] = {
    "power_state": VmPowerState.HALTED,
    "domid": -1,
    "resident_on": NULL,
    "scheduled_to_be_resident_on": NULL,
    "guest_metrics": NULL,
}
"""What a VM's record holds while it does not run."""

_CLONED_VIF = (
    "device",
    "network",
    "MTU",
    "other_config",
    "qos_algorithm_type",
    "qos_algorithm_params",
    "locking_mode",
    "ipv4_allowed",
    "ipv6_allowed",
    "trunks",
)


def create(tx: Transaction, /, **fields: Any) -> Ref[Vm]:
    """Add a VM, halted, with the given fields.

    It gets a seed for its hardware addresses, and a domain type from its boot policy, where none is given.
    """
    given = {**fields, **_NO_DOMAIN, "other_config": _with_seed(fields.get("other_config", {}))}
    if given.get("domain_type", DomainType.UNSPECIFIED) is DomainType.UNSPECIFIED:
        given["domain_type"] = DomainType.HVM if given.get("HVM_boot_policy") else DomainType.PV
    self = tx.insert(Vm(**given, metrics=_new_metrics(tx)))
    vm_operation.refresh(tx, self)
    return self


def clone(tx: Transaction, self: Ref[Vm], new_name: str) -> Ref[Vm]:
    """Add a copy of a VM or template under another name, with interfaces on the same networks.

    Their hardware addresses are new ones.  A copy of a template is a template.
    """
    source = tx.get(Vm, self)
    other_config = {key: value for key, value in source.other_config.items() if key != "default_template"}
    record = source.replace(
        **_NO_DOMAIN,
        uuid="",
        name_label=new_name,
        other_config=other_config | {mac.SEED_KEY: mac.new_seed()},
        is_default_template=False,
        is_a_snapshot=False,
        snapshot_of=NULL,
        snapshot_time=EPOCH,
        parent=NULL,
        current_operations={},
        allowed_operations=(),
        blobs={},
        appliance=NULL,
        ha_always_run=False,
        ha_restart_priority="",
        metrics=_new_metrics(tx),
    )
    ref = tx.insert(record)
    for each in tx.reverse(Vm, "VIFs", self):
        interface = tx.get(Vif, each)
        vif.create(tx, VM=ref, **{key: getattr(interface, key) for key in _CLONED_VIF})
    vm_operation.refresh(tx, ref)
    return ref


def provision(tx: Transaction, self: Ref[Vm]) -> None:
    """Make a template's copy a VM; the disks that this is about elsewhere do not exist here."""
    set_is_a_template(tx, self, value=False)


def set_is_a_template(tx: Transaction, self: Ref[Vm], *, value: bool) -> None:
    """Turn a VM into a template, or back, which counts as its installation.

    Raises what stands against MAKE_INTO_TEMPLATE when it is to become one.
    """
    if value:
        vm_operation.check(tx, self, VmOperations.MAKE_INTO_TEMPLATE)
        tx.update(Vm, self, is_a_template=True)
    else:
        vm = tx.get(Vm, self)
        tx.update(Vm, self, is_a_template=False, is_default_template=False)
        if vm.is_a_template and tx.find(VmMetrics, vm.metrics) is not None:
            tx.update(VmMetrics, vm.metrics, install_time=datetime.now(UTC).replace(microsecond=0))
    vm_operation.refresh(tx, self)


def set_is_default_template(tx: Transaction, self: Ref[Vm], *, value: bool) -> None:
    """Make a VM one of the templates that came with the product, which cannot be destroyed, or not."""
    tx.update(Vm, self, is_default_template=value)
    vm_operation.refresh(tx, self)


def destroy(tx: Transaction, self: Ref[Vm]) -> None:
    """Remove a VM with its interfaces and metrics.

    Raises VM_BAD_POWER_STATE, OTHER_OPERATION_IN_PROGRESS, VM_CANNOT_DELETE_DEFAULT_TEMPLATE or
    OPERATION_NOT_ALLOWED for a control domain.
    """
    vm_operation.check(tx, self, VmOperations.DESTROY)
    vm = tx.get(Vm, self)
    for ref in tx.reverse(Vm, "VIFs", self):
        vif.delete(tx, ref)
    if tx.find(VmMetrics, vm.metrics) is not None:
        tx.delete(VmMetrics, vm.metrics)
    if tx.find(VmGuestMetrics, vm.guest_metrics) is not None:
        tx.delete(VmGuestMetrics, vm.guest_metrics)
    tx.delete(Vm, self)


def _with_seed(other_config: Any) -> dict[str, str]:
    return {mac.SEED_KEY: mac.new_seed(), **other_config}


def _new_metrics(tx: Transaction) -> Ref[VmMetrics]:
    return tx.insert(VmMetrics(state=("halted",), install_time=datetime.now(UTC).replace(microsecond=0)))
