from __future__ import annotations

import pytest
from world import error_of, pairs

from toolstack.datamodel.bond import Bond, BondMode
from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.pbd import Pbd
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.sr import Sr
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import bond, pif, relocation, vlan

LACP = {"hashing_algorithm": "tcpudp_ports", "lacp-time": "slow", "lacp-fallback-ab": "true"}


def joined(world, members=None, **arguments):
    self = bond.create(world.tx, world.network(), members or world.nics[:2], **arguments)
    return self, world.tx.get(Bond, self).master


# -- what a bond is -------------------------------------------------------------------------------------


def test_create(world):
    on = world.network(MTU=9000)
    self = bond.create(world.tx, on, (*world.nics[:2], world.nics[0]))
    record = world.tx.get(Bond, self)
    assert (record.primary_slave, record.mode, dict(record.properties)) == (world.nics[0], BondMode.BALANCE_SLB, {})
    assert (record.auto_update_mac, record.links_up) == (True, 0)
    master = world.pif(record.master)
    assert (master.device, master.MAC, master.MTU, master.VLAN) == ("bond0", "02:00:00:00:00:00", -1, -1)
    assert (master.network, master.host, master.IPv6, master.managed) == (on, world.host, ("",), True)
    assert (master.physical, master.plugged, master.currently_attached) == (False, True, False)
    assert dict(master.properties) == {"gro": "on"}
    assert world.tx.reverse(Bond, "slaves", self) == world.nics[:2]
    assert [world.tx.get(Network, world.network_of(ref)).MTU for ref in world.nics] == [9000, 9000, 1500]


def test_members_are_not_plugged(world):
    world.set(world.nics[1], plugged=True)
    self, _ = joined(world)
    assert [world.pif(ref).plugged for ref in world.nics[:2]] == [False, False]
    assert [world.pif(ref).bond_slave_of for ref in world.nics] == [self, self, NULL]


def test_a_given_mac_is_kept(world):
    self, master = joined(world, MAC="02:AA:00:00:00:01")
    assert world.pif(master).MAC == "02:aa:00:00:00:01"
    assert not world.tx.get(Bond, self).auto_update_mac


def test_a_single_member_is_enough(world):
    self, _ = joined(world, world.nics[:1])
    assert world.tx.reverse(Bond, "slaves", self) == world.nics[:1]


def test_device_numbers_reuse_holes(world):
    first, _ = joined(world, world.nics[:1])
    _, second = joined(world, world.nics[1:2])
    _, elsewhere = joined(world, world.theirs[:1])
    bond.destroy(world.tx, first)
    _, third = joined(world, world.nics[:1])
    assert [world.pif(ref).device for ref in (second, elsewhere, third)] == ["bond1", "bond0", "bond0"]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({}, LACP),
        ({"lacp-time": "fast"}, LACP | {"lacp-time": "fast"}),
        ({"lacp-aggregation-key": "-5"}, LACP | {"lacp-aggregation-key": "-5"}),
    ],
)
def test_lacp_completes_its_properties(world, given, stored):
    self, _ = joined(world, mode=BondMode.LACP, properties=given)
    assert dict(world.tx.get(Bond, self).properties) == stored


@pytest.mark.parametrize("primary", ["management", "with address", "first"])
def test_the_primary_member(world, primary):
    if primary != "first":
        world.set(world.nics[2], ip_configuration_mode=IpConfigurationMode.DHCP)
    if primary == "management":
        world.set(world.nics[1], management=True)
    self, _ = joined(world, world.nics)
    expected = {"management": 1, "with address": 2, "first": 0}[primary]
    assert world.tx.get(Bond, self).primary_slave == world.nics[expected]


# -- what is refused -----------------------------------------------------------------------------------


class Refused:
    def __init__(self, world) -> None:
        self.world, self.network = world, world.network()
        self.members = list(world.nics[:2])
        self.mac, self.properties = "", {}

    @property
    def member(self):
        return self.members[1]

    def unmanaged_network(self):
        self.world.tx.update(Network, self.network, managed=False)
        return ["NETWORK_UNMANAGED", self.network]

    def connected(self):
        existing = vlan.insert(self.world.tx, self.world.nics[2], 7, self.network)[1]
        return ["NETWORK_ALREADY_CONNECTED", self.world.host, existing]

    def sriov_network(self):
        self.world.sriov(self.world.theirs[0], self.network)
        return ["NETWORK_INCOMPATIBLE_WITH_BOND", self.network]

    def mac_invalid(self):
        self.mac = "02:00"
        return ["MAC_INVALID", "02:00"]

    def bad_property(self):
        self.properties = {"lacp-time": "fast"}
        return ["INVALID_VALUE", "properties", "lacp-time = fast"]

    def family(self):
        self.world.set(self.member, primary_address_type=PrimaryAddressType.IPV6)
        return ["PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", self.member]

    def unmanaged(self):
        self.world.set(self.member, managed=False)
        return ["PIF_UNMANAGED", self.member]

    def bonded(self):
        self.world.set(self.member, bond_slave_of=self.world.tx.insert(Bond()))
        return ["PIF_ALREADY_BONDED", self.member]

    def ha(self):
        self.world.set(self.member, management=True)
        self.world.ha()
        return ["HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE"]

    def storage(self):
        self.world.set(self.member, capabilities=("fcoe",))
        sr = self.world.tx.insert(Sr(type="lvmofcoe"))
        self.world.tx.insert(Pbd(host=self.world.host, SR=sr, currently_attached=True))
        return ["PIF_HAS_FCOE_SR_IN_USE", self.member, sr]

    def cross_host(self):
        self.members.append(self.world.theirs[2])
        return ["PIF_CANNOT_BOND_CROSS_HOST"]

    def properties_differ(self):
        self.world.set(self.member, properties={"gro": "off"})
        return ["INCOMPATIBLE_PIF_PROPERTIES"]

    def two_addresses(self):
        for ref in self.members[:2]:
            self.world.set(ref, ip_configuration_mode=IpConfigurationMode.DHCP)
            self.world.set(ref, ipv6_configuration_mode=Ipv6ConfigurationMode.DHCP)
        return ["PIF_BOND_MORE_THAN_ONE_IP"]

    def trunks(self):
        vlan.insert(self.world.tx, self.world.theirs[1], 7, self.network)
        on = self.world.network_of(self.members[0])
        self.world.vif(on, self.world.vm(self.world.host), trunks=(5,))
        return ["NETWORK_INCOMPATIBLE_WITH_TRUNKS", self.network]


ORDER = (
    "unmanaged_network",
    "connected",
    "sriov_network",
    "mac_invalid",
    "bad_property",
    "family",
    "unmanaged",
    "bonded",
    "ha",
    "storage",
    "cross_host",
    "properties_differ",
    "two_addresses",
    "trunks",
)
APART = (("connected", "sriov_network"), ("sriov_network", "trunks"), ("family", "ha"))


@pytest.mark.parametrize("faults", pairs(ORDER, APART))
def test_the_first_fault_in_the_documented_order_wins(world, faults):
    call = Refused(world)
    expected = [getattr(call, fault)() for fault in faults]
    before = world.commit()
    assert (
        error_of(bond.create, world.tx, call.network, call.members, call.mac, properties=call.properties) == expected[0]
    )
    assert world.tx.generation == before.generation


def test_a_bond_needs_members(world):
    assert error_of(bond.create, world.tx, world.network(), ()) == ["PIF_BOND_NEEDS_MORE_MEMBERS"]


def test_only_nics_are_members(world):
    self = vlan.create(world.tx, world.nics[2], 5, world.network())
    tagged = world.tx.get(Vlan, self).untagged_PIF
    world.set(tagged, device_name="eth2-of-old")
    access, logical = world.tunnel(world.nics[2]), world.sriov(world.nics[2])
    _, master = joined(world)
    for ref, expected in (
        (tagged, ["PIF_VLAN_EXISTS", "eth2-of-old"]),
        (access, ["IS_TUNNEL_ACCESS_PIF", access]),
        (logical, ["PIF_IS_SRIOV_LOGICAL", logical]),
        (master, ["PIF_ALREADY_BONDED", master]),
    ):
        assert error_of(bond.create, world.tx, world.network(), [ref]) == expected


def test_ha_protects_management_on_a_vlan_too(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    world.set(world.tx.get(Vlan, self).untagged_PIF, management=True)
    world.ha()
    refused = ["HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE"]
    assert error_of(bond.create, world.tx, world.network(), world.nics[:2]) == refused


def test_vlans_that_would_merge_have_one_address(world):
    for ref in world.nics[:2]:
        self = vlan.create(world.tx, ref, 5, world.network())
        world.static(world.tx.get(Vlan, self).untagged_PIF)
    assert error_of(bond.create, world.tx, world.network(), world.nics[:2]) == ["PIF_BOND_MORE_THAN_ONE_IP"]


# -- what moves ------------------------------------------------------------------------------------------


def test_addresses_and_management_move_onto_the_bond_and_back(world):
    keys = {"domain": "example.org", "defaultroute": "true", "ethtool-tso": "off", "mine": "yes"}
    world.static(world.nics[1], management=True, gateway="10.0.0.1", DNS="8.8.8.8", other_config=keys)
    world.set(world.nics[1], ipv6_configuration_mode=Ipv6ConfigurationMode.STATIC, IPv6=("2001:db8::2/64",))
    world.set(world.nics[1], ipv6_gateway="2001:db8::1", plugged=True, disallow_unplug=True)
    before = relocation.addresses_of(world.pif(world.nics[1]))
    self, ref = joined(world)
    master, member = world.pif(ref), world.pif(world.nics[1])
    assert relocation.addresses_of(master) == before
    assert (master.management, member.management) == (True, False)
    assert (member.ip_configuration_mode, member.IP, member.IPv6) == (IpConfigurationMode.NONE, "", ())
    assert dict(master.other_config) == {"domain": "example.org", "defaultroute": "true"}
    assert dict(member.other_config) == {"ethtool-tso": "off", "mine": "yes"}
    assert (master.disallow_unplug, member.disallow_unplug) == (True, False)
    bond.destroy(world.tx, self)
    member = world.pif(world.nics[1])
    assert relocation.addresses_of(member) == before
    assert (member.management, member.plugged, member.disallow_unplug) == (True, True, True)
    assert dict(member.other_config) == keys


def test_vlans_move_as_new_records_on_the_same_networks(world):
    on = world.network()
    old = vlan.create(world.tx, world.nics[1], 5, on)
    old_pif = world.tx.get(Vlan, old).untagged_PIF
    world.tx.update(Vlan, old, other_config={"a": "b"})
    world.static(old_pif, management=True, other_config={"domain": "example.org"}, disallow_unplug=True)
    self, master = joined(world)
    (new,) = world.tx.reverse(Pif, "VLAN_slave_of", master)
    record = world.tx.get(Vlan, new)
    pif = world.pif(record.untagged_PIF)
    assert world.tx.find(Vlan, old) is None
    assert world.tx.find(Pif, old_pif) is None
    assert (pif.network, pif.device, pif.VLAN, pif.IP) == (on, "bond0", 5, "10.0.0.2")
    assert (pif.management, pif.plugged, pif.disallow_unplug) == (True, True, True)
    assert (dict(pif.other_config), dict(record.other_config)) == ({"domain": "example.org"}, {"a": "b"})
    assert pif.metrics == world.pif(master).metrics
    bond.destroy(world.tx, self)
    (back,) = world.tx.reverse(Pif, "VLAN_slave_of", world.nics[0])
    pif = world.pif(world.tx.get(Vlan, back).untagged_PIF)
    assert (pif.network, pif.device, pif.IP, pif.management) == (on, "eth0", "10.0.0.2", True)
    assert pif.metrics == world.pif(world.nics[0]).metrics


def test_vlans_of_one_tag_become_one(world):
    networks = [world.network(), world.network()]
    first, second = (vlan.create(world.tx, ref, 5, on) for ref, on in zip(world.nics[:2], networks, strict=True))
    world.set(world.tx.get(Vlan, first).untagged_PIF, plugged=False)
    world.static(world.tx.get(Vlan, second).untagged_PIF)
    mine, theirs = world.attached_vif(networks[1]), world.attached_vif(networks[1], world.other)
    _, master = joined(world)
    (only,) = world.tx.reverse(Pif, "VLAN_slave_of", master)
    pif = world.pif(world.tx.get(Vlan, only).untagged_PIF)
    assert (pif.network, pif.plugged, pif.IP) == (networks[0], True, "10.0.0.2")
    assert world.tx.get(Vif, mine).network == networks[0]
    assert world.tx.get(Vif, theirs).network == networks[1]
    assert world.tx.reverse(Network, "PIFs", networks[1]) == ()


def test_tunnels_move_as_new_records(world):
    world.static(world.nics[1])
    access = world.tunnel(world.nics[1])
    on = world.network_of(access)
    self, master = joined(world)
    (new,) = world.tx.reverse(Pif, "tunnel_transport_PIF_of", master)
    pif = world.pif(world.tx.get(Tunnel, new).access_PIF)
    assert world.tx.find(Pif, access) is None
    assert (pif.network, pif.device, pif.metrics) == (on, "tunnel0", world.pif(master).metrics)
    bond.destroy(world.tx, self)
    assert len(world.tx.reverse(Pif, "tunnel_transport_PIF_of", world.nics[1])) == 1


def test_guests_of_the_host_move(world):
    on = world.network_of(world.nics[1])
    mine, theirs = world.attached_vif(on), world.attached_vif(on, world.other)
    either = world.vif(on)
    private = world.network()
    self = vlan.create(world.tx, world.nics[2], 9, private)
    tied_vm = world.vm()
    world.vif(private, tied_vm)
    tied = world.vif(on, tied_vm)
    target = world.network()
    made = bond.create(world.tx, target, world.nics[:2])
    moved = {ref for ref in (mine, theirs, either, tied) if world.tx.get(Vif, ref).network == target}
    assert moved == {mine, tied}
    assert self in world.tx.reverse(Pif, "VLAN_slave_of", world.nics[2])
    bond.destroy(world.tx, made)
    assert world.tx.get(Vif, mine).network == world.network_of(world.nics[0])


def test_a_guest_that_can_start_nowhere_moves_only_from_a_network_of_its_own(world):
    mine, theirs = world.network(), world.network()
    vlan.create(world.tx, world.nics[2], 8, mine)
    vlan.create(world.tx, world.theirs[2], 8, theirs)
    vm = world.vm()
    shared = world.vif(world.network_of(world.nics[0]), vm)
    for on in (mine, theirs):
        world.vif(on, vm)
    assert relocation.local_vifs(world.tx, world.host, [world.network_of(world.nics[0])]) == []
    world.tx.delete(Pif, world.theirs[0])
    assert relocation.local_vifs(world.tx, world.host, [world.network_of(world.nics[0])]) == [shared]


def test_a_cluster_follows(world):
    member = world.tx.insert(ClusterHost(PIF=world.nics[1], enabled=True, host=world.host))
    self, master = joined(world)
    assert master == world.tx.get(ClusterHost, member).PIF
    bond.destroy(world.tx, self)
    assert world.nics[0] == world.tx.get(ClusterHost, member).PIF


# -- destroy and the setters ----------------------------------------------------------------------------


def test_destroy_leaves_nothing_behind(world):
    count = world.metrics_count()
    self, master = joined(world)
    assert bond.destroy(world.tx, self) == (world.nics[0],)
    assert (world.tx.count(Bond), world.tx.find(Pif, master)) == (0, None)
    assert world.tx.count(PifMetrics) == count
    assert [world.pif(ref).bond_slave_of for ref in world.nics] == [NULL] * 3
    assert [world.pif(ref).plugged for ref in world.nics] == [True, True, False]


def test_destroying_an_unplugged_bond_plugs_nothing(world):
    self, master = joined(world)
    world.set(master, plugged=False)
    bond.destroy(world.tx, self)
    assert [world.pif(ref).plugged for ref in world.nics[:2]] == [False, False]


def test_a_bond_without_its_primary_member_goes_to_the_next(world):
    self, master = joined(world)
    world.static(master)
    pif.db_forget(world.tx, world.nics[0])
    assert bond.destroy(world.tx, self) == (world.nics[1],)
    assert world.pif(world.nics[1]).IP == "10.0.0.2"


def test_a_bond_whose_members_were_forgotten_goes_with_what_stands_on_it(world):
    count = world.metrics_count()
    self, master = joined(world)
    world.static(master)
    world.tunnel(world.tx.get(Vlan, vlan.create(world.tx, master, 5, world.network())).untagged_PIF)
    for ref in world.nics[:2]:
        pif.db_forget(world.tx, ref)
    assert bond.destroy(world.tx, self) == ()
    assert [world.tx.count(cls) for cls in (Bond, Vlan, Tunnel)] == [0, 0, 0]
    assert world.metrics_count() == count - 2


def test_a_bond_whose_pif_was_forgotten_frees_its_members(world):
    self, master = joined(world)
    pif.db_forget(world.tx, master)
    assert bond.destroy(world.tx, self) == (world.nics[0],)
    assert [world.pif(ref).bond_slave_of for ref in world.nics[:2]] == [NULL, NULL]


def test_ha_keeps_a_bond_with_management(world):
    self, master = joined(world)
    world.ha()
    tagged = vlan.create(world.tx, master, 5, world.network())
    world.set(world.tx.get(Vlan, tagged).untagged_PIF, management=True)
    assert error_of(bond.destroy, world.tx, self) == ["HA_CANNOT_CHANGE_BOND_STATUS_OF_MGMT_IFACE"]
    world.set(world.tx.get(Vlan, tagged).untagged_PIF, management=False)
    bond.destroy(world.tx, self)


def test_set_mode_keeps_what_the_mode_knows(world):
    self, master = joined(world)
    world.set(master, plugged=False)
    assert bond.set_mode(world.tx, self, BondMode.LACP) == master
    bond.set_property(world.tx, self, "lacp-time", "fast")
    assert dict(world.tx.get(Bond, self).properties) == LACP | {"lacp-time": "fast"}
    assert world.pif(master).plugged
    bond.set_mode(world.tx, self, BondMode.ACTIVE_BACKUP)
    assert dict(world.tx.get(Bond, self).properties) == {}


@pytest.mark.parametrize(
    ("mode", "name", "value"),
    [
        (BondMode.BALANCE_SLB, "hashing_algorithm", "src_mac"),
        (BondMode.ACTIVE_BACKUP, "lacp-time", "fast"),
        (BondMode.LACP, "lacp-time", "never"),
        (BondMode.LACP, "lacp-aggregation-key", "five"),
        (BondMode.LACP, "miimon", "100"),
    ],
)
def test_properties_that_a_mode_does_not_know(world, mode, name, value):
    self, _ = joined(world, mode=mode)
    assert error_of(bond.set_property, world.tx, self, name, value) == [
        "INVALID_VALUE",
        "properties",
        f"{name} = {value}",
    ]
