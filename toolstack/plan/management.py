"""The part of a host's network that carries its management interface: what must never be cut silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.plan.hostnet import HostNet
from toolstack.plan.topology import topology

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.plan.reader import Reader

Slice: TypeAlias = tuple[tuple[object, ...], ...]


def management_pif(reader: Reader, host: Ref[Host]) -> Ref[Pif] | None:
    """Return the host's management PIF, or None while management is disabled."""
    return next((ref for ref in reader.reverse(Host, "PIFs", host) if reader.get(Pif, ref).management), None)


def owners(reader: Reader, host: Ref[Host]) -> frozenset[str]:
    """Return the owners (``PIF:<uuid>``) of everything that the management interface stands on."""
    pif = management_pif(reader, host)
    found = set()
    below = topology(reader, pif) if pif else None
    while below is not None:
        found.add(f"PIF:{below.pif.uuid}")
        below = getattr(below, "below", None)
    return frozenset(found)


def touched(reader: Reader, host: Ref[Host], before: HostNet, after: HostNet) -> bool:
    """Return whether going from one network to another changes what the management interface stands on."""
    pif = management_pif(reader, host)
    if pif is None:
        return False
    bridge = reader.get(Network, reader.get(Pif, pif).network).bridge
    return _slice(before, bridge) != _slice(after, bridge)


def _slice(network: HostNet, name: str) -> Slice:
    """Return the values that a bridge or VLAN of this name depends on."""
    vlans = tuple(vlan for vlan in network.vlans if vlan.name == name)
    real = vlans[0].parent if vlans else name
    uplinks = tuple(uplink for uplink in network.uplinks if uplink.bridge == real)
    nics = {nic for uplink in uplinks for nic in uplink.nics}
    bridges = tuple((bridge.name, bridge.mac, bridge.fail_mode) for bridge in network.bridges if bridge.name == real)
    return (
        vlans,
        bridges,
        uplinks,
        tuple(interface for interface in network.interfaces if interface.name == name),
        tuple(link for link in network.links if link.name in nics),
        tuple(route for route in network.routes if route.device == name or route.destination in ("0.0.0.0/0", "::/0")),
    )
