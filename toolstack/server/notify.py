"""What the service manager is told: ready, stopping, still alive (``sd_notify``)."""

from __future__ import annotations

import asyncio
import os
import socket

import structlog

log = structlog.get_logger(__name__)


def notify(*states: str) -> None:
    """Send states such as ``READY=1`` to the service manager, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    target = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
            sock.sendto("\n".join(states).encode(), target)
    except OSError as error:
        log.warning("the service manager cannot be told", error=error.strerror, states=states)


def watchdog_interval() -> float:
    """Return how often to say that the process is alive, in seconds; 0 when nobody wants to know."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    for_us = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(microseconds) / 2_000_000 if microseconds.isdigit() and for_us else 0.0


async def keep_watchdog() -> None:
    """Say so for as long as the event loop turns; returns at once when nobody wants to know."""
    interval = watchdog_interval()
    while interval:
        notify("WATCHDOG=1")
        await asyncio.sleep(interval)
