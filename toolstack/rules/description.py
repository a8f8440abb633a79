"""What clients read about a host and its pool besides the network: versions, CPUs, licence.

What the host tells about itself is used as it is.  The product and its version are those of the platform
whose interface is offered, because clients choose by them what to ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolstack.plan.hoststate import Facts

API_VERSION = (2, 23)
"""Major and minor number of the interface."""

EDITION = "xcp-ng"

CAPABILITIES = ("xen-3.0-x86_64", "hvm-3.0-x86_32", "hvm-3.0-x86_32p", "hvm-3.0-x86_64")
"""The kinds of guest that may be asked for."""

_PLATFORM = {
    "product_brand": "XCP-ng",
    "product_version": "8.3.0",
    "product_version_text": "8.3",
    "product_version_text_short": "8.3",
    "platform_name": "XCP",
    "platform_version": "3.4.0",
    "xapi": "26.17",
    "xapi_build": "26.17.0",
    "xencenter_min": "2.21",
    "xencenter_max": "2.21",
}

_FEATURES = (
    "ad",
    "cbt",
    "checkpoint",
    "corosync",
    "cpu_masking",
    "dmc",
    "dr",
    "email_alerting",
    "gpu",
    "guest_agent_auto_update",
    "guest_ip_setting",
    "historical_performance",
    "igmp_snooping",
    "intellicache",
    "live_patching",
    "nested_virt",
    "network_sriov",
    "pci_device_for_auto_update",
    "pool_attached_storage",
    "pool_secret_rotation",
    "pool_size",
    "pooling",
    "pvs_proxy",
    "qos",
    "rbac",
    "rpu",
    "set_vcpus_number_live",
    "ssl_legacy_switch",
    "storage_xen_motion",
    "updates",
    "usb_passthrough",
    "vgpu",
    "vif_locking",
    "vlan",
    "vm_groups",
    "vmss",
    "vss",
    "vswitch_controller",
    "vtpm",
    "wlb",
    "xen_motion",
    "zstd_export",
)


def restrictions() -> dict[str, str]:
    """Return what the licence forbids: nothing."""
    return {f"restrict_{feature}": "false" for feature in _FEATURES} | {"enable_xha": "true"}


def license_params() -> dict[str, str]:
    """Return the licence of a host: unrestricted, without an end."""
    return {
        **restrictions(),
        "sku_type": EDITION,
        "sku_marketing_name": "Patchbay",
        "version": "",
        "serialnumber": "",
        "expiry": "20991231T00:00:00Z",
    }


def software_version(facts: Facts, version: str) -> dict[str, str]:
    """Return the versions of what runs on a host; ``version`` is the toolstack's own."""
    known = {"linux": facts.kernel, "openvswitch": facts.ovs_version, "hostname": facts.hostname}
    return {
        **_PLATFORM,
        "build_number": version,
        "patchbay": version,
        "network_backend": facts.backend,
        **{key: value for key, value in known.items() if value},
    }


def cpu_info(facts: Facts) -> dict[str, str]:
    """Return what is known of a host's CPUs; ``speed`` is in MHz."""
    return {
        "cpu_count": str(facts.cpus),
        "socket_count": "1",
        "vendor": facts.cpu_vendor,
        "speed": f"{facts.cpu_mhz:.3f}",
        "modelname": facts.cpu_model,
        "flags": facts.cpu_flags,
    }


def start_times(facts: Facts) -> dict[str, str]:
    """Return when host and toolstack started, as clients parse it: seconds since 1970 with a point."""
    times = {"boot_time": facts.boot_time, "agent_start_time": facts.agent_start_time}
    return {key: f"{value:.0f}." for key, value in times.items() if value}
