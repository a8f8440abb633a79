"""Findings on addresses and routes as recorded."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif
from toolstack.plan.addresses import static_ipv4, static_ipv6
from toolstack.plan.check_pif import pif_name
from toolstack.plan.finding import Finding, error, warning
from toolstack.plan.routes import default_routes, gateway_pif, reachable, static_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.model import Ref
    from toolstack.plan.inventory import Inventory, Root, Tagged


def address_findings(inventory: Inventory) -> Iterator[Finding]:
    """Yield what is odd about the addresses and routes of a host's plugged PIFs."""
    deciding = gateway_pif(inventory)
    for standing in inventory.plugged:
        yield from _static(standing)
        yield from _gateways(standing, decides=standing is deciding)
        yield from _static_routes(standing)
    yield from _duplicates(inventory)
    yield from _overlaps(inventory)


def _addresses(pif: Pif) -> tuple[str, ...]:
    ipv4 = static_ipv4(pif) if pif.ip_configuration_mode is IpConfigurationMode.STATIC else ()
    ipv6 = static_ipv6(pif) if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC else ()
    return (*ipv4, *ipv6)


def _static(standing: Root | Tagged) -> Iterator[Finding]:
    pif, subject = standing.top.pif, f"PIF:{standing.top.pif.uuid}"
    if pif.ip_configuration_mode is IpConfigurationMode.STATIC and not static_ipv4(pif):
        yield error(subject, f"{pif_name(pif)} is static but {pif.IP or '(no address)'} {pif.netmask} is no address")
    if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC and not static_ipv6(pif):
        yield error(subject, f"{pif_name(pif)} is static for IPv6 but has no address with prefix length")


def _gateways(standing: Root | Tagged, *, decides: bool) -> Iterator[Finding]:
    pif = standing.top.pif
    for _, gateway in default_routes(pif):
        if not reachable(gateway, _addresses(pif)):
            text = f"gateway {gateway} of {pif_name(pif)} is outside its subnet"
            subject = f"PIF:{pif.uuid}"
            yield error(subject, f"{text}: no default route") if decides else warning(subject, text)


def _static_routes(standing: Root | Tagged) -> Iterator[Finding]:
    pif, network = standing.top.pif, standing.network
    subject, name = f"network:{network.uuid}", network.name_label or network.bridge
    listed, bad = static_routes(network)
    for item in bad:
        yield warning(subject, f"static-routes of network {name}: {item} is no subnet/prefixlen/gateway")
    for route in listed:
        if route_needs_static(pif, route.gateway) and not reachable(route.gateway, _addresses(pif)):
            text = f"gateway {route.gateway} to {route.destination} is not in a subnet of {pif_name(pif)}"
            yield warning(subject, f"static-routes of network {name}: {text}")


def route_needs_static(pif: Pif, gateway: str) -> bool:
    """Return whether only static addresses can make a gateway reachable: where no dynamic mode may yet do so."""
    if ipaddress.ip_address(gateway).version == 4:  # noqa: PLR2004 - the version of IP
        return pif.ip_configuration_mode is not IpConfigurationMode.DHCP
    return pif.ipv6_configuration_mode not in (Ipv6ConfigurationMode.DHCP, Ipv6ConfigurationMode.AUTOCONF)


def _duplicates(inventory: Inventory) -> Iterator[Finding]:
    """The same static address elsewhere in the pool, on this or another host."""
    held: dict[str, list[tuple[Ref[Host], Pif]]] = {}
    for _, pif in inventory.reader.all(Pif):
        for address in _addresses(pif):
            held.setdefault(address.split("/")[0], []).append((pif.host, pif))
    for address, holders in held.items():
        for host, pif in holders:
            if host == inventory.host_ref and holders[1:]:
                other_host, other = next(item for item in holders if item[1] is not pif)
                record = inventory.reader.find(Host, other_host)
                where = f"{pif_name(other)} of host {record.name_label or record.uuid if record else other_host}"
                yield error(f"PIF:{pif.uuid}", f"{pif_name(pif)} has the same address {address} as {where}")


def _overlaps(inventory: Inventory) -> Iterator[Finding]:
    """Two interfaces in one subnet: answers may leave through the wrong one."""
    subnets = [
        (ipaddress.ip_interface(address).network, standing.top.pif)
        for standing in inventory.plugged
        for address in _addresses(standing.top.pif)
    ]
    # Sorted by where they begin, subnets that overlap follow the larger one without a gap.
    widest: tuple[int, int, str] | None = None
    holder = None
    for subnet, pif in sorted(subnets, key=lambda item: (item[0].version, int(item[0][0]), item[0].prefixlen)):
        if widest is not None and subnet.version == widest[0] and int(subnet[0]) <= widest[1]:
            if holder is not None and pif is not holder:
                text = f"{pif_name(pif)} ({subnet}) overlaps {pif_name(holder)} ({widest[2]})"
                yield warning(f"PIF:{pif.uuid}", text)
        else:
            widest, holder = (subnet.version, int(subnet[-1]), str(subnet)), pif
