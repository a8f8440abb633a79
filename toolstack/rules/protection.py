"""What keeps a PIF from being changed: high availability, the redo log, clusters, storage and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pbd import Pbd
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.sr import Sr
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.db.snapshot import Snapshot

LIVE = (VmPowerState.RUNNING, VmPowerState.PAUSED)


def pool_of(db: Snapshot) -> Pool | None:
    """Return the pool's record; None before the first start has made one."""
    return next((record for _, record in db.all(Pool)), None)


def has_ha(db: Snapshot) -> bool:
    """Return whether high availability is on."""
    pool = pool_of(db)
    return pool is not None and pool.ha_enabled


def check_detachable(db: Snapshot, pif: Pif) -> None:
    """Raise HA_IS_ENABLED or REDO_LOG_IS_ENABLED when an attached PIF must stay as it is."""
    pool = pool_of(db)
    if pool is None or not pif.currently_attached:
        return
    if pool.ha_enabled:
        raise errors.HA_IS_ENABLED()
    if pool.redo_log_enabled:
        raise errors.REDO_LOG_IS_ENABLED()


def check_no_cluster(db: Snapshot, self: Ref[Pif]) -> None:
    """Raise CLUSTERING_ENABLED when an enabled cluster host uses the PIF."""
    for ref, member in db.all(ClusterHost):
        if member.enabled and self == member.PIF:
            raise errors.CLUSTERING_ENABLED(ref)


def check_no_fcoe(db: Snapshot, self: Ref[Pif]) -> None:
    """Raise PIF_HAS_FCOE_SR_IN_USE when storage may run over the PIF.

    Which LUN is seen through which NIC is not known here, so any attached FCoE storage of the host counts.
    """
    pif = db.get(Pif, self)
    if "fcoe" not in pif.capabilities:
        return
    for _, pbd in db.all(Pbd):
        storage = db.find(Sr, pbd.SR)
        if pbd.host == pif.host and pbd.currently_attached and storage is not None and storage.type == "lvmofcoe":
            raise errors.PIF_HAS_FCOE_SR_IN_USE(self, pbd.SR)


def check_no_guests(db: Snapshot, network: Ref[Network], host: Ref[Host]) -> None:
    """Raise VIF_IN_USE when a guest on this host uses the network, or is about to."""
    for ref in db.reverse(Network, "VIFs", network):
        vif = db.get(Vif, ref)
        vm = db.find(Vm, vif.VM)
        if vm is None:
            continue
        attaching = VifOperations.ATTACH in vif.current_operations.values()
        if attaching and host in (vm.resident_on, vm.scheduled_to_be_resident_on):
            raise errors.VIF_IN_USE(network, ref)
        if vif.currently_attached and vm.resident_on == host and vm.power_state in LIVE:
            raise errors.VIF_IN_USE(network, ref)
