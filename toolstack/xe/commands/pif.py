"""Network interfaces of hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, PrimaryAddressType
from toolstack.xe.command import command
from toolstack.xe.value import enumeration

if TYPE_CHECKING:
    from toolstack.xe.command import Context


async def _on(context: Context, method: str, *args: object) -> None:
    ref = await context.api.by_uuid("PIF", context.arguments.require("uuid"))
    await context.api.call(f"PIF.{method}", ref, *args)


@command("pif-plug", required="uuid")
async def plug(context: Context) -> None:
    """Bring a network interface up."""
    await _on(context, "plug")


@command("pif-unplug", required="uuid")
async def unplug(context: Context) -> None:
    """Bring a network interface down."""
    await _on(context, "unplug")


@command("pif-scan", required="host-uuid")
async def scan(context: Context) -> None:
    """Look for network interfaces of a host that are not known yet."""
    await context.api.call("PIF.scan", await context.api.by_uuid("host", context.arguments.require("host-uuid")))


@command("pif-introduce", required="host-uuid device", optional="mac managed")
async def introduce(context: Context) -> None:
    """Make a network interface of a host known, by its device name and MAC address."""
    given, api = context.arguments, context.api
    host = await api.by_uuid("host", given.require("host-uuid"))
    managed = given.flag("managed", default=True)
    ref = await api.call("PIF.introduce", host, given.get("mac"), given.require("device"), managed)
    await context.out.list([await api.uuid("PIF", ref)])


@command("pif-forget", required="uuid")
async def forget(context: Context) -> None:
    """Take a network interface down and forget it."""
    await _on(context, "forget")


@command("pif-db-forget", required="uuid", hidden=True)
async def db_forget(context: Context) -> None:
    """Forget a network interface without touching the host."""
    await _on(context, "db_forget")


@command("pif-reconfigure-ip", required="uuid mode", optional="IP netmask gateway DNS")
async def reconfigure_ip(context: Context) -> None:
    """Set how a network interface gets its IPv4 address: mode is none, dhcp or static."""
    given = context.arguments
    mode = enumeration(IpConfigurationMode, given.require("mode"))
    addresses = (given.any_case("IP"), given.get("netmask"), given.get("gateway"), given.any_case("DNS"))
    await _on(context, "reconfigure_ip", mode, *addresses)


@command("pif-reconfigure-ipv6", required="uuid mode", optional="IPv6 gateway DNS")
async def reconfigure_ipv6(context: Context) -> None:
    """Set how a network interface gets its IPv6 addresses: mode is none, dhcp, static or autoconf."""
    given = context.arguments
    mode = enumeration(Ipv6ConfigurationMode, given.require("mode"))
    await _on(context, "reconfigure_ipv6", mode, given.any_case("IPv6"), given.get("gateway"), given.any_case("DNS"))


@command("pif-set-primary-address-type", required="uuid primary_address_type")
async def set_primary_address_type(context: Context) -> None:
    """Choose the family of addresses by which the host is known: ipv4 or ipv6."""
    family = enumeration(PrimaryAddressType, context.arguments.require("primary_address_type"))
    await _on(context, "set_primary_address_type", family)
