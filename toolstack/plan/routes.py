"""Routes and the resolver: which PIF decides on them, and what they are."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, PrimaryAddressType
from toolstack.plan.addresses import has_ip, static_ipv4, static_ipv6
from toolstack.plan.hostnet import Dns, Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif
    from toolstack.plan.inventory import Inventory, Root, Tagged

DEFAULT_IPV4 = "0.0.0.0/0"
DEFAULT_IPV6 = "::/0"
ROUTES_KEY = "static-routes"
_PARTS = 3


@dataclass(frozen=True, slots=True)
class StaticRoute:
    """One route of a network's ``static-routes`` key."""

    destination: str
    gateway: str


def gateway_pif(inventory: Inventory) -> Root | Tagged | None:
    """Return the plugged PIF whose gateway is the host's: there is one default route, not one per PIF.

    The first PIF with ``defaultroute`` set, else the management PIF, else the first one with an IP mode.
    """
    return _deciding(inventory, "defaultroute")


def dns_pif(inventory: Inventory) -> Root | Tagged | None:
    """Return the plugged PIF whose DNS settings are the host's; chosen as the gateway, by ``peerdns``."""
    return _deciding(inventory, "peerdns")


def static_routes(network: Network) -> tuple[tuple[StaticRoute, ...], tuple[str, ...]]:
    """Return the routes that a network's ``static-routes`` key lists, and the items that are none.

    The key holds ``subnet/prefixlen/gateway`` items separated by commas, IPv4 or IPv6.
    """
    listed = network.other_config.get(ROUTES_KEY, "")
    found = dict.fromkeys(route for item in _items(listed) if (route := _static_route(item)) is not None)
    return tuple(found), bad_routes(listed)


def bad_routes(listed: str) -> tuple[str, ...]:
    """Return the items of a ``static-routes`` key that are no routes."""
    return tuple(item for item in _items(listed) if _static_route(item) is None)


def _items(listed: str) -> list[str]:
    return [item for text in listed.split(",") if (item := text.strip())]


def reachable(gateway: str, addresses: Iterable[str]) -> bool:
    """Return whether a gateway is on the link of an interface with these addresses, so that routes can use it."""
    target = ipaddress.ip_address(gateway)
    if target.is_link_local and target.version == 6:  # noqa: PLR2004 - the version of IP
        return True
    networks = (ipaddress.ip_interface(address).network for address in addresses)
    return any(target.version == network.version and target in network for network in networks)


def routes(inventory: Inventory, gateway: Root | Tagged | None) -> Iterator[Route]:
    """Yield the default routes and the static routes of every plugged PIF.

    A route whose gateway cannot be on the link is left out, as the kernel would refuse it; ``check`` tells.
    Where two lead to the same destination through the same device, the default route or the first listed counts.
    """
    for standing in inventory.plugged:
        pif, device = standing.top.pif, standing.network.bridge
        listed = [StaticRoute(*item) for item in default_routes(pif)] if standing is gateway else []
        listed += static_routes(standing.network)[0]
        taken: set[str] = set()
        for route in listed:
            if route.destination not in taken and _possible(pif, route.gateway):
                taken.add(route.destination)
                yield Route(
                    destination=route.destination, gateway=route.gateway, device=device, owner=f"PIF:{pif.uuid}"
                )


def default_routes(pif: Pif) -> list[tuple[str, str]]:
    """Return the (destination, gateway) of a PIF's static gateways."""
    found = []
    if pif.ip_configuration_mode is IpConfigurationMode.STATIC and _address(pif.gateway, 4):
        found.append((DEFAULT_IPV4, _address(pif.gateway, 4)))
    if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC and _address(pif.ipv6_gateway, 6):
        found.append((DEFAULT_IPV6, _address(pif.ipv6_gateway, 6)))
    return found


def resolver(decides: Root | Tagged | None) -> Dns | None:
    """Return what the resolver uses when the deciding PIF says so itself; None where DHCP or nobody does."""
    if decides is None:
        return None
    pif = decides.top.pif
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        says = pif.ipv6_configuration_mode in (Ipv6ConfigurationMode.STATIC, Ipv6ConfigurationMode.AUTOCONF)
    else:
        says = pif.ip_configuration_mode is IpConfigurationMode.STATIC
    if not says:
        return None
    servers = (_address(text.strip()) for text in pif.DNS.split(","))
    domains = (text.strip() for text in pif.other_config.get("domain", "").split(","))
    return Dns(servers=tuple(filter(None, servers)), domains=tuple(filter(None, domains)))


def _deciding(inventory: Inventory, key: str) -> Root | Tagged | None:
    candidates = [standing for standing in inventory.plugged if has_ip(standing.top.pif)]
    for standing in candidates:
        if standing.top.pif.other_config.get(key) == "true":
            return standing
    for standing in candidates:
        if standing.top.pif.management:
            return standing
    return candidates[0] if candidates else None


def _possible(pif: Pif, gateway: str) -> bool:
    if ipaddress.ip_address(gateway).version == 4:  # noqa: PLR2004 - the version of IP
        dynamic = pif.ip_configuration_mode is IpConfigurationMode.DHCP
        addresses = static_ipv4(pif) if pif.ip_configuration_mode is IpConfigurationMode.STATIC else ()
    else:
        dynamic = pif.ipv6_configuration_mode in (Ipv6ConfigurationMode.DHCP, Ipv6ConfigurationMode.AUTOCONF)
        addresses = static_ipv6(pif) if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC else ()
    return dynamic or (bool(addresses) and reachable(gateway, addresses))


def _static_route(item: str) -> StaticRoute | None:
    parts = item.split("/")
    if len(parts) != _PARTS or not parts[1].isdecimal():
        return None
    try:
        network = ipaddress.ip_network(f"{parts[0]}/{parts[1]}", strict=False)
        gateway = ipaddress.ip_address(parts[2])
    except ValueError:
        return None
    return StaticRoute(str(network), str(gateway)) if network.version == gateway.version else None


def _address(text: str, version: int = 0) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    return str(address) if version in (0, address.version) else ""
