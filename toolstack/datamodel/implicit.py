"""The messages that follow from the declaration of a class: getters, setters, records, constructors.

Nothing of them is written down: a field gets its getter, and a setter if clients may write it; a class in
the database gets its lookups.  The rules are those of the XenAPI data model.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from toolstack.datamodel.model import Field, Lifecycle, Qualifier, RecordInfo, Role
from toolstack.datamodel.types import STRING, VOID, Collection, Mapped, Reference, Structure, Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Params = tuple[tuple[str, Type], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ImplicitMessage:
    """A derived message.  Attributes named as in :class:`toolstack.datamodel.model.Message` mean the same."""

    owner: str
    name: str
    kind: str
    """What it does, such as ``object:get_record`` or ``field:add``."""
    params: Params
    """Name and type of each positional parameter, without the session; none is optional."""
    result: Type
    doc: str
    lifecycle: Lifecycle
    role: Role
    field: str = ""
    """The field that a ``field:`` message reads or writes."""
    client_cert: bool = False
    asynchronous: bool = False
    hidden: bool = False
    custom_code: bool = False
    """Whether a handler implements it, because it does more than the plain database operation."""
    map_key_roles: Mapping[str, Role] = dataclasses.field(default_factory=dict)

    @property
    def wire(self) -> str:
        """The name on the wire, such as ``VLAN.get_tag``."""
        return f"{self.owner}.{self.name}"


def implicit_messages(info: RecordInfo, types: Mapping[str, Type]) -> Iterator[ImplicitMessage]:
    """Yield the derived messages of a class whose fields have the given types."""
    if not info.in_database:
        return
    yield from _lookups(info)
    if info.create_required is not None:
        yield from _constructors(info)
    if info.get_all:
        yield from _listings(info)
    for declared in info.fields.values():
        if declared.qualifier is not Qualifier.INTERNAL:
            yield from _of_field(info, declared, types[declared.name])


def _lookup(
    info: RecordInfo, name: str, params: Params, result: Type, doc: str, *, hidden: bool = False
) -> ImplicitMessage:
    return ImplicitMessage(
        owner=info.wire_name,
        name=name,
        kind=f"object:{name}",
        params=params,
        result=result,
        doc=doc,
        lifecycle=info.lifecycle,
        role=info.read_role,
        hidden=hidden,
        custom_code=info.custom_reads,
    )


def _lookups(info: RecordInfo) -> Iterator[ImplicitMessage]:
    name, ref = info.wire_name, Reference(info.wire_name)
    yield _lookup(info, "get_record", (("self", ref),), Structure(name), f"Return all fields of a {name}.")
    yield _lookup(info, "get_by_uuid", (("uuid", STRING),), ref, f"Return the {name} with this uuid.")
    label = info.fields.get("name_label")
    if label is not None and label.column == "name__label":  # pool.name_label is an ordinary field
        doc = f"Return every {name} whose label is exactly this one; labels need not be unique."
        yield _lookup(info, "get_by_name_label", (("label", STRING),), Collection(ref), doc)


def _listings(info: RecordInfo) -> Iterator[ImplicitMessage]:
    name, ref = info.wire_name, Reference(info.wire_name)
    refs, records = Collection(ref), Mapped(ref, Structure(name))
    where: Params = (("expr", STRING),)
    yield _lookup(info, "get_all", (), refs, f"Return the reference of every {name}.")
    yield _lookup(info, "get_all_records", (), records, f"Return every {name} with all its fields.")
    doc = f"Return the reference of every {name} that a filter expression selects."
    yield _lookup(info, "get_all_where", where, refs, doc, hidden=True)
    doc = f"Return every {name} that a filter expression selects, with all its fields."
    yield _lookup(info, "get_all_records_where", where, records, doc, hidden=True)


def _constructors(info: RecordInfo) -> Iterator[ImplicitMessage]:
    name, ref = info.wire_name, Reference(info.wire_name)
    made: tuple[tuple[str, Params, Type, str], ...] = (
        ("create", (("args", Structure(name)),), ref, f"Make a {name} from the fields given."),
        ("destroy", (("self", ref),), VOID, f"Remove a {name}."),
    )
    for key, params, result, doc in made:
        yield ImplicitMessage(
            owner=name,
            name=key,
            kind=f"object:{key}",
            params=params,
            result=result,
            doc=doc,
            lifecycle=info.lifecycle,
            role=info.write_role,
            asynchronous=True,
            custom_code=True,
        )


def _of_field(info: RecordInfo, declared: Field, kind: Type) -> Iterator[ImplicitMessage]:
    key = declared.name
    self_: Params = (("self", Reference(info.wire_name)),)
    yield ImplicitMessage(
        owner=info.wire_name,
        name=f"get_{key}",
        kind="field:get",
        params=self_,
        result=kind,
        doc=f"Return the field {key} of a {info.wire_name}.",
        lifecycle=declared.lifecycle,
        role=declared.read_role,
        field=key,
        custom_code=info.custom_reads,
    )
    if declared.qualifier is not Qualifier.RW:
        return
    for name, what, params, doc in _writers(key, kind):
        yield ImplicitMessage(
            owner=info.wire_name,
            name=name,
            kind=what,
            params=self_ + params,
            result=VOID,
            doc=doc.format(f"the field {key} of a {info.wire_name}"),
            lifecycle=declared.lifecycle,
            role=info.write_role if declared.write_role is None else declared.write_role,
            field=key,
            client_cert=declared.client_cert_writes,
            custom_code=declared.custom_setter and what == "field:set",
            map_key_roles=declared.map_key_roles if what in ("field:add", "field:remove") else {},
        )


def _writers(key: str, kind: Type) -> Iterator[tuple[str, str, Params, str]]:
    yield f"set_{key}", "field:set", (("value", kind),), "Set {}."
    match kind:
        case Mapped(map_key, value):
            one: Params = (("key", map_key),)
            doc = "Add a pair to {}; an existing key is an error."
            yield f"add_to_{key}", "field:add", (*one, ("value", value)), doc
            yield f"remove_from_{key}", "field:remove", one, "Remove a key from {}; a missing key is no error."
        case Collection(element) if not isinstance(element, Reference):
            doc = "Add an element to {}, unless it is there."
            yield f"add_{key}", "field:add", (("value", element),), doc
            doc = "Remove an element from {}; a missing one is no error."
            yield f"remove_{key}", "field:remove", (("value", element),), doc
