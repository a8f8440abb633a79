"""VLANs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.error import ApiError
from toolstack.xe.command import command

if TYPE_CHECKING:
    from toolstack.xe.command import Context

_FINAL = {"HANDLE_INVALID", "HOST_OFFLINE"}


@command("vlan-create", required="pif-uuid vlan network-uuid")
async def create(context: Context) -> None:
    """Put a VLAN on a network interface of one host, and print the uuid of the interface that it makes."""
    given, api = context.arguments, context.api
    network = await api.by_uuid("network", given.require("network-uuid"))
    pif = await api.by_uuid("PIF", given.require("pif-uuid"))
    vlan = await api.call("VLAN.create", pif, given.integer("vlan"), network)
    await context.out.list([await api.uuid("PIF", await api.call("VLAN.get_untagged_PIF", vlan))])


@command("vlan-destroy", required="uuid")
async def destroy(context: Context) -> None:
    """Remove a VLAN, given by its own uuid or by that of its network interface."""
    api, uuid = context.api, context.arguments.require("uuid")
    try:
        await api.call("VLAN.destroy", await api.by_uuid("VLAN", uuid))
    except ApiError as first:
        if first.code in _FINAL:
            raise
        try:
            pif = await api.by_uuid("PIF", uuid)
            await api.call("PIF.destroy", pif)
        except ApiError:
            raise first from None


@command("pool-vlan-create", required="pif-uuid vlan network-uuid")
async def pool_create(context: Context) -> None:
    """Put a VLAN on the same network interface of every host of the pool."""
    given, api = context.arguments, context.api
    pif = await api.by_uuid("PIF", given.require("pif-uuid"))
    network = await api.by_uuid("network", given.require("network-uuid"))
    made = await api.call("pool.create_VLAN_from_PIF", pif, network, given.integer("vlan"))
    await context.out.list([await api.uuid("PIF", ref) for ref in made])
