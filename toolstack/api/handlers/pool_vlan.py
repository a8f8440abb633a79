"""Messages of the class pool that make a VLAN on every host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import settlement
from toolstack.api.registry import handles
from toolstack.datamodel import pool_messages as messages
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.rules import vlan
from toolstack.rules.pif import untagged_device

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf


@handles(messages.create_VLAN_from_PIF)
async def create_VLAN_from_PIF(call: Call, pif: Ref[Pif], network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """Make a VLAN on every live host's PIF on the network of the given one: on all of them or on none."""
    snapshot = call.snapshot
    peers: tuple[Ref[Pif], ...] = snapshot.reverse(Network, "PIFs", snapshot.get(Pif, pif).network)
    return await _create(
        call, [ref for ref in peers if settlement.is_live(snapshot, snapshot.get(Pif, ref).host)], network, VLAN
    )


@handles(messages.create_VLAN)
async def create_VLAN(call: Call, device: str, network: Ref[Network], VLAN: int) -> SetOf[Ref[Pif]]:
    """Make a VLAN on the device of this name of every host, also of dead ones, with which it fails."""
    snapshot = call.snapshot
    hosts = sorted(snapshot.rows(Host), key=lambda row: row.created)
    return await _create(call, [untagged_device(snapshot, row.ref, device) for row in hosts], network, VLAN)


async def _create(call: Call, pifs: list[Ref[Pif]], network: Ref[Network], tag: int) -> tuple[Ref[Pif], ...]:
    hosts = [call.snapshot.get(Pif, ref).host for ref in pifs]
    tagged = [(ref, settlement.foreign(call, host)) for ref, host in zip(pifs, hosts, strict=True)]
    return await settlement.all_or_nothing(call, hosts, lambda made: made, vlan.create_everywhere, tagged, tag, network)
