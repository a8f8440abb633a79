"""Removes left-over rows now and then, as the coordinator of the pool."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from toolstack.datamodel.pool import Pool
from toolstack.db.error import NotStored
from toolstack.rules import garbage

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref
    from toolstack.db.store import Store

log = structlog.get_logger(__name__)

PERIOD = 300.0
"""Seconds between two looks; nothing is looked at when nothing was changed meanwhile."""


async def sweep(store: Store, host: Ref[Host], period: float = PERIOD) -> None:
    """Look for left-over rows every ``period`` seconds until cancelled; members leave it to their coordinator."""
    seen = -1
    while True:
        snapshot = store.snapshot
        coordinator = any(pool.master == host for _, pool in snapshot.all(Pool))
        if coordinator and snapshot.generation != seen and garbage.exists(snapshot):
            try:
                gone = await store.change(garbage.collect)
            except NotStored as error:  # the next look finds it again
                log.warning("rows not collected", reason=str(error))
            else:
                log.info("rows collected", rows=[f"{name} {ref}" for name, ref in gone])
        seen = snapshot.generation
        await asyncio.sleep(period)
