from __future__ import annotations

import itertools

import pytest
from world import error_of

from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network, NetworkDefaultLockingMode, NetworkPurpose
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vif_metrics import VifMetrics
from toolstack.rules import bond, bridge, network, plug, vlan


@pytest.fixture(autouse=True)
def _fresh_numbers(monkeypatch):
    monkeypatch.setattr(bridge, "_numbers", itertools.count())


def test_create_fills_in_what_is_not_given(world):
    record = world.tx.get(Network, network.create(world.tx, name_label="a"))
    assert (record.name_label, record.MTU, record.managed, record.bridge) == ("a", 1500, True, "xapi0")
    assert record.default_locking_mode is NetworkDefaultLockingMode.UNLOCKED
    assert (record.tags, dict(record.other_config), record.purpose) == ((), {}, ())


@pytest.mark.parametrize(("given", "stored"), [(0, 1500), (-1, 1500), (9000, 9000)])
def test_an_mtu_of_nothing_means_the_default(world, given, stored):
    self = network.create(world.tx, MTU=given)
    assert stored == world.tx.get(Network, self).MTU
    network.set_MTU(world.tx, self, 1600)
    network.set_MTU(world.tx, self, given)
    assert stored == world.tx.get(Network, self).MTU


def test_bridge_numbers_skip_what_exists_and_are_not_reused(world):
    network.create(world.tx, bridge="xapi0", trusted=True)
    first = network.create(world.tx)
    assert world.tx.get(Network, first).bridge == "xapi1"
    network.destroy(world.tx, first)
    assert world.tx.get(Network, network.create(world.tx)).bridge == "xapi2"


@pytest.mark.parametrize("name", ["xenbr7", "xapi9", "vif1", "tap1", "eth9", "sixteen-letters."])
def test_reserved_and_long_bridge_names_are_refused(world, name):
    assert error_of(network.create, world.tx, bridge=name) == ["INVALID_VALUE", "bridge", name]
    assert world.tx.get(Network, network.create(world.tx, bridge=name, trusted=True)).bridge == name


def test_a_bridge_name_is_used_once(world):
    network.create(world.tx, bridge="lab")
    assert error_of(network.create, world.tx, bridge="lab") == ["BRIDGE_NAME_EXISTS", "lab"]


def test_pool_introduce_checks_nothing(world):
    self = network.pool_introduce(world.tx, "a", "b", 0, {}, "xenbr0", False, (NetworkPurpose.NBD,))  # noqa: FBT003
    record = world.tx.get(Network, self)
    assert (record.MTU, record.bridge, record.managed, record.purpose) == (0, "xenbr0", False, (NetworkPurpose.NBD,))


def test_destroy_names_every_vif_then_every_pif(world):
    self = network.ensure_himn(world.tx)
    used, reserved = world.attached_vif(self), world.vif(self, reserved=True)
    world.vif(self)
    vlan.create(world.tx, world.nics[0], 5, self)
    assert error_of(network.destroy, world.tx, self) == ["NETWORK_CONTAINS_VIF", used, reserved]
    for ref in (used, reserved):
        world.tx.delete(Vif, ref)
    pif = world.tx.reverse(Network, "PIFs", self)[0]
    assert error_of(network.destroy, world.tx, self) == ["NETWORK_CONTAINS_PIF", pif]
    world.tx.delete(Pif, pif)
    assert error_of(network.destroy, world.tx, self) == ["CANNOT_DESTROY_SYSTEM_NETWORK", self]


def test_destroy_removes_detached_vifs(world):
    self = network.create(world.tx)
    metrics = world.tx.insert(VifMetrics())
    world.vif(self, metrics=metrics)
    network.destroy(world.tx, self)
    assert [world.tx.count(cls) for cls in (Vif, VifMetrics)] == [0, 0]


def test_the_locking_mode_is_fixed_while_a_vif_is_attached(world):
    self = network.create(world.tx)
    world.vif(self)
    vif = world.attached_vif(self)
    disabled = NetworkDefaultLockingMode.DISABLED
    assert error_of(network.set_default_locking_mode, world.tx, self, disabled) == ["VIF_IN_USE", self, vif]
    world.tx.update(Vif, vif, currently_attached=False)
    network.set_default_locking_mode(world.tx, self, disabled)
    assert world.tx.get(Network, self).default_locking_mode is disabled


def test_purposes(world):
    nbd, insecure = NetworkPurpose.NBD, NetworkPurpose.INSECURE_NBD
    unmanaged = network.create(world.tx, managed=False)
    self, other = network.create(world.tx), network.create(world.tx)
    assert error_of(network.add_purpose, world.tx, unmanaged, nbd) == ["NETWORK_UNMANAGED", unmanaged]
    network.add_purpose(world.tx, self, nbd)
    network.add_purpose(world.tx, self, nbd)
    assert world.tx.get(Network, self).purpose == (nbd,)
    refused = ["NETWORK_INCOMPATIBLE_PURPOSES", "insecure_nbd", "nbd"]
    assert error_of(network.add_purpose, world.tx, other, insecure) == refused
    network.remove_purpose(world.tx, self, nbd)
    network.remove_purpose(world.tx, self, nbd)
    network.add_purpose(world.tx, other, insecure)
    assert world.tx.get(Network, other).purpose == (insecure,)


def test_the_mtu_of_a_bond_is_that_of_its_members(world):
    on = network.create(world.tx)
    bond.create(world.tx, on, world.nics[:2])
    network.set_MTU(world.tx, on, 9000)
    assert [world.tx.get(Network, world.network_of(ref)).MTU for ref in world.nics] == [9000, 9000, 1500]


def test_attach_wants_the_pif(world):
    on = world.network_of(world.nics[0])
    assert network.attach(world.tx, on, world.host) == world.nics[0]
    assert world.pif(world.nics[0]).plugged
    assert not world.pif(world.theirs[0]).plugged


def test_attach_keeps_a_bridge_without_pif(world):
    self = network.create(world.tx)
    assert network.attach(world.tx, self, world.host) == NULL
    network.attach(world.tx, self, world.host)
    assert world.tx.get(Network, self).attached_on == (world.host,)
    vm = world.vm()
    world.vif(self, vm)
    network.detach_for_vm(world.tx, world.host, vm)
    assert world.tx.get(Network, self).attached_on == ()


def test_attach_refuses_a_bond_member(world):
    bond.create(world.tx, network.create(world.tx), world.nics[:2])
    on = world.network_of(world.nics[0])
    assert error_of(network.attach, world.tx, on, world.host) == ["CANNOT_PLUG_BOND_SLAVE", world.nics[0]]


def test_attach_for_vm_wants_every_network_of_the_vm(world):
    tagged = network.create(world.tx)
    vlan.create(world.tx, world.nics[0], 5, tagged)
    pif = world.tx.reverse(Network, "PIFs", tagged)[0]
    plug.unplug(world.tx, pif)
    vm = world.vm()
    for on in (tagged, world.network_of(world.nics[1]), network.create(world.tx)):
        world.vif(on, vm)
    assert set(network.attach_for_vm(world.tx, world.host, vm)) == {pif, world.nics[1]}
    assert world.pif(pif).plugged
    assert world.pif(world.nics[1]).plugged
    assert not world.pif(world.nics[0]).plugged


def test_attach_for_vm_leaves_alone_what_is_up(world):
    world.set(world.nics[0], plugged=True)
    vm = world.vm()
    world.vif(world.network_of(world.nics[0]), vm)
    before = world.commit()
    network.attach_for_vm(world.tx, world.host, vm)
    assert world.tx.generation == before.generation


def test_the_internal_management_network_is_made_once_and_repaired(world):
    self = network.ensure_himn(world.tx)
    record = world.tx.get(Network, self)
    assert (record.name_label, record.bridge) == ("Host internal management network", "xenapi")
    assert record.other_config["ip_begin"] == "169.254.0.1"
    world.tx.update(Network, self, bridge="other")
    assert network.ensure_himn(world.tx) == self
    assert world.tx.get(Network, self).bridge == "xenapi"
