"""To be described."""

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


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("changed", "25.31.0"),
    ),
    client_cert=True,
)
def disable(host: Ref[Host], auto_enable: bool = True) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio", client_cert=True)
def enable(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def shutdown(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def reboot(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="kolkata", hidden=True)
def prepare_for_poweroff(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def dmesg(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def dmesg_clear(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="rio")
def get_log(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="rio")
def send_debug_keys(host: Ref[Host], keys: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def bugreport_upload(host: Ref[Host], url: str, options: MapOf[str, str]) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="rio", asynchronous=False)
def list_methods() -> SetOf[str]:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    errors=(errors.LICENSE_PROCESSING_ERROR,),
)
def license_apply(host: Ref[Host], contents: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="indigo", errors=(errors.LICENSE_PROCESSING_ERROR,))
def license_add(host: Ref[Host], contents: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="indigo")
def license_remove(host: Ref[Host]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("changed", "24.40.0"),
        ("changed", "25.21.0"),
        ("changed", "25.38.0-next"),
    ),
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
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def destroy(self: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando")
def power_on(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def set_license_params(self: Ref[Host], value: MapOf[str, str]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_ha_disable(soft: bool = False) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_disarm_fencing(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="miami", hidden=True, pool_internal=True)
def preconfigure_ha(host: Ref[Host], statefiles: SetOf[Ref[Vdi]], metadata_vdi: Ref[Vdi], generation: str) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_join_liveset(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_disable_failover_decisions(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_wait_for_shutdown_via_statefile(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_stop_daemon(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_release_resources(host: Ref[Host]) -> None:
    """To be described."""


@message(
    Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False, hidden=True, emergency=True, not_forwarded=True
)
def ha_xapi_healthcheck() -> bool:
    """To be described."""


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
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True, pool_internal=True)
def request_backup(host: Ref[Host], generation: int, force: bool) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="rio", asynchronous=False, hidden=True, pool_internal=True)
def request_config_file_sync(host: Ref[Host], hash: str) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_data_sources(host: Ref[Host]) -> SetOf[DataSource]:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def record_data_source(host: Ref[Host], data_source: str) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def query_data_source(host: Ref[Host], data_source: str) -> float:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def forget_data_source_archives(host: Ref[Host], data_source: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def assert_can_evacuate(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="orlando")
def get_vms_which_prevent_evacuation(self: Ref[Host]) -> MapOf[Ref[Vm], SetOf[str]]:
    """To be described."""


@message(
    Host,
    role=Role.READ_ONLY,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "tampa"),
    ),
)
def get_uncooperative_resident_VMs(self: Ref[Host]) -> SetOf[Ref[Vm]]:
    """To be described."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "tampa"),
    ),
    hidden=True,
    pool_internal=True,
)
def get_uncooperative_domains(self: Ref[Host]) -> SetOf[str]:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("extended", "1.297.0"),
        ("extended", "23.27.0"),
    ),
    client_cert=True,
)
def evacuate(host: Ref[Host], network: Ref[Network] = NULL, evacuate_batch_size: int = 0) -> None:
    """To be described."""


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
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="miami", hidden=True, pool_internal=True)
def notify(ty: str, params: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def syslog_reconfigure(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami")
def management_reconfigure(pif: Ref[Pif]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def local_management_reconfigure(interface: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def management_disable() -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="tampa")
def get_management_interface(host: Ref[Host]) -> Ref[Pif]:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def get_system_status_capabilities(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, hidden=True)
def get_diagnostic_timing_stats(host: Ref[Host], counts: bool = False) -> MapOf[str, str]:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="rio")
def restart_agent(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False, emergency=True, not_forwarded=True)
def shutdown_agent() -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="miami", errors=(errors.HOST_NAME_INVALID,), asynchronous=False)
def set_hostname_live(host: Ref[Host], hostname: str) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="miami", asynchronous=False, hidden=True, emergency=True, not_forwarded=True)
def is_in_emergency_mode() -> bool:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="orlando")
def compute_free_memory(host: Ref[Host]) -> int:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="midnight-ride")
def compute_memory_overhead(host: Ref[Host]) -> int:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", asynchronous=False, hidden=True, pool_internal=True)
def tickle_heartbeat(host: Ref[Host], stuff: MapOf[str, str]) -> MapOf[str, str]:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False)
def sync_data(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="orlando", asynchronous=False)
def backup_rrds(host: Ref[Host], delay: float) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(host: Ref[Host], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="orlando")
def call_plugin(host: Ref[Host], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="ely")
def has_extension(host: Ref[Host], name: str) -> bool:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="ely", asynchronous=False, published_result="str")
def call_extension(host: Ref[Host], call: str) -> Any:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_servertime(host: Ref[Host]) -> datetime:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="cowley", asynchronous=False)
def get_server_localtime(host: Ref[Host]) -> datetime:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def enable_binary_storage(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def disable_binary_storage(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def enable_external_auth(host: Ref[Host], config: MapOf[str, str], service_name: str, auth_type: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def disable_external_auth(host: Ref[Host], config: MapOf[str, str] = EMPTY_MAP, force: bool = False) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="26.16.0", asynchronous=False)
def external_auth_set_ldaps(host: Ref[Host], ldaps: bool, force: bool = False) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, since="george")
def retrieve_wlb_evacuate_recommendations(self: Ref[Host]) -> MapOf[Ref[Vm], SetOf[str]]:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.290.0", hidden=True, pool_internal=True)
def install_ca_certificate(host: Ref[Host], name: str, cert: str) -> None:
    """To be described."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "1.290.0"),
        ("changed", "24.35.0"),
    ),
    hidden=True,
    pool_internal=True,
)
def uninstall_ca_certificate(host: Ref[Host], name: str, force: bool = False) -> None:
    """To be described."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "george"),
        ("deprecated", "1.290.0"),
    ),
    hidden=True,
    pool_internal=True,
)
def certificate_list(host: Ref[Host]) -> SetOf[str]:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_install(host: Ref[Host], name: str, crl: str) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_uninstall(host: Ref[Host], name: str) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def crl_list(host: Ref[Host]) -> SetOf[str]:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="george", hidden=True, pool_internal=True)
def certificate_sync(host: Ref[Host]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.READ_ONLY,
    history=(
        ("published", "george"),
        ("changed", "inverness"),
    ),
)
def get_server_certificate(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="1.307.0")
def refresh_server_certificate(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="stockholm")
def install_server_certificate(
    host: Ref[Host], certificate: str, private_key: str, certificate_chain: str = ""
) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reset_server_certificate() -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="1.290.0")
def reset_server_certificate(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def update_pool_secret(host: Ref[Host], pool_secret: Secret) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def update_master(host: Ref[Host], master_address: str) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def attach_static_vdis(host: Ref[Host], vdi_reason_map: MapOf[Ref[Vdi], str]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def detach_static_vdis(host: Ref[Host], vdis: SetOf[Ref[Vdi]]) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="midnight-ride", hidden=True, pool_internal=True)
def set_localdb_key(host: Ref[Host], key: str, value: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="midnight-ride", asynchronous=False)
def apply_edition(host: Ref[Host], edition: str, force: bool = False) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "ely"),
    ),
)
def refresh_pack_info(host: Ref[Host]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("changed", "stockholm"),
        ("changed", "24.19.0"),
    ),
)
def set_power_on_mode(self: Ref[Host], power_on_mode: str, power_on_config: MapOf[str, str]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "dundee"),
        ("removed", "dundee"),
    ),
    asynchronous=False,
)
def set_cpu_features(host: Ref[Host], features: str) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "dundee"),
        ("removed", "dundee"),
    ),
    asynchronous=False,
)
def reset_cpu_features(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", hidden=True)
def reset_networking(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def enable_local_storage_caching(host: Ref[Host], sr: Ref[Sr]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def disable_local_storage_caching(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def get_sm_diagnostics(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def get_thread_diagnostics(host: Ref[Host]) -> str:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True)
def sm_dp_destroy(host: Ref[Host], dp: str, allow_leak: bool) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_vlans(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_tunnels(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="boston", asynchronous=False, hidden=True, pool_internal=True)
def sync_pif_currently_attached(host: Ref[Host], bridges: SetOf[str]) -> None:
    """To be described."""


@message(Host, role=Role.VM_POWER_ADMIN, since="tampa")
def migrate_receive(host: Ref[Host], network: Ref[Network], options: MapOf[str, str]) -> MapOf[str, str]:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="clearwater")
def declare_dead(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="cream")
def enable_display(host: Ref[Host]) -> HostDisplay:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="cream")
def disable_display(host: Ref[Host]) -> HostDisplay:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "dundee"),
        ("changed", "stockholm"),
    ),
)
def set_ssl_legacy(self: Ref[Host], value: bool) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="dundee", hidden=True)
def apply_guest_agent_config(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.VM_OPERATOR, since="falcon", hidden=True, pool_internal=True)
def mxgpu_vf_setup(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.VM_OPERATOR, since="quebec", hidden=True, pool_internal=True)
def nvidia_vf_setup(host: Ref[Host], pf: Ref[Pci], enable: bool) -> None:
    """To be described."""


@message(Host, role=Role.VM_OPERATOR, since="inverness", hidden=True)
def allocate_resources_for_vm(self: Ref[Host], vm: Ref[Vm], live: bool) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="kolkata")
def set_iscsi_iqn(host: Ref[Host], value: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="kolkata")
def set_multipathing(host: Ref[Host], value: bool) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="22.16.0", hidden=True, pool_internal=True)
def write_uefi_certificates_to_disk(host: Ref[Host]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "quebec"),
        ("deprecated", "22.16.0"),
    ),
)
def set_uefi_certificates(host: Ref[Host], value: str) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def notify_accept_new_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def notify_send_new_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="stockholm_psr", hidden=True)
def cleanup_pool_secret(host: Ref[Host], old_ps: Secret, new_ps: Secret) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.271.0")
def set_sched_gran(self: Ref[Host], value: HostSchedGran) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.271.0")
def get_sched_gran(self: Ref[Host]) -> HostSchedGran:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "24.0.0"),))
def set_numa_affinity_policy(self: Ref[Host], value: HostNumaAffinityPolicy) -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.290.0", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_disable_tls_verification() -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.298.0", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reenable_tls_verification() -> None:
    """To be described."""


@message(Host, role=Role.LOCAL_ROOT, since="1.295.0", hidden=True, pool_internal=True)
def cert_distrib_atom(host: Ref[Host], command: str) -> str:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def apply_updates(self: Ref[Host], hash: str) -> SetOf[SetOf[str]]:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def rescan_drivers(self: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, since="1.307.0", hidden=True, pool_internal=True)
def copy_primary_host_certs(host: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "22.27.0"),))
def set_https_only(self: Ref[Host], value: bool) -> None:
    """To be described."""


@message(
    Host,
    role=Role.POOL_OPERATOR,
    history=(
        ("prototyped", "23.18.0"),
        ("removed", "23.25.0"),
    ),
)
def apply_recommended_guidances(self: Ref[Host]) -> None:
    """To be described."""


@message(
    Host,
    role=Role.LOCAL_ROOT,
    history=(("prototyped", "24.10.0"),),
    asynchronous=False,
    emergency=True,
    not_forwarded=True,
)
def emergency_clear_mandatory_guidance() -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def enable_ssh(self: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def disable_ssh(self: Ref[Host]) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_ssh_enabled_timeout(self: Ref[Host], value: int) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_console_idle_timeout(self: Ref[Host], value: int) -> None:
    """To be described."""


@message(Host, role=Role.POOL_ADMIN, history=(("prototyped", "25.27.0"),))
def set_ssh_auto_mode(self: Ref[Host], value: bool) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "25.34.0"),))
def get_tracked_user_agents(self: Ref[Host]) -> MapOf[str, str]:
    """To be described."""


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
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_max_cstate(self: Ref[Host], value: str) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_ntp_mode(self: Ref[Host], value: HostNtpMode) -> None:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_ntp_custom_servers(self: Ref[Host], value: SetOf[str]) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def get_ntp_servers_status(self: Ref[Host]) -> MapOf[str, str]:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_timezone(self: Ref[Host], value: str) -> None:
    """To be described."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def list_timezones(self: Ref[Host]) -> SetOf[str]:
    """To be described."""


@message(Host, role=Role.READ_ONLY, history=(("prototyped", "26.0.0"),))
def get_ntp_synchronized(self: Ref[Host]) -> bool:
    """To be described."""


@message(Host, role=Role.POOL_OPERATOR, history=(("prototyped", "26.0.0"),))
def set_servertime(self: Ref[Host], value: datetime) -> None:
    """To be described."""
