"""Which records a list shows: filters compare with what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.xe.api import gently
from toolstack.xe.column import Shape
from toolstack.xe.error import CommandFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.xe.column import Column, Table
    from toolstack.xe.grammar import Pair
    from toolstack.xe.view import View

Records = dict[str, dict[str, Any]]

_ANY_CASE = frozenset({"MAC"})


async def select(view: View, table: Table, records: Records, filters: Iterable[Pair]) -> Records:
    """Return the records that pass every filter.

    Raises:
        CommandFailed: a filter names no field, and there is still a record to try it on.
    """
    for key, value in filters:
        if not records:
            break
        column, part = find(table, key)
        records = {
            ref: record
            async for ref, record in gently(records.items())
            if await _passes(view, column, part, ref, record, value)
        }
    return records


def find(table: Table, key: str) -> tuple[Column, str | None]:
    """Return the field that a filter is about, and the key of the map or ``contains`` if it looks inside.

    Raises:
        CommandFailed: no field has this name.
    """
    if key in table.columns:
        return table.columns[key], None
    name, colon, part = key.partition(":")
    column = table.columns.get(name)
    if colon and column is not None and _looks_inside(column, part):
        return column, part
    for shape in (Shape.MAP, Shape.SET):
        found = [c for c in table.columns.values() if c.shape is shape and key.startswith(f"{c.name}-")]
        for column in sorted(found, key=lambda each: -len(each.name)):
            part = key.removeprefix(f"{column.name}-")
            if _looks_inside(column, part):
                return column, part
    raise CommandFailed(f"Unknown field '{key}'")


def _looks_inside(column: Column, part: str) -> bool:
    return column.shape is Shape.MAP or (column.shape is Shape.SET and part == "contains")


async def _passes(view: View, column: Column, part: str | None, ref: str, record: dict[str, Any], value: str) -> bool:
    if part is None:
        text = await view.text(column, ref, record)
        return text == value or (column.name in _ANY_CASE and text.lower() == value.lower())
    if column.shape is Shape.SET:
        return value in await view.elements(column, ref, record)
    return (await view.pairs(column, record)).get(part) == value
