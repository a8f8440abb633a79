from __future__ import annotations

import pytest
from world import error_of, pairs

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.pbd import Pbd
from toolstack.datamodel.pif import IpConfigurationMode, Pif
from toolstack.datamodel.sr import Sr
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.rules import bond, plug, vlan


def plugged(world):
    return {ref for ref, pif in world.tx.all(Pif) if pif.plugged}


def test_plug_says_what_is_wanted_and_nothing_else(world):
    plug.plug(world.tx, world.nics[0])
    assert plugged(world) == {world.nics[0]}
    assert not world.pif(world.nics[0]).currently_attached


def test_plugging_again_marks_the_pif(world):
    plug.plug(world.tx, world.nics[0])
    before = world.commit()
    plug.plug(world.tx, world.nics[0])
    assert world.tx.row(Pif, world.nics[0]).modified > before.row(Pif, world.nics[0]).modified


def test_an_unmanaged_pif_is_not_plugged(world):
    world.set(world.nics[0], managed=False)
    for rule in (plug.plug, plug.unplug):
        assert error_of(rule, world.tx, world.nics[0]) == ["PIF_UNMANAGED", world.nics[0]]


def test_a_bond_member_is_not_plugged_and_its_unplug_does_nothing(world):
    bond.create(world.tx, world.network(), world.nics[:2])
    up = plugged(world)
    assert error_of(plug.plug, world.tx, world.nics[0]) == ["CANNOT_PLUG_BOND_SLAVE", world.nics[0]]
    plug.unplug(world.tx, world.nics[0])
    assert plugged(world) == up


def test_a_tunnel_needs_an_addressed_transport(world):
    access = world.tunnel(world.nics[0])
    assert error_of(plug.plug, world.tx, access) == ["TRANSPORT_PIF_NOT_CONFIGURED", world.nics[0]]
    world.set(world.nics[0], ip_configuration_mode=IpConfigurationMode.DHCP)
    plug.plug(world.tx, access)
    assert plugged(world) == {access, world.nics[0]}
    plug.unplug(world.tx, world.nics[0])
    assert plugged(world) == set()


def test_vlans_stay_up_without_their_parent(world):
    self = world.tx.get(Vlan, vlan.create(world.tx, world.nics[0], 5, world.network())).untagged_PIF
    plug.plug(world.tx, world.nics[0])
    plug.unplug(world.tx, world.nics[0])
    assert plugged(world) == {self}


def test_sriov_goes_up_and_down_with_its_nic(world):
    logical = world.sriov(world.nics[0])
    on_top = world.tx.get(Vlan, vlan.create(world.tx, logical, 5, world.network())).untagged_PIF
    assert plugged(world) == {on_top, logical, world.nics[0]}
    plug.unplug(world.tx, world.nics[0])
    assert plugged(world) == set()
    plug.plug(world.tx, on_top)
    plug.unplug(world.tx, logical)
    assert plugged(world) == {world.nics[0]}


def test_plugging_a_member_with_virtual_functions_plugs_its_bond(world):
    world.sriov(world.nics[0])
    master = world.tx.get(Bond, bond.create(world.tx, world.network(), world.nics[:2])).master
    plug.unplug(world.tx, master)
    plug.plug(world.tx, world.nics[0])
    assert plugged(world) == {master}


def test_a_bond_takes_the_mac_of_its_primary_member_again(world):
    self = bond.create(world.tx, world.network(), world.nics[:2])
    master = world.tx.get(Bond, self).master
    world.set(world.nics[0], MAC="02:00:00:00:00:77")
    plug.plug(world.tx, master)
    assert world.pif(master).MAC == "02:00:00:00:00:77"
    world.tx.update(Bond, self, auto_update_mac=False)
    world.set(world.nics[0], MAC="02:00:00:00:00:78")
    plug.plug(world.tx, master)
    assert world.pif(master).MAC == "02:00:00:00:00:77"


class Up:
    def __init__(self, world) -> None:
        self.world, self.pif = world, world.nics[0]
        self.network = world.network_of(self.pif)
        world.set(self.pif, currently_attached=True, plugged=True)

    def unmanaged(self):
        self.world.set(self.pif, managed=False)
        return ["PIF_UNMANAGED", self.pif]

    def ha(self):
        self.world.ha()
        return ["HA_IS_ENABLED"]

    def redo_log(self):
        self.world.redo_log()
        return ["REDO_LOG_IS_ENABLED"]

    def management(self):
        self.world.set(self.pif, management=True)
        return ["PIF_IS_MANAGEMENT_INTERFACE", self.pif]

    def guest(self):
        return ["VIF_IN_USE", self.network, self.world.attached_vif(self.network)]

    def pinned(self):
        self.world.set(self.pif, disallow_unplug=True)
        return ["PIF_DOES_NOT_ALLOW_UNPLUG", self.pif]

    def storage(self):
        self.world.set(self.pif, capabilities=("fcoe",))
        sr = self.world.tx.insert(Sr(type="lvmofcoe"))
        self.world.tx.insert(Pbd(host=self.world.host, SR=sr, currently_attached=True))
        return ["PIF_HAS_FCOE_SR_IN_USE", self.pif, sr]


ORDER = ("unmanaged", "ha", "redo_log", "management", "guest", "pinned", "storage")


@pytest.mark.parametrize("faults", pairs(ORDER))
def test_what_keeps_a_pif_up_in_order(world, faults):
    call = Up(world)
    expected = [getattr(call, fault)() for fault in faults]
    before = world.commit()
    assert error_of(plug.unplug, world.tx, call.pif) == expected[0]
    assert world.tx.generation == before.generation


@pytest.mark.parametrize("fault", ["ha", "redo_log"])
def test_protection_is_about_attached_pifs(world, fault):
    call = Up(world)
    getattr(call, fault)()
    world.set(call.pif, currently_attached=False)
    plug.unplug(world.tx, call.pif)


def test_guests_elsewhere_do_not_matter(world):
    call = Up(world)
    world.attached_vif(call.network, world.other)
    world.vif(call.network)
    plug.unplug(world.tx, call.pif)
    assert plugged(world) == set()


def test_a_guest_about_to_attach_counts(world):
    call = Up(world)
    vm = world.vm(scheduled_to_be_resident_on=world.host)
    vif = world.vif(call.network, vm, current_operations={"task": VifOperations.ATTACH})
    assert error_of(plug.unplug, world.tx, call.pif) == ["VIF_IN_USE", call.network, vif]
    world.tx.update(Vif, vif, current_operations={})
    world.tx.update(Vif, vif, currently_attached=True)
    world.tx.update(Vm, vm, resident_on=world.host, power_state=VmPowerState.SUSPENDED)
    plug.unplug(world.tx, call.pif)


def test_what_goes_down_along_is_checked_too(world):
    world.set(world.nics[0], ip_configuration_mode=IpConfigurationMode.DHCP)
    access = world.tunnel(world.nics[0])
    plug.plug(world.tx, access)
    world.set(access, disallow_unplug=True)
    before = world.commit()
    assert error_of(plug.unplug, world.tx, world.nics[0]) == ["PIF_DOES_NOT_ALLOW_UNPLUG", access]
    assert world.tx.generation == before.generation
