"""What an administrator is told of by a message: links of bonds that come and go, NICs that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.message import Cls
from toolstack.datamodel.pif import Pif
from toolstack.plan.change import Update
from toolstack.rules import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction
    from toolstack.plan.change import Change
    from toolstack.plan.hoststate import HostState

BOND_STATUS_CHANGED: Final = "BOND_STATUS_CHANGED"
NIC_GONE: Final = "PIF_NIC_GONE"
PRIORITY: Final = 3


def leave(tx: Transaction, host: Ref[Host], state: HostState, changes: Iterable[Change]) -> None:
    """Leave messages about what a report says, before the changes that follow from it are written."""
    for change in changes:
        if isinstance(change, Update) and change.cls is Bond and "links_up" in change.fields:
            _bond(tx, host, change)
    if state.nics:
        _nics(tx, host, {nic.name for nic in state.nics})


def _bond(tx: Transaction, host: Ref[Host], change: Update) -> None:
    bond = tx.get(Bond, change.ref)
    members = tx.reverse(Bond, "slaves", change.ref)
    now, total = change.fields["links_up"], len(members)
    fresh = not tx.get(Pif, bond.master).currently_attached
    if fresh and now == total:
        return
    name = "+".join(sorted(tx.get(Pif, ref).device for ref in members))
    was = f"is: {now}/{total} up" if fresh else f"changed: {now}/{total} up (was {bond.links_up}/{total})"
    body = f"The status of the {name} bond {was}"
    message.create(tx, BOND_STATUS_CHANGED, PRIORITY, Cls.HOST, tx.get(Host, host).uuid, body)


def _nics(tx: Transaction, host: Ref[Host], present: set[str]) -> None:
    """A PIF is told of once: it is not attached afterwards."""
    for ref in tx.reverse(Host, "PIFs", host):
        pif = tx.get(Pif, ref)
        if pif.physical and pif.currently_attached and pif.device not in present:
            body = f"NIC {pif.device} ({pif.MAC}) is gone"
            message.create(tx, NIC_GONE, PRIORITY, Cls.HOST, tx.get(Host, host).uuid, body)
