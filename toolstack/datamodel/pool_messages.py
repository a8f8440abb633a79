"""What can be asked of the pool."""

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
    """Make this host a member of another pool.

    The host may have no bonds, tunnels, SR-IOV networks nor VLANs except that of its management interface, no
    running VM and no shared storage. Networks of NICs are matched by the name of their bridge.

    Args:
        master_address: the coordinator of that pool.
        master_username: an account there.
        master_password: its password.
    """


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def join_force(master_address: str, master_username: str, master_password: str) -> None:
    """Join another pool although the hosts' CPUs or software differ."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def eject(host: Ref[Host]) -> None:
    """Take a host out of the pool. It keeps its management configuration, loses everything else, and reboots."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def initial_auth() -> Secret:
    """Return the pool secret, for the very first exchange of a joining host."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.298.0", hidden=True)
def exchange_certificates_on_join(uuid: str, certificate: str) -> MapOf[str, str]:
    """Take the internal certificate of a joining host and return those of the pool."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.320.0", hidden=True)
def exchange_ca_certificates_on_join(import_: MapOf[str, str], export: SetOf[Ref[Certificate]]) -> MapOf[str, str]:
    """Take CA certificates of a joining host and return those asked for."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_transition_to_master() -> None:
    """Make this host the coordinator, with the database as last copied here.

    Other members stay with the old one.
    """


@message(Pool, role=Role.POOL_OPERATOR, since="rio", asynchronous=False, emergency=True, not_forwarded=True)
def emergency_reset_master(master_address: str) -> None:
    """Tell this member where the coordinator is now; it restarts."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def recover_slaves() -> SetOf[Ref[Host]]:
    """Tell all other hosts that this is the coordinator, and return those that answered."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def hello(host_uuid: str, host_address: str) -> HelloReturn:
    """Report to the coordinator that a member is up, with the address to reach it at."""


@message(Pool, role=Role.POOL_ADMIN, since="rio", asynchronous=False, hidden=True, emergency=True, not_forwarded=True)
def is_slave(host: Ref[Host]) -> bool:
    """Return whether this host is a member, to check that it can be reached."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio", errors=(errors.VLAN_TAG_INVALID,))
def create_VLAN(device: str, network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """Put a VLAN on the interfaces with this name of all hosts and return their PIFs.

    Use create_VLAN_from_PIF, which finds the interfaces by network instead.
    """


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
    """Move the management of all hosts to their interfaces on another network.

    The interfaces need an IP configuration first. Members go before the coordinator; nothing is undone after a
    failure.
    """


@message(Pool, role=Role.POOL_OPERATOR, since="rio", errors=(errors.VLAN_TAG_INVALID,))
def create_VLAN_from_PIF(pif: Ref[Pif], network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """Put a VLAN on all interfaces of the pool that share a network with this one, and return their PIFs.

    Hosts that are down get theirs when they come back. After an error nothing remains.
    """


@message(Pool, role=Role.POOL_OPERATOR, since="miami", client_cert=True)
def enable_ha(heartbeat_srs: SetOf[Ref[Sr]], configuration: MapOf[str, str]) -> None:
    """Switch high availability on, with heartbeats over these storage repositories."""


@message(Pool, role=Role.POOL_OPERATOR, since="miami", client_cert=True)
def disable_ha() -> None:
    """Switch high availability off."""


@message(Pool, role=Role.POOL_OPERATOR, since="rio")
def sync_database() -> None:
    """Copy the database to all hosts, and return when they have it."""


@message(Pool, role=Role.POOL_OPERATOR, since="miami")
def designate_new_master(host: Ref[Host]) -> None:
    """Make another host the coordinator, in an orderly way: all hosts have to agree."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando-update-1", asynchronous=False)
def ha_prevent_restarts_for(seconds: int) -> None:
    """Keep high availability from restarting VMs for some seconds."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_failover_plan_exists(n: int) -> bool:
    """Return whether all protected VMs could be restarted if so many hosts failed."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_compute_max_host_failures_to_tolerate() -> int:
    """Return how many hosts may fail with all protected VMs restarted."""


@message(Pool, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def ha_compute_hypothetical_max_host_failures_to_tolerate(configuration: MapOf[Ref[Vm], str]) -> int:
    """Return how many hosts may fail with these VMs protected, each with its restart priority."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def ha_compute_vm_failover_plan(
    failed_hosts: SetOf[Ref[Host]], failed_vms: SetOf[Ref[Vm]]
) -> MapOf[Ref[Vm], MapOf[str, str]]:
    """Return where VMs would be restarted if these hosts failed."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando")
def set_ha_host_failures_to_tolerate(self: Ref[Pool], value: int) -> None:
    """Set how many host failures to plan for."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(pool: Ref[Pool], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object kept with the pool and return it."""


@message(Pool, role=Role.LOCAL_ROOT, since="orlando", hidden=True, pool_internal=True)
def ha_schedule_plan_recomputation() -> None:
    """Make the plans of high availability anew, soon."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", hidden=True)
def enable_binary_storage() -> None:
    """Let hosts keep binary objects and statistics."""


@message(Pool, role=Role.POOL_OPERATOR, since="orlando", hidden=True)
def disable_binary_storage() -> None:
    """Keep hosts from storing binary objects and statistics, and remove those there are."""


@message(Pool, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def enable_external_auth(pool: Ref[Pool], config: MapOf[str, str], service_name: str, auth_type: str) -> None:
    """Check logins of all hosts against a directory."""


@message(Pool, role=Role.POOL_ADMIN, since="george", asynchronous=False)
def disable_external_auth(pool: Ref[Pool], config: MapOf[str, str] = EMPTY_MAP) -> None:
    """Check logins of all hosts locally again."""


@message(Pool, role=Role.POOL_ADMIN, since="26.16.0", asynchronous=False)
def external_auth_set_ldaps(pool: Ref[Pool], ldaps: bool, force: bool = False) -> None:
    """Choose whether all hosts speak to the directory over TLS."""


@message(Pool, role=Role.POOL_OPERATOR, since="george", asynchronous=False)
def detect_nonhomogeneous_external_auth(pool: Ref[Pool]) -> None:
    """Look whether all hosts use the same directory, and make an alert if not."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def initialize_wlb(
    wlb_url: str, wlb_username: str, wlb_password: str, xenserver_username: str, xenserver_password: str
) -> None:
    """Connect the pool with a workload balancing server."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def deconfigure_wlb() -> None:
    """Disconnect the pool from the workload balancing server."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def send_wlb_configuration(config: MapOf[str, str]) -> None:
    """Set the balancing policy of the workload balancing server."""


@message(Pool, role=Role.READ_ONLY, since="george")
def retrieve_wlb_configuration() -> MapOf[str, str]:
    """Return the balancing policy of the workload balancing server."""


@message(Pool, role=Role.READ_ONLY, since="george")
def retrieve_wlb_recommendations() -> MapOf[Ref[Vm], SetOf[str]]:
    """Return where the workload balancing server would move which VM."""


@message(Pool, role=Role.POOL_ADMIN, since="george")
def send_test_post(host: str, port: int, body: str) -> str:
    """Post a text over TLS to a server and return its answer, to test the connection."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "george"), ("deprecated", "1.290.0")))
def certificate_install(name: str, cert: str) -> None:
    """Install a CA certificate on all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "george"), ("deprecated", "1.290.0")))
def certificate_uninstall(name: str) -> None:
    """Remove a CA certificate from all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "george"), ("deprecated", "1.290.0")))
def certificate_list() -> SetOf[str]:
    """Return the names of the CA certificates installed."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "1.290.0"), ("deprecated", "26.13.0")), client_cert=True)
def install_ca_certificate(name: str, cert: str) -> None:
    """Install a CA certificate on all hosts."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(("published", "1.290.0"), ("changed", "24.35.0"), ("deprecated", "26.13.0")),
    client_cert=True,
)
def uninstall_ca_certificate(name: str, force: bool = False) -> None:
    """Remove a CA certificate from all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_install(name: str, cert: str) -> None:
    """Install a list of revoked certificates on all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_uninstall(name: str) -> None:
    """Remove a list of revoked certificates from all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def crl_list() -> SetOf[str]:
    """Return the names of the lists of revoked certificates."""


@message(Pool, role=Role.POOL_OPERATOR, since="george")
def certificate_sync() -> None:
    """Give all hosts the certificates and revocation lists of the coordinator."""


@message(Pool, role=Role.POOL_ADMIN, since="1.290.0", asynchronous=False)
def enable_tls_verification() -> None:
    """Let hosts check each other's certificates from now on."""


@message(Pool, role=Role.POOL_OPERATOR, since="midnight-ride")
def enable_redo_log(sr: Ref[Sr]) -> None:
    """Write every change of the database to a disk in this storage repository too."""


@message(Pool, role=Role.POOL_OPERATOR, since="midnight-ride")
def disable_redo_log() -> None:
    """Stop writing changes of the database to a disk."""


@message(Pool, role=Role.POOL_ADMIN, since="midnight-ride", hidden=True, pool_internal=True)
def audit_log_append(line: str) -> None:
    """Add a line to the audit log."""


@message(
    Pool,
    role=Role.POOL_OPERATOR,
    history=(("published", "midnight-ride"), ("extended", "cowley"), ("deprecated", "falcon")),
)
def set_vswitch_controller(address: str) -> None:
    """Set the SDN controller by its IPv4 address; empty for none. Use SDN_controller.introduce."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley", asynchronous=False)
def test_archive_target(self: Ref[Pool], config: MapOf[str, str]) -> str:
    """Check the target of a removed kind of backup; answers that it is gone."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley")
def enable_local_storage_caching(self: Ref[Pool]) -> None:
    """Let all hosts cache shared disks on local storage."""


@message(Pool, role=Role.POOL_OPERATOR, since="cowley")
def disable_local_storage_caching(self: Ref[Pool]) -> None:
    """Stop caching shared disks on local storage."""


@message(Pool, role=Role.READ_ONLY, since="clearwater")
def get_license_state(self: Ref[Pool]) -> MapOf[str, str]:
    """Return the edition of the pool and when its licence expires."""


@message(Pool, role=Role.POOL_OPERATOR, since="clearwater")
def apply_edition(self: Ref[Pool], edition: str) -> None:
    """Take out licences of this edition for all hosts."""


@message(
    Pool, role=Role.POOL_OPERATOR, history=(("published", "dundee"), ("deprecated", "dundee"), ("removed", "stockholm"))
)
def enable_ssl_legacy(self: Ref[Pool]) -> None:
    """Was for allowing old TLS versions."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "dundee"), ("deprecated", "stockholm")))
def disable_ssl_legacy(self: Ref[Pool]) -> None:
    """Forbid old TLS versions; they always are."""


@message(Pool, role=Role.POOL_OPERATOR, since="inverness")
def set_igmp_snooping_enabled(self: Ref[Pool], value: bool) -> None:
    """Choose whether bridges keep multicast traffic to the ports that asked for it.

    OPENVSWITCH_NOT_ACTIVE without Open vSwitch. After COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE the setting is
    kept, and hosts that failed follow later.
    """


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def has_extension(self: Ref[Pool], name: str) -> bool:
    """Return whether all hosts have this extension of the API."""


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def add_to_guest_agent_config(self: Ref[Pool], key: str, value: str) -> None:
    """Add a setting for the agents in the guests."""


@message(Pool, role=Role.POOL_ADMIN, since="dundee")
def remove_from_guest_agent_config(self: Ref[Pool], key: str) -> None:
    """Remove a setting for the agents in the guests."""


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
    """Replace the pool secret on all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def set_repositories(self: Ref[Pool], value: SetOf[Ref[Repository]]) -> None:
    """Set where updates come from."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def add_repository(self: Ref[Pool], value: Ref[Repository]) -> None:
    """Add a place where updates come from."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def remove_repository(self: Ref[Pool], value: Ref[Repository]) -> None:
    """Remove a place where updates come from."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("published", "1.329.0"), ("changed", "25.7.0")), client_cert=True)
def sync_updates(
    self: Ref[Pool], force: bool, token: str = "", token_id: str = "", username: str = "", password: str = ""
) -> str:
    """Fetch the updates now and return what identifies them."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.304.0", client_cert=True)
def check_update_readiness(self: Ref[Pool], requires_reboot: bool) -> SetOf[SetOf[str]]:
    """Return what keeps hosts from being updated, each with its reason."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.318.0", client_cert=True)
def enable_client_certificate_auth(self: Ref[Pool], name: str) -> None:
    """Let clients log in with a certificate of this subject name."""


@message(Pool, role=Role.POOL_OPERATOR, since="1.318.0", client_cert=True)
def disable_client_certificate_auth(self: Ref[Pool]) -> None:
    """Stop letting clients log in with a certificate."""


@message(Pool, role=Role.POOL_OPERATOR, since="21.3.0", client_cert=True)
def configure_repository_proxy(self: Ref[Pool], url: str, username: str, password: str) -> None:
    """Set the proxy through which updates are fetched."""


@message(Pool, role=Role.POOL_OPERATOR, since="21.4.0", client_cert=True)
def disable_repository_proxy(self: Ref[Pool]) -> None:
    """Fetch updates without a proxy."""


@message(Pool, role=Role.POOL_ADMIN, history=(("published", "22.16.0"), ("deprecated", "24.0.0")))
def set_uefi_certificates(self: Ref[Pool], value: str) -> None:
    """Set the UEFI certificates for guests; use set_custom_uefi_certificates."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "24.0.0"),))
def set_custom_uefi_certificates(self: Ref[Pool], value: str) -> None:
    """Set the UEFI certificates that take the place of those supplied; empty to go back."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "22.27.0"),))
def set_https_only(self: Ref[Pool], value: bool) -> None:
    """Choose whether all hosts close the unencrypted port."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "23.9.0"),))
def set_telemetry_next_collection(self: Ref[Pool], value: datetime) -> None:
    """Set the earliest time of the next collection of usage data."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "23.9.0"),))
def reset_telemetry_uuid(self: Ref[Pool]) -> None:
    """Make a new random identifier for usage data."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.18.0"),))
def configure_update_sync(self: Ref[Pool], update_sync_frequency: UpdateSyncFrequency, update_sync_day: int) -> None:
    """Set how often and on which day updates are fetched."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.18.0"),))
def set_update_sync_enabled(self: Ref[Pool], value: bool) -> None:
    """Choose whether updates are fetched by themselves."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.27.0"),), asynchronous=False)
def set_local_auth_max_threads(self: Ref[Pool], value: int) -> None:
    """Set how many logins PAM may check at the same time."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "23.27.0"),), asynchronous=False)
def set_ext_auth_max_threads(self: Ref[Pool], value: int) -> None:
    """Set how many logins the directory may check at the same time."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_enabled(self: Ref[Pool], value: bool) -> None:
    """Choose whether answers of the directory are remembered."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_size(self: Ref[Pool], value: int) -> None:
    """Set how many answers of the directory are remembered."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.31.0"),))
def set_ext_auth_cache_expiry(self: Ref[Pool], value: int) -> None:
    """Set how long answers of the directory are remembered, in seconds."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "24.17.0"),), asynchronous=False)
def get_guest_secureboot_readiness(self: Ref[Pool]) -> PoolGuestSecurebootReadiness:
    """Return whether the pool has what its guests need for secure boot."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def enable_ssh(self: Ref[Pool]) -> None:
    """Let all hosts accept SSH."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.13.0"),))
def disable_ssh(self: Ref[Pool]) -> None:
    """Let no host accept SSH."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_ssh_enabled_timeout(self: Ref[Pool], value: int) -> None:
    """Set after how many seconds hosts switch SSH off again; 0 for never."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.21.0"),))
def set_console_idle_timeout(self: Ref[Pool], value: int) -> None:
    """Set after how many idle seconds hosts close a console; 0 for never."""


@message(Pool, role=Role.POOL_ADMIN, history=(("prototyped", "25.27.0"),))
def set_ssh_auto_mode(self: Ref[Pool], value: bool) -> None:
    """Choose whether hosts switch SSH on when their toolstack is down."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), client_cert=True)
def install_trusted_certificate(self: Ref[Pool], ca: bool, cert: str, purpose: SetOf[CertificatePurpose]) -> None:
    """Install a certificate to be trusted on all hosts: a CA, or a single server's."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), client_cert=True)
def uninstall_trusted_certificate(self: Ref[Pool], certificate: Ref[Certificate]) -> None:
    """Remove a trusted certificate from all hosts."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.16.0"),), client_cert=True)
def sync_trusted_certificates_from(
    self: Ref[Pool], remote_pool: str, remote_session: Ref[Session], remote_certificate: str, ca: bool
) -> SetOf[Ref[Certificate]]:
    """Take over the trusted certificates of another pool, and return them."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), hidden=True, client_cert=True)
def exchange_trusted_certificates_on_join(
    self: Ref[Pool], ca: bool, import_: MapOf[str, SetOf[str]], export: SetOf[Ref[Certificate]]
) -> MapOf[str, SetOf[str]]:
    """Take trusted certificates of a joining host and return those asked for."""


@message(Pool, role=Role.POOL_OPERATOR, history=(("prototyped", "26.13.0"),), hidden=True, client_cert=True)
def exchange_crls_on_join(self: Ref[Pool], import_: MapOf[str, str], export: SetOf[str]) -> MapOf[str, str]:
    """Take revocation lists of a joining host and return those asked for."""
