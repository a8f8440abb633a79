"""Every command: those written down and those generated."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from toolstack.xe import commands as package
from toolstack.xe import generated
from toolstack.xe.command import COMMANDS

if TYPE_CHECKING:
    from toolstack.xe.command import Command


@cache
def commands() -> dict[str, Command]:
    """Return every command by name, in alphabetical order.

    Raises:
        RuntimeError: a command is both written down and generated.
    """
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    found = dict(COMMANDS)
    for made in generated.commands():
        if made.name in found:
            msg = f"two commands {made.name}"
            raise RuntimeError(msg)
        found[made.name] = made
    return dict(sorted(found.items()))
