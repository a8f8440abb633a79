"""Rules of tunnels: networks of an SDN controller, of which the toolstack makes the bridge."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel, TunnelProtocol
from toolstack.plan.topology import SriovLogical, TunnelAccess, VlanUntagged, topology
from toolstack.rules import kind, mac, plug, vlan

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

BACKEND = "openvswitch"


def create(
    tx: Transaction,
    transport_PIF: Ref[Pif],
    network: Ref[Network],
    protocol: TunnelProtocol = TunnelProtocol.GRE,
) -> Ref[Tunnel]:
    """Put a network on a tunnel over a PIF, and want both up.

    Raises, in this order: NETWORK_UNMANAGED, NETWORK_ALREADY_CONNECTED, PIF_UNMANAGED,
    CANNOT_ADD_TUNNEL_TO_BOND_SLAVE, IS_TUNNEL_ACCESS_PIF, those of SR-IOV, NETWORK_INCOMPATIBLE_WITH_TUNNEL,
    OPENVSWITCH_NOT_ACTIVE, TRANSPORT_PIF_NOT_CONFIGURED; nothing is left behind then.
    """
    transport = tx.get(Pif, transport_PIF)
    vlan.check_network(tx, network, transport.host)
    _check_transport(tx, transport_PIF)
    if kind.is_sriov_based(tx, network):
        raise errors.NETWORK_INCOMPATIBLE_WITH_TUNNEL(network)
    check_backend(tx)
    fields: dict[str, Any] = {"primary_address_type": transport.primary_address_type, "IPv6": ("",)}
    access = tx.insert(
        Pif(
            device=_device(tx, transport.host),
            network=network,
            host=transport.host,
            MAC=mac.from_seed(secrets.token_hex(16), 0),
            MTU=-1,
            VLAN=-1,
            metrics=transport.metrics,
            bond_slave_of=NULL,
            VLAN_master_of=NULL,
            **fields,
        )
    )
    tx.update(Pif, access, device_name=tx.get(Pif, access).device)
    self = tx.insert(Tunnel(access_PIF=access, transport_PIF=transport_PIF, protocol=protocol))
    plug.plug(tx, access)
    return self


def check_backend(db: Snapshot) -> None:
    """Raise OPENVSWITCH_NOT_ACTIVE unless every host of the pool uses Open vSwitch."""
    for _, host in db.all(Host):
        if host.software_version.get("network_backend", BACKEND) != BACKEND:
            raise errors.OPENVSWITCH_NOT_ACTIVE()


def _check_transport(db: Snapshot, self: Ref[Pif]) -> None:
    pif = db.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    if kind.is_member(db, pif):
        raise errors.CANNOT_ADD_TUNNEL_TO_BOND_SLAVE(self)
    match topology(db, self):
        case TunnelAccess():
            raise errors.IS_TUNNEL_ACCESS_PIF(self)
        case SriovLogical():
            raise errors.CANNOT_ADD_TUNNEL_TO_SRIOV_LOGICAL(self)
        case VlanUntagged(below=SriovLogical()):
            raise errors.CANNOT_ADD_TUNNEL_TO_VLAN_ON_SRIOV_LOGICAL(self)


def _device(db: Snapshot, host: Ref[Host]) -> str:
    """Return the first ``tunnel<N>`` that no tunnel of the host has."""
    taken = {db.get(Pif, ref).device for ref in db.reverse(Host, "PIFs", host)}
    return next(name for number in range(len(taken) + 1) if (name := f"tunnel{number}") not in taken)


def unplug(tx: Transaction, self: Ref[Tunnel]) -> Ref[Pif]:
    """Want a tunnel down; returns its access PIF, or null when that is gone.  Raises what forbids an unplug."""
    access = tx.get(Tunnel, self).access_PIF
    if tx.find(Pif, access) is None:
        return NULL
    plug.unplug(tx, access)
    return access


def destroy(tx: Transaction, self: Ref[Tunnel]) -> None:
    """Remove a tunnel and its access PIF, with the checks of an unplug; the metrics are the transport's."""
    access = unplug(tx, self)
    tx.delete(Tunnel, self)
    if access != NULL:
        tx.delete(Pif, access)
