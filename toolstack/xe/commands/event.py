"""Waiting until something is as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.xe.command import command
from toolstack.xe.error import CommandFailed
from toolstack.xe.table import tables
from toolstack.xe.view import View

if TYPE_CHECKING:
    from toolstack.xe.column import Table
    from toolstack.xe.command import Context

CLASSES = frozenset(
    "vm vdi sr host network vif pif vbd pbd pool task subject role secret vmss".split()  # noqa: SIM905 - legible
)
SECONDS = 30.0
"""How long one look waits; the command itself waits as long as it takes."""


@command("event-wait", required="class")
async def wait(context: Context) -> None:
    """Wait until an object has fields as given by field=value, or other ones, given by field=/=value."""
    name = context.arguments.require("class")
    if name not in CLASSES:
        raise CommandFailed(f"Class '{name}' not currently implemented")
    table = tables()[name]
    wanted = [_condition(key, value) for key, value in context.arguments.others("class")]
    for key, _, _ in wanted:
        if key not in table.columns:
            raise CommandFailed(f"key missing: {key}")
    token = ""
    while True:
        answer = await context.api.call("event.from", [table.cls], token, SECONDS)
        token = answer["token"]
        # Events hold the objects as they are now; the first answer holds all of them.
        for event in answer["events"]:
            record = event.get("snapshot")
            if record is not None and await _fits(View(context.api, table), table, event["ref"], record, wanted):
                return


def _condition(key: str, value: str) -> tuple[str, bool, str]:
    """Return the field, whether it must differ, and the value; ``field=/=value`` arrives split at its first ``=``."""
    if value.startswith("/="):
        return key, True, value.removeprefix("/=")
    return key, False, value


async def _fits(
    view: View, table: Table, ref: str, record: dict[str, Any], wanted: list[tuple[str, bool, str]]
) -> bool:
    for key, differs, value in wanted:
        text = await view.text(table.columns[key], ref, record)
        if (text == value) is differs:
            return False
    return True
