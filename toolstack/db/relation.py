"""The stored ends of relations, from which the computed ends follow."""

from __future__ import annotations

from dataclasses import dataclass

from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.model import NULL, Record
from toolstack.datamodel.types import Collection, Reference


@dataclass(frozen=True, slots=True)
class Link:
    """A stored field that is one end of a relation.

    ``key`` is ``Class.field`` with wire names; ``many`` says whether the field holds a set.
    """

    field: str
    key: str
    target: type[Record]
    many: bool


def _links(name: str) -> tuple[Link, ...]:
    found = []
    for key, declared in CLASSES[name].info.fields.items():
        if declared.relation:
            kind = FIELD_TYPES[name, key]
            many = isinstance(kind, Collection)
            target = kind.element if isinstance(kind, Collection) else kind
            if not isinstance(target, Reference):
                raise TypeError(f"{name}.{key} is an end of a relation, but holds no references")
            found.append(Link(key, f"{name}.{key}", CLASSES[target.target], many))
    return tuple(found)


LINKS: dict[str, tuple[Link, ...]] = {name: _links(name) for name in CLASSES}
"""The stored ends of relations of every class, by wire name."""


def targets(record: Record | None, link: Link) -> tuple[str, ...]:
    """Return the references that a record holds in this field, without the null reference."""
    if record is None:
        return ()
    value = getattr(record, link.field)
    found = value if link.many else (value,)
    return tuple(ref for ref in found if ref and ref != NULL)
