"""The agent keeps the network: kills, restarts, drift, NICs that come and go, changes nobody confirms."""

import asyncio
import contextlib
import signal

import pytest

from toolstack.agent.protocol import Apply, Confirm, Observe
from toolstack.api.faults import AgentRefused
from toolstack.lab import fabric
from toolstack.plan.hostnet import Bridge, Dns, HostNet, Interface, Link, Route, Uplink, VifPort, Vlan, pairs

pytestmark = pytest.mark.lab


def net(address="10.9.0.1/24", vlans=(100,), nic="eth0"):
    bridge = f"xenbr{nic[3:]}"
    return HostNet(
        bridges=(Bridge(name=bridge, owner=f"PIF:{nic}", network_uuids=("n",)),),
        vlans=tuple(Vlan(name=f"xapi{tag}", owner=f"PIF:v{tag}", parent=bridge, tag=tag) for tag in sorted(vlans)),
        uplinks=(Uplink(name=nic, owner=f"PIF:{nic}", bridge=bridge, nics=(nic,)),),
        interfaces=(
            *(Interface(name=f"xapi{tag}", owner=f"PIF:v{tag}") for tag in sorted(vlans, key=str)),
            Interface(name=bridge, owner=f"PIF:{nic}", ipv4_mode="static", ipv4=(address,)),
        ),
        links=(Link(name=nic, owner=f"PIF:{nic}"),),
        routes=(Route(destination="0.0.0.0/0", gateway="10.9.0.254", device=bridge, owner=f"PIF:{nic}"),),
    )


async def restart_agent(host):
    await host.disconnect()
    host.start_agent()
    await host.connect()


async def test_a_restarted_agent_changes_nothing(host):
    await host.link.request(Apply(generation=7, wanted=net()))
    cfg = host.get("Open_vSwitch", ".", "next_cfg")
    host.kill(host.agent, signal.SIGTERM)
    await restart_agent(host)
    assert host.link.state.generation == 7
    assert host.link.state.seen == net()
    assert host.get("Open_vSwitch", ".", "next_cfg") == cfg


async def test_what_changed_while_the_agent_was_away_is_made_good_before_anybody_asks(host):
    await host.link.request(Apply(generation=7, wanted=net()))
    host.kill(host.agent)
    host.vsctl("del-br", "xapi100", "--", "set", "bridge", "xenbr0", "fail_mode=secure")
    host.run("ip", "address", "flush", "dev", "xenbr0")
    await restart_agent(host)
    assert host.link.state.seen == net()
    assert host.link.state.problems == ()
    assert host.vsctl("br-to-vlan", "xapi100") == "100"


async def test_vswitchd_may_be_killed(host, ovs_lab):
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    await host.link.request(Apply(generation=1, wanted=net()))
    assert ovs_lab.ping(peer, "10.9.0.1")
    host.kill(host.vswitchd)
    host.start_vswitchd()
    assert ovs_lab.ping(peer, "10.9.0.1", seconds=30)
    applied = await host.link.request(Apply(generation=2, wanted=net(vlans=(100, 101))))
    assert (applied.state.seen, applied.state.problems) == (net(vlans=(100, 101)), ())
    assert applied.state.drift == ()


async def test_ovsdb_server_may_be_killed(host):
    await host.link.request(Apply(generation=1, wanted=net()))
    host.kill(host.ovsdb)
    await host.until(lambda state: any(problem.subject == "openvswitch" for problem in state.problems))
    assert host.link.state.seen == net()
    assert len(host.link.state.nics) == 2
    with pytest.raises(AgentRefused) as caught:
        await host.link.request(Apply(generation=2, wanted=net(vlans=(100, 101))))
    assert (caught.value.code, caught.value.retry) == ("ovs-unreachable", True)
    host.start_ovsdb()
    await host.until(lambda state: state.problems == ())
    applied = await host.link.request(Apply(generation=2, wanted=net(vlans=(100, 101))))
    assert applied.state.seen == net(vlans=(100, 101))


async def test_an_emptied_database_is_filled_again(host):
    await host.link.request(Apply(generation=1, wanted=net()))
    host.vsctl("emer-reset", "--", "del-br", "xenbr0")
    state = await host.until(lambda state: state.drift and state.seen == net())
    assert {drift.owner for drift in state.drift} >= {"PIF:eth0", "PIF:v100"}
    assert "default via 10.9.0.254" in host.run("ip", "route")


@pytest.mark.parametrize(
    "disturb",
    [
        ("ovs-vsctl", "del-port", "eth0"),
        ("ovs-vsctl", "set", "port", "xapi100", "tag=7"),
        ("ovs-vsctl", "del-br", "xapi100"),
        ("ovs-vsctl", "set", "bridge", "xenbr0", "fail_mode=secure"),
        ("ovs-vsctl", "set", "interface", "xenbr0", "mtu_request=1400"),
        ("ip", "address", "del", "10.9.0.1/24", "dev", "xenbr0"),
        ("ip", "address", "add", "10.99.0.1/24", "dev", "xenbr0"),
        ("ip", "route", "del", "default"),
        ("ip", "link", "set", "xenbr0", "down"),
        ("ip", "link", "set", "eth0", "down"),
    ],
    ids=" ".join,
)
async def test_drift_is_repaired_and_told(host, disturb):
    await host.link.request(Apply(generation=1, wanted=net()))
    host.run(*disturb)
    state = await host.until(lambda state: state.drift and state.seen == net())
    assert state.problems == ()
    assert state.drift[-1].owner in ("PIF:eth0", "PIF:v100")
    assert (await host.link.request(Observe())).state.seen == net()


async def test_somebody_who_keeps_undoing_is_answered_slower_and_slower(host):
    await host.link.request(Apply(generation=1, wanted=net()))
    for count in range(1, 4):
        host.vsctl("del-port", "eth0")
        await host.until(lambda state, count=count: len(state.drift) >= count and state.seen == net())
    assert len(host.link.state.drift) >= 3


async def test_foreign_changes_on_our_bridge_are_no_drift(host):
    await host.link.request(Apply(generation=1, wanted=net()))
    host.vsctl(
        "set-controller", "xenbr0", "tcp:127.0.0.1:6653", "--", "set", "bridge", "xenbr0", "protocols=OpenFlow13",
        "external_ids:bridge-id=x", "other_config:flow-limit=1000", "--", "add-port", "xenbr0", "tun0",
        "--", "set", "interface", "tun0", "type=internal",
    )  # fmt: skip
    state = await host.until(lambda state: state.foreign == ("tun0",))
    assert state.drift == ()
    await host.link.request(Apply(generation=2, wanted=net(vlans=(100, 200))))
    assert host.vsctl("get-controller", "xenbr0") == "tcp:127.0.0.1:6653"
    assert host.get("Bridge", "xenbr0", "protocols") == "[OpenFlow13]"
    assert host.get("Bridge", "xenbr0", "external_ids:bridge-id") == "x"


async def test_a_missing_nic_is_a_problem_until_it_is_plugged(host, ovs_lab):
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    wanted = net(nic="eth5")
    applied = await host.link.request(Apply(generation=1, wanted=wanted))
    assert {(p.owner, p.subject, p.code) for p in applied.state.problems} == {("PIF:eth5", "eth5", "missing-device")}
    assert host.vsctl("br-to-vlan", "xapi100") == "100"
    assert "10.9.0.1/24" in host.run("ip", "address", "show", "xenbr5")
    host.add_nic("eth5")
    state = await host.until(lambda state: state.problems == () and state.seen == wanted)
    assert state.drift == ()
    assert "eth5" in [nic.name for nic in state.nics]
    assert ovs_lab.ping(peer, "10.9.0.1")


async def test_cables_and_addresses_are_reported_unasked(host):
    host.cable("eth1", up=False)
    state = await host.until(lambda state: not state.nics[1].carrier)
    assert (state.nics[1].speed, state.nics[1].duplex) == (0, "unknown")
    host.cable("eth1", up=True)
    state = await host.until(lambda state: state.nics[1].carrier)
    assert (state.nics[1].speed, state.nics[1].duplex) == (10000, "full")
    host.run("ip", "address", "add", "192.0.2.1/24", "dev", "eth1")
    await host.until(
        lambda state: any("192.0.2.1/24" in device.ipv4 for device in state.devices if device.name == "eth1")
    )


async def test_an_unconfirmed_change_is_taken_back(host, ovs_lab):
    peer = ovs_lab.peer("a", "10.9.0.2/24")
    await host.link.request(Apply(generation=1, wanted=net()))
    cut_off = net(address="10.99.0.1/24")
    applied = await host.link.request(Apply(generation=2, wanted=cut_off, confirm_within=1.0))
    assert applied.state.seen.interfaces == cut_off.interfaces
    state = await host.until(lambda state: state.seen == net())
    assert [problem.code for problem in state.problems] == ["rolled-back"]
    assert ovs_lab.ping(peer, "10.9.0.1")
    applied = await host.link.request(Apply(generation=3, wanted=net(address="10.9.0.3/24"), confirm_within=60))
    await host.link.request(Confirm(generation=3))
    assert applied.state.problems == ()
    host.kill(host.agent)
    await restart_agent(host)
    assert host.link.state.seen == net(address="10.9.0.3/24")


async def test_it_is_taken_back_although_the_agent_was_killed(host):
    await host.link.request(Apply(generation=1, wanted=net()))
    await host.link.request(Apply(generation=2, wanted=net(address="10.9.0.9/24"), confirm_within=2.0))
    host.kill(host.agent)
    await restart_agent(host)
    await host.until(lambda state: state.seen == net())
    assert host.link.state.generation == 2


async def test_guest_ports_wait_for_their_device(host, ovs_lab):
    port = VifPort(
        name="vif1.0", owner="VIF:x", bridge="xenbr0", tag=100, mac="02:00:00:00:00:01",
        external_ids=pairs({"attached-mac": "02:00:00:00:00:01", "xs-vif-uuid": "x"}),
    )  # fmt: skip
    wanted = HostNet(**{name: getattr(net(), name) for name in HostNet.__struct_fields__} | {"vif_ports": (port,)})
    applied = await host.link.request(Apply(generation=1, wanted=wanted))
    assert [(p.owner, p.code) for p in applied.state.problems] == [("VIF:x", "missing-device")]
    guest = f"{host.entry.namespace}-g"
    fabric.make_namespace(guest)
    ovs_lab.peers.append(guest)
    fabric.ip(host.entry.namespace, f"link add vif1.0 type veth peer name eth0 netns {guest}")
    host.run("ethtool", "-K", "vif1.0", "tx", "off")
    fabric.ip(guest, "address add 10.9.100.1/24 dev eth0", "link set eth0 up")
    state = await host.until(lambda state: state.problems == ())
    assert (state.seen, state.drift) == (wanted, ())
    assert ovs_lab.ping(ovs_lab.peer("v", "10.9.100.2/24", vlan=100), "10.9.100.1")
    host.vsctl("set", "interface", "vif1.0", "external_ids:iface-id=sdn")
    host.run("ip", "link", "del", "vif1.0")
    state = await host.until(lambda state: state.problems != ())
    assert state.drift == ()
    applied = await host.link.request(Apply(generation=2, wanted=net()))
    assert applied.state.problems == ()
    assert "vif1.0" not in host.vsctl("list-ports", "xenbr0")


async def test_the_resolver_is_ours_only_while_it_is_wanted(host):
    path = host.root / "etc" / "resolv.conf"
    path.parent.mkdir()
    path.write_text("nameserver 192.0.2.1\n")
    applied = await host.link.request(Apply(generation=1, wanted=net()))
    assert path.read_text() == "nameserver 192.0.2.1\n"
    assert applied.state.dns_servers == ("192.0.2.1",)
    dns = Dns(servers=("192.0.2.7", "2001:db8::7"), domains=("example.org",))
    fields = {name: getattr(net(), name) for name in HostNet.__struct_fields__}
    applied = await host.link.request(Apply(generation=2, wanted=HostNet(**fields | {"dns": dns})))
    assert path.read_text() == "search example.org\nnameserver 192.0.2.7\nnameserver 2001:db8::7\n"
    assert applied.state.seen.dns == dns
    await host.link.request(Apply(generation=3, wanted=net()))
    assert "192.0.2.7" in path.read_text()


async def test_applies_at_the_same_time_end_with_the_newest(host):
    async def apply(generation):
        with contextlib.suppress(AgentRefused):  # those that a newer one has overtaken
            await host.link.request(Apply(generation=generation, wanted=net(vlans=range(100, 100 + generation))))

    async with asyncio.TaskGroup() as tasks:
        for generation in (3, 1, 5, 2, 4):
            tasks.create_task(apply(generation))
    assert (await host.link.request(Observe())).state.seen == net(vlans=range(100, 105))
