"""Every error code that the server may send, with the names of its parameters."""

from __future__ import annotations

from toolstack.datamodel.error import ErrorCode

ACTIVATION_WHILE_NOT_FREE = ErrorCode(
    "ACTIVATION_WHILE_NOT_FREE", (), "A licence was to be taken out although one is in force."
)
ADDRESS_VIOLATES_LOCKING_CONSTRAINT = ErrorCode(
    "ADDRESS_VIOLATES_LOCKING_CONSTRAINT",
    ("address",),
    "The interface is locked and this address is not among those allowed.",
)
APPLY_GUIDANCE_FAILED = ErrorCode(
    "APPLY_GUIDANCE_FAILED", ("ref",), "What the updates ask for could not be done on this host."
)
APPLY_LIVEPATCH_FAILED = ErrorCode(
    "APPLY_LIVEPATCH_FAILED", ("livepatch",), "A running component could not be patched."
)
APPLY_UPDATES_FAILED = ErrorCode("APPLY_UPDATES_FAILED", ("ref",), "This host could not be updated.")
APPLY_UPDATES_IN_PROGRESS = ErrorCode("APPLY_UPDATES_IN_PROGRESS", (), "A host is being updated.")
AUTH_ALREADY_ENABLED = ErrorCode(
    "AUTH_ALREADY_ENABLED", ("current auth_type", "current service_name"), "The host uses a directory already."
)
AUTH_DISABLE_FAILED = ErrorCode("AUTH_DISABLE_FAILED", ("message",), "The host could not leave the directory.")
AUTH_DISABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "AUTH_DISABLE_FAILED_PERMISSION_DENIED",
    ("message",),
    "The host could not leave the directory: the account may not do that.",
)
AUTH_DISABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "AUTH_DISABLE_FAILED_WRONG_CREDENTIALS",
    ("message",),
    "The host could not leave the directory: wrong name or password.",
)
AUTH_ENABLE_FAILED = ErrorCode("AUTH_ENABLE_FAILED", ("message",), "The host could not join the directory.")
AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED = ErrorCode(
    "AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED",
    ("message",),
    "The host could not join the directory: its domain was not found.",
)
AUTH_ENABLE_FAILED_INVALID_ACCOUNT = ErrorCode(
    "AUTH_ENABLE_FAILED_INVALID_ACCOUNT",
    ("message",),
    "The host could not join the directory: the account is not valid.",
)
AUTH_ENABLE_FAILED_INVALID_OU = ErrorCode(
    "AUTH_ENABLE_FAILED_INVALID_OU", ("message",), "The host could not join the directory: no such organizational unit."
)
AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS = ErrorCode(
    "AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS",
    ("message",),
    "The host could not join the directory: its trusted certificates do not verify the server.",
)
AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE = ErrorCode(
    "AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE",
    (),
    "The host could not join the directory: no encryption type in common.",
    arities=(-1,),
    declared=False,
)
AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS = ErrorCode(
    "AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS",
    ("message",),
    "The host could not join the directory: it has no trusted certificate for it.",
)
AUTH_ENABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "AUTH_ENABLE_FAILED_PERMISSION_DENIED",
    ("message",),
    "The host could not join the directory: the account may not do that.",
)
AUTH_ENABLE_FAILED_UNAVAILABLE = ErrorCode(
    "AUTH_ENABLE_FAILED_UNAVAILABLE", ("message",), "The host could not join the directory: it does not answer."
)
AUTH_ENABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "AUTH_ENABLE_FAILED_WRONG_CREDENTIALS",
    ("message",),
    "The host could not join the directory: wrong name or password.",
)
AUTH_INVALID_TRUSTED_CERTS = ErrorCode(
    "AUTH_INVALID_TRUSTED_CERTS", ("message",), "The trusted certificates do not verify the directory server."
)
AUTH_IS_DISABLED = ErrorCode("AUTH_IS_DISABLED", (), "No directory is in use.")
AUTH_NO_TRUSTED_CERTS = ErrorCode(
    "AUTH_NO_TRUSTED_CERTS", ("message",), "There is no trusted certificate for the directory server."
)
AUTH_SERVICE_ERROR = ErrorCode("AUTH_SERVICE_ERROR", ("message",), "The directory answered with an error.")
AUTH_SETUP_TLS_CONNECTION = ErrorCode(
    "AUTH_SETUP_TLS_CONNECTION", ("message",), "No TLS connection with the directory server came about."
)
AUTH_SET_LDAPS_FAILED = ErrorCode(
    "AUTH_SET_LDAPS_FAILED", ("host", "message"), "The host could not change how it speaks to the directory."
)
AUTH_UNKNOWN_TYPE = ErrorCode("AUTH_UNKNOWN_TYPE", ("type",), "No such kind of directory.")
BACKUP_SCRIPT_FAILED = ErrorCode("BACKUP_SCRIPT_FAILED", ("log",), "The backup program failed.")
BALLOONING_DISABLED = ErrorCode(
    "BALLOONING_DISABLED", (), "The VM cannot give memory back.", arities=(-1,), declared=False
)
BALLOONING_TIMEOUT_BEFORE_MIGRATION = ErrorCode(
    "BALLOONING_TIMEOUT_BEFORE_MIGRATION", ("vm",), "The VM did not give memory back in time to be moved."
)
BLOCKED_REPO_URL = ErrorCode("BLOCKED_REPO_URL", ("url",), "The address is not one that updates may come from.")
BOOTLOADER_FAILED = ErrorCode("BOOTLOADER_FAILED", ("vm", "msg"), "The bootloader of the VM failed.")
BOOT_DEVICE_PASSTHROUGH_DISALLOWED = ErrorCode(
    "BOOT_DEVICE_PASSTHROUGH_DISALLOWED", ("device",), "The device may not be hidden: the host boots from it."
)
BRIDGE_NAME_EXISTS = ErrorCode("BRIDGE_NAME_EXISTS", ("bridge",), "Another network has a bridge of this name.")
BRIDGE_NOT_AVAILABLE = ErrorCode(
    "BRIDGE_NOT_AVAILABLE", ("bridge",), "The bridge of an unmanaged network is not there."
)
BUNDLE_REPOSITORY_ALREADY_EXISTS = ErrorCode(
    "BUNDLE_REPOSITORY_ALREADY_EXISTS", ("ref",), "There is a repository for uploads already."
)
BUNDLE_REPO_NOT_ENABLED = ErrorCode("BUNDLE_REPO_NOT_ENABLED", (), "The repository for uploads is not in use.")
BUNDLE_SYNC_FAILED = ErrorCode("BUNDLE_SYNC_FAILED", (), "The uploaded updates could not be taken over.")
BUNDLE_UNPACK_FAILED = ErrorCode("BUNDLE_UNPACK_FAILED", ("error",), "The uploaded updates could not be unpacked.")
CANNOT_ADD_TUNNEL_TO_BOND_SLAVE = ErrorCode(
    "CANNOT_ADD_TUNNEL_TO_BOND_SLAVE", ("PIF",), "A tunnel cannot go over a member of a bond."
)
CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL = ErrorCode(
    "CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL", ("PIF",), "A tunnel cannot go over an SR-IOV network."
)
CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL = ErrorCode(
    "CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL", ("PIF",), "A tunnel cannot go over a VLAN on an SR-IOV network."
)
CANNOT_ADD_VLAN_TO_BOND_SLAVE = ErrorCode(
    "CANNOT_ADD_VLAN_TO_BOND_SLAVE", ("PIF",), "A VLAN cannot be put on a member of a bond."
)
CANNOT_CHANGE_PIF_PROPERTIES = ErrorCode(
    "CANNOT_CHANGE_PIF_PROPERTIES",
    ("PIF",),
    "Only NICs and bonds have properties, and members take those of their bond.",
)
CANNOT_CONTACT_HOST = ErrorCode(
    "CANNOT_CONTACT_HOST", ("host",), "The host is believed to be up, but the connection failed."
)
CANNOT_CREATE_STATE_FILE = ErrorCode("CANNOT_CREATE_STATE_FILE", (), "No disk for heartbeats could be made.")
CANNOT_DESTROY_DISASTER_RECOVERY_TASK = ErrorCode(
    "CANNOT_DESTROY_DISASTER_RECOVERY_TASK", ("reason",), "The recovery cannot be ended now."
)
CANNOT_DESTROY_SYSTEM_NETWORK = ErrorCode(
    "CANNOT_DESTROY_SYSTEM_NETWORK", ("network",), "The server itself needs the network."
)
CANNOT_ENABLE_REDO_LOG = ErrorCode("CANNOT_ENABLE_REDO_LOG", ("reason",), "The redo log cannot be switched on.")
CANNOT_EVACUATE_HOST = ErrorCode(
    "CANNOT_EVACUATE_HOST", ("errors",), "Not all VMs can move away; the parameter lists the reasons."
)
CANNOT_FETCH_PATCH = ErrorCode(
    "CANNOT_FETCH_PATCH", ("uuid",), "The patch's file could not be fetched from the host that has it."
)
CANNOT_FIND_OEM_BACKUP_PARTITION = ErrorCode(
    "CANNOT_FIND_OEM_BACKUP_PARTITION", (), "There is no partition for backups."
)
CANNOT_FIND_PATCH = ErrorCode("CANNOT_FIND_PATCH", (), "No host has the patch's file.")
CANNOT_FIND_STATE_PARTITION = ErrorCode("CANNOT_FIND_STATE_PARTITION", (), "There is no partition for the state.")
CANNOT_FIND_UPDATE = ErrorCode("CANNOT_FIND_UPDATE", (), "The update's files are not there.", arities=(1,))
CANNOT_FORGET_SRIOV_LOGICAL = ErrorCode(
    "CANNOT_FORGET_SRIOV_LOGICAL", ("PIF",), "The interface of an SR-IOV network goes with that network only."
)
CANNOT_PLUG_BOND_SLAVE = ErrorCode(
    "CANNOT_PLUG_BOND_SLAVE", ("PIF",), "The interface is a member of a bond; plug the bond."
)
CANNOT_PLUG_VIF = ErrorCode("CANNOT_PLUG_VIF", ("VIF",), "The interface cannot be plugged in.")
CANNOT_RESET_CONTROL_DOMAIN = ErrorCode(
    "CANNOT_RESET_CONTROL_DOMAIN", ("vm",), "The control domain runs as long as the host does."
)
CANNOT_RESTART_DEVICE_MODEL = ErrorCode(
    "CANNOT_RESTART_DEVICE_MODEL", ("ref",), "The device model of the VM cannot be replaced."
)
CAN_NOT_PERIODIC_SYNC_UPDATES = ErrorCode(
    "CAN_NOT_PERIODIC_SYNC_UPDATES", (), "Updates cannot be fetched by themselves with these repositories."
)
CAN_NOT_SYNC_UPDATES = ErrorCode("CAN_NOT_SYNC_UPDATES", (), "Updates cannot be fetched with these repositories.")
CA_CERTIFICATE_EXPIRED = ErrorCode(
    "CA_CERTIFICATE_EXPIRED", (), "The CA certificate has expired.", arities=(-1,), declared=False
)
CA_CERTIFICATE_INVALID = ErrorCode(
    "CA_CERTIFICATE_INVALID", (), "The text is not a CA certificate.", arities=(-1,), declared=False
)
CA_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "CA_CERTIFICATE_NOT_VALID_YET", (), "The CA certificate is not yet valid.", arities=(-1,), declared=False
)
CERTIFICATE_ALREADY_EXISTS = ErrorCode("CERTIFICATE_ALREADY_EXISTS", ("name",), "There is a certificate of this name.")
CERTIFICATE_CORRUPT = ErrorCode("CERTIFICATE_CORRUPT", ("name",), "The certificate cannot be read.")
CERTIFICATE_DOES_NOT_EXIST = ErrorCode("CERTIFICATE_DOES_NOT_EXIST", ("name",), "There is no certificate of this name.")
CERTIFICATE_LACKS_PURPOSE = ErrorCode(
    "CERTIFICATE_LACKS_PURPOSE", (), "A trusted server's certificate needs a purpose."
)
CERTIFICATE_LIBRARY_CORRUPT = ErrorCode(
    "CERTIFICATE_LIBRARY_CORRUPT", (), "The directory of certificates cannot be read."
)
CERTIFICATE_NAME_INVALID = ErrorCode("CERTIFICATE_NAME_INVALID", ("name",), "A certificate cannot have this name.")
CERT_REFRESH_IN_PROGRESS = ErrorCode(
    "CERT_REFRESH_IN_PROGRESS", (), "Certificates are being replaced.", arities=(-1,), declared=False
)
CHANGE_PASSWORD_REJECTED = ErrorCode("CHANGE_PASSWORD_REJECTED", ("msg",), "The system refused the new password.")
CLIENT_ERROR = ErrorCode("CLIENT_ERROR", ("text",), "The request makes no sense.", declared=False)
CLUSTERED_SR_DEGRADED = ErrorCode("CLUSTERED_SR_DEGRADED", ("sr",), "The storage lacks members of its cluster.")
CLUSTERING_DISABLED = ErrorCode("CLUSTERING_DISABLED", ("cluster_host",), "The host takes no part in the cluster.")
CLUSTERING_ENABLED = ErrorCode(
    "CLUSTERING_ENABLED", ("cluster_host",), "The host takes part in a cluster that needs this."
)
CLUSTER_ALREADY_EXISTS = ErrorCode("CLUSTER_ALREADY_EXISTS", (), "There is a cluster already.")
CLUSTER_CREATE_IN_PROGRESS = ErrorCode("CLUSTER_CREATE_IN_PROGRESS", (), "A cluster is being made.")
CLUSTER_DOES_NOT_HAVE_ONE_NODE = ErrorCode(
    "CLUSTER_DOES_NOT_HAVE_ONE_NODE", ("number_of_nodes",), "The cluster has more than one member."
)
CLUSTER_FORCE_DESTROY_FAILED = ErrorCode(
    "CLUSTER_FORCE_DESTROY_FAILED", ("cluster",), "The cluster could not be dissolved by force either."
)
CLUSTER_HAS_NO_CERTIFICATE = ErrorCode(
    "CLUSTER_HAS_NO_CERTIFICATE", (), "The cluster has no certificate.", arities=(-1,), declared=False
)
CLUSTER_HOST_IS_LAST = ErrorCode(
    "CLUSTER_HOST_IS_LAST", ("cluster_host",), "The last member cannot leave; dissolve the cluster."
)
CLUSTER_HOST_NOT_JOINED = ErrorCode(
    "CLUSTER_HOST_NOT_JOINED", ("cluster_host",), "The host has not joined the cluster yet."
)
CLUSTER_STACK_IN_USE = ErrorCode(
    "CLUSTER_STACK_IN_USE", ("cluster_stack",), "Storage or high availability needs the cluster."
)
CONFIGURE_REPOSITORIES_IN_PROGRESS = ErrorCode(
    "CONFIGURE_REPOSITORIES_IN_PROGRESS", (), "The repositories are being changed."
)
COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS = ErrorCode(
    "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS",
    ("device", "mac"),
    "The host has no NIC with this name and MAC address.",
)
COULD_NOT_IMPORT_DATABASE = ErrorCode("COULD_NOT_IMPORT_DATABASE", ("reason",), "The database could not be taken over.")
COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE = ErrorCode(
    "COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE", (), "Some hosts could not change it; they follow later."
)
CPU_FEATURE_MASKING_NOT_SUPPORTED = ErrorCode(
    "CPU_FEATURE_MASKING_NOT_SUPPORTED", ("details",), "CPU features cannot be masked here."
)
CREATEREPO_FAILED = ErrorCode("CREATEREPO_FAILED", (), "The index of a repository could not be made.", declared=False)
CRL_ALREADY_EXISTS = ErrorCode("CRL_ALREADY_EXISTS", ("name",), "There is a revocation list of this name.")
CRL_CORRUPT = ErrorCode("CRL_CORRUPT", ("name",), "The revocation list cannot be read.")
CRL_DOES_NOT_EXIST = ErrorCode("CRL_DOES_NOT_EXIST", ("name",), "There is no revocation list of this name.")
CRL_NAME_INVALID = ErrorCode("CRL_NAME_INVALID", ("name",), "A revocation list cannot have this name.")
DB_UNIQUENESS_CONSTRAINT_VIOLATION = ErrorCode(
    "DB_UNIQUENESS_CONSTRAINT_VIOLATION", ("table", "field", "value"), "A value that has to be unique occurs already."
)
DEFAULT_SR_NOT_FOUND = ErrorCode("DEFAULT_SR_NOT_FOUND", ("sr",), "The pool's default storage is not there.")
DESIGNATE_NEW_MASTER_IN_PROGRESS = ErrorCode(
    "DESIGNATE_NEW_MASTER_IN_PROGRESS", (), "The coordinator is being changed.", arities=(-1,), declared=False
)
DEVICE_ALREADY_ATTACHED = ErrorCode("DEVICE_ALREADY_ATTACHED", ("device",), "The device is plugged in.")
DEVICE_ALREADY_DETACHED = ErrorCode("DEVICE_ALREADY_DETACHED", ("device",), "The device is not plugged in.")
DEVICE_ALREADY_EXISTS = ErrorCode("DEVICE_ALREADY_EXISTS", ("device",), "The VM has a device of this number.")
DEVICE_ATTACH_TIMEOUT = ErrorCode(
    "DEVICE_ATTACH_TIMEOUT", ("type", "ref"), "The device was not plugged in within the time."
)
DEVICE_DETACH_REJECTED = ErrorCode(
    "DEVICE_DETACH_REJECTED", ("type", "ref", "msg"), "The guest did not give the device away."
)
DEVICE_DETACH_TIMEOUT = ErrorCode(
    "DEVICE_DETACH_TIMEOUT", ("type", "ref"), "The device was not unplugged within the time."
)
DEVICE_NOT_ATTACHED = ErrorCode("DEVICE_NOT_ATTACHED", ("VBD",), "The device is not plugged in.")
DISABLE_SSH_FAILED = ErrorCode("DISABLE_SSH_FAILED", ("host",), "SSH could not be switched off on the host.")
DISABLE_SSH_PARTIALLY_FAILED = ErrorCode(
    "DISABLE_SSH_PARTIALLY_FAILED", ("hosts",), "SSH could not be switched off on these hosts."
)
DISK_VBD_MUST_BE_READWRITE_FOR_HVM = ErrorCode(
    "DISK_VBD_MUST_BE_READWRITE_FOR_HVM", ("vbd",), "The emulated disk cannot be read-only."
)
DOMAIN_BUILDER_ERROR = ErrorCode(
    "DOMAIN_BUILDER_ERROR", ("function", "code", "message"), "The hypervisor could not build the VM."
)
DOMAIN_EXISTS = ErrorCode(
    "DOMAIN_EXISTS", ("vm", "domid"), "There still is something of the VM in the hypervisor.", arities=(1,)
)
DUPLICATE_MAC_SEED = ErrorCode(
    "DUPLICATE_MAC_SEED", ("seed",), "Another VM derives its MAC addresses from the same seed."
)
DUPLICATE_PIF_DEVICE_NAME = ErrorCode("DUPLICATE_PIF_DEVICE_NAME", ("device",), "The host has a PIF for this device.")
DUPLICATE_VM = ErrorCode("DUPLICATE_VM", ("vm",), "The pool has this VM already.")
ENABLE_SSH_FAILED = ErrorCode("ENABLE_SSH_FAILED", ("host",), "SSH could not be switched on on the host.")
ENABLE_SSH_PARTIALLY_FAILED = ErrorCode(
    "ENABLE_SSH_PARTIALLY_FAILED", ("hosts",), "SSH could not be switched on on these hosts."
)
EVENTS_LOST = ErrorCode(
    "EVENTS_LOST", (), "The client was too slow and missed events; it has to read the objects again."
)
EVENT_FROM_TOKEN_PARSE_FAILURE = ErrorCode(
    "EVENT_FROM_TOKEN_PARSE_FAILURE", ("token",), "The token is not one that event.from returned."
)
EVENT_SUBSCRIPTION_PARSE_FAILURE = ErrorCode(
    "EVENT_SUBSCRIPTION_PARSE_FAILURE", ("subscription",), "This cannot be subscribed to."
)
EXTENSION_PROTOCOL_FAILURE = ErrorCode(
    "EXTENSION_PROTOCOL_FAILURE", ("text",), "The extension did not answer in the right form.", declared=False
)
FAILED_TO_START_EMULATOR = ErrorCode(
    "FAILED_TO_START_EMULATOR", ("vm", "name", "msg"), "A device model of the VM did not start."
)
FEATURE_REQUIRES_HVM = ErrorCode("FEATURE_REQUIRES_HVM", ("details",), "The VM would need hardware virtualization.")
FEATURE_RESTRICTED = ErrorCode("FEATURE_RESTRICTED", (), "The licence rules this out.", arities=(0, 1))
FIELD_TYPE_ERROR = ErrorCode("FIELD_TYPE_ERROR", ("field",), "The field has another type.")
GET_HOST_UPDATES_FAILED = ErrorCode(
    "GET_HOST_UPDATES_FAILED", ("ref",), "The updates for this host could not be worked out."
)
GET_UPDATES_FAILED = ErrorCode("GET_UPDATES_FAILED", (), "The list of updates could not be made.")
GET_UPDATES_IN_PROGRESS = ErrorCode(
    "GET_UPDATES_IN_PROGRESS", (), "The list of updates is being made.", arities=(-1,), declared=False
)
GPU_GROUP_CONTAINS_NO_PGPUS = ErrorCode("GPU_GROUP_CONTAINS_NO_PGPUS", ("gpu_group",), "The group is empty.")
GPU_GROUP_CONTAINS_PGPU = ErrorCode("GPU_GROUP_CONTAINS_PGPU", ("pgpus",), "The group has GPUs.")
GPU_GROUP_CONTAINS_VGPU = ErrorCode("GPU_GROUP_CONTAINS_VGPU", ("vgpus",), "VMs get GPUs from the group.")
HANDLE_INVALID = ErrorCode(
    "HANDLE_INVALID", ("class", "handle"), "There is no such object: it was removed, or never was."
)
HA_ABORT_NEW_MASTER = ErrorCode("HA_ABORT_NEW_MASTER", ("reason",), "The host votes against the new coordinator.")
HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE = ErrorCode(
    "HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE",
    (),
    "While HA is on, the management interface cannot enter or leave a bond.",
)
HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED = ErrorCode(
    "HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED",
    ("network",),
    "A protected VM would need this network, which not every host has.",
)
HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED = ErrorCode(
    "HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED",
    ("SR",),
    "A protected VM would need this storage, which not every host has.",
)
HA_DISABLE_IN_PROGRESS = ErrorCode("HA_DISABLE_IN_PROGRESS", (), "HA is being switched off.")
HA_ENABLE_IN_PROGRESS = ErrorCode("HA_ENABLE_IN_PROGRESS", (), "HA is being switched on.")
HA_FAILED_TO_FORM_LIVESET = ErrorCode("HA_FAILED_TO_FORM_LIVESET", (), "The hosts do not see each other's heartbeats.")
HA_HEARTBEAT_DAEMON_STARTUP_FAILED = ErrorCode("HA_HEARTBEAT_DAEMON_STARTUP_FAILED", (), "The heartbeats do not start.")
HA_HOST_CANNOT_ACCESS_STATEFILE = ErrorCode(
    "HA_HOST_CANNOT_ACCESS_STATEFILE", (), "A host cannot reach the disk for heartbeats."
)
HA_HOST_CANNOT_SEE_PEERS = ErrorCode(
    "HA_HOST_CANNOT_SEE_PEERS", ("host", "all", "subset"), "The host sees only some of the others."
)
HA_HOST_IS_ARMED = ErrorCode("HA_HOST_IS_ARMED", ("host",), "The host takes part in HA.")
HA_IS_ENABLED = ErrorCode("HA_IS_ENABLED", (), "Not while HA is on.")
HA_LOST_STATEFILE = ErrorCode("HA_LOST_STATEFILE", (), "The host has lost the disk for heartbeats.")
HA_NOT_ENABLED = ErrorCode("HA_NOT_ENABLED", (), "HA is off.")
HA_NOT_INSTALLED = ErrorCode("HA_NOT_INSTALLED", ("host",), "The host lacks the software for HA.")
HA_NO_PLAN = ErrorCode("HA_NO_PLAN", (), "There is no plan for so many host failures.")
HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN = ErrorCode(
    "HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN", (), "Protected VMs could then not be restarted any more."
)
HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED = ErrorCode(
    "HA_POOL_IS_ENABLED_BUT_HOST_IS_DISABLED", (), "HA is on in the pool, but off on this host."
)
HA_SHOULD_BE_FENCED = ErrorCode("HA_SHOULD_BE_FENCED", ("host",), "The host has to fence itself.")
HA_TOO_FEW_HOSTS = ErrorCode("HA_TOO_FEW_HOSTS", (), "HA needs more hosts.")
HOSTS_FAILED_TO_DISABLE_CACHING = ErrorCode(
    "HOSTS_FAILED_TO_DISABLE_CACHING", (), "Some hosts could not stop caching.", arities=(-1,), declared=False
)
HOSTS_FAILED_TO_ENABLE_CACHING = ErrorCode(
    "HOSTS_FAILED_TO_ENABLE_CACHING", (), "Some hosts could not start caching.", arities=(-1,), declared=False
)
HOSTS_NOT_COMPATIBLE = ErrorCode("HOSTS_NOT_COMPATIBLE", (), "The hosts' software does not go together.")
HOSTS_NOT_HOMOGENEOUS = ErrorCode("HOSTS_NOT_HOMOGENEOUS", ("reason",), "The hosts differ too much to be one pool.")
HOST_BROKEN = ErrorCode("HOST_BROKEN", (), "The host does not know its role in the pool.")
HOST_CANNOT_ATTACH_NETWORK = ErrorCode(
    "HOST_CANNOT_ATTACH_NETWORK", ("host", "network"), "The host has no usable interface on the network."
)
HOST_CANNOT_DESTROY_SELF = ErrorCode("HOST_CANNOT_DESTROY_SELF", ("host",), "The coordinator cannot remove itself.")
HOST_CANNOT_READ_METRICS = ErrorCode("HOST_CANNOT_READ_METRICS", (), "The host's measurements are not available.")
HOST_CANNOT_SEE_SR = ErrorCode(
    "HOST_CANNOT_SEE_SR", ("host", "SR"), "The host is not connected to the storage.", declared=False
)
HOST_CD_DRIVE_EMPTY = ErrorCode("HOST_CD_DRIVE_EMPTY", (), "There is no disk in the host's drive.")
HOST_DISABLED = ErrorCode("HOST_DISABLED", ("host",), "The host takes no new VMs.")
HOST_DISABLED_INDEFINITELY = ErrorCode(
    "HOST_DISABLED_INDEFINITELY", ("host",), "The host takes no VMs until somebody enables it."
)
HOST_DISABLED_UNTIL_REBOOT = ErrorCode(
    "HOST_DISABLED_UNTIL_REBOOT", ("host",), "The host takes no VMs until it has rebooted."
)
HOST_DRIVER_NO_HARDWARE = ErrorCode(
    "HOST_DRIVER_NO_HARDWARE", ("driver variant",), "The host has no device for this variant of the driver."
)
HOST_EVACUATE_IN_PROGRESS = ErrorCode("HOST_EVACUATE_IN_PROGRESS", ("host",), "VMs are being moved away from the host.")
HOST_EVACUATE_VM_NOT_HA_PROTECTED = ErrorCode(
    "HOST_EVACUATE_VM_NOT_HA_PROTECTED", ("vm",), "The VM need not move: it can be shut down."
)
HOST_EVACUATION_IS_REQUIRED = ErrorCode(
    "HOST_EVACUATION_IS_REQUIRED", ("host",), "VMs have to be moved away from the host first."
)
HOST_HAS_NO_MANAGEMENT_IP = ErrorCode("HOST_HAS_NO_MANAGEMENT_IP", (), "The management interface has no address yet.")
HOST_HAS_RESIDENT_VMS = ErrorCode("HOST_HAS_RESIDENT_VMS", ("host",), "VMs run on the host.")
HOST_IN_EMERGENCY_MODE = ErrorCode("HOST_IN_EMERGENCY_MODE", (), "The host cannot reach its coordinator.")
HOST_IN_USE = ErrorCode("HOST_IN_USE", ("host", "type", "ref"), "Something still needs the host.")
HOST_IS_LIVE = ErrorCode("HOST_IS_LIVE", ("host",), "The host is up.")
HOST_IS_SLAVE = ErrorCode(
    "HOST_IS_SLAVE",
    ("Master IP address",),
    "This host is a member: ask the coordinator, whose address is the parameter.",
)
HOST_ITS_OWN_SLAVE = ErrorCode("HOST_ITS_OWN_SLAVE", (), "The host takes its own address for the coordinator's.")
HOST_MASTER_CANNOT_TALK_BACK = ErrorCode(
    "HOST_MASTER_CANNOT_TALK_BACK", ("ip",), "The coordinator cannot reach the member at this address."
)
HOST_NAME_INVALID = ErrorCode("HOST_NAME_INVALID", ("reason",), "A host cannot have this name.")
HOST_NOT_DISABLED = ErrorCode("HOST_NOT_DISABLED", (), "The host has to be disabled first.")
HOST_NOT_ENOUGH_FREE_MEMORY = ErrorCode(
    "HOST_NOT_ENOUGH_FREE_MEMORY",
    ("needed", "available"),
    "The host has too little memory left; in bytes.",
    arities=(1, 2),
)
HOST_NOT_ENOUGH_PCPUS = ErrorCode("HOST_NOT_ENOUGH_PCPUS", ("vcpus", "pcpus"), "The host has fewer CPUs than the VM.")
HOST_NOT_LIVE = ErrorCode("HOST_NOT_LIVE", (), "The host is not up.", arities=(0, 1))
HOST_OFFLINE = ErrorCode("HOST_OFFLINE", ("host",), "The host is known to be down.")
HOST_PENDING_MANDATORY_GUIDANCE_NOT_EMPTY = ErrorCode(
    "HOST_PENDING_MANDATORY_GUIDANCE_NOT_EMPTY", ("host",), "Updates of the host demand something first."
)
HOST_POWER_ON_MODE_DISABLED = ErrorCode("HOST_POWER_ON_MODE_DISABLED", (), "The host cannot be switched on from afar.")
HOST_STILL_BOOTING = ErrorCode("HOST_STILL_BOOTING", (), "The host is not ready yet.")
HOST_UNKNOWN_TO_MASTER = ErrorCode(
    "HOST_UNKNOWN_TO_MASTER", ("host",), "The coordinator does not know the host, or refused its secret."
)
HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR = ErrorCode(
    "HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR",
    ("host_xapi_version",),
    "The member's software is newer than the coordinator's.",
)
ILLEGAL_IN_FIPS_MODE = ErrorCode("ILLEGAL_IN_FIPS_MODE", (), "FIPS mode rules this out.", declared=False)
ILLEGAL_VBD_DEVICE = ErrorCode("ILLEGAL_VBD_DEVICE", ("vbd", "device"), "A block device cannot have this name.")
IMPORT_ERROR = ErrorCode("IMPORT_ERROR", ("msg",), "The import failed.")
IMPORT_ERROR_ATTACHED_DISKS_NOT_FOUND = ErrorCode(
    "IMPORT_ERROR_ATTACHED_DISKS_NOT_FOUND", (), "The import refers to disks that are not there."
)
IMPORT_ERROR_CANNOT_HANDLE_CHUNKED = ErrorCode(
    "IMPORT_ERROR_CANNOT_HANDLE_CHUNKED", (), "An import cannot be sent in chunks."
)
IMPORT_ERROR_FAILED_TO_FIND_OBJECT = ErrorCode(
    "IMPORT_ERROR_FAILED_TO_FIND_OBJECT", ("id",), "The import refers to an object that is not there."
)
IMPORT_ERROR_PREMATURE_EOF = ErrorCode("IMPORT_ERROR_PREMATURE_EOF", (), "The import ends too early.")
IMPORT_ERROR_SOME_CHECKSUMS_FAILED = ErrorCode("IMPORT_ERROR_SOME_CHECKSUMS_FAILED", (), "The import is damaged.")
IMPORT_ERROR_UNEXPECTED_FILE = ErrorCode(
    "IMPORT_ERROR_UNEXPECTED_FILE", ("filename_expected", "filename_found"), "The import has files in the wrong order."
)
IMPORT_INCOMPATIBLE_VERSION = ErrorCode(
    "IMPORT_INCOMPATIBLE_VERSION", (), "The import was made by an incompatible version."
)
INCOMPATIBLE_CLUSTER_STACK_ACTIVE = ErrorCode(
    "INCOMPATIBLE_CLUSTER_STACK_ACTIVE", ("cluster_stack",), "Another cluster software is at work."
)
INCOMPATIBLE_PIF_PROPERTIES = ErrorCode(
    "INCOMPATIBLE_PIF_PROPERTIES", (), "Members of a bond need the same properties."
)
INCOMPATIBLE_STATEFILE_SR = ErrorCode(
    "INCOMPATIBLE_STATEFILE_SR", ("SR type",), "Storage of this type cannot carry heartbeats with this cluster."
)
INTERFACE_HAS_NO_IP = ErrorCode("INTERFACE_HAS_NO_IP", ("interface",), "The interface has no address.")
INTERNAL_ERROR = ErrorCode(
    "INTERNAL_ERROR",
    ("message",),
    "Something unforeseen happened, or an argument has the wrong type.",
    arities=(1, 3, 4),
)
INVALID_BASE_URL = ErrorCode("INVALID_BASE_URL", ("url",), "The address is not one of packages.")
INVALID_CIDR_ADDRESS_SPECIFIED = ErrorCode(
    "INVALID_CIDR_ADDRESS_SPECIFIED", ("parameter",), "The named parameter is no address with prefix length."
)
INVALID_CLUSTER_STACK = ErrorCode("INVALID_CLUSTER_STACK", ("cluster_stack",), "No such cluster software.")
INVALID_DEVICE = ErrorCode("INVALID_DEVICE", ("device",), "No device can have this number.")
INVALID_EDITION = ErrorCode("INVALID_EDITION", ("edition",), "No such edition.")
INVALID_FEATURE_STRING = ErrorCode("INVALID_FEATURE_STRING", ("details",), "The text does not name CPU features.")
INVALID_GPGKEY_PATH = ErrorCode("INVALID_GPGKEY_PATH", ("gpgkey_path",), "No key can be in this file.")
INVALID_IP_ADDRESS_SPECIFIED = ErrorCode(
    "INVALID_IP_ADDRESS_SPECIFIED", ("parameter",), "The named parameter is no IP address."
)
INVALID_NTP_CONFIG = ErrorCode("INVALID_NTP_CONFIG", ("reason",), "Time servers cannot be configured like this.")
INVALID_PATCH = ErrorCode("INVALID_PATCH", (), "The file is no patch.")
INVALID_PATCH_WITH_LOG = ErrorCode("INVALID_PATCH_WITH_LOG", ("log",), "The file is no patch, as the log tells.")
INVALID_REPOMD_XML = ErrorCode("INVALID_REPOMD_XML", (), "The index of the repository cannot be read.")
INVALID_REPOSITORY_DOMAIN_ALLOWLIST = ErrorCode(
    "INVALID_REPOSITORY_DOMAIN_ALLOWLIST", ("domains",), "The configured list of allowed domains makes no sense."
)
INVALID_REPOSITORY_PROXY_CREDENTIAL = ErrorCode(
    "INVALID_REPOSITORY_PROXY_CREDENTIAL", (), "A proxy needs both a name and a password, or neither."
)
INVALID_REPOSITORY_PROXY_URL = ErrorCode("INVALID_REPOSITORY_PROXY_URL", ("url",), "The address is not one of a proxy.")
INVALID_UPDATE = ErrorCode("INVALID_UPDATE", ("info",), "The disk holds no update.")
INVALID_UPDATEINFO_XML = ErrorCode(
    "INVALID_UPDATEINFO_XML", (), "The list of updates in the repository cannot be read."
)
INVALID_UPDATE_SYNC_DAY = ErrorCode("INVALID_UPDATE_SYNC_DAY", ("day",), "There is no such day of the week.")
INVALID_VALUE = ErrorCode(
    "INVALID_VALUE", ("field", "value"), "The field or parameter cannot have this value.", arities=(1, 2, 3)
)
IS_TUNNEL_ACCESS_PIF = ErrorCode("IS_TUNNEL_ACCESS_PIF", ("PIF",), "The interface is the access side of a tunnel.")
JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS = ErrorCode(
    "JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS", (), "The host is the coordinator of other hosts."
)
JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS = ErrorCode(
    "JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS", (), "The host has shared storage."
)
JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS = ErrorCode(
    "JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS", (), "The host has running or suspended VMs."
)
JOINING_HOST_CANNOT_HAVE_RUNNING_VMS = ErrorCode(
    "JOINING_HOST_CANNOT_HAVE_RUNNING_VMS", (), "The host has running VMs."
)
JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS = ErrorCode(
    "JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS", (), "Operations on VMs of the host are in progress."
)
JOINING_HOST_CONNECTION_FAILED = ErrorCode("JOINING_HOST_CONNECTION_FAILED", (), "The coordinator cannot be reached.")
JOINING_HOST_SERVICE_FAILED = ErrorCode("JOINING_HOST_SERVICE_FAILED", (), "The coordinator does not answer properly.")
LICENCE_RESTRICTION = ErrorCode(
    "LICENCE_RESTRICTION", ("feature",), "The licence rules this feature out.", arities=(0, 1)
)
LICENSE_CANNOT_DOWNGRADE_WHILE_IN_POOL = ErrorCode(
    "LICENSE_CANNOT_DOWNGRADE_WHILE_IN_POOL", (), "The host needs this edition while it is in the pool."
)
LICENSE_CHECKOUT_ERROR = ErrorCode(
    "LICENSE_CHECKOUT_ERROR", ("code", "message"), "No licence could be had from the server."
)
LICENSE_DOES_NOT_SUPPORT_POOLING = ErrorCode("LICENSE_DOES_NOT_SUPPORT_POOLING", (), "The licence allows no pool.")
LICENSE_DOES_NOT_SUPPORT_XHA = ErrorCode("LICENSE_DOES_NOT_SUPPORT_XHA", (), "The licence allows no HA.")
LICENSE_EXPIRED = ErrorCode("LICENSE_EXPIRED", (), "The licence has expired.")
LICENSE_FILE_DEPRECATED = ErrorCode(
    "LICENSE_FILE_DEPRECATED", (), "Licence files of this kind are not accepted any more."
)
LICENSE_HOST_POOL_MISMATCH = ErrorCode(
    "LICENSE_HOST_POOL_MISMATCH", (), "Host and pool have different editions.", arities=(1, 2)
)
LICENSE_PROCESSING_ERROR = ErrorCode("LICENSE_PROCESSING_ERROR", (), "The licence cannot be read.")
LOCATION_NOT_UNIQUE = ErrorCode(
    "LOCATION_NOT_UNIQUE", ("SR", "location"), "The storage has another disk at this place."
)
MAC_DOES_NOT_EXIST = ErrorCode("MAC_DOES_NOT_EXIST", ("MAC",), "No NIC has this MAC address.")
MAC_INVALID = ErrorCode("MAC_INVALID", ("MAC",), "The text is no MAC address.")
MAC_STILL_EXISTS = ErrorCode("MAC_STILL_EXISTS", ("MAC",), "A NIC has this MAC address.")
MAP_DUPLICATE_KEY = ErrorCode(
    "MAP_DUPLICATE_KEY", ("type", "param_name", "uuid", "key"), "The map has this key already; remove it first."
)
MEMORY_CONSTRAINT_VIOLATION = ErrorCode(
    "MEMORY_CONSTRAINT_VIOLATION", ("constraint",), "The limits of memory contradict each other.", arities=(0,)
)
MEMORY_CONSTRAINT_VIOLATION_MAXPIN = ErrorCode(
    "MEMORY_CONSTRAINT_VIOLATION_MAXPIN", ("reason",), "The VM's memory may not change, for this reason."
)
MEMORY_CONSTRAINT_VIOLATION_ORDER = ErrorCode(
    "MEMORY_CONSTRAINT_VIOLATION_ORDER", (), "Limits of memory grow: static min, dynamic min, dynamic max, static max."
)
MESSAGE_DEPRECATED = ErrorCode("MESSAGE_DEPRECATED", (), "The message is not to be used any more.")
MESSAGE_METHOD_UNKNOWN = ErrorCode("MESSAGE_METHOD_UNKNOWN", ("method",), "There is no such message.")
MESSAGE_PARAMETER_COUNT_MISMATCH = ErrorCode(
    "MESSAGE_PARAMETER_COUNT_MISMATCH",
    ("method", "expected", "received"),
    "Too many or too few arguments; both numbers without the session.",
)
MESSAGE_REMOVED = ErrorCode("MESSAGE_REMOVED", (), "The message is served no more.")
MIRROR_FAILED = ErrorCode("MIRROR_FAILED", ("vdi",), "The disk could not be mirrored.")
MISSING_CONNECTION_DETAILS = ErrorCode("MISSING_CONNECTION_DETAILS", (), "The licence server's address is missing.")
MULTIPLE_UPDATE_REPOSITORIES_ENABLED = ErrorCode(
    "MULTIPLE_UPDATE_REPOSITORIES_ENABLED", (), "Only one repository may have updates."
)
NETWORK_ALREADY_CONNECTED = ErrorCode(
    "NETWORK_ALREADY_CONNECTED",
    ("network", "connected PIF"),
    "The host has a PIF on the network. Sent are host and PIF, whatever the names say.",
)
NETWORK_CONTAINS_PIF = ErrorCode(
    "NETWORK_CONTAINS_PIF", ("pifs",), "PIFs are on the network; one parameter for each.", arities=(-1,)
)
NETWORK_CONTAINS_VIF = ErrorCode(
    "NETWORK_CONTAINS_VIF", ("vifs",), "VIFs on the network are attached; one parameter for each.", arities=(-1,)
)
NETWORK_HAS_INCOMPATIBLE_SRIOV_PIFS = ErrorCode(
    "NETWORK_HAS_INCOMPATIBLE_SRIOV_PIFS", ("PIF", "network"), "The network's other NICs are of another kind."
)
NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS = ErrorCode(
    "NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS",
    ("PIF", "network"),
    "The NICs beneath the network's other VLANs are of another kind.",
)
NETWORK_INCOMPATIBLE_PURPOSES = ErrorCode(
    "NETWORK_INCOMPATIBLE_PURPOSES",
    ("new_purpose", "conflicting_purpose"),
    "Networks of the pool cannot have both purposes.",
)
NETWORK_INCOMPATIBLE_WITH_BOND = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_BOND", ("network",), "A bond cannot be on an SR-IOV network."
)
NETWORK_INCOMPATIBLE_WITH_SRIOV = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_SRIOV",
    ("network",),
    "The network has PIFs of another kind, so that SR-IOV cannot be on it.",
)
NETWORK_INCOMPATIBLE_WITH_TRUNKS = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_TRUNKS", ("network",), "VLANs and interfaces with trunks cannot be on the same network."
)
NETWORK_INCOMPATIBLE_WITH_TUNNEL = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_TUNNEL", ("network",), "A tunnel cannot be on an SR-IOV network."
)
NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE", ("network",), "An ordinary VLAN cannot be on an SR-IOV network."
)
NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV = ErrorCode(
    "NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV",
    ("network",),
    "A VLAN of an SR-IOV network cannot be on an ordinary network.",
)
NETWORK_SRIOV_ALREADY_ENABLED = ErrorCode(
    "NETWORK_SRIOV_ALREADY_ENABLED", ("PIF",), "The NIC has an SR-IOV network already."
)
NETWORK_SRIOV_DISABLE_FAILED = ErrorCode(
    "NETWORK_SRIOV_DISABLE_FAILED", ("PIF", "msg"), "The virtual functions could not be switched off."
)
NETWORK_SRIOV_ENABLE_FAILED = ErrorCode(
    "NETWORK_SRIOV_ENABLE_FAILED", ("PIF", "msg"), "The virtual functions could not be switched on."
)
NETWORK_SRIOV_INSUFFICIENT_CAPACITY = ErrorCode(
    "NETWORK_SRIOV_INSUFFICIENT_CAPACITY", ("network",), "No host has enough free virtual functions on the network."
)
NETWORK_UNMANAGED = ErrorCode("NETWORK_UNMANAGED", ("network",), "Somebody else configures the network.")
NOT_ALLOWED_ON_OEM_EDITION = ErrorCode("NOT_ALLOWED_ON_OEM_EDITION", ("command",), "Not on an embedded edition.")
NOT_ALLOWED_WHEN_NTP_IS_ENABLED = ErrorCode(
    "NOT_ALLOWED_WHEN_NTP_IS_ENABLED", ("host",), "Not while the clock follows time servers."
)
NOT_IMPLEMENTED = ErrorCode("NOT_IMPLEMENTED", ("function",), "This does not exist yet.")
NOT_IN_EMERGENCY_MODE = ErrorCode("NOT_IN_EMERGENCY_MODE", (), "Only while the host cannot reach its coordinator.")
NOT_SUPPORTED_DURING_UPGRADE = ErrorCode(
    "NOT_SUPPORTED_DURING_UPGRADE", (), "Not while hosts of the pool are being updated."
)
NOT_SYSTEM_DOMAIN = ErrorCode("NOT_SYSTEM_DOMAIN", ("vm",), "The VM is no driver domain.")
NOT_TRUSTED_CERTIFICATE = ErrorCode("NOT_TRUSTED_CERTIFICATE", ("ref",), "The certificate is not a trusted one.")
NO_CLUSTER_HOSTS_REACHABLE = ErrorCode(
    "NO_CLUSTER_HOSTS_REACHABLE", ("cluster",), "No member of the cluster can be reached."
)
NO_COMPATIBLE_CLUSTER_HOST = ErrorCode(
    "NO_COMPATIBLE_CLUSTER_HOST", ("host",), "The host has no suitable membership in the cluster."
)
NO_HOSTS_AVAILABLE = ErrorCode("NO_HOSTS_AVAILABLE", (), "No host can run the VM.", arities=(0, 1))
NO_LOCAL_STORAGE = ErrorCode(
    "NO_LOCAL_STORAGE", (), "The host has no local storage for this.", arities=(-1,), declared=False
)
NO_MORE_REDO_LOGS_ALLOWED = ErrorCode("NO_MORE_REDO_LOGS_ALLOWED", (), "There are as many redo logs as there may be.")
NO_REPOSITORIES_CONFIGURED = ErrorCode("NO_REPOSITORIES_CONFIGURED", (), "No repository is configured.")
NO_REPOSITORY_ENABLED = ErrorCode("NO_REPOSITORY_ENABLED", (), "No repository is in use.")
NVIDIA_SRIOV_MISCONFIGURED = ErrorCode(
    "NVIDIA_SRIOV_MISCONFIGURED", ("host", "device_name"), "The GPU's virtual functions are not set up right."
)
NVIDIA_TOOLS_ERROR = ErrorCode("NVIDIA_TOOLS_ERROR", ("host",), "The Nvidia programs on the host failed.")
OBJECT_NOLONGER_EXISTS = ErrorCode("OBJECT_NOLONGER_EXISTS", (), "The object was removed meanwhile.")
ONLY_ALLOWED_ON_OEM_EDITION = ErrorCode("ONLY_ALLOWED_ON_OEM_EDITION", ("command",), "Only on an embedded edition.")
OPENVSWITCH_NOT_ACTIVE = ErrorCode("OPENVSWITCH_NOT_ACTIVE", (), "The host does not use Open vSwitch.")
OPERATION_BLOCKED = ErrorCode("OPERATION_BLOCKED", ("ref", "code"), "Somebody forbade the operation, with this reason.")
OPERATION_NOT_ALLOWED = ErrorCode("OPERATION_NOT_ALLOWED", ("reason",), "Not now, for this reason.")
OPERATION_PARTIALLY_FAILED = ErrorCode("OPERATION_PARTIALLY_FAILED", ("operation",), "Not everything could be done.")
OTHER_OPERATION_IN_PROGRESS = ErrorCode(
    "OTHER_OPERATION_IN_PROGRESS",
    ("class", "object", "operation_type", "operation_ref"),
    "Something else is being done to the object.",
    arities=(2, 4),
)
OUT_OF_SPACE = ErrorCode("OUT_OF_SPACE", ("location",), "There is no room left.")
PATCH_ALREADY_APPLIED = ErrorCode("PATCH_ALREADY_APPLIED", ("patch",), "The host has the patch.")
PATCH_ALREADY_EXISTS = ErrorCode("PATCH_ALREADY_EXISTS", ("uuid",), "The pool has the patch.")
PATCH_APPLY_FAILED = ErrorCode("PATCH_APPLY_FAILED", ("output",), "The patch failed, with this output.")
PATCH_APPLY_FAILED_BACKUP_FILES_EXIST = ErrorCode(
    "PATCH_APPLY_FAILED_BACKUP_FILES_EXIST", ("output",), "The patch failed: files of an earlier one are in the way."
)
PATCH_IS_APPLIED = ErrorCode("PATCH_IS_APPLIED", (), "A host has the patch.")
PATCH_PRECHECK_FAILED_ISO_MOUNTED = ErrorCode(
    "PATCH_PRECHECK_FAILED_ISO_MOUNTED", ("patch",), "The patch cannot be applied: the tools disk is in use."
)
PATCH_PRECHECK_FAILED_OUT_OF_SPACE = ErrorCode(
    "PATCH_PRECHECK_FAILED_OUT_OF_SPACE",
    ("patch", "found_space", "required_required"),
    "The patch cannot be applied: too little space.",
)
PATCH_PRECHECK_FAILED_PREREQUISITE_MISSING = ErrorCode(
    "PATCH_PRECHECK_FAILED_PREREQUISITE_MISSING",
    ("patch", "prerequisite_patch_uuid_list"),
    "The patch cannot be applied: it needs others first.",
)
PATCH_PRECHECK_FAILED_UNKNOWN_ERROR = ErrorCode(
    "PATCH_PRECHECK_FAILED_UNKNOWN_ERROR", ("patch", "info"), "The patch cannot be applied."
)
PATCH_PRECHECK_FAILED_VM_RUNNING = ErrorCode(
    "PATCH_PRECHECK_FAILED_VM_RUNNING", ("patch",), "The patch cannot be applied: VMs run on the host."
)
PATCH_PRECHECK_FAILED_WRONG_SERVER_BUILD = ErrorCode(
    "PATCH_PRECHECK_FAILED_WRONG_SERVER_BUILD",
    ("patch", "found_build", "required_build"),
    "The patch is for another build.",
)
PATCH_PRECHECK_FAILED_WRONG_SERVER_VERSION = ErrorCode(
    "PATCH_PRECHECK_FAILED_WRONG_SERVER_VERSION",
    ("patch", "found_version", "required_version"),
    "The patch is for another version.",
)
PBD_EXISTS = ErrorCode("PBD_EXISTS", ("sr", "host", "pbd"), "The host has a connection to the storage.")
PERMISSION_DENIED = ErrorCode("PERMISSION_DENIED", ("message",), "The caller may not do this.")
PGPU_INSUFFICIENT_CAPACITY_FOR_VGPU = ErrorCode(
    "PGPU_INSUFFICIENT_CAPACITY_FOR_VGPU", ("pgpu", "vgpu_type"), "The GPU has no room for a virtual GPU of this type."
)
PGPU_IN_USE_BY_VM = ErrorCode("PGPU_IN_USE_BY_VM", ("VMs",), "VMs use the GPU.")
PGPU_NOT_COMPATIBLE_WITH_GPU_GROUP = ErrorCode(
    "PGPU_NOT_COMPATIBLE_WITH_GPU_GROUP", ("type", "group_types"), "The GPU is of another kind than those of the group."
)
PIF_ALLOWS_UNPLUG = ErrorCode("PIF_ALLOWS_UNPLUG", ("PIF",), "A cluster needs an interface that cannot be unplugged.")
PIF_ALREADY_BONDED = ErrorCode("PIF_ALREADY_BONDED", ("PIF",), "The interface belongs to a bond.")
PIF_BOND_MORE_THAN_ONE_IP = ErrorCode(
    "PIF_BOND_MORE_THAN_ONE_IP", (), "Only one member of a bond may have an IP configuration."
)
PIF_BOND_NEEDS_MORE_MEMBERS = ErrorCode("PIF_BOND_NEEDS_MORE_MEMBERS", (), "A bond needs members.")
PIF_CANNOT_BOND_CROSS_HOST = ErrorCode("PIF_CANNOT_BOND_CROSS_HOST", (), "All members of a bond belong to one host.")
PIF_CONFIGURATION_ERROR = ErrorCode(
    "PIF_CONFIGURATION_ERROR", ("PIF", "msg"), "The host could not configure the interface."
)
PIF_DEVICE_NOT_FOUND = ErrorCode("PIF_DEVICE_NOT_FOUND", (), "The NIC is not there.")
PIF_DOES_NOT_ALLOW_UNPLUG = ErrorCode("PIF_DOES_NOT_ALLOW_UNPLUG", ("PIF",), "The interface may not be unplugged.")
PIF_HAS_FCOE_SR_IN_USE = ErrorCode("PIF_HAS_FCOE_SR_IN_USE", ("PIF", "SR"), "Storage is in use over the interface.")
PIF_HAS_NO_NETWORK_CONFIGURATION = ErrorCode(
    "PIF_HAS_NO_NETWORK_CONFIGURATION", ("PIF",), "The interface has no IPv4 configuration."
)
PIF_HAS_NO_V6_NETWORK_CONFIGURATION = ErrorCode(
    "PIF_HAS_NO_V6_NETWORK_CONFIGURATION", ("PIF",), "The interface has no IPv6 configuration."
)
PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE = ErrorCode(
    "PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", ("PIF",), "The interface has another primary address type than the others."
)
PIF_IS_MANAGEMENT_INTERFACE = ErrorCode(
    "PIF_IS_MANAGEMENT_INTERFACE", ("PIF",), "Not the interface through which the host is managed."
)
PIF_IS_NOT_PHYSICAL = ErrorCode("PIF_IS_NOT_PHYSICAL", ("PIF",), "The interface is no NIC.")
PIF_IS_NOT_SRIOV_CAPABLE = ErrorCode("PIF_IS_NOT_SRIOV_CAPABLE", ("PIF",), "The NIC has no virtual functions.")
PIF_IS_PHYSICAL = ErrorCode(
    "PIF_IS_PHYSICAL",
    ("PIF",),
    "The interface is a NIC, or something else that is no VLAN. Sent without parameter.",
    arities=(0,),
)
PIF_IS_SRIOV_LOGICAL = ErrorCode("PIF_IS_SRIOV_LOGICAL", ("PIF",), "The interface is that of an SR-IOV network.")
PIF_IS_VLAN = ErrorCode("PIF_IS_VLAN", ("PIF",), "The interface is that of a VLAN.")
PIF_NOT_ATTACHED_TO_HOST = ErrorCode(
    "PIF_NOT_ATTACHED_TO_HOST", ("pif", "host"), "The interface belongs to another host."
)
PIF_NOT_PRESENT = ErrorCode("PIF_NOT_PRESENT", ("host", "network"), "The host has no interface on the network.")
PIF_SRIOV_STILL_EXISTS = ErrorCode("PIF_SRIOV_STILL_EXISTS", ("PIF",), "An SR-IOV network is on the interface.")
PIF_TUNNEL_STILL_EXISTS = ErrorCode("PIF_TUNNEL_STILL_EXISTS", ("PIF",), "A tunnel is on the interface.")
PIF_UNMANAGED = ErrorCode("PIF_UNMANAGED", ("PIF",), "Somebody else configures the interface.")
PIF_VLAN_EXISTS = ErrorCode(
    "PIF_VLAN_EXISTS", ("PIF",), "There is this VLAN already, or the interface is one. Sent is the device's name."
)
PIF_VLAN_STILL_EXISTS = ErrorCode("PIF_VLAN_STILL_EXISTS", ("PIF",), "A VLAN is on the interface.")
POOL_AUTH_ALREADY_ENABLED = ErrorCode("POOL_AUTH_ALREADY_ENABLED", ("host",), "This host uses a directory already.")
POOL_AUTH_DISABLE_FAILED = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED", ("host", "message"), "This host could not leave the directory."
)
POOL_AUTH_DISABLE_FAILED_INVALID_ACCOUNT = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_INVALID_ACCOUNT",
    ("host", "message"),
    "This host could not leave the directory: the account is not valid.",
)
POOL_AUTH_DISABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_PERMISSION_DENIED",
    ("host", "message"),
    "This host could not leave the directory: the account may not do that.",
)
POOL_AUTH_DISABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "POOL_AUTH_DISABLE_FAILED_WRONG_CREDENTIALS",
    ("host", "message"),
    "This host could not leave the directory: wrong name or password.",
)
POOL_AUTH_ENABLE_FAILED = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED", ("host", "message"), "This host could not join the directory."
)
POOL_AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED",
    ("host", "message"),
    "This host could not join the directory: its domain was not found.",
)
POOL_AUTH_ENABLE_FAILED_DUPLICATE_HOSTNAME = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_DUPLICATE_HOSTNAME",
    ("host", "message"),
    "This host could not join the directory: another one has its name.",
)
POOL_AUTH_ENABLE_FAILED_INVALID_ACCOUNT = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_ACCOUNT",
    ("host", "message"),
    "This host could not join the directory: the account is not valid.",
)
POOL_AUTH_ENABLE_FAILED_INVALID_OU = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_OU",
    ("host", "message"),
    "This host could not join the directory: no such organizational unit.",
)
POOL_AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS",
    ("host", "message"),
    "This host could not join the directory: its trusted certificates do not verify the server.",
)
POOL_AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE",
    ("host", "message"),
    "This host could not join the directory: no encryption type in common.",
)
POOL_AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS",
    ("host", "message"),
    "This host could not join the directory: it has no trusted certificate for it.",
)
POOL_AUTH_ENABLE_FAILED_PERMISSION_DENIED = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_PERMISSION_DENIED",
    ("host", "message"),
    "This host could not join the directory: the account may not do that.",
)
POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION",
    ("host", "message"),
    "This host could not join the directory: no TLS connection came about.",
)
POOL_AUTH_ENABLE_FAILED_UNAVAILABLE = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_UNAVAILABLE",
    ("host", "message"),
    "This host could not join the directory: it does not answer.",
)
POOL_AUTH_ENABLE_FAILED_WRONG_CREDENTIALS = ErrorCode(
    "POOL_AUTH_ENABLE_FAILED_WRONG_CREDENTIALS",
    ("host", "message"),
    "This host could not join the directory: wrong name or password.",
)
POOL_JOINING_EXTERNAL_AUTH_MISMATCH = ErrorCode(
    "POOL_JOINING_EXTERNAL_AUTH_MISMATCH", (), "Host and pool use different directories."
)
POOL_JOINING_HOST_CA_CERTIFICATES_CONFLICT = ErrorCode(
    "POOL_JOINING_HOST_CA_CERTIFICATES_CONFLICT", (), "Host and pool have different CA certificates of the same name."
)
POOL_JOINING_HOST_HAS_BONDS = ErrorCode("POOL_JOINING_HOST_HAS_BONDS", (), "The joining host has bonds.")
POOL_JOINING_HOST_HAS_NETWORK_SRIOVS = ErrorCode(
    "POOL_JOINING_HOST_HAS_NETWORK_SRIOVS", (), "The joining host has SR-IOV networks."
)
POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS = ErrorCode(
    "POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS",
    (),
    "The joining host has a VLAN other than that of its management interface.",
)
POOL_JOINING_HOST_HAS_TUNNELS = ErrorCode("POOL_JOINING_HOST_HAS_TUNNELS", (), "The joining host has tunnels.")
POOL_JOINING_HOST_MANAGEMENT_VLAN_DOES_NOT_MATCH = ErrorCode(
    "POOL_JOINING_HOST_MANAGEMENT_VLAN_DOES_NOT_MATCH",
    ("local", "remote"),
    "Host and pool are managed on different VLANs; -1 stands for none.",
)
POOL_JOINING_HOST_MUST_HAVE_ONLY_ONE_IP_ON_CLUSTERING_NETWORK = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_ONLY_ONE_IP_ON_CLUSTERING_NETWORK",
    (),
    "The joining host needs exactly one address on the cluster's network.",
)
POOL_JOINING_HOST_MUST_HAVE_PHYSICAL_MANAGEMENT_NIC = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_PHYSICAL_MANAGEMENT_NIC", (), "The joining host has to be managed through a NIC."
)
POOL_JOINING_HOST_MUST_HAVE_SAME_API_VERSION = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_API_VERSION",
    ("host_api_version", "master_api_version"),
    "Host and pool speak different versions of the API.",
)
POOL_JOINING_HOST_MUST_HAVE_SAME_DB_SCHEMA = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_DB_SCHEMA",
    ("host_db_schema", "master_db_schema"),
    "Host and pool have different versions of the database.",
)
POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION = ErrorCode(
    "POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION", (), "Host and pool have different versions of the software."
)
POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS = ErrorCode(
    "POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS", (), "The joining host has interfaces other than NICs."
)
POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH = ErrorCode(
    "POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH", (), "Only one of host and pool checks certificates."
)
POOL_JOINING_HOST_TRUSTED_CERTIFICATES_CONFLICT = ErrorCode(
    "POOL_JOINING_HOST_TRUSTED_CERTIFICATES_CONFLICT",
    ("ref_in_pool", "ref_on_host"),
    "Host and pool trust different certificates of the same name.",
)
POOL_JOINING_MASTER_CERTIFICATE_NOT_IN_POOL_BUNDLE = ErrorCode(
    "POOL_JOINING_MASTER_CERTIFICATE_NOT_IN_POOL_BUNDLE",
    ("master_uuid",),
    "The coordinator's certificate is not among those that it sent.",
)
POOL_JOINING_POOL_BUNDLE_EMPTY_AFTER_IMPORT = ErrorCode(
    "POOL_JOINING_POOL_BUNDLE_EMPTY_AFTER_IMPORT", ("bundle_path",), "The pool sent no certificates."
)
POOL_JOINING_POOL_CANNOT_ENABLE_CLUSTERING_ON_VLAN_NETWORK = ErrorCode(
    "POOL_JOINING_POOL_CANNOT_ENABLE_CLUSTERING_ON_VLAN_NETWORK",
    ("vlan",),
    "The pool's cluster uses a VLAN that the joining host is not managed on.",
)
POOL_JOINING_SM_FEATURES_INCOMPATIBLE = ErrorCode(
    "POOL_JOINING_SM_FEATURES_INCOMPATIBLE",
    ("pool_sm_ref", "candidate_sm_ref"),
    "A storage driver of the joining host can do less than the pool's.",
)
POOL_SECRET_ROTATION_PENDING = ErrorCode(
    "POOL_SECRET_ROTATION_PENDING", (), "A change of the pool secret failed half-way; start it again.", declared=False
)
PROVISION_FAILED_OUT_OF_SPACE = ErrorCode(
    "PROVISION_FAILED_OUT_OF_SPACE", (), "There is no room for the disks of the template."
)
PROVISION_ONLY_ALLOWED_ON_TEMPLATE = ErrorCode(
    "PROVISION_ONLY_ALLOWED_ON_TEMPLATE", (), "Only templates ask for disks."
)
PUSB_VDI_CONFLICT = ErrorCode("PUSB_VDI_CONFLICT", ("PUSB", "VDI"), "The USB device is in use as a disk.")
PVS_CACHE_STORAGE_ALREADY_PRESENT = ErrorCode(
    "PVS_CACHE_STORAGE_ALREADY_PRESENT", ("site", "host"), "The host caches for the site already."
)
PVS_CACHE_STORAGE_IS_IN_USE = ErrorCode("PVS_CACHE_STORAGE_IS_IN_USE", ("PVS_cache_storage",), "The cache is in use.")
PVS_PROXY_ALREADY_PRESENT = ErrorCode("PVS_PROXY_ALREADY_PRESENT", ("proxies",), "The interface has a proxy.")
PVS_PROXY_PRESENT_ON_HIGHER_VIF_DEVICE = ErrorCode(
    "PVS_PROXY_PRESENT_ON_HIGHER_VIF_DEVICE", ("device",), "An interface with a proxy has to be the VM's first."
)
PVS_SERVER_ADDRESS_IN_USE = ErrorCode("PVS_SERVER_ADDRESS_IN_USE", ("address",), "Another server has this address.")
PVS_SITE_CONTAINS_RUNNING_PROXIES = ErrorCode(
    "PVS_SITE_CONTAINS_RUNNING_PROXIES", ("proxies",), "Proxies of the site are at work."
)
PVS_SITE_CONTAINS_SERVERS = ErrorCode("PVS_SITE_CONTAINS_SERVERS", ("servers",), "The site has servers.")
PVS_VIF_MUST_BE_FIRST_DEVICE = ErrorCode(
    "PVS_VIF_MUST_BE_FIRST_DEVICE", (), "Only the VM's first interface can have a proxy."
)
RBAC_PERMISSION_DENIED = ErrorCode(
    "RBAC_PERMISSION_DENIED", ("permission", "message"), "The roles of the caller do not include this permission."
)
REDO_LOG_IS_ENABLED = ErrorCode("REDO_LOG_IS_ENABLED", (), "Not while there is a redo log.")
REPOSITORY_ALREADY_EXISTS = ErrorCode("REPOSITORY_ALREADY_EXISTS", ("ref",), "There is such a repository.")
REPOSITORY_CLEANUP_FAILED = ErrorCode(
    "REPOSITORY_CLEANUP_FAILED", (), "What was fetched from the repository could not be removed."
)
REPOSITORY_IS_IN_USE = ErrorCode("REPOSITORY_IS_IN_USE", (), "The repository is in use.")
REPOSYNC_FAILED = ErrorCode("REPOSYNC_FAILED", (), "The repository could not be fetched.")
REPO_SHOULD_BE_SINGLE_ONE_ENABLED = ErrorCode(
    "REPO_SHOULD_BE_SINGLE_ONE_ENABLED", (), "A repository of this kind has to be the only one."
)
REQUIRED_PIF_IS_UNPLUGGED = ErrorCode(
    "REQUIRED_PIF_IS_UNPLUGGED",
    ("PIF",),
    "An interface that is needed is not attached; one parameter for each.",
    arities=(-1,),
)
RESTORE_INCOMPATIBLE_VERSION = ErrorCode(
    "RESTORE_INCOMPATIBLE_VERSION", (), "The backup was made by an incompatible version."
)
RESTORE_SCRIPT_FAILED = ErrorCode("RESTORE_SCRIPT_FAILED", ("log",), "The program that restores backups failed.")
RESTORE_TARGET_MGMT_IF_NOT_IN_BACKUP = ErrorCode(
    "RESTORE_TARGET_MGMT_IF_NOT_IN_BACKUP", (), "The backup lacks the management interface."
)
RESTORE_TARGET_MISSING_DEVICE = ErrorCode(
    "RESTORE_TARGET_MISSING_DEVICE", ("device",), "The machine lacks a device that the backup has."
)
REVERT_ONLY_ALLOWED_ON_SNAPSHOT = ErrorCode(
    "REVERT_ONLY_ALLOWED_ON_SNAPSHOT", (), "Only snapshots can be gone back to.", declared=False
)
ROLE_ALREADY_EXISTS = ErrorCode("ROLE_ALREADY_EXISTS", (), "The subject has the role.")
ROLE_NOT_FOUND = ErrorCode("ROLE_NOT_FOUND", (), "There is no such role, or the subject does not have it.")
SERVER_CERTIFICATE_CHAIN_INVALID = ErrorCode(
    "SERVER_CERTIFICATE_CHAIN_INVALID", (), "The intermediate certificates cannot be read."
)
SERVER_CERTIFICATE_EXPIRED = ErrorCode(
    "SERVER_CERTIFICATE_EXPIRED", ("now", "not_after"), "The certificate has expired."
)
SERVER_CERTIFICATE_INVALID = ErrorCode("SERVER_CERTIFICATE_INVALID", (), "The certificate cannot be read.")
SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED", ("algorithm_oid",), "Keys of this algorithm are not accepted."
)
SERVER_CERTIFICATE_KEY_INVALID = ErrorCode("SERVER_CERTIFICATE_KEY_INVALID", (), "The key cannot be read.")
SERVER_CERTIFICATE_KEY_MISMATCH = ErrorCode(
    "SERVER_CERTIFICATE_KEY_MISMATCH", (), "The key does not belong to the certificate."
)
SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED", ("length",), "Keys of this length are not accepted."
)
SERVER_CERTIFICATE_KEY_RSA_MULTI_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_KEY_RSA_MULTI_NOT_SUPPORTED", (), "Keys of more than two primes are not accepted."
)
SERVER_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "SERVER_CERTIFICATE_NOT_VALID_YET", ("now", "not_before"), "The certificate is not yet valid."
)
SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED = ErrorCode(
    "SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED", (), "Certificates signed in this way are not accepted."
)
SESSION_AUTHENTICATION_FAILED = ErrorCode(
    "SESSION_AUTHENTICATION_FAILED", (), "The login failed. Sent with the name and a text.", arities=(2,)
)
SESSION_AUTHORIZATION_FAILED = ErrorCode(
    "SESSION_AUTHORIZATION_FAILED", ("username", "msg"), "The account is right but may not log in."
)
SESSION_INVALID = ErrorCode("SESSION_INVALID", ("handle",), "There is no such session, or it has ended.")
SESSION_NOT_REGISTERED = ErrorCode(
    "SESSION_NOT_REGISTERED", ("handle",), "The session has no subscription; call event.register first."
)
SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED = ErrorCode(
    "SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED", ("hosts",), "These hosts could not change when consoles are closed."
)
SET_SSH_AUTO_MODE_PARTIALLY_FAILED = ErrorCode(
    "SET_SSH_AUTO_MODE_PARTIALLY_FAILED", ("hosts",), "These hosts could not change when SSH is on."
)
SET_SSH_TIMEOUT_PARTIALLY_FAILED = ErrorCode(
    "SET_SSH_TIMEOUT_PARTIALLY_FAILED", ("hosts",), "These hosts could not change when SSH is switched off."
)
SLAVE_REQUIRES_MANAGEMENT_INTERFACE = ErrorCode(
    "SLAVE_REQUIRES_MANAGEMENT_INTERFACE", (), "A member needs a management interface."
)
SM_PLUGIN_COMMUNICATION_FAILURE = ErrorCode(
    "SM_PLUGIN_COMMUNICATION_FAILURE", ("sm",), "The storage driver does not answer properly."
)
SR_ATTACHED = ErrorCode("SR_ATTACHED", (), "The storage is connected.", arities=(-1,), declared=False)
SR_ATTACH_FAILED = ErrorCode("SR_ATTACH_FAILED", ("sr",), "The storage could not be connected.")
SR_BACKEND_FAILURE = ErrorCode("SR_BACKEND_FAILURE", ("status", "stdout", "stderr"), "The storage driver failed.")
SR_DEVICE_IN_USE = ErrorCode("SR_DEVICE_IN_USE", (), "The place is in use by other storage.")
SR_DOES_NOT_SUPPORT_MIGRATION = ErrorCode(
    "SR_DOES_NOT_SUPPORT_MIGRATION", ("sr", "capabilities"), "Disks cannot be moved from or to this storage."
)
SR_FULL = ErrorCode("SR_FULL", ("requested", "maximum"), "The storage has too little room.")
SR_HAS_MULTIPLE_PBDS = ErrorCode("SR_HAS_MULTIPLE_PBDS", ("PBD",), "Several hosts are connected to the storage.")
SR_HAS_NO_PBDS = ErrorCode("SR_HAS_NO_PBDS", ("sr",), "No host is connected to the storage.")
SR_HAS_PBD = ErrorCode("SR_HAS_PBD", ("sr",), "Hosts are connected to the storage.")
SR_INDESTRUCTIBLE = ErrorCode("SR_INDESTRUCTIBLE", ("sr",), "The storage may not be removed.")
SR_IS_CACHE_SR = ErrorCode("SR_IS_CACHE_SR", ("host",), "The host caches in this storage.")
SR_NOT_ATTACHED = ErrorCode("SR_NOT_ATTACHED", ("sr",), "The storage is not connected.")
SR_NOT_EMPTY = ErrorCode("SR_NOT_EMPTY", (), "The storage has disks.")
SR_NOT_SHARABLE = ErrorCode("SR_NOT_SHARABLE", ("sr", "host"), "Only one host can be connected to the storage.")
SR_NOT_SHARED = ErrorCode("SR_NOT_SHARED", (), "The storage is not shared.", arities=(-1,), declared=False)
SR_OPERATION_NOT_SUPPORTED = ErrorCode(
    "SR_OPERATION_NOT_SUPPORTED", ("sr",), "The storage driver cannot do this.", arities=(0, 1)
)
SR_REQUIRES_UPGRADE = ErrorCode("SR_REQUIRES_UPGRADE", ("SR",), "The storage has to be upgraded first.")
SR_SOURCE_SPACE_INSUFFICIENT = ErrorCode(
    "SR_SOURCE_SPACE_INSUFFICIENT", ("sr",), "The storage has too little room for snapshots to move a disk away."
)
SR_SUSPEND_SPACE_INSUFFICIENT = ErrorCode(
    "SR_SUSPEND_SPACE_INSUFFICIENT", ("sr",), "The storage has too little room for the VM's memory."
)
SR_UNHEALTHY = ErrorCode(
    "SR_UNHEALTHY", ("sr", "health", "fix"), "The storage does not do well; the last parameter tells what to do."
)
SR_UNKNOWN_DRIVER = ErrorCode("SR_UNKNOWN_DRIVER", ("driver",), "There is no such storage driver.")
SR_UUID_EXISTS = ErrorCode("SR_UUID_EXISTS", ("uuid",), "The pool has storage with this uuid.")
SR_VDI_LOCKING_FAILED = ErrorCode("SR_VDI_LOCKING_FAILED", (), "The disk could not be locked.")
SSL_VERIFY_ERROR = ErrorCode("SSL_VERIFY_ERROR", ("reason",), "The other side's certificate could not be verified.")
SUBJECT_ALREADY_EXISTS = ErrorCode("SUBJECT_ALREADY_EXISTS", (), "The pool has this subject.")
SUBJECT_CANNOT_BE_RESOLVED = ErrorCode("SUBJECT_CANNOT_BE_RESOLVED", (), "The directory does not know the subject.")
SUSPEND_IMAGE_NOT_ACCESSIBLE = ErrorCode(
    "SUSPEND_IMAGE_NOT_ACCESSIBLE", ("vdi",), "The host cannot reach the disk with the VM's memory."
)
SUSPEND_VDI_REPLACEMENT_IS_NOT_IDENTICAL = ErrorCode(
    "SUSPEND_VDI_REPLACEMENT_IS_NOT_IDENTICAL",
    ("old", "new"),
    "The disk with the VM's memory can only be replaced with a copy.",
    declared=False,
)
SYNC_BUNDLE_IN_PROGRESS = ErrorCode("SYNC_BUNDLE_IN_PROGRESS", (), "Uploaded updates are being taken over.")
SYNC_UPDATES_IN_PROGRESS = ErrorCode("SYNC_UPDATES_IN_PROGRESS", (), "Updates are being fetched.")
SYSPREP = ErrorCode("SYSPREP", ("vm", "message"), "The guest could not be prepared to be copied.")
SYSTEM_STATUS_MUST_USE_TAR_ON_OEM = ErrorCode(
    "SYSTEM_STATUS_MUST_USE_TAR_ON_OEM", (), "On an embedded edition the report has to be a tar file."
)
SYSTEM_STATUS_RETRIEVAL_FAILED = ErrorCode(
    "SYSTEM_STATUS_RETRIEVAL_FAILED", ("reason",), "The report could not be made."
)
TASK_CANCELLED = ErrorCode("TASK_CANCELLED", ("task",), "Somebody stopped the task.", arities=(0, 1))
TELEMETRY_NEXT_COLLECTION_TOO_LATE = ErrorCode(
    "TELEMETRY_NEXT_COLLECTION_TOO_LATE", ("timestamp",), "The time is too far away."
)
TLS_CONNECTION_FAILED = ErrorCode("TLS_CONNECTION_FAILED", ("address", "port"), "No TLS connection came about.")
TLS_VERIFICATION_ENABLE_IN_PROGRESS = ErrorCode(
    "TLS_VERIFICATION_ENABLE_IN_PROGRESS",
    (),
    "Hosts are about to check each other's certificates.",
    arities=(-1,),
    declared=False,
)
TLS_VERIFICATION_NOT_ENABLED_IN_POOL = ErrorCode(
    "TLS_VERIFICATION_NOT_ENABLED_IN_POOL", (), "Hosts do not check each other's certificates."
)
TOO_BUSY = ErrorCode("TOO_BUSY", (), "The server has too much to do.")
TOO_MANY_GROUPS = ErrorCode("TOO_MANY_GROUPS", (), "The VM can be in one group only.")
TOO_MANY_PENDING_TASKS = ErrorCode("TOO_MANY_PENDING_TASKS", (), "Too many tasks are in progress.")
TOO_MANY_STORAGE_MIGRATES = ErrorCode("TOO_MANY_STORAGE_MIGRATES", ("number",), "Too many disks are being moved.")
TOO_MANY_VUSBS = ErrorCode("TOO_MANY_VUSBS", ("number",), "The VM has as many USB devices as it can.")
TRANSPORT_PIF_NOT_CONFIGURED = ErrorCode(
    "TRANSPORT_PIF_NOT_CONFIGURED", ("PIF",), "The interface that carries the tunnel has no IPv4 configuration."
)
TRUSTED_CERTIFICATE_ALREADY_EXISTS = ErrorCode(
    "TRUSTED_CERTIFICATE_ALREADY_EXISTS", ("fingerprint",), "The certificate is trusted already."
)
TRUSTED_CERTIFICATE_EXPIRED = ErrorCode(
    "TRUSTED_CERTIFICATE_EXPIRED", ("now", "not_after"), "The certificate has expired."
)
TRUSTED_CERTIFICATE_INVALID = ErrorCode("TRUSTED_CERTIFICATE_INVALID", (), "The certificate cannot be read.")
TRUSTED_CERTIFICATE_NOT_VALID_YET = ErrorCode(
    "TRUSTED_CERTIFICATE_NOT_VALID_YET", ("now", "not_before"), "The certificate is not yet valid."
)
UNIMPLEMENTED_IN_SM_BACKEND = ErrorCode(
    "UNIMPLEMENTED_IN_SM_BACKEND", ("message",), "The storage driver does not implement this."
)
UNKNOWN_BOOTLOADER = ErrorCode("UNKNOWN_BOOTLOADER", ("vm", "bootloader"), "There is no such bootloader.")
UPDATEINFO_HASH_MISMATCH = ErrorCode(
    "UPDATEINFO_HASH_MISMATCH", (), "The updates are not those that the hash stands for."
)
UPDATE_ALREADY_APPLIED = ErrorCode("UPDATE_ALREADY_APPLIED", ("update",), "The host has the update.")
UPDATE_ALREADY_APPLIED_IN_POOL = ErrorCode("UPDATE_ALREADY_APPLIED_IN_POOL", ("update",), "All hosts have the update.")
UPDATE_ALREADY_EXISTS = ErrorCode("UPDATE_ALREADY_EXISTS", ("uuid",), "The pool has the update.")
UPDATE_APPLY_FAILED = ErrorCode("UPDATE_APPLY_FAILED", ("output",), "The update failed, with this output.")
UPDATE_IS_APPLIED = ErrorCode("UPDATE_IS_APPLIED", (), "A host has the update.")
UPDATE_POOL_APPLY_FAILED = ErrorCode("UPDATE_POOL_APPLY_FAILED", ("hosts",), "The update failed on these hosts.")
UPDATE_PRECHECK_FAILED_CONFLICT_PRESENT = ErrorCode(
    "UPDATE_PRECHECK_FAILED_CONFLICT_PRESENT",
    ("update", "conflict_update"),
    "The update cannot be applied: another one is in the way.",
)
UPDATE_PRECHECK_FAILED_GPGKEY_NOT_IMPORTED = ErrorCode(
    "UPDATE_PRECHECK_FAILED_GPGKEY_NOT_IMPORTED", ("update",), "The update cannot be applied: its key is not known."
)
UPDATE_PRECHECK_FAILED_OUT_OF_SPACE = ErrorCode(
    "UPDATE_PRECHECK_FAILED_OUT_OF_SPACE",
    ("update", "available_space", "required_space "),
    "The update cannot be applied: too little space.",
)
UPDATE_PRECHECK_FAILED_PREREQUISITE_MISSING = ErrorCode(
    "UPDATE_PRECHECK_FAILED_PREREQUISITE_MISSING",
    ("update", "prerequisite_update"),
    "The update cannot be applied: it needs another one first.",
)
UPDATE_PRECHECK_FAILED_UNKNOWN_ERROR = ErrorCode(
    "UPDATE_PRECHECK_FAILED_UNKNOWN_ERROR", ("update", "info"), "The update cannot be applied."
)
UPDATE_PRECHECK_FAILED_WRONG_SERVER_VERSION = ErrorCode(
    "UPDATE_PRECHECK_FAILED_WRONG_SERVER_VERSION",
    ("update", "installed_version", "required_version "),
    "The update is for another version.",
)
UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_CONNECTION_FAILED = ErrorCode(
    "UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_CONNECTION_FAILED",
    (),
    "The pool that offers the updates cannot be reached.",
)
UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_SERVICE_FAILED = ErrorCode(
    "UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_SERVICE_FAILED",
    (),
    "The pool that offers the updates does not answer properly.",
)
USB_ALREADY_ATTACHED = ErrorCode("USB_ALREADY_ATTACHED", ("PUSB", "VM"), "The USB device is in use by this VM.")
USB_GROUP_CONFLICT = ErrorCode("USB_GROUP_CONFLICT", ("USB_group",), "The VM has a device of this group.")
USB_GROUP_CONTAINS_NO_PUSBS = ErrorCode("USB_GROUP_CONTAINS_NO_PUSBS", ("usb_group",), "The group is empty.")
USB_GROUP_CONTAINS_PUSB = ErrorCode("USB_GROUP_CONTAINS_PUSB", ("pusbs",), "The group has devices.")
USB_GROUP_CONTAINS_VUSB = ErrorCode("USB_GROUP_CONTAINS_VUSB", ("vusbs",), "VMs get devices from the group.")
USER_IS_NOT_LOCAL_SUPERUSER = ErrorCode(
    "USER_IS_NOT_LOCAL_SUPERUSER", ("msg",), "Only the local superuser may do this."
)
UUID_INVALID = ErrorCode("UUID_INVALID", ("type", "uuid"), "There is no object of this class with this uuid.")
V6D_FAILURE = ErrorCode("V6D_FAILURE", (), "The licensing daemon failed.")
VALUE_NOT_SUPPORTED = ErrorCode(
    "VALUE_NOT_SUPPORTED",
    ("field", "value", "reason"),
    "The field or parameter cannot have this value, for this reason.",
)
VBD_CDS_MUST_BE_READONLY = ErrorCode("VBD_CDS_MUST_BE_READONLY", (), "A CD cannot be written to.")
VBD_IS_EMPTY = ErrorCode("VBD_IS_EMPTY", ("vbd",), "There is no disk in the drive.")
VBD_MISSING = ErrorCode("VBD_MISSING", (), "The block device is not there.", declared=False)
VBD_NOT_EMPTY = ErrorCode("VBD_NOT_EMPTY", ("vbd",), "There is a disk in the drive.")
VBD_NOT_REMOVABLE_MEDIA = ErrorCode("VBD_NOT_REMOVABLE_MEDIA", ("vbd",), "The device is no drive.")
VBD_NOT_UNPLUGGABLE = ErrorCode("VBD_NOT_UNPLUGGABLE", ("vbd",), "The device cannot be unplugged.")
VBD_TRAY_LOCKED = ErrorCode("VBD_TRAY_LOCKED", ("vbd",), "The guest has locked the drive.")
VCPU_MAX_NOT_CORES_PER_SOCKET_MULTIPLE = ErrorCode(
    "VCPU_MAX_NOT_CORES_PER_SOCKET_MULTIPLE",
    ("vcpu_max", "cores_per_socket"),
    "The virtual CPUs do not fill whole sockets.",
)
VDI_CBT_ENABLED = ErrorCode("VDI_CBT_ENABLED", ("vdi",), "The disk keeps track of changed blocks.")
VDI_CONTAINS_METADATA_OF_THIS_POOL = ErrorCode(
    "VDI_CONTAINS_METADATA_OF_THIS_POOL", ("vdi", "pool"), "The disk holds a copy of this pool's database."
)
VDI_CONTENT_ID_MISSING = ErrorCode(
    "VDI_CONTENT_ID_MISSING", (), "The content of the disk has no identifier.", declared=False
)
VDI_COPY_FAILED = ErrorCode("VDI_COPY_FAILED", (), "The disk could not be copied.", arities=(1,))
VDI_HAS_RRDS = ErrorCode("VDI_HAS_RRDS", ("vdi",), "The disk holds measurements.")
VDI_INCOMPATIBLE_TYPE = ErrorCode(
    "VDI_INCOMPATIBLE_TYPE", ("vdi", "type"), "Not with a disk of this type.", arities=(1, 2)
)
VDI_IN_USE = ErrorCode("VDI_IN_USE", ("vdi", "operation"), "The disk is in use.")
VDI_IO_ERROR = ErrorCode("VDI_IO_ERROR", ("vdi",), "The disk could not be read or written.", declared=False)
VDI_IS_A_PHYSICAL_DEVICE = ErrorCode("VDI_IS_A_PHYSICAL_DEVICE", ("vdi",), "The disk is a physical device.")
VDI_IS_ENCRYPTED = ErrorCode("VDI_IS_ENCRYPTED", ("vdi",), "The disk is encrypted.")
VDI_IS_NOT_ISO = ErrorCode("VDI_IS_NOT_ISO", ("vdi", "type"), "The disk is no ISO image.")
VDI_IS_SHARABLE = ErrorCode("VDI_IS_SHARABLE", ("vdi",), "Several VMs may write to the disk.", declared=False)
VDI_LOCATION_MISSING = ErrorCode("VDI_LOCATION_MISSING", ("sr", "location"), "The storage has nothing at this place.")
VDI_MISSING = ErrorCode("VDI_MISSING", ("sr", "vdi"), "The storage does not have the disk any more.")
VDI_NEEDS_VM_FOR_MIGRATE = ErrorCode("VDI_NEEDS_VM_FOR_MIGRATE", ("vdi",), "Only the disk of a VM can be moved.")
VDI_NOT_AVAILABLE = ErrorCode("VDI_NOT_AVAILABLE", ("vdi",), "The disk cannot be reached.")
VDI_NOT_IN_MAP = ErrorCode("VDI_NOT_IN_MAP", ("vdi",), "The call does not say where the disk goes.")
VDI_NOT_MANAGED = ErrorCode("VDI_NOT_MANAGED", ("vdi",), "The disk belongs to the storage driver.")
VDI_NOT_SPARSE = ErrorCode("VDI_NOT_SPARSE", ("vdi",), "The disk is not a sparse one.")
VDI_NO_CBT_METADATA = ErrorCode("VDI_NO_CBT_METADATA", ("vdi",), "The disk has no record of changed blocks.")
VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION = ErrorCode(
    "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION",
    (),
    "Not with a disk that is reset when its VM starts.",
    arities=(0, 1),
)
VDI_READONLY = ErrorCode("VDI_READONLY", ("vdi",), "The disk may not be written to.")
VDI_TOO_LARGE = ErrorCode("VDI_TOO_LARGE", ("vdi", "maximum size"), "The disk is too large; in bytes.")
VDI_TOO_SMALL = ErrorCode("VDI_TOO_SMALL", ("vdi", "minimum size"), "The disk is too small; in bytes.")
VGPU_DESTINATION_INCOMPATIBLE = ErrorCode(
    "VGPU_DESTINATION_INCOMPATIBLE", ("reason", "vgpu", "host"), "The virtual GPU cannot move to this host."
)
VGPU_GUEST_DRIVER_LIMIT = ErrorCode(
    "VGPU_GUEST_DRIVER_LIMIT", ("reason", "vm", "host"), "The driver in the guest cannot be moved."
)
VGPU_SUSPENSION_NOT_SUPPORTED = ErrorCode(
    "VGPU_SUSPENSION_NOT_SUPPORTED", ("reason", "vgpu", "host"), "The virtual GPU cannot be suspended."
)
VGPU_TYPE_NOT_COMPATIBLE = ErrorCode(
    "VGPU_TYPE_NOT_COMPATIBLE", ("type",), "The type does not go with the VM's other virtual GPUs."
)
VGPU_TYPE_NOT_COMPATIBLE_WITH_RUNNING_TYPE = ErrorCode(
    "VGPU_TYPE_NOT_COMPATIBLE_WITH_RUNNING_TYPE",
    ("pgpu", "type", "running_type"),
    "The type does not go with what runs on the GPU.",
)
VGPU_TYPE_NOT_ENABLED = ErrorCode("VGPU_TYPE_NOT_ENABLED", ("type", "enabled_types"), "The GPU may not carry the type.")
VGPU_TYPE_NOT_SUPPORTED = ErrorCode(
    "VGPU_TYPE_NOT_SUPPORTED", ("type", "supported_types"), "The GPU cannot carry the type."
)
VGPU_TYPE_NO_LONGER_SUPPORTED = ErrorCode("VGPU_TYPE_NO_LONGER_SUPPORTED", ("type",), "The type is gone.")
VIF_IN_USE = ErrorCode("VIF_IN_USE", ("network", "VIF"), "An interface uses the network.")
VIF_NOT_IN_MAP = ErrorCode("VIF_NOT_IN_MAP", ("vif",), "The call does not say which network the interface goes to.")
VLAN_IN_USE = ErrorCode("VLAN_IN_USE", ("device", "vlan"), "The device has this VLAN outside of the server's control.")
VLAN_TAG_INVALID = ErrorCode("VLAN_TAG_INVALID", ("VLAN",), "A tag is 0 to 4094.")
VMPP_ARCHIVE_MORE_FREQUENT_THAN_BACKUP = ErrorCode(
    "VMPP_ARCHIVE_MORE_FREQUENT_THAN_BACKUP", (), "Backups cannot be copied more often than they are made."
)
VMPP_HAS_VM = ErrorCode("VMPP_HAS_VM", (), "VMs are under the policy.")
VMSS_HAS_VM = ErrorCode("VMSS_HAS_VM", (), "VMs are under the schedule.")
VMS_FAILED_TO_COOPERATE = ErrorCode("VMS_FAILED_TO_COOPERATE", (), "VMs did not give memory back.")
VM_ASSIGNED_TO_PROTECTION_POLICY = ErrorCode(
    "VM_ASSIGNED_TO_PROTECTION_POLICY", ("vm", "vmpp"), "The VM is under a backup policy."
)
VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE = ErrorCode(
    "VM_ASSIGNED_TO_SNAPSHOT_SCHEDULE", ("vm", "vmss"), "The VM is under a schedule."
)
VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT = ErrorCode(
    "VM_ATTACHED_TO_MORE_THAN_ONE_VDI_WITH_TIMEOFFSET_MARKED_AS_RESET_ON_BOOT",
    ("vm",),
    "The VM has several disks that hold its clock's offset and are reset.",
)
VM_BAD_POWER_STATE = ErrorCode(
    "VM_BAD_POWER_STATE", ("vm", "expected", "actual"), "Not while the VM is in this power state."
)
VM_BIOS_STRINGS_ALREADY_SET = ErrorCode(
    "VM_BIOS_STRINGS_ALREADY_SET", (), "What the VM's firmware says can be set only once."
)
VM_CALL_PLUGIN_RATE_LIMIT = ErrorCode(
    "VM_CALL_PLUGIN_RATE_LIMIT", ("VM", "interval", "wait"), "Plugins are called too often for the VM; in seconds."
)
VM_CANNOT_DELETE_DEFAULT_TEMPLATE = ErrorCode(
    "VM_CANNOT_DELETE_DEFAULT_TEMPLATE", ("vm",), "The template came with the product.", arities=(0,)
)
VM_CHECKPOINT_RESUME_FAILED = ErrorCode(
    "VM_CHECKPOINT_RESUME_FAILED", ("vm",), "The VM did not go on after the checkpoint."
)
VM_CHECKPOINT_SUSPEND_FAILED = ErrorCode(
    "VM_CHECKPOINT_SUSPEND_FAILED", ("vm",), "The VM could not be stopped for the checkpoint."
)
VM_CRASHED = ErrorCode("VM_CRASHED", ("vm",), "The VM crashed meanwhile.")
VM_DUPLICATE_VBD_DEVICE = ErrorCode(
    "VM_DUPLICATE_VBD_DEVICE", ("vm", "vbd", "device"), "The VM has two block devices of this name."
)
VM_FAILED_SHUTDOWN_ACKNOWLEDGMENT = ErrorCode(
    "VM_FAILED_SHUTDOWN_ACKNOWLEDGMENT", ("vm",), "The guest did not react to being asked to shut down."
)
VM_FAILED_SUSPEND_ACKNOWLEDGMENT = ErrorCode(
    "VM_FAILED_SUSPEND_ACKNOWLEDGMENT", ("vm",), "The guest did not react to being asked to suspend."
)
VM_HALTED = ErrorCode("VM_HALTED", ("vm",), "The VM halted meanwhile.")
VM_HAS_CHECKPOINT = ErrorCode("VM_HAS_CHECKPOINT", ("vm",), "A checkpoint of the VM stands in the way.")
VM_HAS_NO_SUSPEND_VDI = ErrorCode("VM_HAS_NO_SUSPEND_VDI", ("vm",), "The disk with the VM's memory is not there.")
VM_HAS_PCI_ATTACHED = ErrorCode("VM_HAS_PCI_ATTACHED", ("vm",), "A PCI device is passed through to the VM.")
VM_HAS_SRIOV_VIF = ErrorCode("VM_HAS_SRIOV_VIF", ("vm",), "The VM has an interface on an SR-IOV network.")
VM_HAS_TOO_MANY_SNAPSHOTS = ErrorCode(
    "VM_HAS_TOO_MANY_SNAPSHOTS", ("vm",), "Only a VM with at most one snapshot can be moved with its disks."
)
VM_HAS_VGPU = ErrorCode("VM_HAS_VGPU", ("vm",), "The VM has a virtual GPU.")
VM_HAS_VUSBS = ErrorCode("VM_HAS_VUSBS", ("VM",), "The VM has a USB device.")
VM_HOST_INCOMPATIBLE_VERSION = ErrorCode(
    "VM_HOST_INCOMPATIBLE_VERSION", ("host", "vm"), "The host's software is older than the VM needs."
)
VM_HOST_INCOMPATIBLE_VERSION_MIGRATE = ErrorCode(
    "VM_HOST_INCOMPATIBLE_VERSION_MIGRATE", ("host", "vm"), "The VM would move to a host with older software."
)
VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION = ErrorCode(
    "VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION",
    ("host", "host_versions", "vm", "vm_version"),
    "The host cannot offer the virtual hardware that the VM needs.",
)
VM_HVM_REQUIRED = ErrorCode("VM_HVM_REQUIRED", ("vm",), "The host's CPUs cannot run the VM.")
VM_INCOMPATIBLE_WITH_THIS_HOST = ErrorCode(
    "VM_INCOMPATIBLE_WITH_THIS_HOST", ("vm", "host", "reason"), "The VM cannot run on the host, for this reason."
)
VM_IS_IMMOBILE = ErrorCode("VM_IS_IMMOBILE", ("VM",), "The VM was started in a way that rules out moving.")
VM_IS_PART_OF_AN_APPLIANCE = ErrorCode(
    "VM_IS_PART_OF_AN_APPLIANCE",
    ("vm", "appliance"),
    "The VM belongs to an appliance, which has to be recovered as a whole.",
)
VM_IS_PROTECTED = ErrorCode("VM_IS_PROTECTED", ("vm",), "High availability protects the VM.")
VM_IS_SNAPSHOT = ErrorCode("VM_IS_SNAPSHOT", ("vm", "operation"), "The VM is a snapshot.", declared=False)
VM_IS_TEMPLATE = ErrorCode("VM_IS_TEMPLATE", ("vm",), "The VM is a template.", arities=(1, 2))
VM_IS_USING_NESTED_VIRT = ErrorCode("VM_IS_USING_NESTED_VIRT", ("VM",), "The VM is a hypervisor itself.")
VM_LACKS_FEATURE = ErrorCode("VM_LACKS_FEATURE", ("vm",), "The guest's agent cannot do this.")
VM_MEMORY_SIZE_TOO_LOW = ErrorCode("VM_MEMORY_SIZE_TOO_LOW", ("vm",), "The VM has too little memory to start.")
VM_MEMORY_TARGET_WAIT_TIMEOUT = ErrorCode(
    "VM_MEMORY_TARGET_WAIT_TIMEOUT",
    (),
    "The VM did not reach the memory that it shall have in time.",
    arities=(-1,),
    declared=False,
)
VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED = ErrorCode(
    "VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED", (), "The host that the VM moves to cannot be reached."
)
VM_MIGRATE_FAILED = ErrorCode("VM_MIGRATE_FAILED", ("vm", "source", "destination", "msg"), "The VM could not be moved.")
VM_MISSING_PV_DRIVERS = ErrorCode("VM_MISSING_PV_DRIVERS", ("vm",), "The guest has no paravirtual drivers.")
VM_NON_SUSPENDABLE = ErrorCode("VM_NON_SUSPENDABLE", ("vm", "reason"), "The VM cannot be suspended, for this reason.")
VM_NOT_RESIDENT_HERE = ErrorCode("VM_NOT_RESIDENT_HERE", ("vm", "host"), "The VM runs on another host.")
VM_NO_CRASHDUMP_SR = ErrorCode("VM_NO_CRASHDUMP_SR", ("vm",), "There is no place for the VM's crash dumps.")
VM_NO_EMPTY_CD_VBD = ErrorCode("VM_NO_EMPTY_CD_VBD", ("vm",), "The VM has no empty drive.")
VM_NO_SUSPEND_SR = ErrorCode("VM_NO_SUSPEND_SR", ("vm",), "There is no place for the VM's memory.")
VM_NO_VCPUS = ErrorCode("VM_NO_VCPUS", ("vm",), "A VM needs a virtual CPU.")
VM_OLD_PV_DRIVERS = ErrorCode(
    "VM_OLD_PV_DRIVERS", ("vm", "major", "minor"), "The guest's paravirtual drivers are too old."
)
VM_PCI_BUS_FULL = ErrorCode("VM_PCI_BUS_FULL", ("VM",), "The VM has no place for another PCI device.")
VM_PV_DRIVERS_IN_USE = ErrorCode("VM_PV_DRIVERS_IN_USE", ("vm",), "The guest uses paravirtual drivers.")
VM_REBOOTED = ErrorCode("VM_REBOOTED", ("vm",), "The VM rebooted meanwhile.")
VM_REQUIRES_GPU = ErrorCode("VM_REQUIRES_GPU", ("vm", "GPU_group"), "No GPU of the group is there.")
VM_REQUIRES_IOMMU = ErrorCode("VM_REQUIRES_IOMMU", ("host",), "The host cannot pass devices through.")
VM_REQUIRES_NETWORK = ErrorCode(
    "VM_REQUIRES_NETWORK", ("vm", "network"), "The VM needs a network that the host does not have."
)
VM_REQUIRES_SR = ErrorCode("VM_REQUIRES_SR", ("vm", "sr"), "The VM needs storage that the host does not have.")
VM_REQUIRES_VDI = ErrorCode("VM_REQUIRES_VDI", ("vm", "vdi"), "The VM needs a disk that is not there.")
VM_REQUIRES_VGPU = ErrorCode(
    "VM_REQUIRES_VGPU", ("vm", "GPU_group", "vGPU_type"), "No GPU of the group has room for the virtual GPU."
)
VM_REQUIRES_VUSB = ErrorCode("VM_REQUIRES_VUSB", ("vm", "USB_group"), "No USB device of the group is there.")
VM_REVERT_FAILED = ErrorCode("VM_REVERT_FAILED", ("vm", "snapshot"), "The VM could not go back to the snapshot.")
VM_SHUTDOWN_TIMEOUT = ErrorCode(
    "VM_SHUTDOWN_TIMEOUT", ("vm", "timeout"), "The guest did not shut down within the time, in seconds."
)
VM_SNAPSHOT_FAILED = ErrorCode(
    "VM_SNAPSHOT_FAILED", (), "The snapshot could not be taken.", arities=(-1,), declared=False
)
VM_SNAPSHOT_WITH_QUIESCE_FAILED = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_FAILED", ("vm",), "The guest could not hold still for the snapshot."
)
VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED",
    ("vm", "error"),
    "The guest cannot hold still for a snapshot.",
    arities=(1,),
)
VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND", ("vm",), "The agent in the guest does not answer."
)
VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT = ErrorCode(
    "VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT", ("vm",), "The guest did not hold still for the snapshot in time."
)
VM_SUSPEND_TIMEOUT = ErrorCode(
    "VM_SUSPEND_TIMEOUT", ("vm", "timeout"), "The guest did not suspend within the time, in seconds."
)
VM_TOO_MANY_VCPUS = ErrorCode("VM_TOO_MANY_VCPUS", ("vm",), "The VM has more virtual CPUs than allowed.")
VM_TO_IMPORT_IS_NOT_NEWER_VERSION = ErrorCode(
    "VM_TO_IMPORT_IS_NOT_NEWER_VERSION",
    ("vm", "existing_version", "version_to_import"),
    "The pool has a newer version of the VM.",
)
VM_UNSAFE_BOOT = ErrorCode("VM_UNSAFE_BOOT", ("vm",), "The VM may still run elsewhere.")
VTPM_MAX_AMOUNT_REACHED = ErrorCode("VTPM_MAX_AMOUNT_REACHED", ("amount",), "The VM has as many TPMs as it can.")
WLB_AUTHENTICATION_FAILED = ErrorCode(
    "WLB_AUTHENTICATION_FAILED", (), "The workload balancing server refused the name and password."
)
WLB_CONNECTION_REFUSED = ErrorCode(
    "WLB_CONNECTION_REFUSED", (), "The workload balancing server refused the connection."
)
WLB_CONNECTION_RESET = ErrorCode("WLB_CONNECTION_RESET", (), "The workload balancing server broke the connection.")
WLB_DISABLED = ErrorCode("WLB_DISABLED", (), "Workload balancing is off.")
WLB_INTERNAL_ERROR = ErrorCode("WLB_INTERNAL_ERROR", (), "The workload balancing server failed.")
WLB_MALFORMED_REQUEST = ErrorCode(
    "WLB_MALFORMED_REQUEST", (), "The workload balancing server did not understand the request."
)
WLB_MALFORMED_RESPONSE = ErrorCode(
    "WLB_MALFORMED_RESPONSE",
    ("method", "reason", "response"),
    "The workload balancing server's answer makes no sense.",
    arities=(1, 3),
)
WLB_NOT_INITIALIZED = ErrorCode("WLB_NOT_INITIALIZED", (), "There is no workload balancing server.")
WLB_TIMEOUT = ErrorCode(
    "WLB_TIMEOUT", ("configured_timeout",), "The workload balancing server did not answer within the time, in seconds."
)
WLB_UNKNOWN_HOST = ErrorCode("WLB_UNKNOWN_HOST", (), "The workload balancing server's name is not known.")
WLB_URL_INVALID = ErrorCode("WLB_URL_INVALID", ("url",), "The text is not the address of a workload balancing server.")
WLB_XENSERVER_AUTHENTICATION_FAILED = ErrorCode(
    "WLB_XENSERVER_AUTHENTICATION_FAILED",
    (),
    "The workload balancing server was refused by the pool: wrong name or password.",
)
WLB_XENSERVER_CONNECTION_REFUSED = ErrorCode(
    "WLB_XENSERVER_CONNECTION_REFUSED", (), "The workload balancing server was refused by the pool."
)
WLB_XENSERVER_MALFORMED_RESPONSE = ErrorCode(
    "WLB_XENSERVER_MALFORMED_RESPONSE", (), "The workload balancing server did not understand the pool's answer."
)
WLB_XENSERVER_TIMEOUT = ErrorCode(
    "WLB_XENSERVER_TIMEOUT", (), "The workload balancing server got no answer from the pool in time."
)
WLB_XENSERVER_UNKNOWN_HOST = ErrorCode(
    "WLB_XENSERVER_UNKNOWN_HOST", (), "The workload balancing server does not know the pool's name."
)
XAPI_HOOK_FAILED = ErrorCode(
    "XAPI_HOOK_FAILED", ("hook_name", "reason", "stdout", "exit_code"), "A hook program failed."
)
XENAPI_MISSING_PLUGIN = ErrorCode("XENAPI_MISSING_PLUGIN", ("name",), "The host has no such plugin.")
XENAPI_PLUGIN_FAILURE = ErrorCode(
    "XENAPI_PLUGIN_FAILURE", ("status", "stdout", "stderr"), "The plugin failed.", arities=(2, 3)
)
XEN_INCOMPATIBLE = ErrorCode("XEN_INCOMPATIBLE", (), "The hypervisor is incompatible with the server.")
XEN_VSS_REQ_ERROR_ADDING_VOLUME_TO_SNAPSET_FAILED = ErrorCode(
    "XEN_VSS_REQ_ERROR_ADDING_VOLUME_TO_SNAPSET_FAILED",
    ("vm", "error_code"),
    "The guest could not hold still: a volume could not be added.",
)
XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT = ErrorCode(
    "XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT",
    ("vm", "error_code"),
    "The guest could not hold still: making the snapshot failed.",
)
XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT_XML_STRING = ErrorCode(
    "XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT_XML_STRING",
    ("vm", "error_code"),
    "The guest could not hold still: describing the snapshot failed.",
)
XEN_VSS_REQ_ERROR_INIT_FAILED = ErrorCode(
    "XEN_VSS_REQ_ERROR_INIT_FAILED", ("vm", "error_code"), "The guest could not hold still: it failed at once."
)
XEN_VSS_REQ_ERROR_NO_VOLUMES_SUPPORTED = ErrorCode(
    "XEN_VSS_REQ_ERROR_NO_VOLUMES_SUPPORTED",
    ("vm", "error_code"),
    "The guest could not hold still: it has no suitable volume.",
)
XEN_VSS_REQ_ERROR_PREPARING_WRITERS = ErrorCode(
    "XEN_VSS_REQ_ERROR_PREPARING_WRITERS",
    ("vm", "error_code"),
    "The guest could not hold still: its programs were not ready.",
)
XEN_VSS_REQ_ERROR_PROV_NOT_LOADED = ErrorCode(
    "XEN_VSS_REQ_ERROR_PROV_NOT_LOADED",
    ("vm", "error_code"),
    "The guest could not hold still: its provider is not loaded.",
)
XEN_VSS_REQ_ERROR_START_SNAPSHOT_SET_FAILED = ErrorCode(
    "XEN_VSS_REQ_ERROR_START_SNAPSHOT_SET_FAILED",
    ("vm", "error_code"),
    "The guest could not hold still: beginning failed.",
)
XMLRPC_UNMARSHAL_FAILURE = ErrorCode(
    "XMLRPC_UNMARSHAL_FAILURE", ("expected", "received"), "A value is not of the expected type."
)
