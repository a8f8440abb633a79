"""Carrying changes of VMs and their interfaces through to the hosts they run on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from toolstack.agent.protocol import GuestVifConfig, Started, StartGuest, StopGuest
from toolstack.api import settlement
from toolstack.api.faults import AgentError, AgentRefused, AgentUnreachable
from toolstack.datamodel import errors
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.vif import Vif, VifIpv4ConfigurationMode, VifIpv6ConfigurationMode, VifLockingMode
from toolstack.datamodel.vm import Vm
from toolstack.plan.mtu import wanted_mtu
from toolstack.plan.vifs import effective_locking
from toolstack.rules import kind, vm_operation, vm_power
from toolstack.rules import vif as vif_rules
from toolstack.rules.undo import recorded, undo

if TYPE_CHECKING:
    from toolstack.agent.protocol import Command, Result
    from toolstack.api.call import Call
    from toolstack.datamodel.error import ApiError
    from toolstack.datamodel.model import Ref
    from toolstack.datamodel.vm_enums import VmOperations
    from toolstack.db.snapshot import Snapshot

SHUTDOWN_SECONDS = 60.0
"""How long a guest may take to shut down by itself."""


def owner(db: Snapshot, vif: Ref[Vif]) -> str:
    """Return how the agent calls what belongs to a VIF."""
    return f"VIF:{db.get(Vif, vif).uuid}"


def config(db: Snapshot, self: Ref[Vif]) -> GuestVifConfig:
    """Return what an agent has to know to give a guest an interface."""
    vif = db.get(Vif, self)
    network = db.get(Network, vif.network)
    static4 = vif.ipv4_configuration_mode is VifIpv4ConfigurationMode.STATIC and vif.ipv4_addresses
    static6 = vif.ipv6_configuration_mode is VifIpv6ConfigurationMode.STATIC and vif.ipv6_addresses
    return GuestVifConfig(
        device=int(vif.device),
        mac=vif.MAC,
        mtu=wanted_mtu(vif.other_config, network),
        vif_uuid=vif.uuid,
        # Of a guest that is to be locked, the host's end goes up once it is.
        carrier=effective_locking(vif, network) == VifLockingMode.UNLOCKED.value,
        ipv4=vif.ipv4_addresses[0] if static4 else "",
        ipv4_gateway=vif.ipv4_gateway if static4 else "",
        ipv6=vif.ipv6_addresses[0] if static6 else "",
        ipv6_gateway=vif.ipv6_gateway if static6 else "",
    )


async def request(call: Call, host: Ref[Host], command: Command) -> Result:
    """Send a command to a host's agent; raises CANNOT_CONTACT_HOST, or INTERNAL_ERROR with what the agent said."""
    try:
        return await call.services.hosts.request(host, command)
    except AgentError as error:
        raise _as_api_error(host, error) from error


async def settle(call: Call, host: Ref[Host], vifs: Iterable[Ref[Vif]]) -> None:
    """Wait until interfaces are joined as wanted; raises as :func:`request`."""
    owners = [owner(call.snapshot, ref) for ref in vifs if call.snapshot.find(Vif, ref) is not None]
    try:
        await call.converge(host, *owners)
    except AgentError as error:
        raise _as_api_error(host, error) from error


def _as_api_error(host: Ref[Host], error: AgentError) -> ApiError:
    if isinstance(error, AgentUnreachable):
        return errors.CANNOT_CONTACT_HOST(host)
    text = error.text if isinstance(error, AgentRefused) else str(error)
    return errors.INTERNAL_ERROR(f"the host did not do it: {text}")


# -- whole machines ---------------------------------------------------------------------------------------


@asynccontextmanager
async def operating(call: Call, vm: Ref[Vm], op: VmOperations) -> AsyncIterator[None]:
    """Show an operation on a VM for as long as the body runs; raises why it is not possible."""
    await call.change(vm_operation.begin, vm, op, call.task)
    try:
        yield
    finally:
        await call.change(vm_operation.end, vm, call.task)


async def boot(call: Call, vm: Ref[Vm], host: Ref[Host], *, paused: bool) -> None:
    """Start a VM's guest on a host and see its interfaces joined; when that fails, the VM is halted."""
    db = call.snapshot
    vifs = [ref for ref in db.reverse(Vm, "VIFs", vm) if not kind.is_sriov_based(db, db.get(Vif, ref).network)]
    record = db.get(Vm, vm)
    command = StartGuest(
        vm_uuid=record.uuid,
        name_label=record.name_label,
        vifs=tuple(config(db, ref) for ref in vifs),
        paused=paused,
    )
    try:
        domid = await _start_guest(call, host, command)
        await call.change(vm_power.started, vm, host, domid, vifs, paused=paused)
        await settle(call, host, vifs)
    except BaseException:
        await _withdraw(call, vm, host)
        raise


async def _start_guest(call: Call, host: Ref[Host], command: StartGuest) -> int:
    answer = await request(call, host, command)
    if not isinstance(answer, Started):
        raise errors.INTERNAL_ERROR(f"the host answered a start with {type(answer).__name__}")
    return answer.domid


async def _withdraw(call: Call, vm: Ref[Vm], host: Ref[Host]) -> None:
    """Undo a start; what the host cannot do now it does as soon as it is seen that the guest is a stray."""
    record = call.snapshot.find(Vm, vm)
    await call.change(vm_power.halted, vm)
    with suppress(AgentError):
        if record is not None:
            await call.services.hosts.request(host, StopGuest(vm_uuid=record.uuid))
        await call.converge(host)


async def stop(call: Call, vm: Ref[Vm], *, clean: bool, then: Callable[[Ref[Host]], Any] | None = None) -> None:
    """Stop a VM's guest; ``then`` goes on with its host, else the VM is halted.

    Raises HOST_OFFLINE, CANNOT_CONTACT_HOST, or VM_SHUTDOWN_TIMEOUT when the guest does not shut down by itself.
    """
    record = call.snapshot.get(Vm, vm)
    host = record.resident_on
    if call.snapshot.find(Host, host) is not None:
        settlement.check_live(call, host)
        try:
            await call.services.hosts.request(
                host, StopGuest(vm_uuid=record.uuid, clean=clean, timeout=SHUTDOWN_SECONDS)
            )
        except AgentRefused as refused:
            if refused.code == "guest-timeout":
                raise errors.VM_SHUTDOWN_TIMEOUT(vm, SHUTDOWN_SECONDS) from refused
            raise _as_api_error(host, refused) from refused
        except AgentError as error:
            raise _as_api_error(host, error) from error
        if then is not None:
            await then(host)
            return
    await call.change(vm_power.halted, vm)
    with suppress(AgentError):  # the guest is gone; what is left of its ports the reconciler removes
        await call.converge(host)


# -- interfaces -------------------------------------------------------------------------------------------


async def edit_vif(call: Call, self: Ref[Vif], rule: Callable[..., Any], *args: Any) -> None:
    """Run a rule on a VIF and, if it is active, see its host follow.

    Raises HOST_OFFLINE before anything; INTERNAL_ERROR after everything is as it was; CANNOT_CONTACT_HOST with
    what was set still set.
    """
    if vif_rules.is_active(call.snapshot, self):
        settlement.check_live(call, vif_rules.home(call.snapshot, self))
    _, changes = await call.change(recorded, rule, self, *args)
    if not changes or not vif_rules.is_active(call.snapshot, self):
        return
    host = vif_rules.home(call.snapshot, self)
    try:
        await call.converge(host, owner(call.snapshot, self))
    except AgentUnreachable as error:
        raise errors.CANNOT_CONTACT_HOST(host) from error
    except AgentError as error:
        await call.change(undo, changes)
        with suppress(AgentError):
            await call.converge(host)
        raise _as_api_error(host, error) from error
