"""``toolstackctl``: looking after a host, beside its running server or without it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from toolstack.agent.protocol import Observe, Plan, Planned, State
from toolstack.api.agentlink import AgentLink
from toolstack.api.faults import AgentError, AgentRefused, AgentUnreachable
from toolstack.datamodel.host import Host
from toolstack.db import backup as backups
from toolstack.db.error import StorageError
from toolstack.db.view import view
from toolstack.plan.check import findings
from toolstack.plan.explain import explain_text
from toolstack.plan.wanted import wanted
from toolstack.settings import Settings, SettingsError, find, load

if TYPE_CHECKING:
    from toolstack.agent.protocol import Command, Result
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot

PATIENCE = 10.0
"""Seconds that the agent may take to answer the greeting, and then the question."""


class Commands(click.Group):
    """Turns the expected errors into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (SettingsError, StorageError, AgentError, LookupError, OSError) as error:
            print(f"toolstackctl: {error}", file=sys.stderr)
            sys.exit(1)


@click.group(cls=Commands)
@click.option("--config", type=click.Path(dir_okay=False), help="The configuration file of the host.")
@click.pass_context
def main(ctx: click.Context, config: str | None) -> None:
    """Look after a host."""
    ctx.obj = load(find(config))


@main.command()
@click.option("--host", "host_name", help="Host, by name label or uuid; default: the only one.")
@click.pass_obj
def plan(settings: Settings, host_name: str | None) -> None:
    """Show what the host's agent would change to reach what the records want, without changing it.

    Exit status 0 when there is nothing to do, 2 when there is.
    """
    snapshot = view(settings.database_url)
    network = wanted(snapshot, _host(snapshot, host_name))
    answer = asyncio.run(_ask(settings, Plan(wanted=network)))
    if not isinstance(answer, Planned):
        raise AgentRefused("bad-request", f"an unexpected answer: {type(answer).__name__}")
    print(explain_text(answer.steps))
    if answer.steps:
        sys.exit(2)


@main.command()
@click.option("--host", "host_name", help="Host, by name label or uuid; default: the only one.")
@click.pass_obj
def doctor(settings: Settings, host_name: str | None) -> None:
    """List findings on records, plan and host.

    Exit status 0 when there is none, 2 when there is.
    """
    snapshot = view(settings.database_url)
    host = _host(snapshot, host_name)
    try:
        answer = asyncio.run(_ask(settings, Observe()))
    except AgentUnreachable as error:
        print(f"The host was not looked at: {error}", file=sys.stderr)
        state = None
    else:
        state = answer.state if isinstance(answer, State) else None
    found = findings(snapshot, host, state)
    table = Table("severity", "subject", "finding")
    for finding in found:
        table.add_row(finding.severity, finding.subject, finding.text)
    for drift in state.drift if state else ():
        table.add_row("repaired", drift.owner or "host", drift.text)
    if table.row_count:
        # Whole uuids also where nobody reads a screen: in a log or a pipe.
        Console(width=None if sys.stdout.isatty() else 200).print(table)
    else:
        print("Nothing to report.")
    if found:
        sys.exit(2)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Write the database to a portable file, also while the server runs."""
    made = backups.backup(settings.database_url, file)
    print(f"{made.rows} rows of schema {made.revision} written to {file}.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.confirmation_option(prompt="This replaces everything in the database. Go on?")
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Replace the database by the content of a backup; the server must not be running."""
    restored = backups.restore(settings.database_url, file, replace=True)
    print(f"{restored.rows} rows restored; the backup was made at {restored.created}.")


def _host(snapshot: Snapshot, name: str | None) -> Ref[Host]:
    hosts = list(snapshot.all(Host))
    if name is not None:
        hosts = [(ref, host) for ref, host in hosts if name in (host.name_label, host.hostname, host.uuid)]
    if len(hosts) != 1:
        raise LookupError(f"{len(hosts)} hosts match; say which with --host")
    return hosts[0][0]


async def _ask(settings: Settings, command: Command) -> Result:
    """Send one command to the host's agent."""
    link = AgentLink(settings.agent_socket)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(link.run())
        try:
            async with asyncio.timeout(PATIENCE):
                await link.wait_connected()
            return await link.request(command, PATIENCE)
        except TimeoutError:
            raise AgentUnreachable(f"no answer at {settings.agent_socket}") from None
        finally:
            running.cancel()
    raise AssertionError("unreachable")


if __name__ == "__main__":
    main()
