"""pool: hosts that are managed as one."""

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
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.repository import Repository
    from toolstack.datamodel.secret import StoredSecret
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vdi import Vdi


@wire_enum("hello_return")
class HelloReturn(WireEnum):
    """What the coordinator answers a member that reports for duty."""

    OK = "ok"
    UNKNOWN_HOST = "unknown_host"
    CANNOT_TALK_BACK = "cannot_talk_back"


@wire_enum("pool_allowed_operations")
class PoolAllowedOperations(WireEnum):
    """What can be done to a pool."""

    HA_ENABLE = "ha_enable"
    HA_DISABLE = "ha_disable"
    CLUSTER_CREATE = "cluster_create"
    DESIGNATE_NEW_MASTER = "designate_new_master"
    CONFIGURE_REPOSITORIES = "configure_repositories"
    SYNC_UPDATES = "sync_updates"
    SYNC_BUNDLE = "sync_bundle"
    GET_UPDATES = "get_updates"
    APPLY_UPDATES = "apply_updates"
    TLS_VERIFICATION_ENABLE = "tls_verification_enable"
    CERT_REFRESH = "cert_refresh"
    EXCHANGE_CERTIFICATES_ON_JOIN = "exchange_certificates_on_join"
    EXCHANGE_CA_CERTIFICATES_ON_JOIN = "exchange_ca_certificates_on_join"
    COPY_PRIMARY_HOST_CERTS = "copy_primary_host_certs"
    EJECT = "eject"
    EXCHANGE_CRLS_ON_JOIN = "exchange_crls_on_join"


@wire_enum("pool_guest_secureboot_readiness")
class PoolGuestSecurebootReadiness(WireEnum):
    """Whether the pool has what its guests need for secure boot."""

    READY = "ready"
    READY_NO_DBX = "ready_no_dbx"
    NOT_READY = "not_ready"


@wire_enum("telemetry_frequency")
class TelemetryFrequency(WireEnum):
    """How often usage data is collected."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@wire_enum("update_sync_frequency")
class UpdateSyncFrequency(WireEnum):
    """How often updates are fetched."""

    DAILY = "daily"
    WEEKLY = "weekly"


class Pool(Record, name="pool", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR):
    """Hosts that share a database. There is exactly one pool, even where there is only one host."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; empty until somebody names the pool.", since="rio")
    name_description: str = rw("A text for people that says what the object is for.", since="rio")
    master: Ref[Host] = dynamic_ro("The coordinator: the host that holds the database.", since="rio")
    default_SR: Ref[Sr] = rw("Where disks go unless the client says otherwise.", since="rio")
    suspend_image_SR: Ref[Sr] = rw("Where the memory of suspended VMs goes.", since="rio")
    crash_dump_SR: Ref[Sr] = rw("Where crash dumps go.", since="rio")
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients. ``vswitch-controller-fail-mode`` and ``pass_through_pif_carrier`` configure the network of all hosts.",
        since="rio",
        map_key_roles={
            "folder": Role.VM_OPERATOR,
            "XenCenter.CustomFields.*": Role.VM_OPERATOR,
            "EMPTY_FOLDERS": Role.VM_OPERATOR,
        },
    )
    ha_enabled: bool = dynamic_ro("Whether high availability is on.", since="orlando", default=False)
    ha_configuration: MapOf[str, str] = dynamic_ro(
        "The settings that high availability was switched on with.", since="orlando", default=EMPTY_MAP
    )
    ha_statefiles: SetOf[str] = dynamic_ro(
        "The disks through which the hosts see each other's heartbeats.", since="orlando", default=()
    )
    ha_host_failures_to_tolerate: int = dynamic_ro(
        "How many hosts may fail before protected VMs may be lost, as configured.", since="orlando", default=0
    )
    ha_plan_exists_for: int = dynamic_ro("For how many host failures there is a plan now.", since="orlando", default=0)
    ha_allow_overcommit: bool = rw(
        "Whether changes are allowed although they make the plan fail.", since="orlando", default=False
    )
    ha_overcommitted: bool = dynamic_ro(
        "Whether there are plans for fewer host failures than configured.", since="orlando", default=False
    )
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    gui_config: MapOf[str, str] = rw(
        "Settings that graphical clients share.", since="orlando", default=EMPTY_MAP, write_role=Role.VM_OPERATOR
    )
    health_check_config: MapOf[str, str] = rw(
        "Settings of the health check service.", since="dundee", default=EMPTY_MAP
    )
    wlb_url: str = dynamic_ro("The address of the workload balancing server.", since="george", default="")
    wlb_username: str = dynamic_ro("The account on the workload balancing server.", since="george", default="")
    wlb_enabled: bool = rw(
        "Whether workload balancing is asked for advice.", since="george", default=False, client_cert_writes=True
    )
    wlb_verify_cert: bool = rw(
        "Was whether the balancing server's certificate is verified.",
        history=(("published", "george"), ("deprecated", "1.290.0")),
        default=False,
    )
    redo_log_enabled: bool = dynamic_ro(
        "Whether every change of the database also goes to a disk of the pool. Like HA it keeps interfaces from being unplugged.",
        since="midnight-ride",
        default=False,
    )
    redo_log_vdi: Ref[Vdi] = dynamic_ro("The disk of the redo log, or null.", since="midnight-ride", default=NULL)
    vswitch_controller: str = dynamic_ro(
        "The address given to pool.set_vswitch_controller; the class SDN_controller has taken its place.",
        history=(("published", "midnight-ride"), ("deprecated", "falcon")),
        default="",
    )
    restrictions: MapOf[str, str] = dynamic_ro(
        "The features that the licence rules out, as ``restrict_...``.", since="midnight-ride", default=EMPTY_MAP
    )
    metadata_VDIs: Reverse[Vdi] = reverse(
        "VDI.metadata_of_pool", "Disks that hold a copy of this pool's database.", since="boston"
    )
    ha_cluster_stack: str = dynamic_ro("The cluster software that high availability uses.", since="dundee", default="")
    allowed_operations: SetOf[PoolAllowedOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, PoolAllowedOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    guest_agent_config: MapOf[str, str] = dynamic_ro(
        "Settings for the agents in the guests.", since="dundee", default=EMPTY_MAP
    )
    cpu_info: MapOf[str, str] = dynamic_ro(
        "The CPU features that all hosts have in common.", since="dundee", default=EMPTY_MAP
    )
    policy_no_vendor_device: bool = rw(
        "Whether new Windows VMs are made without the device that fetches drivers.",
        history=(("published", "dundee"), ("deprecated", "24.14.0")),
        default=False,
    )
    live_patching_disabled: bool = rw("Whether updates always wait for a reboot.", since="ely", default=False)
    igmp_snooping_enabled: bool = dynamic_ro(
        "Whether bridges keep multicast traffic to the ports that asked for it.", since="inverness", default=False
    )
    uefi_certificates: str = static_ro(
        "The UEFI variables with the certificates for guests, as one archive.",
        history=(("published", "quebec"), ("changed", "22.16.0")),
        default="",
    )
    custom_uefi_certificates: str = static_ro(
        "UEFI certificates that take the place of those supplied, as one archive.",
        history=(("prototyped", "24.0.0"),),
        default="",
    )
    is_psr_pending: bool = rw(
        "Whether a change of the pool secret failed half-way and has to be started again.",
        since="stockholm_psr",
        default=False,
    )
    tls_verification_enabled: bool = dynamic_ro(
        "Whether hosts check each other's certificates.", since="1.290.0", default=False
    )
    repositories: SetOf[Ref[Repository]] = dynamic_ro(
        "Where updates come from.", since="1.301.0", default=(), ignore_foreign_key=True
    )
    client_certificate_auth_enabled: bool = dynamic_ro(
        "Whether clients may log in with a certificate.", since="1.318.0", default=False
    )
    client_certificate_auth_name: str = dynamic_ro(
        "The subject name that a client certificate has to carry.", since="1.318.0", default=""
    )
    repository_proxy_url: str = dynamic_ro(
        "The proxy through which updates are fetched; empty for none.", since="21.3.0", default=""
    )
    repository_proxy_username: str = dynamic_ro("The account on the proxy; empty for none.", since="21.3.0", default="")
    repository_proxy_password: Ref[StoredSecret] = dynamic_ro(
        "The password on the proxy, or null.", history=(("published", "21.3.0"), ("changed", "23.9.0")), default=NULL
    )
    migration_compression: bool = rw(
        "Whether the memory of a migrating VM is compressed unless the call says otherwise.",
        history=(("prototyped", "22.33.0"),),
        default=False,
    )
    coordinator_bias: bool = rw(
        "Whether new VMs avoid the coordinator where they can.",
        history=(("prototyped", "22.37.0"), ("published", "rio")),
        default=True,
    )
    local_auth_max_threads: int = static_ro(
        "How many logins PAM may check at the same time.", history=(("prototyped", "23.27.0"),), default=8
    )
    ext_auth_max_threads: int = static_ro(
        "How many logins the directory may check at the same time.", history=(("prototyped", "23.27.0"),), default=1
    )
    ext_auth_cache_enabled: bool = dynamic_ro(
        "Whether answers of the directory are remembered.", history=(("prototyped", "24.31.0"),), default=True
    )
    ext_auth_cache_size: int = dynamic_ro(
        "How many answers of the directory are remembered.", history=(("prototyped", "24.31.0"),), default=50
    )
    ext_auth_cache_expiry: int = dynamic_ro(
        "How long answers of the directory are remembered, in seconds.",
        history=(("prototyped", "24.31.0"),),
        default=300,
    )
    telemetry_uuid: Ref[StoredSecret] = dynamic_ro(
        "The random identifier sent with usage data, or null.", history=(("prototyped", "23.9.0"),), default=NULL
    )
    telemetry_frequency: TelemetryFrequency = dynamic_ro(
        "How often usage data is collected.", history=(("prototyped", "23.9.0"),), default=TelemetryFrequency.WEEKLY
    )
    telemetry_next_collection: datetime = dynamic_ro(
        "The earliest time of the next collection.", history=(("prototyped", "23.9.0"),), default=EPOCH
    )
    last_update_sync: datetime = dynamic_ro(
        "When updates were last fetched; the epoch if they never were.",
        history=(("prototyped", "23.18.0"),),
        default=EPOCH,
    )
    update_sync_frequency: UpdateSyncFrequency = dynamic_ro(
        "How often updates are fetched.", history=(("prototyped", "23.18.0"),), default=UpdateSyncFrequency.WEEKLY
    )
    update_sync_day: int = dynamic_ro(
        "On which day of the week updates are fetched, 0 for Sunday; ignored for daily.",
        history=(("prototyped", "23.18.0"),),
        default=0,
    )
    update_sync_enabled: bool = dynamic_ro(
        "Whether updates are fetched by themselves.", history=(("prototyped", "23.18.0"),), default=False
    )
    recommendations: MapOf[str, str] = dynamic_ro(
        "What support recommends to set for this pool.", history=(("prototyped", "24.19.1"),), default=EMPTY_MAP
    )
    license_server: MapOf[str, str] = rw(
        "The licence server that all hosts use unless they have one of their own.",
        history=(("prototyped", "25.6.0"),),
        default=EMPTY_MAP,
    )
    ha_reboot_vm_on_internal_shutdown: bool = rw(
        "Whether high availability restarts a VM that was shut down from inside.",
        history=(("prototyped", "25.16.0"),),
        default=True,
    )
    limit_console_sessions: bool = rw(
        "Whether a console takes one viewer at a time only.", history=(("prototyped", "26.1.0"),), default=False
    )
    vm_console_idle_timeout: int = rw(
        "After how many idle seconds a VM's console is closed; 0 for never.",
        history=(("prototyped", "26.1.0"),),
        default=0,
    )
    auto_update_vm_secureboot_certificates: bool = rw(
        "Whether VMs get newer secure boot certificates when they next start.",
        history=(("prototyped", "26.16.1"),),
        default=False,
    )
    wlb_password: Ref[StoredSecret] = internal("The password on the workload balancing server.")
