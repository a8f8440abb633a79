"""The ``toolstack-lab`` command."""

from __future__ import annotations

import json
import os
import sys
from typing import NoReturn

import click
from rich.console import Console
from rich.table import Table

from toolstack.lab import fabric, life, state
from toolstack.lab.fabric import LabError
from toolstack.lab.guest import guest_command
from toolstack.lab.state import HostEntry, Lab

NAME = click.option("--name", default="lab", show_default=True, help="Name of the lab; labs live side by side.")


class Commands(click.Group):
    """Turns the lab's own errors into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (LabError, LookupError) as error:
            print(f"toolstack-lab: {error.args[0]}", file=sys.stderr)
            sys.exit(1)


@click.group(cls=Commands)
def main() -> None:
    """Hosts, a physical switch and guests as network namespaces on this machine."""


@main.command()
@click.option("--hosts", default=1, show_default=True, type=click.IntRange(1, 64), help="How many hosts.")
@click.option("--nics", default=2, show_default=True, type=click.IntRange(1, 16), help="NICs of each host.")
@click.option("--json", "as_json", is_flag=True, help="Print the hosts as JSON.")
@NAME
def up(hosts: int, nics: int, name: str, *, as_json: bool) -> None:
    """Make a lab and start everything in it."""
    _show(life.up(name, hosts, nics), as_json=as_json)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the hosts as JSON.")
@NAME
def status(name: str, *, as_json: bool) -> None:
    """Show a lab's hosts and whether their daemons run."""
    _show(state.load(name), as_json=as_json)


@main.command(name="list")
def list_() -> None:
    """List the labs of this machine."""
    for name in state.names():
        print(name)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("host")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@NAME
def exec(host: str, command: tuple[str, ...], name: str) -> None:  # noqa: A001 - the command's name
    """Run a command on a host (or on "switch", or a peer), in its own environment."""
    lab = state.load(name)
    if host in lab.peers:
        _run_inside(fabric.peer_namespace(lab, host), command, {})
    entry = lab.host(host)
    _run_inside(entry.namespace, command, entry.environment)


@main.command(name="guest-exec", context_settings={"ignore_unknown_options": True})
@click.argument("vm")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@NAME
def guest_exec(vm: str, command: tuple[str, ...], name: str) -> None:
    """Run a command inside a guest, given by uuid or name label: among its processes, with its host name."""
    _run(guest_command(state.load(name), vm, command), {})


@main.command()
@click.argument("host")
@click.argument("nic")
@click.argument("direction", type=click.Choice(["down", "up"]))
@NAME
def cable(host: str, nic: str, direction: str, name: str) -> None:
    """Pull a NIC's cable, or put it back."""
    lab = state.load(name)
    fabric.cable(lab, lab.host(host), nic, up=direction == "up")


@main.command()
@click.argument("peer")
@click.option("--vlan", type=click.IntRange(1, 4094), help="VLAN of its switch port; untagged by default.")
@click.option("--address", help="Its address with prefix length.")
@click.option("--remove", is_flag=True, help="Remove the peer instead.")
@NAME
def peer(peer: str, vlan: int | None, address: str | None, name: str, *, remove: bool) -> None:
    """Put a machine behind the physical switch."""
    lab = state.load(name)
    if remove:
        fabric.remove_peer(lab, peer)
    else:
        print(fabric.make_peer(lab, peer, vlan=vlan, address=address))


@main.command()
@click.argument("host")
@click.option("--ovs", is_flag=True, help="Restart its Open vSwitch too, as a reboot does.")
@NAME
def restart(host: str, name: str, *, ovs: bool) -> None:
    """Restart a host's daemons; its records and its configuration stay."""
    lab = state.load(name)
    life.restart(lab, lab.host(host), ovs=ovs)


@main.command()
@click.argument("host")
@NAME
def stop(host: str, name: str) -> None:
    """End a host's agent and server; "restart" starts them again."""
    lab = state.load(name)
    life.stop_daemons(lab, lab.host(host))


@main.command()
@click.option("--all", "everything", is_flag=True, help="Remove every lab of this machine.")
@NAME
def down(name: str, *, everything: bool) -> None:
    """Remove a lab, also what a crashed one left behind."""
    for each in state.names() if everything else [name]:
        if not life.down(each):
            raise LabError(f"there is no lab {each}")


def _run_inside(namespace: str, command: tuple[str, ...], environment: dict[str, str]) -> NoReturn:
    _run(("ip", "netns", "exec", namespace, *command), environment)


def _run(command: tuple[str, ...], environment: dict[str, str]) -> NoReturn:
    path = f"{os.path.dirname(sys.executable)}:{os.environ.get('PATH', '/usr/sbin:/usr/bin:/sbin:/bin')}"  # noqa: PTH120
    sys.stdout.flush()
    os.execvpe(  # noqa: S606 - running a command is what was asked for
        command[0],
        command,
        {**os.environ, **environment, "PATH": path},
    )


def _show(lab: Lab, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"name": lab.name, "hosts": [host.describe() for host in lab.hosts]}, indent=2))
        return
    table = Table("host", "address", "user", "password", "NICs", "daemons", title=f"lab {lab.name}")
    for host in lab.hosts:
        table.add_row(host.name, host.address, host.user, host.password, " ".join(host.nics), _daemons(host))
    Console().print(table)


def _daemons(host: HostEntry) -> str:
    dead = [p.name for p in host.processes if not p.alive]
    return f"[red]not running: {', '.join(dead)}[/red]" if dead else "all running"


if __name__ == "__main__":
    main()
