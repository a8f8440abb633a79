"""Sessions, tasks, secrets and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.xe.command import command
from toolstack.xe.commands.host import load_text
from toolstack.xe.error import CommandFailed
from toolstack.xe.grammar import comma_list

if TYPE_CHECKING:
    from toolstack.xe.command import Context

_ABOUT = {"vm": ("VM", "VM"), "pool": ("pool", "Pool"), "sr": ("SR", "SR"), "host": ("host", "Host")}
"""What a message may be about: class, and its name in the message."""


@command("session-subject-identifier-list")
async def subject_list(context: Context) -> None:
    """List the subjects of the directory that are logged in."""
    await context.out.list(await context.api.call("session.get_all_subject_identifiers"))


@command("session-subject-identifier-logout", required="subject-identifier")
async def subject_logout(context: Context) -> None:
    """End the sessions of a subject."""
    subject = context.arguments.require("subject-identifier")
    await context.api.call("session.logout_subject_identifier", subject)


@command("session-subject-identifier-logout-all")
async def subject_logout_all(context: Context) -> None:
    """End the sessions of every subject."""
    for subject in await context.api.call("session.get_all_subject_identifiers"):
        await context.api.call("session.logout_subject_identifier", subject)


@command("user-password-change", required="new", optional="old")
async def password_change(context: Context) -> None:
    """Change the password of the account that you log in with."""
    given = context.arguments
    await context.api.call("session.change_password", given.get("old"), given.require("new"))


@command("task-cancel", required="uuid")
async def task_cancel(context: Context) -> None:
    """Ask a task to stop."""
    await context.api.call("task.cancel", await context.api.by_uuid("task", context.arguments.require("uuid")))


@command("secret-create", optional="value file")
async def secret_create(context: Context) -> None:
    """Keep a text that not everybody may read, given as such or as a file."""
    given, api = context.arguments, context.api
    if given.has("value") == given.has("file"):
        raise CommandFailed("Please specify the secret either with the value= parameter or with the file= parameter.")
    value = given.get("value") if given.has("value") else (await load_text(context, given.get("file"))).rstrip("\n")
    ref = await api.call("secret.create", {"value": value, "other_config": {}})
    await context.out.list([await api.uuid("secret", ref)])


@command("secret-destroy", required="uuid")
async def secret_destroy(context: Context) -> None:
    """Remove a secret."""
    await context.api.call("secret.destroy", await context.api.by_uuid("secret", context.arguments.require("uuid")))


@command("message-create", required="name priority body", optional="vm-uuid pool-uuid sr-uuid host-uuid")
async def message_create(context: Context) -> None:
    """Make a message about a VM, the pool, a storage repository or a host."""
    given, api = context.arguments, context.api
    about = [key for key in _ABOUT if given.has(f"{key}-uuid")]
    if len(about) != 1:
        raise CommandFailed("Must specify exactly one of vm-uuid, pool-uuid, sr-uuid or host-uuid")
    cls, name = _ABOUT[about[0]]
    uuid = given.get(f"{about[0]}-uuid")
    await api.by_uuid(cls, uuid)
    priority = given.integer("priority")
    await api.call("message.create", given.require("name"), priority, name, uuid, given.require("body"))


@command("message-destroy", optional="uuid uuids")
async def message_destroy(context: Context) -> None:
    """Remove a message, or several given by their uuids separated by commas."""
    given, api = context.arguments, context.api
    if given.has("uuid") == given.has("uuids"):
        raise CommandFailed("Must specify exactly one of uuid or uuids")
    uuids = comma_list(given.get("uuids")) if given.has("uuids") else [given.get("uuid")]
    await api.call("message.destroy_many", [await api.by_uuid("message", uuid) for uuid in uuids])
