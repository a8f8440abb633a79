"""JSON-RPC 1.0 and 2.0: requests to calls, outcomes to answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from toolstack.datamodel import catalog, types
from toolstack.wire.incoming import Failure
from toolstack.wire.values import Shared, format_datetime
from toolstack.wire.xmlreader import Malformed
from toolstack.wire.xmlrpc import PIECE, kind_of_many

if TYPE_CHECKING:
    from toolstack.datamodel.types import Type
    from toolstack.wire.incoming import Outcome

__all__ = ["Malformed", "Request", "encode", "encode_in_pieces", "parse"]

Plain: TypeAlias = Callable[[Any], Any]

MAX_DEPTH = 64
"""How many arrays and objects may be nested."""


@dataclass(frozen=True, slots=True)
class Request:
    """A decoded request, with what its answer must repeat."""

    version: int
    """1 or 2."""
    id: int | str
    method: str
    args: list[Any]


def parse(body: bytes) -> Request:
    """Return what a request asks; raises Malformed.

    Where strings are not valid UTF-8, they hold lone surrogates in its place.
    """
    document = _load(body)
    if not isinstance(document, dict):
        raise Malformed("a request is an object; there are no batches")
    version = _version(document)
    request_id = document.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, (int, str)):
        raise Malformed("the id must be an integer or a string")
    if isinstance(request_id, str) and not request_id.isascii() and _text(request_id) != request_id:
        raise Malformed("the id is not UTF-8, and has to be repeated in the answer")
    method = document.get("method")
    if not isinstance(method, str):
        raise Malformed("the method must be a string")
    return Request(version, request_id, method, _args(document.get("params"), version))


def _version(document: dict[str, Any]) -> int:
    if "jsonrpc" not in document:
        return 1
    if document["jsonrpc"] == "2.0":
        return 2
    raise Malformed("an unknown version of JSON-RPC")


def _args(params: Any, version: int) -> list[Any]:
    if isinstance(params, list):
        return params
    if version == 2:  # noqa: PLR2004 - the version
        if params is None:
            return []
        if isinstance(params, dict):
            return [params]
    raise Malformed("the params must be an array")


def _load(body: bytes) -> Any:
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        document = _load_leniently(body)
    except RecursionError:
        raise Malformed("nested too deeply") from None
    # The cheap test first: few documents open as many arrays and objects as would be needed.
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and _depth(document) > MAX_DEPTH:
        raise Malformed("nested too deeply")
    return document


def _load_leniently(body: bytes) -> Any:
    """Read what is JSON but for its encoding, so that the caller is told which argument is wrong."""
    try:
        return json.loads(body.decode("utf-8", "surrogateescape"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"not JSON: {type(error).__name__}") from None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _depth(document: Any) -> int:
    """Return how deeply a document is nested, without recursing."""
    level, depth = [document], 0
    while level:
        depth += 1
        level = [
            child
            for each in level
            if isinstance(each, (list, dict))
            for child in (each if isinstance(each, list) else each.values())
        ]
    return depth - 1


# -- writing ------------------------------------------------------------------------------------------


def _known_by_its_base(value: object) -> str | dict[Any, Any]:
    """The encoder knows str and dict, but not the references, secrets and immutable maps that are one."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    msg = f"a {type(value).__name__} has no JSON form"
    raise TypeError(msg)


_encode = msgspec.json.Encoder(enc_hook=_known_by_its_base).encode


def encode(outcome: Outcome, request: Request) -> bytes:
    """Return the answer for the outcome of a request."""
    if isinstance(outcome, Failure):
        return _encode(_failure(outcome, request))
    result = plain(outcome.kind)(outcome.value)
    if request.version == 1:
        return _encode({"result": result, "error": None, "id": request.id})
    return _encode({"jsonrpc": "2.0", "result": result, "id": request.id})


def encode_in_pieces(outcome: Outcome, request: Request) -> Iterator[bytes]:
    """Yield the answer in pieces, each made when it is asked for: a large one takes long enough to hold up others."""
    records = kind_of_many(outcome)
    if records is None or isinstance(outcome, Failure):
        yield encode(outcome, request)
        return
    kind = types.Mapped(types.STRING, records)
    old = request.version == 1
    yield b'{"result":{' if old else b'{"jsonrpc":"2.0","result":{'
    entries, between = iter(outcome.value.items()), b""
    while piece := dict(islice(entries, PIECE)):
        yield between + _encode(plain(kind)(piece))[1:-1]
        between = b","
    yield b'},%b"id":%b}' % (b'"error":null,' if old else b"", _encode(request.id))


def _failure(failure: Failure, request: Request) -> dict[str, Any]:
    code, *params = map(_text, failure.description)
    if failure.early:
        # The shape is that of 2.0 whatever was asked, and the id is not known there yet.
        return {"jsonrpc": "2.0", "error": [code, *params], "id": 0}
    if request.version == 1:
        return {"result": None, "error": [code, *params], "id": request.id}
    return {"jsonrpc": "2.0", "error": {"code": 1, "message": code, "data": params}, "id": request.id}


def _text(value: str) -> str:
    """Return a text that can be encoded: an error may repeat bytes that were not UTF-8."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


@cache
def plain(kind: Type) -> Plain:
    """Return what turns values of a type into what the encoder takes."""
    match kind:
        case types.Primitive(name):
            return _PRIMITIVES.get(name, _same)
        case types.Enumeration() | types.Reference():
            return _same
        case types.Collection(element):
            return _collection(plain(element))
        case types.Mapped(_, value):
            return _mapped(plain(value))
        case types.Structure(target):
            return _structure(target)
        case types.Optional(element):
            return plain(element)


def _same(value: Any) -> Any:
    return value


def _void(_value: Any) -> str:
    return ""


def _any(value: Any) -> Any:
    match value:
        case Shared():
            return _shared(value)
        case str() | bool() | int() | float():
            return value
        case datetime():
            return format_datetime(value)
        case Mapping():
            return {key: _any(each) for key, each in value.items()}
        case Iterable():
            return [_any(element) for element in value]
        case _:
            msg = f"a {type(value).__name__} has no JSON form"
            raise TypeError(msg)


_PRIMITIVES: dict[str, Plain] = {
    "datetime": format_datetime,
    "float": float,
    "void": _void,
    "any": _any,
    "<class> record": _any,
}


def _shared(shared: Shared) -> msgspec.Raw:
    text: msgspec.Raw | None = shared.cache.get("json")
    if text is None:
        text = shared.cache["json"] = msgspec.Raw(_encode(plain(shared.kind)(shared.make())))
    return text


def _collection(element: Plain) -> Plain:
    return _same if element is _same else lambda value: [element(each) for each in value]


def _mapped(element: Plain) -> Plain:
    return _same if element is _same else lambda value: {key: element(each) for key, each in value.items()}


def _structure(target: str) -> Plain:
    info = catalog.CLASSES[target].info
    kinds = {key: catalog.FIELD_TYPES[target, key] for key in info.shown if info.fields[key].on_wire}
    converters: list[tuple[str, Plain]] | None = None

    def convert(record: Any) -> Any:
        nonlocal converters
        if type(record) is Shared:
            return _shared(record)
        if converters is None:  # now, and not before: a record may hold records of its own class
            pairs = [(key, plain(kind)) for key, kind in kinds.items()]
            converters = [(key, each) for key, each in pairs if each is not _same]
        shown = {key: record[key] for key in kinds if record.get(key) is not None}
        for key, each in converters:
            if key in shown:
                shown[key] = each(shown[key])
        return shown

    return convert
