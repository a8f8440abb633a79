"""VDI: a virtual disk."""

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
    """What happens to a disk when its VM starts."""

    RESET = "reset"
    """It goes back to what it was."""
    PERSIST = "persist"
    """It stays as it is."""


@wire_enum("vdi_operations")
class VdiOperations(WireEnum):
    """What can be done to a disk."""

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
    """What a disk is used for."""

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
    """A virtual disk in a storage repository. It becomes a device of a VM through a VBD."""

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
    SR: Ref[Sr] = static_ro("The storage repository that it is in.", since="rio")
    VBDs: Reverse[Vbd] = reverse("VBD.VDI", "The devices that it is.", since="rio")
    crash_dumps: Reverse[Crashdump] = reverse("crashdump.VDI", "The crash dumps that it holds.", since="rio")
    virtual_size: int = static_ro("The size that a VM sees, in bytes.", since="rio")
    physical_utilisation: int = dynamic_ro("How much of the storage it takes now, in bytes.", since="rio")
    type: VdiType = static_ro("What it is used for.", since="rio")
    sharable: bool = static_ro("Whether several VMs may write to it at the same time.", since="rio")
    read_only: bool = static_ro("Whether nobody may write to it.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    storage_lock: bool = dynamic_ro("Whether the storage layer holds it.", since="rio")
    location: str = dynamic_ro("What the driver knows it by.", since="miami", default="")
    managed: bool = dynamic_ro("Whether clients see it as a disk; others belong to the driver.", since="rio")
    missing: bool = dynamic_ro("Whether the last scan did not find it.", since="rio")
    parent: Ref[Vdi] = dynamic_ro(
        "Was the disk that it continues.", history=(("published", "rio"), ("deprecated", "ely"))
    )
    xenstore_data: MapOf[str, str] = rw("Keys that drivers in guests can read.", since="miami", default=EMPTY_MAP)
    sm_config: MapOf[str, str] = rw("Settings for the driver.", since="miami", default=EMPTY_MAP)
    is_a_snapshot: bool = dynamic_ro("Whether it is a snapshot.", since="orlando", default=False)
    snapshot_of: Ref[Vdi] = dynamic_ro("The disk that it is a snapshot of, or null.", since="orlando", default=NO_REF)
    snapshots: Reverse[Vdi] = reverse("VDI.snapshot_of", "Its snapshots.", since="orlando")
    snapshot_time: datetime = dynamic_ro("When the snapshot was taken.", since="orlando", default=EPOCH)
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    allow_caching: bool = dynamic_ro("Whether it may be cached on local storage.", since="cowley", default=False)
    on_boot: OnBoot = dynamic_ro("What happens to it when its VM starts.", since="cowley", default=OnBoot.PERSIST)
    metadata_of_pool: Ref[Pool] = dynamic_ro("The pool whose database it holds, or null.", since="boston", default=NULL)
    metadata_latest: bool = dynamic_ro(
        "Whether it holds the newest copy of that database.", since="boston", default=False
    )
    is_tools_iso: bool = dynamic_ro("Whether it has the drivers for guests.", since="dundee", default=False)
    cbt_enabled: bool = dynamic_ro("Whether it keeps track of changed blocks.", since="inverness", default=False)


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def snapshot(vdi: Ref[Vdi], driver_params: MapOf[str, str] = EMPTY_MAP) -> Ref[Vdi]:
    """Take a snapshot of the disk and return it."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def clone(vdi: Ref[Vdi], driver_params: MapOf[str, str] = EMPTY_MAP) -> Ref[Vdi]:
    """Make a disk that shares with this one what they have in common, and return it."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def resize(vdi: Ref[Vdi], size: int) -> None:
    """Make the disk larger; no VM may be using it."""


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
    """Make the disk larger while a VM uses it."""


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
    """Make the record of a disk that exists in its storage repository."""


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
    """Make the record of a disk, for a host that joins the pool."""


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
    """Make the record of a disk without asking the driver."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", hidden=True)
def db_forget(vdi: Ref[Vdi]) -> None:
    """Remove the record of a disk without asking the driver."""


@message(Vdi, role=Role.VM_ADMIN, since="symc", errors=(errors.SR_OPERATION_NOT_SUPPORTED,))
def update(vdi: Ref[Vdi]) -> None:
    """Read again what the driver says about it."""


@message(
    Vdi,
    role=Role.VM_ADMIN,
    history=(("published", "rio"), ("extended", "cowley"), ("extended", "clearwater-felton")),
    errors=(errors.VDI_READONLY, errors.VDI_TOO_SMALL, errors.VDI_NOT_SPARSE),
)
def copy(vdi: Ref[Vdi], sr: Ref[Sr] = NULL, base_vdi: Ref[Vdi] = NULL, into_vdi: Ref[Vdi] = NULL) -> Ref[Vdi]:
    """Copy the disk and return the copy.

    Args:
        vdi: the disk.
        sr: where the copy goes, unless it goes into a disk.
        base_vdi: a disk whose blocks need not be copied.
        into_vdi: a disk to copy into.
    """


@message(Vdi, role=Role.VM_ADMIN, history=(("published", "rio"), ("deprecated", "miami")), hidden=True)
def force_unlock(vdi: Ref[Vdi]) -> None:
    """Take the storage layer's lock away."""


@message(Vdi, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True)
def set_managed(self: Ref[Vdi], value: bool) -> None:
    """Record whether clients see it as a disk."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def forget(vdi: Ref[Vdi]) -> None:
    """Remove the record of a disk; the disk stays."""


@message(Vdi, role=Role.VM_ADMIN, since="george", asynchronous=False)
def set_sharable(self: Ref[Vdi], value: bool) -> None:
    """Choose whether several VMs may write to it at the same time."""


@message(Vdi, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_read_only(self: Ref[Vdi], value: bool) -> None:
    """Choose whether nobody may write to it."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_missing(self: Ref[Vdi], value: bool) -> None:
    """Record whether the last scan did not find it."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_virtual_size(self: Ref[Vdi], value: int) -> None:
    """Record the size that a VM sees, in bytes."""


@message(Vdi, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_physical_utilisation(self: Ref[Vdi], value: int) -> None:
    """Record how much of the storage it takes, in bytes."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_is_a_snapshot(self: Ref[Vdi], value: bool) -> None:
    """Record whether it is a snapshot."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_snapshot_of(self: Ref[Vdi], value: Ref[Vdi]) -> None:
    """Record what it is a snapshot of."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_snapshot_time(self: Ref[Vdi], value: datetime) -> None:
    """Record when the snapshot was taken."""


@message(Vdi, role=Role.LOCAL_ROOT, since="boston", asynchronous=False, hidden=True)
def set_metadata_of_pool(self: Ref[Vdi], value: Ref[Pool]) -> None:
    """Record the pool whose database it holds."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def set_name_label(self: Ref[Vdi], value: str) -> None:
    """Set the label."""


@message(Vdi, role=Role.VM_ADMIN, since="rio")
def set_name_description(self: Ref[Vdi], value: str) -> None:
    """Set the description."""


@message(Vdi, role=Role.VM_ADMIN, since="orlando", hidden=True)
def generate_config(host: Ref[Host], vdi: Ref[Vdi]) -> str:
    """Return what a host needs to attach the disk before its server runs."""


@message(Vdi, role=Role.VM_ADMIN, since="cowley")
def set_on_boot(self: Ref[Vdi], value: OnBoot) -> None:
    """Set what happens to it when its VM starts."""


@message(Vdi, role=Role.VM_ADMIN, since="cowley")
def set_allow_caching(self: Ref[Vdi], value: bool) -> None:
    """Choose whether it may be cached on local storage."""


@message(Vdi, role=Role.POOL_OPERATOR, since="boston")
def open_database(self: Ref[Vdi]) -> Ref[Session]:
    """Open the copy of a database on it, and return a session to read that."""


@message(Vdi, role=Role.VM_ADMIN, since="boston", hidden=True)
def checksum(self: Ref[Vdi]) -> str:
    """Return a checksum of the disk."""


@message(Vdi, role=Role.READ_ONLY, since="boston")
def read_database_pool_uuid(self: Ref[Vdi]) -> str:
    """Return the uuid of the pool whose database it holds."""


@message(Vdi, role=Role.VM_POWER_ADMIN, since="tampa")
def pool_migrate(vdi: Ref[Vdi], sr: Ref[Sr], options: MapOf[str, str]) -> Ref[Vdi]:
    """Move the disk of a running VM to another storage repository, and return it there."""


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
    """Keep track of changed blocks from now on."""


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
    """Keep track of changed blocks no more."""


@message(Vdi, role=Role.LOCAL_ROOT, since="inverness", hidden=True)
def set_cbt_enabled(self: Ref[Vdi], value: bool) -> None:
    """Record whether it keeps track of changed blocks."""


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
    """Remove the content of a snapshot and keep only its record of changed blocks."""


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
    """Return which blocks changed between two disks, as a bitmap in base64."""


@message(Vdi, role=Role.VM_ADMIN, since="inverness", errors=(errors.VDI_INCOMPATIBLE_TYPE,), asynchronous=False)
def get_nbd_info(self: Ref[Vdi]) -> SetOf[VdiNbdServerInfo]:
    """Return how to read the disk over NBD: addresses on networks with that purpose, and certificates."""


@message(
    Vdi, role=Role.VM_POWER_ADMIN, history=(("prototyped", "26.16.0"),), errors=(errors.UNIMPLEMENTED_IN_SM_BACKEND,)
)
def revert(snapshot: Ref[Vdi]) -> None:
    """Put a disk back into the state of a snapshot."""
