"""The management interface over a host in memory: what is refused, confirmed and taken back."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.api_server import Failed
from tests.support.stack import running
from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import IpConfigurationMode, Pif
from toolstack.datamodel.pool import Pool
from toolstack.db.store import Store
from toolstack.hostfile import Reset
from toolstack.plan.management import management_pif
from toolstack.rules import confirmed
from toolstack.rules.reset import reset

WRONG = ("Static", "192.0.2.1", "255.255.255.0", "192.0.2.99", "")


@pytest.fixture
async def stack(tmp_path):
    async with running(tmp_path) as made:
        yield made


async def refused(stack, method, *arguments):
    with pytest.raises(Failed) as caught:
        await stack.client.call(method, *arguments)
    return caught.value.description


async def nic(stack, device):
    records = await stack.client.call("PIF.get_all_records")
    return next(ref for ref, one in records.items() if one["device"] == device and one["VLAN"] == "-1")


async def bodies(stack):
    return [one["body"] for one in (await stack.client.call("message.get_all_records")).values()]


async def test_who_can_be_the_management_interface(stack):
    call, host = stack.client.call, stack.client.host
    first, other = await nic(stack, "eth0"), await nic(stack, "eth1")
    assert await refused(stack, "host.management_reconfigure", other) == ["PIF_HAS_NO_NETWORK_CONFIGURATION", other]
    await call("PIF.set_primary_address_type", other, "IPv6")
    assert await refused(stack, "host.management_reconfigure", other) == ["PIF_HAS_NO_V6_NETWORK_CONFIGURATION", other]
    network = await call("PIF.get_network", other)
    assert (await refused(stack, "pool.management_reconfigure", network))[0] == "PIF_HAS_NO_V6_NETWORK_CONFIGURATION"
    await call("PIF.set_primary_address_type", other, "IPv4")
    await call("PIF.reconfigure_ip", other, "Static", "198.51.100.1", "255.255.255.0", "", "")
    await call("host.management_reconfigure", other)
    assert await call("host.get_address", host) == "198.51.100.1"
    assert await call("host.get_management_interface", host) == other
    assert await call("PIF.get_IP", first) == "192.0.2.1"
    assert await call("PIF.get_currently_attached", first)
    assert await refused(stack, "host.local_management_reconfigure", "xenbr0") == ["NOT_IN_EMERGENCY_MODE"]
    await call("host.management_disable")
    assert await call("host.get_address", host) == ""
    await stack.store.change(lambda tx: tx.update(Pool, stack.client.pool, ha_enabled=True))
    for method, arguments in (
        ("host.management_reconfigure", (first,)),
        ("host.management_disable", ()),
        ("pool.management_reconfigure", (network,)),
        ("host.reset_networking", (host,)),
    ):
        assert await refused(stack, method, *arguments) == ["HA_IS_ENABLED"]


async def test_a_member_of_a_bond_cannot_be(stack):
    network = await stack.client.call("network.create", {"name_label": "b", "other_config": {}})
    members = [await nic(stack, "eth1"), await nic(stack, "eth2")]
    await stack.client.call("Bond.create", network, members, "", "active-backup", {})
    assert await refused(stack, "host.management_reconfigure", members[0]) == ["CANNOT_PLUG_BOND_SLAVE", members[0]]


async def test_what_nobody_answers_through_is_taken_back(stack):
    pif = await nic(stack, "eth0")
    before = stack.store.snapshot.get(Pif, pif)
    stack.reconciler.confirm_window = 0.2
    stack.sim.silent.add("xenbr0")
    network = await stack.client.call("network.create", {"name_label": "v", "other_config": {}})
    results = await asyncio.gather(
        stack.client.call("PIF.reconfigure_ip", pif, *WRONG),
        stack.client.call("VLAN.create", await nic(stack, "eth1"), "5", network),
        return_exceptions=True,
    )
    assert isinstance(results[0], Failed)
    assert results[0].description[:2] == ["PIF_CONFIGURATION_ERROR", pif]
    assert isinstance(results[1], str), "another call has nothing to do with it"
    assert stack.store.snapshot.get(Pif, pif) == before
    assert [vlan.parent for vlan in stack.sim.seen.vlans] == ["xenbr1"]
    assert any("taken back" in body for body in await bodies(stack))
    stack.sim.silent.clear()
    await stack.client.call("PIF.reconfigure_ip", pif, *WRONG)
    assert await stack.client.call("PIF.get_gateway", pif) == "192.0.2.99"


async def test_a_bond_that_cuts_the_host_off_is_undone(stack):
    pif, other = await nic(stack, "eth0"), await nic(stack, "eth1")
    network = await stack.client.call("network.create", {"name_label": "b", "other_config": {}})
    await stack.client.call("VLAN.create", pif, "7", await stack.client.call(
        "network.create", {"name_label": "v", "other_config": {}}
    ))  # fmt: skip
    before = stack.store.snapshot
    stack.reconciler.confirm_window = 0.2
    stack.sim.silent.add(await stack.client.call("network.get_bridge", network))
    details = await refused(stack, "Bond.create", network, [pif, other], "", "lacp", {})
    assert details[0] == "PIF_CONFIGURATION_ERROR"
    after = stack.store.snapshot
    assert await stack.client.call("Bond.get_all") == []
    assert dict(after.all(Pif)) == dict(before.all(Pif))


async def test_with_no_window_nothing_is_asked(stack):
    stack.reconciler.confirm_window = 0
    stack.sim.silent.add("xenbr0")
    pif = await nic(stack, "eth0")
    await stack.client.call("PIF.reconfigure_ip", pif, *WRONG)
    assert await stack.client.call("PIF.get_gateway", pif) == "192.0.2.99"


async def test_what_was_confirmed_can_be_restored_from_nothing_but_its_images(stack):
    host, store = stack.client.host, stack.store
    pif = await nic(stack, "eth0")
    known = confirmed.confirmed(store.snapshot, host)
    before = dict(store.snapshot.all(Pif))
    assert not confirmed.differs(store.snapshot, host, known)
    stack.reconciler.confirm_window = 0
    network = await stack.client.call("network.create", {"name_label": "b", "other_config": {}})
    await stack.client.call("Bond.create", network, [pif, await nic(stack, "eth1")], "", "active-backup", {})
    assert confirmed.differs(store.snapshot, host, known)
    await store.change(confirmed.restore, host, known)
    assert not confirmed.differs(store.snapshot, host, known)
    await stack.settle()
    after = dict(store.snapshot.all(Pif))
    assert {ref: (one.IP, one.management, one.bond_slave_of) for ref, one in after.items()} == {
        ref: (one.IP, one.management, one.bond_slave_of) for ref, one in before.items()
    }


async def reset_with(store: Store, stack, **wish):
    return await store.change(reset, stack.client.host, stack.reconciler.link.state.nics, Reset(**wish))


async def test_a_reset_finds_the_network_of_its_vlan_again(stack):
    first = await nic(stack, "eth0")
    network = await stack.client.call("network.create", {"name_label": "v", "other_config": {}})
    await stack.client.call("VLAN.create", first, "7", network)
    networks = set(await stack.client.call("network.get_all"))
    pif = await reset_with(
        stack.store, stack, DEVICE="eth0", VLAN="7", MODE="static", IP="192.0.2.8", NETMASK="255.255.255.0"
    )
    record = stack.store.snapshot.get(Pif, pif)
    assert (record.network, record.VLAN, record.management, record.IP) == (network, 7, True, "192.0.2.8")
    assert set(await stack.client.call("network.get_all")) == networks
    assert stack.store.snapshot.get(Host, stack.client.host).address == "192.0.2.8"
    assert await stack.client.call("VLAN.get_all") != []
    other = await reset_with(stack.store, stack, DEVICE="eth1", VLAN="9", MODE="dhcp")
    assert (await stack.client.call("PIF.get_network", other)) not in networks


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"DEVICE": "eth9", "MODE": "dhcp"}, "PIF_DEVICE_NOT_FOUND"),
        ({"DEVICE": "eth0"}, "PIF_HAS_NO_NETWORK_CONFIGURATION"),
        ({"DEVICE": "eth0", "MODE": "static", "IP": "x"}, "INVALID_IP_ADDRESS_SPECIFIED"),
    ],
)
async def test_a_reset_that_cannot_be_changes_nothing(stack, wish, code):
    before = stack.store.snapshot
    with pytest.raises(Exception, match=code):
        await reset_with(stack.store, stack, **wish)
    assert dict(stack.store.snapshot.all(Pif)) == dict(before.all(Pif))


async def test_an_ipv6_reset(stack):
    pif = await reset_with(stack.store, stack, DEVICE="eth1", MODE="none", MODE_V6="static", IPV6="2001:db8::1/64")
    record = stack.store.snapshot.get(Pif, pif)
    assert record.ip_configuration_mode is IpConfigurationMode.NONE
    assert (record.IPv6, record.primary_address_type.value) == (("2001:db8::1/64",), "IPv6")
    assert management_pif(stack.store.snapshot, stack.client.host) == pif
