"""Wire values to typed values, the same for both formats, and the text forms that they share.

A decoder is compiled once per type.  What it accepts is what the reference server accepts: integers as
numbers or as strings that parse as one, enumerations in any case, references as any string, structs with
members that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, TypeAlias

from toolstack.datamodel import catalog, errors, types
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import MISSING, Secret
from toolstack.datamodel.types import Type

Decoder: TypeAlias = Callable[[Any], Any]

INT_MIN, INT_MAX = -(2**63), 2**63 - 1
INT32 = range(-(2**31), 2**31)

_INTEGER = re.compile(r"[+-]?(?:[0-9]+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)", re.ASCII)
_DATETIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:([Zz])|([+-])(\d\d):?(\d\d))?",
    re.ASCII,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {str: "a string", bool: "a boolean", int: "an integer", float: "a float", dict: "a struct", list: "an array"}


class BadValue(Exception):  # noqa: N818 - named after what is wrong
    """A wire value that is not of the type that the message declares."""

    def within(self, place: str) -> BadValue:
        """Return the same error, one level further out."""
        return BadValue(f"{place}: {self}")

    def as_error(self) -> ApiError:
        """Return what the client is told: INTERNAL_ERROR with a text of the reference's form."""
        text = str(self).replace("\\", "\\\\").replace('"', '\\"')
        return errors.INTERNAL_ERROR(f'Failure("{text}")')


def _wrong(expected: str, raw: Any) -> BadValue:
    """Never repeats the value: it may be a password in the wrong place."""
    return BadValue(f"expected {expected}, got {_WORDS.get(type(raw), 'a value of no API type')}")


def check_text(args: list[Any]) -> None:
    """Raise INVALID_VALUE when any string in the arguments was not valid UTF-8."""
    for position, arg in enumerate(args):
        if _has_bad_text(arg):
            raise errors.INVALID_VALUE(f"argument {position}", "not valid UTF-8")


def _has_bad_text(raw: Any) -> bool:
    if isinstance(raw, str):
        return not raw.isascii() and _SURROGATE.search(raw) is not None
    if isinstance(raw, list):
        return any(map(_has_bad_text, raw))
    if isinstance(raw, dict):
        return any(map(_has_bad_text, raw)) or any(map(_has_bad_text, raw.values()))
    return False


def decode(raw: Any, kind: Type) -> Any:
    """Return the typed value of a wire value.

    Sets become tuples, maps and structs dicts, enumerations their members, datetimes are aware.  A struct
    holds the members that the class declares; for a class with a generated constructor the required keys
    must be there and the optional ones are filled with the defaults of their fields.

    Raises:
        BadValue: when the value is not of this type.
    """
    return decoder(kind)(raw)


@cache
def decoder(kind: Type) -> Decoder:  # noqa: PLR0911 - one per kind of type
    """Return the function that decodes values of a type."""
    match kind:
        case types.Primitive(name):
            return _PRIMITIVES[name]
        case types.Enumeration(cls):
            return _enumeration(cls)
        case types.Reference():
            return _string
        case types.Collection(element):
            return _collection(decoder(element))
        case types.Mapped(key, value):
            return _mapped(decoder(key), decoder(value))
        case types.Structure(target):
            return _structure(target)
        case types.Optional(element):
            return decoder(element)


def _string(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    raise _wrong("a string", raw)


def _secret(raw: Any) -> Secret:
    return Secret(_string(raw))


def _integer(raw: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        value = raw
    elif isinstance(raw, str) and _INTEGER.fullmatch(raw):
        # A leading zero alone does not make an octal number, so the base must be told.
        based = raw.lstrip("+-")[:2].lower() in {"0x", "0o", "0b"}
        try:
            value = int(raw, 0 if based else 10)
        except ValueError:  # Python refuses thousands of digits
            raise BadValue("the integer does not fit into 64 bits") from None
    else:
        raise _wrong("an integer", raw)
    if not INT_MIN <= value <= INT_MAX:
        raise BadValue("the integer does not fit into 64 bits")
    return value


def _boolean(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise _wrong("a boolean", raw)


def _float(raw: Any) -> float:
    if isinstance(raw, float):
        return raw
    if isinstance(raw, (int, str)) and not isinstance(raw, bool):
        try:
            return float(raw)
        except (ValueError, OverflowError):
            pass
    raise _wrong("a float", raw)


def _datetime(raw: Any) -> datetime:
    if isinstance(raw, datetime):
        return raw if raw.tzinfo else raw.replace(tzinfo=UTC)
    if isinstance(raw, str):
        return parse_datetime(raw)
    raise _wrong("a datetime", raw)


def _void(raw: Any) -> str:
    del raw
    return ""


def _anything(raw: Any) -> Any:
    return raw


_PRIMITIVES: dict[str, Decoder] = {
    "string": _string,
    "secretstring": _secret,
    "int": _integer,
    "bool": _boolean,
    "float": _float,
    "datetime": _datetime,
    "void": _void,
    "any": _anything,
    "<class> record": _anything,
}


def _enumeration(cls: type[Any]) -> Decoder:
    members = {str(member).lower(): member for member in cls}

    def read(raw: Any) -> Any:
        member = members.get(_string(raw).lower())
        if member is None:
            raise BadValue(f"not a {cls.wire_name()}")
        return member

    return read


def _collection(element: Decoder) -> Decoder:
    def read(raw: Any) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise _wrong("an array", raw)
        try:
            return tuple(map(element, raw))
        except BadValue as error:
            raise error.within("array element") from None

    return read


def _mapped(key: Decoder, value: Decoder) -> Decoder:
    def read(raw: Any) -> dict[Any, Any]:
        if not isinstance(raw, dict):
            raise _wrong("a struct", raw)
        try:
            return {key(k): value(v) for k, v in raw.items()}
        except BadValue as error:
            raise error.within("map entry") from None

    return read


def _structure(target: str) -> Decoder:
    info = catalog.CLASSES[target].info
    # Compiled on first use: a record may hold records of its own class.
    known = info.shown if info.create_required is None else (*info.create_required, *info.create_optional)
    required = info.create_required or ()
    absent = {} if info.create_required is None else {key: default(target, key) for key in info.create_optional}

    def read(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise _wrong("a struct", raw)
        missing = [key for key in required if key not in raw]
        if missing:
            raise BadValue(f"{target} record lacks {', '.join(missing)}")
        record = dict(absent)
        for key in known:
            if key in raw:
                try:
                    record[key] = decode(raw[key], catalog.FIELD_TYPES[target, key])
                except BadValue as error:
                    raise error.within(f"{target}.{key}") from None
        return record

    return read


def default(target: str, key: str) -> Any:
    """Return what a field of a class holds when a constructor is not given it."""
    declared = catalog.CLASSES[target].info.fields[key]
    return types.empty(catalog.FIELD_TYPES[target, key]) if declared.default is MISSING else declared.default


def parse_datetime(text: str) -> datetime:
    """Return the aware time of an ISO 8601 text, with or without dashes; without zone it is UTC.

    Fractions of seconds are dropped.  Raises BadValue when it is no such text or no such day.
    """
    found = _DATETIME.fullmatch(text)
    if found is None:
        raise BadValue("not a datetime")
    zone: timezone = UTC
    if found[8]:
        offset = timedelta(hours=int(found[9]), minutes=int(found[10]))
        zone = timezone(-offset if found[8] == "-" else offset) if offset < timedelta(days=1) else UTC
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    except ValueError:
        raise BadValue("not a datetime") from None


def format_datetime(value: datetime) -> str:
    """Return the text ``YYYYMMDDTHH:MM:SS`` with ``Z`` or an offset; a naive time is taken as UTC."""
    text = f"{value.year:04}{value.month:02}{value.day:02}T{value.hour:02}:{value.minute:02}:{value.second:02}"
    offset = value.utcoffset()
    if not offset:
        return text + "Z"
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours, minutes = divmod(abs(minutes), 60)
    return f"{text}{sign}{hours:02}:{minutes:02}"


def format_float(value: float) -> str:
    """Return the shortest of 16 or 17 significant digits that reads back as the same number."""
    text = f"{value:.16g}"
    return text if float(text) == value or value != value else f"{value:.17g}"  # noqa: PLR0124 - NaN


class Shared:
    """A record whose encodings are kept, so that it is rendered once for all who ask.

    ``cache`` is where they are kept, such as ``Row.rendered``, under a key per format; ``make`` returns the
    plain value when there is none yet.  The encoders take a Shared wherever they take a record or an
    untyped value.
    """

    __slots__ = ("cache", "kind", "make")

    def __init__(self, kind: Type, cache: dict[str, Any], make: Callable[[], Any]) -> None:
        self.kind = kind
        self.cache = cache
        self.make = make
