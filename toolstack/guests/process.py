"""The processes of a guest: a process tree of its own under an init that we start, find again and signal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolstack.guests.driver import GuestError

MARK = "patchbay-guest"
"""What the name of every guest's init starts its arguments with."""

_PROC = Path("/proc")
_GRACE_STEPS = 100
"""How many times 0.05 seconds a guest's processes get to end by themselves after SIGTERM."""

_INIT = f"""
read -r pid rest </proc/self/stat || exit 1
mount -t proc proc /proc || exit 1
mount -t sysfs sysfs /sys || exit 1
printf %s "$4" >/proc/sys/kernel/hostname || exit 1
finish() {{
    trap '' TERM
    kill -TERM -1 2>/dev/null
    steps=0
    while set -- /proc/[0-9]*; [ $# -gt 1 ] && [ $steps -lt {_GRACE_STEPS} ]; do
        sleep 0.05
        steps=$((steps + 1))
    done
    exit 0
}}
trap finish TERM INT PWR
echo "running $pid"
exec </dev/null >/dev/null 2>&1
while :; do sleep 86400 & wait $!; done
"""
# Its arguments after the mark: uuid, domid, instance, host name.  When it ends, the kernel ends all other
# processes of the guest.

_ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
_NAMESPACES = ("--net", "--pid", "--mount", "--uts", "--ipc")


@dataclass(frozen=True, slots=True)
class Init:
    """The first process of a guest, as found among the processes of the machine."""

    pid: int
    vm_uuid: str
    domid: int

    @property
    def network_namespace(self) -> Path:
        """The guest's network namespace, as a path that can be opened."""
        return _PROC / str(self.pid) / "ns" / "net"


def host_name(name_label: str) -> str:
    """Return the nearest host name to a label: letters, digits and hyphens, at most 63."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", name_label).strip("-")[:63].strip("-") or "guest"


async def launch(vm_uuid: str, domid: int, instance: str, name_label: str) -> Init:
    """Start the first process of a guest; it outlives the agent.  Raises GuestError when that fails."""
    arguments = (MARK, vm_uuid, str(domid), instance, host_name(name_label))
    unshare = ("unshare", *_NAMESPACES, "--propagation", "slave", "--fork", "--kill-child")
    reading, writing = os.pipe()
    # Through setsid it is nobody's child, so that neither the end of the agent nor that of its event loop ends it.
    try:
        process = await asyncio.create_subprocess_exec(
            *("setsid", "--fork", *unshare, "/bin/sh", "-c", _INIT, *arguments),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=writing,
            stderr=writing,
            cwd="/",
            env=_ENVIRONMENT,
        )
    except OSError as error:
        os.close(reading)
        raise GuestError(f"a guest cannot be started: {error}") from error
    finally:
        os.close(writing)
    reader, transport = await _reader(reading)
    try:
        line = await reader.readline()
        await process.wait()
    except asyncio.CancelledError:
        # It has to be known before it can be ended.
        if (init := _announced(await reader.readline(), vm_uuid, domid)) is not None:
            await kill(init)
        raise
    finally:
        transport.close()
    init = _announced(line, vm_uuid, domid)
    if init is None:
        raise GuestError(f"the guest's init did not start: {line.decode(errors='replace').strip()}")
    return init


async def _reader(reading: int) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb"))
    return reader, transport


def _announced(line: bytes, vm_uuid: str, domid: int) -> Init | None:
    """Return the init that said it runs; None for any other line, which then says what is wrong."""
    match = re.fullmatch(rb"running ([0-9]+)\n", line)
    return None if match is None else Init(int(match[1]), vm_uuid, domid)


def find(instance: str) -> tuple[Init, ...]:
    """Return the inits of all guests of an agent, also of those that were never finished.

    Only the first process of a process tree counts: what runs in a guest cannot pass for another guest.
    """
    return tuple(init for pid in _pids() if (init := _read(pid, instance)) is not None)


def _read(pid: int, instance: str) -> Init | None:
    try:
        arguments = (_PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
        if MARK not in arguments or not _is_first(pid):
            return None
    except OSError:  # it has ended meanwhile
        return None
    vm_uuid, domid, of = arguments[arguments.index(MARK) + 1 :][:3]
    return Init(pid, vm_uuid, int(domid)) if of == instance else None


def _is_first(pid: int) -> bool:
    """Whether a process is number 1 of a process tree just below ours."""
    status = (_PROC / str(pid) / "status").read_text()
    numbers = re.search(r"^NSpid:\s+(.*)$", status, re.MULTILINE)
    return numbers is not None and numbers[1].split()[1:] == ["1"]


async def kill(init: Init) -> None:
    """End a guest at once and wait until it has ended."""
    try:
        pidfd = os.pidfd_open(init.pid)
    except ProcessLookupError:
        return
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(pidfd, ended.set)
    try:
        os.kill(init.pid, signal.SIGKILL)
        await ended.wait()
    finally:
        loop.remove_reader(pidfd)
        os.close(pidfd)


def signal_all(pid: int, number: signal.Signals) -> None:
    """Send a signal to every process of the guest whose init is ``pid``, to those started meanwhile too."""
    namespace = str((_PROC / str(pid) / "ns" / "pid").readlink())
    reached: set[int] = set()
    while True:
        found = {other for other in _pids() if other not in reached and _namespace_of(other) == namespace}
        if not found:
            return
        for other in found:
            with suppress(ProcessLookupError):
                os.kill(other, number)
        reached |= found


def _namespace_of(pid: int) -> str:
    try:
        return str((_PROC / str(pid) / "ns" / "pid").readlink())
    except OSError:  # it has ended meanwhile
        return ""


def _pids() -> tuple[int, ...]:
    return tuple(int(entry.name) for entry in os.scandir(_PROC) if entry.name.isdecimal())


def command_inside(pid: int, argv: tuple[str, ...]) -> tuple[str, ...]:
    """Return the command line that runs ``argv`` inside the guest whose init is ``pid``."""
    return ("nsenter", "--target", str(pid), "--net", "--pid", "--mount", "--uts", "--ipc", "--", *argv)
