"""Wanting a PIF up, or not: rules of PIF.plug and PIF.unplug.

Only the wish (``plugged``) is written here; ``currently_attached`` follows when the host has done it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.bond import Bond
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vlan import Vlan
from toolstack.plan.topology import BondMaster, Physical, SriovLogical, TunnelAccess, VlanUntagged, topology
from toolstack.rules import kind, protection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction


def members(db: Snapshot, bond: Ref[Bond]) -> tuple[Ref[Pif], ...]:
    """Return the PIFs of a bond, oldest first."""
    return db.reverse(Bond, "slaves", bond)


def bring_up(tx: Transaction, self: Ref[Pif]) -> None:
    """Want a PIF up.  A bond takes its members from their own bridges and the MAC of its primary member.

    A PIF that is wanted already is marked as modified, so that its configuration is applied again.
    """
    pif = tx.get(Pif, self)
    if pif.plugged:
        tx.touch(Pif, self)
    tx.update(Pif, self, plugged=True)
    for ref in tx.reverse(Pif, "bond_master_of", self):
        bond = tx.get(Bond, ref)
        for member in members(tx, ref):
            tx.update(Pif, member, plugged=False)
        primary = tx.find(Pif, bond.primary_slave)
        if bond.auto_update_mac and primary is not None:
            tx.update(Pif, self, MAC=primary.MAC)


def plug(tx: Transaction, self: Ref[Pif]) -> None:
    """Want a PIF up, and what it stands on where that is needed.

    Raises PIF_UNMANAGED, TRANSPORT_PIF_NOT_CONFIGURED or CANNOT_PLUG_BOND_SLAVE.
    """
    pif = tx.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    match topology(tx, self):
        case TunnelAccess(below=transport):
            if not has_addresses(transport.pif):
                raise errors.TRANSPORT_PIF_NOT_CONFIGURED(transport.ref)
            plug(tx, transport.ref)
        case VlanUntagged(below=SriovLogical(ref=logical)):
            plug(tx, logical)
        case SriovLogical(below=physical):
            plug(tx, physical.ref)
        case Physical(bond=Bond(master=master)):
            if not tx.reverse(Pif, "sriov_physical_PIF_of", self):
                raise errors.CANNOT_PLUG_BOND_SLAVE(self)
            plug(tx, master)
    if not kind.is_member(tx, pif):
        bring_up(tx, self)


def unplug(tx: Transaction, self: Ref[Pif]) -> None:
    """Want a PIF down, after everything that cannot stay up without it.

    Raises what :func:`check_unplug` raises, for any of the PIFs concerned; a bond member passes the checks
    and stays as it is.
    """
    down = list(_unplugged_with(tx, self))
    for ref in down:
        check_unplug(tx, ref)
    for ref in reversed(down):
        if not kind.is_member(tx, tx.get(Pif, ref)):
            tx.update(Pif, ref, plugged=False)


def check_unplug(db: Snapshot, self: Ref[Pif]) -> None:
    """Raise the first reason why a PIF must stay up.

    PIF_UNMANAGED, HA_IS_ENABLED, REDO_LOG_IS_ENABLED, PIF_IS_MANAGEMENT_INTERFACE, VIF_IN_USE,
    PIF_DOES_NOT_ALLOW_UNPLUG or PIF_HAS_FCOE_SR_IN_USE.
    """
    pif = db.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    protection.check_detachable(db, pif)
    if pif.management:
        raise errors.PIF_IS_MANAGEMENT_INTERFACE(self)
    protection.check_no_guests(db, pif.network, pif.host)
    if pif.disallow_unplug:
        raise errors.PIF_DOES_NOT_ALLOW_UNPLUG(self)
    protection.check_no_fcoe(db, self)


def _unplugged_with(db: Snapshot, self: Ref[Pif]) -> Iterator[Ref[Pif]]:
    """Yield the PIF, then those that go down with it.  VLANs stay up without their tagged PIF."""
    yield self
    for tunnel in db.reverse(Pif, "tunnel_transport_PIF_of", self):
        yield from _unplugged_with(db, db.get(Tunnel, tunnel).access_PIF)
    match topology(db, self):
        case BondMaster(members=found):
            for member, _ in found:
                if db.reverse(Pif, "sriov_physical_PIF_of", member):
                    yield from _unplugged_with(db, member)
        case SriovLogical():
            for vlan in db.reverse(Pif, "VLAN_slave_of", self):
                yield from _unplugged_with(db, db.get(Vlan, vlan).untagged_PIF)
        case Physical():
            for sriov in db.reverse(Pif, "sriov_physical_PIF_of", self):
                yield from _unplugged_with(db, db.get(NetworkSriov, sriov).logical_PIF)


def has_addresses(pif: Pif) -> bool:
    """Return whether a PIF has an address configuration of either family, so that a tunnel can go over it."""
    ipv4 = pif.ip_configuration_mode is not IpConfigurationMode.NONE
    return ipv4 or pif.ipv6_configuration_mode is not Ipv6ConfigurationMode.NONE
