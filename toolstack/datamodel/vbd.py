"""VBD: a block device of a VM."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.vbd_metrics import VbdMetrics
    from toolstack.datamodel.vdi import Vdi
    from toolstack.datamodel.vm import Vm


@wire_enum("vbd_mode")
class VbdMode(WireEnum):
    """Whether the guest may write."""

    RO = "RO"
    RW = "RW"


@wire_enum("vbd_operations")
class VbdOperations(WireEnum):
    """What can be done to a block device."""

    ATTACH = "attach"
    EJECT = "eject"
    INSERT = "insert"
    PLUG = "plug"
    UNPLUG = "unplug"
    UNPLUG_FORCE = "unplug_force"
    PAUSE = "pause"
    UNPAUSE = "unpause"


@wire_enum("vbd_type")
class VbdType(WireEnum):
    """What kind of device the guest sees."""

    CD = "CD"
    DISK = "Disk"
    FLOPPY = "Floppy"


class Vbd(
    Record,
    name="VBD",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
    create_required=(
        "VM",
        "VDI",
        "userdevice",
        "bootable",
        "mode",
        "type",
        "empty",
        "other_config",
        "qos_algorithm_type",
        "qos_algorithm_params",
    ),
    create_optional=("device", "unpluggable", "currently_attached"),
):
    """A block device of a VM: a disk, or a drive into which one is put."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    allowed_operations: SetOf[VbdOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VbdOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    VM: Ref[Vm] = static_ro("The VM that it belongs to.", since="rio")
    VDI: Ref[Vdi] = static_ro("The disk in it; null for an empty drive.", since="rio")
    device: str = static_ro(
        "The name that the guest sees it by, such as ``xvda``.",
        history=(("published", "rio"), ("changed", "1.257.0")),
        default="",
    )
    userdevice: str = rw("The number or name that the client asked for.", since="rio")
    bootable: bool = rw("Whether the VM may boot from it.", since="rio")
    mode: VbdMode = static_ro("Whether the guest may write.", since="rio")
    type: VbdType = rw("What kind of device the guest sees.", since="rio")
    unpluggable: bool = rw("Whether it can be unplugged while the VM runs.", since="miami", default=True)
    storage_lock: bool = dynamic_ro("Whether the storage layer holds the disk.", since="rio")
    empty: bool = static_ro("Whether it is a drive without a disk.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="rio")
    currently_attached: bool = static_ro(
        "Whether it is plugged in.", history=(("published", "rio"), ("changed", "1.257.0")), default=False
    )
    status_code: int = dynamic_ro("Never set.", since="rio")
    status_detail: str = dynamic_ro("Never set.", since="rio")
    runtime_properties: MapOf[str, str] = dynamic_ro("Never set.", since="rio")
    qos_algorithm_type: str = rw(
        "How access is limited: empty for not at all, or ``ionice``.", since="rio", db_name="qos__algorithm_type"
    )
    qos_algorithm_params: MapOf[str, str] = rw(
        "For ``ionice``: ``sched`` and ``class``.", since="rio", db_name="qos__algorithm_params"
    )
    qos_supported_algorithms: SetOf[str] = dynamic_ro(
        "The names that qos_algorithm_type may have.", since="rio", db_name="qos__supported_algorithms"
    )
    metrics: Ref[VbdMetrics] = dynamic_ro(
        "Was a VBD_metrics object; its getter is removed.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=NULL,
    )
    reserved: bool = internal("Whether a VM that is starting already counts on it.")


@message(Vbd, role=Role.VM_OPERATOR, since="rio", errors=(errors.VBD_NOT_REMOVABLE_MEDIA, errors.VBD_IS_EMPTY))
def eject(vbd: Ref[Vbd]) -> None:
    """Take the disk out of a drive."""


@message(Vbd, role=Role.VM_OPERATOR, since="rio", errors=(errors.VBD_NOT_REMOVABLE_MEDIA, errors.VBD_NOT_EMPTY))
def insert(vbd: Ref[Vbd], vdi: Ref[Vdi]) -> None:
    """Put a disk into an empty drive."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def plug(self: Ref[Vbd]) -> None:
    """Plug the device into a running VM."""


@message(Vbd, role=Role.VM_ADMIN, since="rio", errors=(errors.DEVICE_DETACH_REJECTED, errors.DEVICE_ALREADY_DETACHED))
def unplug(self: Ref[Vbd]) -> None:
    """Take the device out of a running VM, with the guest's help."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def unplug_force(self: Ref[Vbd]) -> None:
    """Take the device out of a running VM without asking the guest."""


@message(Vbd, role=Role.VM_ADMIN, history=(("published", "symc"), ("deprecated", "ely")), hidden=True)
def unplug_force_no_safety_check(self: Ref[Vbd]) -> None:
    """Take the device out of a running VM without any check."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def assert_attachable(self: Ref[Vbd]) -> None:
    """Fail with the reason if the device could not be plugged in."""


@message(Vbd, role=Role.VM_ADMIN, since="symc", hidden=True)
def pause(self: Ref[Vbd]) -> str:
    """Stop access to the disk and return a token for unpause."""


@message(Vbd, role=Role.VM_ADMIN, since="symc", hidden=True)
def unpause(self: Ref[Vbd], token: str = "") -> None:
    """Allow access to the disk again, with the token of pause."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def set_mode(self: Ref[Vbd], value: VbdMode) -> None:
    """Set whether the guest may write; the VM has to be halted."""
