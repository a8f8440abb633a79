"""Findings on a host as its agent sees it, held against the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.check_pif import pif_name
from toolstack.plan.diff import diff
from toolstack.plan.finding import Finding, error, info, warning
from toolstack.plan.sight import sight
from toolstack.plan.topology import BondMaster, Physical, is_member
from toolstack.plan.wanted import wanted_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.host import Host
    from toolstack.plan.hoststate import HostState
    from toolstack.plan.inventory import Inventory, Root, Tagged
    from toolstack.plan.sight import Sight


def host_findings(inventory: Inventory, host: Host, state: HostState) -> Iterator[Finding]:
    """Yield where a host is not as its records say."""
    seen, subject = sight(state), f"host:{host.uuid}"
    yield from _nics(inventory, seen, subject)
    yield from _bonds(inventory, seen)
    yield from _bridges(inventory, seen)
    for problem in state.problems:
        yield error(problem.owner or subject, f"{problem.subject}: {problem.text} ({problem.code})")
    steps = diff(state.seen, wanted_of(inventory))
    if steps:
        yield warning(
            subject, f"the host's network is not as wanted: {len(steps)} steps to do, {steps[0].describe()} ..."
        )


def _nics(inventory: Inventory, seen: Sight, subject: str) -> Iterator[Finding]:
    known = set()
    for top in inventory.known.values():
        if not isinstance(top, Physical):
            continue
        pif, owner = top.pif, f"PIF:{top.pif.uuid}"
        known.add(pif.device)
        nic = seen.nics.get(pif.device)
        used = top.ref in inventory.roots or is_member(top)
        if nic is None:
            text = f"NIC {pif.device} ({pif.MAC}) is gone"
            yield error(owner, text) if used else warning(owner, text)
        elif used and not nic.carrier:
            yield warning(owner, f"NIC {pif.device} has no carrier")
        if nic is not None and nic.mac and nic.mac != pif.MAC.lower():
            yield warning(owner, f"NIC {pif.device} has the hardware address {nic.mac}, its PIF says {pif.MAC}")
    for name in sorted(set(seen.nics) - known):
        yield info(subject, f"NIC {name} has no PIF: PIF.scan makes one")


def _bonds(inventory: Inventory, seen: Sight) -> Iterator[Finding]:
    for root in inventory.roots.values():
        bond = seen.bonds.get(root.top.pif.device) if isinstance(root.top, BondMaster) else None
        if bond is None:
            continue
        down = [member.name for member in bond.members if not member.up]
        if down:
            text = f"bond {bond.name}: {', '.join(down)} down"
            subject = f"PIF:{root.top.pif.uuid}"
            yield error(subject, text) if len(down) == len(bond.members) else warning(subject, text)


def _bridges(inventory: Inventory, seen: Sight) -> Iterator[Finding]:
    here: list[Root | Tagged] = [*inventory.roots.values(), *inventory.tagged.values()]
    for standing in here:
        pif, bridge = standing.top.pif, standing.network.bridge
        if bridge in seen.foreign:
            yield error(f"PIF:{pif.uuid}", f"bridge {bridge} of {pif_name(pif)} exists but belongs to somebody else")
        elif pif.currently_attached and bridge not in seen.standing:
            yield error(f"PIF:{pif.uuid}", f"{pif_name(pif)} is attached but bridge {bridge} is not there")
