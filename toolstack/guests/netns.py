"""Reaching into another network namespace: sockets that belong to it, and a device setting."""

from __future__ import annotations

import array
import ctypes
import fcntl
import os
import socket
import struct
import threading
from pathlib import Path

_CLONE_NEWNET = 0x40000000
_SIOCETHTOOL = 0x8946
_ETHTOOL_STXCSUM = 0x17
_LIBC = ctypes.CDLL(None, use_errno=True)

WATCHED = 0x1 | 0x10 | 0x100
"""Netlink groups of links, IPv4 addresses and IPv6 addresses."""


def open_sockets(path: Path, *kinds: tuple[int, int, int]) -> tuple[socket.socket, ...]:
    """Return sockets that belong to the network namespace at ``path``, one for each (family, type, protocol).

    A thread of its own enters the namespace, so the caller's namespace never changes.  Raises OSError.
    """
    opened: list[socket.socket] = []
    failures: list[OSError] = []

    def enter() -> None:
        try:
            with path.open("rb") as namespace:
                if _LIBC.setns(namespace.fileno(), _CLONE_NEWNET) != 0:
                    number = ctypes.get_errno()
                    failures.append(OSError(number, os.strerror(number), str(path)))
                    return
            opened.extend(socket.socket(*kind) for kind in kinds)
        except OSError as error:
            failures.append(error)

    thread = threading.Thread(target=enter, name="netns")
    thread.start()
    thread.join()
    if failures:
        for one in opened:
            one.close()
        raise failures[0]
    return tuple(opened)


def disable_checksum_offload(control: socket.socket, device: str) -> None:
    """Have the sender compute checksums on a device of the namespace that ``control`` belongs to.

    What one end of a veth pair leaves to hardware, nobody ever does when a userspace datapath takes the frame
    at the other end, and TCP hangs.  Raises OSError.
    """
    value = array.array("B", struct.pack("II", _ETHTOOL_STXCSUM, 0))
    request = struct.pack("16sP", device.encode(), value.buffer_info()[0])
    fcntl.ioctl(control.fileno(), _SIOCETHTOOL, request)


def drain(watch: socket.socket) -> None:
    """Read and forget all notifications that wait; a lost one is as good as a read one."""
    while True:
        try:
            if not watch.recv(65536, socket.MSG_DONTWAIT):
                return
        except BlockingIOError:
            return
        except OSError:  # ENOBUFS: the kernel dropped some, which says just as well that there were some
            continue
