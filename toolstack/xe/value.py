"""Typed values to the texts that ``xe`` prints, and what a user types to values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.model import NULL
from toolstack.datamodel.types import Collection, Enumeration, Mapped, Primitive, Reference, Type
from toolstack.wire.values import BadValue, parse_datetime
from toolstack.xe.error import CommandFailed
from toolstack.xe.grammar import comma_list, number

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.model import WireEnum

NOT_IN_DATABASE = "<not in database>"
INVALID_REFERENCE = "<invalid reference>"
EXPENSIVE = "<expensive field>"
UNKNOWN = "<unknown>"
INCONSISTENT = "<inconsistent>"

_LOWER = {"vm_power_state"}
"""Enumerations that are shown in lower case, unlike on the wire."""
_OWN_TEXT = {"bond_mode": "Invalid bond mode. Got {}"}
_EMPTY_MEANS = {"bond_mode": "balance-slb"}
_RAW_INTEGERS = {("network", "MTU")}
"""Fields of which a text that is no number is an internal error."""


def show(kind: Type, value: Any) -> str:
    """Return the text of a value that holds no references."""
    match kind:
        case Primitive("bool"):
            return "true" if value else "false"
        case Primitive("float"):
            return f"{value:.3f}"
        case Primitive("datetime"):
            return f"{value:%Y-%m-%dT%H:%M:%SZ}"
        case Enumeration(cls):
            return str(value).lower() if cls.wire_name() in _LOWER else str(value)
        case _:
            return str(value)


def refers(kind: Type) -> str:
    """Return the class that a value refers to, itself or in its elements; empty when it does not."""
    match kind:
        case Reference(target):
            return target
        case Collection(element):
            return refers(element)
        case Mapped(_, element):
            return refers(element)
        case _:
            return ""


def is_null(ref: str) -> bool:
    """Whether a reference refers to nothing."""
    return ref in ("", NULL)


def parse(kind: Type, name: str, text: str, owner: str = "") -> Any:  # noqa: PLR0911 - one per type
    """Return the wire value of a text that a user gave for a field.

    Args:
        kind: the type of the field; references have been looked up already.
        name: the field as the user calls it, for messages.
        text: what the user gave.
        owner: the wire name of the class.

    Raises:
        CommandFailed: the text is no such value.
        INTERNAL_ERROR: the same, of the few fields where the reference has no sentence for it.
    """
    match kind:
        case Primitive("int"):
            return _integer(name, text, owner)
        case Primitive("bool"):
            return _boolean(name, text, owner)
        case Primitive("float"):
            try:
                return float(text)
            except ValueError:
                raise CommandFailed(f"Failed to parse parameter '{name}': expecting a float") from None
        case Primitive("datetime"):
            return _datetime(name, text)
        case Enumeration(cls):
            return enumeration(cls, text)
        case Collection(element):
            return [parse(element, name, item, owner) for item in comma_list(text)]
        case _:
            return text


def _integer(name: str, text: str, owner: str) -> int:
    value = number(text)
    if value is not None:
        return value
    if owner == "pool" or (owner, name) in _RAW_INTEGERS:
        raise errors.INTERNAL_ERROR("Failure: Int64.of_string")
    raise CommandFailed(f"Failed to parse parameter '{name}': expecting an integer")


def _boolean(name: str, text: str, owner: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    if owner == "pool":
        raise CommandFailed(f"Parameter {name} must be a boolean (true or false)")
    raise CommandFailed(f"Failed to parse parameter '{name}': expecting a boolean (true or false)")


def _datetime(name: str, text: str) -> datetime:
    try:
        return parse_datetime(text)
    except BadValue:
        raise CommandFailed(f"Failed to parse parameter '{name}': expecting a date") from None


def enumeration(cls: type[WireEnum], text: str) -> str:
    """Return the wire value of an enumeration's text, in whatever case; raises CommandFailed."""
    given = (text or _EMPTY_MEANS.get(cls.wire_name(), "")).lower()
    for member in cls:
        if member.value.lower() == given:
            return member.value
    if cls.wire_name() in _OWN_TEXT:
        raise CommandFailed(_OWN_TEXT[cls.wire_name()].format(text))
    known = ", ".join(f"'{show(Enumeration(cls), member)}'" for member in cls)
    raise CommandFailed(f"Expected one of {known}, got {given}")
