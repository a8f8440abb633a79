"""Objects chosen by their fields, for commands that act on several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.error import ApiError
from toolstack.xe import filtering
from toolstack.xe.error import CommandFailed, Exited
from toolstack.xe.report import sentence
from toolstack.xe.table import tables
from toolstack.xe.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from toolstack.xe.command import Context
    from toolstack.xe.filtering import Records

_SEVERAL = "--multiple required to complete the operation"


async def select_vms(
    context: Context,
    *,
    several: bool = False,
    ignored: tuple[str, ...] = (),
    templates: bool = False,
) -> Records:
    """Return the VMs that the arguments choose; templates and control domains only if they may be.

    Args:
        context: the command.
        several: whether more than one may be chosen without ``--multiple``.
        ignored: parameters of the command that are no filters.
        templates: whether templates may be chosen.
    """
    records = {
        ref: record
        for ref, record in (await context.api.records("VM")).items()
        if not record["is_control_domain"] and (templates or not record["is_a_template"])
    }
    wanted = [value for key, value in context.arguments.pairs if key == "vm"]
    for value in wanted:
        records = {r: rec for r, rec in records.items() if value in (rec["uuid"], rec["name_label"])}
    filters = context.arguments.others("vm", *ignored)
    records = await filtering.select(View(context.api, tables()["vm"]), tables()["vm"], records, filters)
    if not records:
        raise CommandFailed("No matching VMs found")
    if len(records) > 1 and not several and not context.arguments.flag("multiple"):
        raise CommandFailed(f"Multiple matches VMs found. {_SEVERAL}")
    return records


async def select_hosts(context: Context, *, one: bool = False, ignored: tuple[str, ...] = ()) -> Records:
    """Return the hosts that the arguments choose, all without any argument.

    Args:
        context: the command.
        one: whether the command acts on a single host, whatever ``--multiple`` says.
        ignored: parameters of the command that are no filters.
    """
    records = await context.api.records("host")
    for value in [value for key, value in context.arguments.pairs if key == "host"]:
        records = {
            ref: rec for ref, rec in records.items() if value in (rec["uuid"], rec["hostname"], rec["name_label"])
        }
    filters = context.arguments.others("host", *ignored)
    records = await filtering.select(View(context.api, tables()["host"]), tables()["host"], records, filters)
    if not records:
        raise CommandFailed("No matching hosts found")
    if len(records) > 1 and one:
        raise CommandFailed("Multiple matching hosts found. Operation can only be performed on one host at a time")
    if len(records) > 1 and not context.arguments.flag("multiple"):
        raise CommandFailed(f"Multiple matching hosts found. {_SEVERAL}")
    return records


async def each(context: Context, records: Records, act: Callable[[str, dict[str, Any]], Awaitable[None]]) -> None:
    """Act on every object; with several, failures are told at the end.

    Raises:
        ApiError, CommandFailed: the failure of the only object.
        Exited: one of several failed.
    """
    if not context.arguments.flag("multiple"):
        for ref, record in records.items():
            await act(ref, record)
        return
    failures: list[tuple[str, str]] = []
    for ref, record in records.items():
        try:
            await act(ref, record)
        except (ApiError, CommandFailed) as error:
            failures.append((record["uuid"], await sentence(error, context.api)))
    for uuid, text in failures:
        await context.terminal.print(f"operation failed on {uuid}: {text}")
    if failures:
        raise Exited(1)
