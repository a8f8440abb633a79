"""Taking back what a rule did, when the host would not follow.

Other calls may have built on it meanwhile, so it is taken back field by field: what somebody else has
changed since stays as they left it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from toolstack.datamodel.model import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.model import Record
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Change, Transaction

P = ParamSpec("P")
R = TypeVar("R")


def recorded(
    tx: Transaction, rule: Callable[Concatenate[Transaction, P], R], *args: P.args, **kwargs: P.kwargs
) -> tuple[R, tuple[Change, ...]]:
    """Run a rule as the first of its transaction; returns its result and what :func:`undo` needs."""
    result = rule(tx, *args, **kwargs)
    return result, tuple(change for change in tx.changes.values() if change.stored)


def undo(tx: Transaction, changes: Iterable[Change]) -> bool:
    """Take changes back; returns whether that was possible.

    It is not when something else refers by now to a record that they made: then nothing is changed.
    """
    changes = tuple(changes)
    if _built_upon(tx, changes):
        return False
    for change in changes:
        if change.before is None and _find(tx, change.cls, change.ref) is not None:
            tx.delete(change.cls, Ref(change.ref))
    for change in changes:
        if change.before is not None and change.after is None:
            tx.insert(change.before.record, change.before.ref)
    for change in changes:
        current = _find(tx, change.cls, change.ref)
        if change.before is not None and change.after is not None and current is not None:
            values = _old_values(change.before.record, change.after.record, current)
            tx.update(change.cls, change.before.ref, **values)
    return True


def _find(db: Snapshot, cls: type[Record], ref: str) -> Record | None:
    row = db.tables[cls.info.wire_name].get(ref)
    return None if row is None else row.record


def _built_upon(db: Snapshot, changes: tuple[Change, ...]) -> bool:
    ours = {change.ref for change in changes}
    for change in changes:
        if change.before is not None:
            continue
        for name, declared in change.cls.info.fields.items():
            if declared.computed and not ours.issuperset(db.reverse(change.cls, name, change.ref)):
                return True
    return False


def _old_values(before: Record, after: Record, current: Record) -> dict[str, Any]:
    return {
        name: getattr(before, name)
        for name in type(before).info.stored
        if getattr(before, name) != getattr(after, name) and getattr(current, name) == getattr(after, name)
    }
