"""Five thousand clients that wait: one change reaches all of them, and they cost little while they wait."""

from __future__ import annotations

import asyncio
import tracemalloc

from api_server import Client

COUNT = 5_000


async def waiting(client: Client, classes: list[str], token: str, *, sessions: list[str]) -> list[asyncio.Task]:
    """Begin to wait, and return when every one of the watchers does."""
    events = client.services.events
    tasks = [
        asyncio.ensure_future(client.outcome("event.from", session, classes, token, 3600.0)) for session in sessions
    ]
    while sum(len(group.waiters) for group in events._groups.values()) < len(sessions):
        await asyncio.wait(tasks, timeout=0.01)
    return tasks


async def test_one_change_wakes_all_of_them(client):
    token = (await client.call("event.from", ["pool"], "", 0.0))["token"]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tasks = await waiting(client, ["pool"], token, sessions=[client.session] * COUNT)
    assert (tracemalloc.get_traced_memory()[0] - before) / COUNT < 12_000, "bytes for each"
    tracemalloc.stop()
    assert len(client.services.events._groups) == 1, "one look for all of them"
    # What is not asked for wakes nobody.
    await client.call("network.create", {"other_config": {}})
    assert not any(task.done() for task in tasks)
    await client.call("pool.set_name_label", client.pool, "new")
    outcomes = await asyncio.gather(*tasks)
    assert len({id(outcome.value) for outcome in outcomes}) == 1, "rendered once"
    (event,) = outcomes[0].value.make()["events"]
    assert event["snapshot"].make()["name_label"] == "new"
    assert client.services.events._groups == {}


async def test_each_with_its_own_subscription(client):
    """The worst case: nobody shares a look with anybody."""
    networks = [await client.call("network.create", {"other_config": {}}) for _ in range(500)]
    token = (await client.call("event.from", ["network"], "", 0.0))["token"]
    tasks = [asyncio.ensure_future(client.call("event.from", [f"network/{ref}"], token, 3600.0)) for ref in networks]
    while len(client.services.events._groups) < len(networks):
        await asyncio.wait(tasks, timeout=0.01)
    await client.call("network.set_name_label", networks[7], "x")
    found = await tasks[7]
    assert [event["ref"] for event in found["events"]] == [networks[7]]
    assert sum(task.done() for task in tasks) == 1
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert client.services.events._groups == {}


async def test_the_end_of_their_session_wakes_them_too(client):
    own = await client.services.sessions.open("watcher")
    token = (await client.call("event.from", ["pool"], "", 0.0))["token"]
    tasks = await waiting(client, ["pool"], token, sessions=[own.ref] * 1_000)
    await client.services.sessions.close(own, reason="test")
    outcomes = await asyncio.gather(*tasks)
    assert {outcome.description for outcome in outcomes} == {("SESSION_INVALID", own.ref)}
    assert client.services.events._groups == {}
