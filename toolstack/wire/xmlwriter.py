"""Typed values to XML-RPC text.

The text is as compact as the clients allow: no white space between elements, strings and integers without a
type element.  A writer is compiled once per type; records are written from constant texts per class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from toolstack.datamodel import catalog, types
from toolstack.wire.values import INT32, Shared, format_datetime, format_float

if TYPE_CHECKING:
    from toolstack.datamodel.model import Field
    from toolstack.datamodel.types import Type

Writer: TypeAlias = Callable[[Any], str]

_UNSAFE = re.compile('[&<>"\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]')
# A bare carriage return reads back as a line feed; the other characters cannot be written at all.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
COMBINATIONS = 512
"""How many sets of enumerators are remembered as text, for each enumeration."""
_EMPTY_ARRAY = "<value><array><data></data></array></value>"
_EMPTY_STRUCT = "<value><struct></struct></value>"


def escape(text: str) -> str:
    """Return a text as XML character data, without the characters that XML cannot hold."""
    return _UNSAFE.sub(_entity, text) if _UNSAFE.search(text) else text


def _entity(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], "")


def _is_safe(text: str) -> bool:
    """Cheaper than the expression on long texts; may be wrong only by saying no."""
    return text.isprintable() and "&" not in text and "<" not in text and ">" not in text and '"' not in text


@cache
def writer(kind: Type) -> Writer:
    """Return the function that writes values of a type."""
    match kind:
        case types.Primitive(name):
            return _PRIMITIVES[name]
        case types.Enumeration() | types.Reference():
            return _write_string
        case types.Collection(element):
            return _collection(element)
        case types.Mapped(_, value):
            return _mapped(writer(value))
        case types.Structure(target):
            return _structure(target)
        case types.Optional(element):
            return writer(element)


def _write_string(value: str) -> str:
    return f"<value>{escape(value)}</value>"


# Bound methods of constants: no Python frame per value.
_write_int: Writer = "<value>%d</value>".__mod__
_write_bool: Writer = {
    True: "<value><boolean>1</boolean></value>",
    False: "<value><boolean>0</boolean></value>",
}.__getitem__


def _write_float(value: float) -> str:
    return f"<value><double>{format_float(value)}</double></value>"


def _write_datetime(value: datetime) -> str:
    return f"<value><dateTime.iso8601>{format_datetime(value)}</dateTime.iso8601></value>"


def _write_void(_value: object) -> str:
    return "<value></value>"


def _write_shared(shared: Shared) -> str:
    return shared_bytes(shared).decode()


def shared_bytes(shared: Shared) -> bytes:
    """Return the text of a shared record, rendered now if nobody has asked for it before."""
    text: bytes | None = shared.cache.get("xml")
    if text is None:
        text = shared.cache["xml"] = writer(shared.kind)(shared.make()).encode()
    return text


def write_any(value: Any) -> str:  # noqa: PLR0911 - one per type
    """Write a value by its Python type.  Its integers carry a type element, as those of events do."""
    match value:
        case Shared():
            return _write_shared(value)
        case str():
            return _write_string(value)
        case bool():
            return _write_bool(value)
        case int():
            return f"<value><i4>{value}</i4></value>" if value in INT32 else _write_int(value)
        case float():
            return _write_float(value)
        case datetime():
            return _write_datetime(value)
        case Mapping():
            return _mapped(write_any)(value)
        case Iterable():
            return _array([write_any(element) for element in value])
        case _:
            msg = f"a {type(value).__name__} has no XML-RPC form"
            raise TypeError(msg)


_PRIMITIVES: dict[str, Writer] = {
    "string": _write_string,
    "secretstring": _write_string,
    "int": _write_int,
    "bool": _write_bool,
    "float": _write_float,
    "datetime": _write_datetime,
    "void": _write_void,
    "any": write_any,
    "<class> record": write_any,
}


def _array(elements: list[str]) -> str:
    return f"<value><array><data>{''.join(elements)}</data></array></value>" if elements else _EMPTY_ARRAY


def _collection(element: Type) -> Writer:
    write = writer(element)
    if write is not _write_string:
        return lambda value: _array([write(each) for each in value]) if value else _EMPTY_ARRAY

    def write_strings(value: Iterable[str]) -> str:
        texts = tuple(value)
        if not texts:
            return _EMPTY_ARRAY
        if not _is_safe("".join(texts)):
            texts = tuple(map(escape, texts))
        return f"<value><array><data><value>{'</value><value>'.join(texts)}</value></data></array></value>"

    if isinstance(element, types.Enumeration):
        # Few combinations occur, such as the operations that are allowed, and again in record after record.
        remembered = lru_cache(COMBINATIONS)(write_strings)
        return lambda value: remembered(tuple(value))
    return write_strings


def _mapped(write: Writer) -> Writer:
    def write_map(value: Mapping[Any, Any]) -> str:
        if not value:
            return _EMPTY_STRUCT
        parts: list[str] = []
        _map_parts(value, write, parts)
        return "".join(parts)

    return write_map


def _map_parts(value: Mapping[Any, Any], write: Writer, parts: list[str]) -> None:
    parts.append("<value><struct>")
    for key, each in value.items():
        name = escape(key if isinstance(key, str) else str(key))
        parts += ("<member><name>", name, "</name>", write(each), "</member>")
    parts.append("</struct></value>")


# -- records ------------------------------------------------------------------------------------------


def _structure(target: str) -> Writer:
    info = catalog.CLASSES[target].info
    kinds = {key: catalog.FIELD_TYPES[target, key] for key in info.shown if info.fields[key].on_wire}
    write = _sparse(kinds) if any(_may_lack(info.fields[key], kinds[key]) for key in kinds) else _template(kinds)

    def write_record(value: Any) -> str:
        return _write_shared(value) if type(value) is Shared else write(value)

    return write_record


def _may_lack(field: Field, kind: Type) -> bool:
    return field.wire_optional or isinstance(kind, types.Optional)


def _sparse(kinds: Mapping[str, Type]) -> Writer:
    """Write records of a class with members that may be absent: left out, or None."""

    def write(record: Mapping[str, Any]) -> str:
        members = (
            f"<member><name>{key}</name>{writer(kind)(record[key])}</member>"
            for key, kind in kinds.items()
            if record.get(key) is not None
        )
        return f"<value><struct>{''.join(members)}</struct></value>"

    return write


def _template(kinds: Mapping[str, Type]) -> Writer:
    """Write records by filling the gaps between constant texts; the strings of one record are escaped together.

    Most strings need no escaping, so one look at all of them is enough.
    """
    strings = [key for key, kind in kinds.items() if _is_text(kind)]
    others = [key for key in kinds if key not in strings]
    take_strings, take_others = _getter(strings), _getter(others)
    constants = _constants(kinds)
    position = {key: place for place, key in enumerate(strings + others)}
    in_order = _getter([position[key] for key in kinds])
    writers: list[Writer] = []

    def write(record: Mapping[str, Any]) -> str:
        if not writers:  # now, and not before: a record may hold records of its own class
            writers.extend(writer(kinds[key]) for key in others)
        texts: tuple[str, ...] = take_strings(record)
        if not _is_safe("".join(texts)):
            texts = tuple(map(escape, texts))
        rest = [each(value) for each, value in zip(writers, take_others(record))]  # noqa: B905 - same keys
        parts = constants.copy()
        parts[1::2] = in_order((*texts, *rest))
        return "".join(parts)

    return write


def _constants(kinds: Mapping[str, Type]) -> list[str]:
    """Return the texts around the values of a record, with an empty text where each value goes."""
    parts: list[str] = []
    before = "<value><struct>"
    for key, kind in kinds.items():
        opening, closing = ("<value>", "</value>") if _is_text(kind) else ("", "")
        parts += (f"{before}<member><name>{key}</name>{opening}", "")
        before = f"{closing}</member>"
    return [*parts, f"{before}</struct></value>"]


def _is_text(kind: Type) -> bool:
    return isinstance(kind, (types.Enumeration, types.Reference)) or kind in {types.STRING, types.SECRET}


def _getter(keys: list[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes these items, always as a tuple."""
    if not keys:
        return lambda _items: ()
    if len(keys) == 1:
        only = keys[0]
        return lambda items: (items[only],)
    return itemgetter(*keys)
