from __future__ import annotations

import pytest
from world import error_of, pairs

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.pci import Pci
from toolstack.datamodel.pif import Pif, PrimaryAddressType
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import bond, pif, vlan


def made(world, self) -> tuple[Vlan, Pif]:
    record = world.tx.get(Vlan, self)
    return record, world.pif(record.untagged_PIF)


def test_create_makes_two_records_that_know_each_other(world):
    on = world.network()
    world.set(world.nics[0], MTU=1600, primary_address_type=PrimaryAddressType.IPV6)
    self = vlan.create(world.tx, world.nics[0], 5, on)
    record, pif = made(world, self)
    assert (record.tagged_PIF, record.tag, pif.VLAN_master_of) == (world.nics[0], 5, self)
    assert (pif.device, pif.VLAN, pif.MAC, pif.MTU) == ("eth0", 5, "fe:ff:ff:ff:ff:ff", 1600)
    assert (pif.network, pif.host, pif.IPv6, dict(pif.properties)) == (on, world.host, ("",), {})
    assert pif.metrics == world.pif(world.nics[0]).metrics
    assert pif.primary_address_type is PrimaryAddressType.IPV6
    assert (pif.plugged, pif.currently_attached, pif.physical) == (True, False, False)
    assert not world.pif(world.nics[0]).plugged
    assert world.tx.reverse(Pif, "VLAN_slave_of", world.nics[0]) == (self,)


@pytest.mark.parametrize("tag", [0, 1, 4094])
def test_tags(world, tag):
    assert tag == made(world, vlan.create(world.tx, world.nics[0], tag, world.network()))[1].VLAN


class Refused:
    """A VLAN.create that is about to be refused, for reasons that add up."""

    def __init__(self, world) -> None:
        self.world, self.tag, self.foreign = world, 5, ()
        self.network, self.pif = world.network(), world.nics[0]

    def unmanaged_network(self):
        self.world.tx.update(Network, self.network, managed=False)
        return ["NETWORK_UNMANAGED", self.network]

    def connected(self):
        existing = self.world.tx.get(
            Vlan, vlan.insert(self.world.tx, self.world.nics[2], 7, self.network)[0]
        ).untagged_PIF
        return ["NETWORK_ALREADY_CONNECTED", self.world.host, existing]

    def unmanaged_pif(self):
        self.world.set(self.pif, managed=False)
        return ["PIF_UNMANAGED", self.pif]

    def member(self):
        self.world.set(self.pif, bond_slave_of=self.world.tx.insert(Bond()))
        return ["CANNOT_ADD_VLAN_TO_BOND_SLAVE", self.pif]

    def vlan_pif(self):
        self.pif = vlan.insert(self.world.tx, self.pif, 9, self.world.network())[1]
        return ["PIF_IS_VLAN", self.pif]

    def access_pif(self):
        self.pif = self.world.tunnel(self.pif)
        return ["IS_TUNNEL_ACCESS_PIF", self.pif]

    def sriov_network(self):
        self.world.sriov(self.world.theirs[1], self.network)
        return ["NETWORK_INCOMPATIBLE_WITH_VLAN_ON_BRIDGE", self.network]

    def bad_tag(self):
        self.tag = 4095
        return ["VLAN_TAG_INVALID", "4095"]

    def same_tag(self):
        vlan.insert(self.world.tx, self.pif, 5, self.world.network())
        return ["PIF_VLAN_EXISTS", "eth0"]

    def foreign_device(self):
        self.foreign = ("eth0.5",)
        return ["VLAN_IN_USE", "eth0", "5"]

    def trunk(self):
        self.world.vif(self.network, trunks=(7,))
        return ["NETWORK_INCOMPATIBLE_WITH_TRUNKS", self.network]


ORDER = (
    "unmanaged_network",
    "connected",
    "unmanaged_pif",
    "member",
    "vlan_pif",
    "access_pif",
    "sriov_network",
    "bad_tag",
    "same_tag",
    "foreign_device",
    "trunk",
)
APART = (
    ("unmanaged_pif", "vlan_pif", "access_pif"),
    ("member", "vlan_pif", "access_pif"),
    ("connected", "sriov_network"),
    ("bad_tag", "same_tag", "foreign_device"),
)


@pytest.mark.parametrize("faults", pairs(ORDER, APART))
def test_the_first_fault_in_the_documented_order_wins(world, faults):
    call = Refused(world)
    expected = [getattr(call, fault)() for fault in faults]
    before = world.commit()
    raised = error_of(vlan.create, world.tx, call.pif, call.tag, call.network, call.foreign)
    assert raised == expected[0]
    assert world.tx.generation == before.generation


@pytest.mark.parametrize("tag", [-1, 4095, 100000])
def test_tags_out_of_range(world, tag):
    raised = error_of(vlan.create, world.tx, world.nics[0], tag, world.network())
    assert raised == ["VLAN_TAG_INVALID", str(tag)]


def test_a_vlan_on_sriov_wants_others_of_its_kind(world):
    logical, bridged = world.sriov(world.nics[0]), world.network()
    vlan.create(world.tx, world.theirs[1], 5, bridged)
    raised = error_of(vlan.create, world.tx, logical, 5, bridged)
    assert raised == ["NETWORK_INCOMPATIBLE_WITH_VLAN_ON_SRIOV", bridged]


def test_a_vlan_on_sriov_wants_the_same_model_of_nic(world):
    for ref, device in ((world.nics[0], "10fb"), (world.theirs[0], "1572")):
        world.set(ref, PCI=world.tx.insert(Pci(vendor_id="8086", device_id=device)))
    on = world.network()
    vlan.create(world.tx, world.sriov(world.theirs[0]), 5, on)
    logical = world.sriov(world.nics[0])
    raised = error_of(vlan.create, world.tx, logical, 5, on)
    assert raised == ["NETWORK_HAS_INCOMPATIBLE_VLAN_ON_SRIOV_PIFS", logical, on]
    world.set(world.theirs[0], PCI=world.pif(world.nics[0]).PCI)
    pif = made(world, vlan.create(world.tx, logical, 5, on))[1]
    assert pif.plugged
    assert world.pif(logical).plugged
    assert world.pif(world.nics[0]).plugged


def test_a_vlan_on_a_bond(world):
    self = bond.create(world.tx, world.network(), world.nics[:2])
    pif = made(world, vlan.create(world.tx, world.tx.get(Bond, self).master, 5, world.network()))[1]
    assert pif.device == "bond0"


def test_destroy_removes_both_and_keeps_the_shared_metrics(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    pif = world.tx.get(Vlan, self).untagged_PIF
    metrics = world.metrics_count()
    vlan.destroy(world.tx, self)
    assert world.tx.find(Vlan, self) is None
    assert world.tx.find(Pif, pif) is None
    assert world.metrics_count() == metrics


def test_destroy_of_a_vlan_without_pif(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    world.tx.delete(Pif, world.tx.get(Vlan, self).untagged_PIF)
    vlan.destroy(world.tx, self)
    assert world.tx.count(Vlan) == 0


def test_destroy_of_a_vlan_whose_nic_was_forgotten(world):
    self = vlan.create(world.tx, world.nics[0], 5, world.network())
    pif.db_forget(world.tx, world.nics[0])
    vlan.destroy(world.tx, self)
    assert world.tx.count(Vlan) == 0
    assert world.tx.count(Pif) == len(world.nics) + len(world.theirs) - 1


class Kept:
    """A VLAN.destroy that is about to be refused."""

    def __init__(self, world) -> None:
        self.world = world
        self.network = world.network()
        self.vlan = vlan.create(world.tx, world.nics[0], 5, self.network)
        self.pif = world.tx.get(Vlan, self.vlan).untagged_PIF
        world.set(self.pif, currently_attached=True)

    def member(self):
        self.world.set(self.pif, bond_slave_of=self.world.tx.insert(Bond()))
        return ["PIF_ALREADY_BONDED", self.pif]

    def ha(self):
        self.world.ha()
        return ["HA_IS_ENABLED"]

    def redo_log(self):
        self.world.redo_log()
        return ["REDO_LOG_IS_ENABLED"]

    def physical(self):
        self.world.set(self.pif, VLAN=-1)
        return ["PIF_IS_PHYSICAL"]

    def unmanaged(self):
        self.world.set(self.pif, managed=False)
        return ["PIF_UNMANAGED", self.pif]

    def management(self):
        self.world.set(self.pif, management=True)
        return ["PIF_IS_MANAGEMENT_INTERFACE", self.pif]

    def guest(self):
        return ["VIF_IN_USE", self.network, self.world.attached_vif(self.network)]

    def pinned(self):
        self.world.set(self.pif, disallow_unplug=True)
        return ["PIF_DOES_NOT_ALLOW_UNPLUG", self.pif]


KEPT = ("member", "ha", "redo_log", "physical", "unmanaged", "management", "guest", "pinned")


@pytest.mark.parametrize("faults", pairs(KEPT))
def test_what_keeps_a_vlan_in_order(world, faults):
    call = Kept(world)
    expected = [getattr(call, fault)() for fault in faults]
    assert error_of(vlan.destroy, world.tx, call.vlan) == expected[0]
    assert world.tx.find(Pif, call.pif) is not None


def test_pool_introduce_shares_the_metrics(world):
    on = world.network()
    untagged = world.tx.insert(
        Pif(device="eth0", network=on, host=world.host, VLAN=5, metrics=world.tx.insert(PifMetrics()))
    )
    metrics = world.metrics_count()
    self = vlan.pool_introduce(world.tx, world.nics[0], untagged, 5, {"a": "b"})
    assert world.pif(untagged).VLAN_master_of == self
    assert world.pif(untagged).metrics == world.pif(world.nics[0]).metrics
    assert world.metrics_count() == metrics - 1
    raised = error_of(vlan.pool_introduce, world.tx, world.nics[0], untagged, 5, {})
    assert raised == ["PIF_VLAN_EXISTS", "eth0"]


def test_everywhere_or_nowhere(world):
    on = world.network()
    tagged = [(world.nics[0], ()), (world.theirs[0], ())]
    pifs = vlan.create_everywhere(world.tx, tagged, 5, on)
    assert [world.pif(ref).host for ref in pifs] == [world.host, world.other]
    taken = [(world.nics[1], ()), (world.theirs[0], ())]
    assert error_of(vlan.create_everywhere, world.tx, taken, 5, world.network())[0] == "PIF_VLAN_EXISTS"
    assert NULL not in pifs
