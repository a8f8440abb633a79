import pytest
from plan_records import HOST, Records

from toolstack.datamodel.error import ApiError
from toolstack.plan.wanted import wanted


def one_nic(**pif):
    records = Records.one_host()
    records.nic(0, **pif)
    return records


def net(records):
    return wanted(records.snapshot(), HOST)


def named(values, name):
    return next(value for value in values if value.name == name)


def test_an_unknown_host_is_an_error():
    with pytest.raises(ApiError, match="HANDLE_INVALID"):
        wanted(Records.one_host().snapshot(), "nobody")


def test_other_hosts_are_left_out():
    records = one_nic()
    records.add("host", "host2")
    records.nic(1, host="host2")
    records.vm("vm", resident_on="host2")
    records.vif("vif", "vm", "net0")
    found = net(records)
    assert [bridge.name for bridge in found.bridges] == ["xenbr0"]
    assert found.vif_ports == ()


def test_a_network_with_a_pif_elsewhere_only_is_internal_here():
    records = one_nic()
    records.add("host", "host2")
    records.nic(1, host="host2")
    records.vm("vm")
    records.vif("vif", "vm", "net1")
    bridge = named(net(records).bridges, "xenbr1")
    assert (bridge.owner, bridge.mac, bridge.igmp_snooping) == ("network:net1", "", None)


def test_a_plugged_vif_brings_the_bridge_of_an_unplugged_pif_but_no_address():
    records = one_nic(plugged=False, ip_configuration_mode="Static", IP="10.0.0.2", netmask="255.0.0.0")
    assert net(records).bridges == ()
    records.vm("vm")
    records.vif("vif", "vm", "net0")
    found = net(records)
    assert [bridge.name for bridge in found.bridges] == ["xenbr0"]
    assert found.interfaces[0].ipv4 == ()


@pytest.mark.parametrize(
    "vm",
    [{"domid": -1}, {"power_state": "Suspended"}, {"power_state": "Halted"}, {"resident_on": "OpaqueRef:NULL"}],
)
def test_a_guest_that_does_not_run_here_has_no_port(vm):
    records = one_nic()
    records.vm("vm", **vm)
    records.vif("vif", "vm", "net0")
    assert net(records).vif_ports == ()


def test_a_paused_guest_keeps_its_port():
    records = one_nic()
    records.vm("vm", power_state="Paused")
    records.vif("vif", "vm", "net0")
    assert [port.name for port in net(records).vif_ports] == ["vif5.0"]


def test_a_vlan_on_a_nic_in_a_bond_is_left_out():
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.bond("bond", "net-bond", ["pif0", "pif1"])
    records.vm("vm")
    records.vif("vif", "vm", "net-vlan")
    records.vif("vif-member", "vm", "net0", device="1")
    found = net(records)
    assert (found.vlans, found.vif_ports) == ((), ())
    assert [uplink.name for uplink in found.uplinks] == ["bond0"]


def test_a_broken_record_does_not_take_the_network_from_others():
    records = one_nic()
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.nic(1)
    records.rows = [row for row in records.rows if row["ref"] not in ("vlan9", "net1")]
    assert [bridge.name for bridge in net(records).bridges] == ["xenbr0"]


def test_of_two_vlans_that_claim_one_bridge_name_the_older_wins():
    records = one_nic()
    records.network("net-a", "xapi1")
    records.network("net-b", "xapi1")
    records.vlan(1, "pif0", "net-a")
    records.vlan(2, "pif0", "net-b")
    records.vm("vm")
    records.vif("vif", "vm", "net-b")
    found = net(records)
    assert [(vlan.name, vlan.tag) for vlan in found.vlans] == [("xapi1", 1)]
    assert found.vif_ports == ()


@pytest.mark.parametrize(
    ("other_config", "network", "expected"),
    [
        ({}, 9000, 9000),
        ({"mtu": "1400"}, 9000, 1400),
        ({"mtu": "huge"}, 9000, 9000),
        ({"mtu": "70000"}, 9000, 9000),
        ({"mtu": "²"}, 9000, 9000),
        ({}, 0, 1500),
        ({}, 70000, 1500),
    ],
)
def test_mtu(other_config, network, expected):
    records = Records.one_host()
    records.nic(0, network={"MTU": network}, other_config=other_config)
    found = net(records)
    assert (found.interfaces[0].mtu, found.links[0].mtu) == (expected, expected)


def test_the_mtu_of_a_bond_reaches_all_its_nics():
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0", MTU=1600)
    records.network("net-vlan", "xapi1", MTU=9000)
    records.bond("bond", "net-bond", ["pif0", "pif1"])
    records.vlan(9, "bond-pif", "net-vlan")
    found = net(records)
    assert [(link.name, link.mtu) for link in found.links] == [("eth0", 9000), ("eth1", 9000)]
    assert named(found.interfaces, "xapi0").mtu == 1600


@pytest.mark.parametrize(
    ("other_config", "expected"),
    [
        ({}, {"gro": "on", "lro": "off"}),
        ({"ethtool-gro": "false", "ethtool-lro": "true"}, {"gro": "off", "lro": "on"}),
        ({"ethtool-tso": "perhaps", "ethtool-nope": "on"}, {"gro": "on", "lro": "off"}),
        (
            {"ethtool-speed": "0100", "ethtool-duplex": "half"},
            {"gro": "on", "lro": "off", "speed": "100", "duplex": "half"},
        ),
        ({"ethtool-speed": "-1", "ethtool-duplex": "both"}, {"gro": "on", "lro": "off"}),
        (
            {"ethtool-autoneg": "off", "ethtool-advertise": "0x0F"},
            {"gro": "on", "lro": "off", "autoneg": "off", "advertise": "0x0f"},
        ),
    ],
)
def test_ethtool_keys_of_a_nic(other_config, expected):
    assert dict(net(one_nic(other_config=other_config)).links[0].ethtool) == expected


def test_ethtool_keys_of_a_network_are_for_its_bridge():
    records = Records.one_host()
    records.nic(0, network={"other_config": {"ethtool-tx": "off"}}, properties={})
    found = net(records)
    assert dict(found.interfaces[0].ethtool) == {"tx": "off"}
    assert dict(found.links[0].ethtool) == {"lro": "off"}


@pytest.mark.parametrize(
    ("pool", "network", "pif", "expected"),
    [
        (None, None, None, "standalone"),
        ("secure", None, None, "secure"),
        ("secure", "standalone", None, "standalone"),
        (None, "standalone", "secure", "secure"),
        ("secure", "whatever", None, "standalone"),
    ],
)
def test_fail_mode_comes_from_the_nearest(pool, network, pif, expected):
    def config(value):
        return {} if value is None else {"vswitch-controller-fail-mode": value}

    records = Records.one_host(other_config=config(pool))
    records.nic(0, network={"other_config": config(network)}, other_config=config(pif))
    assert net(records).bridges[0].fail_mode == expected


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("false", False), ("maybe", None), (None, None)])
def test_in_band_control(value, expected):
    config = {} if value is None else {"vswitch-disable-in-band": value}
    assert net(one_nic(other_config=config)).bridges[0].disable_in_band is expected


STATIC = {"ip_configuration_mode": "Static", "netmask": "255.255.255.0"}


def test_the_management_pif_has_the_gateway_and_dns_though_it_is_not_the_first():
    records = one_nic(**STATIC, IP="10.0.0.2", gateway="10.0.0.1", DNS="10.0.0.53")
    records.nic(1, **STATIC, IP="10.1.0.2", gateway="10.1.0.1", DNS="10.1.0.53", management=True)
    found = net(records)
    assert [(route.gateway, route.device) for route in found.routes] == [("10.1.0.1", "xenbr1")]
    assert found.dns.servers == ("10.1.0.53",)


def test_without_management_the_first_one_decides():
    records = one_nic()
    records.nic(1, **STATIC, IP="10.1.0.2", gateway="10.1.0.1")
    records.nic(2, **STATIC, IP="10.2.0.2", gateway="10.2.0.1")
    assert [route.device for route in net(records).routes] == ["xenbr1"]


def test_an_unplugged_pif_decides_nothing():
    records = one_nic(**STATIC, IP="10.0.0.2", gateway="10.0.0.1", plugged=False, other_config={"defaultroute": "true"})
    records.nic(1, **STATIC, IP="10.1.0.2", gateway="10.1.0.1")
    assert [route.device for route in net(records).routes] == ["xenbr1"]


def test_dhcp_decides_on_gateway_and_dns_only_on_one_interface():
    records = one_nic(ip_configuration_mode="DHCP", management=True)
    records.nic(1, ip_configuration_mode="DHCP")
    found = net(records)
    assert [(one.name, one.accept_gateway, one.accept_dns) for one in found.interfaces] == [
        ("xenbr0", True, True),
        ("xenbr1", False, False),
    ]
    assert (found.routes, found.dns) == ((), None)


def test_a_gateway_outside_the_subnet_is_no_route():
    assert net(one_nic(**STATIC, IP="10.0.0.2", gateway="10.9.0.1")).routes == ()


def test_a_netmask_with_holes_is_no_address():
    found = net(one_nic(ip_configuration_mode="Static", IP="10.0.0.2", netmask="255.0.255.0", gateway="10.0.0.1"))
    assert (found.interfaces[0].ipv4_mode, found.interfaces[0].ipv4, found.routes) == ("none", (), ())


def test_ipv6_addresses_are_in_short_form_and_bad_ones_left_out():
    records = one_nic(ipv6_configuration_mode="Static", IPv6=["", "FD00:0:0::2/64", "fd00::9", "x/64"])
    assert net(records).interfaces[0].ipv6 == ("fd00::2/64",)


def test_static_without_dns_empties_the_resolver():
    found = net(one_nic(**STATIC, IP="10.0.0.2", DNS="", other_config={"domain": "a.org, b.org"}))
    assert (found.dns.servers, found.dns.domains) == ((), ("a.org", "b.org"))


@pytest.mark.parametrize(
    ("vif", "network", "expected"),
    [
        ("network_default", "unlocked", ("unlocked", True)),
        ("network_default", "disabled", ("disabled", False)),
        ("unlocked", "disabled", ("unlocked", True)),
        ("locked", "unlocked", ("locked", True)),
        ("disabled", "unlocked", ("disabled", False)),
    ],
)
def test_locking(vif, network, expected):
    records = Records.one_host()
    records.nic(0, network={"default_locking_mode": network})
    records.vm("vm")
    records.vif("vif", "vm", "net0", locking_mode=vif)
    port = net(records).vif_ports[0]
    assert (port.locking, port.carrier) == expected


@pytest.mark.parametrize(
    ("kind", "params", "expected"),
    [
        ("ratelimit", {"kbps": "100"}, 100),
        ("ratelimit", {"kbps": "many"}, 0),
        ("ratelimit", {}, 0),
        ("", {"kbps": "100"}, 0),
        ("leaky", {"kbps": "100"}, 0),
    ],
)
def test_rate_limit(kind, params, expected):
    records = one_nic()
    records.vm("vm")
    records.vif("vif", "vm", "net0", qos_algorithm_type=kind, qos_algorithm_params=params)
    assert net(records).vif_ports[0].rate_kbytes == expected


def test_a_guest_sees_the_carrier_of_the_nic_on_request():
    records = Records.one_host(other_config={"pass_through_pif_carrier": "true"})
    records.nic(0)
    records.set("pif0-metrics", carrier=False)
    records.vm("vm")
    records.vif("vif", "vm", "net0")
    assert not net(records).vif_ports[0].carrier


def test_trunks_mean_nothing_on_a_vlan():
    records = one_nic()
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.vm("vm")
    records.vif("vif", "vm", "net-vlan", trunks=[3, 1])
    records.vif("trunk", "vm", "net0", device="1", trunks=[3, 1])
    assert [(port.tag, port.trunks) for port in net(records).vif_ports] == [(9, ()), (None, (1, 3))]


def test_gateway_and_dns_may_come_from_different_interfaces():
    records = one_nic(ip_configuration_mode="DHCP", other_config={"peerdns": "true"})
    records.nic(1, ip_configuration_mode="DHCP", other_config={"defaultroute": "true"})
    assert [(one.name, one.accept_gateway, one.accept_dns) for one in net(records).interfaces] == [
        ("xenbr0", False, True),
        ("xenbr1", True, False),
    ]


def test_a_static_route_does_not_compete_with_another_to_the_same_place():
    routes = "0.0.0.0/0/10.0.0.9,172.16.0.0/12/10.0.0.7,172.16.0.1/12/10.0.0.8"
    records = Records.one_host()
    records.nic(0, network={"other_config": {"static-routes": routes}}, **STATIC, IP="10.0.0.2", gateway="10.0.0.1")
    assert [(route.destination, route.gateway) for route in net(records).routes] == [
        ("0.0.0.0/0", "10.0.0.1"),
        ("172.16.0.0/12", "10.0.0.7"),
    ]
