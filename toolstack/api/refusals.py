"""Which declared messages the server does not carry out, and why.

A refused message answers NOT_IMPLEMENTED with its name.  Start-up fails when a message is neither handled nor
refused, so this list cannot fall behind; the documentation prints it.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolstack.datamodel.catalog import Resolved

STORAGE = "Storage is not part of a network toolstack."
MIGRATION = "Guests do not migrate, are not suspended and not taken as snapshots here."
DEVICES = "Guests' devices other than network interfaces are not part of a network toolstack."
UPDATES = "The distribution's package manager updates the host."
AUTHENTICATION = "There is no external authentication; accounts are those of the machine."
HA = "There is no high availability of guests."
CERTIFICATES = (
    "Single servers are not pinned, hosts exchange no certificates by calls, and TLS checks are not switched by them."
)
CLUSTERING = "Clustering serves shared storage, which is not part of a network toolstack."
MEASURING = "Measurements are offered for Prometheus instead."
MACHINE = "The machine's own settings (time, name, power, SSH, logs) belong to its administrator, not to the toolstack."
POOLS = "Pools of several hosts are not offered yet."
SRIOV = "SR-IOV is not offered yet."
BLOBS = "Binary objects are not stored."
LICENCES = "There are no licences and no editions."
GUESTS = (
    "Guest drivers here have no such thing: firmware, memory ballooning, scheduling, plugins or templates to import."
)
NOT_YET = "Not offered yet."

_CLASSES: dict[str, tuple[str, ...]] = {
    STORAGE: ("SR", "VDI", "VBD", "PBD", "SM", "LVHD", "crashdump", "PVS_*", "vdi_nbd_server_info", "sr_stat"),
    DEVICES: ("console", "VTPM", "PCI", "PGPU", "GPU_group", "VGPU*", "PUSB", "USB_group", "VUSB"),
    UPDATES: ("pool_patch", "pool_update", "host_patch", "Repository", "Host_driver", "Driver_variant"),
    AUTHENTICATION: ("user",),
    CLUSTERING: ("Cluster", "Cluster_host"),
    MEASURING: ("data_source", "Diagnostics", "Observer", "host_crashdump", "Caller", "Rate_limit"),
    MIGRATION: ("VMPP", "VMSS", "VM_appliance", "VM_group", "DR_task"),
    SRIOV: ("network_sriov",),
    BLOBS: ("blob",),
    LICENCES: ("Feature",),
}
"""Classes, by pattern, of which no message is carried out."""

_MESSAGES: dict[str, tuple[str, ...]] = {
    HA: ("*.*ha_*", "host.preconfigure_ha", "*.enable_ha", "*.disable_ha", "*redo_log*"),
    AUTHENTICATION: (
        "*external_auth_set*",
        "*ext_auth*",
        "pool.set_local_auth_max_threads",
        "*client_certificate_auth",
    ),
    DEVICES: ("*display", "*_vf_setup", "*uefi*", "*secureboot*", "*guest_agent_config"),
    CERTIFICATES: (
        "host.*certificate*",
        "pool.*certificate*",
        "host.crl_*",
        "pool.crl_*",
        "*tls_verification",
        "*ssl_legacy",
        "host.cert_distrib_atom",
        "host.copy_primary_host_certs",
    ),
    STORAGE: (
        "*local_storage_caching",
        "*static_vdis",
        "*.set_iscsi_iqn",
        "*.set_multipathing",
        "*sm_d*",
        "*_VBD_devices",
        "VM.set_suspend_VDI",
    ),
    MEASURING: (
        "*data_source*",
        "*.backup_rrds",
        "*diagnostic*",
        "*telemetry*",
        "*archive_target",
        "pool.audit_log_append",
        "*.get_tracked_user_agents",
    ),
    BLOBS: ("*blob*", "*binary_storage"),
    LICENCES: ("*license*", "*.apply_edition"),
    UPDATES: (
        "host.apply_updates",
        "pool.*update_*",
        "pool.sync_updates",
        "*repositor*",
        "*guidance",
        "host.refresh_pack_info",
        "host.rescan_drivers",
    ),
    POOLS: (
        "pool.join*",
        "pool.eject",
        "pool.*auth",
        "pool.*_on_join",
        "pool.emergency_*",
        "pool.recover_slaves",
        "pool.hello",
        "pool.designate_new_master",
        "pool.rotate_secret",
        "pool.sync_*",
        "host.create",
        "host.destroy",
        "host.*_new_master",
        "host.update_master",
        "host.*pool_secret",
        "host.request_*",
        "host.tickle_heartbeat",
        "host.sync_*",
        "host.declare_dead",
        "host.notify",
    ),
    MIGRATION: (
        "host.migrate_receive",
        "host.*evacuat*",
        "host.*uncooperative*",
        "host.allocate_resources_for_vm",
        "*wlb*",
        "VM.*snapshot*",
        "VM.checkpoint",
        "VM.revert",
        "VM.*suspend",
        "VM.*resume*",
        "VM.csvm",
        "VM.*migrate*",
        "VM.*recover*",
        "VM.atomic_set_resident_on",
    ),
    GUESTS: (
        "VM.*NVRAM*",
        "VM.*bios_strings",
        "VM.*_live",
        "VM.*shadow_multiplier",
        "VM.maximise_memory",
        "VM.get_cooperative",
        "VM.send_*",
        "VM.*_plugin",
        "VM.query_services",
        "VM.import*",
        "VM.set_*_delay",
        "VM.set_order",
        "VM.set_appliance",
        "VM.set_groups",
        "VM.set_has_vendor_device",
        "VM.set_actions_after_crash",
        "VM.restart_device_models",
        "VM.sysprep",
        "VM.get_boot_record",
    ),
    MACHINE: (
        "*ssh*",
        "*https_only",
        "*console_idle_timeout",
        "host.*ntp*",
        "host.*time*",
        "host.*power*",
        "host.shutdown",
        "host.shutdown_agent",
        "host.reboot",
        "host.restart_agent",
        "host.dmesg*",
        "host.get_log",
        "host.syslog_reconfigure",
        "host.bugreport_upload",
        "host.send_debug_keys",
        "host.set_hostname_live",
        "host.get_system_status_capabilities",
        "host.*sched_gran",
        "host.set_numa_affinity_policy",
        "host.set_max_cstate",
        "host.compute_*",
        "host.update_firewalld_service_status",
        "host.set_localdb_key",
    ),
    NOT_YET: (
        "session.create_from_db_file",
        "pool.send_test_post",
    ),
}
"""Messages, by pattern, of classes of which others are carried out."""

RULES: tuple[tuple[str, str], ...] = (
    *((f"{pattern}.*", reason) for reason, patterns in _CLASSES.items() for pattern in patterns),
    *((pattern, reason) for reason, patterns in _MESSAGES.items() for pattern in patterns),
)
"""(pattern of a wire name, reason); the first that fits counts."""


def refusal(message: Resolved) -> str:
    """Return why a message that has no handler is refused, or the empty string when it has to have one."""
    if not message.custom_code and not message.host_extension:
        return ""
    if message.owner == "role" and message.kind != "custom":
        return ""
    for pattern, reason in RULES:
        if fnmatchcase(message.wire, pattern):
            return reason
    return ""
