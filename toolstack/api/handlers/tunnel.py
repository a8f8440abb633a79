"""Messages of the class tunnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import settlement
from toolstack.api.registry import handles
from toolstack.datamodel import tunnel as messages
from toolstack.datamodel.model import NULL
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel, TunnelProtocol
from toolstack.rules import tunnel as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref
    from toolstack.datamodel.network import Network


@handles(messages.create)
async def create(
    call: Call, transport_PIF: Ref[Pif], network: Ref[Network], protocol: TunnelProtocol = TunnelProtocol.GRE
) -> Ref[Tunnel]:
    """Make a tunnel's bridge and see it up; the tunnel's ports are the SDN controller's."""
    host = call.snapshot.get(Pif, transport_PIF).host
    return await settlement.all_or_nothing(
        call,
        host,
        lambda self: (call.snapshot.get(Tunnel, self).access_PIF,),
        rules.create,
        transport_PIF,
        network,
        protocol,
    )


@handles(messages.destroy)
async def destroy(call: Call, self: Ref[Tunnel]) -> None:
    """Take a tunnel's bridge down, then remove it."""
    access = call.snapshot.find(Pif, call.snapshot.get(Tunnel, self).access_PIF)
    if access is not None:
        await settlement.edit(call, access.host, lambda pif: () if pif == NULL else (pif,), rules.unplug, self)
    await call.change(rules.destroy, self)
