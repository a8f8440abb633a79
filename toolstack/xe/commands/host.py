"""Hosts: their state, and what is done to one as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.xe.command import Selectors, command
from toolstack.xe.confirm import confirm
from toolstack.xe.error import CommandFailed, Exited
from toolstack.xe.selector import each, select_hosts
from toolstack.xe.terminal import TooBig

if TYPE_CHECKING:
    from toolstack.xe.command import Context


async def _host(context: Context, key: str = "host-uuid") -> str:
    return await context.api.by_uuid("host", context.arguments.require(key))


async def _on_selected(context: Context, method: str, *args: object) -> None:
    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call(method, ref, *args)

    await each(context, await select_hosts(context), act)


def _simple(name: str, method: str, description: str) -> None:
    """Declare a command that calls one message for each selected host."""

    async def run(context: Context) -> None:
        await _on_selected(context, method)

    run.__doc__ = description
    command(name, selectors=Selectors.HOST)(run)


_simple("host-reboot", "host.reboot", "Restart hosts.")
_simple("host-shutdown", "host.shutdown", "Switch hosts off.")
_simple("host-sync-data", "host.sync_data", "Bring what a host keeps beside the database up to date.")


@command("host-enable", selectors=Selectors.HOST)
async def enable(context: Context) -> None:
    """Let VMs start on hosts."""

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call("host.remove_from_other_config", ref, "MAINTENANCE_MODE")
        await context.api.call("host.enable", ref)

    await each(context, await select_hosts(context), act)


@command("host-disable", optional="auto-enable", selectors=Selectors.HOST)
async def disable(context: Context) -> None:
    """Let no VMs start on hosts."""
    auto_enable = context.arguments.flag("auto-enable", default=True)

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call("host.disable", ref, auto_enable)

    await each(context, await select_hosts(context, ignored=("auto-enable",)), act)


@command("host-set-hostname-live", required="host-uuid host-name")
async def set_hostname_live(context: Context) -> None:
    """Change the name by which a host knows itself."""
    await context.api.call("host.set_hostname_live", await _host(context), context.arguments.require("host-name"))


@command("host-syslog-reconfigure", required="host-uuid")
async def syslog_reconfigure(context: Context) -> None:
    """Have a host send its log to where its logging:syslog_destination says."""
    await context.api.call("host.syslog_reconfigure", await _host(context))


@command("host-call-plugin", required="host-uuid plugin fn", optional="args:")
async def call_plugin(context: Context) -> None:
    """Call a function of a plug-in on a host; args:key=value passes a value, args:key:file=name a file's content."""
    given = context.arguments
    host = await _host(context)
    args = {}
    for key, value in given.mapping("args").items():
        name = key.removesuffix(":file")
        args[name] = await load_text(context, value) if name != key else value
    result = await context.api.call("host.call_plugin", host, given.require("plugin"), given.require("fn"), args)
    await context.out.list([result])


async def load_text(context: Context, name: str) -> str:
    """Return the content of a client's file; raises CommandFailed."""
    try:
        content = await context.terminal.load(name)
    except TooBig as limit:
        raise CommandFailed(f"{name} is longer than {limit}") from None
    if content is None:
        raise CommandFailed(f"Failed to read {name}")
    return content.decode("utf-8", "surrogateescape")


async def _removal(context: Context, method: str, *warnings: str) -> None:
    host = await _host(context, "uuid")
    if not context.arguments.flag("force"):
        for warning in warnings:
            await context.terminal.print(warning)
        await confirm(context)
    await context.api.call(method, host)


@command("host-forget", required="uuid", optional="force")
async def forget(context: Context) -> None:
    """Forget a host that will not come back."""
    await _removal(
        context,
        "host.destroy",
        "WARNING: A host should only be forgotten if it is physically unrecoverable;",
        "WARNING: if possible, Hosts should be 'ejected' from the Pool instead.",
        "WARNING: Once a host has been forgotten it will have to be re-installed.",
        "WARNING: This operation is irreversible.",
    )


@command("host-declare-dead", required="uuid", optional="force")
async def declare_dead(context: Context) -> None:
    """State that a host does not run, so that what ran on it may start elsewhere."""
    await _removal(
        context,
        "host.declare_dead",
        "WARNING: A host should only be declared dead if it is verified offline.",
        "WARNING: Performing this operation if the host is still online and has any running VMs may lead to "
        "possible data loss and/or corruption.",
    )


@command("host-is-in-emergency-mode", local=True)
async def is_in_emergency_mode(context: Context) -> None:
    """Tell whether a host has lost its coordinator."""
    await context.out.message("true" if await context.api.call("host.is_in_emergency_mode") else "false")


@command("host-emergency-ha-disable", optional="force soft", local=True)
async def emergency_ha_disable(context: Context) -> None:
    """Switch high availability off on this host alone; with --force only, as data may be lost."""
    if not context.arguments.flag("force"):
        raise CommandFailed(
            "This operation is extremely dangerous and may cause data loss."
            " This operation must be forced (use --force)."
        )
    await context.api.call("host.emergency_ha_disable", context.arguments.flag("soft"))


def _local(name: str, method: str, description: str) -> None:
    """Declare a command that calls one message without arguments on this host."""

    async def run(context: Context) -> None:
        await context.api.call(method)

    run.__doc__ = description
    command(name, local=True)(run)


_local(
    "host-emergency-reset-server-certificate",
    "host.emergency_reset_server_certificate",
    "Give this host a certificate of its own making.",
)
_local(
    "host-emergency-disable-tls-verification",
    "host.emergency_disable_tls_verification",
    "Have this host check no certificates.",
)
_local(
    "host-emergency-reenable-tls-verification",
    "host.emergency_reenable_tls_verification",
    "Have this host check certificates again.",
)
_local(
    "host-emergency-clear-mandatory-guidance",
    "host.emergency_clear_mandatory_guidance",
    "Drop what updates have asked to be done on this host.",
)
_local(
    "host-update-firewalld-service-status",
    "host.update_firewalld_service_status",
    "Open and close the ports of this host as its services need.",
)
_local("host-shutdown-agent", "host.shutdown_agent", "End the toolstack on this host.")


@command("host-get-server-certificate", selectors=Selectors.HOST)
async def get_server_certificate(context: Context) -> None:
    """Show a host's certificate."""
    for host in await select_hosts(context, one=True):
        await context.out.message(await context.api.call("host.get_server_certificate", host))


@command(
    "host-server-certificate-install",
    required="certificate private-key",
    optional="certificate-chain",
    selectors=Selectors.HOST,
)
async def server_certificate_install(context: Context) -> None:
    """Give a host a certificate, with its key and the certificates that sign it."""
    names = ("certificate", "private-key", "certificate-chain")
    hosts = await select_hosts(context, one=True, ignored=names)
    texts = [await _certificate(context, name) for name in names]
    for host in hosts:
        await context.api.call("host.install_server_certificate", host, *texts)


async def _certificate(context: Context, key: str) -> str:
    if not context.arguments.has(key):
        return ""
    try:
        return await load_text(context, context.arguments.get(key))
    except CommandFailed:
        await context.terminal.print_error("Failed to read certificate")
        raise Exited(1) from None


def _on_one(name: str, method: str, description: str) -> None:
    async def run(context: Context) -> None:
        for host in await select_hosts(context, one=True):
            await context.api.call(method, host)

    run.__doc__ = description
    command(name, selectors=Selectors.HOST)(run)


_on_one("host-refresh-server-certificate", "host.refresh_server_certificate", "Give a host a new certificate.")
_on_one("host-reset-server-certificate", "host.reset_server_certificate", "Drop a certificate that was installed.")


@command("diagnostic-net-stats", optional="uri method params", selectors=Selectors.HOST)
async def net_stats(context: Context) -> None:
    """Show how many requests a host has served."""
    keys = ("uri", "method", "params", "requests", "connections", "framed")
    options = {key: context.arguments.get(key) for key in keys if context.arguments.has(key)}
    for host in await select_hosts(context, one=True):
        rows = await context.api.call("Diagnostics.network_stats", host, options)
        for line in _aligned(rows):
            await context.out.list([line])


def _aligned(rows: list[list[str]]) -> list[str]:
    """Return rows as lines with their columns under each other."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    return [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
