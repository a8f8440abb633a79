"""Every error code that the server may send, with the names of its parameters."""

from __future__ import annotations

from toolstack.datamodel.error import ErrorCode

ACTIVATION_WHILE_NOT_FREE = ErrorCode("ACTIVATION_WHILE_NOT_FREE", (), "To be described.")
ADDRESS_VIOLATES_LOCKING_CONSTRAINT = ErrorCode("ADDRESS_VIOLATES_LOCKING_CONSTRAINT", ("address",), "To be described.")
APPLY_GUIDANCE_FAILED = ErrorCode("APPLY_GUIDANCE_FAILED", ("ref",), "To be described.")
APPLY_LIVEPATCH_FAILED = ErrorCode("APPLY_LIVEPATCH_FAILED", ("livepatch",), "To be described.")
APPLY_UPDATES_FAILED = ErrorCode("APPLY_UPDATES_FAILED", ("ref",), "To be described.")
APPLY_UPDATES_IN_PROGRESS = ErrorCode("APPLY_UPDATES_IN_PROGRESS", (), "To be described.")
AUTH_ALREADY_ENABLED = ErrorCode(
    "AUTH_ALREADY_ENABLED", ("current auth_type", "current service_name"), "To be described."
)
AUTH_DISABLE_FAILED = ErrorCode("AUTH_DISABLE_FAILED", ("message",), "To be described.")
AUTH_DISABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "AUTH_DISABLE_FAILED_PERMISSION_DENIED", ("message",), "To be described."
)
AUTH_DISABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "AUTH_DISABLE_FAILED_WRONG_CREDENTIALS", ("message",), "To be described."
)
AUTH_ENABLE_FAILED = ErrorCode("AUTH_ENABLE_FAILED", ("message",), "To be described.")
AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED = ErrorCode(
    "AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED", ("message",), "To be described."
)
AUTH_ENABLE_FAILED_INVALID_ACCOUNT = ErrorCode("AUTH_ENABLE_FAILED_INVALID_ACCOUNT", ("message",), "To be described.")
AUTH_ENABLE_FAILED_INVALID_OU = ErrorCode("AUTH_ENABLE_FAILED_INVALID_OU", ("message",), "To be described.")
AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS = ErrorCode(
    "AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS", ("message",), "To be described."
)
AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE = ErrorCode(
    "AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE", (), "To be described.", arities=(-1,), declared=False
)
AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS = ErrorCode("AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS", ("message",), "To be described.")
AUTH_ENABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "AUTH_ENABLE_FAILED_PERMISSION_DENIED", ("message",), "To be described."
)
AUTH_ENABLE_FAILED_UNAVAILABLE = ErrorCode("AUTH_ENABLE_FAILED_UNAVAILABLE", ("message",), "To be described.")
AUTH_ENABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "AUTH_ENABLE_FAILED_WRONG_CREDENTIALS", ("message",), "To be described."
)
AUTH_INVALID_TRUSTED_CERTS = ErrorCode("AUTH_INVALID_TRUSTED_CERTS", ("message",), "To be described.")
AUTH_IS_DISABLED = ErrorCode("AUTH_IS_DISABLED", (), "To be described.")
AUTH_NO_TRUSTED_CERTS = ErrorCode("AUTH_NO_TRUSTED_CERTS", ("message",), "To be described.")
AUTH_SERVICE_ERROR = ErrorCode("AUTH_SERVICE_ERROR", ("message",), "To be described.")
AUTH_SETUP_TLS_CONNECTION = ErrorCode("AUTH_SETUP_TLS_CONNECTION", ("message",), "To be described.")
AUTH_SET_LDAPS_FAILED = ErrorCode("AUTH_SET_LDAPS_FAILED", ("host", "message"), "To be described.")
AUTH_UNKNOWN_TYPE = ErrorCode("AUTH_UNKNOWN_TYPE", ("type",), "To be described.")
BACKUP_SCRIPT_FAILED = ErrorCode("BACKUP_SCRIPT_FAILED", ("log",), "To be described.")
BALLOONING_DISABLED = ErrorCode("BALLOONING_DISABLED", (), "To be described.", arities=(-1,), declared=False)
BALLOONING_TIMEOUT_BEFORE_MIGRATION = ErrorCode("BALLOONING_TIMEOUT_BEFORE_MIGRATION", ("vm",), "To be described.")
BLOCKED_REPO_URL = ErrorCode("BLOCKED_REPO_URL", ("url",), "To be described.")
BOOTLOADER_FAILED = ErrorCode("BOOTLOADER_FAILED", ("vm", "msg"), "To be described.")
BOOT_DEVICE_PASSTHROUGH_DISALLOWED = ErrorCode("BOOT_DEVICE_PASSTHROUGH_DISALLOWED", ("device",), "To be described.")
BRIDGE_NAME_EXISTS = ErrorCode("BRIDGE_NAME_EXISTS", ("bridge",), "To be described.")
BRIDGE_NOT_AVAILABLE = ErrorCode("BRIDGE_NOT_AVAILABLE", ("bridge",), "To be described.")
BUNDLE_REPOSITORY_ALREADY_EXISTS = ErrorCode("BUNDLE_REPOSITORY_ALREADY_EXISTS", ("ref",), "To be described.")
BUNDLE_REPO_NOT_ENABLED = ErrorCode("BUNDLE_REPO_NOT_ENABLED", (), "To be described.")
BUNDLE_SYNC_FAILED = ErrorCode("BUNDLE_SYNC_FAILED", (), "To be described.")
BUNDLE_UNPACK_FAILED = ErrorCode("BUNDLE_UNPACK_FAILED", ("error",), "To be described.")
CANNOT_ADD_TUNNEL_TO_BOND_SLAVE = ErrorCode("CANNOT_ADD_TUNNEL_TO_BOND_SLAVE", ("PIF",), "To be described.")
CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL = ErrorCode("CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL", ("PIF",), "To be described.")
CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL = ErrorCode(
    "CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL", ("PIF",), "To be described."
)
CANNOT_ADD_VLAN_TO_BOND_SLAVE = ErrorCode("CANNOT_ADD_VLAN_TO_BOND_SLAVE", ("PIF",), "To be described.")
CANNOT_CHANGE_PIF_PROPERTIES = ErrorCode("CANNOT_CHANGE_PIF_PROPERTIES", ("PIF",), "To be described.")
CANNOT_CONTACT_HOST = ErrorCode("CANNOT_CONTACT_HOST", ("host",), "To be described.")
CANNOT_CREATE_STATE_FILE = ErrorCode("CANNOT_CREATE_STATE_FILE", (), "To be described.")
CANNOT_DESTROY_DISASTER_RECOVERY_TASK = ErrorCode(
    "CANNOT_DESTROY_DISASTER_RECOVERY_TASK", ("reason",), "To be described."
)
CANNOT_DESTROY_SYSTEM_NETWORK = ErrorCode("CANNOT_DESTROY_SYSTEM_NETWORK", ("network",), "To be described.")
CANNOT_ENABLE_REDO_LOG = ErrorCode("CANNOT_ENABLE_REDO_LOG", ("reason",), "To be described.")
CANNOT_EVACUATE_HOST = ErrorCode("CANNOT_EVACUATE_HOST", ("errors",), "To be described.")
CANNOT_FETCH_PATCH = ErrorCode("CANNOT_FETCH_PATCH", ("uuid",), "To be described.")
CANNOT_FIND_OEM_BACKUP_PARTITION = ErrorCode("CANNOT_FIND_OEM_BACKUP_PARTITION", (), "To be described.")
CANNOT_FIND_PATCH = ErrorCode("CANNOT_FIND_PATCH", (), "To be described.")
CANNOT_FIND_STATE_PARTITION = ErrorCode("CANNOT_FIND_STATE_PARTITION", (), "To be described.")
CANNOT_FIND_UPDATE = ErrorCode("CANNOT_FIND_UPDATE", (), "To be described.", arities=(1,))
CANNOT_FORGET_SRIOV_LOGICAL = ErrorCode("CANNOT_FORGET_SRIOV_LOGICAL", ("PIF",), "To be described.")
CANNOT_PLUG_BOND_SLAVE = ErrorCode("CANNOT_PLUG_BOND_SLAVE", ("PIF",), "To be described.")
CANNOT_PLUG_VIF = ErrorCode("CANNOT_PLUG_VIF", ("VIF",), "To be described.")
CANNOT_RESET_CONTROL_DOMAIN = ErrorCode("CANNOT_RESET_CONTROL_DOMAIN", ("vm",), "To be described.")
CANNOT_RESTART_DEVICE_MODEL = ErrorCode("CANNOT_RESTART_DEVICE_MODEL", ("ref",), "To be described.")
CAN_NOT_PERIODIC_SYNC_UPDATES = ErrorCode("CAN_NOT_PERIODIC_SYNC_UPDATES", (), "To be described.")
CAN_NOT_SYNC_UPDATES = ErrorCode("CAN_NOT_SYNC_UPDATES", (), "To be described.")
CA_CERTIFICATE_EXPIRED = ErrorCode("CA_CERTIFICATE_EXPIRED", (), "To be described.", arities=(-1,), declared=False)
CA_CERTIFICATE_INVALID = ErrorCode("CA_CERTIFICATE_INVALID", (), "To be described.", arities=(-1,), declared=False)
CA_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "CA_CERTIFICATE_NOT_VALID_YET", (), "To be described.", arities=(-1,), declared=False
)
CERTIFICATE_ALREADY_EXISTS = ErrorCode("CERTIFICATE_ALREADY_EXISTS", ("name",), "To be described.")
CERTIFICATE_CORRUPT = ErrorCode("CERTIFICATE_CORRUPT", ("name",), "To be described.")
CERTIFICATE_DOES_NOT_EXIST = ErrorCode("CERTIFICATE_DOES_NOT_EXIST", ("name",), "To be described.")
CERTIFICATE_LACKS_PURPOSE = ErrorCode("CERTIFICATE_LACKS_PURPOSE", (), "To be described.")
CERTIFICATE_LIBRARY_CORRUPT = ErrorCode("CERTIFICATE_LIBRARY_CORRUPT", (), "To be described.")
CERTIFICATE_NAME_INVALID = ErrorCode("CERTIFICATE_NAME_INVALID", ("name",), "To be described.")
CERT_REFRESH_IN_PROGRESS = ErrorCode("CERT_REFRESH_IN_PROGRESS", (), "To be described.", arities=(-1,), declared=False)
CHANGE_PASSWORD_REJECTED = ErrorCode("CHANGE_PASSWORD_REJECTED", ("msg",), "To be described.")
CLIENT_ERROR = ErrorCode("CLIENT_ERROR", ("text",), "To be described.", declared=False)
CLUSTERED_SR_DEGRADED = ErrorCode("CLUSTERED_SR_DEGRADED", ("sr",), "To be described.")
CLUSTERING_DISABLED = ErrorCode("CLUSTERING_DISABLED", ("cluster_host",), "To be described.")
CLUSTERING_ENABLED = ErrorCode("CLUSTERING_ENABLED", ("cluster_host",), "To be described.")
CLUSTER_ALREADY_EXISTS = ErrorCode("CLUSTER_ALREADY_EXISTS", (), "To be described.")
CLUSTER_CREATE_IN_PROGRESS = ErrorCode("CLUSTER_CREATE_IN_PROGRESS", (), "To be described.")
CLUSTER_DOES_NOT_HAVE_ONE_NODE = ErrorCode("CLUSTER_DOES_NOT_HAVE_ONE_NODE", ("number_of_nodes",), "To be described.")
CLUSTER_FORCE_DESTROY_FAILED = ErrorCode("CLUSTER_FORCE_DESTROY_FAILED", ("cluster",), "To be described.")
CLUSTER_HAS_NO_CERTIFICATE = ErrorCode(
    "CLUSTER_HAS_NO_CERTIFICATE", (), "To be described.", arities=(-1,), declared=False
)
CLUSTER_HOST_IS_LAST = ErrorCode("CLUSTER_HOST_IS_LAST", ("cluster_host",), "To be described.")
CLUSTER_HOST_NOT_JOINED = ErrorCode("CLUSTER_HOST_NOT_JOINED", ("cluster_host",), "To be described.")
CLUSTER_STACK_IN_USE = ErrorCode("CLUSTER_STACK_IN_USE", ("cluster_stack",), "To be described.")
CONFIGURE_REPOSITORIES_IN_PROGRESS = ErrorCode("CONFIGURE_REPOSITORIES_IN_PROGRESS", (), "To be described.")
COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS = ErrorCode(
    "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS", ("device", "mac"), "To be described."
)
COULD_NOT_IMPORT_DATABASE = ErrorCode("COULD_NOT_IMPORT_DATABASE", ("reason",), "To be described.")
COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE = ErrorCode(
    "COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE", (), "To be described."
)
CPU_FEATURE_MASKING_NOT_SUPPORTED = ErrorCode("CPU_FEATURE_MASKING_NOT_SUPPORTED", ("details",), "To be described.")
CREATEREPO_FAILED = ErrorCode("CREATEREPO_FAILED", (), "To be described.", declared=False)
CRL_ALREADY_EXISTS = ErrorCode("CRL_ALREADY_EXISTS", ("name",), "To be described.")
CRL_CORRUPT = ErrorCode("CRL_CORRUPT", ("name",), "To be described.")
CRL_DOES_NOT_EXIST = ErrorCode("CRL_DOES_NOT_EXIST", ("name",), "To be described.")
CRL_NAME_INVALID = ErrorCode("CRL_NAME_INVALID", ("name",), "To be described.")
DB_UNIQUENESS_CONSTRAINT_VIOLATION = ErrorCode(
    "DB_UNIQUENESS_CONSTRAINT_VIOLATION", ("table", "field", "value"), "To be described."
)
DEFAULT_SR_NOT_FOUND = ErrorCode("DEFAULT_SR_NOT_FOUND", ("sr",), "To be described.")
DESIGNATE_NEW_MASTER_IN_PROGRESS = ErrorCode(
    "DESIGNATE_NEW_MASTER_IN_PROGRESS", (), "To be described.", arities=(-1,), declared=False
)
DEVICE_ALREADY_ATTACHED = ErrorCode("DEVICE_ALREADY_ATTACHED", ("device",), "To be described.")
DEVICE_ALREADY_DETACHED = ErrorCode("DEVICE_ALREADY_DETACHED", ("device",), "To be described.")
DEVICE_ALREADY_EXISTS = ErrorCode("DEVICE_ALREADY_EXISTS", ("device",), "To be described.")
DEVICE_ATTACH_TIMEOUT = ErrorCode("DEVICE_ATTACH_TIMEOUT", ("type", "ref"), "To be described.")
DEVICE_DETACH_REJECTED = ErrorCode("DEVICE_DETACH_REJECTED", ("type", "ref", "msg"), "To be described.")
DEVICE_DETACH_TIMEOUT = ErrorCode("DEVICE_DETACH_TIMEOUT", ("type", "ref"), "To be described.")
DEVICE_NOT_ATTACHED = ErrorCode("DEVICE_NOT_ATTACHED", ("VBD",), "To be described.")
DISABLE_SSH_FAILED = ErrorCode("DISABLE_SSH_FAILED", ("host",), "To be described.")
DISABLE_SSH_PARTIALLY_FAILED = ErrorCode("DISABLE_SSH_PARTIALLY_FAILED", ("hosts",), "To be described.")
DISK_VBD_MUST_BE_READWRITE_FOR_HVM = ErrorCode("DISK_VBD_MUST_BE_READWRITE_FOR_HVM", ("vbd",), "To be described.")
DOMAIN_BUILDER_ERROR = ErrorCode("DOMAIN_BUILDER_ERROR", ("function", "code", "message"), "To be described.")
DOMAIN_EXISTS = ErrorCode("DOMAIN_EXISTS", ("vm", "domid"), "To be described.", arities=(1,))
DUPLICATE_MAC_SEED = ErrorCode("DUPLICATE_MAC_SEED", ("seed",), "To be described.")
DUPLICATE_PIF_DEVICE_NAME = ErrorCode("DUPLICATE_PIF_DEVICE_NAME", ("device",), "To be described.")
DUPLICATE_VM = ErrorCode("DUPLICATE_VM", ("vm",), "To be described.")
ENABLE_SSH_FAILED = ErrorCode("ENABLE_SSH_FAILED", ("host",), "To be described.")
ENABLE_SSH_PARTIALLY_FAILED = ErrorCode("ENABLE_SSH_PARTIALLY_FAILED", ("hosts",), "To be described.")
EVENTS_LOST = ErrorCode("EVENTS_LOST", (), "To be described.")
EVENT_FROM_TOKEN_PARSE_FAILURE = ErrorCode("EVENT_FROM_TOKEN_PARSE_FAILURE", ("token",), "To be described.")
EVENT_SUBSCRIPTION_PARSE_FAILURE = ErrorCode("EVENT_SUBSCRIPTION_PARSE_FAILURE", ("subscription",), "To be described.")
EXTENSION_PROTOCOL_FAILURE = ErrorCode("EXTENSION_PROTOCOL_FAILURE", ("text",), "To be described.", declared=False)
FAILED_TO_START_EMULATOR = ErrorCode("FAILED_TO_START_EMULATOR", ("vm", "name", "msg"), "To be described.")
FEATURE_REQUIRES_HVM = ErrorCode("FEATURE_REQUIRES_HVM", ("details",), "To be described.")
FEATURE_RESTRICTED = ErrorCode(
    "FEATURE_RESTRICTED",
    (),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
FIELD_TYPE_ERROR = ErrorCode("FIELD_TYPE_ERROR", ("field",), "To be described.")
GET_HOST_UPDATES_FAILED = ErrorCode("GET_HOST_UPDATES_FAILED", ("ref",), "To be described.")
GET_UPDATES_FAILED = ErrorCode("GET_UPDATES_FAILED", (), "To be described.")
GET_UPDATES_IN_PROGRESS = ErrorCode("GET_UPDATES_IN_PROGRESS", (), "To be described.", arities=(-1,), declared=False)
GPU_GROUP_CONTAINS_NO_PGPUS = ErrorCode("GPU_GROUP_CONTAINS_NO_PGPUS", ("gpu_group",), "To be described.")
GPU_GROUP_CONTAINS_PGPU = ErrorCode("GPU_GROUP_CONTAINS_PGPU", ("pgpus",), "To be described.")
GPU_GROUP_CONTAINS_VGPU = ErrorCode("GPU_GROUP_CONTAINS_VGPU", ("vgpus",), "To be described.")
HANDLE_INVALID = ErrorCode("HANDLE_INVALID", ("class", "handle"), "To be described.")
HA_ABORT_NEW_MASTER = ErrorCode("HA_ABORT_NEW_MASTER", ("reason",), "To be described.")
HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE = ErrorCode(
    "HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE", (), "To be described."
)
HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED = ErrorCode(
    "HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED", ("network",), "To be described."
)
HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED = ErrorCode("HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED", ("SR",), "To be described.")
HA_DISABLE_IN_PROGRESS = ErrorCode("HA_DISABLE_IN_PROGRESS", (), "To be described.")
HA_ENABLE_IN_PROGRESS = ErrorCode("HA_ENABLE_IN_PROGRESS", (), "To be described.")
HA_FAILED_TO_FORM_LIVESET = ErrorCode("HA_FAILED_TO_FORM_LIVESET", (), "To be described.")
HA_HEARTBEAT_DAEMON_STARTUP_FAILED = ErrorCode("HA_HEARTBEAT_DAEMON_STARTUP_FAILED", (), "To be described.")
HA_HOST_CANNOT_ACCESS_STATEFILE = ErrorCode("HA_HOST_CANNOT_ACCESS_STATEFILE", (), "To be described.")
HA_HOST_CANNOT_SEE_PEERS = ErrorCode("HA_HOST_CANNOT_SEE_PEERS", ("host", "all", "subset"), "To be described.")
HA_HOST_IS_ARMED = ErrorCode("HA_HOST_IS_ARMED", ("host",), "To be described.")
HA_IS_ENABLED = ErrorCode("HA_IS_ENABLED", (), "To be described.")
HA_LOST_STATEFILE = ErrorCode("HA_LOST_STATEFILE", (), "To be described.")
HA_NOT_ENABLED = ErrorCode("HA_NOT_ENABLED", (), "To be described.")
HA_NOT_INSTALLED = ErrorCode("HA_NOT_INSTALLED", ("host",), "To be described.")
HA_NO_PLAN = ErrorCode("HA_NO_PLAN", (), "To be described.")
HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN = ErrorCode("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN", (), "To be described.")
HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED = ErrorCode("HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED", (), "To be described.")
HA_SHOULD_BE_FENCED = ErrorCode("HA_SHOULD_BE_FENCED", ("host",), "To be described.")
HA_TOO_FEW_HOSTS = ErrorCode("HA_TOO_FEW_HOSTS", (), "To be described.")
HOSTS_FAILED_TO_DISABLE_CACHING = ErrorCode(
    "HOSTS_FAILED_TO_DISABLE_CACHING", (), "To be described.", arities=(-1,), declared=False
)
HOSTS_FAILED_TO_ENABLE_CACHING = ErrorCode(
    "HOSTS_FAILED_TO_ENABLE_CACHING", (), "To be described.", arities=(-1,), declared=False
)
HOSTS_NOT_COMPATIBLE = ErrorCode("HOSTS_NOT_COMPATIBLE", (), "To be described.")
HOSTS_NOT_HOMOGENEOUS = ErrorCode("HOSTS_NOT_HOMOGENEOUS", ("reason",), "To be described.")
HOST_BROKEN = ErrorCode("HOST_BROKEN", (), "To be described.")
HOST_CANNOT_ATTACH_NETWORK = ErrorCode("HOST_CANNOT_ATTACH_NETWORK", ("host", "network"), "To be described.")
HOST_CANNOT_DESTROY_SELF = ErrorCode("HOST_CANNOT_DESTROY_SELF", ("host",), "To be described.")
HOST_CANNOT_READ_METRICS = ErrorCode("HOST_CANNOT_READ_METRICS", (), "To be described.")
HOST_CANNOT_SEE_SR = ErrorCode("HOST_CANNOT_SEE_SR", ("host", "SR"), "To be described.", declared=False)
HOST_CD_DRIVE_EMPTY = ErrorCode("HOST_CD_DRIVE_EMPTY", (), "To be described.")
HOST_DISABLED = ErrorCode("HOST_DISABLED", ("host",), "To be described.")
HOST_DISABLED_INDEFINITELY = ErrorCode("HOST_DISABLED_INDEFINITELY", ("host",), "To be described.")
HOST_DISABLED_UNTIL_REBOOT = ErrorCode("HOST_DISABLED_UNTIL_REBOOT", ("host",), "To be described.")
HOST_DRIVER_NO_HARDWARE = ErrorCode("HOST_DRIVER_NO_HARDWARE", ("driver variant",), "To be described.")
HOST_EVACUATE_IN_PROGRESS = ErrorCode("HOST_EVACUATE_IN_PROGRESS", ("host",), "To be described.")
HOST_EVACUATE_VM_NOT_HA_PROTECTED = ErrorCode("HOST_EVACUATE_VM_NOT_HA_PROTECTED", ("vm",), "To be described.")
HOST_EVACUATION_IS_REQUIRED = ErrorCode("HOST_EVACUATION_IS_REQUIRED", ("host",), "To be described.")
HOST_HAS_NO_MANAGEMENT_IP = ErrorCode("HOST_HAS_NO_MANAGEMENT_IP", (), "To be described.")
HOST_HAS_RESIDENT_VMS = ErrorCode("HOST_HAS_RESIDENT_VMS", ("host",), "To be described.")
HOST_IN_EMERGENCY_MODE = ErrorCode("HOST_IN_EMERGENCY_MODE", (), "To be described.")
HOST_IN_USE = ErrorCode("HOST_IN_USE", ("host", "type", "ref"), "To be described.")
HOST_IS_LIVE = ErrorCode("HOST_IS_LIVE", ("host",), "To be described.")
HOST_IS_SLAVE = ErrorCode("HOST_IS_SLAVE", ("Master IP address",), "To be described.")
HOST_ITS_OWN_SLAVE = ErrorCode("HOST_ITS_OWN_SLAVE", (), "To be described.")
HOST_MASTER_CANNOT_TALK_BACK = ErrorCode("HOST_MASTER_CANNOT_TALK_BACK", ("ip",), "To be described.")
HOST_NAME_INVALID = ErrorCode("HOST_NAME_INVALID", ("reason",), "To be described.")
HOST_NOT_DISABLED = ErrorCode("HOST_NOT_DISABLED", (), "To be described.")
HOST_NOT_ENOUGH_FREE_MEMORY = ErrorCode(
    "HOST_NOT_ENOUGH_FREE_MEMORY",
    ("needed", "available"),
    "To be described.",
    arities=(
        1,
        2,
    ),
)
HOST_NOT_ENOUGH_PCPUS = ErrorCode("HOST_NOT_ENOUGH_PCPUS", ("vcpus", "pcpus"), "To be described.")
HOST_NOT_LIVE = ErrorCode(
    "HOST_NOT_LIVE",
    (),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
HOST_OFFLINE = ErrorCode("HOST_OFFLINE", ("host",), "To be described.")
HOST_PENDING_MANDATORY_GUIDANCE_NOT_EMPTY = ErrorCode(
    "HOST_PENDING_MANDATORY_GUIDANCE_NOT_EMPTY", ("host",), "To be described."
)
HOST_POWER_ON_MODE_DISABLED = ErrorCode("HOST_POWER_ON_MODE_DISABLED", (), "To be described.")
HOST_STILL_BOOTING = ErrorCode("HOST_STILL_BOOTING", (), "To be described.")
HOST_UNKNOWN_TO_MASTER = ErrorCode("HOST_UNKNOWN_TO_MASTER", ("host",), "To be described.")
HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR = ErrorCode(
    "HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR", ("host_xapi_version",), "To be described."
)
ILLEGAL_IN_FIPS_MODE = ErrorCode("ILLEGAL_IN_FIPS_MODE", (), "To be described.", declared=False)
ILLEGAL_VBD_DEVICE = ErrorCode("ILLEGAL_VBD_DEVICE", ("vbd", "device"), "To be described.")
IMPORT_ERROR = ErrorCode("IMPORT_ERROR", ("msg",), "To be described.")
IMPORT_ERROR_ATTACHED_DISKS_NOT_FOUND = ErrorCode("IMPORT_ERROR_ATTACHED_DISKS_NOT_FOUND", (), "To be described.")
IMPORT_ERROR_CANNOT_HANDLE_CHUNKED = ErrorCode("IMPORT_ERROR_CANNOT_HANDLE_CHUNKED", (), "To be described.")
IMPORT_ERROR_FAILED_TO_FIND_OBJECT = ErrorCode("IMPORT_ERROR_FAILED_TO_FIND_OBJECT", ("id",), "To be described.")
IMPORT_ERROR_PREMATURE_EOF = ErrorCode("IMPORT_ERROR_PREMATURE_EOF", (), "To be described.")
IMPORT_ERROR_SOME_CHECKSUMS_FAILED = ErrorCode("IMPORT_ERROR_SOME_CHECKSUMS_FAILED", (), "To be described.")
IMPORT_ERROR_UNEXPECTED_FILE = ErrorCode(
    "IMPORT_ERROR_UNEXPECTED_FILE", ("filename_expected", "filename_found"), "To be described."
)
IMPORT_INCOMPATIBLE_VERSION = ErrorCode("IMPORT_INCOMPATIBLE_VERSION", (), "To be described.")
INCOMPATIBLE_CLUSTER_STACK_ACTIVE = ErrorCode(
    "INCOMPATIBLE_CLUSTER_STACK_ACTIVE", ("cluster_stack",), "To be described."
)
INCOMPATIBLE_PIF_PROPERTIES = ErrorCode("INCOMPATIBLE_PIF_PROPERTIES", (), "To be described.")
INCOMPATIBLE_STATEFILE_SR = ErrorCode("INCOMPATIBLE_STATEFILE_SR", ("SR type",), "To be described.")
INTERFACE_HAS_NO_IP = ErrorCode("INTERFACE_HAS_NO_IP", ("interface",), "To be described.")
INTERNAL_ERROR = ErrorCode(
    "INTERNAL_ERROR",
    ("message",),
    "To be described.",
    arities=(
        1,
        3,
        4,
    ),
)
INVALID_BASE_URL = ErrorCode("INVALID_BASE_URL", ("url",), "To be described.")
INVALID_CIDR_ADDRESS_SPECIFIED = ErrorCode("INVALID_CIDR_ADDRESS_SPECIFIED", ("parameter",), "To be described.")
INVALID_CLUSTER_STACK = ErrorCode("INVALID_CLUSTER_STACK", ("cluster_stack",), "To be described.")
INVALID_DEVICE = ErrorCode("INVALID_DEVICE", ("device",), "To be described.")
INVALID_EDITION = ErrorCode("INVALID_EDITION", ("edition",), "To be described.")
INVALID_FEATURE_STRING = ErrorCode("INVALID_FEATURE_STRING", ("details",), "To be described.")
INVALID_GPGKEY_PATH = ErrorCode("INVALID_GPGKEY_PATH", ("gpgkey_path",), "To be described.")
INVALID_IP_ADDRESS_SPECIFIED = ErrorCode("INVALID_IP_ADDRESS_SPECIFIED", ("parameter",), "To be described.")
INVALID_NTP_CONFIG = ErrorCode("INVALID_NTP_CONFIG", ("reason",), "To be described.")
INVALID_PATCH = ErrorCode("INVALID_PATCH", (), "To be described.")
INVALID_PATCH_WITH_LOG = ErrorCode("INVALID_PATCH_WITH_LOG", ("log",), "To be described.")
INVALID_REPOMD_XML = ErrorCode("INVALID_REPOMD_XML", (), "To be described.")
INVALID_REPOSITORY_DOMAIN_ALLOWLIST = ErrorCode("INVALID_REPOSITORY_DOMAIN_ALLOWLIST", ("domains",), "To be described.")
INVALID_REPOSITORY_PROXY_CREDENTIAL = ErrorCode("INVALID_REPOSITORY_PROXY_CREDENTIAL", (), "To be described.")
INVALID_REPOSITORY_PROXY_URL = ErrorCode("INVALID_REPOSITORY_PROXY_URL", ("url",), "To be described.")
INVALID_UPDATE = ErrorCode("INVALID_UPDATE", ("info",), "To be described.")
INVALID_UPDATEINFO_XML = ErrorCode("INVALID_UPDATEINFO_XML", (), "To be described.")
INVALID_UPDATE_SYNC_DAY = ErrorCode("INVALID_UPDATE_SYNC_DAY", ("day",), "To be described.")
INVALID_VALUE = ErrorCode(
    "INVALID_VALUE",
    ("field", "value"),
    "To be described.",
    arities=(
        1,
        2,
        3,
    ),
)
IS_TUNNEL_ACCESS_PIF = ErrorCode("IS_TUNNEL_ACCESS_PIF", ("PIF",), "To be described.")
JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS = ErrorCode(
    "JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS", (), "To be described."
)
JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS = ErrorCode("JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS", (), "To be described.")
JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS = ErrorCode(
    "JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS", (), "To be described."
)
JOINING_HOST_CANNOT_HAVE_RUNNING_VMS = ErrorCode("JOINING_HOST_CANNOT_HAVE_RUNNING_VMS", (), "To be described.")
JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS = ErrorCode(
    "JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS", (), "To be described."
)
JOINING_HOST_CONNECTION_FAILED = ErrorCode("JOINING_HOST_CONNECTION_FAILED", (), "To be described.")
JOINING_HOST_SERVICE_FAILED = ErrorCode("JOINING_HOST_SERVICE_FAILED", (), "To be described.")
LICENCE_RESTRICTION = ErrorCode(
    "LICENCE_RESTRICTION",
    ("feature",),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
LICENSE_CANNOT_DOWNGRADE_WHILE_IN_POOL = ErrorCode("LICENSE_CANNOT_DOWNGRADE_WHILE_IN_POOL", (), "To be described.")
LICENSE_CHECKOUT_ERROR = ErrorCode("LICENSE_CHECKOUT_ERROR", ("code", "message"), "To be described.")
LICENSE_DOES_NOT_SUPPORT_POOLING = ErrorCode("LICENSE_DOES_NOT_SUPPORT_POOLING", (), "To be described.")
LICENSE_DOES_NOT_SUPPORT_XHA = ErrorCode("LICENSE_DOES_NOT_SUPPORT_XHA", (), "To be described.")
LICENSE_EXPIRED = ErrorCode("LICENSE_EXPIRED", (), "To be described.")
LICENSE_FILE_DEPRECATED = ErrorCode("LICENSE_FILE_DEPRECATED", (), "To be described.")
LICENSE_HOST_POOL_MISMATCH = ErrorCode(
    "LICENSE_HOST_POOL_MISMATCH",
    (),
    "To be described.",
    arities=(
        1,
        2,
    ),
)
LICENSE_PROCESSING_ERROR = ErrorCode("LICENSE_PROCESSING_ERROR", (), "To be described.")
LOCATION_NOT_UNIQUE = ErrorCode("LOCATION_NOT_UNIQUE", ("SR", "location"), "To be described.")
MAC_DOES_NOT_EXIST = ErrorCode("MAC_DOES_NOT_EXIST", ("MAC",), "To be described.")
MAC_INVALID = ErrorCode("MAC_INVALID", ("MAC",), "To be described.")
MAC_STILL_EXISTS = ErrorCode("MAC_STILL_EXISTS", ("MAC",), "To be described.")
MAP_DUPLICATE_KEY = ErrorCode("MAP_DUPLICATE_KEY", ("type", "param_name", "uuid", "key"), "To be described.")
MEMORY_CONSTRAINT_VIOLATION = ErrorCode(
    "MEMORY_CONSTRAINT_VIOLATION", ("constraint",), "To be described.", arities=(0,)
)
MEMORY_CONSTRAINT_VIOLATION_MAXPIN = ErrorCode("MEMORY_CONSTRAINT_VIOLATION_MAXPIN", ("reason",), "To be described.")
MEMORY_CONSTRAINT_VIOLATION_ORDER = ErrorCode("MEMORY_CONSTRAINT_VIOLATION_ORDER", (), "To be described.")
MESSAGE_DEPRECATED = ErrorCode("MESSAGE_DEPRECATED", (), "To be described.")
MESSAGE_METHOD_UNKNOWN = ErrorCode("MESSAGE_METHOD_UNKNOWN", ("method",), "To be described.")
MESSAGE_PARAMETER_COUNT_MISMATCH = ErrorCode(
    "MESSAGE_PARAMETER_COUNT_MISMATCH", ("method", "expected", "received"), "To be described."
)
MESSAGE_REMOVED = ErrorCode("MESSAGE_REMOVED", (), "To be described.")
MIRROR_FAILED = ErrorCode("MIRROR_FAILED", ("vdi",), "To be described.")
MISSING_CONNECTION_DETAILS = ErrorCode("MISSING_CONNECTION_DETAILS", (), "To be described.")
MULTIPLE_UPDATE_REPOSITORIES_ENABLED = ErrorCode("MULTIPLE_UPDATE_REPOSITORIES_ENABLED", (), "To be described.")
NETWORK_ALREADY_CONNECTED = ErrorCode("NETWORK_ALREADY_CONNECTED", ("network", "connected PIF"), "To be described.")
NETWORK_CONTAINS_PIF = ErrorCode("NETWORK_CONTAINS_PIF", ("pifs",), "To be described.", arities=(-1,))
NETWORK_CONTAINS_VIF = ErrorCode("NETWORK_CONTAINS_VIF", ("vifs",), "To be described.", arities=(-1,))
NETWORK_HAS_INCOMPATIBLE_SRIOV_PIFS = ErrorCode(
    "NETWORK_HAS_INCOMPATIBLE_SRIOV_PIFS", ("PIF", "network"), "To be described."
)
NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS = ErrorCode(
    "NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS", ("PIF", "network"), "To be described."
)
NETWORK_INCOMPATIBLE_PURPOSES = ErrorCode(
    "NETWORK_INCOMPATIBLE_PURPOSES", ("new_purpose", "conflicting_purpose"), "To be described."
)
NETWORK_INCOMPATIBLE_WITH_BOND = ErrorCode("NETWORK_INCOMPATIBLE_WITH_BOND", ("network",), "To be described.")
NETWORK_INCOMPATIBLE_WITH_SRIOV = ErrorCode("NETWORK_INCOMPATIBLE_WITH_SRIOV", ("network",), "To be described.")
NETWORK_INCOMPATIBLE_WITH_TRUNKS = ErrorCode("NETWORK_INCOMPATIBLE_WITH_TRUNKS", ("network",), "To be described.")
NETWORK_INCOMPATIBLE_WITH_TUNNEL = ErrorCode("NETWORK_INCOMPATIBLE_WITH_TUNNEL", ("network",), "To be described.")
NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE", ("network",), "To be described."
)
NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV", ("network",), "To be described."
)
NETWORK_SRIOV_ALREADY_ENABLED = ErrorCode("NETWORK_SRIOV_ALREADY_ENABLED", ("PIF",), "To be described.")
NETWORK_SRIOV_DISABLE_FAILED = ErrorCode("NETWORK_SRIOV_DISABLE_FAILED", ("PIF", "msg"), "To be described.")
NETWORK_SRIOV_ENABLE_FAILED = ErrorCode("NETWORK_SRIOV_ENABLE_FAILED", ("PIF", "msg"), "To be described.")
NETWORK_SRIOV_INSUFFICIENT_CAPACITY = ErrorCode("NETWORK_SRIOV_INSUFFICIENT_CAPACITY", ("network",), "To be described.")
NETWORK_UNMANAGED = ErrorCode("NETWORK_UNMANAGED", ("network",), "To be described.")
NOT_ALLOWED_ON_OEM_EDITION = ErrorCode("NOT_ALLOWED_ON_OEM_EDITION", ("command",), "To be described.")
NOT_ALLOWED_WHEN_NTP_IS_ENABLED = ErrorCode("NOT_ALLOWED_WHEN_NTP_IS_ENABLED", ("host",), "To be described.")
NOT_IMPLEMENTED = ErrorCode("NOT_IMPLEMENTED", ("function",), "To be described.")
NOT_IN_EMERGENCY_MODE = ErrorCode("NOT_IN_EMERGENCY_MODE", (), "To be described.")
NOT_SUPPORTED_DURING_UPGRADE = ErrorCode("NOT_SUPPORTED_DURING_UPGRADE", (), "To be described.")
NOT_SYSTEM_DOMAIN = ErrorCode("NOT_SYSTEM_DOMAIN", ("vm",), "To be described.")
NOT_TRUSTED_CERTIFICATE = ErrorCode("NOT_TRUSTED_CERTIFICATE", ("ref",), "To be described.")
NO_CLUSTER_HOSTS_REACHABLE = ErrorCode("NO_CLUSTER_HOSTS_REACHABLE", ("cluster",), "To be described.")
NO_COMPATIBLE_CLUSTER_HOST = ErrorCode("NO_COMPATIBLE_CLUSTER_HOST", ("host",), "To be described.")
NO_HOSTS_AVAILABLE = ErrorCode(
    "NO_HOSTS_AVAILABLE",
    (),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
NO_LOCAL_STORAGE = ErrorCode("NO_LOCAL_STORAGE", (), "To be described.", arities=(-1,), declared=False)
NO_MORE_REDO_LOGS_ALLOWED = ErrorCode("NO_MORE_REDO_LOGS_ALLOWED", (), "To be described.")
NO_REPOSITORIES_CONFIGURED = ErrorCode("NO_REPOSITORIES_CONFIGURED", (), "To be described.")
NO_REPOSITORY_ENABLED = ErrorCode("NO_REPOSITORY_ENABLED", (), "To be described.")
NVIDIA_SRIOV_MISCONFIGURED = ErrorCode("NVIDIA_SRIOV_MISCONFIGURED", ("host", "device_name"), "To be described.")
NVIDIA_TOOLS_ERROR = ErrorCode("NVIDIA_TOOLS_ERROR", ("host",), "To be described.")
OBJECT_NOLONGER_EXISTS = ErrorCode("OBJECT_NOLONGER_EXISTS", (), "To be described.")
ONLY_ALLOWED_ON_OEM_EDITION = ErrorCode("ONLY_ALLOWED_ON_OEM_EDITION", ("command",), "To be described.")
OPENVSWITCH_NOT_ACTIVE = ErrorCode("OPENVSWITCH_NOT_ACTIVE", (), "To be described.")
OPERATION_BLOCKED = ErrorCode("OPERATION_BLOCKED", ("ref", "code"), "To be described.")
OPERATION_NOT_ALLOWED = ErrorCode("OPERATION_NOT_ALLOWED", ("reason",), "To be described.")
OPERATION_PARTIALLY_FAILED = ErrorCode("OPERATION_PARTIALLY_FAILED", ("operation",), "To be described.")
OTHER_OPERATION_IN_PROGRESS = ErrorCode(
    "OTHER_OPERATION_IN_PROGRESS",
    ("class", "object", "operation_type", "operation_ref"),
    "To be described.",
    arities=(
        2,
        4,
    ),
)
OUT_OF_SPACE = ErrorCode("OUT_OF_SPACE", ("location",), "To be described.")
PATCH_ALREADY_APPLIED = ErrorCode("PATCH_ALREADY_APPLIED", ("patch",), "To be described.")
PATCH_ALREADY_EXISTS = ErrorCode("PATCH_ALREADY_EXISTS", ("uuid",), "To be described.")
PATCH_APPLY_FAILED = ErrorCode("PATCH_APPLY_FAILED", ("output",), "To be described.")
PATCH_APPLY_FAILED_BACKUP_FILES_EXIST = ErrorCode(
    "PATCH_APPLY_FAILED_BACKUP_FILES_EXIST", ("output",), "To be described."
)
PATCH_IS_APPLIED = ErrorCode("PATCH_IS_APPLIED", (), "To be described.")
PATCH_PRECHECK_FAILED_ISO_MOUNTED = ErrorCode("PATCH_PRECHECK_FAILED_ISO_MOUNTED", ("patch",), "To be described.")
PATCH_PRECHECK_FAILED_OUT_OF_SPACE = ErrorCode(
    "PATCH_PRECHECK_FAILED_OUT_OF_SPACE", ("patch", "found_space", "required_required"), "To be described."
)
PATCH_PRECHECK_FAILED_PREREQUISITE_MISSING = ErrorCode(
    "PATCH_PRECHECK_FAILED_PREREQUISITE_MISSING", ("patch", "prerequisite_patch_uuid_list"), "To be described."
)
PATCH_PRECHECK_FAILED_UNKNOWN_ERROR = ErrorCode(
    "PATCH_PRECHECK_FAILED_UNKNOWN_ERROR", ("patch", "info"), "To be described."
)
PATCH_PRECHECK_FAILED_VM_RUNNING = ErrorCode("PATCH_PRECHECK_FAILED_VM_RUNNING", ("patch",), "To be described.")
PATCH_PRECHECK_FAILED_WRONG_SERVER_BUILD = ErrorCode(
    "PATCH_PRECHECK_FAILED_WRONG_SERVER_BUILD", ("patch", "found_build", "required_build"), "To be described."
)
PATCH_PRECHECK_FAILED_WRONG_SERVER_VERSION = ErrorCode(
    "PATCH_PRECHECK_FAILED_WRONG_SERVER_VERSION", ("patch", "found_version", "required_version"), "To be described."
)
PBD_EXISTS = ErrorCode("PBD_EXISTS", ("sr", "host", "pbd"), "To be described.")
PERMISSION_DENIED = ErrorCode("PERMISSION_DENIED", ("message",), "To be described.")
PGPU_INSUFFICIENT_CAPACITY_FOR_VGPU = ErrorCode(
    "PGPU_INSUFFICIENT_CAPACITY_FOR_VGPU", ("pgpu", "vgpu_type"), "To be described."
)
PGPU_IN_USE_BY_VM = ErrorCode("PGPU_IN_USE_BY_VM", ("VMs",), "To be described.")
PGPU_NOT_COMPATIBLE_WITH_GPU_GROUP = ErrorCode(
    "PGPU_NOT_COMPATIBLE_WITH_GPU_GROUP", ("type", "group_types"), "To be described."
)
PIF_ALLOWS_UNPLUG = ErrorCode("PIF_ALLOWS_UNPLUG", ("PIF",), "To be described.")
PIF_ALREADY_BONDED = ErrorCode("PIF_ALREADY_BONDED", ("PIF",), "To be described.")
PIF_BOND_MORE_THAN_ONE_IP = ErrorCode("PIF_BOND_MORE_THAN_ONE_IP", (), "To be described.")
PIF_BOND_NEEDS_MORE_MEMBERS = ErrorCode("PIF_BOND_NEEDS_MORE_MEMBERS", (), "To be described.")
PIF_CANNOT_BOND_CROSS_HOST = ErrorCode("PIF_CANNOT_BOND_CROSS_HOST", (), "To be described.")
PIF_CONFIGURATION_ERROR = ErrorCode("PIF_CONFIGURATION_ERROR", ("PIF", "msg"), "To be described.")
PIF_DEVICE_NOT_FOUND = ErrorCode("PIF_DEVICE_NOT_FOUND", (), "To be described.")
PIF_DOES_NOT_ALLOW_UNPLUG = ErrorCode("PIF_DOES_NOT_ALLOW_UNPLUG", ("PIF",), "To be described.")
PIF_HAS_FCOE_SR_IN_USE = ErrorCode("PIF_HAS_FCOE_SR_IN_USE", ("PIF", "SR"), "To be described.")
PIF_HAS_NO_NETWORK_CONFIGURATION = ErrorCode("PIF_HAS_NO_NETWORK_CONFIGURATION", ("PIF",), "To be described.")
PIF_HAS_NO_V6_NETWORK_CONFIGURATION = ErrorCode("PIF_HAS_NO_V6_NETWORK_CONFIGURATION", ("PIF",), "To be described.")
PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE = ErrorCode("PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", ("PIF",), "To be described.")
PIF_IS_MANAGEMENT_INTERFACE = ErrorCode("PIF_IS_MANAGEMENT_INTERFACE", ("PIF",), "To be described.")
PIF_IS_NOT_PHYSICAL = ErrorCode("PIF_IS_NOT_PHYSICAL", ("PIF",), "To be described.")
PIF_IS_NOT_SRIOV_CAPABLE = ErrorCode("PIF_IS_NOT_SRIOV_CAPABLE", ("PIF",), "To be described.")
PIF_IS_PHYSICAL = ErrorCode("PIF_IS_PHYSICAL", ("PIF",), "To be described.", arities=(0,))
PIF_IS_SRIOV_LOGICAL = ErrorCode("PIF_IS_SRIOV_LOGICAL", ("PIF",), "To be described.")
PIF_IS_VLAN = ErrorCode("PIF_IS_VLAN", ("PIF",), "To be described.")
PIF_NOT_ATTACHED_TO_HOST = ErrorCode("PIF_NOT_ATTACHED_TO_HOST", ("pif", "host"), "To be described.")
PIF_NOT_PRESENT = ErrorCode("PIF_NOT_PRESENT", ("host", "network"), "To be described.")
PIF_SRIOV_STILL_EXISTS = ErrorCode("PIF_SRIOV_STILL_EXISTS", ("PIF",), "To be described.")
PIF_TUNNEL_STILL_EXISTS = ErrorCode("PIF_TUNNEL_STILL_EXISTS", ("PIF",), "To be described.")
PIF_UNMANAGED = ErrorCode("PIF_UNMANAGED", ("PIF",), "To be described.")
PIF_VLAN_EXISTS = ErrorCode("PIF_VLAN_EXISTS", ("PIF",), "To be described.")
PIF_VLAN_STILL_EXISTS = ErrorCode("PIF_VLAN_STILL_EXISTS", ("PIF",), "To be described.")
POOL_AUTH_ALREADY_ENABLED = ErrorCode("POOL_AUTH_ALREADY_ENABLED", ("host",), "To be described.")
POOL_AUTH_DISABLE_FAILED = ErrorCode("POOL_AUTH_DISABLE_FAILED", ("host", "message"), "To be described.")
POOL_AUTH_DISABLE_FAILED_INVALID_ACCOUNT = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_INVALID_ACCOUNT", ("host", "message"), "To be described."
)
POOL_AUTH_DISABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_PERMISSION_DENIED", ("host", "message"), "To be described."
)
POOL_AUTH_DISABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_WRONG_CREDENTIALS", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED = ErrorCode("POOL_AUTH_ENABLE_FAILED", ("host", "message"), "To be described.")
POOL_AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_DUPLICATE_HOSTNAME = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_DUPLICATE_HOSTNAME", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_INVALID_ACCOUNT = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_ACCOUNT", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_INVALID_OU = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_OU", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_PERMISSION_DENIED", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_UNAVAILABLE = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_UNAVAILABLE", ("host", "message"), "To be described."
)
POOL_AUTH_ENABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_WRONG_CREDENTIALS", ("host", "message"), "To be described."
)
POOL_JOINING_EXTERNAL_AUTH_MISMATCH = ErrorCode("POOL_JOINING_EXTERNAL_AUTH_MISMATCH", (), "To be described.")
POOL_JOINING_HOST_CA_CERTIFICATES_CONFLICT = ErrorCode(
    "POOL_JOINING_HOST_CA_CERTIFICATES_CONFLICT", (), "To be described."
)
POOL_JOINING_HOST_HAS_BONDS = ErrorCode("POOL_JOINING_HOST_HAS_BONDS", (), "To be described.")
POOL_JOINING_HOST_HAS_NETWORK_SRIOVS = ErrorCode("POOL_JOINING_HOST_HAS_NETWORK_SRIOVS", (), "To be described.")
POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS = ErrorCode(
    "POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS", (), "To be described."
)
POOL_JOINING_HOST_HAS_TUNNELS = ErrorCode("POOL_JOINING_HOST_HAS_TUNNELS", (), "To be described.")
POOL_JOINING_HOST_MANAGEMENT_VLAN_DOES_NOT_MATCH = ErrorCode(
    "POOL_JOINING_HOST_MANAGEMENT_VLAN_DOES_NOT_MATCH", ("local", "remote"), "To be described."
)
POOL_JOINING_HOST_MUST_HAVE_ONLY_ONE_IP_ON_CLUSTERING_NETWORK = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_ONLY_ONE_IP_ON_CLUSTERING_NETWORK", (), "To be described."
)
POOL_JOINING_HOST_MUST_HAVE_PHYSICAL_MANAGEMENT_NIC = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_PHYSICAL_MANAGEMENT_NIC", (), "To be described."
)
POOL_JOINING_HOST_MUST_HAVE_SAME_API_VERSION = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_API_VERSION", ("host_api_version", "master_api_version"), "To be described."
)
POOL_JOINING_HOST_MUST_HAVE_SAME_DB_SCHEMA = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_DB_SCHEMA", ("host_db_schema", "master_db_schema"), "To be described."
)
POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION", (), "To be described."
)
POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS = ErrorCode(
    "POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS", (), "To be described."
)
POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH = ErrorCode(
    "POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH", (), "To be described."
)
POOL_JOINING_HOST_TRUSTED_CERTIFICATES_CONFLICT = ErrorCode(
    "POOL_JOINING_HOST_TRUSTED_CERTIFICATES_CONFLICT", ("ref_in_pool", "ref_on_host"), "To be described."
)
POOL_JOINING_MASTER_CERTIFICATE_NOT_IN_POOL_BUNDLE = ErrorCode(
    "POOL_JOINING_MASTER_CERTIFICATE_NOT_IN_POOL_BUNDLE", ("master_uuid",), "To be described."
)
POOL_JOINING_POOL_BUNDLE_EMPTY_AFTER_IMPORT = ErrorCode(
    "POOL_JOINING_POOL_BUNDLE_EMPTY_AFTER_IMPORT", ("bundle_path",), "To be described."
)
POOL_JOINING_POOL_CANNOT_ENABLE_CLUSTERING_ON_VLAN_NETWORK = ErrorCode(
    "POOL_JOINING_POOL_CANNOT_ENABLE_CLUSTERING_ON_VLAN_NETWORK", ("vlan",), "To be described."
)
POOL_JOINING_SM_FEATURES_INCOMPATIBLE = ErrorCode(
    "POOL_JOINING_SM_FEATURES_INCOMPATIBLE", ("pool_sm_ref", "candidate_sm_ref"), "To be described."
)
POOL_SECRET_ROTATION_PENDING = ErrorCode("POOL_SECRET_ROTATION_PENDING", (), "To be described.", declared=False)
PROVISION_FAILED_OUT_OF_SPACE = ErrorCode("PROVISION_FAILED_OUT_OF_SPACE", (), "To be described.")
PROVISION_ONLY_ALLOWED_ON_TEMPLATE = ErrorCode("PROVISION_ONLY_ALLOWED_ON_TEMPLATE", (), "To be described.")
PUSB_VDI_CONFLICT = ErrorCode("PUSB_VDI_CONFLICT", ("PUSB", "VDI"), "To be described.")
PVS_CACHE_STORAGE_ALREADY_PRESENT = ErrorCode("PVS_CACHE_STORAGE_ALREADY_PRESENT", ("site", "host"), "To be described.")
PVS_CACHE_STORAGE_IS_IN_USE = ErrorCode("PVS_CACHE_STORAGE_IS_IN_USE", ("PVS_cache_storage",), "To be described.")
PVS_PROXY_ALREADY_PRESENT = ErrorCode("PVS_PROXY_ALREADY_PRESENT", ("proxies",), "To be described.")
PVS_PROXY_PRESENT_ON_HIGHER_VIF_DEVICE = ErrorCode(
    "PVS_PROXY_PRESENT_ON_HIGHER_VIF_DEVICE", ("device",), "To be described."
)
PVS_SERVER_ADDRESS_IN_USE = ErrorCode("PVS_SERVER_ADDRESS_IN_USE", ("address",), "To be described.")
PVS_SITE_CONTAINS_RUNNING_PROXIES = ErrorCode("PVS_SITE_CONTAINS_RUNNING_PROXIES", ("proxies",), "To be described.")
PVS_SITE_CONTAINS_SERVERS = ErrorCode("PVS_SITE_CONTAINS_SERVERS", ("servers",), "To be described.")
PVS_VIF_MUST_BE_FIRST_DEVICE = ErrorCode("PVS_VIF_MUST_BE_FIRST_DEVICE", (), "To be described.")
RBAC_PERMISSION_DENIED = ErrorCode("RBAC_PERMISSION_DENIED", ("permission", "message"), "To be described.")
REDO_LOG_IS_ENABLED = ErrorCode("REDO_LOG_IS_ENABLED", (), "To be described.")
REPOSITORY_ALREADY_EXISTS = ErrorCode("REPOSITORY_ALREADY_EXISTS", ("ref",), "To be described.")
REPOSITORY_CLEANUP_FAILED = ErrorCode("REPOSITORY_CLEANUP_FAILED", (), "To be described.")
REPOSITORY_IS_IN_USE = ErrorCode("REPOSITORY_IS_IN_USE", (), "To be described.")
REPOSYNC_FAILED = ErrorCode("REPOSYNC_FAILED", (), "To be described.")
REPO_SHOULD_BE_SINGLE_ONE_ENABLED = ErrorCode("REPO_SHOULD_BE_SINGLE_ONE_ENABLED", (), "To be described.")
REQUIRED_PIF_IS_UNPLUGGED = ErrorCode("REQUIRED_PIF_IS_UNPLUGGED", ("PIF",), "To be described.", arities=(-1,))
RESTORE_INCOMPATIBLE_VERSION = ErrorCode("RESTORE_INCOMPATIBLE_VERSION", (), "To be described.")
RESTORE_SCRIPT_FAILED = ErrorCode("RESTORE_SCRIPT_FAILED", ("log",), "To be described.")
RESTORE_TARGET_MGMT_IF_NOT_IN_BACKUP = ErrorCode("RESTORE_TARGET_MGMT_IF_NOT_IN_BACKUP", (), "To be described.")
RESTORE_TARGET_MISSING_DEVICE = ErrorCode("RESTORE_TARGET_MISSING_DEVICE", ("device",), "To be described.")
REVERT_ONLY_ALLOWED_ON_SNAPSHOT = ErrorCode("REVERT_ONLY_ALLOWED_ON_SNAPSHOT", (), "To be described.", declared=False)
ROLE_ALREADY_EXISTS = ErrorCode("ROLE_ALREADY_EXISTS", (), "To be described.")
ROLE_NOT_FOUND = ErrorCode("ROLE_NOT_FOUND", (), "To be described.")
SERVER_CERTIFICATE_CHAIN_INVALID = ErrorCode("SERVER_CERTIFICATE_CHAIN_INVALID", (), "To be described.")
SERVER_CERTIFICATE_EXPIRED = ErrorCode("SERVER_CERTIFICATE_EXPIRED", ("now", "not_after"), "To be described.")
SERVER_CERTIFICATE_INVALID = ErrorCode("SERVER_CERTIFICATE_INVALID", (), "To be described.")
SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED", ("algorithm_oid",), "To be described."
)
SERVER_CERTIFICATE_KEY_INVALID = ErrorCode("SERVER_CERTIFICATE_KEY_INVALID", (), "To be described.")
SERVER_CERTIFICATE_KEY_MISMATCH = ErrorCode("SERVER_CERTIFICATE_KEY_MISMATCH", (), "To be described.")
SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED", ("length",), "To be described."
)
SERVER_CERTIFICATE_KEY_RSA_MULTI_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_RSA_MULTI_NOT_SUPPORTED", (), "To be described."
)
SERVER_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "SERVER_CERTIFICATE_NOT_VALID_YET", ("now", "not_before"), "To be described."
)
SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED", (), "To be described."
)
SESSION_AUTHENTICATION_FAILED = ErrorCode("SESSION_AUTHENTICATION_FAILED", (), "To be described.", arities=(2,))
SESSION_AUTHORIZATION_FAILED = ErrorCode("SESSION_AUTHORIZATION_FAILED", ("username", "msg"), "To be described.")
SESSION_INVALID = ErrorCode("SESSION_INVALID", ("handle",), "To be described.")
SESSION_NOT_REGISTERED = ErrorCode("SESSION_NOT_REGISTERED", ("handle",), "To be described.")
SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED = ErrorCode("SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED", ("hosts",), "To be described.")
SET_SSH_AUTO_MODE_PARTIALLY_FAILED = ErrorCode("SET_SSH_AUTO_MODE_PARTIALLY_FAILED", ("hosts",), "To be described.")
SET_SSH_TIMEOUT_PARTIALLY_FAILED = ErrorCode("SET_SSH_TIMEOUT_PARTIALLY_FAILED", ("hosts",), "To be described.")
SLAVE_REQUIRES_MANAGEMENT_INTERFACE = ErrorCode("SLAVE_REQUIRES_MANAGEMENT_INTERFACE", (), "To be described.")
SM_PLUGIN_COMMUNICATION_FAILURE = ErrorCode("SM_PLUGIN_COMMUNICATION_FAILURE", ("sm",), "To be described.")
SR_ATTACHED = ErrorCode("SR_ATTACHED", (), "To be described.", arities=(-1,), declared=False)
SR_ATTACH_FAILED = ErrorCode("SR_ATTACH_FAILED", ("sr",), "To be described.")
SR_BACKEND_FAILURE = ErrorCode("SR_BACKEND_FAILURE", ("status", "stdout", "stderr"), "To be described.")
SR_DEVICE_IN_USE = ErrorCode("SR_DEVICE_IN_USE", (), "To be described.")
SR_DOES_NOT_SUPPORT_MIGRATION = ErrorCode("SR_DOES_NOT_SUPPORT_MIGRATION", ("sr", "capabilities"), "To be described.")
SR_FULL = ErrorCode("SR_FULL", ("requested", "maximum"), "To be described.")
SR_HAS_MULTIPLE_PBDS = ErrorCode("SR_HAS_MULTIPLE_PBDS", ("PBD",), "To be described.")
SR_HAS_NO_PBDS = ErrorCode("SR_HAS_NO_PBDS", ("sr",), "To be described.")
SR_HAS_PBD = ErrorCode("SR_HAS_PBD", ("sr",), "To be described.")
SR_INDESTRUCTIBLE = ErrorCode("SR_INDESTRUCTIBLE", ("sr",), "To be described.")
SR_IS_CACHE_SR = ErrorCode("SR_IS_CACHE_SR", ("host",), "To be described.")
SR_NOT_ATTACHED = ErrorCode("SR_NOT_ATTACHED", ("sr",), "To be described.")
SR_NOT_EMPTY = ErrorCode("SR_NOT_EMPTY", (), "To be described.")
SR_NOT_SHARABLE = ErrorCode("SR_NOT_SHARABLE", ("sr", "host"), "To be described.")
SR_NOT_SHARED = ErrorCode("SR_NOT_SHARED", (), "To be described.", arities=(-1,), declared=False)
SR_OPERATION_NOT_SUPPORTED = ErrorCode(
    "SR_OPERATION_NOT_SUPPORTED",
    ("sr",),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
SR_REQUIRES_UPGRADE = ErrorCode("SR_REQUIRES_UPGRADE", ("SR",), "To be described.")
SR_SOURCE_SPACE_INSUFFICIENT = ErrorCode("SR_SOURCE_SPACE_INSUFFICIENT", ("sr",), "To be described.")
SR_SUSPEND_SPACE_INSUFFICIENT = ErrorCode("SR_SUSPEND_SPACE_INSUFFICIENT", ("sr",), "To be described.")
SR_UNHEALTHY = ErrorCode("SR_UNHEALTHY", ("sr", "health", "fix"), "To be described.")
SR_UNKNOWN_DRIVER = ErrorCode("SR_UNKNOWN_DRIVER", ("driver",), "To be described.")
SR_UUID_EXISTS = ErrorCode("SR_UUID_EXISTS", ("uuid",), "To be described.")
SR_VDI_LOCKING_FAILED = ErrorCode("SR_VDI_LOCKING_FAILED", (), "To be described.")
SSL_VERIFY_ERROR = ErrorCode("SSL_VERIFY_ERROR", ("reason",), "To be described.")
SUBJECT_ALREADY_EXISTS = ErrorCode("SUBJECT_ALREADY_EXISTS", (), "To be described.")
SUBJECT_CANNOT_BE_RESOLVED = ErrorCode("SUBJECT_CANNOT_BE_RESOLVED", (), "To be described.")
SUSPEND_IMAGE_NOT_ACCESSIBLE = ErrorCode("SUSPEND_IMAGE_NOT_ACCESSIBLE", ("vdi",), "To be described.")
SUSPEND_VDI_REPLACEMENT_IS_NOT_IDENTICAL = ErrorCode(
    "SUSPEND_VDI_REPLACEMENT_IS_NOT_IDENTICAL", ("old", "new"), "To be described.", declared=False
)
SYNC_BUNDLE_IN_PROGRESS = ErrorCode("SYNC_BUNDLE_IN_PROGRESS", (), "To be described.")
SYNC_UPDATES_IN_PROGRESS = ErrorCode("SYNC_UPDATES_IN_PROGRESS", (), "To be described.")
SYSPREP = ErrorCode("SYSPREP", ("vm", "message"), "To be described.")
SYSTEM_STATUS_MUST_USE_TAR_ON_OEM = ErrorCode("SYSTEM_STATUS_MUST_USE_TAR_ON_OEM", (), "To be described.")
SYSTEM_STATUS_RETRIEVAL_FAILED = ErrorCode("SYSTEM_STATUS_RETRIEVAL_FAILED", ("reason",), "To be described.")
TASK_CANCELLED = ErrorCode(
    "TASK_CANCELLED",
    ("task",),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
TELEMETRY_NEXT_COLLECTION_TOO_LATE = ErrorCode("TELEMETRY_NEXT_COLLECTION_TOO_LATE", ("timestamp",), "To be described.")
TLS_CONNECTION_FAILED = ErrorCode("TLS_CONNECTION_FAILED", ("address", "port"), "To be described.")
TLS_VERIFICATION_ENABLE_IN_PROGRESS = ErrorCode(
    "TLS_VERIFICATION_ENABLE_IN_PROGRESS", (), "To be described.", arities=(-1,), declared=False
)
TLS_VERIFICATION_NOT_ENABLED_IN_POOL = ErrorCode("TLS_VERIFICATION_NOT_ENABLED_IN_POOL", (), "To be described.")
TOO_BUSY = ErrorCode("TOO_BUSY", (), "To be described.")
TOO_MANY_GROUPS = ErrorCode("TOO_MANY_GROUPS", (), "To be described.")
TOO_MANY_PENDING_TASKS = ErrorCode("TOO_MANY_PENDING_TASKS", (), "To be described.")
TOO_MANY_STORAGE_MIGRATES = ErrorCode("TOO_MANY_STORAGE_MIGRATES", ("number",), "To be described.")
TOO_MANY_VUSBS = ErrorCode("TOO_MANY_VUSBS", ("number",), "To be described.")
TRANSPORT_PIF_NOT_CONFIGURED = ErrorCode("TRANSPORT_PIF_NOT_CONFIGURED", ("PIF",), "To be described.")
TRUSTED_CERTIFICATE_ALREADY_EXISTS = ErrorCode(
    "TRUSTED_CERTIFICATE_ALREADY_EXISTS", ("fingerprint",), "To be described."
)
TRUSTED_CERTIFICATE_EXPIRED = ErrorCode("TRUSTED_CERTIFICATE_EXPIRED", ("now", "not_after"), "To be described.")
TRUSTED_CERTIFICATE_INVALID = ErrorCode("TRUSTED_CERTIFICATE_INVALID", (), "To be described.")
TRUSTED_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "TRUSTED_CERTIFICATE_NOT_VALID_YET", ("now", "not_before"), "To be described."
)
UNIMPLEMENTED_IN_SM_BACKEND = ErrorCode("UNIMPLEMENTED_IN_SM_BACKEND", ("message",), "To be described.")
UNKNOWN_BOOTLOADER = ErrorCode("UNKNOWN_BOOTLOADER", ("vm", "bootloader"), "To be described.")
UPDATEINFO_HASH_MISMATCH = ErrorCode("UPDATEINFO_HASH_MISMATCH", (), "To be described.")
UPDATE_ALREADY_APPLIED = ErrorCode("UPDATE_ALREADY_APPLIED", ("update",), "To be described.")
UPDATE_ALREADY_APPLIED_IN_POOL = ErrorCode("UPDATE_ALREADY_APPLIED_IN_POOL", ("update",), "To be described.")
UPDATE_ALREADY_EXISTS = ErrorCode("UPDATE_ALREADY_EXISTS", ("uuid",), "To be described.")
UPDATE_APPLY_FAILED = ErrorCode("UPDATE_APPLY_FAILED", ("output",), "To be described.")
UPDATE_IS_APPLIED = ErrorCode("UPDATE_IS_APPLIED", (), "To be described.")
UPDATE_POOL_APPLY_FAILED = ErrorCode("UPDATE_POOL_APPLY_FAILED", ("hosts",), "To be described.")
UPDATE_PRECHECK_FAILED_CONFLICT_PRESENT = ErrorCode(
    "UPDATE_PRECHECK_FAILED_CONFLICT_PRESENT", ("update", "conflict_update"), "To be described."
)
UPDATE_PRECHECK_FAILED_GPGKEY_NOT_IMPORTED = ErrorCode(
    "UPDATE_PRECHECK_FAILED_GPGKEY_NOT_IMPORTED", ("update",), "To be described."
)
UPDATE_PRECHECK_FAILED_OUT_OF_SPACE = ErrorCode(
    "UPDATE_PRECHECK_FAILED_OUT_OF_SPACE", ("update", "available_space", "required_space "), "To be described."
)
UPDATE_PRECHECK_FAILED_PREREQUISITE_MISSING = ErrorCode(
    "UPDATE_PRECHECK_FAILED_PREREQUISITE_MISSING", ("update", "prerequisite_update"), "To be described."
)
UPDATE_PRECHECK_FAILED_UNKNOWN_ERROR = ErrorCode(
    "UPDATE_PRECHECK_FAILED_UNKNOWN_ERROR", ("update", "info"), "To be described."
)
UPDATE_PRECHECK_FAILED_WRONG_SERVER_VERSION = ErrorCode(
    "UPDATE_PRECHECK_FAILED_WRONG_SERVER_VERSION",
    ("update", "installed_version", "required_version "),
    "To be described.",
)
UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_CONNECTION_FAILED = ErrorCode(
    "UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_CONNECTION_FAILED", (), "To be described."
)
UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_SERVICE_FAILED = ErrorCode(
    "UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_SERVICE_FAILED", (), "To be described."
)
USB_ALREADY_ATTACHED = ErrorCode("USB_ALREADY_ATTACHED", ("PUSB", "VM"), "To be described.")
USB_GROUP_CONFLICT = ErrorCode("USB_GROUP_CONFLICT", ("USB_group",), "To be described.")
USB_GROUP_CONTAINS_NO_PUSBS = ErrorCode("USB_GROUP_CONTAINS_NO_PUSBS", ("usb_group",), "To be described.")
USB_GROUP_CONTAINS_PUSB = ErrorCode("USB_GROUP_CONTAINS_PUSB", ("pusbs",), "To be described.")
USB_GROUP_CONTAINS_VUSB = ErrorCode("USB_GROUP_CONTAINS_VUSB", ("vusbs",), "To be described.")
USER_IS_NOT_LOCAL_SUPERUSER = ErrorCode("USER_IS_NOT_LOCAL_SUPERUSER", ("msg",), "To be described.")
UUID_INVALID = ErrorCode("UUID_INVALID", ("type", "uuid"), "To be described.")
V6D_FAILURE = ErrorCode("V6D_FAILURE", (), "To be described.")
VALUE_NOT_SUPPORTED = ErrorCode("VALUE_NOT_SUPPORTED", ("field", "value", "reason"), "To be described.")
VBD_CDS_MUST_BE_READONLY = ErrorCode("VBD_CDS_MUST_BE_READONLY", (), "To be described.")
VBD_IS_EMPTY = ErrorCode("VBD_IS_EMPTY", ("vbd",), "To be described.")
VBD_MISSING = ErrorCode("VBD_MISSING", (), "To be described.", declared=False)
VBD_NOT_EMPTY = ErrorCode("VBD_NOT_EMPTY", ("vbd",), "To be described.")
VBD_NOT_REMOVABLE_MEDIA = ErrorCode("VBD_NOT_REMOVABLE_MEDIA", ("vbd",), "To be described.")
VBD_NOT_UNPLUGGABLE = ErrorCode("VBD_NOT_UNPLUGGABLE", ("vbd",), "To be described.")
VBD_TRAY_LOCKED = ErrorCode("VBD_TRAY_LOCKED", ("vbd",), "To be described.")
VCPU_MAX_NOT_CORES_PER_SOCKET_MULTIPLE = ErrorCode(
    "VCPU_MAX_NOT_CORES_PER_SOCKET_MULTIPLE", ("vcpu_max", "cores_per_socket"), "To be described."
)
VDI_CBT_ENABLED = ErrorCode("VDI_CBT_ENABLED", ("vdi",), "To be described.")
VDI_CONTAINS_METADATA_OF_THIS_POOL = ErrorCode(
    "VDI_CONTAINS_METADATA_OF_THIS_POOL", ("vdi", "pool"), "To be described."
)
VDI_CONTENT_ID_MISSING = ErrorCode("VDI_CONTENT_ID_MISSING", (), "To be described.", declared=False)
VDI_COPY_FAILED = ErrorCode("VDI_COPY_FAILED", (), "To be described.", arities=(1,))
VDI_HAS_RRDS = ErrorCode("VDI_HAS_RRDS", ("vdi",), "To be described.")
VDI_INCOMPATIBLE_TYPE = ErrorCode(
    "VDI_INCOMPATIBLE_TYPE",
    ("vdi", "type"),
    "To be described.",
    arities=(
        1,
        2,
    ),
)
VDI_IN_USE = ErrorCode("VDI_IN_USE", ("vdi", "operation"), "To be described.")
VDI_IO_ERROR = ErrorCode("VDI_IO_ERROR", ("vdi",), "To be described.", declared=False)
VDI_IS_A_PHYSICAL_DEVICE = ErrorCode("VDI_IS_A_PHYSICAL_DEVICE", ("vdi",), "To be described.")
VDI_IS_ENCRYPTED = ErrorCode("VDI_IS_ENCRYPTED", ("vdi",), "To be described.")
VDI_IS_NOT_ISO = ErrorCode("VDI_IS_NOT_ISO", ("vdi", "type"), "To be described.")
VDI_IS_SHARABLE = ErrorCode("VDI_IS_SHARABLE", ("vdi",), "To be described.", declared=False)
VDI_LOCATION_MISSING = ErrorCode("VDI_LOCATION_MISSING", ("sr", "location"), "To be described.")
VDI_MISSING = ErrorCode("VDI_MISSING", ("sr", "vdi"), "To be described.")
VDI_NEEDS_VM_FOR_MIGRATE = ErrorCode("VDI_NEEDS_VM_FOR_MIGRATE", ("vdi",), "To be described.")
VDI_NOT_AVAILABLE = ErrorCode("VDI_NOT_AVAILABLE", ("vdi",), "To be described.")
VDI_NOT_IN_MAP = ErrorCode("VDI_NOT_IN_MAP", ("vdi",), "To be described.")
VDI_NOT_MANAGED = ErrorCode("VDI_NOT_MANAGED", ("vdi",), "To be described.")
VDI_NOT_SPARSE = ErrorCode("VDI_NOT_SPARSE", ("vdi",), "To be described.")
VDI_NO_CBT_METADATA = ErrorCode("VDI_NO_CBT_METADATA", ("vdi",), "To be described.")
VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION = ErrorCode(
    "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION",
    (),
    "To be described.",
    arities=(
        0,
        1,
    ),
)
VDI_READONLY = ErrorCode("VDI_READONLY", ("vdi",), "To be described.")
VDI_TOO_LARGE = ErrorCode("VDI_TOO_LARGE", ("vdi", "maximum size"), "To be described.")
VDI_TOO_SMALL = ErrorCode("VDI_TOO_SMALL", ("vdi", "minimum size"), "To be described.")
VGPU_DESTINATION_INCOMPATIBLE = ErrorCode(
    "VGPU_DESTINATION_INCOMPATIBLE", ("reason", "vgpu", "host"), "To be described."
)
VGPU_GUEST_DRIVER_LIMIT = ErrorCode("VGPU_GUEST_DRIVER_LIMIT", ("reason", "vm", "host"), "To be described.")
VGPU_SUSPENSION_NOT_SUPPORTED = ErrorCode(
    "VGPU_SUSPENSION_NOT_SUPPORTED", ("reason", "vgpu", "host"), "To be described."
)
VGPU_TYPE_NOT_COMPATIBLE = ErrorCode("VGPU_TYPE_NOT_COMPATIBLE", ("type",), "To be described.")
VGPU_TYPE_NOT_COMPATIBLE_WITH_RUNNING_TYPE = ErrorCode(
    "VGPU_TYPE_NOT_COMPATIBLE_WITH_RUNNING_TYPE", ("pgpu", "type", "running_type"), "To be described."
)
VGPU_TYPE_NOT_ENABLED = ErrorCode("VGPU_TYPE_NOT_ENABLED", ("type", "enabled_types"), "To be described.")
VGPU_TYPE_NOT_SUPPORTED = ErrorCode("VGPU_TYPE_NOT_SUPPORTED", ("type", "supported_types"), "To be described.")
VGPU_TYPE_NO_LONGER_SUPPORTED = ErrorCode("VGPU_TYPE_NO_LONGER_SUPPORTED", ("type",), "To be described.")
VIF_IN_USE = ErrorCode("VIF_IN_USE", ("network", "VIF"), "To be described.")
VIF_NOT_IN_MAP = ErrorCode("VIF_NOT_IN_MAP", ("vif",), "To be described.")
VLAN_IN_USE = ErrorCode("VLAN_IN_USE", ("device", "vlan"), "To be described.")
VLAN_TAG_INVALID = ErrorCode("VLAN_TAG_INVALID", ("VLAN",), "To be described.")
VMPP_ARCHIVE_MORE_FREQUENT_THAN_BACKUP = ErrorCode("VMPP_ARCHIVE_MORE_FREQUENT_THAN_BACKUP", (), "To be described.")
VMPP_HAS_VM = ErrorCode("VMPP_HAS_VM", (), "To be described.")
VMSS_HAS_VM = ErrorCode("VMSS_HAS_VM", (), "To be described.")
VMS_FAILED_TO_COOPERATE = ErrorCode("VMS_FAILED_TO_COOPERATE", (), "To be described.")
VM_ASSIGNED_TO_PROTECTION_POLICY = ErrorCode("VM_ASSIGNED_TO_PROTECTION_POLICY", ("vm", "vmpp"), "To be described.")
VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE = ErrorCode("VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE", ("vm", "vmss"), "To be described.")
VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT = ErrorCode(
    "VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT", ("vm",), "To be described."
)
VM_BAD_POWER_STATE = ErrorCode("VM_BAD_POWER_STATE", ("vm", "expected", "actual"), "To be described.")
VM_BIOS_STRINGS_ALREADY_SET = ErrorCode("VM_BIOS_STRINGS_ALREADY_SET", (), "To be described.")
VM_CALL_PLUGIN_RATE_LIMIT = ErrorCode("VM_CALL_PLUGIN_RATE_LIMIT", ("VM", "interval", "wait"), "To be described.")
VM_CANNOT_DELETE_DEFAULT_TEMPLATE = ErrorCode(
    "VM_CANNOT_DELETE_DEFAULT_TEMPLATE", ("vm",), "To be described.", arities=(0,)
)
VM_CHECKPOINT_RESUME_FAILED = ErrorCode("VM_CHECKPOINT_RESUME_FAILED", ("vm",), "To be described.")
VM_CHECKPOINT_SUSPEND_FAILED = ErrorCode("VM_CHECKPOINT_SUSPEND_FAILED", ("vm",), "To be described.")
VM_CRASHED = ErrorCode("VM_CRASHED", ("vm",), "To be described.")
VM_DUPLICATE_VBD_DEVICE = ErrorCode("VM_DUPLICATE_VBD_DEVICE", ("vm", "vbd", "device"), "To be described.")
VM_FAILED_SHUTDOWN_ACKNOWLEDGMENT = ErrorCode("VM_FAILED_SHUTDOWN_ACKNOWLEDGMENT", ("vm",), "To be described.")
VM_FAILED_SUSPEND_ACKNOWLEDGMENT = ErrorCode("VM_FAILED_SUSPEND_ACKNOWLEDGMENT", ("vm",), "To be described.")
VM_HALTED = ErrorCode("VM_HALTED", ("vm",), "To be described.")
VM_HAS_CHECKPOINT = ErrorCode("VM_HAS_CHECKPOINT", ("vm",), "To be described.")
VM_HAS_NO_SUSPEND_VDI = ErrorCode("VM_HAS_NO_SUSPEND_VDI", ("vm",), "To be described.")
VM_HAS_PCI_ATTACHED = ErrorCode("VM_HAS_PCI_ATTACHED", ("vm",), "To be described.")
VM_HAS_SRIOV_VIF = ErrorCode("VM_HAS_SRIOV_VIF", ("vm",), "To be described.")
VM_HAS_TOO_MANY_SNAPSHOTS = ErrorCode("VM_HAS_TOO_MANY_SNAPSHOTS", ("vm",), "To be described.")
VM_HAS_VGPU = ErrorCode("VM_HAS_VGPU", ("vm",), "To be described.")
VM_HAS_VUSBS = ErrorCode("VM_HAS_VUSBS", ("VM",), "To be described.")
VM_HOST_INCOMPATIBLE_VERSION = ErrorCode("VM_HOST_INCOMPATIBLE_VERSION", ("host", "vm"), "To be described.")
VM_HOST_INCOMPATIBLE_VERSION_MIGRATE = ErrorCode(
    "VM_HOST_INCOMPATIBLE_VERSION_MIGRATE", ("host", "vm"), "To be described."
)
VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION = ErrorCode(
    "VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION",
    ("host", "host_versions", "vm", "vm_version"),
    "To be described.",
)
VM_HVM_REQUIRED = ErrorCode("VM_HVM_REQUIRED", ("vm",), "To be described.")
VM_INCOMPATIBLE_WITH_THIS_HOST = ErrorCode(
    "VM_INCOMPATIBLE_WITH_THIS_HOST", ("vm", "host", "reason"), "To be described."
)
VM_IS_IMMOBILE = ErrorCode("VM_IS_IMMOBILE", ("VM",), "To be described.")
VM_IS_PART_OF_AN_APPLIANCE = ErrorCode("VM_IS_PART_OF_AN_APPLIANCE", ("vm", "appliance"), "To be described.")
VM_IS_PROTECTED = ErrorCode("VM_IS_PROTECTED", ("vm",), "To be described.")
VM_IS_SNAPSHOT = ErrorCode("VM_IS_SNAPSHOT", ("vm", "operation"), "To be described.", declared=False)
VM_IS_TEMPLATE = ErrorCode(
    "VM_IS_TEMPLATE",
    ("vm",),
    "To be described.",
    arities=(
        1,
        2,
    ),
)
VM_IS_USING_NESTED_VIRT = ErrorCode("VM_IS_USING_NESTED_VIRT", ("VM",), "To be described.")
VM_LACKS_FEATURE = ErrorCode("VM_LACKS_FEATURE", ("vm",), "To be described.")
VM_MEMORY_SIZE_TOO_LOW = ErrorCode("VM_MEMORY_SIZE_TOO_LOW", ("vm",), "To be described.")
VM_MEMORY_TARGET_WAIT_TIMEOUT = ErrorCode(
    "VM_MEMORY_TARGET_WAIT_TIMEOUT", (), "To be described.", arities=(-1,), declared=False
)
VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED = ErrorCode("VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED", (), "To be described.")
VM_MIGRATE_FAILED = ErrorCode("VM_MIGRATE_FAILED", ("vm", "source", "destination", "msg"), "To be described.")
VM_MISSING_PV_DRIVERS = ErrorCode("VM_MISSING_PV_DRIVERS", ("vm",), "To be described.")
VM_NON_SUSPENDABLE = ErrorCode("VM_NON_SUSPENDABLE", ("vm", "reason"), "To be described.")
VM_NOT_RESIDENT_HERE = ErrorCode("VM_NOT_RESIDENT_HERE", ("vm", "host"), "To be described.")
VM_NO_CRASHDUMP_SR = ErrorCode("VM_NO_CRASHDUMP_SR", ("vm",), "To be described.")
VM_NO_EMPTY_CD_VBD = ErrorCode("VM_NO_EMPTY_CD_VBD", ("vm",), "To be described.")
VM_NO_SUSPEND_SR = ErrorCode("VM_NO_SUSPEND_SR", ("vm",), "To be described.")
VM_NO_VCPUS = ErrorCode("VM_NO_VCPUS", ("vm",), "To be described.")
VM_OLD_PV_DRIVERS = ErrorCode("VM_OLD_PV_DRIVERS", ("vm", "major", "minor"), "To be described.")
VM_PCI_BUS_FULL = ErrorCode("VM_PCI_BUS_FULL", ("VM",), "To be described.")
VM_PV_DRIVERS_IN_USE = ErrorCode("VM_PV_DRIVERS_IN_USE", ("vm",), "To be described.")
VM_REBOOTED = ErrorCode("VM_REBOOTED", ("vm",), "To be described.")
VM_REQUIRES_GPU = ErrorCode("VM_REQUIRES_GPU", ("vm", "GPU_group"), "To be described.")
VM_REQUIRES_IOMMU = ErrorCode("VM_REQUIRES_IOMMU", ("host",), "To be described.")
VM_REQUIRES_NETWORK = ErrorCode("VM_REQUIRES_NETWORK", ("vm", "network"), "To be described.")
VM_REQUIRES_SR = ErrorCode("VM_REQUIRES_SR", ("vm", "sr"), "To be described.")
VM_REQUIRES_VDI = ErrorCode("VM_REQUIRES_VDI", ("vm", "vdi"), "To be described.")
VM_REQUIRES_VGPU = ErrorCode("VM_REQUIRES_VGPU", ("vm", "GPU_group", "vGPU_type"), "To be described.")
VM_REQUIRES_VUSB = ErrorCode("VM_REQUIRES_VUSB", ("vm", "USB_group"), "To be described.")
VM_REVERT_FAILED = ErrorCode("VM_REVERT_FAILED", ("vm", "snapshot"), "To be described.")
VM_SHUTDOWN_TIMEOUT = ErrorCode("VM_SHUTDOWN_TIMEOUT", ("vm", "timeout"), "To be described.")
VM_SNAPSHOT_FAILED = ErrorCode("VM_SNAPSHOT_FAILED", (), "To be described.", arities=(-1,), declared=False)
VM_SNAPSHOT_WITH_QUIESCE_FAILED = ErrorCode("VM_SNAPSHOT_WITH_QUIESCE_FAILED", ("vm",), "To be described.")
VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED", ("vm", "error"), "To be described.", arities=(1,)
)
VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND", ("vm",), "To be described."
)
VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT = ErrorCode("VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT", ("vm",), "To be described.")
VM_SUSPEND_TIMEOUT = ErrorCode("VM_SUSPEND_TIMEOUT", ("vm", "timeout"), "To be described.")
VM_TOO_MANY_VCPUS = ErrorCode("VM_TOO_MANY_VCPUS", ("vm",), "To be described.")
VM_TO_IMPORT_IS_NOT_NEWER_VERSION = ErrorCode(
    "VM_TO_IMPORT_IS_NOT_NEWER_VERSION", ("vm", "existing_version", "version_to_import"), "To be described."
)
VM_UNSAFE_BOOT = ErrorCode("VM_UNSAFE_BOOT", ("vm",), "To be described.")
VTPM_MAX_AMOUNT_REACHED = ErrorCode("VTPM_MAX_AMOUNT_REACHED", ("amount",), "To be described.")
WLB_AUTHENTICATION_FAILED = ErrorCode("WLB_AUTHENTICATION_FAILED", (), "To be described.")
WLB_CONNECTION_REFUSED = ErrorCode("WLB_CONNECTION_REFUSED", (), "To be described.")
WLB_CONNECTION_RESET = ErrorCode("WLB_CONNECTION_RESET", (), "To be described.")
WLB_DISABLED = ErrorCode("WLB_DISABLED", (), "To be described.")
WLB_INTERNAL_ERROR = ErrorCode("WLB_INTERNAL_ERROR", (), "To be described.")
WLB_MALFORMED_REQUEST = ErrorCode("WLB_MALFORMED_REQUEST", (), "To be described.")
WLB_MALFORMED_RESPONSE = ErrorCode(
    "WLB_MALFORMED_RESPONSE",
    ("method", "reason", "response"),
    "To be described.",
    arities=(
        1,
        3,
    ),
)
WLB_NOT_INITIALIZED = ErrorCode("WLB_NOT_INITIALIZED", (), "To be described.")
WLB_TIMEOUT = ErrorCode("WLB_TIMEOUT", ("configured_timeout",), "To be described.")
WLB_UNKNOWN_HOST = ErrorCode("WLB_UNKNOWN_HOST", (), "To be described.")
WLB_URL_INVALID = ErrorCode("WLB_URL_INVALID", ("url",), "To be described.")
WLB_XENSERVER_AUTHENTICATION_FAILED = ErrorCode("WLB_XENSERVER_AUTHENTICATION_FAILED", (), "To be described.")
WLB_XENSERVER_CONNECTION_REFUSED = ErrorCode("WLB_XENSERVER_CONNECTION_REFUSED", (), "To be described.")
WLB_XENSERVER_MALFORMED_RESPONSE = ErrorCode("WLB_XENSERVER_MALFORMED_RESPONSE", (), "To be described.")
WLB_XENSERVER_TIMEOUT = ErrorCode("WLB_XENSERVER_TIMEOUT", (), "To be described.")
WLB_XENSERVER_UNKNOWN_HOST = ErrorCode("WLB_XENSERVER_UNKNOWN_HOST", (), "To be described.")
XAPI_HOOK_FAILED = ErrorCode("XAPI_HOOK_FAILED", ("hook_name", "reason", "stdout", "exit_code"), "To be described.")
XENAPI_MISSING_PLUGIN = ErrorCode("XENAPI_MISSING_PLUGIN", ("name",), "To be described.")
XENAPI_PLUGIN_FAILURE = ErrorCode(
    "XENAPI_PLUGIN_FAILURE",
    ("status", "stdout", "stderr"),
    "To be described.",
    arities=(
        2,
        3,
    ),
)
XEN_INCOMPATIBLE = ErrorCode("XEN_INCOMPATIBLE", (), "To be described.")
XEN_VSS_REQ_ERROR_ADDING_VOLUME_TO_SNAPSET_FAILED = ErrorCode(
    "XEN_VSS_REQ_ERROR_ADDING_VOLUME_TO_SNAPSET_FAILED", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT = ErrorCode(
    "XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT_XML_STRING = ErrorCode(
    "XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT_XML_STRING", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_INIT_FAILED = ErrorCode("XEN_VSS_REQ_ERROR_INIT_FAILED", ("vm", "error_code"), "To be described.")
XEN_VSS_REQ_ERROR_NO_VOLUMES_SUPPORTED = ErrorCode(
    "XEN_VSS_REQ_ERROR_NO_VOLUMES_SUPPORTED", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_PREPARING_WRITERS = ErrorCode(
    "XEN_VSS_REQ_ERROR_PREPARING_WRITERS", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_PROV_NOT_LOADED = ErrorCode(
    "XEN_VSS_REQ_ERROR_PROV_NOT_LOADED", ("vm", "error_code"), "To be described."
)
XEN_VSS_REQ_ERROR_START_SNAPSHOT_SET_FAILED = ErrorCode(
    "XEN_VSS_REQ_ERROR_START_SNAPSHOT_SET_FAILED", ("vm", "error_code"), "To be described."
)
XMLRPC_UNMARSHAL_FAILURE = ErrorCode("XMLRPC_UNMARSHAL_FAILURE", ("expected", "received"), "To be described.")
