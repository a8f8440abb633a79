from __future__ import annotations

import pytest

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.rules import bond, garbage, vlan


def test_a_pool_in_order_is_left_as_it_is(world):
    vlan.create(world.tx, world.nics[0], 5, world.network())
    bond.create(world.tx, world.network(), world.nics[1:])
    world.vif(world.network())
    world.tunnel(world.nics[0])
    before = world.commit()
    assert not garbage.exists(before)
    assert garbage.collect(world.tx) == ()
    assert world.tx.generation == before.generation


def test_a_host_that_is_gone_takes_its_pifs_with_what_they_are_the_top_of(world):
    vlan.create(world.tx, world.theirs[0], 5, world.network())
    bond.create(world.tx, world.network(), world.theirs[1:])
    world.tunnel(world.theirs[0])
    world.sriov(world.theirs[0])
    world.tx.delete(Host, world.other)
    assert garbage.exists(world.tx)
    garbage.collect(world.tx)
    assert {ref for ref, _ in world.tx.all(Pif)} == set(world.nics)
    assert [world.tx.count(cls) for cls in (Bond, Vlan, Tunnel, NetworkSriov)] == [0, 0, 0, 0]
    assert world.metrics_count() == len(world.nics)
    assert not garbage.exists(world.tx)


def test_a_bond_whose_network_is_gone_frees_its_members_and_takes_its_vlans(world):
    network = world.network()
    made = bond.create(world.tx, network, world.nics[1:])
    vlan.create(world.tx, world.tx.get(Bond, made).master, 7, world.network())
    world.tx.delete(Network, network)
    garbage.collect(world.tx)
    assert (world.tx.count(Bond), world.tx.count(Vlan)) == (0, 0)
    assert {ref for ref, _ in world.tx.all(Pif)} == {*world.nics, *world.theirs}
    assert all(world.pif(ref).bond_slave_of == NULL for ref in world.nics)


def test_a_vlan_whose_network_is_gone_leaves_the_metrics_of_its_nic(world):
    network = world.network()
    vlan.create(world.tx, world.nics[0], 5, network)
    world.tx.delete(Network, network)
    garbage.collect(world.tx)
    assert (world.tx.count(Vlan), world.metrics_count()) == (0, len((*world.nics, *world.theirs)))


@pytest.mark.parametrize("missing", ["access", "transport"])
def test_a_tunnel_with_an_end_missing(world, missing):
    access = world.tunnel(world.nics[0])
    world.tx.delete(Pif, access if missing == "access" else world.nics[0])
    garbage.collect(world.tx)
    assert world.tx.count(Tunnel) == 0
    assert world.tx.find(Pif, access) is None


@pytest.mark.parametrize("missing", ["network", "VM"])
def test_a_vif_without_network_or_vm(world, missing):
    network, vm = world.network(), world.vm()
    world.vif(network, vm)
    world.tx.delete(*((Network, network) if missing == "network" else (Vm, vm)))
    ((name, _),) = garbage.collect(world.tx)
    assert name == "VIF"
    assert world.tx.count(Vif) == 0
