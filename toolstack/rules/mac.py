"""Hardware addresses of virtual interfaces."""

from __future__ import annotations

import hashlib
import re
import uuid

from toolstack.datamodel import errors

SEED_KEY = "mac_seed"
"""Key of VM.other_config from which the addresses of the VM's interfaces follow."""

_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")
_LOCAL, _GROUP = 0x02, 0x01


def parse(text: str) -> str:
    """Return an address in lower case; raises MAC_INVALID for anything but the address of one interface."""
    lower = text.lower()
    if _MAC.fullmatch(lower) is None or int(lower[:2], 16) & _GROUP:
        raise errors.MAC_INVALID(text)
    return lower


def new_seed() -> str:
    """Return a seed for a new VM."""
    return str(uuid.uuid4())


def from_seed(seed: str, device: int) -> str:
    """Return the address of a VM's interface: always the same for a seed and device number."""
    value = seed.encode()
    for _ in range(2 * device + 1):
        value = _digest(value)
    tail = _digest(value)
    first = value[0] & ~_GROUP | _LOCAL
    return ":".join(f"{byte:02x}" for byte in (first, *value[1:4], tail[1], tail[2]))


def _digest(value: bytes) -> bytes:
    return hashlib.md5(value, usedforsecurity=False).digest()
