"""Messages of the class VLAN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import settlement
from toolstack.api.registry import handles
from toolstack.datamodel import vlan as messages
from toolstack.datamodel.model import NULL
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import vlan as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref
    from toolstack.datamodel.network import Network


@handles(messages.create)
async def create(call: Call, tagged_PIF: Ref[Pif], tag: int, network: Ref[Network]) -> Ref[Vlan]:
    """Make a VLAN and see it up on the host; see ``rules.vlan.create`` for the errors."""
    host = call.snapshot.get(Pif, tagged_PIF).host
    foreign = settlement.foreign(call, host)
    return await settlement.all_or_nothing(
        call,
        host,
        lambda vlan: (call.snapshot.get(Vlan, vlan).untagged_PIF,),
        rules.create,
        tagged_PIF,
        tag,
        network,
        foreign,
    )


@handles(messages.destroy)
async def destroy(call: Call, self: Ref[Vlan]) -> None:
    """Take a VLAN down on the host, then remove it."""
    vlan = call.snapshot.get(Vlan, self)
    tagged = call.snapshot.find(Pif, vlan.tagged_PIF) or call.snapshot.find(Pif, vlan.untagged_PIF)
    if tagged is not None:
        await settlement.edit(
            call, tagged.host, lambda untagged: () if untagged == NULL else (untagged,), rules.unplug, self
        )
    await call.change(rules.destroy, self)


@handles(messages.pool_introduce)
async def pool_introduce(
    call: Call, tagged_PIF: Ref[Pif], untagged_PIF: Ref[Pif], tag: int, other_config: MapOf[str, str]
) -> Ref[Vlan]:
    """Record a VLAN whose PIFs are recorded already."""
    return await call.change(rules.pool_introduce, tagged_PIF, untagged_PIF, tag, other_config)
