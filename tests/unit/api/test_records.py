from __future__ import annotations

import pytest
from api_server import Client, Failed, plain_json

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import Pif


async def refused(client: Client, method: str, *args: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.call(method, *args)
    return caught.value.description


@pytest.fixture
async def network(client: Client) -> str:
    return await client.call("network.create", {"name_label": "net", "other_config": {"a": "1"}})


async def test_a_record_has_every_shown_field_and_no_other(client, network):
    record = await client.call("network.get_record", network)
    assert set(record) == set(CLASSES["network"].info.shown)
    assert record["PIFs"] == []
    assert record["MTU"] == "1500"


async def test_a_getter_agrees_with_the_record(client):
    record = await client.call("host.get_record", client.host)
    for name in CLASSES["host"].info.shown:
        if CLASSES["host"].info.fields[name].lifecycle.state != "Removed":
            assert await client.call(f"host.get_{name}", client.host) == record[name], name


async def test_reads_of_what_does_not_exist(client):
    assert await refused(client, "network.get_record", "OpaqueRef:x") == ["HANDLE_INVALID", "network", "OpaqueRef:x"]
    assert await refused(client, "PIF.get_device", "OpaqueRef:NULL") == ["HANDLE_INVALID", "PIF", "OpaqueRef:NULL"]
    assert await refused(client, "PIF.get_by_uuid", "u") == ["UUID_INVALID", "PIF", "u"]
    assert await client.call("network.get_by_name_label", "nothing") == []


async def test_lookups(client, network):
    uuid = await client.call("network.get_uuid", network)
    assert await client.call("network.get_by_uuid", uuid) == network
    assert await client.call("network.get_by_name_label", "net") == [network]
    assert await client.call("network.get_all") == [network]
    record = await client.call("network.get_record", network)
    assert await client.call("network.get_all_records") == {network: record}
    assert await client.call("network.get_all_where", 'field "name__label" = "net"') == [network]
    assert await client.call("network.get_all_records_where", 'field "MTU" = "9000"') == {}


async def test_json_numbers(client, network):
    record = plain_json(await client.outcome("network.get_record", client.session, network))
    assert record["MTU"] == 1500
    records = plain_json(await client.outcome("network.get_all_records", client.session))
    assert records == {network: record}


async def test_a_cached_record_does_not_outlive_a_change_of_a_computed_field(client, network):
    assert (await client.call("network.get_record", network))["PIFs"] == []
    pif = await client.store.change(lambda tx: tx.insert(Pif(device="eth0", host=client.host, network=network)))
    assert (await client.call("network.get_record", network))["PIFs"] == [pif]
    assert pif in (await client.call("host.get_record", client.host))["PIFs"]
    await client.store.change(lambda tx: tx.delete(Pif, pif))
    assert (await client.call("network.get_all_records"))[network]["PIFs"] == []


async def test_setting_an_equal_value_changes_nothing(client, network):
    before = client.store.snapshot.tables["network"][network]
    await client.call("network.set_name_label", network, "net")
    await client.call("network.set_other_config", network, {"a": "1"})
    await client.call("network.remove_from_other_config", network, "missing")
    await client.call("network.remove_tags", network, "missing")
    assert client.store.snapshot.tables["network"][network] is before


async def test_maps(client, network):
    await client.call("network.add_to_other_config", network, "b", "2")
    assert list((await client.call("network.get_other_config", network)).items()) == [("b", "2"), ("a", "1")]
    for value in ("2", "3"):
        assert await refused(client, "network.add_to_other_config", network, "b", value) == [
            "MAP_DUPLICATE_KEY", "network", "other_config", network, "b",
        ]  # fmt: skip
    await client.call("network.remove_from_other_config", network, "b")
    await client.call("network.remove_from_other_config", network, "b")
    assert await client.call("network.get_other_config", network) == {"a": "1"}
    assert (await refused(client, "network.add_to_other_config", network, "", "2"))[0] == "INTERNAL_ERROR"


async def test_sets(client, network):
    await client.call("network.add_tags", network, "x")
    await client.call("network.add_tags", network, "x")
    assert await client.call("network.get_tags", network) == ["x"]
    await client.call("network.remove_tags", network, "x")
    await client.call("network.remove_tags", network, "x")
    assert await client.call("network.get_tags", network) == []


async def test_text_that_xml_cannot_hold(client, network):
    assert (await refused(client, "network.set_name_label", network, "a\x01b"))[0] == "INTERNAL_ERROR"
    assert (await refused(client, "network.set_other_config", network, {"a": "\x00"}))[0] == "INTERNAL_ERROR"
    await client.call("network.add_to_other_config", network, "cut", "a\x01b")
    await client.call("network.add_tags", network, "t\ufffeu")
    assert (await client.call("network.get_other_config", network))["cut"] == "a"
    assert await client.call("network.get_tags", network) == ["t"]
    await client.call("network.set_name_label", network, "tab\tand\nmore \U0001f600")
    assert await client.call("network.get_name_label", network) == "tab\tand\nmore \U0001f600"


@pytest.mark.parametrize("message", ["set_name_label", "add_tags", "remove_tags"])
async def test_writes_of_what_does_not_exist(client, message):
    assert await refused(client, f"network.{message}", "OpaqueRef:x", "v") == [
        "HANDLE_INVALID", "network", "OpaqueRef:x",
    ]  # fmt: skip


async def test_a_field_that_clients_may_not_write_has_no_setter(client):
    assert (await refused(client, "PIF.set_device", "x", "eth1"))[0] == "MESSAGE_METHOD_UNKNOWN"


async def test_writes_survive_in_the_snapshot(client):
    await client.call("host.set_name_label", client.host, "renamed")
    assert client.store.snapshot.get(Host, client.host).name_label == "renamed"
