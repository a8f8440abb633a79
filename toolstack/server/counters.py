"""What the kernel counts: network, memory, processors and load, read from ``/proc``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Reading:
    """The counters at one moment.  Counters only grow, until what they belong to is made anew."""

    received: dict[str, int] = field(default_factory=dict)
    """Bytes by network device."""
    sent: dict[str, int] = field(default_factory=dict)
    """Bytes by network device."""
    busy: dict[int, float] = field(default_factory=dict)
    """Ticks in which a processor was busy, by its number."""
    ticks: dict[int, float] = field(default_factory=dict)
    """All ticks of a processor."""
    memory_total: int = 0
    """KiB."""
    memory_free: int = 0
    """KiB that could be had without swapping."""
    load: float = 0.0
    """Average number of runnable processes, of the last minute."""


def read(proc: Path = PROC) -> Reading:
    """Read the counters; what cannot be read is missing."""
    received, sent = _network(_text(proc / "net/dev"))
    busy, ticks = _processors(_text(proc / "stat"))
    memory = _memory(_text(proc / "meminfo"))
    load = _text(proc / "loadavg").split()
    return Reading(
        received,
        sent,
        busy,
        ticks,
        memory.get("MemTotal", 0),
        memory.get("MemAvailable", 0),
        float(load[0]) if load else 0.0,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _network(text: str) -> tuple[dict[str, int], dict[str, int]]:
    received: dict[str, int] = {}
    sent: dict[str, int] = {}
    for line in text.splitlines()[2:]:
        name, _, counters = line.partition(":")
        words = counters.split()
        received[name.strip()], sent[name.strip()] = int(words[0]), int(words[8])
    return received, sent


def _processors(text: str) -> tuple[dict[int, float], dict[int, float]]:
    busy: dict[int, float] = {}
    ticks: dict[int, float] = {}
    for line in text.splitlines():
        name, *words = line.split()
        if name.startswith("cpu") and name != "cpu":
            number, values = int(name[3:]), [int(word) for word in words[:8]]
            ticks[number] = sum(values)
            busy[number] = ticks[number] - values[3] - values[4]  # neither idle nor waiting
    return busy, ticks


def _memory(text: str) -> dict[str, int]:
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in text.splitlines()) if rest}
