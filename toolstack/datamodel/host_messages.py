"""What can be asked of a host."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.host import Host, HostNtpMode, HostNumaAffinityPolicy, LatestSyncedUpdatesAppliedState
from toolstack.datamodel.model import EMPTY_MAP, EPOCH, NULL, MapOf, Ref, Role, Secret, SetOf, message

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.data_source import DataSource
    from toolstack.datamodel.enums import UpdateGuidances
    from toolstack.datamodel.host import HostDisplay, HostSchedGran
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.pif import Pif
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vdi import Vdi
    from toolstack.datamodel.vm import Vm


@message(Host, role=Role.POOL_OPERATOR, history=(("published", "rio"), ("changed", "25.31.0")), client_cert=True)
def disable(host: Ref[Host], auto_enable: bool = True) -> None:
    """Take no new VMs on the host.

    Args:
        host: the host.
        auto_enable: whether it takes VMs again after its next boot.
    """


@message(Host, role=Role.POOL_OPERATOR, since="rio", client_cert=True)
def enable(host: Ref[Host]) -> None:
    """Take VMs on the host again."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def shutdown(host: Ref[Host]) -> None:
    """Shut the host down; it has to be disabled, with no VM running on it."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def reboot(host: Ref[Host]) -> None:
    """Reboot the host; it has to be disabled, with no VM running on it."""


@message(Host, role=Role.LOCAL_ROOT, since="kolkata", hidden=True)
def prepare_for_poweroff(host: Ref[Host]) -> None:
    """Save what the host would lose when it goes down."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def dmesg(host: Ref[Host]) -> str:
    """Return the hypervisor's log."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def dmesg_clear(host: Ref[Host]) -> str:
    """Return the hypervisor's log and empty it."""


@message(Host, role=Role.READ_ONLY, since="rio")
def get_log(host: Ref[Host]) -> str:
    """Return the host's log file."""


@message(Host, role=Role.POOL_ADMIN, since="rio")
def send_debug_keys(host: Ref[Host], keys: str) -> None:
    """Send debug keys to the hypervisor."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def bugreport_upload(host: Ref[Host], url: str, options: MapOf[str, str]) -> None:
    """Send a status report of the host to a server."""


@message(Host, role=Role.READ_ONLY, since="rio", asynchronous=False)
def list_methods() -> SetOf[str]:
    """Return the names of all messages."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("published", "rio"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    errors=(errors.LICENSE_PROCESSING_ERROR,),
)
def license_apply(host: Ref[Host], contents: str) -> None:
    """Was for installing a licence file."""


@message(Host, role=Role.POOL_OPERATOR, since="indigo", errors=(errors.LICENSE_PROCESSING_ERROR,))
def license_add(host: Ref[Host], contents: str) -> None:
    """Install a licence, given in base64."""


@message(Host, role=Role.POOL_OPERATOR, since="indigo")
def license_remove(host: Ref[Host]) -> None:
    """Remove the installed licence."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("published", "rio"), ("changed", "24.40.0"), ("changed", "25.21.0"), ("changed", "25.38.0-next")),
    hidden=True,
)
def create(
    uuid: str,
    name_label: str,
    name_description: str,
    hostname: str,
    address: str,
    external_auth_type: str = "",
    external_auth_service_name: str = "",
    external_auth_configuration: MapOf[str, str] = EMPTY_MAP,
    license_params: MapOf[str, str] = EMPTY_MAP,
    edition: str = "",
    license_server: MapOf[str, str] = MappingProxyType({"address": "localhost", "port": "27000"}),
    local_cache_sr: Ref[Sr] = NULL,
    chipset_info: MapOf[str, str] = EMPTY_MAP,
    ssl_legacy: bool = True,
    last_software_update: datetime = EPOCH,
    last_update_hash: str = "",
    ssh_enabled: bool = True,
    ssh_enabled_timeout: int = 0,
    ssh_expiry: datetime = EPOCH,
    console_idle_timeout: int = 0,
    ssh_auto_mode: bool = False,
    secure_boot: bool = False,
    software_version: MapOf[str, str] = EMPTY_MAP,
    https_only: bool = False,
    max_cstate: str = "",
    ntp_mode: HostNtpMode = HostNtpMode.FACTORY,
    ntp_custom_servers: SetOf[str] = (),
    timezone: str = "UTC",
    numa_affinity_policy: HostNumaAffinityPolicy = HostNumaAffinityPolicy.DEFAULT_POLICY,
    latest_synced_updates_applied: LatestSyncedUpdatesAppliedState = LatestSyncedUpdatesAppliedState.UNKNOWN,
    pending_guidances_full: SetOf[UpdateGuidances] = (),
    pending_guidances_recommended: SetOf[UpdateGuidances] = (),
) -> Ref[Host]:
    """Make the record of a host that joins the pool."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def destroy(self: Ref[Host]) -> None:
    """Remove the record of a host that is gone for good."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando")
def power_on(host: Ref[Host]) -> None:
    """Switch the host on from afar, as its power_on_mode says."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def set_license_params(self: Ref[Host], value: MapOf[str, str]) -> None:
    """Store what the licence allows."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_ha_disable(soft: bool = False) -> None:
    """Switch high availability off on this host alone, when the pool cannot be reached.

    Args:
        soft: only until the next boot.
    """


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_disarm_fencing(host: Ref[Host]) -> None:
    """Keep the host from fencing itself."""


@message(Host, role=Role.LOCAL_ROOT, since="miami", hidden=True, pool_internal=True)
def preconfigure_ha(host: Ref[Host], statefiles: SetOf[Ref[Vdi]], metadata_vdi: Ref[Vdi], generation: str) -> None:
    """Prepare the host for high availability with these disks."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_join_liveset(host: Ref[Host]) -> None:
    """Start taking part in the heartbeats."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_disable_failover_decisions(host: Ref[Host]) -> None:
    """Keep the host from becoming the coordinator by itself until the next boot."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_wait_for_shutdown_via_statefile(host: Ref[Host]) -> None:
    """Wait until the heartbeat disk says that high availability ends."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_stop_daemon(host: Ref[Host]) -> None:
    """Stop the heartbeats."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_release_resources(host: Ref[Host]) -> None:
    """Give back what high availability used on the host."""


@message(
    Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False, hidden=True, emergency=True, not_forwarded=True
)
def ha_xapi_healthcheck() -> bool:
    """Return that this server is healthy; the heartbeat daemon asks."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    since="miami",
    errors=(
        errors.HOST_STILL_BOOTING,
        errors.HOST_HAS_NO_MANAGEMENT_IP,
        errors.HOST_MASTER_CANNOT_TALK_BACK,
        errors.HOST_UNKNOWN_TO_MASTER,
        errors.HOST_BROKEN,
        errors.LICENCE_RESTRICTION,
        errors.LICENSE_DOES_NOT_SUPPORT_POOLING,
        errors.HA_SHOULD_BE_FENCED,
        errors.HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR,
    ),
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def local_assert_healthy() -> None:
    """Fail with the reason if this host cannot do its part in the pool."""


@message(Host, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True, pool_internal=True)
def request_backup(host: Ref[Host], generation: int, force: bool) -> None:
    """Send a copy of the database to the host."""


@message(Host, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True, pool_internal=True)
def request_config_file_sync(host: Ref[Host], hash: str) -> None:
    """Send the files that all hosts share to the host, unless it has this version."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    since="miami",
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def propose_new_master(address: str, manual: bool) -> None:
    """Vote on a new coordinator: the first phase. HA_ABORT_NEW_MASTER with the reason for a no."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    since="miami",
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def commit_new_master(address: str) -> None:
    """Follow the new coordinator that was agreed on: the second phase."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    since="miami",
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def abort_new_master(address: str) -> None:
    """Forget the proposal of a new coordinator."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_data_sources(host: Ref[Host]) -> SetOf[DataSource]:
    """Return the measurements that the host can take."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def record_data_source(host: Ref[Host], data_source: str) -> None:
    """Record a measurement from now on."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def query_data_source(host: Ref[Host], data_source: str) -> float:
    """Return the latest value of a measurement."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def forget_data_source_archives(host: Ref[Host], data_source: str) -> None:
    """Remove what was recorded of a measurement."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def assert_can_evacuate(host: Ref[Host]) -> None:
    """Fail with the reason if not all VMs could move away."""


@message(Host, role=Role.READ_ONLY, since="orlando")
def get_vms_which_prevent_evacuation(self: Ref[Host]) -> MapOf[Ref[Vm], SetOf[str]]:
    """Return the VMs that could not move away, each with the error."""


@message(Host, role=Role.READ_ONLY, history=(("published", "midnight-ride"), ("deprecated", "tampa")))
def get_uncooperative_resident_VMs(self: Ref[Host]) -> SetOf[Ref[Vm]]:
    """Return the VMs that do not give memory back when asked."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(("published", "midnight-ride"), ("deprecated", "tampa")),
    hidden=True,
    pool_internal=True,
)
def get_uncooperative_domains(self: Ref[Host]) -> SetOf[str]:
    """Return the domains that do not give memory back when asked."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("published", "miami"), ("extended", "1.297.0"), ("extended", "23.27.0")),
    client_cert=True,
)
def evacuate(host: Ref[Host], network: Ref[Network] = NULL, evacuate_batch_size: int = 0) -> None:
    """Move all VMs to other hosts.

    Args:
        host: the host, which has to be disabled.
        network: over which to move them; null for the management network.
        evacuate_batch_size: how many at a time; 0 for the server's choice.
    """


@message(
    Host,
    role=Role.LOCAL_ROOT,
    since="miami",
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def signal_networking_change() -> None:
    """Look at the host's addresses again: the network has changed."""


@message(Host, role=Role.LOCAL_ROOT, since="miami", hidden=True, pool_internal=True)
def notify(ty: str, params: str) -> None:
    """Tell the server about something in the words of its helpers."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def syslog_reconfigure(host: Ref[Host]) -> None:
    """Send logs where ``logging`` says."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def management_reconfigure(pif: Ref[Pif]) -> None:
    """Manage the host through another interface, which needs an IP configuration.

    The former one keeps its address and stays attached. The connection may break although the call succeeds.
    HA_IS_ENABLED while HA is on.
    """


@message(Host, role=Role.POOL_OPERATOR, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def local_management_reconfigure(interface: str) -> None:
    """Manage this host through another bridge. In emergency mode only, else NOT_IN_EMERGENCY_MODE."""


@message(Host, role=Role.POOL_OPERATOR, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def management_disable() -> None:
    """Listen on no network any more. SLAVE_REQUIRES_MANAGEMENT_INTERFACE on a member."""


@message(Host, role=Role.POOL_OPERATOR, since="tampa")
def get_management_interface(host: Ref[Host]) -> Ref[Pif]:
    """Return the PIF through which the host is managed."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def get_system_status_capabilities(host: Ref[Host]) -> str:
    """Return as XML what a status report of the host may contain."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, hidden=True)
def get_diagnostic_timing_stats(host: Ref[Host], counts: bool = False) -> MapOf[str, str]:
    """Return how long calls took; for developers."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def restart_agent(host: Ref[Host]) -> None:
    """Restart the server of the host, after the answer."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False, emergency=True, not_forwarded=True)
def shutdown_agent() -> None:
    """Stop the server of this host, after the answer."""


@message(Host, role=Role.POOL_OPERATOR, since="miami", errors=(errors.HOST_NAME_INVALID,), asynchronous=False)
def set_hostname_live(host: Ref[Host], hostname: str) -> None:
    """Set the name of the host on the network."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, hidden=True, emergency=True, not_forwarded=True)
def is_in_emergency_mode() -> bool:
    """Return whether this host waits for a coordinator that it cannot reach."""


@message(Host, role=Role.READ_ONLY, since="orlando")
def compute_free_memory(host: Ref[Host]) -> int:
    """Return how much memory is left for VMs, in bytes."""


@message(Host, role=Role.READ_ONLY, since="midnight-ride")
def compute_memory_overhead(host: Ref[Host]) -> int:
    """Return how much memory the hypervisor takes for itself, in bytes."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", asynchronous=False, hidden=True, pool_internal=True)
def tickle_heartbeat(host: Ref[Host], stuff: MapOf[str, str]) -> MapOf[str, str]:
    """Tell the coordinator that the host is alive."""


@message(Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False)
def sync_data(host: Ref[Host]) -> None:
    """Send the coordinator's recorded measurements and messages to the host."""


@message(Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False)
def backup_rrds(host: Ref[Host], delay: float) -> None:
    """Send the recorded measurements to the coordinator, after a delay in seconds."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(host: Ref[Host], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object kept with the host and return it."""


@message(Host, role=Role.POOL_ADMIN, since="orlando")
def call_plugin(host: Ref[Host], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """Call a function of a plugin program on the host and return its answer."""


@message(Host, role=Role.POOL_ADMIN, since="ely")
def has_extension(host: Ref[Host], name: str) -> bool:
    """Return whether the host has this extension of the API."""


@message(Host, role=Role.POOL_ADMIN, since="ely", asynchronous=False, published_result="str")
def call_extension(host: Ref[Host], call: str) -> Any:
    """Call an extension of the API on the host and return its answer, of whatever type."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_servertime(host: Ref[Host]) -> datetime:
    """Return the time of the host, in UTC."""


@message(Host, role=Role.READ_ONLY, since="cowley", asynchronous=False)
def get_server_localtime(host: Ref[Host]) -> datetime:
    """Return the time of the host, in its time zone."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def enable_binary_storage(host: Ref[Host]) -> None:
    """Let the host keep binary objects and statistics."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def disable_binary_storage(host: Ref[Host]) -> None:
    """Keep the host from storing binary objects and statistics, and remove those there are."""


@message(Host, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def enable_external_auth(host: Ref[Host], config: MapOf[str, str], service_name: str, auth_type: str) -> None:
    """Check logins of the host against a directory."""


@message(Host, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def disable_external_auth(host: Ref[Host], config: MapOf[str, str] = EMPTY_MAP, force: bool = False) -> None:
    """Check logins of the host locally again."""


@message(Host, role=Role.POOL_ADMIN, since="26.16.0", asynchronous=False)
def external_auth_set_ldaps(host: Ref[Host], ldaps: bool, force: bool = False) -> None:
    """Choose whether the host speaks to the directory over TLS."""


@message(Host, role=Role.READ_ONLY, since="george")
def retrieve_wlb_evacuate_recommendations(self: Ref[Host]) -> MapOf[Ref[Vm], SetOf[str]]:
    """Return where the workload balancing server would move the host's VMs."""


@message(Host, role=Role.LOCAL_ROOT, since="1.290.0", hidden=True, pool_internal=True)
def install_ca_certificate(host: Ref[Host], name: str, cert: str) -> None:
    """Install a CA certificate on the host."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(("published", "1.290.0"), ("changed", "24.35.0")),
    hidden=True,
    pool_internal=True,
)
def uninstall_ca_certificate(host: Ref[Host], name: str, force: bool = False) -> None:
    """Remove a CA certificate from the host."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(("published", "george"), ("deprecated", "1.290.0")),
    hidden=True,
    pool_internal=True,
)
def certificate_list(host: Ref[Host]) -> SetOf[str]:
    """Return the names of the CA certificates on the host."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_install(host: Ref[Host], name: str, crl: str) -> None:
    """Install a list of revoked certificates on the host."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_uninstall(host: Ref[Host], name: str) -> None:
    """Remove a list of revoked certificates from the host."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_list(host: Ref[Host]) -> SetOf[str]:
    """Return the names of the lists of revoked certificates on the host."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def certificate_sync(host: Ref[Host]) -> None:
    """Give the host the certificates and revocation lists of the coordinator."""


@message(Host, role=Role.READ_ONLY, history=(("published", "george"), ("changed", "inverness")))
def get_server_certificate(host: Ref[Host]) -> str:
    """Return the certificate that the host presents, as PEM."""


@message(Host, role=Role.POOL_ADMIN, since="1.307.0")
def refresh_server_certificate(host: Ref[Host]) -> None:
    """Replace the certificate that hosts present to each other."""


@message(Host, role=Role.POOL_ADMIN, since="stockholm")
def install_server_certificate(
    host: Ref[Host], certificate: str, private_key: str, certificate_chain: str = ""
) -> None:
    """Install the certificate that the host presents.

    Args:
        host: the host.
        certificate: PEM.
        private_key: PKCS#8 as PEM.
        certificate_chain: intermediate certificates as PEM, or empty.
    """


@message(Host, role=Role.LOCAL_ROOT, since="stockholm", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reset_server_certificate() -> None:
    """Replace this host's certificate with a new self-signed one, also in emergency mode."""


@message(Host, role=Role.POOL_ADMIN, since="1.290.0")
def reset_server_certificate(host: Ref[Host]) -> None:
    """Replace the host's certificate with a new self-signed one."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def update_pool_secret(host: Ref[Host], pool_secret: Secret) -> None:
    """Store a new pool secret on the host."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def update_master(host: Ref[Host], master_address: str) -> None:
    """Tell the host where the coordinator is now."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def attach_static_vdis(host: Ref[Host], vdi_reason_map: MapOf[Ref[Vdi], str]) -> None:
    """Attach disks whenever the host boots, each for a stated reason."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def detach_static_vdis(host: Ref[Host], vdis: SetOf[Ref[Vdi]]) -> None:
    """Stop attaching disks when the host boots."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def set_localdb_key(host: Ref[Host], key: str, value: str) -> None:
    """Store a key in the host's own little database."""


@message(Host, role=Role.POOL_OPERATOR, since="midnight-ride", asynchronous=False)
def apply_edition(host: Ref[Host], edition: str, force: bool = False) -> None:
    """Take out a licence of this edition for the host."""


@message(Host, role=Role.POOL_OPERATOR, history=(("published", "midnight-ride"), ("deprecated", "ely")))
def refresh_pack_info(host: Ref[Host]) -> None:
    """Look again which supplemental packs the host has."""


@message(
    Host, role=Role.POOL_OPERATOR, history=(("published", "cowley"), ("changed", "stockholm"), ("changed", "24.19.0"))
)
def set_power_on_mode(self: Ref[Host], power_on_mode: str, power_on_config: MapOf[str, str]) -> None:
    """Set how the host can be switched on from afar."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("published", "midnight-ride"), ("deprecated", "dundee"), ("removed", "dundee")),
    asynchronous=False,
)
def set_cpu_features(host: Ref[Host], features: str) -> None:
    """Was for masking CPU features."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("published", "midnight-ride"), ("deprecated", "dundee"), ("removed", "dundee")),
    asynchronous=False,
)
def reset_cpu_features(host: Ref[Host]) -> None:
    """Was for unmasking CPU features."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", hidden=True)
def reset_networking(host: Ref[Host]) -> None:
    """Remove all network objects of the host: PIFs, bonds, VLANs, tunnels, SR-IOV networks. Networks stay."""


@message(Host, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def enable_local_storage_caching(host: Ref[Host], sr: Ref[Sr]) -> None:
    """Cache shared disks in this storage repository of the host."""


@message(Host, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def disable_local_storage_caching(host: Ref[Host]) -> None:
    """Stop caching shared disks on the host."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def get_sm_diagnostics(host: Ref[Host]) -> str:
    """Return what the storage layer is doing; for developers."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def get_thread_diagnostics(host: Ref[Host]) -> str:
    """Return what the server's threads are doing; for developers."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def sm_dp_destroy(host: Ref[Host], dp: str, allow_leak: bool) -> None:
    """Remove a use of a disk from the storage layer's books."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_vlans(host: Ref[Host]) -> None:
    """Make the VLANs of the coordinator on the host too. They are not plugged."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_tunnels(host: Ref[Host]) -> None:
    """Make the tunnels of the coordinator on the host too. They are not plugged."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_pif_currently_attached(host: Ref[Host], bridges: SetOf[str]) -> None:
    """Record which PIFs of the host are attached, given the bridges that exist."""


@message(Host, role=Role.VM_POWER_ADMIN, since="tampa")
def migrate_receive(host: Ref[Host], network: Ref[Network], options: MapOf[str, str]) -> MapOf[str, str]:
    """Prepare the host to receive a VM over a network, and return what the sender needs."""


@message(Host, role=Role.POOL_OPERATOR, since="clearwater")
def declare_dead(host: Ref[Host]) -> None:
    """Say that a host is certainly down, so that its VMs may be started elsewhere."""


@message(Host, role=Role.POOL_OPERATOR, since="cream")
def enable_display(host: Ref[Host]) -> HostDisplay:
    """Show the host's console again from the next boot on, and return the state now."""


@message(Host, role=Role.POOL_OPERATOR, since="cream")
def disable_display(host: Ref[Host]) -> HostDisplay:
    """Hide the host's console from the next boot on, and return the state now."""


@message(Host, role=Role.POOL_OPERATOR, history=(("published", "dundee"), ("changed", "stockholm")))
def set_ssl_legacy(self: Ref[Host], value: bool) -> None:
    """Forbid old TLS versions; allowing them is refused."""


@message(Host, role=Role.POOL_ADMIN, since="dundee", hidden=True)
def apply_guest_agent_config(host: Ref[Host]) -> None:
    """Tell the agents in the guests on the host the pool's settings."""


@message(Host, role=Role.VM_OPERATOR, since="falcon", hidden=True, pool_internal=True)
def mxgpu_vf_setup(host: Ref[Host]) -> None:
    """Make the virtual functions of AMD GPUs."""


@message(Host, role=Role.VM_OPERATOR, since="quebec", hidden=True, pool_internal=True)
def nvidia_vf_setup(host: Ref[Host], pf: Ref[Pci], enable: bool) -> None:
    """Make or remove the virtual functions of an Nvidia GPU."""


@message(Host, role=Role.VM_OPERATOR, since="inverness", hidden=True)
def allocate_resources_for_vm(self: Ref[Host], vm: Ref[Vm], live: bool) -> None:
    """Set aside on the host what a VM needs that is about to come."""


@message(Host, role=Role.POOL_OPERATOR, since="kolkata")
def set_iscsi_iqn(host: Ref[Host], value: str) -> None:
    """Set the host's name as iSCSI initiator."""


@message(Host, role=Role.POOL_OPERATOR, since="kolkata")
def set_multipathing(host: Ref[Host], value: bool) -> None:
    """Choose whether the host uses storage over several paths."""


@message(Host, role=Role.LOCAL_ROOT, since="22.16.0", hidden=True, pool_internal=True)
def write_uefi_certificates_to_disk(host: Ref[Host]) -> None:
    """Write the UEFI certificates for guests to the host's disk."""


@message(Host, role=Role.LOCAL_ROOT, history=(("published", "quebec"), ("deprecated", "22.16.0")))
def set_uefi_certificates(host: Ref[Host], value: str) -> None:
    """Set the UEFI certificates for guests on the host."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def notify_accept_new_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """Accept a new pool secret besides the old one: the first step of a rotation."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def notify_send_new_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """Use the new pool secret from now on: the second step of a rotation."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def cleanup_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """Accept the new pool secret only: the last step of a rotation."""


@message(Host, role=Role.LOCAL_ROOT, since="1.271.0")
def set_sched_gran(self: Ref[Host], value: HostSchedGran) -> None:
    """Set what the scheduler treats as one unit, from the next boot on."""


@message(Host, role=Role.LOCAL_ROOT, since="1.271.0")
def get_sched_gran(self: Ref[Host]) -> HostSchedGran:
    """Return what the scheduler treats as one unit."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "24.0.0"),))
def set_numa_affinity_policy(self: Ref[Host], value: HostNumaAffinityPolicy) -> None:
    """Set where VMs on the host get their memory when they next start."""


@message(Host, role=Role.LOCAL_ROOT, since="1.290.0", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_disable_tls_verification() -> None:
    """Stop checking other hosts' certificates on this host, to let it reach the coordinator."""


@message(Host, role=Role.LOCAL_ROOT, since="1.298.0", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reenable_tls_verification() -> None:
    """Check other hosts' certificates on this host again."""


@message(Host, role=Role.LOCAL_ROOT, since="1.295.0", hidden=True, pool_internal=True)
def cert_distrib_atom(host: Ref[Host], command: str) -> str:
    """Do one step of distributing certificates in the pool."""


@message(Host, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def apply_updates(self: Ref[Host], hash: str) -> SetOf[SetOf[str]]:
    """Update the host to the state with this hash, and return the warnings."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def rescan_drivers(self: Ref[Host]) -> None:
    """Look again which drivers the host has."""


@message(Host, role=Role.POOL_ADMIN, since="1.307.0", hidden=True, pool_internal=True)
def copy_primary_host_certs(host: Ref[Host]) -> None:
    """Send the coordinator's trusted certificates to the host."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "22.27.0"),))
def set_https_only(self: Ref[Host], value: bool) -> None:
    """Choose whether the host closes its unencrypted port."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "23.18.0"), ("removed", "23.25.0")))
def apply_recommended_guidances(self: Ref[Host]) -> None:
    """Was for doing what updates recommended."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(("prototyped", "24.10.0"),),
    asynchronous=False,
    emergency=True,
    not_forwarded=True,
)
def emergency_clear_mandatory_guidance() -> None:
    """Forget what updates demand of this host, so that it may be used."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def enable_ssh(self: Ref[Host]) -> None:
    """Let the host accept SSH."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def disable_ssh(self: Ref[Host]) -> None:
    """Let the host no longer accept SSH."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_ssh_enabled_timeout(self: Ref[Host], value: int) -> None:
    """Set after how many seconds SSH is switched off again; 0 for never."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_console_idle_timeout(self: Ref[Host], value: int) -> None:
    """Set after how many idle seconds the console is closed; 0 for never."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.27.0"),))
def set_ssh_auto_mode(self: Ref[Host], value: bool) -> None:
    """Choose whether SSH is switched on when the toolstack is down."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "25.34.0"),))
def get_tracked_user_agents(self: Ref[Host]) -> MapOf[str, str]:
    """Return the programs that call the API, with their addresses."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "25.34.0"),),
    asynchronous=False,
    hidden=True,
    pool_internal=True,
    emergency=True,
    not_forwarded=True,
)
def update_firewalld_service_status() -> None:
    """Open and close ports of this host's firewall as its services need."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_max_cstate(self: Ref[Host], value: str) -> None:
    """Set the deepest sleep state of the CPUs; empty for no limit."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_ntp_mode(self: Ref[Host], value: HostNtpMode) -> None:
    """Set where the time servers come from."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_ntp_custom_servers(self: Ref[Host], value: SetOf[str]) -> None:
    """Set the time servers used in mode Custom."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def get_ntp_servers_status(self: Ref[Host]) -> MapOf[str, str]:
    """Return how each time server does."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_timezone(self: Ref[Host], value: str) -> None:
    """Set the time zone, as in the tz database."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def list_timezones(self: Ref[Host]) -> SetOf[str]:
    """Return the time zones there are."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def get_ntp_synchronized(self: Ref[Host]) -> bool:
    """Return whether the clock is synchronized."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_servertime(self: Ref[Host], value: datetime) -> None:
    """Set the clock; only while no time server is used."""
