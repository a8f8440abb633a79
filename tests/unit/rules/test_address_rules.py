from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import error_of, pairs

from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, PrimaryAddressType
from toolstack.rules import address

NONE, DHCP, STATIC = IpConfigurationMode
NONE6, DHCP6, STATIC6, AUTOCONF6 = Ipv6ConfigurationMode
GOOD = ("10.0.0.2", "255.255.255.0", "10.0.0.1", "8.8.8.8")


def test_reconfigure_ip_stores_what_is_given(world):
    self = world.nics[0]
    world.set(self, DNS="1.1.1.1,2001:db8::1")
    address.reconfigure_ip(world.tx, self, STATIC, "10.0.0.2", "255.255.255.0", "10.0.0.1", "8.8.8.8, x,2001:db8::2")
    pif = world.pif(self)
    assert (pif.ip_configuration_mode, pif.IP, pif.netmask) == (STATIC, "10.0.0.2", "255.255.255.0")
    assert (pif.gateway, pif.DNS) == ("10.0.0.1", "8.8.8.8,2001:db8::1")
    address.reconfigure_ip(world.tx, self, DHCP, "", "", "", "")
    pif = world.pif(self)
    assert (pif.ip_configuration_mode, pif.IP, pif.netmask, pif.gateway) == (DHCP, "", "", "")
    assert pif.DNS == "2001:db8::1"


def test_reconfigure_ipv6_stores_what_is_given(world):
    self = world.nics[0]
    world.set(self, DNS="1.1.1.1,2001:db8::1")
    address.reconfigure_ipv6(world.tx, self, STATIC6, "2001:db8::9/64", "2001:db8::f", "2001:db8::2,8.8.8.8")
    pif = world.pif(self)
    assert (pif.ipv6_configuration_mode, pif.IPv6, pif.ipv6_gateway) == (STATIC6, ("2001:db8::9/64",), "2001:db8::f")
    assert pif.DNS == "2001:db8::2,1.1.1.1"
    address.reconfigure_ipv6(world.tx, self, AUTOCONF6, "", "", "")
    assert (world.pif(self).ipv6_configuration_mode, world.pif(self).IPv6) == (AUTOCONF6, ("",))


class Refused:
    """A change that is about to be refused: from static to a broken None."""

    def __init__(self, world) -> None:
        self.world, self.pif, self.mode, self.IP = world, world.nics[0], STATIC, "10.0.0.2"
        self.mask, self.gateway = "255.255.255.0", "10.0.0.1"
        world.set(self.pif, currently_attached=True)

    def unmanaged(self):
        self.world.set(self.pif, managed=False)
        return ["PIF_UNMANAGED", self.pif]

    def ha(self):
        self.world.ha()
        return ["HA_IS_ENABLED"]

    def redo_log(self):
        self.world.redo_log()
        return ["REDO_LOG_IS_ENABLED"]

    def cluster(self):
        return ["CLUSTERING_ENABLED", self.world.tx.insert(ClusterHost(PIF=self.pif, enabled=True))]

    def bad_address(self):
        self.IP = "10.0.0"
        return ["INVALID_IP_ADDRESS_SPECIFIED", "IP"]

    def bad_netmask(self):
        self.mask = "24"
        return ["INVALID_IP_ADDRESS_SPECIFIED", "netmask"]

    def bad_gateway(self):
        self.gateway = "fe80::1"
        return ["INVALID_IP_ADDRESS_SPECIFIED", "gateway"]

    def management(self):
        self.world.set(self.pif, management=True)
        self.mode = NONE
        return ["PIF_IS_MANAGEMENT_INTERFACE", self.pif]


ORDER = ("unmanaged", "ha", "redo_log", "cluster", "bad_address", "bad_netmask", "bad_gateway", "management")


@pytest.mark.parametrize("faults", pairs(ORDER))
def test_the_first_fault_in_the_documented_order_wins(world, faults):
    call = Refused(world)
    expected = [getattr(call, fault)() for fault in faults]
    before = world.commit()
    arguments = (call.pif, call.mode, call.IP, call.mask, call.gateway, "")
    assert error_of(address.reconfigure_ip, world.tx, *arguments) == expected[0]
    assert world.tx.generation == before.generation


@pytest.mark.parametrize(
    ("IP", "netmask", "gateway", "blamed"),
    [
        ("", "255.255.255.0", "", "IP"),
        ("10.0.0.2", "", "", "netmask"),
        ("10.0.0.2", "255.0.255.0", "", "netmask"),
        ("10.0.0.2", "0.0.0.255", "", "netmask"),
        ("10.0.0.2", "255.255.255.0", "10.0.1.1", "gateway"),
        ("10.0.0.2", "255.255.255.0", "10.0.0.256", "gateway"),
        ("224.0.0.1", "255.255.255.0", "", "IP"),
        ("0.0.0.0", "255.255.255.0", "", "IP"),
        ("10.0.0.02", "255.255.255.0", "", "IP"),
    ],
)
def test_what_a_host_would_refuse_is_refused_before(world, IP, netmask, gateway, blamed):
    raised = error_of(address.reconfigure_ip, world.tx, world.nics[0], STATIC, IP, netmask, gateway, "")
    assert raised == ["INVALID_IP_ADDRESS_SPECIFIED", blamed]


def test_while_ha_is_on_only_the_dns_of_a_static_pif_may_change(world):
    self = world.nics[0]
    world.static(self, "10.0.0.2", gateway="10.0.0.1", currently_attached=True)
    world.ha()
    address.reconfigure_ip(world.tx, self, STATIC, *GOOD)
    assert world.pif(self).DNS == "8.8.8.8"
    changed = ("10.0.0.3", *GOOD[1:])
    assert error_of(address.reconfigure_ip, world.tx, self, STATIC, *changed) == ["HA_IS_ENABLED"]
    assert error_of(address.reconfigure_ip, world.tx, self, DHCP, *GOOD) == ["HA_IS_ENABLED"]
    world.set(self, currently_attached=False)
    address.reconfigure_ip(world.tx, self, DHCP, *GOOD)


@pytest.mark.parametrize(
    ("IPv6", "gateway", "expected"),
    [
        ("2001:db8::9", "", ["INVALID_CIDR_ADDRESS_SPECIFIED", "IPv6"]),
        ("2001:db8::9/129", "", ["INVALID_CIDR_ADDRESS_SPECIFIED", "IPv6"]),
        ("10.0.0.2/24", "", ["INVALID_CIDR_ADDRESS_SPECIFIED", "IPv6"]),
        ("2001:db8::9/64", "10.0.0.1", ["INVALID_IP_ADDRESS_SPECIFIED", "gateway"]),
        ("nonsense", "nonsense", ["INVALID_IP_ADDRESS_SPECIFIED", "gateway"]),
    ],
)
def test_reconfigure_ipv6_refuses(world, IPv6, gateway, expected):
    assert error_of(address.reconfigure_ipv6, world.tx, world.nics[0], STATIC6, IPv6, gateway, "") == expected


def test_the_management_interface_keeps_an_address_of_its_primary_family(world):
    self = world.nics[0]
    world.set(self, management=True)
    refused = ["PIF_IS_MANAGEMENT_INTERFACE", self]
    none = (NONE, "", "", "", "")
    assert error_of(address.reconfigure_ip, world.tx, self, *none) == refused
    address.reconfigure_ipv6(world.tx, self, NONE6, "", "", "")
    world.set(self, primary_address_type=PrimaryAddressType.IPV6)
    address.reconfigure_ip(world.tx, self, *none)
    assert error_of(address.reconfigure_ipv6, world.tx, self, NONE6, "", "", "") == refused


def test_primary_address_type(world):
    self, rule = world.nics[0], address.set_primary_address_type
    rule(world.tx, self, PrimaryAddressType.IPV6)
    assert world.pif(self).primary_address_type is PrimaryAddressType.IPV6
    world.set(self, management=True, currently_attached=True)
    assert error_of(rule, world.tx, self, PrimaryAddressType.IPV4) == ["PIF_IS_MANAGEMENT_INTERFACE", self]
    world.redo_log()
    assert error_of(rule, world.tx, self, PrimaryAddressType.IPV4) == ["REDO_LOG_IS_ENABLED"]
    world.ha()
    assert error_of(rule, world.tx, self, PrimaryAddressType.IPV4) == ["HA_IS_ENABLED"]


@given(st.integers(0, 32))
def test_prefix_lengths(length):
    bits = (0xFFFFFFFF << (32 - length)) & 0xFFFFFFFF
    dotted = ".".join(str(bits >> shift & 255) for shift in (24, 16, 8, 0))
    assert address.prefix_length(dotted) == length


@given(st.integers(0, 0xFFFFFFFF))
def test_a_netmask_without_holes_has_a_prefix_length(bits):
    dotted = ".".join(str(bits >> shift & 255) for shift in (24, 16, 8, 0))
    contiguous = "01" not in f"{bits:032b}"
    assert (address.prefix_length(dotted) >= 0) is contiguous
