"""Arguments to a command's name and its parameters.

A line is an argument; nothing is quoted, for the shell has done that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolstack.xe.error import BadSyntax, CommandFailed, ParameterMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STANDARD = frozenset(
    ("server", "password", "port", "username", "minimal", "force", "multiple", "all", "message-priority", "trace")
)
"""Parameters that every command knows, which are neither filters nor fields."""

_SHORT = {"-u": "username", "-pw": "password", "-s": "server", "-h": "server", "-p": "port"}
_TRUE = ("true", "t", "yes", "y", "1")
_FALSE = ("false", "f", "no", "n", "0")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command with its parameters in the order in which they were given; of a repeated key the first counts."""

    command: str
    pairs: tuple[Pair, ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return a parameter's value, or the default."""
        return next((value for name, value in self.pairs if name == key), default)

    def has(self, key: str) -> bool:
        """Whether a parameter was given."""
        return any(name == key for name, _ in self.pairs)

    def require(self, key: str) -> str:
        """Return a parameter's value; raises ParameterMissing when it was not given."""
        for name, value in self.pairs:
            if name == key:
                return value
        raise ParameterMissing(key)

    def any_case(self, key: str, default: str = "") -> str:
        """Return the value of a parameter whose name may be spelled in any case."""
        return next((value for name, value in self.pairs if name.lower() == key.lower()), default)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a parameter as a boolean; raises CommandFailed when it is none."""
        if not self.has(key):
            return default
        return boolean(key, self.get(key))

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a parameter as an integer; raises CommandFailed when it is none."""
        if default is not None and not self.has(key):
            return default
        return integer(key, self.require(key))

    def mapping(self, name: str) -> dict[str, str]:
        """Return the pairs given one by one as ``name:key=value``, or ``name-key=value`` as it once was."""
        found: dict[str, str] = {}
        for key, value in self.pairs:
            for prefix in (f"{name}:", f"{name}-"):
                if key.startswith(prefix):
                    found.setdefault(key.removeprefix(prefix), value)
        return found

    def others(self, *known: str) -> tuple[Pair, ...]:
        """Return the parameters that are neither standard nor named here."""
        return tuple(pair for pair in self.pairs if pair[0] not in STANDARD and pair[0] not in known)


def parse(arguments: Sequence[str]) -> Arguments:
    """Return the command and its parameters; raises BadSyntax."""
    if not arguments or "=" in arguments[0]:
        raise BadSyntax()
    pairs: list[Pair] = []
    rest = iter(arguments[1:])
    for word in rest:
        if word.startswith("--"):
            pairs.append((word[2:], "true"))
        elif word.startswith("-"):
            value = next(rest, None)
            if word not in _SHORT or value is None:
                raise BadSyntax()
            pairs.append((_SHORT[word], value))
        else:
            key, _, value = word.partition("=")
            pairs.append((key, value))
    return Arguments(arguments[0], tuple(pairs))


def boolean(key: str, text: str) -> bool:
    """Return a parameter's text as a boolean; raises CommandFailed."""
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    words = ",".join(f"'{word}'" for word in (*_TRUE, *_FALSE))
    raise CommandFailed(f"Failed to parse parameter '{key}': Expected {words} got {text}")


def number(text: str) -> int | None:
    """Return a text as a number of 64 bits, decimal or with the prefix 0x, 0o or 0b; None when it is none."""
    digits = text.removeprefix("-")
    base = {"0x": 16, "0o": 8, "0b": 2, "0u": 10}.get(digits[:2].lower(), 10)
    if digits[:2].lower() in {"0x", "0o", "0b", "0u"}:
        digits = digits[2:]
    if not digits.isascii() or not digits.isalnum() or len(digits) > 64:  # noqa: PLR2004 - bits
        return None
    try:
        value = int(digits, base)
    except ValueError:
        return None
    value = -value if text.startswith("-") else value
    return value if -(2**63) <= value < 2**63 else None


def integer(key: str, text: str) -> int:
    """Return a parameter's text as an integer; raises CommandFailed."""
    value = number(text)
    if value is None:
        raise CommandFailed(f"Failed to parse parameter '{key}': expecting an integer")
    return value


def comma_list(text: str) -> list[str]:
    """Return the elements of a list separated by commas; an empty text has none."""
    return [element.strip() for element in text.split(",")] if text else []


def split_body(body: bytes) -> list[str]:
    """Return the arguments of a request body: a line each, with or without a carriage return."""
    if not body:
        return []
    lines = body.decode("utf-8", "surrogateescape").split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def names(text: str) -> frozenset[str]:
    """Return the field names of ``params=``."""
    return frozenset(comma_list(text))


def join(items: Iterable[str]) -> str:
    """Return texts as one line of --minimal output."""
    return ",".join(item.replace("\\", "\\\\").replace(",", "\\,") for item in items)
