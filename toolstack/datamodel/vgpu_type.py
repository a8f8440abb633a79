"""VGPU_type: a type of virtual GPU."""

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
    """How a GPU is shared."""

    PASSTHROUGH = "passthrough"
    NVIDIA = "nvidia"
    NVIDIA_SRIOV = "nvidia_sriov"
    GVT_G = "gvt_g"
    MXGPU = "mxgpu"


class VgpuType(Record, name="VGPU_type", lifecycle=Lifecycle((("published", "vgpu-tech-preview"),))):
    """A type of virtual GPU."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="vgpu-tech-preview")
    vendor_name: str = static_ro("The name of who made the GPU.", since="vgpu-tech-preview", default="")
    model_name: str = static_ro("Its name.", since="vgpu-tech-preview", default="")
    framebuffer_size: int = static_ro("Its memory in bytes.", since="vgpu-tech-preview", default=0)
    max_heads: int = static_ro("How many screens it can have.", since="vgpu-tech-preview", default=0)
    max_resolution_x: int = static_ro("The greatest width of a screen.", since="vgpu-productisation", default=0)
    max_resolution_y: int = static_ro("The greatest height of a screen.", since="vgpu-productisation", default=0)
    supported_on_PGPUs: Reverse[Pgpu] = reverse(
        "PGPU.supported_VGPU_types", "The GPUs that can carry it.", since="vgpu-tech-preview"
    )
    enabled_on_PGPUs: Reverse[Pgpu] = reverse(
        "PGPU.enabled_VGPU_types", "The GPUs that may carry it.", since="vgpu-tech-preview"
    )
    VGPUs: Reverse[Vgpu] = reverse("VGPU.type", "The virtual GPUs of this type.", since="vgpu-tech-preview")
    supported_on_GPU_groups: Reverse[GpuGroup] = reverse(
        "GPU_group.supported_VGPU_types", "The groups that can carry it.", since="vgpu-productisation"
    )
    enabled_on_GPU_groups: Reverse[GpuGroup] = reverse(
        "GPU_group.enabled_VGPU_types", "The groups that may carry it.", since="vgpu-productisation"
    )
    implementation: VgpuTypeImplementation = static_ro(
        "How the GPU is shared.", since="dundee", default=VgpuTypeImplementation.PASSTHROUGH
    )
    identifier: str = static_ro("What the server knows the type by.", since="dundee", default="")
    experimental: bool = static_ro("Whether it is not ready for use.", since="dundee", default=False)
    compatible_types_in_vm: SetOf[Ref[VgpuType]] = dynamic_ro(
        "The types that may be in the same VM.", since="quebec", default=(), ignore_foreign_key=True
    )
    size: int = internal("How much of a GPU it takes.")
    internal_config: MapOf[str, str] = internal("Settings for the device model.")
    compatible_types_on_pgpu: SetOf[Ref[VgpuType]] = internal("The types that may be on the same GPU.")
