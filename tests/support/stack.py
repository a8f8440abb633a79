"""A whole server over a host in memory: real dispatch, database, reconciler and agent protocol."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from toolstack.agent.endpoint import Endpoint
from toolstack.agent.sim import SimHost
from toolstack.api.agentlink import AgentLink
from toolstack.api.call import Services
from toolstack.api.dispatch import Dispatcher
from toolstack.api.reconciler import Reconciler, Reconcilers
from toolstack.db.store import Store
from toolstack.rules.host import Site, first_start
from toolstack.settings import Settings

from .api_server import PASSWORD, Accounts, Client

SITE = Site(hostname="h1", management_device="eth0", management_address="192.0.2.1/24")


@dataclass
class Stack:
    """What a test talks to."""

    client: Client
    sim: SimHost
    reconciler: Reconciler
    store: Store

    async def settle(self) -> None:
        """Wait until the host follows everything changed so far."""
        await self.reconciler.converge(self.store.snapshot.generation, ())


@asynccontextmanager
async def running(directory: Path, sim: SimHost | None = None, url: str = "") -> AsyncIterator[Stack]:
    """Run a server in a directory, with a client that is logged in."""
    sim = sim or SimHost(4)
    socket = directory / "agent.sock"
    started = asyncio.Event()
    store = await Store.open(url or f"sqlite:///{directory / 'state.db'}")
    link = AgentLink(socket)
    hosts = Reconcilers()
    try:
        async with asyncio.TaskGroup() as tasks:
            background = [tasks.create_task(Endpoint(sim, socket).serve(started))]
            await started.wait()
            background.append(tasks.create_task(link.run()))
            await link.wait_connected()
            assert link.state is not None
            host = await store.change(first_start, link.state, SITE)
            reconciler = Reconciler(store, host, link, confirm_window=30)
            hosts.add(reconciler)
            background.append(tasks.create_task(reconciler.run()))
            services = Services(store, hosts, Settings(), host, Accounts())
            async with Dispatcher(services) as dispatcher:
                client = Client(dispatcher, services, host=host)
                client.session = await client.bare("session.login_with_password", "root", PASSWORD)
                (client.pool,) = await client.call("pool.get_all")
                await reconciler.converge(0, ())
                yield Stack(client, sim, reconciler, store)
            for task in background:
                task.cancel()
    finally:
        await store.close()
