"""NICs: what is set on the devices themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.ethtool import ethtool_settings, gro_property
from toolstack.plan.hostnet import Link
from toolstack.plan.mtu import wanted_mtu
from toolstack.plan.topology import BondMaster, Physical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.plan.inventory import Inventory

_OFF_UNLESS_ASKED = {"lro": "off"}
"""Merged segments must not be forwarded by a bridge."""


def links(inventory: Inventory) -> Iterator[Link]:
    """Yield the NICs in use.

    A NIC takes the largest MTU of the networks that it carries, its VLANs included, so that each of them
    gets through; the NICs of a bond are alike.
    """
    largest = {
        root.network.bridge: wanted_mtu(root.top.pif.other_config, root.network) for root in inventory.roots.values()
    }
    for tagged in inventory.tagged.values():
        bridge = tagged.parent.network.bridge
        largest[bridge] = max(largest[bridge], wanted_mtu(tagged.top.pif.other_config, tagged.network))
    for root in inventory.roots.values():
        if isinstance(root.top, Physical):
            nics = [root.top.pif]
        elif isinstance(root.top, BondMaster):
            nics = list({pif.device: pif for _, pif in root.top.members}.values())
        else:
            continue
        for pif in nics:
            defaults = _OFF_UNLESS_ASKED | gro_property(pif.properties)
            settings = ethtool_settings(pif.other_config, defaults)
            yield Link(name=pif.device, owner=f"PIF:{pif.uuid}", mtu=largest[root.network.bridge], ethtool=settings)
