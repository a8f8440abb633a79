"""GPU_group: GPUs of the same kind."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    reverse,
    rw,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.pgpu import Pgpu
    from toolstack.datamodel.vgpu import Vgpu
    from toolstack.datamodel.vgpu_type import VgpuType


@wire_enum("allocation_algorithm")
class AllocationAlgorithm(WireEnum):
    """Which GPU of a group a VM gets."""

    BREADTH_FIRST = "breadth_first"
    """The least used."""
    DEPTH_FIRST = "depth_first"
    """The most used that has room."""


class GpuGroup(
    Record, name="GPU_group", lifecycle=Lifecycle((("published", "boston"),)), write_role=Role.POOL_OPERATOR
):
    """GPUs of the same kind in the whole pool, of which a VM gets one."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="boston")
    name_label: str = rw(
        "A label for people; it need not be unique.", since="boston", default="", db_name="name__label"
    )
    name_description: str = rw(
        "A text for people that says what the object is for.", since="boston", default="", db_name="name__description"
    )
    PGPUs: Reverse[Pgpu] = reverse("PGPU.GPU_group", "The GPUs in it.", since="boston")
    VGPUs: Reverse[Vgpu] = reverse("VGPU.GPU_group", "The virtual GPUs that get one of them.", since="boston")
    GPU_types: SetOf[str] = dynamic_ro("The vendor and device of its GPUs.", since="boston", default=())
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="boston", default=EMPTY_MAP)
    allocation_algorithm: AllocationAlgorithm = rw(
        "Which of its GPUs a VM gets.", since="vgpu-tech-preview", default=AllocationAlgorithm.DEPTH_FIRST
    )
    supported_VGPU_types: SetOf[Ref[VgpuType]] = dynamic_ro(
        "The types of virtual GPU that one of its GPUs can carry.", since="vgpu-productisation"
    )
    enabled_VGPU_types: SetOf[Ref[VgpuType]] = dynamic_ro(
        "The types of virtual GPU that one of its GPUs may carry.", since="vgpu-productisation"
    )


@message(GpuGroup, role=Role.POOL_OPERATOR, since="boston")
def create(
    name_label: str = "", name_description: str = "", other_config: MapOf[str, str] = EMPTY_MAP
) -> Ref[GpuGroup]:
    """Make an empty group and return it."""


@message(GpuGroup, role=Role.POOL_OPERATOR, since="boston")
def destroy(self: Ref[GpuGroup]) -> None:
    """Remove an empty group."""


@message(GpuGroup, role=Role.POOL_OPERATOR, since="vgpu-productisation", hidden=True)
def update_enabled_VGPU_types(self: Ref[GpuGroup]) -> None:
    """Work out again what its GPUs may carry."""


@message(GpuGroup, role=Role.POOL_OPERATOR, since="vgpu-productisation", hidden=True)
def update_supported_VGPU_types(self: Ref[GpuGroup]) -> None:
    """Work out again what its GPUs can carry."""


@message(GpuGroup, role=Role.READ_ONLY, since="vgpu-tech-preview")
def get_remaining_capacity(self: Ref[GpuGroup], vgpu_type: Ref[VgpuType]) -> int:
    """Return how many more virtual GPUs of a type the group could carry."""
