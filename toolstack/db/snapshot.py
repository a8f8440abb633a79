"""The database as a value.

A :class:`Snapshot` never changes; a transaction makes the next one, sharing everything that stayed the
same.  Reading costs a lookup in a persistent hash map, so readers need neither locks nor copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from immutables import Map

from toolstack.datamodel import catalog, errors
from toolstack.datamodel.model import NULL, Record, Ref

Rec = TypeVar("Rec", bound=Record)


@dataclass(slots=True, eq=False)
class Row(Generic[Rec]):
    """A record with its place in history.

    ``created`` and ``modified`` are generations.  A row is replaced whenever its record changes *or* one
    of its computed fields does, so whatever is derived from a row may be kept in ``rendered``.
    """

    ref: Ref[Rec]
    record: Rec
    created: int
    modified: int
    rendered: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deleted:
    """What is remembered of a deleted row, for clients that ask what happened since."""

    ref: str
    created: int
    deleted: int


Table: TypeAlias = Map[str, Row[Any]]
Referrers: TypeAlias = Map[str, Map[str, None]]


@dataclass(slots=True, eq=False)
class Snapshot:
    """Every table at one generation, with the indexes that reads need.

    ``reverses`` maps a stored end of a relation (``"PIF.network"``) to target -> referring references;
    ``uniques`` maps (class, fields) to values -> reference.  The outer dictionaries have few entries: they
    are copied for every transaction and never changed afterwards.
    """

    generation: int = 0
    tables: dict[str, Table] = field(default_factory=lambda: {name: Map() for name in catalog.CLASSES})
    uuids: dict[str, Map[str, str]] = field(default_factory=lambda: {name: Map() for name in catalog.CLASSES})
    reverses: dict[str, Referrers] = field(default_factory=dict)
    uniques: dict[tuple[str, tuple[str, ...]], Map[tuple[Any, ...], str]] = field(default_factory=dict)
    deleted: dict[str, tuple[Deleted, ...]] = field(default_factory=dict)

    def row(self, cls: type[Rec], ref: str) -> Row[Rec]:
        """Return the row of a reference; raises HANDLE_INVALID when there is none."""
        found = self.tables[cls.info.wire_name].get(ref)
        if found is None:
            raise errors.HANDLE_INVALID(cls.info.wire_name, ref)
        return found

    def get(self, cls: type[Rec], ref: Ref[Rec]) -> Rec:
        """Return a record; raises HANDLE_INVALID when the reference is null or stale."""
        return self.row(cls, ref).record

    def find(self, cls: type[Rec], ref: Ref[Rec]) -> Rec | None:
        """Return a record, or None when the reference is null or stale."""
        found = self.tables[cls.info.wire_name].get(ref)
        return None if found is None else found.record

    def by_uuid(self, cls: type[Rec], uuid: str) -> Ref[Rec]:
        """Return the reference of the record with this uuid; raises UUID_INVALID when there is none."""
        ref = self.uuids[cls.info.wire_name].get(uuid)
        if ref is None:
            raise errors.UUID_INVALID(cls.info.wire_name, uuid)
        return Ref(ref)

    def rows(self, cls: type[Rec]) -> Iterator[Row[Rec]]:
        """Yield every row of a class, in no particular order."""
        return iter(self.tables[cls.info.wire_name].values())

    def all(self, cls: type[Rec]) -> Iterator[tuple[Ref[Rec], Rec]]:
        """Yield every (reference, record) of a class, in no particular order."""
        for row in self.tables[cls.info.wire_name].values():
            yield row.ref, row.record

    def count(self, cls: type[Record]) -> int:
        """Return how many rows a class has."""
        return len(self.tables[cls.info.wire_name])

    def reverse(self, cls: type[Record], name: str, ref: str) -> tuple[Ref[Any], ...]:
        """Return the value of a computed field, such as ``reverse(Network, "PIFs", network)``.

        Ordered by creation, so that "the first one" means the oldest everywhere.
        """
        stored_end = cls.info.fields[name].reverse_of
        found = self.reverses.get(stored_end, _NO_REFERRERS).get(ref)
        if not found:
            return ()
        if len(found) == 1:
            return tuple(Ref(key) for key in found)
        table = self.tables[stored_end.split(".")[0]]
        return tuple(Ref(key) for key in sorted(found, key=lambda key: (table[key].created, key)))

    def only(self, cls: type[Record], name: str, ref: str) -> Ref[Any]:
        """Return the single element of a computed field that holds at most one, or the null reference."""
        found = self.reverse(cls, name, ref)
        return found[0] if found else NULL

    def unique(self, cls: type[Rec], **values: Any) -> Ref[Rec]:
        """Return the row holding these values of a declared unique group, or the null reference."""
        group = tuple(values)
        return Ref(self.uniques.get((cls.info.wire_name, group), _NO_VALUES).get(tuple(values.values()), NULL))


_NO_REFERRERS: Referrers = Map()
_NO_VALUES: Map[tuple[Any, ...], str] = Map()
