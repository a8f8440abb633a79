"""From what an agent sees to the changes of records that follow from it.

Only what really differs is returned, so that a report which says nothing new changes nothing and wakes nobody.
What a user wants (``plugged`` and the like) is read here, never written, with one exception: a guest that has
ended by itself no longer wants its VIFs plugged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.plan.change import AddGuestMetrics, AddPifMetrics, Change, Update
from toolstack.plan.inventory import inventory
from toolstack.plan.seen_guest import guest_changes
from toolstack.plan.seen_host import host_changes
from toolstack.plan.seen_link import link_changes
from toolstack.plan.seen_pif import pif_changes
from toolstack.plan.sight import sight

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref
    from toolstack.plan.hoststate import HostState
    from toolstack.plan.reader import Reader

__all__ = ["AddGuestMetrics", "AddPifMetrics", "Change", "Update", "reflect"]


def reflect(reader: Reader, host_ref: Ref[Host], state: HostState) -> tuple[Change, ...]:
    """Return the changes of records that a host's state calls for; there is at most one Update for a row.

    Raises HANDLE_INVALID for an unknown host.
    """
    found, seen = inventory(reader, host_ref), sight(state)
    pifs: dict[str, Update] = {change.ref: change for change in pif_changes(found, seen)}
    return (
        *pifs.values(),
        *link_changes(found, seen),
        *guest_changes(found, seen),
        *host_changes(found, seen, pifs),
    )
