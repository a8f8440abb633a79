"""Requests as bytes, and answers as bytes: nothing in between that could be kind."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any

from toolstack.wire import xmlrpc


@dataclass
class RawAnswer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def parse_answer(received: bytes) -> RawAnswer:
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    return RawAnswer(int(lines[0].split()[1]), headers, body[: int(headers.get("content-length", len(body)))])


@dataclass
class RawClient:
    """Speaks to a port of loopback, one connection per exchange."""

    port: int
    session: str = ""
    timeout: float = 30.0
    _ids: list[int] = field(default_factory=lambda: [0])

    def exchange(self, sent: bytes, *, half_close: bool = False) -> bytes:
        """Send bytes and return all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout) as sock:
            sock.sendall(sent)
            if half_close:
                sock.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: sock.recv(65536), b""))

    def request(self, method: str, path: str, body: bytes = b"", **headers: str) -> RawAnswer:
        given = {"Host": "x", "Connection": "close", "Content-Length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
        return parse_answer(self.exchange("\r\n".join(lines).encode() + b"\r\n\r\n" + body))

    def xml(self, method: str, params: str, path: str = "/", **headers: str) -> RawAnswer:
        """Post a call whose ``<params>`` content is given as text."""
        body = f"<methodCall><methodName>{method}</methodName><params>{params}</params></methodCall>"
        return self.request("POST", path, body.encode("utf-8", "surrogateescape"), **headers)

    def answer(self, method: str, *values: str, **headers: str) -> str:
        """Call with the session in front; ``values`` are ``<value>`` elements.  Returns the whole document."""
        found = self.xml(method, "".join(f"<param>{each}</param>" for each in (text(self.session), *values)), **headers)
        assert found.status == 200
        return found.text

    def value(self, method: str, *values: str, **headers: str) -> str:
        """Return the ``<value>`` of an answer that went well."""
        document = self.answer(method, *values, **headers)
        assert document.startswith(SUCCESS), document
        return document.removeprefix(SUCCESS).removesuffix(END)

    def failure(self, method: str, *values: str, **headers: str) -> list[str]:
        """Return the ErrorDescription of an answer that did not."""
        return failure(self.answer(method, *values, **headers))

    def call(self, method: str, *args: Any) -> Any:
        """Call with Python values, where the bytes do not matter."""
        body = xmlrpc.encode_call(method, [self.session, *args] if self.session else args)
        struct = xmlrpc.parse_response(self.request("POST", "/", body).body)
        if struct["Status"] != "Success":
            raise AssertionError(struct["ErrorDescription"])
        return struct["Value"]

    def json(self, document: Any) -> RawAnswer:
        return self.request("POST", "/jsonrpc", json.dumps(document).encode())


SUCCESS = (
    '<?xml version="1.0"?><methodResponse><params><param><value><struct>'
    "<member><name>Status</name><value>Success</value></member><member><name>Value</name>"
)
END = "</member></struct></value></param></params></methodResponse>"


def failure(document: str) -> list[str]:
    struct = xmlrpc.parse_response(document.encode())
    assert struct["Status"] == "Failure", document
    assert all(isinstance(each, str) for each in struct["ErrorDescription"])
    return struct["ErrorDescription"]


def text(value: str) -> str:
    return f"<value>{xmlrpc.escape(value)}</value>"
