"""Setting other_config of networks, PIFs and VIFs: known keys are checked, and hosts have followed on return.

A host that is down or does not answer does not hold up the call; it follows when it is back.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from toolstack.api import settlement
from toolstack.api.faults import AgentError
from toolstack.api.records import add_to_map, remove_from_map, set_field
from toolstack.api.registry import overrides
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.rules import other_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolstack.api.call import Call
    from toolstack.datamodel.model import Record, Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

_FIELD = "other_config"


def _offer(cls: type[Record]) -> None:
    """Register the three messages of a class."""
    wire = cls.info.wire_name

    @overrides(f"{wire}.set_{_FIELD}")
    async def set_(call: Call, self: Ref[Any], value: Any) -> None:
        await _edit(call, cls, self, set_field, value)

    @overrides(f"{wire}.add_to_{_FIELD}")
    async def add(call: Call, self: Ref[Any], key: str, value: str) -> None:
        await _edit(call, cls, self, add_to_map, key, value)

    @overrides(f"{wire}.remove_from_{_FIELD}")
    async def remove(call: Call, self: Ref[Any], key: str) -> None:
        await _edit(call, cls, self, remove_from_map, key)


async def _edit(call: Call, cls: type[Record], self: Ref[Any], write: Callable[..., None], *args: Any) -> None:
    if not await call.change(_checked, cls, self, write, *args):
        return
    async with asyncio.TaskGroup() as tasks:
        for host in dict.fromkeys(_hosts(call.snapshot, cls, self)):
            if settlement.is_live(call.snapshot, host):
                tasks.create_task(_follow(call, host))


def _checked(tx: Transaction, cls: type[Record], self: Ref[Any], write: Callable[..., None], *args: Any) -> bool:
    """Write, unless a known key would get a value that means nothing; returns whether hosts have to do something."""
    before = getattr(tx.get(cls, self), _FIELD)
    write(tx, cls, self, _FIELD, *args)
    after = getattr(tx.get(cls, self), _FIELD)
    other_config.check(cls, before, after)
    return other_config.matters(cls, before, after)


async def _follow(call: Call, host: Ref[Host]) -> None:
    with suppress(AgentError):  # the reconciler goes on trying
        await call.converge(host)


def _hosts(db: Snapshot, cls: type[Record], self: Ref[Any]) -> Iterator[Ref[Host]]:
    """Yield the hosts that an object is on."""
    if cls is Pif:
        yield db.get(Pif, self).host
    elif cls is Network:
        yield from (db.get(Pif, pif).host for pif in db.reverse(Network, "PIFs", self))
        yield from db.get(Network, self).attached_on
        for vif in db.reverse(Network, "VIFs", self):
            yield from _hosts(db, Vif, vif)
    else:
        vm = db.find(Vm, db.get(Vif, self).VM)
        if vm is not None and db.find(Host, vm.resident_on) is not None:
            yield vm.resident_on


for _cls in (Network, Pif, Vif):
    _offer(_cls)
