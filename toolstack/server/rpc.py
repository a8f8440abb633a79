"""The two RPC endpoints: HTTP requests to calls, outcomes to HTTP answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from toolstack.server.message import CORS, NOT_CACHED, Response, page
from toolstack.wire import jsonrpc, xmlrpc
from toolstack.wire.incoming import Failure, Format, Incoming, Origin
from toolstack.wire.xmlreader import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.server.message import Peer, Request
    from toolstack.wire.incoming import Dispatch, Outcome

log = structlog.get_logger(__name__)

_OTHER_CONFIG = b"x-http-other-config-"
_ORIGIN_HEADERS = {
    b"user-agent": "user_agent",
    b"originator": "originator",
    b"task-id": "task_id",
    b"subtask-of": "subtask_of",
    b"x-xenapi-request-host-certificate-thumbprint": "thumbprint",
}


def origin(request: Request) -> Origin:
    """Return where a call comes from."""
    known: dict[str, str] = {}
    other: dict[str, str] = {}
    for name, value in request.headers.items():
        field = _ORIGIN_HEADERS.get(name)
        if field is not None:
            known[field] = value.decode("latin-1")
        elif name.startswith(_OTHER_CONFIG):
            key = name.removeprefix(_OTHER_CONFIG).decode("latin-1")
            other[f"http:{key}"] = value.decode("latin-1")
    peer: Peer = request.peer
    return Origin(peer.transport, peer.address, peer.uid, peer.pid, other_config=other, **known)


class Rpc:
    """Serves XML-RPC and JSON-RPC from one dispatcher."""

    def __init__(self, dispatcher: Dispatch) -> None:
        self._dispatcher = dispatcher
        self.thumbprints: dict[str, str] = {}
        """By algorithm (``sha-256``), what a client that asks for the master's certificate is told."""

    async def xml(self, request: Request) -> Response:
        """Answer an XML-RPC request."""
        try:
            method, args = xmlrpc.parse(request.body)
        except Malformed as error:
            return _malformed(error)
        incoming = Incoming(method, args, origin(request), Format.XML, request.hangup)
        outcome = await self._dispatcher.dispatch(incoming)
        many = xmlrpc.is_many(outcome)
        body = await _gathered(xmlrpc.encode_in_pieces(outcome)) if many else xmlrpc.encode(outcome)
        return Response(body, b"text/xml", headers=self._headers(incoming, outcome))

    async def json(self, request: Request) -> Response:
        """Answer a JSON-RPC request.  The content type is compared literally by a client: no parameters."""
        try:
            asked = jsonrpc.parse(request.body)
        except Malformed as error:
            return _malformed(error)
        incoming = Incoming(asked.method, asked.args, origin(request), Format.JSON, request.hangup)
        outcome = await self._dispatcher.dispatch(incoming)
        many = xmlrpc.is_many(outcome)
        body = await _gathered(jsonrpc.encode_in_pieces(outcome, asked)) if many else jsonrpc.encode(outcome, asked)
        return Response(body, b"application/json", headers=self._headers(incoming, outcome))

    def _headers(self, incoming: Incoming, outcome: Outcome) -> tuple[tuple[bytes, bytes], ...]:
        wanted = incoming.origin.thumbprint
        if not wanted or not isinstance(outcome, Failure) or outcome.description[0] != "HOST_IS_SLAVE":
            return NOT_CACHED
        algorithm, _, whose = wanted.partition(":")
        print_ = self.thumbprints.get(algorithm.lower(), "") if whose == "master" else ""
        if not print_:
            return NOT_CACHED
        return (*NOT_CACHED, (b"x-xenapi-response-host-certificate-thumbprint", print_.encode()))


async def _gathered(pieces: Iterator[bytes]) -> bytes:
    """Return a large answer, letting others have their turn between its pieces."""
    made: list[bytes] = []
    for piece in pieces:
        made.append(piece)
        await asyncio.sleep(0)
    return b"".join(made)


async def preflight(request: Request) -> Response:
    """Answer a browser that asks whether another site's page may call."""
    asked = ", ".join(filter(None, (request.header(b"access-control-request-headers"), "X-Requested-With")))
    return Response(
        headers=(CORS[0], (b"Access-Control-Allow-Headers", asked.encode()), (b"Access-Control-Allow-Methods", b"PUT"))
    )


def _malformed(error: Malformed) -> Response:
    log.info("malformed request", reason=str(error))
    return page(500, "The request could not be read.", close=True)
