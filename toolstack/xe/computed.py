"""The fields that are no field of any record: each is asked for, or worked out of several."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from toolstack.datamodel.catalog import FIELD_TYPES
from toolstack.datamodel.error import ApiError
from toolstack.xe.value import INCONSISTENT, NOT_IN_DATABASE, UNKNOWN, is_null, show

if TYPE_CHECKING:
    from toolstack.xe.api import Api

Computed: TypeAlias = "Callable[[Api, str, dict[str, Any]], Awaitable[str]]"
"""``(api, reference, record) -> text``."""

COMPUTED: dict[tuple[str, str], Computed] = {}
"""By class and field name."""

KIB = 1024


def computes(cls: str, *names: str) -> Callable[[Computed], Computed]:
    """Register the function of fields."""

    def register(function: Computed) -> Computed:
        for name in names:
            COMPUTED[cls, name] = function
        return function

    return register


async def _attempt(api: Api, method: str, *args: Any) -> Any:
    """Return a result, None when the server does not offer it or cannot get it now."""
    try:
        return await api.call(method, *args)
    except ApiError:
        return None


@computes("PIF", "duplex")
async def duplex(api: Api, _ref: str, record: dict[str, Any]) -> str:
    """Return whether both ends may send at once; unknown without a carrier."""
    if is_null(record["metrics"]):
        return NOT_IN_DATABASE
    metrics = await _attempt(api, "PIF_metrics.get_record", record["metrics"])
    if metrics is None:
        return NOT_IN_DATABASE
    if metrics["duplex"]:
        return "full"
    return "half" if metrics["carrier"] else "unknown"


def _traffic(owner: str, direction: str) -> Computed:
    """Return what asks a host or a VM for the traffic of an interface, in KiB/s."""
    asked, field, prefix = ("host", "host", "pif") if owner == "PIF" else ("VM", "VM", "vif")

    async def read(api: Api, _ref: str, record: dict[str, Any]) -> str:
        source = f"{prefix}_{record['device']}_{direction}"
        value = await _attempt(api, f"{asked}.query_data_source", record[field], source)
        return UNKNOWN if value is None else f"{value / KIB:.3f}"

    return read


for _owner in ("PIF", "VIF"):
    COMPUTED[_owner, "io_read_kbs"] = _traffic(_owner, "rx")
    COMPUTED[_owner, "io_write_kbs"] = _traffic(_owner, "tx")


@computes("network_sriov", "remaining-capacity")
async def remaining_capacity(api: Api, ref: str, _record: dict[str, Any]) -> str:
    """Return how many virtual functions are left."""
    value = await _attempt(api, "network_sriov.get_remaining_capacity", ref)
    return UNKNOWN if value is None else str(value)


@computes("pool", "supported-sr-types")
async def supported_sr_types(api: Api, _ref: str, _record: dict[str, Any]) -> str:
    """Return the kinds of storage that the server knows."""
    value = await _attempt(api, "SR.get_supported_types")
    return UNKNOWN if value is None else "; ".join(value)


@computes("pool", "license-state")
async def license_state(api: Api, ref: str, _record: dict[str, Any]) -> str:
    """Return the edition and when it ends."""
    value = await _attempt(api, "pool.get_license_state", ref)
    return UNKNOWN if value is None else "; ".join(f"{key}: {text}" for key, text in value.items())


@computes("host", "memory-free-computed")
async def memory_free_computed(api: Api, ref: str, _record: dict[str, Any]) -> str:
    """Return the memory that is left for VMs, in bytes."""
    value = await _attempt(api, "host.compute_free_memory", ref)
    return UNKNOWN if value is None else str(value)


@computes("host", "patches")
async def patches(api: Api, _ref: str, record: dict[str, Any]) -> str:
    """Return the uuids of the patches that the host has."""
    found = []
    for each in record["patches"]:
        pool_patch = await _attempt(api, "host_patch.get_pool_patch", each)
        uuid = None if pool_patch is None else await _attempt(api, "pool_patch.get_uuid", pool_patch)
        found.append(NOT_IN_DATABASE if uuid is None else uuid)
    return ", ".join(found)


@computes("VM", "allowed-VIF-devices")
async def allowed_vif_devices(api: Api, ref: str, _record: dict[str, Any]) -> str:
    """Return the positions that a new virtual interface may take."""
    return await _positions(api, "VM.get_allowed_VIF_devices", ref)


@computes("VM", "allowed-VBD-devices")
async def allowed_vbd_devices(api: Api, ref: str, _record: dict[str, Any]) -> str:
    """Return the positions that a new disk may take."""
    return await _positions(api, "VM.get_allowed_VBD_devices", ref)


async def _positions(api: Api, method: str, ref: str) -> str:
    value = await _attempt(api, method, ref)
    return UNKNOWN if value is None else "; ".join(value)


def _of_all_hosts(key: str) -> Computed:
    """Return what asks every host for a field, which they should agree on."""

    async def read(api: Api, _ref: str, _record: dict[str, Any]) -> str:
        kind = FIELD_TYPES["host", key]
        seen = {show(kind, await api.call(f"host.get_{key}", host)) for host in await api.call("host.get_all")}
        return seen.pop() if len(seen) == 1 else INCONSISTENT

    return read


for _key in ("https_only", "ssh_enabled", "ssh_enabled_timeout", "ssh_expiry", "console_idle_timeout", "ssh_auto_mode"):
    COMPUTED["pool", _key.replace("_", "-")] = _of_all_hosts(_key)
