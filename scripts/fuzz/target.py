"""What is fuzzed: functions of bytes that may refuse, but not fail, and invariants of what they accept."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from toolstack.api.query import compile_filter
from toolstack.api.subscription import Token
from toolstack.datamodel import types
from toolstack.datamodel.catalog import CLASSES, MESSAGES
from toolstack.datamodel.error import ApiError
from toolstack.server.message import Peer, Request, Response, Route
from toolstack.server.reader import MAX_HEADER, MAX_HEADERS, RequestReader
from toolstack.wire import jsonrpc, xmlrpc
from toolstack.wire.incoming import Failure, Success, Transport
from toolstack.wire.values import BadValue, check_text, decoder
from toolstack.wire.xmlreader import Malformed

MAX_BODY = 4096
_KINDS = tuple({parameter.type: None for message in MESSAGES.values() for parameter in message.params})


def xml(data: bytes) -> None:
    """Read a call; what was read reads the same after it was written."""
    try:
        method, args = xmlrpc.parse(data)
    except Malformed:
        return
    _look_at(args)
    try:
        again = xmlrpc.encode_call(method, args)
    except TypeError:
        return  # base64 and nil have no form that is sent
    # Characters that XML cannot hold are left out, so only the second reading is compared.
    second = xmlrpc.parse(again)
    _same(xmlrpc.parse(xmlrpc.encode_call(*second)), second)


def xml_value(data: bytes) -> None:
    """Read the result of a task."""
    try:
        xmlrpc.parse_value_fragment(data.decode("utf-8", "replace"))
    except Malformed:
        return


def json_call(data: bytes) -> None:
    """Read a call; its failure can be answered whatever its id was."""
    try:
        request = jsonrpc.parse(data)
    except Malformed:
        return
    _look_at(request.args)
    answer = json.loads(jsonrpc.encode(Failure(("CODE", request.method)), request))
    _same(answer["id"], request.id)
    try:
        check_text(request.args)
    except ApiError:
        return
    json.loads(jsonrpc.encode(Success(request.method.encode("utf-8", "replace").decode(), types.STRING), request))


def http(data: bytes) -> None:
    """Read requests, cut where the first byte says; the pieces give the same as the whole."""
    if not data:
        return
    step, data = data[0] % 64 + 1, data[1:]
    whole = _requests([data])
    pieces = _requests([data[start : start + step] for start in range(0, len(data), step)])
    # A refusal may come earlier when the rest has not arrived, never another request.
    shorter = min(len(whole), len(pieces))
    for one, other in zip(whole[:shorter], pieces[:shorter], strict=True):
        if isinstance(one, Request) and isinstance(other, Request):
            _same((one.method, one.path, one.query, one.headers, one.body),
                  (other.method, other.path, other.query, other.headers, other.body))  # fmt: skip


def expression(data: bytes) -> None:
    """Compile a filter."""
    try:
        compile_filter(CLASSES["PIF"], data.decode("utf-8", "replace"))
    except ApiError:
        return


def token(data: bytes) -> None:
    """Read a token of events; its 20-digit form means the same."""
    try:
        found = Token.parse(data.decode("utf-8", "replace"))
    except ApiError:
        return
    _same(Token.parse(str(found)), found)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "xml": xml,
    "xml-value": xml_value,
    "json": json_call,
    "http": http,
    "expression": expression,
    "token": token,
}

SEEDS: dict[str, tuple[bytes, ...]] = {
    "xml": (
        b"<methodCall><methodName>a.b</methodName><params><param><value>x</value></param></params></methodCall>",
        xmlrpc.encode_call("a.b", ["x", 1, True, 1.5, {"k": ["v"]}, []]),
        b'<?xml version="1.0" encoding="iso-8859-1"?><methodCall><methodName>a</methodName><params/></methodCall>',
        b"<methodCall><methodName>a</methodName><params><param><value><dateTime.iso8601>20240131T12:00:00Z",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><methodCall/>",
    ),
    "xml-value": (b"<value>x</value>", b"<value><struct><member><name>a</name><value/></member></struct></value>"),
    "json": (
        b'{"method":"a.b","params":["x",1,true,null,{"k":[]}],"id":1}',
        b'{"jsonrpc":"2.0","method":"a","id":"x"}',
    ),
    "http": (
        b"\x05POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /x?y HTTP/1.0\r\n\r\n",
        b"\x01POST /jsonrpc HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        b"\x10POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi",
        b"\x10POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
    ),
    "expression": (b'field "name__label" = "x" and not (true or field "MTU" = "1500")',),
    "token": (b"00000000000000000012,00000000000000000000", b"1,-2"),
}


def _look_at(args: list[Any]) -> None:
    """Do with arguments what dispatch does: look at their text, and take them for values of every type."""
    try:
        check_text(args)
    except ApiError:
        return
    for arg in args[:4]:
        for kind in _KINDS:
            try:
                decoder(kind)(arg)
            except BadValue:
                continue


class _Hangup:
    closed = False

    def on_close(self, _callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None


async def _nothing(_request: Request) -> Response:
    return Response()


_ROUTE = Route("fuzz", _nothing, MAX_BODY)


def _requests(pieces: list[bytes]) -> list[Request | Response]:
    reader = RequestReader(lambda _method, _path: _ROUTE, Peer(Transport.HTTP), _Hangup())
    found: list[Request | Response] = []
    for piece in pieces:
        found.extend(item if isinstance(item, Response) else item[1] for item in reader.feed(piece))
    for each in found:
        if isinstance(each, Request):
            _within(len(each.body), MAX_BODY)
            _within(len(each.headers), MAX_HEADERS)
            _within(sum(len(name) + len(value) for name, value in each.headers.items()), MAX_HEADER)
    return found


def _same(one: object, other: object) -> None:
    if one != other and one == one and repr(one) != repr(other):  # noqa: PLR0124 - NaN
        msg = f"{one!r} is not {other!r}"
        raise AssertionError(msg)


def _within(size: int, limit: int) -> None:
    if size > limit:
        msg = f"{size} is more than {limit}"
        raise AssertionError(msg)
