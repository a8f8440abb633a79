"""Whether a device takes addresses from router advertisements."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ROOT: Final = Path("/proc/sys/net/ipv6/conf")


class Autoconf:
    """Reads and sets it; remembers what it has read, because the kernel sends no word of changes."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def get(self, index: int, name: str) -> bool:
        """Return whether it is on; False where the kernel has no IPv6."""
        if index not in self._known:
            try:
                self._known[index] = (_ROOT / name / "autoconf").read_text().strip() != "0"
            except OSError:
                return False
        return self._known[index]

    def set(self, index: int, name: str, *, on: bool) -> str:
        """Turn it on or off and return why it could not be, or an empty text."""
        if self.get(index, name) == on:
            return ""
        try:
            for key in ("autoconf", "accept_ra"):
                (_ROOT / name / key).write_text("1" if on else "0")
        except OSError as error:
            return f"cannot turn IPv6 autoconfiguration of {name} {'on' if on else 'off'}: {error.strerror}"
        self._known[index] = on
        return ""
