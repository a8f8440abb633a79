"""Reading every stored row into a snapshot."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from immutables import Map

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import Record, Ref
from toolstack.db.error import Unreadable
from toolstack.db.relation import LINKS, targets
from toolstack.db.schema import CODECS, STORED, TABLES, deleted
from toolstack.db.snapshot import Deleted, Row, Snapshot


def read_snapshot(connection: sa.Connection, generation: int) -> Snapshot:
    """Return the stored rows as a snapshot of this generation, with its indexes.

    Raises Unreadable when a value does not fit its declaration.
    """
    with _no_collection():
        tables = {name: _read_table(connection, name) for name in STORED}
        return snapshot_of(tables, generation, _read_deleted(connection))


def snapshot_of(
    tables: dict[str, dict[str, Row[Any]]], generation: int, remembered: dict[str, tuple[Deleted, ...]]
) -> Snapshot:
    """Return a snapshot of these rows, with every index computed."""
    empty = Snapshot()
    uniques: dict[tuple[str, tuple[str, ...]], Map[tuple[Any, ...], str]] = {}
    uuids: dict[str, Map[str, str]] = {}
    reverses: dict[str, dict[str, dict[str, None]]] = {}
    for name, rows in tables.items():
        info = CLASSES[name].info
        if "uuid" in info.stored:
            uuids[name] = Map({row.record.uuid: ref for ref, row in rows.items() if row.record.uuid})
        for group in info.unique:
            index = {tuple(getattr(row.record, key) for key in group): ref for ref, row in rows.items()}
            if index:
                uniques[name, group] = Map(index)
        for link in LINKS[name]:
            referrers = reverses.setdefault(link.key, {})
            for ref, row in rows.items():
                for target in targets(row.record, link):
                    referrers.setdefault(target, {})[ref] = None
    return Snapshot(
        generation,
        empty.tables | {name: Map(rows) for name, rows in tables.items()},
        empty.uuids | uuids,
        {key: Map({ref: Map(refs) for ref, refs in found.items()}) for key, found in reverses.items() if found},
        uniques,
        remembered,
    )


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from going through a heap that only grows, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_table(connection: sa.Connection, name: str) -> dict[str, Row[Any]]:
    make = record_maker(name)
    rows: dict[str, Row[Any]] = {}
    for ref, created, modified, *values in raw_rows(connection, TABLES[name]):
        rows[ref] = Row(Ref(ref), make(ref, values), created, modified)
    return rows


def raw_rows(connection: sa.Connection, table: sa.Table) -> Sequence[Any]:
    """Return the rows as tuples of what the driver gives, in the order of the table's columns."""
    # Straight from the driver: SQLAlchemy's result rows would take three times as long.
    text = str(sa.select(table).compile(connection.engine))
    with contextlib.closing(connection.connection.cursor()) as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def record_maker(name: str) -> Callable[[str, list[Any]], Record]:
    """Return the function that makes a record of a class from the values of its columns."""
    cls = CLASSES[name]
    slots: list[tuple[int, Callable[[Any, Any], None], Callable[[Any], Any] | None]] = [
        (position, vars(cls)[key].__set__, codec.decode) for position, (key, codec) in enumerate(CODECS[name].items())
    ]
    keys = tuple(CODECS[name])

    def make(ref: str, values: list[Any]) -> Record:
        record = object.__new__(cls)
        for position, fill, decode in slots:
            value = values[position]
            if decode is not None:
                try:
                    value = decode(value)
                except (TypeError, ValueError, KeyError) as error:
                    raise Unreadable(
                        f"the value of {name}.{keys[position]} of {ref} cannot be read: {error}"
                    ) from error
            fill(record, value)
        return record

    return make


def _read_deleted(connection: sa.Connection) -> dict[str, tuple[Deleted, ...]]:
    found: dict[str, list[Deleted]] = {}
    for name, ref, at, created in connection.execute(sa.select(deleted).order_by(deleted.c.deleted)):
        found.setdefault(name, []).append(Deleted(ref, created, at))
    return {name: tuple(entries) for name, entries in found.items()}
