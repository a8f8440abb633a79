"""Help, which needs no login."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from toolstack.xe.command import Selectors, command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.xe.command import Command, Context

WIDTH = 74
INDENT = "    "

USAGE = """\
Usage: xe <command> [-s <server>] [-u <user>] [-pw <password>] [-p <port>] [parameter=value ...]

xe help --all lists every command, xe help <command> describes one.
Without -s the command goes to the host on which xe runs."""

_SELECTED = {
    Selectors.VM: (
        "VMs are chosen by any of their fields, as in field=value, or by vm=, which takes a uuid or a name-label. "
        "Where several fit, --multiple has all of them done."
    ),
    Selectors.HOST: (
        "Hosts are chosen by any of their fields, as in field=value, or by host=, which takes a uuid, a hostname or a "
        "name-label. Without any, all hosts are meant; where several fit, --multiple has all of them done."
    ),
}


@command("help", optional="all", anonymous=True, common=True)
async def help_(context: Context) -> None:
    """Show the most used commands, all with --all, or describe the commands that are named."""
    from toolstack.xe.catalog import commands  # noqa: PLC0415 - it collects this very module

    known = commands()
    asked = [key for key, value in context.arguments.others() if not value]
    if asked:
        for name in asked:
            if name in known:
                await context.out.table([_described(known[name])])
            else:
                await context.out.list([f"Unknown command '{name}'"])
        return
    everything = context.arguments.flag("all")
    shown = [each for each in known.values() if not each.hidden and (everything or each.common)]
    if context.arguments.flag("minimal"):
        await context.out.list(each.name for each in shown)
        return
    await context.out.message(USAGE)
    if not everything:
        await context.out.message(f"\nThe most used commands:\n\n{_block(shown)}")
        return
    hosts = [each for each in shown if each.name.startswith("host-")]
    vms = [each for each in shown if each.name.startswith("vm-")]
    others = [each for each in shown if each not in hosts and each not in vms]
    for title, block in (("Hosts", hosts), ("VMs", vms), ("Everything else", others)):
        await context.out.message(f"\n{title}:\n\n{_block(block)}")


def _block(commands: Iterable[Command]) -> str:
    """Return names as a paragraph."""
    text = ", ".join(each.name for each in commands)
    # Names hold hyphens, at which they must not be broken.
    return textwrap.fill(
        text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False, break_long_words=False
    )


def _described(each: Command) -> list[tuple[str, str]]:
    optional = each.optional
    description = each.description
    if each.selectors is not None:
        optional = (*optional, each.selectors.value)
        description = f"{description} {_SELECTED[each.selectors]}"
    return [
        ("command name        ", each.name),
        ("reqd params     ", ", ".join(each.required)),
        ("optional params ", ", ".join(optional)),
        ("description     ", description),
    ]
