"""What the pool says about itself, its network apart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from toolstack.api import records
from toolstack.api.faults import AgentError
from toolstack.api.registry import handles
from toolstack.datamodel import errors
from toolstack.datamodel import pool_messages as pool
from toolstack.datamodel.host import Host
from toolstack.datamodel.pool import Pool

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref

log = structlog.get_logger(__name__)

OPENVSWITCH = "openvswitch"


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


@handles(pool.set_igmp_snooping_enabled)
async def set_igmp_snooping_enabled(call: Call, self: Ref[Pool], value: bool) -> None:  # noqa: FBT001 - as declared
    """Have the bridges of all hosts deliver multicast only where somebody listens, or everywhere.

    Raises:
        OPENVSWITCH_NOT_ACTIVE: this host's bridges are not Open vSwitch's.
        COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE: a host did not follow; it will when it can.
    """
    snapshot = call.snapshot
    local = snapshot.get(Host, call.services.local_host)
    if local.software_version.get("network_backend", OPENVSWITCH) != OPENVSWITCH:
        raise errors.OPENVSWITCH_NOT_ACTIVE()
    await call.change(records.set_field, Pool, self, "igmp_snooping_enabled", value)
    followed = await asyncio.gather(*(_follows(call, ref) for ref, _ in snapshot.all(Host)))
    if not all(followed):
        raise errors.COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE()


async def _follows(call: Call, host: Ref[Host]) -> bool:
    try:
        await call.converge(host)
    except AgentError as error:
        log.warning("a host has not changed IGMP snooping", host=host, error=str(error))
        return False
    return True


@handles(pool.sync_database)
async def sync_database(_call: Call) -> None:
    """Succeed: what an earlier call changed was durable before that call returned."""
