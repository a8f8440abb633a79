"""Messages of the class network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api import settlement
from toolstack.api.records import legal_text
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import errors
from toolstack.datamodel import network as messages
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.rules import network as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import MapOf, Ref, SetOf
    from toolstack.datamodel.network import NetworkDefaultLockingMode, NetworkPurpose
    from toolstack.datamodel.vm import Vm

_GIVEN = ("name_label", "name_description", "MTU", "bridge", "managed", "other_config", "tags")


@overrides("network.create")
async def create(call: Call, args: dict[str, Any]) -> Ref[Network]:
    """Make a network; hosts learn of it when something is plugged into it."""
    given = {key: legal_text(args[key]) for key in _GIVEN if key in args}
    trusted = call.identity is not None and call.identity.pool
    return await call.change(rules.create, **given, trusted=trusted)


@overrides("network.destroy")
async def destroy(call: Call, self: Ref[Network]) -> None:
    """Remove a network that nothing uses."""
    await call.change(rules.destroy, self)


@overrides("network.set_MTU")
async def set_MTU(call: Call, self: Ref[Network], value: int) -> None:
    """Set the MTU; the hosts follow by themselves, and a dead one does not hold up the call."""
    await call.change(rules.set_MTU, self, value)


@handles(messages.pool_introduce)
async def pool_introduce(
    call: Call,
    name_label: str,
    name_description: str,
    MTU: int,
    other_config: MapOf[str, str],
    bridge: str,
    managed: bool,  # noqa: FBT001 - as declared
    purpose: SetOf[NetworkPurpose],
) -> Ref[Network]:
    """Record a network as it is given."""
    return await call.change(
        rules.pool_introduce, name_label, name_description, MTU, other_config, bridge, managed, purpose
    )


@handles(messages.set_default_locking_mode)
async def set_default_locking_mode(call: Call, network: Ref[Network], value: NetworkDefaultLockingMode) -> None:
    """Set what VIFs without a locking mode of their own do."""
    await call.change(rules.set_default_locking_mode, network, value)


@handles(messages.add_purpose)
async def add_purpose(call: Call, self: Ref[Network], value: NetworkPurpose) -> None:
    """Add a purpose."""
    await call.change(rules.add_purpose, self, value)


@handles(messages.remove_purpose)
async def remove_purpose(call: Call, self: Ref[Network], value: NetworkPurpose) -> None:
    """Remove a purpose."""
    await call.change(rules.remove_purpose, self, value)


@handles(messages.attach)
async def attach(call: Call, network: Ref[Network], host: Ref[Host]) -> None:
    """Bring a network up on a host; one that is not managed must have its bridge already."""
    record = call.snapshot.get(Network, network)
    if not record.managed:
        if record.bridge not in (await settlement.observe(call, host)).foreign:
            raise errors.BRIDGE_NOT_AVAILABLE(record.bridge)
        return
    await settlement.edit(call, host, lambda pif: () if pif == NULL else (pif,), rules.attach, network, host)


@handles(messages.attach_for_vm)
async def attach_for_vm(call: Call, host: Ref[Host], vm: Ref[Vm]) -> None:
    """Bring up on a host what a VM's VIFs are on."""
    await settlement.edit(call, host, lambda pifs: pifs, rules.attach_for_vm, host, vm)


@handles(messages.detach_for_vm)
async def detach_for_vm(call: Call, host: Ref[Host], vm: Ref[Vm]) -> None:
    """Let go of what a VM's VIFs were on; the host follows by itself."""
    await call.change(rules.detach_for_vm, host, vm)
