"""The host itself as its agent reports it: address, names, memory."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.pif import Pif, PrimaryAddressType
from toolstack.datamodel.vm import Vm
from toolstack.plan.sight import difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolstack.plan.change import Change, Update
    from toolstack.plan.hoststate import Facts
    from toolstack.plan.inventory import Inventory
    from toolstack.plan.sight import Sight

_UNNAMED = ("localhost", "localhost.localdomain")
_NOTICED = 100
"""Free memory is written when it changed by more than this part of all memory, not with every report."""


def control_domain_label(hostname: str) -> str:
    """Return the name that a host's control domain has unless somebody chose another."""
    return f"Control domain on host: {hostname}"


def primary_address(pif: Pif) -> str:
    """Return a PIF's address of its primary type: IP, or the first IPv6 one that is not link-local."""
    if pif.primary_address_type is PrimaryAddressType.IPV4:
        return pif.IP
    for text in filter(None, pif.IPv6):
        address = ipaddress.IPv6Interface(text).ip
        if not address.is_link_local:
            return str(address)
    return ""


def host_changes(inventory: Inventory, sight: Sight, pif_changes: Mapping[str, Update]) -> Iterator[Change]:
    """Yield what of the host, its metrics and its control domain differs from what is seen.

    ``pif_changes``, by reference, are those found already: a new address of the management PIF is the host's.
    """
    host = inventory.reader.get(Host, inventory.host_ref)
    facts = sight.state.facts
    values: dict[str, Any] = {"address": _management_address(inventory, pif_changes)}
    if facts.hostname:
        values["hostname"] = facts.hostname
        if host.name_label in _UNNAMED:
            values["name_label"] = facts.hostname
    if facts.backend and host.software_version.get("network_backend") != facts.backend:
        values["software_version"] = {**host.software_version, "network_backend": facts.backend}
    values["other_config"] = {**host.other_config, **_times(facts)}
    yield from difference(Host, inventory.host_ref, host, values)
    yield from _control_domain(inventory, host, facts)
    metrics = inventory.reader.find(HostMetrics, host.metrics)
    if metrics is not None:
        yield from difference(HostMetrics, host.metrics, metrics, _memory(metrics, facts))


def _management_address(inventory: Inventory, pif_changes: Mapping[str, Update]) -> str:
    for ref, top in inventory.known.items():
        if top.pif.management:
            change = pif_changes.get(ref)
            kept = ("IP", "IPv6")
            fields = {key: value for key, value in change.fields.items() if key in kept} if change else {}
            return primary_address(top.pif.replace(**fields) if fields else top.pif)
    return ""


def _times(facts: Facts) -> dict[str, str]:
    """The start times as clients parse them: seconds since 1970 with a point at the end."""
    times = {"boot_time": facts.boot_time, "agent_start_time": facts.agent_start_time}
    return {key: f"{value:.0f}." for key, value in times.items() if value}


def _memory(metrics: HostMetrics, facts: Facts) -> dict[str, Any]:
    values: dict[str, Any] = {"live": True}
    if facts.memory_total:
        values["memory_total"] = facts.memory_total
        if abs(metrics.memory_free - facts.memory_free) * _NOTICED > facts.memory_total:
            values["memory_free"] = facts.memory_free
    return values


def _control_domain(inventory: Inventory, host: Host, facts: Facts) -> Iterator[Update]:
    vm = inventory.reader.find(Vm, host.control_domain)
    if vm is not None and facts.hostname and vm.name_label == control_domain_label(host.hostname):
        values = {"name_label": control_domain_label(facts.hostname)}
        yield from difference(Vm, host.control_domain, vm, values)
