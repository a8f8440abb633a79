"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    reverse,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.gpu_group import GpuGroup
    from toolstack.datamodel.pgpu import Pgpu
    from toolstack.datamodel.vgpu import Vgpu


@wire_enum("vgpu_type_implementation")
class VgpuTypeImplementation(WireEnum):
    """To be described."""

    PASSTHROUGH = "passthrough"
    NVIDIA = "nvidia"
    NVIDIA_SRIOV = "nvidia_sriov"
    GVT_G = "gvt_g"
    MXGPU = "mxgpu"


class VgpuType(
    Record,
    name="VGPU_type",
    lifecycle=Lifecycle((("published", "vgpu-tech-preview"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="vgpu-tech-preview")
    vendor_name: str = static_ro("To be described.", since="vgpu-tech-preview", default="")
    model_name: str = static_ro("To be described.", since="vgpu-tech-preview", default="")
    framebuffer_size: int = static_ro("To be described.", since="vgpu-tech-preview", default=0)
    max_heads: int = static_ro("To be described.", since="vgpu-tech-preview", default=0)
    max_resolution_x: int = static_ro("To be described.", since="vgpu-productisation", default=0)
    max_resolution_y: int = static_ro("To be described.", since="vgpu-productisation", default=0)
    supported_on_PGPUs: Reverse[Pgpu] = reverse(
        "PGPU.supported_VGPU_types", "To be described.", since="vgpu-tech-preview"
    )
    enabled_on_PGPUs: Reverse[Pgpu] = reverse("PGPU.enabled_VGPU_types", "To be described.", since="vgpu-tech-preview")
    VGPUs: Reverse[Vgpu] = reverse("VGPU.type", "To be described.", since="vgpu-tech-preview")
    supported_on_GPU_groups: Reverse[GpuGroup] = reverse(
        "GPU_group.supported_VGPU_types", "To be described.", since="vgpu-productisation"
    )
    enabled_on_GPU_groups: Reverse[GpuGroup] = reverse(
        "GPU_group.enabled_VGPU_types", "To be described.", since="vgpu-productisation"
    )
    implementation: VgpuTypeImplementation = static_ro(
        "To be described.", since="dundee", default=VgpuTypeImplementation.PASSTHROUGH
    )
    identifier: str = static_ro("To be described.", since="dundee", default="")
    experimental: bool = static_ro("To be described.", since="dundee", default=False)
    compatible_types_in_vm: SetOf[Ref[VgpuType]] = dynamic_ro(
        "To be described.", since="quebec", default=(), ignore_foreign_key=True
    )
    size: int = internal("To be described.")
    internal_config: MapOf[str, str] = internal("To be described.")
    compatible_types_on_pgpu: SetOf[Ref[VgpuType]] = internal("To be described.")
