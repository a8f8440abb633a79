"""The reconciler over a host in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.support.stack import running
from toolstack.agent.memory import Remembered
from toolstack.agent.protocol import Apply
from toolstack.agent.sim import SimHost
from toolstack.plan.hostnet import HostNet
from toolstack.plan.wanted import wanted


def applies(sim: SimHost) -> list[Apply]:
    return [command for command in sim.history if isinstance(command, Apply)]


async def test_a_database_behind_the_host_is_followed_all_the_same(tmp_path: Path) -> None:
    sim = SimHost(2)
    # What the host had applied before the database was replaced by an older one:
    sim._remembered = Remembered(generation=10_000_000)
    async with running(tmp_path, sim) as stack:
        network = await stack.client.call("network.create", {"name_label": "n", "other_config": {}})
        pif = next(ref for ref in await stack.client.call("PIF.get_all"))
        await stack.client.call("VLAN.create", pif, 7, network)
        assert [vlan.tag for vlan in sim.seen.vlans] == [7]


async def test_calls_that_arrive_together_share_an_apply(tmp_path: Path) -> None:
    async with running(tmp_path) as stack:
        call = stack.client.call
        pif = next(ref for ref, record in (await call("PIF.get_all_records")).items() if record["device"] == "eth1")
        networks = [await call("network.create", {"name_label": "n", "other_config": {}}) for _ in range(40)]
        before = len(applies(stack.sim))
        await asyncio.gather(*(call("VLAN.create", pif, tag, network) for tag, network in enumerate(networks, start=1)))
        assert len(stack.sim.seen.vlans) == 40
        assert len(applies(stack.sim)) - before < 10


async def test_one_call_needs_one_apply(tmp_path: Path) -> None:
    async with running(tmp_path) as stack:
        call = stack.client.call
        network = await call("network.create", {"name_label": "n", "other_config": {}})
        pif = next(ref for ref, record in (await call("PIF.get_all_records")).items() if record["device"] == "eth1")
        before = len(applies(stack.sim))
        await call("VLAN.create", pif, 5, network)
        assert len(applies(stack.sim)) - before == 1


async def test_what_asks_for_nothing_is_not_applied(tmp_path: Path) -> None:
    async with running(tmp_path) as stack:
        before = len(applies(stack.sim))
        network = await stack.client.call("network.create", {"name_label": "n", "other_config": {}})
        await stack.client.call("network.set_name_label", network, "renamed")
        await stack.client.call("network.destroy", network)
        await stack.settle()
        assert len(applies(stack.sim)) - before == 1, "only settle() itself had something applied"


async def test_an_agent_that_forgot_is_told_again(tmp_path: Path) -> None:
    async with running(tmp_path) as stack:
        sim = stack.sim
        sim._remembered = Remembered()
        sim.disturb(HostNet())
        network = wanted(stack.store.snapshot, stack.client.host)
        told = asyncio.Event()
        sim.subscribe(lambda _: told.set() if sim.seen == network else None)
        if sim.seen != network:
            await told.wait()
        assert sim.wanted == network
