from __future__ import annotations

import pytest
from world import error_of

from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.plan.change import Update
from toolstack.plan.hoststate import Guest
from toolstack.rules import bond, observation, placement, vif, vlan, vm, vm_operation, vm_power


@pytest.fixture
def self(world):
    return vm.create(world.tx, name_label="a", VCPUs_at_startup=2)


def join(world, self, network, device="0"):
    return vif.create(world.tx, device=device, network=network, VM=self, MAC="")


def get(world, self):
    return world.tx.get(Vm, self)


def run(world, self, host=None, domid=1, *, paused=False):
    vifs = world.tx.reverse(Vm, "VIFs", self)
    vm_power.started(world.tx, self, host or world.host, domid, vifs, paused=paused)


# -- where ------------------------------------------------------------------------------------------------


def only_there(world):
    """A network that only the other host has."""
    found = world.network()
    vlan.create(world.tx, world.theirs[0], 7, found)
    return found


def test_a_host_must_have_the_networks(world, self):
    missing = only_there(world)
    join(world, self, world.network_of(world.nics[0]))
    join(world, self, missing, "1")
    assert error_of(placement.check_boot, world.tx, self, world.host) == ["VM_REQUIRES_NETWORK", self, missing]
    assert placement.possible_hosts(world.tx, self) == (world.other,)
    assert placement.choose(world.tx, self) == world.other


def test_a_member_of_a_bond_does_not_carry_guests(world, self):
    bond.create(world.tx, world.network(), world.nics[1:])
    member = world.network_of(world.nics[1])
    join(world, self, member)
    refused = ["HOST_CANNOT_ATTACH_NETWORK", world.host, member]
    assert error_of(placement.check_boot, world.tx, self, world.host) == refused


def test_an_internal_network_is_where_its_first_guest_is(world, self):
    on = world.network()
    join(world, self, on)
    second = vm.create(world.tx)
    join(world, second, on)
    assert set(placement.possible_hosts(world.tx, second)) == {world.host, world.other}
    run(world, self, world.other)
    assert placement.possible_hosts(world.tx, second) == (world.other,)
    vm_power.halted(world.tx, self)
    assert vm_power.begin_start(world.tx, self, VmOperations.START_ON, "t", world.other) == world.other
    assert placement.possible_hosts(world.tx, second) == (world.other,), "one is about to run there"


@pytest.mark.parametrize("fields", [{"other_config": {"assume_network_is_shared": "true"}}, {"managed": False}])
def test_networks_that_are_everywhere(world, self, fields):
    on = world.network()
    world.tx.update(Network, on, **fields)
    join(world, self, on)
    second = vm.create(world.tx)
    join(world, second, on)
    run(world, self, world.other)
    assert set(placement.possible_hosts(world.tx, second)) == {world.host, world.other}


def test_the_affinity_is_asked_first(world, self):
    assert placement.choose(world.tx, self) == world.host
    world.tx.update(Vm, self, affinity=world.other)
    assert placement.choose(world.tx, self) == world.other


def test_hosts_that_take_no_guests(world, self):
    world.tx.update(Host, world.host, enabled=True)
    world.tx.update(Host, world.other, enabled=False)
    assert error_of(placement.check_boot, world.tx, self, world.other) == ["HOST_DISABLED", world.other]
    world.tx.update(HostMetrics, world.tx.get(Host, world.host).metrics, live=False)
    assert error_of(placement.check_boot, world.tx, self, world.host) == ["HOST_NOT_LIVE"]
    assert error_of(placement.choose, world.tx, self) == ["NO_HOSTS_AVAILABLE"]


def test_one_reason_for_all_hosts_is_given(world, self):
    on = world.network()
    vlan.create(world.tx, world.nics[0], 7, on)
    other = only_there(world)
    join(world, self, on)
    join(world, self, other, "1")
    assert error_of(placement.choose, world.tx, self)[0] == "VM_REQUIRES_NETWORK"


def test_what_can_be_restarted_anywhere(world, self):
    everywhere = world.network_of(world.nics[0])
    join(world, self, everywhere)
    placement.check_agile(world.tx, self)
    internal = world.network()
    join(world, self, internal, "1")
    refused = ["HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED", internal]
    assert error_of(placement.check_agile, world.tx, self) == refused


@pytest.fixture(autouse=True)
def _enabled(world):
    for host in (world.host, world.other):
        world.tx.update(Host, host, enabled=True)


# -- running ----------------------------------------------------------------------------------------------


def test_a_start_shows_what_it_does_and_where(world, self):
    interface = join(world, self, world.network_of(world.nics[0]))
    assert vm_power.begin_start(world.tx, self, VmOperations.START, "t", None) == world.host
    record = get(world, self)
    assert (record.power_state, record.scheduled_to_be_resident_on) == (VmPowerState.HALTED, world.host)
    assert record.current_operations == {"t": VmOperations.START}
    assert list(world.tx.get(Vif, interface).current_operations) == ["t"]
    refused = ["OTHER_OPERATION_IN_PROGRESS", "VM", self, "{start}", "{t}"]
    assert error_of(vm_power.begin_start, world.tx, self, VmOperations.START, "t2", None) == refused
    run(world, self, domid=7)
    vm_power.end_start(world.tx, self, "t")
    record = get(world, self)
    assert (record.power_state, record.domid, record.resident_on) == (VmPowerState.RUNNING, 7, world.host)
    assert record.scheduled_to_be_resident_on == NULL
    assert VmOperations.PAUSE in record.allowed_operations
    assert world.tx.get(VmGuestMetrics, record.guest_metrics).other["feature-static-ip-setting"] == "1"
    assert world.tx.get(Vif, interface).plugged
    assert not world.tx.get(Vif, interface).currently_attached, "that is for the host to say"


def test_an_interface_that_came_during_the_start_is_not_attached(world, self):
    first = join(world, self, world.network_of(world.nics[0]))
    second = join(world, self, world.network_of(world.nics[0]), "1")
    vm_power.started(world.tx, self, world.host, 1, [first], paused=False)
    assert [world.tx.get(Vif, ref).plugged for ref in (first, second)] == [True, False]


def test_a_vm_can_start_paused(world, self):
    run(world, self, paused=True)
    assert get(world, self).power_state is VmPowerState.PAUSED
    vm_power.set_paused(world.tx, self, paused=False)
    assert get(world, self).power_state is VmPowerState.RUNNING
    vm_power.set_paused(world.tx, self, paused=True)
    assert VmOperations.UNPAUSE in get(world, self).allowed_operations


def test_what_is_halted_leaves_no_trace_of_having_run(world, self):
    interface = join(world, self, world.network_of(world.nics[0]))
    before = {key: record for key, record in world.records().items() if key[0] in ("VM", "VIF", "VM_guest_metrics")}
    run(world, self)
    world.tx.update(Vif, interface, currently_attached=True)
    vm_power.halted(world.tx, self)
    after = {key: record for key, record in world.records().items() if key[0] in ("VM", "VIF", "VM_guest_metrics")}
    assert after == before
    commit = world.commit()
    vm_power.halted(world.tx, self)
    vm_power.halted(world.tx, NULL)
    assert world.tx.generation == commit.generation, "doing it again changes nothing"


def test_what_a_report_changes_is_carried_on(world, self):
    interface = join(world, self, world.network_of(world.nics[0]))
    run(world, self)
    observation.record(world.tx, [Update(Vif, interface, {"currently_attached": True})])
    assert "unplug" in world.tx.get(Vif, interface).allowed_operations
    gone = {"power_state": VmPowerState.HALTED, "domid": -1, "resident_on": NULL}
    off = {"plugged": False, "currently_attached": False}
    observation.record(world.tx, [Update(Vm, self, gone), Update(Vif, interface, off)])
    record = get(world, self)
    assert record.guest_metrics == NULL
    assert world.tx.count(VmGuestMetrics) == 0
    assert VmOperations.START in record.allowed_operations
    assert "unplug" not in world.tx.get(Vif, interface).allowed_operations


def test_guests_that_no_record_knows(world, self):
    def strays(*domids):
        guests = [Guest(vm_uuid=get(world, self).uuid, domid=domid) for domid in domids]
        return vm_power.strays(world.tx, world.host, guests)

    uuid = get(world, self).uuid
    assert strays(1) == (uuid,)
    run(world, self, domid=2)
    assert strays(2) == ()
    assert strays(1) == (uuid,), "an earlier one"
    world.tx.update(Vm, self, resident_on=world.other)
    assert strays(2) == (uuid,)
    vm_operation.begin(world.tx, self, VmOperations.HARD_REBOOT, "t")
    assert strays(1, 2, 3) == (), "somebody is at it"
    unknown = Guest(vm_uuid="nobody", domid=9)
    assert vm_power.strays(world.tx, world.host, [unknown]) == ("nobody",)
