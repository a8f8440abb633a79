"""Moving what stands on a PIF to another one: addresses, VLANs, tunnels and guests' interfaces.

Bonds do this in both directions.  It is all records; the host moves everything in one go, since it is given
the network that results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.rules import kind, placement, protection, vlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

ADDRESSING = (
    "ip_configuration_mode",
    "IP",
    "netmask",
    "gateway",
    "DNS",
    "ipv6_configuration_mode",
    "IPv6",
    "ipv6_gateway",
)
"""The fields of a PIF that belong to its addresses."""

_NO_ADDRESSING: dict[str, Any] = {
    "ip_configuration_mode": IpConfigurationMode.NONE,
    "IP": "",
    "netmask": "",
    "gateway": "",
    "DNS": "",
    "ipv6_configuration_mode": Ipv6ConfigurationMode.NONE,
    "ipv6_gateway": "",
}

KEYS = ("domain", "defaultroute", "peerdns", "mtu", "vswitch-controller-fail-mode", "vswitch-disable-in-band")
"""Keys of PIF.other_config that are about the network on a PIF rather than about its NIC; these move."""


def addresses_of(pif: Pif) -> dict[str, Any]:
    """Return the addressing of a PIF as fields."""
    return {name: getattr(pif, name) for name in ADDRESSING}


def no_ipv6(pif: Pif) -> tuple[str, ...]:
    """Return what PIF.IPv6 holds without an address: by custom one empty string on what is no NIC."""
    return () if pif.physical else ("",)


def move_addresses(tx: Transaction, source: Ref[Pif], target: Ref[Pif]) -> None:
    """Give a PIF the addresses of another, whether it is the management interface, and the settings with it."""
    giver, taker = tx.get(Pif, source), tx.get(Pif, target)
    carried = {key: value for key, value in giver.other_config.items() if key in KEYS}
    left = {key: value for key, value in giver.other_config.items() if key not in KEYS}
    addresses = addresses_of(giver)
    if not any(giver.IPv6):
        addresses["IPv6"] = no_ipv6(taker)
    tx.update(Pif, source, **_NO_ADDRESSING, IPv6=no_ipv6(giver), other_config=left, management=False)
    tx.update(
        Pif,
        target,
        **addresses,
        primary_address_type=giver.primary_address_type,
        other_config={**taker.other_config, **carried},
        management=giver.management or taker.management,
    )


def move_vlans(tx: Transaction, sources: Iterable[Ref[Pif]], target: Ref[Pif]) -> None:
    """Put the VLANs of PIFs on another one, as new records on the same networks.

    Where the target has the tag already, the guests go to that VLAN's network, on this host, and the old
    VLAN is gone.
    """
    for source in sources:
        for ref in tx.reverse(Pif, "VLAN_slave_of", source):
            _move_vlan(tx, ref, target)


def _move_vlan(tx: Transaction, self: Ref[Vlan], target: Ref[Pif]) -> None:
    old = tx.get(Vlan, self)
    pif = tx.get(Pif, old.untagged_PIF)
    existing = tx.find(Vlan, tx.unique(Vlan, tagged_PIF=target, tag=old.tag))
    if existing is not None:
        _merge_vlan(tx, self, existing.untagged_PIF)
        return
    vlan.remove(tx, self, old.untagged_PIF)
    new, untagged = vlan.insert(
        tx,
        target,
        old.tag,
        pif.network,
        **addresses_of(pif),
        management=pif.management,
        other_config=pif.other_config,
        disallow_unplug=pif.disallow_unplug,
        plugged=pif.plugged,
    )
    tx.update(Vlan, new, other_config=old.other_config)
    repoint_clusters(tx, old.untagged_PIF, untagged)


def _merge_vlan(tx: Transaction, self: Ref[Vlan], target: Ref[Pif]) -> None:
    source = tx.get(Vlan, self).untagged_PIF
    giver, taker = tx.get(Pif, source), tx.get(Pif, target)
    moving = local_vifs(tx, giver.host, [giver.network])
    if kind.has_ip(giver):
        move_addresses(tx, source, target)
    vlan.remove(tx, self, source)
    move_vifs(tx, moving, taker.network)
    tx.update(
        Pif,
        target,
        plugged=giver.plugged or taker.plugged,
        disallow_unplug=giver.disallow_unplug or taker.disallow_unplug,
    )
    repoint_clusters(tx, source, target)


def move_tunnels(tx: Transaction, sources: Iterable[Ref[Pif]], target: Ref[Pif]) -> None:
    """Put the tunnels of PIFs on another one, as new records on the same networks."""
    transport = tx.get(Pif, target)
    for source in sources:
        for ref in tx.reverse(Pif, "tunnel_transport_PIF_of", source):
            old = tx.get(Tunnel, ref)
            access = tx.get(Pif, old.access_PIF)
            tx.delete(Tunnel, ref)
            tx.delete(Pif, old.access_PIF)
            pif = tx.insert(access.replace(uuid="", metrics=transport.metrics, currently_attached=False))
            tx.insert(old.replace(uuid="", access_PIF=pif, transport_PIF=target, status={"active": "false"}))
            repoint_clusters(tx, old.access_PIF, pif)


def remove_stack(tx: Transaction, self: Ref[Pif]) -> None:
    """Remove the VLANs and tunnels that still stand on a PIF."""
    for ref in tx.reverse(Pif, "VLAN_slave_of", self):
        untagged = tx.get(Vlan, ref).untagged_PIF
        if tx.find(Pif, untagged) is not None:
            remove_stack(tx, untagged)
        vlan.remove(tx, ref, untagged)
    for ref in tx.reverse(Pif, "tunnel_transport_PIF_of", self):
        access = tx.get(Tunnel, ref).access_PIF
        tx.delete(Tunnel, ref)
        if tx.find(Pif, access) is not None:
            tx.delete(Pif, access)


def local_vifs(db: Snapshot, host: Ref[Host], networks: Iterable[Ref[Network]]) -> list[Ref[Vif]]:
    """Return the VIFs on networks that belong to a host: of its guests, and of those that could run only here.

    A VM that runs nowhere counts when no other host has all its networks; when no host at all has them, the
    network in question decides.
    """
    offers = _Offers(db)
    return [
        ref
        for network in networks
        for ref in db.reverse(Network, "VIFs", network)
        if _is_local(db, offers, host, network, db.get(Vif, ref).VM)
    ]


class _Offers(dict[Ref[Network], frozenset[Ref[Host]]]):
    """The hosts that offer each network, worked out once although thousands of VMs may ask."""

    def __init__(self, db: Snapshot) -> None:
        super().__init__()
        self.db = db
        self.everywhere = frozenset(ref for ref, _ in db.all(Host))

    def __missing__(self, network: Ref[Network]) -> frozenset[Ref[Host]]:
        found = frozenset(host for host in self.everywhere if placement.is_visible(self.db, network, host))
        self[network] = found
        return found


def _is_local(db: Snapshot, offers: _Offers, host: Ref[Host], network: Ref[Network], self: Ref[Vm]) -> bool:
    vm = db.find(Vm, self)
    if vm is None:
        return False
    if vm.power_state in protection.LIVE:
        return vm.resident_on == host
    possible = offers.everywhere.intersection(*(offers[other] for other in placement.networks_of(db, self)))
    return (possible or offers[network]) == {host}


def move_vifs(tx: Transaction, vifs: Iterable[Ref[Vif]], network: Ref[Network]) -> None:
    """Put VIFs on another network; the host re-plugs the ports of running guests behind their backs."""
    for ref in vifs:
        tx.update(Vif, ref, network=network)


def repoint_clusters(tx: Transaction, source: Ref[Pif], target: Ref[Pif]) -> None:
    """Let cluster hosts that use a PIF use another one."""
    for ref, member in list(tx.all(ClusterHost)):
        if source == member.PIF:
            tx.update(ClusterHost, ref, PIF=target)
