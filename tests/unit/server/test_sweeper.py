from __future__ import annotations

import asyncio

from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.vif import Vif
from toolstack.db.store import Store
from toolstack.server.sweeper import sweep


def _orphan(tx):
    network = tx.insert(Network(bridge="xapi0"))
    return tx.insert(Vif(device="0", network=network, VM=NULL))


async def test_what_is_left_over_goes_by_itself():
    store = await Store.open("sqlite://")
    try:
        host = await store.change(lambda tx: tx.insert(Host(hostname="one")))
        await store.change(lambda tx: tx.insert(Pool(master=host)))
        async with asyncio.TaskGroup() as tasks:
            sweeping = tasks.create_task(sweep(store, host, period=0.0))
            vif = await store.change(_orphan)
            while store.snapshot.find(Vif, vif) is not None:
                await store.wait_beyond(store.snapshot.generation)
            sweeping.cancel()
        assert store.snapshot.count(Network) == 1
    finally:
        await store.close()
