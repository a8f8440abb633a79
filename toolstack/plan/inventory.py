"""What of the records concerns one host, gathered once for everything that is planned from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.plan.topology import (
    BondMaster,
    Physical,
    Topology,
    TunnelAccess,
    VlanUntagged,
    is_member,
    on_sriov,
    topology,
)

if TYPE_CHECKING:
    from toolstack.datamodel.model import MapOf, Ref
    from toolstack.plan.reader import Reader

ALIVE = (VmPowerState.RUNNING, VmPowerState.PAUSED)
"""The power states in which a guest has a domain with interfaces."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A plugged VIF of a guest that runs on the host."""

    vif: Vif
    vm: Vm
    network_ref: Ref[Network]
    network: Network


@dataclass(frozen=True, slots=True)
class Root:
    """A physical PIF, bond master or tunnel access PIF whose bridge has to exist, with its network."""

    top: Physical | BondMaster | TunnelAccess
    network: Network


@dataclass(frozen=True, slots=True)
class Tagged:
    """A VLAN PIF whose bridge has to exist, with its network and what it stands on."""

    top: VlanUntagged
    network: Network
    parent: Root


@dataclass(slots=True)
class Inventory:
    """The records of one host, as far as they decide about its network.

    A PIF that is not managed, has no managed network with a bridge name, or makes no sense (its VLAN or
    bond is gone) is left out, and so is what claims a name, NIC or tag that another has already; ``check``
    tells about both.
    """

    reader: Reader
    host_ref: Ref[Host]
    pool: Pool
    known: dict[Ref[Pif], Topology] = field(default_factory=dict)
    """Every PIF of the host that makes sense, with what it is."""
    tops: list[Topology] = field(default_factory=list)
    """The host's PIFs that can have a bridge or addresses, oldest first."""
    on_network: dict[str, Topology] = field(default_factory=dict)
    """The host's PIF on each network: the oldest one, managed or not."""
    joints: list[Joint] = field(default_factory=list)
    """Oldest guest first."""
    roots: dict[str, Root] = field(default_factory=dict)
    """Whose real bridge has to exist, by reference."""
    tagged: dict[str, Tagged] = field(default_factory=dict)
    """Which VLAN has to exist, by reference."""
    internal: dict[str, Network] = field(default_factory=dict)
    """Networks without a PIF on this host whose bridge has to exist, by reference."""
    plugged: list[Root | Tagged] = field(default_factory=list)
    """What is plugged itself, not only needed by others, oldest first; only these get addresses."""
    taken: set[object] = field(default_factory=set)
    """Names of bridges, VLANs, NICs and bonds in use, and (parent, tag) of VLANs."""

    def claim(self, *things: object) -> bool:
        """Take names, NICs or tags for one bridge; returns False, taking nothing, when one is taken already."""
        if not self.taken.isdisjoint(things):
            return False
        self.taken.update(things)
        return True

    def network_of(self, pif: Pif) -> Network | None:
        """Return a PIF's network if the toolstack looks after its bridge."""
        network = self.reader.find(Network, pif.network)
        return network if network is not None and network.managed and network.bridge else None


def inventory(reader: Reader, host_ref: Ref[Host]) -> Inventory:
    """Gather the records of a host.  Raises HANDLE_INVALID for an unknown host."""
    reader.get(Host, host_ref)
    pool = next((pool for _, pool in reader.all(Pool)), None)
    found = Inventory(reader, host_ref, pool if pool is not None else Pool())
    _find_pifs(found)
    _find_joints(found)
    for top in found.tops:
        if top.pif.plugged:
            _need_pif(found, top)
    for joint in found.joints:
        _need_network(found, joint.network_ref, joint.network)
    for ref, network in reader.all(Network):
        if network.attached_on and host_ref in network.attached_on:
            _need_network(found, ref, network)
    standing: dict[str, Root | Tagged] = {**found.roots, **found.tagged}
    found.plugged = [standing[top.ref] for top in found.tops if top.pif.plugged and top.ref in standing]
    return found


def merged(*maps: MapOf[str, str]) -> dict[str, str]:
    """Return maps as one; the later wins."""
    result: dict[str, str] = {}
    for values in maps:
        result.update(values)
    return result


def _find_pifs(found: Inventory) -> None:
    for ref in found.reader.reverse(Host, "PIFs", found.host_ref):
        try:
            top = topology(found.reader, ref, found.known)
        except ApiError:  # inconsistent records of one PIF do not take the network from the others
            continue
        found.on_network.setdefault(top.pif.network, top)
        if top.pif.managed and not is_member(top) and not on_sriov(top):
            found.tops.append(top)


def _find_joints(found: Inventory) -> None:
    reader = found.reader
    for vm_ref in reader.reverse(Host, "resident_VMs", found.host_ref):
        vm = reader.get(Vm, vm_ref)
        if vm.domid < 0 or vm.power_state not in ALIVE:
            continue
        for vif_ref in reader.reverse(Vm, "VIFs", vm_ref):
            vif = reader.get(Vif, vif_ref)
            network = reader.find(Network, vif.network) if vif.plugged else None
            if network is not None and vif.device.isdecimal():
                found.joints.append(Joint(vif, vm, vif.network, network))


def _need_network(found: Inventory, ref: Ref[Network], network: Network) -> None:
    top = found.on_network.get(ref)
    if top is not None:
        if top.pif.managed and not is_member(top) and not on_sriov(top):
            _need_pif(found, top)
    elif network.managed and network.bridge and ref not in found.internal and found.claim(network.bridge):
        found.internal[ref] = network


def _need_pif(found: Inventory, top: Topology) -> None:
    if not isinstance(top, VlanUntagged):
        _need_root(found, top)
        return
    network = found.network_of(top.pif)
    parent = _need_root(found, top.below)
    if network is not None and parent is not None and top.ref not in found.tagged:
        tagged = Tagged(top, network, parent)
        if found.claim(network.bridge, (parent.network.bridge, top.vlan.tag)):
            found.tagged[top.ref] = tagged


def _need_root(found: Inventory, top: Topology) -> Root | None:
    if top.ref in found.roots:
        return found.roots[top.ref]
    if not isinstance(top, Physical | BondMaster | TunnelAccess) or is_member(top) or not top.pif.managed:
        return None
    network = found.network_of(top.pif)
    if network is None or not found.claim(network.bridge, *_devices(top)):
        return None
    found.roots[top.ref] = Root(top, network)
    return found.roots[top.ref]


def _devices(top: Physical | BondMaster | TunnelAccess) -> list[str]:
    if isinstance(top, BondMaster):
        return [top.pif.device, *(pif.device for _, pif in top.members)]
    return [top.pif.device] if isinstance(top, Physical) else []
