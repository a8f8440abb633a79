"""The table of what may be done to a VIF."""

from __future__ import annotations

import pytest

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.vif import Vif, VifOperations
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.datamodel.vm_guest_metrics import TristateType, VmGuestMetrics
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.rules import vif, vif_operation, vm_operation

ATTACH, PLUG, UNPLUG = VifOperations.ATTACH, VifOperations.PLUG, VifOperations.UNPLUG


@pytest.fixture
def vm(world):
    return world.vm(world.host, domid=1)


@pytest.fixture
def self(world, vm):
    return vif.create(world.tx, device="0", network=world.network(), VM=vm, MAC="02:00:00:00:00:01")


def error(world, self, op):
    reason = vif_operation.refusal(world.tx, self, op)
    return reason and reason.description


def test_a_running_vm_takes_what_is_not_attached_and_gives_what_is(world, self):
    vif_operation.refresh(world.tx, self)
    assert world.tx.get(Vif, self).allowed_operations == (ATTACH, PLUG)
    assert error(world, self, UNPLUG) == ["DEVICE_ALREADY_DETACHED", self]
    world.tx.update(Vif, self, plugged=True)
    assert error(world, self, PLUG) is None, "it did not come up, so another try is all right"
    assert error(world, self, UNPLUG) is None
    for field in ("currently_attached", "reserved"):
        world.tx.update(Vif, self, plugged=False, currently_attached=False, reserved=False)
        world.tx.update(Vif, self, **{field: True})
        vif_operation.refresh(world.tx, self)
        assert world.tx.get(Vif, self).allowed_operations == (ATTACH, UNPLUG)
        assert error(world, self, PLUG) == ["DEVICE_ALREADY_ATTACHED", self]


@pytest.mark.parametrize("state", [state for state in VmPowerState if state is not VmPowerState.RUNNING])
def test_only_running_vms(world, vm, self, state):
    world.tx.update(Vm, vm, power_state=state)
    expected = ["VM_BAD_POWER_STATE", vm, "running", state.value.lower()]
    assert error(world, self, PLUG) == error(world, self, UNPLUG) == expected
    assert error(world, self, ATTACH) is None


def test_one_thing_at_a_time(world, self):
    world.tx.update(Vif, self, current_operations={"t1": PLUG, "t2": ATTACH})
    for op in VifOperations:
        assert error(world, self, op) == ["OTHER_OPERATION_IN_PROGRESS", "VIF", self, "{plug; attach}", "{t1; t2}"]
    vif_operation.refresh(world.tx, self)
    assert world.tx.get(Vif, self).allowed_operations == ()


def test_control_domains(world, vm, self):
    world.tx.update(Vm, vm, is_control_domain=True)
    assert error(world, self, PLUG) == ["OPERATION_NOT_ALLOWED", "Control domain does not support hotplug"]


def test_virtual_functions(world, vm):
    on = world.network()
    world.sriov(world.nics[0], on)
    self = vif.create(world.tx, device="0", network=on, VM=vm, MAC="02:00:00:00:00:01")
    refused = ["OPERATION_NOT_ALLOWED", "Network SR-IOV VIF plug/unplug not allowed"]
    assert error(world, self, PLUG) == error(world, self, UNPLUG) == refused


@pytest.mark.parametrize("op", ["clean_shutdown", "hard_shutdown", "suspend", "pause", "clean_reboot", "hard_reboot"])
def test_what_the_vm_goes_through(world, vm, self, op):
    world.tx.update(Vm, vm, current_operations={"t": VmOperations(op)})
    assert error(world, self, PLUG) == ["OPERATION_NOT_ALLOWED", f"Current operation on VM:{vm} is {op}"]
    world.tx.update(Vm, vm, current_operations={"t": VmOperations.CLONE})
    assert error(world, self, PLUG) is None


@pytest.mark.parametrize(
    ("hotplug", "drivers", "refused"),
    [
        (TristateType.YES, False, None),
        (TristateType.UNSPECIFIED, True, None),
        (TristateType.UNSPECIFIED, False, "VM_MISSING_PV_DRIVERS"),
        (TristateType.NO, True, "OPERATION_NOT_ALLOWED"),
    ],
)
def test_guests_that_need_drivers(world, vm, self, hotplug, drivers, refused):
    metrics = world.tx.insert(VmMetrics(current_domain_type=DomainType.HVM))
    guest = world.tx.insert(VmGuestMetrics(can_use_hotplug_vif=hotplug, PV_drivers_detected=drivers))
    world.tx.update(Vm, vm, metrics=metrics, guest_metrics=guest)
    expected = {
        None: None,
        "VM_MISSING_PV_DRIVERS": ["VM_MISSING_PV_DRIVERS", vm],
        "OPERATION_NOT_ALLOWED": ["OPERATION_NOT_ALLOWED", "VM states it does not support VIF hotplug."],
    }[refused]
    assert error(world, self, PLUG) == expected


def test_a_vm_that_changes_state_takes_its_interfaces_along(world, vm, self):
    world.tx.update(Vm, vm, power_state=VmPowerState.HALTED)
    vm_operation.refresh(world.tx, vm)
    assert world.tx.get(Vif, self).allowed_operations == (ATTACH,)
