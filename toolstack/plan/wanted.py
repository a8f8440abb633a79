"""The network that a host should have, computed from the records.

What brings a bridge into being: a PIF with the internal field ``plugged``, a plugged VIF of a guest that runs
here, or the host's place in a network's internal field ``attached_on``.  A VLAN brings the bridge it stands
on, but not the addresses of that PIF.  NICs in a bond, unmanaged PIFs and unmanaged networks are left alone.

Every bridge and VLAN has exactly one interface and every NIC of an uplink exactly one link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from toolstack.plan.addresses import interfaces
from toolstack.plan.bridges import bridges, uplinks
from toolstack.plan.hostnet import Bridge, HostNet, Interface, Link, Route, Uplink, VifPort, Vlan
from toolstack.plan.inventory import inventory
from toolstack.plan.links import links
from toolstack.plan.manager import manager
from toolstack.plan.routes import dns_pif, gateway_pif, resolver, routes
from toolstack.plan.vifs import vif_ports
from toolstack.plan.vlans import vlans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref
    from toolstack.plan.inventory import Inventory
    from toolstack.plan.reader import Reader

Named = TypeVar("Named", Bridge, Vlan, Uplink, VifPort, Interface, Link, Route)


def wanted(reader: Reader, host_ref: Ref[Host]) -> HostNet:
    """Return the network that a host should have.  Raises HANDLE_INVALID for an unknown host."""
    return wanted_of(inventory(reader, host_ref))


def wanted_of(found: Inventory) -> HostNet:
    """Return the network that a host should have, from what was gathered already."""
    gateway, dns = gateway_pif(found), dns_pif(found)
    return HostNet(
        bridges=_sorted(bridges(found)),
        vlans=_sorted(vlans(found)),
        uplinks=_sorted(uplinks(found)),
        vif_ports=_sorted(vif_ports(found)),
        links=_sorted(links(found)),
        interfaces=_sorted(interfaces(found, gateway, dns)),
        routes=_sorted(routes(found, gateway)),
        dns=resolver(dns),
        manager=manager(found.reader),
    )


def _sorted(values: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(values, key=_key))


def _key(value: Named) -> str | tuple[str, str]:
    return value.key
