"""Messages of the class VIF."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from toolstack.agent.protocol import ConfigureGuestVif, PlugGuestVif, UnplugGuestVif
from toolstack.api import machine, settlement, tasks
from toolstack.api.faults import AgentError
from toolstack.api.records import legal_text
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import errors
from toolstack.datamodel import vif as messages
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.vif import (
    Vif,
    VifIpv4ConfigurationMode,
    VifIpv6ConfigurationMode,
    VifLockingMode,
    VifOperations,
)
from toolstack.datamodel.vm import Vm
from toolstack.rules import vif as rules
from toolstack.rules import vif_address, vif_operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf
    from toolstack.datamodel.network import Network

tasks.recomputes(Vif)(vif_operation.refresh)

_GIVEN = (
    "device",
    "network",
    "VM",
    "MAC",
    "MTU",
    "other_config",
    "qos_algorithm_type",
    "qos_algorithm_params",
    "locking_mode",
    "ipv4_allowed",
    "ipv6_allowed",
    "trunks",
)


@overrides("VIF.create")
async def create(call: Call, args: dict[str, Any]) -> Ref[Vif]:
    """Add an interface to a VM, unplugged."""
    return await call.change(rules.create, **{key: legal_text(args[key]) for key in _GIVEN if key in args})


@overrides("VIF.destroy")
async def destroy(call: Call, self: Ref[Vif]) -> None:
    """Remove an interface that is not attached."""
    await call.change(rules.destroy, self)


@handles(messages.plug)
async def plug(call: Call, self: Ref[Vif]) -> None:
    """Attach an interface to its running VM; when that fails, everything is as it was."""
    async with tasks.operation(call, Vif, self, VifOperations.PLUG, rules.check_plug):
        host, uuid = rules.home(call.snapshot, self), _vm_uuid(call, self)
        settlement.check_live(call, host)
        config = machine.config(call.snapshot, self)
        try:
            await machine.request(call, host, PlugGuestVif(vm_uuid=uuid, vif=config))
            await call.change(rules.want_plugged, self, plugged=True)
            await machine.settle(call, host, [self])
            _check_attached(call, self, config)
        except BaseException:
            await call.change(rules.want_plugged, self, plugged=False)
            with suppress(AgentError):
                await call.converge(host)
                await call.services.hosts.request(host, UnplugGuestVif(vm_uuid=uuid, device=config.device))
            raise


def _check_attached(call: Call, self: Ref[Vif], config: GuestVifConfig) -> None:
    """Raise INTERNAL_ERROR when the host does not show an interface that is not disabled."""
    if config.carrier and not call.snapshot.get(Vif, self).currently_attached:
        raise errors.INTERNAL_ERROR("the host does not show the interface as attached")


@handles(messages.unplug)
async def unplug(call: Call, self: Ref[Vif]) -> None:
    """Take an interface from its running VM."""
    async with tasks.operation(call, Vif, self, VifOperations.UNPLUG, vif_operation.guard(VifOperations.UNPLUG)):
        host, uuid = rules.home(call.snapshot, self), _vm_uuid(call, self)
        settlement.check_live(call, host)
        await call.change(rules.want_plugged, self, plugged=False)
        try:
            await machine.settle(call, host, [self])
        except ApiError as error:
            if error.code != errors.CANNOT_CONTACT_HOST.code:
                await call.change(rules.want_plugged, self, plugged=True)
            raise
        device = int(call.snapshot.get(Vif, self).device)
        await machine.request(call, host, UnplugGuestVif(vm_uuid=uuid, device=device))


@handles(messages.unplug_force)
async def unplug_force(call: Call, self: Ref[Vif]) -> None:
    """Take an interface from its running VM; guests here are never asked, so this is VIF.unplug."""
    await unplug(call, self)


@handles(messages.move)
async def move(call: Call, self: Ref[Vif], network: Ref[Network]) -> None:
    """Put an interface on another network, at once if it is attached."""
    await machine.edit_vif(call, self, rules.move, network)


@handles(messages.set_locking_mode)
async def set_locking_mode(call: Call, self: Ref[Vif], value: VifLockingMode) -> None:
    """Set what the guest may send."""
    await machine.edit_vif(call, self, vif_address.set_locking_mode, value)


@handles(messages.set_ipv4_allowed)
async def set_ipv4_allowed(call: Call, self: Ref[Vif], value: SetOf[str]) -> None:
    """Set the IPv4 addresses of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.set_allowed, 4, value)


@handles(messages.add_ipv4_allowed)
async def add_ipv4_allowed(call: Call, self: Ref[Vif], value: str) -> None:
    """Add an IPv4 address of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.add_allowed, 4, value)


@handles(messages.remove_ipv4_allowed)
async def remove_ipv4_allowed(call: Call, self: Ref[Vif], value: str) -> None:
    """Remove an IPv4 address of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.remove_allowed, 4, value)


@handles(messages.set_ipv6_allowed)
async def set_ipv6_allowed(call: Call, self: Ref[Vif], value: SetOf[str]) -> None:
    """Set the IPv6 addresses of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.set_allowed, 6, value)


@handles(messages.add_ipv6_allowed)
async def add_ipv6_allowed(call: Call, self: Ref[Vif], value: str) -> None:
    """Add an IPv6 address of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.add_allowed, 6, value)


@handles(messages.remove_ipv6_allowed)
async def remove_ipv6_allowed(call: Call, self: Ref[Vif], value: str) -> None:
    """Remove an IPv6 address of a locked VIF."""
    await machine.edit_vif(call, self, vif_address.remove_allowed, 6, value)


@handles(messages.set_trunks)
async def set_trunks(call: Call, self: Ref[Vif], value: SetOf[int]) -> None:
    """Set the VLANs that pass."""
    await machine.edit_vif(call, self, rules.set_trunks, value)


@handles(messages.add_trunks)
async def add_trunks(call: Call, self: Ref[Vif], value: int) -> None:
    """Add a VLAN that passes."""
    await machine.edit_vif(call, self, rules.add_trunks, value)


@handles(messages.remove_trunks)
async def remove_trunks(call: Call, self: Ref[Vif], value: int) -> None:
    """Remove a VLAN that passes."""
    await machine.edit_vif(call, self, rules.remove_trunks, value)


@handles(messages.configure_ipv4)
async def configure_ipv4(
    call: Call, self: Ref[Vif], mode: VifIpv4ConfigurationMode, address: str = "", gateway: str = ""
) -> None:
    """Have the guest take an IPv4 address, now and at every start; it cannot be made to ask a DHCP server."""
    if mode is VifIpv4ConfigurationMode.DHCP:
        raise errors.VALUE_NOT_SUPPORTED("mode", mode, "guests here have no DHCP client that could be told")
    await _configure(call, self, vif_address.configure_ipv4, mode, address, gateway)


@handles(messages.configure_ipv6)
async def configure_ipv6(
    call: Call, self: Ref[Vif], mode: VifIpv6ConfigurationMode, address: str = "", gateway: str = ""
) -> None:
    """Have the guest take an IPv6 address, now and at every start."""
    await _configure(call, self, vif_address.configure_ipv6, mode, address, gateway)


async def _configure(call: Call, self: Ref[Vif], rule: Callable[..., None], *args: Any) -> None:
    before = machine.config(call.snapshot, self)
    await call.change(rule, self, *args)
    if rules.is_active(call.snapshot, self):
        after = machine.config(call.snapshot, self)
        old = (before.ipv4, before.ipv6)
        drop = tuple(text for text in old if text and text not in (after.ipv4, after.ipv6))
        command = ConfigureGuestVif(vm_uuid=_vm_uuid(call, self), vif=after, drop=drop)
        await machine.request(call, rules.home(call.snapshot, self), command)


def _vm_uuid(call: Call, self: Ref[Vif]) -> str:
    return call.snapshot.get(Vm, call.snapshot.get(Vif, self).VM).uuid
