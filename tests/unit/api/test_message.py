from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from api_server import Client, Failed, running

from toolstack.datamodel.message import Message
from toolstack.db.store import Store
from toolstack.rules import message as rules


async def refused(client: Client, method: str, *args: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.call(method, *args)
    return caught.value.description


@pytest.fixture
async def uuid(client: Client) -> str:
    return await client.call("host.get_uuid", client.host)


async def leave(client: Client, uuid: str, name: str = "ALARM") -> str:
    return await client.call("message.create", name, 3, "Host", uuid, "body")


async def test_a_message(client, uuid):
    ref = await leave(client, uuid)
    record = await client.call("message.get_record", ref)
    assert {key: record[key] for key in ("name", "priority", "cls", "obj_uuid", "body")} == {
        "name": "ALARM", "priority": "3", "cls": "Host", "obj_uuid": uuid, "body": "body",
    }  # fmt: skip
    assert await client.call("message.get_by_uuid", record["uuid"]) == ref
    assert await client.call("message.get_all") == [ref]
    assert await client.call("message.get_all_records") == {ref: record}
    assert await client.call("message.get_all_records_where", 'field "name" = "ALARM"') == {ref: record}
    assert await client.call("message.get_all_records_where", 'field "name" = "OTHER"') == {}
    await client.call("message.destroy", ref)
    assert await client.call("message.get_all") == []
    assert await refused(client, "message.destroy", ref) == ["HANDLE_INVALID", "message", ref]


async def test_a_message_is_about_something(client):
    assert await refused(client, "message.create", "ALARM", 3, "vm", "none", "body") == ["UUID_INVALID", "VM", "none"]


async def test_messages_since(client, uuid):
    old, new = await leave(client, uuid), await leave(client, uuid)
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    await client.store.change(lambda tx: tx.update(Message, old, timestamp=then))
    assert set(await client.call("message.get_since", then)) == {new}
    assert set(await client.call("message.get_since", then - timedelta(seconds=1))) == {old, new}
    assert set(await client.call("message.get", "host", uuid, then)) == {new}
    assert await client.call("message.get", "pool", uuid, then) == {}


async def test_several_go_together_or_not_at_all(client, uuid):
    one, two = await leave(client, uuid), await leave(client, uuid)
    assert (await refused(client, "message.destroy_many", [one, "OpaqueRef:x"]))[0] == "HANDLE_INVALID"
    assert set(await client.call("message.get_all")) == {one, two}
    await client.call("message.destroy_many", [one, two, one])
    assert await client.call("message.get_all") == []


async def test_of_too_many_the_oldest_go(client, uuid, monkeypatch):
    monkeypatch.setattr(rules, "LIMIT", 4)
    monkeypatch.setattr(rules, "SLICE", 2)
    refs = [await leave(client, uuid, str(number)) for number in range(6)]
    assert set(await client.call("message.get_all")) == set(refs[2:])


async def test_messages_outlive_the_server(tmp_path):
    url = f"sqlite:///{tmp_path}/state.db"
    async with running(url) as client:
        ref = await leave(client, await client.call("host.get_uuid", client.host))
    store = await Store.open(url)
    assert store.snapshot.get(Message, ref).name == "ALARM"
    await store.close()


async def test_all_that_every_filter_lets_through_go(client, uuid):
    kept, gone = await leave(client, uuid, "KEPT"), await leave(client, uuid, "GONE")
    assert (await refused(client, "message.destroy_all", {"nmae": "GONE"}))[0] == "INVALID_VALUE"
    assert (await refused(client, "message.destroy_all", {"before": "yesterday"}))[0] == "INVALID_VALUE"
    await client.call("message.destroy_all", {"name": "GONE", "priority": "4"})
    await client.call("message.destroy_all", {"before": "20010101T00:00:00Z"})
    assert set(await client.call("message.get_all")) == {kept, gone}
    await client.call("message.destroy_all", {"name": "gone", "cls": "host", "after": "20010101T00:00:00Z"})
    assert await client.call("message.get_all") == [kept]
    await client.call("message.destroy_all", {})
    assert await client.call("message.get_all") == []
