"""VLANs: the bridges of tagged networks on top of real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.bridges import root_mac
from toolstack.plan.hostnet import Vlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.plan.inventory import Inventory


def vlans(inventory: Inventory) -> Iterator[Vlan]:
    """Yield the VLANs that have to exist."""
    macs = {ref: root_mac(inventory, root) for ref, root in inventory.roots.items()}
    for tagged in inventory.tagged.values():
        yield Vlan(
            name=tagged.network.bridge,
            owner=f"PIF:{tagged.top.pif.uuid}",
            parent=tagged.parent.network.bridge,
            tag=tagged.top.vlan.tag,
            mac=macs[tagged.parent.top.ref],
            network_uuid=tagged.network.uuid,
        )
