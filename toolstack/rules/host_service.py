"""Whether a host takes VMs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.datamodel.host import Host

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction

UNTIL_BOOT = "disabled_until_boot"
"""Key in ``other_config``: since when the host is disabled, in seconds since 1970, until its next boot."""


def disable(tx: Transaction, host: Ref[Host], *, auto_enable: bool = True) -> None:
    """Have no VM start on a host; ``auto_enable`` says whether it takes VMs again after its next boot."""
    since = {UNTIL_BOOT: f"{datetime.now(UTC).timestamp():.0f}"} if auto_enable else {}
    tx.update(Host, host, enabled=False, other_config={**_without_mark(tx, host), **since})


def enable(tx: Transaction, host: Ref[Host]) -> None:
    """Let VMs start on a host."""
    tx.update(Host, host, enabled=True, other_config=_without_mark(tx, host))


def booted(tx: Transaction, host: Ref[Host], boot_time: float) -> None:
    """Enable a host that was disabled until its next boot, if that has happened.

    ``boot_time`` is in seconds since 1970; 0 when it is not known.
    """
    since = tx.get(Host, host).other_config.get(UNTIL_BOOT, "")
    if since.isdecimal() and boot_time > int(since):
        enable(tx, host)


def _without_mark(tx: Transaction, host: Ref[Host]) -> dict[str, str]:
    return {key: value for key, value in tx.get(Host, host).other_config.items() if key != UNTIL_BOOT}
