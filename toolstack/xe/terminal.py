"""What a command needs of the client: somewhere to print, and answers."""

from __future__ import annotations

from typing import Protocol


class Gone(Exception):  # noqa: N818 - says what happened
    """The client has gone, or does not keep to the protocol; the command ends without a word."""


class Terminal(Protocol):
    """The client's end.  Everything raises :class:`Gone` when there is nobody any more."""

    async def print(self, text: str) -> None:
        """Print a text and a line end to standard output."""

    async def print_error(self, text: str) -> None:
        """Print a line to standard error."""

    async def error(self, code: str, params: tuple[str, ...]) -> None:
        """Show an error that has no sentence."""

    async def debug(self, text: str) -> None:
        """Show a text to whoever asked the client for it."""

    async def prompt(self) -> str:
        """Return a line that the user types."""

    async def load(self, name: str) -> bytes | None:
        """Return a local file of the client, None when it cannot be read.

        Args:
            name: exactly as it stands in the arguments; the client refuses any other.

        Raises:
            TooBig: the file is longer than the limit.
        """

    async def get(self, name: str, url: str) -> bool:
        """Have the client fetch a path of this server into a local file; return whether it could."""

    async def put(self, name: str, url: str) -> bool:
        """Have the client upload a local file to a path of this server; return whether it could."""


class TooBig(Exception):  # noqa: N818 - says what happened
    """A file is longer than what the server takes; the text says how long it may be."""
