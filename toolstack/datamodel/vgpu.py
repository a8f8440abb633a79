"""VGPU: a virtual GPU of a VM."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, NULL, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, message, rw

if TYPE_CHECKING:
    from toolstack.datamodel.gpu_group import GpuGroup
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.pgpu import Pgpu
    from toolstack.datamodel.vgpu_type import VgpuType
    from toolstack.datamodel.vm import Vm


class Vgpu(Record, name="VGPU", lifecycle=Lifecycle((("published", "boston"),)), write_role=Role.POOL_OPERATOR):
    """A virtual GPU of a VM, or a GPU that is passed through to it."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="boston")
    VM: Ref[Vm] = dynamic_ro("The VM that it belongs to.", since="boston")
    GPU_group: Ref[GpuGroup] = dynamic_ro("The group that its GPU is taken from.", since="boston")
    device: str = dynamic_ro("Its number in the VM.", since="boston", default="0")
    currently_attached: bool = dynamic_ro("Whether it is plugged in.", since="boston", default=False)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="boston", default=EMPTY_MAP)
    type: Ref[VgpuType] = dynamic_ro("Its type.", since="vgpu-tech-preview", default=NULL)
    resident_on: Ref[Pgpu] = dynamic_ro("The GPU that it runs on, or null.", since="vgpu-tech-preview", default=NULL)
    scheduled_to_be_resident_on: Ref[Pgpu] = dynamic_ro(
        "The GPU that it is about to run on, or null.", since="dundee", default=NULL
    )
    compatibility_metadata: MapOf[str, str] = dynamic_ro(
        "What tells whether it may move to another GPU.", since="inverness", default=EMPTY_MAP
    )
    extra_args: str = rw("Further settings for it.", since="quebec", default="")
    PCI: Ref[Pci] = dynamic_ro("The device that is passed through for it, or null.", since="quebec", default=NULL)


@message(Vgpu, role=Role.POOL_OPERATOR, since="boston")
def create(
    VM: Ref[Vm],
    GPU_group: Ref[GpuGroup],
    device: str = "0",
    other_config: MapOf[str, str] = EMPTY_MAP,
    type: Ref[VgpuType] = NULL,
) -> Ref[Vgpu]:
    """Give a VM a virtual GPU and return it."""


@message(Vgpu, role=Role.POOL_OPERATOR, since="boston")
def destroy(self: Ref[Vgpu]) -> None:
    """Take a virtual GPU from its VM."""


@message(Vgpu, role=Role.LOCAL_ROOT, since="dundee", hidden=True, pool_internal=True)
def atomic_set_resident_on(self: Ref[Vgpu], value: Ref[Pgpu]) -> None:
    """Record which GPU it runs on."""
