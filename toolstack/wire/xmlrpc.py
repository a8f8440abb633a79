"""XML-RPC: requests to calls, outcomes to answers, and the value fragments that results of tasks are."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import types
from toolstack.wire.incoming import Failure
from toolstack.wire.values import Shared
from toolstack.wire.xmlreader import Malformed, read, read_flat
from toolstack.wire.xmlwriter import escape, shared_bytes, write_any, writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolstack.datamodel.types import Type
    from toolstack.wire.incoming import Outcome
    from toolstack.wire.xmlwriter import Writer

__all__ = [
    "Malformed",
    "encode",
    "encode_call",
    "encode_failure",
    "encode_in_pieces",
    "encode_success",
    "encode_value_fragment",
    "escape",
    "is_many",
    "kind_of_many",
    "parse",
    "parse_response",
    "parse_value_fragment",
]


PIECE = 200
"""Records of a large answer that are written at a time."""

_HEAD = '<?xml version="1.0"?><methodResponse><params><param>'
_TAIL = "</param></params></methodResponse>"
_SUCCESS = f"{_HEAD}<value><struct><member><name>Status</name><value>Success</value></member><member><name>Value</name>"
_FAILURE = (
    f"{_HEAD}<value><struct><member><name>Status</name><value>Failure</value></member>"
    "<member><name>ErrorDescription</name>"
)
_END = f"</member></struct></value>{_TAIL}"


# -- reading ------------------------------------------------------------------------------------------


def parse(body: bytes) -> tuple[str, list[Any]]:
    """Return the method name and the raw arguments of a request; raises Malformed."""
    flat = read_flat(body)
    if flat is not None:
        return flat
    document = read(body)
    if document.method is None or document.params is None:
        raise Malformed("a call needs a methodName and params")
    return document.method, document.params


def parse_response(body: bytes) -> Any:
    """Return the raw value that an answer carries, usually a struct with Status; raises Malformed."""
    document = read(body)
    if document.method is not None or document.params is None or len(document.params) != 1:
        raise Malformed("an answer holds one param")
    return document.params[0]


def parse_value_fragment(text: str) -> Any:
    """Return the raw value of a fragment such as the result of a task; raises Malformed."""
    document = read(text.encode())
    if not document.complete:
        raise Malformed("not a value")
    return document.value


# -- writing ------------------------------------------------------------------------------------------


def encode(outcome: Outcome) -> bytes:
    """Return the answer for an outcome."""
    if isinstance(outcome, Failure):
        return encode_failure(outcome.description)
    if outcome.bare:
        return _join(_HEAD, outcome.value, outcome.kind, _TAIL)
    return encode_success(outcome.value, outcome.kind)


def encode_in_pieces(outcome: Outcome) -> Iterator[bytes]:
    """Yield the answer in pieces, each made when it is asked for: a large one takes long enough to hold up others."""
    kind = kind_of_many(outcome)
    if kind is None or isinstance(outcome, Failure):
        yield encode(outcome)
        return
    yield f"{_SUCCESS}<value><struct>".encode()
    write, entries = writer(kind), iter(outcome.value.items())
    while piece := tuple(islice(entries, PIECE)):
        yield b"".join(_members(piece, write))
    yield f"</struct></value>{_END}".encode()


def kind_of_many(outcome: Outcome) -> types.Structure | None:
    """Return of what class an answer holds so many records that others should get their turn while it is made."""
    if isinstance(outcome, Failure) or not isinstance(outcome.kind, types.Mapped):
        return None
    kind = outcome.kind.value
    return kind if isinstance(kind, types.Structure) and len(outcome.value) > PIECE else None


def is_many(outcome: Outcome) -> bool:
    """Whether an answer is worth being made in pieces."""
    return kind_of_many(outcome) is not None


def encode_success(value: Any, kind: Type) -> bytes:
    """Return the answer of a call that went well."""
    return _join(_SUCCESS, value, kind, _END)


def encode_failure(description: Iterable[str]) -> bytes:
    """Return the answer of a call that failed with this code and these parameters."""
    return _join(_FAILURE, tuple(description), types.Collection(types.STRING), _END)


def encode_value_fragment(value: Any, kind: Type) -> str:
    """Return a value alone, ``<value>...</value>``, as the result of a task holds it."""
    return writer(kind)(value)


def encode_call(method: str, args: Iterable[Any]) -> bytes:
    """Return the request for a method with raw wire values as arguments."""
    params = "".join(f"<param>{write_any(arg)}</param>" for arg in args)
    name = f"<methodName>{escape(method)}</methodName>"
    return f'<?xml version="1.0"?><methodCall>{name}<params>{params}</params></methodCall>'.encode()


def _join(head: str, value: Any, kind: Type, tail: str) -> bytes:
    """A big answer, which is a map of records, is put together once, from bytes that are kept with the rows."""
    if isinstance(kind, types.Mapped) and isinstance(kind.value, types.Structure):
        return b"".join(_record_parts(head, value, writer(kind.value), tail))
    if type(value) is Shared:
        return b"".join((head.encode(), shared_bytes(value), tail.encode()))
    return f"{head}{writer(kind)(value)}{tail}".encode()


def _record_parts(head: str, value: Mapping[str, Any], write: Writer, tail: str) -> list[bytes]:
    start, end = f"{head}<value><struct>", f"</struct></value>{tail}"
    return [start.encode(), *_members(value.items(), write), end.encode()]


def _members(entries: Iterable[tuple[str, Any]], write: Writer) -> list[bytes]:
    parts: list[bytes] = []
    for key, each in entries:
        text = shared_bytes(each) if type(each) is Shared else write(each).encode()
        parts += (b"<member><name>", escape(key).encode(), b"</name>", text, b"</member>")
    return parts
