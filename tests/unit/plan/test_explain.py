from plan_records import HOST, Records

from toolstack.plan.diff import diff
from toolstack.plan.explain import NOTHING, explain, explain_text, owner_names
from toolstack.plan.hostnet import Bridge, Dns, HostNet, Interface, Route, Uplink, VifPort


def told(seen, wanted):
    return [step.describe() for step in diff(seen, wanted)]


def test_nothing_to_do():
    assert explain(()) == explain_text(()) == NOTHING


def test_owners_have_names():
    records = Records.one_host()
    records.nic(0)
    records.network("net-vlan", "xapi1", name_label="blue")
    records.vlan(9, "pif0", "net-vlan")
    records.vm("vm", name_label="web")
    records.vif("vif", "vm", "net-vlan")
    names = owner_names(records.snapshot(), HOST)
    assert names["PIF:vlan9-pif"] == "PIF eth0 VLAN 9"
    assert names["VIF:vif"] == "VIF 0 of web"
    assert names["network:net-vlan"] == "network blue"
    steps = diff(HostNet(), HostNet(bridges=(Bridge(name="xapi1", owner="network:net-vlan"),)))
    assert explain(steps, names) == "1. create bridge xapi1  [network blue]"


def test_numbers_line_up():
    assert explain_text([str(number) for number in range(10)]).splitlines()[0] == " 1. 0"


def test_changes_tell_both_sides():
    was = Bridge(name="b", owner="PIF:a", fail_mode="standalone")
    now = Bridge(name="b", owner="PIF:a", fail_mode="secure", igmp_snooping=True)
    assert told(HostNet(bridges=(was,)), HostNet(bridges=(now,))) == [
        "change bridge b: fail mode standalone -> secure, IGMP snooping unset -> on"
    ]
    was = Interface(name="b", owner="PIF:a", ipv4_mode="static", ipv4=("10.0.0.2/24",))
    now = Interface(name="b", owner="PIF:a", mtu=9000)
    assert told(HostNet(interfaces=(was,)), HostNet(interfaces=(now,))) == [
        "change interface b: MTU 1500 -> 9000, IPv4 mode static -> none, IPv4 addresses 10.0.0.2/24 -> none"
    ]


def test_the_other_steps_in_words():
    bond = Uplink(
        name="bond0", owner="PIF:a", bridge="b", nics=("eth0", "eth1"), mode="lacp", settings=(("miimon", "100"),)
    )
    slower = Uplink(name="bond0", owner="PIF:a", bridge="b", nics=("eth0",), mode="lacp", settings=(("miimon", "200"),))
    port = VifPort(name="vif1.0", owner="VIF:v", bridge="b", trunks=(1, 2))
    route = Route(destination="0.0.0.0/0", gateway="10.0.0.1", device="b", owner="PIF:a")
    other = Route(destination="0.0.0.0/0", gateway="10.0.0.2", device="b", owner="PIF:a")
    seen = HostNet(uplinks=(bond,), vif_ports=(port,), routes=(route,), dns=Dns(servers=("10.0.0.53",)))
    wanted = HostNet(uplinks=(slower,), routes=(other,))
    assert told(seen, wanted) == [
        "take guest interface vif1.0 from b",
        "change bond bond0 on b: NICs eth0 eth1 -> eth0, settings miimon=100 -> miimon=200",
        "change route to 0.0.0.0/0 via 10.0.0.2 on b",
        "leave the resolver to others",
    ]
