"""To be described."""

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
    """To be described."""

    RO = "RO"
    RW = "RW"


@wire_enum("vbd_operations")
class VbdOperations(WireEnum):
    """To be described."""

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
    """To be described."""

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
    """To be described."""

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
    VM: Ref[Vm] = static_ro("To be described.", since="rio")
    VDI: Ref[Vdi] = static_ro("To be described.", since="rio")
    device: str = static_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("changed", "1.257.0"),
        ),
        default="",
    )
    userdevice: str = rw("To be described.", since="rio")
    bootable: bool = rw("To be described.", since="rio")
    mode: VbdMode = static_ro("To be described.", since="rio")
    type: VbdType = rw("To be described.", since="rio")
    unpluggable: bool = rw("To be described.", since="miami", default=True)
    storage_lock: bool = dynamic_ro("To be described.", since="rio")
    empty: bool = static_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="rio")
    currently_attached: bool = static_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("changed", "1.257.0"),
        ),
        default=False,
    )
    status_code: int = dynamic_ro("To be described.", since="rio")
    status_detail: str = dynamic_ro("To be described.", since="rio")
    runtime_properties: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    qos_algorithm_type: str = rw("To be described.", since="rio", db_name="qos__algorithm_type")
    qos_algorithm_params: MapOf[str, str] = rw("To be described.", since="rio", db_name="qos__algorithm_params")
    qos_supported_algorithms: SetOf[str] = dynamic_ro(
        "To be described.", since="rio", db_name="qos__supported_algorithms"
    )
    metrics: Ref[VbdMetrics] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "tampa"),
            ("removed", "tampa"),
        ),
        default=NULL,
    )
    reserved: bool = internal("To be described.")


@message(
    Vbd,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VBD_NOT_REMOVABLE_MEDIA,
        errors.VBD_IS_EMPTY,
    ),
)
def eject(vbd: Ref[Vbd]) -> None:
    """To be described."""


@message(
    Vbd,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VBD_NOT_REMOVABLE_MEDIA,
        errors.VBD_NOT_EMPTY,
    ),
)
def insert(vbd: Ref[Vbd], vdi: Ref[Vdi]) -> None:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def plug(self: Ref[Vbd]) -> None:
    """To be described."""


@message(
    Vbd,
    role=Role.VM_ADMIN,
    since="rio",
    errors=(
        errors.DEVICE_DETACH_REJECTED,
        errors.DEVICE_ALREADY_DETACHED,
    ),
)
def unplug(self: Ref[Vbd]) -> None:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def unplug_force(self: Ref[Vbd]) -> None:
    """To be described."""


@message(
    Vbd,
    role=Role.VM_ADMIN,
    history=(
        ("published", "symc"),
        ("deprecated", "ely"),
    ),
    hidden=True,
)
def unplug_force_no_safety_check(self: Ref[Vbd]) -> None:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def assert_attachable(self: Ref[Vbd]) -> None:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="symc", hidden=True)
def pause(self: Ref[Vbd]) -> str:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="symc", hidden=True)
def unpause(self: Ref[Vbd], token: str = "") -> None:
    """To be described."""


@message(Vbd, role=Role.VM_ADMIN, since="rio")
def set_mode(self: Ref[Vbd], value: VbdMode) -> None:
    """To be described."""
