"""Rows that nothing stands on any more: found, and removed with what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.rules import pif, vif

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

_TOP_OF: tuple[tuple[type[Any], str], ...] = (
    (Bond, "bond_master_of"),
    (Tunnel, "tunnel_access_PIF_of"),
    (NetworkSriov, "sriov_logical_PIF_of"),
)


def exists(db: Snapshot) -> bool:
    """Return whether there is anything to collect."""
    return any(True for _ in _pifs(db)) or any(True for _ in _tunnels(db)) or any(True for _ in _vifs(db))


def collect(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """Remove what is left over; returns (class, reference) of the PIFs, tunnels and VIFs that went.

    These are PIFs without host or network, and VLANs whose tagged PIF is gone, with the Bond, VLAN, tunnel or
    SR-IOV network that they are the top of and with metrics that no other PIF shares; tunnels without access or
    transport PIF, with their access PIF; VIFs without VM or network, with their metrics.
    """
    gone: list[tuple[str, str]] = []
    while found := next(_pifs(tx), None):  # each may leave others without what they stand on
        _remove_pif(tx, found)
        gone.append(("PIF", found))
        for tunnel in tuple(_tunnels(tx)):
            _remove_tunnel(tx, tunnel)
            gone.append(("tunnel", tunnel))
    for tunnel in tuple(_tunnels(tx)):
        _remove_tunnel(tx, tunnel)
        gone.append(("tunnel", tunnel))
    for each in tuple(_vifs(tx)):
        vif.delete(tx, each)
        gone.append(("VIF", each))
    return tuple(gone)


def _pifs(db: Snapshot) -> Iterator[Ref[Pif]]:
    for ref, record in db.all(Pif):
        vlan = db.find(Vlan, record.VLAN_master_of)
        if (
            db.find(Host, record.host) is None
            or db.find(Network, record.network) is None
            or (vlan is not None and db.find(Pif, vlan.tagged_PIF) is None)
        ):
            yield ref


def _tunnels(db: Snapshot) -> Iterator[Ref[Tunnel]]:
    for ref, record in db.all(Tunnel):
        if db.find(Pif, record.access_PIF) is None or db.find(Pif, record.transport_PIF) is None:
            yield ref


def _vifs(db: Snapshot) -> Iterator[Ref[Vif]]:
    for ref, record in db.all(Vif):
        if db.find(Vm, record.VM) is None or db.find(Network, record.network) is None:
            yield ref


def _remove_pif(tx: Transaction, self: Ref[Pif]) -> None:
    for cls, top_of in _TOP_OF:
        for owner in tx.reverse(Pif, top_of, self):
            for member in tx.reverse(Bond, "slaves", owner) if cls is Bond else ():
                tx.update(Pif, member, bond_slave_of=NULL)
            tx.delete(cls, owner)
    vlan = tx.get(Pif, self).VLAN_master_of
    if tx.find(Vlan, vlan) is not None:
        tx.delete(Vlan, vlan)
    pif.db_forget(tx, self)


def _remove_tunnel(tx: Transaction, self: Ref[Tunnel]) -> None:
    access = tx.get(Tunnel, self).access_PIF
    if tx.find(Pif, access) is not None:
        _remove_pif(tx, access)
    else:
        tx.delete(Tunnel, self)
