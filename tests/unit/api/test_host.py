from __future__ import annotations

from datetime import UTC, datetime

import pytest
from api_server import Client, Failed

from toolstack.api.faults import AgentError, AgentUnreachable
from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import Pif
from toolstack.db.transaction import new_ref


async def refused(client: Client, method: str, *args: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.call(method, *args)
    return caught.value.description


async def test_clocks(client):
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= await client.call("host.get_servertime", client.host) <= datetime.now(UTC)
    assert before <= await client.call("host.get_server_localtime", client.host) <= datetime.now(UTC)
    assert await refused(client, "host.get_servertime", "OpaqueRef:x") == ["HANDLE_INVALID", "host", "OpaqueRef:x"]


async def test_the_management_interface(client):
    assert await refused(client, "host.get_management_interface", client.host) == ["HOST_HAS_NO_MANAGEMENT_IP"]
    await client.store.change(lambda tx: tx.insert(Pif(device="eth1", host=client.host, network=new_ref())))
    pif = await client.store.change(lambda tx: tx.insert(Pif(device="eth0", host=client.host, management=True)))
    assert await client.call("host.get_management_interface", client.host) == pif


async def test_plugins_are_missing_in_the_way_that_clients_know(client):
    found = await refused(client, "host.call_plugin", client.host, "updater.py", "check_update", {})
    assert found == ["XENAPI_MISSING_PLUGIN", "updater.py"]
    assert await client.call("host.has_extension", client.host, "x") is False
    assert await client.call("pool.has_extension", client.pool, "x") is False


async def test_what_a_single_host_knows_of_its_pool(client):
    assert await client.call("pool.is_slave", client.host) is False
    assert await client.call("host.is_in_emergency_mode") is False
    assert (await client.call("pool.get_license_state", client.pool))["expiry"] == "never"
    assert await client.call("pool.sync_database") == ""
    assert set(await client.call("host.list_methods")) == set(await client.bare("system.listMethods"))


async def test_the_version_as_clients_read_it(client):
    pool = (await client.call("pool.get_all"))[0]
    master = await client.call("pool.get_master", pool)
    assert (await client.call("host.get_API_version_major", master)).isdigit()


ON, OFF = True, False


class Followers:
    """Hosts that follow, or do not."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: AgentError | None = None

    async def converge(self, host, generation, subjects):
        del generation, subjects
        self.asked.append(host)
        if self.error is not None:
            raise self.error


async def test_igmp_snooping_is_set_where_every_host_follows(client, monkeypatch):
    hosts = Followers()
    monkeypatch.setattr(client.services, "hosts", hosts)
    await client.call("pool.set_igmp_snooping_enabled", client.pool, ON)
    assert hosts.asked == [client.host]
    assert await client.call("pool.get_igmp_snooping_enabled", client.pool) is True
    hosts.error = AgentUnreachable("gone")
    assert await refused(client, "pool.set_igmp_snooping_enabled", client.pool, OFF) == [
        "COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE"
    ]
    assert await client.call("pool.get_igmp_snooping_enabled", client.pool) is False


async def test_linux_bridges_do_not_snoop(client):
    version = {"network_backend": "bridge"}
    await client.store.change(lambda tx: tx.update(Host, client.host, software_version=version))
    found = await refused(client, "pool.set_igmp_snooping_enabled", client.pool, ON)
    assert found == ["OPENVSWITCH_NOT_ACTIVE"]
    assert await client.call("pool.get_igmp_snooping_enabled", client.pool) is False
