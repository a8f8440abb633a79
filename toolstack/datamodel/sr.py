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
    """To be described."""

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


class Sr(
    Record,
    name="SR",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

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
    VDIs: Reverse[Vdi] = reverse("VDI.SR", "To be described.", since="rio")
    PBDs: Reverse[Pbd] = reverse("PBD.SR", "To be described.", since="rio")
    virtual_allocation: int = dynamic_ro("To be described.", since="rio")
    physical_utilisation: int = dynamic_ro("To be described.", since="rio")
    physical_size: int = static_ro("To be described.", since="rio")
    type: str = static_ro("To be described.", since="rio")
    content_type: str = static_ro("To be described.", since="rio")
    shared: bool = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    sm_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    local_cache_enabled: bool = dynamic_ro("To be described.", since="cowley", default=False)
    introduced_by: Ref[DrTask] = dynamic_ro("To be described.", since="boston", default=NULL)
    clustered: bool = dynamic_ro("To be described.", since="dundee", default=False)
    is_tools_sr: bool = dynamic_ro("To be described.", since="dundee", default=False)
    default_vdi_visibility: bool = internal("To be described.")


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
    """To be described."""


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
    """To be described."""


@message(
    Sr,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("deprecated", "miami"),
    ),
)
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
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_HAS_PBD,))
def destroy(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_HAS_PBD,))
def forget(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="symc")
def update(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.READ_ONLY, since="rio", asynchronous=False)
def get_supported_types() -> SetOf[str]:
    """To be described."""


@message(Sr, role=Role.VM_POWER_ADMIN, since="rio")
def scan(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="miami")
def probe(host: Ref[Host], device_config: MapOf[str, str], type: str, sm_config: MapOf[str, str] = EMPTY_MAP) -> str:
    """To be described."""


@message(
    Sr,
    role=Role.POOL_OPERATOR,
    history=(
        ("prototyped", "kolkata"),
        ("published", "lima"),
    ),
)
def probe_ext(
    host: Ref[Host], device_config: MapOf[str, str], type: str, sm_config: MapOf[str, str] = EMPTY_MAP
) -> SetOf[ProbeResult]:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_shared(sr: Ref[Sr], value: bool) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_name_label(sr: Ref[Sr], value: str) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="rio")
def set_name_description(sr: Ref[Sr], value: str) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(sr: Ref[Sr], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="miami", asynchronous=False)
def set_physical_size(self: Ref[Sr], value: int) -> None:
    """To be described."""


@message(Sr, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_virtual_allocation(self: Ref[Sr], value: int) -> None:
    """To be described."""


@message(Sr, role=Role.LOCAL_ROOT, since="miami", asynchronous=False, hidden=True)
def set_physical_utilisation(self: Ref[Sr], value: int) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="orlando")
def assert_can_host_ha_statefile(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def assert_supports_database_replication(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def enable_database_replication(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="boston")
def disable_database_replication(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Sr, role=Role.READ_ONLY, since="dundee", asynchronous=False)
def get_data_sources(sr: Ref[Sr]) -> SetOf[DataSource]:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="dundee", asynchronous=False)
def record_data_source(sr: Ref[Sr], data_source: str) -> None:
    """To be described."""


@message(Sr, role=Role.READ_ONLY, since="dundee", asynchronous=False)
def query_data_source(sr: Ref[Sr], data_source: str) -> float:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="dundee", asynchronous=False)
def forget_data_source_archives(sr: Ref[Sr], data_source: str) -> None:
    """To be described."""


@message(Sr, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def get_live_hosts(sr: Ref[Sr]) -> SetOf[Ref[Host]]:
    """To be described."""
