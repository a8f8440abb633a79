"""Bonds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.bond import BondMode
from toolstack.xe.command import command
from toolstack.xe.grammar import comma_list
from toolstack.xe.value import enumeration

if TYPE_CHECKING:
    from toolstack.xe.command import Context


@command("bond-create", required="network-uuid pif-uuids", optional="mac mode properties:")
async def create(context: Context) -> None:
    """Join network interfaces of a host into one: mode is balance-slb, active-backup or lacp."""
    given, api = context.arguments, context.api
    network = await api.by_uuid("network", given.require("network-uuid"))
    members = [await api.by_uuid("PIF", uuid) for uuid in comma_list(given.require("pif-uuids"))]
    mode = enumeration(BondMode, given.get("mode"))
    ref = await api.call("Bond.create", network, members, given.get("mac"), mode, given.mapping("properties"))
    await context.out.list([await api.uuid("Bond", ref)])


@command("bond-destroy", required="uuid")
async def destroy(context: Context) -> None:
    """Take a bond apart; its members are interfaces of their own again."""
    await context.api.call("Bond.destroy", await _bond(context))


@command("bond-set-mode", required="uuid mode")
async def set_mode(context: Context) -> None:
    """Change how a bond spreads packets over its members."""
    mode = enumeration(BondMode, context.arguments.require("mode"))
    await context.api.call("Bond.set_mode", await _bond(context), mode)


async def _bond(context: Context) -> str:
    return await context.api.by_uuid("Bond", context.arguments.require("uuid"))
