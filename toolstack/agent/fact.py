"""What describes the host itself: names, versions, memory, processors."""

from __future__ import annotations

import os
import platform
import re
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolstack.plan.hoststate import Facts

if TYPE_CHECKING:
    from toolstack.agent.backend import Backend

_STARTED: Final = time.time()
_KILOBYTE: Final = 1024


def facts(backend: Backend, hostname: str) -> Facts:
    """Return the facts as they are now; an empty ``hostname`` stands for the kernel's."""
    processor = _processor()
    memory = _memory()
    return Facts(
        hostname=hostname or socket.gethostname(),
        backend=backend.name,
        ovs_version=backend.version,
        kernel=platform.release(),
        datapath_type=backend.datapath_type,
        boot_time=_boot_time(),
        agent_start_time=_STARTED,
        memory_total=memory.get("MemTotal", 0),
        memory_free=memory.get("MemAvailable", memory.get("MemFree", 0)),
        cpus=os.cpu_count() or 1,
        cpu_model=processor.get("model name", ""),
        cpu_vendor=processor.get("vendor_id", ""),
        cpu_mhz=float(processor.get("cpu MHz", 0.0)),
        cpu_flags=processor.get("flags", ""),
    )


def _memory() -> dict[str, int]:
    found = re.findall(r"^(\w+):\s+(\d+) kB$", _read("/proc/meminfo"), re.MULTILINE)
    return {key: int(value) * _KILOBYTE for key, value in found}


def _processor() -> dict[str, str]:
    first = _read("/proc/cpuinfo").partition("\n\n")[0]
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in first.splitlines())}


def _boot_time() -> float:
    found = re.search(r"^btime (\d+)$", _read("/proc/stat"), re.MULTILINE)
    return float(found[1]) if found else 0.0


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
