"""The language in which the XenAPI data model is declared.

A class is declared once, as a :class:`Record` subclass whose annotated attributes are its fields; a
message is declared once, as a signature under :func:`message`.  Everything else (SQL tables, getters and
setters, marshalling, roles, events, documentation) is derived from these declarations, so this module
holds no behaviour and does no I/O.

The meaning of qualifiers, lifecycles and roles follows the XenAPI data model of the xen-api project.
"""

from __future__ import annotations

import enum
import importlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, ParamSpec, TypeAlias, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from toolstack.datamodel.error import ErrorCode

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


class Ref(str, Generic[T]):
    """An opaque reference to a record of class ``T``; on the wire a plain string.

    Invariant in ``T``, so that passing a PIF reference where a network reference is wanted is a type
    error.  At run time any ``str`` serves as a reference.
    """

    __slots__ = ()


class Secret(str):
    """A string that must never reach a log (XenAPI's ``secretstring``)."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Hide the text: a repr may end up in a log."""
        return "Secret(...)"


SetOf: TypeAlias = tuple[T, ...]
"""A XenAPI set: an array on the wire, an immutable tuple here.  Its order carries no meaning."""

MapOf: TypeAlias = Mapping[K, V]
"""A XenAPI map: a struct on the wire.  Treat the value as immutable: replace it, never edit it."""


class Reverse(Generic[T]):
    """What annotates the computed end of a relation: the references of all ``T`` that point here.

    A record has no such attribute, so reading one is a type error: ask the snapshot for it.
    """

    __slots__ = ()


class AnyRecord:
    """What annotates a record of any class; only the snapshot of an event is one."""

    __slots__ = ()


NULL: Ref[Any] = Ref("OpaqueRef:NULL")
"""The null reference."""

NO_REF: Ref[Any] = Ref("")
"""The empty reference that some declarations have as default; it means the same as NULL."""

EMPTY_MAP: MapOf[Any, Any] = {}
"""The map without entries, as a default: a plain dictionary, so that every encoder takes it."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""What a datetime field holds when nothing has happened yet."""


class WireEnum(enum.StrEnum):
    """Base of the declared enumerations.

    The value is the wire spelling; the first member is what the database holds when nothing else was
    given.  ``wire_name`` is the enumeration's name in the data model.
    """

    @classmethod
    def wire_name(cls) -> str:
        """Return the name of the enumeration in the data model, such as ``bond_mode``."""
        return WIRE_ENUM_NAMES[cls]


WIRE_ENUM_NAMES: dict[type[WireEnum], str] = {}
E = TypeVar("E", bound=type[WireEnum])


def wire_enum(name: str) -> Callable[[E], E]:
    """Give an enumeration its data model name."""

    def decorate(cls: E) -> E:
        WIRE_ENUM_NAMES[cls] = name
        return cls

    return decorate


class Role(enum.IntEnum):
    """The roles in their total order; a role includes all smaller ones.

    Sessions that presented a client certificate hold the internal role ``client-cert``: it includes
    READ_ONLY, and anything above has to name it explicitly (``client_cert``).  ``LOCAL_ROOT`` is no role
    that a subject can hold: it stands for messages with an empty role list, which only local root and
    pool sessions may call.
    """

    READ_ONLY = 1
    VM_OPERATOR = 2
    VM_ADMIN = 3
    VM_POWER_ADMIN = 4
    POOL_OPERATOR = 5
    POOL_ADMIN = 6
    LOCAL_ROOT = 7

    @property
    def wire(self) -> str:
        """The role's name on the wire, such as ``pool-operator``."""
        return self.name.lower().replace("_", "-")


def role_names(role: Role, *, client_cert: bool = False) -> tuple[str, ...]:
    """Return the wire names of the roles that include this one, the greatest first.

    ``client_cert`` adds the internal role to those of a message above READ_ONLY, which has it anyhow.
    """
    names = [other.wire for other in sorted(Role, reverse=True) if role <= other < Role.LOCAL_ROOT]
    if client_cert or role is Role.READ_ONLY:
        names.insert(len(names) - 1 if role is Role.READ_ONLY else len(names), "client-cert")
    return tuple(names)


class Qualifier(enum.Enum):
    """Who may write a field."""

    RW = "RW"
    """Clients read and write it."""
    STATIC_RO = "StaticRO"
    """Given at creation, constant afterwards."""
    DYNAMIC_RO = "DynamicRO"
    """Only the server writes it."""
    INTERNAL = "internal"
    """Stored, but never shown to a client."""


Transition: TypeAlias = tuple[str, str]
"""What happened to an element, and in which release: ``("published", "rio")``.  The kinds are prototyped,
published, extended, changed, deprecated and removed."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The history of a class, field or message, oldest transition first."""

    transitions: tuple[Transition, ...]

    @property
    def state(self) -> str:
        """Prototyped, Published, Deprecated or Removed."""
        kinds = [kind for kind, _ in self.transitions if kind not in ("extended", "changed")]
        return kinds[-1].capitalize()

    @property
    def since(self) -> str:
        """The first release in which the element was published (or, failing that, prototyped)."""
        published = [release for kind, release in self.transitions if kind == "published"]
        return published[0] if published else self.transitions[0][1]


class _Missing(enum.Enum):
    MISSING = enum.auto()


MISSING = _Missing.MISSING
"""Marks a field or parameter without a default."""


@dataclass(slots=True)
class Field:
    """One declared field.

    ``name``, ``owner`` and ``annotation`` are filled in when the class is made, ``relation`` when the model
    is resolved.
    """

    doc: str
    qualifier: Qualifier
    lifecycle: Lifecycle
    default: Any = MISSING
    persist: bool = True
    read_role: Role = Role.READ_ONLY
    write_role: Role | None = None
    """Role needed by the derived setters; None takes the class's own write role."""
    client_cert_writes: bool = False
    map_key_roles: Mapping[str, Role] = field(default_factory=dict)
    """Roles for adding and removing single keys of a map; a key may end in ``*``."""
    custom_setter: bool = False
    """Whether the derived setter does more than write the column, so that a handler implements it."""
    db_name: str = ""
    """Column name used in filter expressions, where it differs from the wire name (``name__label``)."""
    ignore_foreign_key: bool = False
    reverse_of: str = ""
    """For a computed field: ``Class.field`` of the stored end of the relation."""
    relation: str = ""
    """For a stored field in a relation: ``Class.field`` of the other end."""
    wire_type: str = ""
    """What is really sent, where that differs from the declared type."""
    on_wire: bool = True
    """Whether the field is sent at all; ``event.obj_uuid`` never is."""
    wire_optional: bool = False
    """Whether the member of the struct may be absent."""
    name: str = ""
    owner: str = ""
    annotation: Any = None

    @property
    def computed(self) -> bool:
        """Whether the value is derived from the other end of a relation instead of stored."""
        return bool(self.reverse_of)

    @property
    def column(self) -> str:
        """The name used in filter expressions."""
        return self.db_name or self.name


def _field(qualifier: Qualifier, doc: str, since: str, history: tuple[Transition, ...], options: dict[str, Any]) -> Any:
    lifecycle = Lifecycle(history or (("published", since),))
    return Field(doc=doc, qualifier=qualifier, lifecycle=lifecycle, **options)


def rw(doc: str, *, since: str = "", history: tuple[Transition, ...] = (), **options: Any) -> Any:
    """Declare a field that clients read and write.

    ``since`` is the release that published it; give ``history`` instead where more happened to it.
    ``options`` are the attributes of :class:`Field`.
    """
    return _field(Qualifier.RW, doc, since, history, options)


def static_ro(doc: str, *, since: str = "", history: tuple[Transition, ...] = (), **options: Any) -> Any:
    """Declare a field that is constant once the record exists."""
    return _field(Qualifier.STATIC_RO, doc, since, history, options)


def dynamic_ro(doc: str, *, since: str = "", history: tuple[Transition, ...] = (), **options: Any) -> Any:
    """Declare a field that only the server writes."""
    return _field(Qualifier.DYNAMIC_RO, doc, since, history, options)


def internal(doc: str, **options: Any) -> Any:
    """Declare a stored field that no client ever sees."""
    return _field(Qualifier.INTERNAL, doc, "", (), options)


def reverse(
    of: str,
    doc: str,
    *,
    since: str = "",
    history: tuple[Transition, ...] = (),
    init: Literal[False] = False,
    **options: Any,
) -> Any:
    """Declare the computed end of a relation.

    ``of`` names the stored end as ``Class.field`` with wire names, such as ``PIF.network`` for
    network.PIFs.  Where both ends are sets (VM.groups and VM_group.VMs), the stored end is a set too.
    The value is never stored: read it with ``snapshot.reverse``.
    """
    return Field(
        doc=doc,
        qualifier=options.pop("qualifier", Qualifier.DYNAMIC_RO),
        lifecycle=Lifecycle(history or (("published", since),)),
        reverse_of=of,
        **options,
    )


# Only ``reverse`` is a field specifier: to a type checker the others are plain defaults, which makes every
# stored field an optional argument of the constructor, as it is.
@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=True, field_specifiers=(reverse,))
class RecordMeta(type):
    """Turns declared fields into slots, so that 10,000 records stay small."""

    def __new__(
        mcs,
        cls_name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        **options: Any,
    ) -> RecordMeta:
        """Make the class from its declaration; ``options`` are those of :class:`RecordInfo`."""
        declared: dict[str, Field] = {}
        for key in [key for key, value in namespace.items() if isinstance(value, Field)]:
            value = declared[key.rstrip("_")] = namespace.pop(key)
            value.annotation = namespace["__annotations__"][key]
        stored = tuple(key for key, value in declared.items() if not value.computed)
        namespace["__slots__"] = stored if bases else ()
        if not bases:
            return super().__new__(mcs, cls_name, bases, namespace)
        info = RecordInfo(wire_name=options.pop("name", cls_name), fields=declared, stored=stored, **options)
        for key, value in declared.items():
            value.name = key
            value.owner = info.wire_name
        if "info" not in declared:
            namespace["info"] = info
        cls = super().__new__(mcs, cls_name, bases, namespace)
        INFOS[cls] = info
        info.record = cls  # type: ignore[assignment]
        return cls

    @property
    def info(cls) -> RecordInfo:
        """What is declared of the class; found here first, as Host_driver has a field of that name."""
        return INFOS[cls]

    def __init__(cls, cls_name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_options: Any) -> None:
        super().__init__(cls_name, bases, namespace)


@dataclass(slots=True)
class RecordInfo:
    """What is declared of a class besides its fields."""

    wire_name: str
    fields: dict[str, Field]
    """The declared fields by wire name.  A name that is a Python keyword is declared with a trailing underscore."""
    stored: tuple[str, ...]
    lifecycle: Lifecycle = Lifecycle((("published", "rio"),))
    in_database: bool = True
    persistent: bool = True
    """Whether the rows outlive a restart."""
    generates_events: bool = True
    get_all: bool = True
    """Whether the implicit get_all, get_all_where, get_all_records and get_all_records_where exist."""
    read_role: Role = Role.READ_ONLY
    write_role: Role = Role.POOL_ADMIN
    custom_reads: bool = False
    """Whether the derived getters are implemented by handlers: the rows are not in the database."""
    create_required: tuple[str, ...] | None = None
    """Keys that the one struct argument of the generated constructor must have; None: no constructor."""
    create_optional: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    """Groups of stored fields whose values together occur at most once in the table."""
    messages: dict[str, Message[..., Any]] = field(default_factory=dict)
    record: type[Record] = None  # type: ignore[assignment]

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the fields that a client sees, in declaration order."""
        return tuple(key for key, value in self.fields.items() if value.qualifier is not Qualifier.INTERNAL)


INFOS: dict[RecordMeta, RecordInfo] = {}
"""What is declared of every class; ``SomeRecord.info`` reads it."""


class Record(metaclass=RecordMeta):
    """Base of the declared classes.  An instance holds the stored fields of one row and never changes.

    Construct with keyword arguments; what is not given takes the declared default, or the empty value of
    its type.  :meth:`replace` returns a changed copy.
    """

    info: ClassVar[RecordInfo]

    def __init__(self, **values: Any) -> None:
        empty = _empty_values(type(self)) if len(values) < len(type(self).info.stored) else {}
        for key in type(self).info.stored:
            object.__setattr__(self, key, values.pop(key) if key in values else empty[key])
        if values:
            msg = f"{type(self).info.wire_name} has no stored field {', '.join(sorted(values))}"
            raise TypeError(msg)

    def __setattr__(self, key: str, value: object) -> None:
        msg = f"a {type(self).info.wire_name} record is immutable (setting {key})"
        raise AttributeError(msg)

    def replace(self: Rec, **changes: Any) -> Rec:
        """Return a copy with some fields changed; raises TypeError for a name that is no stored field."""
        copy: Rec = object.__new__(type(self))
        for key in type(self).info.stored:
            object.__setattr__(copy, key, changes.pop(key) if key in changes else getattr(self, key))
        if changes:
            msg = f"{type(self).info.wire_name} has no stored field {', '.join(sorted(changes))}"
            raise TypeError(msg)
        return copy

    def __eq__(self, other: object) -> bool:
        """Compare field by field."""
        return type(self) is type(other) and all(
            getattr(self, key) == getattr(other, key) for key in type(self).info.stored
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show the class and the uuid, never the contents: they may hold secrets."""
        return f"<{type(self).info.wire_name} {getattr(self, 'uuid', '')}>"


Rec = TypeVar("Rec", bound=Record)
EMPTY_VALUES: dict[type[Record], dict[str, Any]] = {}
"""For every class the value of each stored field that was not given; filled by ``datamodel.catalog``."""


def _empty_values(cls: type[Record]) -> dict[str, Any]:
    if not EMPTY_VALUES:
        importlib.import_module("toolstack.datamodel.catalog")  # types are known once all classes are
    return EMPTY_VALUES[cls]


@dataclass(slots=True)
class Param:
    """One positional parameter of a message, without the session."""

    name: str
    annotation: Any
    default: Any = MISSING

    @property
    def optional(self) -> bool:
        """Whether a call may leave it out (only trailing parameters may)."""
        return self.default is not MISSING


@dataclass(slots=True, eq=False)
class Message(Generic[P, R_co]):
    """A declared message.  Calling it is an error: it is a signature, handlers refer to it."""

    owner: str
    name: str
    params: tuple[Param, ...]
    result: Any
    doc: str
    lifecycle: Lifecycle
    role: Role
    signature: Callable[P, R_co]
    errors: tuple[ErrorCode, ...] = ()
    asynchronous: bool = True
    hidden: bool = False
    needs_session: bool = True
    client_cert: bool = False
    pool_internal: bool = False
    emergency: bool = False
    not_forwarded: bool = False
    """A pool member answers it itself, also on its local socket."""
    secret: bool = False
    """Its arguments must not be logged."""
    map_key_roles: Mapping[str, Role] = field(default_factory=dict)
    current_operations: bool = True
    """Whether a running call shows up in the object's ``current_operations``."""
    host_extension: str = ""
    """Name of the executable on the host that does the work; such a message has no handler."""
    published_result: str = ""
    """Annotation of the result that the data model publishes, where the handler returns something else."""

    @property
    def wire(self) -> str:
        """The name on the wire, such as ``VLAN.create``."""
        return f"{self.owner}.{self.name}"

    @property
    def removed(self) -> bool:
        """Whether the only answer is MESSAGE_REMOVED."""
        return self.lifecycle.state == "Removed"


def message(
    record: type[Record],
    *,
    role: Role,
    since: str = "",
    history: tuple[Transition, ...] = (),
    errors: Iterable[ErrorCode] = (),
    **options: Any,
) -> Callable[[Callable[P, R_co]], Message[P, R_co]]:
    """Declare a message of a class by its signature.

    Args:
        record: the class it belongs to.
        role: the smallest role that may call it; LOCAL_ROOT for an empty role list.
        since: the release that published it; or ``history``, oldest transition first.
        errors: the errors that the data model declares for it (others may occur).
        options: further attributes of :class:`Message`.

    A parameter or function whose name is a Python keyword carries a trailing underscore.
    """

    def decorate(function: Callable[P, R_co]) -> Message[P, R_co]:
        signature = inspect.signature(function)
        params = tuple(
            Param(p.name.rstrip("_"), p.annotation, MISSING if p.default is inspect.Parameter.empty else p.default)
            for p in signature.parameters.values()
        )
        declared: Message[P, R_co] = Message(
            owner=record.info.wire_name,
            name=options.pop("name", function.__name__.rstrip("_")),
            params=params,
            result=signature.return_annotation,
            doc=inspect.getdoc(function) or "",
            lifecycle=Lifecycle(history or (("published", since),)),
            role=role,
            signature=function,
            errors=tuple(errors),
            **options,
        )
        record.info.messages[declared.name] = declared
        return declared

    return decorate
