"""The host's own ends of bridges and VLANs, and the addresses on them."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.plan.ethtool import ethtool_settings, gro_property
from toolstack.plan.hostnet import Interface
from toolstack.plan.inventory import Root, Tagged
from toolstack.plan.mtu import wanted_mtu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.network import Network
    from toolstack.plan.inventory import Inventory

_MODES = {
    IpConfigurationMode.NONE: "none",
    IpConfigurationMode.DHCP: "dhcp",
    IpConfigurationMode.STATIC: "static",
}
_MODES6 = {
    Ipv6ConfigurationMode.NONE: "none",
    Ipv6ConfigurationMode.DHCP: "dhcp",
    Ipv6ConfigurationMode.STATIC: "static",
    Ipv6ConfigurationMode.AUTOCONF: "autoconf",
}


def has_ip(pif: Pif) -> bool:
    """Return whether a PIF has an IP mode of its primary address type."""
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        return pif.ipv6_configuration_mode is not Ipv6ConfigurationMode.NONE
    return pif.ip_configuration_mode is not IpConfigurationMode.NONE


def static_ipv4(pif: Pif) -> tuple[str, ...]:
    """Return a static PIF's IPv4 address with prefix length; empty when it is no address or no netmask."""
    return _ipv4(pif.IP, pif.netmask)


def static_ipv6(pif: Pif) -> tuple[str, ...]:
    """Return a static PIF's IPv6 addresses with prefix length, in short form; what is none is left out."""
    found = set()
    for text in pif.IPv6:
        try:
            interface = ipaddress.IPv6Interface(text)
        except ValueError:
            continue
        if "/" in text:
            found.add(str(interface))
    return tuple(sorted(found))


def interfaces(inventory: Inventory, gateway: Root | Tagged | None, dns: Root | Tagged | None) -> Iterator[Interface]:
    """Yield the host's own end of every wanted bridge and VLAN.

    Only what is plugged itself gets addresses: a parent that merely carries VLANs has none.  ``gateway`` and
    ``dns`` are the PIFs that decide on the default route and the resolver.
    """
    addressed = {standing.top.ref for standing in inventory.plugged}
    here: list[Root | Tagged] = [*inventory.roots.values(), *inventory.tagged.values()]
    for standing in here:
        if standing.top.ref in addressed:
            yield _addressed(standing, decides_route=standing is gateway, decides_names=standing is dns)
        else:
            yield _plain(standing)
    for network in inventory.internal.values():
        yield _internal(network)


def _plain(standing: Root | Tagged) -> Interface:
    pif, network = standing.top.pif, standing.network
    return Interface(
        name=network.bridge,
        owner=f"PIF:{pif.uuid}",
        mtu=wanted_mtu(pif.other_config, network),
        ethtool=ethtool_settings(network.other_config, gro_property(pif.properties)),
    )


def _addressed(standing: Root | Tagged, *, decides_route: bool, decides_names: bool) -> Interface:
    pif, network = standing.top.pif, standing.network
    ipv4 = static_ipv4(pif) if pif.ip_configuration_mode is IpConfigurationMode.STATIC else ()
    ipv6 = static_ipv6(pif) if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC else ()
    mode, mode6 = _MODES[pif.ip_configuration_mode], _MODES6[pif.ipv6_configuration_mode]
    dynamic = mode == "dhcp" or mode6 in ("dhcp", "autoconf")
    return Interface(
        name=network.bridge,
        owner=f"PIF:{pif.uuid}",
        mtu=wanted_mtu(pif.other_config, network),
        ipv4_mode="none" if mode == "static" and not ipv4 else mode,
        ipv4=ipv4,
        ipv6_mode="none" if mode6 == "static" and not ipv6 else mode6,
        ipv6=ipv6,
        accept_gateway=dynamic and decides_route,
        accept_dns=dynamic and decides_names,
        ethtool=ethtool_settings(network.other_config, gro_property(pif.properties)),
    )


def _internal(network: Network) -> Interface:
    # On the host internal management network the host is the first address, for guests that install things.
    config = network.other_config
    installer = config.get("is_guest_installer_network") == "true"
    ipv4 = _ipv4(config.get("ip_begin", ""), config.get("netmask", "")) if installer else ()
    return Interface(
        name=network.bridge,
        owner=f"network:{network.uuid}",
        mtu=wanted_mtu({}, network),
        ipv4_mode="static" if ipv4 else "none",
        ipv4=ipv4,
        ethtool=ethtool_settings(config, {}),
    )


def _ipv4(address: str, netmask: str) -> tuple[str, ...]:
    try:
        return (str(ipaddress.IPv4Interface(f"{ipaddress.IPv4Address(address)}/{ipaddress.IPv4Address(netmask)}")),)
    except ValueError:
        return ()
