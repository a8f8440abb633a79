"""What a NIC's driver tells and can be told: its name and place, speed, offloads.

It is done with the ``SIOCETHTOOL`` request, a few microseconds each, which every driver knows.
"""

from __future__ import annotations

import array
import errno
import fcntl
import socket
import struct
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIOCETHTOOL: Final = 0x8946
_GDRVINFO: Final = 0x03
_GSET, _SSET = 0x01, 0x02
_GLINKSETTINGS: Final = 0x4C
_LRO_FLAG: Final = 1 << 15
_UNKNOWN_SPEED: Final = 0xFFFFFFFF
_DUPLEX: Final = {0: "half", 1: "full"}

_SWITCHES: Final = {
    "rx": (0x14, 0x15),
    "tx": (0x16, 0x17),
    "sg": (0x18, 0x19),
    "tso": (0x1E, 0x1F),
    "ufo": (0x21, 0x22),
    "gso": (0x23, 0x24),
    "gro": (0x2B, 0x2C),
}
"""Offload -> the commands that read and write it."""
_FLAGS: Final = (0x25, 0x26)
"""The commands that read and write the flags, of which ``lro`` is one."""

_SETTINGS = struct.Struct("=IIIHBBBBBBIIHBBIII")
"""The older link settings: command, supported, advertised, speed, duplex, port, address, transceiver, autoneg,
mdio, two coalescing limits, speed (high half), MDI-X twice, partner's advertised, 2 reserved."""
LINK_KEYS: Final = ("speed", "duplex", "autoneg", "advertise")


class Driver(NamedTuple):
    """Who drives a NIC, and where it sits."""

    name: str
    bus: str
    version: str = ""
    firmware: str = ""


class Speed(NamedTuple):
    """What a NIC has negotiated."""

    megabits: int
    """0 when the driver does not tell."""
    duplex: str
    """``full``, ``half`` or ``unknown``."""


class Ethtool:
    """The requests; close it when done."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the socket."""
        self._socket.close()

    def _request(self, device: str, data: bytearray) -> bytearray:
        """Pass a request to the driver and return what it made of it; raises OSError."""
        memory = array.array("B", bytes(data))
        address, _ = memory.buffer_info()
        request = struct.pack("16sP8x", device.encode()[:15], address)
        fcntl.ioctl(self._socket.fileno(), _SIOCETHTOOL, request)
        return bytearray(memory.tobytes())

    def driver(self, device: str) -> Driver:
        """Return the driver and bus address of a device; empty where it has none."""
        try:
            answer = self._request(device, bytearray(struct.pack("=I192x", _GDRVINFO)))
        except OSError:
            return Driver("", "")
        name, version, firmware, bus = answer[4:36], answer[36:68], answer[68:100], answer[100:132]
        return Driver(_text(name), _text(bus), _text(version), _text(firmware))

    def speed(self, device: str) -> Speed:
        """Return the speed and duplex of a device."""
        try:
            # The first request asks how large the masks are: the driver answers with a negative number of words.
            probe = self._request(device, bytearray(struct.pack("=I44x", _GLINKSETTINGS)))
            words = -struct.unpack_from("=b", probe, 15)[0]
            if words <= 0:
                return Speed(0, "unknown")
            request = bytearray(48 + 3 * 4 * words)
            struct.pack_into("=I", request, 0, _GLINKSETTINGS)
            struct.pack_into("=b", request, 15, words)
            answer = self._request(device, request)
        except OSError:
            return Speed(0, "unknown")
        megabits, duplex = struct.unpack_from("=IB", answer, 4)
        return Speed(0 if megabits == _UNKNOWN_SPEED else megabits, _DUPLEX.get(duplex, "unknown"))

    def settings(self, device: str, keys: Iterable[str]) -> dict[str, str]:
        """Return the named settings as a device has them now; what it does not have is left out."""
        found = {}
        for key in keys:
            value = self._setting(device, key)
            if value is not None:
                found[key] = value
        return found

    def _setting(self, device: str, key: str) -> str | None:
        try:
            if key in LINK_KEYS:
                return self._link_setting(device, key)
            if key == "lro":
                return "on" if self._number(device, _FLAGS[0]) & _LRO_FLAG else "off"
            if key in _SWITCHES:
                return "on" if self._number(device, _SWITCHES[key][0]) else "off"
        except OSError:
            return None
        return None

    def set(self, device: str, key: str, value: str) -> str:
        """Change one setting and return why it could not be, or an empty text.

        What a device does not have counts as off.
        """
        if self._setting(device, key) == value:
            return ""
        try:
            if key in LINK_KEYS:
                self._set_link(device, key, value)
            elif key == "lro":
                flags = self._number(device, _FLAGS[0])
                self._write(device, _FLAGS[1], flags | _LRO_FLAG if value == "on" else flags & ~_LRO_FLAG)
            elif key in _SWITCHES:
                self._write(device, _SWITCHES[key][1], 1 if value == "on" else 0)
            else:
                return f"{device} has no setting {key}"
        except OSError as error:
            if error.errno == errno.EOPNOTSUPP and value == "off":
                return ""
            return f"cannot set {key} of {device} to {value}: {error.strerror}"
        return "" if self._setting(device, key) == value else f"{device} keeps {key} {self._setting(device, key)}"

    def _number(self, device: str, command: int) -> int:
        return int(struct.unpack_from("=I", self._request(device, bytearray(struct.pack("=II", command, 0))), 4)[0])

    def _write(self, device: str, command: int, value: int) -> None:
        self._request(device, bytearray(struct.pack("=II", command, value)))

    def _link(self, device: str) -> list[int]:
        request = bytearray(_SETTINGS.size)
        struct.pack_into("=I", request, 0, _GSET)
        return list(_SETTINGS.unpack(self._request(device, request)))

    def _link_setting(self, device: str, key: str) -> str:
        fields = self._link(device)
        match key:
            case "speed":
                return str(fields[3] | fields[12] << 16)
            case "duplex":
                return _DUPLEX.get(fields[4], "unknown")
            case "autoneg":
                return "on" if fields[8] else "off"
            case _:
                return hex(fields[2])

    def _set_link(self, device: str, key: str, value: str) -> None:
        fields = self._link(device)
        fields[0] = _SSET
        match key:
            case "speed":
                fields[3], fields[12] = int(value) & 0xFFFF, int(value) >> 16
            case "duplex":
                fields[4] = 1 if value == "full" else 0
            case "autoneg":
                fields[8] = 1 if value == "on" else 0
            case _:
                fields[2] = int(value, 16)
        self._request(device, bytearray(_SETTINGS.pack(*fields)))


def _text(value: bytes | bytearray) -> str:
    return value.split(b"\0", 1)[0].decode(errors="replace")
