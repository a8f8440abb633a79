"""Lease files in the format of ISC dhclient, for other tools on the host that read addresses from there.

The format is that of dhclient.leases(5).  Only the newest lease is kept; the file goes with it.
"""

from __future__ import annotations

import ipaddress
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "var/lib/xcp"
"""Below the host's root directory."""
LAST = 2**32 - 1.0
"""The last moment that such a file gives as a date."""


def text(device: str, address: str, expires: float, options: Iterable[tuple[str, str]]) -> str:
    """Return a lease as dhclient would write it.

    Args:
        device: name of the bridge.
        address: with prefix length.
        expires: Unix time; what is out of reach of a calendar is written as ``never``.
        options: names and values of DHCP options as dhclient spells them; empty values are left out.
    """
    interface = ipaddress.ip_interface(address)
    lines = [f'  interface "{device}";', f"  fixed-address {interface.ip};"]
    lines += [f"  option subnet-mask {interface.network.netmask};"]
    lines += [f"  option {name} {value};" for name, value in options if value]
    moment = time.gmtime(min(expires, LAST))
    when = f"{(moment.tm_wday + 1) % 7} {time.strftime('%Y/%m/%d %H:%M:%S', moment)}"
    lines += [f"  expire {when if expires < LAST else 'never'};"]
    return "\n".join(["lease {", *lines, "}", ""])


def path(root: Path, device: str) -> Path:
    """Return where the lease of a device is kept."""
    return root / FOLDER / f"dhclient-{device}.leases"


def write(root: Path, device: str, lease: str) -> None:
    """Put a lease in place of the one before; raises OSError."""
    target = path(root, device)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    draft.write_text(lease)
    draft.replace(target)


def remove(root: Path, device: str) -> None:
    """Remove the lease of a device; one that is not there is no error."""
    path(root, device).unlink(missing_ok=True)
