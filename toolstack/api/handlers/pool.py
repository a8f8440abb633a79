"""What the pool says about itself, its network apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api.registry import handles
from toolstack.datamodel import pool_messages as pool
from toolstack.datamodel.host import Host
from toolstack.datamodel.pool import Pool

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref


@handles(pool.is_slave)
async def is_slave(call: Call, host: Ref[Host]) -> bool:
    """Tell whether a host is a member, and not the coordinator, of its pool."""
    call.snapshot.get(Host, host)
    return all(record.master != host for _, record in call.snapshot.all(Pool))


@handles(pool.get_license_state)
async def get_license_state(call: Call, self: Ref[Pool]) -> MapOf[str, str]:
    """Return the edition of the hosts, which needs no licence and never expires."""
    call.snapshot.get(Pool, self)
    editions = sorted({record.edition for _, record in call.snapshot.all(Host)})
    return {"edition": editions[0] if editions else "", "expiry": "never"}


@handles(pool.has_extension)
async def has_extension(call: Call, self: Ref[Pool], name: str) -> bool:
    """Tell whether every host has an extension of this name: there are none."""
    del name
    call.snapshot.get(Pool, self)
    return False


@handles(pool.sync_database)
async def sync_database(_call: Call) -> None:
    """Succeed: what an earlier call changed was durable before that call returned."""
