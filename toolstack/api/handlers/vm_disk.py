"""What clients ask about the disks of VMs, which do not exist here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api.registry import handles
from toolstack.datamodel import vm_messages as vm
from toolstack.datamodel.vm import Vm

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf


@handles(vm.get_allowed_VBD_devices)
async def get_allowed_VBD_devices(call: Call, vm: Ref[Vm]) -> SetOf[str]:
    """Return the places at which a disk may be attached: none."""
    call.snapshot.get(Vm, vm)
    return ()
