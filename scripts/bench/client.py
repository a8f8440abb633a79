"""A small asyncio XML-RPC client, so that the client's own cost does not hide the server's."""

from __future__ import annotations

import asyncio
import xmlrpc.client
from typing import Any


class CallError(Exception):
    """The call answered with an error."""


class Connection:
    """One keep-alive connection to an API server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.session = ""

    @classmethod
    async def open(cls, address: str, port: int = 80) -> Connection:
        """Connect over plain HTTP."""
        return cls(*await asyncio.open_connection(address, port, limit=2**26))

    @classmethod
    async def open_local(cls, socket: str) -> Connection:
        """Connect to the Unix socket."""
        return cls(*await asyncio.open_unix_connection(socket, limit=2**26))

    async def post(self, body: bytes, path: str = "/") -> bytes:
        """Send one request body and return the answer's."""
        head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        headers = await self._reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2])
            for line in headers.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        return await self._reader.readexactly(length)

    async def call(self, method: str, *params: Any) -> Any:
        """Call a method with the session in front; raises CallError with the error description."""
        body = xmlrpc.client.dumps((self.session, *params) if self.session else params, method).encode()
        answer = xmlrpc.client.loads(await self.post(body))[0][0]
        if answer["Status"] != "Success":
            raise CallError(answer["ErrorDescription"])
        return answer["Value"]

    async def login(self, user: str, password: str) -> None:
        """Log in; later calls carry the session."""
        self.session = await self.call("session.login_with_password", user, password)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
