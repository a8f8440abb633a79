"""The interface through which a host is managed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.xe.command import command

if TYPE_CHECKING:
    from toolstack.xe.command import Context


@command("host-management-reconfigure", required="pif-uuid")
async def reconfigure(context: Context) -> None:
    """Move the management traffic of a host to another of its network interfaces."""
    pif = await context.api.by_uuid("PIF", context.arguments.require("pif-uuid"))
    await context.api.call("host.management_reconfigure", pif)


@command("host-management-disable", local=True)
async def disable(context: Context) -> None:
    """Have this host be managed from its own console only."""
    await context.api.call("host.management_disable")


@command("host-emergency-management-reconfigure", required="interface", local=True)
async def emergency_reconfigure(context: Context) -> None:
    """Move the management traffic of this host to an interface, given by its name or that of its bridge."""
    await context.api.call("host.local_management_reconfigure", context.arguments.require("interface"))


@command("host-signal-networking-change", local=True, hidden=True)
async def signal_networking_change(context: Context) -> None:
    """Have this host look at the address of its management interface again."""
    await context.api.call("host.signal_networking_change")


@command("host-notify", required="type", optional="params", local=True, hidden=True)
async def notify(context: Context) -> None:
    """Pass a notice of another part of the system to the toolstack of this host."""
    given = context.arguments
    await context.api.call("host.notify", given.require("type"), given.get("params"))
