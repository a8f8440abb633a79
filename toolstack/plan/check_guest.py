"""Findings on the VIFs of guests that run on the host, as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.finding import Finding, error, warning
from toolstack.plan.mtu import override
from toolstack.plan.topology import VlanUntagged, on_sriov
from toolstack.plan.vifs import rate_kbytes, vif_ports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.plan.inventory import Inventory, Joint


def guest_findings(inventory: Inventory) -> Iterator[Finding]:
    """Yield what is odd about the plugged VIFs of guests."""
    joined = {port.owner for port in vif_ports(inventory)}
    macs: dict[tuple[str, str], str] = {}
    for joint in inventory.joints:
        vif, subject = joint.vif, f"VIF:{joint.vif.uuid}"
        name = _name(joint)
        top = inventory.on_network.get(joint.network_ref)
        if subject not in joined and not (top is not None and on_sriov(top)):
            yield error(subject, f"{name} cannot be joined: network {_network(joint)} has no bridge on this host")
        if vif.trunks and isinstance(top, VlanUntagged):
            yield warning(subject, f"the trunks of {name} have no effect: network {_network(joint)} is a VLAN")
        if "mtu" in vif.other_config and override(vif.other_config) is None:
            yield warning(subject, f"other_config:mtu of {name} is no MTU: {vif.other_config['mtu']}")
        if vif.qos_algorithm_type and not rate_kbytes(vif):
            yield warning(subject, f"the traffic of {name} is not limited: its QoS settings mean nothing")
        twin = macs.setdefault((joint.network_ref, vif.MAC.lower()), name)
        if twin is not name:
            yield error(subject, f"{name} has the hardware address {vif.MAC.lower()} like {twin} on the same network")


def _name(joint: Joint) -> str:
    return f"VIF {joint.vif.device} of {joint.vm.name_label or joint.vm.uuid}"


def _network(joint: Joint) -> str:
    return joint.network.name_label or joint.network.bridge
