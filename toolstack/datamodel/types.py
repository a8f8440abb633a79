"""Field and parameter types as values, parsed once from the annotations of the declarations.

The codecs, the database schema and the documentation all switch on these values, so that no one else
has to look at Python annotations.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, Union, get_args, get_origin

from toolstack.datamodel.model import EPOCH, NULL, AnyRecord, Record, Ref, Reverse, Secret, WireEnum


@dataclass(frozen=True, slots=True)
class Primitive:
    """string, secretstring, int, float, bool, datetime, void, or one of two that no client can pass.

    ``<class> record`` is a record of any class; ``any`` is a wire value that the handler makes itself.
    """

    name: str


STRING = Primitive("string")
SECRET = Primitive("secretstring")
INT = Primitive("int")
FLOAT = Primitive("float")
BOOL = Primitive("bool")
DATETIME = Primitive("datetime")
VOID = Primitive("void")
ANY_RECORD = Primitive("<class> record")
ANY = Primitive("any")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of a declared list of strings."""

    cls: type[WireEnum]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a record of the class with this wire name."""

    target: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A whole record, as a struct."""

    target: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A XenAPI set."""

    element: Type


@dataclass(frozen=True, slots=True)
class Mapped:
    """A XenAPI map; keys are strings on the wire whatever their type."""

    key: Type
    value: Type


@dataclass(frozen=True, slots=True)
class Optional:
    """A value or nothing; inside a record only."""

    element: Type


Type: TypeAlias = Primitive | Enumeration | Reference | Structure | Collection | Mapped | Optional

_PRIMITIVES: dict[Any, Primitive] = {
    str: STRING,
    Secret: SECRET,
    int: INT,
    float: FLOAT,
    bool: BOOL,
    datetime: DATETIME,
    None: VOID,
    types.NoneType: VOID,
    AnyRecord: ANY_RECORD,
    Any: ANY,
}


def parse(annotation: Any) -> Type:
    """Return the type that a resolved annotation stands for; raises TypeError for any other annotation."""
    if annotation in _PRIMITIVES:
        return _PRIMITIVES[annotation]
    args = get_args(annotation)
    if args:
        return _parse_generic(annotation, get_origin(annotation), args)
    if isinstance(annotation, type) and issubclass(annotation, WireEnum):
        return Enumeration(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Structure(annotation.info.wire_name)
    msg = f"not a XenAPI type: {annotation!r}"
    raise TypeError(msg)


def _parse_generic(annotation: Any, origin: Any, args: tuple[Any, ...]) -> Type:
    if origin is Ref:
        return Reference(args[0].info.wire_name)
    if origin is Reverse:
        return Collection(Reference(args[0].info.wire_name))
    if origin is tuple:
        return Collection(parse(args[0]))
    if origin is Mapping:
        return Mapped(parse(args[0]), parse(args[1]))
    if origin in (types.UnionType, Union) and types.NoneType in args:
        return Optional(parse(next(a for a in args if a is not types.NoneType)))
    msg = f"not a XenAPI type: {annotation!r}"
    raise TypeError(msg)


def empty(kind: Type) -> Any:
    """Return what a stored field of this type holds when nothing was given and no default is declared."""
    match kind:
        case Primitive(name):
            return {"int": 0, "float": 0.0, "bool": False, "datetime": EPOCH}.get(name, "")
        case Enumeration(cls):
            return next(iter(cls))
        case Reference():
            return NULL
        case Collection():
            return ()
        case Mapped():
            return {}
        case _:
            return None


def spell(kind: Type) -> str:
    """Return the data model's spelling of a type, such as ``(string -> string) map``."""
    match kind:
        case Primitive(spelling):
            pass
        case Enumeration(cls):
            spelling = f"enum {cls.wire_name()}"
        case Reference(target):
            spelling = f"{target} ref"
        case Structure(target):
            spelling = f"{target} record"
        case Collection(element):
            spelling = f"{spell(element)} set"
        case Mapped(key, value):
            spelling = f"({spell(key)} -> {spell(value)}) map"
        case Optional(element):
            spelling = f"{spell(element)} option"
    return spelling
