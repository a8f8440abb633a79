"""The whole data model, resolved: every declared class with the types of its fields and messages.

Importing this module imports all declarations, evaluates their annotations and fills in what follows
from them (defaults, the stored ends of relations).  Everything that is derived starts here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import toolstack.datamodel as package
from toolstack.datamodel import model, types
from toolstack.datamodel.model import MISSING, Field, Message, Record

_NOT_CLASSES = {"model", "types", "catalog", "error", "errors", "implicit"}


def _import_declarations() -> None:
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in _NOT_CLASSES:
            importlib.import_module(f"{package.__name__}.{module.name}")


def _namespace() -> dict[str, Any]:
    """Every class and enumeration by its Python name; annotations refer to them across modules."""
    names: dict[str, Any] = {"datetime": datetime}
    names |= {cls.__name__: cls for cls in Record.__subclasses__()}
    names |= {cls.__name__: cls for cls in model.WIRE_ENUM_NAMES}
    return names


def _resolve(annotation: Any, module: str, names: dict[str, Any]) -> types.Type:
    if isinstance(annotation, str):
        scope = {**vars(sys.modules[module]), **names}
        annotation = eval(annotation, scope)  # noqa: S307 - our own declarations
    return types.parse(annotation)


_import_declarations()
_names = _namespace()

CLASSES: Mapping[str, type[Record]] = MappingProxyType(
    {cls.info.wire_name: cls for cls in sorted(Record.__subclasses__(), key=lambda c: c.info.wire_name.lower())}
)
"""Every class by its wire name."""

FIELD_TYPES: Mapping[tuple[str, str], types.Type] = MappingProxyType(
    {
        (name, key): _resolve(declared.annotation, cls.__module__, _names)
        for name, cls in CLASSES.items()
        for key, declared in cls.info.fields.items()
    }
)
"""The type of every field, by class and field name."""


def fields(name: str) -> Iterator[tuple[Field, types.Type]]:
    """Yield the declared fields of a class with their types, in declaration order."""
    for key, declared in CLASSES[name].info.fields.items():
        yield declared, FIELD_TYPES[name, key]


def parameter_types(declared: Message[..., Any]) -> tuple[types.Type, ...]:
    """Return the types of a message's positional parameters, without the session."""
    module = inspect.getmodule(declared.signature)
    assert module is not None
    return tuple(_resolve(p.annotation, module.__name__, _names) for p in declared.params)


def result_type(declared: Message[..., Any]) -> types.Type:
    """Return the type of a message's result."""
    module = inspect.getmodule(declared.signature)
    assert module is not None
    return _resolve(declared.result, module.__name__, _names)


def _fill_in() -> None:
    for name, cls in CLASSES.items():
        model.EMPTY_VALUES[cls] = {
            declared.name: types.empty(kind) if declared.default is MISSING else declared.default
            for declared, kind in fields(name)
            if not declared.computed
        }
        for declared, _ in fields(name):
            if declared.computed:
                owner, key = declared.reverse_of.split(".")
                CLASSES[owner].info.fields[key].relation = f"{name}.{declared.name}"


_fill_in()
