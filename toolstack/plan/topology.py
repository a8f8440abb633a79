"""What a PIF is, and what it stands on, parsed once.

A PIF has exactly one kind.  Going down from it (a VLAN to its tagged PIF, a tunnel to its transport PIF, an
SR-IOV logical PIF to its physical one) ends at a physical PIF or a bond master: the root.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from toolstack.datamodel import errors
from toolstack.datamodel.bond import Bond
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vlan import Vlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.model import Ref
    from toolstack.plan.reader import Reader


@dataclass(frozen=True, slots=True)
class Physical:
    """A NIC."""

    ref: Ref[Pif]
    pif: Pif
    bond: Bond | None
    """The bond that it is a member of."""


@dataclass(frozen=True, slots=True)
class BondMaster:
    """Several NICs acting as one."""

    ref: Ref[Pif]
    pif: Pif
    bond_ref: Ref[Bond]
    bond: Bond
    members: tuple[tuple[Ref[Pif], Pif], ...]
    """Oldest first; may be a single one, and even none while records are inconsistent."""


@dataclass(frozen=True, slots=True)
class VlanUntagged:
    """The PIF of a tagged network."""

    ref: Ref[Pif]
    pif: Pif
    vlan: Vlan
    below: Topology


@dataclass(frozen=True, slots=True)
class TunnelAccess:
    """The PIF of a network that is spanned by tunnels."""

    ref: Ref[Pif]
    pif: Pif
    tunnel: Tunnel
    below: Topology


@dataclass(frozen=True, slots=True)
class SriovLogical:
    """The PIF of a network made of virtual functions of a NIC."""

    ref: Ref[Pif]
    pif: Pif
    sriov: NetworkSriov
    below: Topology


Topology: TypeAlias = Physical | BondMaster | VlanUntagged | TunnelAccess | SriovLogical


def topology(reader: Reader, ref: Ref[Pif], known: dict[Ref[Pif], Topology] | None = None) -> Topology:
    """Return what a PIF is.  ``known`` remembers what was parsed, for callers that ask about many.

    Raises HANDLE_INVALID for a stale reference, here or below, and INTERNAL_ERROR for a PIF of no kind or
    one that stands on itself.
    """
    if known is None:
        known = {}
    found = known.get(ref)
    if found is None:
        found = known[ref] = _parse(reader, ref, known, ())
    return found


def _parse(reader: Reader, ref: Ref[Pif], known: dict[Ref[Pif], Topology], above: tuple[Ref[Pif], ...]) -> Topology:
    # The order of the tests decides: a PIF with several marks is the first of these.
    pif = reader.get(Pif, ref)
    if ref in above:
        raise errors.INTERNAL_ERROR(f"PIF {pif.uuid} stands on itself")

    def below(under: Ref[Pif]) -> Topology:
        found = known.get(under)
        if found is None:
            found = known[under] = _parse(reader, under, known, (*above, ref))
        return found

    if tunnel := reader.find(Tunnel, reader.only(Pif, "tunnel_access_PIF_of", ref)):
        return TunnelAccess(ref, pif, tunnel, below(tunnel.transport_PIF))
    if vlan := reader.find(Vlan, pif.VLAN_master_of):
        return VlanUntagged(ref, pif, vlan, below(vlan.tagged_PIF))
    if sriov := reader.find(NetworkSriov, reader.only(Pif, "sriov_logical_PIF_of", ref)):
        return SriovLogical(ref, pif, sriov, below(sriov.physical_PIF))
    bond_ref = reader.only(Pif, "bond_master_of", ref)
    if bond := reader.find(Bond, bond_ref):
        members = tuple((member, reader.get(Pif, member)) for member in reader.reverse(Bond, "slaves", bond_ref))
        return BondMaster(ref, pif, bond_ref, bond, members)
    if pif.physical:
        return Physical(ref, pif, reader.find(Bond, pif.bond_slave_of))
    raise errors.INTERNAL_ERROR(f"Cannot calculate PIF type of {pif.uuid}")


def chain(top: Topology) -> Iterator[Topology]:
    """Yield what a PIF is made of, from itself down to the root."""
    here = top
    yield here
    while isinstance(here, VlanUntagged | TunnelAccess | SriovLogical):
        here = here.below
        yield here


def root(top: Topology) -> Physical | BondMaster:
    """Return the physical PIF or bond master at the bottom."""
    here = top
    while isinstance(here, VlanUntagged | TunnelAccess | SriovLogical):
        here = here.below
    return here


def is_member(top: Topology) -> bool:
    """Return whether a PIF is a NIC in a bond, which is never attached by itself."""
    return isinstance(top, Physical) and top.bond is not None


def on_sriov(top: Topology) -> bool:
    """Return whether a PIF is made of virtual functions and so has no bridge."""
    return any(isinstance(part, SriovLogical) for part in chain(top))
