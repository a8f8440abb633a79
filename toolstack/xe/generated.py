"""The commands that every class has: list, and param-list, -get, -set, -add, -remove, -clear."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.types import Collection, Mapped
from toolstack.xe import filtering
from toolstack.xe.api import gently
from toolstack.xe.column import Column, Shape, Table
from toolstack.xe.command import Command, Context
from toolstack.xe.error import CommandFailed, FieldUnknown
from toolstack.xe.grammar import comma_list, names
from toolstack.xe.table import tables
from toolstack.xe.value import EXPENSIVE, parse, refers
from toolstack.xe.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.types import Type

_COMMON = {"vm-list", "network-list", "sr-list"}


def commands() -> Iterator[Command]:
    """Yield the generated commands of every class."""
    for table in tables().values():
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Command]:
    name, columns = table.name, table.columns.values()
    sets = tuple(f"{column.name}:contains" for column in columns if column.shape is Shape.SET)
    optional = ("params", *table.columns, *sets)
    what = f"every {name}" if name not in {"pif", "vif"} else f"every {name.upper()}"
    yield Command(
        f"{name}-list",
        partial(list_, table),
        optional=optional,
        description=f"List {what}, or those whose fields are as given.",
        common=f"{name}-list" in _COMMON,
    )
    made: list[tuple[bool, str, Any, tuple[str, ...], tuple[str, ...], str]] = [
        (True, "param-list", param_list, (), (), f"Show all fields of a {name}."),
        (True, "param-get", param_get, ("param-name",), ("param-key",), f"Show one field of a {name}."),
        (table.settable, "param-set", param_set, (), _settable(table), f"Set fields of a {name}."),
        (table.addable, "param-add", param_add, ("param-name",), ("param-key",), f"Add to a set or map of a {name}."),
        (
            table.addable,
            "param-remove",
            param_remove,
            ("param-name", "param-key"),
            (),
            f"Remove an element or key from a set or map of a {name}.",
        ),
        (table.clearable, "param-clear", param_clear, ("param-name",), (), f"Empty a field of a {name}."),
    ]
    for exists, suffix, run, required, more, description in made:
        if exists:
            yield Command(f"{name}-{suffix}", partial(run, table), ("uuid", *required), more, description)


def _settable(table: Table) -> tuple[str, ...]:
    plain = [c.name for c in table.columns.values() if c.setter]
    maps = [f"{c.name}:" for c in table.columns.values() if c.shape is Shape.MAP and (c.adder or c.key_setter)]
    return (*plain, *maps)


# -- reading ------------------------------------------------------------------------------------------------


async def list_(table: Table, context: Context) -> None:
    """Show records, or those that the filters leave."""
    arguments = context.arguments
    view = View(context.api, table)
    records = await context.api.records(table.cls)
    if not arguments.flag("all"):
        filters = [pair for pair in arguments.others("params") if not pair[0].startswith("database:")]
        records = await filtering.select(view, table, records, (*table.implied, *filters))
    await show(context, view, listed(table, arguments.get("params")), records)


def listed(table: Table, params: str, default: tuple[str, ...] = ()) -> list[Column]:
    """Return the fields that a list shows, in their own order."""
    wanted = names(params) or frozenset(default or table.listed)
    if not wanted or "all" in wanted:
        return [column for column in table.columns.values() if not column.hidden]
    return [column for column in table.columns.values() if column.name in wanted]


async def show(context: Context, view: View, columns: list[Column], records: filtering.Records) -> None:
    """Print records as a table."""
    if context.out.minimal:
        columns = columns[:1]  # the others would be worked out for nothing

    labels = [column.label for column in columns]
    wanted = list(zip(labels, columns, strict=True))
    rows = [
        [(label, EXPENSIVE if column.expensive else await view.text(column, ref, record)) for label, column in wanted]
        async for ref, record in gently(records.items())
    ]
    await context.out.table(rows)


async def _found(table: Table, context: Context) -> tuple[str, dict[str, Any]]:
    """Return the object that ``uuid=`` names; raises UUID_INVALID."""
    ref = await context.api.by_uuid(table.cls, context.arguments.require("uuid"))
    return ref, await context.api.call(f"{table.cls}.get_record", ref)


def _column(table: Table, name: str) -> Column:
    if name not in table.columns:
        raise FieldUnknown(name)
    return table.columns[name]


async def param_list(table: Table, context: Context) -> None:
    """Show one record."""
    ref, record = await _found(table, context)
    columns = [column for column in table.columns.values() if not column.hidden]
    await context.out.table([await View(context.api, table).shown(columns, ref, record)])


async def param_get(table: Table, context: Context) -> None:
    """Show one field, or the value of one key of it."""
    ref, record = await _found(table, context)
    column = _column(table, context.arguments.require("param-name"))
    view, key = View(context.api, table), context.arguments.get("param-key")
    if not context.arguments.has("param-key") or column.shape is not Shape.MAP:
        await context.out.list([await view.text(column, ref, record)])
        return
    pairs = await view.pairs(column, record)
    if key not in pairs:
        raise CommandFailed(f"Key {key} not found in map")
    await context.out.list([pairs[key]])


# -- changing -----------------------------------------------------------------------------------------------


async def param_set(table: Table, context: Context) -> None:
    """Set fields one after the other; those set before an error stay set."""
    ref = await context.api.by_uuid(table.cls, context.arguments.require("uuid"))
    for key, text in context.arguments.others("uuid"):
        column, part = _target(table, key)
        if part is not None:
            await _set_key(table, context, ref, column, part, text)
        elif column.setter is not None:
            kind = column.setter.params[1].type
            value = await _value(context, kind, column.name, text, table.cls)
            await context.api.call(column.setter.wire, ref, value)
        elif column.shape is not Shape.PLAIN:
            raise CommandFailed(f"Field '{key}' is a map or set. use the 'name:key=value' syntax.")
        else:
            raise CommandFailed(f"Field '{key}' is read-only.")


def _target(table: Table, key: str) -> tuple[Column, str | None]:
    """Return the field that an argument sets, and the key if it sets only one."""
    if key in table.columns:
        return table.columns[key], None
    name, colon, part = key.partition(":")
    if colon and name in table.columns and table.columns[name].shape is not Shape.PLAIN:
        return table.columns[name], part
    maps = [c for c in table.columns.values() if c.shape is Shape.MAP and key.startswith(f"{c.name}-")]
    if not maps:
        raise FieldUnknown(key)
    column = max(maps, key=lambda each: len(each.name))
    return column, key.removeprefix(f"{column.name}-")


async def _set_key(table: Table, context: Context, ref: str, column: Column, key: str, text: str) -> None:
    if column.shape is Shape.SET:
        raise CommandFailed("Cannot param-set on set fields")
    if column.key_setter is not None:
        await context.api.call(column.key_setter.wire, ref, key, text)
    elif column.adder is not None and column.remover is not None:
        value = await _value(context, column.adder.params[2].type, column.name, text, table.cls)
        await context.api.call(column.remover.wire, ref, key)
        await context.api.call(column.adder.wire, ref, key, value)
    else:
        raise CommandFailed(f"Map field '{column.name}' is read-only.")


async def param_add(table: Table, context: Context) -> None:
    """Add an element to a set, or pairs to a map."""
    arguments = context.arguments
    ref = await context.api.by_uuid(table.cls, arguments.require("uuid"))
    column = _column(table, arguments.require("param-name"))
    if column.shape is Shape.PLAIN:
        raise CommandFailed("Can only add to parameters of type Set or Map")
    if column.adder is None:
        raise CommandFailed("Parameter is read-only")
    if column.shape is Shape.SET:
        if not arguments.has("param-key"):
            syntax = "*-param-add param-name=<name> param-key=<key>"
            raise CommandFailed(f"When adding a key to a set, use the syntax: {syntax}")
        kind = column.adder.params[1].type
        value = await _value(context, kind, column.name, arguments.get("param-key"), table.cls)
        await context.api.call(column.adder.wire, ref, value)
        return
    for key, text in arguments.others("uuid", "param-name", "param-key"):
        value = await _value(context, column.adder.params[2].type, column.name, text, table.cls)
        await context.api.call(column.adder.wire, ref, key, value)


async def param_remove(table: Table, context: Context) -> None:
    """Remove an element from a set, or a key from a map."""
    ref, record = await _found(table, context)
    column = _column(table, context.arguments.require("param-name"))
    key, view = context.arguments.require("param-key"), View(context.api, table)
    if column.shape is Shape.SET:
        if key not in await view.elements(column, ref, record):
            raise CommandFailed(f"Key {key} is not in the set")
        remover = _remover(column, "set")
        kind = remover.params[1].type
        await context.api.call(remover.wire, ref, await _value(context, kind, column.name, key, table.cls))
    elif column.shape is Shape.MAP:
        remover = _remover(column, "map")
        if key not in await view.pairs(column, record):
            raise CommandFailed(f"Key {key} is not in map")
        await context.api.call(remover.wire, ref, key)
    else:
        raise CommandFailed("Can only remove from parameters of type Set or Map")


def _remover(column: Column, what: str) -> Any:
    if column.remover is None:
        raise CommandFailed(f"Cannot remove parameters from read-only {what}")
    return column.remover


async def param_clear(table: Table, context: Context) -> None:
    """Empty a set or a map, or set a field to the empty text."""
    ref, record = await _found(table, context)
    column = _column(table, context.arguments.require("param-name"))
    if column.shape is not Shape.PLAIN:
        if column.remover is None:
            raise CommandFailed("Can only clear RW parameters")
        for key in record[column.source[0]]:
            await context.api.call(column.remover.wire, ref, key)
    elif column.setter is None:
        raise CommandFailed("Can only clear RW parameters")
    else:
        try:
            kind = column.setter.params[1].type
            await context.api.call(column.setter.wire, ref, await _value(context, kind, column.name, "", table.cls))
        except (ApiError, CommandFailed):
            raise CommandFailed("Cannot clear this parameter") from None


async def _value(context: Context, kind: Type, name: str, text: str, owner: str) -> Any:
    """Return the wire value of what a user typed; objects are named by their uuids."""
    target = refers(kind)
    if not target or isinstance(kind, Mapped):
        return parse(kind, name, text, owner)
    if isinstance(kind, Collection):
        return [await context.api.by_uuid(target, uuid) for uuid in comma_list(text)]
    return await context.api.by_uuid(target, text)
