"""The whole data model, resolved: every declared class with the types of its fields and messages.

Importing this module imports all declarations, evaluates their annotations and fills in what follows
from them (defaults, the stored ends of relations, the derived messages).  Everything that is derived
from the data model starts here:

* :data:`CLASSES` and :func:`fields` for tables, records and filters,
* :data:`MESSAGES` for dispatch, roles and documentation,
* :data:`ENUMS` and :data:`ERRORS` for everything that lists them.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import toolstack.datamodel as package
from toolstack.datamodel import errors, model, types
from toolstack.datamodel.error import ErrorCode
from toolstack.datamodel.implicit import ImplicitMessage, implicit_messages
from toolstack.datamodel.model import MISSING, Field, Lifecycle, Message, Record, Role, WireEnum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolstack.datamodel.types import Type

_NOT_CLASSES = {"model", "types", "catalog", "error", "errors", "implicit"}


class Parameter(NamedTuple):
    """One positional parameter of a message, without the session."""

    name: str
    type: Type
    default: Any
    """What a call that leaves it out means, or MISSING where it has to be given."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A message with everything that dispatch has to know, whether it is declared or derived."""

    wire: str
    """The name on the wire, such as ``VLAN.create``."""
    owner: str
    """The wire name of the class."""
    name: str
    kind: str
    """``custom`` for a declared message; else what the derived one does, such as ``object:get_all`` or ``field:set``."""
    field: str
    """The field that a ``field:`` message reads or writes, or the empty string."""
    params: tuple[Parameter, ...]
    """The required ones come first."""
    result: Type
    """What the handler returns; ``types.ANY`` stands for a wire value that it makes itself."""
    published_result: Type
    """The result that the data model publishes; differs for event.from and host.call_extension only."""
    role: Role
    """The smallest role that may call it."""
    client_cert: bool
    """Whether the role ``client-cert`` may call it too; for a READ_ONLY message it may anyhow."""
    map_key_roles: Mapping[str, Role]
    """Roles that replace ``role`` for certain values of the parameter ``key``; a key may end in ``*``."""
    errors: tuple[ErrorCode, ...]
    """The declared errors; others may occur."""
    lifecycle: Lifecycle
    asynchronous: bool
    """Whether it may be called as ``Async.``."""
    needs_session: bool
    """Whether the first positional argument is a session."""
    hidden: bool
    """Served, but left out of documentation and client libraries."""
    pool_internal: bool
    """Whether only sessions of other hosts of the pool may call it."""
    emergency: bool
    """Whether it is answered although the coordinator cannot be reached."""
    not_forwarded: bool
    """A pool member answers it itself, also on its local socket."""
    secret: bool
    """Its arguments must not be logged."""
    removed: bool
    """Whether the only answer is MESSAGE_REMOVED."""
    current_operations: bool
    """Whether a running call shows up in the object's ``current_operations``."""
    custom_code: bool
    """Whether a handler implements it; else it is a plain database operation or a host extension."""
    host_extension: str
    """Name of the executable on the host that does the work, or the empty string."""
    doc: str
    declared: Message[..., Any] | None
    """The declaration; None for a derived message."""

    @property
    def required(self) -> int:
        """How many parameters a call has to give, without the session."""
        return sum(1 for p in self.params if p.default is MISSING)

    @property
    def roles(self) -> tuple[str, ...]:
        """The wire names of the roles that may call it, the greatest first."""
        return model.role_names(self.role, client_cert=self.client_cert)


def _import_declarations() -> None:
    for module in pkgutil.iter_modules(package.__path__):
        if module.name not in _NOT_CLASSES:
            importlib.import_module(f"{package.__name__}.{module.name}")


def _namespace() -> dict[str, Any]:
    """Everything that an annotation may mention: the language, every class and every enumeration."""
    names: dict[str, Any] = {"Any": Any, "datetime": datetime}
    names |= {word.__name__: word for word in (model.Ref, model.Secret, model.Reverse, model.AnyRecord)}
    names |= {"SetOf": model.SetOf, "MapOf": model.MapOf}
    names |= {cls.__name__: cls for cls in Record.__subclasses__()}
    names |= {cls.__name__: cls for cls in model.WIRE_ENUM_NAMES}
    return names


_import_declarations()
_NAMES = _namespace()
_parsed: dict[str, Type] = {}


def _resolve(annotation: str) -> Type:
    if annotation not in _parsed:
        _parsed[annotation] = types.parse(eval(annotation, _NAMES))  # noqa: S307 - our own declarations
    return _parsed[annotation]


CLASSES: Mapping[str, type[Record]] = MappingProxyType(
    {cls.info.wire_name: cls for cls in sorted(Record.__subclasses__(), key=lambda c: c.info.wire_name.lower())}
)
"""Every class by its wire name."""

FIELD_TYPES: Mapping[tuple[str, str], Type] = MappingProxyType(
    {
        (name, key): _resolve(declared.annotation)
        for name, cls in CLASSES.items()
        for key, declared in cls.info.fields.items()
    }
)
"""The type of every field, by class and field name."""

ENUMS: Mapping[str, type[WireEnum]] = MappingProxyType(
    {name: cls for cls, name in sorted(model.WIRE_ENUM_NAMES.items(), key=lambda pair: pair[1])}
)
"""Every enumeration by its name in the data model."""

ERRORS: Mapping[str, ErrorCode] = MappingProxyType(
    {value.code: value for value in vars(errors).values() if isinstance(value, ErrorCode)}
)
"""Every error by its code."""


def fields(name: str) -> Iterator[tuple[Field, Type]]:
    """Yield the declared fields of a class with their types, in declaration order."""
    for key, declared in CLASSES[name].info.fields.items():
        yield declared, FIELD_TYPES[name, key]


def parameter_types(declared: Message[..., Any]) -> tuple[Type, ...]:
    """Return the types of a message's positional parameters, without the session."""
    return tuple(_resolve(p.annotation) for p in declared.params)


def result_type(declared: Message[..., Any]) -> Type:
    """Return the type of a message's result."""
    return _resolve(declared.result)


def _resolve_declared(declared: Message[..., Any]) -> Resolved:
    result = result_type(declared)
    return Resolved(
        wire=declared.wire,
        owner=declared.owner,
        name=declared.name,
        kind="custom",
        field="",
        params=tuple(Parameter(p.name, _resolve(p.annotation), p.default) for p in declared.params),
        result=result,
        published_result=_resolve(declared.published_result) if declared.published_result else result,
        role=declared.role,
        client_cert=declared.client_cert,
        map_key_roles=declared.map_key_roles,
        errors=declared.errors,
        lifecycle=declared.lifecycle,
        asynchronous=declared.asynchronous,
        needs_session=declared.needs_session,
        hidden=declared.hidden,
        pool_internal=declared.pool_internal,
        emergency=declared.emergency,
        not_forwarded=declared.not_forwarded,
        secret=declared.secret,
        removed=declared.removed,
        current_operations=declared.current_operations,
        custom_code=not declared.host_extension,
        host_extension=declared.host_extension,
        doc=declared.doc,
        declared=declared,
    )


def _resolve_implicit(derived: ImplicitMessage) -> Resolved:
    return Resolved(
        wire=derived.wire,
        owner=derived.owner,
        name=derived.name,
        kind=derived.kind,
        field=derived.field,
        params=tuple(Parameter(name, kind, MISSING) for name, kind in derived.params),
        result=derived.result,
        published_result=derived.result,
        role=derived.role,
        client_cert=derived.client_cert,
        map_key_roles=derived.map_key_roles,
        errors=(),
        lifecycle=derived.lifecycle,
        asynchronous=derived.asynchronous,
        needs_session=True,
        hidden=derived.hidden,
        pool_internal=False,
        emergency=False,
        not_forwarded=False,
        secret=False,
        removed=derived.lifecycle.state == "Removed",
        current_operations=True,
        custom_code=derived.custom_code,
        host_extension="",
        doc=derived.doc,
        declared=None,
    )


def _messages() -> Iterator[Resolved]:
    for name, cls in CLASSES.items():
        for declared in cls.info.messages.values():
            yield _resolve_declared(declared)
        for derived in implicit_messages(cls.info, {key: FIELD_TYPES[name, key] for key in cls.info.fields}):
            if derived.name in cls.info.messages:
                msg = f"{derived.wire} is declared, but also follows from a field or the class"
                raise TypeError(msg)
            yield _resolve_implicit(derived)


MESSAGES: Mapping[str, Resolved] = MappingProxyType({resolved.wire: resolved for resolved in _messages()})
"""Every message that the server knows, declared and derived, by its name on the wire."""


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
