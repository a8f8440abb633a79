"""The messages that follow from the declaration of a class, executed generically.

Reads are plain functions of a snapshot; writes are rules that run in a transaction.  Nothing here knows any
class by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from toolstack.api.query import compile_filter
from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.types import Collection, Mapped, Reference, Structure
from toolstack.wire.values import Shared

if TYPE_CHECKING:
    from toolstack.datamodel.catalog import Resolved
    from toolstack.datamodel.model import Record
    from toolstack.db.snapshot import Row, Snapshot
    from toolstack.db.transaction import Transaction

Reader: TypeAlias = "Callable[..., Any]"
"""``(snapshot, *arguments) -> result``."""
Rule: TypeAlias = "Callable[..., None]"
"""``(transaction, *arguments) -> None``."""
Getter: TypeAlias = "Callable[[Snapshot, Row[Any]], Any]"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold."""


def view(snapshot: Snapshot, row: Row[Any]) -> Shared:
    """Return a whole row as clients see it; its encodings live as long as the row does."""
    name = type(row.record).info.wire_name
    return Shared(_KINDS[name], row.rendered, partial(record, snapshot, row))


def record(snapshot: Snapshot, row: Row[Any]) -> dict[str, Any]:
    """Return the fields of a row that a client sees, by wire name, in declaration order."""
    return {name: get(snapshot, row) for name, get in getters(type(row.record).info.wire_name)}


def _getter(cls: type[Record], name: str) -> Getter:
    declared = cls.info.fields[name]
    if declared.computed:
        return lambda snapshot, row: snapshot.reverse(cls, name, row.ref)
    if isinstance(FIELD_TYPES[cls.info.wire_name, name], Reference):
        return lambda _snapshot, row: getattr(row.record, name) or NULL
    return lambda _snapshot, row: getattr(row.record, name)


_KINDS = {name: Structure(name) for name in CLASSES}
_GETTERS: dict[str, tuple[tuple[str, Getter], ...]] = {}


def getters(name: str) -> tuple[tuple[str, Getter], ...]:
    """Return (field name, function of snapshot and row) for every shown field of a class."""
    found = _GETTERS.get(name)
    if found is None:
        cls = CLASSES[name]
        found = _GETTERS[name] = tuple((key, _getter(cls, key)) for key in cls.info.shown)
    return found


def reader(message: Resolved) -> Reader | None:  # noqa: PLR0911 - one per kind of message
    """Return the function that answers a derived reading message, or None when it is none."""
    cls = CLASSES[message.owner]
    match message.kind:
        case "field:get":
            return _read_field(cls, message.field)
        case "object:get_record":
            return lambda snapshot, ref: view(snapshot, snapshot.row(cls, ref))
        case "object:get_by_uuid":
            return lambda snapshot, uuid: snapshot.by_uuid(cls, uuid)
        case "object:get_by_name_label":
            return lambda snapshot, label: tuple(ref for ref, rec in snapshot.all(cls) if rec.name_label == label)
        case "object:get_all":
            return lambda snapshot: tuple(snapshot.tables[message.owner])
        case "object:get_all_records":
            return lambda snapshot: views(snapshot, snapshot.rows(cls))
        case "object:get_all_where":
            return lambda snapshot, expr: tuple(row.ref for row in select(snapshot, cls, expr))
        case "object:get_all_records_where":
            return lambda snapshot, expr: views(snapshot, select(snapshot, cls, expr))
        case _:
            return None


def _read_field(cls: type[Record], name: str) -> Reader:
    get = _getter(cls, name)
    return lambda snapshot, ref: get(snapshot, snapshot.row(cls, ref))


def views(snapshot: Snapshot, rows: Iterator[Row[Any]]) -> dict[str, Shared]:
    """Return rows by reference, ready to be encoded."""
    return {row.ref: view(snapshot, row) for row in rows}


def select(snapshot: Snapshot, cls: type[Record], expression: str) -> Iterator[Row[Any]]:
    """Yield the rows that a filter expression selects; raises as :func:`compile_filter` does."""
    selected = compile_filter(cls, expression)
    return (row for row in snapshot.rows(cls) if selected(row, snapshot))


def writer(message: Resolved) -> Rule | None:
    """Return the rule that carries out a derived setter, or None when the message is none."""
    cls, name = CLASSES[message.owner], message.field
    kind = FIELD_TYPES.get((message.owner, name))
    match message.kind, kind:
        case "field:set", _:
            return lambda tx, ref, value: set_field(tx, cls, Ref(ref), name, value)
        case "field:add", Mapped():
            return lambda tx, ref, key, value: add_to_map(tx, cls, Ref(ref), name, key, value)
        case "field:remove", Mapped():
            return lambda tx, ref, key: remove_from_map(tx, cls, Ref(ref), name, key)
        case "field:add", Collection():
            return lambda tx, ref, value: add_to_set(tx, cls, Ref(ref), name, value)
        case "field:remove", Collection():
            return lambda tx, ref, value: remove_from_set(tx, cls, Ref(ref), name, value)
        case _:
            return None


def set_field(tx: Transaction, cls: type[Record], ref: Ref[Any], name: str, value: Any) -> None:
    """Set a field; text that no XML document can hold is an INTERNAL_ERROR."""
    tx.row(cls, ref)
    if not _legal(value):
        raise errors.INTERNAL_ERROR(f"{cls.info.wire_name}.{name} cannot hold characters that XML does not allow")
    tx.update(cls, ref, **{name: value})


def add_to_map(tx: Transaction, cls: type[Record], ref: Ref[Any], name: str, key: Any, value: Any) -> None:
    """Add a pair to a map; raises MAP_DUPLICATE_KEY when the key is there, whatever its value."""
    found: Mapping[Any, Any] = getattr(tx.row(cls, ref).record, name)
    key, value = legal_text(key), legal_text(value)
    if key == "":
        raise errors.INTERNAL_ERROR(f"the key for {cls.info.wire_name}.{name} is empty")
    if key in found:
        raise errors.MAP_DUPLICATE_KEY(cls.info.wire_name, cls.info.fields[name].column, ref, key)
    tx.update(cls, ref, **{name: {key: value, **found}})


def remove_from_map(tx: Transaction, cls: type[Record], ref: Ref[Any], name: str, key: Any) -> None:
    """Remove a key from a map; a missing key is no error."""
    found: Mapping[Any, Any] = getattr(tx.row(cls, ref).record, name)
    if key in found:
        tx.update(cls, ref, **{name: {k: v for k, v in found.items() if k != key}})


def add_to_set(tx: Transaction, cls: type[Record], ref: Ref[Any], name: str, value: Any) -> None:
    """Add an element to a set, unless it is there."""
    found: tuple[Any, ...] = getattr(tx.row(cls, ref).record, name)
    value = legal_text(value)
    if value not in found:
        tx.update(cls, ref, **{name: (value, *found)})


def remove_from_set(tx: Transaction, cls: type[Record], ref: Ref[Any], name: str, value: Any) -> None:
    """Remove an element from a set; a missing one is no error."""
    found: tuple[Any, ...] = getattr(tx.row(cls, ref).record, name)
    if value in found:
        tx.update(cls, ref, **{name: tuple(item for item in found if item != value)})


def legal_text(value: Any) -> Any:
    """Return a value with its text cut at the first character that XML does not allow.

    This is what constructors and ``add_`` messages do; setters refuse such text.  Containers are cut
    element by element.
    """
    match value:
        case str() if (found := _ILLEGAL.search(value)) is not None:
            return type(value)(value[: found.start()])
        case tuple():
            return tuple(map(legal_text, value))
        case dict():
            return {legal_text(key): legal_text(content) for key, content in value.items()}
        case _:
            return value


def _legal(value: Any) -> bool:
    match value:
        case str():
            return _ILLEGAL.search(value) is None
        case tuple():
            return all(map(_legal, value))
        case dict():
            return all(_legal(key) and _legal(content) for key, content in value.items())
        case _:
            return True
