"""What a client of event.from asks for: which objects, and since when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView

MESSAGE = "message"
TABLES: dict[str, str] = {name.lower(): name for name, cls in CLASSES.items() if cls.info.in_database}
"""Every class that has rows, by its name in lower case, as events spell it."""
EVENTFUL: dict[str, str] = {
    name.lower(): name
    for name, cls in CLASSES.items()
    if cls.info.generates_events and (cls.info.in_database or name == MESSAGE)
}
"""The classes whose changes make events."""

_TOKEN = re.compile(r"\s*(-?\d+)\s*,\s*(-?\d+)\s*", re.ASCII)


class Token(NamedTuple):
    """The last generations seen: of the objects, and of the messages."""

    objects: int = 0
    messages: int = 0

    @classmethod
    def parse(cls, text: str) -> Token:
        """Read a token; the empty one means that nothing was seen.  Raises EVENT_FROM_TOKEN_PARSE_FAILURE."""
        if not text:
            return cls()
        found = _TOKEN.fullmatch(text)
        if found is None or max(len(found[1]), len(found[2])) > 40:  # noqa: PLR2004 - far beyond 64 bits
            raise errors.EVENT_FROM_TOKEN_PARSE_FAILURE(text)
        return cls(int(found[1]), int(found[2]))

    def of(self, name: str) -> int:
        """Return the generation up to which the objects of a class have been seen."""
        return self.messages if name == MESSAGE else self.objects

    def floor(self, wanted: Filter) -> int:
        """Return the generation up to which everything that a filter selects has been seen."""
        return min(self) if MESSAGE in wanted.names else self.objects

    def __str__(self) -> str:
        """Return the 20-digit form, in which larger generations are larger strings."""
        return f"{self.objects:020d},{self.messages:020d}"


NOTHING_SEEN = Token()


class Filter:
    """Which objects a client asks about."""

    __slots__ = ("_tables", "key")

    def __init__(self, classes: Iterable[str]) -> None:
        self.key = frozenset(classes)
        """Filters with equal keys select the same."""
        self._tables: dict[str, set[str] | None] = {}
        for wanted in self.key:
            if wanted == "*":
                self._tables.update(dict.fromkeys(EVENTFUL.values()))
                continue
            kind, slash, ref = wanted.partition("/")
            name = EVENTFUL.get(kind.lower())
            if name is None:
                continue
            if not slash:
                self._tables[name] = None
            elif (refs := self._tables.setdefault(name, set())) is not None:
                refs.add(ref)

    @property
    def names(self) -> KeysView[str]:
        """The classes concerned."""
        return self._tables.keys()

    @property
    def gathers(self) -> bool:
        """Whether replies should be batched: whoever follows tasks only wants to know at once."""
        return self._tables.keys() != {"task"}

    def selects(self, name: str, ref: str) -> bool:
        """Whether an object is asked for."""
        if name not in self._tables:
            return False
        refs = self._tables[name]
        return refs is None or ref in refs
