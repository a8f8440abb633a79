"""Tunnels, SR-IOV networks and SDN controllers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.sdn_controller import SdnControllerProtocol
from toolstack.datamodel.tunnel import TunnelProtocol
from toolstack.xe.command import command
from toolstack.xe.error import CommandFailed
from toolstack.xe.grammar import number
from toolstack.xe.value import enumeration

if TYPE_CHECKING:
    from toolstack.xe.command import Context


async def _destroy(context: Context, cls: str, method: str) -> None:
    await context.api.call(f"{cls}.{method}", await context.api.by_uuid(cls, context.arguments.require("uuid")))


async def _ends(context: Context) -> tuple[str, str]:
    """Return the interface and the network that the arguments name."""
    pif = await context.api.by_uuid("PIF", context.arguments.require("pif-uuid"))
    return pif, await context.api.by_uuid("network", context.arguments.require("network-uuid"))


@command("tunnel-create", required="pif-uuid network-uuid", optional="protocol")
async def create(context: Context) -> None:
    """Connect a network by a tunnel over a network interface, and print the uuid of the interface that it makes."""
    api = context.api
    pif, network = await _ends(context)
    protocol = enumeration(TunnelProtocol, context.arguments.get("protocol", "gre"))
    tunnel = await api.call("tunnel.create", pif, network, protocol)
    await context.out.list([await api.uuid("PIF", await api.call("tunnel.get_access_PIF", tunnel))])


@command("tunnel-destroy", required="uuid")
async def destroy(context: Context) -> None:
    """Remove a tunnel, given by its own uuid."""
    await _destroy(context, "tunnel", "destroy")


@command("network-sriov-create", required="pif-uuid network-uuid")
async def sriov_create(context: Context) -> None:
    """Have the virtual functions of a network interface serve a network."""
    ref = await context.api.call("network_sriov.create", *await _ends(context))
    await context.out.list([await context.api.uuid("network_sriov", ref)])


@command("network-sriov-destroy", required="uuid")
async def sriov_destroy(context: Context) -> None:
    """Give up the virtual functions of a network interface."""
    await _destroy(context, "network_sriov", "destroy")


@command("sdn-controller-introduce", optional="address protocol tcp-port")
async def controller_introduce(context: Context) -> None:
    """Have an SDN controller steer the switches of the pool: protocol is ssl, or pssl to wait for it."""
    given, api = context.arguments, context.api
    protocol = enumeration(SdnControllerProtocol, given.get("protocol", "ssl"))
    port = number(given.get("tcp-port", "0"))
    if port is None:
        raise CommandFailed("port field should be an integer")
    ref = await api.call("SDN_controller.introduce", protocol, given.get("address"), port)
    await context.out.list([await api.uuid("SDN_controller", ref)])


@command("sdn-controller-forget", required="uuid")
async def controller_forget(context: Context) -> None:
    """Have an SDN controller steer no more."""
    await _destroy(context, "SDN_controller", "forget")


@command("pool-set-vswitch-controller", required="address", hidden=True)
async def set_vswitch_controller(context: Context) -> None:
    """Set the address of the one SDN controller; use sdn-controller-introduce."""
    await context.api.call("pool.set_vswitch_controller", context.arguments.require("address"))
