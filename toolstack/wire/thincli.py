"""The thin command line's protocol: bytes to messages and back, without I/O, for both of its ends.

The client posts its arguments, and then does what the server tells it: print this, send that file, exit.  Both ends
first send the same greeting; after that everything is a frame of little-endian 32-bit integers, except that the bytes
of a blob follow their frame without one of their own.

Texts are UTF-8; bytes that are not survive as lone surrogates, so that what comes in goes out unchanged.

Only the standard library is imported, and little of it: the ``xe`` client has to start quickly.
"""

from __future__ import annotations

import struct
from collections import deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

MAGIC = b"XenSource thin CLI protocol"
MAJOR, MINOR = 0, 2

_INT = struct.Struct("<i")
_PAIR = struct.Struct("<ii")
_UNSIGNED = struct.Struct("<I")
_FRAME = struct.Struct("<iii")

GREETING = MAGIC + _PAIR.pack(MAJOR, MINOR)
"""What both ends send first, the server before the client."""

MAX_FROM_CLIENT = 1024
"""Bytes of a frame that a server takes; no answer of a client is longer than 12."""
MAX_FROM_SERVER = 64 * 1024 * 1024
"""Bytes of a frame that a client takes."""

COMMAND, RESPONSE, BLOB = 9, 10, 11
"""The kinds of message: server to client, client to server, and the header of bytes in either direction."""


class ProtocolError(Exception):
    """The other end does not speak this protocol; nothing it sends can be understood any more."""


class VersionError(ProtocolError):
    """The other end speaks another major version; ``version`` is (major, minor)."""

    def __init__(self, major: int, minor: int) -> None:
        super().__init__(f"version {major}.{minor}")
        self.version = (major, minor)


class Message:
    """Base of all messages.  Messages are values: compared by kind and content.

    ``code`` is (kind, tag); ``layout`` names the arguments on the wire: ``s`` a string, ``i`` an integer, ``l`` a list
    of strings.
    """

    code: tuple[int, int] = (0, 0)
    layout = ""
    __slots__ = ("arguments",)
    arguments: tuple[str | int | tuple[str, ...], ...]

    def __init__(self, *arguments: str | int | tuple[str, ...]) -> None:
        if len(arguments) != len(self.layout):
            msg = f"{type(self).__name__} takes {len(self.layout)} arguments"
            raise TypeError(msg)
        self.arguments = arguments

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.arguments == other.arguments

    def __hash__(self) -> int:
        return hash((self.code, self.arguments))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.arguments!r}"


class Print(Message):
    """Print a text and a line end to standard output."""

    code, layout = (COMMAND, 0), "s"
    __slots__ = ()


class Load(Message):
    """Send the local file of this name."""

    code, layout = (COMMAND, 1), "s"
    __slots__ = ()


class Prompt(Message):
    """Read one line from standard input and send it."""

    code, layout = (COMMAND, 3), ""
    __slots__ = ()


class Exit(Message):
    """End with this status; the last message."""

    code, layout = (COMMAND, 4), "i"
    __slots__ = ()


class HttpGet(Message):
    """Fetch a path or URL (second) into a local file (first); an empty name is standard output."""

    code, layout = (COMMAND, 12), "ss"
    __slots__ = ()


class HttpPut(Message):
    """Upload a local file (first) to a path or URL (second)."""

    code, layout = (COMMAND, 13), "ss"
    __slots__ = ()


class Error(Message):
    """An error that has no sentence: its code and parameters."""

    code, layout = (COMMAND, 14), "sl"
    __slots__ = ()


class Debug(Message):
    """A text for whoever looks for a fault in the client or the server."""

    code, layout = (COMMAND, 15), "s"
    __slots__ = ()


class PrintStderr(Message):
    """Print a text to standard error as it is."""

    code, layout = (COMMAND, 16), "s"
    __slots__ = ()


class HttpConnect(Message):
    """Connect the terminal to a console at a path or URL."""

    code, layout = (COMMAND, 17), "s"
    __slots__ = ()


class Ok(Message):
    """The client did what it was told."""

    code, layout = (RESPONSE, 5), ""
    __slots__ = ()


class Failed(Message):
    """The client could not do it."""

    code, layout = (RESPONSE, 6), ""
    __slots__ = ()


class Wait(Message):
    """The client is still at it."""

    code, layout = (RESPONSE, 18), ""
    __slots__ = ()


class Chunk(Message):
    """So many bytes of a blob follow, outside any frame."""

    code, layout = (BLOB, 7), "i"
    __slots__ = ()


class End(Message):
    """The blob is complete."""

    code, layout = (BLOB, 8), ""
    __slots__ = ()


MESSAGES: dict[tuple[int, int], type[Message]] = {kind.code: kind for kind in Message.__subclasses__()}
"""Every message by its kind and tag."""

if TYPE_CHECKING:
    Event: TypeAlias = Message | bytes


def encode(message: Message) -> bytes:
    """Return the frame of a message, its length in front."""
    payload = _PAIR.pack(*message.code)
    for letter, value in zip(message.layout, message.arguments, strict=True):
        if letter == "s":
            payload += _string(value)
        elif letter == "i":
            # A status beyond 31 bits is cut as the reference does it, so that every one can be sent.
            payload += _UNSIGNED.pack(value & 0xFFFFFFFF)  # type: ignore[operator]
        else:
            payload += _INT.pack(len(value)) + b"".join(map(_string, value))  # type: ignore[arg-type]
    return _INT.pack(len(payload)) + payload


def print_frame(text: str) -> bytes:
    """Return the frame of a Print: the same as ``encode(Print(text))``, for long tables."""
    raw = text.encode("utf-8", "surrogateescape")
    return _FRAME.pack(len(raw) + 12, COMMAND, 0) + _INT.pack(len(raw)) + raw


def _string(value: object) -> bytes:
    raw = str(value).encode("utf-8", "surrogateescape")
    return _INT.pack(len(raw)) + raw


def parse(payload: bytes | memoryview) -> Message:
    """Return the message of a frame without its length; raises ProtocolError for anything else."""
    if len(payload) < _PAIR.size:
        raise ProtocolError("a frame without kind and tag")
    kind = MESSAGES.get(_PAIR.unpack_from(payload))
    if kind is None:
        raise ProtocolError(f"unknown message {_PAIR.unpack_from(payload)}")
    arguments: list[str | int | tuple[str, ...]] = []
    at = _PAIR.size
    for letter in kind.layout:
        if letter == "s":
            text, at = _read_string(payload, at)
            arguments.append(text)
        elif letter == "i":
            number, at = _read_int(payload, at)
            arguments.append(number)
        else:
            texts, at = _read_list(payload, at)
            arguments.append(texts)
    if at != len(payload):
        raise ProtocolError(f"a {kind.__name__} of the wrong length")
    return kind(*arguments)


def _read_int(payload: bytes | memoryview, at: int) -> tuple[int, int]:
    if at + _INT.size > len(payload):
        raise ProtocolError("a frame ends within an integer")
    return _INT.unpack_from(payload, at)[0], at + _INT.size


def _read_string(payload: bytes | memoryview, at: int) -> tuple[str, int]:
    length, at = _read_int(payload, at)
    if length < 0 or at + length > len(payload):
        raise ProtocolError("a frame ends within a string")
    return bytes(payload[at : at + length]).decode("utf-8", "surrogateescape"), at + length


def _read_list(payload: bytes | memoryview, at: int) -> tuple[tuple[str, ...], int]:
    count, at = _read_int(payload, at)
    if count < 0 or count > (len(payload) - at) // _INT.size:
        raise ProtocolError("a frame ends within a list")
    texts: list[str] = []
    for _ in range(count):
        text, at = _read_string(payload, at)
        texts.append(text)
    return tuple(texts), at


class Receiver:
    """Turns received bytes into messages.

    Args:
        limit: the longest frame taken, in bytes.
        greeted: whether the greeting of the other end has been read already.
    """

    def __init__(self, limit: int, *, greeted: bool = False) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._events: deque[Event] = deque()
        self._raw = 0
        self.version: tuple[int, int] | None = (MAJOR, MINOR) if greeted else None
        """(major, minor) of the other end once its greeting has arrived."""

    def feed(self, data: bytes) -> None:
        """Take bytes, in pieces of any size.

        Raises:
            VersionError: the other end speaks another major version.
            ProtocolError: it speaks something else, or a frame is longer than the limit.
        """
        self._buffer += data
        if self.version is None and not self._greet():
            return
        at = 0
        buffer = self._buffer
        try:
            while True:
                taken = self._take_raw(at) if self._raw else self._take_frame(at)
                if not taken:
                    return
                at += taken
        finally:
            del buffer[:at]

    def next(self) -> Event | None:
        """Return the next message, or the next bytes of a blob; None when more has to be received."""
        return self._events.popleft() if self._events else None

    @property
    def started(self) -> bytes:
        """What has arrived of a greeting that is not complete or not right."""
        return bytes(self._buffer) if self.version is None else b""

    def _greet(self) -> bool:
        start = bytes(self._buffer[: len(MAGIC)])
        if not MAGIC.startswith(start):
            raise ProtocolError("not the thin command line protocol")
        if len(self._buffer) < len(GREETING):
            return False
        major, minor = _PAIR.unpack_from(self._buffer, len(MAGIC))
        if major != MAJOR:
            raise VersionError(major, minor)
        self.version = (major, minor)
        del self._buffer[: len(GREETING)]
        return True

    def _take_raw(self, at: int) -> int:
        data = bytes(self._buffer[at : at + self._raw])
        if data:
            self._raw -= len(data)
            self._events.append(data)
        return len(data)

    def _take_frame(self, at: int) -> int:
        """Take one frame; return how many bytes it had, or 0 when it is not complete."""
        if len(self._buffer) < at + _INT.size:
            return 0
        length: int = _INT.unpack_from(self._buffer, at)[0]
        if not 0 <= length <= self._limit:
            raise ProtocolError(f"a frame of {length} bytes")
        start = at + _INT.size
        if len(self._buffer) < start + length:
            return 0
        message = parse(bytes(self._buffer[start : start + length]))
        if isinstance(message, Chunk):
            (size,) = message.arguments
            if not isinstance(size, int) or size < 0:
                raise ProtocolError("a chunk of negative length")
            self._raw = size
        self._events.append(message)
        return _INT.size + length
