"""Names of bridges."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.network import Network

if TYPE_CHECKING:
    from collections.abc import Container

    from toolstack.db.snapshot import Snapshot

HOST_INTERNAL = "xenapi"
"""Bridge of the host internal management network."""

LONGEST = 15
"""What the kernel allows an interface name, in characters."""

RESERVED = ("xen", "xapi", "vif", "tap", "eth")
"""Beginnings of names that the toolstack gives itself."""

_POSITIONED = re.compile(r"xenbr(\d+)")
_numbers = itertools.count()  # for the life of the process: a freed low number comes back after a restart only


def taken(db: Snapshot) -> set[str]:
    """Return the bridge names of all networks."""
    return {network.bridge for _, network in db.all(Network)}


def allocate(used: Container[str]) -> str:
    """Return a name ``xapi<N>`` that is not used."""
    return next(name for name in (f"xapi{number}" for number in _numbers) if name not in used)


def check_name(name: str) -> None:
    """Raise INVALID_VALUE for a name that a client may not give to a bridge."""
    if len(name) > LONGEST or name.startswith(RESERVED):
        raise errors.INVALID_VALUE("bridge", name)


def for_nic(device: str, position: int) -> str:
    """Return the bridge of a NIC; ``position`` is negative when the NIC has none."""
    return f"xenbr{position}" if position >= 0 else f"br{device}"


def position_of(name: str) -> int:
    """Return the NIC position in a bridge's name, or -1 for a bridge that was not named after one."""
    found = _POSITIONED.fullmatch(name)
    return int(found[1]) if found else -1
