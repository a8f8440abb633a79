"""What ``xe`` shows: the server's texts unchanged, and for people at a terminal that it is still at work."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from types import TracebackType

    from toolstack.cli.xe_options import Options

PATIENCE = 1.0
"""Seconds of silence after which somebody at a terminal is told how long it has been."""
RED, PLAIN, ERASE = b"\x1b[31m", b"\x1b[0m", b"\r\x1b[K"


class Screen:
    """Standard output and standard error."""

    def __init__(self, options: Options) -> None:
        self._out = sys.stdout.buffer
        self._err = sys.stderr.buffer
        self._debug, self._debug_on_fail = options.debug, options.debug_on_fail
        self._kept: list[str] = []
        terminal = sys.stderr.isatty() and options.environment.get("TERM") != "dumb"
        self._colour = terminal and "NO_COLOR" not in options.environment
        self._shows_progress = terminal
        self._started = time.monotonic()
        self._progress = False

    def __enter__(self) -> Screen:  # noqa: PYI034 - typing is slow to load
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._erase()
        self.flush()

    def print(self, text: str) -> None:
        """Print a text and a line end."""
        self._erase()
        self._out.write(text.encode("utf-8", "surrogateescape") + b"\n")

    def print_error(self, text: str) -> None:
        """Print a text to standard error as it is."""
        self._erase()
        self._out.flush()
        raw = text.encode("utf-8", "surrogateescape")
        if self._colour and raw.strip():
            end = len(raw.rstrip(b"\n"))
            raw = RED + raw[:end] + PLAIN + raw[end:]
        self._err.write(raw)
        self._err.flush()

    def debug(self, text: str) -> None:
        """Show a text to whoever wants to know, or keep it for the case that the command fails."""
        if self._debug:
            self.print_error(f"{text}\n")
        elif self._debug_on_fail:
            self._kept.append(text)

    def done(self, status: int) -> None:
        """Take note of the exit status."""
        if status and self._kept:
            self.print_error("".join(f"{text}\n" for text in self._kept))

    def flush(self) -> None:
        """Show everything printed so far."""
        self._out.flush()

    def waiting(self, receive: Callable[[], bytes], sock: socket.socket) -> bytes:
        """Receive; somebody at a terminal sees how long it takes."""
        if not self._shows_progress:
            return receive()
        pending = getattr(sock, "pending", None)
        if pending is None or not pending():
            import select  # noqa: PLC0415 - only on a terminal

            while not select.select([sock], [], [], PATIENCE)[0]:
                self._progress = True
                seconds = int(time.monotonic() - self._started)
                self._err.write(ERASE + f"waiting for the server, {seconds} s".encode())
                self._err.flush()
        return receive()

    def _erase(self) -> None:
        if self._progress:
            self._progress = False
            self._err.write(ERASE)
            self._err.flush()
