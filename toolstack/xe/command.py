"""What a command is, and what it gets to work with."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from toolstack.xe.api import Api
    from toolstack.xe.grammar import Arguments
    from toolstack.xe.printer import Printer
    from toolstack.xe.terminal import Terminal


class Selectors(enum.Enum):
    """Which objects a command lets the user choose by their fields."""

    HOST = "<host-selectors>"
    VM = "<vm-selectors>"


@dataclass(frozen=True, slots=True)
class Context:
    """One command in progress."""

    arguments: Arguments
    api: Api
    out: Printer
    terminal: Terminal


Run: TypeAlias = "Callable[[Context], Awaitable[None]]"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, as far as it is known before it runs."""

    name: str
    run: Run
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    description: str = ""
    local: bool = False
    """Needs nothing but this host: it works while the coordinator cannot be reached, and is never forwarded."""
    hidden: bool = False
    """Left out of the list of commands."""
    common: bool = False
    """One of the few that plain ``help`` names."""
    selectors: Selectors | None = None
    anonymous: bool = False
    """Needs no login."""


COMMANDS: dict[str, Command] = {}
"""The commands that are written down, by name."""


def command(
    name: str,
    *,
    required: str = "",
    optional: str = "",
    local: bool = False,
    hidden: bool = False,
    common: bool = False,
    selectors: Selectors | None = None,
    anonymous: bool = False,
) -> Callable[[Run], Run]:
    """Register a command; its docstring is its description.

    ``required`` and ``optional`` are names of parameters separated by blanks.
    """

    def register(run: Run) -> Run:
        if name in COMMANDS:
            msg = f"two commands {name}"
            raise RuntimeError(msg)
        COMMANDS[name] = Command(
            name,
            run,
            tuple(required.split()),
            tuple(optional.split()),
            " ".join((run.__doc__ or "").split()),
            local,
            hidden,
            common,
            selectors,
            anonymous,
        )
        return run

    return register
