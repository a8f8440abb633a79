"""host: a physical machine."""

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
    """What can be done to a host."""

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
    """Whether the host's own console is shown, now and after the next boot."""

    ENABLED = "enabled"
    DISABLE_ON_REBOOT = "disable_on_reboot"
    DISABLED = "disabled"
    ENABLE_ON_REBOOT = "enable_on_reboot"


@wire_enum("host_ntp_mode")
class HostNtpMode(WireEnum):
    """Where the time servers come from."""

    DHCP = "DHCP"
    """Those that DHCP names."""
    CUSTOM = "Custom"
    """Those configured."""
    FACTORY = "Factory"
    """Those supplied with the product."""
    DISABLED = "Disabled"
    """None."""


@wire_enum("host_numa_affinity_policy")
class HostNumaAffinityPolicy(WireEnum):
    """Where VMs get their memory."""

    ANY = "any"
    BEST_EFFORT = "best_effort"
    DEFAULT_POLICY = "default_policy"


@wire_enum("host_sched_gran")
class HostSchedGran(WireEnum):
    """What the scheduler treats as one unit."""

    CORE = "core"
    CPU = "cpu"
    SOCKET = "socket"


@wire_enum("latest_synced_updates_applied_state")
class LatestSyncedUpdatesAppliedState(WireEnum):
    """Whether a host has the updates last fetched."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Host(Record, name="host", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR):
    """A machine that runs VMs."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    memory_overhead: int = dynamic_ro(
        "Memory that the hypervisor takes for itself, in bytes.", since="rio", default=0, db_name="memory__overhead"
    )
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
    API_version_major: int = dynamic_ro(
        "The major number of the API version that the server speaks.", since="rio", db_name="API_version__major"
    )
    API_version_minor: int = dynamic_ro(
        "The minor number of the API version that the server speaks.", since="rio", db_name="API_version__minor"
    )
    API_version_vendor: str = dynamic_ro("Who made the server.", since="rio", db_name="API_version__vendor")
    API_version_vendor_implementation: MapOf[str, str] = dynamic_ro(
        "What the maker tells about the server.", since="rio", db_name="API_version__vendor_implementation"
    )
    enabled: bool = dynamic_ro("Whether it takes new VMs.", since="rio")
    software_version: MapOf[str, str] = static_ro(
        "Versions and properties of its software; ``network_backend`` is ``openvswitch`` or ``bridge``.", since="rio"
    )
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.",
        since="rio",
        map_key_roles={"folder": Role.VM_OPERATOR, "XenCenter.CustomFields.*": Role.VM_OPERATOR},
    )
    capabilities: SetOf[str] = static_ro("What its hypervisor can run, in the hypervisor's words.", since="rio")
    cpu_configuration: MapOf[str, str] = dynamic_ro("Properties of its CPUs.", since="rio")
    sched_policy: str = dynamic_ro("The name of the hypervisor's scheduler.", since="rio")
    supported_bootloaders: SetOf[str] = dynamic_ro("Programs that can start a paravirtual VM.", since="rio")
    resident_VMs: Reverse[Vm] = reverse("VM.resident_on", "The VMs that run on it.", since="rio")
    logging: MapOf[str, str] = rw("Where logs go; ``syslog_destination`` names a server.", since="rio")
    PIFs: Reverse[Pif] = reverse("PIF.host", "Its network interfaces.", since="rio")
    suspend_image_sr: Ref[Sr] = rw("Where the memory of VMs suspended on it goes.", since="rio")
    crash_dump_sr: Ref[Sr] = rw("Where crash dumps of VMs on it go.", since="rio")
    crashdumps: Reverse[HostCrashdump] = reverse("host_crashdump.host", "Crash dumps of the host itself.", since="rio")
    patches: Reverse[HostPatch] = reverse(
        "host_patch.host",
        "Patches of the former kind that it has.",
        history=(("published", "rio"), ("deprecated", "ely")),
    )
    updates: SetOf[Ref[PoolUpdate]] = dynamic_ro("Updates that it has.", since="ely")
    PBDs: Reverse[Pbd] = reverse("PBD.host", "Its connections to storage repositories.", since="rio")
    host_CPUs: Reverse[HostCpu] = reverse("host_cpu.host", "Its physical CPUs.", since="rio")
    cpu_info: MapOf[str, str] = dynamic_ro(
        "Details of its CPUs and their features.", since="midnight-ride", default=EMPTY_MAP
    )
    hostname: str = rw("Its name on the network.", since="rio")
    address: str = rw("The address of its management interface; empty without one.", since="rio")
    metrics: Ref[HostMetrics] = dynamic_ro("Whether it is alive, and its memory.", since="rio")
    license_params: MapOf[str, str] = dynamic_ro("What its licence allows and when it expires.", since="rio")
    ha_statefiles: SetOf[str] = dynamic_ro(
        "The disks through which it sees others' heartbeats.", since="orlando", default=()
    )
    ha_network_peers: SetOf[str] = dynamic_ro(
        "The hosts whose heartbeats it sees on the network.", since="orlando", default=()
    )
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    external_auth_type: str = dynamic_ro(
        "The kind of directory that checks logins; empty for none.", since="george", default=""
    )
    external_auth_service_name: str = dynamic_ro(
        "The name of the directory, such as a domain.", since="george", default=""
    )
    external_auth_configuration: MapOf[str, str] = dynamic_ro(
        "Settings of the directory.", since="george", default=EMPTY_MAP
    )
    edition: str = dynamic_ro("The edition that it is licensed for.", since="midnight-ride", default="")
    license_server: MapOf[str, str] = rw(
        "The licence server: ``address`` and ``port``.",
        since="midnight-ride",
        default={"address": "localhost", "port": "27000"},
    )
    bios_strings: MapOf[str, str] = dynamic_ro(
        "What its firmware says about the machine.", since="midnight-ride", default=EMPTY_MAP
    )
    power_on_mode: str = dynamic_ro(
        "How it can be switched on from afar; empty for not at all.", since="midnight-ride", default=""
    )
    power_on_config: MapOf[str, str] = dynamic_ro(
        "Settings for switching it on.", since="midnight-ride", default=EMPTY_MAP
    )
    local_cache_sr: Ref[Sr] = static_ro("Where it caches shared disks, or null.", since="cowley", default=NULL)
    chipset_info: MapOf[str, str] = dynamic_ro(
        "What its chipset can do; ``iommu`` for passing devices through.", since="boston", default=EMPTY_MAP
    )
    PCIs: Reverse[Pci] = reverse("PCI.host", "Its PCI devices.", since="boston")
    PGPUs: Reverse[Pgpu] = reverse("PGPU.host", "Its GPUs.", since="boston")
    PUSBs: Reverse[Pusb] = reverse("PUSB.host", "Its USB devices.", since="inverness")
    ssl_legacy: bool = static_ro(
        "Whether old TLS versions are allowed; they are not any more.",
        history=(("published", "dundee"), ("deprecated", "stockholm")),
        default=True,
    )
    guest_VCPUs_params: MapOf[str, str] = rw(
        "Scheduling parameters for all VMs on it.", since="tampa", default=EMPTY_MAP
    )
    display: HostDisplay = rw(
        "Whether its own console is shown, now and after the next boot.", since="cream", default=HostDisplay.ENABLED
    )
    virtual_hardware_platform_versions: SetOf[int] = dynamic_ro(
        "The versions of virtual hardware that it can offer.", since="cream", default=(0,)
    )
    control_domain: Ref[Vm] = dynamic_ro("The VM that controls it.", since="ely", default=NULL)
    updates_requiring_reboot: SetOf[Ref[PoolUpdate]] = dynamic_ro(
        "Updates that wait for its reboot.", since="ely", ignore_foreign_key=True
    )
    features: Reverse[Feature] = reverse("Feature.host", "Features that can be switched on it.", since="falcon")
    iscsi_iqn: str = static_ro("Its name as iSCSI initiator.", since="kolkata", default="")
    multipathing: bool = static_ro("Whether storage is used over several paths.", since="kolkata", default=False)
    uefi_certificates: str = static_ro(
        "The UEFI certificates for guests on it.",
        history=(("published", "quebec"), ("deprecated", "22.16.0")),
        default="",
    )
    certificates: Reverse[Certificate] = reverse(
        "Certificate.host", "The certificates that it presents.", since="stockholm"
    )
    editions: SetOf[str] = dynamic_ro("The editions that it could be licensed for.", since="stockholm", default=())
    pending_guidances: SetOf[UpdateGuidances] = dynamic_ro(
        "What has to be done for its updates to take effect.", since="1.303.0", default=()
    )
    tls_verification_enabled: bool = dynamic_ro(
        "Whether it checks certificates of other hosts.", since="1.313.0", default=False
    )
    last_software_update: datetime = dynamic_ro(
        "When it was last updated.", history=(("prototyped", "22.20.0"),), default=EPOCH
    )
    https_only: bool = dynamic_ro(
        "Whether its unencrypted port is closed.", history=(("prototyped", "22.27.0"),), default=False
    )
    latest_synced_updates_applied: LatestSyncedUpdatesAppliedState = dynamic_ro(
        "Whether it has the updates last fetched.",
        history=(("prototyped", "23.18.0"),),
        default=LatestSyncedUpdatesAppliedState.UNKNOWN,
    )
    numa_affinity_policy: HostNumaAffinityPolicy = dynamic_ro(
        "Where VMs on it get their memory.",
        history=(("prototyped", "24.0.0"),),
        default=HostNumaAffinityPolicy.DEFAULT_POLICY,
    )
    pending_guidances_recommended: SetOf[UpdateGuidances] = dynamic_ro(
        "What should be done after updates, though they work without.", history=(("prototyped", "24.10.0"),), default=()
    )
    pending_guidances_full: SetOf[UpdateGuidances] = dynamic_ro(
        "What would have to be done for every last part of its updates to take effect.",
        history=(("prototyped", "24.10.0"),),
        default=(),
    )
    last_update_hash: str = dynamic_ro(
        "What identifies the updates that it has.", history=(("prototyped", "24.10.0"),), default=""
    )
    ssh_enabled: bool = dynamic_ro("Whether it accepts SSH.", history=(("prototyped", "25.21.0"),), default=True)
    ssh_enabled_timeout: int = dynamic_ro(
        "After how many seconds SSH is switched off again; 0 for never.",
        history=(("prototyped", "25.21.0"),),
        default=0,
    )
    ssh_expiry: datetime = dynamic_ro(
        "When SSH will be switched off; the epoch for never.", history=(("prototyped", "25.21.0"),), default=EPOCH
    )
    console_idle_timeout: int = dynamic_ro(
        "After how many idle seconds its console is closed; 0 for never.",
        history=(("prototyped", "25.21.0"),),
        default=0,
    )
    ssh_auto_mode: bool = dynamic_ro(
        "Whether SSH is switched on when its toolstack is down.", history=(("prototyped", "25.27.0"),), default=False
    )
    max_cstate: str = dynamic_ro(
        "The deepest sleep state of its CPUs; empty for no limit.", history=(("prototyped", "26.0.0"),), default=""
    )
    secure_boot: bool = dynamic_ro(
        "Whether it was booted with secure boot.", history=(("prototyped", "25.31.0"),), default=False
    )
    ntp_mode: HostNtpMode = dynamic_ro(
        "Where its time servers come from.", history=(("prototyped", "26.0.0"),), default=HostNtpMode.FACTORY
    )
    ntp_custom_servers: SetOf[str] = dynamic_ro(
        "Its time servers, where they are configured.", history=(("prototyped", "26.0.0"),), default=()
    )
    timezone: str = dynamic_ro(
        "Its time zone, as in the tz database.", history=(("prototyped", "26.0.0"),), default="UTC"
    )
    boot_free_mem: int = internal("Memory that was free after boot, in bytes.")
    recommended_guidances: SetOf[UpdateGuidances] = internal("What was recommended after updates, in former versions.")
