"""The host's ends of guest interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import NULL
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vif import VifLockingMode
from toolstack.plan.hostnet import VifPort, pairs
from toolstack.plan.mtu import wanted_mtu
from toolstack.plan.topology import VlanUntagged, on_sriov

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.network import Network
    from toolstack.datamodel.vif import Vif
    from toolstack.plan.inventory import Inventory, Joint
    from toolstack.plan.topology import Topology

_CARRIER_KEY = "pass_through_pif_carrier"


def vif_ports(inventory: Inventory) -> Iterator[VifPort]:
    """Yield a port for every plugged VIF of a guest that runs here, unless it is a virtual function of a NIC.

    A network without a PIF here, an unmanaged one included, is met on the bridge of its name.
    """
    for joint in inventory.joints:
        top = inventory.on_network.get(joint.network_ref)
        if top is not None and on_sriov(top):
            continue
        place = _place(inventory, top, joint.network_ref, joint.network)
        if place is not None:
            yield _port(inventory, joint, top, *place)


def effective_locking(vif: Vif, network: Network) -> str:
    """Return ``unlocked``, ``locked`` or ``disabled``: what a VIF is after its network's default."""
    if vif.locking_mode is VifLockingMode.NETWORK_DEFAULT:
        return str(network.default_locking_mode)
    return str(vif.locking_mode)


def rate_kbytes(vif: Vif) -> int:
    """Return a VIF's limit in kilobytes per second; 0 for none, and for settings that mean nothing."""
    text = vif.qos_algorithm_params.get("kbps", "")
    usable = vif.qos_algorithm_type == "ratelimit" and text.isascii() and text.isdecimal()
    return int(text) if usable else 0


def _place(inventory: Inventory, top: Topology | None, ref: str, network: Network) -> tuple[str, int | None] | None:
    """The real bridge and the tag of a network here; None where its bridge cannot exist."""
    if isinstance(top, VlanUntagged) and top.pif.managed and network.managed:
        tagged = inventory.tagged.get(top.ref)
        return None if tagged is None else (tagged.parent.network.bridge, tagged.top.vlan.tag)
    made = network.managed and (top is None or top.pif.managed)
    if made and (top.ref not in inventory.roots if top is not None else ref not in inventory.internal):
        return None
    return (network.bridge, None) if network.bridge else None


def _port(inventory: Inventory, joint: Joint, top: Topology | None, bridge: str, tag: int | None) -> VifPort:
    vif, vm, network = joint.vif, joint.vm, joint.network
    locking = effective_locking(vif, network)
    locked = locking == VifLockingMode.LOCKED.value
    ids = {
        "xs-vm-uuid": vm.uuid,
        "xs-vif-uuid": vif.uuid,
        "xs-network-uuid": network.uuid,
        "attached-mac": vif.MAC.lower(),
    }
    return VifPort(
        name=f"vif{vm.domid}.{vif.device}",
        owner=f"VIF:{vif.uuid}",
        bridge=bridge,
        tag=tag,
        trunks=tuple(sorted(set(vif.trunks))) if tag is None else (),
        external_ids=pairs(ids),
        mtu=wanted_mtu(vif.other_config, network),
        mac=vif.MAC.lower(),
        carrier=locking != VifLockingMode.DISABLED.value and _carrier(inventory, top),
        locking=locking,
        ipv4_allowed=tuple(sorted(set(vif.ipv4_allowed))) if locked else (),
        ipv6_allowed=tuple(sorted(set(vif.ipv6_allowed))) if locked else (),
        rate_kbytes=rate_kbytes(vif),
    )


def _carrier(inventory: Inventory, top: Topology | None) -> bool:
    """Whether a guest sees its cable plugged: on request it sees that of the NIC."""
    if inventory.pool.other_config.get(_CARRIER_KEY) != "true" or top is None:
        return True
    metrics = inventory.reader.find(PifMetrics, top.pif.metrics or NULL)
    return metrics is None or metrics.carrier
