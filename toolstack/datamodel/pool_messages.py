"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import EMPTY_MAP, MapOf, Ref, Role, Secret, SetOf, message
from toolstack.datamodel.pool import Pool

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.certificate import Certificate
    from toolstack.datamodel.enums import CertificatePurpose
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif
    from toolstack.datamodel.pool import HelloReturn, PoolGuestSecurebootReadiness, UpdateSyncFrequency
    from toolstack.datamodel.repository import Repository
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vm import Vm


@message(Pool, role=Role.POOL_OPERATOR, since="rio", errors=(errors.JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS,))
def join(master_address: str, master_username: str, master_password: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def join_force(master_address: str, master_username: str, master_password: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def eject(host: Ref[Host]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def initial_auth() -> Secret:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.298.0", hidden=True)
def exchange_certificates_on_join(uuid: str, certificate: str) -> MapOf[str, str]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.320.0", hidden=True)
def exchange_ca_certificates_on_join(import_: MapOf[str, str], export: SetOf[Ref[Certificate]]) -> MapOf[str, str]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_transition_to_master() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reset_master(master_address: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def recover_slaves() -> SetOf[Ref[Host]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def hello(host_uuid: str, host_address: str) -> HelloReturn:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="rio", asynchronous=False, hidden=True, emergency=True, not_forwarded=True)
def is_slave(host: Ref[Host]) -> bool:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", errors=(errors.VLAN_TAG_INVALID,))
def create_VLAN(device: str, network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    since="inverness",
    errors=(
        errors.HA_IS_ENABLED,
        errors.PIF_NOT_PRESENT,
        errors.CANNOT_PLUG_BOND_SLAVE,
        errors.PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE,
        errors.PIF_HAS_NO_NETWORK_CONFIGURATION,
        errors.PIF_HAS_NO_V6_NETWORK_CONFIGURATION,
    ),
)
def management_reconfigure(network: Ref[Network]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", errors=(errors.VLAN_TAG_INVALID,))
def create_VLAN_from_PIF(pif: Ref[Pif], network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="miami", client_cert=True)
def enable_ha(heartbeat_srs: SetOf[Ref[Sr]], configuration: MapOf[str, str]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="miami", client_cert=True)
def disable_ha() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def sync_database() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="miami")
def designate_new_master(host: Ref[Host]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando-update-1", asynchronous=False)
def ha_prevent_restarts_for(seconds: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_failover_plan_exists(n: int) -> bool:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_compute_max_host_failures_to_tolerate() -> int:
    """To be described."""


@message(Pool, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def ha_compute_hypothetical_max_host_failures_to_tolerate(configuration: MapOf[Ref[Vm], str]) -> int:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_compute_vm_failover_plan(
    failed_hosts: SetOf[Ref[Host]], failed_vms: SetOf[Ref[Vm]]
) -> MapOf[Ref[Vm], MapOf[str, str]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando")
def set_ha_host_failures_to_tolerate(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(pool: Ref[Pool], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """To be described."""


@message(Pool, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_schedule_plan_recomputation() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", hidden=True)
def enable_binary_storage() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", hidden=True)
def disable_binary_storage() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def enable_external_auth(pool: Ref[Pool], config: MapOf[str, str], service_name: str, auth_type: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def disable_external_auth(pool: Ref[Pool], config: MapOf[str, str] = EMPTY_MAP) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="26.16.0", asynchronous=False)
def external_auth_set_ldaps(pool: Ref[Pool], ldaps: bool, force: bool = False) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george", asynchronous=False)
def detect_nonhomogeneous_external_auth(pool: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def initialize_wlb(
    wlb_url: str, wlb_username: str, wlb_password: str, xenserver_username: str, xenserver_password: str
) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def deconfigure_wlb() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def send_wlb_configuration(config: MapOf[str, str]) -> None:
    """To be described."""


@message(Pool, role=Role.READ_ONLY, since="george")
def retrieve_wlb_configuration() -> MapOf[str, str]:
    """To be described."""


@message(Pool, role=Role.READ_ONLY, since="george")
def retrieve_wlb_recommendations() -> MapOf[Ref[Vm], SetOf[str]]:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="george")
def send_test_post(host: str, port: int, body: str) -> str:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "george"),
        ("deprecated", "1.290.0"),
    ),
)
def certificate_install(name: str, cert: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "george"),
        ("deprecated", "1.290.0"),
    ),
)
def certificate_uninstall(name: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "george"),
        ("deprecated", "1.290.0"),
    ),
)
def certificate_list() -> SetOf[str]:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "1.290.0"),
        ("deprecated", "26.13.0"),
    ),
    client_cert=True,
)
def install_ca_certificate(name: str, cert: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "1.290.0"),
        ("changed", "24.35.0"),
        ("deprecated", "26.13.0"),
    ),
    client_cert=True,
)
def uninstall_ca_certificate(name: str, force: bool = False) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_install(name: str, cert: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_uninstall(name: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_list() -> SetOf[str]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def certificate_sync() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="1.290.0", asynchronous=False)
def enable_tls_verification() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="midnight-ride")
def enable_redo_log(sr: Ref[Sr]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="midnight-ride")
def disable_redo_log() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="midnight-ride", hidden=True, pool_internal=True)
def audit_log_append(line: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "midnight-ride"),
        ("extended", "cowley"),
        ("deprecated", "falcon"),
    ),
)
def set_vswitch_controller(address: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def test_archive_target(self: Ref[Pool], config: MapOf[str, str]) -> str:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley")
def enable_local_storage_caching(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley")
def disable_local_storage_caching(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.READ_ONLY, since="clearwater")
def get_license_state(self: Ref[Pool]) -> MapOf[str, str]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="clearwater")
def apply_edition(self: Ref[Pool], edition: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "dundee"),
        ("deprecated", "dundee"),
        ("removed", "stockholm"),
    ),
)
def enable_ssl_legacy(self: Ref[Pool]) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "dundee"),
        ("deprecated", "stockholm"),
    ),
)
def disable_ssl_legacy(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="inverness")
def set_igmp_snooping_enabled(self: Ref[Pool], value: bool) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def has_extension(self: Ref[Pool], name: str) -> bool:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def add_to_guest_agent_config(self: Ref[Pool], key: str, value: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def remove_from_guest_agent_config(self: Ref[Pool], key: str) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_ADMIN,
    since="stockholm_psr",
    errors=(
        errors.INTERNAL_ERROR,
        errors.HOST_IS_SLAVE,
        errors.CANNOT_CONTACT_HOST,
        errors.HA_IS_ENABLED,
        errors.NOT_SUPPORTED_DURING_UPGRADE,
    ),
)
def rotate_secret() -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def set_repositories(self: Ref[Pool], value: SetOf[Ref[Repository]]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def add_repository(self: Ref[Pool], value: Ref[Repository]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def remove_repository(self: Ref[Pool], value: Ref[Repository]) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "1.329.0"),
        ("changed", "25.7.0"),
    ),
    client_cert=True,
)
def sync_updates(
    self: Ref[Pool], force: bool, token: str = "", token_id: str = "", username: str = "", password: str = ""
) -> str:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.304.0", client_cert=True)
def check_update_readiness(self: Ref[Pool], requires_reboot: bool) -> SetOf[SetOf[str]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.318.0", client_cert=True)
def enable_client_certificate_auth(self: Ref[Pool], name: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.318.0", client_cert=True)
def disable_client_certificate_auth(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="21.3.0", client_cert=True)
def configure_repository_proxy(self: Ref[Pool], url: str, username: str, password: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, since="21.4.0", client_cert=True)
def disable_repository_proxy(self: Ref[Pool]) -> None:
    """To be described."""


@message(
    Pool,
    role=Role.POOL_ADMIN,
    history=(
        ("published", "22.16.0"),
        ("deprecated", "24.0.0"),
    ),
)
def set_uefi_certificates(self: Ref[Pool], value: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "24.0.0"),))
def set_custom_uefi_certificates(self: Ref[Pool], value: str) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "22.27.0"),))
def set_https_only(self: Ref[Pool], value: bool) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "23.9.0"),))
def set_telemetry_next_collection(self: Ref[Pool], value: datetime) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "23.9.0"),))
def reset_telemetry_uuid(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.18.0"),))
def configure_update_sync(self: Ref[Pool], update_sync_frequency: UpdateSyncFrequency, update_sync_day: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.18.0"),))
def set_update_sync_enabled(self: Ref[Pool], value: bool) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.27.0"),), asynchronous=False)
def set_local_auth_max_threads(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.27.0"),), asynchronous=False)
def set_ext_auth_max_threads(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_enabled(self: Ref[Pool], value: bool) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_size(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_expiry(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.17.0"),), asynchronous=False)
def get_guest_secureboot_readiness(self: Ref[Pool]) -> PoolGuestSecurebootReadiness:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def enable_ssh(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def disable_ssh(self: Ref[Pool]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_ssh_enabled_timeout(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_console_idle_timeout(self: Ref[Pool], value: int) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.27.0"),))
def set_ssh_auto_mode(self: Ref[Pool], value: bool) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), client_cert=True)
def install_trusted_certificate(self: Ref[Pool], ca: bool, cert: str, purpose: SetOf[CertificatePurpose]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), client_cert=True)
def uninstall_trusted_certificate(self: Ref[Pool], certificate: Ref[Certificate]) -> None:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.16.0"),), client_cert=True)
def sync_trusted_certificates_from(
    self: Ref[Pool], remote_pool: str, remote_session: Ref[Session], remote_certificate: str, ca: bool
) -> SetOf[Ref[Certificate]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), hidden=True, client_cert=True)
def exchange_trusted_certificates_on_join(
    self: Ref[Pool], ca: bool, import_: MapOf[str, SetOf[str]], export: SetOf[Ref[Certificate]]
) -> MapOf[str, SetOf[str]]:
    """To be described."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), hidden=True, client_cert=True)
def exchange_crls_on_join(self: Ref[Pool], import_: MapOf[str, str], export: SetOf[str]) -> MapOf[str, str]:
    """To be described."""
