"""Rules of VLANs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import EMPTY_MAP, NULL, MapOf, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pci import Pci
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.db.transaction import new_ref
from toolstack.plan.topology import SriovLogical, Topology, TunnelAccess, VlanUntagged, topology
from toolstack.rules import kind, plug, protection

if TYPE_CHECKING:
    from collections.abc import Collection

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

TAGS = range(4095)
"""0 is the native VLAN."""

CONSTANT_MAC = "fe:ff:ff:ff:ff:ff"
"""What a VLAN or SR-IOV logical PIF shows, whatever is on the wire."""


def create(
    tx: Transaction,
    tagged_PIF: Ref[Pif],
    tag: int,
    network: Ref[Network],
    foreign: Collection[str] = (),
) -> Ref[Vlan]:
    """Put a network on a PIF under a tag, and want it up.

    ``foreign`` are the devices of the host that are not the toolstack's: a kernel VLAN of somebody else's
    is VLAN_IN_USE.  The other errors, in this order: those of :func:`check_network`, PIF_UNMANAGED,
    CANNOT_ADD_VLAN_TO_BOND_SLAVE, PIF_IS_VLAN, IS_TUNNEL_ACCESS_PIF, those of SR-IOV, VLAN_TAG_INVALID,
    PIF_VLAN_EXISTS, VLAN_IN_USE, NETWORK_INCOMPATIBLE_WITH_TRUNKS.
    """
    tagged = tx.get(Pif, tagged_PIF)
    check_network(tx, network, tagged.host)
    _check_tagged(tx, tagged_PIF)
    _check_sriov(tx, tagged_PIF, network)
    if tag not in TAGS:
        raise errors.VLAN_TAG_INVALID(tag)
    if not kind.is_null(tx.unique(Vlan, tagged_PIF=tagged_PIF, tag=tag)):
        raise errors.PIF_VLAN_EXISTS(tagged.device)
    if f"{tagged.device}.{tag}" in foreign:
        raise errors.VLAN_IN_USE(tagged.device, tag)
    check_no_trunks(tx, network)
    if isinstance(topology(tx, tagged_PIF), SriovLogical):
        plug.plug(tx, tagged_PIF)
    return insert(tx, tagged_PIF, tag, network, plugged=True)[0]


def check_network(db: Snapshot, network: Ref[Network], host: Ref[Host]) -> None:
    """Raise NETWORK_UNMANAGED, or NETWORK_ALREADY_CONNECTED when the host has a PIF on the network."""
    if not db.get(Network, network).managed:
        raise errors.NETWORK_UNMANAGED(network)
    if not kind.is_null(existing := kind.pif_on(db, network, host)):
        raise errors.NETWORK_ALREADY_CONNECTED(host, existing)


def check_no_trunks(db: Snapshot, network: Ref[Network]) -> None:
    """Raise NETWORK_INCOMPATIBLE_WITH_TRUNKS when the network has a trunk VIF."""
    if any(db.get(Vif, ref).trunks for ref in db.reverse(Network, "VIFs", network)):
        raise errors.NETWORK_INCOMPATIBLE_WITH_TRUNKS(network)


def _check_tagged(db: Snapshot, self: Ref[Pif]) -> None:
    pif = db.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    if kind.is_member(db, pif):
        raise errors.CANNOT_ADD_VLAN_TO_BOND_SLAVE(self)
    match topology(db, self):
        case VlanUntagged():
            raise errors.PIF_IS_VLAN(self)
        case TunnelAccess():
            raise errors.IS_TUNNEL_ACCESS_PIF(self)


def _check_sriov(db: Snapshot, tagged: Ref[Pif], network: Ref[Network]) -> None:
    """Raise when the network has PIFs on other hosts that do not go together with this one."""
    what = topology(db, tagged)
    if not isinstance(what, SriovLogical):
        if kind.is_sriov_based(db, network):
            raise errors.NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE(network)
        return
    for first in db.reverse(Network, "PIFs", network)[:1]:
        other = topology(db, first)
        if not isinstance(other, VlanUntagged) or not isinstance(other.below, SriovLogical):
            raise errors.NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV(network)
        if _nic_model(db, what.below) != _nic_model(db, other.below.below):
            raise errors.NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS(tagged, network)


def _nic_model(db: Snapshot, physical: Topology) -> tuple[str, str]:
    """Return PCI vendor and device of a NIC."""
    pci = db.find(Pci, physical.pif.PCI)
    return ("", "") if pci is None else (pci.vendor_id, pci.device_id)


def insert(
    tx: Transaction, tagged_PIF: Ref[Pif], tag: int, network: Ref[Network], **carried: Any
) -> tuple[Ref[Vlan], Ref[Pif]]:
    """Add the two records of a VLAN; ``carried`` are further fields of the untagged PIF."""
    tagged = tx.get(Pif, tagged_PIF)
    vlan: Ref[Vlan] = new_ref()
    fields: dict[str, Any] = {
        "primary_address_type": tagged.primary_address_type,
        "IPv6": ("",),
        "currently_attached": False,
        **carried,
    }
    untagged = tx.insert(
        Pif(
            device=tagged.device,
            device_name=tagged.device_name,
            network=network,
            host=tagged.host,
            MAC=CONSTANT_MAC,
            MTU=tagged.MTU,
            VLAN=tag,
            metrics=tagged.metrics,
            bond_slave_of=NULL,
            VLAN_master_of=vlan,
            **fields,
        )
    )
    tx.insert(Vlan(tagged_PIF=tagged_PIF, untagged_PIF=untagged, tag=tag), vlan)
    return vlan, untagged


def unplug(tx: Transaction, self: Ref[Vlan]) -> Ref[Pif]:
    """Check that a VLAN may be destroyed and want it down; returns its PIF, or null when that is gone.

    Raises PIF_ALREADY_BONDED, HA_IS_ENABLED, REDO_LOG_IS_ENABLED, PIF_IS_PHYSICAL, or what forbids an unplug.
    """
    vlan = tx.get(Vlan, self)
    untagged = vlan.untagged_PIF
    pif = tx.find(Pif, untagged)
    if pif is None:
        return NULL
    if kind.is_member(tx, pif):
        raise errors.PIF_ALREADY_BONDED(untagged)
    protection.check_detachable(tx, pif)
    if pif.VLAN < 0:
        raise errors.PIF_IS_PHYSICAL()
    if tx.find(Pif, vlan.tagged_PIF) is None:  # forgotten behind the VLAN's back
        plug.check_unplug(tx, untagged)
        tx.update(Pif, untagged, plugged=False)
    else:
        plug.unplug(tx, untagged)
    return untagged


def destroy(tx: Transaction, self: Ref[Vlan]) -> None:
    """Remove a VLAN and its PIF, with the checks of :func:`unplug`."""
    untagged = unplug(tx, self)
    remove(tx, self, untagged)


def remove(tx: Transaction, self: Ref[Vlan], untagged: Ref[Pif]) -> None:
    """Delete the records of a VLAN.  The metrics belong to the tagged PIF and stay."""
    tx.delete(Vlan, self)
    if tx.find(Pif, untagged) is not None:
        tx.delete(Pif, untagged)


def pool_introduce(
    tx: Transaction,
    tagged_PIF: Ref[Pif],
    untagged_PIF: Ref[Pif],
    tag: int,
    other_config: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Vlan]:
    """Record a VLAN whose PIFs exist; the untagged one shares the metrics of the other from now on.

    Raises PIF_VLAN_EXISTS when the tagged PIF has a VLAN with this tag.
    """
    tagged, untagged = tx.get(Pif, tagged_PIF), tx.get(Pif, untagged_PIF)
    if not kind.is_null(tx.unique(Vlan, tagged_PIF=tagged_PIF, tag=tag)):
        raise errors.PIF_VLAN_EXISTS(tagged.device)
    if untagged.metrics != tagged.metrics and tx.find(PifMetrics, untagged.metrics) is not None:
        tx.delete(PifMetrics, untagged.metrics)
    vlan = tx.insert(Vlan(tagged_PIF=tagged_PIF, untagged_PIF=untagged_PIF, tag=tag, other_config=dict(other_config)))
    tx.update(Pif, untagged_PIF, VLAN_master_of=vlan, metrics=tagged.metrics, VLAN=tag)
    return vlan


def create_everywhere(
    tx: Transaction,
    tagged: Collection[tuple[Ref[Pif], Collection[str]]],
    tag: int,
    network: Ref[Network],
) -> tuple[Ref[Pif], ...]:
    """Create the same VLAN on PIFs of several hosts, all or none; returns the untagged PIFs.

    ``tagged`` pairs each PIF with the foreign devices of its host.
    """
    created = [create(tx, pif, tag, network, foreign) for pif, foreign in tagged]
    return tuple(tx.get(Vlan, vlan).untagged_PIF for vlan in created)
