"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
    NO_REF,
    NULL,
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
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.crashdump import Crashdump
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pool import Pool
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vbd import Vbd
    from toolstack.datamodel.vdi_nbd_server_info import VdiNbdServerInfo


@wire_enum("on_boot")
class OnBoot(WireEnum):
    """To be described."""

    RESET = "reset"
    PERSIST = "persist"


@wire_enum("vdi_operations")
class VdiOperations(WireEnum):
    """To be described."""

    CLONE = "clone"
    COPY = "copy"
    RESIZE = "resize"
    RESIZE_ONLINE = "resize_online"
    SNAPSHOT = "snapshot"
    MIRROR = "mirror"
    DESTROY = "destroy"
    FORGET = "forget"
    UPDATE = "update"
    FORCE_UNLOCK = "force_unlock"
    GENERATE_CONFIG = "generate_config"
    ENABLE_CBT = "enable_cbt"
    DISABLE_CBT = "disable_cbt"
    DATA_DESTROY = "data_destroy"
    LIST_CHANGED_BLOCKS = "list_changed_blocks"
    SET_ON_BOOT = "set_on_boot"
    BLOCKED = "blocked"
    REVERT_TO = "revert_to"
    REVERT_FROM = "revert_from"


@wire_enum("vdi_type")
class VdiType(WireEnum):
    """To be described."""

    SYSTEM = "system"
    USER = "user"
    EPHEMERAL = "ephemeral"
    SUSPEND = "suspend"
    CRASHDUMP = "crashdump"
    HA_STATEFILE = "ha_statefile"
    METADATA = "metadata"
    REDO_LOG = "redo_log"
    RRD = "rrd"
    PVS_CACHE = "pvs_cache"
    CBT_METADATA = "cbt_metadata"


class Vdi(
    Record,
    name="VDI",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
    create_required=("SR", "virtual_size", "type", "sharable", "read_only", "other_config"),
    create_optional=("name_label", "name_description", "xenstore_data", "sm_config", "tags"),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    allowed_operations: SetOf[VdiOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VdiOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    SR: Ref[Sr] = static_ro("To be described.", since="rio")
    VBDs: Reverse[Vbd] = reverse("VBD.VDI", "To be described.", since="rio")
    crash_dumps: Reverse[Crashdump] = reverse("crashdump.VDI", "To be described.", since="rio")
    virtual_size: int = static_ro("To be described.", since="rio")
    physical_utilisation: int = dynamic_ro("To be described.", since="rio")
    type: VdiType = static_ro("To be described.", since="rio")
    sharable: bool = static_ro("To be described.", since="rio")
    read_only: bool = static_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    storage_lock: bool = dynamic_ro("To be described.", since="rio")
    location: str = dynamic_ro("To be described.", since="miami", default="")
    managed: bool = dynamic_ro("To be described.", since="rio")
    missing: bool = dynamic_ro("To be described.", since="rio")
    parent: Ref[Vdi] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "ely"),
        ),
    )
    xenstore_data: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    sm_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    is_a_snapshot: bool = dynamic_ro("To be described.", since="orlando", default=False)
    snapshot_of: Ref[Vdi] = dynamic_ro("To be described.", since="orlando", default=NO_REF)
    snapshots: Reverse[Vdi] = reverse("VDI.snapshot_of", "To be described.", since="orlando")
    snapshot_time: datetime = dynamic_ro("To be described.", since="orlando", default=EPOCH)
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    allow_caching: bool = dynamic_ro("To be described.", since="cowley", default=False)
    on_boot: OnBoot = dynamic_ro("To be described.", since="cowley", default=OnBoot.PERSIST)
    metadata_of_pool: Ref[Pool] = dynamic_ro("To be described.", since="boston", default=NULL)
    metadata_latest: bool = dynamic_ro("To be described.", since="boston", default=False)
    is_tools_iso: bool = dynamic_ro("To be described.", since="dundee", default=False)
    cbt_enabled: bool = dynamic_ro("To be described.", since="inverness", default=False)


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def snapshot(vdi: Ref[Vdi], driver_params: MapOf[str, str] = EMPTY_MAP) -> Ref[Vdi]:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def clone(vdi: Ref[Vdi], driver_params: MapOf[str, str] = EMPTY_MAP) -> Ref[Vdi]:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def resize(vdi: Ref[Vdi], size: int) -> None:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("deprecated", "inverness"),
        ("removed", "inverness"),
        ("published", "26.16.1-next"),
    ),
)
def resize_online(vdi: Ref[Vdi], size: int) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="miami", errors=(errors.SR_OPERATION_NOT_SUPPORTED,))
def introduce(
    uuid: str,
    name_label: str,
    name_description: str,
    SR: Ref[Sr],
    type: VdiType,
    sharable: bool,
    read_only: bool,
    other_config: MapOf[str, str],
    location: str,
    xenstore_data: MapOf[str, str] = EMPTY_MAP,
    sm_config: MapOf[str, str] = EMPTY_MAP,
    managed: bool = True,
    virtual_size: int = 0,
    physical_utilisation: int = 0,
    metadata_of_pool: Ref[Pool] = NO_REF,
    is_a_snapshot: bool = False,
    snapshot_time: datetime = EPOCH,
    snapshot_of: Ref[Vdi] = NO_REF,
) -> Ref[Vdi]:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio", hidden=True)
def pool_introduce(
    uuid: str,
    name_label: str,
    name_description: str,
    SR: Ref[Sr],
    type: VdiType,
    sharable: bool,
    read_only: bool,
    other_config: MapOf[str, str],
    location: str,
    xenstore_data: MapOf[str, str] = EMPTY_MAP,
    sm_config: MapOf[str, str] = EMPTY_MAP,
    managed: bool = True,
    virtual_size: int = 0,
    physical_utilisation: int = 0,
    metadata_of_pool: Ref[Pool] = NO_REF,
    is_a_snapshot: bool = False,
    snapshot_time: datetime = EPOCH,
    snapshot_of: Ref[Vdi] = NO_REF,
    cbt_enabled: bool = False,
) -> Ref[Vdi]:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="rio", hidden=True)
def db_introduce(
    uuid: str,
    name_label: str,
    name_description: str,
    SR: Ref[Sr],
    type: VdiType,
    sharable: bool,
    read_only: bool,
    other_config: MapOf[str, str],
    location: str,
    xenstore_data: MapOf[str, str] = EMPTY_MAP,
    sm_config: MapOf[str, str] = EMPTY_MAP,
    managed: bool = True,
    virtual_size: int = 0,
    physical_utilisation: int = 0,
    metadata_of_pool: Ref[Pool] = NO_REF,
    is_a_snapshot: bool = False,
    snapshot_time: datetime = EPOCH,
    snapshot_of: Ref[Vdi] = NO_REF,
    cbt_enabled: bool = False,
) -> Ref[Vdi]:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", hidden=True)
def db_forget(vdi: Ref[Vdi]) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="symc", errors=(errors.SR_OPERATION_NOT_SUPPORTED,))
def update(vdi: Ref[Vdi]) -> None:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("extended", "cowley"),
        ("extended", "clearwater-felton"),
    ),
    errors=(
        errors.VDI_READONLY,
        errors.VDI_TOO_SMALL,
        errors.VDI_NOT_SPARSE,
    ),
)
def copy(vdi: Ref[Vdi], sr: Ref[Sr] = NULL, base_vdi: Ref[Vdi] = NULL, into_vdi: Ref[Vdi] = NULL) -> Ref[Vdi]:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("deprecated", "miami"),
    ),
    hidden=True,
)
def force_unlock(vdi: Ref[Vdi]) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True)
def set_managed(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def forget(vdi: Ref[Vdi]) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="george", asynchronous=False)
def set_sharable(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_read_only(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_missing(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_virtual_size(self: Ref[Vdi], value: int) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_physical_utilisation(self: Ref[Vdi], value: int) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_is_a_snapshot(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_snapshot_of(self: Ref[Vdi], value: Ref[Vdi]) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_snapshot_time(self: Ref[Vdi], value: datetime) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_metadata_of_pool(self: Ref[Vdi], value: Ref[Pool]) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def set_name_label(self: Ref[Vdi], value: str) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def set_name_description(self: Ref[Vdi], value: str) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="orlando", hidden=True)
def generate_config(host: Ref[Host], vdi: Ref[Vdi]) -> str:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="cowley")
def set_on_boot(self: Ref[Vdi], value: OnBoot) -> None:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="cowley")
def set_allow_caching(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(Vdi, role=Role.POOL_OPERATOR, since="boston")
def open_database(self: Ref[Vdi]) -> Ref[Session]:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="boston", hidden=True)
def checksum(self: Ref[Vdi]) -> str:
    """To be described."""


@message(Vdi, role=Role.READ_ONLY, since="boston")
def read_database_pool_uuid(self: Ref[Vdi]) -> str:
    """To be described."""


@message(Vdi, role=Role.VM_POWER_ADMIN, since="tampa")
def pool_migrate(vdi: Ref[Vdi], sr: Ref[Sr], options: MapOf[str, str]) -> Ref[Vdi]:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    since="inverness",
    errors=(
        errors.SR_OPERATION_NOT_SUPPORTED,
        errors.VDI_MISSING,
        errors.SR_NOT_ATTACHED,
        errors.SR_HAS_NO_PBDS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VDI_INCOMPATIBLE_TYPE,
        errors.VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION,
    ),
)
def enable_cbt(self: Ref[Vdi]) -> None:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    since="inverness",
    errors=(
        errors.SR_OPERATION_NOT_SUPPORTED,
        errors.VDI_MISSING,
        errors.SR_NOT_ATTACHED,
        errors.SR_HAS_NO_PBDS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VDI_INCOMPATIBLE_TYPE,
        errors.VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION,
    ),
)
def disable_cbt(self: Ref[Vdi]) -> None:
    """To be described."""


@message(Vdi, role=Role.LOCAL_ROOT, since="inverness", hidden=True)
def set_cbt_enabled(self: Ref[Vdi], value: bool) -> None:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    since="inverness",
    errors=(
        errors.SR_OPERATION_NOT_SUPPORTED,
        errors.VDI_MISSING,
        errors.SR_NOT_ATTACHED,
        errors.SR_HAS_NO_PBDS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VDI_INCOMPATIBLE_TYPE,
        errors.VDI_NO_CBT_METADATA,
        errors.VDI_IN_USE,
        errors.VDI_IS_A_PHYSICAL_DEVICE,
    ),
)
def data_destroy(self: Ref[Vdi]) -> None:
    """To be described."""


@message(
    Vdi,
    role=Role.VM_OPERATOR,
    since="inverness",
    errors=(
        errors.SR_OPERATION_NOT_SUPPORTED,
        errors.VDI_MISSING,
        errors.SR_NOT_ATTACHED,
        errors.SR_HAS_NO_PBDS,
        errors.VDI_IN_USE,
    ),
)
def list_changed_blocks(vdi_from: Ref[Vdi], vdi_to: Ref[Vdi]) -> str:
    """To be described."""


@message(Vdi, role=Role.VM_ADMIN, since="inverness", errors=(errors.VDI_INCOMPATIBLE_TYPE,), asynchronous=False)
def get_nbd_info(self: Ref[Vdi]) -> SetOf[VdiNbdServerInfo]:
    """To be described."""


@message(
    Vdi, role=Role.VM_POWER_ADMIN, history=(("prototyped", "26.16.0"),), errors=(errors.UNIMPLEMENTED_IN_SM_BACKEND,)
)
def revert(snapshot: Ref[Vdi]) -> None:
    """To be described."""
