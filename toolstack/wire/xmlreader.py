"""XML-RPC documents to wire values, safely: no DTD, no entities, bounded depth.

The grammar is checked element by element, so that a document which is merely well-formed XML is refused.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from toolstack.wire.values import BadValue, parse_datetime

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 64
"""How many elements may be nested; every array level takes three."""

_SCALARS = frozenset({"string", "int", "i4", "i8", "boolean", "double", "dateTime.iso8601", "base64", "nil"})
_PARENTS: dict[str, frozenset[str]] = {
    "methodCall": frozenset({""}),
    "methodResponse": frozenset({""}),
    "methodName": frozenset({"methodCall"}),
    "params": frozenset({"methodCall", "methodResponse"}),
    "param": frozenset({"params"}),
    # A value alone is what the result of a task is.
    "value": frozenset({"", "param", "data", "member"}),
    "array": frozenset({"value"}),
    "data": frozenset({"array"}),
    "struct": frozenset({"value"}),
    "member": frozenset({"struct"}),
    "name": frozenset({"member"}),
    **dict.fromkeys(_SCALARS, frozenset({"value"})),
}
_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
# What most calls look like: strings only.  One expression reads it several times faster than a parser; whatever is
# not exactly this (other types, entities, sections, odd characters) is left to the parser.
_SPACE = r"[ \t\n]*"
_TEXT = r"[^<&\]\x00-\x08\x0b-\x1f\ufffe\uffff]*"
_FLAT = re.compile(
    rf"""(?:<\?xml version=['"]1\.0['"](?: encoding=['"](?:UTF|utf)-8['"])? ?\?>)?{_SPACE}"""
    rf"<methodCall>{_SPACE}<methodName>({_TEXT})</methodName>{_SPACE}<params>"
    rf"((?:{_SPACE}<param>{_SPACE}<value>(?:{_SPACE}<string>{_TEXT}</string>{_SPACE}|{_TEXT})</value>{_SPACE}</param>)*)"
    rf"{_SPACE}</params>{_SPACE}</methodCall>{_SPACE}"
)
_FLAT_VALUE = re.compile(rf"<value>(?:{_SPACE}<string>({_TEXT})</string>|({_TEXT}))")
_UNSET: Any = object()


class Malformed(Exception):  # noqa: N818 - named after what is wrong
    """The bytes are no request of this format; the answer is an HTTP error page."""


def read(body: bytes) -> Document:
    """Return what an XML-RPC document holds; raises Malformed.

    Where the bytes claim to be UTF-8 and are not, the strings hold lone surrogates in their place.
    """
    encoding = _DECLARED_ENCODING.match(body[:200])
    claims_utf8 = encoding is None or encoding[1].lower() in {b"utf-8", b"utf8"}
    if claims_utf8 and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            body.decode()
        except UnicodeDecodeError:
            # Every byte becomes one character, which makes a document of it whose texts can be looked at.
            return _parse(body, "iso-8859-1", _as_utf8)
    return _parse(body, None, None)


def read_flat(body: bytes) -> tuple[str, list[Any]] | None:
    """Return method and arguments of a call whose arguments are plain strings; None when it is not that simple."""
    try:
        call = _FLAT.fullmatch(body.decode())
    except UnicodeDecodeError:
        return None
    if call is None:
        return None
    return call[1], [typed or bare for typed, bare in _FLAT_VALUE.findall(call[2])]


def _as_utf8(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "surrogateescape")


def _parse(body: bytes, encoding: str | None, repair: Callable[[str], str] | None) -> Document:
    document = Document(repair)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.text.append
    # A document type is where entities come from; nothing else in XML-RPC needs one.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(body, True)  # noqa: FBT003 - the last piece
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Malformed(f"not XML: {error}") from None
    except BadValue as error:
        raise Malformed(str(error)) from None
    return document


def _refuse_doctype(*_: object) -> None:
    raise Malformed("a document type is not accepted")


class Document:
    """The state of a reader, and after it what was read."""

    def __init__(self, repair: Callable[[str], str] | None) -> None:
        self.method: str | None = None
        self.params: list[Any] | None = None
        """The parameters; None without a ``<params>`` element."""
        self.value: Any = _UNSET
        """The value of a document that is nothing but one."""
        self.text: list[str] = []
        self._path = [""]
        self._containers: list[Any] = []
        self._values: list[Any] = []
        self._names: list[str | None] = []
        self._repair = repair

    @property
    def complete(self) -> bool:
        """Whether a lone value was read."""
        return self.value is not _UNSET

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Take a start tag."""
        parents = _PARENTS.get(tag)
        if parents is None or self._path[-1] not in parents:
            raise Malformed(f"<{tag[:40]}> is not expected here")
        if len(self._path) > MAX_DEPTH:
            raise Malformed("nested too deeply")
        self._path.append(tag)
        if tag == "value":
            self._values.append(_UNSET)
        elif tag == "member":
            self._names.append(None)
        elif tag == "params":
            if self.params is not None:
                raise Malformed("<params> twice")
            self.params = []
        elif self._path[-2] == "value" and self._values[-1] is not _UNSET:
            raise Malformed("a value of two types")
        elif tag == "array":
            self._containers.append([])
        elif tag == "struct":
            self._containers.append({})
        self.text.clear()

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self._path.pop()
        if tag == "value":
            value = self._values.pop()
            self._deliver(self._taken() if value is _UNSET else value)
        elif tag in _SCALARS:
            self._values[-1] = _scalar(tag, self._taken())
        elif tag in {"array", "struct"}:
            self._values[-1] = self._containers.pop()
        elif tag == "name":
            self._names[-1] = self._taken()
        elif tag == "member":
            if self._names.pop() is not None:
                raise Malformed("a member lacks its value")
        elif tag == "methodName":
            self.method = self._taken()
        self.text.clear()

    def _taken(self) -> str:
        text = "".join(self.text)
        return self._repair(text) if self._repair else text

    def _deliver(self, value: Any) -> None:
        place = self._path[-1]
        if place == "data":
            self._containers[-1].append(value)
        elif place == "member":
            name = self._names[-1]
            if name is None:
                raise Malformed("a member lacks its name")
            self._containers[-1][name] = value
            self._names[-1] = None
        elif place == "param" and self.params is not None:
            self.params.append(value)
        else:
            self.value = value


def _scalar(tag: str, text: str) -> Any:
    if tag == "string":
        return text
    if tag == "boolean":
        return text == "1"
    if tag == "dateTime.iso8601":
        return parse_datetime(text.strip())
    if tag == "nil":
        return None
    if tag == "base64":
        # No XenAPI type is binary, so it is only carried far enough to be refused by its type.
        return text.encode("utf-8", "replace")
    if len(text) > 400:  # noqa: PLR2004 - longer than any number that a client writes
        raise Malformed("not a number")
    try:
        return float(text) if tag == "double" else int(text)
    except ValueError:
        raise Malformed("not a number") from None
