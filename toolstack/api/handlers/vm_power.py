"""Messages of the class VM that start and stop guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.agent.protocol import PauseGuest
from toolstack.api import machine, settlement, tasks
from toolstack.api.registry import handles
from toolstack.datamodel import errors
from toolstack.datamodel import vm_messages as messages
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations, VmPowerState
from toolstack.rules import placement, vm_operation, vm_power

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref

# ruff: noqa: ARG001, FBT001 - signatures are the declared ones

tasks.recomputes(Vm)(vm_operation.refresh)


@handles(messages.start)
async def start(call: Call, vm: Ref[Vm], start_paused: bool, force: bool) -> None:
    """Start a VM on a host that can run it; there is nothing that ``force`` could overrule."""
    await _start(call, vm, VmOperations.START, None, paused=start_paused)


@handles(messages.start_on)
async def start_on(call: Call, vm: Ref[Vm], host: Ref[Host], start_paused: bool, force: bool) -> None:
    """Start a VM on a certain host."""
    await _start(call, vm, VmOperations.START_ON, host, paused=start_paused)


async def _start(call: Call, vm: Ref[Vm], op: VmOperations, host: Ref[Host] | None, *, paused: bool) -> None:
    chosen = await call.change(vm_power.begin_start, vm, op, call.task, host)
    try:
        settlement.check_live(call, chosen)
        await machine.boot(call, vm, chosen, paused=paused)
    finally:
        await call.change(vm_power.end_start, vm, call.task)


@handles(messages.pause)
async def pause(call: Call, vm: Ref[Vm]) -> None:
    """Stop a guest in its tracks."""
    async with machine.operating(call, vm, VmOperations.PAUSE):
        await _set_paused(call, vm, paused=True)


@handles(messages.unpause)
async def unpause(call: Call, vm: Ref[Vm]) -> None:
    """Let a guest go on."""
    async with machine.operating(call, vm, VmOperations.UNPAUSE):
        await _set_paused(call, vm, paused=False)


async def _set_paused(call: Call, vm: Ref[Vm], *, paused: bool) -> None:
    record = call.snapshot.get(Vm, vm)
    settlement.check_live(call, record.resident_on)
    await machine.request(call, record.resident_on, PauseGuest(vm_uuid=record.uuid, paused=paused))
    await call.change(vm_power.set_paused, vm, paused=paused)


@handles(messages.clean_shutdown)
async def clean_shutdown(call: Call, vm: Ref[Vm]) -> None:
    """Have a guest shut itself down."""
    async with machine.operating(call, vm, VmOperations.CLEAN_SHUTDOWN):
        await machine.stop(call, vm, clean=True)


@handles(messages.hard_shutdown)
async def hard_shutdown(call: Call, vm: Ref[Vm]) -> None:
    """End a guest at once."""
    async with machine.operating(call, vm, VmOperations.HARD_SHUTDOWN):
        await machine.stop(call, vm, clean=False)


@handles(messages.shutdown)
async def shutdown(call: Call, vm: Ref[Vm]) -> None:
    """Have a guest shut itself down, or end it when it does not."""
    if call.snapshot.get(Vm, vm).power_state is VmPowerState.RUNNING:
        try:
            await clean_shutdown(call, vm)
        except ApiError as error:
            if error.code != errors.VM_SHUTDOWN_TIMEOUT.code:
                raise
        else:
            return
    await hard_shutdown(call, vm)


@handles(messages.clean_reboot)
async def clean_reboot(call: Call, vm: Ref[Vm]) -> None:
    """Have a guest shut itself down and start it again."""
    await _reboot(call, vm, VmOperations.CLEAN_REBOOT, clean=True)


@handles(messages.hard_reboot)
async def hard_reboot(call: Call, vm: Ref[Vm]) -> None:
    """End a guest at once and start it again."""
    await _reboot(call, vm, VmOperations.HARD_REBOOT, clean=False)


@handles(messages.hard_reboot_internal)
async def hard_reboot_internal(call: Call, vm: Ref[Vm]) -> None:
    """End a guest at once and start it again."""
    await hard_reboot(call, vm)


async def _reboot(call: Call, vm: Ref[Vm], op: VmOperations, *, clean: bool) -> None:
    async def again(host: Ref[Host]) -> None:
        await machine.boot(call, vm, host, paused=False)

    async with machine.operating(call, vm, op):
        placement.check_networks(call.snapshot, vm, call.snapshot.get(Vm, vm).resident_on)
        await machine.stop(call, vm, clean=clean, then=again)


@handles(messages.power_state_reset)
async def power_state_reset(call: Call, vm: Ref[Vm]) -> None:
    """Record a VM as halted whatever it does; for a host that is lost."""
    if call.snapshot.get(Vm, vm).is_control_domain:
        raise errors.OPERATION_NOT_ALLOWED("Cannot reset the power state of the control domain")
    await call.change(vm_power.halted, vm)
