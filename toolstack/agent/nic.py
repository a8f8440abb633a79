"""The physical NICs of the host: which devices they are, where they sit, and their stable order."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import structlog

from toolstack.plan.hoststate import Nic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.agent.ethtool import Ethtool, Speed
    from toolstack.agent.netlink import Netlink
    from toolstack.agent.rtnetlink import Link

log = structlog.get_logger(__name__)

KINDS: Final = frozenset({"", "veth", "macvlan", "dummy", "netdevsim"})
"""Kinds of link that can stand for a NIC: hardware has none, the others are how labs make them."""
_ORDINARY: Final = re.compile(r"eth([0-9]{1,4})")
_PCI: Final = re.compile(r"[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_PCI_DEVICES: Final = Path("/sys/bus/pci/devices")
_PCI_NAMES: Final = (Path("/usr/share/misc/pci.ids"), Path("/usr/share/hwdata/pci.ids"))


class Hardware(NamedTuple):
    """What does not change while a device is there."""

    driver: str = ""
    bus_path: str = ""
    vendor_id: str = ""
    device_id: str = ""
    vendor_name: str = ""
    device_name: str = ""
    capabilities: tuple[str, ...] = ()


class Nics:
    """Finds the NICs.

    Args:
        netlink: the kernel's devices.
        ethtool: asks the drivers.
        patterns: shell patterns of names; a device that matches one is a NIC.
        order: file that keeps the positions of NICs which are not called ethN.
    """

    def __init__(self, netlink: Netlink, ethtool: Ethtool, patterns: Sequence[str], order: Path) -> None:
        self._netlink = netlink
        self._ethtool = ethtool
        self._patterns = tuple(patterns)
        self._order = _Order(order)
        self._known: dict[int, tuple[Link, Nic]] = {}
        self._hardware: dict[tuple[int, str], Hardware] = {}

    def find(self) -> tuple[Nic, ...]:
        """Return the NICs by position."""
        links = sorted((link for link in self._netlink.links.values() if self._is_nic(link)), key=lambda one: one.name)
        positions = self._order.positions(links)
        found = [self._nic(link, positions[link.name]) for link in links]
        self._known = {link.index: (link, nic) for link, nic in zip(links, found, strict=True)}
        return tuple(sorted(found, key=lambda nic: nic.position))

    def _is_nic(self, link: Link) -> bool:
        if not link.ethernet or link.kind not in KINDS:
            return False
        return any(fnmatch.fnmatchcase(link.name, pattern) for pattern in self._patterns)

    def _nic(self, link: Link, position: int) -> Nic:
        known = self._known.get(link.index)
        if known is not None and known[0] == link and known[1].position == position:
            return known[1]
        key = (link.index, link.name)
        if key not in self._hardware:
            self._hardware[key] = self._look(link.name)
        carrier = link.up and link.carrier
        speed: Speed | None = self._ethtool.speed(link.name) if carrier else None
        return Nic(
            name=link.name,
            mac=link.permanent_mac,
            position=position,
            carrier=carrier,
            speed=speed.megabits if speed else 0,
            duplex=speed.duplex if speed else "unknown",
            mtu=link.mtu,
            **self._hardware[key]._asdict(),
        )

    def _look(self, name: str) -> Hardware:
        driver = self._ethtool.driver(name)
        bus = driver.bus if _PCI.fullmatch(driver.bus) else _pci_parent(name)
        if not bus:
            return Hardware(driver=driver.name)
        vendor, device = (_identifier(bus, key) for key in ("vendor", "device"))
        vendor_name, device_name = _names(vendor, device)
        functions = _identifier(bus, "sriov_totalvfs")
        return Hardware(
            driver=driver.name,
            bus_path=bus,
            vendor_id=vendor,
            device_id=device,
            vendor_name=vendor_name,
            device_name=device_name,
            capabilities=("sriov",) if functions.isdecimal() and int(functions) > 0 else (),
        )


class _Order:
    """Positions of NICs by hardware address, kept over reboots."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._by_mac: dict[str, int] = {}
        try:
            self._by_mac = msgspec.json.decode(path.read_bytes(), type=dict[str, int])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the order of NICs cannot be read; it starts anew", path=str(path), reason=str(error))

    def positions(self, links: Sequence[Link]) -> dict[str, int]:
        """Return the position of each NIC by name: ``eth<P>`` has P, others the first that was free when they came."""
        found: dict[str, int] = {}
        for link in links:
            match = _ORDINARY.fullmatch(link.name)
            if match:
                found[link.name] = int(match[1])
        fresh = False
        for link in links:
            if link.name in found:
                continue
            position = self._by_mac.get(link.permanent_mac)
            if position is None or position in found.values():
                position = max([-1, *found.values(), *self._by_mac.values()]) + 1
                self._by_mac[link.permanent_mac] = position
                fresh = True
            found[link.name] = position
        if fresh:
            self._save()
        return found

    def _save(self) -> None:
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(msgspec.json.encode(self._by_mac))
            draft.replace(self._path)
        except OSError as error:
            log.warning("the order of NICs cannot be kept", path=str(self._path), reason=str(error))


def _pci_parent(name: str) -> str:
    """Return the PCI address above a device that is on another bus, such as virtio."""
    try:
        parts = Path(f"/sys/class/net/{name}/device").resolve(strict=True).parts
    except OSError:
        return ""
    return next((part for part in reversed(parts) if _PCI.fullmatch(part)), "")


def _identifier(bus: str, key: str) -> str:
    try:
        return (_PCI_DEVICES / bus / key).read_text().strip().removeprefix("0x")
    except OSError:
        return ""


def _names(vendor: str, device: str) -> tuple[str, str]:
    """Return the names of a vendor and its device from the list that distributions ship."""
    vendor_name = device_name = ""
    for path in _PCI_NAMES:
        try:
            lines = path.read_text(errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if vendor_name and line.startswith(f"\t{device} "):
                device_name = line[5:].strip()
                break
            if line.startswith(f"{vendor} "):
                vendor_name = line[5:].strip()
            elif vendor_name and line and line[0] not in "\t#":
                break
        break
    return vendor_name, device_name
