"""The filter language of ``get_all_where`` and ``get_all_records_where``.

``field "name__label" = "x" and not field "MTU" = "1500"``: comparisons of columns and literals, combined with
``and``, ``or`` and ``not``.  The reference's precedence is unusual and kept: ``and`` and ``or`` bind equally,
from left to right, and ``not`` takes everything that follows.  Values compare as the text that the
reference server stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from toolstack.datamodel import errors, types
from toolstack.datamodel.catalog import FIELD_TYPES
from toolstack.datamodel.model import NULL
from toolstack.wire.values import format_datetime, format_float

if TYPE_CHECKING:
    from toolstack.datamodel.model import Record
    from toolstack.datamodel.types import Type
    from toolstack.db.snapshot import Row, Snapshot

Predicate: TypeAlias = "Callable[[Row[Any], Snapshot], bool]"
Text: TypeAlias = "Callable[[Row[Any], Snapshot], str]"

DEPTH = 100
"""How deep parentheses and ``not`` may be nested."""

_TOKEN = re.compile(r'\s*(?:"([^"]*)"|(and|or|not|true|false|field)\b|([()=]))')


class _Syntax(Exception):  # noqa: N818 - named after what is wrong
    """The expression cannot be read."""


def compile_filter(cls: type[Record], expression: str) -> Predicate:
    """Return the function that tells whether a row is selected.

    Raises:
        INVALID_VALUE: the expression cannot be read.
        INTERNAL_ERROR: the class has no such column.
    """
    try:
        parser = _Parser(cls, _tokens(expression))
        found = parser.expression()
        parser.end()
    except _Syntax as error:
        raise errors.INVALID_VALUE(expression, str(error)) from None
    if parser.unknown:
        raise errors.INTERNAL_ERROR(f"{cls.info.wire_name} has no column {parser.unknown[0]}")
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    """Return (kind, text) pairs; the kind of a word or a sign is its own text."""
    found, position = [], 0
    expression = expression.rstrip()
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if match is None:
            raise _Syntax(f"unexpected text at character {position}")
        position = match.end()
        text, word, sign = match.groups()
        found.append((word or sign or "string", text or ""))
    return found


class _Parser:
    """Recursive descent over the tokens; every method returns a function of a row."""

    def __init__(self, cls: type[Record], tokens: list[tuple[str, str]]) -> None:
        self._cls = cls
        self._tokens = tokens
        self._position = 0
        self._depth = 0
        self.unknown: list[str] = []
        """Columns that the class does not have; a syntax error elsewhere counts more."""

    def expression(self) -> Predicate:
        """Read a whole expression."""
        self._depth += 1
        if self._depth > DEPTH:
            raise _Syntax("nested too deeply")
        found = self._operand()
        while self._next() in ("and", "or"):
            found = _join(self._take(), found, self._operand())
        self._depth -= 1
        return found

    def end(self) -> None:
        """Check that nothing follows."""
        if self._next():
            raise _Syntax(f"unexpected {self._next()!r}")

    def _next(self) -> str:
        return self._tokens[self._position][0] if self._position < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        kind = self._next()
        if expected and kind != expected:
            raise _Syntax(f"expected {expected}, found {kind or 'the end'}")
        self._position += 1
        return self._tokens[self._position - 1][1] if kind == "string" else kind

    def _operand(self) -> Predicate:
        match self._next():
            case "not":
                self._take()
                return _invert(self.expression())
            case "(":
                self._take()
                found = self.expression()
                self._take(")")
                return found
            case "true" | "false" as word:
                self._take()
                return _constant(value=word == "true")
            case _:
                left = self._text()
                self._take("=")
                return _equal(left, self._text())

    def _text(self) -> Text:
        if self._next() == "field":
            self._take()
            column = self._take("string")
            text = column_text(self._cls, column)
            if text is None:
                self.unknown.append(column)
                return lambda _row, _snapshot: ""
            return text
        literal = self._take("string")
        return lambda _row, _snapshot: literal


def _join(word: str, left: Predicate, right: Predicate) -> Predicate:
    if word == "and":
        return lambda row, snapshot: left(row, snapshot) and right(row, snapshot)
    return lambda row, snapshot: left(row, snapshot) or right(row, snapshot)


def _invert(inner: Predicate) -> Predicate:
    return lambda row, snapshot: not inner(row, snapshot)


def _constant(*, value: bool) -> Predicate:
    return lambda _row, _snapshot: value


def _equal(left: Text, right: Text) -> Predicate:
    return lambda row, snapshot: left(row, snapshot) == right(row, snapshot)


def column_text(cls: type[Record], column: str) -> Text | None:
    """Return the function that gives the stored text of a column, or None for an unknown one."""
    if column == "_ref":
        return lambda row, _snapshot: row.ref
    info = cls.info
    for name, declared in info.fields.items():
        if declared.column == column:
            kind = FIELD_TYPES[info.wire_name, name]
            if declared.computed:
                return lambda row, snapshot: stored_text(kind, snapshot.reverse(cls, name, row.ref))
            return lambda row, _snapshot: stored_text(kind, getattr(row.record, name))
    return None


def stored_text(kind: Type, value: Any) -> str:  # noqa: PLR0911 - one per type
    """Return the text under which the reference server stores a value, such as ``('a' 'b')`` for a set."""
    match kind:
        case types.Primitive("bool"):
            return "true" if value else "false"
        case types.Primitive("float"):
            return format_float(value)
        case types.Primitive("datetime"):
            return format_datetime(value)
        case types.Reference():
            return str(value) or NULL
        case types.Collection(element):
            return f"({' '.join(_quoted(element, item) for item in value)})"
        case types.Mapped(key, content):
            pairs = (f"({_quoted(key, k)} {_quoted(content, v)})" for k, v in value.items())
            return f"({' '.join(pairs)})"
        case _:
            return str(value)


def _quoted(kind: Type, value: Any) -> str:
    text = stored_text(kind, value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"
