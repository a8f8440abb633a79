"""Files that go between the client and an HTTP path of this server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from toolstack.xe.error import CommandFailed

if TYPE_CHECKING:
    from toolstack.xe.command import Context


async def fetch(context: Context, name: str, path: str) -> None:
    """Have the client fetch a path into a new local file, under a task that others can watch.

    Args:
        context: the command.
        name: the file, exactly as it stands in the arguments.
        path: without query; the session and the task are added.

    Raises:
        CommandFailed: the client could not fetch or write it; it has told why.
    """
    api = context.api
    task = await api.call("task.create", context.arguments.command, "")
    fetched = False
    try:
        query = urlencode({"session_id": api.session, "task_id": task})
        fetched = await context.terminal.get(name, f"{path}?{query}")
    finally:
        await api.call("task.set_status", task, "success" if fetched else "failure")
        await api.call("task.destroy", task)
    if not fetched:
        raise CommandFailed(f"{name} could not be written, or the server did not give it")
