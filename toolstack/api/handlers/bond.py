"""Messages of the class Bond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import settlement
from toolstack.api.registry import handles
from toolstack.datamodel import bond as messages
from toolstack.datamodel import errors
from toolstack.datamodel.bond import Bond, BondMode
from toolstack.datamodel.model import EMPTY_MAP
from toolstack.datamodel.pif import Pif
from toolstack.rules import bond as rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref, SetOf
    from toolstack.datamodel.network import Network


@handles(messages.create)
async def create(
    call: Call,
    network: Ref[Network],
    members: SetOf[Ref[Pif]],
    MAC: str,
    mode: BondMode = BondMode.BALANCE_SLB,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Bond]:
    """Join NICs and see the bond up on the host; see ``rules.bond.create`` for the errors."""
    if not members:
        raise errors.PIF_BOND_NEEDS_MORE_MEMBERS()
    host = call.snapshot.get(Pif, members[0]).host
    return await settlement.all_or_nothing(
        call, host, lambda bond: (_master(call, bond),), rules.create, network, members, MAC, mode, properties
    )


@handles(messages.destroy)
async def destroy(call: Call, self: Ref[Bond]) -> None:
    """Take a bond apart and see its primary member in its place."""
    snapshot = call.snapshot
    candidates = (snapshot.get(Bond, self).master, *snapshot.reverse(Bond, "slaves", self))
    host = next((pif.host for pif in (snapshot.find(Pif, ref) for ref in candidates) if pif is not None), None)
    if host is None:
        await call.change(rules.destroy, self)
    else:
        await settlement.all_or_nothing(call, host, lambda primary: primary, rules.destroy, self)


@handles(messages.set_mode)
async def set_mode(call: Call, self: Ref[Bond], value: BondMode) -> None:
    """Change how a bond spreads traffic."""
    await _edit(call, self, lambda tx: rules.set_mode(tx, self, value))


@handles(messages.set_property)
async def set_property(call: Call, self: Ref[Bond], name: str, value: str) -> None:
    """Change a property of a bond."""
    await _edit(call, self, lambda tx: rules.set_property(tx, self, name, value))


def _master(call: Call, self: Ref[Bond]) -> Ref[Pif]:
    return call.snapshot.get(Bond, self).master


async def _edit(call: Call, self: Ref[Bond], rule: Callable[..., Ref[Pif]]) -> None:
    host = call.snapshot.get(Pif, _master(call, self)).host
    await settlement.edit(call, host, lambda master: (master,), rule)
