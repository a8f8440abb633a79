"""PGPU: a GPU of a host."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.enums import PciDom0Access
from toolstack.datamodel.model import (
    EMPTY_MAP,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    dynamic_ro,
    internal,
    message,
    reverse,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.gpu_group import GpuGroup
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.vgpu import Vgpu
    from toolstack.datamodel.vgpu_type import VgpuType


class Pgpu(Record, name="PGPU", lifecycle=Lifecycle((("published", "boston"),)), write_role=Role.POOL_OPERATOR):
    """A physical GPU."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="boston")
    PCI: Ref[Pci] = static_ro("Its PCI device.", since="boston", default=NULL)
    GPU_group: Ref[GpuGroup] = static_ro("The group that it is in.", since="boston", default=NULL)
    host: Ref[Host] = dynamic_ro("The host that it is in.", since="boston", default=NULL)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="boston", default=EMPTY_MAP)
    supported_VGPU_types: SetOf[Ref[VgpuType]] = dynamic_ro(
        "The types of virtual GPU that it can carry.", since="vgpu-tech-preview"
    )
    enabled_VGPU_types: SetOf[Ref[VgpuType]] = dynamic_ro(
        "The types of virtual GPU that it may carry.", since="vgpu-tech-preview"
    )
    resident_VGPUs: Reverse[Vgpu] = reverse("VGPU.resident_on", "The virtual GPUs on it.", since="vgpu-tech-preview")
    supported_VGPU_max_capacities: MapOf[Ref[VgpuType], int] = dynamic_ro(
        "How many virtual GPUs of each type it can carry.", since="vgpu-productisation", default=EMPTY_MAP
    )
    dom0_access: PciDom0Access = dynamic_ro(
        "Whether the control domain sees it, now and after the next boot.",
        history=(("published", "cream"), ("deprecated", "24.14.0")),
        default=PciDom0Access.ENABLED,
    )
    is_system_display_device: bool = dynamic_ro(
        "Whether the host's own console is on it.", since="cream", default=False
    )
    compatibility_metadata: MapOf[str, str] = dynamic_ro(
        "What tells whether a virtual GPU may move to it.", since="inverness", default=EMPTY_MAP
    )
    size: int = internal("Its capacity, in units of the virtual GPU types.")


@message(Pgpu, role=Role.POOL_OPERATOR, since="vgpu-tech-preview")
def add_enabled_VGPU_types(self: Ref[Pgpu], value: Ref[VgpuType]) -> None:
    """Allow a type of virtual GPU on it."""


@message(Pgpu, role=Role.POOL_OPERATOR, since="vgpu-tech-preview")
def remove_enabled_VGPU_types(self: Ref[Pgpu], value: Ref[VgpuType]) -> None:
    """Forbid a type of virtual GPU on it."""


@message(Pgpu, role=Role.POOL_OPERATOR, since="vgpu-tech-preview")
def set_enabled_VGPU_types(self: Ref[Pgpu], value: SetOf[Ref[VgpuType]]) -> None:
    """Set the types of virtual GPU that it may carry."""


@message(Pgpu, role=Role.POOL_OPERATOR, since="vgpu-tech-preview")
def set_GPU_group(self: Ref[Pgpu], value: Ref[GpuGroup]) -> None:
    """Put it into another group."""


@message(Pgpu, role=Role.READ_ONLY, since="vgpu-tech-preview")
def get_remaining_capacity(self: Ref[Pgpu], vgpu_type: Ref[VgpuType]) -> int:
    """Return how many more virtual GPUs of a type it could carry."""


@message(Pgpu, role=Role.POOL_OPERATOR, history=(("published", "cream"), ("deprecated", "24.14.0")))
def enable_dom0_access(self: Ref[Pgpu]) -> PciDom0Access:
    """Show the GPU to the control domain again from the next boot on, and return the state now."""


@message(Pgpu, role=Role.POOL_OPERATOR, history=(("published", "cream"), ("deprecated", "24.14.0")))
def disable_dom0_access(self: Ref[Pgpu]) -> PciDom0Access:
    """Hide the GPU from the control domain from the next boot on, and return the state now."""
