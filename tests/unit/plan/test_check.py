import pytest
from plan_host import nic, obedient, replace, state_of
from plan_records import HOST, Records

from toolstack.plan.check import Severity, findings
from toolstack.plan.hostnet import HostNet
from toolstack.plan.hoststate import BondMember, BondState, Problem

STATIC = {"ip_configuration_mode": "Static", "IP": "10.0.0.2", "netmask": "255.255.255.0"}


def sound(**pif):
    records = Records.one_host()
    records.nic(0, **(STATIC | {"management": True, "gateway": "10.0.0.1"} | pif))
    return records


def texts(records, state=None):
    return [
        f"{finding.severity} {finding.subject} {finding.text}" for finding in findings(records.snapshot(), HOST, state)
    ]


def test_a_sound_host_has_no_findings():
    records = sound()
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.vm("vm")
    records.vif("vif", "vm", "net-vlan")
    assert texts(records) == []
    assert texts(records, replace(obedient(records.snapshot()), nics=(nic(0),))) == []


def test_the_worst_comes_first():
    records = sound(gateway="10.9.9.9")
    records.set("net0", other_config={"static-routes": "rubbish"})
    found = findings(records.snapshot(), HOST)
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]


def two_vlans(tag):
    records = sound()
    records.add("host", "host2", name_label="beta")
    records.nic(1, host="host2", network={})
    records.set("pif1", network="net0")
    records.network("net-vlan", "xapi1", name_label="blue")
    records.vlan(9, "pif0", "net-vlan")
    records.vlan(tag, "pif1", "net-vlan", ref="far")
    return records


def test_one_network_two_tags():
    assert texts(two_vlans(10)) == ["warning PIF:vlan9-pif eth0 VLAN 9 has tag 9, network blue on host beta has 10"]
    assert texts(two_vlans(9)) == []


def test_one_tagged_network_on_different_networks():
    records = two_vlans(9)
    records.network("net-other", "xenbr7")
    records.set("pif1", network="net-other")
    assert texts(records) == [
        "warning PIF:vlan9-pif eth0 VLAN 9 and network blue on host beta stand on different networks"
    ]


def vlan_with(**network):
    records = sound()
    records.network("net-vlan", "xapi1", **network)
    records.vlan(9, "pif0", "net-vlan")
    return records


def bond_of(*members):
    records = sound()
    records.set("pif0", ip_configuration_mode="None")
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.bond("bond", "net-bond", list(members), pif=STATIC | {"IP": "10.0.0.3", "management": True})
    records.set("pif0", management=False)
    return records


def broken_vlan():
    records = vlan_with()
    records.rows = [row for row in records.rows if row["ref"] != "vlan9"]
    return records


def same_name():
    records = vlan_with()
    records.network("net-b", "xapi1")
    records.vlan(10, "pif0", "net-b")
    return records


def with_pif(number, **fields):
    records = sound()
    records.nic(number, **fields)
    return records


def with_vif(vm=None, network="net0", **vif):
    records = sound()
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.vm("vm", name_label="web", **(vm or {}))
    records.vif("vif", "vm", network, **vif)
    return records


def twins():
    records = with_vif()
    records.vif("twin", "vm", "net0", device="1")
    return records


def tunnel():
    records = sound()
    records.nic(1)
    records.network("net-tunnel", "xapi5")
    records.tunnel("pif1", "net-tunnel")
    return records


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (vlan_with(MTU=9000), "warning PIF:vlan9-pif eth0 VLAN 9 has MTU 9000, eth0 below it 1500"),
        (vlan_with(MTU=0), "warning network:net-vlan MTU 0 of network"),
        (sound(other_config={"mtu": "big"}), "warning PIF:pif0 other_config:mtu of eth0 is no MTU: big"),
        (broken_vlan(), "error PIF:vlan9-pif eth0 VLAN 9 makes no sense: INTERNAL_ERROR"),
        (same_name(), "error PIF:vlan10-pif eth0 VLAN 10 cannot be attached"),
        (bond_of("pif0"), "info PIF:bond-pif bond bond0 has a single NIC, eth0"),
        (sound(management=False), "warning host:host1 the host has no management interface"),
        (sound(plugged=False), "error PIF:pif0 the management interface eth0 is not plugged"),
        (sound(ip_configuration_mode="None"), "error PIF:pif0 the management interface eth0 has no IP configuration"),
        (with_pif(1, management=True), "error host:host1 the host has 2 management interfaces"),
        (sound(gateway="10.9.9.9"), "error PIF:pif0 gateway 10.9.9.9 of eth0 is outside its subnet: no default route"),
        (sound(netmask="255.0.255.0"), "error PIF:pif0 eth0 is static but 10.0.0.2 255.0.255.0 is no address"),
        (with_pif(1, **STATIC), "error PIF:pif0 eth0 has the same address 10.0.0.2 as eth1 of host host1"),
        (with_pif(1, **(STATIC | {"IP": "10.0.0.3"})), "overlaps eth"),
        (with_vif(vm={}, network="net-vlan", trunks=[3]), "warning VIF:vif the trunks of VIF 0 of web have no effect"),
        (with_vif(qos_algorithm_type="ratelimit"), "warning VIF:vif the traffic of VIF 0 of web is not limited"),
        (with_vif(other_config={"mtu": "x"}), "warning VIF:vif other_config:mtu of VIF 0 of web is no MTU: x"),
        (twins(), "error VIF:twin VIF 1 of web has the hardware address 02:00:00:00:aa:00 like VIF 0 of web"),
        (tunnel(), "warning PIF:tunnel-pif tunnel tunnel0 goes over eth1, which has no address"),
    ],
)
def test_records(records, expected):
    assert any(expected in text for text in texts(records)), texts(records)


def test_routes_that_cannot_be():
    records = sound()
    records.set("net0", name_label="lan", other_config={"static-routes": "1.2.3.0/24/10.9.9.9,1.2.3.0/10.0.0.1"})
    assert texts(records) == [
        "warning network:net0 static-routes of network lan: 1.2.3.0/10.0.0.1 is no subnet/prefixlen/gateway",
        "warning network:net0 static-routes of network lan: gateway 10.9.9.9 to 1.2.3.0/24 is not in a subnet of eth0",
    ]


def test_a_vif_on_a_nic_in_a_bond():
    records = bond_of("pif0", "pif1")
    records.vm("vm")
    records.vif("vif", "vm", "net0")
    assert texts(records) == ["error VIF:vif VIF 0 of vm cannot be joined: network xenbr0 has no bridge on this host"]


def test_bond_overrides_that_mean_nothing():
    records = bond_of("pif0", "pif1")
    records.set("bond-pif", other_config={"bond-mode": "802.3ad", "bond-updelay": "soon", "bond-primary": "eth0"})
    assert texts(records) == [
        "warning PIF:bond-pif other_config:bond-mode of bond bond0 is ignored: 802.3ad",
        "warning PIF:bond-pif other_config:bond-updelay of bond bond0 is ignored: soon",
    ]


# -- the host ------------------------------------------------------------------------------------------


def on_host(records, **fields):
    state = obedient(records.snapshot())
    return texts(records, replace(state, **({"nics": (nic(0), nic(1))} | fields)))


def test_nics_that_are_gone_dead_new_or_replaced():
    records = sound()
    assert "error PIF:pif0 NIC eth0 (02:00:00:00:00:00) is gone" in on_host(records, nics=())
    assert "warning PIF:pif0 NIC eth0 has no carrier" in on_host(records, nics=(nic(0, carrier=False),))
    assert "info host:host1 NIC eth1 has no PIF: PIF.scan makes one" in on_host(records)
    replaced = on_host(records, nics=(nic(0, mac="02:ff:00:00:00:00"),))
    assert replaced[0].startswith("warning PIF:pif0 NIC eth0 has the hardware address 02:ff")


@pytest.mark.parametrize(("second", "severity"), [(True, "warning"), (False, "error")])
def test_bond_members_that_are_down(second, severity):
    members = (BondMember(name="eth0", up=False), BondMember(name="eth1", up=second))
    found = on_host(bond_of("pif0", "pif1"), bonds=(BondState(name="bond0", members=members),))
    assert [text for text in found if text.startswith(f"{severity} PIF:bond-pif bond bond0: eth0")]


def test_a_bridge_that_is_missing_or_not_ours():
    records = sound(currently_attached=True)
    missing = texts(records, replace(state_of(HostNet()), nics=(nic(0),)))
    assert "error PIF:pif0 eth0 is attached but bridge xenbr0 is not there" in missing
    assert any("the host's network is not as wanted: 6 steps to do, bring NIC eth0 up" in text for text in missing)
    foreign = on_host(records, foreign=("xenbr0",))
    assert "error PIF:pif0 bridge xenbr0 of eth0 exists but belongs to somebody else" in foreign


def test_problems_of_the_agent():
    problem = Problem(owner="PIF:pif0", subject="eth0", code="missing-device", text="there is no eth0")
    assert "error PIF:pif0 eth0: there is no eth0 (missing-device)" in on_host(sound(), problems=(problem,))
