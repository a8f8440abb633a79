"""Findings on PIFs, VLANs, bonds and tunnels as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif
from toolstack.datamodel.vlan import Vlan
from toolstack.plan.addresses import has_ip
from toolstack.plan.bonds import MODES, NUMBERS
from toolstack.plan.finding import Finding, error, info, warning
from toolstack.plan.mtu import is_mtu, override, wanted_mtu
from toolstack.plan.topology import BondMaster, TunnelAccess, VlanUntagged, is_member, on_sriov, topology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.plan.inventory import Inventory
    from toolstack.plan.topology import Topology


def pif_name(pif: Pif) -> str:
    """Return a PIF's name for people: ``eth0`` or ``eth0 VLAN 100``."""
    return f"{pif.device} VLAN {pif.VLAN}" if pif.VLAN >= 0 else pif.device


def pif_findings(inventory: Inventory, host: Host) -> Iterator[Finding]:
    """Yield what is odd about the records of a host's PIFs."""
    reader = inventory.reader
    networks: dict[str, str] = {}
    for ref in reader.reverse(Host, "PIFs", inventory.host_ref):
        pif = reader.get(Pif, ref)
        subject, name = f"PIF:{pif.uuid}", pif_name(pif)
        network = reader.find(Network, pif.network)
        if network is None:
            yield error(subject, f"{name} belongs to no network")
        elif pif.network in networks:
            yield error(
                subject, f"{name} is on network {network.name_label or network.bridge} like {networks[pif.network]}"
            )
        networks.setdefault(pif.network, name)
        try:
            top = topology(reader, ref, inventory.known)
        except ApiError as problem:
            yield error(subject, f"{name} makes no sense: {' '.join(problem.description)}")
            continue
        yield from _standing(inventory, top, network)
        if network is not None:
            yield from _mtu(top, network)
        if isinstance(top, VlanUntagged):
            yield from _vlan(inventory, top)
        elif isinstance(top, BondMaster):
            yield from _bond(top)
        elif isinstance(top, TunnelAccess) and not _has_addresses(top.below.pif):
            yield warning(subject, f"tunnel {name} goes over {pif_name(top.below.pif)}, which has no address")
    yield from _management(inventory, host)


def _has_addresses(pif: Pif) -> bool:
    ipv4 = pif.ip_configuration_mode is not IpConfigurationMode.NONE
    return ipv4 or pif.ipv6_configuration_mode is not Ipv6ConfigurationMode.NONE


def _standing(inventory: Inventory, top: Topology, network: Network | None) -> Iterator[Finding]:
    pif, subject = top.pif, f"PIF:{top.pif.uuid}"
    if is_member(top):
        if has_ip(pif):
            yield warning(subject, f"{pif.device} has an IP configuration that is not used: it is in a bond")
        return
    if not pif.plugged or not pif.managed or on_sriov(top):
        return
    if top.ref in inventory.roots or top.ref in inventory.tagged:
        return
    if network is not None and not network.bridge:
        yield error(subject, f"{pif_name(pif)} cannot be attached: its network has no bridge name")
    elif network is not None and network.managed:
        text = "what it stands on cannot be attached, or its bridge name, NIC or tag is in use already"
        yield error(subject, f"{pif_name(pif)} cannot be attached: {text}")


def _mtu(top: Topology, network: Network) -> Iterator[Finding]:
    pif, subject = top.pif, f"PIF:{top.pif.uuid}"
    if "mtu" in pif.other_config and override(pif.other_config) is None:
        yield warning(subject, f"other_config:mtu of {pif_name(pif)} is no MTU: {pif.other_config['mtu']}")
    if not is_mtu(network.MTU):
        yield warning(f"network:{network.uuid}", f"MTU {network.MTU} of network {network.name_label} cannot be used")


def _vlan(inventory: Inventory, top: VlanUntagged) -> Iterator[Finding]:
    pif, subject = top.pif, f"PIF:{top.pif.uuid}"
    if top.vlan.tag != pif.VLAN:
        yield error(subject, f"{pif_name(pif)} says tag {pif.VLAN}, its VLAN says {top.vlan.tag}")
    network, below = inventory.network_of(pif), inventory.network_of(top.below.pif)
    if network is None or below is None:
        return
    own, under = wanted_mtu(pif.other_config, network), wanted_mtu(top.below.pif.other_config, below)
    if own > under:
        text = f"{pif_name(pif)} has MTU {own}, {pif_name(top.below.pif)} below it {under}"
        yield warning(subject, f"{text}: the NIC is set to the larger, the switch has to let it pass")
    yield from _vlan_elsewhere(inventory, top, network)


def _vlan_elsewhere(inventory: Inventory, top: VlanUntagged, network: Network) -> Iterator[Finding]:
    """A network spans hosts only if all of them tag it alike, on NICs of the same network."""
    reader = inventory.reader
    for ref in reader.reverse(Network, "PIFs", top.pif.network):
        other = reader.get(Pif, ref)
        if other.host == inventory.host_ref:
            continue
        host = reader.find(Host, other.host)
        where = f"network {network.name_label or network.bridge} on host {host.name_label if host else other.host}"
        vlan = reader.find(Vlan, other.VLAN_master_of)
        if vlan is None:
            yield warning(f"PIF:{top.pif.uuid}", f"{pif_name(top.pif)} is a VLAN, {where} is none")
        elif vlan.tag != top.vlan.tag:
            yield warning(f"PIF:{top.pif.uuid}", f"{pif_name(top.pif)} has tag {top.vlan.tag}, {where} has {vlan.tag}")
        else:
            below = reader.find(Pif, vlan.tagged_PIF)
            if below is not None and below.network != top.below.pif.network:
                yield warning(f"PIF:{top.pif.uuid}", f"{pif_name(top.pif)} and {where} stand on different networks")


def _bond(top: BondMaster) -> Iterator[Finding]:
    subject, name = f"PIF:{top.pif.uuid}", top.pif.device
    if not top.members:
        yield error(subject, f"bond {name} has no NIC")
    elif not top.members[1:]:
        yield info(subject, f"bond {name} has a single NIC, {top.members[0][1].device}")
    if top.bond.primary_slave not in {ref for ref, _ in top.members}:
        yield warning(subject, f"the primary NIC of bond {name} is not in it")
    for key, value in top.pif.other_config.items():
        option = key.removeprefix("bond-")
        bad_number = option in NUMBERS and not (value.isascii() and value.isdecimal())
        if key.startswith("bond-") and (bad_number or (option == "mode" and value not in MODES)):
            yield warning(subject, f"other_config:{key} of bond {name} is ignored: {value}")


def _management(inventory: Inventory, host: Host) -> Iterator[Finding]:
    subject = f"host:{host.uuid}"
    pifs = [top.pif for top in inventory.known.values() if top.pif.management]
    if not pifs:
        yield warning(subject, "the host has no management interface")
    if pifs[1:]:
        yield error(subject, f"the host has {len(pifs)} management interfaces")
    for pif in pifs:
        if not pif.plugged and pif.managed:
            yield error(f"PIF:{pif.uuid}", f"the management interface {pif_name(pif)} is not plugged")
        if not has_ip(pif):
            yield error(f"PIF:{pif.uuid}", f"the management interface {pif_name(pif)} has no IP configuration")
