"""What a driver must remember when its agent is gone: the next domid, and which guests were finished."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from toolstack.guests.driver import GuestError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "guests.json"
"""Name of the journal in the agent's state directory."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A guest that was started completely."""

    domid: int
    pid: int
    """Of its init; another process may have the number by now, see ``process.find``."""
    name_label: str
    namespace: str
    """Name of its network namespace for ``ip netns``."""
    paused: bool = False


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """The journal as a value."""

    next_domid: int = 1
    guests: dict[str, Entry] = {}
    """By the VM's uuid."""

    def with_guest(self, vm_uuid: str, entry: Entry) -> Journal:
        """Return it with a guest added or replaced."""
        return msgspec.structs.replace(self, guests={**self.guests, vm_uuid: entry})

    def without_guest(self, vm_uuid: str) -> Journal:
        """Return it without a guest."""
        kept = {uuid: entry for uuid, entry in self.guests.items() if uuid != vm_uuid}
        return msgspec.structs.replace(self, guests=kept)


def load(directory: Path) -> Journal:
    """Return the journal of an agent, an empty one when there is none yet.

    Raises GuestError for one that cannot be read: starting over would use domids again.
    """
    path = directory / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Journal)
    except FileNotFoundError:
        return Journal()
    except (OSError, msgspec.DecodeError) as error:
        raise GuestError(f"the journal of guests {path} cannot be read: {error}") from error


def save(directory: Path, journal: Journal) -> None:
    """Replace the journal; it is there completely or not at all.  Raises GuestError."""
    path, temporary = directory / FILE, directory / f"{FILE}.new"
    try:
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(journal))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise GuestError(f"the journal of guests {path} cannot be written: {error}") from error
