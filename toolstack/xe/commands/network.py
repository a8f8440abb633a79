"""Networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.types import INT
from toolstack.xe.command import command
from toolstack.xe.grammar import boolean
from toolstack.xe.value import parse

if TYPE_CHECKING:
    from toolstack.xe.command import Context


@command("network-create", required="name-label", optional="name-description MTU bridge managed")
async def create(context: Context) -> None:
    """Create a network, to which interfaces of hosts and VMs can be connected."""
    given, api = context.arguments, context.api
    record = {
        "name_label": given.require("name-label"),
        "name_description": given.get("name-description"),
        "MTU": parse(INT, "MTU", given.get("MTU", "1500"), "network"),
        "bridge": given.get("bridge"),
        "managed": boolean("managed", given.get("managed", "true")),
        "other_config": {},
        "tags": [],
    }
    ref = await api.call("network.create", record)
    await context.out.list([await api.uuid("network", ref)])


@command("network-destroy", required="uuid")
async def destroy(context: Context) -> None:
    """Remove a network; nothing may be connected to it."""
    api = context.api
    await api.call("network.destroy", await api.by_uuid("network", context.arguments.require("uuid")))


@command("network-attach", required="uuid host-uuid", hidden=True)
async def attach(context: Context) -> None:
    """Make a network's bridge on a host."""
    given, api = context.arguments, context.api
    network = await api.by_uuid("network", given.require("uuid"))
    host = await api.by_uuid("host", given.require("host-uuid"))
    await api.call("network.attach", network, host)
