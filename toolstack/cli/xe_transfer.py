"""Files that ``xe`` fetches and uploads on a second connection, when the server tells it to."""

from __future__ import annotations

import os
import socket
import stat
import sys
import time
import urllib.parse

from toolstack.cli.xe_connection import connect_again
from toolstack.wire.thincli import Message, Wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from toolstack.cli.xe_options import Options

PIECE = 256 * 1024
BEAT_SECONDS = 300.0
"""How often the server hears that a transfer is still going on."""
MAX_HEAD = 64 * 1024
MAX_REDIRECTS = 5


def fetch(options: Options, url: str, name: str, beat: Callable[[Message], None]) -> None:
    """Fetch into a new file, or to standard output when the name is empty.

    Raises:
        OSError: the file exists, cannot be written, or the server does not give it.
    """
    host, path = _split(options, url)
    with connect_again(options, host) as sock:
        sock.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        stream = sock.makefile("rb")
        status, _ = _head(stream)
        if status != 200:  # noqa: PLR2004 - HTTP
            raise OSError(f"the server answered {status}")
        if not name:
            _copy(stream.read1, sys.stdout.buffer.write, beat)
            sys.stdout.buffer.flush()
            return
        number = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "wb") as file:  # noqa: PTH123 - a descriptor
            _copy(stream.read1, file.write, beat)


def upload(options: Options, name: str, url: str, beat: Callable[[Message], None]) -> None:
    """Upload a file; what is no regular file is read to its end.

    Raises:
        OSError: the file cannot be read, or the server does not take it.
    """
    host, path = _split(options, url)
    with open(name, "rb") as file:  # noqa: PTH123 - pathlib is slow to load
        for _ in range(MAX_REDIRECTS):
            with connect_again(options, host) as sock:
                sock.sendall(_put_head(path, file))
                status, headers = _head(sock.makefile("rb"))
                if status == 302:  # noqa: PLR2004 - HTTP
                    host, path = _redirected(headers)
                    continue
                if status != 200:  # noqa: PLR2004 - HTTP
                    raise OSError(f"the server answered {status}")
                _copy(file.read, sock.sendall, beat)
                sock.shutdown(socket.SHUT_WR)
                return
    raise OSError("the server redirects for ever")


def _put_head(path: str, file: BinaryIO) -> bytes:
    known = os.fstat(file.fileno())
    length = f"Content-length: {known.st_size}\r\n" if stat.S_ISREG(known.st_mode) else ""
    return f"PUT {path} HTTP/1.0\r\n{length}\r\n".encode()


def _redirected(headers: dict[str, str]) -> tuple[str, str]:
    location = headers.get("location", "")
    parts = urllib.parse.urlsplit(location)
    if parts.scheme != "https" or not parts.hostname:
        raise OSError(f"redirected to {location!r}")
    return parts.hostname, location.partition(parts.netloc)[2] or "/"


def _split(options: Options, url: str) -> tuple[str, str]:
    """Return the host and the path of a URL; anything that is none is a path on the server."""
    if not url.startswith("https://"):
        return options.server, url
    parts = urllib.parse.urlsplit(url)
    path = urllib.parse.unquote(parts.path) or "/"
    # What was encoded may not end the request line.
    if any(letter in path for letter in " \r\n"):
        path = parts.path
    return parts.hostname or options.server, path + (f"?{parts.query}" if parts.query else "")


def _head(stream: BinaryIO) -> tuple[int, dict[str, str]]:
    """Read a status line and headers."""
    lines: list[str] = []
    size = 0
    while True:
        line = stream.readline(MAX_HEAD)
        size += len(line)
        if not line or size > MAX_HEAD:
            raise OSError("no answer of HTTP")
        if line in (b"\r\n", b"\n"):
            break
        lines.append(line.decode("latin-1").strip())
    words = lines[0].split() if lines else []
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():  # noqa: PLR2004 - version, status
        raise OSError("no answer of HTTP")
    pairs = (line.partition(":") for line in lines[1:])
    return int(words[1]), {name.strip().lower(): value.strip() for name, _, value in pairs}


def _copy(read: Callable[[int], bytes], write: Callable[[bytes], object], beat: Callable[[Message], None]) -> None:
    last = time.monotonic()
    while piece := read(PIECE):
        write(piece)
        if time.monotonic() - last > BEAT_SECONDS:
            last = time.monotonic()
            beat(Wait())
