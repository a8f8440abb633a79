"""Whose guest is whose: agents of many lab hosts run guests on one machine."""

from __future__ import annotations

import hashlib
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from toolstack.guests import journal, process

if TYPE_CHECKING:
    from toolstack.guests.journal import Entry
    from toolstack.guests.process import Init

NAMES = Path("/run/netns")
"""Where ``ip netns`` looks for names."""


def mark(directory: Path) -> str:
    """Return what marks the guests of the agent with this state directory."""
    return hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:8]


def namespace_name(directory: Path, vm_uuid: str) -> str:
    """Return the name by which ``ip netns exec`` finds a guest's network."""
    return f"vm-{mark(directory)}-{vm_uuid}"


def name(directory: Path, init: Init) -> str:
    """Give a guest's network its name and return it.

    It is a link, which all mount namespaces see and which pins nothing: no crash leaves a network behind.
    """
    NAMES.mkdir(parents=True, exist_ok=True)
    link = NAMES / namespace_name(directory, init.vm_uuid)
    if not link.is_symlink() or link.readlink() != init.network_namespace:
        link.unlink(missing_ok=True)
        link.symlink_to(init.network_namespace)
    return link.name


def unname(directory: Path, vm_uuid: str) -> None:
    """Remove the name of a guest's network, if it has one."""
    (NAMES / namespace_name(directory, vm_uuid)).unlink(missing_ok=True)


def running(directory: Path) -> dict[str, Entry]:
    """Return the guests of an agent by uuid, for tools that run commands in them: see ``process.command_inside``.

    Raises GuestError when its journal cannot be read.
    """
    alive = {init.pid for init in process.find(mark(directory))}
    return {uuid: entry for uuid, entry in journal.load(directory).guests.items() if entry.pid in alive}


def sweep(directory: Path) -> int:
    """End every guest that an agent that is gone has left running; returns how many that were.

    The guests' ends on the host go with them, a moment later.  Names that lead nowhere any more are removed
    whosever they are: a guest that died while its agent was away leaves one.
    """
    found = process.find(mark(directory))
    for init in found:
        with suppress(ProcessLookupError):
            os.kill(init.pid, signal.SIGKILL)
    for link in NAMES.glob("vm-*"):
        if link.match(namespace_name(directory, "*")) or not link.exists():
            link.unlink(missing_ok=True)
    return len(found)
