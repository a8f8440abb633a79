"""What planning reads: the part of a database snapshot that it needs, as a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolstack.datamodel.model import Record, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

Rec = TypeVar("Rec", bound=Record)


class Reader(Protocol):
    """A value of the database, such as ``db.snapshot.Snapshot`` and a transaction on it."""

    def get(self, cls: type[Rec], ref: Ref[Rec]) -> Rec:
        """Return a record; raises HANDLE_INVALID when the reference is null or stale."""

    def find(self, cls: type[Rec], ref: Ref[Rec]) -> Rec | None:
        """Return a record, or None when the reference is null or stale."""

    def all(self, cls: type[Rec]) -> Iterator[tuple[Ref[Rec], Rec]]:
        """Yield every (reference, record) of a class, in no particular order."""

    def reverse(self, cls: type[Record], name: str, ref: str) -> tuple[Ref[Any], ...]:
        """Return the value of a computed field, oldest first."""

    def only(self, cls: type[Record], name: str, ref: str) -> Ref[Any]:
        """Return the single element of a computed field, or the null reference."""
