"""One field as ``xe`` shows it, and one class as a table of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolstack.datamodel.types import VOID

if TYPE_CHECKING:
    from toolstack.datamodel.catalog import Resolved
    from toolstack.datamodel.types import Type


class Shape(enum.Enum):
    """How a field is marked, filtered and changed."""

    PLAIN = ""
    SET = "S"
    MAP = "M"


@dataclass(frozen=True, slots=True)
class Column:
    """A field.

    ``source`` is the wire name of a field, followed by that of a field of the object it refers to if that is what
    is shown; it is empty where a function of its own computes the text.
    """

    name: str
    source: tuple[str, ...]
    kind: Type = VOID
    """The type of what is shown."""
    through: str = ""
    """The class of the object that ``source`` goes through."""
    shape: Shape = Shape.PLAIN
    separator: str = "; "
    hidden: bool = False
    expensive: bool = False
    deprecated: bool = False
    setter: Resolved | None = None
    """Sets the whole field."""
    key_setter: Resolved | None = None
    """Sets one key of a map."""
    adder: Resolved | None = None
    remover: Resolved | None = None

    @property
    def tag(self) -> str:
        """What follows the name: whether it is a set or a map, and what can be done with it."""
        writable = self.setter if self.shape is Shape.PLAIN else self.adder
        return f"({self.shape.value or ' '}{'RW' if writable else 'RO'})"

    @property
    def label(self) -> str:
        """The name with everything that stands behind it."""
        return f"{self.name} {self.tag}{' [DEPRECATED]' if self.deprecated else ''}"


@dataclass(frozen=True, slots=True)
class Table:
    """A class: what its generated commands show and change."""

    name: str
    """What its commands begin with."""
    cls: str
    """Its wire name."""
    columns: dict[str, Column] = field(default_factory=dict)
    """In the order in which they are shown."""
    listed: tuple[str, ...] = ()
    """What a plain list shows; empty: all."""
    implied: tuple[tuple[str, str], ...] = ()
    """Filters that its list always applies."""

    @property
    def settable(self) -> bool:
        """Whether param-set exists."""
        return any(c.setter or c.key_setter or (c.adder and c.shape is Shape.MAP) for c in self.columns.values())

    @property
    def addable(self) -> bool:
        """Whether param-add and param-remove exist."""
        return any(c.adder for c in self.columns.values())

    @property
    def clearable(self) -> bool:
        """Whether param-clear exists."""
        return self.settable or any(c.shape is not Shape.PLAIN for c in self.columns.values())
