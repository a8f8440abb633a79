"""The agent on a real Open vSwitch: what is asked is there, and packets pass."""

import subprocess

import pytest

from toolstack.agent.protocol import Apply, Observe, Plan
from toolstack.plan.hostnet import Bridge, HostNet, Interface, Link, Route, Uplink, Vlan

pytestmark = pytest.mark.lab


def end(name, owner, address, mtu=1500):
    """A device with an address, or without."""
    mode, addresses = ("static", (address,)) if address else ("none", ())
    return Interface(name=name, owner=owner, mtu=mtu, ipv4_mode=mode, ipv4=addresses)


def nic_net(mac, *, vlans=(), address="10.9.0.1/24", mtu=1500, routes=()):
    """A NIC's bridge with VLANs given as (name, tag, address)."""
    return HostNet(
        bridges=(
            Bridge(
                name="xenbr0", owner="PIF:p0", mac=mac, igmp_snooping=False,
                network_uuids=("n0", *(f"n{tag}" for _, tag, _ in vlans)),
            ),
        ),
        vlans=tuple(
            Vlan(name=name, owner=f"PIF:v{tag}", parent="xenbr0", tag=tag, mac=mac, network_uuid=f"n{tag}")
            for name, tag, _ in vlans
        ),
        uplinks=(Uplink(name="eth0", owner="PIF:p0", bridge="xenbr0", nics=("eth0",)),),
        interfaces=(
            *(end(name, f"PIF:v{tag}", ip) for name, tag, ip in vlans),
            end("xenbr0", "PIF:p0", address, mtu),
        ),
        links=(Link(name="eth0", owner="PIF:p0", mtu=mtu),),
        routes=routes,
    )  # fmt: skip


async def test_a_nic_with_vlans_as_documented(host, ovs_lab):
    mac = host.link.state.nics[0].mac
    net = nic_net(mac, vlans=(("xapi1", 100, "10.9.100.1/24"),))
    applied = await host.link.request(Apply(generation=1, wanted=net))
    assert applied.state.problems == ()
    assert applied.state.seen == net
    assert host.get("Bridge", "xenbr0", "fail_mode") == "standalone"
    config = host.get("Bridge", "xenbr0", "other_config")
    for part in (f'hwaddr="{mac}"', 'mac-table-size="10000"', 'mcast-snooping-disable-flood-unregistered="true"'):
        assert part in config
    assert "disable-in-band" not in config
    assert host.get("Bridge", "xenbr0", "external_ids:xs-network-uuids") == "n0;n100"
    assert host.vsctl("list-br").split() == ["xapi1", "xenbr0"]
    assert host.vsctl("br-to-parent", "xapi1") == "xenbr0"
    assert host.vsctl("br-to-vlan", "xapi1") == "100"
    assert host.vsctl("br-get-external-id", "xapi1", "xs-network-uuids") == "n100"
    assert host.get("Interface", "xapi1", "mac") == mac
    assert host.get("Interface", "xenbr0", "mtu_request") == "1500"
    assert ovs_lab.ping(ovs_lab.peer("a", "10.9.0.2/24"), "10.9.0.1")
    peer = ovs_lab.peer("b", "10.9.100.2/24", vlan=100)
    command = ["tcpdump", "-l", "-e", "-n", "-c", "2", "-i", "h0-eth0", "vlan", "and", "icmp"]
    wire = subprocess.Popen(  # noqa: ASYNC220 - a few milliseconds
        ["ip", "netns", "exec", ovs_lab.lab.switch.namespace, *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wire.stderr.readline()  # "listening on ..."
    assert ovs_lab.ping(peer, "10.9.100.1")
    printed, _ = wire.communicate(timeout=20)
    assert printed.count("vlan 100,") == 2


async def test_the_same_again_is_no_work(host):
    net = nic_net(host.link.state.nics[0].mac, vlans=(("xapi1", 100, ""),))
    await host.link.request(Apply(generation=1, wanted=net))
    cfg = host.get("Open_vSwitch", ".", "next_cfg")
    applied = await host.link.request(Apply(generation=2, wanted=net))
    assert applied.steps == ()
    assert applied.generation == applied.state.generation == 2
    assert host.get("Open_vSwitch", ".", "next_cfg") == cfg


async def test_everything_goes_again(host):
    await host.link.request(Apply(generation=1, wanted=nic_net("", vlans=(("xapi1", 100, ""), ("xapi2", 0, "")))))
    applied = await host.link.request(Apply(generation=2, wanted=HostNet()))
    assert applied.state.seen == HostNet()
    assert host.vsctl("list-br") == ""
    assert applied.state.foreign == ()


async def test_addresses_routes_and_mtu_change_by_difference(host, ovs_lab):
    default = Route(destination="0.0.0.0/0", gateway="10.9.0.254", device="xenbr0", owner="PIF:p0")
    static = Route(destination="10.50.0.0/16", gateway="10.9.0.253", device="xenbr0", owner="PIF:p0")
    await host.link.request(Apply(generation=1, wanted=nic_net("", routes=(default, static))))
    assert host.link.state.ipv4_gateway == "10.9.0.254"
    assert "10.50.0.0/16 via 10.9.0.253 dev xenbr0" in host.run("ip", "route")
    net = nic_net("", address="10.9.1.1/24", mtu=9000, routes=(
        Route(destination="0.0.0.0/0", gateway="10.9.1.254", device="xenbr0", owner="PIF:p0"),
    ))  # fmt: skip
    applied = await host.link.request(Apply(generation=2, wanted=net))
    assert applied.state.problems == ()
    assert "10.9.0." not in host.run("ip", "route") + host.run("ip", "address", "show", "xenbr0")
    device = next(device for device in applied.state.devices if device.name == "xenbr0")
    assert (device.mtu, device.ipv4) == (9000, ("10.9.1.1/24",))
    assert "mtu 9000" in host.run("ip", "link", "show", "eth0")
    applied = await host.link.request(Apply(generation=3, wanted=nic_net("", address="10.9.1.1/16")))
    assert next(device for device in applied.state.devices if device.name == "xenbr0").ipv4 == ("10.9.1.1/16",)
    assert "default" not in host.run("ip", "route")
    assert applied.state.seen == nic_net("", address="10.9.1.1/16")


async def test_plan_says_it_and_does_nothing(host):
    planned = await host.link.request(Plan(wanted=nic_net("")))
    assert any(step.startswith("create bridge xenbr0") for step in planned.steps)
    assert host.vsctl("list-br") == ""
    assert (await host.link.request(Observe())).state.generation == 0


async def test_foreign_rows_stay_and_a_wanted_name_is_adopted(host):
    host.vsctl(
        "add-br", "admin0", "--", "set", "bridge", "admin0", "datapath_type=netdev",
        "--", "add-port", "admin0", "int0", "--", "set", "interface", "int0", "type=internal",
        "--", "add-br", "xenbr0", "--", "set", "bridge", "xenbr0", "datapath_type=netdev", "other_config:mine=1",
        "--", "set-controller", "xenbr0", "tcp:127.0.0.1:6653",
        "--", "add-port", "xenbr0", "tun0", "--", "set", "interface", "tun0", "type=internal",
    )  # fmt: skip
    await host.link.request(Apply(generation=1, wanted=nic_net("")))
    assert host.get("Bridge", "xenbr0", "external_ids:patchbay-owner") == "PIF:p0"
    assert host.get("Bridge", "xenbr0", "other_config:mine") == "1"
    assert host.vsctl("get-controller", "xenbr0") == "tcp:127.0.0.1:6653"
    assert host.link.state.foreign == ("admin0", "int0", "tun0")
    assert host.vsctl("list-ports", "xenbr0").split() == ["eth0", "tun0"]
    await host.link.request(Apply(generation=2, wanted=HostNet()))
    assert host.vsctl("list-br") == "admin0"
    assert host.vsctl("list-ports", "admin0") == "int0"


async def test_a_nic_is_taken_out_of_somebody_elses_bridge(host):
    host.vsctl(
        "add-br", "old", "--", "set", "bridge", "old", "datapath_type=netdev", "--", "add-port", "old", "eth0",
        "--", "add-br", "xapi1", "old", "7",
    )  # fmt: skip
    net = nic_net("", vlans=(("xapi1", 100, ""),))
    applied = await host.link.request(Apply(generation=1, wanted=net))
    assert applied.state.seen == net
    assert applied.state.problems == ()
    assert host.vsctl("list-ports", "old") == ""
    assert host.vsctl("br-to-vlan", "xapi1") == "100"


async def test_the_address_of_an_installed_host_moves_to_its_bridge(host):
    host.run("ip", "address", "add", "10.9.0.1/24", "dev", "eth0")
    host.run("ip", "route", "add", "default", "via", "10.9.0.254", "dev", "eth0")
    state = (await host.link.request(Observe())).state
    assert "10.9.0.1/24" in next(device for device in state.devices if device.name == "eth0").ipv4
    assert state.ipv4_gateway == "10.9.0.254"
    default = Route(destination="0.0.0.0/0", gateway="10.9.0.254", device="xenbr0", owner="PIF:p0")
    applied = await host.link.request(Apply(generation=1, wanted=nic_net("", routes=(default,))))
    assert applied.state.problems == ()
    assert "10.9.0.1" not in host.run("ip", "address", "show", "eth0")
    assert host.run("ip", "route", "show", "default") == "default via 10.9.0.254 dev xenbr0 proto 80"


async def test_an_older_generation_is_refused(host):
    await host.link.request(Apply(generation=5, wanted=nic_net("")))
    with pytest.raises(Exception, match="stale"):
        await host.link.request(Apply(generation=4, wanted=HostNet()))
    assert host.vsctl("list-br") == "xenbr0"
