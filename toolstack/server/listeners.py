"""Where the server can be reached: TLS, plain HTTP, and a Unix socket that knows who calls."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import struct
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from toolstack.server.connection import Connection
from toolstack.server.message import Peer
from toolstack.server.tls import server_context
from toolstack.wire.incoming import Transport

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator
    from pathlib import Path

    from toolstack.server.connection import Service
    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

BACKLOG = 1024
_CREDENTIALS = struct.Struct("3i")
_NO_IPV6 = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}


class ListenError(Exception):
    """A listener cannot be made; the text says where and why."""


@asynccontextmanager
async def listening(settings: Settings, service: Service) -> AsyncIterator[list[str]]:
    """Accept connections on everything that the settings name, inside the block; yields what they are.

    Raises:
        ListenError: when one of them cannot be made.
        CertificateError: when there is no usable certificate.
    """
    listen = settings.listen
    urls: list[str] = []
    async with AsyncExitStack() as stack:
        if listen.tls_port:
            context = await asyncio.to_thread(server_context, settings)
            for address in listen.addresses:
                urls += await _tcp(stack, service, address, listen.tls_port, context)
        if listen.http_port:
            for address in listen.addresses:
                urls += await _tcp(stack, service, address, listen.http_port, None)
        urls += await _unix(stack, service, settings.api_socket)
        yield urls


async def _tcp(
    stack: AsyncExitStack, service: Service, address: str, port: int, context: ssl.SSLContext | None
) -> list[str]:
    transport = Transport.TLS if context else Transport.HTTP
    tls: dict[str, Any] = {"ssl": context, "ssl_handshake_timeout": service.limits.handshake_timeout} if context else {}
    factory = partial(Connection, service, partial(_tcp_peer, transport))
    try:
        server = await asyncio.get_running_loop().create_server(factory, address, port, backlog=BACKLOG, **tls)
    except OSError as error:
        if ":" in address and error.errno in _NO_IPV6 and address == "::":
            log.warning("no IPv6 on this host", address=address, port=port)
            return []
        raise ListenError(f"cannot listen on {address} port {port}: {os.strerror(error.errno or 0)}") from None
    stack.callback(server.close)
    shown = f"[{address}]" if ":" in address else address
    return [f"{'https' if context else 'http'}://{shown}:{port}"]


def _tcp_peer(kind: Transport, transport: asyncio.Transport) -> Peer:
    name = transport.get_extra_info("peername")
    # A client that has gone already has no name any more.
    return Peer(kind, name[0].removeprefix("::ffff:") if name else "")


async def _unix(stack: AsyncExitStack, service: Service, path: Path) -> list[str]:
    try:
        sock = _bind(path)
    except OSError as error:
        raise ListenError(f"cannot listen on {path}: {error.strerror or error}") from None
    factory = partial(Connection, service, _unix_peer)
    server = await asyncio.get_running_loop().create_unix_server(factory, sock=sock, backlog=BACKLOG)
    stack.callback(_remove, path, os.stat(path).st_ino)  # noqa: PTH116 - a stat of a socket just made
    stack.callback(server.close)
    return [f"unix:{path}"]


def _bind(path: Path) -> socket.socket:
    """Return a socket bound to a path; one that nobody listens on any more is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_socket():
        if _answers(path):
            raise OSError(errno.EADDRINUSE, "another server answers there")
        path.unlink()
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # Between bind and chmod the socket does not listen yet, so nobody can come in.
        sock.bind(str(path))
        path.chmod(0o600)
    except OSError:
        sock.close()
        raise
    return sock


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


def _remove(path: Path, inode: int) -> None:
    """Remove the socket, unless another server has put its own there."""
    with suppress(OSError):
        if path.stat().st_ino == inode:
            path.unlink()


def _unix_peer(transport: asyncio.Transport) -> Peer:
    sock = transport.get_extra_info("socket")
    raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    pid, uid, _gid = _CREDENTIALS.unpack(raw)
    return Peer(Transport.UNIX, uid=uid, pid=pid)
