"""Real bridges, and the NICs joined to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.bonds import bond_mac, bond_uplink
from toolstack.plan.hostnet import Bridge, Uplink
from toolstack.plan.inventory import merged
from toolstack.plan.topology import BondMaster, Physical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.model import MapOf
    from toolstack.datamodel.network import Network
    from toolstack.plan.inventory import Inventory, Root

_FAIL_MODE = "vswitch-controller-fail-mode"
_IN_BAND = "vswitch-disable-in-band"
_BOOLS = {"true": True, "false": False}


def bridges(inventory: Inventory) -> Iterator[Bridge]:
    """Yield the real bridges that have to exist: of NICs, bonds and tunnel networks, and internal ones."""
    names: dict[str, list[tuple[int, str]]] = {}
    for tagged in inventory.tagged.values():
        entry = (tagged.top.vlan.tag, tagged.network.uuid)
        names.setdefault(tagged.parent.network.bridge, []).append(entry)
    for root in inventory.roots.values():
        yield _pif_bridge(inventory, root, names.get(root.network.bridge, ()))
    for network in inventory.internal.values():
        yield _internal_bridge(inventory, network)


def uplinks(inventory: Inventory) -> Iterator[Uplink]:
    """Yield how NICs and bonds are joined to the bridges; a tunnel network has none."""
    for root in inventory.roots.values():
        top, bridge = root.top, root.network.bridge
        if isinstance(top, Physical):
            yield Uplink(name=top.pif.device, owner=f"PIF:{top.pif.uuid}", bridge=bridge, nics=(top.pif.device,))
        elif isinstance(top, BondMaster):
            uplink = bond_uplink(inventory.reader, top, bridge)
            if uplink is not None:
                yield uplink


def root_mac(inventory: Inventory, root: Root) -> str:
    """Return the hardware address that a bridge, and the VLANs on it, have on the wire."""
    if isinstance(root.top, BondMaster):
        return bond_mac(inventory.reader, root.top)
    return root.top.pif.MAC.lower()


def _pif_bridge(inventory: Inventory, root: Root, tagged: list[tuple[int, str]] | tuple[()]) -> Bridge:
    # The own network comes first, so that what picks the first one gets the same whatever VLANs come and go;
    # the others follow by tag.  With a single network there is nothing but its uuid.
    settings = merged(inventory.pool.other_config, root.network.other_config, root.top.pif.other_config)
    return Bridge(
        name=root.network.bridge,
        owner=f"PIF:{root.top.pif.uuid}",
        mac=root_mac(inventory, root),
        fail_mode=_fail_mode(settings),
        disable_in_band=_BOOLS.get(settings.get(_IN_BAND, "")),
        igmp_snooping=inventory.pool.igmp_snooping_enabled,
        network_uuids=(root.network.uuid, *(uuid for _, uuid in sorted(tagged))),
    )


def _internal_bridge(inventory: Inventory, network: Network) -> Bridge:
    settings = merged(inventory.pool.other_config, network.other_config)
    return Bridge(
        name=network.bridge,
        owner=f"network:{network.uuid}",
        fail_mode=_fail_mode(settings),
        disable_in_band=_BOOLS.get(settings.get(_IN_BAND, "")),
        network_uuids=(network.uuid,),
    )


def _fail_mode(settings: MapOf[str, str]) -> str:
    return "secure" if settings.get(_FAIL_MODE) == "secure" else "standalone"
