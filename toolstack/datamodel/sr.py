"""SR: a place where disks are kept."""

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
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.data_source import DataSource
    from toolstack.datamodel.dr_task import DrTask
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pbd import Pbd
    from toolstack.datamodel.probe_result import ProbeResult
    from toolstack.datamodel.vdi import Vdi


@wire_enum("storage_operations")
class StorageOperations(WireEnum):
    """What can be done to a storage repository."""

    SCAN = "scan"
    DESTROY = "destroy"
    FORGET = "forget"
    PLUG = "plug"
    UNPLUG = "unplug"
    UPDATE = "update"
    VDI_CREATE = "vdi_create"
    VDI_INTRODUCE = "vdi_introduce"
    VDI_DESTROY = "vdi_destroy"
    VDI_RESIZE = "vdi_resize"
    VDI_CLONE = "vdi_clone"
    VDI_SNAPSHOT = "vdi_snapshot"
    VDI_MIRROR = "vdi_mirror"
    VDI_ENABLE_CBT = "vdi_enable_cbt"
    VDI_DISABLE_CBT = "vdi_disable_cbt"
    VDI_DATA_DESTROY = "vdi_data_destroy"
    VDI_LIST_CHANGED_BLOCKS = "vdi_list_changed_blocks"
    VDI_SET_ON_BOOT = "vdi_set_on_boot"
    VDI_BLOCKED = "vdi_blocked"
    VDI_COPY = "vdi_copy"
    VDI_FORCE_UNLOCK = "vdi_force_unlock"
    VDI_FORGET = "vdi_forget"
    VDI_GENERATE_CONFIG = "vdi_generate_config"
    VDI_RESIZE_ONLINE = "vdi_resize_online"
    VDI_UPDATE = "vdi_update"
    VDI_REVERT = "vdi_revert"
    PBD_CREATE = "pbd_create"
    PBD_DESTROY = "pbd_destroy"


class Sr(Record, name="SR", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR):
    """A storage repository. Each host that uses it has a PBD."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    allowed_operations: SetOf[StorageOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, StorageOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    VDIs: Reverse[Vdi] = reverse("VDI.SR", "The disks in it.", since="rio")
    PBDs: Reverse[Pbd] = reverse("PBD.SR", "How hosts are connected to it.", since="rio")
    virtual_allocation: int = dynamic_ro("The sizes of all its disks together, in bytes.", since="rio")
    physical_utilisation: int = dynamic_ro("How much of it is used, in bytes.", since="rio")
    physical_size: int = static_ro("How large it is, in bytes.", since="rio")
    type: str = static_ro("The driver, the type of an SM.", since="rio")
    content_type: str = static_ro("What is in it, such as ``user`` or ``iso``.", since="rio")
    shared: bool = dynamic_ro("Whether several hosts may use it.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    sm_config: MapOf[str, str] = rw("Settings for the driver.", since="miami", default=EMPTY_MAP)
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    local_cache_enabled: bool = dynamic_ro("Whether shared disks are cached in it.", since="cowley", default=False)
    introduced_by: Ref[DrTask] = dynamic_ro(
        "The disaster recovery that brought it in, or null.", since="boston", default=NULL
    )
    clustered: bool = dynamic_ro("Whether its file system needs a cluster.", since="dundee", default=False)
    is_tools_sr: bool = dynamic_ro("Whether it has the drivers for guests.", since="dundee", default=False)
    default_vdi_visibility: bool = internal("Whether its disks are ``managed`` unless they say otherwise.")


@message(Sr, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_UNKNOWN_DRIVER,))
def create(
    host: Ref[Host],
    device_config: MapOf[str, str],
    physical_size: int,
    name_label: str,
    name_description: str,
    type: str,
    content_type: str,
    shared: bool,
    sm_config: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Sr]:
    """Make a storage repository, format it and connect all hosts with it.

    Args:
        host: the host that does the work.
        device_config: where it is, for the driver.
        physical_size: its size in bytes, where the driver needs it.
        name_label: its label.
        name_description: what it is for.
        type: the driver.
        content_type: what will be in it.
        shared: whether several hosts may use it.
        sm_config: settings for the driver.
    """


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def introduce(
    uuid: str,
    name_label: str,
    name_description: str,
    type: str,
    content_type: str,
    shared: bool,
    sm_config: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Sr]:
    """Make the record of a storage repository that exists. PBDs have to be made for it."""


@message(Sr, role=Role.POOL_OPERATOR, history=(("published", "rio"), ("deprecated", "miami")))
def make(
    host: Ref[Host],
    device_config: MapOf[str, str],
    physical_size: int,
    name_label: str,
    name_description: str,
    type: str,
    content_type: str,
    sm_config: MapOf[str, str] = EMPTY_MAP,
) -> str:
    """Format a storage repository; use create."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_HAS_PBD,))
def destroy(sr: Ref[Sr]) -> None:
    """Remove a storage repository with everything in it; it may not be attached."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_HAS_PBD,))
def forget(sr: Ref[Sr]) -> None:
    """Remove the record of a storage repository; what is in it stays."""


@message(Sr, role=Role.POOL_OPERATOR, since="symc")
def update(sr: Ref[Sr]) -> None:
    """Read again what the driver says about it."""


@message(Sr, role=Role.READ_ONLY, since="rio", asynchronous=False)
def get_supported_types() -> SetOf[str]:
    """Return the drivers that there are."""


@message(Sr, role=Role.VM_POWER_ADMIN, since="rio")
def scan(sr: Ref[Sr]) -> None:
    """Look again which disks are in it."""


@message(Sr, role=Role.POOL_OPERATOR, since="miami")
def probe(host: Ref[Host], device_config: MapOf[str, str], type: str, sm_config: MapOf[str, str] = EMPTY_MAP) -> str:
    """Return as XML what a driver finds at a place."""


@message(Sr, role=Role.POOL_OPERATOR, history=(("prototyped", "kolkata"), ("published", "lima")))
def probe_ext(
    host: Ref[Host], device_config: MapOf[str, str], type: str, sm_config: MapOf[str, str] = EMPTY_MAP
) -> SetOf[ProbeResult]:
    """Return what a driver finds at a place."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_shared(sr: Ref[Sr], value: bool) -> None:
    """Choose whether several hosts may use it."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_name_label(sr: Ref[Sr], value: str) -> None:
    """Set the label."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_name_description(sr: Ref[Sr], value: str) -> None:
    """Set the description."""


@message(Sr, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(sr: Ref[Sr], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object kept with the storage repository and return it."""


@message(Sr, role=Role.POOL_OPERATOR, since="miami", asynchronous=False)
def set_physical_size(self: Ref[Sr], value: int) -> None:
    """Record how large it is, in bytes."""


@message(Sr, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_virtual_allocation(self: Ref[Sr], value: int) -> None:
    """Record the sizes of all its disks together, in bytes."""


@message(Sr, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_physical_utilisation(self: Ref[Sr], value: int) -> None:
    """Record how much of it is used, in bytes."""


@message(Sr, role=Role.POOL_OPERATOR, since="orlando")
def assert_can_host_ha_statefile(sr: Ref[Sr]) -> None:
    """Fail with the reason if it cannot carry heartbeats."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def assert_supports_database_replication(sr: Ref[Sr]) -> None:
    """Fail with the reason if it cannot keep a copy of the database."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def enable_database_replication(sr: Ref[Sr]) -> None:
    """Keep a copy of the database in it."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def disable_database_replication(sr: Ref[Sr]) -> None:
    """Keep no copy of the database in it any more."""


@message(Sr, role=Role.READ_ONLY, since="dundee", asynchronous=False)
def get_data_sources(sr: Ref[Sr]) -> SetOf[DataSource]:
    """Return the measurements of the storage repository."""


@message(Sr, role=Role.POOL_OPERATOR, since="dundee", asynchronous=False)
def record_data_source(sr: Ref[Sr], data_source: str) -> None:
    """Record a measurement from now on."""


@message(Sr, role=Role.READ_ONLY, since="dundee", asynchronous=False)
def query_data_source(sr: Ref[Sr], data_source: str) -> float:
    """Return the latest value of a measurement."""


@message(Sr, role=Role.POOL_OPERATOR, since="dundee", asynchronous=False)
def forget_data_source_archives(sr: Ref[Sr], data_source: str) -> None:
    """Remove what was recorded of a measurement."""


@message(Sr, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def get_live_hosts(sr: Ref[Sr]) -> SetOf[Ref[Host]]:
    """Return the hosts that are up and connected to it."""
