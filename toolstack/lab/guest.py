"""Finding the namespace of a guest."""

from __future__ import annotations

from pathlib import Path

from toolstack.guests.journal import load
from toolstack.lab.state import Lab


def guest_namespace(lab: Lab, vm: str) -> str:
    """Return the network namespace of a running guest, given by uuid or name label.

    Raises LookupError when no host of the lab runs it, or when the label is not unique.
    """
    found = {
        entry.namespace
        for host in lab.hosts
        for uuid, entry in load(Path(host.root)).guests.items()
        if vm in (uuid, entry.name_label)
    }
    if len(found) != 1:
        raise LookupError(f"{len(found) or 'no'} guests {vm} run in lab {lab.name}")
    return found.pop()
