"""Rules of PIFs: how they come, go and are set; plugging and addresses have modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.cluster import Cluster, ClusterOperation
from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vlan import Vlan
from toolstack.plan.topology import BondMaster, Physical, topology
from toolstack.rules import kind, protection, vlan

if TYPE_CHECKING:
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

PROPERTIES = {"gro": ("on", "off")}
"""The properties that a physical PIF or a bond has, with their values."""


def prepare_forget(tx: Transaction, self: Ref[Pif]) -> None:
    """Check that a PIF may be forgotten and want it down.

    Raises PIF_IS_MANAGEMENT_INTERFACE, PIF_ALREADY_BONDED, PIF_VLAN_STILL_EXISTS, PIF_TUNNEL_STILL_EXISTS,
    HA_IS_ENABLED, REDO_LOG_IS_ENABLED, CANNOT_FORGET_SRIOV_LOGICAL, PIF_SRIOV_STILL_EXISTS,
    CLUSTERING_ENABLED or, for an attached one, PIF_DOES_NOT_ALLOW_UNPLUG.
    """
    pif = tx.get(Pif, self)
    if pif.management:
        raise errors.PIF_IS_MANAGEMENT_INTERFACE(self)
    if kind.is_member(tx, pif) or tx.reverse(Pif, "bond_master_of", self):
        raise errors.PIF_ALREADY_BONDED(self)
    if tx.reverse(Pif, "VLAN_slave_of", self) or not kind.is_null(pif.VLAN_master_of):
        raise errors.PIF_VLAN_STILL_EXISTS(self)
    if tx.reverse(Pif, "tunnel_transport_PIF_of", self) or tx.reverse(Pif, "tunnel_access_PIF_of", self):
        raise errors.PIF_TUNNEL_STILL_EXISTS(self)
    protection.check_detachable(tx, pif)
    if tx.reverse(Pif, "sriov_logical_PIF_of", self):
        raise errors.CANNOT_FORGET_SRIOV_LOGICAL(self)
    if tx.reverse(Pif, "sriov_physical_PIF_of", self):
        raise errors.PIF_SRIOV_STILL_EXISTS(self)
    protection.check_no_cluster(tx, self)
    if pif.disallow_unplug and pif.currently_attached:
        raise errors.PIF_DOES_NOT_ALLOW_UNPLUG(self)
    tx.update(Pif, self, plugged=False)


def forget(tx: Transaction, self: Ref[Pif]) -> None:
    """Remove a PIF with its metrics, with the checks of :func:`prepare_forget`; a scan brings it back."""
    prepare_forget(tx, self)
    db_forget(tx, self)


def db_forget(tx: Transaction, self: Ref[Pif]) -> None:
    """Remove a PIF without any check, and its metrics unless another PIF shares them."""
    metrics = tx.get(Pif, self).metrics
    tx.delete(Pif, self)
    if tx.find(PifMetrics, metrics) is not None and not any(other.metrics == metrics for _, other in tx.all(Pif)):
        tx.delete(PifMetrics, metrics)


def db_introduce(
    tx: Transaction, /, *, device: str, network: Ref[Network], host: Ref[Host], VLAN: int, physical: bool, **fields: Any
) -> Ref[Pif]:
    """Record a PIF as given; ``fields`` are further stored fields.

    It gets metrics of its own, is not attached and no bond's member.  Raises
    NETWORK_INCOMPATIBLE_WITH_TRUNKS, NETWORK_ALREADY_CONNECTED, DUPLICATE_PIF_DEVICE_NAME for a NIC, or
    PIF_VLAN_EXISTS when the host has the VLAN on the device.
    """
    tx.get(Network, network)
    tx.get(Host, host)
    if VLAN != -1:
        vlan.check_no_trunks(tx, network)
    existing = kind.pif_on(tx, network, host)
    if not kind.is_null(existing):
        raise errors.NETWORK_ALREADY_CONNECTED(host, existing)
    if physical and not kind.is_null(nic_of(tx, host, device)):
        raise errors.DUPLICATE_PIF_DEVICE_NAME(device)
    if VLAN != -1 and _has_vlan(tx, host, device, VLAN):
        raise errors.PIF_VLAN_EXISTS(device)
    fields |= {"currently_attached": False, "bond_slave_of": NULL, "capabilities": (), "PCI": NULL}
    return tx.insert(
        Pif(
            device=device,
            device_name=device,
            network=network,
            host=host,
            VLAN=VLAN,
            physical=physical,
            metrics=tx.insert(PifMetrics()),
            **fields,
        )
    )


def nic_of(db: Snapshot, host: Ref[Host], device: str) -> Ref[Pif]:
    """Return a host's physical PIF of a device, or null."""
    for ref in db.reverse(Host, "PIFs", host):
        pif = db.get(Pif, ref)
        if pif.physical and pif.device == device:
            return ref
    return NULL


def _has_vlan(db: Snapshot, host: Ref[Host], device: str, tag: int) -> bool:
    pifs = (db.get(Pif, ref) for ref in db.reverse(Host, "PIFs", host))
    return any(pif.device == device and tag == pif.VLAN for pif in pifs)


def set_property(tx: Transaction, self: Ref[Pif], name: str, value: str) -> tuple[Ref[Pif], ...]:
    """Set a property of a NIC or a bond; returns the attached PIFs that it concerns.

    Raises INVALID_VALUE or CANNOT_CHANGE_PIF_PROPERTIES.
    """
    pif = tx.get(Pif, self)
    if value not in PROPERTIES.get(name, ()):
        raise errors.INVALID_VALUE("properties", f"{name} = {value}")
    what = topology(tx, self)
    if not isinstance(what, Physical | BondMaster) or kind.is_member(tx, pif):
        raise errors.CANNOT_CHANGE_PIF_PROPERTIES(self)
    properties = {**pif.properties, name: value}
    tx.update(Pif, self, properties=properties)
    if isinstance(what, BondMaster):
        for member, _ in what.members:
            tx.update(Pif, member, properties=properties)
    if not pif.plugged:
        return ()
    on_top = [tx.get(Vlan, ref).untagged_PIF for ref in tx.reverse(Pif, "VLAN_slave_of", self)]
    return (self, *(ref for ref in on_top if tx.get(Pif, ref).plugged))


def set_disallow_unplug(tx: Transaction, self: Ref[Pif], value: bool) -> None:  # noqa: FBT001 - as declared
    """Forbid or allow unplugging; raises CLUSTERING_ENABLED or OTHER_OPERATION_IN_PROGRESS."""
    pif = tx.get(Pif, self)
    if pif.disallow_unplug == value:
        return
    if not value:
        protection.check_no_cluster(tx, self)
        _check_no_cluster_operation(tx, pif)
    tx.update(Pif, self, disallow_unplug=value)


def _check_no_cluster_operation(db: Snapshot, pif: Pif) -> None:
    clusters = {member.cluster for _, member in db.all(ClusterHost) if member.host == pif.host}
    for ref in clusters:
        cluster = db.find(Cluster, ref)
        for task, operation in cluster.current_operations.items() if cluster else ():
            if operation in (ClusterOperation.ENABLE, ClusterOperation.ADD):
                raise errors.OTHER_OPERATION_IN_PROGRESS("Cluster", ref, operation, task)


def create_VLAN(
    tx: Transaction, device: str, network: Ref[Network], host: Ref[Host], VLAN: int, foreign: tuple[str, ...] = ()
) -> Ref[Pif]:
    """Create a VLAN on a host's device; returns the untagged PIF.

    Raises INVALID_VALUE when the host has no such device, or as ``vlan.create`` does.
    """
    tagged = untagged_device(tx, host, device)
    return tx.get(Vlan, vlan.create(tx, tagged, VLAN, network, foreign)).untagged_PIF


def untagged_device(db: Snapshot, host: Ref[Host], device: str) -> Ref[Pif]:
    """Return the oldest PIF of a host that is this device and no VLAN; raises INVALID_VALUE without one."""
    db.get(Host, host)
    for ref in db.reverse(Host, "PIFs", host):
        pif = db.get(Pif, ref)
        if pif.device == device and pif.VLAN == -1:
            return ref
    raise errors.INVALID_VALUE("device", device)


def vlan_of(db: Snapshot, self: Ref[Pif]) -> Ref[Vlan]:
    """Return the VLAN that a PIF is the untagged end of; raises PIF_IS_PHYSICAL for a PIF without tag."""
    pif = db.get(Pif, self)
    if pif.VLAN < 0:
        raise errors.PIF_IS_PHYSICAL()
    return pif.VLAN_master_of
