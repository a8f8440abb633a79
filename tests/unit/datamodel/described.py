"""The declarations in the form of tests/data/interface.json."""

from __future__ import annotations

import json
from typing import Any

from toolstack.datamodel import catalog, types
from toolstack.datamodel.model import EPOCH, MISSING, Field, Lifecycle, Qualifier, RecordInfo, WireEnum


def described_class(name: str) -> dict[str, Any]:
    info = catalog.CLASSES[name].info
    flags = ("in_database", "persistent", "generates_events", "get_all")
    facts: dict[str, Any] = {
        "lifecycle": _lifecycle(info.lifecycle),
        "flags": " ".join(flag for flag in flags if getattr(info, flag)),
        "enums": sorted(_enums(info)),
        "internal": {
            field.name: types.spell(kind)
            for field, kind in sorted(catalog.fields(name), key=lambda pair: pair[0].name)
            if field.qualifier is Qualifier.INTERNAL
        },
        "fields": {
            field.name: _field(field, kind)
            for field, kind in catalog.fields(name)
            if field.qualifier is not Qualifier.INTERNAL
        },
        "messages": {m.name: _message(m) for m in catalog.MESSAGES.values() if m.owner == name},
    }
    if info.create_required is not None:
        facts["create"] = {"required": list(info.create_required), "optional": list(info.create_optional)}
    return facts


def _lifecycle(lifecycle: Lifecycle) -> str:
    return ", ".join(f"{kind} {release}" for kind, release in lifecycle.transitions)


def _enums(info: RecordInfo) -> set[str]:
    """The enumerations that the class's own fields and messages mention."""
    mentioned: set[str] = set()

    def look(kind: types.Type) -> None:
        match kind:
            case types.Enumeration(cls):
                mentioned.add(cls.wire_name())
            case types.Collection(element) | types.Optional(element):
                look(element)
            case types.Mapped(key, value):
                look(key)
                look(value)
            case _:
                pass

    for field, kind in catalog.fields(info.wire_name):
        if field.qualifier is not Qualifier.INTERNAL:
            look(kind)
    for message in info.messages.values():
        resolved = catalog.MESSAGES[message.wire]
        for parameter in resolved.params:
            look(parameter.type)
        look(resolved.published_result)
    return mentioned


def _plain(value: object) -> Any:
    if value is EPOCH:
        return "19700101T00:00:00Z"
    if isinstance(value, WireEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    return dict(value) if hasattr(value, "items") else value


def _field(field: Field, kind: types.Type) -> dict[str, Any]:
    flags = {
        "not_persistent": not field.persist,
        "ignore_foreign_key": field.ignore_foreign_key,
        "never_sent": not field.on_wire,
        "wire_optional": field.wire_optional,
    }
    facts: dict[str, Any] = {
        "type": types.spell(kind),
        "qualifier": field.qualifier.value,
        "lifecycle": _lifecycle(field.lifecycle),
        "relation": field.relation or field.reverse_of,
        "column": field.db_name,
        "wire_type": field.wire_type,
        "flags": " ".join(flag for flag, given in flags.items() if given),
    }
    facts = {key: value for key, value in facts.items() if value}
    if field.default is not MISSING:
        facts["default"] = _plain(field.default)
    return facts


def _message(message: catalog.Resolved) -> dict[str, Any]:
    flags = {
        "async": message.asynchronous,
        "custom_code": message.custom_code,
        "emergency": message.emergency,
        "hidden": message.hidden,
        "no_current_operations": not message.current_operations,
        "not_forwarded": message.not_forwarded,
        "pool_internal": message.pool_internal,
        "removed": message.removed,
        "secret": message.secret,
        "session": message.needs_session,
    }
    facts: dict[str, Any] = {
        "errors": [error.code for error in message.errors],
        "key_roles": {key: role.wire for key, role in message.map_key_roles.items()},
        "host_extension": message.host_extension,
        "own_result": message.result != message.published_result,
    }
    return {key: value for key, value in facts.items() if value} | {
        "kind": message.kind,
        "params": [_parameter(parameter) for parameter in message.params],
        "result": types.spell(message.published_result),
        "roles": message.roles,
        "lifecycle": _lifecycle(message.lifecycle),
        "flags": " ".join(flag for flag, given in flags.items() if given),
    }


def _parameter(parameter: catalog.Parameter) -> str:
    default = "" if parameter.default is MISSING else f" = {json.dumps(_plain(parameter.default))}"
    return f"{parameter.name}: {types.spell(parameter.type)}{default}"
