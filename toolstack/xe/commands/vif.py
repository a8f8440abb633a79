"""Network interfaces of VMs."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from toolstack.datamodel.vif import VifIpv4ConfigurationMode, VifIpv6ConfigurationMode
from toolstack.xe.command import Selectors, command
from toolstack.xe.error import CommandFailed
from toolstack.xe.generated import listed, show
from toolstack.xe.selector import select_vms
from toolstack.xe.table import tables
from toolstack.xe.value import enumeration
from toolstack.xe.view import View

if TYPE_CHECKING:
    from toolstack.xe.command import Context

_LISTED = ("uuid", "vm-name-label", "device", "MAC", "network-uuid", "network-name-label")


async def _on(context: Context, method: str, *args: object) -> None:
    ref = await context.api.by_uuid("VIF", context.arguments.require("uuid"))
    await context.api.call(f"VIF.{method}", ref, *args)


def _random_mac() -> str:
    """Return a MAC address that is locally administered and no multicast address."""
    first, *others = secrets.token_bytes(6)
    return ":".join(f"{byte:02x}" for byte in ((first & 0xFC) | 0x02, *others))


@command("vif-create", required="device network-uuid vm-uuid", optional="mac")
async def create(context: Context) -> None:
    """Give a VM a network interface; mac=random has xe choose an address instead of the server."""
    given, api = context.arguments, context.api
    vm = await api.by_uuid("VM", given.require("vm-uuid"))
    network = await api.by_uuid("network", given.require("network-uuid"))
    mac = given.get("mac")
    record = {
        "device": given.require("device"),
        "network": network,
        "VM": vm,
        "MAC": _random_mac() if mac == "random" else mac,
        "MTU": await api.call("network.get_MTU", network),
        "other_config": {},
        "qos_algorithm_type": "",
        "qos_algorithm_params": {},
        "locking_mode": "network_default",
        "currently_attached": False,
        "ipv4_allowed": [],
        "ipv6_allowed": [],
        "trunks": [],
    }
    ref = await api.call("VIF.create", record)
    await context.out.list([await api.uuid("VIF", ref)])


@command("vif-destroy", required="uuid")
async def destroy(context: Context) -> None:
    """Take a network interface from a VM."""
    await _on(context, "destroy")


@command("vif-plug", required="uuid")
async def plug(context: Context) -> None:
    """Connect a network interface of a running VM."""
    await _on(context, "plug")


@command("vif-unplug", required="uuid", optional="force")
async def unplug(context: Context) -> None:
    """Disconnect a network interface of a running VM, with --force also without its consent."""
    await _on(context, "unplug_force" if context.arguments.flag("force") else "unplug")


@command("vif-move", required="uuid network-uuid")
async def move(context: Context) -> None:
    """Connect a network interface of a VM to another network."""
    network = await context.api.by_uuid("network", context.arguments.require("network-uuid"))
    await _on(context, "move", network)


@command("vif-configure-ipv4", required="uuid mode", optional="address gateway")
async def configure_ipv4(context: Context) -> None:
    """Set how the guest gets the IPv4 address of an interface: mode is none, static or dhcp."""
    await _configure(context, "configure_ipv4", enumeration(VifIpv4ConfigurationMode, _mode(context)))


@command("vif-configure-ipv6", required="uuid mode", optional="address gateway")
async def configure_ipv6(context: Context) -> None:
    """Set how the guest gets the IPv6 address of an interface: mode is none, static or autoconf."""
    await _configure(context, "configure_ipv6", enumeration(VifIpv6ConfigurationMode, _mode(context)))


def _mode(context: Context) -> str:
    return context.arguments.require("mode")


async def _configure(context: Context, method: str, mode: str) -> None:
    given = context.arguments
    if mode.lower() == "static" and not given.has("address"):
        raise CommandFailed("Required parameter not found: address")
    await _on(context, method, mode, given.get("address"), given.get("gateway"))


@command("vm-vif-list", optional="params", selectors=Selectors.VM, common=True)
async def list_of_vm(context: Context) -> None:
    """List the network interfaces of VMs."""
    table = tables()["vif"]
    view = View(context.api, table)
    columns = listed(table, context.arguments.get("params"), _LISTED)
    for vm in (await select_vms(context, several=True, ignored=("params",))).values():
        records = {ref: await context.api.call("VIF.get_record", ref) for ref in vm["VIFs"]}
        await show(context, view, columns, records)
