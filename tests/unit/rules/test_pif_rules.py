from __future__ import annotations

import pytest
from world import error_of, nic, pairs

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.cluster import Cluster, ClusterOperation
from toolstack.datamodel.cluster_host import ClusterHost
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import bond, pif, scan, vlan

DUPLICATE = "DUPLICATE_PIF_DEVICE_NAME"
NOT_FOUND = "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS"


# -- scan and introduce -------------------------------------------------------------------------------


def test_a_scanned_nic(world):
    found = nic(3, mtu=9000, carrier=True, speed=10000, duplex="full", vendor_id="8086", capabilities=("sriov",))
    (self,) = scan.scan(world.tx, world.host, (found,))
    record, on = world.pif(self), world.tx.get(Network, world.network_of(self))
    assert (record.device, record.MAC, record.MTU, record.VLAN) == ("eth3", "02:00:00:00:00:03", 9000, -1)
    assert (record.physical, record.managed, record.management) == (True, True, False)
    assert (record.plugged, record.currently_attached) == (False, False)
    assert (dict(record.properties), record.capabilities, record.IPv6) == ({"gro": "on"}, ("sriov",), ())
    assert (on.bridge, on.name_label, on.MTU) == ("xenbr3", "Pool-wide network associated with eth3", 1500)
    metrics = world.tx.get(PifMetrics, record.metrics)
    assert (metrics.carrier, metrics.speed, metrics.duplex, metrics.vendor_id) == (True, 10000, True, "8086")


def test_hosts_share_the_network_of_a_position(world):
    assert [world.network_of(ref) for ref in world.nics] == [world.network_of(ref) for ref in world.theirs]


def test_a_second_scan_changes_nothing(world):
    before = world.commit()
    assert scan.scan(world.tx, world.host, (nic(0), nic(1))) == ()
    assert world.tx.generation == before.generation


def test_a_nic_without_position_has_a_bridge_of_its_name(world):
    (self,) = scan.scan(world.tx, world.host, (nic(5, position=-1),))
    assert world.tx.get(Network, world.network_of(self)).bridge == "breth5"


def test_a_pif_follows_its_slot_when_names_change(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    on_top = world.tx.get(Vlan, self).untagged_PIF
    swapped = (nic(1, position=0, capabilities=("sriov",)), nic(0, position=1))
    assert scan.scan(world.tx, world.host, swapped) == ()
    assert [world.pif(ref).device for ref in (*world.nics[:2], on_top)] == ["eth1", "eth0", "eth1"]
    assert (world.pif(world.nics[0]).MAC, world.pif(on_top).MAC) == ("02:00:00:00:00:01", vlan.CONSTANT_MAC)
    assert world.pif(world.nics[0]).capabilities == ("sriov",)


def test_an_unmanaged_nic_has_a_network_without_bridge_for_itself(world):
    found = (nic(3), nic(4))
    first, second = (scan.introduce(world.tx, world.host, "", one.name, found, managed=False) for one in found)
    assert world.network_of(first) != world.network_of(second)
    assert {world.tx.get(Network, world.network_of(ref)).bridge for ref in (first, second)} == {""}
    assert not world.pif(first).managed


def test_a_replaced_nic_takes_over_the_pif_of_its_position(world):
    world.tx.update(Network, world.network_of(world.nics[0]), bridge="xenbr3")
    assert scan.scan(world.tx, world.host, (nic(3, position=3, name="eth9"),)) == ()
    assert world.pif(world.nics[0]).device == "eth9"


def test_introduce(world):
    found = (nic(3),)
    self = scan.introduce(world.tx, world.host, "02:00:00:00:00:03".upper(), "eth3", found)
    assert world.pif(self).MAC == "02:00:00:00:00:03"


@pytest.mark.parametrize(
    ("mac", "device", "expected"),
    [
        ("nonsense", "eth0", ["MAC_INVALID", "nonsense"]),
        ("02:00:00:00:00", "eth3", ["MAC_INVALID", "02:00:00:00:00"]),
        ("02:00:00:00:00:09", "eth0", [DUPLICATE, "eth0"]),
        ("02:00:00:00:00:09", "eth3", [NOT_FOUND, "eth3", "02:00:00:00:00:09"]),
        ("", "eth8", [NOT_FOUND, "eth8", ""]),
    ],
)
def test_introduce_refuses(world, mac, device, expected):
    found = (nic(0), nic(3))
    assert error_of(scan.introduce, world.tx, world.host, mac, device, found) == expected


# -- forget -------------------------------------------------------------------------------------------


class Kept:
    def __init__(self, world) -> None:
        self.world, self.pif = world, world.nics[0]
        world.set(self.pif, currently_attached=True)

    def management(self):
        self.world.set(self.pif, management=True)
        return ["PIF_IS_MANAGEMENT_INTERFACE", self.pif]

    def member(self):
        self.world.set(self.pif, bond_slave_of=self.world.tx.insert(Bond()))
        return ["PIF_ALREADY_BONDED", self.pif]

    def vlan_on_top(self):
        vlan.insert(self.world.tx, self.pif, 5, self.world.network())
        return ["PIF_VLAN_STILL_EXISTS", self.pif]

    def tunnel_on_top(self):
        self.world.tunnel(self.pif)
        return ["PIF_TUNNEL_STILL_EXISTS", self.pif]

    def ha(self):
        self.world.ha()
        return ["HA_IS_ENABLED"]

    def redo_log(self):
        self.world.redo_log()
        return ["REDO_LOG_IS_ENABLED"]

    def sriov(self):
        self.world.sriov(self.pif)
        return ["PIF_SRIOV_STILL_EXISTS", self.pif]

    def cluster(self):
        member = self.world.tx.insert(ClusterHost(PIF=self.pif, enabled=True, host=self.world.host))
        return ["CLUSTERING_ENABLED", member]

    def pinned(self):
        self.world.set(self.pif, disallow_unplug=True)
        return ["PIF_DOES_NOT_ALLOW_UNPLUG", self.pif]


KEPT = ("management", "member", "vlan_on_top", "tunnel_on_top", "ha", "redo_log", "sriov", "cluster", "pinned")


@pytest.mark.parametrize("faults", pairs(KEPT))
def test_what_keeps_a_pif_in_order(world, faults):
    call = Kept(world)
    expected = [getattr(call, fault)() for fault in faults]
    assert error_of(pif.forget, world.tx, call.pif) == expected[0]


def test_tops_of_stacks_are_not_forgotten(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    on_top = world.tx.get(Vlan, self).untagged_PIF
    assert error_of(pif.forget, world.tx, on_top) == ["PIF_VLAN_STILL_EXISTS", on_top]
    logical = world.sriov(world.nics[1])
    assert error_of(pif.forget, world.tx, logical) == ["CANNOT_FORGET_SRIOV_LOGICAL", logical]
    access = world.tunnel(world.nics[1])
    assert error_of(pif.forget, world.tx, access) == ["PIF_TUNNEL_STILL_EXISTS", access]
    joined = bond.create(world.tx, world.network(), world.theirs[:2])
    master = world.tx.get(Bond, joined).master
    assert error_of(pif.forget, world.tx, master) == ["PIF_ALREADY_BONDED", master]


def test_forget_takes_the_metrics_along_and_scan_brings_it_back(world):
    count = world.metrics_count()
    pif.forget(world.tx, world.nics[1])
    assert world.metrics_count() == count - 1
    (again,) = scan.scan(world.tx, world.host, (nic(0), nic(1), nic(2)))
    assert again != world.nics[1]


def test_db_forget_checks_nothing_and_keeps_shared_metrics(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    world.ha()
    count = world.metrics_count()
    pif.db_forget(world.tx, world.tx.get(Vlan, self).untagged_PIF)
    assert world.metrics_count() == count


# -- db_introduce -------------------------------------------------------------------------------------


def introduce(world, **fields):
    given = {"device": "eth7", "network": world.network(), "host": world.host, "VLAN": -1, "physical": True}
    return pif.db_introduce(world.tx, **(given | fields))


def test_db_introduce(world):
    self = introduce(world, MAC="02:00:00:00:00:07", management=True)
    record = world.pif(self)
    assert (record.management, record.currently_attached, record.plugged) == (True, False, False)
    assert (record.bond_slave_of, record.PCI) == (NULL, NULL)
    assert world.tx.find(PifMetrics, record.metrics) is not None


def test_db_introduce_refuses(world):
    trunked = world.network()
    world.vif(trunked, trunks=(1,))
    raised = error_of(introduce, world, network=trunked, VLAN=5, physical=False)
    assert raised == ["NETWORK_INCOMPATIBLE_WITH_TRUNKS", trunked]
    taken = world.network_of(world.nics[0])
    raised = error_of(introduce, world, network=taken)
    assert raised == ["NETWORK_ALREADY_CONNECTED", world.host, world.nics[0]]
    assert error_of(introduce, world, device="eth0") == [DUPLICATE, "eth0"]
    vlan.create(world.tx, world.nics[0], 5, world.network())
    raised = error_of(introduce, world, device="eth0", VLAN=5, physical=False)
    assert raised == ["PIF_VLAN_EXISTS", "eth0"]
    assert error_of(introduce, world, host=NULL) == ["HANDLE_INVALID", "host", NULL]


# -- setters and deprecated messages --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value"), [("gro", "maybe"), ("lro", "on")])
def test_unknown_properties(world, name, value):
    raised = error_of(pif.set_property, world.tx, world.nics[0], name, value)
    assert raised == ["INVALID_VALUE", "properties", f"{name} = {value}"]


def test_properties_belong_to_nics_and_bonds(world):
    self = vlan.create(world.tx, world.nics[2], 5, world.network())
    on_top = world.tx.get(Vlan, self).untagged_PIF
    master = world.tx.get(Bond, bond.create(world.tx, world.network(), world.nics[:2])).master
    for ref in (on_top, world.nics[0]):
        assert error_of(pif.set_property, world.tx, ref, "gro", "off") == ["CANNOT_CHANGE_PIF_PROPERTIES", ref]
    assert pif.set_property(world.tx, master, "gro", "off") == (master,)
    assert [dict(world.pif(ref).properties) for ref in (master, *world.nics[:2])] == [{"gro": "off"}] * 3
    assert pif.set_property(world.tx, world.nics[2], "gro", "off") == ()
    world.set(world.nics[2], plugged=True)
    assert pif.set_property(world.tx, world.nics[2], "gro", "on") == (world.nics[2], on_top)


def test_disallow_unplug(world):
    self = world.nics[0]
    pif.set_disallow_unplug(world.tx, self, True)  # noqa: FBT003
    group = world.tx.insert(Cluster(current_operations={"task": ClusterOperation.ADD}))
    member = world.tx.insert(ClusterHost(PIF=self, enabled=True, host=world.host, cluster=group))
    pif.set_disallow_unplug(world.tx, self, True)  # noqa: FBT003
    assert error_of(pif.set_disallow_unplug, world.tx, self, False) == ["CLUSTERING_ENABLED", member]  # noqa: FBT003
    world.tx.update(ClusterHost, member, enabled=False)
    busy = ["OTHER_OPERATION_IN_PROGRESS", "Cluster", group, "add", "task"]
    assert error_of(pif.set_disallow_unplug, world.tx, self, False) == busy  # noqa: FBT003
    world.tx.update(Cluster, group, current_operations={})
    pif.set_disallow_unplug(world.tx, self, False)  # noqa: FBT003
    assert not world.pif(self).disallow_unplug


def test_create_vlan_by_device(world):
    on = world.network()
    self = pif.create_VLAN(world.tx, "eth1", on, world.other, 5)
    assert (world.pif(self).host, world.pif(self).VLAN) == (world.other, 5)
    assert pif.vlan_of(world.tx, self) == world.pif(self).VLAN_master_of
    raised = error_of(pif.create_VLAN, world.tx, "eth9", world.network(), world.host, 5)
    assert raised == ["INVALID_VALUE", "device", "eth9"]
    assert error_of(pif.vlan_of, world.tx, world.nics[0]) == ["PIF_IS_PHYSICAL"]
