"""Finding a guest: its network namespace, and how a command is run inside it."""

from __future__ import annotations

from pathlib import Path

from toolstack.guests import instance
from toolstack.guests.journal import Entry
from toolstack.guests.process import command_inside
from toolstack.lab.state import Lab


def guest_namespace(lab: Lab, vm: str) -> str:
    """Return the network namespace of a running guest, given by uuid or name label.

    Raises LookupError when no host of the lab runs it, or when the label is not unique.
    """
    return _find(lab, vm).namespace


def guest_command(lab: Lab, vm: str, command: tuple[str, ...]) -> tuple[str, ...]:
    """Return the command line that runs ``command`` among a guest's own processes, files and interfaces.

    Raises LookupError like :func:`guest_namespace`.
    """
    return command_inside(_find(lab, vm).pid, command)


def _find(lab: Lab, vm: str) -> Entry:
    found = [
        entry
        for host in lab.hosts
        for uuid, entry in instance.running(Path(host.root)).items()
        if vm in (uuid, entry.name_label)
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found) or 'no'} guests {vm} run in lab {lab.name}")
    return found[0]
