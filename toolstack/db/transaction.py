"""Making the next snapshot: inserts, updates and deletes, with the bookkeeping that relations imply."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, TypeVar

from immutables import Map

from toolstack.datamodel import errors
from toolstack.datamodel.model import Record, Ref
from toolstack.db.relation import LINKS, targets
from toolstack.db.snapshot import Deleted, Row, Snapshot

Rec = TypeVar("Rec", bound=Record)

DELETED_LIMIT = 512
"""When this many deletions of one class would be remembered, the older half is forgotten."""
DELETED_KEPT = 257


def new_uuid() -> str:
    """Return a random (version 4) UUID; the standard library's way takes five times as long."""
    bits = secrets.randbits(128) & ~(0xF << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_ref() -> Ref[Any]:
    """Return a fresh opaque reference."""
    return Ref(f"OpaqueRef:{new_uuid()}")


@dataclass(frozen=True, slots=True)
class Change:
    """What a transaction did to one row: ``before`` is None for an insert, ``after`` for a delete."""

    cls: type[Record]
    ref: str
    before: Row[Any] | None
    after: Row[Any] | None

    @property
    def stored(self) -> bool:
        """Whether the record itself changed, not only a computed field."""
        return self.before is None or self.after is None or self.before.record is not self.after.record


class Transaction(Snapshot):
    """A snapshot in the making.  Reads see its own writes.

    The code between its creation and its commit must not give up control (no await), because it builds
    on the newest snapshot; ``Store.change`` sees to that by taking a plain function.
    """

    __slots__ = ("base", "changes")

    def __init__(self, base: Snapshot) -> None:
        super().__init__(
            base.generation,
            base.tables.copy(),
            base.uuids.copy(),
            base.reverses.copy(),
            base.uniques.copy(),
            base.deleted.copy(),
        )
        self.base = base
        self.changes: dict[tuple[str, str], Change] = {}

    def snapshot(self) -> Snapshot:
        """Return the result so far as a value of its own."""
        return Snapshot(
            self.generation,
            self.tables.copy(),
            self.uuids.copy(),
            self.reverses.copy(),
            self.uniques.copy(),
            self.deleted.copy(),
        )

    def insert(self, record: Rec, ref: Ref[Rec] | None = None) -> Ref[Rec]:
        """Add a row; an empty ``uuid`` field is filled in.  Returns its new reference.

        Raises DB_UNIQUENESS_CONSTRAINT_VIOLATION when a declared unique group or the uuid is taken.
        """
        if "uuid" in record.info.stored and not record.uuid:  # type: ignore[attr-defined]
            record = record.replace(uuid=new_uuid())
        key: Ref[Rec] = ref or new_ref()
        stamp = self._stamp()
        self._put(type(record), Row(key, record, stamp, stamp), None)
        return key

    def update(self, cls: type[Rec], ref: Ref[Rec], **values: Any) -> None:
        """Set stored fields.  Values that are equal already are no change and make no event."""
        row = self.row(cls, ref)
        changed = {key: value for key, value in values.items() if getattr(row.record, key) != value}
        if changed:
            self._put(cls, Row(row.ref, row.record.replace(**changed), row.created, self._stamp()), row)

    def touch(self, cls: type[Rec], ref: str) -> int:
        """Mark a row as modified although nothing changed; returns the generation of the mark."""
        row = self.row(cls, ref)
        stamp = self._stamp()
        self._replace(cls, Row(row.ref, row.record, row.created, stamp), row)
        return stamp

    def delete(self, cls: type[Rec], ref: Ref[Rec]) -> None:
        """Remove a row.  References to it stay behind and become stale, as in XenAPI."""
        row = self.row(cls, ref)
        name = cls.info.wire_name
        stamp = self._stamp()
        self.tables[name] = self.tables[name].delete(ref)
        if uuid := getattr(row.record, "uuid", ""):
            self.uuids[name] = self.uuids[name].delete(uuid)
        self._index_uniques(cls, ref, row.record, None)
        self._link(cls, ref, row.record, None, stamp)
        earlier = self.changes.get((name, ref))
        if earlier is None or earlier.before is not None:
            self._remember(name, Deleted(ref, row.created, stamp))
        self._record(cls, ref, row, None)

    def _remember(self, name: str, entry: Deleted) -> None:
        """Note a deletion; nobody needs to hear of a row that was made in the same transaction."""
        remembered = (*self.deleted.get(name, ()), entry)
        if len(remembered) >= DELETED_LIMIT:
            remembered = remembered[-DELETED_KEPT:]
        self.deleted[name] = remembered

    def _stamp(self) -> int:
        self.generation += 1
        return self.generation

    def _put(self, cls: type[Rec], row: Row[Rec], before: Row[Rec] | None) -> None:
        name, old = cls.info.wire_name, before.record if before else None
        uuid = getattr(row.record, "uuid", "")
        if uuid and self.uuids[name].get(uuid, row.ref) != row.ref:
            raise errors.DB_UNIQUENESS_CONSTRAINT_VIOLATION(name, "uuid", uuid)
        self._check_uniques(cls, row)
        self._index_uniques(cls, row.ref, old, row.record)
        old_uuid = getattr(old, "uuid", "")
        if uuid != old_uuid:
            index = self.uuids[name].delete(old_uuid) if old_uuid else self.uuids[name]
            self.uuids[name] = index.set(uuid, row.ref) if uuid else index
        self._replace(cls, row, before)
        self._link(cls, row.ref, old, row.record, row.modified)

    def _check_uniques(self, cls: type[Rec], row: Row[Rec]) -> None:
        name = cls.info.wire_name
        for group in cls.info.unique:
            values = tuple(getattr(row.record, key) for key in group)
            index = self.uniques.get((name, group))
            if index is not None and index.get(values, row.ref) != row.ref:
                raise errors.DB_UNIQUENESS_CONSTRAINT_VIOLATION(name, ",".join(group), ",".join(map(str, values)))

    def _replace(self, cls: type[Rec], row: Row[Rec], before: Row[Rec] | None) -> None:
        name = cls.info.wire_name
        self.tables[name] = self.tables[name].set(row.ref, row)
        self._record(cls, row.ref, before, row)

    def _record(self, cls: type[Record], ref: str, before: Row[Any] | None, after: Row[Any] | None) -> None:
        key = (cls.info.wire_name, ref)
        earlier = self.changes.get(key)
        if earlier is not None:
            before = earlier.before
        if before is None and after is None:
            del self.changes[key]
        else:
            self.changes[key] = Change(cls, ref, before, after)

    def _index_uniques(self, cls: type[Record], ref: str, old: Record | None, new: Record | None) -> None:
        name = cls.info.wire_name
        for group in cls.info.unique:
            before = tuple(getattr(old, key) for key in group) if old is not None else None
            after = tuple(getattr(new, key) for key in group) if new is not None else None
            if before == after:
                continue
            index = self.uniques.get((name, group), Map())
            if before is not None and index.get(before) == ref:
                index = index.delete(before)
            if after is not None:
                index = index.set(after, ref)
            self.uniques[name, group] = index

    def _link(self, cls: type[Record], ref: str, old: Record | None, new: Record | None, stamp: int) -> None:
        """Keep the computed ends of relations in step and mark the rows that own them as modified."""
        for link in LINKS[cls.info.wire_name]:
            before, after = targets(old, link), targets(new, link)
            if before == after:
                continue
            index = self.reverses.get(link.key, Map())
            for target in set(before) - set(after):
                rest = index.get(target, Map())
                rest = rest.delete(ref) if ref in rest else rest
                index = index.set(target, rest) if rest else (index.delete(target) if target in index else index)
                self._mark(link.target, target, stamp)
            for target in set(after) - set(before):
                index = index.set(target, index.get(target, Map()).set(ref, None))
                self._mark(link.target, target, stamp)
            self.reverses[link.key] = index

    def _mark(self, cls: type[Record], ref: str, stamp: int) -> None:
        row = self.tables[cls.info.wire_name].get(ref)
        if row is not None:
            self._replace(cls, Row(row.ref, row.record, row.created, stamp), row)
