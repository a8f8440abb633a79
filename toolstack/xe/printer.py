"""How output looks: records under each other, or everything on one line for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from toolstack.xe.grammar import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolstack.xe.terminal import Terminal

Shown: TypeAlias = "Sequence[tuple[str, str]]"
"""The (label, value) pairs of a record."""

INDENT = 4
"""Columns in front of the longest label."""


def layout(record: Shown) -> str:
    """Return a record as text: labels right-aligned but the first, which names the record and starts the line."""
    if not record:
        return "\n\n"
    width = INDENT + max(len(label) for label, _ in record)
    first, *others = record
    lines = [f"{first[0]:<{width}}: {first[1]}", *(f"{label:>{width}}: {value}" for label, value in others)]
    return "\n".join(lines) + "\n\n"


class Printer:
    """Prints at once, or collects for the one line of ``--minimal``."""

    def __init__(self, terminal: Terminal, *, minimal: bool) -> None:
        self._terminal = terminal
        self.minimal = minimal
        """Whether everything goes onto one line; of a table that is the first field of each record."""
        self._collected: list[str] = []

    async def message(self, text: str) -> None:
        """Print a sentence; scripts do not get to see it."""
        if not self.minimal:
            await self._terminal.print(text)

    async def error(self, text: str) -> None:
        """Print a line to standard error; scripts do not get to see it."""
        if not self.minimal:
            await self._terminal.print_error(text)

    async def list(self, items: Iterable[str]) -> None:
        """Print each element on a line of its own."""
        if self.minimal:
            self._collected.extend(items)
            return
        for item in items:
            await self._terminal.print(item)

    async def table(self, records: Iterable[Shown]) -> None:
        """Print records; scripts get the first value of each."""
        if not self.minimal:
            for record in records:
                await self._terminal.print(layout(record))
            return
        records = list(records)
        if all(records):
            # Later tables come out first, as in the reference.
            self._collected[:0] = [record[0][1] for record in records]

    async def flush(self) -> None:
        """Print what was collected; a script always gets its line."""
        if self.minimal:
            await self._terminal.print(join(self._collected))
