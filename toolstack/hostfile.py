"""The small files of a host that other tools read and write, as values: inventory, pool.conf, network.conf and more.

All of them lie below ``/``, or below ``paths.root`` where many hosts live on one machine.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INVENTORY: Final = "etc/xensource-inventory"
POOL: Final = "etc/xensource/pool.conf"
NETWORK: Final = "etc/xensource/network.conf"
FIRST_BOOT: Final = "etc/firstboot.d/data/management.conf"
RESETS: Final = ("var/tmp/network-reset", "tmp/network-reset", "var/lib/patchbay/network-reset")
"""Where a wish for a network reset may lie: where our own tool puts it, where consoles do, and where a server without
root's rights finds those."""
FAILED_RESET: Final = "var/lib/patchbay/network-reset.failed"
NO_WARNING: Final = "tmp/fist_network_reset_no_warning"
"""Its existence has the reset tool not ask."""
RENAME: Final = "etc/sysconfig/network-scripts/interface-rename-data"

BACKENDS: Final = {"openvswitch": "openvswitch", "vswitch": "openvswitch", "bridge": "bridge"}

Backend: TypeAlias = Literal["openvswitch", "bridge"]


class BadFileError(Exception):
    """A file cannot be used; the text names it and says why."""


def base(root: str) -> Path:
    """Return the directory that stands for ``/``."""
    return Path(root or "/")


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Replace a file, or what a link leads to, whole or not at all, making its directory.

    Raises:
        OSError: it could not be written; the old one is still there.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    with draft.open("w") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


# -- KEY='value' files ------------------------------------------------------------------------------------


def parse_shell(text: str) -> dict[str, str]:
    """Return the variables of lines ``KEY='value'``; quotes are optional, comments and other lines are left out."""
    found = {}
    for line in text.splitlines():
        key, equals, value = line.strip().partition("=")
        if not equals or not key.isidentifier():
            continue
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
        found[key] = value[1:-1] if quoted else value
    return found


def format_shell(values: Mapping[str, str]) -> str:
    """Return lines ``KEY='value'``; raises ValueError for a value that such a line cannot hold."""
    for key, value in values.items():
        if "'" in value or "\n" in value:
            raise ValueError(f"{key}: {value!r} cannot stand between quotes on a line")
    return "".join(f"{key}='{value}'\n" for key, value in values.items())


def read_shell(path: Path) -> dict[str, str]:
    """Return the variables of a file; none when there is no file.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
    """
    try:
        return parse_shell(path.read_text())
    except FileNotFoundError:
        return {}


def update_inventory(root: str, values: Mapping[str, str]) -> bool:
    """Set keys of the inventory and leave the others as they are; returns whether anything changed.

    Raises:
        OSError: it cannot be read or written.
    """
    path = base(root) / INVENTORY
    before = read_shell(path)
    after = before | dict(values)
    if before == after and path.exists():
        return False
    write(path, format_shell(after))
    return True


# -- one-word files ---------------------------------------------------------------------------------------


def backend(root: str) -> Backend:
    """Return the network backend that is to be used: what network.conf says, else Open vSwitch."""
    try:
        word = (base(root) / NETWORK).read_text().strip()
    except (OSError, UnicodeDecodeError):
        word = ""
    return "bridge" if BACKENDS.get(word) == "bridge" else "openvswitch"


@dataclass(frozen=True, slots=True)
class Role:
    """What pool.conf says: the coordinator, a member of a pool, or neither because the file is broken."""

    kind: Literal["master", "slave", "broken"]
    coordinator: str = ""
    """Address of a member's coordinator."""

    def __str__(self) -> str:
        return f"slave:{self.coordinator}" if self.kind == "slave" else self.kind


def role(root: str) -> Role | None:
    """Return the role that pool.conf gives the host; None without that file."""
    try:
        text = (base(root) / POOL).read_text().strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return Role("broken")
    if text == "master":
        return Role("master")
    kind, _, address = text.partition(":")
    return Role("slave", address) if kind == "slave" and address else Role("broken")


# -- the network reset ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reset:
    """How the management interface is to be set up from nothing."""

    DEVICE: str
    MODE: Literal["", "none", "dhcp", "static"] = ""
    """Empty leaves IPv4 alone."""
    MODE_V6: Literal["", "none", "dhcp", "autoconf", "static"] = ""
    VLAN: str = ""
    IP: str = ""
    NETMASK: str = ""
    GATEWAY: str = ""
    IPV6: str = ""
    """Address with prefix length."""
    GATEWAY_V6: str = ""
    DNS: str = ""
    unknown: tuple[str, ...] = field(default=(), compare=False)
    """Lines that say nothing that is known."""


_RESET_KEYS: Final = tuple(one.name for one in fields(Reset) if one.name != "unknown")
_MODES: Final = {"MODE": ("none", "dhcp", "static"), "MODE_V6": ("none", "dhcp", "autoconf", "static")}


def parse_reset(text: str) -> Reset:
    """Return what a file asks for: lines ``KEY=value``, of which everything after the first ``=`` is the value.

    Raises:
        BadFileError: there is no device, or a mode or VLAN that does not exist: guessing could make it worse.
    """
    values: dict[str, str] = {}
    unknown = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        key, equals, value = line.partition("=")
        if equals and key in _RESET_KEYS:
            values[key] = value.strip().strip("'\"")
        elif not line.startswith("#"):
            unknown.append(line)
    if not values.get("DEVICE"):
        raise BadFileError("it names no DEVICE")
    for key, modes in _MODES.items():
        values[key] = values.get(key, "").lower()
        if values[key] and values[key] not in modes:
            raise BadFileError(f"{key} is {values[key]!r}, not one of {', '.join(modes)}")
    tag = values.get("VLAN", "")
    if tag and not (tag.isascii() and tag.isdecimal() and int(tag) <= 4094):  # noqa: PLR2004 - the largest tag
        raise BadFileError(f"VLAN is {tag!r}, not a number up to 4094")
    return Reset(**values, unknown=tuple(unknown))  # type: ignore[arg-type]


def format_reset(reset: Reset) -> str:
    """Return the text of a file that asks for this."""
    return "".join(f"{key}={value}\n" for key in _RESET_KEYS if (value := getattr(reset, key)))


def first_boot(reset: Reset) -> str:
    """Return the management.conf of a host that starts with this from nothing."""
    values = {
        "LABEL": reset.DEVICE,
        "MODE": reset.MODE or "none",
        "VLAN": reset.VLAN,
        "IP": reset.IP,
        "NETMASK": reset.NETMASK,
        "GATEWAY": reset.GATEWAY,
        "DNS": reset.DNS,
        "MODEV6": reset.MODE_V6 or "none",
        "IPv6": reset.IPV6,
        "IPv6_GATEWAY": reset.GATEWAY_V6,
    }
    return format_shell({key: value for key, value in values.items() if value})


def pending_reset(root: str, places: Iterable[str] = RESETS) -> Path | None:
    """Return the file that asks for a network reset, or None.

    Everybody may write to some of those directories, so only what root or this user has written counts, and no links.
    """
    for path in (base(root) / place for place in places):
        try:
            found = path.lstat()
        except OSError:
            continue
        if stat.S_ISREG(found.st_mode) and found.st_uid in (0, os.geteuid()):
            return path
    return None
