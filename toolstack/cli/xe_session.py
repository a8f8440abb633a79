"""The conversation of ``xe`` with a server, up to the exit status."""

from __future__ import annotations

import os
import sys

from toolstack.cli.xe_connection import connect
from toolstack.cli.xe_screen import Screen
from toolstack.wire.thincli import (
    GREETING,
    MAX_FROM_SERVER,
    Chunk,
    Debug,
    End,
    Error,
    Exit,
    Failed,
    HttpConnect,
    HttpGet,
    HttpPut,
    Load,
    Message,
    Ok,
    Print,
    PrintStderr,
    Prompt,
    ProtocolError,
    Receiver,
    VersionError,
    encode,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from toolstack.cli.xe_options import Options

READ = 256 * 1024
PIECE = 256 * 1024
USER_AGENT = "xe-cli/Unix/0.2"


class Failure(Exception):  # noqa: N818 - says what it is
    """The command could not be carried out; ``usage`` tells whether to explain the options."""

    def __init__(self, text: str, *, usage: bool = False) -> None:
        super().__init__(text)
        self.usage = usage


class Session:
    """One command."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._screen = Screen(options)
        self._receiver = Receiver(MAX_FROM_SERVER)
        self._socket: socket.socket
        self._files: set[str] | None = None
        self._broken: ProtocolError | None = None

    def run(self) -> int:
        """Carry out the command; return the exit status.

        Raises:
            Failure: the server cannot be reached or understood, or asks for what it must not have.
            BrokenPipeError: nobody reads the output.
        """
        try:
            self._socket = connect(self._options)
            self._socket.sendall(self._request())
        except OSError:
            raise Failure("Unable to contact server. Please check server and port settings.") from None
        with self._socket, self._screen:
            self._greet()
            for message in self._messages():
                status = self._obey(message)
                if status is not None:
                    self._screen.done(status)
                    return status
        raise Failure("Lost connection to the server.")

    def _request(self) -> bytes:
        options = self._options
        body = "\n".join(options.arguments).encode("utf-8", "surrogateescape")
        lines = ["POST /cli HTTP/1.0", f"User-agent: {USER_AGENT}", "originator: cli"]
        lines += [f"traceparent: {options.traceparent}"] if options.traceparent else []
        lines += [f"baggage: {options.baggage}"] if options.baggage else []
        lines += [f"content-length: {len(body)}", "", ""]
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + body

    def _greet(self) -> None:
        """Read the server's greeting, then send the same."""
        try:
            while self._receiver.version is None:
                data = self._read()
                if not data:
                    raise self._refused()
                self._feed(data)
        except VersionError as error:
            major, minor = error.version
            raise Failure(f"Protocol version mismatch: the server speaks {major}.{minor}", usage=True) from None
        except ProtocolError:
            raise self._refused() from None
        self._socket.sendall(GREETING)

    def _feed(self, data: bytes) -> None:
        """Take bytes; what is wrong with them after a greeting is told when all before it has been obeyed."""
        try:
            self._receiver.feed(data)
        except ProtocolError as error:
            if self._receiver.version is None:
                raise
            self._broken = error

    def _refused(self) -> Failure:
        started = self._receiver.started
        if started.startswith(b"HTTP"):
            return Failure("Server internal error.")
        if started:
            return Failure("Failed to contact a running management agent.", usage=True)
        return Failure("Unable to contact server. Please check server and port settings.")

    def _read(self) -> bytes:
        try:
            return self._screen.waiting(lambda: self._socket.recv(READ), self._socket)
        except OSError:
            return b""

    def _messages(self) -> Iterator[Message]:
        """Yield what the server says, until it closes.  Output is shown before waiting for more."""
        while True:
            event = self._receiver.next()
            if isinstance(event, Message):
                yield event
            elif event is None:
                if self._broken is not None:
                    raise Failure(f"Unhandled exception: {self._broken}")
                self._screen.flush()
                data = self._read()
                if not data:
                    return
                self._feed(data)

    def _obey(self, message: Message) -> int | None:
        """Do what the server says; return the exit status when it was the last thing."""
        if isinstance(message, Exit):
            (status,) = message.arguments
            return int(status) & 0xFF  # type: ignore[arg-type]
        _ORDERS[type(message)](self, *message.arguments)
        return None

    # -- output -------------------------------------------------------------------------------------------

    def _print(self, text: str) -> None:
        self._screen.print(text)

    def _print_error(self, text: str) -> None:
        self._screen.print_error(text)

    def _error(self, code: str, params: tuple[str, ...]) -> None:
        self._screen.print_error(f"Error code: {code}\nError parameters: {', '.join(params)}\n")

    def _debug(self, text: str) -> None:
        self._screen.debug(text)

    # -- answers ------------------------------------------------------------------------------------------

    def _send(self, *messages: Message) -> None:
        try:
            self._socket.sendall(b"".join(map(encode, messages)))
        except OSError:
            raise Failure("Lost connection to the server.") from None

    def _prompt(self) -> None:
        self._screen.flush()
        line = sys.stdin.buffer.readline()
        if not line:
            raise Failure("Lost connection to the server.")
        line = line.removesuffix(b"\n")
        self._send_blob(lambda: iter((line,)), len(line))

    def _send_blob(self, pieces: Callable[[], Iterator[bytes]], size: int) -> None:
        self._send(Chunk(size))
        try:
            for piece in pieces():
                self._socket.sendall(piece)
        except OSError:
            raise Failure("Lost connection to the server.") from None
        self._send(End())

    def _check_file(self, name: str) -> None:
        """Let the server have no file but those that the user has named."""
        if self._files is None:
            given = (word.partition("=")[2] for word in self._options.arguments if "=" in word)
            self._files = {os.path.abspath(value) for value in given if value}  # noqa: PTH100 - pathlib is slow
        if os.path.abspath(name) not in self._files:  # noqa: PTH100
            raise Failure(f"File not permitted: {name}")

    def _load(self, name: str) -> None:
        self._check_file(name)
        try:
            with open(name, "rb") as file:  # noqa: PTH123
                content = file.read()
        except OSError:
            self._send(Failed())
            return
        self._send(Ok())
        view = memoryview(content)
        starts = range(0, len(content), PIECE)
        self._send_blob(lambda: (bytes(view[at : at + PIECE]) for at in starts), len(content))

    def _get(self, name: str, url: str) -> None:
        from toolstack.cli import xe_transfer  # noqa: PLC0415 - few commands need it

        if name:
            self._check_file(name)
        self._screen.flush()
        self._transferred(lambda: xe_transfer.fetch(self._options, url, name, self._beat))

    def _put(self, name: str, url: str) -> None:
        from toolstack.cli import xe_transfer  # noqa: PLC0415 - few commands need it

        self._check_file(name)
        self._screen.flush()
        self._transferred(lambda: xe_transfer.upload(self._options, name, url, self._beat))

    def _transferred(self, transfer: Callable[[], None]) -> None:
        try:
            transfer()
        except (OSError, ValueError) as error:
            self._send(Failed())
            raise Failure(f"Operation failed. Error: {error}") from None
        self._send(Ok())

    def _beat(self, message: Message) -> None:
        self._send(message)

    def _connect(self, _url: str) -> None:
        self._send(Failed())
        raise Failure("Consoles are not available here.")


_ORDERS: dict[type[Message], Callable[..., None]] = {
    Print: Session._print,  # noqa: SLF001 - this module's own table
    PrintStderr: Session._print_error,  # noqa: SLF001
    Error: Session._error,  # noqa: SLF001
    Debug: Session._debug,  # noqa: SLF001
    Prompt: Session._prompt,  # noqa: SLF001
    Load: Session._load,  # noqa: SLF001
    HttpGet: Session._get,  # noqa: SLF001
    HttpPut: Session._put,  # noqa: SLF001
    HttpConnect: Session._connect,  # noqa: SLF001
}
