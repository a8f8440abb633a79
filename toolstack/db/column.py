"""How the value of one field is kept in a column: the SQL type, and the way in and out.

Encoding is strict, because a value that the database would refuse must fail the one call that brought
it, before it can stop the changes of others: text without NUL and unpaired surrogates, integers of 64
bits.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from toolstack.datamodel import types
from toolstack.datamodel.catalog import FIELD_TYPES
from toolstack.datamodel.model import EMPTY_MAP

Convert = Callable[[Any], Any]

INT_MIN, INT_MAX = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Codec:
    """The column of a field.  ``encode`` gives what the SQL driver takes, ``decode`` turns it back.

    ``encode`` raises ValueError or TypeError for a value that cannot be kept; ``decode`` is None where
    the driver's value is the field's value already.
    """

    sql: sa.types.TypeEngine[Any]
    encode: Convert
    decode: Convert | None
    nullable: bool = False


def _encode_text(value: str) -> str:
    text = value if type(value) is str else str.__str__(value)
    if not text.isascii():
        text.encode()
    if "\0" in text:
        raise ValueError("text contains a NUL character")
    return text


def _encode_int(value: int) -> int:
    number = int(value)
    if not INT_MIN <= number <= INT_MAX:
        raise ValueError("integer does not fit 64 bits")
    return number


def _encode_float(value: float) -> float | None:
    number = float(value)
    return None if math.isnan(number) else number


def _decode_float(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _encode_datetime(value: datetime) -> str:
    return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()


def _decode_datetime(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _plain(kind: types.Type) -> tuple[Convert, Convert | None]:  # noqa: PLR0911 - a table of types
    """Return the way in and out of JSON for a value of this type."""
    match kind:
        case types.Primitive("int"):
            return _encode_int, None
        case types.Primitive("float"):
            return _encode_float, _decode_float
        case types.Primitive("bool"):
            return bool, None
        case types.Primitive("datetime"):
            return _encode_datetime, _decode_datetime
        case types.Primitive():
            return _encode_text, None
        case types.Enumeration(cls):
            return _encode_text, {member.value: member for member in cls}.__getitem__
        case types.Reference():
            return _encode_text, sys.intern
        case types.Collection(element):
            return _set(*_plain(element))
        case types.Mapped(key, value):
            return _map(_plain_key(key), _plain(value))
        case _:
            raise TypeError(f"{types.spell(kind)} is not kept in the database")


def _plain_key(kind: types.Type) -> tuple[Convert, Convert | None]:
    if kind == types.INT:
        return (lambda key: str(_encode_int(key))), int
    return _plain(kind)


def _set(encode: Convert, decode: Convert | None) -> tuple[Convert, Convert]:
    def encode_set(value: tuple[Any, ...]) -> list[Any]:
        return [encode(item) for item in value]

    def decode_set(value: list[Any]) -> tuple[Any, ...]:
        return tuple(value) if decode is None else tuple(map(decode, value))

    return encode_set, decode_set


def _map(keys: tuple[Convert, Convert | None], values: tuple[Convert, Convert | None]) -> tuple[Convert, Convert]:
    (encode_key, decode_key), (encode_value, decode_value) = keys, values

    def encode_map(value: Mapping[Any, Any]) -> dict[str, Any]:
        return {encode_key(key): encode_value(item) for key, item in value.items()}

    def decode_map(value: dict[str, Any]) -> Mapping[Any, Any]:
        if decode_key is None and decode_value is None:
            return value
        return {
            (key if decode_key is None else decode_key(key)): (item if decode_value is None else decode_value(item))
            for key, item in value.items()
        }

    return encode_map, decode_map


def _same(value: Any) -> Any:
    return value


def _json_codec(kind: types.Type) -> Codec:
    encode, decode_plain = _plain(kind)
    decode = decode_plain or _same
    nothing: Any = EMPTY_MAP if isinstance(kind, types.Mapped) else ()
    empty = "{}" if isinstance(kind, types.Mapped) else "[]"

    def encode_json(value: Any) -> str:
        return msgspec.json.encode(encode(value)).decode() if value else empty

    def decode_json(text: str) -> Any:
        return nothing if text == empty else decode(msgspec.json.decode(text))

    return Codec(sa.JSON(), encode_json, decode_json)


def codec(kind: types.Type) -> Codec:
    """Return the column codec of a field type; raises TypeError for a type that is never stored."""
    match kind:
        case types.Primitive("int"):
            return Codec(sa.BigInteger(), _encode_int, None)
        case types.Primitive("float"):
            # SQLite has no NaN: it becomes NULL.
            return Codec(sa.Double(), _encode_float, _decode_float, nullable=True)
        case types.Primitive("bool"):
            return Codec(sa.Boolean(), bool, bool)
        case types.Collection() | types.Mapped():
            return _json_codec(kind)
        case _:
            encode, decode = _plain(kind)
            return Codec(sa.Text(), encode, decode)


def codecs(name: str, stored: tuple[str, ...]) -> dict[str, Codec]:
    """Return the codec of every stored field of a class."""
    return {key: codec(FIELD_TYPES[name, key]) for key in stored}
