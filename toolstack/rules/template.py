"""The template that comes with the product, from which clients make their VMs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.model import NULL
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import OnCrashBehaviour, OnNormalExit
from toolstack.rules import vm

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction

LABEL = "Namespace guest"
REFERENCE = "namespace-guest"
"""Value of VM.reference_label, by which the template is known whatever its name is."""

_MEMORY = 256 * 1024 * 1024
_RECOMMENDATIONS = (
    "<restrictions>"
    '<restriction field="vcpus-max" max="32"/>'
    '<restriction field="memory-static-max" max="1649267441664"/>'
    '<restriction property="number-of-vbds" max="0"/>'
    '<restriction property="number-of-vifs" max="16"/>'
    '<restriction field="allow-network" value="true"/>'
    "</restrictions>"
)


def ensure(tx: Transaction) -> Ref[Vm]:
    """Have the template, once; returns it."""
    for ref, record in tx.all(Vm):
        if record.is_default_template and record.reference_label == REFERENCE:
            return ref
    return vm.create(
        tx,
        name_label=LABEL,
        name_description="A guest that is a network namespace: an interface for every VIF, no disks.",
        is_a_template=True,
        is_default_template=True,
        reference_label=REFERENCE,
        affinity=NULL,
        memory_static_max=_MEMORY,
        memory_dynamic_max=_MEMORY,
        memory_dynamic_min=_MEMORY,
        memory_static_min=_MEMORY,
        VCPUs_max=1,
        VCPUs_at_startup=1,
        actions_after_shutdown=OnNormalExit.DESTROY,
        actions_after_reboot=OnNormalExit.RESTART,
        actions_after_crash=OnCrashBehaviour.DESTROY,
        other_config={"default_template": "true"},
        platform={"cores-per-socket": "1"},
        recommendations=_RECOMMENDATIONS,
        domain_type=DomainType.PV,
        has_vendor_device=False,
    )
