"""The client's side of the thin command line, written from the description of its frames alone.

It shares no code with the server, and sends what it has to say byte by byte if a test wants that.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

GREETING = bytes.fromhex("58656e536f75726365207468696e20434c492070726f746f636f6c0000000002000000")


@dataclass
class Outcome:
    """What a user would have seen."""

    out: str = ""
    err: str = ""
    status: int | None = None
    errors: list[tuple[str, list[str]]] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    """Prompts, loads and transfers, in order."""
    debug: list[str] = field(default_factory=list)
    raw: bytes = b""
    """What came before a greeting that never came."""


def request(lines: Iterable[str], *, newline: str = "\n", headers: str = "") -> bytes:
    body = newline.join(lines).encode("utf-8", "surrogateescape")
    return f"POST /cli HTTP/1.0\r\n{headers}content-length: {len(body)}\r\n\r\n".encode() + body


def response_ok() -> bytes:
    return struct.pack("<iii", 8, 10, 5)


def response_failed() -> bytes:
    return struct.pack("<iii", 8, 10, 6)


def response_wait() -> bytes:
    return struct.pack("<iii", 8, 10, 18)


def blob(*chunks: bytes) -> bytes:
    found = b"".join(struct.pack("<iiii", 12, 11, 7, len(chunk)) + chunk for chunk in chunks)
    return found + struct.pack("<iii", 8, 11, 8)


async def send(writer: asyncio.StreamWriter, data: bytes, *, bytewise: bool) -> None:
    for piece in (data[i : i + 1] for i in range(len(data))) if bytewise else (data,):
        writer.write(piece)
        await writer.drain()


async def converse(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    lines: Iterable[str],
    *,
    answers: Iterable[bytes] = (),
    bytewise: bool = False,
    newline: str = "\n",
) -> Outcome:
    """Post a command and do what the server says until it closes; ``answers`` are sent one for each question."""
    left = iter(answers)
    outcome = Outcome()
    try:
        await send(writer, request(lines, newline=newline), bytewise=bytewise)
        greeting = await reader.read(1)
        while len(greeting) < 35 and (more := await reader.read(35 - len(greeting))):
            greeting += more
        if greeting != GREETING:
            outcome.raw = greeting + await reader.read()
            return outcome
        await send(writer, GREETING, bytewise=bytewise)
        while (frame := await read_frame(reader)) is not None:
            if obey(outcome, frame):
                await send(writer, next(left), bytewise=bytewise)
        return outcome
    finally:
        writer.close()


async def read_frame(reader: asyncio.StreamReader) -> bytes | None:
    head = await reader.read(4)
    if not head:
        return None
    while len(head) < 4:
        head += await reader.readexactly(4 - len(head))
    return await reader.readexactly(struct.unpack("<i", head)[0])


def obey(outcome: Outcome, frame: bytes) -> bool:
    """Take note of a frame; return whether it wants an answer."""
    assert outcome.status is None, "nothing may follow Exit"
    kind, tag = struct.unpack_from("<ii", frame)
    rest = frame[8:]
    assert kind == 9
    if tag == 0:
        outcome.out += only_string(rest) + "\n"
    elif tag == 16:
        outcome.err += only_string(rest)
    elif tag == 4:
        (outcome.status,) = struct.unpack("<i", rest)
    elif tag == 14:
        code, rest = string(rest)
        (count,) = struct.unpack_from("<i", rest)
        rest = rest[4:]
        params = []
        for _ in range(count):
            param, rest = string(rest)
            params.append(param)
        assert not rest
        outcome.errors.append((code, params))
        outcome.err += f"Error code: {code}\nError parameters: {', '.join(params)}\n"
    elif tag == 15:
        outcome.debug.append(only_string(rest))
    elif tag == 3:
        outcome.asked.append(("prompt",))
        return True
    elif tag == 1:
        outcome.asked.append(("load", only_string(rest)))
        return True
    elif tag in (12, 13):
        name, rest = string(rest)
        outcome.asked.append(("get" if tag == 12 else "put", name, only_string(rest)))
        return True
    else:
        raise AssertionError(f"unknown tag {tag}")
    return False


def string(data: bytes) -> tuple[str, bytes]:
    (length,) = struct.unpack_from("<i", data)
    assert len(data) >= 4 + length
    return data[4 : 4 + length].decode(), data[4 + length :]


def only_string(data: bytes) -> str:
    text, rest = string(data)
    assert not rest
    return text
