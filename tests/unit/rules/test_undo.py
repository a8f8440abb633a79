from __future__ import annotations

import pytest

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.pif import IpConfigurationMode, Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import address, bond, plug, vlan
from toolstack.rules.undo import recorded, undo


@pytest.fixture
def busy(world):
    """A host with everything that a bond moves."""
    world.static(world.nics[0], management=True, plugged=True)
    world.tunnel(world.nics[0])
    for number, ref in enumerate(world.nics[:2]):
        vlan.create(world.tx, ref, 5, world.network())
        vlan.create(world.tx, ref, 6 + number, world.network())
        world.attached_vif(world.network_of(ref))
    return world


def test_a_bond_that_the_host_refused_has_never_been(busy):
    on = busy.network()
    before = busy.commit()
    _, changes = recorded(busy.tx, bond.create, on, busy.nics)
    busy.commit()
    assert undo(busy.tx, changes)
    assert busy.records() == {
        (name, ref): row.record for name, table in before.tables.items() for ref, row in table.items()
    }


def test_a_bond_that_could_not_be_taken_apart_is_whole_again(busy):
    self = bond.create(busy.tx, busy.network(), busy.nics)
    before = busy.records()
    busy.commit()
    _, changes = recorded(busy.tx, bond.destroy, self)
    busy.commit()
    assert undo(busy.tx, changes)
    assert busy.records() == before
    assert busy.tx.reverse(Bond, "slaves", self) == busy.nics


def test_what_others_changed_meanwhile_stays(world):
    world.static(world.nics[0])
    world.commit()
    _, changes = recorded(world.tx, address.reconfigure_ip, world.nics[0], IpConfigurationMode.DHCP, "", "", "", "")
    world.commit()
    plug.plug(world.tx, world.nics[0])
    world.set(world.nics[0], netmask="255.255.0.0")
    assert undo(world.tx, changes)
    pif = world.pif(world.nics[0])
    assert (pif.ip_configuration_mode, pif.IP) == (IpConfigurationMode.STATIC, "10.0.0.2")
    assert (pif.netmask, pif.plugged) == ("255.255.0.0", True)


def test_what_was_built_upon_stays(world):
    on = world.network()
    world.commit()
    self, changes = recorded(world.tx, bond.create, on, world.nics[:2])
    world.commit()
    vlan.create(world.tx, world.tx.get(Bond, self).master, 5, world.network())
    before = world.commit()
    assert not undo(world.tx, changes)
    assert world.tx.generation == before.generation


def test_what_is_gone_meanwhile_is_gone(world):
    on = world.network()
    world.commit()
    self, changes = recorded(world.tx, vlan.create, world.nics[0], 5, on)
    world.commit()
    vlan.destroy(world.tx, self)
    assert undo(world.tx, changes)
    assert (world.tx.count(Vlan), world.tx.find(Vif, self)) == (0, None)


def test_a_mark_is_no_change(world):
    plug.plug(world.tx, world.nics[0])
    world.commit()
    _, changes = recorded(world.tx, plug.plug, world.nics[0])
    assert changes == ()
    assert world.tx.get(Pif, world.nics[0]).plugged
