"""The pool as a whole: who is in it, and who leads it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.errors import JOINING_HOST_CONNECTION_FAILED
from toolstack.xe.command import command
from toolstack.xe.confirm import confirm
from toolstack.xe.error import CommandFailed, Exited
from toolstack.xe.terminal import TooBig
from toolstack.xe.transfer import fetch

if TYPE_CHECKING:
    from toolstack.xe.command import Context

AGENT_RESTART = "in 10.000 seconds..."


@command("pool-join", required="master-address master-username master-password", optional="force")
async def join(context: Context) -> None:
    """Make this host a member of another pool."""
    given = context.arguments
    method = "pool.join_force" if given.flag("force") else "pool.join"
    where = [given.require(f"master-{what}") for what in ("address", "username", "password")]
    try:
        await context.api.call(method, *where)
    except ApiError as error:
        if error.code != JOINING_HOST_CONNECTION_FAILED.code:
            raise
        await context.out.message("The pool could not be reached.")
        await context.out.message("Check that the address is right, and that its coordinator runs.")
        return
    await context.out.message(f"Host agent will restart and attempt to join pool {AGENT_RESTART}")


@command("pool-eject", required="host-uuid", optional="force")
async def eject(context: Context) -> None:
    """Take a host out of the pool; whatever is on its local storage is lost."""
    api = context.api
    host = await api.by_uuid("host", context.arguments.require("host-uuid"))
    if not context.arguments.flag("force"):
        await context.terminal.print("WARNING: Ejecting a host from the pool will reinitialise that host's local SRs.")
        await context.terminal.print("WARNING: Any data contained with the local SRs will be lost.")
        disks = await _local_disks(context, host)
        if disks:
            await context.terminal.print("The following VDI objects will be destroyed:")
            for disk in disks:
                await context.terminal.print(disk)
        await confirm(context)
    await api.call("pool.eject", host)
    await context.out.message(f"Specified host will attempt to restart as a master of a new pool {AGENT_RESTART}")


async def _local_disks(context: Context, host: str) -> list[str]:
    """Return the disks that only this host can reach; storage that cannot be asked has none."""
    api, found = context.api, []
    try:
        for pbd in await api.call("host.get_PBDs", host):
            sr = await api.call("PBD.get_SR", pbd)
            hosts = {await api.call("PBD.get_host", each) for each in await api.call("SR.get_PBDs", sr)}
            if hosts == {host}:
                for vdi in await api.call("SR.get_VDIs", sr):
                    label = await api.call("VDI.get_name_label", vdi)
                    found.append(f"{await api.uuid('VDI', vdi)} ({label})")
    except ApiError:
        return found
    return found


@command("pool-emergency-reset-master", required="master-address", local=True)
async def emergency_reset_master(context: Context) -> None:
    """Tell a member that has lost its coordinator where the coordinator is."""
    address = context.arguments.require("master-address")
    await context.api.call("pool.emergency_reset_master", address)
    await context.out.message(f"Host agent will restart and become slave of {address} {AGENT_RESTART}")


@command("pool-emergency-transition-to-master", optional="force", local=True)
async def emergency_transition_to_master(context: Context) -> None:
    """Make a member that has lost its coordinator the coordinator."""
    if not context.arguments.flag("force") and await _is_alone(context):
        await context.out.message("Host agent is already master. Use '--force' to execute the operation anyway.")
        return
    await context.api.call("pool.emergency_transition_to_master")
    await context.out.message(f"Host agent will restart and transition to master {AGENT_RESTART}")


async def _is_alone(context: Context) -> bool:
    """Whether this host is certainly the coordinator; a member tells when it is asked to become one."""
    return len(await context.api.call("host.get_all")) == 1


@command("pool-recover-slaves")
async def recover_slaves(context: Context) -> None:
    """Tell the members that have lost their coordinator that it is this host."""
    hosts = await context.api.call("pool.recover_slaves")
    await context.out.list([await context.api.uuid("host", host) for host in hosts])


@command("pool-designate-new-master", required="host-uuid")
async def designate_new_master(context: Context) -> None:
    """Make another host of the pool its coordinator."""
    host = await context.api.by_uuid("host", context.arguments.require("host-uuid"))
    await context.api.call("pool.designate_new_master", host)


@command("pool-sync-database")
async def sync_database(context: Context) -> None:
    """Have every member keep a copy of the database as it is now."""
    await context.api.call("pool.sync_database")


@command("pool-dump-database", required="file-name")
async def dump_database(context: Context) -> None:
    """Write the pool's database to a file, as XML."""
    await fetch(context, context.arguments.require("file-name"), "/pool/xmldbdump")


@command("pool-management-reconfigure", required="network-uuid")
async def management_reconfigure(context: Context) -> None:
    """Move the management traffic of all hosts to another network."""
    network = await context.api.by_uuid("network", context.arguments.require("network-uuid"))
    await context.api.call("pool.management_reconfigure", network)


@command("pool-enable-tls-verification")
async def enable_tls_verification(context: Context) -> None:
    """Have the hosts check each other's certificates."""
    await context.api.call("pool.enable_tls_verification")


@command("pool-certificate-sync")
async def certificate_sync(context: Context) -> None:
    """Copy the coordinator's certificates to every member."""
    await context.api.call("pool.certificate_sync")


@command("pool-secret-rotate")
async def secret_rotate(context: Context) -> None:
    """Replace the secret by which the hosts know each other."""
    await context.api.call("pool.rotate_secret")


async def _install(context: Context, method: str) -> None:
    name = context.arguments.require("filename")
    try:
        content = await context.terminal.load(name)
    except TooBig as limit:
        raise CommandFailed(f"{name} is longer than {limit}") from None
    if content is None:
        await context.terminal.print_error("Failed to read certificate")
        raise Exited(1)
    text = content.decode("utf-8", "surrogateescape")
    await context.api.call(f"pool.{method}", PurePosixPath(name).name, text)


@command("pool-install-ca-certificate", required="filename")
async def install_ca_certificate(context: Context) -> None:
    """Have the pool trust a certificate authority."""
    await _install(context, "install_ca_certificate")


@command("pool-crl-install", required="filename")
async def crl_install(context: Context) -> None:
    """Install a list of revoked certificates in the pool."""
    await _install(context, "crl_install")


@command("pool-uninstall-ca-certificate", required="name", optional="force")
async def uninstall_ca_certificate(context: Context) -> None:
    """Have the pool trust a certificate authority no more."""
    given = context.arguments
    await context.api.call("pool.uninstall_ca_certificate", given.require("name"), given.flag("force"))


@command("pool-crl-list")
async def crl_list(context: Context) -> None:
    """List the lists of revoked certificates."""
    await context.out.list(await context.api.call("pool.crl_list"))
