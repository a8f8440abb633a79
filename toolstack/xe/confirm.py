"""Questions before what cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.xe.error import Exited

if TYPE_CHECKING:
    from toolstack.xe.command import Context


async def confirm(context: Context) -> None:
    """Let the user go on or not; raises Exited with status 0 for anything but ``yes``."""
    await context.terminal.print("Type 'yes' to continue")
    answer = await context.terminal.prompt()
    if answer.strip().lower() != "yes":
        await context.terminal.print(f"Aborted (you typed: '{answer}')")
        raise Exited(0)
