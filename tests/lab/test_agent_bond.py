"""Bonds: their rows as documented, and what happens when a cable is pulled."""

import subprocess

import pytest

from toolstack.agent.protocol import Apply
from toolstack.plan.hostnet import Bridge, HostNet, Interface, Link, Uplink, pairs

pytestmark = pytest.mark.lab

COMMON = {"miimon": "100", "updelay": "31000", "downdelay": "200", "use_carrier": "1"}
SETTINGS = {
    "active-backup": COMMON | {"rebalance-interval": "1800000"},
    "balance-slb": COMMON | {"rebalance-interval": "1800000"},
    "lacp": COMMON | {"hashing-algorithm": "tcpudp_ports", "lacp-time": "fast", "lacp-fallback-ab": "true",
                      "lacp-aggregation-key": "7"},
}  # fmt: skip


def bond_net(mac, mode, **more):
    settings = {key: value for key, value in (SETTINGS[mode] | more).items() if value}
    return HostNet(
        bridges=(Bridge(name="xapi2", owner="PIF:b0", mac=mac, network_uuids=("nb",)),),
        uplinks=(
            Uplink(
                name="bond0", owner="PIF:b0", bridge="xapi2", nics=("eth0", "eth1"), mac=mac, mode=mode,
                settings=pairs(settings),
            ),
        ),
        interfaces=(Interface(name="xapi2", owner="PIF:b0", ipv4_mode="static", ipv4=("10.9.0.1/24",)),),
        links=(Link(name="eth0", owner="PIF:p0"), Link(name="eth1", owner="PIF:p1")),
    )  # fmt: skip


def plain_net(*nics):
    return HostNet(
        bridges=tuple(Bridge(name=f"xenbr{nic[3:]}", owner=f"PIF:{nic}") for nic in nics),
        uplinks=tuple(Uplink(name=nic, owner=f"PIF:{nic}", bridge=f"xenbr{nic[3:]}", nics=(nic,)) for nic in nics),
        links=tuple(Link(name=nic, owner=f"PIF:{nic}") for nic in nics),
    )


async def test_bond_replaces_its_members_bridges_and_gives_them_back(host):
    mac = host.link.state.nics[0].mac
    await host.link.request(Apply(generation=1, wanted=plain_net("eth0", "eth1")))
    net = bond_net(mac, "active-backup")
    applied = await host.link.request(Apply(generation=2, wanted=net))
    assert (applied.state.seen, applied.state.problems) == (net, ())
    assert host.vsctl("list-br") == "xapi2"
    row = {column: host.get("Port", "bond0", column) for column in ("mac", "lacp", "bond_mode", "other_config")}
    assert (row["mac"], row["lacp"], row["bond_mode"]) == (mac, "off", "active-backup")
    assert row["other_config"] == (
        '{bond-detect-mode=carrier, bond-miimon-interval="100", bond-rebalance-interval="1800000"}'
    )
    assert host.get("Port", "bond0", "bond_updelay") == "31000"
    assert host.get("Port", "bond0", "bond_downdelay") == "200"
    back = plain_net("eth0", "eth1")
    applied = await host.link.request(Apply(generation=3, wanted=back))
    assert (applied.state.seen, applied.state.problems) == (back, ())
    assert host.vsctl("list-br").split() == ["xenbr0", "xenbr1"]


async def test_mode_and_settings_change_in_place(host):
    mac = host.link.state.nics[0].mac
    await host.link.request(Apply(generation=1, wanted=bond_net(mac, "lacp")))
    uuid = host.get("Port", "bond0", "_uuid")
    assert host.get("Port", "bond0", "lacp") == "active"
    assert host.get("Port", "bond0", "bond_mode") == "balance-tcp"
    assert host.get("Interface", "eth1", "other_config:lacp-aggregation-key") == "7"
    for generation, net in enumerate(
        (
            bond_net(mac, "lacp", **{"hashing-algorithm": "src_mac", "lacp-aggregation-key": ""}),
            bond_net(mac, "balance-slb"),
            bond_net(mac, "active-backup", foo="bar", use_carrier="0"),
        ),
        start=2,
    ):
        applied = await host.link.request(Apply(generation=generation, wanted=net))
        assert (applied.state.seen, applied.state.problems) == (net, ())
    assert host.get("Port", "bond0", "_uuid") == uuid
    assert host.get("Port", "bond0", "other_config:bond-foo") == "bar"
    assert host.get("Port", "bond0", "other_config:bond-detect-mode") == "miimon"
    assert host.get("Interface", "eth1", "other_config") == "{}"


@pytest.mark.parametrize("mode", ["active-backup", "balance-slb"])
async def test_a_pulled_cable_is_told_and_survived(host, ovs_lab, mode):
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    mac = host.link.state.nics[0].mac
    await host.link.request(Apply(generation=1, wanted=bond_net(mac, mode, updelay="0")))
    assert ovs_lab.ping(peer, "10.9.0.1")
    bond = (await host.until(lambda state: any(member.active for member in state.bonds[0].members))).bonds[0]
    assert [member.up for member in bond.members] == [True, True]
    first = next(member.name for member in bond.members if member.active)
    other = ({"eth0", "eth1"} - {first}).pop()
    ping = subprocess.Popen(  # noqa: ASYNC220 - a few milliseconds
        ["ip", "netns", "exec", peer, "ping", "-q", "-i", "0.05", "-c", "40", "10.9.0.1"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    host.cable(first, up=False)
    state = await host.until(lambda state: [m.name for m in state.bonds[0].members if m.active] == [other])
    assert [member.up for member in state.bonds[0].members] == [name == other for name in ("eth0", "eth1")]
    assert [nic.carrier for nic in state.nics] == [name == other for name in ("eth0", "eth1")]
    printed, _ = ping.communicate(timeout=30)
    received = int(printed.split(" received")[0].split()[-1])
    assert received >= 35
    host.cable(first, up=True)
    await host.until(lambda state: all(member.up for member in state.bonds[0].members))


async def test_lacp_without_partner_can_be_switched_off(host, ovs_lab):
    """Open vSwitch 3.1 keeps the members disabled then, unless the state of one of them changes."""
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    mac = host.link.state.nics[0].mac
    lacp = bond_net(mac, "lacp", **{"lacp-fallback-ab": "", "updelay": "0"})
    await host.link.request(Apply(generation=1, wanted=lacp))
    await host.until(lambda state: any(member.active for member in state.bonds[0].members))
    await host.until(lambda state: not any(member.active for member in state.bonds[0].members))
    assert not ovs_lab.ping(peer, "10.9.0.1", seconds=1)
    await host.link.request(Apply(generation=2, wanted=bond_net(mac, "active-backup", updelay="0")))
    assert ovs_lab.ping(peer, "10.9.0.1")


async def test_lacp_with_a_partner_carries_packets(host, ovs_lab):
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    ovs_lab.switch_vsctl(
        "del-port", "h0-eth0", "--", "del-port", "h0-eth1", "--", "add-bond", "fabric", "b", "h0-eth0", "h0-eth1",
        "lacp=active", "bond_mode=balance-tcp", "other_config:lacp-time=fast",
    )  # fmt: skip
    mac = host.link.state.nics[0].mac
    await host.link.request(Apply(generation=1, wanted=bond_net(mac, "lacp", updelay="0")))
    state = await host.until(lambda state: all(member.active for member in state.bonds[0].members))
    assert state.problems == ()
    assert ovs_lab.ping(peer, "10.9.0.1")
