"""Carrier, speed and identity of NICs and bonds, as their metrics show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.plan.change import AddPifMetrics
from toolstack.plan.sight import difference
from toolstack.plan.topology import BondMaster, Physical, root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.model import Ref
    from toolstack.datamodel.pif import Pif
    from toolstack.plan.change import Change
    from toolstack.plan.hoststate import Nic
    from toolstack.plan.inventory import Inventory
    from toolstack.plan.sight import Sight


def link_changes(inventory: Inventory, sight: Sight) -> Iterator[Change]:
    """Yield what of the metrics and of Bond.links_up differs from what is seen.

    NICs and bond masters own their metrics; whatever stands on them shows the same.
    """
    for top in inventory.known.values():
        if isinstance(top, Physical):
            values = _of_nic(sight.nics.get(top.pif.device))
        elif isinstance(top, BondMaster):
            up, active = _members(sight, top)
            values = _of_bond(up, active)
            yield from difference(Bond, top.bond_ref, top.bond, {"links_up": len(up)})
        else:
            continue
        metrics = inventory.reader.find(PifMetrics, top.pif.metrics)
        if metrics is None:
            yield AddPifMetrics(_sharing(inventory, top.ref), values)
        else:
            yield from difference(PifMetrics, top.pif.metrics, metrics, values)


def _of_nic(nic: Nic | None) -> dict[str, Any]:
    # A NIC that has vanished keeps its names, so that one can tell what is missing.
    if nic is None:
        return {"carrier": False, "speed": 0, "duplex": False}
    return {
        "carrier": nic.carrier,
        "speed": nic.speed if nic.carrier else 0,
        "duplex": nic.carrier and nic.duplex == "full",
        "vendor_id": nic.vendor_id,
        "vendor_name": nic.vendor_name,
        "device_id": nic.device_id,
        "device_name": nic.device_name,
        "pci_bus_path": nic.bus_path,
    }


def _of_bond(up: list[Nic], active: list[Nic]) -> dict[str, Any]:
    known = {nic.duplex for nic in active if nic.duplex != "unknown"}
    return {"carrier": bool(up), "speed": sum(nic.speed for nic in active), "duplex": known == {"full"}}


def _members(sight: Sight, top: BondMaster) -> tuple[list[Nic], list[Nic]]:
    """The NICs of a bond that are up, and those that carry traffic: all that are up, unless one is the active one."""
    nics = [sight.nics[pif.device] for _, pif in top.members if pif.device in sight.nics]
    bond = sight.bonds.get(top.pif.device)
    if bond is None:  # not made yet, or with a single NIC
        up = [nic for nic in nics if nic.carrier]
        return up, up
    names = {member.name for member in bond.members if member.up}
    up = [nic for nic in nics if nic.name in names]
    if top.bond.mode.value != "active-backup":
        return up, up
    active = {member.name for member in bond.members if member.up and member.active}
    return up, [nic for nic in up if nic.name in active]


def _sharing(inventory: Inventory, ref: Ref[Pif]) -> tuple[Ref[Pif], ...]:
    return tuple(other.ref for other in inventory.known.values() if root(other).ref == ref)
