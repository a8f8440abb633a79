"""Rules of bonds."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.bond import Bond, BondMode
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import EMPTY_MAP, NULL, MapOf, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.plan.topology import BondMaster, SriovLogical, TunnelAccess, VlanUntagged, topology
from toolstack.rules import bond_property, kind, plug, protection, relocation, vlan
from toolstack.rules.scan import is_mac

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction


def create(
    tx: Transaction,
    network: Ref[Network],
    members: Sequence[Ref[Pif]],
    MAC: str = "",
    mode: BondMode = BondMode.BALANCE_SLB,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Bond]:
    """Join NICs on a network and want the result up, with everything that stood on them.

    Addresses, management, VLANs, tunnels and the host's guests go from the members to the bond.  An empty
    ``MAC`` takes and follows that of the primary member.  A single member is allowed.

    Raises, in this order: PIF_BOND_NEEDS_MORE_MEMBERS, NETWORK_UNMANAGED, NETWORK_ALREADY_CONNECTED,
    NETWORK_INCOMPATIBLE_WITH_BOND, MAC_INVALID, INVALID_VALUE, PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE, what
    forbids a member, PIF_CANNOT_BOND_CROSS_HOST, INCOMPATIBLE_PIF_PROPERTIES, PIF_BOND_MORE_THAN_ONE_IP,
    NETWORK_INCOMPATIBLE_WITH_TRUNKS.
    """
    members = tuple(dict.fromkeys(members))
    if not members:
        raise errors.PIF_BOND_NEEDS_MORE_MEMBERS()
    pifs = [tx.get(Pif, ref) for ref in members]
    vlan.check_network(tx, network, pifs[0].host)
    if kind.is_sriov_based(tx, network):
        raise errors.NETWORK_INCOMPATIBLE_WITH_BOND(network)
    if MAC and not is_mac(MAC.lower()):
        raise errors.MAC_INVALID(MAC)
    bond_property.check(mode, properties)
    primary = _primary(tx, members)
    _check_members(tx, members, primary)
    moving = relocation.local_vifs(tx, pifs[0].host, [pif.network for pif in pifs])
    if kind.has_vlans(tx, network) and any(tx.get(Vif, ref).trunks for ref in moving):
        raise errors.NETWORK_INCOMPATIBLE_WITH_TRUNKS(network)

    master = _insert_master(tx, network, primary, MAC)
    bond = tx.insert(
        Bond(
            master=master,
            primary_slave=primary,
            mode=mode,
            properties=bond_property.complete(mode, properties),
            auto_update_mac=not MAC,
        )
    )
    mtu = tx.get(Network, network).MTU
    for ref, pif in zip(members, pifs, strict=True):
        tx.update(Pif, ref, bond_slave_of=bond, disallow_unplug=False)
        tx.update(Network, pif.network, MTU=mtu)
        relocation.repoint_clusters(tx, ref, master)
    tx.update(Pif, master, disallow_unplug=any(pif.disallow_unplug for pif in pifs))
    relocation.move_addresses(tx, primary, master)
    relocation.move_vlans(tx, members, master)
    relocation.move_tunnels(tx, members, master)
    relocation.move_vifs(tx, moving, network)
    plug.bring_up(tx, master)
    return bond


def destroy(tx: Transaction, self: Ref[Bond]) -> tuple[Ref[Pif], ...]:
    """Take a bond apart; its primary member, which is returned, gets everything that stood on it.

    Of a bond whose members have been forgotten nothing is left, neither the VLANs and tunnels on it.
    Raises HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE.
    """
    bond = tx.get(Bond, self)
    master = tx.find(Pif, bond.master)
    members = plug.members(tx, self)
    up = False
    if master is not None:
        carries_management = _carries_management(tx, bond.master)
        if protection.has_ha(tx) and carries_management:
            raise errors.HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE()
        up = master.plugged or carries_management
    for ref in members:
        tx.update(Pif, ref, bond_slave_of=NULL, plugged=up)
    primary = members[:1] if bond.primary_slave not in members else (bond.primary_slave,)
    for ref in primary if master is not None else ():
        _move_everything(tx, bond.master, ref)
    tx.delete(Bond, self)
    if master is not None:
        relocation.remove_stack(tx, bond.master)
        tx.delete(Pif, bond.master)
        if tx.find(PifMetrics, master.metrics) is not None:
            tx.delete(PifMetrics, master.metrics)
    return primary


def _move_everything(tx: Transaction, source: Ref[Pif], target: Ref[Pif]) -> None:
    pif = tx.get(Pif, source)
    moving = relocation.local_vifs(tx, pif.host, [pif.network])
    relocation.move_addresses(tx, source, target)
    relocation.move_vlans(tx, [source], target)
    relocation.move_tunnels(tx, [source], target)
    relocation.move_vifs(tx, moving, tx.get(Pif, target).network)
    relocation.repoint_clusters(tx, source, target)
    if pif.disallow_unplug:
        tx.update(Pif, target, disallow_unplug=True)


def set_mode(tx: Transaction, self: Ref[Bond], value: BondMode) -> Ref[Pif]:
    """Change how a bond spreads traffic and want it up; properties that the mode does not know go."""
    bond = tx.get(Bond, self)
    tx.update(Bond, self, mode=value, properties=bond_property.complete(value, bond.properties))
    plug.bring_up(tx, bond.master)
    return bond.master


def set_property(tx: Transaction, self: Ref[Bond], name: str, value: str) -> Ref[Pif]:
    """Change a property of a bond and want it up; raises INVALID_VALUE."""
    bond = tx.get(Bond, self)
    bond_property.check(bond.mode, {name: value})
    tx.update(Bond, self, properties={**bond.properties, name: value})
    plug.bring_up(tx, bond.master)
    return bond.master


def _primary(db: Snapshot, members: Sequence[Ref[Pif]]) -> Ref[Pif]:
    """Return the member that gives addresses and MAC: the management one, else one with IP, else the first."""
    management = (ref for ref in members if db.get(Pif, ref).management)
    with_ip = (ref for ref in members if kind.has_ip(db.get(Pif, ref)))
    return next(itertools.chain(management, with_ip), members[0])


def _check_members(db: Snapshot, members: Sequence[Ref[Pif]], primary: Ref[Pif]) -> None:
    family = db.get(Pif, primary).primary_address_type
    for ref in members:
        if db.get(Pif, ref).primary_address_type is not family:
            raise errors.PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE(ref)
    for ref in members:
        _check_member(db, ref)
    pifs = [db.get(Pif, ref) for ref in members]
    if len({pif.host for pif in pifs}) > 1:
        raise errors.PIF_CANNOT_BOND_CROSS_HOST()
    if any(dict(pif.properties) != dict(pifs[0].properties) for pif in pifs):
        raise errors.INCOMPATIBLE_PIF_PROPERTIES()
    if sum(kind.has_ip(pif) for pif in pifs) > 1 or _clashing_vlans(db, members):
        raise errors.PIF_BOND_MORE_THAN_ONE_IP()


def _check_member(db: Snapshot, self: Ref[Pif]) -> None:
    pif = db.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    if kind.is_member(db, pif):
        raise errors.PIF_ALREADY_BONDED(self)
    match topology(db, self):
        case VlanUntagged():
            raise errors.PIF_VLAN_EXISTS(pif.device_name or pif.device)
        case TunnelAccess():
            raise errors.IS_TUNNEL_ACCESS_PIF(self)
        case SriovLogical():
            raise errors.PIF_IS_SRIOV_LOGICAL(self)
        case BondMaster():
            raise errors.PIF_ALREADY_BONDED(self)
    if protection.has_ha(db) and _carries_management(db, self):
        raise errors.HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE()
    protection.check_no_fcoe(db, self)


def _clashing_vlans(db: Snapshot, members: Sequence[Ref[Pif]]) -> bool:
    """Return whether two VLANs that the bond would merge, having one tag, both have addresses."""
    vlans = [db.get(Vlan, ref) for member in members for ref in db.reverse(Pif, "VLAN_slave_of", member)]
    tags = [one.tag for one in vlans if kind.has_ip(db.get(Pif, one.untagged_PIF))]
    return len(tags) != len(set(tags))


def _carries_management(db: Snapshot, self: Ref[Pif]) -> bool:
    """Return whether a PIF, a VLAN or a tunnel on it is the management interface."""
    return any(db.get(Pif, ref).management for ref in _stack(db, self))


def _stack(db: Snapshot, self: Ref[Pif]) -> Iterator[Ref[Pif]]:
    yield self
    for vlan_ref in db.reverse(Pif, "VLAN_slave_of", self):
        yield from _stack(db, db.get(Vlan, vlan_ref).untagged_PIF)
    for tunnel in db.reverse(Pif, "tunnel_transport_PIF_of", self):
        yield from _stack(db, db.get(Tunnel, tunnel).access_PIF)


def _insert_master(tx: Transaction, network: Ref[Network], primary: Ref[Pif], MAC: str) -> Ref[Pif]:
    pif = tx.get(Pif, primary)
    device = _free_device(tx, pif.host)
    return tx.insert(
        Pif(
            device=device,
            device_name=device,
            network=network,
            host=pif.host,
            MAC=MAC.lower() or pif.MAC,
            MTU=-1,
            VLAN=-1,
            metrics=tx.insert(PifMetrics()),
            currently_attached=False,
            bond_slave_of=NULL,
            VLAN_master_of=NULL,
            IPv6=("",),
            primary_address_type=pif.primary_address_type,
            managed=True,
            properties=pif.properties,
        )
    )


def _free_device(db: Snapshot, host: Ref[Host]) -> str:
    """Return ``bond<N>`` with the smallest number that no bond of the host has."""
    used = {db.get(Pif, ref).device for ref in db.reverse(Host, "PIFs", host) if db.reverse(Pif, "bond_master_of", ref)}
    return next(name for name in (f"bond{number}" for number in itertools.count()) if name not in used)
