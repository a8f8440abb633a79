from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from api_server import REMOTE, Client, Failed, plain, plain_json

from toolstack.api import events as module
from toolstack.api import queues
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.task import Task
from toolstack.datamodel.vm import Vm
from toolstack.db.transaction import new_ref
from toolstack.wire.incoming import Incoming


async def refused(awaitable: Awaitable[object]) -> list[str]:
    with pytest.raises(Failed) as caught:
        await awaitable
    return caught.value.description


async def poll(client: Client, classes: list[str], token: str = "") -> dict:
    return await client.call("event.from", classes, token, 0.0)


def seen(reply: dict) -> list[tuple[str, str, str]]:
    return [(event["class"], event["operation"], event["ref"]) for event in reply["events"]]


async def add_network(client: Client, label: str = "net") -> str:
    return await client.store.change(lambda tx: tx.insert(Network(name_label=label)))


async def rename(client: Client, ref: str, label: str) -> None:
    await client.store.change(lambda tx: tx.update(Network, ref, name_label=label))


async def remove(client: Client, ref: str) -> None:
    await client.store.change(lambda tx: tx.delete(Network, ref))


async def blocked(client: Client, count: int = 1) -> None:
    """Wait until so many calls wait for something to happen."""
    groups = client.services.events._groups
    while sum(len(group.waiters) for group in groups.values()) < count:  # noqa: ASYNC110 - that has no event
        await asyncio.sleep(0)


# -- content ---------------------------------------------------------------------------------------------


async def test_everything_is_added_for_who_has_seen_nothing(client):
    network = await add_network(client)
    reply = await poll(client, ["*"])
    assert ("network", "add", network) in seen(reply)
    assert ("host", "add", client.host) in seen(reply)
    assert ("pool", "add", client.pool) in seen(reply)
    assert not any(name == "session" for name, _, _ in seen(reply))
    event = next(event for event in reply["events"] if event["ref"] == network)
    assert event["timestamp"] == "0.0"
    assert event["id"] == str(client.store.snapshot.tables["network"][network].modified)
    assert event["snapshot"] == await client.call("network.get_record", network)
    assert "obj_uuid" not in event


async def test_valid_ref_counts_cover_every_table_as_typed_integers(client):
    await add_network(client)
    counts = (await poll(client, ["network"]))["valid_ref_counts"]
    assert set(counts) == {name.lower() for name, cls in CLASSES.items() if cls.info.in_database}
    assert counts["network"] == 1
    assert counts["session"] == 1
    assert counts["pif"] == 0


async def test_operations(client):
    old, gone = await add_network(client, "old"), await add_network(client, "gone")
    token = (await poll(client, ["network"]))["token"]
    new = await add_network(client, "new")
    await rename(client, new, "newer")
    await rename(client, old, "older")
    await rename(client, old, "oldest")
    await rename(client, gone, "going")
    await remove(client, gone)
    brief = await add_network(client, "brief")
    await remove(client, brief)
    reply = await poll(client, ["network"], token)
    assert seen(reply) == [("network", "add", new), ("network", "mod", old), ("network", "del", gone)]
    assert reply["events"][1]["snapshot"]["name_label"] == "oldest"
    assert "snapshot" not in reply["events"][2]
    assert (await poll(client, ["network"], reply["token"]))["events"] == []


async def test_a_computed_field_makes_an_event_of_its_owner(client):
    network = await add_network(client)
    token = (await poll(client, ["network"]))["token"]
    pif = await client.store.change(lambda tx: tx.insert(Pif(network=network)))
    reply = await poll(client, ["network"], token)
    assert seen(reply) == [("network", "mod", network)]
    assert reply["events"][0]["snapshot"]["PIFs"] == [pif]


async def test_class_names_in_any_case_and_single_objects(client):
    one, two = await add_network(client), await add_network(client)
    assert {ref for _, _, ref in seen(await poll(client, ["NETWORK"]))} == {one, two}
    assert seen(await poll(client, [f"network/{one}"])) == [("network", "add", one)]
    assert {ref for _, _, ref in seen(await poll(client, [f"network/{one}", "Pool"]))} == {one, client.pool}
    assert {ref for _, _, ref in seen(await poll(client, [f"network/{one}", "network"]))} == {one, two}
    assert seen(await poll(client, ["nonsense", "session", "network/x/y", ""])) == []


async def test_tokens(client):
    await add_network(client)
    first = (await poll(client, ["network"]))["token"]
    assert len(first) == 41
    assert first.endswith(",00000000000000000000")
    network = await add_network(client)
    await client.call("task.create", "not asked for", "")
    reply = await poll(client, ["network"], first)
    assert int(reply["token"].split(",")[0]) == client.store.snapshot.tables["network"][network].modified
    unchanged = await poll(client, ["network"], reply["token"])
    assert unchanged["token"] == reply["token"] > first
    assert (await poll(client, ["network"], "99999999,0"))["token"] == f"{99999999:020d},{0:020d}"
    assert len((await poll(client, ["network"], "-5,7"))["events"]) == 2


@pytest.mark.parametrize("token", ["1", "1,2,3", "a,b", ",", "1,", "1.5,2"])
async def test_bad_tokens(client, token):
    assert await refused(poll(client, ["*"], token)) == ["EVENT_FROM_TOKEN_PARSE_FAILURE", token]


async def test_who_comes_back_after_longer_than_is_remembered_sees_it_all(client, monkeypatch):
    old = await add_network(client)
    token = (await poll(client, ["network"]))["token"]
    gone = await add_network(client)
    mark = (await poll(client, ["network"], token))["token"]
    await remove(client, gone)
    await rename(client, old, "renamed")
    new = await add_network(client)
    monkeypatch.setattr(client.store.changes, "since", lambda _generation: None)
    assert seen(await poll(client, ["network"], token)) == [("network", "add", new), ("network", "mod", old)]
    assert seen(await poll(client, ["network"], mark)) == [
        ("network", "add", new), ("network", "mod", old), ("network", "del", gone),
    ]  # fmt: skip


async def test_json(client):
    network = await add_network(client)
    outcome = await client.outcome("event.from", client.session, ["network"], "", 0.0)
    reply = plain_json(outcome)
    assert reply["events"][0]["snapshot"]["MTU"] == 1500
    assert reply["events"][0]["ref"] == network
    assert reply["valid_ref_counts"]["network"] == 1


# -- blocking --------------------------------------------------------------------------------------------


async def test_waiting_ends_with_an_event_and_one_reply_serves_all(client):
    token = (await poll(client, ["network"]))["token"]
    async with asyncio.TaskGroup() as group:
        waiting = [
            group.create_task(client.outcome("event.from", client.session, ["network"], token, 60.0)) for _ in range(20)
        ]
        other = group.create_task(client.call("event.from", ["vm"], token, 60.0))
        await blocked(client, 21)
        await client.call("task.create", "not asked for", "")
        network = await add_network(client)
        done = await asyncio.gather(*waiting)
        assert not other.done()
        await client.store.change(lambda tx: tx.insert(Vm(name_label="guest")))
    assert len({id(outcome.value) for outcome in done}) == 1
    assert seen(plain(done[0])) == [("network", "add", network)]
    assert [event["class"] for event in other.result()["events"]] == ["vm"]
    assert client.services.events._groups == {}


async def test_what_came_and_went_unseen_wakes_nobody_and_what_comes_then_does(client):
    token = (await poll(client, ["task"]))["token"]
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(client.call("event.from", ["task"], token, 60.0))
        await blocked(client)
        ref = new_ref()
        await client.store.change(lambda tx: tx.insert(Task(name_label="brief"), ref))
        await client.store.change(lambda tx: tx.delete(Task, ref))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
        stays = await client.store.change(lambda tx: tx.insert(Task(name_label="stays")))
    assert seen(waiting.result()) == [("task", "add", stays)]


async def test_the_timeout_brings_an_empty_reply(client):
    token = (await poll(client, ["vm"]))["token"]
    reply = await client.call("event.from", ["vm"], token, 0.1)
    assert reply["events"] == []
    assert reply["token"] == token
    assert (await client.call("event.from", [], "", 0.01))["events"] == []


@pytest.mark.parametrize("seconds", [-1.0, float("inf"), float("nan"), 1e9])
async def test_odd_timeouts_mean_a_day(client, seconds, monkeypatch):
    deadlines = []
    token = (await poll(client, ["vm"]))["token"]
    wait = client.services.events._wait

    async def record(wanted, token, left, identity, hangup):
        deadlines.append(left)
        return await wait(wanted, token, 0.0, identity, hangup)

    monkeypatch.setattr(client.services.events, "_wait", record)
    await client.call("event.from", ["vm"], token, seconds)
    assert 86399 < deadlines[0] <= 86400


class Hangup:
    """A client that can go."""

    def __init__(self) -> None:
        self.closed = False
        self.callbacks: list[Callable[[], None]] = []

    def on_close(self, callback: Callable[[], None]) -> Callable[[], None]:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    def go(self) -> None:
        self.closed = True
        for callback in tuple(self.callbacks):
            callback()


async def test_a_client_that_has_gone_is_not_waited_for(client):
    token = (await poll(client, ["vm"]))["token"]
    hangup = Hangup()
    call = Incoming("event.from", [client.session, ["vm"], token, 3600.0], REMOTE, hangup=hangup)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(client.dispatcher.dispatch(call))
        await blocked(client)
        hangup.go()
    assert plain(waiting.result())["events"] == []
    assert hangup.callbacks == []


async def test_cancelling_a_waiting_call_leaves_nothing_behind(client):
    token = (await poll(client, ["vm"]))["token"]
    waiting = asyncio.ensure_future(client.call("event.from", ["vm"], token, 3600.0))
    await blocked(client)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert client.services.events._groups == {}
    assert all(not identity._callbacks for identity in client.services.sessions.all())


async def test_a_watcher_of_tasks_does_not_pause(client, monkeypatch):
    monkeypatch.setattr(module, "GATHER_SECONDS", 3600.0)
    token = (await poll(client, ["task"]))["token"]
    task = await client.call("task.create", "t", "")
    assert seen(await client.call("event.from", ["task"], token, 60.0)) == [("task", "add", task)]


# -- injecting -------------------------------------------------------------------------------------------


async def test_an_injected_event_is_a_barrier(client):
    token = (await poll(client, ["pool"]))["token"]
    injected = await client.call("event.inject", "pool", client.pool)
    assert len(injected) == 41
    assert token <= injected
    reply = await poll(client, ["pool"], token)
    assert seen(reply) == [("pool", "mod", client.pool)]
    assert reply["token"] > injected
    assert (await poll(client, ["pool"], injected))["events"] == reply["events"]


@pytest.mark.parametrize("name", ["Pool", "nonsense", "event", "message"])
async def test_injecting_needs_the_exact_class(client, name):
    assert await refused(client.call("event.inject", name, client.pool)) == ["HANDLE_INVALID", name, client.pool]


async def test_injecting_needs_an_object(client):
    assert await refused(client.call("event.inject", "pool", "OpaqueRef:x")) == [
        "HANDLE_INVALID", "pool", "OpaqueRef:x",
    ]  # fmt: skip


# -- messages --------------------------------------------------------------------------------------------


async def test_messages_come_first_with_a_generation_of_their_own(client):
    uuid = await client.call("pool.get_uuid", client.pool)
    token = (await poll(client, ["message", "network"]))["token"]
    network = await add_network(client)
    message = await client.call("message.create", "ALARM", 3, "pool", uuid, "body")
    reply = await poll(client, ["message", "network"], token)
    assert seen(reply) == [("message", "add", message), ("network", "add", network)]
    assert reply["events"][0]["id"] == "0"
    assert reply["events"][0]["snapshot"] == await client.call("message.get_record", message)
    assert "message" not in reply["valid_ref_counts"]
    assert (await poll(client, ["message", "network"], reply["token"]))["events"] == []
    await client.call("message.destroy", message)
    last = await poll(client, ["message"], reply["token"])
    assert seen(last) == [("message", "del", message)]
    assert (await poll(client, ["network"], last["token"]))["token"].endswith(f",{0:020d}")


# -- the older messages ----------------------------------------------------------------------------------


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(queues, "GATHER_SECONDS", 0.0)


@pytest.mark.usefixtures("hasty")
async def test_queued_events_are_chronological_and_complete(client):
    await client.call("event.register", ["Network"])
    network = await add_network(client, "one")
    await rename(client, network, "two")
    await remove(client, network)
    found = await client.call("event.next")
    assert seen({"events": found}) == [
        ("network", "add", network), ("network", "mod", network), ("network", "del", network),
    ]  # fmt: skip
    assert [event["snapshot"]["name_label"] for event in found] == ["one", "two", "two"]
    ids = [int(event["id"]) for event in found]
    assert ids == sorted(set(ids))
    assert await client.call("event.get_current_id") == str(ids[-1])
    assert all(event["timestamp"].endswith(".") for event in found)


@pytest.mark.usefixtures("hasty")
async def test_next_waits_and_needs_a_registration(client):
    code, trackid = await refused(client.call("event.next"))
    assert code == "SESSION_NOT_REGISTERED"
    assert client.session not in trackid
    await client.call("event.register", ["*"])
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(client.call("event.next"))
        queue = next(iter(client.services.events.queues._queues.values()))
        while not queue.waiters:  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0)
        network = await add_network(client)
    assert ("network", "add", network) in seen({"events": waiting.result()})
    await client.call("event.unregister", ["*"])
    assert (await refused(client.call("event.next")))[0] == "SESSION_NOT_REGISTERED"


@pytest.mark.usefixtures("hasty")
async def test_a_client_that_does_not_fetch_loses_events_and_is_told(client, monkeypatch):
    monkeypatch.setattr(queues, "LIMIT", 5000)
    await client.call("event.register", ["network"])
    network = await add_network(client)
    for number in range(20):
        await rename(client, network, str(number))
    assert await refused(client.call("event.next")) == ["EVENTS_LOST"]
    await rename(client, network, "after")
    assert [event["operation"] for event in await client.call("event.next")] == ["mod"]


@pytest.mark.usefixtures("hasty")
async def test_the_heartbeat_is_for_queues_only(client):
    token = (await poll(client, ["pool"]))["token"]
    await client.call("event.register", ["pool"])
    await client.call("pool.set_name_description", client.pool, "x")
    await client.call("event.next")
    token = (await poll(client, ["pool"], token))["token"]
    client.services.events.queues.heartbeat()
    assert seen({"events": await client.call("event.next")}) == [("pool", "mod", client.pool)]
    assert (await poll(client, ["pool"], token))["events"] == []


@pytest.mark.usefixtures("hasty")
async def test_logging_out_drops_the_queue(client):
    session = await client.bare("session.login_with_password", "bob", "right")
    await client.bare("event.register", session, ["*"])
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(refused(client.bare("event.next", session)))
        while not any(queue.waiters for queue in client.services.events.queues._queues.values()):  # noqa: ASYNC110
            await asyncio.sleep(0)
        await client.bare("session.logout", session)
    assert waiting.result() == ["SESSION_INVALID", session]
    assert client.services.events.queues._queues == {}
