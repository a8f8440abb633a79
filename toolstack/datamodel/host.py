"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
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
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.certificate import Certificate
    from toolstack.datamodel.enums import UpdateGuidances
    from toolstack.datamodel.feature import Feature
    from toolstack.datamodel.host_cpu import HostCpu
    from toolstack.datamodel.host_crashdump import HostCrashdump
    from toolstack.datamodel.host_metrics import HostMetrics
    from toolstack.datamodel.host_patch import HostPatch
    from toolstack.datamodel.pbd import Pbd
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.pgpu import Pgpu
    from toolstack.datamodel.pif import Pif
    from toolstack.datamodel.pool_update import PoolUpdate
    from toolstack.datamodel.pusb import Pusb
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vm import Vm


@wire_enum("host_allowed_operations")
class HostAllowedOperations(WireEnum):
    """To be described."""

    PROVISION = "provision"
    EVACUATE = "evacuate"
    SHUTDOWN = "shutdown"
    REBOOT = "reboot"
    POWER_ON = "power_on"
    VM_START = "vm_start"
    VM_RESUME = "vm_resume"
    VM_MIGRATE = "vm_migrate"
    APPLY_UPDATES = "apply_updates"
    ENABLE = "enable"


@wire_enum("host_display")
class HostDisplay(WireEnum):
    """To be described."""

    ENABLED = "enabled"
    DISABLE_ON_REBOOT = "disable_on_reboot"
    DISABLED = "disabled"
    ENABLE_ON_REBOOT = "enable_on_reboot"


@wire_enum("host_ntp_mode")
class HostNtpMode(WireEnum):
    """To be described."""

    DHCP = "DHCP"
    CUSTOM = "Custom"
    FACTORY = "Factory"
    DISABLED = "Disabled"


@wire_enum("host_numa_affinity_policy")
class HostNumaAffinityPolicy(WireEnum):
    """To be described."""

    ANY = "any"
    BEST_EFFORT = "best_effort"
    DEFAULT_POLICY = "default_policy"


@wire_enum("host_sched_gran")
class HostSchedGran(WireEnum):
    """To be described."""

    CORE = "core"
    CPU = "cpu"
    SOCKET = "socket"


@wire_enum("latest_synced_updates_applied_state")
class LatestSyncedUpdatesAppliedState(WireEnum):
    """To be described."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Host(
    Record,
    name="host",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    memory_overhead: int = dynamic_ro("To be described.", since="rio", default=0, db_name="memory__overhead")
    allowed_operations: SetOf[HostAllowedOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, HostAllowedOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    API_version_major: int = dynamic_ro("To be described.", since="rio", db_name="API_version__major")
    API_version_minor: int = dynamic_ro("To be described.", since="rio", db_name="API_version__minor")
    API_version_vendor: str = dynamic_ro("To be described.", since="rio", db_name="API_version__vendor")
    API_version_vendor_implementation: MapOf[str, str] = dynamic_ro(
        "To be described.", since="rio", db_name="API_version__vendor_implementation"
    )
    enabled: bool = dynamic_ro("To be described.", since="rio")
    software_version: MapOf[str, str] = static_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    capabilities: SetOf[str] = static_ro("To be described.", since="rio")
    cpu_configuration: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    sched_policy: str = dynamic_ro("To be described.", since="rio")
    supported_bootloaders: SetOf[str] = dynamic_ro("To be described.", since="rio")
    resident_VMs: Reverse[Vm] = reverse("VM.resident_on", "To be described.", since="rio")
    logging: MapOf[str, str] = rw("To be described.", since="rio")
    PIFs: Reverse[Pif] = reverse("PIF.host", "To be described.", since="rio")
    suspend_image_sr: Ref[Sr] = rw("To be described.", since="rio")
    crash_dump_sr: Ref[Sr] = rw("To be described.", since="rio")
    crashdumps: Reverse[HostCrashdump] = reverse("host_crashdump.host", "To be described.", since="rio")
    patches: Reverse[HostPatch] = reverse(
        "host_patch.host",
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "ely"),
        ),
    )
    updates: SetOf[Ref[PoolUpdate]] = dynamic_ro("To be described.", since="ely")
    PBDs: Reverse[Pbd] = reverse("PBD.host", "To be described.", since="rio")
    host_CPUs: Reverse[HostCpu] = reverse("host_cpu.host", "To be described.", since="rio")
    cpu_info: MapOf[str, str] = dynamic_ro("To be described.", since="midnight-ride", default=EMPTY_MAP)
    hostname: str = rw("To be described.", since="rio")
    address: str = rw("To be described.", since="rio")
    metrics: Ref[HostMetrics] = dynamic_ro("To be described.", since="rio")
    license_params: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    ha_statefiles: SetOf[str] = dynamic_ro("To be described.", since="orlando", default=())
    ha_network_peers: SetOf[str] = dynamic_ro("To be described.", since="orlando", default=())
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    external_auth_type: str = dynamic_ro("To be described.", since="george", default="")
    external_auth_service_name: str = dynamic_ro("To be described.", since="george", default="")
    external_auth_configuration: MapOf[str, str] = dynamic_ro("To be described.", since="george", default=EMPTY_MAP)
    edition: str = dynamic_ro("To be described.", since="midnight-ride", default="")
    license_server: MapOf[str, str] = rw(
        "To be described.", since="midnight-ride", default={"address": "localhost", "port": "27000"}
    )
    bios_strings: MapOf[str, str] = dynamic_ro("To be described.", since="midnight-ride", default=EMPTY_MAP)
    power_on_mode: str = dynamic_ro("To be described.", since="midnight-ride", default="")
    power_on_config: MapOf[str, str] = dynamic_ro("To be described.", since="midnight-ride", default=EMPTY_MAP)
    local_cache_sr: Ref[Sr] = static_ro("To be described.", since="cowley", default=NULL)
    chipset_info: MapOf[str, str] = dynamic_ro("To be described.", since="boston", default=EMPTY_MAP)
    PCIs: Reverse[Pci] = reverse("PCI.host", "To be described.", since="boston")
    PGPUs: Reverse[Pgpu] = reverse("PGPU.host", "To be described.", since="boston")
    PUSBs: Reverse[Pusb] = reverse("PUSB.host", "To be described.", since="inverness")
    ssl_legacy: bool = static_ro(
        "To be described.",
        history=(
            ("published", "dundee"),
            ("deprecated", "stockholm"),
        ),
        default=True,
    )
    guest_VCPUs_params: MapOf[str, str] = rw("To be described.", since="tampa", default=EMPTY_MAP)
    display: HostDisplay = rw("To be described.", since="cream", default=HostDisplay.ENABLED)
    virtual_hardware_platform_versions: SetOf[int] = dynamic_ro("To be described.", since="cream", default=(0,))
    control_domain: Ref[Vm] = dynamic_ro("To be described.", since="ely", default=NULL)
    updates_requiring_reboot: SetOf[Ref[PoolUpdate]] = dynamic_ro(
        "To be described.", since="ely", ignore_foreign_key=True
    )
    features: Reverse[Feature] = reverse("Feature.host", "To be described.", since="falcon")
    iscsi_iqn: str = static_ro("To be described.", since="kolkata", default="")
    multipathing: bool = static_ro("To be described.", since="kolkata", default=False)
    uefi_certificates: str = static_ro(
        "To be described.",
        history=(
            ("published", "quebec"),
            ("deprecated", "22.16.0"),
        ),
        default="",
    )
    certificates: Reverse[Certificate] = reverse("Certificate.host", "To be described.", since="stockholm")
    editions: SetOf[str] = dynamic_ro("To be described.", since="stockholm", default=())
    pending_guidances: SetOf[UpdateGuidances] = dynamic_ro("To be described.", since="1.303.0", default=())
    tls_verification_enabled: bool = dynamic_ro("To be described.", since="1.313.0", default=False)
    last_software_update: datetime = dynamic_ro("To be described.", history=(("prototyped", "22.20.0"),), default=EPOCH)
    https_only: bool = dynamic_ro("To be described.", history=(("prototyped", "22.27.0"),), default=False)
    latest_synced_updates_applied: LatestSyncedUpdatesAppliedState = dynamic_ro(
        "To be described.", history=(("prototyped", "23.18.0"),), default=LatestSyncedUpdatesAppliedState.UNKNOWN
    )
    numa_affinity_policy: HostNumaAffinityPolicy = dynamic_ro(
        "To be described.", history=(("prototyped", "24.0.0"),), default=HostNumaAffinityPolicy.DEFAULT_POLICY
    )
    pending_guidances_recommended: SetOf[UpdateGuidances] = dynamic_ro(
        "To be described.", history=(("prototyped", "24.10.0"),), default=()
    )
    pending_guidances_full: SetOf[UpdateGuidances] = dynamic_ro(
        "To be described.", history=(("prototyped", "24.10.0"),), default=()
    )
    last_update_hash: str = dynamic_ro("To be described.", history=(("prototyped", "24.10.0"),), default="")
    ssh_enabled: bool = dynamic_ro("To be described.", history=(("prototyped", "25.21.0"),), default=True)
    ssh_enabled_timeout: int = dynamic_ro("To be described.", history=(("prototyped", "25.21.0"),), default=0)
    ssh_expiry: datetime = dynamic_ro("To be described.", history=(("prototyped", "25.21.0"),), default=EPOCH)
    console_idle_timeout: int = dynamic_ro("To be described.", history=(("prototyped", "25.21.0"),), default=0)
    ssh_auto_mode: bool = dynamic_ro("To be described.", history=(("prototyped", "25.27.0"),), default=False)
    max_cstate: str = dynamic_ro("To be described.", history=(("prototyped", "26.0.0"),), default="")
    secure_boot: bool = dynamic_ro("To be described.", history=(("prototyped", "25.31.0"),), default=False)
    ntp_mode: HostNtpMode = dynamic_ro(
        "To be described.", history=(("prototyped", "26.0.0"),), default=HostNtpMode.FACTORY
    )
    ntp_custom_servers: SetOf[str] = dynamic_ro("To be described.", history=(("prototyped", "26.0.0"),), default=())
    timezone: str = dynamic_ro("To be described.", history=(("prototyped", "26.0.0"),), default="UTC")
    boot_free_mem: int = internal("To be described.")
    recommended_guidances: SetOf[UpdateGuidances] = internal("To be described.")
