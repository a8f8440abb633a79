"""The record of a guest as clients send it."""

from __future__ import annotations

from typing import Any


def guest_record(name: str) -> dict[str, Any]:
    """Return a record with the fields that the interface wants."""
    memory = {f"memory_{key}": str(256 << 20) for key in ("static_max", "dynamic_max", "dynamic_min", "static_min")}
    nothing: dict[str, Any] = dict.fromkeys(
        ("PV_bootloader", "PV_kernel", "PV_ramdisk", "PV_args", "PV_bootloader_args", "PV_legacy_args", "PCI_bus"), ""
    )
    maps: dict[str, Any] = {key: {} for key in ("VCPUs_params", "HVM_boot_params", "platform", "other_config")}
    return {
        "name_label": name,
        "name_description": "",
        "user_version": "1",
        "is_a_template": False,
        "affinity": "OpaqueRef:NULL",
        "VCPUs_max": "1",
        "VCPUs_at_startup": "1",
        "actions_after_shutdown": "destroy",
        "actions_after_reboot": "restart",
        "actions_after_crash": "restart",
        "HVM_boot_policy": "BIOS order",
        "recommendations": "",
        **memory,
        **nothing,
        **maps,
    }
