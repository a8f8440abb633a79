"""The table of what may be done to a VM."""

from __future__ import annotations

import pytest
from world import error_of

from toolstack.datamodel.model import NULL
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.rules import vif, vm_operation

EXPECTED = {
    "Halted": "start start_on clone copy make_into_template destroy changing_VCPUs changing_static_range"
    " changing_dynamic_range",
    "Running": "pause clean_shutdown clean_reboot hard_shutdown hard_reboot changing_dynamic_range",
    "Paused": "unpause hard_shutdown hard_reboot",
    "Suspended": "hard_shutdown clone copy",
}


def names(world, vm):
    vm_operation.refresh(world.tx, vm)
    return {str(op) for op in world.tx.get(Vm, vm).allowed_operations}


@pytest.mark.parametrize("state", EXPECTED)
def test_what_each_power_state_allows(world, state):
    assert names(world, world.vm(power_state=VmPowerState(state))) == set(EXPECTED[state].split())


def test_templates(world):
    vm = world.vm(is_a_template=True)
    memory = {"changing_VCPUs", "changing_static_range", "changing_dynamic_range"}
    assert names(world, vm) == {"clone", "copy", "provision", "destroy"} | memory
    assert error_of(vm_operation.check, world.tx, vm, VmOperations.START) == ["VM_IS_TEMPLATE", vm, "start"]
    world.tx.update(Vm, vm, is_default_template=True)
    assert "destroy" not in names(world, vm)
    assert error_of(vm_operation.check, world.tx, vm, VmOperations.DESTROY) == ["VM_CANNOT_DELETE_DEFAULT_TEMPLATE"]


def test_only_templates_are_provisioned(world):
    refused = error_of(vm_operation.check, world.tx, world.vm(), VmOperations.PROVISION)
    assert refused == ["PROVISION_ONLY_ALLOWED_ON_TEMPLATE"]


def test_snapshots(world):
    vm = world.vm(is_a_snapshot=True, is_a_template=True)
    assert names(world, vm) == {"clone", "copy", "destroy"}
    assert error_of(vm_operation.check, world.tx, vm, VmOperations.START) == ["VM_IS_SNAPSHOT", vm, "start"]


def test_control_domains_are_left_alone(world):
    vm = world.vm(world.host, is_control_domain=True)
    assert names(world, vm) == set()
    refused = error_of(vm_operation.check, world.tx, vm, VmOperations.HARD_SHUTDOWN)
    assert refused == ["OPERATION_NOT_ALLOWED", "This operation is not allowed on the control domain"]


@pytest.mark.parametrize(
    ("op", "expected", "state"),
    [
        ("start", "halted", "Running"),
        ("pause", "running", "Halted"),
        ("unpause", "paused", "Running"),
        ("clean_shutdown", "running", "Paused"),
        ("hard_shutdown", "paused; suspended; running", "Halted"),
        ("hard_reboot", "paused; running", "Halted"),
        ("destroy", "halted", "Running"),
        ("clone", "halted; suspended", "Running"),
    ],
)
def test_wrong_power_states(world, op, expected, state):
    vm = world.vm(power_state=VmPowerState(state))
    refused = ["VM_BAD_POWER_STATE", vm, expected, state.lower()]
    assert error_of(vm_operation.check, world.tx, vm, VmOperations(op)) == refused


def test_what_is_blocked_comes_first(world):
    vm = world.vm(world.host, blocked_operations={VmOperations.START: "my reason"})
    assert error_of(vm_operation.check, world.tx, vm, VmOperations.START) == ["OPERATION_BLOCKED", vm, "my reason"]
    assert "start" not in names(world, vm)


def test_what_is_not_offered_says_so(world):
    vm = world.vm()
    refused = error_of(vm_operation.check, world.tx, vm, VmOperations.SUSPEND)
    assert refused == ["OPERATION_NOT_ALLOWED", "suspend is not offered by this server"]
    for op in vm_operation.ALWAYS:
        vm_operation.check(world.tx, vm, op)


def test_of_two_that_exclude_each_other_one_gets_through(world):
    vm = world.vm(world.host, domid=1)
    self = vif.create(world.tx, device="0", network=world.network(), VM=vm, MAC="02:00:00:00:00:01")
    vm_operation.begin(world.tx, vm, VmOperations.CLEAN_SHUTDOWN, "t1")
    refused = ["OTHER_OPERATION_IN_PROGRESS", "VM", vm, "{clean_shutdown}", "{t1}"]
    assert error_of(vm_operation.begin, world.tx, vm, VmOperations.CLEAN_REBOOT, "t2") == refused
    assert {str(op) for op in world.tx.get(Vm, vm).allowed_operations} == {"hard_shutdown"}
    assert world.tx.get(Vif, self).allowed_operations == (VifOperations.ATTACH,)
    vm_operation.begin(world.tx, vm, VmOperations.HARD_SHUTDOWN, "t2")
    refused[3:] = ["{clean_shutdown; hard_shutdown}", "{t1; t2}"]
    assert error_of(vm_operation.begin, world.tx, vm, VmOperations.HARD_SHUTDOWN, "t3") == refused
    vm_operation.end(world.tx, vm, "t1")
    vm_operation.end(world.tx, vm, "t2")
    assert world.tx.get(Vm, vm).current_operations == {}
    assert names(world, vm) == set(EXPECTED["Running"].split())


def test_copies_can_be_made_at_once(world):
    vm = world.vm(is_a_template=True)
    vm_operation.begin(world.tx, vm, VmOperations.CLONE, "t1")
    vm_operation.check(world.tx, vm, VmOperations.COPY)
    assert error_of(vm_operation.check, world.tx, vm, VmOperations.DESTROY)[0] == "OTHER_OPERATION_IN_PROGRESS"


def test_a_start_shows_on_the_interfaces_too(world):
    vm = world.vm()
    self = vif.create(world.tx, device="0", network=world.network(), VM=vm, MAC="02:00:00:00:00:01")
    vm_operation.begin(world.tx, vm, VmOperations.START, "t", attaching=True)
    assert world.tx.get(Vif, self).current_operations == {"t": VifOperations.ATTACH}
    assert world.tx.get(Vif, self).allowed_operations == ()
    vm_operation.end(world.tx, vm, "t")
    assert world.tx.get(Vif, self).current_operations == {}
    assert world.tx.get(Vif, self).allowed_operations == (VifOperations.ATTACH,)


def test_the_end_of_an_operation_on_what_is_gone(world):
    vm_operation.end(world.tx, NULL, "t")


def test_a_server_that_starts_knows_of_nothing_under_way(world):
    vm = world.vm()
    vm_operation.begin(world.tx, vm, VmOperations.START, "t")
    world.tx.update(Vm, vm, scheduled_to_be_resident_on=world.host)
    vm_operation.start_over(world.tx)
    assert world.tx.get(Vm, vm).current_operations == {}
    assert world.tx.get(Vm, vm).scheduled_to_be_resident_on == NULL
    assert VmOperations.START in world.tx.get(Vm, vm).allowed_operations
