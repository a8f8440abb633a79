"""Messages of the class SDN_controller: the switches listen, or connect, before the answer is given."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from toolstack.api import settlement
from toolstack.api.faults import AgentError
from toolstack.api.registry import handles
from toolstack.datamodel import pool_messages
from toolstack.datamodel import sdn_controller as messages
from toolstack.datamodel.host import Host
from toolstack.datamodel.sdn_controller import SdnController, SdnControllerProtocol
from toolstack.rules import sdn_controller as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref


@handles(messages.introduce)
async def introduce(
    call: Call, protocol: SdnControllerProtocol = SdnControllerProtocol.SSL, address: str = "", port: int = 0
) -> Ref[SdnController]:
    """Connect the hosts' switches to a controller, or have them listen for it."""
    self = await call.change(rules.introduce, protocol, address, port)
    await _everywhere(call)
    return self


@handles(messages.forget)
async def forget(call: Call, self: Ref[SdnController]) -> None:
    """Disconnect the hosts' switches from the controller."""
    await call.change(rules.forget, self)
    await _everywhere(call)


@handles(pool_messages.set_vswitch_controller)
async def set_vswitch_controller(call: Call, address: str) -> None:
    """Connect the hosts' switches to a controller by its address; empty for none."""
    await call.change(rules.set_vswitch_controller, address)
    await _everywhere(call)


async def _everywhere(call: Call) -> None:
    """See every live host follow; those that cannot now do so when they are back."""
    async with asyncio.TaskGroup() as tasks:
        for host, _ in call.snapshot.all(Host):
            if settlement.is_live(call.snapshot, host):
                tasks.create_task(_follow(call, host))


async def _follow(call: Call, host: Ref[Host]) -> None:
    with suppress(AgentError):
        await call.converge(host)
