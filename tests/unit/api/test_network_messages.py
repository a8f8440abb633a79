"""The messages of network, PIF, VLAN and Bond through the real server, on a host in memory."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.api_server import Failed, NoHosts
from tests.support.stack import running
from toolstack.agent.sim import nic
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics


@pytest.fixture
async def stack(tmp_path):
    async with running(tmp_path) as found:
        yield found


class Caller:
    """Calls with one word, and looks up PIFs by device."""

    def __init__(self, stack) -> None:
        self.stack, self.client, self.sim = stack, stack.client, stack.sim

    async def __call__(self, method, *args):
        return await self.client.call(method, *args)

    async def refused(self, method, *args):
        with pytest.raises(Failed) as caught:
            await self(method, *args)
        return caught.value.description

    async def pif(self, device, tag="-1"):
        expression = f'field "device" = "{device}" and field "VLAN" = "{tag}"'
        (ref,) = await self("PIF.get_all_records_where", expression)
        return ref

    async def network(self, **fields):
        return await self("network.create", {"name_label": "n", "other_config": {}, **fields})

    def contents(self):
        """All records but the bookkeeping of calls."""
        tables = self.stack.store.snapshot.tables
        return {
            (name, ref): row.record
            for name in tables
            if name not in ("task", "session")
            for ref, row in tables[name].items()
        }


@pytest.fixture
def call(stack):
    return Caller(stack)


async def test_a_network_is_created_from_four_keys_and_destroyed(call):
    self = await call.network(MTU=0, name_description="d")
    record = await call("network.get_record", self)
    assert (record["MTU"], record["managed"], record["other_config"]) == ("1500", True, {})
    assert record["bridge"].startswith("xapi")
    await call("network.destroy", self)
    assert await call.refused("network.get_record", self) == ["HANDLE_INVALID", "network", self]


async def test_a_client_may_not_name_a_bridge_as_the_toolstack_does(call):
    assert await call.refused("network.create", {"other_config": {}, "bridge": "xenbr9"}) == [
        "INVALID_VALUE",
        "bridge",
        "xenbr9",
    ]


async def test_an_mtu_reaches_the_host_by_itself(call):
    on = await call("PIF.get_network", await call.pif("eth1"))
    await call("network.set_MTU", on, 9000)
    await call.stack.settle()
    bridge = await call("network.get_bridge", on)
    assert {one.name: one.mtu for one in call.sim.seen.interfaces}[bridge] == 9000


async def test_vlan_create_returns_when_the_host_has_it(call):
    on = await call.network()
    self = await call("VLAN.create", await call.pif("eth1"), "5", on)
    pif = await call("VLAN.get_untagged_PIF", self)
    assert await call("PIF.get_currently_attached", pif) is True
    assert [(one.tag, one.parent) for one in call.sim.seen.vlans] == [(5, "xenbr1")]
    await call("VLAN.destroy", self)
    assert call.sim.seen.vlans == ()
    assert await call.refused("PIF.get_record", pif) == ["HANDLE_INVALID", "PIF", pif]


async def test_a_vlan_that_the_host_refuses_has_never_been(call):
    on = await call.network()
    call.sim.broken[await call("network.get_bridge", on)] = "no room"
    before = call.contents()
    error = await call.refused("VLAN.create", await call.pif("eth1"), 5, on)
    assert (error[0], error[2]) == ("PIF_CONFIGURATION_ERROR", "no room")
    assert call.contents() == before
    call.sim.broken.clear()
    await call("VLAN.create", await call.pif("eth1"), 5, on)


async def test_pool_create_vlan_from_pif_and_by_device(call):
    (one,) = await call("pool.create_VLAN_from_PIF", await call.pif("eth1"), await call.network(), "0")
    (two,) = await call("pool.create_VLAN", "eth1", await call.network(), "6")
    assert [await call("PIF.get_VLAN", ref) for ref in (one, two)] == ["0", "6"]
    error = await call.refused("pool.create_VLAN", "eth9", await call.network(), "6")
    assert error == ["INVALID_VALUE", "device", "eth9"]


async def test_the_deprecated_vlan_messages_of_pifs(call):
    self = await call("PIF.create_VLAN", "eth1", await call.network(), call.client.host, "7")
    assert await call("PIF.get_currently_attached", self) is True
    await call("PIF.destroy", self)
    assert call.sim.seen.vlans == ()
    assert await call.refused("PIF.destroy", await call.pif("eth1")) == ["PIF_IS_PHYSICAL"]


async def test_scan_finds_new_nics_and_forget_loses_them(call):
    call.sim.add_nic(nic(7))
    await call("PIF.scan", call.client.host)
    self = await call.pif("eth7")
    assert await call("PIF.get_currently_attached", self) is False
    await call("PIF.plug", self)
    assert await call("PIF.get_currently_attached", self) is True
    await call("PIF.forget", self)
    assert "xenbr7" not in {one.name for one in call.sim.seen.bridges}
    again = await call("PIF.introduce", call.client.host, "", "eth7")
    assert again == await call.pif("eth7")


async def test_plug_and_unplug(call):
    self = await call.pif("eth1")
    await call("PIF.unplug", self)
    assert await call("PIF.get_currently_attached", self) is False
    assert "xenbr1" not in {one.name for one in call.sim.seen.bridges}
    call.sim.broken["eth1"] = "stuck"
    error = await call.refused("PIF.plug", self)
    assert error == ["PIF_CONFIGURATION_ERROR", self, "stuck"]
    assert "xenbr1" not in {one.name for one in call.sim.seen.bridges}
    call.sim.broken.clear()
    await call("PIF.plug", self)
    assert await call("PIF.get_currently_attached", self) is True


async def test_addresses_are_applied_at_once_or_not_at_all(call):
    self = await call.pif("eth1")
    static = ("Static", "10.0.0.2", "255.255.255.0", "", "")
    await call("PIF.reconfigure_ip", self, *static)
    assert {one.name: one.ipv4 for one in call.sim.seen.interfaces}["xenbr1"] == ("10.0.0.2/24",)
    before = call.contents()
    call.sim.broken["xenbr1"] = "address in use"
    error = await call.refused("PIF.reconfigure_ip", self, "Static", "10.0.0.3", *static[2:])
    assert error == ["PIF_CONFIGURATION_ERROR", self, "address in use"]
    assert await call("PIF.get_IP", self) == "10.0.0.2"
    call.sim.broken.clear()
    await call("PIF.plug", self)
    assert call.contents() == before


async def test_dhcp_is_read_back(call):
    self = await call.pif("eth1")
    call.sim.leases["xenbr1"] = "192.0.2.77/25"
    await call("PIF.reconfigure_ip", self, "DHCP", "", "", "", "")
    assert (await call("PIF.get_IP", self), await call("PIF.get_netmask", self)) == ("192.0.2.77", "255.255.255.128")


async def test_the_management_interface_is_reconfigured(call):
    self = await call.pif("eth0")
    await call("PIF.reconfigure_ip", self, "Static", "192.0.2.9", "255.255.255.0", "192.0.2.254", "")
    assert await call("host.get_address", call.client.host) == "192.0.2.9"
    assert [route.gateway for route in call.sim.seen.routes] == ["192.0.2.254"]
    assert await call.refused("PIF.unplug", self) == ["PIF_IS_MANAGEMENT_INTERFACE", self]


async def test_a_bond_takes_the_management_interface_and_gives_it_back(call):
    members = [await call.pif("eth0"), await call.pif("eth1")]
    tagged = await call.network()
    await call("VLAN.create", members[1], 5, tagged)
    self = await call("Bond.create", await call.network(), members, "", "balance-slb")
    master = await call("Bond.get_master", self)
    assert await call("PIF.get_management", master) is True
    assert [await call("PIF.get_currently_attached", ref) for ref in (master, *members)] == [True, False, False]
    (uplink,) = (one for one in call.sim.seen.uplinks if one.mode)
    assert (uplink.name, uplink.nics) == ("bond0", ("eth0", "eth1"))
    assert [one.parent for one in call.sim.seen.vlans] == [uplink.bridge]
    await call("Bond.set_mode", self, "lacp")
    await call("Bond.set_property", self, "lacp-time", "fast")
    (uplink,) = (one for one in call.sim.seen.uplinks if one.mode)
    assert (uplink.mode, dict(uplink.settings)["lacp-time"]) == ("lacp", "fast")
    await call("Bond.destroy", self)
    assert [await call("PIF.get_management", ref) for ref in members] == [True, False]
    assert [one.parent for one in call.sim.seen.vlans] == ["xenbr0"]
    assert await call("host.get_address", call.client.host) == "192.0.2.1"


async def test_a_bond_that_the_host_refuses_has_never_been(call):
    members = [await call.pif("eth0"), await call.pif("eth1")]
    await call("VLAN.create", members[1], 5, await call.network())
    on = await call.network()
    call.sim.broken["bond0"] = "no such mode"
    before, seen = call.contents(), call.sim.seen
    error = await call.refused("Bond.create", on, members, "", "lacp", {})
    assert (error[0], error[2]) == ("PIF_CONFIGURATION_ERROR", "no such mode")
    assert call.contents() == before
    assert call.sim.seen == seen


async def test_bond_create_without_members(call):
    assert await call.refused("Bond.create", await call.network(), [], "") == ["PIF_BOND_NEEDS_MORE_MEMBERS"]


async def test_a_property_is_applied_at_once(call):
    self = await call.pif("eth1")
    await call("PIF.set_property", self, "gro", "off")
    assert {one.name: dict(one.ethtool) for one in call.sim.seen.links}["eth1"]["gro"] == "off"


async def test_attach_makes_the_bridge_of_a_private_network(call):
    on = await call.network()
    await call("network.attach", on, call.client.host)
    assert await call("network.get_bridge", on) in {one.name for one in call.sim.seen.bridges}


async def test_attaching_an_unmanaged_network_wants_its_bridge_there(call):
    on = await call("network.create", {"other_config": {}, "managed": False, "bridge": "outside"})
    assert await call.refused("network.attach", on, call.client.host) == ["BRIDGE_NOT_AVAILABLE", "outside"]


async def test_a_host_known_to_be_down_is_not_tried(call):
    def down(tx):
        tx.update(HostMetrics, tx.get(Host, call.client.host).metrics, live=False)

    on, self = await call.network(), await call.pif("eth1")
    await call.stack.store.change(down)
    offline = ["HOST_OFFLINE", call.client.host]
    before = call.contents()
    assert await call.refused("VLAN.create", self, 5, on) == offline
    assert await call.refused("PIF.unplug", self) == offline
    assert await call.refused("PIF.scan", call.client.host) == offline
    assert await call.refused("Bond.create", on, [self], "") == offline
    assert await call("pool.create_VLAN_from_PIF", self, on, 5) == []
    assert call.contents() == before


async def test_a_host_out_of_reach_makes_nothing_and_remembers_what_was_set(call):
    on, self = await call.network(), await call.pif("eth1")
    services, hosts = call.client.services, call.client.services.hosts
    services.hosts = NoHosts()
    gone = ["CANNOT_CONTACT_HOST", call.client.host]
    before = call.contents()
    assert await call.refused("VLAN.create", self, 5, on) == gone
    assert await call.refused("Bond.create", on, [self], "") == gone
    assert await call.refused("PIF.scan", call.client.host) == gone
    await call.stack.settle()
    assert call.contents() == before
    assert await call.refused("PIF.reconfigure_ip", self, "Static", "10.0.0.2", "255.255.255.0", "", "") == gone
    assert await call("PIF.get_IP", self) == "10.0.0.2"
    assert await call.refused("PIF.unplug", self) == gone
    services.hosts = hosts
    await call.stack.settle()
    assert await call("PIF.get_currently_attached", self) is False


async def test_of_calls_at_once_one_gets_the_tag(call):
    self, networks = await call.pif("eth1"), [await call.network() for _ in range(8)]
    outcomes = await asyncio.gather(*(call("VLAN.create", self, 5, on) for on in networks), return_exceptions=True)
    failed = [one.description for one in outcomes if isinstance(one, Failed)]
    assert failed == [["PIF_VLAN_EXISTS", "eth1"]] * 7
    assert [one.tag for one in call.sim.seen.vlans] == [5]


async def test_of_calls_at_once_one_gets_the_network(call):
    on, pifs = await call.network(), [await call.pif(f"eth{number}") for number in range(4)]
    outcomes = await asyncio.gather(*(call("VLAN.create", ref, 5, on) for ref in pifs), return_exceptions=True)
    assert [one.description[0] for one in outcomes if isinstance(one, Failed)] == ["NETWORK_ALREADY_CONNECTED"] * 3


async def test_settings_of_a_pif_reach_the_host_by_themselves(call):
    self = await call.pif("eth1")
    await call("PIF.add_to_other_config", self, "ethtool-tso", "off")
    await call.stack.settle()
    assert {one.name: dict(one.ethtool) for one in call.sim.seen.links}["eth1"]["tso"] == "off"
    await call("PIF.remove_from_other_config", self, "ethtool-tso")
    await call.stack.settle()
    assert "tso" not in {one.name: dict(one.ethtool) for one in call.sim.seen.links}["eth1"]


async def test_purposes_and_the_locking_mode(call):
    on = await call.network()
    await call("network.add_purpose", on, "nbd")
    assert await call("network.get_purpose", on) == ["nbd"]
    await call("network.remove_purpose", on, "nbd")
    await call("network.set_default_locking_mode", on, "disabled")
    assert await call("network.get_default_locking_mode", on) == "disabled"


async def test_records_can_be_introduced_by_hand(call):
    on = await call.network()
    fields = ("eth9", on, call.client.host, "02:00:00:00:00:99", 1500, -1, True, "None", "", "", "", "")
    refs = ("OpaqueRef:NULL", "OpaqueRef:NULL", False, {})
    self = await call("PIF.db_introduce", *fields, *refs)
    assert await call.refused("PIF.db_introduce", *fields, *refs) == [
        "NETWORK_ALREADY_CONNECTED",
        call.client.host,
        self,
    ]
    await call("PIF.set_disallow_unplug", self, True)  # noqa: FBT003
    await call("PIF.set_primary_address_type", self, "IPv6")
    await call("PIF.reconfigure_ipv6", self, "Static", "2001:db8::2/64", "", "")
    assert await call("PIF.get_IPv6", self) == ["2001:db8::2/64"]
    await call("PIF.db_forget", self)
