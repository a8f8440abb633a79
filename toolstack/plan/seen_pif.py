"""PIFs as their host reports them: attached or not, and the live values."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PifIgmpStatus
from toolstack.plan.routes import dns_pif, gateway_pif
from toolstack.plan.sight import difference
from toolstack.plan.topology import BondMaster, Physical, VlanUntagged, is_member, on_sriov

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.plan.change import Update
    from toolstack.plan.hoststate import Device
    from toolstack.plan.inventory import Inventory
    from toolstack.plan.sight import Sight
    from toolstack.plan.topology import Topology

_DYNAMIC = (Ipv6ConfigurationMode.DHCP, Ipv6ConfigurationMode.AUTOCONF)


def pif_changes(inventory: Inventory, sight: Sight) -> Iterator[Update]:
    """Yield what of the host's PIFs differs from what is seen."""
    gateway, dns = gateway_pif(inventory), dns_pif(inventory)
    reader = inventory.reader
    for ref in reader.reverse(Host, "PIFs", inventory.host_ref):
        top = inventory.known.get(ref)
        if top is None or on_sriov(top):
            continue
        pif = top.pif
        network = reader.find(Network, pif.network)
        bridge = network.bridge if network is not None else ""
        attached = _attached(inventory, sight, top, bridge)
        values: dict[str, Any] = {"currently_attached": attached}
        if isinstance(top, Physical):
            values |= _nic(sight, pif)
        elif isinstance(top, BondMaster) and top.bond.auto_update_mac:
            values |= _primary_mac(inventory, sight, top)
        device = sight.devices.get(bridge)
        if device is not None and attached:
            values["MTU"] = device.mtu
            values |= _addresses(pif, device)
            if gateway is not None and gateway.top is top:
                values |= _gateways(pif, sight)
            if dns is not None and dns.top is top:
                values |= _dns(pif, sight)
        if attached and not isinstance(top, VlanUntagged):
            values |= _snooping(sight, bridge)
        elif is_member(top):
            values |= _member_mtu(inventory, sight, top)
        yield from difference(Pif, ref, pif, values)


def _attached(inventory: Inventory, sight: Sight, top: Topology, bridge: str) -> bool:
    if not top.pif.managed:
        return bool(bridge) and (bridge in sight.foreign or bridge in sight.standing)
    standing = top.ref in inventory.roots or top.ref in inventory.tagged
    return top.pif.plugged and standing and bridge in sight.standing and f"PIF:{top.pif.uuid}" not in sight.troubled


def _nic(sight: Sight, pif: Pif) -> dict[str, Any]:
    nic = sight.nics.get(pif.device)
    if nic is None:
        return {}
    values: dict[str, Any] = {"MAC": nic.mac} if nic.mac else {}
    if set(nic.capabilities) != set(pif.capabilities):
        values["capabilities"] = tuple(sorted(nic.capabilities))
    return values


def _primary_mac(inventory: Inventory, sight: Sight, top: BondMaster) -> dict[str, Any]:
    """What a bond master follows: the hardware address of its primary NIC, which may just have been replaced."""
    primary = inventory.known.get(top.bond.primary_slave)
    if not isinstance(primary, Physical):
        return {}
    nic = sight.nics.get(primary.pif.device)
    return {"MAC": nic.mac if nic is not None and nic.mac else primary.pif.MAC.lower()}


def _snooping(sight: Sight, bridge: str) -> dict[str, Any]:
    seen = sight.bridges.get(bridge)
    if seen is None or seen.igmp_snooping is None:
        return {}
    return {"igmp_snooping_status": PifIgmpStatus.ENABLED if seen.igmp_snooping else PifIgmpStatus.DISABLED}


def _member_mtu(inventory: Inventory, sight: Sight, top: Topology) -> dict[str, Any]:
    """A NIC in a bond shows the MTU of the bond's bridge."""
    if not isinstance(top, Physical) or top.bond is None:
        return {}
    master = inventory.reader.find(Pif, top.bond.master)
    network = inventory.reader.find(Network, master.network) if master is not None else None
    device = sight.devices.get(network.bridge) if network is not None else None
    return {} if device is None else {"MTU": device.mtu}


def _addresses(pif: Pif, device: Device) -> dict[str, Any]:
    """Live addresses of dynamic modes; where there are none now, the last known ones stay."""
    values: dict[str, Any] = {}
    if pif.ip_configuration_mode is IpConfigurationMode.DHCP and device.ipv4:
        live = ipaddress.IPv4Interface(device.ipv4[0])
        values |= {"IP": str(live.ip), "netmask": str(live.netmask)}
    if pif.ipv6_configuration_mode in _DYNAMIC and device.ipv6 and set(device.ipv6) != set(pif.IPv6):
        values["IPv6"] = device.ipv6
    return values


def _gateways(pif: Pif, sight: Sight) -> dict[str, Any]:
    values = {}
    if pif.ip_configuration_mode is IpConfigurationMode.DHCP and sight.state.ipv4_gateway:
        values["gateway"] = sight.state.ipv4_gateway
    if pif.ipv6_configuration_mode in _DYNAMIC and sight.state.ipv6_gateway:
        values["ipv6_gateway"] = sight.state.ipv6_gateway
    return values


def _dns(pif: Pif, sight: Sight) -> dict[str, Any]:
    dynamic = pif.ip_configuration_mode is IpConfigurationMode.DHCP or pif.ipv6_configuration_mode in _DYNAMIC
    return {"DNS": ",".join(sight.state.dns_servers)} if dynamic and sight.state.dns_servers else {}
