"""What changed lately, for those who ask what happened since a generation."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

HISTORY_LIMIT = 20_000
"""How many touched rows are remembered, in memory and in the change log table."""

Touched = tuple[str, str]
"""Class and reference of a row."""


class History:
    """The bounded memory of recent changes.

    ``floor`` is the generation after which it is complete.
    """

    def __init__(self, floor: int, limit: int = HISTORY_LIMIT) -> None:
        self.floor = floor
        self._limit = limit
        self._size = 0
        self._entries: deque[tuple[int, tuple[Touched, ...]]] = deque()

    def add(self, generation: int, touched: Iterable[Touched]) -> None:
        """Note what one change touched; ``generation`` is that of the snapshot it led to."""
        rows = tuple(touched)
        if not rows:
            return
        self._entries.append((generation, rows))
        self._size += len(rows)
        while self._size > self._limit:
            self.floor, forgotten = self._entries.popleft()
            self._size -= len(forgotten)

    def since(self, generation: int) -> tuple[Touched, ...] | None:
        """Return the rows touched after a generation, each once, or None when that is too long ago.

        May contain rows that were last touched somewhat earlier: compare ``row.modified``.  On None, look
        through all rows and ``snapshot.deleted`` instead.
        """
        if generation < self.floor:
            return None
        found: dict[Touched, None] = {}
        for reached, rows in reversed(self._entries):
            if reached <= generation:
                break
            found.update(dict.fromkeys(rows))
        return tuple(reversed(found))
