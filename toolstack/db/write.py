"""What a change means for the stored rows, as values that can be merged before they become SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import FIELD_TYPES
from toolstack.datamodel.types import SECRET
from toolstack.db.schema import CODECS, CREATED, MODIFIED, REF, UNIQUE
from toolstack.db.snapshot import Row
from toolstack.db.transaction import Change

Operation: TypeAlias = Literal["insert", "update", "replace", "delete"]
"""``replace`` deletes the row first and inserts it last, so that unique values can change hands."""

_UNIQUE_FIELDS = {name: {key for group in groups for key in group} for name, groups in UNIQUE.items()}


@dataclass(frozen=True, slots=True)
class Write:
    """What happens to one row; ``values`` are what the driver takes, by column: all of them but for an update."""

    table: str
    ref: str
    operation: Operation
    values: dict[str, Any]

    def then(self, later: Write) -> Write | None:
        """Return the one write that has the effect of both, or None when they cancel out."""
        match self.operation, later.operation:
            case "insert", "delete":
                return None
            case _, "delete":
                return later
            case "delete", _:
                return replace(later, operation="replace")
            case (("insert" | "replace"), _):
                return replace(self, values=self.values | later.values)
            case _, "replace":
                return later
            case _:
                return replace(later, values=self.values | later.values)


def _encode(table: str, key: str, value: Any) -> Any:
    try:
        return CODECS[table][key].encode(value)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        # A codec's message tells what is wrong, never the value, which may be a secret.
        shown = "" if FIELD_TYPES[table, key] == SECRET else ascii(value)[:100]
        raise errors.VALUE_NOT_SUPPORTED(f"{table}.{key}", shown, _reason(error)) from None


def _reason(error: Exception) -> str:
    # What encoding functions of the standard library say repeats the text.
    return error.reason if isinstance(error, UnicodeError) and hasattr(error, "reason") else str(error)


def full_values(table: str, row: Row[Any]) -> dict[str, Any]:
    """Return every column of a row; raises VALUE_NOT_SUPPORTED when one cannot be kept."""
    values = {key: _encode(table, key, getattr(row.record, key)) for key in CODECS[table]}
    return {REF: row.ref, CREATED: row.created, MODIFIED: row.modified, **values}


def write_of(change: Change) -> Write | None:
    """Return what a change means for SQL, or None when the rows of the class are not stored.

    Raises VALUE_NOT_SUPPORTED when a value cannot be kept.
    """
    table, before, after = change.cls.info.wire_name, change.before, change.after
    if table not in CODECS:
        return None
    if after is None:
        return Write(table, change.ref, "delete", {})
    if before is None:
        return Write(table, change.ref, "insert", full_values(table, after))
    changed: tuple[str, ...] = ()
    if before.record is not after.record:
        changed = tuple(
            key for key in CODECS[table] if _differ(getattr(before.record, key), getattr(after.record, key))
        )
    if before.created != after.created or not _UNIQUE_FIELDS[table].isdisjoint(changed):
        return Write(table, change.ref, "replace", full_values(table, after))
    values = {key: _encode(table, key, getattr(after.record, key)) for key in changed}
    return Write(table, change.ref, "update", {MODIFIED: after.modified, **values})


def _differ(one: Any, other: Any) -> bool:
    return one is not other and one != other


def merge(writes: Iterable[Write]) -> list[Write]:
    """Return one write per row with the effect of all of them in order."""
    merged: dict[tuple[str, str], Write] = {}
    for write in writes:
        key = (write.table, write.ref)
        earlier = merged.pop(key, None)
        result = earlier.then(write) if earlier else write
        if result is not None:
            merged[key] = result
    return list(merged.values())
